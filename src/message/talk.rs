//! What the check of a stay's talks found, in the person's language.

use crate::domain::conference::{Counts, Standing, StayCheck, Step};
use crate::domain::talk_fee::{Counterpart, DischargeTalks, Missing, Odd, Professions};
use crate::words::{Language, Words};

/// The text of the language.
pub fn label<'a>(words: &Words, ja: &'a str, en: &'a str) -> &'a str {
    match words.language() {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// One thing that a talk lacks.
pub fn missing(words: &Words, missing: &Missing, professions: &Professions) -> String {
    let key = format!("talk.missing.{}", missing.code());
    match missing {
        Missing::Parties { present, needed } => {
            words.say(&key, &[("present", present), ("needed", needed), ("more", &(needed - present))])
        }
        Missing::OneOf(parties) => {
            let names: Vec<&str> = parties
                .iter()
                .filter_map(|party| professions.of_party(*party).next())
                .map(|profession| label(words, &profession.label_ja, &profession.label_en))
                .collect();
            words.say(&key, &[("who", &names.join(" / "))])
        }
        Missing::Conference
        | Missing::Hospital
        | Missing::Lead
        | Missing::Time
        | Missing::Place
        | Missing::Participants
        | Missing::Points
        | Missing::Document
        | Missing::Consent => words.get(&key).to_owned(),
    }
}

/// Several, one after the other.
pub fn all_missing(words: &Words, all: &[Missing], professions: &Professions) -> String {
    all.iter().map(|one| missing(words, one, professions)).collect::<Vec<_>>().join(words.get("talk.and"))
}

/// A participant who counts as nothing. The code is not repeated where nobody knows it: somebody may have typed a name there.
pub fn odd(words: &Words, odd: &Odd, professions: &Professions) -> String {
    match odd {
        Odd::Unknown(_) => words.get("talk.odd.unknown").to_owned(),
        Odd::OtherSide(code) => {
            let name = professions.get(code).map_or("", |known| label(words, &known.label_ja, &known.label_en));
            words.say("talk.odd.other_side", &[("who", &name)])
        }
    }
}

/// Does a talk count, and why not.
pub fn counts(words: &Words, counts: &Counts, professions: &Professions) -> String {
    match counts {
        Counts::Conference => words.get("talk.counts.conference").to_owned(),
        Counts::Talk => words.get("talk.counts.talk").to_owned(),
        Counts::SameDay => words.get("talk.counts.same_day").to_owned(),
        Counts::BeforeAdmission => words.get("talk.counts.before_admission").to_owned(),
        Counts::TooLate => words.get("talk.counts.too_late").to_owned(),
        Counts::Lacks(lacks) => words.say("talk.counts.lacks", &[("what", &all_missing(words, lacks, professions))]),
        Counts::NoRule => words.get("talk.counts.no_rule").to_owned(),
    }
}

/// A short stable word.
pub const fn counts_code(counts: &Counts) -> &'static str {
    match counts {
        Counts::Conference => "conference",
        Counts::Talk => "talk",
        Counts::SameDay => "same_day",
        Counts::BeforeAdmission => "before_admission",
        Counts::TooLate => "too_late",
        Counts::Lacks(_) => "lacks",
        Counts::NoRule => "no_rule",
    }
}

/// A short stable word.
pub const fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Applies => "applies",
        Standing::Support => "support",
        Standing::Uncertain(_) => "uncertain",
        Standing::Ended(_) => "ended",
        Standing::NoRule => "no_rule",
    }
}

/// What the talks come to: the class with its units, or why there is none.
pub fn outcome(words: &Words, check: &StayCheck, rule: Option<&DischargeTalks>) -> String {
    let (Some(rule), Standing::Applies | Standing::Uncertain(_)) = (rule, check.standing) else {
        return words.get(&format!("talk.standing.{}", standing_code(check.standing))).to_owned();
    };
    let name = label(words, &rule.label_ja, &rule.label_en);
    let class = check.class.as_ref().and_then(|code| rule.classes.iter().find(|class| class.code == *code));
    let Some(class) = class else { return words.say("talk.no_class", &[("fee", &name)]) };
    words.say("talk.class", &[("fee", &name), ("class", &class.label), ("units", &class.units)])
}

/// What else is to be known of the fee.
pub fn cautions(words: &Words, check: &StayCheck, rule: Option<&DischargeTalks>) -> Vec<String> {
    let Some(rule) = rule else { return Vec::new() };
    let mut cautions = Vec::new();
    if let Standing::Uncertain(_) = check.standing {
        cautions.push(words.get("talk.standing.uncertain").to_owned());
    }
    if matches!(check.standing, Standing::Applies | Standing::Uncertain(_)) {
        let other = label(words, &rule.not_with_ja, &rule.not_with_en);
        if !other.is_empty() {
            cautions.push(words.say("talk.not_with", &[("fee", &other), ("n", &rule.per_stay)]));
        }
        if !rule.days_confirmed {
            cautions.push(words.say("talk.days_unconfirmed", &[("days", &rule.days_after_discharge)]));
        }
        if !rule.validity.confirmed {
            cautions.push(words.get("talk.unconfirmed").to_owned());
        }
    }
    cautions
}

/// The way to a higher class.
pub fn step(words: &Words, step: &Step, rule: &DischargeTalks) -> String {
    let class = rule.classes.iter().find(|class| class.code == step.class).map_or("", |class| class.label.as_str());
    let key = match (step.conferences, step.others) {
        (0, _) => "talk.step.talks",
        (_, 0) => "talk.step.conferences",
        (_, _) => "talk.step.both",
    };
    let said: [(&str, &dyn std::fmt::Display); 4] =
        [("class", &class), ("units", &step.units), ("conferences", &step.conferences), ("others", &step.others)];
    words.say(key, &said)
}

/// A counterpart with its amount.
pub fn counterpart(words: &Words, counterpart: &Counterpart) -> String {
    let name = label(words, &counterpart.label_ja, &counterpart.label_en);
    let unit: &str = counterpart.unit.into();
    let amount = match counterpart.amount {
        Some(amount) => words.say(&format!("talk.amount.{unit}"), &[("n", &amount)]),
        None => words.get("talk.amount.unknown").to_owned(),
    };
    let unconfirmed = if counterpart.validity.confirmed { "" } else { words.get("talk.unconfirmed") };
    format!("{name} {amount} {unconfirmed}").trim_end().to_owned()
}
