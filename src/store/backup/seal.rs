//! The layers of a backup file: zstd inside, age outside where it is sealed. `age -d | zstd -d` opens them as well.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient};

use zeroize::Zeroizing;

use super::frame::FrameReader;
use crate::port::archive::{ArchiveError, Seal, Sealed, Unseal};
use crate::port::{KeyError, StoreError};
use crate::store::keys::{KeySource, Sealing, Secret, backup_secret};

/// zstd's own default: four times smaller than the rows, and hardly slower than reading them.
const LEVEL: i32 = 3;
/// How an age file begins (age-encryption.org/v1, "Header").
const AGE: &[u8] = b"age-encryption.org/v1\n";
/// How a zstd frame begins (RFC 8878, 3.1.1).
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// How a backup begins that the store's own keys have sealed. Then the length of the slots in digits, a line break, the slots (JSON,
/// no secret), and an age file whose passphrase only a key of the store gives.
const OWN: &str = "RENKEI-BACKUP 1\n";
/// That passphrase is 256 random bits: stretching it would protect nothing.
const OWN_WORK: u8 = 2;

/// The longest of these beginnings.
pub(super) const LONGEST_START: usize = AGE.len();

/// Does a file that starts so begin as a backup does?
pub(super) fn is_start(bytes: &[u8]) -> bool {
    bytes.starts_with(ZSTD) || bytes.starts_with(AGE) || bytes.starts_with(OWN.as_bytes())
}

/// The outer layer.
pub(super) enum Outer {
    Plain(BufWriter<File>),
    Age(StreamWriter<BufWriter<File>>),
}

impl Write for Outer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Age(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Age(stream) => stream.flush(),
        }
    }
}

pub(super) type Packed = zstd::Encoder<'static, Outer>;

/// What a backup is sealed with when all is known: the store's own keys stand in where nothing else was asked for.
pub(super) enum Chosen<'a> {
    Asked(&'a Seal),
    Own(Sealing),
}

impl<'a> Chosen<'a> {
    pub(super) fn of(asked: &'a Seal, own: Option<Sealing>) -> Self {
        match (asked, own) {
            (Seal::None, Some(own)) => Self::Own(own),
            (asked, _) => Self::Asked(asked),
        }
    }

    pub(super) const fn sealed(&self) -> Sealed {
        match self {
            Self::Asked(Seal::None) => Sealed::Plain,
            Self::Asked(Seal::Recipients(_)) => Sealed::Recipients,
            Self::Asked(Seal::Passphrase(_)) => Sealed::Passphrase,
            Self::Own(_) => Sealed::OwnKeys,
        }
    }

    /// What frames are written to.
    pub(super) fn layers(&self, file: File) -> Result<io::Result<Packed>, ArchiveError> {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let encryptor = match self {
            Self::Asked(Seal::None) => None,
            Self::Asked(Seal::Recipients(texts)) => Some(for_recipients(texts)?),
            Self::Asked(Seal::Passphrase(passphrase)) => Some(Encryptor::with_user_passphrase(secret(passphrase))),
            Self::Own(own) => {
                let json = own.slots_json.as_bytes();
                if let Err(error) = writeln!(file, "{OWN}{}", json.len()).and_then(|()| file.write_all(json)) {
                    return Ok(Err(error));
                }
                let mut recipient = age::scrypt::Recipient::new(own_secret(&own.backup_secret));
                recipient.set_work_factor(OWN_WORK);
                let recipients = std::iter::once(&recipient as &dyn Recipient);
                Some(Encryptor::with_recipients(recipients).map_err(|_| ArchiveError::BadRecipient(1))?)
            }
        };
        Ok(pack(file, encryptor))
    }
}

fn pack(file: BufWriter<File>, encryptor: Option<Encryptor>) -> io::Result<Packed> {
    let outer = match encryptor {
        None => Outer::Plain(file),
        Some(encryptor) => Outer::Age(encryptor.wrap_output(file)?),
    };
    let mut packed = zstd::Encoder::new(outer, LEVEL)?;
    packed.include_checksum(true)?;
    Ok(packed)
}

fn for_recipients(texts: &[String]) -> Result<Encryptor, ArchiveError> {
    let recipients: Vec<age::x25519::Recipient> = (1..)
        .zip(texts)
        .map(|(number, text)| {
            age::x25519::Recipient::from_str(text.trim()).map_err(|_| ArchiveError::BadRecipient(number))
        })
        .collect::<Result<_, _>>()?;
    Encryptor::with_recipients(recipients.iter().map(|recipient| recipient as &dyn Recipient))
        .map_err(|_| ArchiveError::BadRecipient(1))
}

fn secret(passphrase: &str) -> SecretString {
    SecretString::from(passphrase.to_owned())
}

