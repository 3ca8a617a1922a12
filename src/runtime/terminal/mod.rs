//! The terminal's modes: entered once, left by whoever comes first (drop, panic, signal, hang-up), and never drawn on after that.

mod output;
mod probe;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossterm::Command;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

pub use output::Output;
pub use probe::{Probe, probe};

/// Our modes are on, so the screen may be written to.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// There is a guard, so whoever comes back from a stop may enter again.
static WANTED: AtomicBool = AtomicBool::new(false);
/// Held while bytes are written, so that `leave` does not land inside a frame.
static GATE: Mutex<()> = Mutex::new(());

/// All terminal modes of the program: raw, alternate screen, bracketed paste, cursor. Dropping it leaves them.
///
/// There is one screen, so everything is static: the signal thread and the panic hook leave without having the guard.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal. Fails where standard input is no terminal.
    pub fn enter() -> io::Result<Self> {
        WANTED.store(true, Ordering::SeqCst);
        enter_again()?;
        Ok(Self(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave_for_good();
    }
}

/// Are our modes on?
pub fn is_active() -> bool {
    ACTIVE.load(Ordering::SeqCst)
}

/// Turns all modes on, at the start and after a stop. False where the program has left for good (or never entered).
pub(super) fn enter_again() -> io::Result<bool> {
    let _gate = gate();
    if !WANTED.load(Ordering::SeqCst) {
        return Ok(false);
    }
    if ACTIVE.swap(true, Ordering::SeqCst) {
        // Stopped by SIGSTOP, which nobody can see coming: the shell has changed the line settings under us.
        disable_raw_mode()?;
    }
    if let Err(error) = enable_raw_mode() {
        ACTIVE.store(false, Ordering::SeqCst);
        return Err(error);
    }
    write_all(&sequence(&[&EnterAlternateScreen, &EnableBracketedPaste]))?;
    Ok(true)
}

/// Shows plain text on the normal screen, where the mouse can drag over it, and waits until `wait` returns. The normal screen
/// is wiped before and after: the text may be about a person.
pub fn off_the_alternate_screen(text: &str, wait: impl FnOnce()) -> io::Result<()> {
    let wipe = "\x1b[2J\x1b[H";
    let mut page = sequence(&[&DisableBracketedPaste, &LeaveAlternateScreen]);
    page.extend_from_slice(format!("{wipe}{}\r\n", text.replace('\n', "\r\n")).as_bytes());
    page.extend(sequence(&[&Show]));
    {
        let _gate = gate();
        if !is_active() {
            return Ok(());
        }
        write_all(&page)?;
    }
    wait();
    let _gate = gate();
    if !is_active() {
        return Ok(());
    }
    write_all(wipe.as_bytes())?;
    write_all(&sequence(&[&EnterAlternateScreen, &EnableBracketedPaste]))
}

/// Turns all modes off and shows the cursor. May be called from any thread, any number of times; only the first does something.
///
/// It waits for a frame that is being written, but not for ever: a terminal that takes nothing must not keep the program alive.
pub fn leave() {
    let gate = patient_gate();
    if !ACTIVE.swap(false, Ordering::SeqCst) {
        return;
    }
    if is_writable(Duration::from_millis(200)) {
        // Nothing can be done where the terminal is gone; the modes go with it.
        let _ = write_all(&sequence(&[
            &EndSynchronizedUpdate,
            &DisableBracketedPaste,
            &ResetColor,
            &LeaveAlternateScreen,
            &Show,
        ]));
    }
    let _ = disable_raw_mode();
    drop(gate);
}

/// [`leave`], and nobody enters again.
pub fn leave_for_good() {
    WANTED.store(false, Ordering::SeqCst);
    leave();
}

/// Nobody draws any more, and nothing is restored: the terminal is gone.
pub(super) fn abandon() {
    WANTED.store(false, Ordering::SeqCst);
    ACTIVE.store(false, Ordering::SeqCst);
}

/// Leaves for good and ends the process. `restore` is false where the terminal is gone.
#[expect(clippy::disallowed_methods, reason = "the one way out of a thread that must end the program")]
pub fn end(code: u8, restore: bool) -> ! {
    if restore {
        leave_for_good();
    } else {
        abandon();
    }
    std::process::exit(i32::from(code))
}

/// Tells everybody who waits for the keyboard again that there is something to read.
///
/// crossterm 0.29 is told once (its epoll is edge-triggered), and where a change of size comes first it forgets the key that
/// came with it: the key would wait for the next one. Setting the line's modes, as they are, wakes all who wait.
pub(super) fn nudge() {
    let _gate = gate();
    if is_active()
        && let Ok(modes) = tcgetattr(rustix::stdio::stdin())
    {
        // Where it fails, the next key brings this one along.
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &modes);
    }
}

/// Columns and rows; (0, 0) where the terminal has no size.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((0, 0))
}

/// The bytes of several terminal commands.
fn sequence(commands: &[&dyn AnsiCommand]) -> Vec<u8> {
    let mut text = String::new();
    for command in commands {
        command.append(&mut text);
    }
    text.into_bytes()
}

/// [`Command`] as a trait object.
trait AnsiCommand {
    fn append(&self, text: &mut String);
}

impl<C: Command> AnsiCommand for C {
    fn append(&self, text: &mut String) {
        // Writing into a string cannot fail.
        let _ = self.write_ansi(text);
    }
}

fn gate() -> MutexGuard<'static, ()> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn patient_gate() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..40 {
        match GATE.try_lock() {
            Ok(gate) => return Some(gate),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(std::sync::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    None
}

fn is_writable(patience: Duration) -> bool {
    let stdout = rustix::stdio::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    let ready = poll(&mut fds, Some(&timespec(patience)));
    matches!(ready, Ok(n) if n > 0) && fds[0].revents().contains(PollFlags::OUT)
}

/// Writes all bytes to standard output, past every buffer; goes on after interruptions.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => {
                is_writable(Duration::from_millis(100));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

pub(super) fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: duration.as_secs().cast_signed(), tv_nsec: i64::from(duration.subsec_nanos()) }
}
