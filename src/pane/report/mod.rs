//! The report of a year, each figure with its records.

mod view;

use super::facility::Geometry;
use super::{Act, Context, Input, Request};
use crate::keymap::Scope;

/// The report of a year, each figure with its records.
#[derive(Debug, Default)]
pub struct ReportPane {
    geometry: Geometry,
}

impl ReportPane {
    pub const fn scope(&self) -> Scope {
        Scope::Report
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
