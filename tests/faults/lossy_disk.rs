//! A disk in memory that loses power: of the writes since the last flush it keeps a random part, whole or torn at 512 bytes.

use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::{BackendError, StorageBackend};

/// What a disk writes at once, or not at all.
const SECTOR: usize = 512;

/// Numbers from a seed (SplitMix64), the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit.max(1)
    }
}

enum Pending {
    Write { offset: usize, bytes: Vec<u8> },
    Len(usize),
}

struct Platter {
    /// What survives for certain.
    stable: Vec<u8>,
    /// What the program sees.
    seen: Vec<u8>,
    pending: Vec<Pending>,
    /// Operations until the power fails; `None`: it does not.
    fuse: Option<u64>,
    dead: bool,
    lying: bool,
    dice: Dice,
}

/// The disk; clones are the same disk.
#[derive(Clone)]
pub struct LossyDisk(Arc<Mutex<Platter>>);

impl std::fmt::Debug for LossyDisk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LossyDisk")
    }
}

impl LossyDisk {
    /// A `lying` one says that it has flushed and has not.
    pub fn new(seed: u64, lying: bool) -> Self {
        Self(Arc::new(Mutex::new(Platter {
            stable: Vec::new(),
            seen: Vec::new(),
            pending: Vec::new(),
            fuse: None,
            dead: false,
            lying,
            dice: Dice::new(seed ^ 0xD15C),
        })))
    }

    fn platter(&self) -> MutexGuard<'_, Platter> {
        self.0.lock().unwrap()
    }

    /// The power fails after so many more writes and flushes.
    pub fn light_fuse(&self, operations: u64) {
        self.platter().fuse = Some(operations);
    }

    pub fn is_dead(&self) -> bool {
        self.platter().dead
    }

    /// Everything so far is on the platter, whatever the disk says later: how a run begins.
    pub fn settle(&self) {
        let mut platter = self.platter();
        let seen = platter.seen.clone();
        platter.stable = seen;
        platter.pending.clear();
    }

    /// The power comes back: what was flushed is there, and of the rest what the dice say. Also where the fuse had not burnt down.
    pub fn power_on(&self) {
        let mut platter = self.platter();
        let pending = std::mem::take(&mut platter.pending);
        for one in pending {
            let luck = platter.dice.below(3);
            if luck == 0 {
                continue;
            }
            match one {
                Pending::Len(len) => platter.stable.resize(len, 0),
                Pending::Write { offset, bytes } => {
                    if platter.stable.len() < offset + bytes.len() {
                        platter.stable.resize(offset + bytes.len(), 0);
                    }
                    // Pieces end where the disk's sectors end, not where the program's pages do.
                    let mut at = 0;
                    while at < bytes.len() {
                        let piece = (SECTOR - (offset + at) % SECTOR).min(bytes.len() - at);
                        if luck == 1 || platter.dice.below(2) == 0 {
                            platter.stable[offset + at..offset + at + piece].copy_from_slice(&bytes[at..at + piece]);
                        }
                        at += piece;
                    }
                }
            }
        }
        let stable = platter.stable.clone();
        platter.seen = stable;
        platter.fuse = None;
        platter.dead = false;
    }
}

impl Platter {
    fn alive(&self) -> io::Result<()> {
        if self.dead { Err(io::Error::other("the power is off")) } else { Ok(()) }
    }

    fn burn(&mut self) -> io::Result<()> {
        self.alive()?;
        if let Some(left) = self.fuse.as_mut() {
            if *left == 0 {
                self.dead = true;
            } else {
                *left -= 1;
            }
        }
        Ok(())
    }
}

impl StorageBackend for LossyDisk {
    fn len(&self) -> io::Result<u64> {
        let platter = self.platter();
        platter.alive()?;
        Ok(platter.seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let platter = self.platter();
        platter.alive()?;
        let from = offset as usize;
        out.copy_from_slice(platter.seen.get(from..from + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut platter = self.platter();
        platter.burn()?;
        platter.seen.resize(len as usize, 0);
        platter.pending.push(Pending::Len(len as usize));
        platter.alive()
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut platter = self.platter();
        platter.burn()?;
        platter.alive()?;
        if !platter.lying {
            for one in std::mem::take(&mut platter.pending) {
                match one {
                    Pending::Len(len) => platter.stable.resize(len, 0),
                    Pending::Write { offset, bytes } => {
                        platter.stable[offset..offset + bytes.len()].copy_from_slice(&bytes);
                    }
                }
            }
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut platter = self.platter();
        platter.burn()?;
        let from = offset as usize;
        let room = platter.seen.get_mut(from..from + data.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        room.copy_from_slice(data);
        platter.pending.push(Pending::Write { offset: from, bytes: data.to_vec() });
        platter.alive()
    }

    // One process only: every lock is free. What several processes do to each other is tested with kills.

    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}
