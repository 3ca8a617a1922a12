//! The first real person in a store that is not encrypted: asked about once, before anything is typed.

use super::{App, Overlay};
use crate::message::Effect;
use crate::overlay::confirm::Confirm;
use crate::pane::{FormFor, Question, Request};

impl App {
    /// Would somebody real be the first whose data lie in clear?
    pub(super) fn asks_before(&self, wanted: &FormFor) -> bool {
        let is_new = match wanted {
            FormFor::Admission { person, .. } => person.is_none(),
            FormFor::Person(person) => person.is_none(),
            FormFor::NewCard => true,
            FormFor::Card(_) | FormFor::Call(..) | FormFor::AcpTalk(_) | FormFor::Meeting(_) => false,
            FormFor::Facility(_) | FormFor::Episode(_) | FormFor::Ending(_) | FormFor::Task(_) => false,
            FormFor::Survey(_) | FormFor::Answer(..) => false,
            FormFor::Publication(_) | FormFor::Posting(..) | FormFor::Guide(_) | FormFor::ServiceAct(_) => false,
            FormFor::Evidence(_) | FormFor::Sending(_) | FormFor::Talk(_) | FormFor::Sheet(_) => false,
        };
        let is_first = || self.world.casebook.persons().all(|person| person.fictional);
        is_new && self.settings.plain_store && !self.world.session.plain_accepted && is_first()
    }

    /// Asks, and opens the form as soon as the answer is yes.
    pub(super) fn postpone(&mut self, wanted: FormFor) {
        self.postponed = Some(wanted);
        self.overlays.push(Overlay::Confirm(Confirm::new(Question::PlainStore)));
    }

    /// The answer was yes: it is not asked again, and the form opens.
    pub(super) fn accept_plain(&mut self, effects: &mut Vec<Effect>) {
        self.world.session.plain_accepted = true;
        effects.push(Effect::SaveSession(self.world.session.clone()));
        if let Some(wanted) = self.postponed.take() {
            self.open(Request::Form(wanted), effects);
        }
    }
}
