//! `renkei history`: all changes, those of one record, or what one of them did.

use std::collections::BTreeSet;

use serde_json::json;

use super::args;
use super::card::is_stranger;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::{FacilityId, PersonId, Survey, SurveyId};
use crate::form::{self, Deed, Names};
use crate::message::sentence;
use crate::port::audit::AuditRecord;
use crate::port::{Change, EntityKind, Entry, GroupId, Key, Record, Store};

/// Names as they stand in the store now.
struct Stored<'a>(&'a dyn Store);

impl Names for Stored<'_> {
    fn facility(&self, id: FacilityId) -> Option<String> {
        let record = self.0.get(EntityKind::Facility, id.to_bytes()).ok()??;
        record.as_facility().map(|facility| facility.name().to_owned())
    }

    fn person(&self, id: PersonId) -> Option<String> {
        let record = self.0.get(EntityKind::Person, id.to_bytes()).ok()??;
        record.into_person().map(|person| person.name)
    }

    fn survey(&self, id: SurveyId) -> Option<Survey> {
        self.0.get(EntityKind::Survey, id.to_bytes()).ok()??.into_survey()
    }
}

/// The newest changes first.
pub fn history(cx: &Context, args: &args::History) -> Outcome {
    if let Some(id) = &args.id {
        return of_record(cx, args, id);
    }
    if let Some(group) = args.change {
        return of_group(cx, args, GroupId(group));
    }
    let store = cx.look()?;
    let entries = store.history(args.limit).map_err(|error| cx.store_failure(&error))?;
    if args.json {
        let items: Vec<_> = entries.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let mut text = String::new();
        for entry in &entries {
            text.push_str(&line(cx, entry));
            text.push('\n');
        }
        out::text(cx.words, &text)?;
    }
    Ok(if entries.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// What happened to one facility, also to one in the trash.
fn of_record(cx: &Context, args: &args::History, id: &str) -> Outcome {
    let store = cx.look()?;
    let id = cx.facility_ever(&*store, id)?;
    let changes = store
        .record_history(EntityKind::Facility, id.to_bytes(), args.limit)
        .map_err(|error| cx.store_failure(&error))?;
    if args.json {
        let items: Vec<_> = changes.iter().map(|(entry, change)| told(cx, item(entry), change)).collect();
        out::json(cx.words, &json!({ "schema": 1, "id": id.to_string(), "items": items }))?;
    } else {
        let mut text = String::new();
        for (entry, change) in &changes {
            text += &format!("{}\n{}", line(cx, entry), deed(cx, &Stored(&*store), change));
        }
        out::text(cx.words, &text)?;
    }
    Ok(if changes.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// What one change did, record by record. What it did to somebody's record is as good as the record: the look leaves a line in the audit, and
/// what opens with a reason only is not told here.
fn of_group(cx: &Context, args: &args::History, group: GroupId) -> Outcome {
    let store = cx.look()?;
    let entry = store.group(group).map_err(|error| cx.store_failure(&error))?;
    let changes = store.group_changes(group, args.limit).map_err(|error| cx.store_failure(&error))?;
    let hidden = hidden(cx, &*store, &changes)?;
    let is_hidden = |change: &Change| hidden.contains(&(change.kind, change.key));
    let seen: BTreeSet<PersonId> =
        changes.iter().filter(|change| !is_hidden(change)).filter_map(Change::person).collect();
    if !seen.is_empty() {
        let seen = seen.into_iter().map(|id| AuditRecord::seen(EntityKind::Person, id.to_bytes())).collect();
        cx.viewed(&*store, seen, "history")?;
    }
    if args.json {
        let record = |change: &Change| {
            let mut record = told(cx, json!({}), change);
            if is_hidden(change) {
                (record["fields"], record["restricted"]) = (json!([]), json!(true));
            }
            record
        };
        let mut value = item(&entry);
        value["schema"] = json!(1);
        value["records"] = json!(changes.iter().map(record).collect::<Vec<_>>());
        out::json(cx.words, &value)?;
    } else {
        let mut text = format!("{}\n", line(cx, &entry));
        for change in &changes {
            let deed = if is_hidden(change) {
                format!("          {}\n", cx.words.get("cli.history.restricted"))
            } else {
                deed(cx, &Stored(&*store), change)
            };
            let name = match form::name_of(change) {
                name if name.is_empty() && change.erased => cx.words.get("disclosures.gone").to_owned(),
                name => name,
            };
            text += &format!("{}  {name}\n{deed}", FacilityId::from_bytes(change.key));
        }
        let more = entry.changes.saturating_sub(changes.len() as u64);
        if more > 0 {
            text += &format!("{}\n", cx.words.say("cli.history.more", &[("n", &more)]));
        }
        out::text(cx.words, &text)?;
    }
    Ok(Exit::Ok)
}

/// Records about persons whose cards open with a reason only, now or by one of the images.
fn hidden(cx: &Context, store: &dyn Store, changes: &[Change]) -> Result<BTreeSet<(EntityKind, Key)>, Failure> {
    let mut hidden = BTreeSet::new();
    for change in changes {
        let Some(id) = change.person() else { continue };
        let person = store.get(EntityKind::Person, id.to_bytes()).map_err(|error| cx.store_failure(&error))?;
        let is_restricted = person.and_then(Record::into_person).is_some_and(|person| person.card.restricted);
        if is_restricted || change.was_restricted() || is_stranger(cx, store)? {
            hidden.insert((change.kind, change.key));
        }
    }
    Ok(hidden)
}

/// A change of one record over whatever is said of its group.
fn told(cx: &Context, mut value: serde_json::Value, change: &Change) -> serde_json::Value {
    let fields: Vec<_> = form::differences(cx.words, change)
        .into_iter()
        .map(|difference| json!({ "field": difference.field, "old": difference.old, "new": difference.new }))
        .collect();
    value["id"] = json!(FacilityId::from_bytes(change.key).to_string());
    value["kind"] = json!(change.kind.to_string());
    value["deed"] = json!(Deed::of(change).name());
    value["fields"] = json!(fields);
    value
}

/// What a change did to a record, a field a line.
fn deed(cx: &Context, names: &dyn Names, change: &Change) -> String {
    let deed = Deed::of(change);
    let mut text = format!("          {}\n", deed.word(cx.words));
    for difference in form::differences(cx.words, change) {
        text += &format!("          {}\n", difference.line(deed, cx.words, names));
    }
    text
}

fn item(entry: &Entry) -> serde_json::Value {
    json!({
        "group": entry.group.0,
        "at": entry.at.to_string(),
        "uid": entry.author.uid,
        "who": entry.author.name,
        "action": entry.label.action,
        "detail": entry.label.detail,
        "changes": entry.changes,
        "of": entry.of.map(|g| g.0),
        "undone": entry.undone,
    })
}

fn line(cx: &Context, entry: &Entry) -> String {
    let at = entry.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M");
    let change = sentence::change(cx.words, entry);
    let undone = if entry.undone { cx.words.get("cli.history.undone") } else { "" };
    format!(
        "{:>8}  {at}  {}  {change}  {}{undone}",
        entry.group.0,
        entry.author.name,
        cx.words.say("cli.history.changes", &[("n", &entry.changes)]),
    )
}
