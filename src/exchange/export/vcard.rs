//! vCard, for phones and mail programs.

use super::{Options, facts};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Facility, Phone};

/// The two versions in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// RFC 2426: every phone reads it.
    Three,
    /// RFC 6350.
    Four,
}

/// One card a facility; lines end with CRLF and are folded at 75 octets, never inside a character.
pub fn write(facilities: &[&Facility], version: Version, options: &Options) -> String {
    facilities.iter().flat_map(|facility| lines(facility, version, options)).map(|line| fold(&line)).collect()
}

fn lines(facility: &Facility, version: Version, options: &Options) -> Vec<String> {
    let name = escape(&facts::name(facility));
    let identity = &facility.local.identity.facts;
    let desk = &facility.local.desk.facts;
    let mut lines = vec!["BEGIN:VCARD".to_owned()];
    lines.push(match version {
        Version::Three => "VERSION:3.0".to_owned(),
        Version::Four => "VERSION:4.0".to_owned(),
    });
    lines.push(match version {
        Version::Three => format!("UID:{}", facility.id),
        Version::Four => format!("UID:urn:uuid:{}", facility.id),
    });
    if version == Version::Four {
        lines.push("KIND:org".to_owned());
    }
    lines.push(format!("FN:{name}"));
    lines.push(format!("N:{name};;;;"));
    lines.push(match desk.department.as_deref().map(clean_line).filter(|d| !d.is_empty()) {
        Some(department) => format!("ORG:{name};{}", escape(&department)),
        None => format!("ORG:{name}"),
    });
    let kana = facts::kana(facility);
    if !kana.is_empty() {
        // How phones sold in Japan sort a company.
        lines.push(format!("X-PHONETIC-ORG:{}", escape(&kana)));
    }
    let numbers = [
        (desk.direct_phone.as_ref(), Use::Voice),
        (facility.phone().map(|s| s.value), Use::Voice),
        (desk.night_phone.as_ref(), Use::Voice),
        (facility.fax().map(|s| s.value), Use::Fax),
    ];
    let mut preferred = true;
    for (number, purpose) in numbers {
        if let Some(number) = number {
            lines.push(phone(number, purpose, version, preferred && purpose == Use::Voice));
            preferred = false;
        }
    }
    let address = facts::address(facility);
    if !address.is_empty() {
        let kind = match version {
            Version::Three => "WORK",
            Version::Four => "work",
        };
        lines.push(format!("ADR;TYPE={kind}:;;{};;;{};", escape(&address), escape(&facts::postal_code(facility))));
    }
    if let Some(email) = identity.email.as_deref() {
        lines.push(format!("EMAIL:{}", escape(&clean_line(email))));
    }
    if let Some(url) = facility.url() {
        lines.push(format!("URL:{}", uri(url.value)));
    }
    if let Some(coordinates) = facility.coordinates().map(|s| s.value) {
        lines.push(match version {
            Version::Three => format!("GEO:{};{}", coordinates.latitude, coordinates.longitude),
            Version::Four => format!("GEO:geo:{},{}", coordinates.latitude, coordinates.longitude),
        });
    }
    let kinds = facts::kinds(facility, options.words);
    if !kinds.is_empty() {
        lines.push(format!("CATEGORIES:{}", kinds.iter().map(|k| escape(k)).collect::<Vec<_>>().join(",")));
    }
    let note = note(facility, options);
    if !note.is_empty() {
        lines.push(format!("NOTE:{}", escape(&note)));
    }
    lines.push("END:VCARD".to_owned());
    lines
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Voice,
    Fax,
}

pub(super) fn phone(number: &Phone, purpose: Use, version: Version, preferred: bool) -> String {
    let mobile = number.dialable().is_some_and(|d| ["070", "080", "090"].iter().any(|p| d.starts_with(p)));
    let kind = match (purpose, mobile) {
        (Use::Fax, _) => "fax",
        (Use::Voice, true) => "cell",
        (Use::Voice, false) => "voice",
    };
    tel(&format!("work,{kind}"), number, version, preferred)
}

/// A number of these types.
pub(super) fn tel(types: &str, number: &Phone, version: Version, preferred: bool) -> String {
    let text = clean_line(number.display());
    match version {
        Version::Three => {
            let preferred = if preferred { ",PREF" } else { "" };
            format!("TEL;TYPE={}{preferred}:{}", types.to_uppercase(), escape(&text))
        }
        Version::Four => {
            let preferred = if preferred { ";PREF=1" } else { "" };
            match number.dialable().as_deref().and_then(global) {
                Some(global) => {
                    let extension =
                        number.extension().map(|e| e.chars().filter(char::is_ascii_digit).collect::<String>());
                    let extension =
                        extension.filter(|e| !e.is_empty()).map(|e| format!(";ext={e}")).unwrap_or_default();
                    format!("TEL;VALUE=uri;TYPE=\"{types}\"{preferred}:tel:{global}{extension}")
                }
                None => format!("TEL;TYPE=\"{types}\"{preferred}:{}", escape(&text)),
            }
        }
    }
}

/// A `tel:` address must be a number that holds in every country (RFC 3966 5.1.4); free-call and service numbers hold in Japan only.
fn global(digits: &str) -> Option<String> {
    let domestic = ["0120", "0570", "0800", "0990", "0180"].iter().any(|prefix| digits.starts_with(prefix));
    digits.strip_prefix('0').filter(|_| !domestic).map(|rest| format!("+81{rest}"))
}

fn note(facility: &Facility, options: &Options) -> String {
    let words = options.words;
    let labelled = |key: &str, value: String| {
        if value.is_empty() { value } else { format!("{} {value}", words.get(key)) }
    };
    let parts = [
        labelled("export.desk", facts::desk(facility)),
        labelled("export.care_manager_hours", facts::optional(facility.local.hours.facts.care_manager.as_deref())),
        labelled("export.business_hours", facts::optional(facility.local.hours.facts.business.as_deref())),
        clean_text(&facility.local.note.facts),
        facts::provenance(facility, words),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Backslash, comma, semicolon and line break, as both versions have it.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// An address of the web is no text: nothing is escaped in it, and what may not stand in it is left out.
fn uri(text: &str) -> String {
    clean_line(text).split_whitespace().next().unwrap_or_default().to_owned()
}

/// Folds at 75 octets without the line end; a continuation begins with a blank, which counts.
pub(super) fn fold(line: &str) -> String {
    const OCTETS: usize = 75;
    let mut out = String::with_capacity(line.len() + line.len() / 24 + 2);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    fn unescape(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, false) => out.push(c),
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(c) => out.push(c),
                    None => {}
                },
            }
        }
        out
    }

    proptest! {
        #[test]
        fn values_come_back_and_no_line_is_longer_than_75_octets(value in "[ -~あ葛😀\n]{0,200}") {
            let line = format!("NOTE:{}", escape(&value));
            let folded = fold(&line);
            for piece in folded.split("\r\n") {
                prop_assert!(piece.len() <= 75);
            }
            let back = unfold(&folded);
            prop_assert_eq!(unescape(back.trim_end_matches("\r\n").strip_prefix("NOTE:").expect("the name")), value);
        }
    }
}
