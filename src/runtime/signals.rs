//! Signals, hang-up and panics: each ends with the terminal as it was (systems.md 3.5).

use std::io;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::run::Event;
use super::terminal::{self, timespec};
use crate::message::Msg;
use crate::store::between_writes;
use crate::words::Words;

/// How long ending waits for what is typed to be kept. A cut line is to be gone within 2 s, the watchdog's 500 ms included.
const GRACE: Duration = Duration::from_secs(1);
/// How long a stop (Ctrl-Z) waits for a write to end: stopped in one, the program would hold up everybody else's.
const STOP_PATIENCE: Duration = Duration::from_secs(2);
/// The same for a verb without a screen, whose write may be an import.
const IMPORT_PATIENCE: Duration = Duration::from_secs(60);
/// 128 + SIGHUP: the terminal is gone.
const HUNG_UP: u8 = 129;

/// Starts the signal thread and the hang-up watchdog.
pub fn watch(inbox: Sender<Event>) -> io::Result<()> {
    // Registered here, so that a signal that comes before the thread runs is not lost.
    let signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let watched = inbox.clone();
    thread::Builder::new().name("signals".into()).spawn(move || obey(signals, &inbox))?;
    thread::Builder::new().name("hang-up".into()).spawn(move || watch_for_hangup(&watched))?;
    Ok(())
}

fn obey(mut signals: Signals, inbox: &Sender<Event>) {
    for signal in signals.forever() {
        match signal {
            SIGTSTP => stop(),
            SIGCONT => {
                if matches!(terminal::enter_again(), Ok(true)) {
                    send(inbox, Event::Resumed);
                }
            }
            SIGWINCH => {
                let (columns, rows) = terminal::size();
                send(inbox, Event::Msg(Msg::Resize { columns, rows }));
            }
            fatal => {
                let code = 128 + u8::try_from(fatal).unwrap_or(0);
                end(inbox, code, fatal != SIGHUP);
            }
        }
    }
}

/// Leaves the terminal at once, gives the loop a moment to keep what is typed, and ends the process: also where the loop hangs.
fn end(inbox: &Sender<Event>, code: u8, restore: bool) -> ! {
    if restore {
        terminal::leave_for_good();
    } else {
        terminal::abandon();
    }
    let (told, kept) = channel();
    send(inbox, Event::Ending(told));
    // Where the loop has ended, the answer's other end is gone and this returns at once.
    let _ = kept.recv_timeout(GRACE);
    terminal::end(code, false)
}

/// Stops the whole process group, as the terminal's own Ctrl-Z does: a wrapper (sudo, sh -c) must stop with us.
fn stop() {
    terminal::leave();
    between_writes(STOP_PATIENCE, || {
        // SIGSTOP cannot be refused; SIGCONT brings us back through the loop above.
        let _ = kill_current_process_group(Signal::STOP);
    });
}

/// For a verb that writes and has no screen: Ctrl-Z stops it as any other, but not inside a write transaction, an import's too.
/// Once a process; where the thread cannot be had, the system's own stop stays.
pub fn stop_between_writes() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let Ok(mut signals) = Signals::new([SIGTSTP]) else { return };
        let waiting = thread::Builder::new().name("stop".into()).spawn(move || {
            for _ in signals.forever() {
                between_writes(IMPORT_PATIENCE, || {
                    // Only this process: others of the pipeline have had the signal themselves.
                    let _ = kill_process(getpid(), Signal::STOP);
                });
            }
        });
        drop(waiting);
    });
}

/// Asks for the stop that Ctrl-Z means, by the same way as from outside.
pub(super) fn suspend() {
    let _ = signal_hook::low_level::raise(SIGTSTP);
}

fn send(inbox: &Sender<Event>, event: Event) {
    // The loop has ended where nobody listens; then there is nothing to tell.
    let _ = inbox.send(event);
}

/// crossterm 0.29 never comes back from reading a terminal that is gone, and SIGHUP may be ignored (`nohup`, wrappers).
fn watch_for_hangup(inbox: &Sender<Event>) {
    loop {
        if hangs_up_within(Duration::from_millis(500)) {
            end(inbox, HUNG_UP, false);
        }
    }
}

/// Is the terminal gone, or does it go within this time?
fn hangs_up_within(patience: Duration) -> bool {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    poll(&mut fds, Some(&timespec(patience))).is_ok() && fds[0].revents().intersects(gone)
}

/// Ends as the watchdog does where the terminal is gone: the loop may find it out first, by a frame that fails.
pub(super) fn end_if_hung_up() {
    if hangs_up_within(Duration::ZERO) {
        terminal::end(HUNG_UP, false);
    }
}

/// Installs the panic hook: leave the terminal, then say where it happened (never what: that may hold personal data)
/// and where the log is.
pub fn catch_panics(words: &'static Words, log: Option<PathBuf>) {
    std::panic::set_hook(Box::new(move |info| {
        let place = location(info);
        tracing::error!(place, "panic");
        if CAUGHT.with(std::cell::Cell::get) {
            return;
        }
        terminal::leave_for_good();
        let log = log.as_ref().map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        eprintln!("{}", words.say("runtime.panic", &[("place", &place), ("log", &log)]));
    }));
}

fn location(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "?".to_owned(), |at| format!("{}:{}", at.file(), at.line()))
}

thread_local! {
    static CAUGHT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs something that may panic (the database on a damaged file) without touching the terminal; `None` where it did.
pub(super) fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    CAUGHT.with(|caught| caught.set(true));
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(act));
    CAUGHT.with(|caught| caught.set(false));
    result.ok()
}

/// Starts a thread whose panic ends the program: the hook has left the terminal, so going on unseen would help nobody.
pub(super) fn spawn<T: Send + 'static>(
    name: &str,
    act: impl FnOnce() -> T + Send + 'static,
) -> io::Result<thread::JoinHandle<T>> {
    thread::Builder::new().name(name.into()).spawn(move || {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(act)).unwrap_or_else(|_| terminal::end(101, true))
    })
}
