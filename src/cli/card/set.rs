//! `renkei card set`, `renkei card add`: the fields of the form of the card, one undo.

use super::facts::{self, FactSetter};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::{Person, PersonId};
use crate::form::{BackupField, CardField, KeepingField, KitField, PersonField};
use crate::port::Put;
use crate::port::store::{EntityKind, Record};

pub(super) fn set(cx: &Context, args: &args::CardSet) -> Outcome {
    let given = given(cx, &args.facts)?;
    let store = cx.open_for_writing()?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let setter = FactSetter::new(cx, &*store)?;
    let changed = setter.set(&person, &given).map_err(|faults| facts::refused(cx, &faults))?;
    if changed == person {
        cx.say(cx.words.get("cli.unchanged"));
        return Ok(Exit::Ok);
    }
    cx.write(&*store, "edit", String::new(), vec![Put::Save(changed.into())])?;
    cx.say(cx.words.get("cli.set.done"));
    Ok(Exit::Ok)
}

/// Somebody new, from an object on standard input. The id comes out.
pub(super) fn add(cx: &Context, args: &args::CardAdd) -> Outcome {
    let given = facts::of_object(cx, cx.piped_object(&args.source)?)?;
    let store = cx.open_for_writing()?;
    let setter = FactSetter::new(cx, &*store)?;
    let blank = Person::new(PersonId::new(), String::new());
    let person = setter.set(&blank, &given).map_err(|faults| facts::refused(cx, &faults))?;
    let id = person.id;
    cx.write(&*store, "add", String::new(), vec![Put::Save(person.into())])?;
    out::text(cx.words, &format!("{id}\n"))?;
    cx.say(cx.words.get("cli.set.done"));
    Ok(Exit::Ok)
}

/// `FIELD=VALUE` for what tells nothing of anybody, `FIELD=` to take a fact away, `FIELD=-` for one that stands on standard input, or `-` for an object there.
fn given(cx: &Context, arguments: &[String]) -> Result<Vec<(String, String)>, Failure> {
    if let [source] = arguments
        && source == "-"
    {
        return facts::of_object(cx, cx.piped_object(source)?);
    }
    let mut given: Vec<(String, String)> = Vec::new();
    let mut piped = false;
    for fact in arguments {
        let Some((field, value)) = fact.split_once('=') else {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.malformed")));
        };
        let known = CardField::parse(field);
        if value == "-" && !std::mem::replace(&mut piped, true) {
            let text = cx.piped(value)?;
            // The line end of an `echo` is not part of it.
            given.push((field.to_owned(), text.trim_end_matches(['\r', '\n']).to_owned()));
        } else if value.is_empty() || known.is_none() || known.is_some_and(tells_nothing) {
            given.push((field.to_owned(), value.to_owned()));
        } else {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.not_in_arguments")));
        }
    }
    Ok(given)
}

/// May its value stand among the arguments, where every account of the machine sees it? Days of keeping and the kit; nothing of body and mind.
const fn tells_nothing(field: CardField) -> bool {
    match field {
        CardField::Kit(field) => !matches!(field, KitField::PlaceNote | KitField::HandedBy),
        CardField::Person(field) => matches!(field, PersonField::ReviewedOn),
        CardField::Backup(field) => matches!(field, BackupField::RegisteredOn | BackupField::ExchangedOn),
        CardField::Keeping(field) => match field {
            KeepingField::CreatedOn | KeepingField::ChangedOn | KeepingField::NextReviewOn => true,
            KeepingField::EmergencyConsentOn | KeepingField::Restricted => true,
            KeepingField::Area | KeepingField::Household | KeepingField::Language | KeepingField::Entry => false,
            KeepingField::CheckedBy | KeepingField::CheckedByPhone | KeepingField::WrittenBy => false,
        },
        CardField::Contact(..) | CardField::Supporter(..) | CardField::Medical(_) => false,
        CardField::Insurance(_) | CardField::Wish(_) | CardField::Passing(_) => false,
    }
}
