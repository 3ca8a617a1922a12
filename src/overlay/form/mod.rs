//! The form of a facility's local facts: add by hand, edit what coordinators know.

mod kinds;
mod view;

use crate::command::Command;
use crate::domain::{DraftId, Facility, FacilityId};
use crate::form::{Draft, Entry, Field, FieldError, FieldKind};
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question, Request};
use crate::port::draft::Unsaved;
use crate::port::{EntityKind, Put, Record};
use kinds::KindList;

/// How a save went; the app tells.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    Saved,
    /// Kept as a draft: it may close, and nothing of it is stored in the record.
    Kept,
    /// Somebody else was first, and a person has to choose.
    Stale,
    /// A sentence in the person's language.
    Failed(String),
}

/// The overlay's state.
#[derive(Debug)]
pub struct Form {
    draft: Draft,
    /// Index of the focused field.
    at: usize,
    errors: Vec<(Field, FieldError)>,
    /// Waiting for the store: nothing can be typed, so that what is saved is what is seen.
    saving: bool,
    message: Option<String>,
    /// The list of kinds, while it is open.
    kinds: Option<KindList>,
    /// Who confirms what is saved.
    by: Option<String>,
    /// Under which its text is kept while it is not saved.
    id: DraftId,
}

impl Form {
    /// To edit a facility, or to add one.
    pub fn new(facility: Option<Facility>) -> Self {
        Self {
            draft: facility.map_or_else(Draft::add, Draft::edit),
            at: 0,
            errors: Vec::new(),
            saving: false,
            message: None,
            kinds: None,
            by: None,
            id: DraftId::new(),
        }
    }

    /// To go on with a draft.
    pub fn resume(unsaved: &Unsaved) -> Self {
        let base = unsaved.base.clone().and_then(Record::into_facility);
        let draft = Draft::resume(base, FacilityId::from_bytes(unsaved.key), &unsaved.fields);
        let at = draft.entries().iter().position(Entry::is_changed).unwrap_or(0);
        Self { draft, at, ..Self::new(None) }
    }

    /// With the name of the person who confirms what is saved.
    pub fn by(self, name: String) -> Self {
        Self { by: Some(name), ..self }
    }

    /// With the cursor in this field.
    pub fn at_field(mut self, field: Field) -> Self {
        self.at = self.draft.entries().iter().position(|entry| entry.field == field).unwrap_or(0);
        self
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        if self.kinds.is_some() { Scope::Menu } else { Scope::Form }
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The focused field.
    pub fn field(&self) -> Field {
        self.entry().field
    }

    pub fn errors(&self) -> &[(Field, FieldError)] {
        &self.errors
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    fn entry(&self) -> &Entry {
        &self.draft.entries()[self.at]
    }

    fn entry_mut(&mut self) -> Option<&mut Entry> {
        self.draft.entry(self.at)
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        if self.saving {
            return Vec::new();
        }
        if let Some(list) = &mut self.kinds {
            if let Some(chosen) = list.update(&input) {
                self.kinds = None;
                if let Some(entry) = self.entry_mut() {
                    entry.replace(chosen);
                }
                self.check(cx);
            }
            return Vec::new();
        }
        match input {
            Input::Text(text) => {
                self.typed(&text, cx);
                Vec::new()
            }
            Input::Command(command) => self.command(command, cx),
        }
    }

    /// What became of [`Act::Save`]. Everything typed stays unless it was saved.
    pub fn saved(&mut self, outcome: Outcome, cx: &Context<'_>) -> Vec<Act> {
        self.saving = false;
        match outcome {
            Outcome::Saved | Outcome::Kept => return vec![Act::Close],
            Outcome::Stale => self.message = Some(cx.words.get("form.stale").to_owned()),
            Outcome::Failed(sentence) => self.message = Some(sentence),
        }
        Vec::new()
    }

    /// What is not saved; `None` where nothing is.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let base = self.draft.base();
        self.draft.is_dirty().then(|| Unsaved {
            id: self.id,
            kind: EntityKind::Facility,
            key: base.id.to_bytes(),
            base: (!self.draft.is_adding()).then(|| Record::Facility(base.clone())),
            fields: self.draft.texts(),
        })
    }

    /// The record that it edits; `None` where one is being added.
    pub fn edits(&self) -> Option<FacilityId> {
        (!self.draft.is_adding()).then(|| self.draft.base().id)
    }

    /// Waits for its text to be kept as a draft.
    pub fn keep(&mut self) {
        self.saving = true;
        self.message = None;
    }

    /// Goes on from what is stored now (`None`: it was removed, and is made anew) and saves. See [`Draft::merge`].
    pub fn merge(&mut self, theirs: Option<Facility>, taken: &[Field], cx: &Context<'_>) -> Vec<Act> {
        self.saving = false;
        match theirs {
            Some(theirs) => self.draft.merge(theirs, taken),
            None => self.draft.rebase(None),
        }
        if self.draft.is_dirty() { self.save(cx) } else { vec![Act::Close] }
    }

    fn typed(&mut self, text: &str, cx: &Context<'_>) {
        let Some(entry) = self.entry_mut() else { return };
        match entry.field.kind() {
            FieldKind::Ability | FieldKind::YesNo if matches!(text, " " | "\u{3000}") => entry.turn(true),
            FieldKind::Ability | FieldKind::YesNo => answer(entry, text),
            FieldKind::Kinds => self.open_kinds(),
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Phone
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::Coordinates => entry.insert(text),
        }
        self.check(cx);
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        let kind = self.entry().field.kind();
        let turns = matches!(kind, FieldKind::Ability | FieldKind::YesNo);
        let text = kind == FieldKind::Text;
        match Step::of(command) {
            Step::Back => return self.leave(),
            Step::Save => return self.save(cx),
            // Enter never writes: it breaks a line, opens a list, or goes on.
            Step::Open if text => self.edit(Entry::new_line, cx),
            Step::Open if kind == FieldKind::Kinds => self.open_kinds(),
            Step::Open => self.go(self.at + 1),
            Step::Up if text && self.moved(Entry::up) => {}
            Step::Down if text && self.moved(Entry::down) => {}
            Step::Up => self.go(self.at.saturating_sub(1)),
            Step::Down => self.go(self.at + 1),
            Step::PageUp => self.section(false),
            Step::PageDown => self.section(true),
            Step::Top => self.go(0),
            Step::Bottom => self.go(usize::MAX),
            Step::Left if turns => self.edit(|entry| entry.turn(false), cx),
            Step::Right if turns => self.edit(|entry| entry.turn(true), cx),
            Step::Clear if turns || kind == FieldKind::Kinds => self.edit(|entry| entry.replace(String::new()), cx),
            Step::Left | Step::Right | Step::Clear | Step::Other if !turns && kind != FieldKind::Kinds => {
                self.edit(
                    |entry| {
                        entry.edit(command);
                    },
                    cx,
                );
            }
            Step::Left | Step::Right | Step::Clear | Step::Other => {}
            Step::Mark | Step::Quit | Step::CopyPhone | Step::Remove => {}
        }
        Vec::new()
    }

    fn edit(&mut self, change: impl FnOnce(&mut Entry), cx: &Context<'_>) {
        if let Some(entry) = self.entry_mut() {
            change(entry);
        }
        self.check(cx);
    }

    fn moved(&mut self, step: impl FnOnce(&mut Entry) -> bool) -> bool {
        self.entry_mut().is_some_and(step)
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.draft.entries().len() - 1);
    }

