//! A question before something that cannot be unseen. The harmless answer stands under the cursor, and the key that asked answers nothing
//! (lazygit#2291), but for quitting, where the second press is the answer that was meant (ux.md 4.16).

mod view;

use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question};

/// The overlay's state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Confirm {
    question: Question,
    yes: bool,
}

impl Confirm {
    pub fn new(question: Question) -> Self {
        // Everything is saved, so leaving harms nothing.
        let yes = question == Question::Quit;
        Self { question, yes }
    }

    pub fn question(&self) -> &Question {
        &self.question
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, _: &Context<'_>) -> Vec<Act> {
        let step = match input {
            Input::Command(command) => Step::of(command),
            Input::Text(text) if matches!(text.as_str(), "q" | "ｑ") => Step::Quit,
            Input::Text(_) => Step::Other,
        };
        match step {
            Step::Back => vec![Act::Close],
            Step::Open if self.yes => self.answer_yes(),
            Step::Open => vec![Act::Close],
            Step::Quit if self.question == Question::Quit => self.answer_yes(),
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
    fn answer_yes(&self) -> Vec<Act> {
        let undo = |group, keep_changed| vec![Act::Close, Act::Undo { group, keep_changed }];
        match self.question {
            Question::Quit | Question::QuitUnsaved => vec![Act::Close, Act::Quit],
            Question::DiscardForm => vec![Act::Close, Act::Close],
            Question::UndoMany { group, .. } | Question::UndoGroup { group, .. } => undo(group, false),
            Question::UndoRest { group, .. } => undo(group, true),
        }
    }
}
