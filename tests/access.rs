//! Who looked at whose record, on the screen: a month at a time, what stands out first, and that somebody has looked it over.

mod desk;

use desk::Desk;
use jiff::civil::{DateTime, date};
use renkei::domain::permission::Denial;
use renkei::domain::{Author, Facility, FacilityId, Person};
use renkei::exchange::demo;
use renkei::paint::Widths;
use renkei::port::access_month::REVIEW;
use renkei::port::audit::{AuditEntry, AuditQuery, AuditRecord, Witness};
use renkei::port::{EntityKind, Put, Record};

fn people() -> Vec<Person> {
    let records = demo::care(desk::now().today(), &renkei::rulebook::builtin());
    records.into_iter().filter_map(Record::into_person).collect()
}

fn witness(desk: &Desk, at: DateTime, who: &str, action: &'static str, persons: &[&Person], note: &str) {
    let zone = desk.now.wall.time_zone().clone();
    let at = at.to_zoned(zone).expect("exists").timestamp();
    let records: Vec<_> =
        persons.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    let (author, count) = (Author::account(1001, who), records.len() as u64);
    desk.store.witness(Witness { author, at, action, records, count, note: note.to_owned() }).expect("written");
}

/// Some looks in June, one of them in the night; and one in May.
fn looked_at(columns: u16, rows: u16) -> (Desk, Vec<Person>) {
    let desk = Desk::demo_with_people(columns, rows, Widths::Narrow);
    let people = people();
    witness(&desk, date(2026, 5, 20).at(10, 0, 0, 0), "月丘", "open", &[&people[2]], "screen card");
    witness(&desk, date(2026, 6, 3).at(23, 10, 0, 0), "月丘", "open", &[&people[0]], "screen card");
    witness(&desk, date(2026, 6, 4).at(9, 0, 0, 0), "中村", "copy", &[&people[1]], "phone ambulance");
    witness(&desk, date(2026, 6, 5).at(9, 0, 0, 0), "中村", "emergency_open", &[&people[1]], "safety");
    witness(
        &desk,
        date(2026, 6, 5).at(9, 30, 0, 0),
        "中村",
        "export",
        &[&people[0], &people[1]],
        "visits_csv internal",
    );
    (desk, people)
}

fn reviews(desk: &Desk) -> Vec<AuditEntry> {
    let mut lines = Vec::new();
    let query = AuditQuery { action: Some(REVIEW.to_owned()), ..AuditQuery::default() };
    desk.store.audit(&query, &mut |line| lines.push(line)).expect("readable");
    lines
}

#[test]
fn what_stands_out_comes_first_and_each_line_says_who_did_what_to_whom() {
    let (mut desk, people) = looked_at(80, 24);
    desk.press("3 r");
    let screen = desk.screen();
    assert!(screen.contains("2026年6月") && screen.contains("4件") && screen.contains("目立つもの2件"), "{screen}");
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains("06/0")).collect();
    assert!(rows[0].contains("06/05 09:00") && rows[0].contains("理由つきで開いた"), "{screen}");
    assert!(
        rows[1].contains("06/03 23:10") && rows[1].contains("夜間") && rows[1].contains(&people[0].name),
        "{screen}"
    );
    assert!(rows[2].contains("ファイルへ出した") && rows[2].contains("2名"), "{screen}");
    assert!(rows[3].contains("写した") && rows[3].contains(&people[1].name), "{screen}");
    assert!(rows[4].contains("安否の確認"), "the reason of the selected one: {screen}");
    desk.press("down down down");
    assert!(desk.screen().contains("電話だけ > 救急隊"), "{}", desk.screen());
    desk.press("1");
    assert!(!desk.screen().contains("写した "), "{}", desk.screen());
    desk.press("left");
    let may = desk.screen();
    assert!(may.contains("2026年5月") && may.contains("目立つものはありません"), "{may}");
    desk.press("1");
    assert!(desk.screen().contains(&people[2].name), "{}", desk.screen());
    desk.press("right right");
    assert!(desk.screen().contains("2026年6月") && desk.screen().contains("まだありません"), "{}", desk.screen());
}

