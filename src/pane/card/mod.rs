//! The emergency cards: everybody, by name, with how old the card is and what has to be seen to. Nothing medical stands here: a card is opened,
//! and that it was is written down.

mod act;
mod rows;
mod view;

use std::collections::BTreeSet;

use super::facility::Geometry;
use super::{Act, CareRequest, Context, Input, Request};
use crate::domain::card::{Due, review};
use crate::domain::{Person, PersonId};
use crate::keymap::Scope;

pub(crate) use act::confirm;
pub use rows::{age_and_level, confirmed, due_word, due_words};

/// Which cards are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Round {
    #[default]
    All,
    /// Those of which this is due.
    Due(Due),
    /// Who depends on something that a disaster takes away, or lives alone.
    Disaster,
}

/// In which order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, strum::Display, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum CardOrder {
    #[default]
    Reading,
    /// Not confirmed for the longest time first.
    Oldest,
    Area,
}

/// The list with a selected card.
#[derive(Debug, Default)]
pub struct CardPane {
    pub round: Round,
    pub order: CardOrder,
    pub marks: BTreeSet<PersonId>,
    persons: Vec<PersonId>,
    cursor: usize,
    top: usize,
    pub(super) zoomed: bool,
    geometry: Geometry,
}

impl CardPane {
    pub const fn scope(&self) -> Scope {
        Scope::Cards
    }

    /// Lists anew after records, round, order or day changed; the selected card stays selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let selected = self.selected();
        let mut persons: Vec<&Person> =
            cx.casebook.by_reading().into_iter().filter(|person| self.takes(person, cx)).collect();
        match self.effective_order() {
            CardOrder::Reading => {}
            CardOrder::Oldest => persons.sort_by_key(|person| person.reviewed_on),
            CardOrder::Area => persons
                .sort_by(|a, b| (a.card.area.is_empty(), &a.card.area).cmp(&(b.card.area.is_empty(), &b.card.area))),
        }
        self.persons = persons.into_iter().map(|person| person.id).collect();
        // Nobody is done something to who is not in sight.
        let persons = &self.persons;
        self.marks.retain(|id| persons.contains(id));
        let found = selected.and_then(|id| self.persons.iter().position(|other| *other == id));
        self.go(found.unwrap_or(self.cursor));
    }

    fn takes(&self, person: &Person, cx: &Context<'_>) -> bool {
        self.round == Round::All || self.round.takes(&State::of(person, cx))
    }

    /// The list for disasters is always by area.
    fn effective_order(&self) -> CardOrder {
        if self.round == Round::Disaster { CardOrder::Area } else { self.order }
    }

    pub fn selected(&self) -> Option<PersonId> {
        self.persons.get(self.cursor).copied()
    }

    pub fn select(&mut self, id: PersonId) -> bool {
        let found = self.persons.iter().position(|other| *other == id);
        if let Some(at) = found {
            self.go(at);
        }
        found.is_some()
    }

    /// The marked cards, else the selected one; in a round that is walked, everybody who is listed.
    pub fn chosen(&self) -> Vec<PersonId> {
        if !self.marks.is_empty() {
            return self.persons.iter().filter(|id| self.marks.contains(id)).copied().collect();
        }
        match self.round {
            Round::All => self.selected().into_iter().collect(),
            Round::Due(_) | Round::Disaster => self.persons.clone(),
        }
    }

    pub fn persons(&self) -> &[PersonId] {
        &self.persons
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.go(self.cursor);
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it looks for a person.
            Input::Text(text) => vec![Act::Open(Request::Care(CareRequest::FindCard(text)))],
        }
    }

    fn go(&mut self, at: usize) {
        self.cursor = at.min(self.persons.len().saturating_sub(1));
        let rows = self.rows_of_list();
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    fn step(&mut self, by: isize) {
        self.go(self.cursor.saturating_add_signed(by));
    }

    /// Lines that the list has on the screen.
    fn rows_of_list(&self) -> usize {
        let body = self.geometry.body_rows().saturating_sub(2);
        let under = if self.geometry.wide() || self.zoomed { 0 } else { view::SUMMARY_ROWS };
        usize::from(body.saturating_sub(under)).max(1)
    }
}

impl Round {
    /// Every round, in the order of the menu.
    pub fn every() -> Vec<Self> {
        let due = <Due as strum::IntoEnumIterator>::iter().map(Self::Due);
        [Self::All].into_iter().chain(due).chain([Self::Disaster]).collect()
    }

    /// The last part of its words' key.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Due(due) => due.into(),
            Self::Disaster => "disaster",
        }
    }

    fn takes(self, state: &State) -> bool {
        match self {
            Self::All => true,
            Self::Due(due) => state.due.contains(&due),
            Self::Disaster => state.is_for_disasters,
        }
    }
}

/// What decides in which rounds somebody is, found out once for all of them.
#[derive(Debug, Default)]
struct State {
    due: Vec<Due>,
    is_for_disasters: bool,
}

impl State {
    /// Of who has died nothing is due.
    fn of(person: &Person, cx: &Context<'_>) -> Self {
        if person.card.passing.is_some() {
            return Self::default();
        }
        Self { due: review::due(person, cx.now.today(), cx.registry), is_for_disasters: person.card.is_for_disasters() }
    }
}
