//! tmux's own way: `load-buffer -w` reaches the buffer and the terminal with the settings as shipped.

use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::runtime::terminal::timespec;

/// The buffer's name, so that it can be found and removed again.
pub const BUFFER: &str = "renkei";

/// How long tmux has to answer, in steps.
const STEP: Duration = Duration::from_millis(10);
const STEPS: u32 = 200;

/// The `tmux` program.
#[derive(Debug)]
pub struct Tmux {
    program: PathBuf,
}

impl Default for Tmux {
    fn default() -> Self {
        Self::new("tmux")
    }
}

impl Tmux {
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// Loads the text into the buffer `renkei` and sends it to the terminal. The text goes through standard input: process
    /// arguments can be read by everybody on the host. Fails where tmux is missing, too old for `-w`, or does not answer.
    pub fn load_buffer(&self, text: &str) -> Result<(), String> {
        let mut child = Command::new(&self.program)
            .args(["load-buffer", "-w", "-b", BUFFER, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        let mut patience = Patience(STEPS);
        let written = child.stdin.take().map_or(Ok(()), |stdin| feed(&stdin, text.as_bytes(), &mut patience));
        let ended = wait(&mut child, &mut patience);
        written?;
        ended
    }
}

impl Tmux {
    /// A blank into the buffer and the terminal, and the buffer away.
    pub fn forget(&self) -> Result<(), String> {
        self.load_buffer(" ")?;
        let mut child = Command::new(&self.program)
            .args(["delete-buffer", "-b", BUFFER])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        wait(&mut child, &mut Patience(STEPS))
    }
}

/// Steps that are left.
struct Patience(u32);

impl Patience {
    /// One step less; fails where none is left.
    fn step(&mut self) -> Result<(), String> {
        self.0 = self.0.checked_sub(1).ok_or("no answer")?;
        Ok(())
    }
}

/// Writes everything, without blocking: 75 KB do not fit into every pipe at once, and a tmux that hangs reads nothing.
fn feed(stdin: &ChildStdin, mut bytes: &[u8], patience: &mut Patience) -> Result<(), String> {
    let failed = |error: Errno| error.to_string();
    let flags = rustix::fs::fcntl_getfl(stdin).map_err(failed)?;
    rustix::fs::fcntl_setfl(stdin, flags | OFlags::NONBLOCK).map_err(failed)?;
    while !bytes.is_empty() {
        match rustix::io::write(stdin, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                patience.step()?;
                let mut fds = [PollFd::new(stdin, PollFlags::OUT)];
                // Whatever it says, the next write finds out.
                let _ = poll(&mut fds, Some(&timespec(STEP)));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(())
}

fn wait(child: &mut Child, patience: &mut Patience) -> Result<(), String> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => {
                if let Err(error) = patience.step() {
                    // It has not answered; nothing is lost by ending it.
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(error);
                }
                thread::sleep(STEP);
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}
