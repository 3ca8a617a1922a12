//! For the terminal and for a sheet of A4: no line is wider than 82 cells.

use unicode_width::UnicodeWidthStr;

use super::rows::{Grid, grid, legend, sections};
use super::{Issuer, motto, notes, title};
use crate::domain::report::{Part, YearReport};
use crate::exchange::export::wrap::wrap;
use crate::words::Words;

const CELLS: usize = 82;
const LABEL: usize = 40;
const VALUE: usize = 19;
const BEFORE: usize = 21;

pub fn write<'a>(report: &YearReport, issuer: impl Into<Issuer<'a>>, words: &Words) -> String {
    let issuer = issuer.into();
    let mut out = Vec::new();
    out.extend(wrap(&title(report, issuer, words), Some(CELLS), 0));
    if let Some(motto) = motto(issuer) {
        out.extend(wrap(&motto, Some(CELLS), 0));
    }
    for section in sections(report, words) {
        out.push(String::new());
        out.push(format!("[{}]", section.title));
        if section.part == Part::Tags {
            out.extend(grid_lines(&grid(report, words)));
            out.extend(wrap(&legend(words), Some(CELLS), 2));
            continue;
        }
        out.push(
            line(
                "",
                words.get("report.column.value"),
                &format!("{} ({})", words.get("report.column.before"), words.get("report.column.change")),
            )
            .swap_remove(0),
        );
        for row in section.rows {
            let change = if row.change.is_empty() { String::new() } else { format!(" ({})", row.change) };
            out.extend(line(&row.label, &row.value, &format!("{}{change}", row.before)));
        }
    }
    out.push(String::new());
    for note in notes(report, words) {
        out.extend(wrap(&format!("* {note}"), Some(CELLS), 2));
    }
    let mut text = out.join("\n");
    text.push('\n');
    text
}

/// The label in as many lines as it needs, the values on the first.
fn line(label: &str, value: &str, before: &str) -> Vec<String> {
    let mut lines: Vec<String> = wrap(label, Some(LABEL - 1), 0).into_iter().map(|part| format!("  {part}")).collect();
    if let Some(first) = lines.first_mut() {
        *first = format!("{}{}{}", right_of(first, LABEL + 2), left_of(value, VALUE), left_of(before, BEFORE));
        first.truncate(first.trim_end().len());
    }
    lines
}

fn right_of(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(text.width())))
}

fn left_of(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(text.width())))
}

fn grid_lines(grid: &Grid) -> Vec<String> {
    let head: String = grid.head.iter().map(|sign| left_of(sign, 6)).collect();
    let mut lines = vec![format!("{}{head}", right_of("", 22))];
    lines.extend(grid.rows.iter().map(|(name, cells)| {
        let cells: String = cells.iter().map(|n| left_of(&n.to_string(), 6)).collect();
        format!("{}{cells}", right_of(&format!("  {name}"), 22))
    }));
    lines
}
