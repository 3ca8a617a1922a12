//! Keys to commands: chords, sequences, scopes, the three presets and the user's own file.

pub mod chord;
pub mod scope;

pub use chord::Chord;
pub use scope::Scope;

/// The bindings in force: a preset, with the user's own file over it.
#[derive(Clone, Debug, Default)]
pub struct Keymap {}
