//! What a centre's own presentation tells of its first years (`fixtures/history`): every fact as it stands there, and nothing beside it.
//! No participants, no numbers of persons, no answers: the source has none.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::Deserialize;
use uuid::Uuid;

use super::BROKEN;
use crate::domain::facility::{Identity, Kind};
use crate::domain::meeting::{self, Attendance, Line, Mark};
use crate::domain::publication::{self, Figure, Post};
use crate::domain::publicity::Publicity;
use crate::domain::survey::{Choice, Published, Question, RateRounding, Rounding, Target};
use crate::domain::task::{Done, Origin, TaskState};
use crate::domain::text::table_rows;
use crate::domain::{
    Facility, FacilityId, Meeting, MeetingId, Publication, PublicationId, Survey, SurveyId, Task, TaskId, Vague,
};
use crate::port::store::Record;

/// The whole history: a store of its own, without a city and without persons.
pub fn history() -> Vec<Record> {
    let mut records: Vec<Record> = organisations().into_iter().map(Record::Facility).collect();
    let (meetings, tasks) = meetings();
    let survey = survey();
    let publications = publications(survey.id);
    records.extend(meetings.into_iter().map(Record::Meeting));
    records.extend(tasks.into_iter().map(Record::Task));
    records.push(Record::Survey(survey));
    records.extend(publications.into_iter().map(Record::Publication));
    records
}

/// Where each record was taken from.
fn source(row: &str) -> String {
    format!("{} {row}", survey_file().source).trim().to_owned()
}

/// The same record has the same identity wherever the history is loaded.
fn identity(what: &str) -> [u8; 16] {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("renkei history {what}").as_bytes()).into_bytes()
}

fn list(text: &str, sign: char) -> Vec<String> {
    text.split(sign).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn time(text: &str) -> Option<Time> {
    (!text.is_empty()).then(|| Time::strptime("%H:%M", text).expect(BROKEN))
}

fn vague(text: &str) -> Vague {
    Vague::parse(text).expect(BROKEN)
}

/// Institutions without numbers and addresses: the source gives none.
fn organisations() -> Vec<Facility> {
    let rows = table_rows(include_str!("../../../fixtures/history/history_organisations.tsv"));
    rows.map(|cells| {
        let [code, name, kind, _, row, ..] = *cells else { panic!("{BROKEN}") };
        let mut facility = Facility::new(FacilityId::from_bytes(identity(&format!("organisation {code}"))));
        facility.local.identity.facts =
            Identity { name: Some(name.to_owned()), kinds: vec![Kind::new(kind)], ..Identity::default() };
        facility.local.note.facts = source(row);
        facility
    })
    .collect()
}

fn meetings() -> (Vec<Meeting>, Vec<Task>) {
    let lines = lines();
    let (mut meetings, mut tasks) = (Vec::new(), Vec::new());
    for cells in table_rows(include_str!("../../../fixtures/history/history_meetings.tsv")) {
        let [order, kind, title, on, from, until, _, times, hosts, cohosts, place, came, scenes, row, note, ..] =
            *cells
        else {
            panic!("{BROKEN}")
        };
        let times: u32 = times.parse().expect(BROKEN);
        for time_of in 1..=times {
            let id = MeetingId::from_bytes(identity(&format!("meeting {order} {time_of}")));
            let proposed = meeting::kind(kind).expect(BROKEN);
            let mut one = Meeting {
                id,
                kind: kind.to_owned(),
                number: (times > 1).then_some(time_of),
                title: title.to_owned(),
                on: vague(on),
                from: time(from),
                until: time(until),
                place: place.to_owned(),
                hosts: list(hosts, ';'),
                cohosts: list(cohosts, ';'),
                scenes: list(scenes, ','),
                projects: proposed.projects.iter().map(|code| (*code).to_owned()).collect(),
                publicity: proposed.publicity,
                anonymous: proposed.anonymous,
                sequence: order.parse().expect(BROKEN),
                source: [source(row), note.to_owned()].join(" ").trim().to_owned(),
                ..Meeting::default()
            };
            one.attendance = list(came, ';')
                .into_iter()
                .map(|organisation| Attendance { organisation, ..Attendance::default() })
                .collect();
            if time_of == 1 {
                for row in lines.get(order).into_iter().flatten() {
                    row.put(&mut one, &mut tasks);
                }
            }
            meetings.push(one);
        }
    }
    (meetings, tasks)
}

/// A row of the file of lines.
struct LineRow {
    cells: Vec<&'static str>,
}

fn lines() -> BTreeMap<&'static str, Vec<LineRow>> {
    let mut lines: BTreeMap<&'static str, Vec<LineRow>> = BTreeMap::new();
    for cells in table_rows(include_str!("../../../fixtures/history/history_lines.tsv")) {
        lines.entry(cells.first().copied().expect(BROKEN)).or_default().push(LineRow { cells });
    }
    lines
}

