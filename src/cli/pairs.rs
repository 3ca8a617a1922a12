//! `renkei doubts`, `renkei merge A B`, `renkei split ID`: pairs that may be one facility.

use serde_json::json;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::text::clean_line;
use crate::domain::{Doubt, Facility};
use crate::exchange::export;
use crate::exchange::import::{self, SplitError};
use crate::port::store;
use crate::port::store::{EntityKind, Record, Store};

/// The pairs that wait for a person.
pub fn doubts(cx: &Context, args: &args::Doubts) -> Outcome {
    let store = cx.look()?;
    let waiting: Vec<Doubt> = all(cx, &*store)?.into_iter().filter(|doubt| doubt.verdict.is_none()).collect();
    let mut items = Vec::new();
    let mut text = String::new();
    for doubt in &waiting {
        let side = |id| store::facility(&*store, id).map_err(|error| cx.store_failure(&error));
        let (a, b) = (side(doubt.a)?, side(doubt.b)?);
        if args.json {
            items.push(json!({
                "id": doubt.id.to_string(),
                "reason": doubt.reason.to_string(),
                "found_on": doubt.found_on.to_string(),
                "a": { "id": doubt.a.to_string(), "name": a.as_ref().map(name) },
                "b": { "id": doubt.b.to_string(), "name": b.as_ref().map(name) },
            }));
        } else {
            text += &format!("{}\n", cx.words.get(&format!("doubt.{}", doubt.reason)));
            for (id, facility) in [(doubt.a, &a), (doubt.b, &b)] {
                text += &format!("  {id}  {}\n", facility.as_ref().map(describe).unwrap_or_default());
            }
        }
    }
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        out::text(cx.words, &text)?;
        cx.say(&cx.words.say("cli.doubts.count", &[("n", &waiting.len())]));
    }
    Ok(if waiting.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// Makes one facility of two.
pub fn merge(cx: &Context, args: &args::Merge) -> Outcome {
    let store = cx.open_for_writing()?;
    let a = cx.facility(&*store, &args.a)?;
    let b = cx.facility(&*store, &args.b)?;
    if a.id == b.id {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.merge.same")));
    }
    let label = |field: &str| export::fact_label(cx.words, field);
    let puts = import::merge(a, b, &all(cx, &*store)?, &label);
    let saved = cx.write(&*store, "merge", String::new(), puts)?;
    cx.say(&cx.words.say("cli.merge.done", &[("group", &saved.group.map_or(0, |g| g.0))]));
    Ok(Exit::Ok)
}

/// Parts a merged facility.
pub fn split(cx: &Context, args: &args::Split) -> Outcome {
    let store = cx.open_for_writing()?;
    let facility = cx.facility(&*store, &args.id)?;
    let puts = import::split(facility, &all(cx, &*store)?, cx.now.today()).map_err(|error| match error {
        SplitError::OnePart => Failure::new(Exit::NotFound, cx.words.get("cli.split.one")),
    })?;
    let saved = cx.write(&*store, "split", String::new(), puts)?;
    cx.say(&cx.words.say("cli.split.done", &[("group", &saved.group.map_or(0, |g| g.0))]));
    Ok(Exit::Ok)
}

fn all(cx: &Context, store: &dyn Store) -> Result<Vec<Doubt>, Failure> {
    let mut doubts = Vec::new();
    store
        .scan(EntityKind::Doubt, &mut |record| {
            if let Record::Doubt(doubt) = record {
                doubts.push(doubt);
            }
        })
        .map_err(|error| cx.store_failure(&error))?;
    Ok(doubts)
}

fn name(facility: &Facility) -> String {
    clean_line(facility.name())
}

/// Name, address and number, for telling two places apart.
fn describe(facility: &Facility) -> String {
    let address = facility.address().map(|s| clean_line(s.value)).unwrap_or_default();
    let phone = facility.phone().map(|s| clean_line(s.value.display())).unwrap_or_default();
    format!("{}  {address}  {phone}", name(facility))
}
