//! A screen that others can see: with names covered, no way through the program shows one (ux.md 4.16).

mod desk;

use desk::Desk;
use renkei::domain::{Person, era};
use renkei::exchange::demo;
use renkei::paint::Widths;

/// Everybody of the demo, as the demo has them on the desk's day.
fn people() -> Vec<Person> {
    let records = demo::care(desk::now().today(), &renkei::rulebook::builtin());
    records.into_iter().filter_map(renkei::port::Record::into_person).collect()
}

/// What must not be on a covered screen: names of persons and contacts, addresses, days of birth, numbers.
fn secrets() -> Vec<String> {
    let mut all = Vec::new();
    for person in people() {
        all.extend([Some(person.name), person.kana, person.address].into_iter().flatten());
        all.extend(person.birth_date.map(era::spellings).unwrap_or_default());
        all.extend(person.key_person.name);
        all.extend(person.phone.into_iter().chain(person.key_person.phone).map(|phone| phone.display().to_owned()));
        for contact in &person.card.contacts {
            all.push(contact.name.clone());
            all.extend(contact.phones().map(|(_, phone)| phone.display().to_owned()));
        }
    }
    all.retain(|text| !text.is_empty());
    all
}

/// A walk past everything that shows persons: panes, checklists, overlays, forms, pages, history.
const WALK: &[&str] = &[
    "0", "down", "enter", "down", "esc", "2", "s", "down", "s", "enter", "z", "z", "esc", "m", "m", "H", "esc", "L",
    "down", "esc", "enter", "x", "esc", "e", "down", "down", "tab", "esc", "esc", "D", "esc", "/", "down", "down",
    "esc", "f6", "down", "esc", "3", "down", "enter", "down", "pagedown", "esc", "esc", "f2", "pagedown", "esc", "esc",
    "1",
];

fn seen_on_the_walk(columns: u16, rows: u16, widths: Widths, covered: bool) -> Vec<String> {
    let mut desk = Desk::demo_with_people(columns, rows, widths);
    if covered {
        desk.press("*");
        assert!(desk.app.is_covered());
    }
    let secrets = secrets();
    let mut seen = Vec::new();
    for keys in WALK {
        desk.press(keys);
        let screen = desk.screen();
        // A wide character takes two cells: the picture has no blanks for the second.
        seen.extend(secrets.iter().filter(|secret| screen.contains(secret.as_str())).cloned());
    }
    seen.sort();
    seen.dedup();
    seen
}

#[test]
fn no_way_through_the_program_shows_a_covered_name() {
    for (columns, rows, widths) in [(80, 24, Widths::Wide), (80, 24, Widths::Narrow), (120, 40, Widths::Wide)] {
        let open = seen_on_the_walk(columns, rows, widths, false);
        assert!(open.len() > 10, "the walk passes by persons: {open:?}");
        let born = |text: &String| text.starts_with("19") && text.contains(['/', '-']);
        assert!(open.iter().any(born), "it passes by days of birth: {open:?}");
        let covered = seen_on_the_walk(columns, rows, widths, true);
        assert!(covered.is_empty(), "{columns}x{rows}: {covered:?}");
    }
}

#[test]
fn the_title_says_that_names_are_covered_and_the_next_start_covers_them_too() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    assert!(!desk.screen().contains("伏せ表示"));
    desk.press("*");
    assert!(desk.screen().lines().next().is_some_and(|title| title.contains("伏せ表示")), "{}", desk.screen());
    assert_eq!(desk.sessions.last().map(|session| session.covered), Some(true));
    desk.press("*");
    assert_eq!(desk.sessions.last().map(|session| session.covered), Some(false));
    assert!(!desk.screen().lines().next().is_some_and(|title| title.contains("伏せ表示")));
}

#[test]
fn somebody_who_is_written_down_meanwhile_is_covered_as_well() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("*");
    let mut person = people().remove(0);
    person.id = renkei::domain::PersonId::new();
    person.name = "架空 増子".to_owned();
    person.kana = Some("カクウ マスコ".to_owned());
    desk.written_elsewhere(vec![renkei::port::Put::Save(person.into())]);
    desk.press("2 /");
    desk.commit("ますこ");
    let screen = desk.screen();
    assert!(screen.contains("K.M."), "{screen}");
    assert!(!screen.contains("架空 増子"), "{screen}");
}

#[test]
fn the_first_person_in_a_store_that_is_not_encrypted_is_asked_about_once() {
    let mut desk = Desk::plain();
    desk.press("2 f5");
    assert!(desk.screen().contains("暗号化していません"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.app.overlays().is_empty(), "the answer under the cursor is no: {}", desk.screen());
    desk.press("f5 right enter");
    assert!(!desk.screen().contains("暗号化していません"), "{}", desk.screen());
    assert_eq!(desk.app.overlays().len(), 1, "the form is open");
    assert_eq!(desk.sessions.last().map(|session| session.plain_accepted), Some(true));
    desk.press("esc f5");
    assert!(!desk.screen().contains("暗号化していません"), "asked once: {}", desk.screen());

    let mut demo = Desk::demo_with_people(80, 24, Widths::Wide);
    demo.press("2 f5");
    assert!(!demo.screen().contains("暗号化していません"), "{}", demo.screen());
}
