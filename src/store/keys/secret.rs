//! The secrets. They wipe themselves, and `Debug` shows nothing of them.

use std::fmt;

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::port::KeyError;
use crate::store::crypt::FileId;

/// 32 secret bytes.
pub type SecretBytes = Zeroizing<[u8; 32]>;

/// Fresh random bytes from the system.
pub(super) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyError> {
    let mut bytes = Zeroizing::new([0; N]);
    OsRng.try_fill_bytes(bytes.as_mut()).map_err(|error| KeyError::NoRandom(error.to_string()))?;
    Ok(bytes)
}

/// A key for one purpose: the hash of the purpose, the file and a key of fixed length.
pub(super) fn derive(purpose: &str, file: FileId, key: &[u8; 32]) -> SecretBytes {
    let hash = Sha256::new().chain_update(purpose).chain_update([0]).chain_update(file.0).chain_update(key);
    Zeroizing::new(hash.finalize().into())
}

/// What a person or a script shows to open the data.
#[derive(Clone)]
pub enum Secret {
    Passphrase(Zeroizing<String>),
    /// The content of a key file.
    Key(SecretBytes),
}

impl Secret {
    /// A passphrase in one normal form, so that it is the same from every keyboard and input method.
    pub fn passphrase(typed: &str) -> Self {
        Self::Passphrase(Zeroizing::new(typed.nfc().collect()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Passphrase(_) => "Passphrase(..)",
            Self::Key(_) => "Key(..)",
        })
    }
}

/// The random key that everything in the data file is sealed with. It lies wrapped in the slots and never changes.
#[derive(Clone)]
pub struct DataKey(SecretBytes);

impl DataKey {
    pub fn random() -> Result<Self, KeyError> {
        Ok(Self(random()?))
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(in crate::store) fn for_pages(&self, file: FileId) -> SecretBytes {
        derive("renkei pages 1", file, &self.0)
    }

    /// What backups of this store are sealed with.
    pub(in crate::store) fn for_backups(&self, file: FileId) -> SecretBytes {
        derive("renkei backups 1", file, &self.0)
    }

    /// By this a wrong key is known before a page is read. Half a hash: it tells nothing of the key.
    pub(in crate::store) fn check(&self, file: FileId) -> [u8; 16] {
        let hash = derive("renkei check 1", file, &self.0);
        std::array::from_fn(|index| hash[index])
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DataKey(..)")
    }
}
