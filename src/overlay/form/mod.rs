//! The form: adds and edits records of every kind that people write.

mod answer;
mod answering;
mod chooser;
mod list;
mod pasting;
mod title;
mod view;

use crate::command::Command;
use crate::domain::DraftId;
use crate::form::{Catalogue, Draft, Entry, FieldError, FieldKind, Subject};
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question, Request};
use crate::port::draft::Unsaved;
use crate::port::{EntityKind, Key, Record};
use chooser::{Chooser, Chosen};
use list::MarkList;

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
    errors: Vec<(String, FieldError)>,
    /// Waiting for the store: nothing can be typed, so that what is saved is what is seen.
    saving: bool,
    message: Option<String>,
    /// What is chosen from, while it is open.
    choosing: Option<Choosing>,
    /// Who confirms what is saved.
    by: Option<String>,
    /// Under which its text is kept while it is not saved.
    id: DraftId,
}

/// What is chosen from.
#[derive(Debug)]
enum Choosing {
    Marks(MarkList),
    Institution(Box<Chooser>),
}

impl Form {
    /// To edit or to add what the draft is over.
    pub fn new(draft: Draft) -> Self {
        let at = draft.entries().iter().position(|entry| !draft.subject().is_fixed(entry.name())).unwrap_or(0);
        Self {
            draft,
            at,
            errors: Vec::new(),
            saving: false,
            message: None,
            choosing: None,
            by: None,
            id: DraftId::new(),
        }
    }

    /// To go on with a draft; `None` where its form is not known. See [`Draft::resume`].
    pub fn resume(unsaved: &Unsaved, catalogue: &Catalogue) -> Option<Self> {
        let draft = Draft::resume(unsaved, catalogue)?;
        let at = draft.entries().iter().position(Entry::is_changed);
        let form = Self::new(draft);
        Some(Self { at: at.unwrap_or(form.at), ..form })
    }

    /// With the name of the person who confirms what is saved.
    pub fn by(self, name: String) -> Self {
        Self { by: Some(name), ..self }
    }

