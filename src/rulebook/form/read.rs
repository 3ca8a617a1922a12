//! Reads the file of a form.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

use strum::IntoEnumIterator;
use toml::de::{DeTable, DeValue};

use super::fault::{FaultKind, FormFault, Wanted};
use super::node::{Faults, Node, nearest};
use crate::domain::sheet::{FieldKind, Origin, Part, SheetField, SheetForm, Width};

const FORM_KEYS: [&str; 7] = ["name", "version", "title", "note", "fax_words", "choices", "part"];
const PART_KEYS: [&str; 4] = ["name", "title", "fields", "group"];
const GROUP_KEYS: [&str; 2] = ["title", "fields"];
const FIELD_KEYS: [&str; 13] =
    ["name", "label", "kind", "options", "yes", "no", "unit", "fax", "required", "fresh", "from", "codes", "width"];

/// The kinds of field by their names in the file.
#[derive(Clone, Copy, PartialEq, Eq, strum::EnumString, strum::EnumIter, strum::IntoStaticStr)]
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

pub(super) fn form(text: &str) -> Result<SheetForm, Vec<FormFault>> {
    let mut faults = Faults::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        faults.add(error.span().unwrap_or(0..0), FaultKind::Toml { message: error.message().to_owned() });
    }
    let root = Node::new(root.get_ref(), 0..0, &FORM_KEYS, &mut faults);
    let form = Reader { faults: &mut faults, choices: BTreeMap::new(), seen: HashSet::new() }.form(&root);
    let found = faults.finish();
    if found.is_empty() { Ok(form) } else { Err(found) }
}

struct Reader<'f, 't> {
    faults: &'f mut Faults<'t>,
    /// Lists of options that several fields share, by name.
    choices: BTreeMap<String, Vec<String>>,
    /// The names of fields so far.
    seen: HashSet<String>,
}

impl Reader<'_, '_> {
    fn form(&mut self, root: &Node<'_>) -> SheetForm {
        self.read_choices(root);
        let name = self.name(root);
        let version = root.needed("version", self.faults);
        let title = root.needed("title", self.faults);
        let note = root.text("note", self.faults).unwrap_or_default();
        let fax_words = root.texts("fax_words", self.faults);
        if !root.has("part") {
            self.faults.add(root.span(), FaultKind::Missing { key: "part".to_owned() });
        }
        let mut names = HashSet::new();
        let mut parts = Vec::new();
        for node in root.tables("part", &PART_KEYS, self.faults) {
            let part = self.part(&node);
            if !part.name.is_empty() && !names.insert(part.name.clone()) {
                self.faults.add(node.span_of("name"), FaultKind::Twice { name: part.name.clone() });
            }
            parts.push(part);
        }
        SheetForm { name, version, title, note, fax_words, parts }
    }

    fn read_choices(&mut self, root: &Node<'_>) {
        let known: Vec<&str> = root.pairs("choices", self.faults).into_iter().map(|(name, ..)| name).collect();
        let Some(DeValue::Table(table)) = root.value("choices") else { return };
        let node = Node::new(table, root.span_of("choices"), &known, self.faults);
        for name in known {
            let options = node.texts(name, self.faults);
            if options.is_empty() {
                self.faults.add(node.span_of(name), FaultKind::Empty { key: name.to_owned() });
            }
            self.choices.insert(name.to_owned(), options);
        }
    }

    fn part(&mut self, node: &Node<'_>) -> Part {
        let (name, title) = (self.name(node), node.needed("title", self.faults));
        let mut fields = self.fields(node, None);
        for group in node.tables("group", &GROUP_KEYS, self.faults) {
            let title = group.needed("title", self.faults);
            fields.extend(self.fields(&group, Some(&title)));
        }
        if fields.is_empty() {
            self.faults.add(node.span(), FaultKind::Missing { key: "fields".to_owned() });
        }
        Part { name, title, fields }
    }

    fn fields(&mut self, node: &Node<'_>, group: Option<&str>) -> Vec<SheetField> {
        let nodes = node.tables("fields", &FIELD_KEYS, self.faults);
        nodes.iter().map(|node| self.field(node, group)).collect()
    }

