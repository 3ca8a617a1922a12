//! The copy menu, the form, the questions and the review, headless.

mod cards;
mod confirm;
mod copy;
mod decode;
mod form;
mod records;
mod review;
mod stage;
