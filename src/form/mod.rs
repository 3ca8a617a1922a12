//! Fields and the state of a form: what is typed becomes records to be written, or errors at their fields.
//!
//! A [`Subject`] says which [`Described`] fields a form has and what their text makes of the records. A field has a stable ASCII name, so that
//! drafts, conflicts and histories of all kinds are kept by it, and the screen's form and `renkei set ID FIELD=VALUE` write the same facts by
//! the same rules.

mod acp;
mod admission;
mod answer;
mod card;
mod catalogue;
mod date;
mod described;
mod difference;
mod draft;
mod ending;
mod entry;
mod episode;
mod error;
mod evidence;
mod facility;
mod fact;
mod field;
mod ledger;
mod meeting;
mod merge;
mod parse;
mod person;
mod reading;
mod sending;
mod service;
mod sheet;
mod spoken;
mod subject;
mod survey;
mod talk;
mod task;
mod time;
mod told;
mod value;

use jiff::civil::Date;

pub use acp::{AcpField, TalkFact};
pub use card::{
    BackupField, CallField, CardField, ContactField, InsuranceField, KeepingField, KitField, MedicalField,
    PassingField, SupportField, WishField,
};
pub use catalogue::{Catalogue, Names, NoNames, Profession};
pub use date::{read as read_date, read_birth as read_birth_date, read_due};
pub use described::{Coded, Described, FieldKind, Label, Part};
pub use difference::{Deed, Difference, differences, name, name_of};
pub use draft::{Draft, says_more};
pub use ending::EndingField;
pub use entry::{Entry, edit_request};
pub use episode::EpisodeField;
pub use error::FieldError;
pub use evidence::EvidenceField;
pub use fact::{get, published};
pub use field::{Field, Section};
pub use ledger::{GuideField, PostingField, PublicationField, Scrutiny};
pub use meeting::{MeetingField, readings};
pub use merge::{ChangedBy, Divergence};
pub use person::PersonField;
pub use reading::shown;
pub use sending::{AddressBook, Addressee, Document, SendingField};
pub use service::ServiceField;
pub use spoken::spoken;
pub use subject::{Faults, Subject};
pub use survey::{AnswerWay, SurveyField};
pub use talk::TalkField;
pub use task::TaskField;
pub use time::read as read_time;
pub use value::value;

use crate::domain::Meeting;
use crate::domain::acp::AcpTalk;
use crate::domain::{Facility, Person};

/// Every field of the local layer by its stable name, in the order of the form. `confirmed` alone stands for all groups.
pub fn field_names() -> Vec<String> {
    let mut names: Vec<String> = Field::all().into_iter().map(Field::name).collect();
    names.push("confirmed".to_owned());
    names
}

/// One local fact set as `renkei set` does. See [`local_facts`].
pub fn local_fact(
    facility: &Facility,
    field: &str,
    value: &str,
    today: Date,
    by: Option<&str>,
) -> Result<Facility, FieldError> {
    local_facts(facility, &[(field.to_owned(), value.to_owned())], today, by).map_err(|(_, error)| error)
}

/// Local facts by the names of their fields; an empty value takes the fact away.
///
/// Each group of facts that changed is confirmed `today` by `by`, unless its day is given too (`confirmed.desk=6/12`; `confirmed=today`
/// confirms every group that says something). On an error the name of its field comes back with it and nothing is changed.
pub fn local_facts(
    facility: &Facility,
    facts: &[(String, String)],
    today: Date,
    by: Option<&str>,
) -> Result<Facility, (String, FieldError)> {
    let mut changed = facility.clone();
    let mut days = Vec::new();
    for (name, value) in facts {
        let fault = |error| (name.clone(), error);
        if name == "confirmed" {
            let day = fact::confirmation_day(value, today).map_err(fault)?;
            days.extend(Section::all().into_iter().filter(|s| fact::says_something(facility, *s)).map(|s| (s, day)));
            continue;
        }
        match Field::parse(name).ok_or_else(|| fault(FieldError::UnknownField))? {
            Field::Confirmed(section) => days.push((section, fact::confirmation_day(value, today).map_err(fault)?)),
            field => fact::set(&mut changed, field, value).map_err(fault)?,
        }
    }
    fact::confirm(facility, &mut changed, &days, today, by);
    if changed.name().is_empty() {
        return Err(("name".to_owned(), FieldError::Required));
    }
    Ok(changed)
}

/// Facts of a person and the card by the names of their fields (`contact1.mobile`, `wish.resuscitation`), as the form of the card saves them;
/// an empty value takes the fact away. The card is changed `today` by `by`.
///
/// # Errors
///
/// Every field that cannot stand, with the reason; then nothing is changed.
pub fn card_facts(
    person: &Person,
    facts: &[(String, String)],
    today: Date,
    by: Option<&str>,
) -> Result<Person, Faults> {
    let typed: Vec<(&str, &str)> = facts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    card::facts(person, &typed, today, by)
}

/// Facts of a talk about wishes by the names of its fields (`last_place`, `treatment.drip`); an empty value takes the fact away.
///
/// # Errors
///
/// Every field that cannot stand, with the reason; then nothing is changed.
pub fn talk_facts(talk: &AcpTalk, facts: &[(String, String)], today: Date) -> Result<AcpTalk, Faults> {
    let mut changed = talk.clone();
    let mut faults = Faults::new();
    for (name, text) in facts {
        let set = parse::fits(text)
            .and_then(|()| acp::set(&mut changed, AcpField::parse(name).ok_or(FieldError::UnknownField)?, text, today));
        faults.extend(set.err().map(|error| (name.clone(), error)));
    }
    faults.extend(acp::faults(&changed));
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

/// Facts of a meeting by the names of its fields; an empty value takes the fact away.
///
/// # Errors
///
/// Every field that cannot stand, with the reason; then nothing is changed.
pub fn meeting_facts(meeting: &Meeting, facts: &[(String, String)], today: Date) -> Result<Meeting, Faults> {
    let mut changed = meeting.clone();
    let mut faults = Faults::new();
    for (name, text) in facts {
        let set = match MeetingField::parse(name) {
            Some(field) => meeting::set(&mut changed, field, text, today),
            None => Err(FieldError::UnknownField),
        };
        faults.extend(set.err().map(|error| (name.clone(), error)));
    }
    for (field, error) in meeting::faults(&changed) {
        if faults.iter().all(|(name, _)| name != field.name()) {
            faults.push((field.name().to_owned(), error));
        }
    }
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
