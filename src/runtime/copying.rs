//! The clipboard's thread: one text after the other goes out, and what is about persons is taken away again, at the latest with the program.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use zeroize::Zeroizing;

use super::clipboard::{Clipboard, Stay, Step};
use super::run::Event;
use super::signals;
use crate::message::{Copied, Msg};
use crate::port::clipboard::{CopyText, Route};

/// How long quitting waits for the clipboard: `tmux` is asked twice, and has two seconds each time.
const PATIENCE: Duration = Duration::from_secs(5);

/// A text on its way.
pub(super) struct CopyJob {
    pub(super) text: CopyText,
    pub(super) items: usize,
    /// It is about persons: taken out of the clipboard again.
    pub(super) personal: bool,
}

/// What the thread is asked to do.
enum Ask {
    Copy(CopyJob),
    /// Takes away now what would be taken away later.
    Clear(Sender<Cleared>),
    /// The program is ended from outside: clears what needs no terminal, and tells.
    Ending(Sender<()>),
}

/// What became of something about persons.
#[derive(Debug)]
pub(super) enum Cleared {
    /// There is nothing in a clipboard, or it was taken away.
    Gone,
    /// It is gone once the terminal has these bytes.
    Send(Zeroizing<Vec<u8>>),
    /// It is still there, as far as anybody knows.
    Left,
}

/// Asks the thread; one for each thread that copies.
#[derive(Clone)]
pub(super) struct Copies(Sender<Ask>);

impl Copies {
    pub(super) fn copy(&self, job: CopyJob) {
        // The thread lives as long as somebody may ask it.
        let _ = self.0.send(Ask::Copy(job));
    }

    /// Tells when the clipboard is as the program may leave it.
    pub(super) fn when_cleared(&self, told: Sender<()>) {
        let _ = self.0.send(Ask::Ending(told));
    }
}

/// The clipboard with its thread.
pub(super) struct Copying {
    copies: Copies,
    thread: JoinHandle<Cleared>,
}

impl Copying {
    /// `clear_after`: how long something about persons stays; `None`: until something else is copied.
    pub(super) fn start(clipboard: Clipboard, clear_after: Option<Duration>, inbox: Sender<Event>) -> io::Result<Self> {
        let (sender, asked) = channel();
        let copier = Copier { clipboard, clear_after, personal: None, inbox };
        let thread = signals::spawn("copy", move || copier.run(&asked))?;
        Ok(Self { copies: Copies(sender), thread })
    }

    pub(super) fn copies(&self) -> Copies {
        self.copies.clone()
    }

    /// Takes away at once what would be taken away later: while there still is a terminal to send something to.
    pub(super) fn clear(&self) -> Cleared {
        let (reply, answer) = channel();
        let _ = self.copies.0.send(Ask::Clear(reply));
        answer.recv_timeout(PATIENCE).unwrap_or(Cleared::Left)
    }

    /// Waits for the thread. Nobody else may hold [`Copies`] any more. `true`: something about persons may be left in a clipboard.
    pub(super) fn finish(self) -> bool {
        drop(self.copies);
        // A panic there has ended the program already. Bytes come too late for the terminal.
        !matches!(self.thread.join(), Ok(Cleared::Gone))
    }
}

/// Something about persons that lies in a clipboard.
struct Personal {
    route: Route,
    /// `None`: it could not be taken away when it was time, and is tried once more at the end.
    stay: Option<Stay>,
}

struct Copier {
    clipboard: Clipboard,
    clear_after: Option<Duration>,
    personal: Option<Personal>,
    inbox: Sender<Event>,
}

