//! `renkei erase`: a person, a stay or the record of a disclosure is taken out for ever, with every older image. No undo brings it back.

mod request;

use std::collections::BTreeSet;
use std::fmt::Display;

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use strum::IntoEnumIterator as _;

use super::args;
use super::ask;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::{out, retention};
use crate::domain::erasure::ErasureReason;
use crate::domain::permission::Area;
use crate::domain::{Person, Task};
use crate::port::audit::id_of;
use crate::port::erase::{Asked, Erased, Erasure};
use crate::port::store::{EntityKind, Key, Record, Store};
use crate::search::Marks;

/// What can be erased, in the order in which an argument is looked for.
const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Episode, EntityKind::Disclosure, EntityKind::Meeting];
/// How many characters of the identity are typed to say that it is the one.
const TYPED: usize = 8;

/// Shows what goes, asks, erases with its line in the audit, and looks for what still names the person.
pub fn run(cx: &Context, args: &args::Erase) -> Outcome {
    let given = args.reason.as_deref().map(str::parse::<ErasureReason>).transpose();
    let given = given.map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.erase.unknown_reason")))?;
    let store = cx.open_for_writing()?;
    cx.admit(&*store, Area::ForEver)?;
    let Some(argument) = args.id.as_deref() else { return request::list(cx, &*store, args) };
    if args.withdraw {
        let asked = request::target(cx, &*store, argument)?;
        let (_, key) = asked.map_or_else(|| target(cx, &*store, argument), Ok)?;
        return request::withdraw(cx, &*store, args, key);
    }
    let (kind, key) = target(cx, &*store, argument)?;
    let person = person(cx, &*store, kind, key)?;
    let due = retention::due_of(cx, &*store, kind, key)?;
    let early = due.is_none_or(|due| due > cx.now.today());
    let at = cx.now.wall.timestamp();
    let (reason, early_asked) = match given {
        Some(reason) => (reason, args.early),
        None => request::approved(cx, &*store, key)?,
    };
    admit_early(cx, early_asked, reason, early, due)?;
    if let Some(person) = &person {
        name_others(cx, &*store, person)?;
    }
    if cx.config.erase_by_two_admins && !args.approve {
        return request::ask(cx, &*store, args, Asked { kind, key, reason, early, author: cx.author().clone(), at });
    }
    let id = id_of(key);
    let kind_word = cx.words.get(&format!("kind_of_record.{kind}")).to_owned();
    let sure = cx.words.say("cli.erase.sure", &[("kind", &kind_word), ("id", &id)]);
    if !ask::identity(cx, args.yes, &sure, &id[..TYPED])? {
        cx.say(cx.words.get("cli.ask.not_done"));
        return Ok(Exit::Ok);
    }
    let until = at.saturating_add(cx.config.backup_after_erasure()).unwrap_or(at);
    let erasure = Erasure {
        kind,
        key,
        reason,
        early,
        by_two: args.approve,
        disclosure_years: cx.config.retention.disclosure_years,
        backups_until: until,
        author: cx.author(),
        at,
        today: cx.now.today(),
    };
    let erased = store.erase(&erasure).map_err(|error| cx.store_failure(&error))?;
    let naming = person.map_or(Ok(Vec::new()), |person| naming(cx, &*store, &person, &|_| true))?;
    let until = until.to_zoned(cx.now.wall.time_zone().clone()).date();
    certificate(cx, args, (&id, reason, early), &erased, until, &naming)
}

/// What an argument names: a person, also one in the trash; else a stay, a disclosure, a meeting.
fn target(cx: &Context, store: &dyn Store, argument: &str) -> Result<(EntityKind, Key), Failure> {
    let is_there = |kind, key| -> Result<bool, Failure> {
        Ok(store.get(kind, key).map_err(|error| cx.store_failure(&error))?.is_some())
    };
    for kind in KINDS {
        match cx.record_id(store, kind, argument) {
            Ok(key) if is_there(kind, key)? => return Ok((kind, key)),
            Ok(_) => {}
            Err(failure) if failure.exit == Exit::NotFound => {}
            Err(failure) => return Err(failure),
        }
    }
    let thrown = cx.thrown(store, argument).map_err(|failure| match failure.exit {
        Exit::NotFound => cx.no_record(EntityKind::Person, argument),
        Exit::Ok | Exit::Failed | Exit::Usage | Exit::InUse | Exit::Rejected | Exit::Damaged => failure,
    })?;
    if KINDS.contains(&thrown.kind) {
        return Ok((thrown.kind, thrown.key));
    }
    Err(cx.no_record(EntityKind::Person, argument))
}

/// The person that is to be erased, to look for the name afterwards.
fn person(cx: &Context, store: &dyn Store, kind: EntityKind, key: Key) -> Result<Option<Person>, Failure> {
    if kind != EntityKind::Person {
        return Ok(None);
    }
    if let Some(record) = store.get(kind, key).map_err(|error| cx.store_failure(&error))? {
        return Ok(record.into_person());
    }
    let thrown = store.trash(usize::MAX).map_err(|error| cx.store_failure(&error))?;
    Ok(thrown.into_iter().find(|thrown| thrown.key == key).and_then(|thrown| thrown.record.into_person()))
}

