//! A filter: conditions on facets, and words that go to the search.

use super::Facet;
use crate::words::Language;

/// A parsed filter. Its text is the query language of the search: `種別:訪看 地区:北町 医療:胃ろう 空き:有 開所:今日 さくら`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub conditions: Vec<Condition>,
    /// What is no condition: names, readings, phone numbers.
    pub words: String,
}

/// `name:value`, or `-name:value` for its contrary.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Condition {
    pub facet: Facet,
    pub value: String,
    pub negative: bool,
}

impl Filter {
    pub fn parse(text: &str) -> Self {
        let mut filter = Self::default();
        for token in text.split([' ', '\u{3000}']).filter(|token| !token.is_empty()) {
            let (negative, body) = token.strip_prefix('-').map_or((false, token), |rest| (true, rest));
            let condition = body.split_once([':', '：']).and_then(|(name, value)| {
                let facet = Facet::named(name)?;
                Some(Condition { facet, value: value.to_owned(), negative })
            });
            match condition {
                // A condition that is still being typed (`種別:`) does not empty the list.
                Some(condition) if condition.value.is_empty() => {}
                Some(condition) => filter.conditions.push(condition),
                None => {
                    if !filter.words.is_empty() {
                        filter.words.push(' ');
                    }
                    filter.words.push_str(token);
                }
            }
        }
        filter
    }

    /// What the search understands itself, and the conditions that only the lists can answer.
    pub(super) fn split_for_search(text: &str) -> (String, Vec<Condition>) {
        let mut rest: Vec<&str> = Vec::new();
        let mut conditions = Vec::new();
        for token in text.split([' ', '\u{3000}']).filter(|token| !token.is_empty()) {
            let own =
                Self::parse(token).conditions.into_iter().find(|c| matches!(c.facet, Facet::Open | Facet::Partner));
            match own {
                Some(condition) => conditions.push(condition),
                None => rest.push(token),
            }
        }
        (rest.join(" "), conditions)
    }

    /// The filter as a person would type it.
    pub fn text(&self, language: Language) -> String {
        let mut parts: Vec<String> = self
            .conditions
            .iter()
            .map(|c| format!("{}{}:{}", if c.negative { "-" } else { "" }, c.facet.name(language), c.value))
            .collect();
        if !self.words.is_empty() {
            parts.push(self.words.clone());
        }
        parts.join(" ")
    }

    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_words_are_told_apart() {
        let filter = Filter::parse("種別:訪看　-地区：北町 さくら 090:1 空き: kind:care:130");
        assert_eq!(filter.words, "さくら 090:1");
        let conditions: Vec<(Facet, &str, bool)> =
            filter.conditions.iter().map(|c| (c.facet, c.value.as_str(), c.negative)).collect();
        assert_eq!(
            conditions,
            [(Facet::Kind, "訪看", false), (Facet::Area, "北町", true), (Facet::Kind, "care:130", false)]
        );
    }
}
