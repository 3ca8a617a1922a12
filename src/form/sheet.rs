//! The fields of a sheet, as its form's data file describes them.

use std::sync::Arc;

use jiff::civil::Date;

use super::parse::{ascii, birth_date, date, line, phone};
use super::{Coded, Described, FieldError, FieldKind, Label, Part};
use crate::domain::Sheet;
use crate::domain::sheet::{FieldKind as Kind, SheetField, SheetForm, picks};
use crate::domain::text::clean_text;

/// The form's fields, part by part.
pub(super) fn fields(form: &SheetForm) -> Vec<Described> {
    let parts = form.parts.iter().flat_map(|part| {
        let title = Label::Text(part.title.clone());
        let heading = Part { name: part.name.clone(), tab: title.clone(), title };
        part.fields.iter().map(move |field| described(field, heading.clone()))
    });
    parts.collect()
}

fn described(field: &SheetField, part: Part) -> Described {
    let label = if field.unit.is_empty() { field.label.clone() } else { format!("{} ({})", field.label, field.unit) };
    Described {
        name: field.name.clone(),
        label: Label::Text(label),
        kind: kind(field),
        part,
        group: field.group.clone(),
    }
}

/// How a field of the paper is filled on the screen.
pub(super) fn kind(field: &SheetField) -> FieldKind {
    let coded = |options: &[String]| -> Arc<[Coded]> {
        options.iter().map(|text| Coded { code: text.clone(), label: Label::Text(text.clone()) }).collect()
    };
    match &field.kind {
        Kind::Line => FieldKind::Line,
        Kind::Text => FieldKind::Text,
        Kind::Number => FieldKind::Number,
        Kind::Date => FieldKind::Date,
        Kind::Phone => FieldKind::Phone,
        Kind::YesNo { yes, no } => {
            let options = [("yes", yes), ("no", no)];
            let options = options.map(|(code, text)| Coded { code: code.to_owned(), label: Label::Text(text.clone()) });
            FieldKind::Choice { options: options.into(), optional: true }
        }
        Kind::Choice(options) => FieldKind::Choice { options: coded(options), optional: true },
        Kind::Several(options) => FieldKind::Several(coded(options)),
    }
}

pub(super) fn get(sheet: &Sheet, name: &str) -> String {
    sheet.values.get(name).cloned().unwrap_or_default()
}

/// Sets a value from typed text, as the sheet keeps it; empty text takes it away.
pub(super) fn set(sheet: &mut Sheet, form: &SheetForm, name: &str, typed: &str, today: Date) -> Result<(), FieldError> {
    let field = form.field(name).ok_or(FieldError::UnknownField)?;
    let value = match &field.kind {
        Kind::Line => line(typed),
        Kind::Text => Some(clean_text(typed)).filter(|text| !text.is_empty()),
        Kind::Number => number(typed)?,
        // Days of birth stand in sheets too.
        Kind::Date => match date(typed, today) {
            Ok(day) => day,
            Err(error) => birth_date(typed, today).map_err(|_| error)?,
        }
        .map(|day| day.to_string()),
        Kind::Phone => phone(typed)?.map(|phone| phone.original().to_owned()),
        Kind::YesNo { .. } => line(typed).map(|text| chosen(&text, &["yes", "no"])).transpose()?,
        Kind::Choice(options) => line(typed).map(|text| chosen(&text, options)).transpose()?,
        Kind::Several(options) => {
            let all: Result<Vec<_>, _> = picks(typed).map(|pick| chosen(pick, options)).collect();
            Some(all?.join("\n")).filter(|text| !text.is_empty())
        }
    };
    match value {
        Some(value) => sheet.values.insert(name.to_owned(), value),
        None => sheet.values.remove(name),
    };
    Ok(())
}

fn chosen<S: AsRef<str>>(text: &str, options: &[S]) -> Result<String, FieldError> {
    let known = options.iter().any(|option| option.as_ref() == text);
    if known { Ok(text.to_owned()) } else { Err(FieldError::NotAChoice) }
}

fn number(typed: &str) -> Result<Option<String>, FieldError> {
    let text = ascii(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let fits = text.parse::<f64>().is_ok_and(|number| (0.0..=9_999.0).contains(&number));
    if digits && fits { Ok(Some(text)) } else { Err(FieldError::NotANumber) }
}
