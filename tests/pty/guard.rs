//! The terminal is left as it was, however the program ends; and it is used well meanwhile.

use std::time::Duration;

use portable_pty::CommandBuilder;
use rstest::rstest;
use rustix::process::Signal;

use super::program::{CARD, program, shell_line};
use super::pty::{Emulator, Pty, command};

/// A connection that is cut ends the program within this time, busy machine included.
const GONE: Duration = Duration::from_secs(2);

fn start() -> (tempfile::TempDir, Pty) {
    let home = tempfile::tempdir().unwrap();
    let pty = Pty::start(program(home.path()), Emulator::USUAL);
    pty.wait_for("ready");
    (home, pty)
}

#[test]
fn quitting_restores_the_terminal() {
    let (_home, mut pty) = start();
    let seen = pty.wait_until("the modes", |seen| {
        seen.parser.screen().alternate_screen() && seen.parser.screen().bracketed_paste()
    });
    drop(seen);
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

#[rstest]
#[case(Signal::TERM, 143)]
#[case(Signal::INT, 130)]
#[case(Signal::QUIT, 131)]
fn a_signal_restores_the_terminal(#[case] signal: Signal, #[case] code: u32) {
    let (_home, mut pty) = start();
    pty.signal(signal);
    assert_eq!(pty.wait_for_end(), code);
    pty.assert_restored();
}

#[test]
fn a_panic_restores_the_terminal_and_tells_no_secret() {
    let (_home, mut pty) = start();
    pty.type_keys("p");
    assert_eq!(pty.wait_for_end(), 101);
    pty.assert_restored();
    let screen = pty.screen();
    assert!(screen.contains("tests/pty/program.rs:"), "{screen}");
    assert!(screen.contains("renkei.log"), "{screen}");
    assert!(!String::from_utf8_lossy(&pty.sent()).contains("secret"));
}

#[rstest]
#[case::from_outside(None)]
#[case::by_key(Some("z"))]
fn a_stop_gives_the_terminal_back_and_takes_it_again(#[case] key: Option<&str>) {
    let (_home, mut pty) = start();
    if pty.state().is_none() {
        eprintln!("SKIPPED: no /proc here that would tell whether the process is stopped");
        return;
    }
    match key {
        Some(key) => pty.type_keys(key),
        None => pty.signal(Signal::TSTP),
    }
    while pty.state() != Some('T') {
        assert!(pty.ends_within(Duration::from_millis(10)).is_none());
    }
    pty.assert_restored();
    pty.signal(Signal::CONT);
    pty.wait_for("resumed");
    assert!(
        pty.wait_until("the screen", |seen| seen.parser.screen().alternate_screen()).parser.screen().bracketed_paste()
    );
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

fn cut(command: CommandBuilder) -> Option<u32> {
    let mut pty = Pty::start(command, Emulator::USUAL);
    pty.wait_for("ready");
    pty.hang_up("l");
    pty.ends_within(GONE)
}

#[test]
fn a_cut_connection_ends_the_program() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(cut(program(home.path())), Some(129));
}

#[test]
fn a_cut_connection_ends_the_program_where_hangup_is_ignored() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh".as_ref(), home.path());
    shell.args(["-c", &format!("trap '' HUP; exec {}", shell_line())]);
    assert_eq!(cut(shell), Some(129));
}

#[test]
fn input_methods_keys_and_pastes_are_told_apart() {
    let (_home, pty) = start();
    pty.type_keys("くわな");
    pty.wait_for("typed [くわな]");
    pty.type_keys("ab");
    pty.wait_for("key b");
    pty.type_keys("ｊ");
    pty.wait_for("typed [ｊ]");
    pty.type_keys("\x1b[A");
    pty.wait_for("key Up");
    pty.type_keys("\x1b[200~03-0123\x1b[2J\r4567\x1b[201~");
    pty.wait_for("pasted [03-0123[2J/4567]");
}

#[test]
fn the_terminal_s_widths_are_measured_at_the_start_and_on_repaint() {
    for (cells, expected) in [(Some(1), "width Some(1)"), (Some(2), "width Some(2)"), (None, "width None")] {
        let home = tempfile::tempdir().unwrap();
        let pty = Pty::start(program(home.path()), Emulator { ambiguous: cells, ..Emulator::USUAL });
        pty.wait_for(expected);
        pty.wait_for("ready");
        pty.type_keys("l");
        drop(pty.wait_until("a second measure", |seen| seen.parser.screen().contents().matches(expected).count() == 2));
    }
}

#[test]
fn sizes_are_followed_and_none_is_survived() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(program(home.path()), Emulator { columns: 0, rows: 0, ambiguous: Some(1) });
    drop(pty.wait_until("the modes", |seen| seen.parser.screen().bracketed_paste()));
    pty.resize(100, 30);
    pty.wait_for("size 100x30");
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn a_file_is_written_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (home, pty) = start();
    pty.type_keys("w");
    pty.wait_for("file Ok");
    let folder = home.path().join("renkei-out");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), CARD);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_manual_page_is_plain_text_and_is_wiped_after() {
    let (_home, mut pty) = start();
    pty.type_keys("m");
    let seen = pty.wait_until("the page", |seen| {
        !seen.parser.screen().alternate_screen() && seen.parser.screen().contents().contains(CARD)
    });
    drop(seen);
    pty.type_keys("\r");
    pty.wait_for("resumed");
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    assert!(!pty.screen().contains(CARD), "{}", pty.screen());
}

/// Each key is one frame in one synchronized update, and one write of the process.
#[test]
fn a_key_is_one_write() {
    let (_home, pty) = start();
    let Some(before) = pty.writes() else {
        eprintln!("SKIPPED: no /proc here that would count the writes of a process");
        return;
    };
    let sent = pty.sent().len();
    pty.type_keys("x");
    drop(pty.wait_until("a frame", |seen| seen.is_whole() && seen.parser.screen().contents().contains("key x")));
    let frame = pty.sent()[sent..].to_vec();
    let updates = String::from_utf8_lossy(&frame).matches("\x1b[?2026h").count();
    assert_eq!((updates, pty.writes()), (1, Some(before + 1)));
}
