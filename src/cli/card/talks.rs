//! `renkei card talks`, `renkei card talk -`: what a person wants, talk by talk.

use serde_json::{Value, json};

use super::{facts, opening};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::episode::json_reader::Wrong;
use crate::cli::exit::Exit;
use crate::cli::failure::Outcome;
use crate::cli::out;
use crate::domain::acp::AcpTalk;
use crate::domain::{AcpTalkId, PersonId};
use crate::form::{self, AcpField, Described, NoNames};
use crate::port::Put;
use crate::port::store::{EntityKind, Record};

/// The newest first.
pub(super) fn list(cx: &Context, args: &args::CardTalks) -> Outcome {
    let store = cx.look()?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let mut talks: Vec<AcpTalk> = cx.records(&*store, EntityKind::AcpTalk, Record::into_acp_talk)?;
    talks.retain(|talk| talk.person == person.id);
    talks.sort_by_key(|talk| std::cmp::Reverse((talk.on, talk.id)));
    opening::opened(cx, &*store, &person, args.reason.as_deref(), "card talks")?;
    if args.json {
        let item = |talk: &AcpTalk| {
            let mut item = serde_json::to_value(talk).unwrap_or_default();
            if let Some(map) = item.as_object_mut() {
                map.remove("rev");
            }
            item
        };
        let items: Vec<Value> = talks.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        out::text(cx.words, &talks.iter().map(|talk| text(cx, talk)).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(if talks.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// What was said, field by field.
fn text(cx: &Context, talk: &AcpTalk) -> String {
    let record = Record::from(talk.clone());
    let mut text = format!("{}\n", talk.id);
    for field in AcpField::all() {
        let field = Described::from(field);
        let value = form::value(&record, &field.name).unwrap_or_default();
        if !value.is_empty() {
            let shown = form::shown(&field, &value, cx.words, &NoNames).replace('\n', " / ");
            text += &format!("  {}: {shown}\n", field.label.text(cx.words));
        }
    }
    text
}

/// A new talk from an object on standard input: `person` (the id), and the fields of the form. The id comes out.
pub(super) fn add(cx: &Context, args: &args::CardTalk) -> Outcome {
    let mut given = cx.piped_object(&args.source)?;
    let store = cx.open_for_writing()?;
    let person = given.shift_remove("person").and_then(|id| id.as_str().map(str::to_owned));
    let missing = |path: &str| cx.wrong(&[Wrong::Missing { path: path.to_owned() }]);
    let person =
        cx.record(&*store, EntityKind::Person, &person.ok_or_else(|| missing("person"))?, Record::into_person)?;
    let facts = facts::of_object(cx, given)?;
    if facts.iter().all(|(field, _)| field != "on") {
        return Err(missing("on"));
    }
    let facts: Vec<(String, String)> = facts
        .into_iter()
        .map(|(name, text)| match AcpField::parse(&name) {
            Some(field) => (name, form::spoken(&field.into(), &text)),
            None => (name, text),
        })
        .collect();
    let today = cx.now.today();
    let talk = AcpTalk::new(AcpTalkId::new(), PersonId::from_bytes(person.id.to_bytes()), today);
    let talk = form::talk_facts(&talk, &facts, today).map_err(|faults| {
        let faults: Vec<_> = faults.into_iter().map(|(field, error)| (field, error.key())).collect();
        facts::refused(cx, &faults)
    })?;
    let id = talk.id;
    cx.write(&*store, "add", String::new(), vec![Put::Save(talk.into())])?;
    out::text(cx.words, &format!("{id}\n"))?;
    cx.say(cx.words.get("cli.set.done"));
    Ok(Exit::Ok)
}
