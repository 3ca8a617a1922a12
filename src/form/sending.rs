//! The record of what was sent to whom: of the fee and of the privacy law in one. FAX goes only to numbers of the register, and the
//! number is read back.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::parse::{code, code_text, date, fits, institution, institution_text, line, time, time_text};
use super::{Described, Entry, FieldError, FieldKind, Label, Part};
use crate::domain::disclosure::{Ground, Receipt, Way};
use crate::domain::{Disclosure, FacilityId, Phone};

/// An institution that something can be sent to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addressee {
    pub id: FacilityId,
    pub name: String,
    pub address: String,
    pub fax: Option<Phone>,
}

/// The institutions of the register, as far as sending needs them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddressBook(pub Arc<[Addressee]>);

impl AddressBook {
    pub fn of(&self, id: FacilityId) -> Option<&Addressee> {
        self.0.iter().find(|addressee| addressee.id == id)
    }
}

/// What is sent, by the stable words of [`Disclosure::document`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Document {
    AdmissionSheet,
    DischargeRecord,
    ConferenceRecord,
    Other,
}

/// A field of the form, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SendingField {
    Document,
    Contents,
    To,
    ToDesk,
    Way,
    ReadBack,
    SentOn,
    SentAt,
    SentPlace,
    SentBy,
    ConsentOn,
    Reason,
    ReceiptOn,
    ReceiptAt,
    ReceiptBy,
}

impl SendingField {
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Document | Self::Contents | Self::To | Self::ToDesk | Self::Way | Self::ReadBack => "sending",
            Self::SentOn | Self::SentAt | Self::SentPlace | Self::SentBy => "sending",
            Self::ConsentOn | Self::Reason => "ground",
            Self::ReceiptOn | Self::ReceiptAt | Self::ReceiptBy => "receipt",
        }
    }
}

impl From<SendingField> for Described {
    fn from(field: SendingField) -> Self {
        let kind = match field {
            SendingField::Document => FieldKind::choice::<Document>("document", false),
            SendingField::Way => FieldKind::choice::<Way>("way", false),
            SendingField::To => FieldKind::Institution(&[]),
            SendingField::ReadBack => FieldKind::Phone,
            SendingField::SentOn | SendingField::ConsentOn | SendingField::ReceiptOn => FieldKind::Date,
            SendingField::SentAt | SendingField::ReceiptAt => FieldKind::Time,
            SendingField::Contents | SendingField::ToDesk | SendingField::SentPlace => FieldKind::Line,
            SendingField::SentBy | SendingField::Reason | SendingField::ReceiptBy => FieldKind::Line,
        };
        let label = Label::Key(format!("form.sending.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of(field.part()), group: None }
    }
}

pub(super) fn get(sent: &Disclosure, field: SendingField) -> String {
    let known = sent.rev > 0;
    let receipt = sent.receipt.as_ref();
    match field {
        SendingField::Document => sent.document.clone(),
        SendingField::Contents => sent.contents.clone(),
        SendingField::To => institution_text(sent.to, &Some(sent.to_name.clone())),
        SendingField::ToDesk => sent.to_desk.clone(),
        SendingField::Way => code_text(Some(sent.way)),
        SendingField::ReadBack if sent.read_back => {
            sent.number.as_ref().map(|number| number.display().to_owned()).unwrap_or_default()
        }
        SendingField::ReadBack => String::new(),
        SendingField::SentOn if known => sent.at.date().to_string(),
        SendingField::SentAt if known => time_text(Some(sent.at.time())),
        SendingField::SentOn | SendingField::SentAt => String::new(),
        SendingField::SentPlace => sent.place.clone(),
        SendingField::SentBy => sent.by.clone(),
        SendingField::ConsentOn => match sent.ground {
            Ground::Consent(day) => day.to_string(),
            Ground::Reason(_) => String::new(),
        },
        SendingField::Reason => match &sent.ground {
            Ground::Consent(_) => String::new(),
            Ground::Reason(text) => text.clone(),
        },
        SendingField::ReceiptOn => receipt.map(|receipt| receipt.at.date().to_string()).unwrap_or_default(),
        SendingField::ReceiptAt => time_text(receipt.map(|receipt| receipt.at.time())),
        SendingField::ReceiptBy => receipt.map(|receipt| receipt.by.clone()).unwrap_or_default(),
    }
}

/// What was typed, by field.
struct Typed<'a> {
    entries: &'a [Entry],
    today: Date,
}

type Fault = (SendingField, FieldError);

impl Typed<'_> {
    fn text(&self, field: SendingField) -> &str {
        self.entries.iter().find(|entry| entry.name() == field.name()).map_or("", Entry::text)
    }

    fn line(&self, field: SendingField) -> Option<String> {
        line(self.text(field))
    }

    fn date(&self, field: SendingField) -> Result<Option<Date>, Fault> {
        let day = date(self.text(field), self.today).map_err(|error| (field, error))?;
        if day.is_some_and(|day| day > self.today) { Err((field, FieldError::NotYet)) } else { Ok(day) }
    }

