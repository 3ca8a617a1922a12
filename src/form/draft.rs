//! A facility being typed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Entry, Field, FieldError, FieldKind, Section, fact};
use crate::domain::facility::Ability;
use crate::domain::{Facility, FacilityId, Phone};

/// Every field of a facility as text, over the record that was loaded.
#[derive(Clone, Debug)]
pub struct Draft {
    base: Facility,
    adding: bool,
    entries: Vec<Entry>,
}

impl Draft {
    /// To edit the local facts of a facility.
    pub fn edit(facility: Facility) -> Self {
        let entries = Field::all().into_iter().map(|field| Entry::new(field, fact::get(&facility, field))).collect();
        Self { base: facility, adding: false, entries }
    }

    /// To add one by hand.
    pub fn add() -> Self {
        Self { adding: true, ..Self::edit(Facility::new(FacilityId::new())) }
    }

    pub fn is_adding(&self) -> bool {
        self.adding
    }

    /// The record as it is stored.
    pub fn base(&self) -> &Facility {
        &self.base
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn entry(&mut self, at: usize) -> Option<&mut Entry> {
        self.entries.get_mut(at)
    }

    /// Was anything typed that is not saved?
    pub fn is_dirty(&self) -> bool {
        self.entries.iter().any(Entry::is_changed)
    }

    /// The stored record is another one meanwhile: what was typed stays, everything else follows. `None`: it was removed.
    pub fn rebase(&mut self, stored: Option<Facility>) {
        match stored {
            Some(stored) => self.base = stored,
            None => self.base.rev = 0,
        }
        for entry in &mut self.entries {
            entry.rebase(fact::get(&self.base, entry.field));
        }
    }

    /// Gives a field another text.
    pub(super) fn set(&mut self, field: Field, text: String) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.field == field) {
            entry.replace(text);
        }
    }

    /// The changed fields by their stable names, as typed: what a draft keeps.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let changed = self.entries.iter().filter(|entry| entry.is_changed());
        changed.map(|entry| (entry.field.name(), entry.text().to_owned())).collect()
    }

    /// Goes on with what a draft kept: `base` is the record that its form was opened on, `None` for one being added under `id`.
    /// A field that this program does not know is left out.
    pub fn resume(base: Option<Facility>, id: FacilityId, texts: &BTreeMap<String, String>) -> Self {
        let mut draft = match base {
            Some(base) => Self::edit(base),
            None => Self { adding: true, ..Self::edit(Facility::new(id)) },
        };
        for entry in &mut draft.entries {
            if let Some(text) = texts.get(&entry.field.name()) {
                entry.replace(String::new());
                entry.insert(text);
            }
        }
        draft
    }

    /// What the fields make of the record: only fields that were changed are set, each changed group is confirmed `today` by `by` unless a day
    /// was typed. Otherwise every field that cannot stand, with the reason.
    pub fn facility(&self, today: Date, by: Option<&str>) -> Result<Facility, Vec<(Field, FieldError)>> {
        let mut facility = self.base.clone();
        let mut errors = Vec::new();
        let mut days: Vec<(Section, Option<Date>)> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.is_changed()) {
            let result = match entry.field {
                Field::Confirmed(section) => {
                    fact::confirmation_day(entry.text(), today).map(|day| days.push((section, day)))
                }
                field => fact::set(&mut facility, field, entry.text()),
            };
            if let Err(error) = result {
                errors.push((entry.field, error));
            }
        }
        let failed = |errors: &[(Field, FieldError)], field| errors.iter().any(|(f, _)| *f == field);
        if facility.name().is_empty() && !failed(&errors, Field::Name) {
            errors.push((Field::Name, FieldError::Required));
        }
        // Some sources know no kind: that must not keep anybody from writing down a note.
        let had_kinds = self.adding || !self.base.kinds().is_empty();
        if had_kinds && facility.kinds().is_empty() && !failed(&errors, Field::Kinds) {
            errors.push((Field::Kinds, FieldError::Required));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        fact::confirm(&self.base, &mut facility, &days, today, by);
        Ok(facility)
    }

    /// A number that is saved as typed though the numbering plan has none like it: worth a second look.
    pub fn is_doubtful_phone(entry: &Entry) -> bool {
        entry.field.kind() == FieldKind::Phone
            && Phone::parse(entry.text()).is_some_and(|phone| phone.dialable().is_none())
    }
}

/// Does a form's text say anything else than what is stored? Its save may have succeeded when the program was ended.
pub fn says_more(fields: &BTreeMap<String, String>, stored: &Facility) -> bool {
    let mut fields = fields.iter();
    fields.any(|(field, text)| Field::parse(field).is_some_and(|field| fact::get(stored, field) != *text))
}

impl Entry {
    /// The answer of a 可 談 否 field.
    pub fn ability(&self) -> Option<Ability> {
        Ability::parse(self.text())
    }

    /// Turns an answer by one: 未 可 談 否 and round; or yes and no.
    pub fn turn(&mut self, forward: bool) {
        let next = match self.field.kind() {
            FieldKind::YesNo => if self.text() == "yes" { "" } else { "yes" }.to_owned(),
            FieldKind::Ability => {
                let ring = ["", Ability::Yes.mark(), Ability::Ask.mark(), Ability::No.mark()];
                let at = ring.iter().position(|mark| *mark == self.text()).unwrap_or(0);
                let step = if forward { 1 } else { ring.len() - 1 };
                ring[(at + step) % ring.len()].to_owned()
            }
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Phone
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::Kinds
            | FieldKind::Coordinates => return,
        };
        self.replace(next);
    }
}