/// The store's secret for its backups as age takes one: in hexadecimal digits.
fn own_secret(bytes: &[u8; 32]) -> SecretString {
    let mut text = String::with_capacity(64);
    for byte in bytes {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    SecretString::from(text)
}

/// Ends every layer.
pub(super) fn finish(packed: Packed) -> io::Result<File> {
    let file = match packed.finish()? {
        Outer::Plain(file) => file,
        Outer::Age(stream) => stream.finish()?,
    };
    file.into_inner().map_err(io::IntoInnerError::into_error)
}

/// The frames of a backup file.
pub(super) type Frames = FrameReader<Box<dyn Read>>;

/// Opens every layer.
pub(super) fn unseal(path: &Path, with: &Unseal) -> Result<(Frames, Sealed), StoreError> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| unreadable(path, &error))?);
    let start = file.fill_buf().map_err(|error| unreadable(path, &error))?;
    if start.starts_with(ZSTD) {
        return Ok((FrameReader::new(unpacked(path, file)?), Sealed::Plain));
    }
    let slots = if start.starts_with(OWN.as_bytes()) { Some(slots(path, &mut file)?) } else { None };
    if slots.is_none() && !start_is_age(&mut file) {
        return Err(ArchiveError::NotABackup(path.to_owned()).into());
    }
    let decryptor = Decryptor::new_buffered(file).map_err(|error| closed(path, Sealed::Recipients, error))?;
    let sealed = match (&slots, decryptor.is_scrypt()) {
        (Some(_), _) => Sealed::OwnKeys,
        (None, true) => Sealed::Passphrase,
        (None, false) => Sealed::Recipients,
    };
    let identities = identities(sealed, slots.as_deref(), with)?;
    let opened =
        decryptor.decrypt(identities.iter().map(AsRef::as_ref)).map_err(|error| closed(path, sealed, error))?;
    Ok((FrameReader::new(unpacked(path, BufReader::with_capacity(1 << 16, opened))?), sealed))
}

fn start_is_age(file: &mut impl BufRead) -> bool {
    file.fill_buf().is_ok_and(|start| start.starts_with(AGE))
}

/// The key slots at the head of a backup that the store's own keys have sealed.
fn slots(path: &Path, file: &mut impl BufRead) -> Result<String, StoreError> {
    let mut read = || -> io::Result<String> {
        file.consume(OWN.len());
        let mut length = String::new();
        Read::by_ref(file).take(12).read_line(&mut length)?;
        let length: u64 = length.trim_end().parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let mut json = String::new();
        Read::by_ref(file).take(length).read_to_string(&mut json)?;
        Ok(json)
    };
    read().map_err(|error| unreadable(path, &error))
}

fn identities(sealed: Sealed, slots: Option<&str>, with: &Unseal) -> Result<Vec<Box<dyn Identity>>, StoreError> {
    let source = match (sealed, with) {
        (Sealed::Passphrase, Unseal::Passphrase(passphrase)) => {
            return Ok(vec![Box::new(age::scrypt::Identity::new(secret(passphrase)))]);
        }
        (Sealed::Recipients, Unseal::KeyFile(path)) => return read_identities(path),
        (Sealed::OwnKeys, Unseal::Passphrase(passphrase)) => KeySource::Given(Secret::passphrase(passphrase)),
        (Sealed::OwnKeys, Unseal::KeyFile(path)) => KeySource::KeyFile(path.clone()),
        _ => return Err(ArchiveError::NeedsKey(sealed).into()),
    };
    match backup_secret(slots.unwrap_or_default(), &source) {
        Ok(bytes) => Ok(vec![Box::new(age::scrypt::Identity::new(own_secret(&bytes)))]),
        Err(StoreError::Key(KeyError::WrongPassphrase | KeyError::WrongKeyFile { .. })) => {
            Err(ArchiveError::WrongKey(sealed).into())
        }
        Err(error) => Err(error),
    }
}

fn unpacked(path: &Path, packed: impl BufRead + 'static) -> Result<Box<dyn Read>, StoreError> {
    let decoder = zstd::Decoder::with_buffer(packed).map_err(|error| unreadable(path, &error))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, decoder)))
}

fn read_identities(path: &Path) -> Result<Vec<Box<dyn Identity>>, StoreError> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| StoreError::from(ArchiveError::Read { path: path.to_owned(), cause: error.to_string() }))?;
    let identities: Vec<Box<dyn Identity>> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match age::x25519::Identity::from_str(line) {
            Ok(identity) => Ok(Box::new(identity) as Box<dyn Identity>),
            Err(_) => Err(ArchiveError::BadIdentity),
        })
        .collect::<Result<_, ArchiveError>>()?;
    if identities.is_empty() { Err(ArchiveError::BadIdentity.into()) } else { Ok(identities) }
}

/// What age says, in the words of the port.
fn closed(path: &Path, sealed: Sealed, error: DecryptError) -> StoreError {
    match error {
        DecryptError::NoMatchingKeys
        | DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::ExcessiveWork { .. } => ArchiveError::WrongKey(sealed).into(),
        DecryptError::Io(error) => unreadable(path, &error),
        // Its head: invalid, of an unknown format, or whatever else a later age finds in it.
        _ => ArchiveError::Damaged { path: path.to_owned(), what: "its head is not that of an age file".to_owned() }
            .into(),
    }
}

/// Reading a backup failed: the disk did (the system gave a number for it), or what was read is not what was written.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> StoreError {
    let path = path.to_owned();
    if error.raw_os_error().is_some() {
        return ArchiveError::Read { path, cause: error.to_string() }.into();
    }
    let what =
        if error.kind() == io::ErrorKind::UnexpectedEof { "it ends too early".to_owned() } else { error.to_string() };
    ArchiveError::Damaged { path, what }.into()
}
