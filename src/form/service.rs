//! The fields of a closing and of a reopening: two acts with a form each, over the same kind of record.

use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::parse::{codes, date, date_text, institution, line};
use super::{Coded, Described, FieldError, FieldKind, Label, Part};
use crate::domain::ServiceAct;
use crate::domain::service::{reason, reasons, services};
use crate::domain::text::clean_text;

/// A field of an act of service continuity, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ServiceField {
    Facility,
    From,
    Until,
    Services,
    Reason,
    SaidBy,
    Note,
}

impl ServiceField {
    /// Those that an act of this kind has: what goes on again has no reason and no end.
    pub fn of(act: &ServiceAct) -> Vec<Self> {
        let is_closing = act.state != OPEN;
        let every = Self::iter().filter(|field| match field {
            Self::Facility | Self::From | Self::SaidBy | Self::Note => true,
            Self::Until | Self::Services | Self::Reason => is_closing,
        });
        every.collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// The state of an institution that works as usual, and those of one that does not.
const OPEN: &str = "open";
const PARTLY: &str = "partly";
const CLOSED: &str = "closed";

impl From<ServiceField> for Described {
    fn from(field: ServiceField) -> Self {
        let pair = |code: &str, ja, en| Coded { code: code.to_owned(), label: Label::Pair { ja, en } };
        let kind = match field {
            ServiceField::Facility => FieldKind::Institution(&[]),
            ServiceField::From | ServiceField::Until => FieldKind::Date,
            ServiceField::Services => {
                FieldKind::Several(services().iter().map(|one| pair(one.code, one.ja, one.en)).collect())
            }
            ServiceField::Reason => FieldKind::Choice {
                options: reasons().iter().map(|one| pair(one.code, one.ja, one.en)).collect(),
                optional: true,
            },
            ServiceField::SaidBy => FieldKind::Line,
            ServiceField::Note => FieldKind::Text,
        };
        let label = Label::Key(format!("form.service.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of("service"), group: None }
    }
}

/// Of a new act the institution is chosen yet: the nil identity stands for none.
pub(super) fn get(act: &ServiceAct, field: ServiceField) -> String {
    match field {
        ServiceField::Facility if act.facility.to_bytes() == [0; 16] => String::new(),
        ServiceField::Facility => act.facility.to_string(),
        ServiceField::From => act.from.to_string(),
        ServiceField::Until => date_text(act.until),
        ServiceField::Services => act.services.join("\n"),
        ServiceField::Reason => act.reason.clone(),
        ServiceField::SaidBy => act.said_by.clone(),
        ServiceField::Note => act.note.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(act: &mut ServiceAct, field: ServiceField, typed: &str, today: Date) -> Result<(), FieldError> {
    match field {
        ServiceField::Facility => {
            let (known, named) = institution(typed);
            act.facility = match (known, named) {
                (Some(known), _) => known,
                (None, Some(_)) => return Err(FieldError::NotRegistered),
                (None, None) => return Err(FieldError::Missing),
            };
        }
        ServiceField::From => act.from = date(typed, today)?.ok_or(FieldError::Missing)?,
        ServiceField::Until => act.until = date(typed, today)?,
        ServiceField::Services => {
            act.services = codes(typed, |code| services().iter().any(|one| one.code == code))?;
            // What goes on meanwhile makes the difference between the two.
            if act.state != OPEN {
                if act.services.is_empty() { CLOSED } else { PARTLY }.clone_into(&mut act.state);
            }
        }
        ServiceField::Reason => {
            let code = line(typed).unwrap_or_default();
            if !code.is_empty() && reason(&code).is_none() {
                return Err(FieldError::NotAChoice);
            }
            act.reason = code;
        }
        ServiceField::SaidBy => act.said_by = line(typed).unwrap_or_default(),
        ServiceField::Note => clean_text(typed).trim_end().clone_into(&mut act.note),
    }
    Ok(())
}

/// What cannot stand beside the other fields.
pub(super) fn faults(act: &ServiceAct) -> Vec<(ServiceField, FieldError)> {
    let mut faults = Vec::new();
    if get(act, ServiceField::Facility).is_empty() {
        faults.push((ServiceField::Facility, FieldError::Missing));
    }
    if act.until.is_some_and(|until| until < act.from) {
        faults.push((ServiceField::Until, FieldError::BeforeFrom));
    }
    faults
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{FacilityId, Publicity, ServiceActId};

    const TODAY: Date = date(2026, 6, 12);

    fn act(state: &str) -> ServiceAct {
        ServiceAct {
            id: ServiceActId::from_bytes([1; 16]),
            rev: 0,
            facility: FacilityId::from_bytes([0; 16]),
            state: state.to_owned(),
            from: TODAY,
            until: None,
            services: Vec::new(),
            reason: String::new(),
            note: String::new(),
            said_by: String::new(),
            by: "中村".to_owned(),
            at: TODAY.at(9, 0, 0, 0),
            publicity: Publicity::Partners,
            fictional: true,
        }
    }

    #[test]
    fn what_goes_on_makes_it_partly_closed() {
        let mut closing = act(CLOSED);
        set(&mut closing, ServiceField::Services, "meal_box\nphone", TODAY).unwrap();
        assert_eq!((closing.state.as_str(), closing.services.len()), (PARTLY, 2));
        set(&mut closing, ServiceField::Services, "", TODAY).unwrap();
        assert_eq!(closing.state, CLOSED);
        assert_eq!(set(&mut closing, ServiceField::Services, "karaoke", TODAY), Err(FieldError::NotAChoice));
    }

    #[test]
    fn an_institution_of_the_register_and_days_in_their_order_are_needed() {
        let mut closing = act(CLOSED);
        assert_eq!(faults(&closing), [(ServiceField::Facility, FieldError::Missing)]);
        assert_eq!(set(&mut closing, ServiceField::Facility, "架空デイ", TODAY), Err(FieldError::NotRegistered));
        let known = FacilityId::from_bytes([7; 16]);
        set(&mut closing, ServiceField::Facility, &known.to_string(), TODAY).unwrap();
        set(&mut closing, ServiceField::Until, "6/11", TODAY).unwrap();
        assert_eq!(faults(&closing), [(ServiceField::Until, FieldError::BeforeFrom)]);
        set(&mut closing, ServiceField::Until, "6/20", TODAY).unwrap();
        assert_eq!((closing.facility, faults(&closing).len()), (known, 0));
    }

    #[test]
    fn a_reopening_asks_no_reason_and_no_end() {
        let names = |state| ServiceField::of(&act(state)).into_iter().map(ServiceField::name).collect::<Vec<_>>();
        assert_eq!(names(OPEN), ["facility", "from", "said_by", "note"]);
        assert_eq!(names(CLOSED).len(), 7);
    }
}
