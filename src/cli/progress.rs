//! Progress of long work on stderr: a phase, a count and a rate, at most four times a second.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::words::Words;

const INTERVAL: Duration = Duration::from_millis(250);

/// On a terminal one line that is written over; elsewhere a line whenever a phase begins, and each second of it.
pub struct Progress {
    words: &'static Words,
    quiet: bool,
    on_terminal: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    phase: &'static str,
    began: Option<Instant>,
    shown: Option<Instant>,
}

impl Progress {
    pub fn new(words: &'static Words, quiet: bool) -> Self {
        Self { words, quiet, on_terminal: std::io::stderr().is_terminal(), state: Mutex::default() }
    }

    /// `done` things of a phase (a key of the words), of `of` where that is known.
    #[expect(clippy::disallowed_methods, reason = "a rate is made of time, and this is the command line's own clock")]
    pub fn at(&self, phase: &'static str, done: u64, of: Option<u64>) {
        if self.quiet {
            return;
        }
        let now = Instant::now();
        let Ok(mut state) = self.state.lock() else { return };
        let fresh = state.phase != phase;
        if fresh {
            *state = State { phase, began: Some(now), shown: None };
        }
        let wait = if self.on_terminal { INTERVAL } else { INTERVAL * 4 };
        if !fresh && state.shown.is_some_and(|shown| now.duration_since(shown) < wait) {
            return;
        }
        state.shown = Some(now);
        let seconds = state.began.map_or(0.0, |began| now.duration_since(began).as_secs_f64());
        let rate = if seconds > 0.1 { (done as f64 / seconds).round() as u64 } else { 0 };
        let mut line = self.words.get(phase).to_owned();
        if done > 0 || of.is_some() {
            line += &of.map_or_else(|| format!(" {done}"), |of| format!(" {done} / {of}"));
        }
        if rate > 0 {
            line += &self.words.say("cli.import.rate", &[("n", &rate)]);
        }
        let mut err = std::io::stderr().lock();
        // Nobody listens to a failure on stderr.
        let _ = if self.on_terminal { write!(err, "\r\x1b[K{line}") } else { writeln!(err, "{line}") };
        let _ = err.flush();
    }

    /// The work is over: the line is taken away.
    pub fn done(&self) {
        if self.on_terminal && !self.quiet {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "\r\x1b[K");
            let _ = err.flush();
        }
    }
}
