//! Plain text for A4: boxes of ASCII, which every printer, code page and record system keeps.

use super::cells::{cells, flowing, labelled, padded};
use super::laid::{Cell, Laid, LaidPart};
use super::{PAGE_CELLS, PAGE_LINES};
use crate::domain::era;
use crate::domain::sheet::Answer;
use crate::exchange::export::wrap::wrap_by;
use crate::words::Words;

/// A row taller than this may be torn at the end of a page; a lower one goes to the next.
const WHOLE_ROW: usize = 10;
/// Cells between the outer bars and their blanks.
const INNER: usize = PAGE_CELLS - 4;

/// What is kept together on a page.
struct Block<'a> {
    part: &'a LaidPart,
    group: Option<&'a str>,
    lines: Vec<String>,
}

pub(super) fn write(laid: &Laid, words: &Words) -> String {
    let heads = head(laid, words);
    let mut pages: Vec<Vec<String>> = vec![Vec::new()];
    // One line for the head's counter, one for the bottom rule.
    let room = PAGE_LINES.saturating_sub(heads.len() + 2).max(20);
    let mut before: Option<(&LaidPart, Option<&str>)> = None;
    for block in blocks(laid, words) {
        let here = (block.part, block.group);
        let same_part = before.is_some_and(|(part, _)| std::ptr::eq(part, block.part));
        let mut lines = match before {
            Some((_, group)) if same_part && group == block.group => Vec::new(),
            Some(_) if same_part => vec![rule(block.group)],
            _ => opening(&block.part.title, block.group),
        };
        let page = pages.last().map(Vec::len).unwrap_or_default();
        if page > 0 && page + lines.len() + block.lines.len() + 1 > room {
            pages.push(Vec::new());
            let continued = words.say("sheet.page.continued", &[("title", &block.part.title)]);
            lines = opening(if same_part { &continued } else { &block.part.title }, block.group);
        }
        lines.extend(block.lines);
        if let Some(page) = pages.last_mut() {
            page.extend(lines);
        }
        before = Some(here);
    }
    let notes = wrap_by(&laid.note.replace('\n', " "), PAGE_CELLS, 0, cells);
    if !laid.note.is_empty() {
        let full = pages.last().is_some_and(|page| page.len() + notes.len() + 1 > room);
        if full {
            pages.push(Vec::new());
        }
    }
    let count = pages.len();
    let mut out = String::new();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            out.push('\u{c}');
        }
        let number = words.say("sheet.page.number", &[("page", &(at + 1)), ("pages", &count)]);
        let mut lines = vec![format!("{}{number}", " ".repeat(PAGE_CELLS.saturating_sub(cells(&number))))];
        lines.extend(heads.iter().cloned());
        lines.extend(page.iter().cloned());
        if !page.is_empty() {
            lines.push(rule(None));
        }
        if at + 1 == count && !laid.note.is_empty() {
            lines.extend(notes.iter().cloned());
        }
        for line in lines {
            out.extend([line.trim_end(), "\n"]);
        }
    }
    out
}

/// The lines on top of every page, without its number.
fn head(laid: &Laid, words: &Words) -> Vec<String> {
    let version = words.say("sheet.page.version", &[("version", &laid.version)]);
    let fax = if laid.fax { words.get("sheet.page.fax") } else { "" };
    let mut lines = wrap_by(&joined(&[&laid.title, &version, fax]), PAGE_CELLS, 2, cells);
    let on = laid.on.map(era::japanese).unwrap_or_default();
    let fictional = if laid.fictional { words.get("sheet.page.fictional") } else { "" };
    let person = laid.person.as_deref().unwrap_or_default();
    lines.extend(wrap_by(&joined(&[&laid.office, person, fictional, &on]), PAGE_CELLS, 2, cells));
    lines
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ")
}

/// The heading of a part, up to its first row.
fn opening(title: &str, group: Option<&str>) -> Vec<String> {
    let mut lines = vec![format!("+{}+", "=".repeat(PAGE_CELLS - 2))];
    lines.extend(wrap_by(title, INNER, 2, cells).iter().map(|line| boxed(&[padded(line, INNER)])));
    lines.push(rule(group));
    lines
}

/// A line across, with the heading of what follows in it.
fn rule(group: Option<&str>) -> String {
    let heading = group.map(|group| {
        let first = wrap_by(group, INNER - 8, 0, cells).into_iter().next().unwrap_or_default();
        format!("-- {first} ")
    });
    let heading = heading.unwrap_or_default();
    format!("+{heading}{}+", "-".repeat((PAGE_CELLS - 2).saturating_sub(cells(&heading))))
}

fn boxed(columns: &[String]) -> String {
    format!("| {} |", columns.join(" | "))
}

fn blocks<'a>(laid: &'a Laid, words: &Words) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    for part in &laid.parts {
        for band in &part.bands {
            for row in &band.rows {
                let lines = row_lines(row, words);
                let torn = if lines.len() > WHOLE_ROW { 1 } else { lines.len().max(1) };
                blocks.extend(lines.chunks(torn).map(|lines| Block {
                    part,
                    group: band.group.as_deref(),
                    lines: lines.to_vec(),
                }));
            }
        }
    }
    blocks
}

fn row_lines(row: &[Cell], words: &Words) -> Vec<String> {
    let widths = widths(row);
    let columns: Vec<Vec<String>> =
        row.iter().zip(&widths).map(|(cell, width)| cell_lines(cell, *width, words)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or_default();
    (0..height)
        .map(|at| {
            let line = columns.iter().zip(&widths);
            let line = line.map(|(lines, width)| padded(lines.get(at).map_or("", String::as_str), *width));
            boxed(&line.collect::<Vec<_>>())
        })
        .collect()
}

/// The cells of each column; three go to the bar between two.
fn widths(row: &[Cell]) -> Vec<usize> {
    let bars = 3 * row.len().saturating_sub(1);
    let mut widths: Vec<usize> = row.iter().map(|cell| (INNER - bars) * cell.twelfths / 12).collect();
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += INNER - bars - used;
    }
    widths
}

fn cell_lines(cell: &Cell, width: usize, words: &Words) -> Vec<String> {
    match &cell.answer {
        Answer::Blank => labelled(&cell.label, "", width),
        Answer::ByPhone => labelled(&cell.label, words.get("sheet.page.by_phone"), width),
        Answer::Said(text) => labelled(&cell.label, text, width),
        Answer::Marked(marks) => {
            let boxes = marks.iter().map(|mark| format!("[{}]{}", if mark.chosen { "レ" } else { " " }, mark.text));
            flowing(&cell.label, &boxes.collect::<Vec<_>>(), width)
        }
    }
}
