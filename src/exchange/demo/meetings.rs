//! The meeting log of the demo city, with what was agreed on (`fixtures/demo/meetings.json`).

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::BROKEN;
use super::days::{Days, id};
use crate::domain::calendar::Holidays;
use crate::domain::meeting::{Line, Mark, kind};
use crate::domain::task::{Done, Origin, TaskState};
use crate::domain::{Meeting, MeetingId, Task};
use crate::port::store::Record;

/// Who ticks.
const BY: &str = "月丘";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingsFile {
    meetings: Vec<Value>,
}

/// When an action was done, and what proves it.
#[derive(Deserialize)]
struct Ticked {
    done: Option<Date>,
    #[serde(default)]
    evidence: String,
}

/// The meetings with their actions, as seen from a day.
pub fn meetings(today: Date) -> Vec<Record> {
    let file: MeetingsFile = serde_json::from_str(include_str!("../../../fixtures/demo/meetings.json")).expect(BROKEN);
    let days = Days { today, holidays: &Holidays::by_law() };
    let mut records = Vec::new();
    for (n, mut value) in file.meetings.into_iter().enumerate() {
        days.fill(&mut value, &Map::new());
        let ticked: Vec<Ticked> = serde_json::from_value(value["lines"].clone()).expect(BROKEN);
        let mut meeting: Meeting = serde_json::from_value(value).expect(BROKEN);
        propose(&mut meeting);
        let of = meeting.id;
        for ((at, line), ticked) in meeting.lines.iter_mut().enumerate().zip(ticked) {
            if line.mark == Mark::Action {
                let task = agreed(of, &format!("97{:x}{at:x}", n + 1), line, ticked);
                line.task = Some(task.id);
                records.push(Record::Task(task));
            }
        }
        records.push(Record::Meeting(meeting));
    }
    records
}

/// What a new meeting of the kind begins with.
fn propose(meeting: &mut Meeting) {
    let kind = kind(&meeting.kind).expect(BROKEN);
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    (meeting.scenes, meeting.projects) = (codes(&kind.scenes), codes(&kind.projects));
    (meeting.publicity, meeting.anonymous, meeting.fictional) = (kind.publicity, kind.anonymous, true);
    meeting.numbered = meeting.lines.iter().filter_map(|line| line.number).max().unwrap_or(0);
}

fn agreed(meeting: MeetingId, short: &str, line: &Line, ticked: Ticked) -> Task {
    let evidence = ticked.evidence;
    let done = |on| TaskState::Done(Done { on, at: None, by: BY.to_owned(), evidence });
    Task {
        id: id(short).parse().expect(BROKEN),
        rev: 0,
        episode: None,
        person: None,
        origin: Origin::Action { meeting, text: line.text.clone(), due: line.due, done_on: None },
        assignee: line.who.clone(),
        state: ticked.done.map_or(TaskState::Open, done),
        note: String::new(),
    }
}
