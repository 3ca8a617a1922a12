//! Terminals of every size, and ones that change it.

use renkei::words::{Language, Words};
use rstest::rstest;

use super::demo::{selected, start};
use super::pty::Emulator;

#[rstest]
#[case(60, 20)]
#[case(40, 10)]
fn a_small_terminal_can_search_and_copy(#[case] columns: u16, #[case] rows: u16) {
    let (_home, pty) = start(Emulator { columns, rows, ..Emulator::USUAL });
    let first = selected(&pty.wait_until("a row", |seen| selected(seen).is_some()));
    pty.type_keys("/");
    pty.type_keys("sakurakea");
    drop(pty.wait_until("the hit", |seen| selected(seen).is_some_and(|row| row.contains("さくらケア"))));
    pty.type_keys("\r");
    drop(pty.wait_until("it in the list", |seen| selected(seen).is_some_and(|row| Some(row) != first)));
    pty.type_keys("t");
    super::journey::wait_for_clipboard(&pty, &[&super::journey::phone()]);
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_grows_again() {
    let (_home, mut pty) = start(Emulator::USUAL);
    pty.resize(39, 9);
    pty.wait_for("40桁");
    pty.resize(80, 24);
    drop(pty.wait_until("a whole list", |seen| seen.is_whole() && selected(seen).is_some()));
    pty.resize(3, 1);
    pty.wait_for(".."); // what is left of the sentence; before that, `q` would ask
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

/// Every overlay is drawn anew in the new size, and what it held is still there.
#[rstest]
#[case::search("/さくら", "検索")]
#[case::copy_menu("\x1bOS", "写す")]
#[case::form("\x1bOQ", "名称")]
#[case::help("?", "ヘルプ")]
#[case::sort("\x1b[18~", "並")]
#[case::quit("q", Words::of(Language::Ja).get("confirm.quit"))]
fn an_open_overlay_follows_the_size(#[case] keys: &str, #[case] shows: &str) {
    let (_home, mut pty) = start(Emulator::USUAL);
    pty.type_keys(keys);
    pty.wait_for(shows);
    for (columns, rows) in [(60, 20), (120, 40), (40, 10), (80, 24)] {
        let sent = pty.sent().len();
        pty.resize(columns, rows);
        drop(pty.wait_until("a frame of the new size", |seen| {
            seen.bytes.len() > sent && seen.is_whole() && seen.parser.screen().contents().contains(shows)
        }));
    }
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}
