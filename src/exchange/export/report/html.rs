//! One HTML file that prints on A4: nothing from outside, no script.

use super::rows::{grid, legend, sections};
use super::{Issuer, motto, notes, title};
use crate::domain::report::{Part, YearReport};
use crate::exchange::export::sheet::html::{document, escape};
use crate::words::Words;

pub fn write<'a>(report: &YearReport, issuer: impl Into<Issuer<'a>>, words: &Words) -> String {
    let issuer = issuer.into();
    let title = title(report, issuer, words);
    let mut body = format!("<h1>{}</h1>\n", escape(&title));
    if let Some(motto) = motto(issuer) {
        body += &format!("<p>{}</p>\n", escape(&motto));
    }
    for section in sections(report, words) {
        if section.part == Part::Tags {
            body += &tags(report, &section.title, words);
            continue;
        }
        let head = ["value", "before", "change"].map(|name| words.get(&format!("report.column.{name}")).to_owned());
        body += &format!("<table>\n<thead><tr><th class=\"part\">{}</th>", escape(&section.title));
        for name in head {
            body += &format!("<th>{}</th>", escape(&name));
        }
        body += "</tr></thead>\n<tbody>\n";
        for row in section.rows {
            let cells = [&row.value, &row.before, &row.change].map(|cell| format!("<td>{}</td>", escape(cell)));
            body += &format!("<tr><th>{}</th>{}</tr>\n", escape(&row.label), cells.concat());
        }
        body += "</tbody>\n</table>\n";
    }
    for note in notes(report, words) {
        body += &format!("<p class=\"note\">{}</p>\n", escape(&note));
    }
    document(&title, "sheet", &title, issuer.centre, &body)
}

fn tags(report: &YearReport, title: &str, words: &Words) -> String {
    let grid = grid(report, words);
    let mut out = format!("<table class=\"keep\">\n<thead><tr><th class=\"part\">{}</th>", escape(title));
    for sign in &grid.head {
        out += &format!("<th>{}</th>", escape(sign));
    }
    out += "</tr></thead>\n<tbody>\n";
    for (name, cells) in grid.rows {
        out += &format!("<tr><th>{}</th>", escape(&name));
        for n in cells {
            out += &format!("<td>{n}</td>");
        }
        out += "</tr>\n";
    }
    out += &format!("</tbody>\n</table>\n<p class=\"note\">{}</p>\n", escape(&legend(words)));
    out
}
