//! 課題 and what was done about them.

use jiff::civil::Date;

use super::meetings::of_year;
use super::{Counted, Figure, Part, ReportInput, Traced};
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{Line, Mark, Meeting};
use crate::domain::task::{Origin, Task, TaskState};
use crate::domain::vague::Vague;

/// Issues and actions of the year's meetings, and of all actions those that were due in it.
pub(super) fn agreed(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let (mut issues, mut without, mut actions, mut done) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut settled = Vec::new();
    for meeting in of_year(input, year) {
        for (at, line) in meeting.lines.iter().enumerate() {
            let what = traced(meeting, at, line);
            match line.mark {
                Mark::Issue => {
                    issues.push(Counted::once(what));
                    let answers = answers(meeting, at);
                    without.push(Counted::judged(what, answers.is_empty()));
                    settled.push(Counted::judged(what, is_settled(&answers, input)));
                }
                Mark::Action => {
                    actions.push(Counted::once(what));
                    match line.task.and_then(|id| (input.task)(id)).map(|task| &task.state) {
                        Some(TaskState::NotNeeded { .. }) => {}
                        Some(TaskState::Done(_)) => done.push(Counted::judged(what, true)),
                        Some(TaskState::Open) | None => done.push(Counted::judged(what, false)),
                    }
                }
                Mark::Decision | Mark::Question | Mark::Note => {}
            }
        }
    }
    let on_time = input.meetings.iter().flat_map(|meeting| {
        meeting.lines.iter().enumerate().filter_map(|(at, line)| {
            let task = line.task.and_then(|id| (input.task)(id))?;
            let is_met = kept(task, input.today).filter(|_| due(task).is_some_and(|due| year.holds(due)))?;
            Some(Counted::judged(traced(meeting, at, line), is_met))
        })
    });
    vec![
        Figure::count(Part::Actions, "issues", issues),
        Figure::share(Part::Actions, "issues.without_action", without),
        Figure::share(Part::Actions, "issues.done", settled),
        Figure::count(Part::Actions, "actions", actions),
        Figure::share(Part::Actions, "actions.done", done),
        Figure::share(Part::Actions, "actions.on_time", on_time.collect()),
    ]
}

fn traced(meeting: &Meeting, at: usize, line: &Line) -> Traced {
    line.task.map_or(Traced::Line(meeting.id, at), Traced::Task)
}

/// The actions that answer to the issue at `at`. One without a number has those that stand right below it.
fn answers(meeting: &Meeting, at: usize) -> Vec<&Line> {
    let Some(issue) = meeting.lines.get(at) else { return Vec::new() };
    if let Some(number) = issue.number {
        let actions = meeting.lines.iter().filter(|line| line.mark == Mark::Action && line.of == Some(number));
        return actions.collect();
    }
    let below = meeting.lines.iter().skip(at + 1).take_while(|line| line.mark != Mark::Issue);
    below.filter(|line| line.mark == Mark::Action && line.of.is_none()).collect()
}

/// Was something to be done about it, and is nothing of it to be done yet? So the log says it too.
fn is_settled(answers: &[&Line], input: &ReportInput<'_>) -> bool {
    let is_open = |line: &&Line| {
        line.task.and_then(|id| (input.task)(id)).is_some_and(|task| matches!(task.state, TaskState::Open))
    };
    !answers.is_empty() && !answers.iter().any(is_open)
}

fn due(task: &Task) -> Option<Date> {
    match &task.origin {
        Origin::Action { due, .. } | Origin::Hand { due, .. } => *due,
        Origin::Item(_) => None,
    }
}

/// Was it done by its day? `None` where that cannot be said: not due yet, not needed, or done nobody knows when.
fn kept(task: &Task, today: Date) -> Option<bool> {
    let due = due(task)?;
    match &task.state {
        TaskState::NotNeeded { .. } => None,
        TaskState::Open => (due < today).then_some(false),
        TaskState::Done(done) => {
            let said = match &task.origin {
                Origin::Action { done_on, .. } => *done_on,
                Origin::Hand { .. } | Origin::Item(_) => None,
            };
            match said {
                None => Some(done.on <= due),
                Some(Vague::Unknown) => None,
                Some(vague) if vague.last().is_some_and(|last| last <= due) => Some(true),
                Some(vague) => vague.first().filter(|first| due < *first).map(|_| false),
            }
        }
    }
}
