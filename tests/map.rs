//! The map of the demo city: the same list and the same selected facility as on pane 1, and every key of it.

mod desk;

use desk::{Desk, now};
use renkei::app::Shown;
use renkei::domain::FacilityId;
use renkei::domain::facility::Coordinates;
use renkei::exchange::demo;
use renkei::model::{Registry, Sort, View};
use renkei::paint::Widths;
use renkei::words::Language;

fn desk() -> Desk {
    let mut desk = Desk::demo_with_map(Language::Ja, 80, 24, Widths::Narrow);
    desk.press("5");
    desk
}

fn selected_on_map(desk: &Desk) -> Option<FacilityId> {
    match desk.app.shown() {
        Shown::Map(map) => map.selected(),
        other => panic!("another pane: {other:?}"),
    }
}

fn name(desk: &Desk, id: FacilityId) -> String {
    desk.app.context().registry.row(id).expect("listed").short.to_string()
}

/// Names down the list from the top, by going through it.
fn listed(desk: &mut Desk, most: usize) -> Vec<FacilityId> {
    desk.press("home");
    let mut ids = vec![desk.selected().expect("one")];
    while ids.len() < most {
        desk.press("down");
        let id = desk.selected().expect("one");
        if ids.last() == Some(&id) {
            break;
        }
        ids.push(id);
    }
    ids
}

/// What `renkei find` and the list of facilities give by distance.
fn by_distance(point: Coordinates, filter: &str) -> Vec<FacilityId> {
    let city = demo::city(now().today());
    let registry = Registry::build(city.facilities, &[]);
    let view = View { sort: Sort::Distance, filter, reference_point: Some(point), ..View::default() };
    registry.list(&view, now().today())
}

#[test]
fn the_list_is_the_list_of_facilities_nearest_first_and_those_without_a_place_last() {
    let mut desk = desk();
    // Everything in sight: after a step nearer, what is usual, and then all.
    desk.press("+ = = home");
    let hospital = desk
        .app
        .context()
        .registry
        .rows()
        .find(|row| row.mark == "病" && row.coordinates.is_some())
        .map(|row| (row.id, row.coordinates.expect("a place")))
        .expect("a hospital");
    while desk.selected() != Some(hospital.0) {
        let before = desk.selected();
        desk.press("down");
        assert_ne!(desk.selected(), before, "the hospital is listed");
    }
    desk.press("@ home");
    let all = desk.app.context().registry.len();
    let wanted = by_distance(hospital.1, "");
    assert_eq!(wanted.len(), all);
    assert_eq!(listed(&mut desk, all + 1), wanted);
}

#[test]
fn the_same_one_is_selected_here_and_there() {
    let mut desk = desk();
    let first = selected_on_map(&desk).expect("one");
    assert_eq!(desk.selected(), Some(first), "what pane 1 had selected is selected on the map");
    desk.press("down down");
    let third = selected_on_map(&desk).expect("one");
    assert_ne!(third, first);
    assert_eq!(desk.selected(), Some(third));
    // Enter opens it there.
    desk.press("enter");
    assert!(matches!(desk.app.shown(), Shown::Facilities(_)));
    assert_eq!(desk.selected(), Some(third));
    desk.press("esc down 5");
    assert_eq!(selected_on_map(&desk), desk.selected());
    assert_ne!(desk.selected(), Some(third));
}

#[test]
fn the_selected_one_is_never_out_of_sight() {
    let mut desk = desk();
    for keys in ["+ + +", "right", "K", "- -", "shift-down", "L L L", "+ + + +", "H", "r", "r", "left", "=", "="] {
        desk.press(keys);
        let id = selected_on_map(&desk).expect("one");
        assert_eq!(desk.selected(), Some(id), "after {keys}");
        let Shown::Map(map) = desk.app.shown() else { panic!("the map") };
        let row = desk.app.context().registry.row(id).expect("listed");
        assert!(row.coordinates.is_none() || map.shows(row.coordinates.expect("a place")), "after {keys}");
        assert!(map.in_sight() > 0, "after {keys}");
    }
}

#[test]
fn to_the_side_ends_where_nothing_lies_beyond() {
    let mut desk = desk();
    desk.press("= +");
    for _ in 0..40 {
        desk.press("left");
    }
    assert!(desk.screen().contains("これより西に施設はありません"), "{}", desk.screen());
}

#[test]
fn a_ring_leaves_what_lies_within_it_and_esc_takes_it_off() {
    let mut desk = desk();
    desk.press("= home @");
    let point = desk.selected().expect("one");
    let at = desk.app.context().registry.row(point).expect("listed").coordinates.expect("a place");
    let far = |desk: &Desk, id| {
        let row = desk.app.context().registry.row(id).expect("listed");
        row.coordinates.map(|own| own.distance_to(at))
    };
    let mut counts = Vec::new();
    for metres in [1_000.0, 3_000.0, 5_000.0] {
        desk.press("r");
        let within: Vec<FacilityId> =
            by_distance(at, "").into_iter().filter(|id| far(&desk, *id).is_some_and(|far| far <= metres)).collect();
        assert_eq!(listed(&mut desk, within.len() + 5), within, "{metres}");
        counts.push(within.len());
    }
    assert!(counts[0] > 1 && counts[0] < counts[1] && counts[1] < counts[2], "{counts:?}");
    desk.press("esc");
    assert!(listed(&mut desk, counts[2] + 1).len() > counts[2]);
    // After the widest comes none.
    for _ in 0..5 {
        desk.press("r");
    }
    assert!(desk.screen().contains("囲みを外しました"), "{}", desk.screen());
}