    /// A day without a time has that of the record: midnight would be a time that nobody said.
    fn moment(&self, (on, at): (SendingField, SendingField), known: DateTime) -> Result<Option<DateTime>, Fault> {
        let time = time(self.text(at)).map_err(|error| (at, error))?;
        Ok(match (self.date(on)?, time) {
            (None, None) => None,
            (day, time) => Some(day.unwrap_or(self.today).to_datetime(time.unwrap_or(known.time()))),
        })
    }
}

/// The record from what was typed. What a FAX needs is a number of the register and the same number read back.
pub(super) fn sent(
    base: &Disclosure,
    book: &AddressBook,
    entries: &[Entry],
    today: Date,
    by: Option<&str>,
) -> Result<Disclosure, Vec<(String, FieldError)>> {
    let mut errors: Vec<(String, FieldError)> =
        entries.iter().filter_map(|entry| Some((entry.name().to_owned(), fits(entry.text()).err()?))).collect();
    let typed = Typed { entries, today };
    let mut made = base.clone();
    for step in [addressed, dated, grounded, received] {
        if let Err((field, error)) = step(&mut made, book, &typed, by) {
            errors.push((field.name().to_owned(), error));
        }
    }
    if errors.is_empty() { Ok(made) } else { Err(errors) }
}

/// What goes to whom by which way.
fn addressed(made: &mut Disclosure, book: &AddressBook, typed: &Typed<'_>, _: Option<&str>) -> Result<(), Fault> {
    let went = [SendingField::To, SendingField::Way, SendingField::ReadBack];
    let is_known = made.rev > 0 && went.iter().all(|field| typed.text(*field) == get(made, *field));
    let way = code::<Way>(typed.text(SendingField::Way)).map_err(|error| (SendingField::Way, error))?;
    made.way = way.ok_or((SendingField::Way, FieldError::Missing))?;
    made.document = typed.line(SendingField::Document).unwrap_or_else(|| made.document.clone());
    made.contents = typed.line(SendingField::Contents).ok_or((SendingField::Contents, FieldError::Missing))?;
    made.to_desk = typed.line(SendingField::ToDesk).unwrap_or_default();
    made.place = typed.line(SendingField::SentPlace).unwrap_or_default();
    // What was sent went to the name, address and number of that day, whatever the register says since.
    if is_known {
        return Ok(());
    }
    let (to, name) = institution(typed.text(SendingField::To));
    let known = to.and_then(|id| book.of(id));
    made.to = known.map(|known| known.id);
    made.to_name = match known {
        Some(known) => known.name.clone(),
        None => name.ok_or((SendingField::To, FieldError::Missing))?,
    };
    made.to_address = known.map_or_else(|| made.to_address.clone(), |known| known.address.clone());
    if made.way != Way::Fax {
        (made.number, made.read_back) = (None, false);
        return Ok(());
    }
    let fax = known.and_then(|known| known.fax.clone()).ok_or((SendingField::To, FieldError::NoFax))?;
    let read = Phone::parse(typed.text(SendingField::ReadBack));
    if read.is_none_or(|read| read.digits() != fax.digits()) {
        return Err((SendingField::ReadBack, FieldError::NotReadBack));
    }
    (made.number, made.read_back) = (Some(fax), true);
    Ok(())
}

fn dated(made: &mut Disclosure, _: &AddressBook, typed: &Typed<'_>, by: Option<&str>) -> Result<(), Fault> {
    let at = typed.moment((SendingField::SentOn, SendingField::SentAt), made.at)?;
    made.at = match at {
        Some(at) => at,
        None if made.rev > 0 => made.at,
        None => typed.today.to_datetime(made.at.time()),
    };
    let by = typed.line(SendingField::SentBy).or_else(|| by.map(str::to_owned));
    made.by = by.filter(|by| !by.is_empty()).ok_or((SendingField::SentBy, FieldError::Missing))?;
    Ok(())
}

/// The consent on record, or a reason in words.
fn grounded(made: &mut Disclosure, _: &AddressBook, typed: &Typed<'_>, _: Option<&str>) -> Result<(), Fault> {
    let consent = typed.date(SendingField::ConsentOn)?;
    made.ground = match (consent, typed.line(SendingField::Reason)) {
        (Some(day), _) => Ground::Consent(day),
        (None, Some(reason)) => Ground::Reason(reason),
        (None, None) => return Err((SendingField::Reason, FieldError::NoGround)),
    };
    Ok(())
}

fn received(made: &mut Disclosure, _: &AddressBook, typed: &Typed<'_>, _: Option<&str>) -> Result<(), Fault> {
    let at = typed.moment((SendingField::ReceiptOn, SendingField::ReceiptAt), made.at)?;
    made.receipt = match (at, typed.line(SendingField::ReceiptBy)) {
        (None, None) => None,
        (Some(_), None) => return Err((SendingField::ReceiptBy, FieldError::Missing)),
        (at, Some(by)) => Some(Receipt { at: at.unwrap_or_else(|| typed.today.to_datetime(made.at.time())), by }),
    };
    Ok(())
}
