//! The real program, however it is ended: the terminal is as it was, and nothing of the demo is left.

use std::path::Path;
use std::time::Duration;

use renkei::words::{Language, Words};
use rstest::rstest;
use rustix::process::Signal;

use super::demo::{self, demo, shell_line, start};
use super::pty::{Emulator, Pty, command};

#[rstest]
#[case(Signal::TERM, 143)]
#[case(Signal::INT, 130)]
#[case(Signal::HUP, 129)]
fn a_signal_ends_it(#[case] signal: Signal, #[case] code: u32) {
    let (_home, mut pty) = start(Emulator::USUAL);
    pty.type_keys("/sakura"); // with an overlay open
    pty.wait_for("ローマ字");
    pty.signal(signal);
    assert_eq!(pty.wait_for_end(), code);
    if signal != Signal::HUP {
        pty.assert_restored();
    }
}

#[test]
fn a_stop_and_its_end_keep_what_was_typed() {
    let (_home, mut pty) = start(Emulator::USUAL);
    if pty.state().is_none() {
        eprintln!("SKIPPED: no /proc here that would tell whether the process is stopped");
        return;
    }
    pty.type_keys("/さくら");
    pty.wait_for("さくら歯科");
    pty.signal(Signal::TSTP);
    while pty.state() != Some('T') {
        assert!(pty.ends_within(Duration::from_millis(10)).is_none());
    }
    pty.assert_restored();
    let sent = pty.sent().len();
    pty.signal(Signal::CONT);
    drop(pty.wait_until("a whole new frame", |seen| {
        let screen = seen.parser.screen();
        seen.bytes.len() > sent
            && seen.is_whole()
            && screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.contents().contains("さくら歯科")
    }));
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

#[rstest]
#[case::usual("exec")]
#[case::hang_up_ignored("trap '' HUP; exec")]
fn a_cut_connection_ends_it(#[case] how: &str) {
    let home = tempfile::tempdir().unwrap();
    let mut shell = command("/bin/sh".as_ref(), home.path());
    shell.args(["-c", &format!("{how} {}", shell_line())]);
    let mut pty = Pty::start(shell, Emulator::USUAL);
    demo::show_facilities(&pty);
    pty.hang_up("\x0c");
    assert_eq!(pty.ends_within(Duration::from_secs(2)), Some(129));
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[rstest]
#[case::killed(Some(Signal::KILL))]
#[case::terminated(Some(Signal::TERM))]
#[case::quit(None)]
fn the_demo_leaves_no_file_of_its_own(#[case] signal: Option<Signal>) {
    let home = tempfile::tempdir().unwrap();
    let temporary = home.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let mut command = demo(home.path());
    command.env("TMPDIR", &temporary);
    let mut pty = Pty::start(command, Emulator::USUAL);
    demo::show_facilities(&pty);
    pty.type_keys("t"); // something to remember
    pty.wait_for("送りました");
    match signal {
        Some(signal) => pty.signal(signal),
        None => pty.type_keys("\x11"),
    }
    pty.wait_for_end();
    assert_eq!(entries(&temporary), Vec::<String>::new());
    assert_eq!(entries(&home.path().join("state/renkei")), ["renkei.log"], "what happened to the program, as always");
    for none in ["data", "renkei-out", "config"] {
        assert!(!home.path().join(none).exists(), "{none}");
    }
}

#[rstest]
#[case::f10("\x1b[21~")]
#[case::q("q")]
fn quitting_asks_once(#[case] key: &str) {
    let (_home, mut pty) = start(Emulator::USUAL);
    pty.type_keys(key);
    pty.wait_for(Words::of(Language::Ja).get("confirm.quit"));
    assert!(pty.ends_within(Duration::from_millis(100)).is_none());
    pty.type_keys("\x1b[B");
    pty.type_keys("\x1b[A");
    pty.type_keys(key);
    assert_eq!(pty.wait_for_end(), 0, "pressed twice");
    pty.assert_restored();
}

#[test]
fn ctrl_c_copies_and_does_not_quit() {
    let (_home, mut pty) = start(Emulator::USUAL);
    pty.type_keys("\x03");
    pty.wait_for("手動コピー画面");
    pty.type_keys("\x03");
    assert!(pty.ends_within(Duration::from_millis(200)).is_none());
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
}

/// ux.md 6, check 5: no tick. The bounded wait is what is measured.
#[test]
fn nothing_is_written_while_nobody_types() {
    let (_home, pty) = start(Emulator::USUAL);
    pty.type_keys("j");
    let Some(writes) = pty.writes() else {
        eprintln!("SKIPPED: no /proc here that would count the writes of a process");
        return;
    };
    let sent = pty.sent().len();
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!((pty.sent().len(), pty.writes()), (sent, Some(writes)));
}
