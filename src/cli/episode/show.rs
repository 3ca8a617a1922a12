//! `renkei episode show`: one stay with every item, its limits, the rule that set them, and the proof. Leaves a line in the audit.

use serde_json::{Value, json};

use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Outcome;
use super::super::{args, out};
use crate::domain::checklist::DateBasis;
use crate::domain::deadline::{Planned, Practice, State};
use crate::domain::task::{NotNeeded, TaskState};
use crate::domain::text::clean_line;
use crate::domain::{Task, TaskId};
use crate::message::limit;
use crate::port::audit::AuditRecord;
use crate::port::store::EntityKind;
use crate::words::Words;

pub fn run(cx: &Context, args: &args::EpisodeShow) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    let seen = vec![
        AuditRecord::seen(EntityKind::Episode, stay.id.to_bytes()),
        AuditRecord::seen(EntityKind::Person, stay.person.to_bytes()),
    ];
    cx.viewed(&*store, seen, "episode show")?;
    let rulebook = book.rulebook();
    let fee = Practice::of(rulebook).sending_fee(stay.admitted_on);
    let rows = book.plan(stay);
    let task_of = |row: &Planned<'_>| book.task(TaskId::of_item(stay.id, &row.item.code));
    let by_hand: Vec<&Task> = book.tasks_of(stay.id).into_iter().filter(|task| task.code().is_none()).collect();
    let hospital = cx.hospital_name(&*store, stay)?;
    if args.json {
        let items: Vec<Value> = rows
            .iter()
            .map(|row| {
                let mut item = super::plan::item(cx.words, row, limit::rule(cx.words, row, fee));
                item["text"] = json!(row.item.text);
                item["assignee"] = json!(task_of(row).and_then(|task| task.assignee.as_ref()));
                item["proof"] = json!(task_of(row).map(|task| &task.state));
                item
            })
            .collect();
        let mut answer = serde_json::to_value(stay).unwrap_or_default();
        if let Some(map) = answer.as_object_mut() {
            map.remove("rev");
        }
        answer["schema"] = json!(1);
        answer["hospital_name"] = json!(hospital);
        answer["items"] = json!(items);
        answer["tasks"] = json!(by_hand);
        out::json(cx.words, &answer)?;
        return Ok(Exit::Ok);
    }
    let words = cx.words;
    let name = book.person(stay.person).map(|person| words.say("task.person", &[("name", &person.name)]));
    let mut text = format!(
        "{}  {}\n{}  {}  {}\n",
        stay.id,
        name.unwrap_or_default(),
        words.say("task.admitted", &[("day", &stay.admitted_on)]),
        super::admit::variant_name(stay.variant),
        clean_line(&hospital.unwrap_or_else(|| words.get("task.no_hospital").to_owned())),
    );
    for row in rows.iter().filter(|row| !matches!(row.state, State::NotApplicable(_))) {
        text += &line(words, row, task_of(row), &limit::rule(words, row, fee));
    }
    for task in by_hand {
        text += &format!("{}  {}\n", proof(words, task, None), clean_line(book.text_of(task)));
    }
    out::text(words, &text)?;
    Ok(Exit::Ok)
}

/// The item, its day and whether the day is a limit or advice, how far it is, and in a second line the rule.
fn line(words: &Words, row: &Planned<'_>, task: Option<&Task>, rule: &str) -> String {
    let due = row.due.map_or_else(
        || words.get("task.undated").to_owned(),
        |due| {
            let key = if row.basis == Some(DateBasis::System) { "task.by" } else { "task.about" };
            words.say(key, &[("day", &due)])
        },
    );
    let label = row.label.map(|label| format!(" {label}")).unwrap_or_default();
    let proof = task.map(|task| proof(words, task, Some(row.state))).unwrap_or_default();
    format!("{}{label}  {due}  {proof}  {}\n      {rule}\n", row.item.code, row.item.text)
}

fn proof(words: &Words, task: &Task, state: Option<State>) -> String {
    match &task.state {
        TaskState::Open => match state {
            Some(State::Done(on)) => words.say("task.by_fact", &[("on", &on)]),
            _ => words.get("stay.open").to_owned(),
        },
        TaskState::Done(done) => {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("on", &done.on), ("by", &done.by), ("evidence", &done.evidence)];
            let said = clean_line(&words.say("task.proof", &values));
            format!("{} {said}", words.get("task.done"))
        }
        TaskState::NotNeeded { on, why } => {
            let why = match why {
                NotNeeded::Ended(reason) => words.get(&format!("plan.end.{}", <&str>::from(reason))).to_owned(),
                NotNeeded::Said(why) => clean_line(why),
            };
            words.say("task.because", &[("on", on), ("why", &why)])
        }
    }
}
