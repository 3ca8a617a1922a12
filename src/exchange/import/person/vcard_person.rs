//! Who a vCard tells of: a person, or somebody to call for one.

use super::super::encoding::{Encoding, decode_as};
use super::super::error::{ReadCause, ReadError};
use super::file::{CardFact, CardFile, CardRow};
use super::plan::MORE_NOTES;
use super::reason::{CardReason, RejectedRow};
use super::vcard::{self, Property, Vcard};
use crate::domain::text::{clean_line, clean_text};
use crate::exchange::export::person::vcard_names::{HOURS, NAME, RELATION};

/// What becomes of the cards of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VcardUse {
    /// Each is a person.
    Persons,
    /// Each is a contact of one person.
    Contacts,
}

/// Properties that are no fact about anybody.
const FRAME: [&str; 8] = ["VERSION", "PRODID", "REV", "UID", "KIND", "PROFILE", "CLASS", "SOURCE"];

/// Reads the cards of a file, each as a row.
///
/// # Errors
///
/// That it is no text, or that there is no vCard in it.
pub fn read_vcards(
    bytes: Vec<u8>,
    path: &str,
    encoding: Option<Encoding>,
    wanted: VcardUse,
) -> Result<CardFile, ReadError> {
    let (text, encoding) = decode_as(bytes, path, encoding)?;
    let cards = vcard::read(&text);
    if cards.is_empty() {
        return Err(ReadError::new(path, ReadCause::Empty));
    }
    let mut file = CardFile {
        format: "vcf",
        encoding,
        mapping: Vec::new(),
        unread: Vec::new(),
        header: vec!["BEGIN".to_owned(), "FN".to_owned()],
        rows: Vec::new(),
        rejected: Vec::new(),
    };
    for card in &cards {
        let (facts, unread) = facts(card, wanted);
        let name = facts.iter().find(|fact| fact.field == "name").map(|fact| fact.text.clone()).unwrap_or_default();
        let cells = vec![card.line.to_string(), name];
        for fact in &facts {
            let pair = (fact.field.clone(), fact.column.clone());
            if !file.mapping.contains(&pair) {
                file.mapping.push(pair);
            }
        }
        file.unread.extend(unread);
        let kind = card.properties.iter().find(|property| property.name == "KIND").map(Property::text);
        let reason = match kind.as_deref().map(str::trim) {
            _ if !card.is_whole => Some(CardReason::BadVcard),
            Some(kind) if !kind.eq_ignore_ascii_case("individual") => Some(CardReason::NotAPerson),
            Some(_) | None => None,
        };
        match reason {
            Some(reason) => file.rejected.push(RejectedRow { line: card.line, column: None, reason, cells }),
            None => file.rows.push(CardRow { line: card.line, cells, facts }),
        }
    }
    file.unread.sort();
    file.unread.dedup();
    Ok(file)
}

/// What a card says, as the fields call it, and which properties are not read.
fn facts(card: &Vcard, wanted: VcardUse) -> (Vec<CardFact>, Vec<String>) {
    let mut facts = Vec::new();
    let mut add = |field: &str, column: &str, text: String| {
        if !text.is_empty() {
            facts.push(CardFact { field: field.to_owned(), column: column.to_owned(), text });
        }
    };
    let is_person = wanted == VcardUse::Persons;
    let (name, column) = name(card);
    add("name", column, name);
    let mut notes = Vec::new();
    let mut read = vec!["N", "FN", "TEL", "NOTE", NAME];
    let is_ours = one(card, NAME).is_some();
    if is_person {
        read.extend(["BDAY", "GENDER", "ADR", "SORT-STRING", "SOUND", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME"]);
        add("kana", "X-PHONETIC-LAST-NAME", kana(card));
        add("birth_date", "BDAY", line_of(card, "BDAY"));
        let sex = line_of(card, "GENDER").to_ascii_uppercase();
        add(
            "sex",
            "GENDER",
            sex.split(';').next().filter(|sex| ["F", "M", "O"].contains(sex)).unwrap_or("").to_owned(),
        );
        add("address", "ADR", one(card, "ADR").map(address).unwrap_or_default());
    } else {
        read.extend([RELATION, HOURS]);
        add("relation", RELATION, line_of(card, RELATION));
        add("hours", HOURS, line_of(card, HOURS));
    }
    let mut taken: Vec<&str> = Vec::new();
    for (number, field) in phones(card, is_person) {
        match field {
            Some(field) if !taken.contains(&field) => {
                taken.push(field);
                add(field, "TEL", number);
            }
            // Each number is kept, also where no field is left for it.
            Some(_) | None => notes.push(format!("TEL {number}")),
        }
    }
    // Of one of our own cards the notes say of which day it is.
    if !is_ours {
        let of_card = card.properties.iter().filter(|property| property.name == "NOTE");
        notes.extend(of_card.map(|property| clean_text(&property.text())).filter(|note| !note.is_empty()));
    }
    add(MORE_NOTES, "NOTE", notes.join("\n"));
    let names = card.properties.iter().map(|property| property.name.as_str());
    let unread = names.filter(|name| !read.contains(name) && !FRAME.contains(name)).map(clean_line);
    (facts, unread.collect())
}

fn one<'c>(card: &'c Vcard, name: &str) -> Option<&'c Property> {
    card.properties.iter().find(|property| property.name == name)
}

