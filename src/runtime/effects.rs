//! Performs what the program asks of the world; every reply is a message.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use zeroize::Zeroize;

use super::clipboard::{Clipboard, Step};
use super::job::{Job, Then};
use super::lock::LockPlace;
use super::locking::{LockJob, start_locking};
use super::run::Event;
use super::storage::Storage;
use super::{files, session, signals};
use crate::message::sentence;
use crate::message::{Copied, Effect, FileFormat, Msg, Session};
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
    copies: Sender<(CopyText, usize)>,
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
        clipboard: Clipboard,
        places: Places,
        clock: Arc<dyn Clock>,
        words: &'static Words,
        inbox: &Sender<Event>,
    ) -> io::Result<Self> {
        let locks = start_locking(LockPlace(places.lock.clone()), Arc::clone(&clock), words, inbox.clone())?;
        let copies = start_copying(clipboard, inbox.clone())?;
        let (files, file_thread) = start_filing(places, clock, words, inbox.clone())?;
        Ok(Self {
            storage,
            copies,
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
            Effect::WorkAs { member, name } => self.storage.work_as(member, name),
            Effect::Redo { ticket } => self.storage.write(Job::Redo, Some(ticket)),
            Effect::KeepDraft { ticket, unsaved, instead_of } => {
                self.storage.write(Job::KeepDraft { unsaved, instead_of }, ticket);
            }
            Effect::DropDraft(id) => self.storage.write(Job::DropDraft(id), None),
            Effect::Attend(record) => self.storage.write(Job::Attend(record), None),
            Effect::Copy { text, items } => {
                // The clipboard thread lives as long as we do.
                let _ = self.copies.send((text, items));
            }
            Effect::WriteFile { format, text, items } => {
                self.storage.write(Job::Exported { format, items: items as u64 }, None);
                self.file(FileJob::Export { format, text });
            }
            Effect::Release { format, text, records, note } => {
                let files = self.files.clone();
                let then = Then(Box::new(move || {
                    if let Some(files) = files {
                        let _ = files.send(FileJob::Export { format, text });
                    }
                }));
                self.storage.write(Job::Release { records, note, then }, None);
            }
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

    fn lock(&self, job: LockJob) {
        // The thread lives as long as we do.
        let _ = self.locks.send(job);
    }

    fn file(&self, job: FileJob) {
        if let Some(files) = &self.files {
            let _ = files.send(job);
        }
    }

    /// Tells, from the store thread, when everything that was to be written before is written or has failed.
    pub(super) fn when_written(&self, told: Sender<()>) {
        self.storage.write(Job::Tell(told), None);
    }

    /// Waits for writes and files that are under way.
    pub(super) fn finish(mut self) {
        drop(self.files.take());
        if let Some(thread) = self.file_thread.take() {
            // A panic there has ended the program already.
            let _ = thread.join();
        }
        self.storage.finish();
    }
}

fn start_copying(mut clipboard: Clipboard, inbox: Sender<Event>) -> io::Result<Sender<(CopyText, usize)>> {
    let (sender, jobs) = channel::<(CopyText, usize)>();
    signals::spawn("copy", move || {
        for (text, items) in jobs {
            let characters = text.0.chars().count();
            let copied = |outcome| Copied { outcome, items, characters };
            let event = match clipboard.attempt(text) {
                Step::Done(outcome) => Event::Msg(Msg::Copied(copied(outcome))),
                Step::Terminal { bytes, route } => Event::Sequence { bytes, copied: copied(Ok(route)) },
            };
            if inbox.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(sender)
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
    use super::*;
    use crate::domain::Author;
    use crate::port::Store;
    use crate::port::audit::{Audit, AuditQuery};
    use crate::runtime::clipboard::{ClipboardChoice, ClipboardEnv};
    use crate::runtime::clock::SystemClock;
    use crate::store::{Options, RedbStore};
    use crate::words::Language;

    #[test]
    fn the_audit_says_how_many_facilities_went_into_a_file() {
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
        let clipboard = Clipboard::new(ClipboardEnv::default(), ClipboardChoice::Off);
        let places = Places { session: None, lock: None, output: folder.path().to_owned() };
        let words = Words::of(Language::Ja);
        let mut effects = Effects::start(storage, clipboard, places, clock, words, &inbox).expect("threads");
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
