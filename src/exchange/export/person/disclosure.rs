//! The record of a card that is given to somebody: made the same way for the screen and for the command line.

use jiff::civil::DateTime;

use super::CardFormat;
use crate::domain::card::Receiver;
use crate::domain::disclosure::{Disclosure, Ground, Way};
use crate::domain::{DisclosureId, Person};
use crate::words::{Language, Words};

/// Why it is allowed where no consent is on record: stable words; what is said of them stands in the words under `hand_over.reason`.
pub const REASONS: [&str; 4] = ["life", "law", "self", "internal"];

/// What is given, to whom, and why.
#[derive(Clone, Copy, Debug)]
pub struct Giving<'a> {
    pub words: &'static Words,
    pub format: CardFormat,
    pub to: &'a Receiver,
    /// One of [`REASONS`]; the first where a consent lacks and nobody chose.
    pub reason: Option<&'static str>,
    pub way: Way,
    /// In the time zone of the centre.
    pub at: DateTime,
}

impl Giving<'_> {
    /// The record of it for a person. Who gives it is added by whoever knows.
    pub fn record(&self, person: &Person) -> Disclosure {
        let words = self.words;
        let parts = self.format.parts().into_iter().filter(|part| self.to.parts.contains(part));
        let contents: Vec<String> = parts.map(|part| words.get(&format!("hand_over.part.{part}")).to_owned()).collect();
        let ground = self.to.consent(person, self.at.date()).map_or_else(
            || {
                let reason = self.reason.unwrap_or(REASONS[0]);
                Ground::Reason(words.get(&format!("hand_over.reason.{reason}")).to_owned())
            },
            |granted| Ground::Consent(granted.on),
        );
        Disclosure {
            id: DisclosureId::new(),
            rev: 0,
            person: person.id,
            episode: None,
            at: self.at.with().second(0).subsec_nanosecond(0).build().unwrap_or(self.at),
            document: self.format.document().to_owned(),
            sheet: None,
            contents: contents.join("、"),
            to: None,
            to_name: called(self.to, words).to_owned(),
            to_address: String::new(),
            to_desk: String::new(),
            way: self.way,
            number: None,
            read_back: false,
            place: String::new(),
            receipt: None,
            ground,
            by: String::new(),
        }
    }
}

/// What a receiver is called.
pub fn called(receiver: &Receiver, words: &Words) -> &'static str {
    match words.language() {
        Language::Ja => receiver.ja,
        Language::En => receiver.en,
    }
}
