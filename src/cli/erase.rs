//! `renkei erase`: a person is taken out for ever, with every record about them and every older image of these. No undo brings it back.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use super::args;
use super::ask;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::erasure::{self, ErasureReason, Kept, NameMarks};
use crate::domain::permission::Area;
use crate::domain::{Person, PersonId};
use crate::port::Put;
use crate::port::audit::{AuditRecord, Witness, id_of};
use crate::port::store::{ERASE, EntityKind, Record, Store};

/// Shows what goes, asks, erases, looks for what still names the person, and writes the certificate.
pub fn run(cx: &Context, args: &args::Erase) -> Outcome {
    let reason: ErasureReason =
        args.reason.parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.erase.unknown_reason")))?;
    let store = cx.open_for_writing()?;
    cx.admit(&*store, Area::ForEver)?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let counts = about(cx, &*store, person.id)?.counts();
    cx.say(&cx.words.say("cli.erase.going", &[("what", &listed(cx, &counts))]));
    if !ask::typed(cx, args.yes, cx.words.get("cli.erase.sure"))? {
        cx.say(cx.words.get("cli.ask.not_done"));
        return Ok(Exit::Ok);
    }
    // Others may have written while the question stood: what goes is what there is now.
    let found = about(cx, &*store, person.id)?;
    let (counts, marks) = (found.counts(), NameMarks::of(&person));
    let (puts, kept) = puts(&found, &marks, cx.now.today());
    cx.write(&*store, ERASE, String::new(), puts)?;
    let naming = still_naming(cx, &*store, &marks)?;
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

/// What there is about somebody.
struct Found {
    records: Vec<Record>,
    /// What lay in the trash already.
    thrown: Vec<Record>,
}

impl Found {
    fn all(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().chain(&self.thrown)
    }

    fn counts(&self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for record in self.all() {
            *counts.entry(record.kind().to_string()).or_default() += 1;
        }
        counts
    }
}

/// Every record about the person, in use or in the trash.
fn about(cx: &Context, store: &dyn Store, person: PersonId) -> Result<Found, Failure> {
    let failed = |error| cx.store_failure(&error);
    let mut found = Found { records: Vec::new(), thrown: Vec::new() };
    let mut apart = Vec::new();
    for kind in EntityKind::iter().filter(|kind| kind.is_personal()) {
        let mut sort = |record: Record| match record.person() {
            Some(other) if other == person => found.records.push(record),
            Some(_) => {}
            None => apart.push(record),
        };
        store.scan(kind, &mut sort).map_err(failed)?;
    }
    found.thrown = store.trash(usize::MAX).map_err(failed)?.into_iter().map(|thrown| thrown.record).collect();
    found.thrown.retain(|record| record.person().is_none_or(|other| other == person));
    // A task of a stay says whom it is about by its stay alone.
    let stays: Vec<_> = found.all().filter_map(Record::as_episode).map(|stay| stay.id).collect();
    let of_stay =
        |record: &Record| record.as_task().and_then(|task| task.episode).is_some_and(|stay| stays.contains(&stay));
    found.records.extend(apart.into_iter().filter(of_stay));
    found.thrown.retain(|record| record.person().is_some() || of_stay(record));
    Ok(found)
}

/// Thrown away and deleted for ever in one transaction; what the law wants kept is written anew without a text about the person. Gives how many
/// of these there are.
fn puts(found: &Found, marks: &NameMarks, today: Date) -> (Vec<Put>, u64) {
    let trash = found.records.iter().map(|one| Put::Trash { kind: one.kind(), key: one.key(), rev: one.rev() });
    let purge = found.all().map(|one| Put::Purge { kind: one.kind(), key: one.key() });
    let mut puts: Vec<Put> = trash.chain(purge).collect();
    let kept = found.all().filter_map(Record::as_disclosure).filter_map(|given| {
        match erasure::disclosure(given, marks, today) {
            Kept::Scrubbed(scrubbed) => Some(Put::Save(Record::Disclosure(*scrubbed))),
            Kept::Gone => None,
        }
    });
    let before = puts.len();
    puts.extend(kept);
    let kept = (puts.len() - before) as u64;
    (puts, kept)
}

/// Which records still name the person: a note of an institution, a text about somebody else. A person has to see to these.
fn still_naming(cx: &Context, store: &dyn Store, marks: &NameMarks) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    for kind in EntityKind::iter() {
        store
            .scan(kind, &mut |record| {
                if serde_json::to_string(&record).is_ok_and(|text| marks.are_in(&text)) {
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
    store.witness(Witness { author, at, action: ERASE, records, count, note }).map_err(|error| cx.store_failure(&error))
}
