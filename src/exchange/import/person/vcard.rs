//! vCard as address books and telephones write it: 4.0 (RFC 6350), 3.0 (RFC 2426), and what Japanese telephones write of 2.1.
//!
//! No crate reads it here: those that are kept well are for 4.0 alone (`vcard4`, `vcard`) or bring a second calendar with its time zones and a
//! mail reader along (`calcard`), for some thirty properties of which nine are asked.

use encoding_rs::Encoding;

/// A card, its properties in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Vcard {
    /// Of its BEGIN, from 1.
    pub line: u64,
    pub properties: Vec<Property>,
    /// Its END was there.
    pub is_whole: bool,
}

/// `TEL;TYPE=home:...`
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Property {
    /// Upper case, without its group.
    pub name: String,
    /// Upper case names; of 2.1 also values without one (`TEL;CELL:`), under `TYPE`.
    pub parameters: Vec<(String, String)>,
    /// Decoded where it was quoted-printable; escapes are still in it.
    pub value: String,
}

impl Property {
    /// Is the word among its types?
    pub(super) fn is(&self, word: &str) -> bool {
        let types = self.parameters.iter().filter(|(name, _)| name == "TYPE");
        types.flat_map(|(_, value)| value.split(',')).any(|kind| kind.trim_matches('"').eq_ignore_ascii_case(word))
    }

    pub(super) fn parameter(&self, wanted: &str) -> Option<&str> {
        self.parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Its parts, parted by semicolons that are not escaped.
    pub(super) fn parts(&self) -> Vec<String> {
        split(&self.value, ';').iter().map(|part| unescaped(part)).collect()
    }

    pub(super) fn text(&self) -> String {
        unescaped(&self.value)
    }
}

/// Every card of a text. What stands outside of one is passed by.
pub(super) fn read(text: &str) -> Vec<Vcard> {
    let mut cards: Vec<Vcard> = Vec::new();
    let mut is_open = false;
    for (line, content) in logical_lines(text) {
        let Some(property) = property(&content) else { continue };
        let is_vcard = property.value.trim().eq_ignore_ascii_case("VCARD");
        match (property.name.as_str(), cards.last_mut()) {
            ("BEGIN", _) if is_vcard => {
                cards.push(Vcard { line, ..Vcard::default() });
                is_open = true;
            }
            ("END", Some(card)) if is_vcard && is_open => {
                card.is_whole = true;
                is_open = false;
            }
            (_, Some(card)) if is_open => card.properties.push(property),
            _ => {}
        }
    }
    cards
}

/// Lines with what is folded put together: a line that begins with a blank goes on the one before it (RFC 6350 3.2), and one that ends with `=`
/// goes on in the next where it is quoted-printable.
fn logical_lines(text: &str) -> Vec<(u64, String)> {
    let mut lines: Vec<(u64, String)> = Vec::new();
    let mut goes_on = false;
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match lines.last_mut() {
            Some((_, before)) if goes_on => before.push_str(line),
            Some((_, before)) if line.starts_with([' ', '\t']) => before.push_str(&line[1..]),
            _ if line.is_empty() => continue,
            _ => lines.push((number, line.to_owned())),
        }
        goes_on = lines.last().is_some_and(|(_, whole)| line.ends_with('=') && is_quoted_printable(whole));
        if goes_on && let Some((_, whole)) = lines.last_mut() {
            whole.pop();
        }
    }
    lines
}

/// Only the name and its parameters are looked at: a value may be long.
fn is_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.len() < 200 && head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

fn property(line: &str) -> Option<Property> {
    let (head, value) = head_and_value(line)?;
    let mut pieces = split_quoted(head, ';').into_iter();
    let name = pieces.next()?;
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name).trim().to_ascii_uppercase();
    let parameters = pieces.map(|piece| match piece.split_once('=') {
        Some((name, value)) => (name.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()),
        None => bare(piece),
    });
    let mut property = Property { name, parameters: parameters.collect(), value: String::new() };
    let is_quoted = property.parameter("ENCODING").is_some_and(|way| way.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    property.value = if is_quoted { printable(value, property.parameter("CHARSET")) } else { value.to_owned() };
    Some(property)
}

/// A parameter without a name, as 2.1 writes them.
fn bare(piece: &str) -> (String, String) {
    let word = piece.trim().to_ascii_uppercase();
    let name =
        if ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"].contains(&word.as_str()) { "ENCODING" } else { "TYPE" };
    (name.to_owned(), word)
}

/// Parts at the first colon that stands in no quotation marks.
fn head_and_value(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ':' if !quoted => return Some((&line[..at], &line[at + 1..])),
            _ => {}
        }
    }
    None
}

fn split_quoted(text: &str, by: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == by && !quoted
    })
    .collect()
}

/// Parts at what is not escaped by a backslash.
fn split(text: &str, by: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == by && !escaped {
            parts.push(String::new());
            continue;
        }
        escaped = c == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
    }
    out
}

/// Quoted-printable in the character set that is said; without one it is read as UTF-8, else as Shift_JIS.
fn printable(value: &str, charset: Option<&str>) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let raw = value.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let code = (raw[at] == b'=').then(|| value.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            at += 3;
        } else {
            bytes.push(raw[at]);
            at += 1;
        }
    }
    let named = charset.and_then(|name| Encoding::for_label(name.trim_matches('"').as_bytes()));
    match (named, std::str::from_utf8(&bytes)) {
        (None, Ok(text)) => text.to_owned(),
        (named, _) => named.unwrap_or(encoding_rs::SHIFT_JIS).decode_without_bom_handling(&bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(text: &str) -> Vcard {
        let cards = read(text);
        assert_eq!(cards.len(), 1, "{cards:?}");
        cards[0].clone()
    }

    #[test]
    fn folded_lines_groups_and_quoted_parameters_are_read() {
        let card = one(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nitem1.TEL;VALUE=uri;TYPE=\"home,voice\";PREF=1:tel:+81-3\r\n -0000-0000\r\nNOTE:a\\, b\\;c\\nd\r\nEND:VCARD\r\n",
        );
        assert!(card.is_whole && card.line == 1);
        let tel = &card.properties[1];
        assert_eq!((tel.name.as_str(), tel.value.as_str()), ("TEL", "tel:+81-3-0000-0000"));
        assert!(tel.is("home") && tel.is("VOICE") && !tel.is("cell"));
        assert_eq!(card.properties[2].text(), "a, b;c\nd");
    }

    #[test]
    fn a_telephone_of_japan_writes_shift_jis_in_quoted_printable() {
        let card = one(
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=89=CB=8B=F3;=\n=89=D4=8Eq;;;\nTEL;CELL:09000000000\nEND:VCARD",
        );
        assert_eq!(card.properties[1].parts(), ["架空", "花子", "", "", ""]);
        assert!(card.properties[2].is("CELL"));
    }

    #[test]
    fn what_is_cut_off_is_not_whole_and_what_stands_outside_is_passed_by() {
        let cards = read("TEL:1\nBEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nFN:c\n");
        assert_eq!(cards.iter().map(|card| card.is_whole).collect::<Vec<_>>(), [false, true]);
        assert_eq!(cards[1].properties.len(), 1);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(BEGIN:VCARD\n)?[ -~あ=\n\t\r\"\\\\]{0,200}") {
            for card in read(&text) {
                for property in card.properties {
                    property.parts();
                }
            }
        }
    }
}
