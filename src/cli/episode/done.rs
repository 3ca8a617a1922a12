//! `renkei episode done`, `undone`: an item of a stay's checklist is done, with its proof, or open again.

use super::super::args;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use crate::domain::checklist::Duty;
use crate::domain::episode::{Episode, flow};
use crate::domain::task::Done;
use crate::domain::text::clean_line;
use crate::domain::{Task, TaskId};
use crate::model::casebook::Casebook;
use crate::port::Put;
use crate::port::store::Record;

/// A duty wants the evidence that its rule names.
pub fn done(cx: &Context, args: &args::EpisodeDone) -> Outcome {
    let on = args.on.as_deref().map_or_else(|| Ok(cx.now.today()), |text| cx.day(text))?;
    let sources: Vec<&String> = [&args.by, &args.evidence].into_iter().flatten().collect();
    if sources.iter().any(|source| *source != "-") {
        return Err(Failure::new(Exit::Usage, cx.words.get("stay.stdin_only")));
    }
    let piped = if sources.is_empty() { String::new() } else { cx.piped("-")? };
    let (by, evidence) = match (&args.by, &args.evidence) {
        (Some(_), Some(_)) => piped.split_once('\n').unwrap_or((&piped, "")),
        (Some(_), None) => (piped.as_str(), ""),
        (None, _) => ("", piped.as_str()),
    };
    let (by, evidence) = (clean_line(by), clean_line(evidence));
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    let task = task(cx, &book, stay, &args.code)?;
    if on > cx.now.today() {
        return Err(Failure::new(Exit::Usage, cx.words.get("stay.ahead")));
    }
    let item = book.item_of(task).filter(|item| item.duty == Duty::Must && evidence.is_empty());
    if let Some(item) = item {
        let wanted = if item.evidence.is_empty() { &item.due } else { &item.evidence };
        return Err(Failure::new(Exit::Usage, cx.words.say("stay.evidence", &[("wanted", wanted)])));
    }
    let by = if by.is_empty() { cx.author().name.clone() } else { by };
    let changed = flow::check(task, Done { on, at: None, by, evidence });
    save(cx, &*store, "check", changed)
}

pub fn undone(cx: &Context, args: &args::EpisodeUndone) -> Outcome {
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    let task = task(cx, &book, stay, &args.code)?;
    save(cx, &*store, "uncheck", flow::uncheck(task))
}

fn save(cx: &Context, store: &dyn crate::port::Store, action: &str, task: Task) -> Outcome {
    let detail = task.code().unwrap_or_default().to_owned();
    let saved = cx.write(store, action, detail, vec![Put::Save(Record::Task(task))])?;
    cx.say(cx.words.get(if saved.group.is_some() { "cli.set.done" } else { "cli.unchanged" }));
    Ok(Exit::Ok)
}

fn task<'b>(cx: &Context, book: &'b Casebook, stay: &Episode, code: &str) -> Result<&'b Task, Failure> {
    let code = code.to_ascii_uppercase();
    book.task(TaskId::of_item(stay.id, &code)).ok_or_else(|| Failure::new(Exit::NotFound, cx.words.get("stay.no_item")))
}
