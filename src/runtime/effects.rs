//! Performs what the program asks of the world; every reply is a message.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use zeroize::Zeroize;

use super::clipboard::Clipboard;
use super::copying::{Cleared, CopyJob, Copying};
use super::job::{Job, Then};
use super::lock::LockPlace;
use super::locking::{LockJob, start_locking};
use super::run::Event;
use super::storage::Storage;
use super::{files, session, signals};
use crate::message::sentence;
use crate::message::{Effect, FileFormat, HandOver, Msg, Outlet, Session};
use crate::port::clipboard::CopyText;
use crate::port::clock::Clock;
use crate::words::Words;

/// What is left for the drawing thread, which owns the terminal.
#[derive(Debug)]
pub(super) enum Screen {
    ManualPage(CopyText),
    Repaint,
    Suspend,
    Quit,
}

/// A file for the file thread.
enum FileJob {
    Session(Session),
    Export { format: FileFormat, text: CopyText },
}

/// The threads behind the effects.
pub(super) struct Effects {
    storage: Storage,
    copying: Copying,
    inbox: Sender<Event>,
    locks: Sender<LockJob>,
    files: Option<Sender<FileJob>>,
    file_thread: Option<JoinHandle<()>>,
    /// Answered before the next frame.
    pub(super) replies: VecDeque<Msg>,
}

/// Where the file thread writes.
pub(super) struct Places {
    /// `None`: nothing is remembered.
    pub(super) session: Option<PathBuf>,
    /// The folder of the lock's passphrase; `None`: it is forgotten with the program.
    pub(super) lock: Option<PathBuf>,
    pub(super) output: PathBuf,
}

impl Effects {
    pub(super) fn start(
        storage: Storage,
        (clipboard, clear_after): (Clipboard, Option<Duration>),
        places: Places,
        clock: Arc<dyn Clock>,
        words: &'static Words,
        inbox: &Sender<Event>,
    ) -> io::Result<Self> {
        let locks = start_locking(LockPlace(places.lock.clone()), Arc::clone(&clock), words, inbox.clone())?;
        let copying = Copying::start(clipboard, clear_after, inbox.clone())?;
        let (files, file_thread) = start_filing(places, clock, words, inbox.clone())?;
        let inbox = inbox.clone();
        Ok(Self {
            storage,
            copying,
            inbox,
            locks,
            files: Some(files),
            file_thread: Some(file_thread),
            replies: VecDeque::new(),
        })
    }

