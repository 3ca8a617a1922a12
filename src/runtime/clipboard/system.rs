//! The desktop's clipboard, on a thread of its own: a display that accepts and never answers hangs for ever (systems.md 2.1).

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

/// How long a display has to answer.
const PATIENCE: Duration = Duration::from_millis(500);

type Reply = Result<(), String>;
/// A text, and where to say how it went.
type Job = (Zeroizing<String>, Sender<Reply>);

/// A handle that lives as long as the program, since the text dies with it.
#[derive(Debug, Default)]
pub struct System {
    worker: Option<Sender<Job>>,
    /// It did not answer once; it is not asked again.
    dead: bool,
}

impl System {
    /// Sets the text, marked so that clipboard histories leave it out.
    pub fn set(&mut self, text: &str) -> Reply {
        if self.dead {
            return Err("the display did not answer before".into());
        }
        let worker = match &self.worker {
            Some(worker) => worker,
            None => self.worker.insert(start()?),
        };
        let (reply, answer) = channel();
        worker.send((Zeroizing::new(text.to_owned()), reply)).map_err(|e| e.to_string())?;
        answer.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            self.dead = true;
            Err("the display did not answer".into())
        })
    }
}

fn start() -> Result<Sender<Job>, String> {
    let (sender, jobs) = channel();
    thread::Builder::new().name("clipboard".into()).spawn(move || serve(&jobs)).map_err(|e| e.to_string())?;
    Ok(sender)
}

fn serve(jobs: &Receiver<Job>) {
    let mut handle: Option<arboard::Clipboard> = None;
    for (text, reply) in jobs {
        let outcome = put(&mut handle, &text);
        // Nobody waits any more where the patience was over.
        let _ = reply.send(outcome);
    }
}

fn put(handle: &mut Option<arboard::Clipboard>, text: &str) -> Reply {
    let clipboard = match handle {
        Some(clipboard) => clipboard,
        None => handle.insert(arboard::Clipboard::new().map_err(|e| e.to_string())?),
    };
    set_unlisted(clipboard.set(), text.to_owned()).map_err(|e| e.to_string())
}

#[cfg(target_os = "macos")]
fn set_unlisted(set: arboard::Set<'_>, text: String) -> Result<(), arboard::Error> {
    use arboard::SetExtApple;
    set.exclude_from_history().text(text)
}

#[cfg(not(target_os = "macos"))]
fn set_unlisted(set: arboard::Set<'_>, text: String) -> Result<(), arboard::Error> {
    use arboard::SetExtLinux;
    set.exclude_from_history().text(text)
}
