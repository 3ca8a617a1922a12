//! The overlays over the pane: the topmost has the keys.

use crate::keymap::Scope;
use crate::overlay::help::Help;
use crate::overlay::sort::SortMenu;
use crate::pane::{Act, Context, Input};

/// An open overlay.
#[derive(Debug)]
pub enum Overlay {
    Help(Help),
    Sort(SortMenu),
}

impl Overlay {
    pub fn scope(&self) -> Scope {
        match self {
            Self::Help(help) => help.scope(),
            Self::Sort(menu) => menu.scope(),
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match self {
            Self::Help(help) => help.update(input, cx),
            Self::Sort(menu) => menu.update(input, cx),
        }
    }
}
