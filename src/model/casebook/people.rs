//! Finding a person by name, reading, romaji or part of a phone number.

use super::Casebook;
use crate::domain::{Episode, Person};
use crate::search::{fold, kana_readings};

/// Somebody found, with the stay to be opened: the open one, else the last.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub person: &'a Person,
    pub stay: Option<&'a Episode>,
}

impl Casebook {
    /// Everybody whom all words of the query name, who is in hospital now first, then in the order of the readings. An empty query
    /// finds everybody.
    pub fn people(&self, query: &str) -> Vec<Found<'_>> {
        let words: Vec<(String, Vec<String>)> =
            fold(query).split_whitespace().map(|word| (word.to_owned(), kana_readings(word))).collect();
        let squeezed = |text: &str| fold(text).replace(' ', "");
        let mut found: Vec<Found<'_>> = self
            .persons()
            .filter(|person| {
                let name = squeezed(&person.name);
                let kana = squeezed(person.kana.as_deref().unwrap_or_default());
                let numbers = [&person.phone, &person.key_person.phone];
                let digits: Vec<String> =
                    numbers.into_iter().flatten().map(|phone| phone.digits().to_owned()).collect();
                words.iter().all(|(word, readings)| {
                    let number: String = word.chars().filter(char::is_ascii_digit).collect();
                    name.contains(word.as_str())
                        || kana.contains(word.as_str())
                        || readings.iter().any(|reading| kana.contains(reading.as_str()))
                        || (number.len() > 2 && digits.iter().any(|digits| digits.contains(&number)))
                })
            })
            .map(|person| {
                let stays: Vec<&Episode> = self.stays_of(person.id).collect();
                let open = stays.iter().rev().find(|stay| stay.is_open()).copied();
                Found { person, stay: open.or_else(|| stays.last().copied()) }
            })
            .collect();
        found.sort_by_cached_key(|found| {
            let open = found.stay.is_some_and(Episode::is_open);
            (!open, fold(found.person.kana.as_deref().unwrap_or(&found.person.name)), found.person.id)
        });
        found
    }
}
