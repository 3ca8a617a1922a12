//! The log as the screens and the command line read it: meetings, publications, worries, surveys with their answers, closings.

mod meetings;
mod order;
mod recurring;

use std::collections::{BTreeSet, HashMap};

use crate::domain::{
    Answer, AnswerId, FacilityId, Guide, GuideId, Meeting, MeetingId, Publication, PublicationId, ServiceAct,
    ServiceActId, Survey, SurveyId,
};
use crate::port::{EntityKind, Key, Record};
use order::Order;

pub use recurring::{Issue, Recurring, Span};

/// Every record of the log by what belongs together.
#[derive(Debug, Default)]
pub struct Logbook {
    meetings: HashMap<MeetingId, Meeting>,
    /// What a meeting is found by, folded once.
    spoken: HashMap<MeetingId, String>,
    /// What the issues of a meeting are told apart by, in the order of its lines.
    raised: HashMap<MeetingId, Vec<String>>,
    /// In which order the meetings are listed.
    order: Order,
    publications: HashMap<PublicationId, Publication>,
    guides: HashMap<GuideId, Guide>,
    surveys: HashMap<SurveyId, Survey>,
    answers: HashMap<AnswerId, Answer>,
    acts: HashMap<ServiceActId, ServiceAct>,
    answers_of: HashMap<SurveyId, BTreeSet<AnswerId>>,
    acts_of: HashMap<FacilityId, BTreeSet<ServiceActId>>,
}

impl Logbook {
    /// A record that is new or was changed; one of another kind is none of the log.
    pub(super) fn put(&mut self, record: Record) {
        match record {
            Record::Meeting(meeting) => self.put_meeting(meeting),
            Record::Publication(publication) => drop(self.publications.insert(publication.id, publication)),
            Record::Guide(guide) => drop(self.guides.insert(guide.id, guide)),
            Record::Survey(survey) => drop(self.surveys.insert(survey.id, survey)),
            Record::Answer(answer) => {
                self.take(EntityKind::Answer, answer.id.to_bytes());
                self.answers_of.entry(answer.survey).or_default().insert(answer.id);
                self.answers.insert(answer.id, answer);
            }
            Record::ServiceAct(act) => {
                self.take(EntityKind::ServiceAct, act.id.to_bytes());
                self.acts_of.entry(act.facility).or_default().insert(act.id);
                self.acts.insert(act.id, act);
            }
            Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
            Record::Person(_) | Record::Episode(_) | Record::Task(_) | Record::Template(_) => {}
            Record::Disclosure(_) | Record::Conference(_) | Record::Sheet(_) | Record::AcpTalk(_) => {}
        }
    }

    /// A record that is gone.
    pub(super) fn take(&mut self, kind: EntityKind, key: Key) {
        match kind {
            EntityKind::Meeting => self.take_meeting(MeetingId::from_bytes(key)),
            EntityKind::Publication => drop(self.publications.remove(&PublicationId::from_bytes(key))),
            EntityKind::Guide => drop(self.guides.remove(&GuideId::from_bytes(key))),
            EntityKind::Survey => drop(self.surveys.remove(&SurveyId::from_bytes(key))),
            EntityKind::Answer => {
                if let Some(gone) = self.answers.remove(&AnswerId::from_bytes(key))
                    && let Some(ids) = self.answers_of.get_mut(&gone.survey)
                {
                    ids.remove(&gone.id);
                }
            }
            EntityKind::ServiceAct => {
                if let Some(gone) = self.acts.remove(&ServiceActId::from_bytes(key))
                    && let Some(ids) = self.acts_of.get_mut(&gone.facility)
                {
                    ids.remove(&gone.id);
                }
            }
            EntityKind::Facility | EntityKind::Doubt | EntityKind::PlaceTable | EntityKind::Member => {}
            EntityKind::Person | EntityKind::Episode | EntityKind::Task | EntityKind::Template => {}
            EntityKind::Disclosure | EntityKind::Conference | EntityKind::Sheet | EntityKind::AcpTalk => {}
        }
    }

    pub fn meeting(&self, id: MeetingId) -> Option<&Meeting> {
        self.meetings.get(&id)
    }

    /// In no order.
    pub fn meetings(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.values()
    }

    pub fn publication(&self, id: PublicationId) -> Option<&Publication> {
        self.publications.get(&id)
    }

    /// In no order.
    pub fn publications(&self) -> impl Iterator<Item = &Publication> {
        self.publications.values()
    }

    pub fn guide(&self, id: GuideId) -> Option<&Guide> {
        self.guides.get(&id)
    }

    /// In no order.
    pub fn guides(&self) -> impl Iterator<Item = &Guide> {
        self.guides.values()
    }

    pub fn survey(&self, id: SurveyId) -> Option<&Survey> {
        self.surveys.get(&id)
    }

    /// In no order.
    pub fn surveys(&self) -> impl Iterator<Item = &Survey> {
        self.surveys.values()
    }

    pub fn answer(&self, survey: SurveyId, facility: FacilityId) -> Option<&Answer> {
        self.answers.get(&AnswerId::of(survey, facility))
    }

    /// The answers to a survey, in the order of their ids.
    pub fn answers(&self, survey: SurveyId) -> impl Iterator<Item = &Answer> {
        let ids = self.answers_of.get(&survey).into_iter().flatten();
        ids.filter_map(|id| self.answers.get(id))
    }

    /// What is known of an institution's closings and openings, in the order of their ids.
    pub fn acts(&self, facility: FacilityId) -> impl Iterator<Item = &ServiceAct> {
        let ids = self.acts_of.get(&facility).into_iter().flatten();
        ids.filter_map(|id| self.acts.get(id))
    }

    pub fn act(&self, id: ServiceActId) -> Option<&ServiceAct> {
        self.acts.get(&id)
    }

    /// The institutions that something is known of.
    pub fn facilities_with_acts(&self) -> impl Iterator<Item = FacilityId> {
        self.acts_of.iter().filter(|(_, ids)| !ids.is_empty()).map(|(facility, _)| *facility)
    }
}
