//! The fields of the emergency card: everything that is known of a person, in the order in which the card is filled.

mod call;
mod contact;
mod keeping;
mod kit;
mod medical;
mod saving;
mod support;
mod wish;

use jiff::civil::Date;
use strum::IntoEnumIterator;

pub use call::CallField;
pub(super) use call::{get_at, get_newest, written};
pub use contact::ContactField;
pub use keeping::{KeepingField, PassingField};
pub use kit::KitField;
pub use medical::{InsuranceField, MedicalField};
pub(super) use saving::{dated, facts, puts};
pub use support::{BackupField, SupportField};
pub use wish::WishField;

use super::{Described, FieldError, FieldKind, Label, Part, PersonField, person};
use crate::domain::Person;

/// A field of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardField {
    /// What the short form of a person asks too.
    Person(PersonField),
    Keeping(KeepingField),
    /// By the place in the list, counted from 1.
    Contact(usize, ContactField),
    Supporter(usize, SupportField),
    Backup(BackupField),
    Medical(MedicalField),
    Insurance(InsuranceField),
    Wish(WishField),
    Kit(KitField),
    Passing(PassingField),
}

/// The stable name of one of the card's own enums.
fn named<F: Into<&'static str>>(field: F) -> &'static str {
    field.into()
}

impl CardField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        use KeepingField as Keeping;
        use PersonField as Known;
        let known = |fields: &[Known]| fields.iter().copied().map(Self::Person).collect::<Vec<_>>();
        let keeping = |fields: &[Keeping]| fields.iter().copied().map(Self::Keeping).collect::<Vec<_>>();
        let mut all = known(&[Known::Name, Known::Kana, Known::BirthDate, Known::Sex, Known::Address, Known::Phone]);
        all.extend(keeping(&[
            Keeping::Area,
            Keeping::Household,
            Keeping::Language,
            Keeping::Entry,
            Keeping::Restricted,
        ]));
        all.extend(known(&[Known::Note, Known::KeyPersonName, Known::KeyPersonRelation, Known::KeyPersonPhone]));
        all.extend((1..=contact::CONTACTS).flat_map(|n| ContactField::iter().map(move |f| Self::Contact(n, f))));
        all.extend(known(&[Known::Doctor, Known::DoctorName, Known::DoctorPhone]));
        all.extend(known(&[Known::CareManager, Known::CareManagerName, Known::CareManagerPhone]));
        all.extend((1..=support::SUPPORTERS).flat_map(|n| SupportField::iter().map(move |f| Self::Supporter(n, f))));
        all.extend(BackupField::iter().map(Self::Backup));
        all.extend(MedicalField::iter().map(Self::Medical));
        all.extend(known(&[Known::CareLevel, Known::CertifiedUntil]));
        all.extend(InsuranceField::iter().map(Self::Insurance));
        all.extend(WishField::iter().map(Self::Wish));
        all.extend(KitField::iter().map(Self::Kit));
        all.extend(known(&[Known::ConsentOn, Known::ConsentWay, Known::ConsentScope, Known::ConsentWithdrawnOn]));
        all.extend(keeping(&[Keeping::EmergencyConsentOn, Keeping::CreatedOn, Keeping::ChangedOn]));
        all.extend(known(&[Known::ReviewedOn]));
        all.extend(keeping(&[Keeping::NextReviewOn, Keeping::WrittenBy, Keeping::CheckedBy, Keeping::CheckedByPhone]));
        all.extend(PassingField::iter().map(Self::Passing));
        all
    }

    /// The stable name: `name`, `contact1.mobile`, `wish.resuscitation`.
    pub fn name(self) -> String {
        match self {
            Self::Person(field) => field.name().to_owned(),
            Self::Keeping(field) => named(field).to_owned(),
            Self::Contact(n, field) => format!("contact{n}.{}", named(field)),
            Self::Supporter(n, field) => format!("supporter{n}.{}", named(field)),
            Self::Backup(field) => format!("backup.{}", named(field)),
            Self::Medical(field) => format!("medical.{}", named(field)),
            Self::Insurance(field) => format!("insurance.{}", named(field)),
            Self::Wish(field) => format!("wish.{}", named(field)),
            Self::Kit(field) => format!("kit.{}", named(field)),
            Self::Passing(field) => format!("passing.{}", named(field)),
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        let Some((part, field)) = name.split_once('.') else {
            let known = PersonField::parse(name).map(Self::Person);
            return known.or_else(|| name.parse().ok().map(Self::Keeping));
        };
        let place = |text: &str, most: usize| text.parse().ok().filter(|n| (1..=most).contains(n));
        match part {
            "backup" => field.parse().ok().map(Self::Backup),
            "medical" => field.parse().ok().map(Self::Medical),
            "insurance" => field.parse().ok().map(Self::Insurance),
            "wish" => field.parse().ok().map(Self::Wish),
            "kit" => field.parse().ok().map(Self::Kit),
            "passing" => field.parse().ok().map(Self::Passing),
            part => match (part.strip_prefix("contact"), part.strip_prefix("supporter")) {
                (Some(n), _) => Some(Self::Contact(place(n, contact::CONTACTS)?, field.parse().ok()?)),
                (None, Some(n)) => Some(Self::Supporter(place(n, support::SUPPORTERS)?, field.parse().ok()?)),
                (None, None) => None,
            },
        }
    }

    fn kind(self) -> FieldKind {
        match self {
            Self::Person(field) => Described::from(field).kind,
            Self::Keeping(field) => field.kind(),
            Self::Contact(_, field) => field.kind(),
            Self::Supporter(_, field) => field.kind(),
            Self::Backup(field) => field.kind(),
            Self::Medical(field) => field.kind(),
            Self::Insurance(_) => FieldKind::Line,
            Self::Wish(field) => field.kind(),
            Self::Kit(field) => field.kind(),
            Self::Passing(field) => field.kind(),
        }
    }

    const fn part(self) -> &'static str {
        use PersonField as Known;
        match self {
            Self::Person(field) => match field {
                Known::Name | Known::Kana | Known::BirthDate | Known::Sex | Known::Address | Known::Phone => "person",
                Known::Note => "person",
                Known::KeyPersonName | Known::KeyPersonRelation | Known::KeyPersonPhone => "card_contacts",
                Known::Doctor | Known::DoctorName | Known::DoctorPhone => "support",
                Known::CareManager | Known::CareManagerName | Known::CareManagerPhone => "support",
                Known::CareLevel | Known::CertifiedUntil => "medical",
                Known::ConsentOn | Known::ConsentWay | Known::ConsentScope | Known::ConsentWithdrawnOn => "keeping",
                Known::ReviewedOn => "keeping",
            },
            Self::Keeping(field) => match field {
                KeepingField::Area | KeepingField::Household | KeepingField::Language => "person",
                KeepingField::Entry | KeepingField::Restricted => "person",
                KeepingField::CheckedBy | KeepingField::CheckedByPhone | KeepingField::EmergencyConsentOn => "keeping",
                KeepingField::CreatedOn | KeepingField::ChangedOn | KeepingField::NextReviewOn => "keeping",
                KeepingField::WrittenBy => "keeping",
            },
            Self::Contact(..) => "card_contacts",
            Self::Supporter(..) => "support",
            Self::Backup(_) => "backup",
            Self::Medical(_) => "medical",
            Self::Insurance(_) => "insurance",
            Self::Wish(_) => "wishes",
            Self::Kit(_) => "kit",
            Self::Passing(_) => "passing",
        }
    }

    fn label(self) -> Label {
        let card = |part: &str, name: &str| format!("form.card.{part}.{name}");
        match self {
            Self::Person(field) => Described::from(field).label,
            Self::Keeping(field) => Label::Key(card("keeping", named(field))),
            Self::Contact(n, field) => Label::Numbered { key: card("contact", named(field)), n },
            Self::Supporter(n, field) => Label::Numbered { key: card("supporter", named(field)), n },
            Self::Backup(_)
            | Self::Medical(_)
            | Self::Insurance(_)
            | Self::Wish(_)
            | Self::Kit(_)
            | Self::Passing(_) => Label::Key(format!("form.card.{}", self.name())),
        }
    }

    /// Does it follow from the rest where somebody else has changed it, so that there is nothing to choose between?
    pub(super) fn follows(self) -> bool {
        matches!(self, Self::Keeping(KeepingField::ChangedOn) | Self::Contact(_, ContactField::Order))
    }

    /// The field that says whose the field's place in a list is: where another stands there meanwhile, what was typed is not theirs.
    pub(super) fn owner(self) -> Option<Self> {
        match self {
            Self::Contact(n, _) => Some(Self::Contact(n, ContactField::Name)),
            Self::Supporter(n, _) => Some(Self::Supporter(n, SupportField::Facility)),
            Self::Person(_) | Self::Keeping(_) | Self::Backup(_) | Self::Medical(_) => None,
            Self::Insurance(_) | Self::Wish(_) | Self::Kit(_) | Self::Passing(_) => None,
        }
    }
}

