//! `renkei meeting issues`: what was raised and how far it is, or what comes again and again.

use serde_json::{Value, json};

use super::viewed;
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Outcome;
use crate::cli::out;
use crate::domain::Meeting;
use crate::domain::text::clean_line;
use crate::model::Casebook;
use crate::model::casebook::IssueRow;
use crate::model::logbook::{Recurring, Span};

/// The newest first; exit code 3 where there is none.
pub(super) fn run(cx: &Context, args: &args::MeetingIssues) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let log = book.logbook();
    if args.recurring {
        let span = if args.year { Span::Year } else { Span::Quarter };
        let all = log.recurring(span, cx.now.today());
        let seen: Vec<&Meeting> = all.iter().flat_map(|one| &one.meetings).filter_map(|id| log.meeting(*id)).collect();
        viewed(cx, &*store, &unique(seen), "meeting issues")?;
        let items: Vec<Value> = all.iter().map(recurring_item).collect();
        let text: String = all.iter().map(|one| recurring_row(cx, one)).collect();
        return told(cx, args.json, &items, &text);
    }
    let meetings = log.meetings_by_day();
    let mut found: Vec<(&Meeting, IssueRow<'_>)> = Vec::new();
    for meeting in meetings {
        let issues = if args.open { book.open_issues(meeting) } else { book.issues(meeting) };
        found.extend(issues.into_iter().map(|issue| (meeting, issue)));
    }
    viewed(cx, &*store, &unique(found.iter().map(|(meeting, _)| *meeting).collect()), "meeting issues")?;
    let items: Vec<Value> = found.iter().map(|(meeting, issue)| item(&book, meeting, issue)).collect();
    let text: String = found.iter().map(|(meeting, issue)| row(cx, meeting, issue)).collect();
    told(cx, args.json, &items, &text)
}

fn unique(mut meetings: Vec<&Meeting>) -> Vec<&Meeting> {
    meetings.sort_unstable_by_key(|meeting| meeting.id);
    meetings.dedup_by_key(|meeting| meeting.id);
    meetings
}

fn told(cx: &Context, as_json: bool, items: &[Value], text: &str) -> Outcome {
    if as_json {
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        out::text(cx.words, text)?;
    }
    Ok(if items.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn item(book: &Casebook, meeting: &Meeting, issue: &IssueRow<'_>) -> Value {
    let state: &'static str = issue.state.into();
    let actions = book.actions(meeting).iter().filter(|action| action.issue == Some(issue.number)).count();
    json!({
        "meeting": meeting.id.to_string(), "on": meeting.on.to_string(), "kind": meeting.kind, "number": issue.number,
        "text": issue.line.text, "state": state, "actions": actions,
    })
}

/// `2026-06-10  論2  薬の管理  対応なし  id`
fn row(cx: &Context, meeting: &Meeting, issue: &IssueRow<'_>) -> String {
    let on = if meeting.on.to_string().is_empty() { "--".to_owned() } else { meeting.on.to_string() };
    let number = cx.words.say("meetings.mark.issue", &[("n", &issue.number)]);
    let state = cx.words.get(&format!("cli.meeting.issue.{}", issue.state)).to_owned();
    [on, number, clean_line(&issue.line.text), state, meeting.id.to_string()].join("  ") + "\n"
}

fn recurring_item(one: &Recurring) -> Value {
    let meetings: Vec<String> = one.meetings.iter().map(ToString::to_string).collect();
    json!({
        "text": one.issue.text, "times": meetings.len(), "persons": one.persons, "last": one.last.to_string(), "meetings": meetings,
    })
}

/// `夜間の吸引  5回 3人  2026-06-10`
fn recurring_row(cx: &Context, one: &Recurring) -> String {
    let key = if one.persons > 0 { "meetings.times_persons" } else { "meetings.times" };
    let times = cx.words.say(key, &[("n", &one.meetings.len()), ("persons", &one.persons)]);
    [clean_line(&one.issue.text), times, one.last.to_string()].join("  ") + "\n"
}
