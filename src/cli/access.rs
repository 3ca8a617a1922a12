//! `renkei access`: who opened, copied or took out whose record, month by month; and that somebody has looked it over (安全管理GL: 月1回の点検).

use jiff::civil::Date;
use serde_json::{Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::permission::Area;
use crate::port::access_month::AccessMonth;
use crate::port::audit::{AuditEntry, id_of};
use crate::port::store::EntityKind;

/// Lists, or writes down that the month was looked over.
pub fn run(cx: &Context, args: &args::Access) -> Outcome {
    let month = month(cx, args.month.as_deref())?;
    let store = if args.reviewed { cx.open_for_writing()? } else { cx.look()? };
    if args.reviewed {
        cx.admit(&*store, Area::Members)?;
    }
    let person = match &args.person {
        Some(id) => Some(id_of(cx.record_id(&*store, EntityKind::Person, id)?)),
        None => None,
    };
    let zone = cx.now.wall.time_zone();
    let accesses = AccessMonth::read(&*store, month, zone).map_err(|error| cx.store_failure(&error))?;
    let local = |line: &AuditEntry| line.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    if args.reviewed {
        let line = accesses.review(cx.author().clone(), cx.now.wall.timestamp());
        store.witness(line).map_err(|error| cx.store_failure(&error))?;
        cx.say(cx.words.get("cli.access.kept"));
    }
    for review in &accesses.reviews {
        cx.say(&cx.words.say("cli.access.was_reviewed", &[("at", &local(review)), ("who", &review.author.name)]));
    }
    // By everybody's lines: many in an hour are many whosever they are.
    let AccessMonth { mut lines, standing_out, .. } = accesses;
    if let Some(id) = &person {
        lines.retain(|line| line.records.iter().any(|record| record.id == *id));
    }
    if args.json {
        let item = |line: &AuditEntry| {
            let persons: Vec<&str> = line.records.iter().map(|record| record.id.as_str()).collect();
            json!({ "seq": line.seq, "at": line.at.to_string(), "who": line.author.name, "action": line.action,
                    "persons": persons, "count": line.count, "note": line.note,
                    "stands_out": standing_out.contains_key(&line.seq), "why": standing_out.get(&line.seq).map(ToString::to_string) })
        };
        let items: Vec<Value> = lines.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let mut text = String::new();
        for line in &lines {
            let why = standing_out.get(&line.seq);
            let why = why.map(|why| cx.words.get(&format!("access.why.{why}")).to_owned()).unwrap_or_default();
            let whom = match line.records.as_slice() {
                [one] if line.count <= 1 => one.id.clone(),
                several => cx
                    .words
                    .say("cli.access.persons", &[("n", &several.len().max(usize::try_from(line.count).unwrap_or(0)))]),
            };
            text += format!("{}  {}  {}  {whom}  {}  {why}", local(line), line.author.name, line.action, line.note)
                .trim_end();
            text.push('\n');
        }
        out::text(cx.words, &text)?;
    }
    Ok(if lines.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn month(cx: &Context, text: Option<&str>) -> Result<Date, Failure> {
    let Some(text) = text else { return Ok(cx.now.today().first_of_month()) };
    format!("{text}-01").parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.access.bad_month")))
}
