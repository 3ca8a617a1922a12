//! A number of the register that changes once is right on every card, in a window that nobody touches.

use std::path::Path;
use std::time::{Duration, Instant};

use renkei::domain::{Facility, Person};
use renkei::port::{EntityKind, Record, Store};
use renkei::store::{Options, RedbStore};
use renkei::words::{Language, Words};

use super::demo::{renkei, selected, show_facilities};
use super::pty::{Emulator, Pty, Seen, command};
use super::tools::tool;

/// High enough for a whole card.
const TALL: Emulator = Emulator { columns: 120, rows: 90, ambiguous: Some(1) };
const F2: &str = "\x1bOQ";
const CLEAR: &str = "\x05\x15"; // Ctrl-E Ctrl-U

fn shell(home: &Path, arguments: &[&str]) {
    let output = tool(renkei(), home).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn open(home: &Path) -> Pty {
    let pty = Pty::start(command(renkei(), home), TALL);
    drop(pty.wait_until("a selected line", |seen| selected(seen).is_some()));
    pty
}

/// A doctor's practice whose number for the night stands on several cards, with whose cards these are.
fn doctor(home: &Path) -> (Facility, Vec<Person>) {
    let store = RedbStore::open(&home.join("data/renkei"), Options::default()).unwrap();
    let (mut places, mut people) = (Vec::new(), Vec::new());
    for kind in [EntityKind::Facility, EntityKind::Person] {
        store
            .scan(kind, &mut |record| match record {
                Record::Facility(place) => places.push(place),
                Record::Person(person) => people.push(person),
                Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) | Record::Template(_) => {}
                Record::Episode(_) | Record::Task(_) | Record::Disclosure(_) | Record::Conference(_) => {}
                Record::Sheet(_)
                | Record::AcpTalk(_)
                | Record::Meeting(_)
                | Record::Publication(_)
                | Record::Guide(_)
                | Record::Survey(_)
                | Record::Answer(_)
                | Record::ServiceAct(_) => {}
            })
            .unwrap();
    }
    // A card that asks for a reason first, or has a number of its own for the night, shows something else.
    people.retain(|person| !person.card.restricted && person.card.wishes.doctor_phone.is_none());
    let patients = |place: &Facility| {
        people.iter().filter(|person| person.doctor.facility == Some(place.id)).cloned().collect::<Vec<_>>()
    };
    let place = places.into_iter().max_by_key(|place| patients(place).len()).unwrap();
    let patients = patients(&place);
    assert!(patients.len() > 1, "the demo has a doctor with several patients");
    (place, patients)
}

/// From the list of cards to the whole of a person's card.
fn show_card(pty: &Pty, person: &Person) {
    // Keys that come together are taken for what an input method has made of them: one after the other.
    pty.type_keys("/");
    drop(pty.wait_until("the search", |seen| shows(seen, "人を探す")));
    pty.type_keys(person.kana.as_deref().unwrap());
    drop(pty.wait_until("the hit", |seen| selected(seen).is_some_and(|row| row.contains(&person.name))));
    pty.type_keys("\r");
    drop(pty.wait_until("what is read to 119", |seen| shows(seen, "119へ読む")));
    pty.type_keys("1");
    drop(pty.wait_until("the whole card", |seen| shows(seen, "カードの全部")));
}

/// Out of the card and of the search that found it.
fn to_cards(pty: &Pty) {
    for _ in 0..4 {
        let before = pty.screen();
        if before.contains("五十音順") && !before.contains("人を探す") {
            return;
        }
        pty.type_keys("\x1b");
        drop(pty.wait_until("another screen", |seen| seen.is_whole() && seen.parser.screen().contents() != before));
    }
    panic!("there is no way back to the list:\n{}", pty.screen());
}

fn shows(seen: &Seen, text: &str) -> bool {
    seen.is_whole() && seen.parser.screen().contents().contains(text)
}

/// The line that the cursor stands in.
fn line_of_cursor(seen: &Seen) -> String {
    let screen = seen.parser.screen();
    let row = usize::from(screen.cursor_position().0);
    screen.contents().lines().nth(row).unwrap_or_default().to_owned()
}

/// Opens the form of the chosen facility at its number for the night, and types another into it.
fn type_number(pty: &Pty, number: &str) {
    let label = Words::of(Language::Ja).get("form.field.night_phone");
    pty.type_keys(F2);
    drop(pty.wait_until("the form", |seen| shows(seen, "を直す")));
    for _ in 0..60 {
        let before = pty.wait_until("a field", |seen| seen.is_whole() && !seen.parser.screen().hide_cursor());
        let line = line_of_cursor(&before);
        drop(before);
        if line.contains(label) {
            pty.type_keys(CLEAR);
            pty.type_keys(number);
            drop(pty.wait_until("the number", |seen| line_of_cursor(seen).contains(number)));
            return;
        }
        pty.type_keys("\t");
        drop(pty.wait_until("the next field", |seen| seen.is_whole() && line_of_cursor(seen) != line));
    }
    panic!("no field is called {label}:\n{}", pty.screen());
}

/// How often it is measured; more for a figure than for a test.
#[expect(clippy::disallowed_methods, reason = "a test's own switch")]
fn rounds() -> usize {
    std::env::var("RENKEI_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3)
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let all: Vec<u128> = times.iter().map(Duration::as_millis).collect();
    eprintln!("{what}: median {} ms, most {} ms of {all:?}", all[all.len() / 2], all[all.len() - 1]);
}

#[test]
fn a_doctor_s_number_for_the_night_changes_once_and_is_right_on_every_card_of_another_window() {
    let home = tempfile::tempdir().unwrap();
    shell(home.path(), &["demo", "--load"]);
    let (place, patients) = doctor(home.path());
    let (here, there) = (open(home.path()), open(home.path()));
    there.type_keys("3");
    drop(there.wait_until("the cards", |seen| shows(seen, "五十音順")));
    show_card(&there, &patients[0]);
    show_facilities(&here);
    here.type_keys("/");
    here.type_keys(place.name());
    drop(here.wait_until("the practice", |seen| selected(seen).is_some_and(|row| row.contains(place.name()))));
    here.type_keys("\r");
    drop(here.wait_until("the list on it", |seen| shows(seen, "件") && !shows(seen, "ローマ字")));

    let (mut from_key, mut from_saved) = (Vec::new(), Vec::new());
    let mut number = String::new();
    for round in 0..rounds() {
        number = format!("03-0999-{:04}", 1_000 + round);
        type_number(&here, &number);
        assert!(!there.screen().contains(&number));
        let pressed = Instant::now();
        here.type_keys(F2);
        // As seen by somebody before both windows: whichever is right first.
        drop(here.wait_until("the list", |seen| seen.is_whole() && !shows(seen, "を直す")));
        let saved = Instant::now();
        there.wait_for(&number);
        from_key.push(pressed.elapsed());
        from_saved.push(saved.elapsed());
    }
    tell("from the key that saves to the card in the other window", from_key);
    tell("from the form closed to the card in the other window", from_saved);

    // On the cards of the others as well, with nothing entered there.
    for patient in &patients {
        to_cards(&there);
        show_card(&there, patient);
        there.wait_for(&number);
    }
    // A change by the shell reaches both.
    shell(home.path(), &["set", &place.id.to_string(), "night_phone=03-0999-2000"]);
    let written = Instant::now();
    there.wait_for("03-0999-2000");
    tell("from the end of the shell's program to the card", vec![written.elapsed()]);
    drop(there.wait_until("the new number alone", |seen| !shows(seen, &number)));
}