impl LineRow {
    /// The line of its meeting; an action with its task.
    fn put(&self, meeting: &mut Meeting, tasks: &mut Vec<Task>) {
        let [_, mark, text, who, due, done, result, row, ..] = *self.cells else { panic!("{BROKEN}") };
        let mark = match mark {
            "!" => Mark::Issue,
            ">" => Mark::Action,
            "=" => Mark::Decision,
            "?" => Mark::Question,
            _ => Mark::Note,
        };
        let issues = meeting.lines.iter().filter(|line| line.mark == Mark::Issue).count();
        let issues = u32::try_from(issues).expect(BROKEN);
        // The day by which something had to be done is never stated but as the month in which it was.
        let due = vague(due).last();
        let mut line = Line { mark, text: text.to_owned(), task: None, number: None, of: None, who: None, due: None };
        if mark == Mark::Issue {
            line.number = Some(issues + 1);
        }
        if mark == Mark::Action {
            let id = TaskId::from_bytes(identity(&format!("line {} {}", meeting.id, meeting.lines.len())));
            let assignee = (!who.is_empty()).then(|| who.to_owned());
            (line.task, line.of, line.who, line.due) = (Some(id), Some(issues), assignee.clone(), due);
            let on = if done == "yes" { Vague::Unknown } else { vague(done) };
            // `Done` wants a day: the last one that it may have been, and beside it what is really known.
            let day: Option<Date> = on.last().or_else(|| meeting.on.last());
            let finished = day.filter(|_| !done.is_empty()).map(|on| Done {
                on,
                at: None,
                by: who.to_owned(),
                evidence: result.to_owned(),
            });
            tasks.push(Task {
                id,
                rev: 0,
                episode: None,
                person: None,
                origin: Origin::Action {
                    meeting: meeting.id,
                    text: text.to_owned(),
                    due,
                    done_on: (!done.is_empty() && on.day().is_none()).then_some(on),
                },
                assignee,
                state: finished.map_or(TaskState::Open, TaskState::Done),
                note: source(row),
            });
        }
        meeting.lines.push(line);
    }
}

fn publications(survey: SurveyId) -> Vec<Publication> {
    let mut all = Vec::new();
    for cells in table_rows(include_str!("../../../fixtures/history/history_publications.tsv")) {
        let [order, kind, series, number, title, on, place, value, unit, note, row, ..] = *cells else {
            panic!("{BROKEN}")
        };
        let numbers: Vec<Option<u32>> = match number.split_once('-') {
            Some((first, last)) => {
                (first.parse::<u32>().expect(BROKEN)..=last.parse::<u32>().expect(BROKEN)).map(Some).collect()
            }
            None => vec![number.parse().ok()],
        };
        for number in numbers {
            let name = format!("publication {order} {}", number.unwrap_or_default());
            all.push(Publication {
                id: PublicationId::from_bytes(identity(&name)),
                kind: publication::kind(kind).expect(BROKEN).code.to_owned(),
                series: series.to_owned(),
                number,
                title: title.to_owned(),
                on: vague(on),
                publicity: Publicity::Partners,
                // Of the surveys only one is kept as a record.
                survey: (kind == "survey_result" && on.is_empty()).then_some(survey),
                posts: list(place, ';').into_iter().map(|place| Post { place, ..Post::default() }).collect(),
                figure: (!value.is_empty()).then(|| Figure { value: value.to_owned(), unit: unit.to_owned() }),
                note: note.to_owned(),
                source: source(row),
                sequence: order.parse().expect(BROKEN),
                ..Publication::default()
            });
        }
    }
    all
}

/// `fixtures/history/survey.toml`.
#[derive(Deserialize)]
struct SurveyFile {
    name: String,
    version: String,
    title: String,
    purpose: String,
    way: String,
    feeds: String,
    source: String,
    target: Target,
    rounding: Rounding,
    rate_rounding: RateRounding,
    published: Published,
    question: Vec<Question>,
    grid: Vec<Grid>,
}

/// Questions with the same choices, a row a service.
#[derive(Deserialize)]
struct Grid {
    code: String,
    text: String,
    choices: Vec<Choice>,
}

fn survey_file() -> SurveyFile {
    toml::from_str(include_str!("../../../fixtures/history/survey.toml")).expect(BROKEN)
}

/// Percentages as published with the counts that give them, marked as inferred. Nobody's answers: the source has none.
fn survey() -> Survey {
    let file = survey_file();
    let mut questions = file.question;
    for grid in file.grid {
        let rows = crate::domain::service::services().iter().map(|service| Question {
            code: format!("{}.{}", grid.code, service.code),
            text: format!("{} {}", grid.text, service.ja),
            choices: grid.choices.clone(),
            group: grid.code.clone(),
            ..Question::default()
        });
        questions.extend(rows);
    }
    Survey {
        id: SurveyId::from_bytes(identity("survey")),
        name: file.name,
        version: file.version,
        title: file.title,
        purpose: file.purpose,
        way: file.way,
        on: file.published.on,
        questions,
        target: file.target,
        feeds: file.feeds,
        rounding: file.rounding,
        rate_rounding: file.rate_rounding,
        published: Some(file.published),
        source: file.source,
        ..Survey::default()
    }
}
