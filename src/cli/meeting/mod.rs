//! `renkei meeting`: the meeting log. To look at it leaves a line in the audit, for minutes may speak of cases.

mod issues;
mod pasted;

use serde_json::{Value, json};

use crate::cli::args::{self, MeetingVerb};
use crate::cli::card::{facts_of, refused};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::episode::flow;
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{self, Meeting, MeetingKind, minutes};
use crate::domain::task::{Done, Origin, TaskState};
use crate::domain::text::clean_line;
use crate::domain::{MeetingId, Task};
use crate::form::{self, Described, MeetingField, NoNames};
use crate::model::Casebook;
use crate::model::casebook::ActionRow;
use crate::port::Put;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record, Store};
use crate::words::{Language, Words};

pub fn run(cx: &Context, args: &args::Meeting) -> Outcome {
    match &args.verb {
        MeetingVerb::List(args) => list(cx, args),
        MeetingVerb::Show(args) => show(cx, args),
        MeetingVerb::Add(args) => add(cx, args),
        MeetingVerb::Write(args) => write(cx, args),
        MeetingVerb::Done(args) => done(cx, args),
        MeetingVerb::Issues(args) => issues::run(cx, args),
    }
}

/// The newest first; exit code 3 where there is none.
fn list(cx: &Context, args: &args::MeetingList) -> Outcome {
    let kind = args.kind.as_deref().map(|code| known_kind(cx, code)).transpose()?;
    let query = args.query.as_deref().map(|source| cx.piped(source)).transpose()?.unwrap_or_default();
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let mut meetings = book.logbook().find(&query);
    meetings.retain(|meeting| {
        let count = book.meeting_count(meeting);
        kind.is_none_or(|kind| meeting.kind == kind.code)
            && args.year.is_none_or(|year| meeting.on.is_in(FiscalYear(year)))
            && (!args.open || count.open > 0 || count.without_action > 0)
    });
    viewed(cx, &*store, &meetings, "meeting list")?;
    if args.json {
        let items: Vec<Value> = meetings.iter().map(|meeting| item(&book, meeting)).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let text: String = meetings.iter().map(|meeting| row(cx.words, &book, meeting)).collect();
        out::text(cx.words, &text)?;
    }
    Ok(if meetings.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// A line that somebody looked at them. Without it nothing is shown.
fn viewed(cx: &Context, store: &dyn Store, meetings: &[&Meeting], note: &str) -> Result<(), Failure> {
    let seen = meetings.iter().map(|meeting| AuditRecord::seen(EntityKind::Meeting, meeting.id.to_bytes()));
    cx.viewed(store, seen.collect(), note)
}

fn known_kind(cx: &Context, code: &str) -> Result<&'static MeetingKind, Failure> {
    meeting::kind(code).ok_or_else(|| {
        let known: Vec<&str> = meeting::kinds().iter().map(|kind| kind.code).collect();
        Failure::new(Exit::Usage, cx.words.say("cli.meeting.unknown_kind", &[("known", &known.join(" "))]))
    })
}

fn kind_name(words: &Words, meeting: &Meeting) -> String {
    let name = |kind: &MeetingKind| if words.language() == Language::Ja { kind.ja } else { kind.en };
    meeting::kind(&meeting.kind).map_or_else(|| clean_line(&meeting.kind), |kind| name(kind).to_owned())
}

fn item(book: &Casebook, meeting: &Meeting) -> Value {
    let count = book.meeting_count(meeting);
    json!({
        "id": meeting.id.to_string(), "kind": meeting.kind, "number": meeting.number, "title": meeting.title,
        "on": meeting.on.to_string(), "issues": count.issues, "without_action": count.without_action,
        "actions": count.actions, "open_actions": count.open, "scenes": meeting.scenes, "projects": meeting.projects,
        "publicity": meeting.publicity, "fictional": meeting.fictional,
    })
}

/// `id  2026-06-10  事業者の集い 2  title  論3 (対応なし1) 対応2 (未1)`
fn row(words: &Words, book: &Casebook, meeting: &Meeting) -> String {
    let count = book.meeting_count(meeting);
    let on = if meeting.on.to_string().is_empty() { "--".to_owned() } else { meeting.on.to_string() };
    let counts = words.say(
        "cli.meeting.counts",
        &[
            ("issues", &count.issues),
            ("without", &count.without_action),
            ("actions", &count.actions),
            ("open", &count.open),
        ],
    );
    let number = meeting.number.map(|number| format!(" {number}")).unwrap_or_default();
    let kind = format!("{}{number}", kind_name(words, meeting));
    [meeting.id.to_string(), on, kind, clean_line(&meeting.title), counts].join("  ") + "\n"
}

/// Field by field, what was said, and how far each action is.
fn show(cx: &Context, args: &args::MeetingShow) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let meeting = found(cx, &*store, &book, &args.id)?;
    viewed(cx, &*store, &[meeting], "meeting show")?;
    let actions = book.actions(meeting);
    if args.json {
        let mut item = serde_json::to_value(meeting).unwrap_or_default();
        if let Some(map) = item.as_object_mut() {
            map.remove("rev");
            map.insert("actions".to_owned(), actions.iter().map(action_item).collect());
        }
        out::json(cx.words, &item)?;
    } else {
        out::text(cx.words, &page(cx.words, meeting, &actions))?;
    }
    Ok(Exit::Ok)
}

