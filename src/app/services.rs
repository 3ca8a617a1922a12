//! Service continuity: names that are opened with a line in the audit, what is needed, and the forms of closings.

use super::{App, Front};
use crate::domain::permission::Denial;
use crate::domain::service::{Need, ServiceAct};
use crate::domain::{FacilityId, PersonId, Publicity, Role, ServiceActId};
use crate::message::Effect;
use crate::model::substitutes::not_as_usual;
use crate::pane::service::ServiceRequest;
use crate::pane::{FormFor, Request};
use crate::port::EntityKind;

impl App {
    /// Shown at once; the line of the audit is written beside. Whose role has nothing to do with persons sees how many they are, and no names.
    pub(super) fn open_affected(&mut self, persons: &[PersonId], effects: &mut Vec<Effect>) {
        if matches!(self.settings.denied, Some(Denial::Role(Role::Meetings))) {
            return self.say(self.words().get("services.not_yours"));
        }
        let records = persons.iter().map(|person| (EntityKind::Person, person.to_bytes())).collect();
        effects.push(Effect::Witness { action: "open", records, note: "screen service".to_owned() });
        let cx = self.world.context(self.pane.selected());
        self.services.open_names(&cx);
        self.dirty = true;
    }

    /// Another set of needs; the menu stays open for the next one.
    pub(super) fn toggle_need(&mut self, need: Need, effects: &mut Vec<Effect>) {
        let cx = self.world.context(self.pane.selected());
        self.services.toggle_need(need, &cx);
        let again = self.services.needs_again(need, &cx);
        self.open(again, effects);
    }

    /// The institution on the pane of facilities.
    pub(super) fn show_facility(&mut self, id: FacilityId) {
        self.show(Front::Facilities);
        self.select(id);
    }

    pub(super) fn open_service(&mut self, request: ServiceRequest, effects: &mut Vec<Effect>) {
        let form = match request {
            ServiceRequest::Close => self.begun_act(FacilityId::from_bytes([0; 16]), "closed"),
            ServiceRequest::Reopen(facility) => {
                let today = self.world.now.today();
                let is_closed = not_as_usual(&self.world.casebook, facility, today).is_some()
                    || self.world.casebook.logbook().acts(facility).any(|act| act.from > today);
                if !is_closed {
                    return self.say(self.words().get("services.not_closed"));
                }
                self.begun_act(facility, "open")
            }
            ServiceRequest::Edit(id) => match self.act_of(id) {
                Some(act) => act.clone(),
                None => return self.say(self.words().get("services.gone_act")),
            },
        };
        self.open(Request::Form(FormFor::ServiceAct(Box::new(form))), effects);
    }

    fn act_of(&self, id: ServiceActId) -> Option<&ServiceAct> {
        let log = self.world.casebook.logbook();
        log.facilities_with_acts().flat_map(|facility| log.acts(facility)).find(|act| act.id == id)
    }

    /// As the command line begins it.
    fn begun_act(&self, facility: FacilityId, state: &str) -> ServiceAct {
        ServiceAct {
            id: ServiceActId::new(),
            rev: 0,
            facility,
            state: state.to_owned(),
            from: self.world.now.today(),
            until: None,
            services: Vec::new(),
            reason: String::new(),
            note: String::new(),
            said_by: String::new(),
            by: self.settings.person.clone(),
            at: self.world.now.wall.datetime(),
            publicity: Publicity::Partners,
            fictional: false,
        }
    }
}
