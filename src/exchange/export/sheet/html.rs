//! One HTML file that prints on A4 as the paper form looks: nothing from outside, no script.

use super::laid::{Band, Cell, Laid, LaidPart};
use crate::domain::era;
use crate::domain::sheet::{Answer, FieldKind};
use crate::words::Words;

/// Columns of the grid beside the one for the headings of bands: four a twelfth.
const COLUMNS: usize = 48;
/// A part of so many rows is not torn at the end of a page.
const KEPT_ROWS: usize = 7;

pub(super) fn write(laid: &Laid, words: &Words) -> String {
    let mut body = format!("<h1>{}</h1>\n", escape(&laid.title));
    body.push_str(&format!("<p class=\"head\">{}</p>\n", head(laid, words)));
    for part in &laid.parts {
        body.push_str(&part_table(part, words));
    }
    if !laid.note.is_empty() {
        body.push_str(&format!("<p class=\"note\">{}</p>\n", lines(&laid.note)));
    }
    let class = if laid.fax { "sheet fax" } else { "sheet" };
    let person = laid.person.as_deref().unwrap_or_default();
    let running = [laid.title.as_str(), person].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    document(&laid.title, class, &running.join("  "), &laid.office, &body)
}

/// A whole file around a body. `top` and `bottom` stand in the margins of every page.
pub(in crate::exchange::export) fn document(title: &str, class: &str, top: &str, bottom: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}\
         @page {{ @top-right {{ content: {}; }} @bottom-left {{ content: {}; }} }}\n\
         </style>\n</head>\n<body class=\"{class}\">\n{body}</body>\n</html>\n",
        escape(title),
        include_str!("paper.css"),
        css_text(top),
        css_text(bottom),
    )
}

fn head(laid: &Laid, words: &Words) -> String {
    let version = words.say("sheet.page.version", &[("version", &laid.version)]);
    let fax = if laid.fax { words.get("sheet.page.fax") } else { "" };
    let fictional = if laid.fictional { words.get("sheet.page.fictional") } else { "" };
    let on = laid.on.map(era::japanese).unwrap_or_default();
    let person = laid.person.as_deref().unwrap_or_default();
    let parts = [laid.office.as_str(), person, fictional, on.as_str(), version.as_str(), fax];
    let spans = parts.iter().filter(|part| !part.is_empty()).map(|part| format!("<span>{}</span>", escape(part)));
    spans.collect::<Vec<_>>().join(" ")
}

fn part_table(part: &LaidPart, words: &Words) -> String {
    let rows: usize = part.bands.iter().map(|band| band.rows.len()).sum();
    let class = if rows > KEPT_ROWS { "" } else { " class=\"keep\"" };
    let mut out = format!("<table{class}>\n<colgroup><col class=\"band\">");
    out.push_str(&format!("<col span=\"{COLUMNS}\"></colgroup>\n"));
    out.push_str(&format!(
        "<thead><tr><th class=\"part\" colspan=\"{}\">{}</th></tr></thead>\n<tbody>\n",
        COLUMNS + 1,
        escape(&part.title)
    ));
    for band in &part.bands {
        out.push_str(&band_rows(band, words));
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn band_rows(band: &Band, words: &Words) -> String {
    let mut out = String::new();
    for (at, row) in band.rows.iter().enumerate() {
        out.push_str("<tr>");
        if let (0, Some(group)) = (at, &band.group) {
            out.push_str(&format!("<th class=\"band\" rowspan=\"{}\">{}</th>", band.rows.len(), escape(group)));
        }
        for (column, cell) in row.iter().enumerate() {
            // Without a heading the first label takes its column too, so that all values stand in line.
            let wider = usize::from(column == 0 && band.group.is_none());
            out.push_str(&cell_pair(cell, wider, words));
        }
        out.push_str("</tr>\n");
    }
    out
}

fn cell_pair(cell: &Cell, wider: usize, words: &Words) -> String {
    let columns = cell.twelfths * COLUMNS / 12;
    let label = match columns {
        0..=12 => 4,
        13..=16 => 5,
        _ => 7,
    };
    let (class, value) = match &cell.answer {
        // Room to write by hand.
        Answer::Blank if cell.kind == FieldKind::Text => (" class=\"tall\"", String::new()),
        Answer::Blank => ("", String::new()),
        Answer::ByPhone => (" class=\"by-phone\"", escape(words.get("sheet.page.by_phone"))),
        Answer::Said(text) => ("", lines(text)),
        Answer::Marked(marks) => {
            let boxes = marks.iter().map(|mark| {
                let (class, tick) = if mark.chosen { ("pick on", "<b>レ</b>") } else { ("pick", "") };
                format!("<span class=\"{class}\"><i class=\"box\">{tick}</i>{}</span>", escape(&mark.text))
            });
            ("", boxes.collect::<Vec<_>>().join(" "))
        }
    };
    format!(
        "<th colspan=\"{}\">{}</th><td colspan=\"{}\"{class}>{value}</td>",
        label + wider,
        escape(&cell.label),
        columns - label,
    )
}

fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

/// Text as text, in elements and in quoted attributes.
pub(in crate::exchange::export) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A string of CSS. All ASCII but letters, digits and blanks is spelled by number: nothing in it can end the string or the style.
fn css_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && c != ' ' {
            out.push_str(&format!("\\{:06x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}