fn action_item(action: &ActionRow<'_>) -> Value {
    let state = action.task.map(|task| match &task.state {
        TaskState::Open => "open",
        TaskState::Done(_) => "done",
        TaskState::NotNeeded { .. } => "not_needed",
    });
    json!({
        "task": action.line.task.map(|id| id.to_string()), "issue": action.issue, "text": action.line.text, "who": action.line.who,
        "due": action.line.due, "state": state, "done_on": action.task.and_then(Task::done).map(|done| done.on),
    })
}

fn page(words: &Words, meeting: &Meeting, actions: &[ActionRow<'_>]) -> String {
    let record = Record::from(meeting.clone());
    let mut text = format!("{}\n", meeting.id);
    for field in MeetingField::all().into_iter().filter(|field| *field != MeetingField::Lines) {
        let field = Described::from(field);
        let value = form::value(&record, &field.name).unwrap_or_default();
        if !value.is_empty() {
            let shown = form::shown(&field, &value, words, &NoNames).replace('\n', " / ");
            text += &format!("{}: {shown}\n", field.label.text(words));
        }
    }
    text += &format!("\n{}\n", minutes::written(&meeting.lines));
    if !actions.is_empty() {
        text += "\n";
    }
    for action in actions {
        let state = match action.task.map(|task| &task.state) {
            None => words.get("meeting.state.gone").to_owned(),
            Some(TaskState::Open) => words.get("meeting.state.open").to_owned(),
            Some(TaskState::Done(done)) => words.say("meeting.state.done", &[("day", &done.on)]),
            Some(TaskState::NotNeeded { .. }) => words.get("meeting.state.not_needed").to_owned(),
        };
        let task = action.line.task.map(|id| id.to_string()).unwrap_or_default();
        text += &format!("{task}  {state}  {}\n", clean_line(&action.line.text));
    }
    text
}

fn found<'b>(cx: &Context, store: &dyn Store, book: &'b Casebook, argument: &str) -> Result<&'b Meeting, Failure> {
    let id = MeetingId::from_bytes(cx.record_id(store, EntityKind::Meeting, argument)?);
    book.logbook().meeting(id).ok_or_else(|| cx.no_record(EntityKind::Meeting, argument))
}

