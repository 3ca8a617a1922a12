//! The store's threads: writes one after another, and loading. What other sessions change is watched by [`super::journal`].

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;

use super::backups::{Backups, Care};
use super::identity::Identity;
use super::job::Job;
use super::journal::{Journal, Watch};
use super::loading::{Everything, load};
use super::run::Event;
use super::{look, priority, session, signals};
use crate::domain::rulebook::Rulebook;
use crate::domain::{Author, Disclosure, FacilityId, MemberId, SessionId};
use crate::message::{Loaded, Msg, StoreReply, Ticket};
use crate::port::audit::{AuditRecord, MOST_NAMED, Witness};
use crate::port::caution::cautions;
use crate::port::clock::Clock;
use crate::port::draft::Draft;
use crate::port::store::{HAND_OVER, Label};
use crate::port::{Caution, EntityKind, Entry, GroupId, Image, Key, Presence, Put, Store, StoreError, Transaction};

/// How long a person's edit waits for another writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A change of more records than this is not taken back without asking.
const MANY: u64 = 20;
/// Groups looked through for the person's last one.
const LOOK_BACK: usize = 1000;
/// A session that is never ended takes care of the history as well.
const TRIM_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// The store with its threads.
pub(super) struct Storage {
    store: Arc<dyn Store>,
    jobs: Option<Sender<(Option<Ticket>, Job)>>,
    writer: Option<JoinHandle<()>>,
    watch: Sender<Watch>,
    clock: Arc<dyn Clock>,
    session: Option<PathBuf>,
    rulebook: Arc<Rulebook>,
    inbox: Sender<Event>,
    /// That everything could not be read was said, and it is tried again.
    unread: Arc<AtomicBool>,
    /// Everything was asked for once.
    loaded: AtomicBool,
    identity: Identity,
    /// Keeps the thread of the daily backup going.
    _backups: Sender<()>,
}

