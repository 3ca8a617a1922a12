//! What an import of persons would do: the same plan for a dry run and for the real one.

use std::collections::HashMap;

use super::columns::ID;
use super::file::{CardFact, CardFile, CardRow};
use super::known::{Found, Known};
use super::reason::{CardReason, RejectedRow};
use crate::domain::{Person, PersonId};
use crate::exchange::import::fold::fold_name;
use crate::port::Put;

/// Added to the notes instead of taking their place.
pub(super) const MORE_NOTES: &str = "note+";
/// Days that a list says of somebody new only: what is known here of the others is nearer.
const OF_THE_NEW: [&str; 2] = ["created_on", "changed_on"];
/// Whoever was found by these is not spelled anew.
const FOUND_BY: [&str; 2] = ["name", "kana"];

/// Sets facts of a person by the names of the card's fields, by the rules of its form; else what cannot stand, as `(field, key of the words)`.
pub type SetFacts<'a> = dyn Fn(&Person, &[(String, String)]) -> Result<Person, Vec<(String, String)>> + 'a;

/// What is to be written, and what is told of it.
#[derive(Debug, Default)]
pub struct CardPlan {
    pub puts: Vec<Put>,
    pub new: Vec<CardLine>,
    pub changed: Vec<CardLine>,
    /// Rows that say nothing new.
    pub same: usize,
    pub rejected: Vec<RejectedRow>,
    /// Everybody whom the file speaks of and who was there before.
    pub met: Vec<PersonId>,
}

/// A row that is taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardLine {
    pub line: u64,
    pub id: PersonId,
    /// The fields that it says something new of.
    pub fields: Vec<String>,
}

impl CardPlan {
    /// Everybody in the file becomes a person, or is one already.
    pub fn of(file: &CardFile, persons: Vec<Person>, set: &SetFacts<'_>) -> Self {
        let mut plan = Self { rejected: file.rejected.clone(), ..Self::default() };
        let mut known = Known::new(persons);
        // The line on which somebody stood first.
        let mut taken: HashMap<PersonId, u64> = HashMap::new();
        for row in &file.rows {
            if let Err((column, reason)) = plan.take(row, &mut known, &mut taken, set) {
                plan.reject(row, column, reason);
            }
        }
        plan.finished()
    }

    /// Everybody in the file becomes a contact of this person, or is one already.
    pub fn contacts(file: &CardFile, person: &Person, set: &SetFacts<'_>) -> Self {
        let mut plan = Self { rejected: file.rejected.clone(), met: vec![person.id], ..Self::default() };
        let mut changed = person.clone();
        for row in &file.rows {
            match contact(row, &changed, set) {
                Ok((after, _)) if after == changed => plan.same += 1,
                Ok((after, fields)) => {
                    plan.changed.push(CardLine { line: row.line, id: person.id, fields });
                    changed = after;
                }
                Err((column, reason)) => plan.reject(row, column, reason),
            }
        }
        if changed != *person {
            plan.puts.push(Put::Save(changed.into()));
        }
        plan.finished()
    }

    fn take(
        &mut self,
        row: &CardRow,
        known: &mut Known,
        taken: &mut HashMap<PersonId, u64>,
        set: &SetFacts<'_>,
    ) -> Result<(), Fault> {
        if row.text("name").trim().is_empty() {
            return Err((None, CardReason::NoName));
        }
        let blank = Person::new(PersonId::new(), String::new());
        let somebody = set(&blank, &facts(row, &blank, &[])).map_err(|faults| first(row, &faults))?;
        let before = match row.text(ID) {
            "" => match known.find(&somebody) {
                Found::Person(id) => known.get(id).cloned(),
                Found::Nobody => None,
                Found::Doubtful => return Err((None, CardReason::Doubtful)),
                Found::Several => return Err((None, CardReason::SeveralPersons)),
            },
            id => {
                let person = id.parse().ok().and_then(|id| known.get(id)).cloned();
                Some(person.ok_or((None, CardReason::NoSuchPerson))?)
            }
        };
        let id = before.as_ref().map_or(somebody.id, |person| person.id);
        if let Some(line) = taken.insert(id, row.line) {
            taken.insert(id, line);
            return Err((None, CardReason::RowTwice { line }));
        }
        let Some(before) = before else {
            let fields = row.facts.iter().map(|fact| fact.field.clone()).filter(|field| field != ID);
            self.new.push(CardLine { line: row.line, id, fields: fields.collect() });
            known.add(somebody.clone());
            self.puts.push(Put::Save(somebody.into()));
            return Ok(());
        };
        self.met.push(id);
        let mut facts = facts(row, &before, &OF_THE_NEW);
        if row.text(ID).is_empty() {
            facts.retain(|(field, _)| !FOUND_BY.contains(&field.as_str()));
        }
        let after = set(&before, &facts).map_err(|faults| first(row, &faults))?;
        if after == before {
            self.same += 1;
        } else {
            let fields = told(&before, &facts, set);
            self.changed.push(CardLine { line: row.line, id, fields });
            self.puts.push(Put::Save(after.into()));
        }
        Ok(())
    }