    /// With the cursor in this field.
    pub fn at_field(mut self, name: &str) -> Self {
        self.at = self.draft.place(name).unwrap_or(0);
        self
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        match self.choosing {
            Some(Choosing::Marks(_)) => Scope::Menu,
            Some(Choosing::Institution(_)) | None => Scope::Form,
        }
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The focused field, by its name.
    pub fn field(&self) -> &str {
        self.entry().name()
    }

    /// What cannot stand, by the names of the fields.
    pub fn errors(&self) -> &[(String, FieldError)] {
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
        if let Some(choosing) = &mut self.choosing {
            let chosen = match choosing {
                Choosing::Marks(list) => list.update(&input).map(Chosen::Text),
                Choosing::Institution(chooser) => chooser.update(&input, cx),
            };
            self.choose(chosen, cx);
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
        self.draft.is_dirty().then(|| self.draft.unsaved(self.id))
    }

    /// The record that it edits; `None` where one is being added.
    pub fn edits(&self) -> Option<(EntityKind, Key)> {
        let base = self.draft.base();
        (!self.draft.is_adding()).then(|| (base.kind(), base.key()))
    }

    /// Waits for its text to be kept as a draft.
    pub fn keep(&mut self) {
        self.saving = true;
        self.message = None;
    }

    /// Goes on from what is stored now (`None`: it was removed, and is made anew) and saves. See [`Draft::merge`].
    pub fn merge(&mut self, theirs: Option<Record>, taken: &[String], cx: &Context<'_>) -> Vec<Act> {
        self.saving = false;
        match theirs {
            Some(theirs) => self.draft.merge(theirs, taken),
            None => self.draft.rebase(None),
        }
        if self.draft.is_dirty() { self.save(cx) } else { vec![Act::Close] }
    }

    fn choose(&mut self, chosen: Option<Chosen>, cx: &Context<'_>) {
        let Some(chosen) = chosen else { return };
        self.choosing = None;
        if let (Chosen::Text(text), Some(entry)) = (chosen, self.entry_mut()) {
            entry.replace(text);
        }
        self.check(cx);
    }

    fn typed(&mut self, text: &str, cx: &Context<'_>) {
        if self.is_fixed() || self.answer(text, cx) {
            return;
        }
        if self.paste_minutes(text, cx) {
            return;
        }
        let kind = self.entry().field.kind.clone();
        if kind.opens() {
            self.open(cx);
            // What is typed is what is searched for; in a list it would mark.
            if let Some(Choosing::Institution(chooser)) = &mut self.choosing {
                let chosen = chooser.update(&Input::Text(text.to_owned()), cx);
                self.choose(chosen, cx);
            }
        } else {
            let words = cx.words;
            self.edit(|entry| if kind.turns() { answer::take(entry, text, words) } else { entry.insert(text) }, cx);
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        let kind = &self.entry().field.kind;
        let (turns, opens, text) = (kind.turns(), kind.opens(), kind.is_text());
        let fixed = self.is_fixed();
        match Step::of(command) {
            Step::Back => return self.leave(),
            Step::Save => return self.save(cx),
            // Enter never writes: it breaks a line, opens a list, or goes on.
            Step::Open if text && !fixed => self.edit(Entry::new_line, cx),
            Step::Open if opens && !fixed => self.open(cx),
            Step::Open => self.go(self.at + 1),
            Step::Up if text && self.moved(Entry::up) => {}
            Step::Down if text && self.moved(Entry::down) => {}
            Step::Up => self.go(self.at.saturating_sub(1)),
            Step::Down => self.go(self.at + 1),
            Step::PageUp => self.section(false),
            Step::PageDown => self.section(true),
            Step::Top => self.go(0),
            Step::Bottom => self.go(usize::MAX),
            Step::Left | Step::Right | Step::Clear | Step::Other if fixed => {}
            Step::Left if turns => self.edit(|entry| entry.turn(false), cx),
            Step::Right if turns => self.edit(|entry| entry.turn(true), cx),
            Step::Clear if turns || opens => self.edit(|entry| entry.replace(String::new()), cx),
            Step::Left | Step::Right | Step::Clear | Step::Other if !turns && !opens => {
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

    /// To the first field of the next part, or of this or the one before.
    fn section(&mut self, forward: bool) {
        let entries = self.draft.entries();
        let here = &entries[self.at].field.part;
        let is_first = |at: &usize| *at == 0 || entries[at - 1].field.part != entries[*at].field.part;
        let target = if forward {
            (self.at + 1..entries.len()).find(|at| entries[*at].field.part != *here)
        } else {
            (0..self.at).rev().find(is_first)
        };
        if let Some(at) = target {
            self.go(at);
        }
    }

    /// Can the focused field only be looked at?
    fn is_fixed(&self) -> bool {
        self.draft.subject().is_fixed(self.field())
    }

    /// Opens what the focused field is chosen from.
    fn open(&mut self, cx: &Context<'_>) {
        let entry = self.entry();
        self.choosing = match &entry.field.kind {
            FieldKind::Several(options) => Some(Choosing::Marks(MarkList::options(options, entry.text(), cx.words))),
            FieldKind::Institution(_) => {
                let kinds = self.draft.kinds(entry);
                Some(Choosing::Institution(Box::new(Chooser::new(&entry.field, kinds, entry.text(), cx))))
            }
            FieldKind::Kinds => Some(Choosing::Marks(MarkList::kinds(entry.text(), cx.words))),
            FieldKind::Line | FieldKind::Text | FieldKind::Phone | FieldKind::Number | FieldKind::Date => None,
            FieldKind::BirthDate | FieldKind::Time | FieldKind::Hours | FieldKind::Ability | FieldKind::YesNo => None,
            FieldKind::Coordinates | FieldKind::Choice { .. } | FieldKind::Participants => None,
        };
    }

    /// Errors vanish as soon as they are mended; new ones are only shown at a save.
    fn check(&mut self, cx: &Context<'_>) {
        self.message = None;
        if self.errors.is_empty() {
            return;
        }
        let still = self.draft.puts(cx.now.today(), None).err().unwrap_or_default();
        self.errors.retain(|error| still.contains(error));
    }

    fn leave(&mut self) -> Vec<Act> {
        if self.draft.is_dirty() { vec![Act::Open(Request::Confirm(Question::DiscardForm))] } else { vec![Act::Close] }
    }

    fn save(&mut self, cx: &Context<'_>) -> Vec<Act> {
        // To mark something as done is a change, also where nothing was typed: then it is told what is missing.
        let is_act = matches!(self.draft.subject(), Subject::Evidence);
        if !self.draft.is_dirty() && !self.draft.is_adding() && !is_act {
            self.message = Some(cx.words.get("form.nothing_changed").to_owned());
            return Vec::new();
        }
        match self.draft.puts(cx.now.today(), self.by.as_deref()) {
            Err(errors) => {
                self.message = Some(cx.words.say("form.errors", &[("count", &errors.len())]));
                if let Some(at) = errors.first().and_then(|(name, _)| self.draft.place(name)) {
                    self.at = at;
                }
                self.errors = errors;
                Vec::new()
            }
            Ok(puts) => {
                self.errors.clear();
                self.saving = true;
                self.message = None;
                vec![Act::Save { action: self.action(), puts }]
            }
        }
    }
}
