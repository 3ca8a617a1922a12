//! `renkei episode set`: dates and variant of a stay, with what that does to its limits; one undo.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::casebook::puts;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out};
use super::description::{SUPPORT_FEES, named, variant};
use super::json_reader::time;
use crate::domain::Episode;
use crate::domain::deadline::Effect;
use crate::domain::episode::flow;
use crate::domain::text::clean_text;
use crate::words::Words;

/// What can be set; the last three are personal and come from standard input.
const FIELDS: [&str; 15] = [
    "admitted_on",
    "admitted_at",
    "need_on",
    "applied_on",
    "discharge_decided_on",
    "discharge_planned_on",
    "discharge_told_on",
    "transfer_on",
    "planned",
    "support_fee",
    "hospital",
    "variant",
    "cause",
    "gap",
    "note",
];

/// What may say something of a person in words: by standard input only.
const PIPED: [&str; 3] = ["cause", "gap", "note"];

pub fn run(cx: &Context, args: &args::EpisodeSet) -> Outcome {
    let mut facts = Vec::new();
    for fact in &args.facts {
        let Some(pair) = fact.split_once('=') else {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.set.malformed")));
        };
        facts.push(pair);
    }
    // Standard input is read once, to its end.
    if facts.iter().filter(|(field, value)| PIPED.contains(field) && value.trim() == "-").count() > 1 {
        return Err(Failure::new(Exit::Usage, cx.words.get("stay.stdin_once")));
    }
    let store = if args.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    let mut changed = stay.clone();
    for (field, value) in facts {
        let value = value.trim();
        if field == "hospital" {
            (changed.hospital, changed.hospital_name) =
                if value.is_empty() { (None, None) } else { cx.hospital(&*store, value)? };
            continue;
        }
        let piped = if PIPED.contains(&field) && !value.is_empty() {
            clean_text(cx.piped(value)?.trim())
        } else {
            value.to_owned()
        };
        apply(cx, &mut changed, field, &piped)?;
    }
    let ends = [changed.discharge_planned_on, changed.discharge_decided_on, changed.transfer_on];
    if ends.into_iter().flatten().any(|day| day < changed.admitted_on) {
        return Err(Failure::new(Exit::Usage, cx.words.get("moving.before_admission")));
    }
    let tasks = book.tasks_of(stay.id);
    let no_checklist = || Failure::new(Exit::Failed, cx.words.get("plan.no_checklist"));
    let template = book.template(stay.template).ok_or_else(no_checklist)?;
    let new = flow::missing(&changed, template, &tasks);
    let moved = book.moves(stay, &changed);
    let offers_rush = book.suggests_rush(&changed);
    if args.json {
        let moved: Vec<Value> = moved.iter().map(super::plan::effect).collect();
        let codes: Vec<&str> = new.iter().filter_map(|task| task.code()).collect();
        let mut answer = json!({ "schema": 1, "stay": stay.id.to_string(), "effects": moved, "added": codes });
        if offers_rush {
            answer["suggest"] = json!("RUSH");
        }
        out::json(cx.words, &answer)?;
    } else {
        out::text(cx.words, &moved.iter().map(|effect| told(cx.words, effect)).collect::<String>())?;
        if offers_rush {
            cx.say(cx.words.get("stay.rush"));
        }
    }
    if args.dry_run {
        return Ok(Exit::Ok);
    }
    let action = if changed.discharge_planned_on == stay.discharge_planned_on { "set_stay" } else { "move_discharge" };
    let saved = cx.write(&*store, action, String::new(), puts(&book, cx.words, changed).0)?;
    cx.say(cx.words.get(if saved.group.is_some() { "cli.set.done" } else { "cli.unchanged" }));
    Ok(Exit::Ok)
}

/// `A03 I  2026-11-22 > 2026-11-25  earlier`
pub(super) fn told(words: &Words, effect: &Effect<'_>) -> String {
    let day = |day: Option<Date>| day.map_or_else(|| words.get("task.undated").to_owned(), |day| day.to_string());
    let label = effect.label.map(|label| format!(" {label}")).unwrap_or_default();
    let kind = words.get(&format!("stay.effect.{}", <&str>::from(effect.kind))).to_owned();
    format!("{}{label}  {} > {}  {kind}\n", effect.code, day(effect.from), day(effect.to))
}

/// An empty value clears what may be empty.
fn apply(cx: &Context, stay: &mut Episode, field: &str, text: &str) -> Result<(), Failure> {
    let day = || if text.is_empty() { Ok(None) } else { cx.day(text).map(Some) };
    let wrong = |wanted: &str| {
        let wanted = cx.words.get(wanted).to_owned();
        Failure::new(Exit::Usage, cx.words.say("plan.wrong.value", &[("path", &field), ("wanted", &wanted)]))
    };
    let kept = || (!text.is_empty()).then(|| text.to_owned());
    let value = Value::from(text);
    match field {
        "admitted_on" => stay.admitted_on = cx.day(text)?,
        "admitted_at" if text.is_empty() => stay.admitted_at = None,
        "admitted_at" => stay.admitted_at = Some(time(&value).ok_or_else(|| wrong("plan.wanted.time"))?),
        "need_on" => stay.need_on = day()?,
        "applied_on" => stay.applied_on = day()?,
        "discharge_decided_on" => stay.discharge_decided_on = day()?,
        "discharge_planned_on" => stay.discharge_planned_on = day()?,
        "discharge_told_on" => stay.discharge_told_on = day()?,
        "transfer_on" => stay.transfer_on = day()?,
        "planned" if text.is_empty() => stay.planned = None,
        "planned" => stay.planned = Some(text.parse().map_err(|_| wrong("plan.wanted.yes_no"))?),
        "support_fee" => {
            stay.support_fee = named(&value, &SUPPORT_FEES).ok_or_else(|| wrong("plan.wanted.support_fee"))?;
        }
        "variant" => {
            let words: Vec<&str> = text.split(['+', ' ', ',']).filter(|word| !word.is_empty()).collect();
            stay.variant = variant(&json!(words)).ok_or_else(|| wrong("plan.wanted.variant"))?;
        }
        "cause" => stay.cause = kept(),
        "gap" => stay.gap = kept(),
        "note" => text.clone_into(&mut stay.note),
        _ => {
            // A field's name is typed by a person, who may have put anything there.
            let known = FIELDS.join(" ");
            return Err(Failure::new(Exit::Usage, cx.words.say("stay.field", &[("known", &known)])));
        }
    }
    Ok(())
}
