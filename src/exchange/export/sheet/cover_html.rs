//! The FAX cover as HTML for A4.

use super::cover::LaidCover;
use super::html::{document, escape};
use crate::words::Words;

pub(super) fn write(cover: &LaidCover, words: &Words) -> String {
    let title = words.get("sheet.cover.title");
    let row = |label: &str, value: &str| {
        format!("<tr><th colspan=\"2\">{}</th><td colspan=\"6\">{value}</td></tr>\n", escape(label))
    };
    let table = "<table>\n<colgroup><col span=\"8\"></colgroup>\n<tbody>\n";
    let mut body = format!("<h1>{}</h1>\n{table}", escape(title));
    for (label, text) in cover.rows.iter().filter(|(_, text)| !text.is_empty()) {
        body.push_str(&row(label, &text.lines().map(escape).collect::<Vec<_>>().join("<br>")));
    }
    let before = [
        words.get("sheet.cover.called_ahead"),
        words.get("sheet.cover.read_back"),
        words.get("sheet.cover.second_eye"),
    ];
    let ticks = before.map(|word| format!("<span class=\"pick\"><i class=\"box\"></i>{}</span>", escape(word)));
    body.push_str(&row(words.get("sheet.cover.before"), &ticks.join(" ")));
    body.push_str(&format!("</tbody>\n</table>\n<p>{}</p>\n{table}", escape(cover.by_phone)));
    body.push_str(&format!(
        "<tr><th class=\"part\" colspan=\"8\">{}</th></tr>\n<tr><td colspan=\"8\">{}</td></tr>\n",
        escape(words.get("sheet.cover.receipt")),
        sentence(&cover.ask, &cover.numbers)
    ));
    let blanks = [
        words.get("sheet.cover.receipt_at"),
        words.get("sheet.cover.receipt_by"),
        words.get("sheet.cover.receipt_pages"),
    ];
    for label in blanks {
        body.push_str(&format!(
            "<tr><th colspan=\"2\">{}</th><td colspan=\"6\" class=\"tall\"></td></tr>\n",
            escape(label)
        ));
    }
    body.push_str(&format!("</tbody>\n</table>\n<p>{}</p>\n", sentence(&cover.misdelivery, &cover.numbers)));
    document(title, "sheet fax cover", title, "", &body)
}

/// A sentence whose numbers are not torn at the end of a line.
fn sentence(text: &str, numbers: &[String]) -> String {
    let mut out = escape(text);
    for number in
        numbers.iter().filter(|number| number.len() > 5 && number.bytes().all(|b| b"0123456789-".contains(&b)))
    {
        out = out.replace(number.as_str(), &format!("<span class=\"whole\">{number}</span>"));
    }
    out
}
