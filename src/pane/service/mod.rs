//! Service continuity: what does not work as usual and what will not, who is affected, who can take over; and the hospitals that stand behind.

mod act;
mod entry;
mod rows;
mod view;

use std::collections::HashMap;

use super::facility::Geometry;
use super::{Act, Context, Input, Request};
use crate::domain::service::{Need, needs};
use crate::domain::{FacilityId, PersonId};
use crate::keymap::Scope;
use crate::model::substitutes::{Ask, Substitute, substitutes};

pub use act::ServiceRequest;
pub use entry::Entry;
use entry::Line;

/// What a line of the detail stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Person(PersonId),
    Substitute(FacilityId),
}

/// The list with the selected institution.
#[derive(Debug, Default)]
pub struct ServicePane {
    entries: Vec<Entry>,
    /// What the list says of each.
    lines: Vec<Line>,
    /// Whom the selected one concerns, and what is said of them.
    people: Vec<(PersonId, String)>,
    cursor: usize,
    top: usize,
    /// What is needed of a substitute, for everybody.
    needs: Vec<Need>,
    /// What somebody needs, where that is something else.
    needs_of: HashMap<PersonId, Vec<Need>>,
    /// For whom substitutes are looked for; `None`: for everybody.
    whom: Option<PersonId>,
    targets: Vec<Target>,
    /// The selected line of the detail, while it has the keys.
    row: Option<usize>,
    substitutes: Vec<Substitute>,
    /// The names lie open: that they were looked at is written down.
    opened: Option<FacilityId>,
    /// Lines that the detail is scrolled by.
    scroll: usize,
    zoomed: bool,
    geometry: Geometry,
}

impl ServicePane {
    pub const fn scope(&self) -> Scope {
        Scope::Services
    }

    /// Lists anew after records or day changed; the selected line stays selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let (selected, target) = (self.selected(), self.target());
        (self.entries, self.lines) = entry::entries(cx).into_iter().unzip();
        let found = selected.and_then(|entry| self.entries.iter().position(|other| *other == entry));
        self.go(found.unwrap_or(self.cursor), cx);
        if found.is_some() {
            self.row = target.and_then(|target| self.targets.iter().position(|other| *other == target));
        }
    }

    pub fn selected(&self) -> Option<Entry> {
        self.entries.get(self.cursor).copied()
    }

    /// The institution whose record is looked at.
    pub fn facility(&self) -> Option<FacilityId> {
        self.selected().map(Entry::facility)
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The best first, for what is asked now.
    pub fn substitutes(&self) -> &[Substitute] {
        &self.substitutes
    }

    /// The line of the detail that has the keys.
    pub fn target(&self) -> Option<Target> {
        self.targets.get(self.row?).copied()
    }

    /// What is asked of a substitute now.
    pub fn asked(&self) -> &[Need] {
        self.whom.and_then(|person| self.needs_of.get(&person)).unwrap_or(&self.needs)
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.keep_in_sight();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it looks for an institution.
            Input::Text(text) => vec![Act::Open(Request::Search(text))],
        }
    }

    /// The names lie open from now on. Whoever calls this has it written down.
    pub fn open_names(&mut self, cx: &Context<'_>) {
        self.opened = self.facility();
        self.aim(cx);
        self.row = (!self.targets.is_empty()).then_some(0);
    }

    /// Something is needed, or not any more: by whom the line is that has the keys, else by everybody.
    pub fn toggle_need(&mut self, need: Need, cx: &Context<'_>) {
        let all = self.needs.clone();
        let asked = match self.target() {
            Some(Target::Person(person)) => self.needs_of.entry(person).or_insert(all),
            Some(Target::Substitute(_)) | None => match self.whom {
                Some(person) => self.needs_of.entry(person).or_insert(all),
                None => &mut self.needs,
            },
        };
        let is_asked = |one: &Need| asked.contains(one) != (*one == need);
        *asked = needs().into_iter().filter(is_asked).collect();
        self.relist(cx);
    }

    fn go(&mut self, at: usize, cx: &Context<'_>) {
        let before = self.selected();
        self.cursor = at.min(self.entries.len().saturating_sub(1));
        if self.selected() != before {
            self.scroll = 0;
            self.whom = None;
        }
        self.row = None;
        if self.opened.is_some() && self.opened != self.facility() {
            self.opened = None;
        }
        self.aim(cx);
        self.keep_in_sight();
    }

    /// Finds the substitutes, and the lines that can be selected.
    fn aim(&mut self, cx: &Context<'_>) {
        self.substitutes = match self.selected() {
            Some(Entry::Closing { facility, act, .. }) => {
                let affected = crate::model::substitutes::affected(cx.casebook, facility);
                let of_whom = affected.iter().filter(|one| Some(one.person.id) == self.whom);
                let days = of_whom.filter_map(|one| one.days).reduce(crate::model::OpenDays::union);
                let from = cx.casebook.logbook().acts(facility).find(|one| one.id == act).map(|act| act.from);
                // What is announced begins later: then the others have to work.
                let on = from.map_or_else(|| cx.now.today(), |from| from.max(cx.now.today()));
                let ask = Ask { closed: facility, needs: self.asked().to_vec(), days, on };
                substitutes(cx.registry, cx.casebook, &ask)
            }
            Some(Entry::Hospital(_)) | None => Vec::new(),
        };
        self.people = rows::people_of(self, cx);
        let lie_open = self.opened.is_some() && self.opened == self.facility();
        let persons = self.people.iter().filter(|_| lie_open).map(|(person, _)| Target::Person(*person));
        let others = self.substitutes.iter().map(|one| Target::Substitute(one.id));
        self.targets = persons.chain(others).collect();
    }

    fn keep_in_sight(&mut self) {
        let rows = self.rows_of_list();
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// Lines that the list has on the screen.
    fn rows_of_list(&self) -> usize {
        usize::from(self.geometry.body_rows().saturating_sub(2)).max(1)
    }
}
