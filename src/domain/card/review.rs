//! What has to be looked after again: cards that nobody confirmed, kits, registrations, wishes without their paper.

use jiff::Span;
use jiff::civil::Date;

use super::{Condition, Directory, reach};
use crate::domain::person::Person;

/// After so many months a card is to be looked over, then it is not to be trusted (domain.md 4.3).
pub const YELLOW_MONTHS: i32 = 6;
pub const RED_MONTHS: i32 = 12;
/// A backup hospital is told anew at least so often (在宅療養後方支援病院).
pub const EXCHANGE_MONTHS: i32 = 3;

/// How old the last confirmation is. A word first, a colour second.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Freshness {
    Fresh,
    /// Not confirmed for six months.
    Yellow,
    /// Not confirmed for twelve months, or never.
    Red,
}

/// Something about a card that somebody should see to.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Due {
    /// Not confirmed for twelve months, or never.
    Unconfirmed12,
    /// Not confirmed for six months.
    Unconfirmed6,
    /// The day that was set for the next look is past.
    Review,
    /// A wish against resuscitation that does not meet the conditions.
    Conditions,
    /// A backup hospital that has to be told anew.
    Exchange,
    /// A kit without both seals.
    Seals,
    /// The sheet in the kit is older than the card.
    Sheet,
    /// Nobody agreed that the ambulance and the hospital are told.
    Consent,
    /// Nobody to call.
    Contacts,
}

/// The day on which something is so many months old: the same day of the month, or the last one before it.
fn months_after(day: Date, months: i32) -> Date {
    day.saturating_add(Span::new().months(months))
}

/// By the day of the last confirmation.
pub fn freshness(person: &Person, today: Date) -> Freshness {
    let older_than = |months| person.reviewed_on.is_none_or(|day| months_after(day, months) <= today);
    match (older_than(YELLOW_MONTHS), older_than(RED_MONTHS)) {
        (_, true) => Freshness::Red,
        (true, false) => Freshness::Yellow,
        (false, false) => Freshness::Fresh,
    }
}

/// The day by which the backup hospital has to be told again; `None` where there is no registration.
pub fn next_exchange(person: &Person) -> Option<Date> {
    let backup = &person.card.backup_hospital;
    backup.exchanged_on.or(backup.registered_on).map(|day| months_after(day, EXCHANGE_MONTHS))
}

/// Everything that is due for a card on a day, in the order of [`Due`].
pub fn due(person: &Person, today: Date, directory: &dyn Directory) -> Vec<Due> {
    let card = &person.card;
    let mut due = Vec::new();
    let mut add = |is_due: bool, what: Due| {
        if is_due {
            due.push(what);
        }
    };
    let fresh = freshness(person, today);
    add(fresh == Freshness::Red, Due::Unconfirmed12);
    add(fresh == Freshness::Yellow, Due::Unconfirmed6);
    add(card.next_review_on.is_some_and(|day| day <= today), Due::Review);
    add(!missing(person, directory).is_empty(), Due::Conditions);
    add(next_exchange(person).is_some_and(|day| day <= today), Due::Exchange);
    let kit = &card.kit;
    add(kit.handed_on.is_some() && !kit.is_sealed(), Due::Seals);
    add(kit.handed_on.is_some() && card.changed_on.is_some_and(|on| kit.sheet_of.is_none_or(|of| of < on)), Due::Sheet);
    add(card.emergency_consent_on.is_none_or(|day| day > today), Due::Consent);
    add(!card.contacts.iter().any(|contact| contact.phones().next().is_some()), Due::Contacts);
    due
}

/// What lacks for a wish against resuscitation.
pub fn missing(person: &Person, directory: &dyn Directory) -> Vec<Condition> {
    person.card.wishes.missing(reach::doctor_answers_at_night(person, directory))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::card::Listed;
    use crate::domain::{FacilityId, PersonId};

    struct Nobody;

    impl Directory for Nobody {
        fn listed(&self, _: FacilityId) -> Option<Listed> {
            None
        }
    }

    fn person() -> Person {
        Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned())
    }

    #[test]
    fn a_card_grows_old_by_months() {
        let mut person = person();
        let today = date(2026, 8, 31);
        assert_eq!(freshness(&person, today), Freshness::Red, "never confirmed");
        person.reviewed_on = Some(date(2026, 3, 1));
        assert_eq!(freshness(&person, today), Freshness::Fresh);
        person.reviewed_on = Some(date(2026, 2, 28));
        assert_eq!(freshness(&person, today), Freshness::Yellow);
        person.reviewed_on = Some(date(2025, 8, 31));
        assert_eq!(freshness(&person, today), Freshness::Red);
    }

    #[test]
    fn a_backup_hospital_is_told_every_three_months() {
        let mut person = person();
        assert_eq!(next_exchange(&person), None);
        person.card.backup_hospital.registered_on = Some(date(2026, 1, 31));
        assert_eq!(next_exchange(&person), Some(date(2026, 4, 30)));
        person.card.backup_hospital.exchanged_on = Some(date(2026, 4, 10));
        assert_eq!(next_exchange(&person), Some(date(2026, 7, 10)));
        assert!(due(&person, date(2026, 7, 10), &Nobody).contains(&Due::Exchange));
        assert!(!due(&person, date(2026, 7, 9), &Nobody).contains(&Due::Exchange));
    }

    #[test]
    fn a_kit_wants_both_seals_and_the_newest_sheet() {
        let mut person = person();
        let today = date(2026, 6, 12);
        let kit = &mut person.card.kit;
        (kit.handed_on, kit.seal_fridge, kit.sheet_of) = (Some(today), true, Some(today));
        assert!(due(&person, today, &Nobody).contains(&Due::Seals));
        person.card.kit.seal_entrance = true;
        assert!(!due(&person, today, &Nobody).contains(&Due::Seals));
        person.card.changed_on = Some(date(2026, 6, 13));
        assert!(due(&person, date(2026, 6, 13), &Nobody).contains(&Due::Sheet));
    }
}