    fn field(&mut self, node: &Node<'_>, group: Option<&str>) -> SheetField {
        let name = self.name(node);
        if !name.is_empty() && !self.seen.insert(name.clone()) {
            self.faults.add(node.span_of("name"), FaultKind::Twice { name: name.clone() });
        }
        let label = node.needed("label", self.faults);
        let kind = self.kind(node);
        let mut field = SheetField {
            name,
            label,
            group: group.map(str::to_owned),
            kind,
            unit: node.text("unit", self.faults).unwrap_or_default(),
            fax: node.flag("fax", true, self.faults),
            required: node.flag("required", false, self.faults),
            fresh: node.flag("fresh", false, self.faults),
            origin: self.word(node, "from", Origin::iter().map(Origin::name)),
            codes: BTreeMap::new(),
            width: self.word(node, "width", Width::iter().map(Into::into)).unwrap_or_default(),
        };
        field.codes = self.codes(node, &field);
        field
    }

    fn kind(&mut self, node: &Node<'_>) -> FieldKind {
        // One fault is enough for a field that says nothing of its kind.
        if !node.has("kind") {
            self.faults.add(node.span(), FaultKind::Missing { key: "kind".to_owned() });
            return FieldKind::Line;
        }
        let Some(kind) = self.word(node, "kind", KindName::iter().map(Into::into)) else { return FieldKind::Line };
        let takes = |key: &str| match key {
            "options" => matches!(kind, KindName::Choice | KindName::Several),
            "yes" | "no" => kind == KindName::YesNo,
            _ => matches!(kind, KindName::Number | KindName::Line),
        };
        for key in ["options", "yes", "no", "unit"].into_iter().filter(|key| node.has(key) && !takes(key)) {
            self.faults.add(node.span_of(key), FaultKind::NotForKind { key: key.to_owned() });
        }
        match kind {
            KindName::Line => FieldKind::Line,
            KindName::Text => FieldKind::Text,
            KindName::Number => FieldKind::Number,
            KindName::Date => FieldKind::Date,
            KindName::Phone => FieldKind::Phone,
            KindName::YesNo => {
                FieldKind::YesNo { yes: node.needed("yes", self.faults), no: node.needed("no", self.faults) }
            }
            KindName::Choice => FieldKind::Choice(self.options(node)),
            KindName::Several => FieldKind::Several(self.options(node)),
        }
    }

    /// A list, or the name of a list of `[choices]`.
    fn options(&mut self, node: &Node<'_>) -> Vec<String> {
        let options = match node.value("options") {
            Some(DeValue::String(name)) => {
                let Some(options) = self.choices.get(name.as_ref()) else {
                    let nearest = nearest(name, self.choices.keys().map(String::as_str)).to_owned();
                    let kind = FaultKind::Word { key: "options".to_owned(), word: name.to_string(), nearest };
                    self.faults.add(node.span_of("options"), kind);
                    return Vec::new();
                };
                options.clone()
            }
            Some(_) => node.texts("options", self.faults),
            None => Vec::new(),
        };
        if options.is_empty() {
            self.faults.add(node.span_of("options"), FaultKind::NoOptions);
        }
        options
    }

    fn codes(&mut self, node: &Node<'_>, field: &SheetField) -> BTreeMap<String, String> {
        let mut codes = BTreeMap::new();
        for (code, _, value) in node.pairs("codes", self.faults) {
            let DeValue::String(option) = value.get_ref() else {
                self.faults.add(value.span(), FaultKind::Type { key: code.to_owned(), wanted: Wanted::Text });
                continue;
            };
            let options = field.options();
            if !options.is_empty() && !options.iter().any(|known| known == option) {
                self.faults.add(value.span(), FaultKind::Code { option: option.to_string() });
            }
            codes.insert(code.to_owned(), option.to_string());
        }
        codes
    }

    fn name(&mut self, node: &Node<'_>) -> String {
        let name = node.needed("name", self.faults);
        let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let sound = letters && name.starts_with(|c: char| c.is_ascii_lowercase());
        if !sound && !name.trim().is_empty() {
            self.faults.add(node.span_of("name"), FaultKind::Name { name: name.clone() });
        }
        name
    }

    /// One of the words that the program knows.
    fn word<W: FromStr>(&mut self, node: &Node<'_>, key: &str, known: impl Iterator<Item = &'static str>) -> Option<W> {
        let word = node.text(key, self.faults)?;
        let read = W::from_str(&word).ok();
        if read.is_none() {
            let nearest = nearest(&word, known).to_owned();
            self.faults.add(node.span_of(key), FaultKind::Word { key: key.to_owned(), word, nearest });
        }
        read
    }
}