impl Storage {
    pub(super) fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        author: Author,
        care: Care,
        rulebook: Arc<Rulebook>,
        session: Option<PathBuf>,
        inbox: Sender<Event>,
    ) -> io::Result<Self> {
        let Care { window, seal } = care;
        let (watch, watched) = channel();
        let me = SessionId::new();
        let author = Identity::new(author);
        let identity = author.clone();
        let journal = Journal::new(Arc::clone(&store), Arc::clone(&clock), author.clone(), me, inbox.clone());
        signals::spawn("journal", move || journal.run(&watched))?;
        let (keeper, teller) = (Arc::clone(&clock), inbox.clone());
        let backups = Backups { store: Arc::clone(&store), clock: keeper, author: author.clone(), seal, inbox: teller }
            .start()?;
        let (jobs, todo) = channel();
        // A store that nothing is remembered of is one's own (the demo): there is nobody to tell.
        let attending = Attending { me, alone: session.is_none(), open: None };
        let (told, seen) = (inbox.clone(), watch.clone());
        let keeper = Arc::clone(&clock);
        let writer =
            Writer { store: Arc::clone(&store), clock: keeper, author, window, attending, inbox: told, watch: seen };
        let writer = signals::spawn("store", move || writer.run(&todo))?;
        let (jobs, writer) = (Some(jobs), Some(writer));
        let (unread, loaded) = (Arc::default(), AtomicBool::new(false));
        Ok(Self {
            store,
            jobs,
            writer,
            watch,
            clock,
            session,
            rulebook,
            inbox,
            unread,
            loaded,
            identity,
            _backups: backups,
        })
    }

    /// Whoever shares the account has said who it is.
    pub(super) fn work_as(&self, member: MemberId, name: String) {
        self.identity.work_as(member, name);
    }

    /// Which member is at the keyboard.
    pub(super) fn member(&self) -> Option<MemberId> {
        self.identity.get().member
    }

    /// With a ticket the outcome is answered.
    pub(super) fn write(&self, job: Job, ticket: Option<Ticket>) {
        if let Some(jobs) = &self.jobs {
            // The store thread lives as long as we do.
            let _ = jobs.send((ticket, job));
        }
    }

    /// Reads everything on a thread of its own; the journal is watched from there on. Where that fails it is said once, and tried
    /// again: without, nothing that others change would be seen any more.
    pub(super) fn load_all(&self) {
        let (store, inbox, watch) = (Arc::clone(&self.store), self.inbox.clone(), self.watch.clone());
        let (session, unread) = (self.session.clone(), Arc::clone(&self.unread));
        let failed = self.inbox.clone();
        let clock = Arc::clone(&self.clock);
        // A person waits for the first reading. The others follow somebody's import: four screens that read it anew at once must not
        // hold up who is searching.
        let again = self.loaded.swap(true, Ordering::Relaxed);
        let (rulebook, today) = (Arc::clone(&self.rulebook), self.clock.now().today());
        let read = move |store: &dyn Store| {
            priority::in_background_if(again, || guarded(|| load(store, Arc::clone(&rulebook), today)))
        };
        let started = signals::spawn("load", move || match read(store.as_ref()) {
            Ok(Everything { registry, casebook, doubts, places, seq }) => {
                let loaded = Loaded {
                    registry,
                    casebook,
                    doubts,
                    places: Arc::new(places),
                    seq,
                    session: session.as_deref().map(session::load).unwrap_or_default(),
                };
                unread.store(false, Ordering::Relaxed);
                let _ = inbox.send(Event::Msg(Msg::Loaded(Box::new(loaded))));
                let _ = watch.send(Watch::From(seq));
                // What goes wrong in asking goes wrong elsewhere too, and is said there.
                for caution in guarded(|| cautions(store.as_ref(), clock.now().wall.timestamp())).unwrap_or_default() {
                    let _ = inbox.send(Event::Msg(Msg::Caution(caution)));
                }
            }
            Err(error) => {
                if !unread.swap(true, Ordering::Relaxed) {
                    let _ = inbox.send(Event::Msg(Msg::Trouble(error)));
                }
                let _ = watch.send(Watch::Unread);
            }
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

/// As the audit names them: more than it names at once are counted only.
fn named(records: Vec<(EntityKind, Key)>) -> Vec<AuditRecord> {
    let few = records.len() as u64 <= MOST_NAMED;
    records.into_iter().filter(|_| few).map(|(kind, key)| AuditRecord::seen(kind, key)).collect()
}

/// A damaged file can make the database panic (systems.md 1.3, 7): that is an answer as well.
pub(super) fn guarded<T>(act: impl FnOnce() -> crate::port::store::Result<T>) -> crate::port::store::Result<T> {
    signals::caught(act).unwrap_or_else(|| Err(StoreError::Damaged("the database gave up reading it".into())))
}

struct Writer {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    author: Identity,
    /// How far back undo reaches.
    window: Duration,
    attending: Attending,
    inbox: Sender<Event>,
    watch: Sender<Watch>,
}

/// What others are told of this session.
struct Attending {
    me: SessionId,
    /// There are no others.
    alone: bool,
    /// What is open to edit, and since when.
    open: Option<((EntityKind, Key), Timestamp)>,
}

impl Writer {
    fn run(mut self, todo: &Receiver<(Option<Ticket>, Job)>) {
        let mut said = false;
        self.trim();
        loop {
            let (ticket, job) = match todo.recv_timeout(TRIM_EVERY) {
                Ok(job) => job,
                Err(RecvTimeoutError::Timeout) => {
                    self.trim();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Some(told) = look::told(self.store.as_ref(), &job, &self.author, &*self.clock) {
                let _ = self.inbox.send(Event::Msg(told.unwrap_or_else(Msg::Trouble)));
                continue;
            }
            let exported =
                matches!(job, Job::Exported { .. } | Job::Release { .. } | Job::Witness { .. } | Job::HandOver { .. });
            let drafting = matches!(job, Job::KeepDraft { .. });
            let outcome = guarded(|| self.perform(job));
            let _ = self.watch.send(Watch::Now);
            let short = self.store.is_room_short();
            let msg = match (ticket, outcome) {
                (Some(ticket), outcome) => {
                    let reply = outcome.map_or_else(StoreReply::Failed, |reply| reply.unwrap_or(StoreReply::Kept));
                    Msg::Stored { ticket, reply }
                }
                (None, Ok(_)) => continue,
                // It is done beside the work, and is no reason to disturb anybody at it.
                // The file is there; that the audit has no line of it is said.
                (None, Err(error)) if exported => Msg::Trouble(error),
                (None, Err(error)) if drafting => Msg::DraftNotKept(error),
                (None, Err(error)) => {
                    tracing::debug!(%error, "a presence was not told, or a draft not dropped");
                    continue;
                }
            };
            // The loop may have ended while the last write was under way.
            let _ = self.inbox.send(Event::Msg(msg));
            if short && !said {
                let _ = self.inbox.send(Event::Msg(Msg::Caution(Caution::RoomShort)));
            }
            said = short;
        }
    }

    /// `None`: there is nothing to say about it.
    fn perform(&mut self, job: Job) -> crate::port::store::Result<Option<StoreReply>> {
        let at = self.clock.now().wall.timestamp();
        let reply = match job {
            Job::Save { action, puts } => {
                let label = Label { action: action.to_owned(), detail: String::new() };
                let author = self.author.get();
                let transaction = Transaction { author, at, label, puts, patience: Some(PATIENCE) };
                match self.store.write(transaction) {
                    Ok(saved) => StoreReply::Saved(saved),
                    Err(StoreError::Conflict { mine, theirs }) => self.stale(&mine, theirs)?,
                    Err(error) => return Err(error),
                }
            }
            Job::Undo { group, keep_changed: true } => {
                StoreReply::Undone(self.store.undo_untouched(&self.author.get(), at, group)?)
            }
            Job::Undo { group: None, keep_changed: false } => match self.last()? {
                Some(entry) if entry.changes > MANY => StoreReply::AskUndo(entry),
                last => self.undo(last.map(|entry| entry.group), at)?,
            },
            Job::Undo { group, keep_changed: false } => self.undo(group, at)?,
            Job::Redo => StoreReply::Redone(self.store.redo(&self.author.get(), at)?),
            Job::Exported { format, items } => {
                let (author, note) = (self.author.get(), format!("screen {format}"));
                self.store.witness(Witness {
                    author,
                    at,
                    action: "export",
                    records: Vec::new(),
                    count: items,
                    note,
                })?;
                return Ok(None);
            }
            Job::Release { action, records, note, then } => {
                let (author, count) = (self.author.get(), records.len() as u64);
                let records = named(records);
                self.store.witness(Witness { author, at, action, records, count, note })?;
                (then.0)();
                return Ok(None);
            }
            Job::HandOver { disclosures, action, note, then } => {
                let person = |one: &Disclosure| AuditRecord::seen(EntityKind::Person, one.person.to_bytes());
                let records: Vec<_> = disclosures.iter().map(person).collect();
                let (author, count) = (self.author.get(), records.len() as u64);
                let puts = disclosures.into_iter().map(|one| Put::Save(one.into())).collect();
                let label = Label { action: HAND_OVER.to_owned(), detail: String::new() };
                let patience = Some(PATIENCE);
                self.store.write(Transaction { author: author.clone(), at, label, puts, patience })?;
                self.store.witness(Witness { author, at, action, records, count, note })?;
                (then.0)();
                return Ok(None);
            }
            Job::Witness { action, records, note } => {
                let (author, count) = (self.author.get(), records.len() as u64);
                let records = named(records);
                self.store.witness(Witness { author, at, action, records, count, note })?;
                return Ok(None);
            }
            Job::KeepDraft { unsaved, instead_of } => {
                let draft = Draft { author: self.author.get(), at, unsaved: *unsaved };
                self.store.keep_draft(&draft, instead_of)?;
                StoreReply::Kept
            }
            Job::DropDraft(id) => {
                self.store.drop_draft(id)?;
                return Ok(None);
            }
            Job::Attend(record) => {
                self.attend(record, at)?;
                return Ok(None);
            }
            // Answered before it comes here.
            Job::Look(_) | Job::Accesses { .. } => return Ok(None),
            Job::Tell(then) => {
                (then.0)();
                return Ok(None);
            }
        };
        Ok(Some(reply))
    }

    /// A save that came too late: with who was first, where that can be told.
    fn stale(&self, mine: &Image, theirs: Box<Image>) -> crate::port::store::Result<StoreReply> {
        let record = mine.as_ref().or(theirs.as_ref().as_ref());
        let by = match record {
            Some(record) => self.store.record_history(record.kind(), record.key(), 1)?.pop(),
            None => None,
        };
        Ok(StoreReply::Stale { theirs, by: by.map(|(entry, _)| Box::new(entry)) })
    }

    fn attend(&mut self, record: Option<(EntityKind, Key)>, at: Timestamp) -> crate::port::store::Result<()> {
        let Attending { me, alone, open } = &mut self.attending;
        let before = open.take();
        if *alone {
            return Ok(());
        }
        let Some((kind, key)) = record else { return self.store.withdraw(*me) };
        let since = before.filter(|(before, _)| *before == (kind, key)).map_or(at, |(_, since)| since);
        *open = Some(((kind, key), since));
        self.store.announce(&Presence { session: *me, author: self.author.get(), kind, key, since, seen_at: at })
    }

    /// Takes back a group, or the person's last one. Where a part of it was changed since, the person is asked about the rest.
    fn undo(&self, group: Option<GroupId>, at: Timestamp) -> crate::port::store::Result<StoreReply> {
        let error = match self.store.undo(&self.author.get(), at, group) {
            Ok(entry) => return Ok(StoreReply::Undone(entry)),
            Err(error) => error,
        };
        if let (Some(group), StoreError::ChangedSince { records, .. }) = (group, &error) {
            let entry = self.store.group(group)?;
            let rest = entry.changes.saturating_sub(entry.erased).saturating_sub(*records);
            if rest > 0 {
                return Ok(StoreReply::AskKeep { group, rest, error });
            }
        }
        Err(error)
    }

    /// Takes off the history what undo does not reach. Where that cannot be done now (somebody writes, the disk is full, this
    /// account only reads), another session or another day does it; nobody has to be told.
    fn trim(&self) {
        if let Err(error) = guarded(|| self.store.trim(self.clock.now().wall.timestamp(), self.window)) {
            tracing::debug!(%error, "the history was not trimmed");
        }
    }

    /// The person's last change. One of many records is asked about before it is taken back: an import lies under a small edit in
    /// the history, and one key pressed twice must not empty the register.
    fn last(&self) -> crate::port::store::Result<Option<Entry>> {
        let author = self.author.get();
        Ok(self.store.history(LOOK_BACK)?.into_iter().find(|entry| entry.is_next_undo_of(&author)))
    }
}
