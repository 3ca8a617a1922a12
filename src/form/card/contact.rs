//! The fields of somebody to call, by the place in the card's list.

use super::super::parse::{code, code_text, line, phone, phone_text, yes_no, yes_no_text};
use super::super::{FieldError, FieldKind};
use crate::domain::card::{Contact, Lives};
use crate::domain::text::clean_text;

/// So many contacts have a place in the form.
pub(super) const CONTACTS: usize = 6;

/// A field of a contact, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ContactField {
    Name,
    Relation,
    Mobile,
    Home,
    Work,
    Hours,
    Lives,
    Decides,
    Consulted,
    Note,
    /// 順位: another number moves the contact there when the card is saved.
    Order,
}

impl ContactField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Name | Self::Relation => FieldKind::Line,
            Self::Note => FieldKind::Text,
            Self::Mobile | Self::Home | Self::Work => FieldKind::Phone,
            Self::Hours => FieldKind::Hours,
            Self::Lives => FieldKind::choice::<Lives>("lives", true),
            Self::Decides | Self::Consulted => FieldKind::YesNo,
            Self::Order => FieldKind::Number,
        }
    }
}

/// Of the contact in the `n`th place, counted from 1.
pub(super) fn get(contacts: &[Contact], n: usize, field: ContactField) -> String {
    let Some(contact) = n.checked_sub(1).and_then(|at| contacts.get(at)) else { return String::new() };
    match field {
        ContactField::Name => contact.name.clone(),
        ContactField::Relation => contact.relation.clone(),
        ContactField::Mobile => phone_text(&contact.mobile),
        ContactField::Home => phone_text(&contact.home),
        ContactField::Work => phone_text(&contact.work),
        ContactField::Hours => contact.hours.clone(),
        ContactField::Lives => code_text(contact.lives),
        ContactField::Decides => yes_no_text(contact.decides),
        ContactField::Consulted => yes_no_text(contact.consulted),
        ContactField::Note => contact.note.clone(),
        ContactField::Order if contact.is_empty() => String::new(),
        ContactField::Order => n.to_string(),
    }
}

/// Sets a field from typed text; empty text takes the value away. Places before it that nobody has yet are empty until the card is saved.
/// The order is only looked at: see [`in_order`].
pub(super) fn set(contacts: &mut Vec<Contact>, n: usize, field: ContactField, typed: &str) -> Result<(), FieldError> {
    if field == ContactField::Order {
        return place(typed).map(drop);
    }
    if contacts.len() < n {
        contacts.resize(n, Contact::default());
    }
    let Some(contact) = n.checked_sub(1).and_then(|at| contacts.get_mut(at)) else { return Ok(()) };
    let text = || line(typed).unwrap_or_default();
    match field {
        ContactField::Name => contact.name = text(),
        ContactField::Relation => contact.relation = text(),
        ContactField::Mobile => contact.mobile = phone(typed)?,
        ContactField::Home => contact.home = phone(typed)?,
        ContactField::Work => contact.work = phone(typed)?,
        // What cannot be read is kept as it was written, and the form says so.
        ContactField::Hours => contact.hours = text(),
        ContactField::Lives => contact.lives = code(typed)?,
        ContactField::Decides => contact.decides = yes_no(typed)?,
        ContactField::Consulted => contact.consulted = yes_no(typed)?,
        ContactField::Note => contact.note = clean_text(typed),
        ContactField::Order => {}
    }
    Ok(())
}

/// A place in the list as it is typed; `None` where nothing is: the contact stays where it is.
pub(super) fn place(typed: &str) -> Result<Option<usize>, FieldError> {
    let text = super::super::parse::ascii(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let wanted = text.parse::<usize>().ok().filter(|n| (1..=99).contains(n)).ok_or(FieldError::NotANumber)?;
    Ok(Some(wanted))
}

/// The contacts in the order that was typed (`(from, to)`, counted from 1), without the empty ones.
pub(super) fn in_order(contacts: Vec<Contact>, moves: &[(usize, usize)]) -> Vec<Contact> {
    let key = |n: usize| match moves.iter().find(|(from, _)| *from == n) {
        // Before who stands there now, or behind where it goes down.
        Some((_, to)) if *to < n => (*to, 0, n),
        Some((_, to)) if *to > n => (*to, 2, n),
        Some(_) | None => (n, 1, n),
    };
    let mut placed: Vec<_> = contacts.into_iter().enumerate().map(|(at, contact)| (key(at + 1), contact)).collect();
    placed.sort_by_key(|(key, _)| *key);
    placed.into_iter().map(|(_, contact)| contact).filter(|contact| !contact.is_empty()).collect()
}
