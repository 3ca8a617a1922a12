//! One slot: the data key, wrapped by what one person or one script knows.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::prelude::{BASE64_STANDARD, Engine};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::secret::{DataKey, Secret, SecretBytes, derive, random};
use crate::port::KeyError;
use crate::store::crypt::FileId;

/// What the wrapping is bound to, beside the file.
const WRAP: &[u8] = b"renkei slot 1";

/// Bytes in base64.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Base64(pub(super) Vec<u8>);

impl TryFrom<String> for Base64 {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        BASE64_STANDARD.decode(text).map(Self)
    }
}

impl From<Base64> for String {
    fn from(bytes: Base64) -> Self {
        BASE64_STANDARD.encode(bytes.0)
    }
}

/// The parameters of Argon2id, stored so that they can be raised one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Argon {
    /// Memory in KiB.
    pub m_kib: u32,
    pub t: u32,
    pub p: u32,
}

impl Argon {
    /// 64 MiB, 3 passes: 0.16 s on the machine of systems.md 4.1.
    pub const DEFAULT: Self = Self { m_kib: 64 << 10, t: 3, p: 1 };
    /// A file that asks for more is not an earnest one.
    const MOST: Self = Self { m_kib: 1 << 20, t: 64, p: 16 };

    fn stretch(self, passphrase: &str, salt: &[u8]) -> Result<SecretBytes, String> {
        if self.m_kib > Self::MOST.m_kib || self.t > Self::MOST.t || self.p > Self::MOST.p {
            return Err("the parameters of Argon2 are out of bounds".to_owned());
        }
        let said = |error: argon2::Error| error.to_string();
        let params = Params::new(self.m_kib, self.t, self.p, Some(32)).map_err(said)?;
        let mut memory = vec![Block::default(); params.block_count()];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut key = SecretBytes::default();
        let done = argon.hash_password_into_with_memory(passphrase.as_bytes(), salt, key.as_mut(), &mut memory);
        for block in &mut memory {
            block.as_mut().zeroize();
        }
        done.map_err(said)?;
        Ok(key)
    }
}

/// How the wrapping key is made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
enum Way {
    Passphrase { argon2id: Argon, salt: Base64 },
    KeyFile,
}

/// What kind of secret opens a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SlotKind {
    Passphrase,
    KeyFile,
}

/// A slot as the file of keys holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Slot {
    pub(super) label: String,
    #[serde(flatten)]
    way: Way,
    nonce: Base64,
    wrapped: Base64,
}

impl Slot {
    pub(super) fn wrap(
        label: String,
        file: FileId,
        key: &DataKey,
        secret: &Secret,
        argon: Argon,
    ) -> Result<Self, KeyError> {
        let way = match secret {
            Secret::Passphrase(_) => Way::Passphrase { argon2id: argon, salt: Base64(random::<16>()?.to_vec()) },
            Secret::Key(_) => Way::KeyFile,
        };
        let unusable = |cause: String| KeyError::Unreadable { path: label.clone(), cause };
        let wrapping = way.wrapping_key(file, secret).map_err(unusable)?.ok_or(KeyError::Plain)?;
        let nonce = random::<24>()?;
        let aad = [WRAP, &file.0].concat();
        let payload = Payload { msg: key.bytes(), aad: &aad };
        let wrapped = XChaCha20Poly1305::new(wrapping.as_slice().into())
            .encrypt(XNonce::from_slice(nonce.as_slice()), payload)
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self { label, way, nonce: Base64(nonce.to_vec()), wrapped: Base64(wrapped) })
    }

    /// `None` where the secret is another one than this slot's.
    pub(super) fn unwrap(&self, file: FileId, secret: &Secret) -> Result<Option<DataKey>, String> {
        let Some(wrapping) = self.way.wrapping_key(file, secret)? else { return Ok(None) };
        if self.nonce.0.len() != 24 {
            return Err("a nonce of another length".to_owned());
        }
        let aad = [WRAP, &file.0].concat();
        let payload = Payload { msg: &self.wrapped.0, aad: &aad };
        let opened =
            XChaCha20Poly1305::new(wrapping.as_slice().into()).decrypt(XNonce::from_slice(&self.nonce.0), payload);
        let Ok(opened) = opened.map(Zeroizing::new) else { return Ok(None) };
        let bytes = opened.first_chunk::<32>().filter(|_| opened.len() == 32);
        bytes.map(|bytes| Some(DataKey::from_bytes(*bytes))).ok_or_else(|| "a key of another length".to_owned())
    }

    pub(super) const fn kind(&self) -> SlotKind {
        match self.way {
            Way::Passphrase { .. } => SlotKind::Passphrase,
            Way::KeyFile => SlotKind::KeyFile,
        }
    }
}

impl Way {
    /// `None` where the secret is of the other kind.
    fn wrapping_key(&self, file: FileId, secret: &Secret) -> Result<Option<SecretBytes>, String> {
        match (self, secret) {
            (Self::Passphrase { argon2id, salt }, Secret::Passphrase(passphrase)) => {
                argon2id.stretch(passphrase, &salt.0).map(Some)
            }
            // Random already: nothing is gained by stretching it.
            (Self::KeyFile, Secret::Key(key)) => Ok(Some(derive("renkei key file 1", file, key))),
            (Self::Passphrase { .. }, Secret::Key(_)) | (Self::KeyFile, Secret::Passphrase(_)) => Ok(None),
        }
    }
}
