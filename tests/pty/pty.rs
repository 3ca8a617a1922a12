//! A pseudo-terminal with a terminal emulator behind it that answers cursor reports, as a person's would.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, tcgetattr};

/// How long a real process may take for anything; only a broken one reaches it.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the terminal was asked to put into its clipboard.
#[derive(Default)]
pub struct Clipboard {
    pub texts: Vec<String>,
}

impl vt100::Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _kind: &[u8], data: &[u8]) {
        let bytes = BASE64_STANDARD.decode(data).unwrap();
        self.texts.push(String::from_utf8(bytes).unwrap());
    }
}

pub struct Seen {
    pub parser: vt100::Parser<Clipboard>,
    pub bytes: Vec<u8>,
}

impl Seen {
    /// Has the last frame come whole? A terminal reads it in pieces.
    pub fn is_whole(&self) -> bool {
        self.bytes.ends_with(b"\x1b[?2026l")
    }
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    pub child: Box<dyn Child + Send + Sync>,
    seen: Shared,
    closing: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

/// How the emulator behaves.
#[derive(Clone, Copy)]
pub struct Emulator {
    pub columns: u16,
    pub rows: u16,
    /// Cells it claims to give an ambiguous character; `None` does not answer at all.
    pub ambiguous: Option<u16>,
}

impl Emulator {
    pub const USUAL: Self = Self { columns: 80, rows: 24, ambiguous: Some(1) };
}

/// A command with nothing of this process's environment, and a home that holds nothing.
pub fn command(program: &Path, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    for (name, value) in environment(home) {
        command.env(name, value);
    }
    command.cwd(home);
    command
}

/// The variables that every process of these tests gets.
pub fn environment(home: &Path) -> Vec<(&'static str, String)> {
    let under = |name: &str| home.join(name).display().to_string();
    vec![
        ("HOME", home.display().to_string()),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_STATE_HOME", under("state")),
        ("XDG_RUNTIME_DIR", under("run")),
        ("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin".to_owned()),
        ("TERM", "xterm-256color".to_owned()),
    ]
}

impl Pty {
    pub fn start(command: CommandBuilder, emulator: Emulator) -> Self {
        let size = PtySize { rows: emulator.rows, cols: emulator.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let cells = |n: u16| NonZeroU16::new(n.max(1)).unwrap();
        let parser =
            vt100::Parser::new_with_callbacks(cells(emulator.rows), cells(emulator.columns), 0, Clipboard::default());
        let seen: Shared = Arc::new((Mutex::new(Seen { parser, bytes: Vec::new() }), Condvar::new()));
        let closing = Arc::new(AtomicBool::new(false));
        let writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let reader = {
            let mut from = pair.master.try_clone_reader().unwrap();
            let (seen, closing, writer) = (Arc::clone(&seen), Arc::clone(&closing), Arc::clone(&writer));
            std::thread::spawn(move || {
                let mut buffer = vec![0; 65536];
                while let Ok(n @ 1..) = from.read(&mut buffer) {
                    take(&seen, &writer, &buffer[..n], emulator);
                    if closing.load(Ordering::SeqCst) {
                        return;
                    }
                }
                seen.1.notify_all();
            })
        };
        Self { master: Some(pair.master), writer, child, seen, closing, reader: Some(reader) }
    }

    pub fn type_keys(&self, keys: &str) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen and what was sent are as `wanted`; otherwise fails with the screen.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        while !wanted(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}; the screen:\n{}", seen.parser.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        seen
    }

    pub fn wait_for(&self, text: &str) {
        drop(self.wait_until(text, |seen| seen.parser.screen().contents().contains(text)));
    }

    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// What the terminal's clipboard was given, in its order.
    pub fn copies(&self) -> Vec<String> {
        self.seen.0.lock().unwrap().parser.callbacks().texts.clone()
    }

    /// Everything that was sent so far.
    pub fn sent(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// The state letter of the process (`R`, `S`, `T` ...), where the system tells it.
    pub fn state(&self) -> Option<char> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).ok()?;
        stat.rsplit_once(") ")?.1.chars().next()
    }

    /// The writes of the process so far, once it is at rest, where the system counts them: the counter follows the write.
    pub fn writes(&self) -> Option<u64> {
        let count = || {
            let io = std::fs::read_to_string(format!("/proc/{}/io", self.pid())).ok()?;
            io.lines().find_map(|line| line.strip_prefix("syscw: ")?.parse::<u64>().ok())
        };
        let mut last = count()?;
        loop {
            std::thread::sleep(Duration::from_millis(30));
            let now = count()?;
            if now == last {
                return Some(now);
            }
            last = now;
        }
    }

    /// Waits for the process to end and returns its exit code (of a signal: 128 and more only if the process says so).
    pub fn wait_for_end(&mut self) -> u32 {
        self.ends_within(PATIENCE).unwrap_or_else(|| panic!("the process did not end; the screen:\n{}", self.screen()))
    }

    pub fn ends_within(&mut self, patience: Duration) -> Option<u32> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.exit_code());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    /// Closes the terminal under the process, as a cut connection does. `provoke` are keys that make it write, so that the
    /// reading thread lets go.
    pub fn hang_up(&mut self, provoke: &str) {
        self.closing.store(true, Ordering::SeqCst);
        self.type_keys(provoke);
        self.reader.take().unwrap().join().unwrap();
        self.writer.lock().unwrap().take();
        self.master.take();
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let cells = |n: u16| NonZeroU16::new(n.max(1)).unwrap();
        self.seen.0.lock().unwrap().parser.set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Asserts that the terminal is as a shell expects it.
    pub fn assert_restored(&self) {
        let seen = self.wait_until("the normal screen", |seen| !seen.parser.screen().alternate_screen());
        let screen = seen.parser.screen();
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        drop(seen);
        let path = self.master.as_ref().unwrap().tty_name().unwrap();
        let tty = std::fs::File::options().read(true).write(true).open(path).unwrap();
        let modes = tcgetattr(&tty).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "the line is still raw");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Ours by its process id; it has ended already in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn take(seen: &Shared, writer: &Mutex<Option<Box<dyn Write + Send>>>, bytes: &[u8], emulator: Emulator) {
    const QUESTION: &[u8] = b"\x1b[6n";
    let mut seen_now = seen.0.lock().unwrap();
    seen_now.bytes.extend_from_slice(bytes);
    let mut rest = bytes;
    while let Some(at) = rest.windows(QUESTION.len()).position(|window| window == QUESTION) {
        seen_now.parser.process(&rest[..at]);
        rest = &rest[at + QUESTION.len()..];
        let (row, column) = seen_now.parser.screen().cursor_position();
        if let (Some(cells), Some(writer)) = (emulator.ambiguous, writer.lock().unwrap().as_mut()) {
            write!(writer, "\x1b[{};{}R", row + 1, column + cells).unwrap();
            writer.flush().unwrap();
        }
    }
    seen_now.parser.process(rest);
    seen.1.notify_all();
}
