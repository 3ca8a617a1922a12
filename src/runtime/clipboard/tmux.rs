//! tmux's own way: `load-buffer -w` reaches the buffer and the terminal with the settings as shipped.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

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
        // 75 KB do not fit into every pipe at once; tmux reads them all before it does anything.
        let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
        let ended = wait(&mut child);
        written.map_err(|e| e.to_string())?;
        ended
    }
}

fn wait(child: &mut Child) -> Result<(), String> {
    for _ in 0..STEPS {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => thread::sleep(STEP),
            Err(error) => return Err(error.to_string()),
        }
    }
    // It has not answered; nothing is lost by ending it.
    let _ = child.kill();
    let _ = child.wait();
    Err("no answer".into())
}
