//! What a line of the audit says, in the person's language.

use jiff::civil::Date;

use crate::domain::PersonId;
use crate::domain::card::receivers;
use crate::domain::text::clean_line;
use crate::exchange::export::person::called;
use crate::pane::Context;
use crate::port::access::StandsOut;
use crate::port::audit::AuditEntry;
use crate::words::Words;

/// Names that are said in full where one line is about several persons.
const NAMED: usize = 10;

/// `2026年11月`
pub(super) fn month(cx: &Context<'_>, month: Date) -> String {
    cx.words.say("access.month", &[("year", &month.year()), ("month", &month.month())])
}

/// `11/05 23:10`, by the clock of the place.
pub(super) fn at(cx: &Context<'_>, line: &AuditEntry) -> String {
    line.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%m/%d %H:%M").to_string()
}

pub(super) fn who(line: &AuditEntry) -> String {
    clean_line(&line.author.name)
}

/// What was done. A word that only a newer program knows is shown as it is.
pub(super) fn did(words: &Words, line: &AuditEntry) -> String {
    said(words, &format!("access.did.{}", line.action)).unwrap_or_else(|| clean_line(&line.action))
}

pub(super) fn why(words: &Words, why: Option<&StandsOut>) -> String {
    why.map(|why| words.get(&format!("access.why.{why}")).to_owned()).unwrap_or_default()
}

/// The one person by name, as the list of cards shows it; several by their number.
pub(super) fn whom(cx: &Context<'_>, line: &AuditEntry) -> String {
    let persons = persons(line);
    match persons.as_slice() {
        // One of several may be named because the card is restricted.
        [one] if line.count <= 1 => named(cx, one),
        // Facilities, or lines that were looked over.
        [] if line.count == 0 => String::new(),
        [] => cx.words.say("access.things", &[("n", &line.count)]),
        several => {
            let n = several.len().max(usize::try_from(line.count).unwrap_or(0));
            cx.words.say("cli.access.persons", &[("n", &n)])
        }
    }
}

/// Everything that the line says: when, who, what, in which form and to whom, on what ground, whom.
pub(super) fn whole(cx: &Context<'_>, line: &AuditEntry) -> String {
    let persons = persons(line);
    let mut names: Vec<String> = persons.iter().take(NAMED).map(|id| named(cx, id)).collect();
    if persons.len() > NAMED || names.is_empty() {
        names.push(whom(cx, line));
    }
    let parts = [at(cx, line), who(line), did(cx.words, line), note(cx.words, line), names.join("、")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The note in words, as far as it is made of ours: a reason, or a form and a receiver.
fn note(words: &Words, line: &AuditEntry) -> String {
    if line.action == "emergency_open" {
        let reason = said(words, &format!("cards.reason.{}", line.note));
        return reason.unwrap_or_else(|| clean_line(&line.note));
    }
    if let Some(place) = said(words, &format!("access.note.{}", line.note.replace(' ', "_"))) {
        return place;
    }
    let mut parts = line.note.split(' ');
    let form = parts.next().and_then(|form| said(words, &format!("hand_over.form.{form}")));
    let receiver = parts.next().and_then(|code| receivers().iter().find(|one| one.code == code));
    match (form, receiver) {
        (Some(form), Some(receiver)) => format!("{form} > {}", called(receiver, words)),
        (Some(_) | None, _) => clean_line(&line.note),
    }
}

/// A word, where there is one of that key.
fn said(words: &Words, key: &str) -> Option<String> {
    words.find(key).map(str::to_owned)
}

fn persons(line: &AuditEntry) -> Vec<&str> {
    line.records.iter().filter(|record| record.kind == "person").map(|record| record.id.as_str()).collect()
}

/// Restricted or not: the list of cards names everybody, and what they say is not here.
fn named(cx: &Context<'_>, id: &str) -> String {
    let person = uuid_of(id).and_then(|id| cx.casebook.person(id));
    match person {
        Some(person) => cx.words.say("cards.name", &[("name", &clean_line(&person.name))]),
        None => cx.words.get("access.gone").to_owned(),
    }
}

fn uuid_of(id: &str) -> Option<PersonId> {
    id.parse().ok()
}
