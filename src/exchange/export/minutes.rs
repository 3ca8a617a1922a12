//! What is handed on of a meeting: its minutes, the table of what is to be done, the page for those who were not there, and what may be published.

use super::guard;
use super::sanitise::sanitise;
use crate::domain::meeting::{Line, Mark, MeetingWay, kind, profession};
use crate::domain::task::{Task, TaskState};
use crate::domain::text::clean_line;
use crate::domain::{Meeting, Publication, PublicationId, Vague};
use crate::words::{Language, Words};

/// An action with the task that says how far it is; `None`: the task lies in the trash.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    pub line: &'a Line,
    pub task: Option<&'a Task>,
}

/// Everything that was written down, under the issue that each action answers to.
pub fn whole(meeting: &Meeting, agreed: &[Agreed<'_>], words: &Words) -> String {
    let mut lines = facts(meeting, words);
    if !meeting.lines.is_empty() {
        lines.push(String::new());
    }
    for line in &meeting.lines {
        let text = clean_line(&line.text);
        lines.push(match line.mark {
            Mark::Issue => words.say("minutes.issue", &[("n", &line.number.unwrap_or_default()), ("text", &text)]),
            Mark::Action => {
                let known = agreed.iter().find(|one| one.line.task == line.task);
                let values: [(&str, &dyn std::fmt::Display); 2] =
                    [("text", &deed(line, words)), ("state", &known.map_or("", |one| state(one.task, words)))];
                words.say("minutes.action", &values)
            }
            Mark::Decision => words.say("minutes.decision", &[("text", &text)]),
            Mark::Question => words.say("minutes.question", &[("text", &text)]),
            Mark::Note => format!("  {text}"),
        });
    }
    if meeting.next != Vague::Unknown {
        lines.extend([String::new(), words.say("minutes.next", &[("day", &day(meeting.next, words))])]);
    }
    finished(&lines)
}

/// The actions with tabs between the columns: issue, what, who, by when, how far. Pasted into a spreadsheet each has its cell.
pub fn actions(meeting: &Meeting, agreed: &[Agreed<'_>], words: &Words) -> String {
    let mut lines = vec![words.get("minutes.columns").replace(", ", "\t")];
    for one in agreed {
        let issue = one.line.of.and_then(|of| meeting.lines.iter().find(|line| line.number == Some(of)));
        let issue = issue.map(|issue| {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("n", &issue.number.unwrap_or_default()), ("text", &clean_line(&issue.text))];
            words.say("minutes.issue", &values)
        });
        let cells = [
            issue.unwrap_or_default(),
            clean_line(&one.line.text),
            clean_line(one.line.who.as_deref().unwrap_or_default()),
            one.line.due.map(|day| day.to_string()).unwrap_or_default(),
            state(one.task, words).to_owned(),
        ];
        lines.push(cells.map(|cell| guard(&cell).into_owned()).join("\t"));
    }
    finished(&lines)
}

/// What somebody who was not there has to know: what was decided, who does what by when, what is open, and when it goes on.
pub fn absent(meeting: &Meeting, agreed: &[Agreed<'_>], words: &Words) -> String {
    let mut lines = vec![words.say("minutes.to_absent", &[("meeting", &head(meeting, words))])];
    let mut part = |key: &str, all: Vec<String>| {
        if !all.is_empty() {
            lines.extend([String::new(), words.get(key).to_owned()]);
            lines.extend(all.into_iter().map(|line| format!("・{line}")));
        }
    };
    part("minutes.decided", said(meeting, Mark::Decision));
    // What is done already is nobody's business any more.
    let open = agreed.iter().filter(|one| one.task.is_some_and(Task::is_open));
    part("minutes.agreed", open.map(|one| deed(one.line, words)).collect());
    let answered = |line: &&Line| meeting.lines.iter().any(|other| other.of.is_some() && other.of == line.number);
    let bare = meeting.lines.iter().filter(|line| line.mark == Mark::Issue && !answered(line));
    part("minutes.bare", bare.map(|line| clean_line(&line.text)).collect());
    part("minutes.asked", said(meeting, Mark::Question));
    part("minutes.handed_out", meeting.materials.iter().map(|one| clean_line(one)).collect());
    if meeting.next != Vague::Unknown {
        lines.extend([String::new(), words.say("minutes.next", &[("day", &day(meeting.next, words))])]);
    }
    finished(&lines)
}

/// What may be made public: who came by profession, issues, decisions and questions. Neither notes nor who does what.
pub fn public(meeting: &Meeting, words: &Words) -> Publication {
    let mut body = Vec::new();
    body.push(words.say("minutes.on", &[("text", &day(meeting.on, words))]));
    let mut came: Vec<String> = Vec::new();
    for one in &meeting.attendance {
        if let (Some(known), Some(count)) = (profession(&one.profession), one.count) {
            came.push(format!("{}{count}", if is_japanese(words) { known.ja } else { known.en }));
        }
    }
    if !came.is_empty() {
        body.push(words.say("minutes.came", &[("text", &came.join(" "))]));
    }
    let mut part = |key: &str, all: Vec<String>| {
        if !all.is_empty() {
            body.extend([String::new(), words.get(key).to_owned()]);
            body.extend(all.into_iter().map(|line| format!("・{line}")));
        }
    };
    part("minutes.issues", said(meeting, Mark::Issue));
    part("minutes.decided", said(meeting, Mark::Decision));
    part("minutes.asked", said(meeting, Mark::Question));
    Publication {
        id: PublicationId::default(),
        kind: "minutes".to_owned(),
        title: head(meeting, words),
        body: body.join("\n"),
        on: meeting.on,
        publicity: meeting.publicity,
        meeting: Some(meeting.id),
        publishers: meeting.hosts.clone(),
        scenes: meeting.scenes.clone(),
        projects: meeting.projects.clone(),
        ..Publication::default()
    }
}

fn said(meeting: &Meeting, mark: Mark) -> Vec<String> {
    let lines = meeting.lines.iter().filter(|line| line.mark == mark);
    lines.map(|line| clean_line(&line.text)).collect()
}

fn is_japanese(words: &Words) -> bool {
    words.language() == Language::Ja
}

/// `事業者の集い 第2回 件名`
fn head(meeting: &Meeting, words: &Words) -> String {
    let known = kind(&meeting.kind).map(|kind| if is_japanese(words) { kind.ja } else { kind.en });
    let name = known.map_or_else(|| clean_line(&meeting.kind), str::to_owned);
    let name = match meeting.number {
        Some(n) => words.say("meetings.number", &[("kind", &name), ("n", &n)]),
        None => name,
    };
    let title = clean_line(&meeting.title);
    // Many meetings are called after their kind.
    if title.is_empty() || name.starts_with(&title) { name } else { format!("{name} {title}") }
}

fn day(on: Vague, words: &Words) -> String {
    match on {
        Vague::Unknown => words.get("minutes.unknown_day").to_owned(),
        Vague::Day(_) | Vague::Month { .. } | Vague::Year(_) => on.to_string(),
    }
}

fn facts(meeting: &Meeting, words: &Words) -> Vec<String> {
    let mut lines = vec![head(meeting, words)];
    let mut say = |key: &str, text: String| {
        if !text.trim().is_empty() {
            lines.push(words.say(key, &[("text", &text.trim())]));
        }
    };
    let time = |time: Option<jiff::civil::Time>| time.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
    let hours = match (meeting.from, meeting.until) {
        (None, None) => String::new(),
        (from, until) => format!("{}-{}", time(from), time(until)),
    };
    say("minutes.on", format!("{} {hours}", day(meeting.on, words)));
    let way = meeting.way.map(|way: MeetingWay| words.get(&format!("form.value.meeting_way.{way}")).to_owned());
    say("minutes.place", format!("{} {}", clean_line(&meeting.place), way.unwrap_or_default()));
    say("minutes.theme", clean_line(&meeting.theme));
    let joined = |all: &[String]| all.iter().map(|one| clean_line(one)).collect::<Vec<_>>().join("、");
    say("minutes.hosts", joined(&[meeting.hosts.as_slice(), meeting.cohosts.as_slice()].concat()));
    say("minutes.chair", clean_line(&meeting.chair));
    say("minutes.speakers", joined(&meeting.speakers));
    let came = meeting.attendance.iter().map(|one| {
        let known = profession(&one.profession).map(|known| if is_japanese(words) { known.ja } else { known.en });
        let count = one.count.map(|count| count.to_string()).unwrap_or_default();
        let parts = [clean_line(&one.organisation), known.unwrap_or(&one.profession).to_owned(), count];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    say("minutes.came", came.collect::<Vec<_>>().join("、"));
    say("minutes.absent", clean_line(&meeting.absent));
    say("minutes.materials", joined(&meeting.materials));
    lines
}

/// `診療情報を送る (病棟、2026-06-14 まで)`
fn deed(line: &Line, words: &Words) -> String {
    let who = line.who.as_deref().map(clean_line);
    let due = line.due.map(|day| words.say("minutes.by_day", &[("day", &day)]));
    let more: Vec<String> = who.into_iter().chain(due).filter(|part| !part.is_empty()).collect();
    let text = clean_line(&line.text);
    if more.is_empty() { text } else { format!("{text} ({})", more.join("、")) }
}

fn state<'w>(task: Option<&Task>, words: &'w Words) -> &'w str {
    words.get(match task.map(|task| &task.state) {
        None => "meeting.state.gone",
        Some(TaskState::Open) => "meeting.state.open",
        Some(TaskState::Done(_)) => "minutes.done",
        Some(TaskState::NotNeeded { .. }) => "meeting.state.not_needed",
    })
}

fn finished(lines: &[String]) -> String {
    format!("{}\n", sanitise_tabs(lines.join("\n").trim_end()))
}

/// Tabs are the program's own here: no value has one ([`clean_line`]).
fn sanitise_tabs(text: &str) -> String {
    text.split('\t').map(sanitise).collect::<Vec<_>>().join("\t")
}
