//! Text to bytes.

use encoding_rs::SHIFT_JIS;

use super::cp932::{Replacement, safe};

/// The encodings of an export file.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Default,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Encoding {
    #[default]
    Utf8,
    /// With the mark that makes Excel read UTF-8.
    Utf8Bom,
    /// The Shift_JIS of Windows.
    Cp932,
}

/// Bytes, and what had to be replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    pub replaced: Vec<Replacement>,
}

/// The text in an encoding. What CP932 lacks is replaced by the table in `cp932.tsv`, else by 〓, and listed.
pub fn encode(text: &str, encoding: Encoding) -> Encoded {
    match encoding {
        Encoding::Utf8 => Encoded { bytes: text.as_bytes().to_vec(), replaced: Vec::new() },
        Encoding::Utf8Bom => {
            let mut bytes = Vec::with_capacity(text.len() + 3);
            bytes.extend_from_slice(b"\xEF\xBB\xBF");
            bytes.extend_from_slice(text.as_bytes());
            Encoded { bytes, replaced: Vec::new() }
        }
        Encoding::Cp932 => {
            let (text, replaced) = safe(text);
            let (bytes, _, _) = SHIFT_JIS.encode(&text);
            Encoded { bytes: bytes.into_owned(), replaced }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cp932_comes_back_as_it_went() {
        let encoded = encode("髙﨑 ゔ 〜", Encoding::Cp932);
        let (back, _, broken) = SHIFT_JIS.decode(&encoded.bytes);
        assert!(!broken);
        assert_eq!(back, "髙﨑 ヴ ～");
        assert_eq!(encoded.replaced.iter().map(|r| r.from).collect::<String>(), "ゔ〜");
    }

    #[test]
    fn excel_gets_its_mark() {
        assert_eq!(encode("名", Encoding::Utf8Bom).bytes, b"\xEF\xBB\xBF\xE5\x90\x8D");
    }
}
