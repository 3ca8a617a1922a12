//! Overlays: same shape as a pane. Each lives in a folder of its own with `mod.rs` (state and update) and `view.rs` (the only file with ratatui).
//!
//! ```text
//! pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act>;
//! pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>);
//! pub fn scope(&self) -> Scope;
//! ```

pub mod access;
pub mod acts;
pub mod ask;
pub mod asked;
pub mod choice;
pub mod confirm;
pub mod conflict;
pub mod copy;
pub mod drafts;
pub mod form;
pub mod hand_over;
pub mod help;
pub mod ledger;
mod legend;
pub mod lock;
pub mod meetings;
pub mod moving;
pub mod page;
pub mod paste;
pub mod people;
pub mod review;
mod step;
pub mod which_key;
pub mod who;

pub mod filter;
mod frame;
pub mod search;
pub mod shown;
pub mod sieve;
pub mod sort;

pub use frame::{frame, frame_around};
