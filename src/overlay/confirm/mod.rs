//! A question before something that cannot be unseen. The harmless answer stands under the cursor, and the key that asked answers nothing
//! (lazygit#2291), but for quitting, where the second press is the answer that was meant (ux.md 4.16).

mod view;

use crate::keymap::Scope;
use crate::message::Effect;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question, Resolution};

/// What can be answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    /// The harmless one: all stays as it is.
    No,
    /// Leave, and keep what was typed.
    Keep,
    Yes,
}

/// The overlay's state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Confirm {
    question: Question,
    chosen: Answer,
}

impl Confirm {
    pub fn new(question: Question) -> Self {
        // Everything is saved, so leaving harms nothing.
        let chosen = if question == Question::Quit { Answer::Yes } else { Answer::No };
        Self { question, chosen }
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
            Step::Open => match self.chosen {
                Answer::No => vec![Act::Close],
                Answer::Keep => vec![Act::Resolve(Resolution::KeepDraft)],
                Answer::Yes => self.answer_yes(),
            },
            Step::Quit if self.question == Question::Quit => self.answer_yes(),
            Step::Left | Step::Up => {
                self.go(|at| at.saturating_sub(1));
                Vec::new()
            }
            Step::Right | Step::Down => {
                self.go(|at| at + 1);
                Vec::new()
            }
            Step::PageUp | Step::PageDown | Step::Top | Step::Bottom | Step::Mark | Step::Save => Vec::new(),
            Step::Quit | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => Vec::new(),
        }
    }

    /// From left to right: the harmless one first, what loses something last.
    fn answers(&self) -> &'static [Answer] {
        match self.question {
            Question::DiscardForm => &[Answer::No, Answer::Keep, Answer::Yes],
            Question::Quit | Question::QuitUnsaved | Question::PlainStore | Question::ReviewAccesses { .. } => {
                &[Answer::No, Answer::Yes]
            }
            Question::UndoMany { .. } | Question::UndoGroup { .. } | Question::UndoRest { .. } => {
                &[Answer::No, Answer::Yes]
            }
        }
    }

    fn go(&mut self, step: impl FnOnce(usize) -> usize) {
        let answers = self.answers();
        let at = answers.iter().position(|answer| *answer == self.chosen).unwrap_or(0);
        self.chosen = answers[step(at).min(answers.len() - 1)];
    }

    /// What the person agreed to. The first [`Act::Close`] closes this, the second what asked.
    fn answer_yes(&self) -> Vec<Act> {
        let undo = |group, keep_changed| vec![Act::Close, Act::Undo { group, keep_changed }];
        match self.question {
            Question::Quit | Question::QuitUnsaved => vec![Act::Close, Act::Quit],
            Question::DiscardForm => vec![Act::Close, Act::Close],
            Question::PlainStore => vec![Act::Close, Act::AcceptPlain],
            Question::UndoMany { group, .. } | Question::UndoGroup { group, .. } => undo(group, false),
            Question::UndoRest { group, .. } => undo(group, true),
            Question::ReviewAccesses { month, .. } => vec![Act::Close, Act::Do(Effect::ReviewAccesses(month))],
        }
    }
}