    /// To the first field of the next group, or of this or the one before.
    fn section(&mut self, forward: bool) {
        let entries = self.draft.entries();
        let here = entries[self.at].field.section();
        let is_first = |at: &usize| *at == 0 || entries[at - 1].field.section() != entries[*at].field.section();
        let target = if forward {
            (self.at + 1..entries.len()).find(|at| entries[*at].field.section() != here)
        } else {
            (0..self.at).rev().find(is_first)
        };
        if let Some(at) = target {
            self.go(at);
        }
    }

    fn open_kinds(&mut self) {
        self.kinds = Some(KindList::new(self.entry().text()));
    }

    /// Errors vanish as soon as they are mended; new ones are only shown at a save.
    fn check(&mut self, cx: &Context<'_>) {
        self.message = None;
        if self.errors.is_empty() {
            return;
        }
        let still = self.draft.facility(cx.now.today(), None).err().unwrap_or_default();
        self.errors.retain(|error| still.contains(error));
    }

    fn leave(&mut self) -> Vec<Act> {
        if self.draft.is_dirty() { vec![Act::Open(Request::Confirm(Question::DiscardForm))] } else { vec![Act::Close] }
    }

    fn save(&mut self, cx: &Context<'_>) -> Vec<Act> {
        if !self.draft.is_dirty() && !self.draft.is_adding() {
            self.message = Some(cx.words.get("form.nothing_changed").to_owned());
            return Vec::new();
        }
        match self.draft.facility(cx.now.today(), self.by.as_deref()) {
            Err(errors) => {
                self.message = Some(cx.words.say("form.errors", &[("count", &errors.len())]));
                let first = errors.first().map(|(field, _)| *field);
                self.errors = errors;
                if let Some(at) = self.draft.entries().iter().position(|entry| Some(entry.field) == first) {
                    self.at = at;
                }
                Vec::new()
            }
            Ok(facility) => {
                self.errors.clear();
                self.saving = true;
                self.message = None;
                let action = if self.draft.is_adding() { "add" } else { "edit" };
                vec![Act::Save { action, puts: vec![Put::Save(Record::Facility(facility))] }]
            }
        }
    }
}

/// A letter or mark that names an answer sets it; anything else changes nothing.
fn answer(entry: &mut Entry, text: &str) {
    let text = text.trim();
    let chosen = match (entry.field.kind(), text) {
        (FieldKind::Ability, "可" | "○" | "y" | "1") => "可",
        (FieldKind::Ability, "談" | "△" | "a" | "2") => "談",
        (FieldKind::Ability, "否" | "×" | "n" | "3") => "否",
        (FieldKind::YesNo, "はい" | "レ" | "y" | "1") => "yes",
        (_, "未" | "いいえ" | "-" | "0" | "4") | (FieldKind::YesNo, "n") => "",
        _ => return,
    };
    entry.replace(chosen.to_owned());
}
