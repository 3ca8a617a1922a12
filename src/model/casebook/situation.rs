//! From the records of a stay to what the engine of limits asks for.

use jiff::civil::Date;

use super::Casebook;
use crate::domain::checklist::{Anchor, DateBasis, Duty, Level, Template};
use crate::domain::deadline::{DoneItem, Effect, Planned, Practice, Situation, State, effects, plan, suggests_rush};
use crate::domain::{Episode, Task, TaskId};

use super::{Line, Status};
use crate::domain::task::{Origin, TaskState};

impl Casebook {
    /// Every limit of a stay as its record says, or would say: the what-if of a moved date is asked with a changed copy.
    pub fn plan(&self, stay: &Episode) -> Vec<Planned<'_>> {
        let Some(template) = self.template(stay.template) else { return Vec::new() };
        let tasks = self.tasks_of(stay.id);
        self.plan_under(stay, template, &tasks)
    }

    /// The same under another template: what a newer version would change.
    pub fn plan_under<'a>(&self, stay: &Episode, template: &'a Template, tasks: &[&Task]) -> Vec<Planned<'a>> {
        let done = done_items(tasks);
        let person = self.person(stay.person);
        let care_level = person.map(|person| person.care_level).unwrap_or_default();
        let situation = Situation {
            reviewed_on: person.and_then(|person| person.reviewed_on),
            first_sent_on: self.first_sent(stay),
            claimed_this_month: self.is_claimed_before(stay),
            ..Situation::of(stay, care_level, &done)
        };
        plan(template, &situation, &Practice::of(&self.rulebook))
    }

    /// What a changed stay would move, without what is set aside or done: that moves for nobody.
    pub fn moves<'a>(&'a self, stay: &Episode, changed: &Episode) -> Vec<Effect<'a>> {
        let open = |effect: &Effect<'_>| self.task(TaskId::of_item(stay.id, effect.code)).is_none_or(Task::is_open);
        let all = effects(&self.plan(stay), &self.plan(changed), Some(self.today));
        all.into_iter().filter(open).collect()
    }

    /// Is its discharge so soon after it was decided that 急な退院 should be offered?
    pub fn suggests_rush(&self, stay: &Episode) -> bool {
        let level = self.person(stay.person).map(|person| person.care_level).unwrap_or_default();
        suggests_rush(&Situation::of(stay, level, &[]), self.rulebook.settings)
    }

    /// When information about this stay first went out.
    fn first_sent(&self, stay: &Episode) -> Option<Date> {
        self.disclosures_of(stay.person).filter(|sent| sent.episode == Some(stay.id)).map(|sent| sent.at.date()).min()
    }

    /// Was the sheet of an earlier stay of the same month sent, so that its fee was claimed?
    fn is_claimed_before(&self, stay: &Episode) -> bool {
        let same_month = |other: &&Episode| {
            let (a, b) = (other.admitted_on, stay.admitted_on);
            other.id != stay.id && (a.year(), a.month()) == (b.year(), b.month()) && (a, other.id) < (b, stay.id)
        };
        self.stays_of(stay.person).filter(same_month).any(|other| {
            let Some(template) = self.template(other.template) else { return false };
            let sending = template.items.iter().filter(|item| item.rule.limit.at.anchor == Anchor::SendingOne);
            sending.into_iter().any(|item| {
                self.tasks.get(&TaskId::of_item(other.id, &item.code)).is_some_and(|task| task.done().is_some())
            })
        })
    }

    /// The lines of a stay: each task with the limit that counts on the casebook's day.
    pub(super) fn lines_of(&self, stay: &Episode) -> Vec<Line> {
        let planned = self.plan(stay);
        self.tasks_of(stay.id).into_iter().map(|task| self.line_of(task, &planned)).collect()
    }

    /// The line of one task among the limits of its stay.
    fn line_of(&self, task: &Task, planned: &[Planned<'_>]) -> Line {
        let code = match &task.origin {
            Origin::Hand { due, .. } | Origin::Action { due, .. } => return hand_line(task, *due),
            Origin::Item(code) => code,
        };
        let limits: Vec<&Planned<'_>> = planned.iter().filter(|row| row.item.code == *code).collect();
        let Some(limit) = self.counting(&limits) else { return hand_line(task, None) };
        let status = match &task.state {
            TaskState::Done(done) => Status::Done(done.on),
            TaskState::NotNeeded { .. } => Status::NotNeeded,
            TaskState::Open => match limit.state {
                State::NotApplicable(_) => Status::NotApplicable,
                State::NotNeeded(_) => Status::NotNeeded,
                // By a fact of the stay: nobody has to tick it off as well.
                State::Done(on) => Status::Done(on),
                State::Dated | State::Undated => Status::Open,
            },
        };
        Line {
            task: task.id,
            stay: task.episode,
            person: task.person,
            due: limit.due,
            from: limit.from,
            label: limit.label.map(Into::into),
            duty: limit.item.duty,
            basis: limit.basis.unwrap_or(DateBasis::Guide),
            level: limit.level.unwrap_or(Level::Optional),
            phase: Some(limit.item.phase),
            confirmed: limit.confirmed,
            status,
        }
    }

    /// Of the limits of an item the one that counts today: the first that applies; of the two steps of 入院時情報連携加算 the second once the
    /// first is past, for it can still be met.
    fn counting<'r, 'a>(&self, limits: &[&'r Planned<'a>]) -> Option<&'r Planned<'a>> {
        let applies = |row: &&&'r Planned<'a>| !matches!(row.state, State::NotApplicable(_));
        let mut able = limits.iter().filter(applies);
        let first = *able.next().or(limits.first())?;
        let is_past = first.due.is_some_and(|due| due < self.today);
        if first.item.rule.limit.at.anchor == Anchor::SendingOne && is_past {
            return able.next().copied().or(Some(first));
        }
        Some(first)
    }
}

/// What was written down by hand, or whose item the template does not have any more.
pub(super) fn hand_line(task: &Task, due: Option<Date>) -> Line {
    let status = match &task.state {
        TaskState::Open => Status::Open,
        TaskState::Done(done) => Status::Done(done.on),
        TaskState::NotNeeded { .. } => Status::NotNeeded,
    };
    Line {
        task: task.id,
        stay: task.episode,
        person: task.person,
        due,
        from: None,
        label: None,
        duty: Duty::Guide,
        basis: DateBasis::Guide,
        level: Level::Required,
        phase: None,
        confirmed: true,
        status,
    }
}

/// The items that were done, for the engine of limits.
pub(super) fn done_items<'a>(tasks: &[&'a Task]) -> Vec<DoneItem<'a>> {
    tasks.iter().filter_map(|task| Some(DoneItem { code: task.code()?, on: task.done()?.on })).collect()
}
