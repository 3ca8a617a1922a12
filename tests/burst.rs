//! What other sessions change by the hundred: the registry is the same as one read anew, and the screen stays where it was.

mod desk;

use desk::{Desk, now};
use renkei::domain::Facility;
use renkei::exchange::demo;
use renkei::message::{Loaded, Msg, Session};
use renkei::model::{Registry, Sort, View};
use renkei::paint::Widths;
use renkei::port::{Change, EntityKind, GroupId, Record};

fn city() -> Vec<Facility> {
    demo::city(now().today()).facilities
}

fn changes(facilities: &[Facility]) -> Vec<Change> {
    let numbered = facilities.iter().zip(1..);
    let change = |(facility, seq): (&Facility, u64)| Change {
        seq,
        group: GroupId(1),
        kind: EntityKind::Facility,
        key: facility.id.to_bytes(),
        before: None,
        trashed: false,
        erased: false,
        after: Some(Record::Facility(facility.clone())),
    };
    numbered.map(change).collect()
}

fn renamed(facility: &Facility, name: &str) -> Facility {
    let mut other = facility.clone();
    other.local.identity.facts.name = Some(name.to_owned());
    other
}

#[test]
fn changes_in_one_go_leave_the_registry_as_if_it_were_read_anew() {
    let all = city();
    let today = now().today();
    let (early, late) = all.split_at(all.len() / 3);
    let mut registry = Registry::build(early.to_vec(), &[]);
    assert!(!registry.apply(&[]));
    // Late ones come, every fifth early one gets another name twice, every seventh goes.
    let mut burst = changes(late);
    let mut now_there = late.to_vec();
    for (at, facility) in early.iter().enumerate() {
        if at % 7 == 0 {
            let gone = Change { after: None, ..changes(std::slice::from_ref(facility)).remove(0) };
            burst.push(gone);
        } else if at % 5 == 0 {
            let last = renamed(facility, &format!("花の家{at}"));
            burst.extend(changes(&[renamed(facility, "途中の名"), last.clone()]));
            now_there.push(last);
        } else {
            now_there.push(facility.clone());
        }
    }
    assert!(burst.len() > 300, "more than lie unfrozen in the index");
    assert!(registry.apply(&burst));
    let anew = Registry::build(now_there, &[]);
    assert_eq!(registry.len(), anew.len());
    for sort in [Sort::Name, Sort::Age, Sort::Kind] {
        for filter in ["", "種別:訪看", "病院", "花の家"] {
            let view = View { sort, filter, reference_point: None, pinned: &[], recent: &[] };
            assert_eq!(registry.list(&view, today), anew.list(&view, today), "{sort:?} {filter}");
        }
    }
    for query in ["花の家", "途中の名", "病院", "03", "houmon", "開所:今日 病院", "連携:可 訪問", "花病"]
    {
        let (own, other) = (registry.find(query, 50, today), anew.find(query, 50, today));
        assert_eq!(own, other, "{query}");
    }
}

#[test]
fn conditions_of_the_lists_keep_the_order_and_the_count_of_the_search() {
    let registry = Registry::build(city(), &[]);
    let today = now().today();
    for word in ["病院", "訪問", "町", "a"] {
        let all = registry.find(word, usize::MAX, today).rows;
        let partner: Vec<_> =
            all.iter().filter(|hit| registry.row(hit.id).is_some_and(|row| row.partner)).cloned().collect();
        let found = registry.find(&format!("連携:可 {word}"), 20, today);
        assert_eq!(found.total, partner.len(), "{word}");
        assert_eq!(found.rows, partner[..partner.len().min(20)], "{word}");
    }
}

#[test]
fn reading_everything_anew_keeps_the_selection_and_the_scroll() {
    let mut desk = Desk::demo(80, 24, Widths::Wide);
    desk.press("pagedown pagedown down down up");
    let (selected, line) = (desk.selected(), desk.app.pane().list.cursor() - desk.app.pane().list.top());
    let mut more = city();
    let new: Vec<Facility> = more
        .iter()
        .take(200)
        .enumerate()
        .map(|(at, facility)| {
            let mut other = renamed(facility, &format!("あ新しい{at}"));
            other.id = renkei::domain::FacilityId::from_bytes([at as u8 + 1; 16]);
            other
        })
        .collect();
    more.extend(new);
    let loaded = |facilities: Vec<Facility>| {
        let (places, session) = (std::sync::Arc::default(), Session::default());
        let registry = Registry::build(facilities, &[]);
        let casebook = renkei::model::Casebook::new(std::sync::Arc::default(), jiff::civil::date(2026, 6, 12));
        Msg::Loaded(Box::new(Loaded { registry, casebook, doubts: Vec::new(), places, seq: 2000, session }))
    };
    desk.send(loaded(more.clone()));
    assert_eq!(desk.selected(), selected);
    let list = &desk.app.pane().list;
    assert_eq!(list.cursor() - list.top(), line, "the same line of the screen");
    assert_eq!(list.len(), city().len() + 200);

    desk.send(loaded(city()));
    desk.press("/");
    desk.commit("病院");
    desk.press("down down");
    let hit = desk.app.overlays().last().and_then(renkei::app::Overlay::looks_at);
    assert!(hit.is_some());
    desk.send(loaded(more));
    assert_eq!(desk.app.overlays().last().and_then(renkei::app::Overlay::looks_at), hit);
    assert!(desk.screen().contains("病院"));
}

#[test]
fn a_record_that_another_session_has_just_removed_is_asked_for_once() {
    let mut desk = Desk::demo(80, 24, Widths::Wide);
    // Listed, but not in the store: the journal has not told of it yet.
    let mut ghost = renamed(&city()[0], "あ");
    ghost.local.identity.facts.kana = Some("ぁ".to_owned());
    ghost.id = renkei::domain::FacilityId::from_bytes([0xEE; 16]);
    desk.send(Msg::Journal(changes(std::slice::from_ref(&ghost))));
    desk.press("home");
    assert_eq!(desk.selected(), Some(ghost.id));
    desk.press("down up");
    assert_eq!(desk.selected(), Some(ghost.id));
}
