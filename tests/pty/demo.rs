//! The real program on its demo city, as a person has it in front of them.

use std::path::Path;

use portable_pty::CommandBuilder;
use renkei::domain::facility::{Kind, Listing, Source, SourceKey};
use renkei::domain::{Author, Facility, FacilityId};
use renkei::port::store::Label;
use renkei::port::{Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};

use super::pty::{Emulator, Pty, Seen, command};

const LARGE: Emulator = Emulator { columns: 120, rows: 40, ambiguous: Some(1) };

pub fn renkei() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_renkei"))
}

/// The demo as a line for a shell.
pub fn shell_line() -> String {
    format!("{} demo", renkei().display())
}

pub fn demo(home: &Path) -> CommandBuilder {
    let mut command = command(renkei(), home);
    command.arg("demo");
    command
}

/// The demo, loaded.
pub fn start(emulator: Emulator) -> (tempfile::TempDir, Pty) {
    let home = tempfile::tempdir().unwrap();
    let pty = Pty::start(demo(home.path()), emulator);
    show_facilities(&pty);
    drop(pty.wait_until("a whole list", |seen| seen.is_whole() && selected(seen).is_some()));
    (home, pty)
}

/// From what is due, with which the demo opens, to the list of facilities.
pub fn show_facilities(pty: &Pty) {
    drop(pty.wait_until("a selected line", |seen| selected(seen).is_some()));
    pty.type_keys("1");
    drop(pty.wait_until("the facilities", |seen| count(seen).is_some()));
}

/// The text of the selected row of the list.
pub fn selected(seen: &Seen) -> Option<String> {
    seen.parser.screen().contents().lines().find_map(|line| line.strip_prefix('>').map(str::to_owned))
}

/// The number in "128件" of the list's title.
fn count(seen: &Seen) -> Option<String> {
    let contents = seen.parser.screen().contents();
    let (before, _) = contents.lines().find(|line| line.contains('件'))?.split_once('件')?;
    before.split(' ').next_back().map(str::to_owned)
}

#[test]
fn the_demo_opens_and_leaves_the_terminal_as_it_was() {
    let (home, mut pty) = start(Emulator::USUAL);
    pty.type_keys("\x11"); // Ctrl-Q: at once
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    assert!(!home.path().join("data").exists(), "the demo leaves no data behind");
    assert!(!home.path().join("state/renkei/session.json").exists(), "nor does it remember anything");
}

#[test]
fn japanese_typed_in_the_list_opens_the_search_with_it() {
    let (_home, pty) = start(Emulator::USUAL);
    pty.type_keys("くわな");
    let seen = pty.wait_until("the search", |seen| {
        let contents = seen.parser.screen().contents();
        contents.contains("検索") && contents.contains("くわな")
    });
    assert!(!seen.parser.screen().hide_cursor(), "the input method needs the cursor");
}

#[test]
fn a_full_width_key_moves_and_never_deletes() {
    // In the vim preset `d` moves to the trash.
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("config/renkei");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("config.toml"), "keymap = \"vim\"\n").unwrap();
    let pty = Pty::start(demo(home.path()), Emulator::USUAL);
    show_facilities(&pty);
    let before = pty.wait_until("a count", |seen| count(seen).is_some());
    let (first, all) = (selected(&before), count(&before));
    drop(before);
    pty.type_keys("ｊ");
    let moved = pty.wait_until("another row", |seen| selected(seen).is_some_and(|row| Some(row) != first));
    let second = selected(&moved);
    drop(moved);
    pty.type_keys("ｄ");
    pty.type_keys("\x1b[A");
    let back = pty.wait_until("the first row", |seen| selected(seen) == first);
    assert_eq!(count(&back), all);
    assert_ne!(second, first);
}