/// Inside the term only with `--early` and a reason other than the term.
fn admit_early(
    cx: &Context,
    wanted: bool,
    reason: ErasureReason,
    early: bool,
    due: Option<Date>,
) -> Result<(), Failure> {
    if !early || (wanted && reason != ErasureReason::Term) {
        return Ok(());
    }
    let sentence = match due {
        Some(due) => cx.words.say("cli.erase.not_due", &[("due", &due)]),
        None => cx.words.get("cli.erase.no_term").to_owned(),
    };
    Err(Failure::new(Exit::InUse, sentence))
}

/// What is about others and names the person, said before anything goes: once the name is out of it, the erasure takes it out of its older
/// versions too; afterwards nothing knows any more what to look for.
fn name_others(cx: &Context, store: &dyn Store, person: &Person) -> Result<(), Failure> {
    // What a meeting about the person agreed on goes with it, though it names nobody.
    let mut own = BTreeSet::new();
    store
        .scan(EntityKind::Meeting, &mut |record| {
            own.extend(
                record.into_meeting().filter(|meeting| meeting.person == Some(person.id)).map(|meeting| meeting.id),
            );
        })
        .map_err(|error| cx.store_failure(&error))?;
    let of_others = |record: &Record| match record.person() {
        Some(other) => other != person.id,
        None => !record.as_task().and_then(Task::meeting).is_some_and(|meeting| own.contains(&meeting)),
    };
    for (kind, id) in naming(cx, store, person, &of_others)? {
        let kind = cx.words.get(&format!("kind_of_record.{kind}")).to_owned();
        cx.say(&cx.words.say("cli.erase.names_first", &[("kind", &kind), ("id", &id)]));
    }
    Ok(())
}

/// Which of these records, in use or in the trash, name the person: a note of an institution, a text about somebody else. A person has to see
/// to them.
fn naming(
    cx: &Context,
    store: &dyn Store,
    person: &Person,
    of: &dyn Fn(&Record) -> bool,
) -> Result<Vec<(String, String)>, Failure> {
    let marks = Marks::of(person);
    let mut found = Vec::new();
    let mut look = |record: &Record| {
        // As JSON a line break is two letters, and a name may go over the end of a line.
        if of(record) && serde_json::to_string(record).is_ok_and(|text| marks.are_in(&text.replace("\\n", " "))) {
            found.push((record.kind().to_string(), id_of(record.key())));
        }
    };
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| look(&record)).map_err(|error| cx.store_failure(&error))?;
    }
    for thrown in store.trash(usize::MAX).map_err(|error| cx.store_failure(&error))? {
        look(&thrown.record);
    }
    Ok(found)
}

/// The certificate (消去の記録), as the audit has it: the fact without the name.
fn certificate(
    cx: &Context,
    args: &args::Erase,
    (id, reason, early): (&str, ErasureReason, bool),
    erased: &Erased,
    until: Date,
    naming: &[(String, String)],
) -> Outcome {
    let others = retention::other_backups(cx);
    if args.json {
        let counts: Map<String, Value> = erased.counts.iter().map(|(kind, n)| (kind.to_string(), json!(n))).collect();
        let naming: Vec<Value> = naming.iter().map(|(kind, id)| json!({ "kind": kind, "id": id })).collect();
        let item = json!({
            "id": id, "reason": reason.to_string(), "early": early, "erased": counts, "images": erased.images,
            "disclosures_kept": erased.kept, "still_naming": naming, "raw_pages_cleared": false,
            "backups_until": until.to_string(), "other_backups": others,
        });
        out::json(cx.words, &json!({ "schema": 1, "items": [item] }))?;
        return Ok(Exit::Ok);
    }
    let one = |(kind, n): &(EntityKind, u64)| format!("{} {n}", cx.words.get(&format!("kind_of_record.{kind}")));
    let what = erased.counts.iter().map(one).collect::<Vec<_>>().join("  ");
    let mut text = String::new();
    let mut line = |key: &str, values: &[(&str, &dyn Display)]| text += &format!("{}\n", cx.words.say(key, values));
    line("cli.erase.done", &[("id", &id), ("what", &what)]);
    line("cli.erase.kept", &[("n", &erased.kept), ("years", &cx.config.retention.disclosure_years)]);
    line("cli.erase.raw", &[]);
    line("cli.erase.backups", &[("until", &until)]);
    if others > 0 {
        line("cli.erase.others", &[("n", &others)]);
    }
    for (kind, id) in naming {
        let kind = cx.words.get(&format!("kind_of_record.{kind}")).to_owned();
        line("cli.erase.names", &[("kind", &kind), ("id", id)]);
    }
    out::text(cx.words, &text)?;
    Ok(Exit::Ok)
}
