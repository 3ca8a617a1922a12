//! The rows of the board and of a checklist: lines under headings, one of them selected.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::checklist::Phase;
use crate::domain::{EpisodeId, PersonId, TaskId};
use crate::model::casebook::{Open, Order, Sieve, Status};
use crate::pane::Context;

use super::rows::{Urgency, urgency_of};

/// A row: a heading, or something to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// So many lines of that urgency follow.
    Urgency(Urgency, usize),
    /// A person's lines follow.
    Person(PersonId, usize),
    /// A hospital's lines follow; the stay tells which.
    Hospital(EpisodeId, usize),
    /// The lines of a phase follow: how many are done or not needed, of how many.
    Phase(Phase, usize, usize),
    /// Written by hand.
    ByHand(usize),
    Line(TaskId),
}

/// Rows with a selected line. Headings are never selected.
#[derive(Debug, Default)]
pub struct TaskList {
    entries: Vec<Entry>,
    cursor: usize,
    top: usize,
}

impl TaskList {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every row, shown or not.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Lines, without the headings.
    pub fn lines(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Line(_))).count()
    }

    pub fn selected(&self) -> Option<TaskId> {
        match self.entries.get(self.cursor) {
            Some(Entry::Line(task)) => Some(*task),
            Some(_) | None => None,
        }
    }

    /// The rows on `rows` lines, each with whether it is the selected one.
    pub fn shown(&self, rows: usize) -> impl Iterator<Item = (Entry, bool)> {
        let cursor = self.cursor;
        self.entries.iter().copied().enumerate().skip(self.top).take(rows).map(move |(at, entry)| (entry, at == cursor))
    }

    /// Does anything follow below what is shown?
    pub fn has_more(&self, rows: usize) -> bool {
        self.top + rows < self.entries.len()
    }

    /// Other rows under the same eyes: the selected line stays selected; where it is gone, the place is kept.
    pub fn replace(&mut self, entries: Vec<Entry>, rows: usize) {
        let line = self.cursor - self.top.min(self.cursor);
        let selected = self.selected();
        self.entries = entries;
        let found = selected.and_then(|task| self.place(task));
        self.cursor = found.unwrap_or(self.cursor);
        self.land(1);
        self.top = self.cursor.saturating_sub(line);
        self.show_selected(rows);
    }

    pub fn select(&mut self, task: TaskId, rows: usize) -> bool {
        let found = self.place(task);
        if let Some(at) = found {
            self.cursor = at;
            self.show_selected(rows);
        }
        found.is_some()
    }

    fn place(&self, task: TaskId) -> Option<usize> {
        self.entries.iter().position(|entry| *entry == Entry::Line(task))
    }

    /// Moves by so many lines; headings are stepped over.
    pub fn step(&mut self, by: isize, rows: usize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.entries.len().saturating_sub(1));
        self.land(by);
        self.show_selected(rows);
    }

    /// Off a heading: on in the direction that was gone, else back.
    fn land(&mut self, by: isize) {
        self.cursor = self.cursor.min(self.entries.len().saturating_sub(1));
        let is_line = |at: &usize| matches!(self.entries.get(*at), Some(Entry::Line(_)));
        let after = (self.cursor..self.entries.len()).find(is_line);
        let before = (0..=self.cursor).rev().find(is_line);
        let found = if by < 0 { before.or(after) } else { after.or(before) };
        self.cursor = found.unwrap_or(0);
    }

    /// Scrolls as little as is needed; the heading over the first line is shown with it.
    pub fn show_selected(&mut self, rows: usize) {
        let rows = rows.max(1);
        let last_top = self.entries.len().saturating_sub(rows);
        let first = if self.cursor > 0 && !matches!(self.entries.get(self.cursor - 1), Some(Entry::Line(_))) {
            self.cursor - 1
        } else {
            self.cursor
        };
        self.top = self.top.min(first).max((self.cursor + 1).saturating_sub(rows)).min(last_top);
    }
}

