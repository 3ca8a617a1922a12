//! What is asked of persons and stays: each becomes a form with what is known already, or a page.

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::{App, Overlay};
use crate::domain::conference::TalkKind;
use crate::domain::disclosure::{Ground, Way};
use crate::domain::episode::flow;
use crate::domain::figures::FiscalYear;
use crate::domain::sheet::{Institution, Known, Sheet, SheetForm, begin};
use crate::domain::task::{Origin, TaskState};
use crate::domain::{
    AcpTalk, AcpTalkId, Conference, ConferenceId, Disclosure, DisclosureId, Episode, EpisodeId, FacilityId, Person,
    PersonId, SheetId, Task, TaskId,
};
use crate::form::{AddressBook, Addressee};
use crate::message::Effect;
use crate::overlay::page::{About, Page};
use crate::overlay::people::{Goal, PeopleSearch};
use crate::pane::{CareRequest, FormFor, Request};

/// So long after it was begun a call is gone on with: a later one is another emergency.
const CALL_GOES_ON: SignedDuration = SignedDuration::from_hours(6);

impl App {
    /// Opens what was asked for; where there is nothing to open, it is said.
    pub(super) fn open_care(&mut self, request: CareRequest, effects: &mut Vec<Effect>) {
        let form = match request {
            CareRequest::Evidence(task) => {
                self.world.casebook.task(task).map(|task| FormFor::Evidence(Box::new(task.clone())))
            }
            CareRequest::Admission(person) => self.admission(person),
            CareRequest::Readmission(stay) => self.readmission(stay),
            CareRequest::Stay(stay) => self.stay(stay).map(|stay| FormFor::Episode(Box::new(stay.clone()))),
            CareRequest::End(stay) => self.stay(stay).map(|stay| FormFor::Ending(Box::new(stay.clone()))),
            CareRequest::Person(stay) => {
                self.person_of(stay).map(|person| FormFor::Person(Some(Box::new(person.clone()))))
            }
            CareRequest::HandTask(stay) => self.stay(stay).map(|stay| FormFor::Task(Box::new(by_hand(stay)))),
            CareRequest::Assign(task) => {
                self.world.casebook.task(task).map(|task| FormFor::Task(Box::new(task.clone())))
            }
            CareRequest::Talk(stay) => {
                self.stay(stay).map(|stay| FormFor::Talk(Box::new(talk(stay, self.world.now.today()))))
            }
            CareRequest::Send(stay, form) => self.sending(stay, &form),
            CareRequest::Receipt(stay) => self.receipt(stay),
            CareRequest::EditCard(None) => Some(FormFor::NewCard),
            CareRequest::EditCard(Some(person)) => {
                self.world.casebook.person(person).map(|person| FormFor::Card(Box::new(person.clone())))
            }
            CareRequest::AddAcpTalk(person) => self.world.casebook.person(person).map(|person| {
                FormFor::AcpTalk(Box::new(AcpTalk::new(AcpTalkId::new(), person.id, self.world.now.today())))
            }),
            CareRequest::EditAcpTalk(talk) => {
                self.world.casebook.acp_talk(talk).map(|talk| FormFor::AcpTalk(Box::new(talk.clone())))
            }
            CareRequest::WriteCall(person) => self.call(person),
            CareRequest::Sheet(stay, form) => return self.open_sheet(stay, &form, effects),
            CareRequest::Draft(stay, form) => self.draft_sheet(stay, &form),
            CareRequest::Check(stay) => return self.open_page(About::Talks(stay)),
            CareRequest::FindCard(text) => {
                let search = PeopleSearch::new(&text, Goal::Card);
                return self.overlays.push(Overlay::People(Box::new(search)));
            }
            CareRequest::AddMeeting(kind) => self.begin_meeting(kind),
            CareRequest::EditMeeting(meeting) => self.meeting_to_edit(meeting),
            CareRequest::CopyMeeting(meeting, what) => return self.copy_meeting(meeting, what, effects),
            CareRequest::FindMeeting(text) => return self.find_meeting(&text),
            CareRequest::Survey(wanted) => return self.open_for_survey(wanted, effects),
            CareRequest::Ledger(request) => return self.open_ledger(request, effects),
            CareRequest::Service(request) => return self.open_service(request, effects),
            CareRequest::People(text) => {
                let search = PeopleSearch::new(&text, Goal::Checklist);
                return self.overlays.push(Overlay::People(Box::new(search)));
            }
            CareRequest::Figures => {
                let year = FiscalYear::of(self.world.now.today());
                return self.open_page(About::Figures(year, None));
            }
        };
        match form {
            Some(form) => self.open(Request::Form(form), effects),
            None => self.say(self.words().get("task.nothing_here")),
        }
    }

