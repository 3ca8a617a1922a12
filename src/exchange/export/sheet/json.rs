//! JSON for other programs: every field of the form, also the unfilled ones, so that a reader needs no copy of the form.

use serde_json::{Value, json};

use super::laid::{Cell, Laid};
use crate::domain::sheet::{Answer, FieldKind, picks};
use crate::exchange::export::ExportError;

/// The number of this layout; it grows when a key changes its meaning.
const SCHEMA: u32 = 1;

pub(super) fn write(laid: &Laid) -> Result<String, ExportError> {
    let parts = laid.parts.iter().map(|part| {
        let fields = part.bands.iter().flat_map(|band| {
            let group = &band.group;
            band.rows.iter().flatten().map(move |cell| field(cell, group.as_deref()))
        });
        json!({ "name": part.name, "title": part.title, "fields": fields.collect::<Vec<_>>() })
    });
    let sheet = json!({
        "schema": SCHEMA,
        "form": laid.form,
        "form_version": laid.version,
        "title": laid.title,
        "fax": laid.fax,
        "office": laid.office,
        "person": laid.person,
        "fictional": laid.fictional,
        "on": laid.on,
        "note": laid.note,
        "parts": parts.collect::<Vec<_>>(),
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&sheet)?))
}

fn field(cell: &Cell, group: Option<&str>) -> Value {
    json!({
        "name": cell.name,
        "label": cell.label,
        "group": group,
        "kind": kind(&cell.kind),
        "by_phone": cell.answer == Answer::ByPhone,
        "value": value(cell),
    })
}

fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Line => "line",
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::Date => "date",
        FieldKind::Phone => "phone",
        FieldKind::YesNo { .. } => "yes_no",
        FieldKind::Choice(_) => "choice",
        FieldKind::Several(_) => "several",
    }
}

/// As it is kept: numbers and dates stay texts, several options become a list.
fn value(cell: &Cell) -> Value {
    match (&cell.kind, &cell.value) {
        (_, None) => Value::Null,
        (FieldKind::YesNo { .. }, Some(value)) if ["yes", "no"].contains(&value.as_str()) => json!(value == "yes"),
        (FieldKind::Several(_), Some(value)) => json!(picks(value).collect::<Vec<_>>()),
        (_, Some(value)) => json!(value),
    }
}