#[test]
fn a_month_is_looked_over_with_a_question_and_what_comes_later_is_counted() {
    let (mut desk, people) = looked_at(120, 40);
    desk.press("3 f6");
    let last = renkei::pane::card::Round::every().len();
    for _ in 0..last {
        desk.press("down");
    }
    desk.press("enter");
    assert!(desk.screen().contains("まだ点検していません"), "{}", desk.screen());
    desk.press("2 enter");
    assert!(reviews(&desk).is_empty(), "the harmless answer stands first: {}", desk.screen());
    desk.press("2 right enter");
    let lines = reviews(&desk);
    assert_eq!(lines.iter().map(|line| line.note.as_str()).collect::<Vec<_>>(), ["2026-06 lines=4 standing_out=2"]);
    assert!(desk.screen().contains("点検済 2026-06-12 09:41 中村"), "{}", desk.screen());
    witness(&desk, date(2026, 6, 12).at(9, 50, 0, 0), "月丘", "open", &[&people[0]], "screen card");
    desk.press("left right");
    assert!(desk.screen().contains("そのあと 1件"), "{}", desk.screen());
    // The month before was not looked over by that.
    desk.press("left");
    assert!(desk.screen().contains("まだ点検していません"), "{}", desk.screen());
}

#[test]
fn whoever_may_not_write_it_down_is_told_so_and_looking_leaves_no_line() {
    let (mut desk, _) = looked_at(80, 24);
    desk.denied = Some(Denial::AdminsOnly);
    let lines = |desk: &Desk| {
        let mut n = 0;
        desk.store.audit(&AuditQuery::default(), &mut |_| n += 1).expect("readable");
        n
    };
    let before = lines(&desk);
    desk.press("3 r");
    assert!(!desk.screen().contains("2 点検した"), "{}", desk.screen());
    desk.press("2");
    assert!(desk.screen().contains("管理者"), "{}", desk.screen());
    assert_eq!(lines(&desk), before);
}

#[test]
fn names_are_covered_and_who_is_gone_is_named_by_nobody() {
    let (mut desk, people) = looked_at(80, 24);
    desk.press("3 r shift-f8"); // In a menu a character chooses.
    let screen = desk.screen();
    assert!(people.iter().all(|person| !screen.contains(&person.name)), "{screen}");
    desk.press("shift-f8 esc");
    let mut restricted = people[1].clone();
    restricted.rev = 1;
    restricted.card.restricted = true;
    desk.written_elsewhere(vec![Put::Save(Record::Person(restricted))]);
    desk.press("r");
    // As on the list of cards: the name, and that it is restricted.
    assert!(
        desk.screen().contains("閲覧制限のあるカード") && desk.screen().contains(&people[1].name),
        "{}",
        desk.screen()
    );
    desk.press("q");
}

#[test]
fn a_month_is_read_again_when_somebody_changed_and_not_at_every_change_of_the_register() {
    let (mut desk, people) = looked_at(80, 24);
    desk.press("3 r");
    // Of a look the journal says nothing: it is seen when the month is read again.
    witness(&desk, date(2026, 6, 7).at(9, 0, 0, 0), "月丘", "open", &[&people[2]], "screen card");
    let facility = Facility::new(FacilityId::from_bytes([0x77; 16]));
    desk.written_elsewhere(vec![Put::Save(Record::Facility(facility))]);
    assert!(desk.screen().contains("4件"), "{}", desk.screen());
    let mut moved = people[1].clone();
    (moved.rev, moved.note) = (1, "転居".to_owned());
    desk.written_elsewhere(vec![Put::Save(Record::Person(moved))]);
    assert!(desk.screen().contains("5件"), "{}", desk.screen());
}

#[test]
fn it_is_drawn_evenly_in_every_size() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 15), (40, 10)] {
        let (mut desk, _) = looked_at(columns, rows);
        desk.press("3 r down");
        assert!(desk.screen().contains("2026年6月"), "{columns}x{rows}: {}", desk.screen());
        desk.press("end pageup home");
    }
}
