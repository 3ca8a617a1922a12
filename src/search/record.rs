//! How an [`Entry`] lies in arenas: folded texts behind a byte that names their field, originals only where they cannot be made again.

use super::entry::{Entry, Text};
use super::field::{Field, Room};

/// The rooms whose texts lie in arenas; codes and closed vocabularies do not.
pub(super) const STORED: [Room; 5] = [Room::Name, Room::Town, Room::Address, Room::Phone, Room::Other];

/// Fields with few different values: kept once, with the records that have them.
pub(super) const fn is_term(field: Field) -> bool {
    matches!(field, Field::Kind | Field::Capability | Field::Vacancy | Field::Code | Field::AddressKana | Field::Area)
}

/// Below this, a byte names the field of the text behind it. Folded texts hold no control characters.
const FIRST_LETTER: u8 = b' ';
/// Squeezed texts occur in the first fields only, so that all tags stay below a space.
const SQUEEZED: u8 = 20;

const fn tag(field: Field, squeezed: bool) -> u8 {
    field as u8 + if squeezed { SQUEEZED } else { 1 }
}

fn untag(tag: u8) -> Option<(Field, bool)> {
    let squeezed = tag >= SQUEEZED;
    Field::from_repr(tag - if squeezed { SQUEEZED } else { 1 }).map(|field| (field, squeezed))
}

/// Writes the folded texts of one room.
pub(super) fn write_folded(entry: &Entry, room: Room, out: &mut Vec<u8>) {
    for text in entry.texts.iter().filter(|text| text.field.room() == room && !is_term(text.field)) {
        out.push(tag(text.field, text.squeezed));
        out.extend(text.folded.bytes().filter(|byte| *byte >= FIRST_LETTER));
    }
}

/// The folded texts of one room of a record: field, squeezed, text.
pub(super) fn read_folded(bytes: &[u8]) -> impl Iterator<Item = (Field, bool, &str)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (&first, behind) = rest.split_first()?;
        let end = behind.iter().position(|byte| *byte < FIRST_LETTER).unwrap_or(behind.len());
        let (text, next) = behind.split_at(end);
        rest = next;
        let (field, squeezed) = untag(first)?;
        Some((field, squeezed, std::str::from_utf8(text).unwrap_or_default()))
    })
}

// How an original can be had again.
const SAME: u8 = 0;
const KATAKANA: u8 = 1;
const VERBATIM: u8 = 2;
/// Behind it a byte: lengths of the first two of three groups of digits.
const HYPHENS: u8 = 3;

/// Writes the originals of all stored texts, in the order of the rooms.
pub(super) fn write_originals(entry: &Entry, out: &mut Vec<u8>) {
    for room in STORED {
        for text in &entry.texts {
            if text.field.room() == room && !text.squeezed && !is_term(text.field) {
                write_original(text, out);
            }
        }
    }
}

fn write_original(text: &Text, out: &mut Vec<u8>) {
    if text.original == text.folded {
        out.push(SAME);
    } else if katakana(&text.folded) == text.original {
        out.push(KATAKANA);
    } else if let Some(groups) = groups_of(text) {
        out.extend([HYPHENS, groups]);
    } else {
        out.push(VERBATIM);
        let length = u32::try_from(text.original.len()).unwrap_or(0);
        let mut left = length;
        while left >= 0x80 {
            out.push((left & 0x7F) as u8 | 0x80);
            left >>= 7;
        }
        out.push(left as u8);
        out.extend(&text.original.as_bytes()[..length as usize]);
    }
}

fn groups_of(text: &Text) -> Option<u8> {
    if !text.field.is_phone() {
        return None;
    }
    let first = text.original.find('-')?;
    let second = text.original[first + 1..].find('-')?;
    let groups = (first << 4 | second) as u8;
    (first < 16 && second < 16 && hyphenated(&text.folded, groups).as_deref() == Some(text.original.as_str()))
        .then_some(groups)
}

fn hyphenated(digits: &str, groups: u8) -> Option<String> {
    let (first, second) = (usize::from(groups >> 4), usize::from(groups & 15));
    Some(format!("{}-{}-{}", digits.get(..first)?, digits.get(first..first + second)?, digits.get(first + second..)?))
}

