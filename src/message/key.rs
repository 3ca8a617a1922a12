//! Errors of keys in the person's language.

use crate::port::KeyError;
use crate::words::Words;

/// The sentence for a key that opens nothing.
pub(super) fn sentence(words: &Words, error: &KeyError) -> String {
    match error {
        KeyError::Locked { path } => words.say("error.key.locked", &[("path", path)]),
        KeyError::WrongPassphrase => words.get("error.key.wrong_passphrase").to_owned(),
        KeyError::WrongKeyFile { path } => words.say("error.key.wrong_key_file", &[("path", path)]),
        KeyError::Lost { path } => words.say("error.key.lost", &[("path", path)]),
        KeyError::DataGone { path, keys } => words.say("error.key.data_gone", &[("path", path), ("keys", keys)]),
        KeyError::NotEncrypted { path, keys } => {
            words.say("error.key.not_encrypted", &[("path", path), ("keys", keys)])
        }
        KeyError::Foreign { path, keys } => words.say("error.key.foreign", &[("path", path), ("keys", keys)]),
        KeyError::Unreadable { path, cause } => words.say("error.key.unreadable", &[("path", path), ("cause", cause)]),
        KeyError::File { path, cause } => words.say("error.key.file", &[("path", path), ("cause", cause)]),
        KeyError::NotAKeyFile { path } => words.say("error.key.not_a_key_file", &[("path", path)]),
        KeyError::Exposed { path, mode } => {
            words.say("error.key.exposed", &[("path", path), ("mode", &format!("{mode:04o}"))])
        }
        KeyError::Exists { path } => words.say("error.key.exists", &[("path", path)]),
        KeyError::NoSuchSlot { label } => words.say("error.key.no_such_slot", &[("label", label)]),
        KeyError::SlotTaken { label } => words.say("error.key.slot_taken", &[("label", label)]),
        KeyError::LastSlot => words.get("error.key.last_slot").to_owned(),
        KeyError::HasData { path } => words.say("error.key.has_data", &[("path", path)]),
        KeyError::Plain => words.get("error.key.plain").to_owned(),
        KeyError::NoRandom(cause) => words.say("error.key.no_random", &[("cause", cause)]),
    }
}
