//! The overlays over the pane: the topmost has the keys.

use crate::keymap::Scope;
use crate::overlay::sort::SortMenu;
use crate::pane::{Act, Context, Input};

/// An open overlay.
#[derive(Debug)]
pub enum Overlay {
    Sort(SortMenu),
}

impl Overlay {
    pub fn scope(&self) -> Scope {
        match self {
            Self::Sort(menu) => menu.scope(),
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match self {
            Self::Sort(menu) => menu.update(input, cx),
        }
    }
}
