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

/// Where the reason is given; beside cards that are handed out another option tells the ground of that.
const OPTION: &str = "--reason";
const OPTION_TO_GIVE: &str = "--open-reason";

/// Writes the line. A restricted card, and any card for a role that has nothing to do with persons, is opened with one of the reasons only; then the
/// line says so.
pub fn opened(
    cx: &Context,
    store: &dyn Store,
    person: &Person,
    reason: Option<&str>,
    note: &str,
) -> Result<(), Failure> {
    let reason = known(cx, reason, OPTION)?;
    let is_closed = is_closed(cx, store, person)?;
    let seen = vec![AuditRecord::seen(EntityKind::Person, person.id.to_bytes())];
    match reason {
        Some(reason) => cx.witness_of_persons(store, "emergency_open", seen, 1, reason.to_owned()),
        None if is_closed => Err(needed(cx, OPTION)),
        None => cx.viewed(store, seen, note),
    }
}

/// The same before cards are handed out, whose own line tells of all others: those that open with a reason only, each by itself.
pub(super) fn opened_to_give(
    cx: &Context,
    store: &dyn Store,
    persons: &[Person],
    reason: Option<&str>,
) -> Result<(), Failure> {
    let reason = known(cx, reason, OPTION_TO_GIVE)?;
    for person in persons {
        if !is_closed(cx, store, person)? {
            continue;
        }
        let seen = vec![AuditRecord::seen(EntityKind::Person, person.id.to_bytes())];
        cx.witness_of_persons(
            store,
            "emergency_open",
            seen,
            1,
            reason.ok_or_else(|| needed(cx, OPTION_TO_GIVE))?.to_owned(),
        )?;
    }
    Ok(())
}

/// The reason, where one is given and is one of ours.
fn known(cx: &Context, reason: Option<&str>, option: &str) -> Result<Option<&'static str>, Failure> {
    let Some(word) = reason else { return Ok(None) };
    let known = OPENING_REASONS.into_iter().find(|known| *known == word);
    let unknown = || Failure::new(Exit::Usage, cx.words.say("cli.card.unknown_opening", &[("option", &option)]));
    known.map(Some).ok_or_else(unknown)
}

/// Something is missing: as with every other option that has to be there.
fn needed(cx: &Context, option: &str) -> Failure {
    Failure::new(Exit::Usage, cx.words.say("cli.card.needs_reason", &[("option", &option)]))
}

/// Does it open with a reason only?
fn is_closed(cx: &Context, store: &dyn Store, person: &Person) -> Result<bool, Failure> {
    Ok(person.card.restricted || is_stranger(cx, store)?)
}

/// Has whoever is at the keyboard a role that has nothing to do with persons?
pub fn is_stranger(cx: &Context, store: &dyn Store) -> Result<bool, Failure> {
    cx.identify(store, Intent::Reading)?;
    let members = who::members(cx, store)?;
    let permitted = Permit::of(&members, cx.author()).and_then(|permit| permit.allows(Area::Persons));
    Ok(matches!(permitted, Err(Denial::Role(Role::Meetings))))
}
