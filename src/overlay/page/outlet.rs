//! The ways of a sheet out of the program: each goes through the audit, and no file is written where that cannot be.

use std::collections::BTreeSet;

use crate::domain::sheet::{Sheet, SheetForm};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, Person};
use crate::exchange::export::Options;
use crate::exchange::export::sheet::{
    CoverFormat, FaxCover, SheetFormat, SheetHead, SheetPage, initials, render, render_cover,
};
use crate::message::{Effect, FileFormat, Outlet};
use crate::pane::{Act, Context};
use crate::port::clipboard::CopyText;
use crate::port::{EntityKind, Key};

/// Pages that the cover counts for a sheet when it cannot be known how a printer breaks it.
const LINES_OF_A_PAGE: usize = crate::exchange::export::sheet::PAGE_LINES;

fn head(cx: &Context<'_>, person: Option<&Person>, sheet: &Sheet) -> SheetHead {
    SheetHead {
        office: office(cx, person),
        person: person.map(|person| clean_line(&person.name)),
        on: sheet.written_on.or_else(|| Some(cx.now.today())),
        fictional: person.is_some_and(|person| person.fictional),
    }
}

/// From whom it comes: the care manager's office, as far as it is known.
fn office(cx: &Context<'_>, person: Option<&Person>) -> String {
    let Some(manager) = person.map(|person| &person.care_manager) else { return String::new() };
    let known = manager.facility.and_then(|id| cx.registry.row(id)).map(|row| row.name.to_string());
    known.or_else(|| manager.place.clone()).unwrap_or_default()
}

fn rendered(cx: &Context<'_>, sheet: &Sheet, form: &SheetForm, format: SheetFormat, fax: bool) -> Option<String> {
    let person = cx.casebook.person(sheet.person);
    let head = head(cx, person, sheet);
    let withheld = BTreeSet::new();
    let page = SheetPage { form, values: &sheet.values, head: &head, fax, withheld: &withheld };
    let options = Options { cp932_safe: format == SheetFormat::Text, ..Options::new(cx.words, cx.now.today()) };
    render(format, &page, &options).ok().map(|rendered| rendered.text)
}

fn release(sheet: &Sheet, format: FileFormat, text: String, note: &str) -> Act {
    let records: Vec<(EntityKind, Key)> =
        vec![(EntityKind::Sheet, sheet.id.to_bytes()), (EntityKind::Person, sheet.person.to_bytes())];
    Act::Do(Effect::Release { outlet: Outlet::File { format, text: CopyText(text) }, records, note: note.to_owned() })
}

/// The sheet as a file.
pub(super) fn file(cx: &Context<'_>, sheet: &Sheet, form: &SheetForm, format: FileFormat, fax: bool) -> Vec<Act> {
    let wanted = match format {
        FileFormat::Html => SheetFormat::Html,
        FileFormat::Md => SheetFormat::Markdown,
        FileFormat::Json => SheetFormat::Json,
        FileFormat::Txt | FileFormat::Csv | FileFormat::Tsv | FileFormat::Jsonl | FileFormat::Vcf => SheetFormat::Text,
    };
    let note = format!("{} {format}{}", sheet.form, if fax { " fax" } else { "" });
    match rendered(cx, sheet, form, wanted, fax) {
        Some(text) => vec![release(sheet, format, text, &note)],
        None => vec![Act::Say(cx.words.get("page.not_made").to_owned())],
    }
}

/// What goes through the machine: the cover, and the sheet without what must not be faxed. Only to a number of the register.
pub(super) fn fax_set(cx: &Context<'_>, sheet: &Sheet, form: &SheetForm, stay: EpisodeId) -> Vec<Act> {
    let row = cx.casebook.stay(stay).and_then(|stay| stay.hospital).and_then(|id| cx.registry.row(id));
    let Some(row) = row.filter(|row| row.fax_number().is_some()) else {
        return vec![Act::Say(cx.words.get("form.error.no_fax").to_owned())];
    };
    let person = cx.casebook.person(sheet.person);
    let manager = person.map(|person| &person.care_manager);
    let office_row = manager.and_then(|manager| manager.facility).and_then(|id| cx.registry.row(id));
    let text = rendered(cx, sheet, form, SheetFormat::Text, true).unwrap_or_default();
    let pages = text.lines().count().div_ceil(LINES_OF_A_PAGE).max(1);
    let cover = FaxCover {
        to_place: row.name.to_string(),
        to_desk: cx.casebook.stay(stay).and_then(|stay| stay.hospital_contact.role.clone()).unwrap_or_default(),
        to_number: row.fax.to_string(),
        from_place: office(cx, person),
        from_name: manager.and_then(|manager| manager.name.clone()).unwrap_or_default(),
        from_phone: office_row.map(|row| row.phone.to_string()).unwrap_or_default(),
        from_fax: office_row.map(|row| row.fax.to_string()).unwrap_or_default(),
        on: cx.now.today(),
        at: None,
        pages: pages + 1,
        initials: person.and_then(|person| person.kana.as_deref()).and_then(initials),
        documents: vec![form.title.clone()],
        remarks: String::new(),
    };
    let options = Options::new(cx.words, cx.now.today());
    let cover = render_cover(CoverFormat::Html, &cover, &options).text;
    let Some(body) = rendered(cx, sheet, form, SheetFormat::Html, true) else {
        return vec![Act::Say(cx.words.get("page.not_made").to_owned())];
    };
    vec![
        release(sheet, FileFormat::Html, cover, &format!("{} fax cover", sheet.form)),
        release(sheet, FileFormat::Html, body, &format!("{} fax", sheet.form)),
    ]
}
