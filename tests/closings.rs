//! Service continuity on the screen: who is affected by a closing, who can take over, and how it is written down.

mod brute;
mod desk;

use std::collections::{BTreeMap, BTreeSet};

use brute::{Found, Records, brute_force};
use desk::Desk;
use jiff::civil::{Date, date};
use renkei::app::{Overlay, Shown};
use renkei::domain::service::ServiceAct;
use renkei::message::Effect;
use renkei::paint::Widths;
use renkei::pane::service::{Entry, ServicePane};
use renkei::port::EntityKind;
use renkei::words::Language;
use serde_json::Value;

const TODAY: Date = date(2026, 6, 12);
/// A day care that persons of the demo go to, and that is closed there.
const ALBA: &str = "01a19467-e931-7bfe-b3ab-e97d1cdf1206";

fn pane(desk: &Desk) -> &ServicePane {
    let Shown::Services(pane) = desk.app.shown() else { panic!("{}", desk.screen()) };
    pane
}

/// The pane with the closed day care selected.
fn at_alba(columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::demo_with_people(columns, rows, Widths::Wide);
    desk.press("8");
    while pane(&desk).facility().map(|id| id.to_string()).as_deref() != Some(ALBA) {
        let before = pane(&desk).selected();
        desk.press("down");
        assert_ne!(pane(&desk).selected(), before, "it is on the board: {}", desk.screen());
    }
    desk
}

fn exported(desk: &Desk) -> Vec<(String, Value)> {
    let text = desk.export();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.map(|line| (line["kind"].as_str().expect("a kind").to_owned(), line["record"].clone())).collect()
}

fn records(desk: &Desk) -> Records {
    let (mut facilities, mut answers, mut acts) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (kind, record) in exported(desk) {
        match kind.as_str() {
            "facility" => drop(facilities.insert(record["id"].as_str().expect("an id").to_owned(), record)),
            "answer" => answers.push(record),
            "service_act" => acts.push(record),
            _ => {}
        }
    }
    Records { facilities, answers, acts }
}

fn found(pane: &ServicePane) -> Found {
    let one = |one: &renkei::model::substitutes::Substitute| {
        (one.id.to_string(), one.fit.to_string() == "yes", one.same_area, one.days_known)
    };
    pane.substitutes().iter().map(one).collect()
}

/// Who is linked to an institution, over the exported records and not over the types.
fn linked(desk: &Desk, facility: &str) -> BTreeSet<String> {
    let records = exported(desk);
    let died: BTreeSet<&str> = records
        .iter()
        .filter(|(kind, record)| kind == "episode" && record["end"]["reason"] == "death")
        .map(|(_, record)| record["person"].as_str().expect("an id"))
        .collect();
    let mut names = BTreeSet::new();
    for (_, person) in records.iter().filter(|(kind, _)| kind == "person") {
        let supporters = person["card"]["supporters"].as_array().into_iter().flatten().map(|one| &one["who"]);
        let around = [&person["care_manager"], &person["doctor"]];
        let is_linked = around.into_iter().chain(supporters).any(|who| who["facility"].as_str() == Some(facility));
        let lives = person["card"]["passing"].is_null() && !died.contains(person["id"].as_str().expect("an id"));
        if is_linked && lives {
            names.insert(person["name"].as_str().expect("a name").to_owned());
        }
    }
    names
}

fn acts(desk: &Desk) -> Vec<ServiceAct> {
    let mut acts = Vec::new();
    desk.store.scan(EntityKind::ServiceAct, &mut |record| acts.extend(record.into_service_act())).expect("readable");
    acts
}

/// Every screen on the way through the detail.
fn walked(desk: &mut Desk) -> String {
    let mut seen = String::new();
    loop {
        seen += &desk.screen();
        let before = pane(desk).target();
        desk.press("down");
        if pane(desk).target() == before {
            return seen;
        }
    }
}

