//! The input thread: what is typed, in bursts, becomes messages.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event as TerminalEvent, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, poll};

use super::run::Event;
use super::{signals, terminal};
use crate::domain::text::clean_text;
use crate::keymap::Chord;
use crate::message::Msg;

/// Reads the terminal on a thread of its own, and can be asked to stand back while somebody else reads.
#[derive(Debug)]
pub(super) struct Input {
    wake: UnixStream,
    paused: Receiver<()>,
}

impl Input {
    pub(super) fn start(inbox: Sender<Event>) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        let (acknowledge, paused) = channel();
        signals::spawn("input", move || Reader { inbox, woken, acknowledge }.run())?;
        Ok(Self { wake, paused })
    }

    /// Runs `act` while the thread stays away from standard input; `None` where it is in the middle of a key that has
    /// not come whole, so that nobody else may read.
    pub(super) fn without<T>(&mut self, act: impl FnOnce() -> T) -> Option<T> {
        self.wake.write_all(b"p").ok()?;
        let free = self.paused.recv_timeout(Duration::from_millis(300)).is_ok();
        let result = free.then(act);
        let _ = self.wake.write_all(b"r");
        result
    }
}

struct Reader {
    inbox: Sender<Event>,
    woken: UnixStream,
    acknowledge: Sender<()>,
}

impl Reader {
    fn run(mut self) {
        loop {
            let stdin = rustix::stdio::stdin();
            let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
            if poll(&mut fds, None).is_err() {
                continue; // interrupted by a signal
            }
            let (keyboard, wake) = (fds[0].revents(), fds[1].revents());
            if wake.intersects(PollFlags::IN | PollFlags::HUP) && !self.stand_back() {
                return;
            }
            if keyboard.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                // The watchdog ends the program; reading would spin for ever.
                thread::park_timeout(Duration::from_millis(500));
                continue;
            }
            if keyboard.contains(PollFlags::IN) && !self.read_burst() {
                return;
            }
        }
    }

    /// Waits until the other reader is done; false where the program has ended.
    fn stand_back(&mut self) -> bool {
        let mut byte = [0];
        let mut next = |woken: &mut UnixStream| woken.read_exact(&mut byte).map(|()| byte[0]);
        loop {
            match next(&mut self.woken) {
                Ok(b'p') => {
                    if self.acknowledge.send(()).is_err() {
                        return false;
                    }
                }
                Ok(_) => return true,
                Err(_) => return false,
            }
        }
    }

    /// Everything that can be read without waiting; false where nobody listens any more.
    fn read_burst(&self) -> bool {
        let mut events = Vec::new();
        // crossterm may hold back a piece of a key: the short wait keeps this from spinning until the rest comes.
        let mut patience = Duration::from_millis(20);
        while let Ok(true) = crossterm::event::poll(patience) {
            patience = Duration::ZERO;
            match crossterm::event::read() {
                Ok(event) => events.push(event),
                Err(_) => break,
            }
        }
        if events.is_empty() || matches!(events.as_slice(), [TerminalEvent::Resize(..)]) {
            terminal::nudge();
        }
        messages(events).into_iter().all(|msg| self.inbox.send(Event::Msg(msg)).is_ok())
    }
}

/// Bytes that were typed while the terminal was asked something: its plain characters; keys in escape sequences are lost.
pub(super) fn typed(bytes: &[u8]) -> Vec<Msg> {
    let text = String::from_utf8_lossy(bytes);
    if text.contains('\u{1b}') {
        return Vec::new();
    }
    let key = |c: char| TerminalEvent::Key(KeyEvent::new(crossterm::event::KeyCode::Char(c), KeyModifiers::NONE));
    messages(text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}').map(key).collect())
}

/// A burst of events as messages. A run of plain characters with one that is not ASCII is what an input method committed:
/// one text. Without, it is fast typing: one key each.
fn messages(events: Vec<TerminalEvent>) -> Vec<Msg> {
    let mut messages = Vec::new();
    let mut run: Vec<Chord> = Vec::new();
    for event in events {
        let chord = match event {
            TerminalEvent::Key(key) => Chord::from_event(key),
            TerminalEvent::Paste(text) => {
                finish(&mut run, &mut messages);
                messages.push(Msg::Paste(clean_text(&text)));
                None
            }
            // The size comes with SIGWINCH; mouse and focus are never asked for.
            TerminalEvent::Resize(..)
            | TerminalEvent::Mouse(_)
            | TerminalEvent::FocusGained
            | TerminalEvent::FocusLost => None,
        };
        let Some(chord) = chord else { continue };
        if chord.plain_char().is_none() {
            finish(&mut run, &mut messages);
            messages.push(Msg::Key(chord));
        } else {
            run.push(chord);
        }
    }
    finish(&mut run, &mut messages);
    messages
}

fn finish(run: &mut Vec<Chord>, messages: &mut Vec<Msg>) {
    let text: String = run.iter().filter_map(|chord| chord.plain_char()).collect();
    if text.is_ascii() {
        messages.extend(run.drain(..).map(Msg::Key));
        return;
    }
    run.clear();
    // U+3000 alone is a folded Space key, so the ends are not trimmed as `clean_line` would do.
    let text: String = text.chars().filter(|c| !crate::domain::text::is_unsafe(*c)).collect();
    if !text.is_empty() {
        messages.push(Msg::Typed(text));
    }
}

/// Waits for Enter, Esc, `q` or Ctrl-C on the raw terminal; the input thread must stand back.
pub(super) fn wait_for_return() {
    let mut bytes = [0; 64];
    loop {
        match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
            Ok(0) => return,
            Ok(n) if bytes[..n].iter().any(|b| matches!(b, b'\r' | b'\n' | 0x1b | b'q' | 3)) => return,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
        if !terminal::is_active() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use rstest::rstest;

    use super::*;

    fn chars(text: &str) -> Vec<TerminalEvent> {
        text.chars().map(|c| TerminalEvent::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))).collect()
    }

    #[rstest]
    #[case::fast_typing("jj", &["key j", "key j"])]
    #[case::input_method("くわな", &["typed くわな"])]
    #[case::mixed_commit("2階の", &["typed 2階の"])]
    #[case::full_width_key("ｊ", &["typed ｊ"])]
    #[case::full_width_space("\u{3000}", &["typed \u{3000}"])]
    fn bursts(#[case] text: &str, #[case] expected: &[&str]) {
        let shown: Vec<String> = messages(chars(text)).iter().map(show).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn other_keys_part_the_runs_and_pastes_are_cleaned() {
        let mut events = chars("か");
        events.push(TerminalEvent::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
        events.extend(chars("な"));
        events.push(TerminalEvent::Paste("03-0123\u{1b}[2J\r\n4567".into()));
        let shown: Vec<String> = messages(events).iter().map(show).collect();
        assert_eq!(shown, ["typed か", "key Enter", "typed な", "paste 03-0123[2J\n4567"]);
    }

    #[test]
    fn typing_ahead_of_the_probe_is_not_lost() {
        let shown: Vec<String> = typed("q\u{7f}さ".as_bytes()).iter().map(show).collect();
        assert_eq!(shown, ["typed qさ"]);
        assert!(typed(b"\x1b[A").is_empty());
    }

    fn show(msg: &Msg) -> String {
        match msg {
            Msg::Key(chord) => format!("key {chord}"),
            Msg::Typed(text) => format!("typed {text}"),
            Msg::Paste(text) => format!("paste {text}"),
            other => format!("{other:?}"),
        }
    }
}
