//! The lock: a blank screen with a clock, and a field for the passphrase (ux.md 4.16). It is no overlay among others: while it is there, nothing
//! else is drawn and nothing else has the keys.

mod view;

use std::time::{Duration, Instant};

use crate::domain::text::clean_typed;
use crate::keymap::Chord;
use crate::message::{Effect, Unlocking};
use crate::port::Secret;

/// A passphrase of the lock has at least so many characters.
pub const SHORTEST: usize = 8;
/// A longer one is not typed by anybody.
pub const LONGEST: usize = 200;

/// Why the screen was locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// By its key.
    Asked,
    /// Nobody has pressed a key for a while.
    Idle,
    /// The last session ended while it was locked.
    Before,
}

/// What is typed into the field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// It is not known yet whether there is a passphrase.
    Asking,
    /// The passphrase that opens.
    Opening,
    /// There is none yet: the first is chosen, and typed once more.
    Choosing,
    Repeating,
    /// There is none, and nobody asked for a lock: Enter opens.
    Bare,
}

/// The lock's state.
#[derive(Debug)]
pub struct Lock {
    cause: Cause,
    stage: Stage,
    /// The runtime was asked.
    asked: bool,
    typed: Secret,
    /// The first of the two of a new passphrase.
    first: Secret,
    /// A passphrase is being looked at.
    checking: bool,
    tries: u32,
    /// After a wrong one the next is not tried before.
    not_before: Option<Instant>,
    /// The key of a sentence about what was typed last.
    said: Option<&'static str>,
    /// A sentence about what failed.
    failed: Option<String>,
}

/// What follows from a key or an answer.
#[derive(Debug)]
pub enum Outcome {
    Nothing,
    Ask(Effect),
    /// It is open; the key of what is said about it, if anything.
    Open(Option<&'static str>),
}

impl Lock {
    pub fn new(cause: Cause) -> Self {
        Self {
            cause,
            stage: Stage::Asking,
            asked: false,
            typed: Secret::default(),
            first: Secret::default(),
            checking: false,
            tries: 0,
            not_before: None,
            said: None,
            failed: None,
        }
    }

    /// Has nobody been asked yet? Asking once is enough.
    pub fn asks_first(&mut self) -> bool {
        !std::mem::replace(&mut self.asked, true)
    }

    /// A key goes into the field, or sends it; there is no binding and no way round it.
    pub fn key(&mut self, chord: Chord, now: Instant) -> Outcome {
        if self.checking {
            return Outcome::Nothing;
        }
        if chord.is_enter() {
            return self.send(now);
        }
        if chord.is_esc() {
            return self.escape();
        }
        if chord.is_backspace() {
            self.typed.pop();
        } else if chord == Chord::ctrl('u') {
            self.typed.clear();
        } else if let Some(c) = chord.plain_char() {
            self.type_in(&c.to_string());
        }
        Outcome::Nothing
    }

    /// Text that an input method committed. A paste is not typed: what lies in a clipboard may be anything.
    pub fn type_in(&mut self, text: &str) {
        if self.checking || matches!(self.stage, Stage::Asking | Stage::Bare) {
            return;
        }
        for c in clean_typed(text).chars() {
            if self.typed.len() < LONGEST {
                self.typed.push(c);
            }
        }
    }

    /// Esc empties the field; where a new passphrase was to be chosen, and nobody insists on a lock, it opens again.
    fn escape(&mut self) -> Outcome {
        let was_empty = self.typed.is_empty();
        self.typed.clear();
        match self.stage {
            Stage::Choosing if was_empty => Outcome::Open(Some("lock.not_set")),
            Stage::Repeating => {
                self.stage = Stage::Choosing;
                Outcome::Nothing
            }
            Stage::Asking | Stage::Opening | Stage::Choosing | Stage::Bare => Outcome::Nothing,
        }
    }

    fn send(&mut self, now: Instant) -> Outcome {
        match self.stage {
            // The answer was that it could not be found out: once more.
            Stage::Asking if self.failed.take().is_some() => Outcome::Ask(Effect::Lock),
            Stage::Asking => Outcome::Nothing,
            Stage::Bare => Outcome::Open(Some("lock.not_set")),
            Stage::Opening if self.typed.is_empty() => Outcome::Nothing,
            Stage::Opening => {
                // Too early: the field stays, and the screen says how long.
                if self.not_before.is_some_and(|at| now < at) {
                    return Outcome::Nothing;
                }
                self.checking = true;
                (self.said, self.failed) = (None, None);
                Outcome::Ask(Effect::Unlock(std::mem::take(&mut self.typed)))
            }
            Stage::Choosing => {
                let chosen = std::mem::take(&mut self.typed);
                if chosen.len() < SHORTEST {
                    self.said = Some("lock.too_short");
                } else {
                    (self.first, self.said, self.stage) = (chosen, None, Stage::Repeating);
                }
                Outcome::Nothing
            }
            Stage::Repeating => {
                let (again, first) = (std::mem::take(&mut self.typed), std::mem::take(&mut self.first));
                if again != first {
                    (self.said, self.stage) = (Some("lock.differs"), Stage::Choosing);
                    return Outcome::Nothing;
                }
                self.checking = true;
                (self.said, self.failed) = (None, None);
                Outcome::Ask(Effect::SetPassphrase(first))
            }
        }
    }

    /// What came back.
    pub fn answer(&mut self, answer: Unlocking, now: Instant) -> Outcome {
        match answer {
            Unlocking::Locked { has_passphrase } => {
                self.stage = match (has_passphrase, self.cause) {
                    (true, _) => Stage::Opening,
                    (false, Cause::Asked) => Stage::Choosing,
                    (false, Cause::Idle | Cause::Before) => Stage::Bare,
                };
            }
            Unlocking::Opened => return Outcome::Open(None),
            Unlocking::Wrong { tries, wait } | Unlocking::Early { tries, wait } => {
                (self.checking, self.tries, self.said) = (false, tries, Some("lock.wrong"));
                self.not_before = now.checked_add(wait);
            }
            Unlocking::Set => {
                // It was asked for, so it locks now.
                (self.checking, self.stage, self.said) = (false, Stage::Opening, Some("lock.set"));
            }
            Unlocking::Failed(why) => {
                (self.checking, self.failed) = (false, Some(why));
                // What cannot be kept cannot lock: else nobody would get in again.
                if matches!(self.stage, Stage::Repeating | Stage::Choosing) {
                    self.stage = Stage::Choosing;
                }
            }
        }
        Outcome::Nothing
    }

    /// When the screen changes though nobody types: the wait counts down by seconds.
    pub fn deadline(&self, now: Instant) -> Option<Instant> {
        let left = self.wait_left(now)?;
        let part = Duration::from_nanos(u64::from(left.subsec_nanos()));
        now.checked_add(if part.is_zero() { Duration::from_secs(1) } else { part })
    }

    /// How long the next passphrase has to wait.
    pub fn wait_left(&self, now: Instant) -> Option<Duration> {
        self.not_before.and_then(|at| at.checked_duration_since(now)).filter(|left| !left.is_zero())
    }
}
