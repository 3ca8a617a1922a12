//! What the world answers.

use std::collections::BTreeSet;

use super::fresh::Fresh;
use super::{App, Overlay};
use crate::command::Command;
use crate::domain::{Facility, FacilityId, PersonId};
use crate::keymap::Scope;
use crate::message::{Accesses, Copied, Effect, Loaded, Looked, StoreReply, Ticket, sentence};
use crate::overlay::form::{self, Form};
use crate::overlay::ledger::Hidden;
use crate::overlay::review;
use crate::overlay::shown::Shown;
use crate::pane::{Act, Question, Request};
use crate::port::clipboard::{CopyError, CopyText, Route};
use crate::port::{Change, EntityKind, Entry, StoreError};

impl App {
    pub(super) fn fill(&mut self, loaded: Loaded) {
        let first = !self.loaded;
        self.world.registry = loaded.registry;
        self.world.casebook = loaded.casebook;
        self.world.doubts = loaded.doubts;
        self.world.forget_records();
        self.requested = None;
        if first {
            self.world.session = loaded.session;
        }
        self.draw_up_mask();
        self.loaded = true;
        self.unreadable = None;
        self.relist();
        if let (true, Some(id)) = (first, self.world.session.selected) {
            self.pane.select(id);
        }
        if first {
            self.begin();
        }
    }

    pub(super) fn receive(&mut self, id: FacilityId, record: Option<Facility>) {
        // What is not there any more is not asked for again until the journal has told more: else the loop would never rest.
        if self.requested == Some(id) && record.is_some() {
            self.requested = None;
        }
        let cx = self.world.context(self.pane.selected());
        for overlay in &mut self.overlays {
            overlay.loaded(id, record.as_ref(), &cx);
        }
        self.world.keep(id, record);
        self.dirty = true;
    }

    pub(super) fn journal(&mut self, changes: &[Change], effects: &mut Vec<Effect>) {
        self.dirty = true;
        self.requested = None;
        if self.world.apply(changes) {
            self.relist();
        }
        if changes.iter().any(|change| change.kind == EntityKind::Person) {
            self.draw_up_mask();
        }
        if changes.iter().any(|change| change.kind == EntityKind::Doubt) {
            let mut acts = Vec::new();
            for overlay in &mut self.overlays {
                if let Overlay::Review(review) = overlay {
                    acts.extend(review.refresh(&self.world.doubts));
                }
            }
            self.do_all(acts, effects);
        }
        // A month of the audit is long: it is read again where somebody was handed something, or is another or restricted now.
        let of_persons = |change: &Change| matches!(change.kind, EntityKind::Person | EntityKind::Disclosure);
        let of_persons = changes.iter().any(of_persons);
        for overlay in &self.overlays {
            if let Overlay::Ledger(ledger) = overlay {
                effects.push(Effect::Look(ledger.look()));
            }
            if let Overlay::Access(page) = overlay
                && of_persons
            {
                effects.push(Effect::ReadAccesses(page.month()));
            }
        }
        self.go_to_fresh();
    }

    /// A part of the history came: for whichever overlay has asked. What a change did to somebody's record is as good as the record: it is
    /// written down that it was seen, and of a card that opens with a reason only it is not told.
    pub(super) fn looked(&mut self, looked: &Looked, effects: &mut Vec<Effect>) {
        let (hidden, seen) = self.told_by(looked);
        let mut is_first = false;
        for overlay in &mut self.overlays {
            if let Overlay::Ledger(ledger) = overlay {
                is_first |= ledger.came(looked, &hidden);
            }
        }
        if is_first && !seen.is_empty() {
            let records = seen.into_iter().map(|person| (EntityKind::Person, person.to_bytes())).collect();
            effects.push(Effect::Witness { action: "view", records, note: "screen log".to_owned() });
        }
        self.dirty = true;
    }

    /// Which records of a change are not told, and about whom the others tell.
    fn told_by(&self, looked: &Looked) -> (Hidden, BTreeSet<PersonId>) {
        let (mut hidden, mut seen) = (Hidden::new(), BTreeSet::new());
        let Looked::Group(_, changes) = looked else { return (hidden, seen) };
        for change in changes {
            let Some(person) = change.person() else { continue };
            if change.was_restricted() || self.needs_reason(person) {
                hidden.insert((change.kind, change.key));
            } else {
                seen.insert(person);
            }
        }
        (hidden, seen)
    }

