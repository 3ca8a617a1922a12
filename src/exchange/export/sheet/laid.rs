//! A sheet laid out in parts, bands and rows: everything sanitised, everything held back taken out.

use super::{SheetPage, Spelling};
use crate::domain::sheet::{Answer, FieldKind, Mark, Origin, Part, SheetField};
use crate::words::Words;

/// What the formats write.
pub(super) struct Laid {
    pub form: String,
    pub version: String,
    pub title: String,
    pub note: String,
    pub office: String,
    pub person: Option<String>,
    pub fictional: bool,
    pub on: Option<jiff::civil::Date>,
    pub fax: bool,
    pub parts: Vec<LaidPart>,
}

pub(super) struct LaidPart {
    pub name: String,
    pub title: String,
    pub bands: Vec<Band>,
}

/// Rows under one heading of the part, or under none.
pub(super) struct Band {
    pub group: Option<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A field in its place.
pub(super) struct Cell {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    /// In twelfths of the row; the last of a row takes what is left.
    pub twelfths: usize,
    /// `None` where nothing stands there or it is held back.
    pub value: Option<String>,
    pub answer: Answer,
}

impl Laid {
    pub(super) fn of(page: &SheetPage<'_>, words: &Words, spelling: &mut Spelling) -> Self {
        let form = page.form;
        let nameless = form.fields().any(|field| field.origin == Some(Origin::PersonName) && holds_back(page, field));
        let person = page.head.person.as_ref().filter(|_| !nameless);
        Self {
            form: spelling.line(&form.name),
            version: spelling.line(&form.version),
            title: spelling.line(&form.title),
            note: spelling.text(&form.note),
            office: spelling.line(&page.head.office),
            person: person.map(|name| spelling.line(&words.say("sheet.page.person", &[("name", name)]))),
            fictional: page.head.fictional,
            on: page.head.on,
            fax: page.fax,
            parts: form.parts.iter().map(|part| laid_part(page, part, spelling)).collect(),
        }
    }
}

/// The one place that decides what does not go out.
fn holds_back(page: &SheetPage<'_>, field: &SheetField) -> bool {
    (page.fax && !field.fax) || page.withheld.contains(&field.name)
}

fn laid_part(page: &SheetPage<'_>, part: &Part, spelling: &mut Spelling) -> LaidPart {
    let mut bands: Vec<Band> = Vec::new();
    for field in &part.fields {
        let group = field.group.as_deref().map(|group| spelling.line(group));
        let cell = cell(page, field, spelling);
        match bands.last_mut().filter(|band| band.group == group) {
            Some(band) => match band.rows.last_mut().filter(|row| taken(row) + cell.twelfths <= 12) {
                Some(row) => row.push(cell),
                None => band.rows.push(vec![cell]),
            },
            None => bands.push(Band { group, rows: vec![vec![cell]] }),
        }
    }
    for row in bands.iter_mut().flat_map(|band| &mut band.rows) {
        let left = 12 - taken(row);
        if let Some(last) = row.last_mut() {
            last.twelfths += left;
        }
    }
    LaidPart { name: part.name.clone(), title: spelling.line(&part.title), bands }
}

fn taken(row: &[Cell]) -> usize {
    row.iter().map(|cell| cell.twelfths).sum()
}

fn cell(page: &SheetPage<'_>, field: &SheetField, spelling: &mut Spelling) -> Cell {
    let hidden = holds_back(page, field);
    let value = page.values.get(&field.name).filter(|_| !hidden).map(String::as_str);
    let answer = match if hidden { Answer::ByPhone } else { field.answer(value) } {
        Answer::Said(text) => Answer::Said(spelling.text(&text)),
        Answer::Marked(marks) => {
            let spell = |mark: Mark| Mark { text: spelling.line(&mark.text), ..mark };
            Answer::Marked(marks.into_iter().map(spell).collect())
        }
        answer @ (Answer::Blank | Answer::ByPhone) => answer,
    };
    Cell {
        name: field.name.clone(),
        label: spelling.line(&field.label),
        kind: field.kind.clone(),
        twelfths: field.width.twelfths(),
        value: value.map(|value| spelling.text(value)).filter(|value| !value.is_empty()),
        answer,
    }
}
