//! The FAX cover as plain text, with lines to write on.

use super::PAGE_CELLS;
use super::cells::{cells, labelled, padded};
use super::cover::LaidCover;
use crate::exchange::export::wrap::wrap_by;
use crate::words::Words;

const INNER: usize = PAGE_CELLS - 4;

pub(super) fn write(cover: &LaidCover, words: &Words) -> String {
    let title = words.get("sheet.cover.title");
    let mut lines = vec![format!("{}{title}", " ".repeat(PAGE_CELLS.saturating_sub(cells(title)) / 2)), String::new()];
    let mut boxes = Boxes(Vec::new());
    boxes.rule();
    for (label, text) in cover.rows.iter().filter(|(_, text)| !text.is_empty()) {
        boxes.add(labelled(label, text, INNER));
        boxes.rule();
    }
    let before = [
        words.get("sheet.cover.called_ahead"),
        words.get("sheet.cover.read_back"),
        words.get("sheet.cover.second_eye"),
    ];
    let ticks = before.map(|word| format!("[ ]{word}")).join("  ");
    boxes.add(labelled(words.get("sheet.cover.before"), &ticks, INNER));
    boxes.rule();
    lines.append(&mut boxes.0);
    lines.push(String::new());
    lines.extend(wrap_by(cover.by_phone, PAGE_CELLS, 0, cells));
    lines.push(String::new());

    boxes.heavy();
    boxes.add(wrap_by(words.get("sheet.cover.receipt"), INNER, 0, cells));
    boxes.rule();
    boxes.add(wrap_by(&cover.ask, INNER, 0, cells));
    let blanks = [
        words.get("sheet.cover.receipt_at"),
        words.get("sheet.cover.receipt_by"),
        words.get("sheet.cover.receipt_pages"),
    ];
    for label in blanks {
        boxes.add(vec![String::new(), format!("{label}: {}", "_".repeat(40))]);
    }
    boxes.add(vec![String::new()]);
    boxes.heavy();
    lines.append(&mut boxes.0);
    lines.push(String::new());
    lines.extend(wrap_by(&cover.misdelivery, PAGE_CELLS, 0, cells));
    let mut out = String::new();
    for line in &lines {
        out.extend([line.trim_end(), "\n"]);
    }
    out
}

/// Lines between bars.
struct Boxes(Vec<String>);

impl Boxes {
    fn add(&mut self, lines: Vec<String>) {
        self.0.extend(lines.iter().map(|line| format!("| {} |", padded(line, INNER))));
    }

    fn rule(&mut self) {
        self.0.push(format!("+{}+", "-".repeat(PAGE_CELLS - 2)));
    }

    fn heavy(&mut self) {
        self.0.push(format!("+{}+", "=".repeat(PAGE_CELLS - 2)));
    }
}
