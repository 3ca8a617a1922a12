//! A question before something that cannot be unseen. The harmless answer stands under the cursor, and the key that asked answers nothing
//! (lazygit#2291), but for quitting, where the second press is the answer that was meant (ux.md 4.16).

mod view;

use crate::command::Command;
use crate::domain::Facility;
use crate::keymap::Scope;
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
        match input {
            Input::Command(Command::Back) => vec![Act::Close],
            Input::Command(Command::Open) if self.yes => self.answer_yes(cx),
            Input::Command(Command::Open) => vec![Act::Close],
            Input::Command(Command::Quit | Command::QuitNow) if self.question == Question::Quit => self.answer_yes(cx),
            Input::Command(
                Command::Left
                | Command::Right
                | Command::Up
                | Command::Down
                | Command::NextPane
                | Command::PreviousPane
                | Command::NextField
                | Command::PreviousField,
            ) => {
                self.yes = !self.yes;
                Vec::new()
            }
            Input::Text(text) if self.question == Question::Quit && matches!(text.as_str(), "q" | "ｑ") => {
                self.answer_yes(cx)
            }
            Input::Command(_) | Input::Text(_) => Vec::new(),
        }
    }

    /// What the person agreed to. The first [`Act::Close`] closes this, the second what asked.
    fn answer_yes(&self, cx: &Context<'_>) -> Vec<Act> {
        match self.question {
            Question::Quit => vec![Act::Close, Act::Run(Command::QuitNow)],
            Question::DiscardForm => vec![Act::Close, Act::Close],
            Question::Remove(_) => match self.facility(cx) {
                Some(facility) if facility.listings.is_empty() => {
                    let put =
                        Put::Remove { kind: EntityKind::Facility, key: facility.id.to_bytes(), rev: facility.rev };
                    vec![Act::Close, Act::Save { action: "remove", puts: vec![put] }]
                }
                Some(_) | None => vec![Act::Close],
            },
        }
    }

    /// The facility that would be removed, where it is loaded.
    fn facility<'a>(&self, cx: &Context<'a>) -> Option<&'a Facility> {
        match self.question {
            Question::Remove(id) => cx.selected.filter(|facility| facility.id == id),
            Question::Quit | Question::DiscardForm => None,
        }
    }
}