    pub(super) fn open_page(&mut self, about: About) {
        let page = Page::new(about, self.geometry.body_rows(), &self.world.context(self.pane.selected()));
        self.overlays.push(Overlay::Page(Box::new(page)));
    }

    fn stay(&self, id: EpisodeId) -> Option<&Episode> {
        self.world.casebook.stay(id)
    }

    fn person_of(&self, stay: EpisodeId) -> Option<&Person> {
        self.world.casebook.person(self.stay(stay)?.person)
    }

    /// The call that is still going on, else one that begins now.
    fn call(&self, person: PersonId) -> Option<FormFor> {
        let person = self.world.casebook.person(person)?;
        let now = self.world.now.wall.datetime().with().subsec_nanosecond(0).build().ok()?;
        let newest = person.card.calls.last().and_then(|call| call.at);
        let goes_on = |at: &DateTime| *at <= now && now.duration_since(*at) < CALL_GOES_ON;
        let at = newest.filter(goes_on).unwrap_or(now);
        Some(FormFor::Call(Box::new(person.clone()), at))
    }

    /// Under the checklist in force. Without one there is nothing that a stay could be held to.
    fn admission(&self, person: Option<PersonId>) -> Option<FormFor> {
        let book = &self.world.casebook;
        let template = book.rulebook().default_template()?;
        let person = person.and_then(|id| book.person(id)).map(|person| Box::new(person.clone()));
        let nobody = PersonId::new();
        let id = person.as_ref().map_or(nobody, |person| person.id);
        let mut stay = Episode::new(EpisodeId::new(), id, self.world.now.today(), template.id);
        if let Some(person) = &person {
            stay.variant.base = person.usual_base(stay.admitted_on);
        }
        Some(FormFor::Admission { person, stay: Box::new(stay) })
    }

    /// With what still holds of the stay before.
    fn readmission(&self, former: EpisodeId) -> Option<FormFor> {
        let book = &self.world.casebook;
        let former = book.stay(former)?;
        let person = book.person(former.person)?;
        let template = book.template_after(former)?;
        let (stay, _) = flow::readmit(EpisodeId::new(), former, &[], self.world.now.today(), template);
        Some(FormFor::Admission { person: Some(Box::new(person.clone())), stay: Box::new(stay) })
    }

    /// The institutions that a sending can go to, from the register.
    fn address_book(&self) -> AddressBook {
        let known = self.world.registry.rows().map(|row| Addressee {
            id: row.id,
            name: row.name.to_string(),
            address: row.address.to_string(),
            fax: row.fax_number(),
        });
        AddressBook(known.collect())
    }

    /// What the form of a sending is held against, begun or resumed: the register of now.
    pub(super) fn know_addresses(&mut self) {
        self.world.catalogue.addresses = self.address_book();
    }

    /// To the hospital, with the consent on record and the parts of the sheet that are filled.
    fn sending(&self, stay: EpisodeId, form: &str) -> Option<FormFor> {
        let stay = self.stay(stay)?.clone();
        let person = self.world.casebook.person(stay.person)?;
        let today = self.world.now.today();
        let sheet = self.sheet_of(&stay, form);
        let described = sheet.and_then(|sheet| self.world.catalogue.sheet(&sheet.form, &sheet.form_version));
        let contents = described.zip(sheet).map(|(form, sheet)| filled_parts(form, sheet)).unwrap_or_default();
        let consent = person.consent.as_ref().filter(|consent| consent.holds_on(today));
        let row = stay.hospital.and_then(|id| self.world.registry.row(id));
        let sent = Disclosure {
            id: DisclosureId::new(),
            rev: 0,
            person: stay.person,
            episode: Some(stay.id),
            at: self.world.now.wall.datetime().with().subsec_nanosecond(0).second(0).build().ok()?,
            document: form.to_owned(),
            sheet: sheet.map(|sheet| sheet.id),
            contents,
            to: stay.hospital,
            to_name: row.map(|row| row.name.to_string()).or_else(|| stay.hospital_name.clone()).unwrap_or_default(),
            to_address: row.map(|row| row.address.to_string()).unwrap_or_default(),
            to_desk: stay.hospital_contact.role.clone().unwrap_or_default(),
            way: Way::Fax,
            number: None,
            read_back: false,
            place: String::new(),
            receipt: None,
            ground: consent.map_or_else(|| Ground::Reason(String::new()), |consent| Ground::Consent(consent.on)),
            by: String::new(),
        };
        Some(FormFor::Sending(Box::new(sent)))
    }

