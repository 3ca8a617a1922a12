//! A meeting in a few words, and the lines of its detail.

use crate::domain::calendar::days_between;
use crate::domain::meeting::{self, Mark, MeetingWay, Recording};
use crate::domain::task::TaskState;
use crate::domain::text::clean_line;
use crate::domain::{Meeting, MeetingId, Task, TaskId, Vague};
use crate::message::limit;
use crate::model::casebook::{ActionRow, IssueState};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::{long_date, short_date, weekday};
use crate::words::Language;

/// A line of the detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    /// 論1, 対, 決, 問, or what stands in front of a fact.
    pub label: String,
    pub text: String,
    pub role: Role,
    /// The action that it is.
    pub action: Option<TaskId>,
    /// A rule with this caption.
    pub is_rule: bool,
}

impl Row {
    fn new(label: impl Into<String>, text: impl Into<String>, role: Role) -> Self {
        Self { label: label.into(), text: text.into(), role, action: None, is_rule: false }
    }

    fn rule(caption: &str) -> Self {
        Self { is_rule: true, ..Self::new("", caption, Role::Label) }
    }
}

/// When it was: `6/10`, `2021/7`, `2020年度`, or `--`.
pub fn day_of(on: Vague, cx: &Context<'_>) -> String {
    match on {
        Vague::Unknown => "--".to_owned(),
        Vague::Day(day) => short_date(day, cx.now.today()),
        Vague::Month { year, month } => format!("{year}/{month}"),
        Vague::Year(year) => super::sieve::year_word(year, cx),
    }
}

/// `集い 2`
pub fn kind_and_number(meeting: &Meeting, short: bool, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    let kind = meeting::kind(&meeting.kind).map(|kind| match (ja, short) {
        (true, true) => kind.short_ja,
        (true, false) => kind.ja,
        (false, _) => kind.en,
    });
    let kind = kind.map_or_else(|| clean_line(&meeting.kind), str::to_owned);
    match meeting.number {
        Some(number) if short => format!("{kind}{number}"),
        Some(number) => cx.words.say("meetings.number", &[("kind", &kind), ("n", &number)]),
        None => kind,
    }
}

