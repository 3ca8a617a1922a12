//! What the fields of the local layer are called, for notes and lists of differences.

use crate::domain::facility::capability;
use crate::words::{Language, Words};

/// The label of a fact by the name of its field in [`Local`](crate::domain::facility::Local), or by the code of a capability.
pub fn fact_label(words: &Words, field: &str) -> String {
    if let Some(info) = capability::info(field) {
        return match words.language() {
            Language::Ja => info.ja.to_owned(),
            Language::En => info.en.to_owned(),
        };
    }
    let word = match field {
        "preferred_way" => "way",
        "care_manager" => "care_manager_hours",
        "business" => "business_hours",
        "places" => "vacancy",
        other => other,
    };
    words.get(&format!("export.{word}")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_local_fact_has_a_label_in_both_languages() {
        let fields = [
            "name",
            "kana",
            "short_name",
            "municipality",
            "postal_code",
            "address",
            "area",
            "coordinates",
            "phone",
            "fax",
            "url",
            "email",
            "department",
            "person",
            "profession",
            "direct_phone",
            "night_phone",
            "preferred_way",
            "care_manager",
            "business",
            "closed",
            "places",
            "waiting",
            "remark",
            "dialysis",
        ];
        for language in [Language::Ja, Language::En] {
            for field in fields {
                let label = fact_label(Words::of(language), field);
                assert!(!label.starts_with("export."), "{language} {field}: {label}");
            }
        }
    }
}
