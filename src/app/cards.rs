//! The emergency cards: opening one is written down, and a restricted one asks for a reason first.

use super::App;
use crate::domain::card::OPENING_REASONS;
use crate::domain::permission::Denial;
use crate::domain::{PersonId, Role};
use crate::message::Effect;
use crate::overlay::page::About;
use crate::pane::card::{CardOrder, Round};
use crate::pane::{Act, Request};
use crate::port::EntityKind;

impl App {
    /// A restricted card is opened with a reason.
    pub(super) fn ask_for_card(&mut self, person: PersonId, effects: &mut Vec<Effect>) {
        let Some(found) = self.world.casebook.person(person) else {
            return self.say(self.words().get("cards.gone"));
        };
        // Whose role has nothing to do with persons opens a card in an emergency only.
        let is_stranger = matches!(self.settings.denied, Some(Denial::Role(Role::Meetings)));
        if !found.card.restricted && !is_stranger {
            return self.open_card(person, None, effects);
        }
        let words = self.words();
        let rows = OPENING_REASONS.map(|reason| {
            let text = words.get(&format!("cards.reason.{reason}")).to_owned();
            (text, Act::OpenCard { person, reason: Some(reason) })
        });
        let title = words.get("cards.why").to_owned();
        self.open(Request::Choose { title, rows: rows.to_vec(), at: 0 }, effects);
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
