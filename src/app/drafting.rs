//! What the open form holds and has not saved, on its way into a draft: a broken line or a power cut takes the last seconds at most.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{App, Overlay};
use crate::domain::DraftId;
use crate::message::Effect;
use crate::overlay::form::Form;
use crate::port::StoreError;
use crate::port::draft::Unsaved;

/// After the last key.
const QUIET: Duration = Duration::from_secs(2);
/// After the first key that is not kept, however fast one types.
const LATEST: Duration = Duration::from_secs(10);
/// After a try that failed.
const AGAIN: Duration = Duration::from_secs(5);

/// The open form's draft.
#[derive(Debug, Default)]
pub struct Drafting {
    /// What the store was given, or what the form went on with.
    kept: Option<(DraftId, BTreeMap<String, String>)>,
    /// What was typed last, to see the next key.
    typed: BTreeMap<String, String>,
    due: Option<Instant>,
    /// When the due time can be put off no longer.
    latest: Option<Instant>,
    /// Nothing can be written here: nothing is tried again.
    off: bool,
}

impl Drafting {
    /// The form goes on with this draft: it is taken over under the form's own id with the first change, and dropped with it.
    pub fn resume(&mut self, unsaved: &Unsaved) {
        self.kept = Some((unsaved.id, unsaved.fields.clone()));
        self.typed.clone_from(&unsaved.fields);
    }

    /// The draft is to outlive the form.
    pub fn leave_behind(&mut self) {
        *self = Self { off: self.off, ..Self::default() };
    }

    pub fn deadline(&self) -> Option<Instant> {
        self.due
    }

    /// Looks at what the form holds now; answers which draft is no longer needed.
    fn look(&mut self, texts: Option<BTreeMap<String, String>>, now: Instant) -> Option<DraftId> {
        let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
            let dropped = self.kept.take().map(|(id, _)| id);
            self.leave_behind();
            return dropped;
        };
        if texts == self.typed || self.off {
            return None;
        }
        self.typed = texts;
        let latest = *self.latest.get_or_insert(now + LATEST);
        self.due = Some(latest.min(now + QUIET));
        None
    }

    /// Is there anything to be kept now that is not kept yet?
    fn take(&mut self, unsaved: &Unsaved) -> bool {
        (self.due, self.latest) = (None, None);
        if self.off || self.kept.as_ref().is_some_and(|(_, fields)| *fields == unsaved.fields) {
            return false;
        }
        self.kept = Some((unsaved.id, unsaved.fields.clone()));
        true
    }

    /// The draft that one under this id takes the place of.
    fn replaced_by(&self, id: DraftId) -> Option<DraftId> {
        self.kept.as_ref().map(|(kept, _)| *kept).filter(|kept| *kept != id)
    }
}

impl App {
    /// After every message: has the form's text changed, is it saved or given up?
    pub(super) fn watch_drafts(&mut self, effects: &mut Vec<Effect>) {
        let texts = self.form().map(|form| form.draft().texts());
        if let Some(id) = self.drafting.look(texts, self.world.now.mono) {
            self.drop_draft(id, effects);
        }
    }

    /// Keeps the form's text where its time has come, or at once.
    pub(super) fn keep_draft(&mut self, at_once: bool, effects: &mut Vec<Effect>) {
        let due = self.drafting.due.is_some_and(|due| due <= self.world.now.mono);
        let Some(unsaved) = self.form().filter(|_| due || at_once).and_then(Form::unsaved) else { return };
        let instead_of = self.drafting.replaced_by(unsaved.id);
        if self.drafting.take(&unsaved) {
            effects.push(Effect::KeepDraft { ticket: None, unsaved: Box::new(unsaved), instead_of });
        }
    }

    /// The person asked for it: the form waits for the outcome.
    pub(super) fn keep_draft_and_close(&mut self, effects: &mut Vec<Effect>) {
        let Some(unsaved) = self.form().and_then(Form::unsaved) else { return };
        if let Some(form) = self.overlays.iter_mut().find_map(Overlay::as_form) {
            form.keep();
        }
        let ticket = self.saving.begin(self.world.now.mono);
        self.waiting = Some(ticket);
        let instead_of = self.drafting.replaced_by(unsaved.id);
        effects.push(Effect::KeepDraft { ticket: Some(ticket), unsaved: Box::new(unsaved), instead_of });
    }

    /// A draft could not be kept beside the work. It is tried again; where nothing can be written, it is not.
    pub(super) fn draft_not_kept(&mut self, error: &StoreError) {
        self.drafting.kept = None;
        if matches!(error, StoreError::ReadOnly { .. }) {
            self.drafting.off = true;
        } else {
            self.drafting.due = Some(self.world.now.mono + AGAIN);
        }
    }

    pub(super) fn drop_draft(&mut self, id: DraftId, effects: &mut Vec<Effect>) {
        self.world.drafts.retain(|draft| draft.unsaved.id != id);
        effects.push(Effect::DropDraft(id));
    }

    pub(super) fn form(&self) -> Option<&Form> {
        self.overlays.iter().find_map(|overlay| if let Overlay::Form(form) = overlay { Some(&**form) } else { None })
    }
}
