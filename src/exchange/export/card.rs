//! Everything worth knowing as plain text, for a record system.

use unicode_width::UnicodeWidthStr;

use super::wrap::wrap;
use super::{Options, facts};
use crate::domain::Facility;

/// One block a facility, an empty line between blocks; the last line says where it comes from and when it was confirmed.
pub fn write(facilities: &[&Facility], options: &Options) -> String {
    facilities.iter().map(|facility| one(facility, options)).collect::<Vec<_>>().join("\n\n")
}

fn one(facility: &Facility, options: &Options) -> String {
    let mut lines = Vec::new();
    let mut push = |text: &str, indent: usize| lines.extend(wrap(text, options.line_cells, indent));
    push(&facts::name(facility), 0);
    push(&facts::kana(facility), 0);
    for fact in facts::all(facility, options) {
        let mut value = fact.value.lines();
        let first = value.next().unwrap_or_default();
        push(&format!("{} {first}", fact.label), 2);
        for line in value {
            push(&format!("  {line}"), 2);
        }
    }
    let made = format!("{} renkei", facts::date(options.today));
    let provenance = facts::provenance(facility, options.words);
    push(&if provenance.is_empty() { format!("({made})") } else { format!("({provenance}  {made})") }, 1);
    lines.retain(|line| line.width() > 0);
    lines.join("\n")
}
