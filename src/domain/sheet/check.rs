//! What is missing in a sheet, or cannot stand there.

use jiff::civil::Date;

use super::{FieldKind, SheetField, SheetForm, Values, picks};
use crate::domain::Phone;
use crate::domain::phone::PhoneFlag;

/// Something to mend, at its field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    pub field: String,
    pub label: String,
    pub kind: FlawKind,
}

/// What is wrong there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FlawKind {
    #[error("nothing stands here, and the sheet is incomplete without it")]
    Missing,
    #[error("`{0}` is none of the choices")]
    NotAChoice(String),
    #[error("this is not a date")]
    NotADate,
    #[error("this is not a number")]
    NotANumber,
    /// Hard to believe; it may stand.
    #[error("this is no phone number of the Japanese plan")]
    NotAPhone,
    #[error("the form has no field of this name")]
    NoField,
}

impl FlawKind {
    /// A short stable word; `sheet.flaw.<word>` is the sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAChoice(_) => "not-a-choice",
            Self::NotADate => "not-a-date",
            Self::NotANumber => "not-a-number",
            Self::NotAPhone => "not-a-phone",
            Self::NoField => "no-field",
        }
    }
}

/// The flaws in the order of the form; values without a field come last.
pub fn check(form: &SheetForm, values: &Values) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for field in form.fields() {
        let value = values.get(&field.name).map(|value| value.trim()).unwrap_or_default();
        let kinds = if value.is_empty() {
            if field.required { vec![FlawKind::Missing] } else { Vec::new() }
        } else {
            judge(field, value)
        };
        let at = |kind| Flaw { field: field.name.clone(), label: field.label.clone(), kind };
        flaws.extend(kinds.into_iter().map(at));
    }
    let lost = values.keys().filter(|name| form.field(name).is_none());
    flaws.extend(lost.map(|name| Flaw { field: name.clone(), label: name.clone(), kind: FlawKind::NoField }));
    flaws
}

fn judge(field: &SheetField, value: &str) -> Vec<FlawKind> {
    let strange = |options: &[String], picked: &str| {
        (!options.iter().any(|option| option == picked)).then(|| FlawKind::NotAChoice(picked.to_owned()))
    };
    match &field.kind {
        FieldKind::Line | FieldKind::Text => Vec::new(),
        FieldKind::Number => value.parse::<f64>().is_err().then_some(FlawKind::NotANumber).into_iter().collect(),
        FieldKind::Date => value.parse::<Date>().is_err().then_some(FlawKind::NotADate).into_iter().collect(),
        FieldKind::Phone => {
            let sound = Phone::parse(value).is_some_and(|phone| phone.flag() != Some(PhoneFlag::Impossible));
            (!sound).then_some(FlawKind::NotAPhone).into_iter().collect()
        }
        FieldKind::YesNo { .. } => {
            (!["yes", "no"].contains(&value)).then(|| FlawKind::NotAChoice(value.to_owned())).into_iter().collect()
        }
        FieldKind::Choice(options) => strange(options, value).into_iter().collect(),
        FieldKind::Several(options) => picks(value).filter_map(|pick| strange(options, pick)).collect(),
    }
}
