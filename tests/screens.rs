//! What the screens look like, to the cell, and where the hardware cursor stands.

mod desk;

use desk::Desk;
use renkei::paint::Widths;

/// Every size, in both glyph sets.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 20)];

fn each(name: &str, act: impl Fn(&mut Desk)) {
    for (columns, rows) in SIZES {
        for (set, widths) in [("fine", Widths::Narrow), ("safe", Widths::Wide)] {
            let mut desk = Desk::demo(columns, rows, widths);
            act(&mut desk);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}_{set}"), desk.screen_with_cursor());
        }
    }
}

#[test]
fn list_and_detail() {
    each("list", |desk| desk.press("down down"));
}

#[test]
fn the_detail_with_the_focus() {
    each("detail", |desk| desk.press("enter pagedown"));
}

#[test]
fn search() {
    each("search", |desk| desk.commit("さくら"));
}

#[test]
fn the_menu_of_filters() {
    each("filter", |desk| desk.press("f6"));
}

#[test]
fn a_filtered_wide_table() {
    each("table", |desk| desk.press("f6 1 1 z"));
}

#[test]
fn the_history_of_a_facility() {
    each("history", |desk| desk.press("down down H down"));
}

#[test]
fn the_log_and_a_question() {
    each("log", |desk| desk.press("o L u"));
}

#[test]
fn the_trash_and_deleting_for_ever() {
    each("trash", |desk| {
        while desk.facility(desk.selected().expect("one")).is_some_and(|facility| !facility.listings.is_empty()) {
            desk.press("down");
        }
        desk.press("delete T D");
    });
}

/// Ambiguous characters and full-width ones never shift a row, whatever is open, and safe chrome has neither.
#[test]
fn every_screen_is_even_and_safe_chrome_is_safe() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        for widths in [Widths::Narrow, Widths::Wide] {
            for keys in [
                "down", "enter", "/", "f6", "f6 1", "f7", "f1", "f4", "f2", "f5", "q", "z", "H", "L", "L enter", "L u",
                "T",
            ] {
                let mut desk = Desk::demo(columns, rows, widths);
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
