//! Opening a card on the command line: a line in the audit first, and a reason where the screen asks for one.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::who::{self, Intent};
use crate::domain::card::OPENING_REASONS;
use crate::domain::permission::{Area, Denial, Permit};
use crate::domain::{Person, Role};
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Store};

/// Writes the line. A restricted card, and any card for a role that has nothing to do with persons, is opened with one of the reasons only; then the
/// line says so.
pub fn opened(
    cx: &Context,
    store: &dyn Store,
    person: &Person,
    reason: Option<&str>,
    note: &str,
) -> Result<(), Failure> {
    let known = reason.map(|word| OPENING_REASONS.into_iter().find(|known| *known == word));
    let reason = match known {
        Some(None) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_opening"))),
        Some(reason) => reason,
        None => None,
    };
    cx.identify(store, Intent::Reading)?;
    let members = who::members(cx, store)?;
    let permitted = Permit::of(&members, cx.author()).and_then(|permit| permit.allows(Area::Persons));
    let is_stranger = matches!(permitted, Err(Denial::Role(Role::Meetings)));
    if reason.is_none() && (person.card.restricted || is_stranger) {
        return Err(Failure::new(Exit::InUse, cx.words.get("cli.card.needs_reason")));
    }
    let seen = vec![AuditRecord::seen(EntityKind::Person, person.id.to_bytes())];
    match reason {
        Some(reason) => cx.witness_of_persons(store, "emergency_open", seen, 1, reason.to_owned()),
        None => cx.viewed(store, seen, note),
    }
}
