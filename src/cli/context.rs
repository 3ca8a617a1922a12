//! What every subcommand is given: words, options, where the data lie, who asks and when.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::args::Global;
use super::exit::Exit;
use super::failure::Failure;
use super::read_only::ReadOnly;
use super::unlock::{self, Asked};
use super::who::{self, Intent};
use crate::domain::permission::{Area, Permit};
use crate::domain::rulebook::Rulebook;
use crate::domain::{Author, Facility, FacilityId};
use crate::keymap::Keymap;
use crate::message::sentence;
use crate::port::audit::{AuditRecord, Witness, id_of};
use crate::port::caution::{Caution, clock_behind};
use crate::port::store::Label;
use crate::port::store::{EntityKind, Record, Store};
use crate::port::{Key, Now, Put, Saved, Transaction, Trashed, store};
use crate::runtime::config::Config;
use crate::runtime::environment::Environment;
use crate::runtime::paths::Paths;
use crate::runtime::rulebook;
use crate::runtime::signals;
use crate::store::RedbStore;
use crate::store::privilege::raised;
use crate::words::Words;

/// How long an edit waits for another writer; an import waits for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// One run of the command line.
#[derive(Debug)]
pub struct Context {
    pub words: &'static Words,
    pub options: Global,
    /// Where things lie; the data folder is made when the store is opened.
    pub paths: Paths,
    pub config: Config,
    pub environment: Environment,
    /// From the system; what it writes is under [`author`](Self::author).
    pub account: Author,
    /// Who that is in the list of members, once it was asked.
    pub person: OnceLock<Author>,
    pub now: Now,
    /// The passphrase, once it was typed.
    pub asked: Asked,
}