/// ux.md 6, check 5.
#[test]
fn a_key_is_one_write_of_less_than_8_kilobytes() {
    let (_home, pty) = start(LARGE);
    let Some(before) = pty.writes() else {
        eprintln!("SKIPPED: no /proc here that would count the writes of a process");
        return;
    };
    let first = selected(&pty.wait_until("a row", |seen| selected(seen).is_some()));
    let sent = pty.sent().len();
    pty.type_keys("j");
    drop(pty.wait_until("another row", |seen| seen.is_whole() && selected(seen).is_some_and(|row| Some(row) != first)));
    let frame = pty.sent()[sent..].to_vec();
    let updates = String::from_utf8_lossy(&frame).matches("\x1b[?2026h").count();
    assert_eq!((updates, pty.writes()), (1, Some(before + 1)));
    eprintln!("one key at 120x40: {} bytes", frame.len());
    assert!(frame.len() < 8 * 1024, "{} bytes", frame.len());
}

#[test]
fn a_wide_terminal_gets_no_ambiguous_lines() {
    let (_home, pty) = start(Emulator { ambiguous: Some(2), ..LARGE });
    let frame = String::from_utf8(pty.sent()).unwrap();
    let (_, drawn) = frame.rsplit_once("\x1b[?2026h").unwrap();
    assert!(!drawn.contains(['─', '│', '…']), "{drawn:?}");
}

#[test]
fn without_colour_the_selected_row_is_still_reversed() {
    let home = tempfile::tempdir().unwrap();
    let mut command = demo(home.path());
    command.env("NO_COLOR", "1");
    let pty = Pty::start(command, Emulator::USUAL);
    show_facilities(&pty);
    let seen = pty.wait_until("the list", |seen| selected(seen).is_some());
    let screen = seen.parser.screen();
    let row = screen.contents().lines().position(|line| line.starts_with('>')).unwrap();
    let cell = screen.cell(u16::try_from(row).unwrap(), 3).unwrap();
    assert!(cell.inverse(), "{:?}", screen.contents());
    let sent = String::from_utf8_lossy(&seen.bytes);
    assert!(sent.contains("\x1b[7m"));
    for colour in ["\x1b[38;5", "\x1b[48;5", "\x1b[31m", "\x1b[36m", "\x1b[m"] {
        assert!(!sent.contains(colour), "{colour:?}");
    }
}

/// systems.md 3.3: what a data file holds may be anything; the terminal obeys none of it.
#[test]
fn hostile_data_reach_the_terminal_without_escapes() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data/renkei");
    let evil = "悪意\u{1b}]52;c;aGFsbG8=\u{7}\u{1b}[2J\u{9b}5n\u{1b}]0;titel\u{7}\u{202e}園\r\n\u{8}";
    let mut listing = Listing::new(
        Source::Table,
        SourceKey::Unnumbered(evil.to_owned()),
        Kind::new(evil),
        jiff::civil::date(2026, 1, 1),
        evil.to_owned(),
    );
    listing.kana = Some(evil.to_owned());
    listing.address = Some(evil.to_owned());
    listing.note = Some(evil.to_owned());
    listing.url = Some(evil.to_owned());
    let mut facility = Facility::new(FacilityId::new());
    facility.listings.push(listing);
    let store = RedbStore::open(&data, Options::default()).unwrap();
    let transaction = Transaction {
        author: Author::account(0, evil),
        at: jiff::Timestamp::UNIX_EPOCH,
        label: Label { action: "import".to_owned(), detail: evil.to_owned() },
        puts: vec![Put::Save(Record::Facility(facility))],
        patience: None,
    };
    store.write(transaction).unwrap();
    drop(store);
    let mut pty = Pty::start(command(renkei(), home.path()), LARGE);
    pty.wait_for("悪意");
    pty.type_keys("\r");
    pty.type_keys("悪");
    drop(pty.wait_until("the search", |seen| seen.parser.screen().contents().contains("検索")));
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    let sent = String::from_utf8(pty.sent()).unwrap();
    for forbidden in ["\x1b]", "\u{7}", "\u{9b}", "\u{202e}", "\u{8}"] {
        assert!(!sent.contains(forbidden), "{forbidden:?}");
    }
    let seen = pty.wait_until("the end", |_| true);
    assert!(seen.parser.callbacks().texts.is_empty());
    let wipes = sent.matches("\x1b[2J").count();
    let frames = sent.matches("\x1b[?1049h").count();
    assert!(wipes <= 2 * frames, "{wipes} wipes");
    drop(seen);
}
