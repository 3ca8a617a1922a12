//! What follows from a stay that is saved.

use crate::domain::Episode;
use crate::domain::episode::flow;
use crate::pane::Context;
use crate::port::{Put, Record};

/// With the tasks of its checklist that the stay has not yet: of a new one all, after another variant those that came in. All of it is one
/// change and one undo. A template that nothing ran under is kept with its first stay.
pub(super) fn with_tasks(mut puts: Vec<Put>, cx: &Context<'_>) -> Vec<Put> {
    let stays = puts.iter().filter_map(Put::saved).filter_map(Record::as_episode);
    let following: Vec<Put> = stays.flat_map(|stay| of(stay, cx)).collect();
    puts.extend(following);
    puts
}

fn of(stay: &Episode, cx: &Context<'_>) -> Vec<Put> {
    let Some(template) = cx.casebook.template(stay.template) else { return Vec::new() };
    let kept = cx.casebook.keeps_template(template.id);
    let template_put = (!kept).then(|| Put::Save(Record::Template(template.clone())));
    let tasks = flow::missing(stay, template, &cx.casebook.tasks_of(stay.id));
    template_put.into_iter().chain(tasks.into_iter().map(|task| Put::Save(Record::Task(task)))).collect()
}