impl Context {
    /// The rules of the trade in force. What is wrong in a rule file is said, and what was in force before stays.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.rules().0
    }

    /// The same with how many faults were said.
    pub fn rules(&self) -> (Arc<Rulebook>, usize) {
        let loaded = rulebook::load(&self.paths);
        let faults = super::rules::faults(self, &loaded);
        for fault in &faults {
            self.say(fault);
        }
        (Arc::new(loaded.reading.rulebook), faults.len())
    }

    /// Opens the store, making its place where there is none.
    pub fn open(&self) -> Result<Arc<dyn Store>, Failure> {
        self.open_with(crate::store::Options { read_only: self.options.read_only, ..crate::store::Options::default() })
    }

    /// Opens the store to look into it. Where there is none, an empty one that lies nowhere: a mistyped folder is not made.
    pub fn look(&self) -> Result<Arc<dyn Store>, Failure> {
        // A folder that this account may not look into is no empty one: opening says so.
        let file = RedbStore::file_in(&self.paths.data_dir);
        // Nor is one where only the keys are left.
        if !matches!(raised(|| file.try_exists()), Ok(false)) || RedbStore::is_encrypted(&self.paths.data_dir) {
            return self.open();
        }
        let store =
            RedbStore::in_memory(crate::store::Options::default()).map_err(|error| self.store_failure(&error))?;
        Ok(Arc::new(store))
    }

    /// As [`open`](Self::open), refused under `--read-only`.
    pub fn open_for_writing(&self) -> Result<Arc<dyn Store>, Failure> {
        self.may_write()?;
        let store = self.open()?;
        self.identify(&*store, Intent::Writing)?;
        Ok(store)
    }

    /// Opens the store with options of its own (progress of an import). Under `--read-only` nothing can be written through it.
    pub fn open_with(&self, options: crate::store::Options) -> Result<Arc<dyn Store>, Failure> {
        let options = crate::store::Options { key: Some(unlock::source(self)), ..options };
        let store = RedbStore::open(&self.paths.data_dir, options).map_err(|error| self.store_failure(&error))?;
        let store: Arc<dyn Store> = Arc::new(store);
        if self.options.read_only {
            return Ok(Arc::new(ReadOnly::new(store, self.paths.data_dir.display().to_string())));
        }
        Ok(store)
    }

    /// Finds out who it is in the list of members; a command that writes goes no further where nobody can be told.
    pub fn identify(&self, store: &dyn Store, intent: Intent) -> Result<(), Failure> {
        if intent == Intent::Writing {
            signals::stop_between_writes();
        }
        // Once a run: asked again, the answer stays.
        let _ = self.person.set(who::author(self, store, intent)?);
        Ok(())
    }

    /// Goes no further where the list of members does not let this person do that.
    pub fn admit(&self, store: &dyn Store, area: Area) -> Result<(), Failure> {
        self.identify(store, Intent::Writing)?;
        let members = who::members(self, store)?;
        let permitted = Permit::of(&members, self.author()).and_then(|permit| permit.allows(area));
        permitted.map_err(|denial| Failure::new(Exit::InUse, sentence::denied(self.words, denial)))
    }

    /// Whom this run writes under.
    pub fn author(&self) -> &Author {
        self.person.get().unwrap_or(&self.account)
    }

    /// Writes a line into the audit about facilities that leave the program. They are no person's data, so they may be taken out even
    /// where no line can be written: by who may only read, and from a full disk or beside a writer that hangs, when saving a copy
    /// elsewhere matters most. A sentence says that there is no line.
    pub fn witness(
        &self,
        store: &dyn Store,
        action: &'static str,
        records: Vec<AuditRecord>,
        count: u64,
        note: String,
    ) -> Result<(), Failure> {
        let (author, at) = (self.author().clone(), self.now.wall.timestamp());
        match store.witness(Witness { author, at, action, records, count, note }) {
            Ok(()) => Ok(()),
            Err(
                error @ (store::StoreError::ReadOnly { .. } | store::StoreError::Busy(_) | store::StoreError::DiskFull),
            ) => {
                let why = sentence::store(self.words, &error);
                // Also under `--quiet`: it is no notice but a gap in the audit.
                super::out::say(&self.words.say("cli.audit.not_recorded", &[("why", &why)]));
                Ok(())
            }
            Err(error) => Err(self.store_failure(&error)),
        }
    }

    /// Writes a line into the audit about persons who are looked at or leave the program. Other than with facilities there is no
    /// way around it: where no line can be written, nothing comes out. Call it before the first byte does.
    pub fn witness_of_persons(
        &self,
        store: &dyn Store,
        action: &'static str,
        records: Vec<AuditRecord>,
        count: u64,
        note: String,
    ) -> Result<(), Failure> {
        self.identify(store, Intent::Reading)?;
        let (author, at) = (self.author().clone(), self.now.wall.timestamp());
        store.witness(Witness { author, at, action, records, count, note }).map_err(|error| {
            let failure = self.store_failure(&error);
            let sentence = self.words.say("cli.audit.refused", &[("why", &failure.sentence)]);
            Failure { sentence, ..failure }
        })
    }

    /// Under `--read-only` nothing is written.
    pub fn may_write(&self) -> Result<(), Failure> {
        if self.options.read_only {
            return Err(Failure::new(Exit::InUse, self.words.get("cli.read_only")));
        }
        Ok(())
    }

    /// Writes as this person, now. Another writer is waited for as long as a person would.
    pub fn write(&self, store: &dyn Store, action: &str, detail: String, puts: Vec<Put>) -> Result<Saved, Failure> {
        let transaction = Transaction {
            author: self.author().clone(),
            at: self.now.wall.timestamp(),
            label: Label { action: action.to_owned(), detail },
            puts,
            patience: Some(PATIENCE),
        };
        self.cautiously(store, || store.write(transaction)).map_err(|error| self.store_failure(&error))
    }

    /// Writes, and then says what a person should see to soon. What cannot be found out is no failure of the write.
    pub fn cautiously<T>(&self, store: &dyn Store, write: impl FnOnce() -> store::Result<T>) -> store::Result<T> {
        // Before, since the newest change is then this one.
        let clock = clock_behind(store, self.now.wall.timestamp()).unwrap_or_default();
        let done = write()?;
        let room = store.is_room_short().then_some(Caution::RoomShort);
        for caution in clock.into_iter().chain(room) {
            self.say(&format!("renkei: {}", sentence::caution(self.words, &caution, &self.now.wall)));
        }
        Ok(done)
    }

    /// The preset of the settings with the person's own keys over it. A faulty file is said whole, fault by fault.
    pub fn keymap(&self) -> Result<Keymap, Failure> {
        let path = self.paths.user_keymap();
        let base = self.config.keymap.unwrap_or_default();
        match std::fs::read_to_string(&path) {
            Ok(text) => Keymap::with_user(base, &text).map_err(|faults| {
                let lines: Vec<String> =
                    faults.iter().map(|fault| format!("{}: {}", path.display(), fault.sentence(self.words))).collect();
                Failure::new(Exit::Failed, lines.join("\n"))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Keymap::preset(base)),
            Err(error) => Err(Failure::new(
                Exit::Failed,
                self.words.say(
                    "cli.keys.unreadable",
                    &[("path", &path.display()), ("cause", &sentence::cause(self.words, &error))],
                ),
            )),
        }
    }

    /// A line on stderr, unless `--quiet`.
    pub fn say(&self, line: &str) {
        if !self.options.quiet {
            super::out::say(line);
        }
    }

    pub fn store_failure(&self, error: &store::StoreError) -> Failure {
        let failure = Failure::store(self.words, error);
        // With the person's own time zone a conflict can say when the other change was made.
        Failure {
            sentence: crate::message::sentence::store_in(self.words, self.now.wall.time_zone(), error),
            ..failure
        }
    }

    /// The facility that an argument names: a whole id, or the beginning of one where only one has it.
    pub fn facility(&self, store: &dyn Store, argument: &str) -> Result<Facility, Failure> {
        let id = self.facility_id(store, argument)?;
        match store::facility(store, id).map_err(|error| self.store_failure(&error))? {
            Some(facility) => Ok(facility),
            None => Err(self.no_facility(argument)),
        }
    }

    /// The facility that an argument names, also one that is gone or in the trash, as long as anything is known of it.
    pub fn facility_ever(&self, store: &dyn Store, argument: &str) -> Result<FacilityId, Failure> {
        match self.facility_id(store, argument) {
            Err(failure) if failure.exit == Exit::NotFound => {
                Ok(FacilityId::from_bytes(self.thrown(store, argument)?.key))
            }
            other => other,
        }
    }

    /// The one record in the trash whose id begins so.
    pub fn thrown(&self, store: &dyn Store, argument: &str) -> Result<Trashed, Failure> {
        let prefix = argument.to_ascii_lowercase();
        if prefix.len() < 4 || !prefix.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
            return Err(Failure::new(Exit::Usage, self.words.get("cli.id.malformed")));
        }
        let mut all = store.trash(usize::MAX).map_err(|error| self.store_failure(&error))?;
        all.retain(|thrown| FacilityId::from_bytes(thrown.key).to_string().starts_with(&prefix));
        match (all.pop(), all.len()) {
            (Some(thrown), 0) => Ok(thrown),
            (None, _) => Err(self.no_facility(argument)),
            (Some(_), more) => Err(Failure::new(Exit::Usage, self.words.say("cli.id.several", &[("n", &(more + 1))]))),
        }
    }

    fn facility_id(&self, store: &dyn Store, argument: &str) -> Result<FacilityId, Failure> {
        self.record_id(store, EntityKind::Facility, argument).map(FacilityId::from_bytes)
    }

    /// The key of the record that an argument names: a whole id, or the beginning of one where only one of the kind has it.
    pub fn record_id(&self, store: &dyn Store, kind: EntityKind, argument: &str) -> Result<Key, Failure> {
        if let Ok(id) = argument.parse::<FacilityId>() {
            return Ok(id.to_bytes());
        }
        let prefix = argument.to_ascii_lowercase();
        let hex = prefix.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        if prefix.len() < 4 || !hex {
            return Err(Failure::new(Exit::Usage, self.words.get("cli.id.malformed")));
        }
        let mut found = Vec::new();
        store
            .scan(kind, &mut |record| {
                if id_of(record.key()).starts_with(&prefix) {
                    found.push(record.key());
                }
            })
            .map_err(|error| self.store_failure(&error))?;
        match (found.as_slice(), kind == EntityKind::Facility) {
            ([key], _) => Ok(*key),
            ([], _) => Err(self.no_record(kind, argument)),
            (several, true) => {
                Err(Failure::new(Exit::Usage, self.words.say("cli.id.several", &[("n", &several.len())])))
            }
            (several, false) => {
                Err(Failure::new(Exit::Usage, self.words.say("cli.id.several_records", &[("n", &several.len())])))
            }
        }
    }

    /// The record of a key that [`record_id`](Self::record_id) gave for an argument.
    pub fn record<T>(
        &self,
        store: &dyn Store,
        kind: EntityKind,
        argument: &str,
        take: fn(Record) -> Option<T>,
    ) -> Result<T, Failure> {
        let key = self.record_id(store, kind, argument)?;
        let record = store.get(kind, key).map_err(|error| self.store_failure(&error))?;
        record.and_then(take).ok_or_else(|| self.no_record(kind, argument))
    }

    /// Every record of a kind in the order of keys.
    pub fn records<T>(
        &self,
        store: &dyn Store,
        kind: EntityKind,
        take: fn(Record) -> Option<T>,
    ) -> Result<Vec<T>, Failure> {
        let mut records = Vec::new();
        store.scan(kind, &mut |record| records.extend(take(record))).map_err(|error| self.store_failure(&error))?;
        Ok(records)
    }

    /// That there is nothing of the kind under this id.
    pub fn no_record(&self, kind: EntityKind, argument: &str) -> Failure {
        if kind == EntityKind::Facility {
            return self.no_facility(argument);
        }
        let kind = self.words.get(&format!("kind_of_record.{kind}")).to_owned();
        let values: &[(&str, &dyn std::fmt::Display)] = &[("kind", &kind), ("id", &shown_id(argument))];
        Failure::new(Exit::NotFound, self.words.say("cli.id.no_record", values))
    }

    fn no_facility(&self, argument: &str) -> Failure {
        Failure::new(Exit::NotFound, self.words.say("cli.id.none", &[("id", &shown_id(argument))]))
    }

    /// Every facility in the order of ids.
    pub fn facilities(&self, store: &dyn Store) -> Result<Vec<Facility>, Failure> {
        self.records(store, EntityKind::Facility, Record::into_facility)
    }
}

/// An id is no personal data; anything else a person typed is not repeated.
fn shown_id(argument: &str) -> String {
    argument.chars().filter(|c| c.is_ascii_hexdigit() || *c == '-').take(36).collect()
}
