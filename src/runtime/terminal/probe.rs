//! Asks the terminal how many cells it gives an ambiguous character (ux.md 3.4, 1).

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};

use super::{gate, is_active, timespec, write_all};

/// How long a terminal has to answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// What the probe brought.
#[derive(Debug, Default)]
pub struct Probe {
    /// Cells of an ambiguous character, the wider of a box line and a circle; `None` where there was no answer.
    pub cells: Option<u16>,
    /// Bytes that were no answer: what was typed meanwhile.
    pub typed: Vec<u8>,
}

/// Prints two ambiguous characters at column 0 of the alternate screen and reads where the cursor went.
///
/// Nobody else may read standard input meanwhile. The row is cleared again; the caller repaints.
pub fn probe() -> Probe {
    if !is_active() {
        return Probe::default();
    }
    {
        let _gate = gate();
        if write_all("\r─\x1b[6n\r○\x1b[6n\r\x1b[2K".as_bytes()).is_err() {
            return Probe::default();
        }
    }
    let mut reading = Reading::default();
    let deadline = now() + PATIENCE;
    while reading.columns.len() < 2 {
        let left = deadline.saturating_duration_since(now());
        if left.is_zero() || !readable(left) {
            break;
        }
        let mut bytes = [0; 256];
        match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
            Ok(0) | Err(_) => break,
            Ok(n) => reading.take(&bytes[..n]),
        }
    }
    reading.finish()
}

#[expect(clippy::disallowed_methods, reason = "the patience of the probe is real time")]
fn now() -> Instant {
    Instant::now()
}

fn readable(patience: Duration) -> bool {
    let stdin = rustix::stdio::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    matches!(poll(&mut fds, Some(&timespec(patience))), Ok(n) if n > 0) && fds[0].revents().contains(PollFlags::IN)
}

/// Picks the cursor reports `ESC [ row ; column R` out of a stream.
#[derive(Debug, Default)]
struct Reading {
    pending: Vec<u8>,
    columns: Vec<u16>,
    typed: Vec<u8>,
}

impl Reading {
    fn take(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        while let Some(start) = self.pending.iter().position(|b| *b == 0x1b) {
            let body = &self.pending[start..];
            let Some(length) = sequence_length(body) else {
                return;
            };
            if let Some(column) = report(&body[..length]) {
                self.columns.push(column);
                self.typed.extend(self.pending.drain(..start));
                self.pending.drain(..length);
            } else {
                self.typed.extend(self.pending.drain(..start + length));
            }
        }
        self.typed.append(&mut self.pending);
    }

    /// Column 2 means one cell, column 3 two; anything else is no answer to our question.
    fn finish(mut self) -> Probe {
        self.typed.append(&mut self.pending);
        let cells = match self.columns.as_slice() {
            [line, circle] => {
                let widest = (*line).max(*circle);
                (2..=3).contains(&widest).then(|| widest - 1)
            }
            _ => None,
        };
        Probe { cells, typed: self.typed }
    }
}

/// Bytes of the escape sequence at the front; `None` where its end has not come yet.
fn sequence_length(bytes: &[u8]) -> Option<usize> {
    match bytes.get(1) {
        None => None,
        Some(b'[') => bytes.iter().skip(2).position(|b| (0x40..=0x7e).contains(b)).map(|at| at + 3),
        Some(_) => Some(2),
    }
}

fn report(sequence: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(sequence).ok()?;
    let (_, column) = text.strip_prefix("\x1b[")?.strip_suffix('R')?.split_once(';')?;
    column.parse().ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::narrow(&["\x1b[1;2R\x1b[1;2R"], Some(1), "")]
    #[case::wide(&["\x1b[1;3R\x1b[1;3R"], Some(2), "")]
    #[case::lines_from_another_font(&["\x1b[1;2R\x1b[1;3R"], Some(2), "")]
    #[case::in_pieces(&["\x1b", "[1;", "2R\x1b[1", ";2R"], Some(1), "")]
    #[case::typed_meanwhile(&["q\x1b[1;2Rか\x1b[A\x1b[1;2Rz"], Some(1), "qか\x1b[Az")]
    #[case::silent(&[], None, "")]
    #[case::half_an_answer(&["\x1b[1;2R"], None, "")]
    #[case::nonsense(&["\x1b[1;99R\x1b[1;99R"], None, "")]
    fn answers(#[case] pieces: &[&str], #[case] cells: Option<u16>, #[case] typed: &str) {
        let mut reading = Reading::default();
        for piece in pieces {
            reading.take(piece.as_bytes());
        }
        let probe = reading.finish();
        assert_eq!(probe.cells, cells);
        assert_eq!(String::from_utf8(probe.typed).unwrap(), typed);
    }
}
