//! `renkei set`: local facts of a facility, one undo.

use std::io::Read;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::text::clean_line;
use crate::form;
use crate::port::{Put, Record};

/// Writes all facts of one call as one change.
pub fn run(cx: &Context, args: &args::Set) -> Outcome {
    let mut facts = Vec::new();
    for fact in &args.facts {
        let Some((field, value)) = fact.split_once('=') else {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.set.malformed")));
        };
        let value = if value == "-" { standard_input(cx)? } else { value.to_owned() };
        facts.push((field.to_owned(), value));
    }
    let store = cx.open_for_writing()?;
    let facility = cx.facility(&*store, &args.id)?;
    let changed =
        form::local_facts(&facility, &facts, cx.now.today(), Some(&cx.author().name)).map_err(|(field, fault)| {
            let field = clean_line(&field);
            let fault = cx.words.get(&fault.key()).to_owned();
            let known = form::field_names().join(" ");
            Failure::new(
                Exit::Usage,
                cx.words.say("cli.set.fault", &[("field", &field), ("fault", &fault), ("known", &known)]),
            )
        })?;
    let saved = cx.write(&*store, "edit", String::new(), vec![Put::Save(Record::Facility(changed))])?;
    let key = if saved.group.is_some() { "cli.set.done" } else { "cli.unchanged" };
    cx.say(cx.words.get(key));
    Ok(Exit::Ok)
}

fn standard_input(cx: &Context) -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(1 << 20)
        .read_to_string(&mut text)
        .map_err(|error| Failure::new(Exit::Failed, cx.words.say("cli.stdin", &[("cause", &error)])))?;
    Ok(text)
}
