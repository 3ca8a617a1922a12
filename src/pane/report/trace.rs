//! The records behind a figure, each with what it counts for.

use super::rows::name;
use crate::domain::meeting::kind;
use crate::domain::report::{Counted, Figure, Shape, Traced};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, FacilityId, Meeting, PersonId, Task};
use crate::exchange::export::report::value;
use crate::pane::dates::long_date;
use crate::pane::publication::Entry;
use crate::pane::{Act, Context, Request};
use crate::port::{EntityKind, Key};
use crate::words::Language;

/// The list of the records, with the selected one.
#[derive(Debug)]
pub(super) struct Trace {
    pub code: String,
    pub label: String,
    pub value: String,
    /// Is it a share, of which each record was met or not?
    pub is_share: bool,
    pub lines: Vec<Line>,
    pub cursor: usize,
    pub top: usize,
}

/// One record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub counted: Counted,
    /// What it is: 会議, 本人 ...
    pub kind: String,
    pub day: String,
    pub text: String,
}

impl Trace {
    pub fn new(figure: &Figure, cx: &Context<'_>) -> Self {
        Self {
            code: figure.code.clone(),
            label: name(&figure.code, cx),
            value: value(figure, cx.words),
            is_share: is_share(figure),
            lines: figure.records.iter().map(|one| line(*one, cx)).collect(),
            cursor: 0,
            top: 0,
        }
    }

    /// After records changed; the selected one stays selected where it still counts.
    pub fn renewed(self, figure: &Figure, cx: &Context<'_>) -> Self {
        let selected = self.selected();
        let new = Self::new(figure, cx);
        let found = selected.and_then(|what| new.lines.iter().position(|line| line.counted.what == what));
        let cursor = found.unwrap_or(self.cursor).min(new.lines.len().saturating_sub(1));
        Self { cursor, top: self.top, ..new }
    }