fn line_of(card: &Vcard, name: &str) -> String {
    one(card, name).map(|property| clean_line(&property.text())).unwrap_or_default()
}

/// Family name first, as it is written here; the shown name where the parts are not told apart.
fn name(card: &Vcard) -> (String, &'static str) {
    if let Some(name) = one(card, NAME) {
        return (clean_line(&name.text()), "FN");
    }
    let parts: Vec<String> = one(card, "N").map(Property::parts).unwrap_or_default();
    let part = |at: usize| parts.get(at).map(|part| clean_line(part)).unwrap_or_default();
    let (family, given, shown) = (part(0), part(1), line_of(card, "FN"));
    match (family.is_empty(), given.is_empty()) {
        (false, false) => (format!("{family} {given}"), "N"),
        _ if !shown.is_empty() => (shown, "FN"),
        _ => (format!("{family}{given}"), "N"),
    }
}

/// By the properties that telephones here write, the older ones last.
fn kana(card: &Vcard) -> String {
    let phonetic = [line_of(card, "X-PHONETIC-LAST-NAME"), line_of(card, "X-PHONETIC-FIRST-NAME")];
    let phonetic = phonetic.join(" ").trim().to_owned();
    let sorted = || {
        let named = ["N", "FN"].into_iter().filter_map(|name| one(card, name)?.parameter("SORT-AS"));
        named.map(|text| clean_line(&text.replace(',', " "))).next().unwrap_or_default()
    };
    let sound = || {
        let sound = one(card, "SOUND").map(Property::parts).unwrap_or_default();
        clean_line(&sound.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "))
    };
    [phonetic, line_of(card, "SORT-STRING"), sorted(), sound()]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// From the prefecture to the house; a country is not said.
fn address(property: &Property) -> String {
    let parts = property.parts();
    let part = |at: usize| parts.get(at).map(|part| clean_line(part)).unwrap_or_default();
    let written = [part(4), part(3), part(2)].concat();
    clean_line(&format!("{written} {}", part(1)))
}

/// Each number with the field it is for.
fn phones(card: &Vcard, is_person: bool) -> Vec<(String, Option<&'static str>)> {
    let numbers = card.properties.iter().filter(|property| property.name == "TEL");
    let mut found: Vec<(String, Option<&'static str>, u8)> = numbers
        .filter_map(|property| {
            let number = number(&property.text());
            let is_mobile = ["070", "080", "090"].iter().any(|start| number.starts_with(start));
            let field = if property.is("fax") || property.is("pager") {
                None
            } else if property.is("cell") {
                Some("mobile")
            } else if property.is("work") {
                Some("work")
            } else if property.is("home") || !is_mobile {
                Some("home")
            } else {
                Some("mobile")
            };
            let rank = match field {
                Some("home") => 0,
                Some("mobile") => 1,
                Some(_) => 2,
                None => 3,
            };
            (!number.is_empty()).then_some((number, field, rank))
        })
        .collect();
    if is_person {
        // A person has one number: that of the house, else the mobile.
        found.sort_by_key(|(_, _, rank)| *rank);
    }
    let field = |field: Option<&'static str>| if is_person { field.map(|_| "phone") } else { field };
    found.into_iter().map(|(number, kind, _)| (number, field(kind))).collect()
}

/// A number as people here write it: `tel:+81-3-0000-0000;ext=12` is `03-0000-0000 内線12`.
fn number(value: &str) -> String {
    let text = clean_line(value);
    let text = text.strip_prefix("tel:").unwrap_or(&text);
    let (main, extension) = text.split_once(";ext=").unwrap_or((text, ""));
    let main = main.split(';').next().unwrap_or_default();
    let main = match main.strip_prefix("+81") {
        Some(rest) => format!("0{}", rest.trim_start_matches(['-', ' ', '0', '('])),
        None => main.to_owned(),
    };
    if extension.is_empty() { main } else { format!("{main} 内線{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, wanted: VcardUse) -> CardFile {
        read_vcards(text.as_bytes().to_vec(), "x.vcf", None, wanted).unwrap()
    }

    #[test]
    fn a_card_of_a_telephone_becomes_a_person() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:架空;花子;;;\r\nFN:花子 架空\r\nX-PHONETIC-LAST-NAME:カクウ\r\nX-PHONETIC-FIRST-NAME:ハナコ\r\nTEL;TYPE=CELL:090-0000-0001\r\nTEL;TYPE=HOME,VOICE:03-0000-0001\r\nTEL;TYPE=WORK,FAX:03-0000-0002\r\nADR;TYPE=HOME:;101;架空町1-2;架空市;架空県;000-0000;日本\r\nBDAY:1940-03-01\r\nNOTE:犬がいる\\, 大きい\r\nEMAIL:x@example.example\r\nEND:VCARD\r\n";
        let file = rows(text, VcardUse::Persons);
        let row = &file.rows[0];
        assert_eq!(row.text("name"), "架空 花子");
        assert_eq!(row.text("kana"), "カクウ ハナコ");
        assert_eq!(row.text("phone"), "03-0000-0001");
        assert_eq!(row.text("address"), "架空県架空市架空町1-2 101");
        assert_eq!(row.text("birth_date"), "1940-03-01");
        assert_eq!(row.text(MORE_NOTES), "TEL 090-0000-0001\nTEL 03-0000-0002\n犬がいる, 大きい");
        assert_eq!(file.unread, ["EMAIL"]);
    }

    #[test]
    fn a_contact_has_three_numbers_and_keeps_the_fourth_as_a_note() {
        let text = "BEGIN:VCARD\nVERSION:4.0\nFN:架空 みき\nTEL;VALUE=uri;TYPE=cell:tel:+81-90-0000-0001\nTEL;TYPE=work:03-0000-0002\nTEL:03-0000-0001\nTEL;VALUE=uri;TYPE=work:tel:+81300000003;ext=12\nEND:VCARD\n";
        let row = rows(text, VcardUse::Contacts).rows.remove(0);
        assert_eq!(
            (row.text("mobile"), row.text("work"), row.text("home")),
            ("090-0000-0001", "03-0000-0002", "03-0000-0001")
        );
        assert_eq!(row.text(MORE_NOTES), "TEL 0300000003 内線12");
    }

    #[test]
    fn an_institution_and_half_a_card_are_left_out_with_a_reason() {
        let file =
            rows("BEGIN:VCARD\nKIND:org\nFN:架空医院\nEND:VCARD\nBEGIN:VCARD\nFN:架空 太郎\n", VcardUse::Persons);
        let reasons: Vec<_> = file.rejected.iter().map(|row| (row.line, row.reason.clone())).collect();
        assert_eq!(reasons, [(1, CardReason::NotAPerson), (5, CardReason::BadVcard)]);
        assert!(matches!(
            read_vcards(b"FN:x".to_vec(), "x.vcf", None, VcardUse::Persons).unwrap_err().cause,
            ReadCause::Empty
        ));
    }
}
