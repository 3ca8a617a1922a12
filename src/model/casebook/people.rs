//! Finding a person by name, reading, romaji or part of a phone number.

use super::Casebook;
use crate::domain::{Episode, Person, Phone};
use crate::search::{fold, kana_readings};

/// Somebody found, with the stay to be opened: the open one, else the last.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub person: &'a Person,
    pub stay: Option<&'a Episode>,
}

/// How a person is found and sorted, folded once and not with each letter that is typed.
#[derive(Debug)]
pub(super) struct Spelling {
    name: String,
    kana: String,
    numbers: Vec<String>,
    order: String,
}

impl Spelling {
    pub(super) fn of(person: &Person) -> Self {
        let squeezed = |text: &str| fold(text).replace(' ', "");
        let own = [&person.phone, &person.key_person.phone].into_iter().flatten();
        let family = person.card.contacts.iter().flat_map(|contact| contact.phones().map(|(_, phone)| phone));
        Self {
            name: squeezed(&person.name),
            kana: squeezed(person.kana.as_deref().unwrap_or_default()),
            numbers: own.chain(family).map(Phone::digits).collect(),
            order: fold(person.kana.as_deref().unwrap_or(&person.name)),
        }
    }
}

/// A word of the query.
struct Word {
    text: String,
    readings: Vec<String>,
    digits: String,
}

impl Word {
    fn of(text: &str) -> Self {
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        Self { text: text.to_owned(), readings: kana_readings(text), digits }
    }

    fn meets(&self, person: &Spelling) -> bool {
        person.name.contains(&self.text)
            || person.kana.contains(&self.text)
            || self.readings.iter().any(|reading| person.kana.contains(reading))
            || (self.digits.len() > 2 && person.numbers.iter().any(|number| number.contains(&self.digits)))
    }
}

impl Casebook {
    /// Everybody in the order of the readings.
    pub fn by_reading(&self) -> Vec<&Person> {
        let mut all: Vec<(&str, &Person)> =
            self.spellings.iter().filter_map(|(id, one)| Some((one.order.as_str(), self.person(*id)?))).collect();
        all.sort_by_key(|(order, person)| (*order, person.id));
        all.into_iter().map(|(_, person)| person).collect()
    }

    /// These in the order of their readings.
    pub fn in_reading_order<'a>(&self, mut persons: Vec<&'a Person>) -> Vec<&'a Person> {
        persons.sort_by_cached_key(|person| (self.spellings.get(&person.id).map(|one| one.order.clone()), person.id));
        persons
    }

    /// Everybody whom all words of the query name, who is in hospital now first, then in the order of the readings. An empty query
    /// finds everybody.
    pub fn people(&self, query: &str) -> Vec<Found<'_>> {
        let words: Vec<Word> = fold(query).split_whitespace().map(Word::of).collect();
        let mut found: Vec<(Found<'_>, &str)> = self
            .spellings
            .iter()
            .filter(|(_, spelling)| words.iter().all(|word| word.meets(spelling)))
            .filter_map(|(id, spelling)| {
                let person = self.person(*id)?;
                let stays: Vec<&Episode> = self.stays_of(person.id).collect();
                let open = stays.iter().rev().find(|stay| stay.is_open()).copied();
                let stay = open.or_else(|| stays.last().copied());
                Some((Found { person, stay }, spelling.order.as_str()))
            })
            .collect();
        found.sort_by_cached_key(|(found, order)| {
            let open = found.stay.is_some_and(Episode::is_open);
            (!open, *order, found.person.id)
        });
        found.into_iter().map(|(found, _)| found).collect()
    }
}
