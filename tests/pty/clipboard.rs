//! Copying under tmux and over a real SSH server, with the settings as they are shipped.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::demo;
use super::program::{CARD, shell_line};
use super::pty::{Emulator, Pty, command, environment};

fn find(program: &str) -> Option<std::path::PathBuf> {
    ["/usr/bin", "/usr/local/bin", "/usr/sbin", "/bin"]
        .iter()
        .map(|dir| Path::new(dir).join(program))
        .find(|p| p.exists())
}

/// A tmux server of our own, ended with the test.
struct Tmux<'a> {
    socket: String,
    home: &'a Path,
}

impl Tmux<'_> {
    fn ask(&self, arguments: &[&str]) -> String {
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
    if find("tmux").is_none() {
        eprintln!("SKIPPED: there is no tmux here");
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
fn a_phone_number_of_the_demo_is_copied_under_tmux_as_shipped() {
    if find("tmux").is_none() {
        eprintln!("SKIPPED: there is no tmux here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let tmux = Tmux { socket: "renkei-test-demo".into(), home: home.path() };
    let mut outer = command(&find("tmux").unwrap(), home.path());
    outer.env("TMUX_TMPDIR", home.path());
    outer.args(["-L", &tmux.socket, "-f", "/dev/null", "-u", "new-session", &demo::shell_line()]);
    let pty = Pty::start(outer, Emulator { rows: 25, ..Emulator::USUAL });
    demo::wait_for_list(&pty);
    pty.type_keys("t");
    pty.wait_for("写しました");
    let copied = tmux.ask(&["show-buffer", "-b", "renkei"]);
    assert!(demo::is_phone(&copied), "{copied:?}");
    drop(pty.wait_until("the outer terminal's clipboard", |seen| seen.parser.callbacks().texts == [copied.clone()]));
}

/// An SSH server on the loopback, run as an ordinary process.
struct Server {
    process: Child,
    /// A folder that we had to make for it.
    made: Option<&'static str>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Some(made) = self.made {
            let _ = std::fs::remove_dir(made);
        }
    }
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

fn serve(home: &Path) -> Result<(Server, u16), String> {
    let sshd = find("sshd").ok_or("there is no sshd here")?;
    for needed in ["ssh", "ssh-keygen"] {
        find(needed).ok_or_else(|| format!("there is no {needed} here"))?;
    }
    // Started by root, sshd insists on this empty folder, which an installed system has from its boot.
    let made = (rustix::process::getuid().is_root() && std::fs::create_dir("/run/sshd").is_ok()).then_some("/run/sshd");
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
    let mut server = Server { process, made };
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if server.process.try_wait().unwrap().is_some() || Instant::now() > deadline {
            let log = std::fs::read_to_string(home.join("sshd.log")).unwrap_or_default();
            return Err(format!("sshd did not start: {log}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((server, port))
}

#[test]
fn a_copy_over_ssh_reaches_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let (_server, port) = match serve(home.path()) {
        Ok(server) => server,
        Err(reason) => {
            eprintln!("SKIPPED: {reason}");
            return;
        }
    };
    let mut client = command(&find("ssh").unwrap(), home.path());
    client.args(["-F", "/dev/null", "-tt", "-q", "-p", &port.to_string(), "-i"]);
    client.arg(home.path().join("user"));
    client.args(["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"]);
    client.args(["-l", &renkei::runtime::person::author().name, "127.0.0.1"]);
    let variables: Vec<String> =
        environment(home.path()).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    client.arg(format!("env {} {}", variables.join(" "), shell_line()));
    let pty = Pty::start(client, Emulator::USUAL);
    pty.wait_for("ready");
    pty.type_keys("c");
    pty.wait_for("copied Ok(Osc52)");
    drop(pty.wait_until("the terminal's clipboard", |seen| seen.parser.callbacks().texts == [CARD]));
}