impl Copier {
    fn run(mut self, asked: &Receiver<Ask>) -> Cleared {
        loop {
            let wait = self.personal.as_ref().and_then(|personal| personal.stay.as_ref()).map(Stay::left);
            let ask = match wait {
                Some(left) => asked.recv_timeout(left),
                None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match ask {
                Ok(Ask::Copy(job)) => self.copy(job),
                Ok(Ask::Clear(reply)) => self.clear_now(&reply),
                Ok(Ask::Ending(told)) => {
                    self.clear();
                    let _ = told.send(());
                }
                Err(RecvTimeoutError::Timeout) => self.clear_in_time(),
                Err(RecvTimeoutError::Disconnected) => return self.clear(),
            }
        }
    }

    /// One text on its way. The loop may have ended meanwhile: then nothing is shown, and what lies in a clipboard is still taken away.
    fn copy(&mut self, job: CopyJob) {
        let CopyJob { text, items, personal } = job;
        let characters = text.0.chars().count();
        let cleared_after = self.clear_after.filter(|_| personal);
        let copied = |outcome| Msg::Copied(Copied { outcome, items, characters, cleared_after });
        let (event, route) = match self.clipboard.attempt(text) {
            Step::Done(outcome) => {
                let route = outcome.as_ref().ok().copied();
                (Event::Msg(copied(outcome)), route)
            }
            Step::Terminal { bytes, route } => (Event::Sequence { bytes, msg: copied(Ok(route)) }, Some(route)),
        };
        // What is copied over something personal has taken it away already; a copy that failed has not.
        if let Some(route) = route {
            self.personal = cleared_after.map(|after| Personal { route, stay: Some(Stay::begin(after)) });
        }
        let _ = self.inbox.send(event);
    }

    /// It has lain there long enough.
    fn clear_in_time(&mut self) {
        let Some(route) = self.personal.as_ref().map(|personal| personal.route) else { return };
        let event = match self.clear() {
            Cleared::Gone => Event::Msg(Msg::Cleared(route)),
            Cleared::Send(bytes) => Event::Sequence { bytes, msg: Msg::Cleared(route) },
            Cleared::Left => Event::Msg(Msg::NotCleared(route)),
        };
        let _ = self.inbox.send(event);
    }

    /// Who asked may have given up while a copy was under way. Then nobody sends what the terminal was to get: it still lies there, and the
    /// end tells so.
    fn clear_now(&mut self, reply: &Sender<Cleared>) {
        let route = self.personal.as_ref().map(|personal| personal.route);
        if let (Err(SendError(Cleared::Send(_))), Some(route)) = (reply.send(self.clear()), route) {
            self.personal = Some(Personal { route, stay: None });
        }
    }

    fn clear(&mut self) -> Cleared {
        let Some(Personal { route, .. }) = self.personal.take() else { return Cleared::Gone };
        match self.clipboard.clear(route) {
            Ok(None) => Cleared::Gone,
            Ok(Some(bytes)) => Cleared::Send(bytes),
            Err(cause) => {
                tracing::warn!(%cause, %route, "the clipboard was not cleared");
                self.personal = Some(Personal { route, stay: None });
                Cleared::Left
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;
    use crate::runtime::clipboard::{ClipboardChoice, ClipboardEnv, osc52};

    const SOON: Option<Duration> = Some(Duration::ZERO);
    const LATE: Option<Duration> = Some(Duration::from_secs(600));
    const SECOND: Duration = Duration::from_secs(20);

    fn job(personal: bool) -> CopyJob {
        CopyJob { text: CopyText("架空 花子 090-0000-0001".to_owned()), items: 1, personal }
    }

    /// A program in the place of tmux that keeps its buffer in a file, and fails while there is a file `broken`.
    fn tmux(folder: &Path) -> Clipboard {
        let at = folder.display();
        let script = format!(
            "#!/bin/sh\n[ -e '{at}/broken' ] && exit 1\ncase $1 in\nload-buffer) cat > '{at}/buffer' ;;\n\
             delete-buffer) rm '{at}/buffer' ;;\nesac\n"
        );
        let program = folder.join("tmux");
        std::fs::write(&program, script).expect("a script");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("a program");
        Clipboard::new(ClipboardEnv { tmux: true, ..ClipboardEnv::default() }, ClipboardChoice::Auto).with_tmux(program)
    }

    fn terminal() -> Clipboard {
        Clipboard::new(ClipboardEnv::default(), ClipboardChoice::Osc52)
    }

    fn next(told: &Receiver<Event>) -> Event {
        told.recv_timeout(SECOND).expect("something is told")
    }

    #[test]
    fn what_is_about_persons_is_taken_away_when_it_is_time_and_said_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inbox, told) = channel();
        let copying = Copying::start(tmux(folder.path()), SOON, inbox).expect("a thread");
        copying.copies().copy(job(true));
        let Event::Msg(Msg::Copied(copied)) = next(&told) else { panic!("copied") };
        assert_eq!((copied.outcome, copied.cleared_after), (Ok(Route::Tmux), SOON));
        assert!(matches!(next(&told), Event::Msg(Msg::Cleared(Route::Tmux))));
        assert!(!folder.path().join("buffer").exists());
        assert!(!copying.finish());
    }

    #[test]
    fn a_clearing_that_fails_is_said_as_such_and_tried_once_more_at_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inbox, told) = channel();
        let copying = Copying::start(tmux(folder.path()), LATE, inbox).expect("a thread");
        copying.copies().copy(job(true));
        next(&told);
        std::fs::write(folder.path().join("broken"), "").expect("a file");
        assert!(matches!(copying.clear(), Cleared::Left));
        std::fs::remove_file(folder.path().join("broken")).expect("the file");
        assert!(folder.path().join("buffer").exists());
        assert!(!copying.finish());
        assert!(!folder.path().join("buffer").exists());

        let (inbox, told) = channel();
        let copying = Copying::start(tmux(folder.path()), Some(Duration::from_millis(300)), inbox).expect("a thread");
        copying.copies().copy(job(true));
        next(&told);
        std::fs::write(folder.path().join("broken"), "").expect("a file");
        assert!(matches!(next(&told), Event::Msg(Msg::NotCleared(Route::Tmux))));
        assert!(copying.finish(), "it is said that it is still there");
    }

