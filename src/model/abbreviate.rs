//! Names for lists: what every name says is dropped before a name is cut.

use std::sync::OnceLock;

/// Where a word of the table may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Form,
    Start,
    Any,
}

struct Word {
    text: &'static str,
    place: Place,
    becomes: &'static str,
}

fn table() -> &'static [Word] {
    static TABLE: OnceLock<Vec<Word>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("abbreviation.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let text = cells.next()?;
                let place = match cells.next()? {
                    "form" => Place::Form,
                    "start" => Place::Start,
                    _ => Place::Any,
                };
                Some(Word { text, place, becomes: cells.next().unwrap_or("") })
            })
            .collect()
    })
}

/// The name without its legal form and without the words that the kind's kanji says already; never empty.
pub fn abbreviate(name: &str) -> String {
    let mut rest = name.trim();
    for word in table().iter().filter(|w| w.place == Place::Form) {
        if let Some(after) = rest.strip_prefix(word.text) {
            rest = without_corporation(after.trim_start());
            break;
        }
        if let Some(before) = rest.strip_suffix(word.text) {
            rest = before.trim_end();
            break;
        }
    }
    for word in table().iter().filter(|w| w.place == Place::Start) {
        if let Some(after) = rest.strip_prefix(word.text) {
            let after = after.trim_start();
            if !after.is_empty() {
                rest = after;
            }
            break;
        }
    }
    let mut short = rest.to_owned();
    for word in table().iter().filter(|w| w.place == Place::Any) {
        if short.contains(word.text) && short.trim() != word.text {
            short = short.replace(word.text, word.becomes);
        }
    }
    let short = short.replace('\u{3000}', " ");
    if short.trim().is_empty() { name.to_owned() } else { short.trim().to_owned() }
}

/// `桜会 さくらクリニック` behind a legal form: the corporation's own name goes too, where a name of the house follows.
fn without_corporation(after: &str) -> &str {
    match after.split_once([' ', '\u{3000}']) {
        Some((corporation, house)) if is_corporation(corporation) && !house.trim().is_empty() => house.trim(),
        _ => after,
    }
}

/// `桜会`, or a house of its own that runs the house behind it (`医療法人（社団）佐藤病院　長島中央病院`).
fn is_corporation(name: &str) -> bool {
    ["会", "病院", "医院", "クリニック", "診療所"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_and_kinds_of_house_are_dropped() {
        for (name, short) in [
            ("特別養護老人ホーム みどりの里", "みどりの里"),
            ("社会福祉法人みどり会 特別養護老人ホーム みどりの里", "みどりの里"),
            ("医療法人社団 桜会 さくらクリニック", "さくらクリニック"),
            ("医療法人さくら医院", "さくら医院"),
            ("医療法人（社団）月見病院　星見中央病院", "星見中央病院"),
            ("株式会社つばさ", "つばさ"),
            ("つばさ訪問看護ステーション", "つばさ訪看"),
            ("けやき居宅介護支援事業所", "けやき居宅"),
            ("みどり市民病院", "みどり市民病院"),
        ] {
            assert_eq!(abbreviate(name), short);
        }
    }

    #[test]
    fn nothing_is_left_without_a_name() {
        assert_eq!(abbreviate("訪問看護ステーション"), "訪問看護ステーション");
        assert_eq!(abbreviate("介護医療院"), "介護医療院");
        assert_eq!(abbreviate("医療法人"), "医療法人");
    }
}
