//! A casebook kept current from the journal says what one built anew says.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use renkei::domain::checklist::{Base, Variant};
use renkei::domain::episode::{End, EndReason, flow};
use renkei::domain::task::{Done, Origin, TaskState};
use renkei::domain::{Episode, EpisodeId, Person, PersonId, Task, TaskId};
use renkei::model::Casebook;
use renkei::model::casebook::Sieve;
use renkei::port::{Change, EntityKind, GroupId, Key, Record};

const BEGIN: Date = date(2026, 6, 12);

/// One thing that somebody does; the numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Admit { person: u8, ago: i64, base: u8 },
    Discharge { stay: u8, on: i64 },
    End { stay: u8, reason: u8 },
    GoOn { stay: u8 },
    Tick { task: u8, ago: i64 },
    Untick { task: u8 },
    Assign { task: u8, to: u8 },
    ByHand { stay: u8, due: Option<i64> },
    Hospital { stay: u8, name: u8 },
    OfAnother { stay: u8, person: u8 },
    Attach { task: u8, stay: u8 },
    RemoveTask { task: u8 },
    RemoveStay { stay: u8 },
    Day { days: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let (n, days) = (any::<u8>(), -20..40_i64);
    prop_oneof![
        3 => (n, 0..40_i64, n).prop_map(|(person, ago, base)| Step::Admit { person, ago, base }),
        2 => (n, days.clone()).prop_map(|(stay, on)| Step::Discharge { stay, on }),
        1 => (n, n).prop_map(|(stay, reason)| Step::End { stay, reason }),
        1 => n.prop_map(|stay| Step::GoOn { stay }),
        4 => (n, 0..9_i64).prop_map(|(task, ago)| Step::Tick { task, ago }),
        1 => n.prop_map(|task| Step::Untick { task }),
        1 => (n, n).prop_map(|(task, to)| Step::Assign { task, to }),
        1 => (n, prop::option::of(days)).prop_map(|(stay, due)| Step::ByHand { stay, due }),
        1 => (n, n).prop_map(|(stay, name)| Step::Hospital { stay, name }),
        1 => (n, n).prop_map(|(stay, person)| Step::OfAnother { stay, person }),
        1 => (n, n).prop_map(|(task, stay)| Step::Attach { task, stay }),
        1 => n.prop_map(|task| Step::RemoveTask { task }),
        1 => n.prop_map(|stay| Step::RemoveStay { stay }),
        2 => (-2..9_i64).prop_map(|days| Step::Day { days }),
    ]
}

/// What is stored, and the casebook that hears of each change.
struct Office {
    records: Vec<Record>,
    book: Casebook,
    seq: u64,
}

impl Office {
    fn new() -> Self {
        let rulebook = Arc::new(renkei::rulebook::builtin());
        let persons = (0..3).map(|n| Person::new(PersonId::from_bytes([n; 16]), format!("架空 {n}")));
        let records: Vec<Record> = persons.map(Record::Person).collect();
        let book = Casebook::build(rulebook, BEGIN, records.clone());
        Self { records, book, seq: 0 }
    }

    fn write(&mut self, after: Vec<(EntityKind, Key, Option<Record>)>) {
        let mut changes = Vec::new();
        for (kind, key, after) in after {
            let at = self.records.iter().position(|record| (record.kind(), record.key()) == (kind, key));
            let before = at.map(|at| self.records.swap_remove(at));
            self.records.extend(after.clone());
            self.seq += 1;
            let (seq, group) = (self.seq, GroupId(self.seq));
            changes.push(Change { seq, group, kind, key, before, after, trashed: false, erased: false });
        }
        self.book.apply(&changes);
    }

    fn save(&mut self, records: impl IntoIterator<Item = Record>) {
        self.write(records.into_iter().map(|record| (record.kind(), record.key(), Some(record))).collect());
    }

    fn stay(&self, n: u8) -> Option<Episode> {
        let mut all: Vec<&Episode> = self.records.iter().filter_map(Record::as_episode).collect();
        all.sort_by_key(|stay| stay.id);
        all.get(usize::from(n) % all.len().max(1)).map(|stay| (*stay).clone())
    }

    fn task(&self, n: u8) -> Option<Task> {
        let task = |record: &Record| if let Record::Task(task) = record { Some(task.clone()) } else { None };
        let mut all: Vec<Task> = self.records.iter().filter_map(task).collect();
        all.sort_by_key(|task| task.id);
        all.get(usize::from(n) * 7 % all.len().max(1)).cloned()
    }

    fn change_stay(&mut self, n: u8, change: impl FnOnce(&mut Episode)) {
        if let Some(mut stay) = self.stay(n) {
            change(&mut stay);
            self.save([Record::Episode(stay)]);
        }
    }

    fn change_task(&mut self, n: u8, change: impl FnOnce(&mut Task)) {
        if let Some(mut task) = self.task(n) {
            change(&mut task);
            self.save([Record::Task(task)]);
        }
    }

