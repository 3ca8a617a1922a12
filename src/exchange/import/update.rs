//! One listing over an older one of the same source, institution and service (rules R5 and R6).

use super::field::{Field, FieldSet};
use super::report::FieldChange;
use crate::domain::{Listing, Phone};

/// Takes over what the newer file says; columns that it lacks keep their values. Returns what changed for a person to see:
/// a newer date alone is no change.
pub fn update(held: &mut Listing, new: Listing, fields: FieldSet) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let service = new.kind.clone();
    let mut note = |field: &'static str, old: Option<String>, new: Option<String>| {
        changes.push(FieldChange { service: service.clone(), field, old, new });
    };
    if held.kind != new.kind {
        note("kind", Some(held.kind.code().to_owned()), Some(new.kind.code().to_owned()));
        held.kind = new.kind;
    }
    if held.name != new.name {
        note("name", Some(held.name.clone()), Some(new.name.clone()));
        held.name = new.name;
    }
    macro_rules! take {
        ($($field:ident: $column:ident, $show:expr;)*) => {$(
            if fields.has(Field::$column) && held.$field != new.$field {
                note(stringify!($field), held.$field.as_ref().map($show), new.$field.as_ref().map($show));
                held.$field = new.$field;
            }
        )*};
    }
    take! {
        kana: Kana, Clone::clone;
        short_name: ShortName, Clone::clone;
        postal_code: PostalCode, Clone::clone;
        address: Address, Clone::clone;
        building: Building, Clone::clone;
        phone: Phone, original;
        fax: Fax, original;
        corporation: Corporation, Clone::clone;
        corporation_number: CorporationNumber, Clone::clone;
        capacity: Capacity, ToString::to_string;
        beds: Beds, Clone::clone;
        days: Days, Clone::clone;
        hours: Hours, Clone::clone;
        departments: Departments, Clone::clone;
        url: Url, Clone::clone;
        note: Note, Clone::clone;
    }
    if new.municipality.is_some() && held.municipality != new.municipality {
        note("municipality", held.municipality.clone(), new.municipality.clone());
        held.municipality = new.municipality;
    }
    let same_place = match (held.coordinates, new.coordinates) {
        (Some(a), Some(b)) => a.same_as(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    if fields.has(Field::Latitude) && !same_place {
        let show = |c: crate::domain::facility::Coordinates| format!("{:.6},{:.6}", c.latitude, c.longitude);
        note("coordinates", held.coordinates.map(show), new.coordinates.map(show));
        held.coordinates = new.coordinates;
    }
    if fields.has(Field::Symbol) && held.capabilities != new.capabilities {
        note("capabilities", Some(held.capabilities.join(",")), Some(new.capabilities.join(",")));
        held.capabilities = new.capabilities;
    }
    if let Some(gone) = held.gone.take() {
        note("gone", Some(gone.to_string()), None);
    }
    held.as_of = new.as_of;
    changes
}

fn original(phone: &Phone) -> String {
    phone.original().to_owned()
}
