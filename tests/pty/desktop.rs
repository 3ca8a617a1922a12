//! Copying where a desktop or GNU screen stands between the program and the clipboard; each only where its programs are installed.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::program::{CARD, shell_line};
use super::pty::{Emulator, Pty, command};
use super::tools::{Running, find, skips, tool};
use super::{demo, journey};

#[test]
fn a_copy_on_a_desktop_is_in_its_clipboard() {
    if skips(&["Xvfb", "xclip"]) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    // It looks for a free number by itself and says which.
    let mut server = tool(&find("Xvfb").unwrap(), home.path());
    server.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "64x64x24"]);
    let mut server = Running(server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut number = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
    if number.trim().is_empty() {
        eprintln!("SKIPPED: Xvfb is here but does not start");
        return;
    }
    let display = format!(":{}", number.trim());
    let mut program = demo::demo(home.path());
    program.env("DISPLAY", &display);
    let pty = Pty::start(program, Emulator::USUAL);
    journey::choose(&pty, "sakurakea");
    journey::copy_by_menu(&pty);
    pty.wait_for("写しました");
    let mut reader = tool(&find("xclip").unwrap(), home.path());
    let output = reader.env("DISPLAY", &display).args(["-o", "-selection", "clipboard"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), journey::phone());
    assert!(
        pty.wait_until("no escape", |_| true).parser.callbacks().texts.is_empty(),
        "nothing went to the terminal too"
    );
}

#[test]
fn a_display_that_is_not_there_is_no_end_of_copying() {
    let home = tempfile::tempdir().unwrap();
    let mut program = demo::demo(home.path());
    program.env("DISPLAY", ":9876");
    let pty = Pty::start(program, Emulator::USUAL);
    journey::choose(&pty, "sakurakea");
    journey::copy_at_once(&pty);
    journey::wait_for_clipboard(&pty, &[&journey::phone()]);
    pty.wait_for("送りました");
}

#[test]
fn a_copy_under_gnu_screen_reaches_the_terminal() {
    if skips(&["screen"]) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let sockets = home.path().join("screens");
    std::fs::create_dir(&sockets).unwrap();
    std::fs::set_permissions(&sockets, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let mut outer = command(&find("screen").unwrap(), home.path());
    outer.env("SCREENDIR", &sockets);
    outer.args(["-U", "-c", "/dev/null", "-S", "renkei-test", "/bin/sh", "-c", &shell_line()]);
    let mut pty = Pty::start(outer, Emulator::USUAL);
    pty.wait_for("ready");
    pty.type_keys("c");
    pty.wait_for("copied Ok(Screen)");
    journey::wait_for_clipboard(&pty, &[CARD]);
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
}
