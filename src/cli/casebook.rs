//! What the verbs about persons and stays share: the casebook in one pass, a stay by its id, the line in the audit, standard input.

use std::io::Read;

use jiff::civil::Date;
use serde_json::{Map, Value};
use strum::IntoEnumIterator;

use super::context::Context;
use super::episode::json_reader::Wrong;
use super::exit::Exit;
use super::failure::Failure;
use super::who::Intent;
use crate::domain::episode::Episode;
use crate::domain::{EpisodeId, FacilityId};
use crate::form::read_date;
use crate::model::casebook::Casebook;
use crate::port::Put;
use crate::port::audit::{AuditRecord, Witness};
use crate::port::store::{self, EntityKind, Record, Store};
use crate::words::Words;

/// A description is some kilobytes.
const LARGEST: u64 = 1024 * 1024;

impl Context {
    /// Everybody's stays and tasks under the rules in force, on this day.
    pub fn casebook(&self, store: &dyn Store) -> Result<Casebook, Failure> {
        let mut records = Vec::new();
        for kind in EntityKind::iter().filter(|kind| kind.is_of_casebook()) {
            store.scan(kind, &mut |record| records.push(record)).map_err(|error| self.store_failure(&error))?;
        }
        Ok(Casebook::build(self.rulebook(), self.now.today(), records))
    }

    /// The stay that an argument names.
    pub fn stay<'b>(&self, store: &dyn Store, book: &'b Casebook, argument: &str) -> Result<&'b Episode, Failure> {
        let id = EpisodeId::from_bytes(self.record_id(store, EntityKind::Episode, argument)?);
        book.stay(id).ok_or_else(|| self.no_record(EntityKind::Episode, argument))
    }

    /// A line that somebody looked at persons. Without it nothing is shown.
    pub fn viewed(&self, store: &dyn Store, records: Vec<AuditRecord>, note: &str) -> Result<(), Failure> {
        self.identify(store, Intent::Reading)?;
        let (author, at, count) = (self.author().clone(), self.now.wall.timestamp(), records.len() as u64);
        let witness = Witness { author, at, action: "view", records, count, note: note.to_owned() };
        store.witness(witness).map_err(|error| self.store_failure(&error))
    }

    /// A day as people type it.
    pub fn day(&self, text: &str) -> Result<Date, Failure> {
        let day = read_date(text, self.now.today());
        day.ok_or_else(|| Failure::new(Exit::Usage, self.words.get("form.error.not_a_date")))
    }

    /// What is piped in. Personal data never stand among the arguments, where every account of the machine sees them.
    pub fn piped(&self, argument: &str) -> Result<String, Failure> {
        if argument != "-" {
            return Err(Failure::new(Exit::Usage, self.words.get("stay.stdin_only")));
        }
        let mut text = String::new();
        let read = std::io::stdin().lock().take(LARGEST).read_to_string(&mut text);
        read.map_err(|error| Failure::new(Exit::Failed, self.words.say("cli.stdin", &[("cause", &error)])))?;
        Ok(text)
    }

    /// The same as a JSON object; a fault in it is told by its place only.
    pub fn piped_object(&self, argument: &str) -> Result<Map<String, Value>, Failure> {
        let text = self.piped(argument)?;
        let value: Value = serde_json::from_str(&text).map_err(|error| {
            let place: [(&str, &dyn std::fmt::Display); 2] = [("line", &error.line()), ("column", &error.column())];
            Failure::new(Exit::Usage, self.words.say("plan.not_json", &place))
        })?;
        match value {
            Value::Object(map) => Ok(map),
            _ => Err(self.wrong(&[Wrong::Value { path: String::new(), wanted: "plan.wanted.object" }])),
        }
    }

    /// All that is wrong with what was piped in.
    pub fn wrong(&self, faults: &[Wrong]) -> Failure {
        let lines: Vec<String> = faults.iter().map(|wrong| wrong.sentence(self.words)).collect();
        Failure::new(Exit::Usage, lines.join("\n"))
    }

    /// How a stay's hospital is called.
    pub fn hospital_name(&self, store: &dyn Store, stay: &Episode) -> Result<Option<String>, Failure> {
        let Some(id) = stay.hospital else { return Ok(stay.hospital_name.clone()) };
        let facility = store::facility(store, id).map_err(|error| self.store_failure(&error))?;
        Ok(facility.map(|facility| facility.name().to_owned()))
    }

    /// A hospital as somebody typed it: the beginning of its id in the register, else its name.
    pub fn hospital(&self, store: &dyn Store, text: &str) -> Result<(Option<FacilityId>, Option<String>), Failure> {
        match self.record_id(store, EntityKind::Facility, text) {
            Ok(key) => {
                let id = FacilityId::from_bytes(key);
                let known = store::facility(store, id).map_err(|error| self.store_failure(&error))?;
                known.map(|_| (Some(id), None)).ok_or_else(|| self.no_record(EntityKind::Facility, text))
            }
            Err(failure) if failure.exit == Exit::Usage && text.chars().any(|c| !c.is_ascii_hexdigit() && c != '-') => {
                Ok((None, Some(crate::domain::text::clean_line(text))))
            }
            Err(failure) => Err(failure),
        }
    }
}

/// A stay that has just begun or changed, with all that follows from it, and how many of its tasks change.
pub fn puts(book: &Casebook, words: &Words, stay: Episode) -> (Vec<Put>, usize) {
    let puts = book.complete(vec![Put::Save(Record::Episode(stay))], words);
    let tasks = puts.iter().filter_map(Put::saved).filter(|record| matches!(record, Record::Task(_))).count();
    (puts, tasks)
}
