//! Short messages on the hint line.

use std::time::{Duration, Instant};

/// How long a message stands.
const SHOWN: Duration = Duration::from_secs(8);
/// How long it stands though keys are pressed.
const READ: Duration = Duration::from_millis(1500);
/// Messages kept for looking back.
const KEPT: usize = 100;

/// The message shown, and those before it.
#[derive(Debug, Default)]
pub struct Toasts {
    /// The text, and when it goes.
    shown: Option<(String, Instant)>,
    log: Vec<String>,
}

impl Toasts {
    pub fn say(&mut self, text: impl Into<String>, now: Instant) {
        let text = text.into();
        if self.log.len() == KEPT {
            self.log.remove(0);
        }
        self.log.push(text.clone());
        self.shown = Some((text, now + SHOWN));
    }

    pub fn shown(&self) -> Option<&str> {
        self.shown.as_ref().map(|(text, _)| text.as_str())
    }

    /// A key was pressed: what has been read for a while makes room for the hints.
    pub fn pressed(&mut self, now: Instant) -> bool {
        let read = self.shown.as_ref().is_some_and(|(_, end)| *end <= now + SHOWN.saturating_sub(READ));
        if read {
            self.shown = None;
        }
        read
    }

    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// What could not be seen until now stands as long as if it were said now.
    pub fn say_again(&mut self, now: Instant) {
        if let Some((_, end)) = &mut self.shown {
            *end = now + SHOWN;
        }
    }

    /// Newest last.
    pub fn log(&self) -> &[String] {
        &self.log
    }

    pub fn deadline(&self) -> Option<Instant> {
        self.shown.as_ref().map(|(_, end)| *end)
    }

    /// Takes the message away when its time is over.
    pub fn expire(&mut self, now: Instant) -> bool {
        let over = self.shown.as_ref().is_some_and(|(_, end)| *end <= now);
        if over {
            self.shown = None;
        }
        over
    }
}
