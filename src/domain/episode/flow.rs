//! What happens in a stay, each act as the records that it leaves behind. Whoever asked writes them as one change.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{End, Episode};
use crate::domain::checklist::{Anchor, Phase, Template};
use crate::domain::task::{Done, NotNeeded, TaskState};
use crate::domain::{EpisodeId, Task};

/// The tasks of a stay that has just begun: one for each item that its variant has.
pub fn admit(episode: &Episode, template: &Template) -> Vec<Task> {
    missing(episode, template, &[])
}

/// The tasks that a stay lacks: of a new stay all, of one whose variant or template was changed those of the items that came in. None
/// is taken away: the task of an item that left stays as it is, and is seen again when the item comes back.
pub fn missing(episode: &Episode, template: &Template, present: &[&Task]) -> Vec<Task> {
    let there: HashSet<&str> = present.iter().filter_map(|task| task.code()).collect();
    template
        .items
        .iter()
        .filter(|item| episode.variant.level(&item.marks).is_ok() && !there.contains(item.code.as_str()))
        .map(|item| {
            let mut task = Task::of_item(episode.id, episode.person, &item.code);
            // A stay that is over gets nothing new to do.
            if let Some(end) = episode.end.filter(|end| end.reason.closes_tasks()) {
                task.state = TaskState::NotNeeded { on: end.on, why: NotNeeded::Ended(end.reason) };
            }
            task
        })
        .collect()
}

/// The stay ends: what is left to do is 不要, except after a discharge home, where the time after begins. Only the tasks that change
/// come back.
pub fn finish(episode: &Episode, end: End, tasks: &[&Task]) -> (Episode, Vec<Task>) {
    let ended = Episode { end: Some(end), ..episode.clone() };
    let changed = tasks
        .iter()
        .filter(|task| task.is_open() && end.reason.closes_tasks())
        .map(|task| {
            let state = TaskState::NotNeeded { on: end.on, why: NotNeeded::Ended(end.reason) };
            Task { state, ..(*task).clone() }
        })
        .collect();
    (ended, changed)
}

/// The stay goes on after all: what its end had made 不要 is open again.
pub fn resume(episode: &Episode, tasks: &[&Task]) -> (Episode, Vec<Task>) {
    let open = Episode { end: None, ..episode.clone() };
    let ended = |task: &&&Task| matches!(task.state, TaskState::NotNeeded { why: NotNeeded::Ended(_), .. });
    let changed = tasks.iter().filter(ended).map(|task| Task { state: TaskState::Open, ..(*task).clone() }).collect();
    (open, changed)
}

/// A new stay of somebody who was here before, with what still holds: the base of the variant, the community's contact, and what
/// was done in calm times (the phase 入院前: consent, card, the sheet's draft).
pub fn readmit(
    id: EpisodeId,
    former: &Episode,
    former_tasks: &[&Task],
    admitted_on: Date,
    template: &Template,
) -> (Episode, Vec<Task>) {
    let mut episode = Episode::new(id, former.person, admitted_on, template.id);
    episode.variant.base = former.variant.base;
    episode.variant.eol = former.variant.eol;
    episode.community_contact = former.community_contact.clone();
    episode.after = Some(former.id);
    let tasks = taken_over(admit(&episode, template), former_tasks, template);
    (episode, tasks)
}

/// The tasks of a new stay with what was done in calm times before a former one.
pub fn taken_over(mut tasks: Vec<Task>, former_tasks: &[&Task], template: &Template) -> Vec<Task> {
    for task in &mut tasks {
        take_over(task, former_tasks, template);
    }
    tasks
}

/// What was done before the former stay need not be done again.
fn take_over(task: &mut Task, former_tasks: &[&Task], template: &Template) {
    let calm = |code: &str| {
        let item = template.item(code).filter(|item| item.phase == Phase::BeforeAdmission);
        item.is_some_and(|item| matches!(item.rule.limit.at.anchor, Anchor::Review | Anchor::FirstSend))
    };
    let Some(former) = former_tasks.iter().find(|former| former.code().is_some() && former.code() == task.code())
    else {
        return;
    };
    task.assignee.clone_from(&former.assignee);
    if let (TaskState::Done(_), true) = (&former.state, task.code().is_some_and(calm)) {
        task.state = former.state.clone();
    }
}

/// Done, with day, person and evidence.
pub fn check(task: &Task, done: Done) -> Task {
    Task { state: TaskState::Done(done), ..task.clone() }
}

/// Open again, whatever it was.
pub fn uncheck(task: &Task) -> Task {
    Task { state: TaskState::Open, ..task.clone() }
}

/// A person says that it need not be done.
pub fn set_aside(task: &Task, on: Date, why: String) -> Task {
    Task { state: TaskState::NotNeeded { on, why: NotNeeded::Said(why) }, ..task.clone() }
}
