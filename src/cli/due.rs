//! `renkei due`: what is past and what is coming, for scripts and for a look in the morning.

use jiff::{Span, civil::Date};
use serde_json::{Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::who::Intent;
use crate::domain::Task;
use crate::domain::checklist::DateBasis;
use crate::domain::text::clean_line;
use crate::message::limit;
use crate::model::casebook::{Casebook, Line, Sieve};
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Store};
use crate::rulebook::{duty_name, phase_name};
use crate::words::Words;

/// Exit code 3 where nothing is due.
pub fn run(cx: &Context, args: &args::Due) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let sieve = sieve(cx, &*store, args)?;
    let found = book.board().list(&sieve);
    let rows: Vec<(&Task, &Line)> =
        found.iter().filter_map(|id| Some((book.task(*id)?, book.board().line(*id)?))).collect();
    let text = if args.json {
        let items: Vec<Value> = rows.iter().map(|(task, line)| item(&book, task, line)).collect();
        format!("{}\n", json!({ "schema": 1, "items": items }))
    } else if args.plain {
        rows.iter().map(|(task, line)| plain(&book, task, line)).collect()
    } else {
        if args.names {
            let mut persons: Vec<_> = rows.iter().filter_map(|(task, _)| task.person).collect();
            persons.sort_unstable();
            persons.dedup();
            let seen = persons.into_iter().map(|id| AuditRecord::seen(EntityKind::Person, id.to_bytes())).collect();
            cx.viewed(&*store, seen, "due")?;
        }
        rows.iter().map(|(task, line)| for_people(cx.words, &book, task, line, args.names)).collect()
    };
    if args.json || args.plain {
        out::data(cx.words, text.as_bytes())?;
    } else {
        out::text(cx.words, &text)?;
    }
    if rows.is_empty() {
        cx.say(cx.words.get("due.none"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

fn sieve(cx: &Context, store: &dyn Store, args: &args::Due) -> Result<Sieve, Failure> {
    let mut sieve = Sieve { duty_only: args.duty, ..Sieve::default() };
    if !args.all {
        sieve.until = Some(cx.now.today().saturating_add(Span::new().days(args.days)));
    }
    if let Some(hospital) = &args.hospital {
        let (id, name) = cx.hospital(store, hospital)?;
        sieve.hospital = id.map(|id| id.to_string()).or(name);
    }
    if args.mine {
        cx.identify(store, Intent::Reading)?;
        sieve.assignee = Some(cx.author().name.clone());
    }
    Ok(sieve)
}

const fn basis(line: &Line) -> &'static str {
    match line.basis {
        DateBasis::System => "制度",
        DateBasis::Guide => "目安",
    }
}

fn urgency(line: &Line, today: Date) -> &'static str {
    match line.due {
        None => "undated",
        Some(due) if due < today => "overdue",
        Some(due) if due == today => "today",
        Some(_) => "coming",
    }
}

/// No name in it: scripts join by the ids.
fn item(book: &Casebook, task: &Task, line: &Line) -> Value {
    json!({
        "task": task.id.to_string(),
        "stay": task.episode.map(|id| id.to_string()),
        "person": task.person.map(|id| id.to_string()),
        "urgency": urgency(line, book.today()),
        "days_left": line.days_left(book.today()),
        "due": line.due,
        "from": line.from,
        "basis": basis(line),
        "kind": duty_name(line.duty),
        "code": task.code(),
        "label": line.label,
        "phase": line.phase.map(phase_name),
        "text": task.code().map(|_| book.text_of(task)),
        "assignee": task.assignee,
        "confirmed": line.confirmed,
    })
}

/// `urgency due basis code assignee stay person text`, tab separated.
fn plain(book: &Casebook, task: &Task, line: &Line) -> String {
    let cells = [
        urgency(line, book.today()).to_owned(),
        line.due.map(|due| due.to_string()).unwrap_or_default(),
        basis(line).to_owned(),
        task.code().unwrap_or_default().to_owned(),
        clean_line(task.assignee.as_deref().unwrap_or_default()),
        task.episode.map(|id| id.to_string()).unwrap_or_default(),
        task.person.map(|id| id.to_string()).unwrap_or_default(),
        clean_line(task.code().map(|_| book.text_of(task)).unwrap_or_default()),
    ];
    format!("{}\n", cells.join("\t"))
}

/// `超過3日 2026-11-19迄 A03 II ...`. What was written down by hand may name somebody, so it is shown only where names are.
fn for_people(words: &Words, book: &Casebook, task: &Task, line: &Line, names: bool) -> String {
    let urgent = limit::left(words, line.days_left(book.today()));
    let due = line.due.map(|due| {
        let key = if line.basis == DateBasis::System { "task.by" } else { "task.about" };
        words.say(key, &[("day", &due)])
    });
    let what = match task.code() {
        None if !names => words.get("due.by_hand"),
        Some(_) | None => book.text_of(task),
    };
    let person = task.person.filter(|_| names).and_then(|id| book.person(id));
    let cells = [
        Some(urgent),
        due,
        task.code().map(str::to_owned),
        line.label.as_deref().map(str::to_owned),
        person.map(|person| words.say("task.person", &[("name", &person.name)])),
        Some(what.to_owned()),
        task.assignee.clone(),
        task.episode.map(|id| id.to_string()),
    ];
    let cells: Vec<String> = cells.into_iter().flatten().map(|cell| clean_line(&cell)).collect();
    format!("{}\n", cells.join("  "))
}
