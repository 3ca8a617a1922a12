//! `renkei retention`: whose records may go, since the time for which they are kept is over. It erases nothing: `renkei erase` does.

use std::collections::HashMap;
use std::fs;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::retention::Known;
use crate::domain::text::clean_line;
use crate::domain::{AcpTalk, Conference, Disclosure, Episode, Meeting, Person, PersonId, Sheet};
use crate::port::audit::{AuditRecord, MOST_NAMED, id_of};
use crate::port::store::{EntityKind, Key, Record, Store};
use crate::store::BACKUP_FOLDER;
use crate::store::privilege::raised;

/// A record and the day from which it may go.
struct Due {
    kind: EntityKind,
    key: Key,
    /// `None`: a meeting, which is about nobody.
    person: Option<PersonId>,
    on: Date,
}

/// The longest overdue first. A list of names is itself a look at persons: it leaves a line in the audit, or nothing comes out.
pub fn run(cx: &Context, args: &args::Retention) -> Outcome {
    let store = cx.look()?;
    let today = cx.now.today();
    let people = People::read(cx, &*store)?;
    let mut due = people.due(cx);
    due.retain(|due| due.on <= today);
    due.sort_by_key(|due| (due.on, due.kind, due.key));
    if due.is_empty() {
        cx.say(cx.words.get("cli.retention.none"));
    } else {
        let count = due.len() as u64;
        let seen = due.iter().map(|due| AuditRecord::seen(due.kind, due.key));
        let seen = if count <= MOST_NAMED { seen.collect() } else { Vec::new() };
        cx.witness_of_persons(&*store, "view", seen, count, "retention".to_owned())?;
    }
    let name = |due: &Due| due.person.and_then(|id| people.persons.get(&id)).map(|person| clean_line(&person.name));
    if args.json {
        let item = |due: &Due| {
            json!({ "kind": due.kind.to_string(), "id": id_of(due.key), "person": due.person.map(|id| id.to_string()),
                    "name": name(due), "due": due.on.to_string() })
        };
        out::json(cx.words, &json!({ "schema": 1, "items": due.iter().map(item).collect::<Vec<Value>>() }))?;
    } else {
        let line = |due: &Due| {
            let kind = cx.words.get(&format!("kind_of_record.{}", due.kind)).to_owned();
            let gone = || due.person.map(|_| cx.words.get("disclosures.gone").to_owned());
            let name = name(due).or_else(gone).unwrap_or_default();
            format!("{}\n", format!("{}  {}  {kind}  {name}", id_of(due.key), due.on).trim_end())
        };
        out::text(cx.words, &due.iter().map(line).collect::<String>())?;
    }
    Ok(if due.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// The day from which one record may go; `None` where there is none, or it has no term.
pub fn due_of(cx: &Context, store: &dyn Store, kind: EntityKind, key: Key) -> Result<Option<Date>, Failure> {
    let due = People::read(cx, store)?.due(cx);
    Ok(due.into_iter().find(|due| (due.kind, due.key) == (kind, key)).map(|due| due.on))
}

/// How many backups lie beside the data that no rotation takes away, since a person gave them their names; and data files that were
/// put aside as damaged. What was erased may be in them.
pub fn other_backups(cx: &Context) -> usize {
    let of = |folder: &std::path::Path, others: &dyn Fn(&str) -> bool| {
        let entries = raised(|| fs::read_dir(folder));
        let names = entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| others(name)).count()
    };
    let given = |name: &str| !name.starts_with('.') && !crate::store::is_made_by_itself(name);
    let data = &cx.paths.data_dir;
    of(&data.join(BACKUP_FOLDER), &given) + of(data, &|name| name.ends_with(".damaged"))
}

/// Everybody with what tells of their time.
struct People {
    persons: HashMap<PersonId, Person>,
    stays: Vec<Episode>,
    disclosures: Vec<Disclosure>,
    meetings: Vec<Meeting>,
    days: HashMap<PersonId, Vec<Date>>,
}

impl People {
    fn read(cx: &Context, store: &dyn Store) -> Result<Self, Failure> {
        let persons: Vec<Person> = cx.records(store, EntityKind::Person, Record::into_person)?;
        let disclosures: Vec<Disclosure> = cx.records(store, EntityKind::Disclosure, Record::into_disclosure)?;
        let mut days: HashMap<PersonId, Vec<Date>> = HashMap::new();
        let mut day = |person: PersonId, on: Option<Date>| days.entry(person).or_default().extend(on);
        for given in &disclosures {
            day(given.person, Some(given.at.date()));
        }
        let talks: Vec<AcpTalk> = cx.records(store, EntityKind::AcpTalk, Record::into_acp_talk)?;
        for talk in &talks {
            day(talk.person, Some(talk.on));
        }
        let talks: Vec<Conference> = cx.records(store, EntityKind::Conference, Record::into_conference)?;
        for talk in &talks {
            day(talk.person, Some(talk.on));
        }
        let sheets: Vec<Sheet> = cx.records(store, EntityKind::Sheet, Record::into_sheet)?;
        for sheet in &sheets {
            day(sheet.person, sheet.written_on);
        }
        let meetings: Vec<Meeting> = cx.records(store, EntityKind::Meeting, Record::into_meeting)?;
        for meeting in &meetings {
            meeting.person.into_iter().for_each(|person| day(person, meeting.on.last()));
        }
        Ok(Self {
            persons: persons.into_iter().map(|person| (person.id, person)).collect(),
            stays: cx.records(store, EntityKind::Episode, Record::into_episode)?,
            disclosures,
            meetings,
            days,
        })
    }

    /// Whatever has a term. Who is due goes whole; of others, stays by themselves. Disclosures only where the person is gone: until
    /// then they say to whom something was given.
    fn due(&self, cx: &Context) -> Vec<Due> {
        let terms = &cx.config.retention;
        let today = cx.now.today();
        let mut due = Vec::new();
        for person in self.persons.values() {
            let stays: Vec<&Episode> = self.stays.iter().filter(|stay| stay.person == person.id).collect();
            let known = Known { stays, days: self.days.get(&person.id).cloned().unwrap_or_default() };
            let on = terms.person(person, &known);
            due.extend(on.map(|on| Due {
                kind: EntityKind::Person,
                key: person.id.to_bytes(),
                person: Some(person.id),
                on,
            }));
            if on.is_some_and(|on| on <= today) {
                continue;
            }
            let of = |stay: &&Episode| {
                let on = terms.episode(stay)?;
                Some(Due { kind: EntityKind::Episode, key: stay.id.to_bytes(), person: Some(person.id), on })
            };
            due.extend(known.stays.iter().filter_map(of));
        }
        for given in self.disclosures.iter().filter(|given| !self.persons.contains_key(&given.person)) {
            let (key, on) = (given.id.to_bytes(), terms.disclosure(given));
            due.push(Due { kind: EntityKind::Disclosure, key, person: Some(given.person), on });
        }
        // One about a person goes with the person, and tells of their time.
        for meeting in self.meetings.iter().filter(|meeting| meeting.person.is_none()) {
            let of = |on| Due { kind: EntityKind::Meeting, key: meeting.id.to_bytes(), person: None, on };
            due.extend(terms.meeting(meeting).map(of));
        }
        due
    }
}
