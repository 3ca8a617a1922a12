//! What follows from a record that is about to be written, so that it is written with it in one change and taken back with it.

use std::collections::HashSet;

use super::Casebook;
use crate::domain::checklist::Anchor;
use crate::domain::disclosure::Disclosure;
use crate::domain::episode::flow;
use crate::domain::figures::SHEET_DOCUMENT;
use crate::domain::publication::{kind, next_number};
use crate::domain::task::Done;
use crate::domain::{Episode, MeetingId, Task, TaskId};
use crate::port::{EntityKind, Key, Put, Record};
use crate::words::Words;

impl Casebook {
    /// With the checklist's version and the tasks that a stay needs, what its end makes 不要, the items that a sending proves, what a meeting
    /// and its tasks say of each other, and the number of a publication that has none yet.
    ///
    /// What is written already in `puts` stays as it is.
    pub fn complete(&self, puts: Vec<Put>, words: &Words) -> Vec<Put> {
        let puts: Vec<Put> = puts.into_iter().map(|put| self.numbered(put)).collect();
        let mut there: HashSet<Key> = puts.iter().map(|put| put.target().1).collect();
        let mut more = Vec::new();
        let mut gone = Vec::new();
        for put in &puts {
            match put {
                Put::Save(Record::Meeting(meeting)) => gone.extend(self.no_longer_agreed(meeting)),
                Put::Trash { kind: EntityKind::Meeting, key, .. } => {
                    gone.extend(self.open_actions(MeetingId::from_bytes(*key)));
                }
                Put::Save(_) | Put::Remove { .. } | Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => {}
            }
        }
        for record in puts.iter().filter_map(Put::saved) {
            match record {
                Record::Episode(stay) => more.extend(self.beside_stay(stay)),
                Record::Disclosure(sent) => more.extend(self.proved_by(sent, words).into_iter().map(Record::Task)),
                Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
                Record::Person(_) | Record::Template(_) => {}
                Record::Conference(_) | Record::Sheet(_) | Record::AcpTalk(_) => {}
                Record::Meeting(meeting) => more.extend(self.agreed_by(meeting).into_iter().map(Record::Task)),
                Record::Task(task) => more.extend(self.meeting_with(task).map(Record::Meeting)),
                Record::Publication(_) | Record::Guide(_) => {}
                Record::Survey(_) | Record::Answer(_) | Record::ServiceAct(_) => {}
            }
        }
        more.retain(|record| there.insert(record.key()));
        let gone = gone.into_iter().filter(|task| there.insert(task.id.to_bytes())).map(|task| Put::Trash {
            kind: EntityKind::Task,
            key: task.id.to_bytes(),
            rev: task.rev,
        });
        puts.into_iter().chain(more.into_iter().map(Put::Save)).chain(gone).collect()
    }

    /// A new publication of a numbered kind gets the next number of its series where none was given.
    fn numbered(&self, put: Put) -> Put {
        match put {
            Put::Save(Record::Publication(mut one)) if one.rev == 0 && one.number.is_none() => {
                if kind(&one.kind).is_some_and(|kind| kind.numbered) {
                    one.number = Some(next_number(self.logbook().publications(), &one.kind, &one.series));
                }
                Put::Save(one.into())
            }
            Put::Save(_) | Put::Remove { .. } | Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => put,
        }
    }

    fn beside_stay(&self, stay: &Episode) -> Vec<Record> {
        let Some(template) = self.template(stay.template) else { return Vec::new() };
        let mut records = Vec::new();
        if !self.keeps_template(template.id) {
            records.push(Record::Template(template.clone()));
        }
        let tasks = self.tasks_of(stay.id);
        let former = stay.after.filter(|_| stay.rev == 0).map(|former| self.tasks_of(former)).unwrap_or_default();
        let missing = flow::missing(stay, template, &tasks);
        records.extend(flow::taken_over(missing, &former, template).into_iter().map(Record::Task));
        let before = self.stay(stay.id).and_then(|before| before.end);
        let changed = match (before, stay.end) {
            (before, Some(end)) if before != Some(end) => {
                // Another end: what the former one had set aside is looked at anew.
                let reopened = flow::resume(stay, &tasks).1;
                let now: Vec<Task> = tasks
                    .iter()
                    .map(|task| reopened.iter().find(|open| open.id == task.id).unwrap_or(task).clone())
                    .collect();
                let ended = flow::finish(stay, end, &now.iter().collect::<Vec<_>>()).1;
                let still = reopened.into_iter().filter(|task| ended.iter().all(|done| done.id != task.id));
                still.chain(ended.iter().cloned()).collect()
            }
            (Some(_), None) => flow::resume(stay, &tasks).1,
            (_, _) => Vec::new(),
        };
        records.extend(changed.into_iter().filter(|task| self.task(task.id) != Some(task)).map(Record::Task));
        records
    }

    /// The items that are done with it: the sheet was sent, and (where that is said) received.
    fn proved_by(&self, sent: &Disclosure, words: &Words) -> Vec<Task> {
        let Some(stay) = sent.episode.and_then(|id| self.stay(id)) else { return Vec::new() };
        let Some(template) = self.template(stay.template) else { return Vec::new() };
        let elsewhere = sent.to.is_some() && stay.hospital.is_some() && sent.to != stay.hospital;
        if sent.document != SHEET_DOCUMENT || elsewhere {
            return Vec::new();
        }
        let mut tasks = Vec::new();
        for item in &template.items {
            let code = &item.code;
            let Some(task) = self.task(TaskId::of_item(stay.id, code)).filter(|task| task.is_open()) else { continue };
            let evidence = match &item.rule.limit.at.anchor {
                Anchor::SendingOne => format!("{} {}", way_word(sent, words), sent.to_name),
                Anchor::Done(of)
                    if template.item(of).is_some_and(|of| of.rule.limit.at.anchor == Anchor::SendingOne) =>
                {
                    match &sent.receipt {
                        Some(receipt) => receipt.by.clone(),
                        None if sent.is_complete() => sent.to_name.clone(),
                        None => continue,
                    }
                }
                Anchor::Done(_) | Anchor::Admission | Anchor::Decided | Anchor::Discharge => continue,
                Anchor::DischargeMonthEnd | Anchor::Need | Anchor::Applied | Anchor::Review => continue,
                Anchor::Exchange | Anchor::FirstSend | Anchor::SendingTwo | Anchor::Transfer | Anchor::On(_) => {
                    continue;
                }
            };
            let is_receipt = matches!(item.rule.limit.at.anchor, Anchor::Done(_));
            let at = sent.receipt.as_ref().filter(|_| is_receipt).map_or(sent.at, |receipt| receipt.at);
            let done = Done { on: at.date(), at: Some(at.time()), by: sent.by.clone(), evidence };
            tasks.push(flow::check(task, done));
        }
        tasks
    }
}

/// `FAX 03-0123-4567`, or the way's own name.
fn way_word(sent: &Disclosure, words: &Words) -> String {
    let way = words.get(&format!("form.value.way.{}", sent.way)).to_owned();
    sent.number.as_ref().map_or_else(|| way.clone(), |number| format!("{way} {}", number.display()))
}
