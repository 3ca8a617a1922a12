//! 保存年限: how long the records of a kind are kept, from what day, and whose time is over. The terms are the centre's: ordinances differ
//! (domain.md 9.13). The audit has no term: it holds no name.

use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::Date;

use super::episode::EndReason;
use super::{Disclosure, Episode, Meeting, Person};

/// From what day the years of a person count.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Start {
    /// The newest day that the records about the person hold.
    LastEntry,
    /// The end of the last stay; of who never had one, as `LastEntry`.
    LastStay,
    /// The death; of who is not known to have died, never.
    Death,
}

/// The terms in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terms {
    pub person_years: u16,
    pub person_from: Start,
    /// From the end of the stay.
    pub episode_years: u16,
    /// From the day on which it was given.
    pub disclosure_years: u16,
    /// From the day of the meeting; one that is about a person goes with that person.
    pub meeting_years: u16,
}

impl Default for Terms {
    fn default() -> Self {
        static DEFAULT: LazyLock<Terms> = LazyLock::new(|| {
            let table = include_str!("retention.tsv");
            let row = |kind: &str| {
                let rows = table.lines().filter(|line| !line.starts_with('#'));
                let mut cells = rows.filter_map(|line| line.strip_prefix(kind)?.strip_prefix('\t')?.split_once('\t'));
                cells.next().unwrap_or_default()
            };
            let years = |kind: &str| row(kind).0.parse().unwrap_or(u16::MAX);
            Terms {
                person_years: years("person"),
                person_from: row("person").1.parse().unwrap_or(Start::LastEntry),
                episode_years: years("episode"),
                disclosure_years: years("disclosure"),
                meeting_years: years("meeting"),
            }
        });
        *DEFAULT
    }
}

/// What is known of the time of a person: the stays, and every other day that a record about them holds.
#[derive(Clone, Default, Debug)]
pub struct Known<'a> {
    pub stays: Vec<&'a Episode>,
    pub days: Vec<Date>,
}

impl Terms {
    /// The day on which the person's records may go; `None`: somebody is in a hospital, or no day is known from which to count.
    pub fn person(&self, person: &Person, known: &Known<'_>) -> Option<Date> {
        if known.stays.iter().any(|stay| stay.is_open()) {
            return None;
        }
        let ends = || known.stays.iter().filter_map(|stay| stay.end);
        let entries = || {
            let own = [person.reviewed_on, person.card.created_on, person.card.changed_on].into_iter().flatten();
            let admitted = known.stays.iter().map(|stay| stay.admitted_on);
            own.chain(admitted).chain(ends().map(|end| end.on)).chain(known.days.iter().copied()).max()
        };
        let from = match self.person_from {
            Start::LastEntry => entries(),
            Start::LastStay => ends().map(|end| end.on).max().or_else(entries),
            Start::Death => ends().find(|end| end.reason == EndReason::Death).map(|end| end.on),
        };
        from.map(|from| after(from, self.person_years))
    }

    /// The day on which a stay may go; `None`: it has not ended.
    pub fn episode(&self, stay: &Episode) -> Option<Date> {
        stay.end.map(|end| after(end.on, self.episode_years))
    }

    /// The day on which the record of a disclosure may go.
    pub fn disclosure(&self, given: &Disclosure) -> Date {
        after(given.at.date(), self.disclosure_years)
    }

    /// The day on which the record of a meeting may go; `None`: nobody knows when it was. Of a month or a year its last day counts.
    pub fn meeting(&self, meeting: &Meeting) -> Option<Date> {
        meeting.on.last().map(|on| after(on, self.meeting_years))
    }
}

fn after(from: Date, years: u16) -> Date {
    from.saturating_add(Span::new().years(i32::from(years)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::domain::episode::End;
    use crate::domain::{EpisodeId, PersonId, TemplateId, Vague};

    fn stay(admitted_on: Date, end: Option<(Date, EndReason)>) -> Episode {
        let (id, template) = (EpisodeId::from_bytes([1; 16]), TemplateId::from_bytes([2; 16]));
        let mut stay = Episode::new(id, PersonId::from_bytes([3; 16]), admitted_on, template);
        stay.end = end.map(|(on, reason)| End { on, reason });
        stay
    }

    #[test]
    fn the_defaults_stand_in_the_table() {
        let terms = Terms {
            person_years: 5,
            person_from: Start::LastEntry,
            episode_years: 5,
            disclosure_years: 3,
            meeting_years: 10,
        };
        assert_eq!(Terms::default(), terms);
    }

    #[test]
    fn a_meeting_s_years_count_from_the_last_day_that_it_may_have_been() {
        let on = |on: &str| Meeting { on: Vague::parse(on).expect("a day"), ..Meeting::default() };
        let terms = Terms::default();
        assert_eq!(terms.meeting(&on("2016-05-10")), Some(date(2026, 5, 10)));
        assert_eq!(terms.meeting(&on("2016-05")), Some(date(2026, 5, 31)));
        assert_eq!(terms.meeting(&on("")), None);
    }

    #[rstest]
    // The last conference is newer than the end of the stay.
    #[case(Start::LastEntry, Some(date(2026, 4, 2)))]
    #[case(Start::LastStay, Some(date(2026, 3, 31)))]
    #[case(Start::Death, None)]
    fn the_years_count_from_the_day_that_is_set(#[case] person_from: Start, #[case] wanted: Option<Date>) {
        let terms = Terms { person_from, ..Terms::default() };
        let person = Person::new(PersonId::from_bytes([3; 16]), "架空 花子".to_owned());
        let stay = stay(date(2021, 3, 1), Some((date(2021, 3, 31), EndReason::Home)));
        let known = Known { stays: vec![&stay], days: vec![date(2021, 4, 2), date(2020, 1, 1)] };
        assert_eq!(terms.person(&person, &known), wanted);
    }

    #[test]
    fn nobody_s_time_is_over_while_they_are_in_a_hospital_and_nobody_s_without_a_day() {
        let mut person = Person::new(PersonId::from_bytes([3; 16]), "架空 花子".to_owned());
        let terms = Terms::default();
        assert_eq!(terms.person(&person, &Known::default()), None);
        person.reviewed_on = Some(date(2020, 2, 29));
        assert_eq!(terms.person(&person, &Known::default()), Some(date(2025, 2, 28)));
        let open = stay(date(2010, 1, 1), None);
        assert_eq!(terms.person(&person, &Known { stays: vec![&open], days: Vec::new() }), None);
        assert_eq!(terms.episode(&open), None);
        let died = stay(date(2019, 1, 1), Some((date(2019, 2, 1), EndReason::Death)));
        let known = Known { stays: vec![&died], days: vec![date(2024, 1, 1)] };
        let of_death = Terms { person_from: Start::Death, ..terms };
        assert_eq!(of_death.person(&person, &known), Some(date(2024, 2, 1)));
    }
}