/// Folded kana as katakana; the dash of the fold back to the long mark.
fn katakana(folded: &str) -> String {
    folded
        .chars()
        .map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
            '-' => 'ー',
            ' ' => '\u{3000}',
            c => c,
        })
        .collect()
}

/// Puts the texts of a record together again, as [`Entry::of`] made them.
pub(super) fn read_texts(rooms: [&[u8]; 5], originals: &[u8]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut rest = originals;
    for bytes in rooms {
        for (field, squeezed, folded) in read_folded(bytes) {
            let original = if squeezed {
                texts.last().map(|text| text.original.clone()).unwrap_or_default()
            } else {
                read_original(folded, &mut rest).unwrap_or_default()
            };
            texts.push(Text { field, squeezed, folded: folded.to_owned(), original });
        }
    }
    texts
}

/// One text of a record, by its number; `None` if there are fewer.
pub(super) fn read_text(rooms: [&[u8]; 5], originals: &[u8], number: usize) -> Option<Text> {
    let mut rest = originals;
    let mut last = None;
    for (at, (field, squeezed, folded)) in rooms.into_iter().flat_map(read_folded).enumerate() {
        if !squeezed {
            last = Some((folded, rest));
            if at < number {
                skip_original(&mut rest);
            }
        }
        if at == number {
            let (of, mut rest) = last?;
            let original = read_original(of, &mut rest).unwrap_or_default();
            return Some(Text { field, squeezed, folded: folded.to_owned(), original });
        }
    }
    None
}

fn skip_original(rest: &mut &[u8]) {
    let length = match rest.first() {
        Some(&HYPHENS) => 2,
        Some(&VERBATIM) => {
            let mut behind = &rest[1..];
            let text = read_length(&mut behind).unwrap_or(0);
            rest.len() - behind.len() + text
        }
        _ => 1,
    };
    *rest = rest.get(length..).unwrap_or_default();
}

fn read_length(rest: &mut &[u8]) -> Option<usize> {
    let mut length = 0usize;
    for shift in (0..usize::BITS).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        length |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
    }
    Some(length)
}

fn read_original(folded: &str, rest: &mut &[u8]) -> Option<String> {
    let (&mode, behind) = rest.split_first()?;
    *rest = behind;
    match mode {
        SAME => Some(folded.to_owned()),
        KATAKANA => Some(katakana(folded)),
        HYPHENS => {
            let (&groups, behind) = rest.split_first()?;
            *rest = behind;
            hyphenated(folded, groups)
        }
        _ => {
            let length = read_length(rest)?;
            let (text, behind) = rest.split_at_checked(length)?;
            *rest = behind;
            String::from_utf8(text.to_vec()).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FacilityId;
    use crate::search::Document;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let doc = Document {
            id: FacilityId::from_bytes([1; 16]),
            fields: vec![
                (Field::Name, "医療法人　花川病院".into()),
                (Field::Name, "ケアセンター".into()),
                (Field::Kana, "ハナカワ　ビョウイン".into()),
                (Field::Address, "花川市１－２".into()),
                (Field::Phone, "03-0594-8556".into()),
                (Field::Fax, "０３（０５９４）８５５７".into()),
                (Field::Number, "99B0100014".into()),
                (Field::Note, "長".repeat(300)),
            ],
        };
        let entry = Entry::of(doc);
        let mut rooms: [Vec<u8>; 5] = Default::default();
        for (room, bytes) in STORED.into_iter().zip(&mut rooms) {
            write_folded(&entry, room, bytes);
        }
        let mut originals = Vec::new();
        write_originals(&entry, &mut originals);
        let rooms = rooms.each_ref().map(Vec::as_slice);
        assert_eq!(read_texts(rooms, &originals), entry.texts);
        for (number, text) in entry.texts.iter().enumerate() {
            assert_eq!(read_text(rooms, &originals, number).as_ref(), Some(text));
        }
        assert_eq!(read_text(rooms, &originals, entry.texts.len()), None);
    }
}