#[test]
fn a_filter_holds_here_too_and_the_nearest_is_selected() {
    let mut desk = desk();
    desk.press("= home");
    desk.press("f6 1 1");
    let Shown::Map(map) = desk.app.shown() else { panic!("{}", desk.screen()) };
    let filter = desk.app.context().session.filter.clone().expect("a filter");
    let city = demo::city(now().today());
    let registry = Registry::build(city.facilities, &[]);
    let left = registry.list(&View { filter: &filter, ..View::default() }, now().today());
    assert!(!left.is_empty() && left.len() < registry.len());
    assert_eq!(map.listed(), left.len());
    assert!(left.contains(&selected_on_map(&desk).expect("one")));
    assert_eq!(selected_on_map(&desk), desk.selected());
}

#[test]
fn full_width_keys_zoom_and_move_and_kana_search() {
    let mut desk = desk();
    let before = desk.screen();
    desk.commit("＋");
    assert_ne!(desk.screen(), before);
    desk.commit("－");
    desk.commit("＝");
    let whole = desk.screen();
    desk.commit("ー");
    assert_ne!(desk.screen(), whole, "the long vowel is the minus of the input method");
    desk.commit("さくら");
    desk.press("enter");
    assert!(matches!(desk.app.shown(), Shown::Map(_)));
    let id = selected_on_map(&desk).expect("one");
    assert_eq!(desk.selected(), Some(id), "what was found is selected on the map");
}

#[test]
fn what_works_on_a_facility_works_on_the_selected_one() {
    let mut desk = desk();
    let nothing_written = desk.last_seq();
    desk.press("= home");
    let id = desk.selected().expect("one");
    let phone = desk.app.context().registry.row(id).expect("listed").phone.to_string();
    desk.press("t");
    assert_eq!(desk.clipboard.last(), Some(&phone));
    desk.press("f4");
    assert!(desk.screen().contains(&name(&desk, id)), "{}", desk.screen());
    desk.press("esc");
    // Marks are those of the list.
    desk.press("space");
    assert_eq!(desk.app.pane().marks.ids(), [id]);
    assert_ne!(desk.selected(), Some(id), "and one goes on to the next");
    desk.press("s");
    assert!(desk.screen().contains("いつも近い順"), "{}", desk.screen());
    assert_eq!(desk.last_seq(), nothing_written);
}

#[test]
fn one_that_nobody_can_place_is_listed_last_and_said_to_have_no_place() {
    let mut desk = desk();
    desk.press("end");
    let id = selected_on_map(&desk).expect("one");
    assert!(desk.app.context().registry.row(id).expect("listed").coordinates.is_none());
    assert!(desk.screen().contains("緯度経度がなく"), "{}", desk.screen());
    assert!(desk.screen().contains("位置不明 "), "{}", desk.screen());
    // And is found again from the list of facilities.
    desk.press("home 1 5");
    assert_eq!(selected_on_map(&desk), desk.selected());
}

#[test]
fn the_keys_of_all_presets_say_what_they_do_on_the_map() {
    let mut desk = desk();
    desk.press("?");
    let help = desk.screen();
    assert!(help.contains("地図"), "{help}");
}

/// No row is uneven, whatever the size and the widths, and no ambiguous line is drawn where it would take two cells.
#[test]
fn every_size_is_even_and_has_a_place_for_the_cursor() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20), (40, 10), (200, 50)] {
        for widths in [Widths::Narrow, Widths::Wide] {
            for language in [Language::Ja, Language::En] {
                let mut desk = Desk::demo_with_map(language, columns, rows, widths);
                for keys in ["5", "+ +", "r r", "@", "z", "end", "*", "= ="] {
                    desk.press(keys);
                    let screen = desk.screen();
                    assert!(desk.draw().1.is_some(), "{keys}: no place for the cursor\n{screen}");
                    if widths == Widths::Wide {
                        assert!(!screen.contains(['─', '│', '…', '○', '●']), "{keys}\n{screen}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_the_map_looks_like() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
        for (set, widths) in [("fine", Widths::Narrow), ("safe", Widths::Wide)] {
            let mut desk = Desk::demo_with_map(Language::Ja, columns, rows, widths);
            desk.press("5 home @");
            desk.wait(20_000);
            insta::assert_snapshot!(format!("map_{columns}x{rows}_{set}"), desk.screen_with_cursor());
        }
    }
}
