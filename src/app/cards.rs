//! The emergency cards: opening one is written down, and a restricted one asks for a reason first, also where it is handed out.

use super::{App, Overlay};
use crate::domain::card::OPENING_REASONS;
use crate::domain::permission::Denial;
use crate::domain::{PersonId, Role};
use crate::message::Effect;
use crate::overlay::hand_over::HandOverMenu;
use crate::overlay::page::About;
use crate::pane::card::{CardOrder, Round};
use crate::pane::{Act, Request};
use crate::port::draft::Draft;
use crate::port::{EntityKind, Record};

impl App {
    /// A restricted card is opened with a reason.
    pub(super) fn ask_for_card(&mut self, person: PersonId, effects: &mut Vec<Effect>) {
        if self.world.casebook.person(person).is_none() {
            return self.say(self.words().get("cards.gone"));
        }
        if !self.needs_reason(person) {
            return self.open_card(person, None, effects);
        }
        self.ask_why(|reason| Act::OpenCard { person, reason: Some(reason) }, effects);
    }

    /// Restricted; or any card, where a role has nothing to do with persons: that one opens cards in an emergency only.
    pub(super) fn needs_reason(&self, person: PersonId) -> bool {
        let is_stranger = matches!(self.settings.denied, Some(Denial::Role(Role::Meetings)));
        is_stranger || self.world.casebook.person(person).is_some_and(|person| person.card.restricted)
    }

    fn ask_why(&mut self, then: impl Fn(&'static str) -> Act, effects: &mut Vec<Effect>) {
        let words = self.words();
        let rows =
            OPENING_REASONS.map(|reason| (words.get(&format!("cards.reason.{reason}")).to_owned(), then(reason)));
        let title = words.get("cards.why").to_owned();
        self.open(Request::Choose { title, rows: rows.to_vec(), at: 0 }, effects);
    }

    /// The menu shows what would go out: a card that is not open already is opened by it.
    pub(super) fn ask_to_hand_over(&mut self, persons: Vec<PersonId>, effects: &mut Vec<Effect>) {
        if !self.unopened(&persons).iter().any(|person| self.needs_reason(*person)) {
            return self.open_hand_over(persons, None, effects);
        }
        self.ask_why(|reason| Act::OpenHandOver { persons: persons.clone(), reason }, effects);
    }

    pub(super) fn open_hand_over(
        &mut self,
        persons: Vec<PersonId>,
        reason: Option<&'static str>,
        effects: &mut Vec<Effect>,
    ) {
        let (closed, usual): (Vec<_>, Vec<_>) =
            self.unopened(&persons).into_iter().partition(|person| self.needs_reason(*person));
        let records = |of: &[PersonId]| of.iter().map(|person| (EntityKind::Person, person.to_bytes())).collect();
        // A line for each: what is opened with a reason stands out by itself, and not as one of a list.
        for person in closed {
            let note = reason.unwrap_or_default().to_owned();
            effects.push(Effect::Witness { action: "emergency_open", records: records(&[person]), note });
        }
        if !usual.is_empty() {
            let note = "screen hand over".to_owned();
            effects.push(Effect::Witness { action: "open", records: records(&usual), note });
        }
        self.overlays.push(Overlay::HandOver(Box::new(HandOverMenu::new(persons, self.geometry))));
    }

    /// A draft holds the card as it was opened: going on with it opens the card. Asks for the reason where there has to be one; the draft is
    /// offered again with the form.
    pub(super) fn asks_before_draft(&mut self, draft: &Draft, effects: &mut Vec<Effect>) -> bool {
        let person = draft.unsaved.base.as_ref().and_then(Record::as_person).map(|person| person.id);
        let known = person.filter(|id| self.world.casebook.person(*id).is_some());
        let Some(person) = known.filter(|id| !self.unopened(&[*id]).is_empty()) else { return false };
        if self.needs_reason(person) {
            self.ask_for_card(person, effects);
            return true;
        }
        let records = vec![(EntityKind::Person, person.to_bytes())];
        effects.push(Effect::Witness { action: "open", records, note: "screen form".to_owned() });
        false
    }

    /// Those whose card does not lie open underneath.
    fn unopened(&self, persons: &[PersonId]) -> Vec<PersonId> {
        let open = self.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Page(page) => page.card(),
            _ => None,
        });
        let open: Vec<PersonId> = open.collect();
        persons.iter().copied().filter(|person| !open.contains(person)).collect()
    }

    /// Shown at once: in the night nobody waits for the line of the audit, which is written beside.
    pub(super) fn open_card(&mut self, person: PersonId, reason: Option<&'static str>, effects: &mut Vec<Effect>) {
        self.cards.select(person);
        let records = vec![(EntityKind::Person, person.to_bytes())];
        let action = if reason.is_some() { "emergency_open" } else { "open" };
        effects.push(Effect::Witness { action, records, note: reason.unwrap_or("screen card").to_owned() });
        self.open_page(About::Readout(person));
    }

    pub(super) fn set_round(&mut self, round: Round) {
        self.cards.round = round;
        self.cards.marks.clear();
        self.relist_cards();
    }

    pub(super) fn set_card_order(&mut self, order: CardOrder) {
        self.cards.order = order;
        self.relist_cards();
    }

    pub(super) fn relist_cards(&mut self) {
        let cx = self.world.context(self.pane.selected());
        self.cards.relist(&cx);
        self.dirty = true;
    }
}
