//! Several people at once: what becomes of a form that somebody else's save has made stale, and who edits what.

use std::time::{Duration, Instant};

use super::{App, Overlay};
use crate::form::ChangedBy;
use crate::message::Effect;
use crate::overlay::conflict::Conflict;
use crate::overlay::form::{Form, Outcome};
use crate::pane::{Act, Resolution};
use crate::port::draft::Draft;
use crate::port::{EntityKind, Entry, Key, Presence, Record};

/// A presence holds for a minute: renewed three times in it.
const RENEW: Duration = Duration::from_secs(20);

/// What others were told of the record that is open here.
#[derive(Debug, Default)]
pub struct Attending {
    told: Option<(EntityKind, Key)>,
    renew_at: Option<Instant>,
}

impl Attending {
    pub fn deadline(&self) -> Option<Instant> {
        self.renew_at
    }
}

impl App {
    /// After every message: others are told which record a form has open, and when it has none any more. Nothing while none is.
    pub(super) fn tell_presence(&mut self, effects: &mut Vec<Effect>) {
        let editing = self.form().and_then(Form::edits);
        let now = self.world.now.mono;
        let due = self.attending.renew_at.is_some_and(|at| at <= now);
        if editing != self.attending.told || due {
            self.attending = Attending { told: editing, renew_at: editing.map(|_| now + RENEW) };
            effects.push(Effect::Attend(editing));
        }
    }

    pub(super) fn others(&mut self, others: Vec<Presence>) {
        self.world.others = others;
        self.dirty = true;
    }

    /// The person's drafts, at the start and whenever they change. At the start they are told of.
    pub(super) fn drafts(&mut self, drafts: Vec<Draft>) {
        let count = drafts.len();
        let first = !std::mem::replace(&mut self.drafts_told, true);
        self.world.drafts = drafts;
        self.dirty = true;
        if first && count > 0 {
            let words = self.words();
            let key = self.key_of(crate::command::Command::Drafts);
            self.say(words.say("toast.drafts", &[("count", &count), ("key", &key)]));
        }
    }

    /// The form's save came too late. Where nobody else touched one of its fields (an import did), it simply goes on from what is
    /// stored now; else the person chooses.
    pub(super) fn stale(&mut self, theirs: Option<Box<Record>>, by: Option<Entry>, effects: &mut Vec<Effect>) {
        let cx = self.world.context(self.pane.selected());
        let Some(form) = self.overlays.iter_mut().find_map(Overlay::as_form) else { return };
        let own = (form.draft().base().kind(), form.draft().base().key());
        if theirs.as_deref().is_some_and(|theirs| (theirs.kind(), theirs.key()) != own) {
            // What goes with the record was stale (a task of the stay): the next save takes it as it is now.
            form.saved(Outcome::Failed(cx.words.get("error.conflict_beside").to_owned()), &cx);
            return;
        }
        let untouched = theirs.as_deref().is_some_and(|theirs| {
            form.draft().divergences(theirs).iter().all(|divergence| divergence.change == ChangedBy::Mine)
        });
        if untouched {
            let acts = form.merge(theirs.map(|theirs| *theirs), &[], &cx);
            return self.go_on(acts, effects);
        }
        form.saved(Outcome::Stale, &cx);
        let conflict = Conflict::new(form.draft(), form.name(&cx), theirs, by);
        self.toasts.clear();
        self.overlays.push(Overlay::Conflict(Box::new(conflict)));
    }

    pub(super) fn resolve(&mut self, resolution: Resolution, effects: &mut Vec<Effect>) {
        self.overlays.pop();
        match resolution {
            Resolution::Save { theirs, taken } => {
                let all_theirs = theirs.is_some();
                let cx = self.world.context(self.pane.selected());
                let Some(form) = self.overlays.iter_mut().find_map(Overlay::as_form) else { return };
                let acts = form.merge(theirs.map(|theirs| *theirs), &taken, &cx);
                if all_theirs && acts == [Act::Close] {
                    self.say(self.words().get("toast.theirs"));
                }
                self.go_on(acts, effects);
            }
            Resolution::TakeTheirs => {
                self.say(self.words().get("toast.theirs"));
                self.go_on(vec![Act::Close], effects);
            }
            Resolution::KeepDraft => self.keep_draft_and_close(effects),
        }
    }

    /// What the form asks for, though something else (the help) may have been opened over it.
    fn go_on(&mut self, acts: Vec<Act>, effects: &mut Vec<Effect>) {
        let at = self.overlays.iter_mut().position(|overlay| overlay.as_form().is_some());
        let closes = acts.contains(&Act::Close);
        for act in acts {
            match act {
                Act::Close => {}
                Act::Save { action, puts } => {
                    self.waiting = Some(self.save(action, puts, effects));
                }
                other => self.do_all(vec![other], effects),
            }
        }
        if let Some(at) = at.filter(|_| closes) {
            self.overlays.remove(at);
        }
    }

    /// How the first key of a command is called.
    fn key_of(&self, command: crate::command::Command) -> String {
        let keys = self.world.keymap.keys_of(self.pane.scope(), command);
        keys.first().map(|keys| keys.label(self.words())).unwrap_or_default()
    }
}