    /// Starts an effect; what only the drawing thread can do comes back.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Screen> {
        match effect {
            Effect::LoadAll => self.storage.load_all(),
            Effect::LoadFacility(id) => {
                let reply = self.storage.facility(id);
                self.replies.push_back(reply);
            }
            Effect::Save { ticket, action, puts } => self.storage.write(Job::Save { action, puts }, Some(ticket)),
            Effect::Undo { ticket, group, keep_changed } => {
                self.storage.write(Job::Undo { group, keep_changed }, Some(ticket));
            }
            Effect::Look(look) => self.storage.write(Job::Look(look), None),
            Effect::ReadAccesses(month) => self.storage.write(Job::Accesses { month, review: false }, None),
            Effect::ReviewAccesses(month) => self.storage.write(Job::Accesses { month, review: true }, None),
            Effect::WorkAs { member, name } => self.storage.work_as(member, name),
            Effect::Redo { ticket } => self.storage.write(Job::Redo, Some(ticket)),
            Effect::KeepDraft { ticket, unsaved, instead_of } => {
                self.storage.write(Job::KeepDraft { unsaved, instead_of }, ticket);
            }
            Effect::DropDraft(id) => self.storage.write(Job::DropDraft(id), None),
            Effect::Attend(record) => self.storage.write(Job::Attend(record), None),
            Effect::Copy { text, items } => {
                self.copying.copies().copy(CopyJob { text, items, personal: false });
            }
            Effect::WriteFile { format, text, items } => {
                self.storage.write(Job::Exported { format, items: items as u64 }, None);
                self.file(FileJob::Export { format, text });
            }
            Effect::Release { outlet, records, note } => {
                let (action, then) = (outlet.action(), self.way_out(outlet));
                self.storage.write(Job::Release { action, records, note, then }, None);
            }
            Effect::HandOver(handed) => self.hand_over(*handed),
            Effect::Witness { action, records, note } => {
                self.storage.write(Job::Witness { action, records, note }, None);
            }
            Effect::Lock => self.lock(LockJob::Lock(self.storage.member())),
            Effect::Unlock(passphrase) => self.lock(LockJob::Unlock(passphrase)),
            Effect::SetPassphrase(passphrase) => self.lock(LockJob::Set(passphrase)),
            Effect::Unlocked => self.lock(LockJob::Open),
            Effect::SaveSession(session) => self.file(FileJob::Session(session)),
            Effect::ManualPage(text) => return Some(Screen::ManualPage(text)),
            Effect::Repaint => return Some(Screen::Repaint),
            Effect::Suspend => return Some(Screen::Suspend),
            Effect::Quit => return Some(Screen::Quit),
        }
        None
    }

    /// All records again: the journal was trimmed under us.
    pub(super) fn reload(&self) {
        self.storage.load_all();
    }

    /// The records first, then the way out: on the store thread, so that nothing leaves where they cannot be written.
    fn hand_over(&self, handed: HandOver) {
        let HandOver { disclosures, action, note, outlet } = handed;
        let then = self.way_out(outlet);
        self.storage.write(Job::HandOver { disclosures, action, note, then }, None);
    }

    /// What is done with it once the records are written.
    fn way_out(&self, outlet: Outlet) -> Then {
        let (copies, files, inbox) = (self.copying.copies(), self.files.clone(), self.inbox.clone());
        Then(Box::new(move || match outlet {
            Outlet::Copy { text, items } => copies.copy(CopyJob { text, items, personal: true }),
            Outlet::File { format, text } => {
                if let Some(files) = files {
                    let _ = files.send(FileJob::Export { format, text });
                }
            }
            Outlet::Show(text) => drop(inbox.send(Event::Msg(Msg::HandedOver { text, as_code: false }))),
            Outlet::Code(text) => drop(inbox.send(Event::Msg(Msg::HandedOver { text, as_code: true }))),
        }))
    }

    fn lock(&self, job: LockJob) {
        // The thread lives as long as we do.
        let _ = self.locks.send(job);
    }

    fn file(&self, job: FileJob) {
        if let Some(files) = &self.files {
            let _ = files.send(job);
        }
    }

    /// Tells when everything that was to be written before is written or has failed, and the clipboard is as it may be left.
    pub(super) fn when_written(&self, told: Sender<()>) {
        let copies = self.copying.copies();
        self.storage.write(Job::Tell(Then(Box::new(move || copies.when_cleared(told)))), None);
    }

    /// What is about persons is taken out of the clipboard: the terminal's part comes back.
    pub(super) fn clear_clipboard(&self) -> Cleared {
        self.copying.clear()
    }

    /// Waits for writes and files that are under way, and for the clipboard. `true`: something about persons may be left in it.
    pub(super) fn finish(mut self) -> bool {
        drop(self.files.take());
        if let Some(thread) = self.file_thread.take() {
            // A panic there has ended the program already.
            let _ = thread.join();
        }
        self.storage.finish();
        // Whatever the store thread was to hand over it has handed over: nobody asks the clipboard any more.
        self.copying.finish()
    }
}

