//! What a form's text makes of a facility.

use jiff::civil::Date;

use super::{Entry, Faults, Field, FieldError, Section, fact};
use crate::domain::Facility;

/// Only fields that were changed are set, each changed group is confirmed `today` by `by` unless a day was typed. Otherwise every field
/// that cannot stand, with the reason.
pub(super) fn changed(
    (base, adding): (&Facility, bool),
    entries: &[Entry],
    today: Date,
    by: Option<&str>,
) -> Result<Facility, Faults> {
    let mut facility = base.clone();
    let mut errors: Faults = Vec::new();
    let mut days: Vec<(Section, Option<Date>)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_changed()) {
        let result = match Field::parse(entry.name()) {
            Some(Field::Confirmed(section)) => {
                fact::confirmation_day(entry.text(), today).map(|day| days.push((section, day)))
            }
            Some(field) => fact::set(&mut facility, field, entry.text()),
            None => Err(FieldError::UnknownField),
        };
        if let Err(error) = result {
            errors.push((entry.name().to_owned(), error));
        }
    }
    let failed = |errors: &Faults, field: Field| errors.iter().any(|(name, _)| *name == field.name());
    if facility.name().is_empty() && !failed(&errors, Field::Name) {
        errors.push((Field::Name.name(), FieldError::Required));
    }
    // Some sources know no kind: that must not keep anybody from writing down a note.
    let had_kinds = adding || !base.kinds().is_empty();
    if had_kinds && facility.kinds().is_empty() && !failed(&errors, Field::Kinds) {
        errors.push((Field::Kinds.name(), FieldError::Required));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    fact::confirm(base, &mut facility, &days, today, by);
    Ok(facility)
}