    /// The last sending of a stay whose receipt is not confirmed, else the last one.
    fn receipt(&self, stay: EpisodeId) -> Option<FormFor> {
        let person = self.stay(stay)?.person;
        let all: Vec<&Disclosure> =
            self.world.casebook.disclosures_of(person).filter(|sent| sent.episode == Some(stay)).collect();
        let open = all.iter().rev().find(|sent| !sent.is_complete()).or_else(|| all.last())?;
        Some(FormFor::Sending(Box::new((*open).clone())))
    }

    fn sheet_of(&self, stay: &Episode, form: &str) -> Option<&Sheet> {
        let of_stay = |sheet: &&Sheet| sheet.episode == Some(stay.id) && sheet.form == form;
        self.world.casebook.sheets_of(stay.person).filter(of_stay).last()
    }

    /// The sheet of a stay as a page; where there is none yet, a new one with what is known and what the last one said.
    fn open_sheet(&mut self, stay: EpisodeId, form: &str, effects: &mut Vec<Effect>) {
        let Some(stay) = self.stay(stay).cloned() else { return };
        if let Some(sheet) = self.sheet_of(&stay, form) {
            let about = About::Sheet(sheet.id);
            return self.open_page(about);
        }
        match self.begun(stay.person, Some(&stay), form) {
            Some(sheet) => self.open(Request::Form(FormFor::Sheet(Box::new(sheet))), effects),
            None => self.say(self.words().get("form.unknown")),
        }
    }

    /// The draft of calm times, the one that there is or a new one.
    fn draft_sheet(&self, stay: EpisodeId, form: &str) -> Option<FormFor> {
        let person = self.stay(stay)?.person;
        let is_draft = |sheet: &&Sheet| sheet.episode.is_none() && sheet.form == form;
        let kept = self.world.casebook.sheets_of(person).filter(is_draft).last().cloned();
        kept.or_else(|| self.begun(person, None, form)).map(|sheet| FormFor::Sheet(Box::new(sheet)))
    }

    /// A new sheet with what is known and what the last one of the person said; `None` where its form is not known.
    fn begun(&self, person: PersonId, stay: Option<&Episode>, form: &str) -> Option<Sheet> {
        let described = self.world.catalogue.sheets.iter().find(|known| known.name == form).map(Arc::clone)?;
        let person = self.world.casebook.person(person)?;
        let former = self.world.casebook.sheets_of(person.id).filter(|sheet| sheet.form == form).last();
        let last_talk = stay.and_then(|stay| self.world.casebook.talks_of(stay.id).last());
        let mut known = Known::new(person, self.world.now.today());
        (known.episode, known.conference) = (stay, last_talk);
        known.hospital =
            stay.map(|stay| self.institution(stay.hospital, stay.hospital_name.as_deref())).unwrap_or_default();
        known.care_manager = self.institution(person.care_manager.facility, person.care_manager.place.as_deref());
        known.doctor = self.institution(person.doctor.facility, person.doctor.place.as_deref());
        known.participants = last_talk.map(participants).unwrap_or_default();
        let begun = begin(&described, former, &known);
        Some(Sheet {
            id: SheetId::new(),
            rev: 0,
            person: person.id,
            episode: stay.map(|stay| stay.id),
            form: described.name.clone(),
            form_version: described.version.clone(),
            values: begun.values,
            aside: begun.aside,
            written_on: Some(self.world.now.today()),
        })
    }

    fn institution(&self, id: Option<FacilityId>, name: Option<&str>) -> Institution {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        match id.and_then(|id| self.world.registry.row(id)) {
            Some(row) => Institution { name: some(&row.name), phone: some(&row.phone), fax: some(&row.fax) },
            None => Institution { name: name.map(str::to_owned), ..Institution::default() },
        }
    }
}

fn by_hand(stay: &Episode) -> Task {
    Task {
        id: TaskId::new(),
        rev: 0,
        episode: Some(stay.id),
        person: Some(stay.person),
        origin: Origin::Hand { text: String::new(), due: None },
        assignee: None,
        state: TaskState::Open,
        note: String::new(),
    }
}

fn talk(stay: &Episode, today: Date) -> Conference {
    Conference {
        id: ConferenceId::new(),
        rev: 0,
        episode: stay.id,
        person: stay.person,
        kind: TalkKind::Conference,
        on: today,
        from: None,
        until: None,
        by_video: false,
        place: String::new(),
        participants: Vec::new(),
        points: String::new(),
        document_copied: false,
        consented: false,
    }
}