    pub(super) fn accesses(&mut self, accesses: &Accesses) {
        for overlay in &mut self.overlays {
            if let Overlay::Access(page) = overlay {
                page.came(accesses);
            }
        }
        if accesses.reviewed {
            self.say(self.words().get("cli.access.kept"));
        }
        self.dirty = true;
    }

    pub(super) fn stored(&mut self, ticket: Ticket, reply: StoreReply, effects: &mut Vec<Effect>) {
        self.saving.end(ticket);
        self.dirty = true;
        // What could not be saved is said, and leaving was for when everything is.
        self.leaving &= !matches!(reply, StoreReply::Failed(_) | StoreReply::Stale { .. });
        if self.leaving && !self.saving.is_under_way() {
            return self.leave(effects);
        }
        if self.waiting == Some(ticket) {
            self.waiting = None;
            return self.answer_overlay(reply, effects);
        }
        match reply {
            StoreReply::Saved(_) => {
                let key = self.said_of.take_if(|(own, _)| *own == ticket).map_or("toast.saved", |(_, key)| key);
                let undo = self.world.keymap.keys_of(Scope::List, Command::Undo);
                let words = self.words();
                // The letter is shorter to read than a chord, and both work.
                let undo = undo.iter().map(|keys| keys.label(words)).min_by_key(String::len).unwrap_or_default();
                self.say(words.say(key, &[("undo", &undo)]));
            }
            StoreReply::Undone(entry) => self.say_of("toast.undone", &entry),
            StoreReply::Redone(entry) => self.say_of("toast.redone", &entry),
            StoreReply::AskUndo(entry) => {
                let question = Question::UndoMany { group: entry.group, changes: entry.changes };
                self.open(Request::Confirm(question), effects);
            }
            StoreReply::Kept => self.say(self.words().get("toast.draft")),
            StoreReply::Stale { .. } => self.say(self.words().get("error.conflict")),
            StoreReply::AskKeep { group, rest, error } => {
                let why = sentence::store_on_screen(self.words(), self.world.now.wall.time_zone(), &error);
                self.open(Request::Confirm(Question::UndoRest { group, rest, why }), effects);
            }
            StoreReply::Failed(error) => self.trouble(&error),
        }
    }

    /// A form closes, and a review goes on, only when the write succeeded.
    fn answer_overlay(&mut self, reply: StoreReply, effects: &mut Vec<Effect>) {
        let words = self.words();
        let failed = match &reply {
            StoreReply::Failed(error) => Some(sentence::store(words, error)),
            StoreReply::Stale { .. } => Some(words.get("error.conflict").to_owned()),
            StoreReply::Saved(_) | StoreReply::Kept => None,
            StoreReply::Undone(_) | StoreReply::Redone(_) | StoreReply::AskUndo(_) => None,
            StoreReply::AskKeep { .. } => None,
        };
        let reply = match reply {
            StoreReply::Stale { theirs, by } if self.form().is_some_and(Form::is_saving) => {
                return self.stale(theirs.map(Box::new), by.map(|by| *by), effects);
            }
            other => other,
        };
        let kept = matches!(reply, StoreReply::Kept);
        if kept {
            self.drafting.leave_behind();
        }
        let cx = self.world.context(self.pane.selected());
        let mut acts = Vec::new();
        let waiting = self.overlays.iter().rposition(Overlay::waits);
        if let Some(overlay) = waiting.and_then(|at| self.overlays.get_mut(at)) {
            acts = match overlay {
                Overlay::Form(form) => {
                    if failed.is_none() && !kept {
                        self.fresh = Fresh::of(form.draft()).or(self.fresh);
                    }
                    let outcome = match &failed {
                        Some(sentence) => form::Outcome::Failed(sentence.clone()),
                        None if kept => form::Outcome::Kept,
                        None => form::Outcome::Saved,
                    };
                    form.saved(outcome, &cx)
                }
                Overlay::Review(review) => match failed.clone() {
                    None => review.saved(review::Outcome::Saved),
                    Some(sentence) => {
                        let mut acts = review.saved(review::Outcome::Failed(sentence));
                        // What came while it was saving: with the old pairs it would fail for ever.
                        acts.extend(review.refresh(&self.world.doubts));
                        acts
                    }
                },
                Overlay::Moving(moving) => moving.saved(failed.clone()),
                Overlay::Access(_)
                | Overlay::Choice(_)
                | Overlay::HandOver(_)
                | Overlay::Shown(_)
                | Overlay::Acts(_)
                | Overlay::Ask(_)
                | Overlay::Paste(_)
                | Overlay::Page(_)
                | Overlay::People(_)
                | Overlay::Meetings(_)
                | Overlay::Asked(_)
                | Overlay::Sieve(_)
                | Overlay::Confirm(_)
                | Overlay::Conflict(_)
                | Overlay::Copy(_)
                | Overlay::Drafts(_)
                | Overlay::Filter(_)
                | Overlay::Help(_)
                | Overlay::Ledger(_)
                | Overlay::Search(_)
                | Overlay::Sort(_)
                | Overlay::Who(_) => Vec::new(),
            };
        }
        if failed.is_none() {
            self.say(words.get(if kept { "toast.draft" } else { "toast.saved" }));
        }
        // Help may have been opened over what waits: that stays, and what waited is closed.
        if let Some(at) = waiting.filter(|_| acts.contains(&Act::Close)) {
            self.overlays.remove(at);
            acts.retain(|act| *act != Act::Close);
        }
        self.do_all(acts, effects);
        self.go_to_fresh();
    }