fn start_filing(
    places: Places,
    clock: Arc<dyn Clock>,
    words: &'static Words,
    inbox: Sender<Event>,
) -> io::Result<(Sender<FileJob>, JoinHandle<()>)> {
    let (sender, jobs) = channel();
    let thread = signals::spawn("files", move || {
        for job in jobs {
            match job {
                FileJob::Session(session) => {
                    if let Some(path) = &places.session
                        && let Err(error) = session::save(path, &session)
                    {
                        tracing::warn!(%error, "the session file was not written");
                    }
                }
                FileJob::Export { format, mut text } => {
                    let now = clock.now().wall;
                    let written = files::write_export(&places.output, format, text.0.as_bytes(), &now);
                    text.0.zeroize();
                    let reply = written.map(|path| path.display().to_string()).map_err(|error| {
                        let cause = sentence::cause(words, &error);
                        words.say("runtime.file", &[("path", &places.output.display()), ("cause", &cause)])
                    });
                    // The loop may have ended while the file was written.
                    let _ = inbox.send(Event::Msg(Msg::FileWritten(reply)));
                }
            }
        }
    })?;
    Ok((sender, thread))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::disclosure::{Disclosure, Ground, Way};
    use crate::domain::{Author, DisclosureId, Member, MemberId, PersonId, Role};
    use crate::port::audit::{Audit, AuditQuery};
    use crate::port::store::{Label, Transaction};
    use crate::port::{EntityKind, Put, Record, Store};
    use crate::runtime::clipboard::{ClipboardChoice, ClipboardEnv};
    use crate::runtime::clock::SystemClock;
    use crate::store::{Options, RedbStore};
    use crate::words::Language;

    struct Bench {
        folder: tempfile::TempDir,
        store: Arc<RedbStore>,
        effects: Effects,
        told: std::sync::mpsc::Receiver<Event>,
    }

    fn bench() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Arc::new(RedbStore::in_memory(Options::default()).expect("a store"));
        let (inbox, told) = channel();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
        let shared = Arc::clone(&store) as Arc<dyn Store>;
        let author = Author::account(1, "hana");
        let care =
            crate::runtime::backups::Care { window: std::time::Duration::ZERO, seal: crate::port::archive::Seal::None };
        let storage = Storage::start(shared, Arc::clone(&clock), author, care, Arc::default(), None, inbox.clone())
            .expect("threads");
        let clipboard = Clipboard::new(ClipboardEnv::default(), ClipboardChoice::Osc52);
        let places = Places { session: None, lock: None, output: folder.path().to_owned() };
        let words = Words::of(Language::Ja);
        let effects = Effects::start(storage, (clipboard, None), places, clock, words, &inbox).expect("threads");
        Bench { folder, store, effects, told }
    }

    fn handed(outlet: Outlet, action: &'static str) -> Effect {
        let disclosure = Disclosure {
            id: DisclosureId::new(),
            rev: 0,
            person: PersonId::from_bytes([1; 16]),
            episode: None,
            at: date(2026, 6, 12).at(9, 41, 0, 0),
            document: "emergency_card".to_owned(),
            sheet: None,
            contents: "連絡先".to_owned(),
            to: None,
            to_name: "救急隊".to_owned(),
            to_address: String::new(),
            to_desk: String::new(),
            way: Way::Copied,
            number: None,
            read_back: false,
            place: String::new(),
            receipt: None,
            ground: Ground::Consent(date(2026, 5, 12)),
            by: "hana".to_owned(),
        };
        let note = "phone ambulance".to_owned();
        Effect::HandOver(Box::new(HandOver { disclosures: vec![disclosure], action, note, outlet }))
    }

    /// Every way out for something about persons; a new one does not compile before it stands here.
    fn every_outlet() -> Vec<Outlet> {
        let text = || CopyText("架空 花子 090-0000-0001".to_owned());
        let all = vec![
            Outlet::Copy { text: text(), items: 1 },
            Outlet::File { format: FileFormat::Txt, text: text() },
            Outlet::Show(text()),
            Outlet::Code(text()),
        ];
        for outlet in &all {
            match outlet {
                Outlet::Copy { .. } | Outlet::File { .. } | Outlet::Show(_) | Outlet::Code(_) => {}
            }
        }
        all
    }

    /// Did something leave?
    fn left(event: &Event) -> bool {
        match event {
            Event::Sequence { .. } => true,
            Event::Msg(msg) => matches!(msg, Msg::HandedOver { .. } | Msg::Copied(_) | Msg::FileWritten(Ok(_))),
            Event::Resumed | Event::Ending(_) | Event::Reload => false,
        }
    }

    #[test]
    fn nothing_about_persons_leaves_before_its_disclosure_and_its_line_in_the_audit() {
        for outlet in every_outlet() {
            let Bench { folder: _folder, store, mut effects, told } = bench();
            assert!(effects.perform(handed(outlet, "copy")).is_none());
            let event = loop {
                let event = told.recv_timeout(std::time::Duration::from_secs(20)).expect("something leaves");
                if left(&event) {
                    break event;
                }
            };
            drop(event);
            // Looked at in the moment in which it left.
            assert_eq!(store.count(EntityKind::Disclosure).expect("readable"), 1);
            let mut lines = Vec::new();
            store.audit(&AuditQuery::default(), &mut |line| lines.push(line)).expect("readable");
            let copied = lines.iter().filter(|line| line.action == "copy").collect::<Vec<_>>();
            let [line] = copied.as_slice() else { panic!("one line: {lines:?}") };
            assert_eq!(
                (line.count, line.note.as_str(), line.records[0].kind.as_str()),
                (1, "phone ambulance", "person")
            );
            assert!(!format!("{lines:?}").contains("架空"), "no name in the audit");
            effects.finish();
        }
    }

    #[test]
    fn where_the_records_cannot_be_written_nothing_leaves() {
        for outlet in every_outlet() {
            let Bench { folder, store, mut effects, told } = bench();
            let admin = Member {
                id: MemberId::from_bytes([1; 16]),
                rev: 0,
                code: "taro".to_owned(),
                name: "taro".to_owned(),
                uids: vec![7],
                role: Role::Admin,
                left_on: None,
            };
            let reader = Member {
                id: MemberId::from_bytes([2; 16]),
                code: "hana".to_owned(),
                uids: vec![1],
                role: Role::Read,
                ..admin.clone()
            };
            let puts = [admin, reader].map(|member| Put::Save(Record::Member(member))).to_vec();
            let label = Label { action: "add".to_owned(), detail: String::new() };
            let (author, at) = (Author::account(7, "taro"), jiff::Timestamp::UNIX_EPOCH);
            store.write(Transaction { author, at, label, puts, patience: None }).expect("members");
            assert!(effects.perform(handed(outlet, "copy")).is_none());
            effects.finish();
            let events: Vec<Event> = told.try_iter().collect();
            assert!(!events.iter().any(left), "{events:?}");
            assert!(events.iter().any(|event| matches!(event, Event::Msg(Msg::Trouble(_)))), "it is said: {events:?}");
            assert_eq!(store.count(EntityKind::Disclosure).expect("readable"), 0);
            assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
        }
    }

    #[test]
    fn the_audit_says_how_many_facilities_went_into_a_file() {
        let Bench { folder, store, mut effects, told } = bench();
        let text = CopyText("架空の集い\n架空の館\n架空の園\n".to_owned());
        let left = effects.perform(Effect::WriteFile { format: FileFormat::Txt, text, items: 3 });
        assert!(left.is_none());
        effects.finish();
        let mut lines = Vec::new();
        store.audit(&AuditQuery::default(), &mut |line| lines.push(line)).expect("readable");
        let said: Vec<_> = lines.iter().map(|l| (l.action.as_str(), l.count, l.note.as_str())).collect();
        assert_eq!(said, [("export", 3, "screen txt")]);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
        assert!(told.try_iter().any(|event| matches!(event, Event::Msg(Msg::FileWritten(Ok(_))))));
    }
}