fn participants(talk: &Conference) -> Vec<String> {
    talk.participants.iter().map(|one| format!("{} {}", one.place, one.name).trim().to_owned()).collect()
}

/// The parts of a sheet in which something stands: what the record of the disclosure calls its contents.
fn filled_parts(form: &SheetForm, sheet: &Sheet) -> String {
    let filled =
        form.parts.iter().filter(|part| part.fields.iter().any(|field| sheet.values.contains_key(&field.name)));
    filled.map(|part| part.title.as_str()).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use jiff::Zoned;

    use super::*;
    use crate::domain::card::EmergencyCall;
    use crate::keymap::Keymap;
    use crate::model::Casebook;
    use crate::port::{Now, Record};
    use crate::words::{Language, Words};

    fn person() -> Person {
        Person { rev: 3, ..Person::new(PersonId::from_bytes([7; 16]), "架空 花子".to_owned()) }
    }

    /// At this time, with these records.
    fn app(time: &str, records: Vec<Record>) -> App {
        #[expect(clippy::disallowed_methods, reason = "a test needs some instant; nothing is measured with it")]
        let mono = std::time::Instant::now();
        let wall: Zoned = format!("2026-06-12T{time}+09:00[Asia/Tokyo]").parse().expect("a time");
        let now = Now { mono, wall };
        let settings = crate::app::Settings::default();
        let mut app = App::new(Keymap::default(), Words::of(Language::Ja), settings, now.clone());
        app.world.casebook = Casebook::build(Arc::default(), now.today(), records);
        app
    }

    /// The title of the form that opens, and what stands in it.
    fn opened(app: &mut App, request: CareRequest) -> Option<(String, crate::form::Draft)> {
        app.open_care(request, &mut Vec::new());
        let Some(Overlay::Form(form)) = app.overlays.pop() else { return None };
        let cx = app.world.context(None);
        Some((form.name(&cx), form.draft().clone()))
    }

    #[test]
    fn a_card_and_a_talk_are_opened_for_whom_they_are_asked() {
        let talk =
            AcpTalk { rev: 2, ..AcpTalk::new(AcpTalkId::from_bytes([5; 16]), person().id, Date::constant(2026, 5, 1)) };
        let mut app = app("09:41:00", vec![person().into(), Record::AcpTalk(talk.clone())]);
        let (name, card) = opened(&mut app, CareRequest::EditCard(Some(person().id))).expect("a form");
        assert_eq!((name.as_str(), card.is_adding()), ("架空 花子", false));
        let (_, new) = opened(&mut app, CareRequest::EditCard(None)).expect("a form");
        assert!(new.is_adding() && new.place("contact1.name").is_some());
        let (name, begun) = opened(&mut app, CareRequest::AddAcpTalk(person().id)).expect("a form");
        assert_eq!((name.as_str(), begun.is_adding()), ("架空 花子", true));
        assert_eq!(begun.base().as_acp_talk().map(|talk| talk.on), Some(Date::constant(2026, 6, 12)));
        let (_, kept) = opened(&mut app, CareRequest::EditAcpTalk(talk.id)).expect("a form");
        assert_eq!((kept.is_adding(), kept.base().as_acp_talk()), (false, Some(&talk)));
        let nobody = PersonId::from_bytes([9; 16]);
        for request in
            [CareRequest::EditCard(Some(nobody)), CareRequest::AddAcpTalk(nobody), CareRequest::WriteCall(nobody)]
        {
            assert!(opened(&mut app, request).is_none());
        }
    }

    #[test]
    fn a_call_of_the_last_six_hours_is_gone_on_with() {
        let mut somebody = person();
        let at = |hour| Date::constant(2026, 6, 12).at(hour, 0, 0, 0);
        somebody.card.keep_call(EmergencyCall {
            at: Some(at(3)),
            symptoms: "胸の痛み".to_owned(),
            ..EmergencyCall::default()
        });
        let symptoms = |time: &str| {
            let mut app = app(time, vec![somebody.clone().into()]);
            let (_, draft) = opened(&mut app, CareRequest::WriteCall(somebody.id)).expect("a form");
            draft.entries()[draft.place("call.symptoms").expect("a field")].text().to_owned()
        };
        assert_eq!(symptoms("08:59:59"), "胸の痛み");
        assert_eq!(symptoms("09:00:00"), "", "it is another emergency");
        assert_eq!(symptoms("02:59:00"), "", "a clock that was set back takes nothing up");
    }
}
