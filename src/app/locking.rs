//! Locking the screen: by its key, after a while without one, and where the last session ended locked. While it is locked, this file alone
//! decides what a message may do.

use std::time::{Duration, Instant};

use zeroize::Zeroize;

use super::App;
use crate::keymap::Chord;
use crate::message::{Effect, Unlocking};
use crate::overlay::lock::{Cause, Lock, Outcome};

impl App {
    /// Nothing else is drawn while it is there.
    pub fn lock_view(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

    /// The screen is blank from the next frame on; what is typed in a form is kept as a draft at once.
    pub(super) fn lock_now(&mut self, cause: Cause, effects: &mut Vec<Effect>) {
        if self.lock.is_some() {
            return;
        }
        self.lock = Some(Lock::new(cause));
        self.pending = None;
        self.toasts.clear();
        self.keep_draft(true, effects);
        effects.push(witness("lock"));
        self.ask_about_lock(effects);
        self.dirty = true;
    }

    /// Once, also where the last session ended locked: is there a passphrase?
    pub(super) fn ask_about_lock(&mut self, effects: &mut Vec<Effect>) {
        if self.lock.as_mut().is_some_and(Lock::asks_first) {
            effects.push(Effect::Lock);
        }
    }

    pub(super) fn key_while_locked(&mut self, chord: Chord, effects: &mut Vec<Effect>) {
        let now = self.world.now.mono;
        let outcome = self.lock.as_mut().map_or(Outcome::Nothing, |lock| lock.key(chord, now));
        self.follow(outcome, effects);
    }

    pub(super) fn type_while_locked(&mut self, mut text: String) {
        if let Some(lock) = &mut self.lock {
            lock.type_in(&text);
        }
        text.zeroize();
        self.dirty = true;
    }

    /// The runtime has answered. An answer that comes when nothing is locked any more is for nobody.
    pub(super) fn unlocking(&mut self, answer: Unlocking, effects: &mut Vec<Effect>) {
        let now = self.world.now.mono;
        match &answer {
            Unlocking::Wrong { .. } => effects.push(witness("unlock_failed")),
            Unlocking::Set => effects.push(witness("lock_set")),
            Unlocking::Locked { .. } | Unlocking::Opened | Unlocking::Early { .. } | Unlocking::Failed(_) => {}
        }
        let outcome = self.lock.as_mut().map_or(Outcome::Nothing, |lock| lock.answer(answer, now));
        self.follow(outcome, effects);
    }

    fn follow(&mut self, outcome: Outcome, effects: &mut Vec<Effect>) {
        self.dirty = true;
        match outcome {
            Outcome::Nothing => {}
            Outcome::Ask(effect) => effects.push(effect),
            Outcome::Open(said) => {
                self.lock = None;
                self.touch();
                effects.extend([Effect::Unlocked, witness("unlock")]);
                // What was said meanwhile nobody has seen, and it may be that something was not saved.
                self.toasts.say_again(self.world.now.mono);
                if let Some(key) = said {
                    self.say(self.words().get(key));
                }
            }
        }
    }

    /// Somebody is at the keyboard.
    pub(super) fn touch(&mut self) {
        self.touched = self.world.now.clone();
    }

    /// Nobody has been for so long that the screen locks.
    pub(super) fn lock_if_idle(&mut self, effects: &mut Vec<Effect>) {
        let now = &self.world.now;
        let over = self.idle_deadline().is_some_and(|at| at <= now.mono);
        // A machine that sleeps stops one of the two clocks; the other tells how long it was left alone.
        let apart = Duration::try_from(now.wall.timestamp().duration_since(self.touched.wall.timestamp()));
        if over || apart.ok().zip(self.lock_after()).is_some_and(|(apart, after)| apart >= after) {
            self.lock_now(Cause::Idle, effects);
        }
    }

    fn lock_after(&self) -> Option<Duration> {
        self.settings.lock_after.filter(|after| !after.is_zero() && self.lock.is_none())
    }

    fn idle_deadline(&self) -> Option<Instant> {
        self.touched.mono.checked_add(self.lock_after()?)
    }

    /// When the lock has something to do: to fall, to count down, to show the next minute.
    pub(super) fn lock_deadline(&self) -> Option<Instant> {
        let now = &self.world.now;
        let Some(lock) = &self.lock else { return self.idle_deadline() };
        let seconds = now.wall.time().second();
        let to_next_minute = Duration::from_secs(60 - u64::from(seconds.unsigned_abs().min(59)));
        [lock.deadline(now.mono), now.mono.checked_add(to_next_minute)].into_iter().flatten().min()
    }
}

/// That it happened, and who is at the keyboard: nothing else.
fn witness(action: &'static str) -> Effect {
    Effect::Witness { action, records: Vec::new(), note: String::new() }
}
