//! The overlays over the pane: the topmost has the keys.

use crate::domain::FacilityId;
use crate::keymap::Scope;
use crate::overlay::filter::FilterMenu;
use crate::overlay::help::Help;
use crate::overlay::search::Search;
use crate::overlay::sort::SortMenu;
use crate::pane::{Act, Context, Input};

/// An open overlay.
#[derive(Debug)]
pub enum Overlay {
    Filter(FilterMenu),
    Help(Help),
    Search(Search),
    Sort(SortMenu),
}

impl Overlay {
    pub fn scope(&self) -> Scope {
        match self {
            Self::Filter(menu) => menu.scope(),
            Self::Help(help) => help.scope(),
            Self::Search(search) => search.scope(),
            Self::Sort(menu) => menu.scope(),
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match self {
            Self::Filter(menu) => menu.update(input, cx),
            Self::Help(help) => help.update(input, cx),
            Self::Search(search) => search.update(input, cx),
            Self::Sort(menu) => menu.update(input, cx),
        }
    }

    /// The facility that it looks at, where that is another than the list's.
    pub fn looks_at(&self) -> Option<FacilityId> {
        match self {
            Self::Search(search) => search.selected(),
            Self::Filter(_) | Self::Help(_) | Self::Sort(_) => None,
        }
    }
}
