//! What can be wrong with the key of an encrypted store. None of these holds anything secret.

/// Why the data stay locked, or why their keys were not changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyError {
    /// The data are encrypted and nobody gave a key.
    #[error("{path} is encrypted, and there is neither a key file nor a terminal to ask for the passphrase")]
    Locked { path: String },
    #[error("the passphrase is wrong; nothing was opened")]
    WrongPassphrase,
    #[error("the key file {path} does not open these data")]
    WrongKeyFile { path: String },
    /// The data file says that it is encrypted, and the file with its keys is not there.
    #[error("{path} is missing; without it the encrypted data cannot be read: bring it back from a backup")]
    Lost { path: String },
    /// The keys are there, and their data file is not. To make an empty one would hide the loss.
    #[error("{path} is missing, though its keys are in {keys}; bring the data back with renkei restore")]
    DataGone { path: String, keys: String },
    /// The keys are there, and the data file is a plain one.
    #[error("{path} is not encrypted, though {keys} lies beside it; one of the two is from elsewhere")]
    NotEncrypted { path: String, keys: String },
    /// The keys belong to another data file.
    #[error("{keys} belongs to another data file than {path}; bring back the right one from a backup")]
    Foreign { path: String, keys: String },
    #[error("{path} cannot be understood ({cause}); bring it back from a backup")]
    Unreadable { path: String, cause: String },
    #[error("the key file {path} cannot be read: {cause}")]
    File { path: String, cause: String },
    #[error("{path} is no key file; renkei key add --new-key-file makes one")]
    NotAKeyFile { path: String },
    #[error("everybody can read {path} (mode {mode:04o}); take that away with chmod o= and try again")]
    Exposed { path: String, mode: u32 },
    #[error("{path} exists already; nothing was written over it")]
    Exists { path: String },
    #[error("there is no key with the label {label}")]
    NoSuchSlot { label: String },
    #[error("there is a key with the label {label} already")]
    SlotTaken { label: String },
    #[error("this is the last key; without it nobody could read the data")]
    LastSlot,
    /// The folder has data already, so it cannot be made into an encrypted one.
    #[error("{path} has data already")]
    HasData { path: String },
    #[error("these data are not encrypted, so they have no keys")]
    Plain,
    #[error("random numbers cannot be had from the system: {0}")]
    NoRandom(String),
}
