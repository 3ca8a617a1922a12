//! Markdown, for a chat or a wiki.

use super::{Options, facts};
use crate::domain::Facility;

/// A heading and a list for each facility.
pub fn write(facilities: &[&Facility], options: &Options) -> String {
    facilities.iter().map(|facility| one(facility, options)).collect::<Vec<_>>().join("\n")
}

fn one(facility: &Facility, options: &Options) -> String {
    let mut out = format!("## {}\n\n", escape(&facts::name(facility)));
    let kana = facts::kana(facility);
    if !kana.is_empty() {
        out.extend([escape(&kana).as_str(), "\n\n"]);
    }
    for fact in facts::all(facility, options) {
        // A backslash at the end of a line is a line break inside the item.
        let value = fact.value.lines().map(escape).collect::<Vec<_>>().join("\\\n  ");
        out.extend(["- ", &escape(&fact.label), ": ", &value, "\n"]);
    }
    let provenance = facts::provenance(facility, options.words);
    if !provenance.is_empty() {
        out.extend(["\n", &escape(&provenance), "\n"]);
    }
    out
}

/// Text as text: whatever Markdown would read as a mark is escaped, also at the beginning of a line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let starts = text[..at].trim().is_empty();
        let after_number = at > 0 && text[..at].trim_start().bytes().all(|b| b.is_ascii_digit());
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#')
            || (starts && matches!(c, '-' | '+' | '='))
            || (after_number && !starts && matches!(c, '.' | ')'));
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("a*b_c", "a\\*b\\_c")]
    #[case("<script>", "\\<script\\>")]
    #[case("[x](javascript:1)", "\\[x\\](javascript:1)")]
    #[case("- a", "\\- a")]
    #[case("1. a", "1\\. a")]
    #[case("03-0123-4567", "03-0123-4567")]
    #[case("a - b", "a - b")]
    fn marks_are_escaped(#[case] from: &str, #[case] to: &str) {
        assert_eq!(escape(from), to);
    }
}
