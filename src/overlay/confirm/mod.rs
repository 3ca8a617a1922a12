//! A question before something that cannot be unseen. The harmless answer stands under the cursor, and the key that asked answers nothing
//! (lazygit#2291), but for quitting, where the second press is the answer that was meant (ux.md 4.16).

mod view;

use crate::domain::Facility;
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question};
use crate::port::{EntityKind, Put};

/// The overlay's state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Confirm {
    question: Question,
    yes: bool,
}

impl Confirm {
    pub fn new(question: Question) -> Self {
        // Everything is saved, so leaving harms nothing.
        Self { question, yes: question == Question::Quit }
    }

    pub fn question(&self) -> Question {
        self.question
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let step = match input {
            Input::Command(command) => Step::of(command),
            Input::Text(text) if matches!(text.as_str(), "q" | "ｑ") => Step::Quit,
            Input::Text(_) => Step::Other,
        };
        match step {
            Step::Back => vec![Act::Close],
            Step::Open if self.yes => self.answer_yes(cx),
            Step::Open => vec![Act::Close],
            Step::Quit if self.question == Question::Quit => self.answer_yes(cx),
            // The harmless answer stands at the left.
            Step::Left | Step::Right => {
                self.yes = step == Step::Right;
                Vec::new()
            }
            Step::Up | Step::Down => {
                self.yes = !self.yes;
                Vec::new()
            }
            Step::PageUp | Step::PageDown | Step::Top | Step::Bottom | Step::Mark | Step::Save => Vec::new(),
            Step::Quit | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => Vec::new(),
        }
    }

    /// What the person agreed to. The first [`Act::Close`] closes this, the second what asked.
    fn answer_yes(&self, cx: &Context<'_>) -> Vec<Act> {
        match self.question {
            Question::Quit | Question::QuitUnsaved => vec![Act::Close, Act::Quit],
            Question::DiscardForm => vec![Act::Close, Act::Close],
            Question::UndoMany { group, .. } => vec![Act::Close, Act::Undo(group)],
            Question::Remove(_) => match self.facility(cx) {
                Some(facility) if facility.listings.is_empty() => {
                    let put =
                        Put::Remove { kind: EntityKind::Facility, key: facility.id.to_bytes(), rev: facility.rev };
                    vec![Act::Close, Act::Save { action: "remove", puts: vec![put] }]
                }
                // The box says why in place of the answer.
                Some(_) => vec![Act::Close],
                None => vec![Act::Close, Act::Say(cx.words.get("confirm.not_loaded").to_owned())],
            },
        }
    }

    /// The facility that would be removed, where it is loaded.
    fn facility<'a>(&self, cx: &Context<'a>) -> Option<&'a Facility> {
        match self.question {
            Question::Remove(id) => cx.selected.filter(|facility| facility.id == id),
            Question::Quit | Question::QuitUnsaved | Question::DiscardForm | Question::UndoMany { .. } => None,
        }
    }
}
