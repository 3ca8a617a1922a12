//! A filled sheet as a page of the screen.

use super::outlet;
use super::{Choice, Content, Deed, Line};
use crate::domain::SheetId;
use crate::domain::sheet::{Answer, SheetField, check};
use crate::domain::text::clean_line;
use crate::message::FileFormat;
use crate::paint::Role;
use crate::pane::{Act, CareRequest, Context, FormFor, Request};

pub(super) fn content(cx: &Context<'_>, id: SheetId, fax: bool) -> Content {
    let none = || Content { title: String::new(), lines: Vec::new(), choices: Vec::new() };
    let Some(sheet) = cx.casebook.sheet(id) else { return none() };
    let Some(form) = cx.catalogue.sheet(&sheet.form, &sheet.form_version) else { return none() };
    let person = cx.casebook.person(sheet.person);
    let name = person.map(|person| clean_line(&person.name)).unwrap_or_default();
    let title = format!("{}  {}  ({})", form.title, cx.words.say("task.person", &[("name", &name)]), form.version);
    let mut lines = Vec::new();
    let flaws = check(form, &sheet.values);
    if !flaws.is_empty() {
        let fields: Vec<&str> = flaws.iter().map(|flaw| flaw.label.as_str()).collect();
        let text = cx.words.say("page.lacks", &[("n", &flaws.len()), ("fields", &fields.join("、"))]);
        lines.push(Line::fact("", text, Role::Warn));
    }
    for part in &form.parts {
        let filled: Vec<Line> = part
            .fields
            .iter()
            .filter_map(|field| answer(cx, field, sheet.values.get(&field.name).map(String::as_str), fax))
            .collect();
        if !filled.is_empty() {
            lines.push(Line::heading(&part.title));
            lines.extend(filled);
        }
    }
    let edit = Act::Open(Request::Form(FormFor::Sheet(Box::new(sheet.clone()))));
    let file = |format| outlet::file(cx, sheet, form, format, fax);
    let mut choices = vec![
        Choice { word: "page.edit", deed: Deed::Stay(vec![edit]) },
        Choice { word: "page.html", deed: Deed::Stay(file(FileFormat::Html)) },
        Choice { word: "page.text", deed: Deed::Stay(file(FileFormat::Txt)) },
        Choice { word: "page.markdown", deed: Deed::Stay(file(FileFormat::Md)) },
        Choice { word: "page.json", deed: Deed::Stay(file(FileFormat::Json)) },
        Choice { word: if fax { "page.whole" } else { "page.as_fax" }, deed: Deed::TurnFax },
    ];
    if let Some(stay) = sheet.episode {
        choices.push(Choice { word: "page.fax_set", deed: Deed::Stay(outlet::fax_set(cx, sheet, form, stay)) });
        let send = Act::Open(Request::Care(CareRequest::Send(stay, sheet.form.clone())));
        choices.push(Choice { word: "page.send", deed: Deed::Leave(vec![send]) });
    }
    Content { title, lines, choices }
}

/// A field that says something; one that must be filled and is not is told.
fn answer(cx: &Context<'_>, field: &SheetField, value: Option<&str>, fax: bool) -> Option<Line> {
    let label = field.group.as_ref().map_or_else(|| field.label.clone(), |group| format!("{group} {}", field.label));
    match if fax { field.answer_by_fax(value) } else { field.answer(value) } {
        Answer::Said(text) => Some(Line::fact(label, text.replace('\n', " / "), Role::Text)),
        Answer::Marked(marks) => {
            let chosen: Vec<&str> = marks.iter().filter(|mark| mark.chosen).map(|mark| mark.text.as_str()).collect();
            match (chosen.is_empty(), field.required) {
                (false, _) => Some(Line::fact(label, chosen.join("、"), Role::Text)),
                (true, true) => Some(Line::fact(label, cx.words.get("page.blank"), Role::Warn)),
                (true, false) => None,
            }
        }
        Answer::ByPhone => Some(Line::fact(label, cx.words.get("sheet.page.by_phone"), Role::Label)),
        Answer::Blank if field.required => Some(Line::fact(label, cx.words.get("page.blank"), Role::Warn)),
        Answer::Blank => None,
    }
}
