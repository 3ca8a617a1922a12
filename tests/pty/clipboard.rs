//! Copying under tmux and over a real SSH server, with the settings as they are shipped.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::{CARD, PERSON, program, shell_line};
use super::pty::{Emulator, Pty, command, environment};
use super::tools::{Running, find, skips};
use super::{demo, journey};

/// A tmux server of our own, ended with the test.
pub struct Tmux<'a> {
    pub socket: String,
    pub home: &'a Path,
}

impl Tmux<'_> {
    pub fn ask(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.env_clear().envs(environment(self.home)).env("TMUX_TMPDIR", self.home);
        let output = command.args(["-L", &self.socket]).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

#[test]
fn a_copy_under_tmux_as_shipped_ends_in_its_buffer_and_in_the_terminal() {
    if skips(&["tmux"]) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let tmux = Tmux { socket: "renkei-test".into(), home: home.path() };
    let mut outer = command(&find("tmux").unwrap(), home.path());
    outer.env("TMUX_TMPDIR", home.path());
    outer.args(["-L", &tmux.socket, "-f", "/dev/null", "-u", "new-session", &shell_line()]);
    let pty = Pty::start(outer, Emulator { rows: 25, ..Emulator::USUAL });
    pty.wait_for("ready");
    pty.wait_for("size 80x24");
    pty.type_keys("c");
    pty.wait_for("copied Ok(Tmux)");
    assert_eq!(tmux.ask(&["show-buffer", "-b", "renkei"]), CARD);
    drop(pty.wait_until("the outer terminal's clipboard", |seen| seen.parser.callbacks().texts == [CARD]));
}

#[test]
fn search_choose_copy_under_tmux_as_shipped_puts_the_number_into_its_buffer() {
    if skips(&["tmux"]) {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let tmux = Tmux { socket: "renkei-test-demo".into(), home: home.path() };
    let mut outer = command(&find("tmux").unwrap(), home.path());
    outer.env("TMUX_TMPDIR", home.path());
    outer.args(["-L", &tmux.socket, "-f", "/dev/null", "-u", "new-session", &demo::shell_line()]);
    // tmux takes a row for its status line: 80x24 are left.
    let pty = Pty::start(outer, Emulator { rows: 25, ..Emulator::USUAL });
    let number = journey::phone();
    journey::choose(&pty, "sakurakea");
    journey::copy_by_menu(&pty);
    pty.wait_for("写しました");
    assert_eq!(tmux.ask(&["show-buffer", "-b", "renkei"]), number);
    journey::wait_for_clipboard(&pty, &[&number]);
    tmux.ask(&["delete-buffer", "-b", "renkei"]);
    journey::copy_at_once(&pty);
    journey::wait_for_clipboard(&pty, &[&number, &number]);
    assert_eq!(tmux.ask(&["show-buffer", "-b", "renkei"]), number);
}

fn key(path: &Path) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(path)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
}

/// An SSH server on the loopback, run as an ordinary process.
fn serve(home: &Path) -> Result<(Running, u16), String> {
    let sshd = find("sshd").ok_or("there is no sshd here")?;
    for needed in ["ssh", "ssh-keygen"] {
        find(needed).ok_or_else(|| format!("there is no {needed} beside the sshd here"))?;
    }
    // Started by root, sshd insists on this empty folder, which an installed system has from its boot. It stays: another
    // test's server may be using it.
    if rustix::process::getuid().is_root() {
        let _ = std::fs::create_dir("/run/sshd");
    }
    key(&home.join("host"));
    key(&home.join("user"));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = home.join("sshd_config");
    let at = home.display();
    let settings = format!(
        "ListenAddress 127.0.0.1:{port}\nHostKey {at}/host\nAuthorizedKeysFile {at}/user.pub\nPidFile none\n\
         StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    );
    std::fs::write(&config, settings).unwrap();
    let log = std::fs::File::create(home.join("sshd.log")).unwrap();
    let process = Command::new(sshd).args(["-D", "-e", "-f"]).arg(&config).stderr(log).spawn().unwrap();
    let mut server = Running(process);
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if server.0.try_wait().unwrap().is_some() || Instant::now() > deadline {
            let log = std::fs::read_to_string(home.join("sshd.log")).unwrap_or_default();
            return Err(format!("sshd did not start: {log}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((server, port))
}

/// Logs in on a terminal and runs a line there; the server lives as long as what comes back.
fn log_in(home: &Path, line: &str) -> Option<(Running, Pty)> {
    let (server, port) = match serve(home) {
        Ok(server) => server,
        Err(reason) => {
            eprintln!("SKIPPED: {reason}");
            return None;
        }
    };
    let mut client = command(&find("ssh").unwrap(), home);
    client.args(["-F", "/dev/null", "-tt", "-q", "-p", &port.to_string(), "-i"]);
    client.arg(home.join("user"));
    client.args(["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"]);
    client.args([
        "-l",
        &renkei::runtime::person::author(&renkei::runtime::environment::Environment::default()).name,
        "127.0.0.1",
    ]);
    let variables: Vec<String> = environment(home).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    client.arg(format!("env {} {line}", variables.join(" ")));
    Some((server, Pty::start(client, Emulator::USUAL)))
}

#[test]
fn a_copy_over_ssh_reaches_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let Some((_server, pty)) = log_in(home.path(), &shell_line()) else { return };
    pty.wait_for("ready");
    pty.type_keys("c");
    pty.wait_for("copied Ok(Osc52)");
    journey::wait_for_clipboard(&pty, &[CARD]);
}

#[test]
fn search_choose_copy_over_ssh_sends_the_number_to_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let Some((_server, pty)) = log_in(home.path(), &demo::shell_line()) else { return };
    let number = journey::phone();
    journey::choose(&pty, "さくらけあ");
    journey::copy_by_menu(&pty);
    pty.wait_for("送りました");
    journey::wait_for_clipboard(&pty, &[&number]);
    journey::copy_at_once(&pty);
    journey::wait_for_clipboard(&pty, &[&number, &number]);
}

/// The clear sequence of a plain terminal: a blank.
const BLANK: &str = " ";

#[test]
fn what_is_about_a_person_is_overwritten_at_the_end_before_the_terminal_is_left() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(program(home.path()), Emulator::USUAL);
    pty.wait_for("ready");
    pty.type_keys("h");
    pty.wait_for("copied Ok(Osc52)");
    journey::wait_for_clipboard(&pty, &[PERSON]);
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    journey::wait_for_clipboard(&pty, &[PERSON, BLANK]);
    let sent = String::from_utf8_lossy(&pty.sent()).into_owned();
    let (blank, left) = (sent.rfind("\x1b]52;c;IA==").unwrap(), sent.rfind("\x1b[?1049l").unwrap());
    assert!(blank < left, "the terminal was still ours");
}

#[test]
fn what_is_about_nobody_stays_in_the_clipboard_at_the_end() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(program(home.path()), Emulator::USUAL);
    pty.wait_for("ready");
    pty.type_keys("c");
    pty.wait_for("copied Ok(Osc52)");
    pty.type_keys("q");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    journey::wait_for_clipboard(&pty, &[CARD]);
}