    fn reject(&mut self, row: &CardRow, column: Option<String>, reason: CardReason) {
        self.rejected.push(RejectedRow { line: row.line, column, reason, cells: row.cells.clone() });
    }

    fn finished(mut self) -> Self {
        self.rejected.sort_by_key(|row| row.line);
        self
    }
}

/// The column and why.
type Fault = (Option<String>, CardReason);

/// What the row says, as the form's fields take it.
fn facts(row: &CardRow, person: &Person, without: &[&str]) -> Vec<(String, String)> {
    let wanted = row.facts.iter().filter(|fact| fact.field != ID && !without.contains(&fact.field.as_str()));
    wanted
        .map(|fact| match fact.field.as_str() {
            MORE_NOTES => ("note".to_owned(), with_note(&person.note, &fact.text)),
            field => (field.to_owned(), fact.text.clone()),
        })
        .collect()
}

/// The notes with one more, unless it stands there.
fn with_note(notes: &str, more: &str) -> String {
    match notes {
        "" => more.to_owned(),
        notes if notes.contains(more) => notes.to_owned(),
        notes => format!("{notes}\n{more}"),
    }
}

/// The facts that change the person, by name.
fn told(person: &Person, facts: &[(String, String)], set: &SetFacts<'_>) -> Vec<String> {
    let changes =
        |fact: &&(String, String)| set(person, std::slice::from_ref(*fact)).is_ok_and(|after| after != *person);
    facts.iter().filter(changes).map(|(field, _)| field.clone()).collect()
}

/// The first thing that cannot stand, with its heading.
fn first(row: &CardRow, faults: &[(String, String)]) -> Fault {
    let Some((field, key)) = faults.first() else { return (None, CardReason::NoName) };
    let column = row.facts.iter().find(|fact| fact.field == *field || *field == "note" && fact.field == MORE_NOTES);
    (column.map(|fact: &CardFact| fact.column.clone()), CardReason::Field(key.clone()))
}

/// The person with somebody as a contact: the one of that name, else in the next place.
fn contact(row: &CardRow, person: &Person, set: &SetFacts<'_>) -> Result<(Person, Vec<String>), Fault> {
    let name = row.text("name");
    if name.trim().is_empty() {
        return Err((None, CardReason::NoName));
    }
    let contacts = &person.card.contacts;
    let mut there = (1..).zip(contacts).filter(|(_, contact)| fold_name(&contact.name) == fold_name(name));
    let (place, notes) = match (there.next(), there.next()) {
        (Some((place, contact)), None) => (place, contact.note.as_str()),
        (None, _) => (contacts.len() + 1, ""),
        (Some(_), Some(_)) => return Err((None, CardReason::Doubtful)),
    };
    let mut facts = Vec::new();
    for fact in &row.facts {
        let (field, text) = match fact.field.as_str() {
            // Spelled as it stands there.
            "name" => ("name", contacts.get(place - 1).map_or(&fact.text, |known| &known.name).clone()),
            MORE_NOTES => ("note", with_note(notes, &fact.text)),
            field => (field, fact.text.clone()),
        };
        facts.push((format!("contact{place}.{field}"), text));
    }
    let after = set(person, &facts).map_err(|faults| match faults.first() {
        Some((_, key)) if key == "form.error.unknown_field" => (None, CardReason::NoPlace),
        _ => first(row, &faults.iter().map(|(field, key)| (unplaced(field), key.clone())).collect::<Vec<_>>()),
    })?;
    let fields = told(person, &facts, set);
    Ok((after, fields))
}

/// `contact2.mobile` as the row calls it.
fn unplaced(field: &str) -> String {
    field.split_once('.').map_or(field, |(_, field)| field).to_owned()
}
