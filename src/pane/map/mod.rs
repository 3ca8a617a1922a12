//! The map: where the facilities lie, and how far it is.

mod view;

use super::facility::Geometry;
use super::{Act, Context, Input, Request};
use crate::keymap::Scope;

/// The map: where the facilities lie, and how far it is.
#[derive(Debug, Default)]
pub struct MapPane {
    geometry: Geometry,
}

impl MapPane {
    pub const fn scope(&self) -> Scope {
        Scope::Map
    }

    /// Lists anew after records, filter or day changed.
    pub fn relist(&mut self, _cx: &Context<'_>) {}

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
    }

    pub fn update(&mut self, input: Input, _cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(_) => Vec::new(),
            Input::Text(text) => vec![Act::Open(Request::Search(text))],
        }
    }
}