#[test]
fn the_board_names_whom_a_closing_concerns_once_that_is_written_down() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = at_alba(columns, rows);
        let wanted = linked(&desk, ALBA);
        assert!(!wanted.is_empty(), "the demo's closing concerns somebody");
        let covered = desk.screen();
        assert!(covered.contains(&format!("関わる人 {}人", wanted.len())), "{covered}");
        assert!(wanted.iter().all(|name| !covered.contains(name.as_str())), "{covered}");
        desk.press("enter");
        let seen = walked(&mut desk);
        for name in &wanted {
            assert!(seen.contains(name.as_str()), "{name}\n{seen}");
        }
        let looks = desk.asked.iter().filter_map(|effect| match effect {
            Effect::Witness { action: "open", records, note } if note == "screen service" => Some(records.len()),
            _ => None,
        });
        assert_eq!(looks.collect::<Vec<_>>(), [wanted.len()], "one line of the audit, with each of them");
        desk.press("esc esc");
        assert!(wanted.iter().all(|name| !desk.screen().contains(name.as_str())), "{}", desk.screen());
        // While others can see the screen the names are covered here too.
        desk.press("enter *");
        assert!(wanted.iter().all(|name| !desk.screen().contains(name.as_str())), "{}", desk.screen());
    }
}

#[test]
fn the_substitutes_are_those_of_an_independent_search_for_every_need() {
    let mut desk = at_alba(80, 24);
    let records = records(&desk);
    assert_eq!(found(pane(&desk)), brute_force(&records, TODAY, ALBA, &[], None));
    let mut sizes = BTreeSet::new();
    // 食事, then 入浴 too, then 電話 too, then not 食事.
    for (keys, needs) in [("f 1 esc", &["meal"][..]), ("f 2 esc", &["meal", "bath"]), ("f 5 1 esc", &["bath", "phone"])]
    {
        desk.press(keys);
        assert_eq!(pane(&desk).asked(), needs, "{}", desk.screen());
        let wanted = brute_force(&records, TODAY, ALBA, needs, None);
        assert_eq!(found(pane(&desk)), wanted, "{needs:?}");
        sizes.insert(wanted.len());
    }
    assert!(sizes.len() > 1, "the needs tell institutions apart: {sizes:?}");
    // Every one of them stands on the screen with its number.
    desk.press("right");
    let seen = walked(&mut desk);
    let cx = desk.app.context();
    for one in pane(&desk).substitutes() {
        let row = cx.registry.row(one.id).expect("in the register");
        assert!(seen.contains(&*row.phone), "{} {}\n{seen}", row.name, row.phone);
    }
}

#[test]
fn for_one_person_the_days_and_needs_of_that_one_count() {
    let mut desk = at_alba(120, 40);
    let records = records(&desk);
    let for_all = found(pane(&desk));
    desk.press("enter");
    // A person whose card says on which days: the substitutes have to be open on these.
    let days = |desk: &Desk| {
        let Some(renkei::pane::service::Target::Person(id)) = pane(desk).target() else { panic!("a person") };
        let all = renkei::model::substitutes::affected(desk.app.context().casebook, ALBA.parse().expect("an id"));
        let days = all.iter().filter(|one| one.person.id == id).find_map(|one| one.days)?;
        let week = (0..7).filter(|n| days.on(jiff::civil::Weekday::from_monday_zero_offset(*n).expect("a day")));
        Some(week.map(|n| n as u8).collect::<BTreeSet<u8>>())
    };
    desk.press("space f 2 esc");
    let asked = days(&desk);
    assert_eq!(pane(&desk).asked(), ["bath"]);
    assert_eq!(found(pane(&desk)), brute_force(&records, TODAY, ALBA, &["bath"], asked.as_ref()));
    assert!(desk.screen().contains("入浴"), "{}", desk.screen());
    // Once more it is for everybody again, who need nothing in particular.
    desk.press("space");
    assert_eq!(found(pane(&desk)), for_all);
}

#[test]
fn a_substitute_is_opened_on_its_pane_and_its_contact_is_copied() {
    let mut desk = at_alba(80, 24);
    let first = pane(&desk).substitutes()[0].id;
    let phone = desk.app.context().registry.row(first).expect("a row").phone.to_string();
    desk.press("right c 1");
    assert_eq!(desk.clipboard.last(), Some(&phone), "{}", desk.screen());
    desk.press("enter");
    assert!(matches!(desk.app.shown(), Shown::Facilities(_)), "{}", desk.screen());
    assert_eq!(desk.selected(), Some(first));
}

