//! `list`, `add -` and `answer MEETING LINE -`.

use serde_json::{Map, Value, json};

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::episode::json_reader::Wrong;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::meeting::Mark;
use crate::domain::publication::{Question, circled, kind, next_number};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{MeetingId, Publication, PublicationId, Publicity};
use crate::port::Put;
use crate::port::store::EntityKind;

/// What may be said of a new one; the rest follows or is written by the other verbs.
const FIELDS: [&str; 14] = [
    "kind",
    "series",
    "number",
    "edition",
    "title",
    "body",
    "on",
    "publicity",
    "question",
    "figure",
    "note",
    "source",
    "publishers",
    "scenes",
];

/// By series and number.
pub(super) fn list(cx: &Context, args: &args::PublicationList) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    if let Some(code) = args.kind.as_deref().filter(|code| kind(code).is_none()) {
        return Err(unknown_kind(cx, code));
    }
    let of_kind = |one: &&Publication| args.kind.as_ref().is_none_or(|kind| *kind == one.kind);
    let mut all: Vec<&Publication> = book.logbook().publications().filter(of_kind).collect();
    all.sort_by_key(|one| (one.kind.clone(), one.series.clone(), one.number, one.on, one.sequence, one.id));
    if args.json {
        let items: Vec<Value> = all.iter().map(|one| value(one)).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        out::text(cx.words, &all.iter().map(|one| line(cx, one)).collect::<String>())?;
    }
    if all.is_empty() {
        cx.say(cx.words.get("publication.none"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

fn value(one: &Publication) -> Value {
    let mut value = serde_json::to_value(one).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.shift_remove("rev");
    }
    value
}

fn line(cx: &Context, one: &Publication) -> String {
    let name = kind(&one.kind).map_or(one.kind.as_str(), |kind| kind.short_ja);
    let posted: Vec<String> = one
        .posts
        .iter()
        .map(|post| format!("{} {}", super::release::place_name(cx, &post.place), post.on).trim().to_owned())
        .collect();
    let unanswered = one.question.as_ref().is_some_and(|question| question.answer.is_empty());
    let state = if unanswered { cx.words.get("publication.unanswered").to_owned() } else { posted.join("、") };
    let title = if one.title.is_empty() {
        one.question.as_ref().map(|question| question.asked.clone()).unwrap_or_default()
    } else {
        one.title.clone()
    };
    let number = one.number.map(circled).unwrap_or_default();
    let cells = [one.id.to_string(), format!("{name}{number}"), one.on.to_string(), title, state];
    let cells: Vec<String> = cells.iter().map(|cell| clean_line(cell)).filter(|cell| !cell.is_empty()).collect();
    format!("{}\n", cells.join("  "))
}

/// A new one from an object on standard input. A numbered kind gets the next number of its series where none is given.
pub(super) fn add(cx: &Context, args: &args::PublicationAdd) -> Outcome {
    let given = cx.piped_object(&args.source)?;
    let mut one = read(given).map_err(|faults| cx.wrong(&faults))?;
    let Some(of_kind) = kind(&one.kind) else { return Err(unknown_kind(cx, &one.kind)) };
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let taken = |number| {
        let same = |other: &&Publication| other.kind == one.kind && other.series == one.series;
        book.logbook().publications().filter(same).any(|other| other.number == Some(number))
    };
    if let Some(number) = one.number.filter(|number| taken(*number)) {
        return Err(Failure::new(Exit::Usage, cx.words.say("publication.taken", &[("n", &number)])));
    }
    if of_kind.numbered && one.number.is_none() {
        one.number = Some(next_number(book.logbook().publications(), &one.kind, &one.series));
    }
    save(cx, &*store, one, "add")
}

/// A question of a meeting with its answer. Asked again, the same publication gets the new answer.
pub(super) fn answer(cx: &Context, args: &args::PublicationAnswer) -> Outcome {
    let publicity: Option<Publicity> = match args.publicity.as_deref().map(str::parse) {
        Some(Ok(publicity)) => Some(publicity),
        Some(Err(_)) => return Err(Failure::new(Exit::Usage, cx.words.get("publication.unknown_publicity"))),
        None => None,
    };
    let answer = clean_text(&cx.piped(&args.source)?);
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let id = MeetingId::from_bytes(cx.record_id(&*store, EntityKind::Meeting, &args.meeting)?);
    let log = book.logbook();
    let meeting = log.meeting(id).ok_or_else(|| cx.no_record(EntityKind::Meeting, &args.meeting))?;
    let line = args.line.checked_sub(1).and_then(|at| meeting.lines.get(at));
    let Some(line) = line.filter(|line| line.mark == Mark::Question) else {
        let numbers = meeting.lines.iter().enumerate().filter(|(_, line)| line.mark == Mark::Question);
        let numbers: Vec<String> = numbers.map(|(at, _)| (at + 1).to_string()).collect();
        let sentence = cx.words.say("publication.no_question", &[("lines", &numbers.join(" "))]);
        return Err(Failure::new(Exit::Usage, sentence));
    };
    if let Some(known) = log.question_of(id, &line.text) {
        let mut changed = known.clone();
        let question = changed.question.get_or_insert_default();
        question.answer = answer;
        question.answered_on = Some(cx.now.today());
        changed.publicity = publicity.unwrap_or(changed.publicity);
        // What somebody looked at was another text.
        changed.cleared = None;
        return save(cx, &*store, changed, "edit");
    }
    let series = args.series.as_deref().map(clean_line).unwrap_or_default();
    let one = Publication {
        id: PublicationId::new(),
        kind: "qa".to_owned(),
        number: Some(next_number(log.publications(), "qa", &series)),
        series,
        on: cx.now.today().into(),
        // Asked among partners it is theirs, until somebody says more.
        publicity: publicity.unwrap_or(meeting.publicity),
        question: Some(Question {
            asked: line.text.clone(),
            answered_on: (!answer.is_empty()).then(|| cx.now.today()),
            answer,
            by: String::new(),
        }),
        meeting: Some(id),
        scenes: meeting.scenes.clone(),
        projects: meeting.projects.clone(),
        ..Publication::default()
    };
    save(cx, &*store, one, "add")
}

fn save(cx: &Context, store: &dyn crate::port::store::Store, one: Publication, action: &str) -> Outcome {
    let (id, number) = (one.id, one.number);
    cx.write(store, action, String::new(), vec![Put::Save(one.into())])?;
    out::text(cx.words, &format!("{id}\n"))?;
    if let Some(number) = number {
        cx.say(&cx.words.say("publication.numbered", &[("n", &circled(number))]));
    }
    Ok(Exit::Ok)
}

fn unknown_kind(cx: &Context, code: &str) -> Failure {
    let codes: Vec<&str> = crate::domain::publication::kinds().iter().map(|kind| kind.code).collect();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("kind", &clean_line(code)), ("kinds", &codes.join(" "))];
    Failure::new(Exit::Usage, cx.words.say("publication.unknown_kind", &values))
}

/// Each field by itself, so that what is wrong is told by its name and never by what stands in it.
fn read(given: Map<String, Value>) -> Result<Publication, Vec<Wrong>> {
    let mut faults = Vec::new();
    let mut one = Publication { id: PublicationId::new(), ..Publication::default() };
    for (path, value) in given {
        if !FIELDS.contains(&path.as_str()) && path != "projects" {
            faults.push(Wrong::Unknown { path });
            continue;
        }
        let mut whole = serde_json::to_value(&one).unwrap_or_default();
        whole[&path] = cleaned(value);
        match serde_json::from_value::<Publication>(whole) {
            Ok(changed) => one = changed,
            Err(_) => faults.push(Wrong::Value { path, wanted: "plan.wanted.field" }),
        }
    }
    if one.kind.is_empty() {
        faults.push(Wrong::Missing { path: "kind".to_owned() });
    }
    if faults.is_empty() { Ok(one) } else { Err(faults) }
}

fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::from(clean_text(&text)),
        Value::Array(all) => all.into_iter().map(cleaned).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, cleaned(value))).collect(),
        other => other,
    }
}
