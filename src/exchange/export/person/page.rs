//! A card laid out: the one place that decides what goes out, and how it reads.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::narrow::narrow_numbers;
use super::veil::Veil;
use super::{CardOptions, facts, numbers, wishes};
use crate::domain::card::review::{self, Freshness};
use crate::domain::card::{CardPart, Directory, Line, Moment, Reachable};
use crate::domain::{Person, Phone};
use crate::exchange::export::Replacement;
use crate::exchange::export::sheet::Spelling;
use crate::words::Words;

/// What the formats write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardPage {
    /// As every format names the person: `佐藤 一郎 様`, `S.I 様`; with `(架空)` for somebody of the demo.
    pub name: String,
    pub fictional: bool,
    /// In the order of reading.
    pub facts: Vec<Fact>,
    /// Whom to call, who can be reached now first.
    pub numbers: Vec<Number>,
    /// When it was confirmed last, and that this is long ago where it is.
    pub confirmed: String,
    /// What has to be looked after: for the list for visits.
    pub due: String,
    /// Where it comes from, and of which day this is.
    pub made: String,
    /// Who made it.
    pub office: String,
    pub day: Date,
    /// The day of the consent that the ambulance is told and the refrigerator opened.
    pub consented_on: Option<Date>,
    /// What CP932 lacks and was replaced.
    pub replaced: Vec<Replacement>,
}

/// A line of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub part: CardPart,
    /// A stable word.
    pub code: &'static str,
    pub label: String,
    /// May have several lines.
    pub text: String,
}

/// A number to call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// [`CardPart::Contacts`] or [`CardPart::Supporters`].
    pub part: CardPart,
    /// The relation, or what the institution does: 長女, かかりつけ医.
    pub who: String,
    /// Empty where names are hidden.
    pub name: String,
    /// Which telephone it rings.
    pub telephone: Line,
    /// The same in words: 携帯, 夜間
    pub line: String,
    /// As it is shown.
    pub shown: String,
    /// What can be dialled; `None` where it is hidden.
    pub phone: Option<Phone>,
    /// When, in the words of the card.
    pub hours: String,
    pub reachable: Reachable,
    /// Of the contact to call first: who decides, or else the first.
    pub is_key: bool,
}

impl CardPage {
    /// With what the register says at that moment.
    pub fn of(person: &Person, directory: &dyn Directory, moment: &Moment<'_>, options: &CardOptions) -> Self {
        let words = options.words;
        let day = moment.at.date();
        let mut laying = Laying {
            veil: Veil::of(person, options.masks, words),
            words,
            parts: &options.parts,
            spelling: Spelling::new(options.cp932_safe),
            facts: Vec::new(),
        };
        facts::identity(&mut laying, person, day);
        let contacts = numbers::contacts(&mut laying, person, moment);
        facts::alerts(&mut laying, person);
        facts::medical(&mut laying, person);
        wishes::lay(&mut laying, person, directory);
        let supporters = numbers::supporters(&mut laying, person, moment, directory);
        facts::home(&mut laying, person);
        facts::insurance(&mut laying, person);
        facts::kit(&mut laying, person);
        let fictional = if person.fictional { words.get("card_page.fictional") } else { "" };
        let honoured = words.say("card_page.honoured", &[("name", &laying.veil.name())]);
        let name = laying.line(&format!("{honoured}{fictional}"));
        let confirmed = confirmed(person, day, words);
        let due = review::due(person, day, directory);
        let due: Vec<&str> = due.iter().map(|due| words.get(due_key(<&str>::from(*due)))).collect();
        Self {
            name,
            fictional: person.fictional,
            numbers: contacts.into_iter().chain(supporters).collect(),
            made: words.say("card_page.made", &[("confirmed", &confirmed), ("day", &written(day))]),
            confirmed,
            due: due.join("、"),
            office: laying.line(&options.office),
            consented_on: person.card.emergency_consent_on.filter(|on| *on <= day),
            day,
            facts: laying.facts,
            replaced: laying.spelling.replaced(),
        }
    }

    pub(super) fn of_part(&self, part: CardPart) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.part == part)
    }

    /// The parts that say something, in the order of reading.
    pub fn parts(&self) -> BTreeSet<CardPart> {
        self.facts.iter().map(|fact| fact.part).chain(self.numbers.iter().map(|number| number.part)).collect()
    }

    /// All facts of that name, joined.
    pub(super) fn text(&self, code: &str) -> String {
        let texts = self.facts.iter().filter(|fact| fact.code == code).map(|fact| fact.text.as_str());
        texts.collect::<Vec<_>>().join(" / ")
    }

    /// Of the contacts, who can be reached now; all of them where nobody can.
    pub(super) fn reachable(&self) -> Vec<&Number> {
        let contacts = || self.numbers.iter().filter(|number| number.part == CardPart::Contacts);
        let now: Vec<&Number> = contacts().filter(|number| number.reachable != Reachable::Later).collect();
        if now.is_empty() { contacts().collect() } else { now }
    }
}

impl Number {
    /// `長女 佐藤 みき`
    pub(super) fn called(&self) -> String {
        format!("{} {}", self.who, self.name).trim().to_owned()
    }
}

/// A card being laid out.
pub(super) struct Laying<'a> {
    pub(super) veil: Veil,
    pub(super) words: &'static Words,
    parts: &'a BTreeSet<CardPart>,
    spelling: Spelling,
    facts: Vec<Fact>,
}

impl Laying<'_> {
    pub(super) fn wants(&self, part: CardPart) -> bool {
        self.parts.contains(&part)
    }

    pub(super) fn line(&mut self, text: &str) -> String {
        self.spelling.line(&narrow_numbers(text))
    }

    /// Adds a fact with its own label; nothing where there is nothing to say, or the part is not given.
    pub(super) fn add(&mut self, part: CardPart, code: &'static str, text: &str) {
        let label = self.words.get(label_key(code)).to_owned();
        self.add_as(part, code, &label, text);
    }

    /// As [`add`](Self::add), of what people wrote: searched for what is hidden.
    pub(super) fn add_written(&mut self, part: CardPart, code: &'static str, text: &str) {
        let text = self.veil.text(text);
        self.add(part, code, &text);
    }

    pub(super) fn add_as(&mut self, part: CardPart, code: &'static str, label: &str, text: &str) {
        let text = self.spelling.text(&narrow_numbers(text));
        if self.parts.contains(&part) && !text.is_empty() {
            let label = self.spelling.line(label);
            self.facts.push(Fact { part, code, label, text });
        }
    }
}

/// The label of a fact, by its name.
fn label_key(code: &str) -> &str {
    // Every key stands written out in `facts`, so that none is left over.
    facts::LABELS.iter().find(|(known, _)| *known == code).map_or(code, |(_, key)| key)
}

/// What is due, by its stable word.
fn due_key(due: &str) -> &'static str {
    facts::DUE.iter().find(|(known, _)| *known == due).map_or("", |(_, key)| key)
}

/// Last confirmed; where that is long ago, by a word.
fn confirmed(person: &Person, day: Date, words: &Words) -> String {
    let on = person.reviewed_on.map_or_else(|| words.get("card_page.never").to_owned(), written);
    let said = words.say("card_page.confirmed", &[("on", &on)]);
    match review::freshness(person, day) {
        Freshness::Fresh => said,
        Freshness::Yellow => format!("{said} {}", words.get("card_page.yellow")),
        Freshness::Red => format!("{said} {}", words.get("card_page.red")),
    }
}

/// 2026/6/12
pub(super) fn written(day: Date) -> String {
    format!("{}/{}/{}", day.year(), day.month(), day.day())
}