impl From<CardField> for Described {
    fn from(field: CardField) -> Self {
        let (label, kind, part) = (field.label(), field.kind(), Part::of(field.part()));
        Self { name: field.name(), label, kind, part, group: None }
    }
}

pub(super) fn get(of: &Person, field: CardField) -> String {
    let card = &of.card;
    match field {
        CardField::Person(field) => person::get(of, field),
        CardField::Keeping(field) => keeping::get(card, field),
        CardField::Contact(n, field) => contact::get(&card.contacts, n, field),
        CardField::Supporter(n, field) => support::get(&card.supporters, n, field),
        CardField::Backup(field) => support::get_backup(&card.backup_hospital, field),
        CardField::Medical(field) => medical::get(&card.medical, field),
        CardField::Insurance(field) => medical::get_insurance(&card.insurance, field),
        CardField::Wish(field) => wish::get(&card.wishes, field),
        CardField::Kit(field) => kit::get(&card.kit, field),
        CardField::Passing(field) => keeping::get_passing(card, field),
    }
}

/// Sets a field from typed text; empty text takes the value away. Places in lists may be left empty: see [`saving::facts`].
pub(super) fn set(of: &mut Person, field: CardField, typed: &str, today: Date) -> Result<(), FieldError> {
    let card = &mut of.card;
    match field {
        CardField::Person(field) => return person::set(of, field, typed, today),
        CardField::Keeping(field) => return keeping::set(card, field, typed, today),
        CardField::Contact(n, field) => return contact::set(&mut card.contacts, n, field, typed),
        CardField::Supporter(n, field) => return support::set(&mut card.supporters, n, field, typed),
        CardField::Backup(field) => return support::set_backup(&mut card.backup_hospital, field, typed, today),
        CardField::Medical(field) => return medical::set(&mut card.medical, field, typed),
        CardField::Insurance(field) => medical::set_insurance(&mut card.insurance, field, typed),
        CardField::Wish(field) => return wish::set(&mut card.wishes, field, typed, today),
        CardField::Kit(field) => return kit::set(&mut card.kit, field, typed, today),
        CardField::Passing(field) => return keeping::set_passing(card, field, typed, today),
    }
    Ok(())
}

/// A day that has been.
fn past(day: Option<Date>, today: Date) -> Result<Option<Date>, FieldError> {
    if day.is_some_and(|day| day > today) { Err(FieldError::NotYet) } else { Ok(day) }
}

/// Any of these, one a line or with commas between, by the code or a name; what stood there before may stay, known or not. In the order of
/// what is known.
fn several(typed: &str, known: &[[&str; 3]], before: &[String]) -> Result<Vec<String>, FieldError> {
    let mut places = Vec::new();
    let texts = typed.split(['\n', ',', '、']).filter_map(super::parse::line);
    for text in texts {
        match known.iter().position(|names| names.contains(&text.as_str())) {
            Some(place) => places.push((place, known[place][0].to_owned())),
            None if before.contains(&text) => places.push((known.len(), text)),
            None => return Err(FieldError::NotAChoice),
        }
    }
    places.sort();
    places.dedup();
    Ok(places.into_iter().map(|(_, code)| code).collect())
}