/// `論1 未2`: issues without an action, actions that are to be done yet; empty where nothing is open.
pub fn counts(meeting: &Meeting, cx: &Context<'_>) -> String {
    let count = cx.casebook.meeting_count(meeting);
    let part = |key: &str, n: usize| (n > 0).then(|| cx.words.say(key, &[("n", &n)]));
    let parts = [part("meetings.without_action", count.without_action), part("meetings.open", count.open)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The meeting's actions in the order of its lines, then those that are open from the last one of the kind.
pub(super) fn actions(id: MeetingId, cx: &Context<'_>) -> Vec<TaskId> {
    let Some(meeting) = cx.casebook.logbook().meeting(id) else { return Vec::new() };
    let own = cx.casebook.actions(meeting).into_iter();
    let own = own.filter_map(|action| action.task).map(|task| task.id);
    own.chain(carried_actions(meeting, cx).into_iter().map(|(_, task)| task.id)).collect()
}

fn carried_actions<'a>(meeting: &Meeting, cx: &Context<'a>) -> Vec<(&'a Meeting, &'a Task)> {
    let carried = cx.casebook.carried(&meeting.kind, Some(meeting)).into_iter();
    carried
        .flat_map(|(from, _, actions)| actions.into_iter().filter_map(move |action| Some((from, action.task?))))
        .collect()
}

/// Everything that the detail says of a meeting that lies open.
pub(super) fn rows(meeting: &Meeting, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let mut rows = facts(meeting, cx);
    if !meeting.lines.is_empty() {
        rows.push(Row::rule(words.get("meetings.said")));
    }
    let issues = cx.casebook.issues(meeting);
    let actions = cx.casebook.actions(meeting);
    for line in &meeting.lines {
        let text = clean_line(&line.text);
        let row = match line.mark {
            Mark::Issue => {
                let n = line.number.unwrap_or_default();
                let state = issues.iter().find(|issue| Some(issue.number) == line.number).map(|issue| issue.state);
                let bare = state == Some(IssueState::NoAction);
                let text = if bare { format!("{text}  {}", words.get("meetings.no_action")) } else { text };
                Row::new(
                    words.say("meetings.mark.issue", &[("n", &n)]),
                    text,
                    if bare { Role::Warn } else { Role::Text },
                )
            }
            Mark::Action => match actions.iter().find(|action| action.line.task == line.task) {
                Some(action) => {
                    rows.push(action_row(action, cx));
                    match result(action.task) {
                        Some(result) => Row::new(words.get("meetings.result"), result, Role::Text),
                        None => continue,
                    }
                }
                None => Row::new(words.get("meetings.mark.action"), text, Role::Text),
            },
            Mark::Decision => Row::new(words.get("meetings.mark.decision"), text, Role::Text),
            Mark::Question => Row::new(words.get("meetings.mark.question"), text, Role::Text),
            Mark::Note => Row::new("", text, Role::Text),
        };
        rows.push(row);
    }
    let carried = carried_actions(meeting, cx);
    if !carried.is_empty() {
        rows.push(Row::rule(words.get("meetings.carried")));
    }
    for (from, task) in carried {
        let text = words.say("meetings.from", &[("text", &task_text(task, cx)), ("day", &day_of(from.on, cx))]);
        rows.push(Row {
            action: Some(task.id),
            ..Row::new(words.get("meetings.mark.action"), text, task_role(task, cx))
        });
    }
    if meeting.next != Vague::Unknown {
        rows.push(Row::rule(words.get("meetings.next")));
        rows.push(Row::new("", long_day(meeting.next, cx), Role::Text));
    }
    rows
}

fn facts(meeting: &Meeting, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let mut rows = vec![Row::new("", clean_line(&meeting.title), Role::Title)];
    let mut say = |key: &str, text: String| {
        if !text.trim().is_empty() {
            rows.push(Row::new(words.get(key), text.trim(), Role::Text));
        }
    };
    let time = |time: Option<jiff::civil::Time>| time.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
    let hours = match (meeting.from, meeting.until) {
        (None, None) => String::new(),
        (from, until) => format!("{}-{}", time(from), time(until)),
    };
    say("meetings.label.on", format!("{} {hours}", long_day(meeting.on, cx)));
    let way = meeting.way.map(|way: MeetingWay| words.get(&format!("form.value.meeting_way.{way}")).to_owned());
    say("meetings.label.place", format!("{} {}", clean_line(&meeting.place), way.unwrap_or_default()));
    say("meetings.label.theme", clean_line(&meeting.theme));
    let hosts = meeting.hosts.iter().chain(&meeting.cohosts).map(|host| clean_line(host));
    say("meetings.label.hosts", hosts.collect::<Vec<_>>().join(" "));
    say("meetings.label.came", came(meeting, cx));
    if let Some(recording) = meeting.recording {
        let what = words.get(&format!("form.value.recording.{recording}")).to_owned();
        let text = match recording {
            Recording::None => what,
            Recording::Sound | Recording::Video => {
                let key = if meeting.is_recorded_unasked() { "recording_unasked" } else { "recording_agreed" };
                words.say(&format!("meetings.{key}"), &[("what", &what)])
            }
        };
        say("meetings.label.recording", text);
    }
    let yen = |key: &str, yen: Option<u32>| yen.map(|yen| words.say(key, &[("yen", &yen)]));
    let cost = [yen("meetings.budget", meeting.budget), yen("meetings.fees", meeting.fees)];
    say("meetings.label.cost", cost.into_iter().flatten().collect::<Vec<_>>().join(" "));
    if meeting.fictional {
        say("meetings.label.source", words.get("cards.fictional").to_owned());
    }
    say("meetings.label.source", clean_line(&meeting.source));
    rows
}

/// `医師3 看護師2 架空病院`, with how many persons where all is said.
fn came(meeting: &Meeting, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    let parts = meeting.attendance.iter().map(|one| {
        let known = meeting::profession(&one.profession);
        let profession = known.map_or(one.profession.as_str(), |known| if ja { known.short_ja } else { known.en });
        let count = one.count.map(|count| count.to_string()).unwrap_or_default();
        format!("{}{profession}{count}", clean_line(&one.organisation))
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn action_row(action: &ActionRow<'_>, cx: &Context<'_>) -> Row {
    let text = match action.task {
        Some(task) => task_text(task, cx),
        None => format!("{}  {}", clean_line(&action.line.text), cx.words.get("meeting.state.gone")),
    };
    let role = action.task.map_or(Role::Label, |task| task_role(task, cx));
    Row { action: action.task.map(|task| task.id), ..Row::new(cx.words.get("meetings.mark.action"), text, role) }
}

/// What came of it, where somebody wrote that.
fn result(task: Option<&Task>) -> Option<String> {
    task?.done().map(|done| clean_line(&done.evidence)).filter(|result| !result.is_empty())
}

/// `[  ] 診療情報を送る  病棟  6/14 あと2日`
fn task_text(task: &Task, cx: &Context<'_>) -> String {
    let today = cx.now.today();
    let due = cx.casebook.board().line(task.id).and_then(|line| line.due);
    let (tick, state) = match &task.state {
        TaskState::Open => {
            let left = due.map(|due| {
                format!("{} {}", short_date(due, today), limit::left(cx.words, Some(days_between(today, due))))
            });
            ("[  ]", left.unwrap_or_default())
        }
        TaskState::Done(done) => {
            let known = match &task.origin {
                crate::domain::task::Origin::Action { done_on: Some(known), .. } => day_of(*known, cx),
                _ => short_date(done.on, today),
            };
            (cx.words.get("meetings.tick"), cx.words.say("meeting.state.done", &[("day", &known)]))
        }
        TaskState::NotNeeded { .. } => ("[--]", cx.words.get("meeting.state.not_needed").to_owned()),
    };
    let who = task.assignee.as_deref().map(clean_line).unwrap_or_default();
    let parts = [format!("{tick} {}", clean_line(cx.casebook.text_of(task))), who, state];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn task_role(task: &Task, cx: &Context<'_>) -> Role {
    let due = cx.casebook.board().line(task.id).and_then(|line| line.due);
    match due.map(|due| days_between(cx.now.today(), due)) {
        Some(left) if task.is_open() && left < 0 => Role::Bad,
        Some(left) if task.is_open() && left <= 2 => Role::Warn,
        Some(_) | None => Role::Text,
    }
}

/// `2026/06/10(水)`
fn long_day(on: Vague, cx: &Context<'_>) -> String {
    match on {
        Vague::Day(day) => format!("{}({})", long_date(day), weekday(day, cx.words)),
        Vague::Unknown | Vague::Month { .. } | Vague::Year(_) => day_of(on, cx),
    }
}
