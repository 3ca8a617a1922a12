//! Many short byte strings, end to end.

/// Byte strings by slot. 4 GiB in all at most, which `push` guards.
#[derive(Clone, Debug)]
pub(super) struct Arena {
    bytes: Vec<u8>,
    /// Where each slot ends; one more than there are slots.
    ends: Vec<u32>,
}

impl Default for Arena {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: vec![0] }
    }
}

impl Arena {
    /// Writes the next slot. What would go beyond 4 GiB is left out: such a text is not found, nothing breaks.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let before = self.bytes.len();
        write(&mut self.bytes);
        if u32::try_from(self.bytes.len()).is_err() {
            self.bytes.truncate(before);
        }
        self.ends.push(self.bytes.len() as u32);
    }

    pub(super) fn get(&self, slot: u32) -> &[u8] {
        let slot = slot as usize;
        &self.bytes[self.ends[slot] as usize..self.ends[slot + 1] as usize]
    }

    /// The slots in another order; slots that are not named are dropped.
    pub(super) fn reordered(&self, order: &[u32]) -> Self {
        let mut out = Self { bytes: Vec::with_capacity(self.bytes.len()), ends: Vec::with_capacity(order.len() + 1) };
        out.ends.push(0);
        for &slot in order {
            out.bytes.extend_from_slice(self.get(slot));
            out.ends.push(out.bytes.len() as u32);
        }
        out.bytes.shrink_to_fit();
        out
    }
}
