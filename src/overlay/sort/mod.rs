//! The menu of orders.

mod view;

use strum::IntoEnumIterator;

use crate::command::Command;
use crate::keymap::Scope;
use crate::model::Sort;
use crate::overlay::step::Step;
use crate::pane::facility::sort_of;
use crate::pane::{Act, Context, Input};

/// Chooses an order by arrows and Enter or by its digit.
#[derive(Clone, Debug)]
pub struct SortMenu {
    cursor: usize,
}

impl SortMenu {
    /// Starts on the order in force.
    pub fn new(cx: &Context<'_>) -> Self {
        let now = sort_of(cx.session.sort.as_deref());
        Self { cursor: Sort::iter().position(|sort| sort == now).unwrap_or(0) }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let last = Sort::iter().count() - 1;
        match input {
            Input::Command(Command::PreviousPane) => self.cursor = self.cursor.saturating_sub(1),
            Input::Command(Command::NextPane) => self.cursor = (self.cursor + 1).min(last),
            Input::Command(Command::Sort) => return vec![Act::Close],
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.cursor = self.cursor.saturating_sub(1),
                Step::Down => self.cursor = (self.cursor + 1).min(last),
                Step::Top | Step::PageUp => self.cursor = 0,
                Step::Bottom | Step::PageDown => self.cursor = last,
                Step::Open => return self.choose(self.cursor, cx),
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
                if let Some(at) = digit.filter(|at| *at <= last) {
                    return self.choose(at, cx);
                }
            }
        }
        Vec::new()
    }

    fn choose(&mut self, at: usize, cx: &Context<'_>) -> Vec<Act> {
        self.cursor = at;
        match Sort::iter().nth(at) {
            Some(Sort::Distance) if cx.session.reference_point.is_none() => {
                vec![Act::Say(cx.words.get("sort.no-point").to_owned())]
            }
            Some(sort) => vec![Act::Close, Act::SetSort(sort)],
            None => Vec::new(),
        }
    }
}