/// The open lines of everybody that pass, under their headings.
pub(super) fn board(cx: &Context<'_>, sieve: &Sieve, order: Order) -> Vec<Entry> {
    let open = cx.casebook.board().open(sieve);
    match order {
        Order::Due => by_urgency(open, cx.now.today()),
        Order::Person => {
            let kana = |first: &Open| {
                let person = cx.casebook.person(first.person?)?;
                Some(person.kana.clone().unwrap_or_else(|| person.name.clone()))
            };
            grouped(open, |line| line.person, kana, |first, count| Some(Entry::Person(first.person?, count)))
        }
        Order::Hospital => {
            let hospital = |line: &Open| line.stay.map(|_| line.hospital);
            let name = |first: &Open| first.stay.map(|stay| super::rows::hospital(cx, stay));
            grouped(open, hospital, name, |first, count| Some(Entry::Hospital(first.stay?, count)))
        }
    }
}

/// In groups under headings, sorted by the names of their first lines; within a group the order stays. What belongs to none is last.
fn grouped<'a, K: Eq + std::hash::Hash, N: Ord>(
    open: impl Iterator<Item = &'a Open>,
    group: impl Fn(&Open) -> Option<K>,
    name: impl Fn(&Open) -> N,
    heading: impl Fn(&Open, usize) -> Option<Entry>,
) -> Vec<Entry> {
    let mut groups: Vec<(&Open, Vec<TaskId>)> = Vec::new();
    let mut places: HashMap<Option<K>, usize> = HashMap::new();
    for line in open {
        let at = *places.entry(group(line)).or_insert_with(|| {
            groups.push((line, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(line.task);
    }
    groups.sort_by_cached_key(|(first, _)| (group(first).is_none(), name(first)));
    let lines = |tasks: Vec<TaskId>| tasks.into_iter().map(Entry::Line);
    let head = |first: &Open, count| heading(first, count).unwrap_or(Entry::ByHand(count));
    groups
        .into_iter()
        .flat_map(|(first, tasks)| std::iter::once(head(first, tasks.len())).chain(lines(tasks)))
        .collect()
}

/// Sorted by limit already: the headings stand where the urgency changes.
fn by_urgency<'a>(open: impl Iterator<Item = &'a Open>, today: Date) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut head: Option<(Urgency, usize)> = None;
    for line in open {
        let urgency = urgency_of(line.due(), today);
        match head {
            Some((same, at)) if same == urgency => {
                if let Some(Entry::Urgency(_, count)) = entries.get_mut(at) {
                    *count += 1;
                }
            }
            Some(_) | None => {
                head = Some((urgency, entries.len()));
                entries.push(Entry::Urgency(urgency, 1));
            }
        }
        entries.push(Entry::Line(line.task));
    }
    entries
}

/// Every line of a stay by phase; what the variant leaves out is left out unless it was done all the same.
pub(super) fn checklist(cx: &Context<'_>, stay: EpisodeId) -> Vec<Entry> {
    let board = cx.casebook.board();
    let tasks = cx.casebook.tasks_of(stay);
    let lines: Vec<_> = tasks
        .iter()
        .filter_map(|task| board.line(task.id))
        .filter(|line| line.status != Status::NotApplicable)
        .collect();
    let mut entries = Vec::new();
    let phases = <Phase as strum::IntoEnumIterator>::iter().map(Some).chain([None]);
    for phase in phases {
        let of_phase: Vec<_> = lines.iter().filter(|line| line.phase == phase).collect();
        if of_phase.is_empty() {
            continue;
        }
        let finished = of_phase.iter().filter(|line| !line.is_open()).count();
        entries.push(match phase {
            Some(phase) => Entry::Phase(phase, finished, of_phase.len()),
            None => Entry::ByHand(of_phase.len()),
        });
        entries.extend(of_phase.iter().map(|line| Entry::Line(line.task)));
    }
    entries
}
