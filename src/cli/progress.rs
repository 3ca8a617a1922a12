//! Progress of long work on stderr: a phase, a count and a rate, at most four times a second.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crate::words::Words;

const INTERVAL: Duration = Duration::from_millis(250);

/// Counts that may wait to be written. What comes on top is dropped: the next one says more.
const WAITING: usize = 64;

/// On a terminal one line that is written over; elsewhere a line whenever a phase begins, and each second of it.
///
/// A thread of its own writes: a terminal that stands still (Ctrl-S) must not hold up a write transaction, and with it
/// everybody else's.
pub struct Progress {
    writer: Mutex<Option<(SyncSender<Count>, JoinHandle<()>)>>,
}

/// `done` things of a phase (a key of the words), of `of` where that is known.
struct Count {
    phase: &'static str,
    done: u64,
    of: Option<u64>,
}

impl Progress {
    pub fn new(words: &'static Words, quiet: bool) -> Self {
        let (sender, counts) = sync_channel(WAITING);
        let spawn = || Builder::new().name("progress".to_owned()).spawn(move || write(words, &counts)).ok();
        let writer = if quiet { None } else { spawn().map(|thread| (sender, thread)) };
        Self { writer: Mutex::new(writer) }
    }

    /// `done` things of a phase (a key of the words), of `of` where that is known. Never waits for the terminal.
    pub fn at(&self, phase: &'static str, done: u64, of: Option<u64>) {
        let Ok(writer) = self.writer.lock() else { return };
        if let Some((sender, _)) = writer.as_ref() {
            // Full: the terminal stands still.
            let _ = sender.try_send(Count { phase, done, of });
        }
    }

    /// The work is over: what was counted is written, the line is taken away.
    pub fn done(&self) {
        let writer = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some((sender, thread)) = writer {
            drop(sender);
            // A progress line that failed is no reason to fail.
            let _ = thread.join();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done();
    }
}

/// Writes what comes, until nothing more can come.
#[expect(clippy::disallowed_methods, reason = "a rate is made of time, and this is the command line's own clock")]
fn write(words: &Words, counts: &Receiver<Count>) {
    let on_terminal = std::io::stderr().is_terminal();
    let wait = if on_terminal { INTERVAL } else { INTERVAL * 4 };
    // The phase under way, when it began and when it was last shown.
    let mut state: Option<(&'static str, Instant, Instant)> = None;
    for Count { phase, done, of } in counts {
        let now = Instant::now();
        let began = match state {
            Some((same, _, shown)) if same == phase && now.duration_since(shown) < wait => continue,
            Some((same, began, _)) if same == phase => began,
            _ => now,
        };
        state = Some((phase, began, now));
        let seconds = now.duration_since(began).as_secs_f64();
        let rate = if seconds > 0.1 { (done as f64 / seconds).round() as u64 } else { 0 };
        let mut line = words.get(phase).to_owned();
        if done > 0 || of.is_some() {
            line += &of.map_or_else(|| format!(" {done}"), |of| format!(" {done} / {of}"));
        }
        if rate > 0 {
            line += &words.say("cli.import.rate", &[("n", &rate)]);
        }
        let mut err = std::io::stderr().lock();
        // Nobody listens to a failure on stderr.
        let _ = if on_terminal { write!(err, "\r\x1b[K{line}") } else { writeln!(err, "{line}") };
        let _ = err.flush();
    }
    if on_terminal {
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r\x1b[K");
        let _ = err.flush();
    }
}
