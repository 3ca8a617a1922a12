//! Where the secret comes from: a file, or a person.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use zeroize::Zeroizing;

use super::secret::{Secret, random};
use crate::port::KeyError;

/// How often a person is asked before the program gives up.
pub const TRIES: u32 = 3;
/// A key file or a passphrase that is longer is something else.
const LONGEST: u64 = 4_096;

/// Asks a person; told which try it is, from 1 on.
pub type Ask = Arc<dyn Fn(u32) -> Result<Secret, KeyError> + Send + Sync>;

/// Where the secret comes from. Files are read when they are needed, so that a setting that names one harms no plain store.
#[derive(Clone)]
pub enum KeySource {
    KeyFile(PathBuf),
    /// The first line of a file, for scripts.
    PassphraseFile(PathBuf),
    Asked(Ask),
    Given(Secret),
}

impl fmt::Debug for KeySource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyFile(path) => write!(formatter, "KeyFile({})", path.display()),
            Self::PassphraseFile(path) => write!(formatter, "PassphraseFile({})", path.display()),
            Self::Asked(_) => formatter.write_str("Asked"),
            Self::Given(_) => formatter.write_str("Given(..)"),
        }
    }
}

impl KeySource {
    /// How many answers may be tried: a file says the same each time.
    pub(super) const fn tries(&self) -> u32 {
        match self {
            Self::Asked(_) => TRIES,
            Self::KeyFile(_) | Self::PassphraseFile(_) | Self::Given(_) => 1,
        }
    }

    /// The secret, read or asked for.
    pub fn secret(&self, attempt: u32) -> Result<Secret, KeyError> {
        match self {
            Self::KeyFile(path) => read_key_file(path),
            Self::PassphraseFile(path) => read_passphrase_file(path),
            Self::Asked(ask) => ask(attempt),
            Self::Given(secret) => Ok(secret.clone()),
        }
    }

    /// What to say where its secret opens nothing.
    pub(super) fn wrong(&self, secret: &Secret) -> KeyError {
        match (self, secret) {
            (_, Secret::Passphrase(_)) => KeyError::WrongPassphrase,
            (Self::KeyFile(path) | Self::PassphraseFile(path), Secret::Key(_)) => {
                KeyError::WrongKeyFile { path: path.display().to_string() }
            }
            (Self::Asked(_) | Self::Given(_), Secret::Key(_)) => KeyError::WrongKeyFile { path: String::new() },
        }
    }
}

/// The content of a file that holds a secret. One that everybody may read holds none any more.
fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let shown = || path.display().to_string();
    let failed = |error: std::io::Error| KeyError::File { path: shown(), cause: error.to_string() };
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(KeyError::NotAKeyFile { path: shown() });
    }
    if meta.is_file() && meta.mode() & 0o007 != 0 {
        return Err(KeyError::Exposed { path: shown(), mode: meta.mode() & 0o7777 });
    }
    // Grown in one step, so that no copy stays behind in memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 1));
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn read_key_file(path: &Path) -> Result<Secret, KeyError> {
    let text = read(path)?;
    let mut key = Zeroizing::new([0; 32]);
    // The decoder wants room for what the text may be long; 44 letters are 33 bytes at the most.
    let mut room = Zeroizing::new([0; 33]);
    let decoded = BASE64_STANDARD.decode_slice(text.trim_ascii(), room.as_mut());
    if decoded != Ok(32) {
        return Err(KeyError::NotAKeyFile { path: path.display().to_string() });
    }
    key.copy_from_slice(&room[..32]);
    Ok(Secret::Key(key))
}

fn read_passphrase_file(path: &Path) -> Result<Secret, KeyError> {
    let bytes = read(path)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let failed = |cause: &str| KeyError::File { path: path.display().to_string(), cause: cause.to_owned() };
    match std::str::from_utf8(line) {
        Ok("") => Err(failed("its first line is empty")),
        Ok(line) => Ok(Secret::passphrase(line)),
        Err(_) => Err(failed("it is not UTF-8")),
    }
}

/// Makes a key file of 32 random bytes (0600), never over another file.
pub fn make_key_file(path: &Path) -> Result<Secret, KeyError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => KeyError::Exists { path: path.display().to_string() },
        _ => KeyError::File { path: path.display().to_string(), cause: error.to_string() },
    };
    let key = random::<32>()?;
    let mut text = Zeroizing::new(BASE64_STANDARD.encode(key.as_slice()));
    text.push('\n');
    super::file::write(path, text.as_bytes(), super::file::Mode::Owner, false).map_err(failed)?;
    Ok(Secret::Key(key))
}
