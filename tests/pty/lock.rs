//! The lock on a real terminal: nothing of a card stays on it, and nothing opens it but the passphrase.

use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;

use super::clipboard::Tmux;
use super::demo::renkei;
use super::pty::{Emulator, Pty, command};
use super::tools::{find, skips, tool};

const RIGHT: &str = "aikotoba-hachi";

/// A register of one's own with the people of the demo, and a passphrase for the lock.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = tool(renkei(), home.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["demo", "--load"]);
    let file = home.path().join("passphrase");
    std::fs::write(&file, format!("{RIGHT}\n")).unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    run(&["lock", "set", "--new-passphrase-file", &file.display().to_string()]);
    std::fs::remove_file(file).unwrap();
    home
}

fn start(home: &Path) -> Pty {
    Pty::start(command(renkei(), home), Emulator::USUAL)
}

fn wait_for_people(pty: &Pty) {
    drop(pty.wait_until("persons", |seen| seen.parser.screen().contents().contains('様')));
}

fn wait_for_lock(pty: &Pty) {
    drop(pty.wait_until("the lock", |seen| {
        let contents = seen.parser.screen().contents();
        contents.contains("合言葉を入れて Enter") && !contents.contains('様')
    }));
}

#[test]
fn a_locked_screen_shows_nothing_and_opens_with_the_passphrase_alone() {
    let home = home();
    let mut pty = start(home.path());
    wait_for_people(&pty);
    pty.type_keys("\x1b[24~");
    wait_for_lock(&pty);
    // Ctrl-Q, Ctrl-Z, Ctrl-B, F10, Esc and a bracketed paste of the right passphrase.
    pty.type_keys("\x11\x1a\x02\x1b[21~\x1b");
    pty.type_keys(&format!("\x1b[200~{RIGHT}\r\x1b[201~"));
    pty.type_keys("\x15wrong-one\r");
    pty.wait_for("合言葉が違います (1回目)");
    assert!(!pty.screen().contains('様'));
    pty.resize(60, 20);
    drop(pty.wait_until("the lock in another size", |seen| seen.parser.screen().contents().contains("合言葉")));
    pty.resize(80, 24);
    // Stopped from outside: the shell's screen, and after it the lock again.
    pty.signal(Signal::TSTP);
    drop(pty.wait_until("the normal screen", |seen| !seen.parser.screen().alternate_screen()));
    assert!(!pty.screen().contains('様'), "{}", pty.screen());
    while pty.state() != Some('T') {
        assert!(pty.ends_within(Duration::from_millis(10)).is_none());
    }
    pty.signal(Signal::CONT);
    wait_for_lock(&pty);
    let settled = pty.wait_until("the wait to be over", |seen| {
        let contents = seen.parser.screen().contents();
        contents.contains("合言葉を入れて Enter") && !contents.contains("秒")
    });
    drop(settled);
    pty.type_keys(&format!("\x15{RIGHT}\r"));
    wait_for_people(&pty);
    let output = tool(renkei(), home.path()).args(["audit", "list", "--json"]).output().unwrap();
    let audit = String::from_utf8(output.stdout).unwrap();
    for action in ["lock_set", "\"lock\"", "unlock_failed", "\"unlock\""] {
        assert!(audit.contains(action), "{action}: {audit}");
    }
    assert!(!audit.contains(RIGHT) && !audit.contains("wrong-one"));
}

#[test]
fn who_hangs_up_a_locked_screen_finds_it_locked() {
    let home = home();
    let mut pty = start(home.path());
    wait_for_people(&pty);
    pty.type_keys("\x1b[24~");
    wait_for_lock(&pty);
    pty.signal(Signal::HUP);
    assert_eq!(pty.wait_for_end(), 129);
    let again = start(home.path());
    wait_for_lock(&again);
    let sent = String::from_utf8_lossy(&again.sent()).into_owned();
    assert!(!sent.contains('様'), "not even for a frame");
    again.type_keys(&format!("{RIGHT}\r"));
    wait_for_people(&again);
}

#[test]
fn a_locked_screen_stays_locked_and_empty_under_tmux_detached_and_attached() {
    if skips(&["tmux"]) {
        return;
    }
    let home = home();
    let tmux = Tmux { socket: "renkei-test-lock".into(), home: home.path() };
    let attach = |arguments: &[&str]| {
        let mut outer = command(&find("tmux").unwrap(), home.path());
        outer.env("TMUX_TMPDIR", home.path());
        outer.args(["-L", &tmux.socket, "-f", "/dev/null", "-u"]);
        outer.args(arguments);
        Pty::start(outer, Emulator { rows: 25, ..Emulator::USUAL })
    };
    let mut pty = attach(&["new-session", &renkei().display().to_string()]);
    wait_for_people(&pty);
    pty.type_keys("\x1b[24~");
    wait_for_lock(&pty);
    tmux.ask(&["detach-client"]);
    pty.wait_for_end();
    let again = attach(&["attach-session"]);
    wait_for_lock(&again);
    let pane = tmux.ask(&["capture-pane", "-p", "-S", "-"]);
    assert!(pane.contains("合言葉") && !pane.contains('様'), "{pane}");
    let normal = tmux.ask(&["capture-pane", "-a", "-p", "-S", "-"]);
    assert!(!normal.contains('様'), "{normal}");
}

#[test]
fn no_core_is_written_and_no_other_program_reads_the_memory() {
    let home = home();
    let pty = start(home.path());
    wait_for_people(&pty);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", pty.pid())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    // The files of a process that is not dumpable belong to root; as root nothing can be told from that.
    let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(format!("/proc/{}/mem", pty.pid())).unwrap());
    assert_eq!(owner, 0);
}
