//! What the drawing thread writes: collected, and sent in one write a frame.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::{gate, is_active, write_all};

/// Big enough for a full frame of kanji at 200x50 (54.7 KB were measured; systems.md 3.1).
const CAPACITY: usize = 64 * 1024;

/// A writer that keeps everything until [`Output::commit`]: ratatui and crossterm flush several times a frame.
///
/// Clones share the buffer, so that the frame can be committed while ratatui's backend owns one.
#[derive(Clone, Debug)]
pub struct Output {
    kept: Rc<RefCell<Vec<u8>>>,
}

impl Output {
    pub fn new() -> Self {
        Self { kept: Rc::new(RefCell::new(Vec::with_capacity(CAPACITY))) }
    }

    /// Sends what was collected in one write. Drops it where the terminal is not ours any more.
    pub fn commit(&self) -> io::Result<()> {
        let mut kept = self.kept.borrow_mut();
        let _gate = gate();
        let result = if is_active() { write_all(&kept) } else { Ok(()) };
        kept.clear();
        result
    }
}

impl Default for Output {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing on purpose; see [`Output::commit`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
