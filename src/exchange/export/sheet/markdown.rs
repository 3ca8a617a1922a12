//! Markdown: a heading a part, a list of its fields.

use super::laid::{Cell, Laid};
use crate::domain::era;
use crate::domain::sheet::Answer;
use crate::exchange::export::markdown::escape;
use crate::words::Words;

pub(super) fn write(laid: &Laid, words: &Words) -> String {
    let mut out = format!("# {}\n\n", escape(&laid.title));
    let version = words.say("sheet.page.version", &[("version", &laid.version)]);
    let fax = if laid.fax { words.get("sheet.page.fax") } else { "" };
    let fictional = if laid.fictional { words.get("sheet.page.fictional") } else { "" };
    let on = laid.on.map(era::japanese).unwrap_or_default();
    let person = laid.person.as_deref().unwrap_or_default();
    for line in [&version, fax, &laid.office, person, fictional, &on].iter().filter(|line| !line.is_empty()) {
        out.extend(["- ", &escape(line), "\n"]);
    }
    for part in &laid.parts {
        out.push_str(&format!("\n## {}\n\n", escape(&part.title)));
        for band in &part.bands {
            if let Some(group) = &band.group {
                out.push_str(&format!("\n### {}\n\n", escape(group)));
            }
            for cell in band.rows.iter().flatten() {
                out.push_str(&item(cell, words));
            }
        }
    }
    if !laid.note.is_empty() {
        out.push_str(&format!("\n{}\n", laid.note.lines().map(escape).collect::<Vec<_>>().join("\\\n")));
    }
    out
}

fn item(cell: &Cell, words: &Words) -> String {
    // A backslash at the end of a line is a line break inside the item.
    let value = match &cell.answer {
        Answer::Blank => String::new(),
        Answer::ByPhone => escape(words.get("sheet.page.by_phone")),
        Answer::Said(text) => text.lines().map(escape).collect::<Vec<_>>().join("\\\n  "),
        Answer::Marked(marks) => {
            let boxes =
                marks.iter().map(|mark| format!("{}{}", if mark.chosen { '☑' } else { '☐' }, escape(&mark.text)));
            boxes.collect::<Vec<_>>().join(" ")
        }
    };
    let line = format!("- {}: {value}", escape(&cell.label));
    format!("{}\n", line.trim_end())
}