    #[test]
    fn the_program_ends_with_nothing_about_persons_in_a_buffer_that_outlives_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inbox, _told) = channel();
        let copying = Copying::start(tmux(folder.path()), LATE, inbox).expect("a thread");
        copying.copies().copy(job(true));
        assert!(!copying.finish());
        assert!(!folder.path().join("buffer").exists());
        let (inbox, told) = channel();
        let copying = Copying::start(tmux(folder.path()), LATE, inbox).expect("a thread");
        copying.copies().copy(job(true));
        let (tell, ended) = channel();
        copying.copies().when_cleared(tell);
        ended.recv_timeout(SECOND).expect("it is told");
        assert!(!folder.path().join("buffer").exists(), "ended from outside as well");
        drop(told);
        copying.finish();
    }

    #[test]
    fn what_the_terminal_keeps_is_overwritten_by_bytes_while_there_is_one() {
        let (inbox, told) = channel();
        let copying = Copying::start(terminal(), LATE, inbox).expect("a thread");
        assert!(matches!(copying.clear(), Cleared::Gone), "nothing was copied");
        copying.copies().copy(job(true));
        assert!(matches!(next(&told), Event::Sequence { msg: Msg::Copied(_), .. }));
        let Cleared::Send(bytes) = copying.clear() else { panic!("bytes") };
        assert_eq!(bytes, osc52(" "));
        assert!(!copying.finish());

        let (inbox, told) = channel();
        let copying = Copying::start(terminal(), SOON, inbox).expect("a thread");
        copying.copies().copy(job(true));
        next(&told);
        let Event::Sequence { bytes, msg: Msg::Cleared(Route::Osc52) } = next(&told) else { panic!("bytes") };
        assert_eq!(bytes, osc52(" "));
        assert!(!copying.finish());
    }

    #[test]
    fn an_answer_that_nobody_waits_for_any_more_does_not_count_as_cleared() {
        let (inbox, told) = channel();
        let copying = Copying::start(terminal(), LATE, inbox).expect("a thread");
        let (reply, given_up) = channel();
        drop(given_up);
        copying.copies().copy(job(true));
        copying.copies().0.send(Ask::Clear(reply)).expect("asked");
        next(&told);
        assert!(copying.finish(), "it is said that it is still there");
    }

    #[test]
    fn what_is_no_person_s_or_is_never_to_be_cleared_stays() {
        for (after, personal) in [(LATE, false), (None, true)] {
            let folder = tempfile::tempdir().expect("a folder");
            let (inbox, told) = channel();
            let copying = Copying::start(tmux(folder.path()), after, inbox).expect("a thread");
            copying.copies().copy(job(personal));
            let Event::Msg(Msg::Copied(copied)) = next(&told) else { panic!("copied") };
            assert_eq!(copied.cleared_after, None);
            assert!(!copying.finish());
            assert!(folder.path().join("buffer").exists());
        }
    }

    #[test]
    fn what_is_copied_over_it_is_not_overwritten() {
        let (inbox, told) = channel();
        let copying = Copying::start(terminal(), LATE, inbox).expect("a thread");
        copying.copies().copy(job(true));
        copying.copies().copy(job(false));
        next(&told);
        next(&told);
        assert!(matches!(copying.clear(), Cleared::Gone));
        assert!(!copying.finish());
    }
}