#[test]
fn what_is_typed_looks_for_a_place_and_opens_it_on_its_pane() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("8");
    desk.commit("薬局");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Search(_))), "{}", desk.screen());
    desk.press("enter");
    assert!(matches!(desk.app.shown(), Shown::Facilities(_)), "{}", desk.screen());
}

#[test]
fn a_closing_and_a_reopening_are_two_acts_and_two_undos() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let before = acts(&desk).len();
    desk.press("8 a");
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "a place is needed: {}", desk.screen());
    desk.fill("facility", "薬局");
    desk.press("enter");
    desk.fill("until", "6/10");
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "before its beginning: {}", desk.screen());
    desk.fill("until", "6/20");
    desk.fill("reason", "災害・停電");
    desk.fill("said_by", "管理者・電話");
    desk.fill("note", "停電");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    let all = acts(&desk);
    let new = all.iter().find(|act| act.said_by == "管理者・電話").expect("written");
    assert_eq!((new.state.as_str(), new.reason.as_str(), new.by.as_str()), ("closed", "disaster", "中村"));
    assert_eq!((new.from, new.until, all.len()), (TODAY, Some(date(2026, 6, 20)), before + 1));
    let is_listed = |desk: &Desk| {
        pane(desk)
            .entries()
            .iter()
            .any(|entry| matches!(entry, Entry::Closing { facility, .. } if *facility == new.facility))
    };
    assert!(is_listed(&desk));
    assert_eq!(pane(&desk).facility(), Some(new.facility), "one goes on with what was added");
    let screen = desk.screen();
    for shown in ["管理者・電話", "災害・停電", "停電", "2026/06/20"] {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
    // It opens again: another act.
    desk.press("space");
    desk.fill("said_by", "管理者・電話");
    desk.press("f2");
    assert_eq!(acts(&desk).len(), before + 2, "{}", desk.screen());
    assert!(!is_listed(&desk), "{}", desk.screen());
    desk.press("u");
    assert!(is_listed(&desk) && acts(&desk).len() == before + 1);
    desk.press("u");
    assert!(!is_listed(&desk) && acts(&desk).len() == before);
}

#[test]
fn what_goes_on_makes_it_partly_and_a_mistake_is_edited_or_taken_away() {
    let mut desk = at_alba(80, 24);
    let before = acts(&desk).len();
    desk.press("e");
    desk.fill("said_by", "相談員");
    desk.press("f2");
    let alba = |desk: &Desk| acts(desk).into_iter().find(|act| act.facility.to_string() == ALBA);
    assert_eq!(alba(&desk).expect("there").said_by, "相談員");
    desk.press("f8");
    assert_eq!(acts(&desk).len(), before - 1);
    desk.press("u");
    assert_eq!((acts(&desk).len(), alba(&desk).map(|act| act.state)), (before, Some("closed".to_owned())));
}

#[test]
fn what_is_announced_stands_below_and_the_hospitals_behind_it() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("8 a");
    desk.fill("facility", "薬局");
    desk.press("enter");
    desk.fill("from", "6/20");
    desk.press("f2");
    let entries = pane(&desk).entries().to_vec();
    let place = |wanted: fn(&Entry) -> bool| entries.iter().position(wanted).expect("there");
    let holds = place(|entry| matches!(entry, Entry::Closing { holds: true, .. }));
    let coming = place(|entry| matches!(entry, Entry::Closing { holds: false, .. }));
    let hospital = place(|entry| matches!(entry, Entry::Hospital(_)));
    assert!(holds < coming && coming < hospital);
    assert!(desk.screen().contains("予定 休止"), "{}", desk.screen());
}

