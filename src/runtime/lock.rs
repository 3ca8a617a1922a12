//! The passphrase of the screen's lock: its hash in a file of one's own, and what a restart must not forget (locked, wrong tries).

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::write_atomically;
use crate::domain::MemberId;
use crate::port::Secret;
use crate::store::keys::passphrase;

/// No wait is longer.
const LONGEST_WAIT: u64 = 60;

/// The folder of the hashes and of the mark. Without one nothing outlives the program (the demo).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LockPlace(pub Option<PathBuf>);

/// The lock of one account.
#[derive(Debug)]
pub struct LockKeeper {
    place: LockPlace,
    /// Whose passphrase it is, where several people share the account.
    member: Option<MemberId>,
    /// In memory, where there is no folder.
    hash: Option<String>,
    mark: Option<Mark>,
}

/// Kept while the screen is locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
struct Mark {
    tries: u32,
    /// Of the last wrong one.
    #[serde(default)]
    at: Option<Timestamp>,
    /// Who has locked it.
    #[serde(default)]
    member: Option<MemberId>,
}

/// What became of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tried {
    Opened,
    Wrong {
        tries: u32,
        wait: Duration,
    },
    /// Not even looked at: the wait after the last wrong one is not over.
    TooEarly {
        tries: u32,
        wait: Duration,
    },
}

impl LockKeeper {
    /// Where the last session ended locked, whoever locked it has to open it.
    pub fn new(place: LockPlace) -> Self {
        let mut keeper = Self { place, member: None, hash: None, mark: None };
        if keeper.is_marked() {
            keeper.member = keeper.mark().member;
        }
        keeper
    }

    /// From now on it is this member's, unless somebody else has locked the screen.
    pub fn work_as(&mut self, member: Option<MemberId>) {
        if self.mark.is_none() && !self.is_marked() {
            self.member = member;
        }
    }

    fn passphrase_file(&self) -> Option<PathBuf> {
        let name = self.member.map_or_else(|| "lock".to_owned(), |member| format!("lock-{member}"));
        Some(self.place.0.as_ref()?.join(name))
    }

    fn mark_file(&self) -> Option<PathBuf> {
        Some(self.place.0.as_ref()?.join("locked.json"))
    }

    pub fn has_passphrase(&self) -> io::Result<bool> {
        Ok(self.hash()?.is_some())
    }

    /// Did the last session end while it was locked?
    pub fn is_marked(&self) -> bool {
        self.mark_file().is_some_and(|path| path.exists())
    }

    /// The screen is locked: the next start is, too. Wrong tries before that go on counting.
    pub fn lock(&mut self) -> io::Result<()> {
        let mark = Mark { member: self.member, ..self.mark() };
        self.keep(mark)
    }

