//! A passphrase that is only to be known again: its hash, for the lock of the screen.

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Error, PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::port::Secret;

/// Argon2id as the slots use it (systems.md 4.1): about 0.2 s.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// The hash with its salt and parameters, as one line of text (PHC).
///
/// # Errors
/// Where the system gives no random bytes or the memory is too small.
pub fn hash(passphrase: &Secret) -> Result<String, Error> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(argon()?.hash_password(passphrase.reveal().as_bytes(), &salt)?.to_string())
}

/// Is it the passphrase of that hash?
///
/// # Errors
/// Where the hash is none.
pub fn is_right(passphrase: &Secret, hash: &str) -> Result<bool, Error> {
    match argon()?.verify_password(passphrase.reveal().as_bytes(), &PasswordHash::new(hash)?) {
        Ok(()) => Ok(true),
        Err(Error::Password) => Ok(false),
        Err(error) => Err(error),
    }
}

fn argon() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
