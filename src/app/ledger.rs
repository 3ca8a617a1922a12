//! What the centre publishes and where one asks: what the pane lists, and the forms of its entries.

use super::{App, Front, Overlay};
use crate::domain::publication::{Question, kind};
use crate::domain::{Guide, GuideId, MeetingId, Publication, PublicationId};
use crate::form::Scrutiny;
use crate::message::Effect;
use crate::overlay::ask::AskSearch;
use crate::overlay::paste::PasteMenu;
use crate::pane::publication::{Entry, LedgerRequest, LedgerSieve, questions, scrutiny};
use crate::pane::{FormFor, Request};
use crate::port::{EntityKind, Key};

impl App {
    pub(super) fn set_ledger_sieve(&mut self, sieve: LedgerSieve) {
        self.publications.sieve = sieve;
        self.relist_front();
    }

    /// An entry on its pane.
    pub(super) fn open_entry(&mut self, entry: Entry) {
        self.show(Front::Publications);
        let cx = self.world.context(self.pane.selected());
        self.publications.select(entry, &cx);
    }

    pub(super) fn open_ledger(&mut self, request: LedgerRequest, effects: &mut Vec<Effect>) {
        let form = match request {
            LedgerRequest::Ask(text) => {
                let search = AskSearch::new(&text, &self.world.context(self.pane.selected()));
                return self.overlays.push(Overlay::Ask(Box::new(search)));
            }
            LedgerRequest::Paste(id) => {
                let cx = self.world.context(self.pane.selected());
                let menu = PasteMenu::new(id, &self.settings.centre, &cx);
                return self.overlays.push(Overlay::Paste(Box::new(menu)));
            }
            LedgerRequest::Question => match questions(&self.world.context(None)) {
                Some(menu) => return self.open(menu, effects),
                None => self.begin_publication("qa"),
            },
            LedgerRequest::Add(code) => self.begin_publication(code),
            LedgerRequest::Answer(meeting, line) => self.begin_answer(meeting, line, effects),
            LedgerRequest::AddGuide => Some(FormFor::Guide(Box::new(Guide {
                id: GuideId::new(),
                confirmed_on: Some(self.world.now.today()),
                ..Guide::default()
            }))),
            LedgerRequest::Edit(Entry::Publication(id)) => {
                let one = self.world.casebook.logbook().publication(id);
                one.map(|one| FormFor::Publication(Box::new(one.clone())))
            }
            LedgerRequest::Edit(Entry::Guide(id)) => {
                self.world.casebook.logbook().guide(id).map(|guide| FormFor::Guide(Box::new(guide.clone())))
            }
            LedgerRequest::Post(id) => {
                let one = self.world.casebook.logbook().publication(id).cloned();
                one.map(|one| FormFor::Posting(Box::new(one.clone()), self.scrutinise(&one)))
            }
        };
        match form {
            Some(form) => self.open(Request::Form(form), effects),
            None => self.say(self.words().get("publications.gone")),
        }
    }

    fn begin_publication(&self, code: &str) -> Option<FormFor> {
        let kind = kind(code)?;
        Some(FormFor::Publication(Box::new(Publication {
            id: PublicationId::new(),
            kind: kind.code.to_owned(),
            on: self.world.now.today().into(),
            question: (kind.code == "qa").then(Question::default),
            ..Publication::default()
        })))
    }

    /// A question of a meeting with what is known of it. Of a meeting that speaks of cases it is written down that its question was looked at.
    fn begin_answer(&self, id: MeetingId, line: usize, effects: &mut Vec<Effect>) -> Option<FormFor> {
        let meeting = self.world.casebook.logbook().meeting(id)?;
        let asked = meeting.lines.get(line)?.text.clone();
        if meeting.is_guarded() {
            let records = vec![(EntityKind::Meeting, id.to_bytes())];
            effects.push(Effect::Witness { action: "open", records, note: "screen question".to_owned() });
        }
        Some(FormFor::Publication(Box::new(Publication {
            id: PublicationId::new(),
            kind: "qa".to_owned(),
            on: self.world.now.today().into(),
            // Asked among partners it is theirs, until somebody says more.
            publicity: meeting.publicity,
            question: Some(Question { asked, ..Question::default() }),
            meeting: Some(id),
            scenes: meeting.scenes.clone(),
            projects: meeting.projects.clone(),
            ..Publication::default()
        })))
    }

    /// What in its text may name somebody whom the centre knows now.
    fn scrutinise(&self, one: &Publication) -> Scrutiny {
        let cx = self.world.context(None);
        let known = cx.casebook.known_beside(cx.registry);
        scrutiny(one, &known, &self.settings.centre, &cx)
    }

    /// What the form of a posting is held against, begun or resumed.
    pub(super) fn know_scrutiny(&mut self, key: Key) {
        let one = self.world.casebook.logbook().publication(PublicationId::from_bytes(key));
        let scrutiny = one.map(|one| self.scrutinise(one)).unwrap_or_default();
        self.world.catalogue.scrutiny = scrutiny;
    }
}
