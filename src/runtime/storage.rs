//! The store's threads: writes one after another, loading, and watching the journal for what other sessions change.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::run::Event;
use super::{session, signals};
use crate::domain::{Author, Doubt, Facility, FacilityId, PlaceTable};
use crate::message::{Loaded, Msg, StoreReply, Ticket};
use crate::model::Registry;
use crate::port::clock::Clock;
use crate::port::store::{Label, Seq};
use crate::port::{EntityKind, Entry, GroupId, Put, Record, Store, StoreError, Transaction};

/// How long a person's edit waits for another writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A change of more records than this is not taken back without asking.
const MANY: u64 = 20;
/// Groups looked through for the person's last one.
const LOOK_BACK: usize = 1000;
/// Others' changes are to be on the screen within 300 ms.
const POLL: Duration = Duration::from_millis(200);
/// More changes than this at once (another session's import): reading everything again takes less than bringing in each.
const BURST: Seq = 1_000;

/// A write for the store thread.
#[derive(Debug)]
pub(super) enum Job {
    Save { action: &'static str, puts: Vec<Put> },
    Undo(Option<GroupId>),
    Redo,
}

/// The store with its threads.
pub(super) struct Storage {
    store: Arc<dyn Store>,
    jobs: Option<Sender<(Ticket, Job)>>,
    writer: Option<JoinHandle<()>>,
    watch: Sender<Watch>,
    session: Option<PathBuf>,
    inbox: Sender<Event>,
}

/// Tells the journal thread something.
#[derive(Debug)]
enum Watch {
    /// Everything up to here is known.
    From(Seq),
    /// Look at once: we have just written.
    Now,
}

impl Storage {
    pub(super) fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        author: Author,
        session: Option<PathBuf>,
        inbox: Sender<Event>,
    ) -> io::Result<Self> {
        let (watch, watched) = channel();
        let journal = Journal { store: Arc::clone(&store), inbox: inbox.clone(), failed: false };
        signals::spawn("journal", move || journal.run(&watched))?;
        let (jobs, todo) = channel();
        let writer = Writer { store: Arc::clone(&store), clock, author, inbox: inbox.clone(), watch: watch.clone() };
        let writer = signals::spawn("store", move || writer.run(&todo))?;
        Ok(Self { store, jobs: Some(jobs), writer: Some(writer), watch, session, inbox })
    }

    pub(super) fn write(&self, ticket: Ticket, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The store thread lives as long as we do.
            let _ = jobs.send((ticket, job));
        }
    }

    /// Reads everything on a thread of its own; the journal is watched from there on.
    pub(super) fn load_all(&self) {
        let (store, inbox, watch) = (Arc::clone(&self.store), self.inbox.clone(), self.watch.clone());
        let session = self.session.clone();
        let failed = self.inbox.clone();
        let started = signals::spawn("load", move || {
            let msg = match guarded(|| load(store.as_ref())) {
                Ok((registry, doubts, places, seq)) => {
                    let loaded = Loaded {
                        registry,
                        doubts,
                        places: Arc::new(places),
                        seq,
                        session: session.as_deref().map(session::load).unwrap_or_default(),
                    };
                    let msg = Msg::Loaded(Box::new(loaded));
                    let _ = inbox.send(Event::Msg(msg));
                    let _ = watch.send(Watch::From(seq));
                    return;
                }
                Err(error) => Msg::Trouble(error),
            };
            let _ = inbox.send(Event::Msg(msg));
        });
        if let Err(error) = started {
            let _ = failed.send(Event::Msg(Msg::Trouble(StoreError::Io(error.to_string()))));
        }
    }

    /// One record, at once: microseconds from the page cache, and the frame that shows it waits for it.
    pub(super) fn facility(&self, id: FacilityId) -> Msg {
        match guarded(|| crate::port::store::facility(self.store.as_ref(), id)) {
            Ok(record) => Msg::Facility { id, record: Box::new(record) },
            Err(error) => Msg::Trouble(error),
        }
    }

    /// Waits until what was to be written is written: nothing a person saw as being saved is dropped by quitting.
    pub(super) fn finish(mut self) {
        drop(self.jobs.take());
        if let Some(writer) = self.writer.take() {
            // A panic there has ended the program already.
            let _ = writer.join();
        }
    }
}

/// A damaged file can make the database panic (systems.md 1.3, 7): that is an answer as well.
fn guarded<T>(act: impl FnOnce() -> crate::port::store::Result<T>) -> crate::port::store::Result<T> {
    signals::caught(act).unwrap_or_else(|| Err(StoreError::Damaged("the database gave up reading it".into())))
}

type Everything = (Registry, Vec<Doubt>, Vec<PlaceTable>, Seq);

fn load(store: &dyn Store) -> crate::port::store::Result<Everything> {
    // The number first: a change that comes between is applied twice, which is harmless; the other way round it would be lost.
    let seq = store.last_seq()?;
    let (mut facilities, mut doubts, mut places) = (Vec::<Facility>::new(), Vec::new(), Vec::new());
    for kind in [EntityKind::Facility, EntityKind::Doubt, EntityKind::PlaceTable] {
        store.scan(kind, &mut |record| match record {
            Record::Facility(facility) => facilities.push(facility),
            Record::Doubt(doubt) => doubts.push(doubt),
            Record::PlaceTable(place) => places.push(place),
            Record::Member(_) => {}
        })?;
    }
    let registry = Registry::build(facilities, &places);
    Ok((registry, doubts, places, seq))
}

