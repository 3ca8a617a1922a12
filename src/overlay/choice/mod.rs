//! A short menu: one of a few things by its digit, or by arrows and Enter.

mod view;

use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};

/// The overlay's state.
#[derive(Debug)]
pub struct ChoiceMenu {
    title: String,
    /// What each row says and does.
    rows: Vec<(String, Act)>,
    cursor: usize,
}

impl ChoiceMenu {
    /// Starts on a row.
    pub fn new(title: String, rows: Vec<(String, Act)>, cursor: usize) -> Self {
        let cursor = cursor.min(rows.len().saturating_sub(1));
        Self { title, rows, cursor }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, _: &Context<'_>) -> Vec<Act> {
        let last = self.rows.len().saturating_sub(1);
        match input {
            Input::Command(command) => match Step::of(command) {
                Step::Up | Step::PageUp => self.cursor = self.cursor.saturating_sub(1),
                Step::Down | Step::PageDown => self.cursor = (self.cursor + 1).min(last),
                Step::Top => self.cursor = 0,
                Step::Bottom => self.cursor = last,
                Step::Open => return self.choose(self.cursor),
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10));
                // The tenth is 0, as on a keyboard.
                let at = digit.map(|n| if n == 0 { 9 } else { n as usize - 1 });
                if let Some(at) = at.filter(|at| *at <= last) {
                    return self.choose(at);
                }
            }
        }
        Vec::new()
    }

    fn choose(&self, at: usize) -> Vec<Act> {
        self.rows.get(at).map(|(_, act)| vec![Act::Close, act.clone()]).unwrap_or_default()
    }
}
