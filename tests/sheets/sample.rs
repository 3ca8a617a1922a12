//! A filled sheet of somebody who does not exist.

use std::collections::BTreeSet;

use jiff::civil::{date, time};
use renkei::domain::sheet::{FieldKind, SheetForm, Values};
use renkei::exchange::export::sheet::{FaxCover, SheetFormat, SheetHead, SheetPage, render};
use renkei::exchange::export::{Options, Rendered};
use renkei::words::{Language, Words};

/// The forms of the program.
pub fn builtin() -> Vec<SheetForm> {
    renkei::rulebook::builtin().forms.iter().map(|form| (**form).clone()).collect()
}

pub fn form(name: &str) -> SheetForm {
    builtin().into_iter().find(|form| form.name == name).expect("a form of the program")
}

/// The values of `fixtures/sheets/admission.toml`.
pub fn admission() -> Values {
    let table: toml::Table =
        toml::from_str(include_str!("../../fixtures/sheets/admission.toml")).expect("the sample is TOML");
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    table
        .iter()
        .map(|(name, value)| match value.as_array() {
            Some(picks) => (name.clone(), picks.iter().map(text).collect::<Vec<_>>().join("\n")),
            None => (name.clone(), text(value)),
        })
        .collect()
}

/// A value of its own for every field of a form; choices take their last option.
pub fn filled(form: &SheetForm, long: &str) -> Values {
    let value = |at: usize, kind: &FieldKind| match kind {
        FieldKind::Line | FieldKind::Text => format!("値{at}の{long}"),
        FieldKind::Number => format!("{}", 9000 + at),
        FieldKind::Date => "2026-06-12".to_owned(),
        FieldKind::Phone => format!("03-0{:03}-{:04}", at, 9000 + at),
        FieldKind::YesNo { .. } => "yes".to_owned(),
        FieldKind::Choice(options) => options.last().expect("an option").clone(),
        FieldKind::Several(options) => options.join("\n"),
    };
    form.fields().enumerate().map(|(at, field)| (field.name.clone(), value(at, &field.kind))).collect()
}

pub fn head() -> SheetHead {
    SheetHead {
        office: "見本居宅介護支援事業所".to_owned(),
        person: Some("見本 花子".to_owned()),
        on: Some(date(2026, 6, 12)),
        fictional: true,
    }
}

pub fn options() -> Options {
    Options { cp932_safe: true, ..Options::new(Words::of(Language::Ja), date(2026, 6, 12)) }
}

pub fn rendered(format: SheetFormat, form: &SheetForm, values: &Values, fax: bool) -> Rendered {
    let page = SheetPage { form, values, head: &head(), fax, withheld: &BTreeSet::new() };
    render(format, &page, &options()).expect("a sheet can be written")
}

pub fn write(format: SheetFormat, form: &SheetForm, values: &Values, fax: bool) -> String {
    rendered(format, form, values, fax).text
}

/// The cover of a FAX that goes with the sample.
pub fn cover() -> FaxCover {
    FaxCover {
        to_place: "架空総合病院".to_owned(),
        to_desk: "地域医療連携室 見本 一郎 様".to_owned(),
        to_number: "03-0678-9013".to_owned(),
        from_place: "見本居宅介護支援事業所".to_owned(),
        from_name: "架空 桜".to_owned(),
        from_phone: "03-0123-4567".to_owned(),
        from_fax: "03-0123-4568".to_owned(),
        on: date(2026, 6, 12),
        at: Some(time(16, 30, 0, 0)),
        pages: 4,
        initials: Some("M.H.".to_owned()),
        documents: vec!["入院時情報提供書(FAX用) 3枚".to_owned()],
        remarks: "届きましたら本日中にお電話ください。".to_owned(),
    }
}
