//! A card as a whole: what typed fields make of it, and the days that follow from a change.

use jiff::civil::Date;

use super::super::{Entry, Faults, FieldError, Subject, parse, person};
use super::{CardField, ContactField, KeepingField, PassingField, contact, set};
use crate::domain::Person;
use crate::domain::card::Kit;

/// The person with the fields that were changed in a form. See [`facts`].
pub(in crate::form) fn puts(base: &Person, entries: &[Entry], today: Date, by: Option<&str>) -> Result<Person, Faults> {
    let typed = entries.iter().filter(|entry| entry.is_changed()).map(|entry| (entry.name(), entry.text()));
    facts(base, &typed.collect::<Vec<_>>(), today, by).map_err(|mut faults| {
        Subject::add_faults(&mut faults, Vec::new(), entries);
        faults
    })
}

/// The person with these fields set by name; an empty value takes a fact away, and an empty place in a list is left out. The card is
/// changed `today` by whoever is at the keyboard.
///
/// # Errors
///
/// Every field that cannot stand, with the reason; then nothing is changed.
pub(in crate::form) fn facts(
    base: &Person,
    typed: &[(&str, &str)],
    today: Date,
    by: Option<&str>,
) -> Result<Person, Faults> {
    let mut changed = base.clone();
    let mut faults = Faults::new();
    let mut moves = Vec::new();
    for (name, text) in typed {
        let set = parse::fits(text).and_then(|()| {
            let field = CardField::parse(name).ok_or(FieldError::UnknownField)?;
            if let CardField::Contact(n, ContactField::Order) = field {
                moves.extend(contact::place(text)?.map(|to| (n, to)));
            }
            set(&mut changed, field, text, today)
        });
        faults.extend(set.err().map(|error| ((*name).to_owned(), error)));
    }
    let text = |name: &str| typed.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    let of_person = |field: super::PersonField| text(field.name());
    for (field, error) in person::faults(&changed, &of_person) {
        if !faults.iter().any(|(other, _)| other == field.name()) {
            faults.push((field.name().to_owned(), error));
        }
    }
    // At midnight nobody dies by a form: a time wants its day.
    let time = CardField::Passing(PassingField::Time).name();
    let has_day = changed.card.passing.as_ref().is_some_and(|passing| passing.at.is_some());
    if !has_day && text(&time).is_some_and(|text| !text.trim().is_empty()) {
        faults.push((CardField::Passing(PassingField::On).name(), FieldError::Missing));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let card = &mut changed.card;
    card.contacts = contact::in_order(std::mem::take(&mut card.contacts), &moves);
    card.supporters.retain(|support| !support.is_empty());
    let is_dated = text(&CardField::Keeping(KeepingField::ChangedOn).name()).is_some();
    dated(base, &mut changed, (today, is_dated), by);
    Ok(changed)
}

/// Sets the days and the writer that follow from a change. `is_dated`: the day of the change was said.
pub(in crate::form) fn dated(before: &Person, after: &mut Person, (today, is_dated): (Date, bool), by: Option<&str>) {
    if before == after {
        return;
    }
    if !is_dated && said(before) != said(after) {
        after.card.changed_on = Some(today);
    }
    let card = &mut after.card;
    card.created_on.get_or_insert(today);
    if card.written_by.is_empty() {
        by.unwrap_or_default().clone_into(&mut card.written_by);
    }
}

/// What a printed card says. That somebody confirmed it, handed out its kit or told the backup hospital makes no sheet old.
fn said(person: &Person) -> Person {
    let mut said = person.clone();
    (said.rev, said.reviewed_on) = (0, None);
    let card = &mut said.card;
    (card.kit, card.passing) = (Kit::default(), None);
    (card.created_on, card.changed_on, card.next_review_on) = (None, None, None);
    card.backup_hospital.exchanged_on = None;
    card.restricted = false;
    card.written_by.clear();
    card.calls.clear();
    said
}