#[test]
fn a_backup_hospital_says_who_is_registered_and_when_the_exchange_is_due() {
    let mut desk = Desk::demo_with_people(120, 40, Widths::Wide);
    desk.press("8 end");
    let records = exported(&desk);
    let registered = |hospital: &str| -> BTreeSet<String> {
        let with = |person: &&(String, Value)| {
            person.0 == "person"
                && person.1["card"]["backup_hospital"]["hospital"]["facility"].as_str() == Some(hospital)
        };
        records.iter().filter(with).map(|(_, person)| person["name"].as_str().expect("a name").to_owned()).collect()
    };
    let mut named = 0;
    for _ in 0..pane(&desk).entries().len() {
        let Some(Entry::Hospital(hospital)) = pane(&desk).selected() else { break };
        let wanted = registered(&hospital.to_string());
        let screen = desk.screen();
        assert!(wanted.iter().all(|name| !screen.contains(name.as_str())), "{screen}");
        if !wanted.is_empty() {
            assert!(screen.contains(&format!("登録している人 {}人", wanted.len())), "{screen}");
            assert!(screen.contains("次の連絡") || screen.contains("連絡の期限"), "{screen}");
            desk.press("enter");
            let seen = walked(&mut desk);
            assert!(wanted.iter().all(|name| seen.contains(name.as_str())), "{seen}");
            named += wanted.len();
            desk.press("esc esc");
        }
        desk.press("up");
    }
    assert!(named > 0, "somebody of the demo is registered");
}

#[test]
fn whose_role_has_to_do_with_meetings_only_sees_no_names_and_writes_no_closing() {
    let mut desk = Desk::for_meetings();
    let first = &demo_closings()[0];
    desk.written_elsewhere(vec![renkei::port::Put::Save(first.clone().into())]);
    let before = acts(&desk).len();
    desk.press("8 home");
    let wanted = linked(&desk, &first.facility.to_string());
    assert!(!wanted.is_empty());
    desk.press("enter");
    let screen = desk.screen();
    assert!(wanted.iter().all(|name| !screen.contains(name.as_str())) && screen.contains("今の役割"), "{screen}");
    assert!(!desk.asked.iter().any(|effect| matches!(effect, Effect::Witness { .. })));
    for keys in ["a", "e", "space"] {
        desk.press(keys);
        assert!(desk.app.overlays().is_empty(), "{keys}: {}", desk.screen());
    }
    assert_eq!(acts(&desk).len(), before);
}

fn demo_closings() -> Vec<ServiceAct> {
    renkei::exchange::demo::closings(TODAY).into_iter().filter_map(renkei::port::Record::into_service_act).collect()
}

#[test]
fn an_empty_board_says_how_it_begins() {
    let mut desk = Desk::demo(80, 24, Widths::Wide);
    desk.press("8");
    while pane(&desk).facility().is_some() {
        // The demo has hospitals that stand behind: without these the board is empty.
        desk = Desk::with(80, 24, Widths::Wide, Vec::new(), Vec::new(), "架空");
        desk.press("8");
    }
    let screen = desk.screen();
    assert!(screen.contains("F5") || screen.contains(" a で書きます"), "{screen}");
    assert!(screen.contains("休止や一部対応の施設はありません"), "{screen}");
    desk.press("down enter space e f8 c H");
    assert!(matches!(desk.app.shown(), Shown::Services(_)));
}

#[test]
fn the_board_looks_like_this() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
        for language in [Language::Ja, Language::En] {
            let mut desk = Desk::demo_on(language, columns, rows);
            desk.press("8");
            let name = |part: &str| format!("{part}_{columns}x{rows}_{language}");
            insta::assert_snapshot!(name("board"), desk.screen_with_cursor());
            desk.press("enter down");
            insta::assert_snapshot!(name("names"), desk.screen_with_cursor());
            desk.press("esc esc end");
            insta::assert_snapshot!(name("hospital"), desk.screen_with_cursor());
        }
    }
}

#[test]
fn on_a_person_the_closing_is_not_taken_away() {
    let mut desk = at_alba(80, 24);
    desk.press("enter");
    assert!(matches!(pane(&desk).target(), Some(renkei::pane::service::Target::Person(_))), "{}", desk.screen());
    let before = acts(&desk);
    desk.press("f8");
    assert_eq!(acts(&desk), before, "{}", desk.screen());
}