struct Writer {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    author: Author,
    inbox: Sender<Event>,
    watch: Sender<Watch>,
}

impl Writer {
    fn run(self, todo: &Receiver<(Ticket, Job)>) {
        for (ticket, job) in todo {
            let reply = guarded(|| self.perform(job)).unwrap_or_else(StoreReply::Failed);
            let _ = self.watch.send(Watch::Now);
            // The loop may have ended while the last write was under way.
            let _ = self.inbox.send(Event::Msg(Msg::Stored { ticket, reply }));
        }
    }

    fn perform(&self, job: Job) -> crate::port::store::Result<StoreReply> {
        let at = self.clock.now().wall.timestamp();
        match job {
            Job::Save { action, puts } => {
                let label = Label { action: action.to_owned(), detail: String::new() };
                let author = self.author.clone();
                let transaction = Transaction { author, at, label, puts, patience: Some(PATIENCE) };
                self.store.write(transaction).map(StoreReply::Saved)
            }
            Job::Undo(None) => match self.many()? {
                Some(entry) => Ok(StoreReply::AskUndo(entry)),
                None => self.store.undo(&self.author, at, None).map(StoreReply::Undone),
            },
            Job::Undo(group) => self.store.undo(&self.author, at, group).map(StoreReply::Undone),
            Job::Redo => self.store.redo(&self.author, at).map(StoreReply::Redone),
        }
    }

    /// The person's last change, where it is one of many records: an import lies under a small edit in the history, and one
    /// key pressed twice must not empty the register.
    fn many(&self) -> crate::port::store::Result<Option<Entry>> {
        let last = self
            .store
            .history(LOOK_BACK)?
            .into_iter()
            .find(|entry| entry.author.is_same_person(&self.author) && entry.of.is_none() && !entry.undone);
        Ok(last.filter(|entry| entry.changes > MANY))
    }
}

struct Journal {
    store: Arc<dyn Store>,
    inbox: Sender<Event>,
    /// The last look failed, and that was said.
    failed: bool,
}

impl Journal {
    fn run(mut self, watched: &Receiver<Watch>) {
        let mut known: Option<Seq> = None;
        loop {
            match watched.recv_timeout(POLL) {
                Ok(Watch::From(seq)) => known = Some(seq),
                Ok(Watch::Now) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let Some(seq) = known else { continue };
            match guarded(|| self.look(seq)) {
                Ok((msg, next)) => {
                    self.failed = false;
                    known = next;
                    if msg.is_some_and(|event| self.inbox.send(event).is_err()) {
                        return;
                    }
                }
                Err(error) if !self.failed => {
                    self.failed = true;
                    if self.inbox.send(Event::Msg(Msg::Trouble(error))).is_err() {
                        return;
                    }
                }
                Err(_) => {}
            }
        }
    }

    /// What is new since `seq`, and the number known after it; `None` where everything must be read again.
    fn look(&self, seq: Seq) -> crate::port::store::Result<(Option<Event>, Option<Seq>)> {
        let last = self.store.last_seq()?;
        if last == seq {
            return Ok((None, Some(seq)));
        }
        if last.saturating_sub(seq) > BURST {
            return Ok((Some(Event::Reload), None));
        }
        Ok(match self.store.changes_since(seq)? {
            None => (Some(Event::Reload), None),
            Some(changes) => {
                let next = changes.last().map_or(seq, |change| change.seq);
                let msg = (!changes.is_empty()).then_some(Event::Msg(Msg::Journal(changes)));
                (msg, Some(next))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Options, RedbStore};

    fn add(store: &RedbStore, count: u64) {
        let puts = (0..count).map(|_| Put::Save(Record::Facility(Facility::new(FacilityId::new())))).collect();
        let label = Label { action: "import".to_owned(), detail: String::new() };
        let author = Author::account(1, "import");
        let transaction = Transaction { author, at: jiff::Timestamp::UNIX_EPOCH, label, puts, patience: None };
        store.write(transaction).expect("written");
    }

    #[test]
    fn an_import_by_another_session_is_read_at_once_and_a_few_edits_one_by_one() {
        let store = Arc::new(RedbStore::in_memory(Options::default()).expect("a store"));
        let (inbox, _kept) = channel();
        let journal = Journal { store: Arc::clone(&store) as Arc<dyn Store>, inbox, failed: false };
        add(&store, 3);
        let (event, known) = journal.look(0).expect("readable");
        assert!(matches!(event, Some(Event::Msg(Msg::Journal(changes))) if changes.len() == 3));
        assert_eq!(known, Some(3));
        add(&store, BURST + 1);
        let (event, known) = journal.look(3).expect("readable");
        assert!(matches!(event, Some(Event::Reload)), "{event:?}");
        assert_eq!(known, None, "watched again from where the reading began");
        let last = store.last_seq().expect("readable");
        let (event, known) = journal.look(last).expect("readable");
        assert!(event.is_none());
        assert_eq!(known, Some(last));
    }
}