    /// The screen is open.
    pub fn open(&mut self) -> io::Result<()> {
        self.mark = None;
        match self.mark_file().map(fs::remove_file) {
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Keeps a new passphrase.
    ///
    /// # Errors
    /// Where the file cannot be written, or the system gives no random bytes.
    pub fn set(&mut self, passphrase: &Secret) -> io::Result<()> {
        let hashed = passphrase::hash(passphrase).map_err(said)?;
        match self.passphrase_file() {
            Some(path) => write_atomically(&path, format!("{hashed}\n").as_bytes())?,
            None => self.hash = Some(hashed),
        }
        Ok(())
    }

    /// Tries a passphrase. After the n-th wrong one the next is not looked at for 2^(n-1) seconds, at most a minute.
    pub fn attempt(&mut self, passphrase: &Secret, now: Timestamp) -> io::Result<Tried> {
        let mark = self.mark();
        if let Some(wait) = left(mark, now) {
            return Ok(Tried::TooEarly { tries: mark.tries, wait });
        }
        let Some(hash) = self.hash()? else { return Ok(Tried::Opened) };
        if passphrase::is_right(passphrase, hash.trim()).map_err(said)? {
            return Ok(Tried::Opened);
        }
        let mark = Mark { tries: mark.tries.saturating_add(1), at: Some(now), ..mark };
        self.keep(mark)?;
        Ok(Tried::Wrong { tries: mark.tries, wait: wait_after(mark.tries) })
    }

    fn hash(&self) -> io::Result<Option<String>> {
        match self.passphrase_file().map(fs::read_to_string) {
            Some(Ok(text)) => Ok(Some(text)),
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Some(Err(error)) => Err(error),
            None => Ok(self.hash.clone()),
        }
    }

    fn mark(&self) -> Mark {
        let read = || serde_json::from_slice(&fs::read(self.mark_file()?).ok()?).ok();
        self.mark.or_else(read).unwrap_or_default()
    }

    fn keep(&mut self, mark: Mark) -> io::Result<()> {
        self.mark = Some(mark);
        match self.mark_file() {
            Some(path) => write_atomically(&path, &serde_json::to_vec(&mark)?),
            None => Ok(()),
        }
    }
}

fn said(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

fn wait_after(tries: u32) -> Duration {
    let seconds = 1_u64.checked_shl(tries.saturating_sub(1)).unwrap_or(LONGEST_WAIT);
    Duration::from_secs(if tries == 0 { 0 } else { seconds.clamp(1, LONGEST_WAIT) })
}

/// A clock that was set back makes nobody wait longer than the wait itself.
fn left(mark: Mark, now: Timestamp) -> Option<Duration> {
    let since = now.duration_since(mark.at?).unsigned_abs();
    wait_after(mark.tries).checked_sub(since).filter(|left| !left.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + second).expect("a time")
    }

    #[test]
    fn wrong_passphrases_are_slowed_and_a_restart_forgets_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = LockPlace(Some(folder.path().to_owned()));
        let mut keeper = LockKeeper::new(place.clone());
        assert!(!keeper.has_passphrase().expect("readable"));
        keeper.set(&Secret::new("あいことば八文字")).expect("written");
        keeper.lock().expect("marked");
        let wrong = Secret::new("ちがうことば八字");
        let second = Duration::from_secs(1);
        assert_eq!(keeper.attempt(&wrong, at(0)).expect("tried"), Tried::Wrong { tries: 1, wait: second });
        let early = Tried::TooEarly { tries: 1, wait: second };
        assert_eq!(
            keeper.attempt(&Secret::new("あいことば八文字"), at(0)).expect("tried"),
            early,
            "the right one waits too"
        );
        assert_eq!(keeper.attempt(&wrong, at(1)).expect("tried"), Tried::Wrong { tries: 2, wait: 2 * second });

        let mut again = LockKeeper::new(place);
        assert!(again.is_marked() && again.has_passphrase().expect("readable"));
        again.lock().expect("marked");
        assert_eq!(again.attempt(&wrong, at(2)).expect("tried"), Tried::TooEarly { tries: 2, wait: second });
        assert_eq!(again.attempt(&Secret::new("あいことば八文字\n"), at(4)).expect("tried"), Tried::Opened);
        again.open().expect("opened");
        assert!(!again.is_marked());
        let text = fs::read_to_string(folder.path().join("lock")).expect("there");
        assert!(text.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{text}");
    }

    #[test]
    fn who_locked_a_shared_account_opens_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = LockPlace(Some(folder.path().to_owned()));
        let mut keeper = LockKeeper::new(place.clone());
        let hana = MemberId::from_bytes([1; 16]);
        keeper.work_as(Some(hana));
        keeper.set(&Secret::new("はなのあいことば")).expect("written");
        keeper.lock().expect("marked");
        let mut again = LockKeeper::new(place);
        again.work_as(Some(MemberId::from_bytes([2; 16])));
        assert!(again.has_passphrase().expect("readable"));
        assert_eq!(again.attempt(&Secret::new("はなのあいことば"), at(0)).expect("tried"), Tried::Opened);
    }

    #[test]
    fn no_wait_is_longer_than_a_minute() {
        let waits: Vec<u64> = [0, 1, 2, 6, 7, 64, u32::MAX].map(|tries| wait_after(tries).as_secs()).to_vec();
        assert_eq!(waits, [0, 1, 2, 32, 60, 60, 60]);
    }
}
