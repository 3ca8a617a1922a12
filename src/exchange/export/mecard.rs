//! MECARD: the smallest card that a phone's camera stores, for a QR code.

use super::facts;
use crate::domain::{Facility, Phone};

/// `MECARD:N:name;TEL:digits;;` with up to two numbers; `None` where there is no number to dial.
pub fn mecard(facility: &Facility) -> Option<String> {
    mecard_of(&facts::name(facility), facility.phones().into_iter().filter_map(Phone::dialable), "")
}

/// As [`mecard`], of anybody with a name and digits to dial; with a note where there is one.
pub fn mecard_of(name: &str, digits: impl Iterator<Item = String>, note: &str) -> Option<String> {
    let numbers: Vec<String> = digits.take(2).map(|digits| format!("TEL:{digits};")).collect();
    let note = if note.is_empty() { String::new() } else { format!("NOTE:{};", escape(note)) };
    (!numbers.is_empty()).then(|| format!("MECARD:N:{};{}{note};", escape(name), numbers.concat()))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ';' | ':' | ',' | '"') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FacilityId;

    #[test]
    fn marks_of_the_format_are_escaped_and_only_real_numbers_go_in() {
        let mut facility = Facility::new(FacilityId::from_bytes([1; 16]));
        facility.local.identity.facts.name = Some("架空;会:A".to_owned());
        assert_eq!(mecard(&facility), None);
        facility.local.identity.facts.phone = Phone::parse("03-1");
        assert_eq!(mecard(&facility), None);
        facility.local.desk.facts.direct_phone = Phone::parse("03-0123-4567");
        assert_eq!(mecard(&facility).as_deref(), Some("MECARD:N:架空\\;会\\:A;TEL:0301234567;;"));
    }
}