    pub fn selected(&self) -> Option<Traced> {
        self.lines.get(self.cursor).map(|line| line.counted.what)
    }

    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    pub fn keep_in_sight(&mut self, rows: usize) {
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// The persons and stays among the records: that they were looked through is written down.
    pub fn looked_at(&self) -> Vec<(EntityKind, Key)> {
        let mut seen = self.personal();
        seen.retain(|(kind, _)| matches!(kind, EntityKind::Person | EntityKind::Episode));
        seen
    }

    /// The records that tell something about persons, as the audit names them, each once.
    pub fn personal(&self) -> Vec<(EntityKind, Key)> {
        let mut seen: Vec<(EntityKind, Key)> =
            self.lines.iter().filter_map(|line| personal(line.counted.what)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}

/// Is each of its records met or not?
pub(super) const fn is_share(figure: &Figure) -> bool {
    matches!(figure.shape, Shape::Share | Shape::Rate(_))
}

fn personal(what: Traced) -> Option<(EntityKind, Key)> {
    match what {
        Traced::Meeting(id) | Traced::Line(id, _) => Some((EntityKind::Meeting, id.to_bytes())),
        Traced::Task(id) => Some((EntityKind::Task, id.to_bytes())),
        Traced::Person(id) => Some((EntityKind::Person, id.to_bytes())),
        Traced::Episode(id) => Some((EntityKind::Episode, id.to_bytes())),
        Traced::Publication(_) | Traced::Survey(_) | Traced::Facility(_) | Traced::ServiceAct(_) => None,
    }
}

fn line(counted: Counted, cx: &Context<'_>) -> Line {
    let words = cx.words;
    let book = cx.casebook;
    let facility = |id: FacilityId| cx.registry.row(id).map(|row| row.name.to_string()).unwrap_or_default();
    let (day, title) = book.traced(counted.what, &facility);
    let (kind, day, text) = match counted.what {
        Traced::Meeting(id) => {
            let kind = book.logbook().meeting(id).map(|meeting| kind_of(meeting, cx));
            (kind.unwrap_or_else(|| record(cx, "meeting")), day, title)
        }
        Traced::Line(id, at) => {
            let said = book.logbook().meeting(id).and_then(|meeting| {
                let open = !meeting.anonymous && meeting.person.is_none();
                meeting.lines.get(at).filter(|_| open).map(|line| clean_line(&line.text))
            });
            let place = words.say("report.line", &[("n", &(at + 1))]);
            (record(cx, "meeting"), day, format!("{title}  {}", said.unwrap_or(place)))
        }
        Traced::Task(id) => {
            let task = book.task(id);
            let from = task.and_then(Task::meeting).and_then(|id| book.logbook().meeting(id));
            let text = task.map(|task| book.text_of(task).to_owned()).unwrap_or_default();
            let from = from.map(|meeting| clean_line(&meeting.title)).unwrap_or_default();
            (record(cx, "task"), due(task), format!("{text}  {from}"))
        }
        Traced::Publication(id) => {
            // A question has no other title than itself.
            let asked = book.logbook().publication(id).and_then(|one| one.question.as_ref());
            let asked = asked.map(|question| question.asked.clone()).filter(|_| title.is_empty());
            (record(cx, "publication"), day, asked.unwrap_or(title))
        }
        Traced::Survey(_) => (record(cx, "survey"), day, title),
        Traced::Facility(_) => (record(cx, "facility"), day, title),
        Traced::ServiceAct(_) => (record(cx, "service_act"), day, title),
        Traced::Person(id) => (record(cx, "person"), day, person(id, cx)),
        Traced::Episode(id) => {
            let stay = book.stay(id);
            let day = stay.map(|stay| long_date(stay.admitted_on)).unwrap_or_default();
            (record(cx, "episode"), day, stay.map(|stay| person(stay.person, cx)).unwrap_or_default())
        }
    };
    let text = clean_line(text.trim());
    let text = if text.is_empty() { words.get("yearly.gone").to_owned() } else { text };
    Line { counted, kind, day, text }
}

fn record(cx: &Context<'_>, kind: &str) -> String {
    cx.words.get(&format!("kind_of_record.{kind}")).to_owned()
}

fn kind_of(meeting: &Meeting, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    kind(&meeting.kind)
        .map_or_else(|| clean_line(&meeting.kind), |kind| if ja { kind.short_ja } else { kind.en }.to_owned())
}

fn due(task: Option<&Task>) -> String {
    use crate::domain::task::Origin;
    let due = task.and_then(|task| match &task.origin {
        Origin::Action { due, .. } | Origin::Hand { due, .. } => *due,
        Origin::Item(_) => None,
    });
    due.map(long_date).unwrap_or_default()
}

fn person(id: PersonId, cx: &Context<'_>) -> String {
    let name = cx.casebook.person(id).map(|person| clean_line(&person.name));
    name.map(|name| cx.words.say("cards.name", &[("name", &name)])).unwrap_or_default()
}

/// Where the record lives.
pub(super) fn open(what: Traced, cx: &Context<'_>) -> Vec<Act> {
    let book = cx.casebook;
    let stay = |id: EpisodeId| vec![Act::OpenStay(id)];
    let gone = || vec![Act::Say(cx.words.get("yearly.gone").to_owned())];
    let at_facility = |id: FacilityId| vec![Act::ShowFacility(id)];
    match what {
        Traced::Meeting(id) | Traced::Line(id, _) => vec![Act::OpenMeeting(id)],
        Traced::Task(id) => match book.task(id) {
            Some(Task { episode: Some(id), .. }) => stay(*id),
            Some(task) => task.meeting().map_or_else(gone, |id| vec![Act::OpenMeeting(id)]),
            None => gone(),
        },
        Traced::Publication(id) => vec![Act::OpenEntry(Entry::Publication(id))],
        Traced::Survey(id) => vec![Act::OpenSurvey(id)],
        Traced::Facility(id) => at_facility(id),
        Traced::ServiceAct(id) => match book.logbook().act(id) {
            Some(act) => at_facility(act.facility),
            None => gone(),
        },
        Traced::Person(id) => vec![Act::Open(Request::Card(id))],
        Traced::Episode(id) => stay(id),
    }
}
