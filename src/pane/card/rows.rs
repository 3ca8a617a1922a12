//! What the list of cards says of a person, in words.

use jiff::civil::Date;

use crate::domain::Person;
use crate::domain::card::review::{self, Freshness};
use crate::domain::card::{Due, device};
use crate::pane::Context;
use crate::words::{Language, Words};

/// `78歳 要介護3`
pub fn age_and_level(person: &Person, today: Date, words: &Words) -> String {
    let age = person.age_on(today).map(|age| words.say("cards.age", &[("n", &age)])).unwrap_or_default();
    let level: &str = person.care_level.into();
    format!("{age} {}", words.get(&format!("form.value.care_level.{level}"))).trim().to_owned()
}

/// How long ago somebody confirmed the card, with a word where that is too long: the word counts, not the colour.
pub fn confirmed(person: &Person, today: Date, words: &Words) -> String {
    let Some(day) = person.reviewed_on else { return words.get("cards.never_confirmed").to_owned() };
    let months = months_between(day, today);
    let ago = if months == 0 {
        words.get("cards.this_month").to_owned()
    } else {
        words.say("cards.months_ago", &[("n", &months)])
    };
    let word = match review::freshness(person, today) {
        Freshness::Fresh => return ago,
        Freshness::Yellow => words.get("cards.yellow"),
        Freshness::Red => words.get("cards.red"),
    };
    format!("{word} {ago}")
}

fn months_between(from: Date, until: Date) -> i32 {
    let months =
        (i32::from(until.year()) - i32::from(from.year())) * 12 + i32::from(until.month()) - i32::from(from.month());
    (months - i32::from(until.day() < from.day())).max(0)
}

/// What is due, in short words; that it was not confirmed stands in a column of its own.
pub fn due_words(person: &Person, cx: &Context<'_>) -> Vec<String> {
    let due = review::due(person, cx.now.today(), cx.registry);
    let others = due.into_iter().filter(|due| !matches!(due, Due::Unconfirmed6 | Due::Unconfirmed12));
    others.map(|due| due_word(due, cx.words)).collect()
}

/// `条件不足`
pub fn due_word(due: Due, words: &Words) -> String {
    words.get(&format!("cards.due.{due}")).to_owned()
}

/// What a disaster would take away.
pub(super) fn depends_on(person: &Person, words: &Words) -> String {
    let devices = person.card.medical.devices.iter().filter_map(|code| device(code)).filter(|info| info.for_disasters);
    let mut parts: Vec<String> = devices
        .map(|info| match words.language() {
            Language::Ja => info.ja.to_owned(),
            Language::En => info.en.to_owned(),
        })
        .collect();
    if let Some(household) = person.card.household.filter(|one| *one == crate::domain::card::Household::Alone) {
        let name: &str = household.into();
        parts.push(words.get(&format!("form.value.household.{name}")).to_owned());
    }
    parts.join("、")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_full_on_its_day() {
        let months = |from, until| months_between(from, until);
        assert_eq!(months(date(2026, 3, 12), date(2026, 6, 12)), 3);
        assert_eq!(months(date(2026, 3, 13), date(2026, 6, 12)), 2);
        assert_eq!(months(date(2025, 6, 12), date(2026, 6, 12)), 12);
        assert_eq!(months(date(2026, 7, 1), date(2026, 6, 12)), 0);
    }
}