    fn say_of(&mut self, key: &str, entry: &Entry) {
        let words = self.words();
        let mut text = words.say(key, &[("what", &sentence::turned(words, entry))]);
        if entry.kept > 0 {
            text += &words.say("toast.left-alone", &[("n", &entry.kept)]);
        }
        if entry.skipped > 0 {
            text += &words.say("toast.skipped", &[("n", &entry.skipped)]);
        }
        self.say(text);
    }

    pub(super) fn copied(&mut self, copied: &Copied) {
        let words = self.words();
        let text = match &copied.outcome {
            Ok(route) => {
                let key = if route.confirmed() { "toast.copied" } else { "toast.sent" };
                words.say(key, &[("items", &copied.items), ("characters", &copied.characters)])
            }
            Err(CopyError::TooLarge { size, limit }) => {
                words.say("toast.copy-too-large", &[("size", size), ("limit", limit)])
            }
            Err(CopyError::Off) => words.get("toast.copy-off").to_owned(),
            Err(CopyError::Failed(why)) => words.say("toast.not-copied", &[("why", why)]),
        };
        let cleared = copied.cleared_after.filter(|_| copied.outcome.is_ok());
        match cleared {
            Some(after) => {
                let cleared = words.say("toast.will-clear", &[("seconds", &after.as_secs())]);
                self.say(format!("{text} {cleared}"));
            }
            None => self.say(text),
        }
    }

    /// Of a terminal's clipboard nobody can know more than that a blank was sent.
    pub(super) fn cleared(&mut self, route: Route) {
        self.say(self.words().get(if route.confirmed() { "toast.cleared" } else { "toast.blanked" }));
    }

    /// What to do instead.
    pub(super) fn not_cleared(&mut self, route: Route) {
        let key = if route == Route::Tmux { "toast.not-cleared-tmux" } else { "toast.not-cleared" };
        self.say(self.words().get(key));
    }

    /// What was to be seen is seen as soon as it is written down.
    pub(super) fn handed_over(&mut self, text: CopyText, as_code: bool) {
        self.overlays.push(Overlay::Shown(Shown::new(text.0, as_code)));
        self.dirty = true;
    }

    pub(super) fn file_written(&mut self, outcome: Result<String, String>) {
        let words = self.words();
        self.say(match outcome {
            Ok(path) => words.say("toast.file", &[("path", &path)]),
            Err(why) => words.say("toast.no-file", &[("why", &why)]),
        });
    }

    /// Says what went wrong in the store, in the person's language.
    pub(super) fn trouble(&mut self, error: &StoreError) {
        let sentence = sentence::store_on_screen(self.words(), self.world.now.wall.time_zone(), error);
        if !self.loaded {
            self.unreadable = Some(sentence.clone());
        }
        self.say(sentence);
    }

    /// The work goes on; that there is no backup of it is to be known.
    pub(super) fn backup_failed(&mut self, error: &StoreError) {
        let why = sentence::store(self.words(), error);
        self.say(self.words().say("toast.backup-failed", &[("why", &why)]));
    }
}
