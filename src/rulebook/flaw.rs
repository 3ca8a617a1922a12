//! The flaws of a filled sheet in a person's language.

use crate::domain::sheet::{Flaw, FlawKind};
use crate::words::Words;

/// What is wrong, without the field's label.
pub fn flaw_sentence(flaw: &Flaw, words: &Words) -> String {
    let code = flaw.kind.code();
    let key = format!("sheet.flaw.{code}");
    match &flaw.kind {
        FlawKind::NotAChoice(value) => words.say(&key, &[("value", value)]),
        FlawKind::Missing | FlawKind::NotADate | FlawKind::NotANumber | FlawKind::NotAPhone | FlawKind::NoField => {
            words.get(&key).to_owned()
        }
    }
}
