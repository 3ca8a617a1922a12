//! Reads the form of a sheet; the built-in ones are `form-*.toml` beside this file.

use std::collections::{BTreeMap, HashSet};

use super::fault::{FaultKind, Wanted};
use super::source::{Faults, Section, parse, text_of};
use crate::domain::sheet::{FieldKind, Part, SheetField, SheetForm};
use crate::words::nearest;

const FORM_KEYS: [&str; 7] = ["name", "version", "title", "note", "fax_words", "choices", "part"];
const PART_KEYS: [&str; 4] = ["name", "title", "fields", "group"];
const GROUP_KEYS: [&str; 2] = ["title", "fields"];
const FIELD_KEYS: [&str; 13] =
    ["name", "label", "kind", "options", "yes", "no", "unit", "fax", "required", "fresh", "from", "codes", "width"];

/// The kinds of field by their names in the file.
#[derive(Clone, Copy, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
enum KindName {
    Line,
    Text,
    Number,
    Date,
    Phone,
    YesNo,
    Choice,
    Several,
}

/// A form, where nothing is wrong with it.
pub(super) fn read<'t>(text: &'t str, faults: &mut Faults<'t>) -> Option<SheetForm> {
    let root = parse(text, faults);
    let root = Section::root(&root);
    let form = Reader { faults, choices: BTreeMap::new(), seen: HashSet::new() }.form(&root);
    faults.is_empty().then_some(form)
}

struct Reader<'f, 't> {
    faults: &'f mut Faults<'t>,
    /// Lists of options that several fields share, by name.
    choices: BTreeMap<String, Vec<String>>,
    /// The names of fields so far.
    seen: HashSet<String>,
}

impl Reader<'_, '_> {
    fn form(&mut self, root: &Section<'_>) -> SheetForm {
        root.only(&FORM_KEYS, self.faults);
        root.needs(&["part"], self.faults);
        self.read_choices(root);
        let name = self.name(root);
        let version = root.filled("version", self.faults);
        let title = root.filled("title", self.faults);
        let note = root.plain("note", self.faults);
        let fax_words = root.distinct("fax_words", self.faults);
        let mut names = HashSet::new();
        let mut parts = Vec::new();
        for section in root.sections("part", self.faults) {
            let part = self.part(&section);
            section.once("name", &part.name, &mut names, self.faults);
            parts.push(part);
        }
        SheetForm { name, version, title, note, fax_words, parts }
    }

    fn read_choices(&mut self, root: &Section<'_>) {
        let Some(section) = root.section("choices", self.faults) else { return };
        for (name, _, value) in section.entries() {
            let options = section.distinct(&name, self.faults);
            if options.is_empty() {
                self.faults.note(&value.span(), FaultKind::Blank { key: name.clone() });
            }
            self.choices.insert(name, options);
        }
    }

    fn part(&mut self, section: &Section<'_>) -> Part {
        section.only(&PART_KEYS, self.faults);
        let (name, title) = (self.name(section), section.filled("title", self.faults));
        let mut fields = self.fields(section, None);
        for group in section.sections("group", self.faults) {
            group.only(&GROUP_KEYS, self.faults);
            let title = group.filled("title", self.faults);
            fields.extend(self.fields(&group, Some(&title)));
        }
        if fields.is_empty() {
            self.faults.note(&section.span, FaultKind::Missing { key: "fields" });
        }
        Part { name, title, fields }
    }

    fn fields(&mut self, section: &Section<'_>, group: Option<&str>) -> Vec<SheetField> {
        let sections = section.sections("fields", self.faults);
        sections.iter().map(|section| self.field(section, group)).collect()
    }

    fn field(&mut self, section: &Section<'_>, group: Option<&str>) -> SheetField {
        section.only(&FIELD_KEYS, self.faults);
        let name = self.name(section);
        section.once("name", &name, &mut self.seen, self.faults);
        let label = section.filled("label", self.faults);
        let kind = self.kind(section);
        let mut field = SheetField {
            name,
            label,
            group: group.map(str::to_owned),
            kind,
            unit: section.plain("unit", self.faults),
            fax: section.yes_no("fax", self.faults).unwrap_or(true),
            required: section.yes_no("required", self.faults).unwrap_or(false),
            fresh: section.yes_no("fresh", self.faults).unwrap_or(false),
            origin: section.known("from", self.faults),
            codes: BTreeMap::new(),
            width: section.known("width", self.faults).unwrap_or_default(),
        };
        field.codes = self.codes(section, &field);
        field
    }

    fn kind(&mut self, section: &Section<'_>) -> FieldKind {
        section.needs(&["kind"], self.faults);
        // One fault is enough for a field that says nothing of its kind.
        let Some(kind) = section.known("kind", self.faults) else { return FieldKind::Line };
        let takes = |key: &str| match key {
            "options" => matches!(kind, KindName::Choice | KindName::Several),
            "yes" | "no" => kind == KindName::YesNo,
            _ => matches!(kind, KindName::Number | KindName::Line),
        };
        for key in ["options", "yes", "no", "unit"].into_iter().filter(|key| section.has(key) && !takes(key)) {
            self.faults.note(&section.place(key), FaultKind::NotForKind { key: key.to_owned() });
        }
        match kind {
            KindName::Line => FieldKind::Line,
            KindName::Text => FieldKind::Text,
            KindName::Number => FieldKind::Number,
            KindName::Date => FieldKind::Date,
            KindName::Phone => FieldKind::Phone,
            KindName::YesNo => {
                FieldKind::YesNo { yes: section.filled("yes", self.faults), no: section.filled("no", self.faults) }
            }
            KindName::Choice => FieldKind::Choice(self.options(section)),
            KindName::Several => FieldKind::Several(self.options(section)),
        }
    }

    /// A list, or the name of a list of `[choices]`.
    fn options(&mut self, section: &Section<'_>) -> Vec<String> {
        let options = match section.word("options") {
            Some(name) => {
                let Some(options) = self.choices.get(&name.value) else {
                    let nearest = nearest(&name.value, self.choices.keys().map(String::as_str)).to_owned();
                    let kind = FaultKind::Choice { key: "options".to_owned(), value: name.value, nearest };
                    self.faults.note(&name.span, kind);
                    return Vec::new();
                };
                options.clone()
            }
            None => section.distinct("options", self.faults),
        };
        if options.is_empty() {
            self.faults.note(&section.place("options"), FaultKind::NoOptions);
        }
        options
    }

    fn codes(&mut self, section: &Section<'_>, field: &SheetField) -> BTreeMap<String, String> {
        let mut codes = BTreeMap::new();
        let Some(section) = section.section("codes", self.faults) else { return codes };
        for (code, _, value) in section.entries() {
            let Some(option) = text_of(value.get_ref()) else {
                self.faults.note(&value.span(), FaultKind::Type { key: code, wanted: Wanted::Text });
                continue;
            };
            let options = field.options();
            if !options.is_empty() && !options.contains(&option) {
                self.faults.note(&value.span(), FaultKind::NoOption { option: option.clone() });
            }
            codes.insert(code, option);
        }
        codes
    }

    fn name(&mut self, section: &Section<'_>) -> String {
        let name = section.filled("name", self.faults);
        let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let sound = letters && name.starts_with(|c: char| c.is_ascii_lowercase());
        if !sound && !name.trim().is_empty() {
            self.faults.note(&section.place("name"), FaultKind::Name { name: name.clone() });
        }
        name
    }
}
