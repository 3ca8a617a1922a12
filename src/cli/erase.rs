//! `renkei erase`: a person is taken out for ever, with every record about them and every older image of these. No undo brings it back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::args;
use super::ask;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::erasure::{self, ErasureReason, Kept};
use crate::domain::permission::Area;
use crate::domain::{Person, PersonId};
use crate::port::Put;
use crate::port::audit::{AuditRecord, Witness, id_of};
use crate::port::store::{EntityKind, Key, Record, Store};

/// Shows what goes, asks, erases, looks for what still names the person, and writes the certificate.
pub fn run(cx: &Context, args: &args::Erase) -> Outcome {
    let reason: ErasureReason =
        args.reason.parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.erase.unknown_reason")))?;
    let store = cx.open_for_writing()?;
    cx.admit(&*store, Area::ForEver)?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let records = about(cx, &*store, person.id)?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for record in &records {
        *counts.entry(record.kind().to_string()).or_default() += 1;
    }
    cx.say(&cx.words.say("cli.erase.going", &[("what", &listed(cx, &counts))]));
    if !ask::typed(cx, args.yes, cx.words.get("cli.erase.sure"))? {
        cx.say(cx.words.get("cli.ask.not_done"));
        return Ok(Exit::Ok);
    }
    let (puts, kept) = puts(cx, &records);
    cx.write(&*store, "erase", String::new(), puts)?;
    let naming = still_naming(cx, &*store, &person)?;
    certify(cx, &*store, &person, reason, &counts, kept)?;
    if args.json {
        let naming: Vec<Value> = naming.iter().map(|(kind, id)| json!({ "kind": kind, "id": id })).collect();
        let item = json!({
            "id": person.id.to_string(), "reason": reason.to_string(), "erased": counts, "disclosures_kept": kept,
            "still_naming": naming, "raw_pages_cleared": false,
        });
        out::json(cx.words, &json!({ "schema": 1, "items": [item] }))?;
        return Ok(Exit::Ok);
    }
    let mut text =
        format!("{}\n", cx.words.say("cli.erase.done", &[("id", &person.id), ("what", &listed(cx, &counts))]));
    text += &format!("{}\n", cx.words.say("cli.erase.kept", &[("n", &kept)]));
    text += &format!("{}\n", cx.words.get("cli.erase.raw"));
    for (kind, id) in &naming {
        let kind = cx.words.get(&format!("kind_of_record.{kind}")).to_owned();
        text += &format!("{}\n", cx.words.say("cli.erase.names", &[("kind", &kind), ("id", id)]));
    }
    out::text(cx.words, &text)?;
    Ok(Exit::Ok)
}

fn listed(cx: &Context, counts: &BTreeMap<String, u64>) -> String {
    let one = |(kind, n): (&String, &u64)| format!("{} {n}", cx.words.get(&format!("kind_of_record.{kind}")));
    counts.iter().map(one).collect::<Vec<_>>().join("  ")
}

/// Every record about the person.
fn about(cx: &Context, store: &dyn Store, person: PersonId) -> Result<Vec<Record>, Failure> {
    let mut all = Vec::new();
    let mut stays = Vec::new();
    let mut scan = |kind: EntityKind, is_about: &mut dyn FnMut(&Record) -> bool| {
        store.scan(kind, &mut |record| {
            if is_about(&record) {
                all.push(record);
            }
        })
    };
    let failed = |error| cx.store_failure(&error);
    scan(EntityKind::Person, &mut |record| record.as_person().is_some_and(|one| one.id == person)).map_err(failed)?;
    scan(EntityKind::Episode, &mut |record| {
        let stay = record.as_episode().filter(|stay| stay.person == person);
        stays.extend(stay.map(|stay| stay.id));
        stay.is_some()
    })
    .map_err(failed)?;
    scan(EntityKind::Task, &mut |record| {
        record
            .as_task()
            .is_some_and(|task| task.person == Some(person) || task.episode.is_some_and(|id| stays.contains(&id)))
    })
    .map_err(failed)?;
    scan(EntityKind::Conference, &mut |record| record.as_conference().is_some_and(|talk| talk.person == person))
        .map_err(failed)?;
    scan(EntityKind::Sheet, &mut |record| record.as_sheet().is_some_and(|sheet| sheet.person == person))
        .map_err(failed)?;
    scan(EntityKind::AcpTalk, &mut |record| record.as_acp_talk().is_some_and(|talk| talk.person == person))
        .map_err(failed)?;
    scan(EntityKind::Disclosure, &mut |record| record.as_disclosure().is_some_and(|given| given.person == person))
        .map_err(failed)?;
    Ok(all)
}

/// Thrown away and deleted for ever in one transaction; what the law wants kept is written anew without a text about the person. Gives how many
/// of these there are.
fn puts(cx: &Context, records: &[Record]) -> (Vec<Put>, u64) {
    let (mut puts, mut kept) = (Vec::new(), 0);
    for record in records {
        let (kind, key, rev): (EntityKind, Key, u64) = (record.kind(), record.key(), record.rev());
        puts.push(Put::Trash { kind, key, rev });
        puts.push(Put::Purge { kind, key });
        if let Record::Disclosure(given) = record
            && let Kept::Scrubbed(scrubbed) = erasure::disclosure(given, cx.now.today())
        {
            puts.push(Put::Save(Record::Disclosure(*scrubbed)));
            kept += 1;
        }
    }
    (puts, kept)
}

/// Which records still name the person: a note of an institution, a text about somebody else. A person has to see to these.
fn still_naming(cx: &Context, store: &dyn Store, person: &Person) -> Result<Vec<(String, String)>, Failure> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut marks = vec![squeezed(&person.name)];
    marks.extend(person.kana.as_deref().map(squeezed));
    marks.retain(|mark| mark.chars().count() > 1);
    let mut found = Vec::new();
    for kind in <EntityKind as strum::IntoEnumIterator>::iter() {
        store
            .scan(kind, &mut |record| {
                let text = serde_json::to_string(&record).map(|text| squeezed(&text)).unwrap_or_default();
                if marks.iter().any(|mark| text.contains(mark.as_str())) {
                    found.push((record.kind().to_string(), id_of(record.key())));
                }
            })
            .map_err(|error| cx.store_failure(&error))?;
    }
    Ok(found)
}

/// A line of the audit: the fact, the identity, the numbers; no name.
fn certify(
    cx: &Context,
    store: &dyn Store,
    person: &Person,
    reason: ErasureReason,
    counts: &BTreeMap<String, u64>,
    kept: u64,
) -> Result<(), Failure> {
    let numbers = counts.iter().map(|(kind, n)| format!("{kind}={n}")).collect::<Vec<_>>().join(" ");
    let note = format!("{reason} {numbers} disclosures_kept={kept} raw_pages_cleared=no");
    let records = vec![AuditRecord::seen(EntityKind::Person, person.id.to_bytes())];
    let (author, at) = (cx.author().clone(), cx.now.wall.timestamp());
    let count = counts.values().sum();
    store
        .witness(Witness { author, at, action: "erase", records, count, note })
        .map_err(|error| cx.store_failure(&error))
}