/// A new meeting from an object on standard input with the fields of the form, or of minutes that were written elsewhere, or of both. What its kind
/// proposes and nobody says is taken. The id comes out.
fn add(cx: &Context, args: &args::MeetingAdd) -> Outcome {
    let mut given = args.source.as_deref().map(|source| facts_of(cx, cx.piped_object(source)?)).transpose()?;
    if given.is_none() && args.pasted.lines.is_none() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.meeting.nothing_given")));
    }
    let given = given.get_or_insert_default();
    let said = [(MeetingField::Kind, &args.kind), (MeetingField::On, &args.on)];
    given.extend(said.into_iter().filter_map(|(field, text)| Some((field.name().to_owned(), text.clone()?))));
    let pasted = args.pasted.lines.as_deref().map(|file| pasted::read(cx, file)).transpose()?;
    let facts: Vec<(String, String)> = std::mem::take(given)
        .into_iter()
        .map(|(name, text)| match MeetingField::parse(&name) {
            Some(field) => (name, form::spoken(&field.into(), &text)),
            None => (name, text),
        })
        .collect();
    let code = facts.iter().find(|(name, _)| name == MeetingField::Kind.name()).map_or("", |(_, code)| code);
    let kind = known_kind(cx, code)?;
    let store = if args.pasted.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let book = cx.casebook(&*store)?;
    let begun = book.logbook().begin_meeting(kind);
    let meeting = form::meeting_facts(&begun, &facts, cx.now.today()).map_err(|faults| told(cx, faults))?;
    let meeting = match &pasted {
        Some(text) if !pasted::agreed(cx, text, &meeting, (args.pasted.dry_run, args.pasted.yes))? => {
            return Ok(Exit::Ok);
        }
        Some(text) => lines_written(cx, &meeting, text.clone())?,
        None if args.pasted.dry_run => return Ok(Exit::Ok),
        None => meeting,
    };
    let id = meeting.id;
    let puts = book.complete(vec![Put::Save(meeting.into())], cx.words);
    cx.write(&*store, "add", String::new(), puts)?;
    out::text(cx.words, &format!("{id}\n"))?;
    cx.say(cx.words.get("cli.set.done"));
    Ok(Exit::Ok)
}

/// What cannot stand, field by field; never what was typed.
fn told(cx: &Context, faults: form::Faults) -> Failure {
    let faults: Vec<(String, String)> = faults.into_iter().map(|(field, error)| (field, error.key())).collect();
    refused(cx, &faults)
}

/// The text of what was said, written anew: its actions keep their tasks.
fn write(cx: &Context, args: &args::MeetingWrite) -> Outcome {
    let text = match (&args.source, &args.pasted.lines) {
        (Some(source), None) => cx.piped(source)?,
        (None, Some(file)) => pasted::read(cx, file)?,
        (Some(_), Some(_)) | (None, None) => {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.meeting.one_source")));
        }
    };
    let store = if args.pasted.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let book = cx.casebook(&*store)?;
    let meeting = found(cx, &*store, &book, &args.id)?;
    let is_asked = args.pasted.lines.is_some() || args.pasted.dry_run;
    if is_asked && !pasted::agreed(cx, &text, meeting, (args.pasted.dry_run, args.pasted.yes))? {
        return Ok(Exit::Ok);
    }
    let meeting = lines_written(cx, meeting, text)?;
    let puts = book.complete(vec![Put::Save(meeting.into())], cx.words);
    let saved = cx.write(&*store, "edit", String::new(), puts)?;
    cx.say(cx.words.get(if saved.group.is_some() { "cli.set.done" } else { "cli.unchanged" }));
    Ok(Exit::Ok)
}

fn lines_written(cx: &Context, meeting: &Meeting, text: String) -> Result<Meeting, Failure> {
    let facts = [(MeetingField::Lines.name().to_owned(), text)];
    form::meeting_facts(meeting, &facts, cx.now.today()).map_err(|faults| told(cx, faults))
}

/// An action of a meeting is done, today, by who says so.
fn done(cx: &Context, args: &args::MeetingDone) -> Outcome {
    let store = cx.open_for_writing()?;
    let task = cx.record(&*store, EntityKind::Task, &args.task, Record::into_task)?;
    if !matches!(task.origin, Origin::Action { .. }) {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.meeting.no_action")));
    }
    if !task.is_open() {
        cx.say(cx.words.get("cli.unchanged"));
        return Ok(Exit::Ok);
    }
    let (on, by) = (cx.now.today(), cx.author().name.clone());
    let task = flow::check(&task, Done { on, at: None, by, evidence: String::new() });
    cx.write(&*store, "check", String::new(), vec![Put::Save(task.into())])?;
    cx.say(cx.words.get("cli.set.done"));
    Ok(Exit::Ok)
}
