//! `renkei episode check`: what the talks of a stay come to, and what is missing.

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Outcome;
use crate::cli::out;
use crate::domain::conference::{CounterpartCheck, StayCheck, TalkCheck, check};
use crate::domain::talk_fee::{Missing, TalkFees};
use crate::domain::text::clean_line;
use crate::domain::{Conference, Episode, Person};
use crate::message::{talk, talk_page};
use crate::port::EntityKind;
use crate::port::audit::AuditRecord;
use crate::port::store::Record;

/// Checks one stay.
pub fn run(cx: &Context, args: &args::EpisodeCheck) -> Outcome {
    let rulebook = cx.rulebook();
    let (professions, fees) = (&rulebook.professions, &rulebook.talk_fees);
    let store = cx.look()?;
    let episode: Episode = cx.record(&*store, EntityKind::Episode, &args.id, Record::into_episode)?;
    let person: Option<Person> = store
        .get(EntityKind::Person, episode.person.to_bytes())
        .map_err(|error| cx.store_failure(&error))?
        .and_then(Record::into_person);
    let talks: Vec<Conference> = cx.records(&*store, EntityKind::Conference, Record::into_conference)?;
    let level = person.as_ref().map(|person| person.care_level).unwrap_or_default();
    let checked = check(&episode, level, &talks, professions, fees);
    let seen = vec![
        AuditRecord::seen(EntityKind::Episode, episode.id.to_bytes()),
        AuditRecord::seen(EntityKind::Person, episode.person.to_bytes()),
    ];
    cx.witness_of_persons(&*store, "open", seen, 2, "episode check".to_owned())?;
    if args.json {
        out::json(cx.words, &item(&episode, &checked, fees))?;
    } else {
        let name = person.map(|person| clean_line(&person.name)).unwrap_or_default();
        out::text(cx.words, &format!("{name}\n{}", talk_page::text(cx.words, &checked, professions, fees)))?;
    }
    Ok(Exit::Ok)
}

/// Ids, codes and days: nobody's name.
fn item(episode: &Episode, check: &StayCheck, fees: &TalkFees) -> Value {
    let rule = fees.discharge_talks_on(check.rule_day);
    let class = check.class.as_ref().and_then(|code| rule?.classes.iter().find(|class| class.code == *code));
    let talks: Vec<Value> = check.talks.iter().map(talk_item).collect();
    let steps: Vec<Value> = check
        .steps
        .iter()
        .map(|step| {
            json!({
                "class": step.class,
                "units": step.units,
                "conferences": step.conferences,
                "others": step.others,
            })
        })
        .collect();
    let counterparts: Vec<Value> = check.counterparts.iter().map(|one| counterpart_item(one, fees)).collect();
    json!({
        "schema": 1,
        "id": episode.id.to_string(),
        "standing": talk::standing_code(check.standing),
        "rule_day": check.rule_day.to_string(),
        "last_day": check.last_day.map(|day| day.to_string()),
        "counted": check.counted,
        "conferences": check.conferences,
        "class": class.map(|class| json!({ "code": class.code, "label": class.label, "units": class.units })),
        "confirmed": rule.map(|rule| rule.validity.confirmed),
        "days_confirmed": rule.map(|rule| rule.days_confirmed),
        "steps": steps,
        "talks": talks,
        "counterparts": counterparts,
    })
}

fn talk_item(one: &TalkCheck) -> Value {
    json!({
        "id": one.id.to_string(),
        "on": one.on.to_string(),
        "kind": one.kind.to_string(),
        "counts": talk::counts_code(&one.counts),
        "is_conference": one.is_conference,
        "parties": one.presence.parties,
        "missing": codes(&one.missing),
        "without_known_profession": one.presence.odd.len(),
    })
}

fn counterpart_item(one: &CounterpartCheck, fees: &TalkFees) -> Value {
    let version = fees.counterpart_on(&one.code, one.rule_day);
    let days: Vec<String> = one.met_on.iter().map(ToString::to_string).collect();
    let yielded: Vec<String> = one.yielded.iter().map(|(day, _)| day.to_string()).collect();
    json!({
        "code": one.code,
        "amount": version.and_then(|version| version.amount),
        "unit": version.map(|version| version.unit.to_string()),
        "confirmed": version.map(|version| version.validity.confirmed),
        "met_on": days,
        "yielded": yielded,
        "missing": codes(&one.missing),
    })
}

fn codes(missing: &[Missing]) -> Vec<&'static str> {
    missing.iter().map(Missing::code).collect()
}
