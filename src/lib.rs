//! renkei (連携): the terminal program of a city's home-care and long-term-care liaison centre.
//!
//! The rooms, from the ground up, and who may enter whom, are described in `ARCHITECTURE.md`
//! and enforced by `tests/architecture.rs`.

pub mod app;
pub mod cli;
pub mod command;
pub mod domain;
pub mod exchange;
pub mod form;
pub mod keymap;
pub mod message;
pub mod model;
pub mod overlay;
pub mod paint;
pub mod pane;
pub mod port;
pub mod rulebook;
pub mod runtime;
pub mod search;
pub mod store;
pub mod ui;
pub mod words;
