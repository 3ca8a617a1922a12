//! The box that shows what may follow a first key (ux.md 4.14). It has no state: the app knows the keys pressed and when.

mod view;

pub use view::view;
