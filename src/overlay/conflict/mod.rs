//! Somebody else saved first: both versions field by field, and what is to stay.
//!
//! Enter goes on from field to field, like in the form, and saves nothing before it has come to the answers. A field that both changed
//! has to be looked at before anything is saved field by field.

mod view;

use crate::form::{ChangedBy, Divergence, Draft};
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Resolution};
use crate::port::{Entry, Record};

/// Whose value stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Mine,
    Theirs,
}

/// What can be done with all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Save field by field as chosen.
    Chosen,
    /// Save everything as it was typed.
    Mine,
    /// Leave everything as the other one saved it.
    Theirs,
    /// Leave it so, and keep what was typed as a draft.
    Draft,
    /// The record was removed: make it anew with what was typed.
    Anew,
    /// The record was removed: leave it so.
    Gone,
}

/// A field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Row {
    divergence: Divergence,
    side: Side,
    /// Has a person looked at it, where both changed it?
    seen: bool,
}

/// The overlay's state.
#[derive(Debug)]
pub struct Conflict {
    /// The name for the title.
    name: String,
    /// Is it a facility? Others are only called a record.
    facility: bool,
    /// `None` where the record was removed.
    theirs: Option<Box<Record>>,
    /// The change that was first, where it is known.
    by: Option<Entry>,
    rows: Vec<Row>,
    /// The row under the cursor; the answers follow the fields.
    at: usize,
    /// Lines scrolled within a field longer than the screen.
    scroll: usize,
    message: Option<String>,
}

impl Conflict {
    /// What was typed under this name, what is stored now, and who stored it.
    pub fn new(mine: &Draft, name: String, theirs: Option<Box<Record>>, by: Option<Entry>) -> Self {
        let divergences = theirs.as_deref().map(|theirs| mine.divergences(theirs)).unwrap_or_default();
        let rows: Vec<Row> = divergences
            .into_iter()
            .map(|divergence| {
                let side = match divergence.change {
                    ChangedBy::Mine | ChangedBy::Both => Side::Mine,
                    ChangedBy::Theirs | ChangedBy::Alike => Side::Theirs,
                };
                Row { seen: divergence.change != ChangedBy::Both, side, divergence }
            })
            .collect();
        let facility = matches!(mine.base(), Record::Facility(_));
        let mut conflict = Self { name, facility, theirs, by, rows, at: 0, scroll: 0, message: None };
        // Where there is nothing to look at, the cursor stands on the answer that loses nothing.
        if conflict.rows.is_empty() {
            conflict.at = conflict.answers().iter().position(|answer| *answer == Answer::Draft).unwrap_or(0);
        }
        conflict
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    /// The fields in the order of the form, and whose value would stay.
    pub fn choices(&self) -> Vec<(&str, Side)> {
        self.rows.iter().map(|row| (row.divergence.field.name.as_str(), row.side)).collect()
    }

    fn answers(&self) -> &'static [Answer] {
        match self.theirs {
            Some(_) => &[Answer::Chosen, Answer::Mine, Answer::Theirs, Answer::Draft],
            None => &[Answer::Anew, Answer::Gone, Answer::Draft],
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        self.message = None;
        match input {
            Input::Text(text) => {
                let chosen = match text.as_str() {
                    "1" | "１" => 0,
                    "2" | "２" => 1,
                    "3" | "３" => 2,
                    "4" | "４" => 3,
                    _ => return Vec::new(),
                };
                self.answers().get(chosen).map_or_else(Vec::new, |answer| self.answer(*answer, cx))
            }
            Input::Command(command) => self.step(Step::of(command), cx),
        }
    }

    fn step(&mut self, step: Step, cx: &Context<'_>) -> Vec<Act> {
        match step {
            Step::Back => return vec![Act::Close],
            Step::Up => self.go(self.at.saturating_sub(1)),
            Step::Down => self.go(self.at + 1),
            Step::Top => self.go(0),
            Step::Bottom => self.go(usize::MAX),
            Step::PageUp => self.scroll = self.scroll.saturating_sub(4),
            Step::PageDown => self.scroll += 4,
            Step::Left => self.choose(Some(Side::Mine)),
            Step::Right => self.choose(Some(Side::Theirs)),
            Step::Mark => self.choose(None),
            Step::Open => {
                if let Some(answer) = self.at.checked_sub(self.rows.len()).and_then(|at| self.answers().get(at)) {
                    return self.answer(*answer, cx);
                }
                self.see();
                self.go(self.at + 1);
            }
            Step::Save | Step::Quit | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.rows.len() + self.answers().len() - 1);
        self.scroll = 0;
    }

    fn see(&mut self) {
        if let Some(row) = self.rows.get_mut(self.at) {
            row.seen = true;
        }
    }

    /// Sets the side of the row under the cursor, or turns it. Where both wrote the same there is nothing to choose.
    fn choose(&mut self, side: Option<Side>) {
        if let Some(row) = self.rows.get_mut(self.at).filter(|row| row.divergence.change != ChangedBy::Alike) {
            row.seen = true;
            row.side = side.unwrap_or(match row.side {
                Side::Mine => Side::Theirs,
                Side::Theirs => Side::Mine,
            });
        }
    }

    fn answer(&mut self, answer: Answer, cx: &Context<'_>) -> Vec<Act> {
        let resolution = match answer {
            Answer::Chosen => {
                if let Some(at) = self.rows.iter().position(|row| !row.seen) {
                    self.go(at);
                    let field = self.rows[at].divergence.field.label.text(cx.words);
                    self.message = Some(cx.words.say("conflict.look", &[("field", &field)]));
                    return Vec::new();
                }
                self.save(|row| row.side == Side::Theirs)
            }
            Answer::Mine => self.save(|_| false),
            Answer::Anew => Resolution::Save { theirs: None, taken: Vec::new() },
            Answer::Theirs | Answer::Gone => Resolution::TakeTheirs,
            Answer::Draft => Resolution::KeepDraft,
        };
        vec![Act::Resolve(resolution)]
    }

    fn save(&self, taken: impl Fn(&Row) -> bool) -> Resolution {
        let taken = self.rows.iter().filter(|row| taken(row)).map(|row| row.divergence.field.name.clone()).collect();
        Resolution::Save { theirs: self.theirs.clone(), taken }
    }
}
