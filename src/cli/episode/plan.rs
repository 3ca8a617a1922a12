//! `renkei episode plan`: what would have to happen by when, from a description alone. Needs no database and writes nothing.

use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out, rules};
use super::description::Description;
use super::json_reader::Wrong;
use crate::domain::Rulebook;
use crate::domain::checklist::Anchor;
use crate::domain::checklist::{DateBasis, Level, Template};
use crate::domain::deadline::{DoneItem, Effect, Planned, Practice, Situation, State, effects, plan, suggests_rush};
use crate::message::{limit, sentence};
use crate::rulebook::duty_name;
use crate::runtime::rulebook::{load, load_from};
use crate::words::Words;

/// A description is some kilobytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads one description or a list of them, and answers with as much.
pub fn run(cx: &Context, args: &args::EpisodePlan) -> Outcome {
    let words = cx.words;
    let loaded = args.rules.as_ref().map_or_else(|| load(&cx.paths), |folder| load_from(std::slice::from_ref(folder)));
    for fault in rules::faults(cx, &loaded) {
        cx.say(&format!("renkei: {fault}"));
    }
    let rulebook = loaded.reading.rulebook;
    let template = match &args.checklist {
        Some(name) => rulebook.template(name),
        None => rulebook.default_template(),
    };
    let usage = |sentence: &str| Failure::new(Exit::Usage, sentence);
    let template = template.ok_or_else(|| usage(words.get("plan.no_checklist")))?;
    let text = input(words, &args.file)?;
    // serde_json would repeat a piece of the text.
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| usage(&words.say("plan.not_json", &[("line", &error.line()), ("column", &error.column())])))?;
    let (list, is_list) = match value {
        Value::Array(list) => (list, true),
        one => (vec![one], false),
    };
    let mut descriptions = Vec::with_capacity(list.len());
    let mut wrong = Vec::new();
    for (n, value) in list.iter().enumerate() {
        let path = if is_list { format!("[{n}]") } else { String::new() };
        let Some(map) = value.as_object() else {
            let path = if path.is_empty() { "description".to_owned() } else { path };
            wrong.push(Wrong::Value { path, wanted: "plan.wanted.object" });
            continue;
        };
        match Description::read(map, &path, &rulebook) {
            Ok(description) => descriptions.push(description),
            Err(more) => wrong.extend(more),
        }
    }
    if !wrong.is_empty() {
        let lines: Vec<String> = wrong.iter().map(|wrong| wrong.sentence(words)).collect();
        return Err(usage(&lines.join("\n")));
    }
    let mut answers: Vec<Value> = descriptions.iter().map(|said| answer(words, said, template, &rulebook)).collect();
    let answer = if is_list { Value::Array(answers) } else { answers.pop().unwrap_or_default() };
    out::json(words, &answer)?;
    Ok(Exit::Ok)
}

fn input(words: &Words, file: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(LARGEST).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LARGEST).read_to_string(&mut text))
    };
    read.map_err(|error| {
        let cause = sentence::cause(words, &error);
        Failure::new(Exit::Usage, words.say("plan.unreadable", &[("cause", &cause)]))
    })?;
    Ok(text)
}

fn answer(words: &Words, said: &Description, template: &Template, rulebook: &Rulebook) -> Value {
    let sending = template.items.iter().find(|item| item.rule.limit.at.anchor == Anchor::SendingOne);
    let done: Vec<DoneItem<'_>> =
        said.sent_on.zip(sending).map(|(on, item)| DoneItem { code: &item.code, on }).into_iter().collect();
    let situation = Situation {
        admitted_at: said.admitted_at,
        planned: said.planned,
        ward: said.ward,
        support_fee: said.support_fee,
        care_level: said.care_level,
        need_on: said.need_on,
        applied_on: said.applied_on,
        decided_on: said.decided_on,
        discharge_planned_on: said.discharge_planned_on,
        transfer_on: said.transfer_on,
        reviewed_on: said.reviewed_on,
        exchanged_on: said.exchanged_on,
        first_sent_on: said.sent_on,
        claimed_this_month: said.claimed_this_month,
        end: said.end,
        done: &done,
        ..Situation::new(said.variant, said.admitted_on)
    };
    let practice = Practice {
        office: &said.office,
        office_known: said.office_known,
        hospital: &said.hospital,
        settings: said.settings,
        ..Practice::of(rulebook)
    };
    let rows = plan(template, &situation, &practice);
    let fee = practice.sending_fee(said.admitted_on);
    let items: Vec<Value> = rows.iter().map(|row| item(words, row, limit::rule(words, row, fee))).collect();
    let moved = said.moved_from.map(|former| {
        // Before it ended, where it ended with a discharge: the real day takes the place of the planned one.
        let end = said.end.filter(|end| !end.reason.is_discharge());
        let before = Situation { discharge_planned_on: former, end, ..situation.clone() };
        effects(&plan(template, &before, &practice), &rows, said.today).iter().map(effect).collect::<Vec<Value>>()
    });
    let mut answer = json!({ "schema": 1, "id": said.id, "items": items, "effects": moved.unwrap_or_default() });
    if suggests_rush(&situation, said.settings) {
        answer["suggest"] = json!("RUSH");
    }
    answer
}

/// A limit as scripts get it, with the rule in words.
pub(super) fn item(words: &Words, row: &Planned<'_>, rule: String) -> Value {
    let state = match row.state {
        State::Dated => "dated",
        State::Undated => "undated",
        State::NotApplicable(_) => "not_applicable",
        State::NotNeeded(_) => "not_needed",
        State::Done(_) => "done",
    };
    let basis = row.basis.map(|basis| match basis {
        DateBasis::System => "制度",
        DateBasis::Guide => "目安",
    });
    let level = row.level.map(|level| match level {
        Level::Required => "required",
        Level::Optional => "optional",
    });
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    put("id", json!(row.item.code));
    put("label", json!(row.label));
    put("due", json!(row.due));
    put("state", json!(state));
    put("kind", json!(duty_name(row.item.duty)));
    put("basis", json!(basis));
    put("rule", json!(rule));
    if row.due.is_some() {
        put("confirmed", json!(row.confirmed));
    }
    put("level", json!(level));
    if let Some(from) = row.from {
        put("from", json!(from));
    }
    if let State::Done(on) = row.state {
        put("done", json!(on));
    }
    if let Some(met) = row.met {
        let met: &'static str = met.into();
        put("met", json!(met));
    }
    if let Some(before) = row.working_day_before {
        put("working_day_before", json!(before));
    }
    if let Some(remark) = row.remark {
        put("remark", json!(limit::remark(words, remark)));
    }
    Value::Object(map)
}

/// A moved limit as scripts get it.
pub(super) fn effect(effect: &Effect<'_>) -> Value {
    let kind: &'static str = effect.kind.into();
    json!({ "id": effect.code, "label": effect.label, "from": effect.from, "to": effect.to, "effect": kind })
}
