//! For a report that goes on to be written.

use super::rows::{grid, legend, sections};
use super::{Issuer, motto, notes, title};
use crate::domain::report::{Part, YearReport};
use crate::exchange::export::markdown::escape;
use crate::words::Words;

pub fn write<'a>(report: &YearReport, issuer: impl Into<Issuer<'a>>, words: &Words) -> String {
    let issuer = issuer.into();
    let mut text = format!("# {}\n", escape(&title(report, issuer, words)));
    if let Some(motto) = motto(issuer) {
        text += &format!("\n{}\n", escape(&motto));
    }
    for section in sections(report, words) {
        text += &format!("\n## {}\n\n", escape(&section.title));
        if section.part == Part::Tags {
            let grid = grid(report, words);
            text += &format!("|  | {} |\n|---|{}\n", grid.head.join(" | "), "---:|".repeat(grid.head.len()));
            for (name, cells) in grid.rows {
                let cells: Vec<String> = cells.iter().map(u64::to_string).collect();
                text += &format!("| {} | {} |\n", escape(&name), cells.join(" | "));
            }
            text += &format!("\n{}\n", escape(&legend(words)));
            continue;
        }
        let head =
            ["label", "value", "before", "change"].map(|name| words.get(&format!("report.column.{name}")).to_owned());
        text += &format!("| {} |\n|---|---:|---:|---:|\n", head.join(" | "));
        for row in section.rows {
            text += &format!("| {} | {} | {} | {} |\n", escape(&row.label), row.value, row.before, row.change);
        }
    }
    text.push('\n');
    for note in notes(report, words) {
        text += &format!("- {}\n", escape(&note));
    }
    text
}
