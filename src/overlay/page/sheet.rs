//! A filled sheet as a page of the screen.

use super::{Choice, Content, Deed, Line};
use crate::domain::SheetId;
use crate::domain::sheet::{Answer, Sheet, SheetField, SheetForm, check};
use crate::domain::text::clean_line;
use crate::message::FileFormat;
use crate::paint::Role;
use crate::pane::{Act, CareRequest, Context, FormFor, Request};

/// The sheet and the form that it was filled by.
pub(super) fn found<'a>(cx: &Context<'a>, id: SheetId) -> Option<(&'a Sheet, &'a SheetForm)> {
    let sheet = cx.casebook.sheet(id)?;
    Some((sheet, cx.catalogue.sheet(&sheet.form, &sheet.form_version)?))
}

pub(super) fn content(cx: &Context<'_>, id: SheetId, fax: bool) -> Content {
    let Some((sheet, form)) = found(cx, id) else { return Content::default() };
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
    let mut choices = vec![
        Choice { word: "page.edit", deed: Deed::Stay(edit) },
        Choice { word: "page.html", deed: Deed::File(FileFormat::Html) },
        Choice { word: "page.text", deed: Deed::File(FileFormat::Txt) },
        Choice { word: "page.markdown", deed: Deed::File(FileFormat::Md) },
        Choice { word: "page.json", deed: Deed::File(FileFormat::Json) },
        Choice { word: if fax { "page.whole" } else { "page.as_fax" }, deed: Deed::TurnFax },
    ];
    if let Some(stay) = sheet.episode {
        choices.push(Choice { word: "page.fax_set", deed: Deed::FaxSet });
        let send = Act::Open(Request::Care(CareRequest::Send(stay, sheet.form.clone())));
        choices.push(Choice { word: "page.send", deed: Deed::Leave(send) });
    }
    Content { title, lines, choices, label: None }
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