    fn take(&mut self, step: Step) {
        let today = self.book.today();
        let day = |days: i64| today.saturating_add(Span::new().days(days));
        let next = self.seq as u8;
        match step {
            Step::Admit { person, ago, base } => {
                let template = Arc::clone(self.book.rulebook().default_template().expect("built in"));
                let (id, person) = (EpisodeId::from_bytes([next; 16]), PersonId::from_bytes([person % 3; 16]));
                let mut stay = Episode::new(id, person, day(-ago), template.id);
                let base = [Base::Cm, Base::New65, Base::New40][usize::from(base % 3)];
                stay.variant = Variant { base, ..Variant::default() };
                let tasks = flow::missing(&stay, &template, &[]).into_iter().map(Record::Task);
                self.save(std::iter::once(Record::Episode(stay)).chain(tasks));
            }
            Step::Discharge { stay, on } => self.change_stay(stay, |stay| stay.discharge_planned_on = Some(day(on))),
            Step::End { stay, reason } => self.change_stay(stay, |stay| {
                let reason = [EndReason::Home, EndReason::Transfer, EndReason::Death][usize::from(reason % 3)];
                stay.end = Some(End { on: today, reason });
            }),
            Step::GoOn { stay } => self.change_stay(stay, |stay| stay.end = None),
            Step::Tick { task, ago } => self.change_task(task, |task| {
                let (by, evidence) = ("架空".to_owned(), String::new());
                task.state = TaskState::Done(Done { on: day(-ago), at: None, by, evidence });
            }),
            Step::Untick { task } => self.change_task(task, |task| task.state = TaskState::Open),
            Step::Assign { task, to } => {
                self.change_task(task, |task| task.assignee = Some(format!("架空 {}", to % 3)));
            }
            Step::ByHand { stay, due } => {
                let stay = self.stay(stay).filter(|_| !next.is_multiple_of(3));
                let task = Task {
                    id: TaskId::from_bytes([next; 16]),
                    rev: 0,
                    episode: stay.as_ref().map(|stay| stay.id),
                    person: stay.map(|stay| stay.person),
                    origin: Origin::Hand { text: "架空".to_owned(), due: due.map(day) },
                    assignee: None,
                    state: TaskState::Open,
                    note: String::new(),
                };
                self.save([Record::Task(task)]);
            }
            Step::Hospital { stay, name } => {
                self.change_stay(stay, |stay| stay.hospital_name = Some(format!("架空{}病院", name % 3)));
            }
            Step::OfAnother { stay, person } => {
                self.change_stay(stay, |stay| stay.person = PersonId::from_bytes([person % 3; 16]));
            }
            Step::Attach { task, stay } => {
                let stay = self.stay(stay).map(|stay| stay.id);
                self.change_task(task, |task| task.episode = stay);
            }
            Step::RemoveTask { task } => {
                if let Some(task) = self.task(task) {
                    self.write(vec![(EntityKind::Task, task.id.to_bytes(), None)]);
                }
            }
            Step::RemoveStay { stay } => {
                if let Some(stay) = self.stay(stay) {
                    self.write(vec![(EntityKind::Episode, stay.id.to_bytes(), None)]);
                }
            }
            Step::Day { days } => self.book.turn_to(day(days)),
        }
    }

    /// Held against one that is built of what is stored now.
    fn is_as_anew(&self) -> Result<(), TestCaseError> {
        let today = self.book.today();
        let anew = Casebook::build(Arc::clone(self.book.rulebook()), today, self.records.clone());
        let (mine, theirs) = (self.book.board(), anew.board());
        for task in anew.tasks() {
            prop_assert_eq!(mine.line(task.id), theirs.line(task.id));
        }
        let some = Sieve::default();
        for sieve in [
            some.clone(),
            Sieve { assignee: Some("架空 1".to_owned()), ..some.clone() },
            Sieve { hospital: Some("架空1病院".to_owned()), ..some.clone() },
            Sieve { until: Some(today), ..some.clone() },
            Sieve { duty_only: true, ..some.clone() },
            Sieve { stay: self.stay(0).map(|stay| stay.id), ..some },
        ] {
            prop_assert_eq!(mine.list(&sieve), theirs.list(&sieve));
            prop_assert_eq!(mine.counts(&sieve, today, 7), theirs.counts(&sieve, today, 7));
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_board_kept_current_is_the_one_built_anew(steps in prop::collection::vec(step(), 1..40)) {
        let mut office = Office::new();
        for step in steps {
            office.take(step);
            office.is_as_anew()?;
        }
    }
}

/// Found by the test above: the task still says whose it was.
#[test]
fn a_task_goes_with_its_stay_to_another_person() {
    let mut office = Office::new();
    let steps = [
        Step::Admit { person: 27, ago: 0, base: 0 },
        Step::Admit { person: 0, ago: 0, base: 94 },
        Step::OfAnother { stay: 80, person: 92 },
        Step::Tick { task: 41, ago: 5 },
    ];
    for step in steps {
        office.take(step);
        office.is_as_anew().unwrap();
    }
}
