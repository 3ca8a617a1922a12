//! The door for text on its way out.

use crate::domain::text::is_unsafe;

/// Takes out what no reader may get from data. Line breaks stay, nothing is trimmed: whole records go out as they are.
pub fn sanitise(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || !is_unsafe(c)).collect()
}
