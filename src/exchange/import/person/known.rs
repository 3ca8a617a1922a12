//! Who somebody in a list is: by name, kana and birth date together, never by the name alone.

use std::collections::HashMap;

use super::super::fold::{fold_name, hiragana};
use crate::domain::{Person, PersonId};

/// Everybody who is there, found by what a list says of them.
#[derive(Debug, Default)]
pub(super) struct Known {
    persons: Vec<Person>,
    by_name: HashMap<String, Vec<usize>>,
    by_kana: HashMap<String, Vec<usize>>,
}

/// Who it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Person(PersonId),
    Nobody,
    /// Somebody of this name of whom nothing says that they are another; or the same kana and birth date under another name.
    Doubtful,
    /// Two of this name, kana and birth date.
    Several,
}

fn name_key(person: &Person) -> String {
    fold_name(&person.name)
}

fn kana_key(person: &Person) -> String {
    person.kana.as_deref().map(|kana| fold_name(&hiragana(kana))).unwrap_or_default()
}

impl Known {
    pub(super) fn new(persons: Vec<Person>) -> Self {
        let mut known = Self::default();
        for person in persons {
            known.add(person);
        }
        known
    }

    pub(super) fn add(&mut self, person: Person) {
        let at = self.persons.len();
        self.by_name.entry(name_key(&person)).or_default().push(at);
        let kana = kana_key(&person);
        if !kana.is_empty() {
            self.by_kana.entry(kana).or_default().push(at);
        }
        self.persons.push(person);
    }

    pub(super) fn get(&self, id: PersonId) -> Option<&Person> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// Who the somebody of a row is.
    pub(super) fn find(&self, row: &Person) -> Found {
        let kana = kana_key(row);
        let namesakes: Vec<&Person> = self.of(&self.by_name, &name_key(row)).collect();
        let is_same = |person: &Person| !kana.is_empty() && kana_key(person) == kana && same_day(person, row);
        let mut same = namesakes.iter().filter(|person| is_same(person));
        match (same.next(), same.next()) {
            (Some(person), None) => return Found::Person(person.id),
            (Some(_), Some(_)) => return Found::Several,
            (None, _) => {}
        }
        let may_be = |person: &&Person| match (person.birth_date, row.birth_date) {
            (Some(theirs), Some(rows)) => theirs == rows,
            (None, _) | (_, None) => true,
        };
        let reads_alike = self.of(&self.by_kana, &kana).any(|person| same_day(person, row));
        if namesakes.iter().any(may_be) || reads_alike { Found::Doubtful } else { Found::Nobody }
    }

    fn of<'k>(&'k self, index: &'k HashMap<String, Vec<usize>>, key: &str) -> impl Iterator<Item = &'k Person> {
        index.get(key).into_iter().flatten().map(|at| &self.persons[*at])
    }
}

/// Both dates of birth are known and the same.
fn same_day(a: &Person, b: &Person) -> bool {
    a.birth_date.is_some() && a.birth_date == b.birth_date
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    fn person(name: &str, kana: &str, year: i16) -> Person {
        let mut person = Person::new(PersonId::new(), name.to_owned());
        person.kana = Some(kana.to_owned()).filter(|kana| !kana.is_empty());
        person.birth_date = Some(year).filter(|year| *year > 0).map(|year| date(year, 3, 1));
        person
    }

    #[rstest]
    #[case("架空花子", "かくう はなこ", 1940, "person")]
    #[case("架空\u{3000}花子", "ｶｸｳ ﾊﾅｺ", 1940, "person")]
    #[case("架空 花子", "", 1940, "doubtful")]
    #[case("架空 花子", "カクウ ハナコ", 0, "doubtful")]
    #[case("架空 花子", "カクウ カコ", 1940, "doubtful")]
    #[case("架空 花子", "カクウ ハナコ", 1941, "nobody")]
    #[case("架空 葉奈子", "カクウ ハナコ", 1940, "doubtful")]
    #[case("架空 葉奈子", "カクウ ハナコ", 1941, "nobody")]
    #[case("仮名 太郎", "", 0, "nobody")]
    #[case("双子 一", "フタゴ ハジメ", 1950, "several")]
    #[case("無垢 一", "ムク ハジメ", 1950, "doubtful")]
    fn nobody_is_taken_for_somebody_by_the_name_alone(
        #[case] name: &str,
        #[case] kana: &str,
        #[case] year: i16,
        #[case] wanted: &str,
    ) {
        let twice = [person("双子 一", "フタゴ ハジメ", 1950), person("双子一", "ふたごはじめ", 1950)];
        let unknown = person("無垢 一", "", 0);
        let mut everybody = vec![person("架空 花子", "カクウ ハナコ", 1940), unknown];
        everybody.extend(twice);
        let first = everybody[0].id;
        let found = match Known::new(everybody).find(&person(name, kana, year)) {
            Found::Person(id) => {
                assert_eq!(id, first);
                "person"
            }
            Found::Nobody => "nobody",
            Found::Doubtful => "doubtful",
            Found::Several => "several",
        };
        assert_eq!(found, wanted);
    }
}
