//! Key presses one after the other: `g g`.

use std::fmt;

use super::Chord;
use super::fault::FaultKind;
use crate::words::Words;

/// One chord or several; never empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Sequence(Vec<Chord>);

impl Sequence {
    /// Reads chords with single or several spaces between them.
    pub fn parse(text: &str) -> Result<Self, FaultKind> {
        let chords = text.split_ascii_whitespace().map(Chord::parse).collect::<Result<Vec<_>, _>>()?;
        if chords.is_empty() { Err(FaultKind::Chord { text: text.to_owned() }) } else { Ok(Self(chords)) }
    }

    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// The first press.
    pub fn first(&self) -> Chord {
        self.0[0]
    }

    /// Does it go on after `start`?
    pub fn continues(&self, start: &[Chord]) -> bool {
        self.0.len() > start.len() && self.0.starts_with(start)
    }

    /// Can it be typed with an input method switched on? That is: no press of it is a plain character.
    pub fn is_letter_free(&self) -> bool {
        self.0.iter().all(|chord| chord.plain_char().is_none())
    }

    pub fn needs_alt(&self) -> bool {
        self.0.iter().any(|chord| chord.needs_alt())
    }

    /// The keys as a person of this language reads them.
    pub fn label(&self, words: &Words) -> String {
        self.0.iter().map(|chord| chord.label(words)).collect::<Vec<_>>().join(" ")
    }
}

/// The English, language-neutral form.
impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, chord) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{chord}")?;
        }
        Ok(())
    }
}
