//! Bytes to text: strict, never lossy.

use encoding_rs::{DecoderResult, SHIFT_JIS};

use super::error::{ReadCause, ReadError};

/// How a file's text was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, strum::Display, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    Cp932,
    /// A workbook, whose text is UTF-8 inside.
    Xlsx,
}

/// Reads UTF-8 (with or without a byte order mark), else CP932. A malformed byte is an error with its line.
pub fn decode(bytes: Vec<u8>, path: &str) -> Result<(String, Encoding), ReadError> {
    decode_as(bytes, path, None)
}

/// As [`decode`], but read as this encoding where one is said.
pub fn decode_as(bytes: Vec<u8>, path: &str, said: Option<Encoding>) -> Result<(String, Encoding), ReadError> {
    if bytes.contains(&0) {
        return Err(ReadError::new(path, ReadCause::Binary));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| said != Some(Encoding::Cp932)) {
        return match std::str::from_utf8(rest) {
            Ok(text) => Ok((text.to_owned(), Encoding::Utf8Bom)),
            Err(error) => Err(ReadError::new(
                path,
                ReadCause::Encoding { line: line_at(rest, error.valid_up_to()), tried: "UTF-8" },
            )),
        };
    }
    if said == Some(Encoding::Cp932) {
        return cp932(&bytes, path, 0);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if said.is_some() {
                let cause = ReadCause::Encoding { line: line_at(&bytes, valid), tried: "UTF-8" };
                return Err(ReadError::new(path, cause));
            }
            cp932(&bytes, path, valid)
        }
    }
}

/// `utf8`: so far it could be read as UTF-8.
fn cp932(bytes: &[u8], path: &str, utf8: usize) -> Result<(String, Encoding), ReadError> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(
        decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3),
    );
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    // The encoding standard lets a few control codes through that no Windows program writes.
    let control = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    match result {
        DecoderResult::InputEmpty if !control => Ok((text, Encoding::Cp932)),
        DecoderResult::InputEmpty => Err(ReadError::new(path, ReadCause::Binary)),
        DecoderResult::Malformed(..) | DecoderResult::OutputFull => Err(ReadError::new(
            path,
            // The one that came further is the one that was meant.
            ReadCause::Encoding { line: line_at(bytes, utf8.max(read)), tried: "UTF-8 and CP932 (Shift_JIS)" },
        )),
    }
}

fn line_at(bytes: &[u8], offset: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &bytes[..offset.min(bytes.len())]).count() as u64
}
