//! What sources call a kind: data in `kind_label.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::fold_header;
use crate::domain::Kind;
use crate::domain::facility::kind;

/// What a label means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    Kind(Kind),
    /// The label alone does not tell which (特定施設入居者生活介護 has six).
    Ambiguous,
    Unknown,
}

/// The kind that a label, a service code of three digits, or a kind's own code means.
pub fn meaning(label: &str) -> Meaning {
    static TABLE: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        include_str!("kind_label.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once('\t'))
            .collect()
    });
    let folded = fold_header(label);
    if let Some(code) = table.get(folded.as_str()) {
        return if *code == "?" { Meaning::Ambiguous } else { Meaning::Kind(Kind::new(*code)) };
    }
    let care = format!("care:{folded}");
    let named = |info: &&kind::KindInfo| {
        info.code == folded || info.code == care || fold_header(info.ja) == folded || info.short_ja == folded
    };
    kind::table().iter().find(named).map_or(Meaning::Unknown, |info| Meaning::Kind(Kind::new(info.code)))
}

/// The service code in a file name: `jigyosho_120.csv`, `jigyosho_130_all_20260709180342.csv`.
pub fn service_code(file_name: &str) -> Option<&str> {
    let at = file_name.find("jigyosho_")? + "jigyosho_".len();
    let code = file_name.get(at..at + 3).filter(|c| c.bytes().all(|b| b.is_ascii_digit()))?;
    (!file_name[at + 3..].starts_with(|c: char| c.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("看護小規模多機能型居宅介護（複合型サービス）", "care:770")]
    #[case("看護小規模多機能型居宅介護(複合型サービス)", "care:770")]
    #[case("特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））", "care:334")]
    #[case("通いの場", "local:salon")]
    #[case("local:salon", "local:salon")]
    #[case("130", "care:130")]
    #[case("訪看", "care:130")]
    fn labels_are_understood(#[case] label: &str, #[case] code: &str) {
        assert_eq!(meaning(label), Meaning::Kind(Kind::new(code)));
    }

    #[test]
    fn every_label_names_a_known_kind() {
        for line in include_str!("kind_label.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (label, code) = line.split_once('\t').unwrap();
            assert_eq!(fold_header(label), label, "not folded");
            assert!(code == "?" || kind::table().iter().any(|k| k.code == code), "{line}");
        }
    }

    #[test]
    fn what_is_not_told_is_not_guessed() {
        assert_eq!(meaning("短期入所療養介護"), Meaning::Ambiguous);
        assert_eq!(meaning("空を飛ぶ"), Meaning::Unknown);
    }

    #[rstest]
    #[case("jigyosho_120.csv", Some("120"))]
    #[case("jigyosho_130_all_20260709180342.csv", Some("130"))]
    #[case("kaigo_202512_kuwana_area.csv", None)]
    fn file_names_hold_codes(#[case] name: &str, #[case] code: Option<&str>) {
        assert_eq!(service_code(name), code);
    }
}
