//! What a form is called, and what its save is called in the history.

use super::Form;
use crate::form::{self, Subject};
use crate::pane::Context;

impl Form {
    /// The record's name, or whose record it is.
    pub fn name(&self, cx: &Context<'_>) -> String {
        let base = self.draft.base();
        match self.draft.subject() {
            Subject::Facility | Subject::Person | Subject::Card | Subject::Call(_) => form::name(base),
            Subject::Task | Subject::Evidence => {
                base.as_task().map(|task| cx.casebook.text_of(task).to_owned()).unwrap_or_default()
            }
            Subject::Meeting | Subject::Survey => form::name(base),
            Subject::Publication | Subject::Posting(_) | Subject::Guide => form::name(base),
            Subject::Answer(_) => {
                let row = base.as_answer().and_then(|answer| cx.registry.row(answer.facility));
                row.map_or_else(|| cx.words.get("surveys.gone").to_owned(), |row| row.name.to_string())
            }
            Subject::Closing | Subject::Reopening => {
                let row = base.as_service_act().and_then(|act| cx.registry.row(act.facility));
                row.map(|row| row.name.to_string()).unwrap_or_default()
            }
            Subject::Ending | Subject::Sending(_) => cx.person_of(base),
            Subject::Admission(person) => person.name.clone(),
            Subject::Episode | Subject::Talk(_) | Subject::AcpTalk | Subject::Sheet(_) => cx.person_of(base),
        }
    }

    /// Over the fields.
    pub(super) fn title(&self, cx: &Context<'_>) -> String {
        let name = self.name(cx);
        let key = match (self.draft.subject(), self.draft.is_adding()) {
            (Subject::Facility, true) => return cx.words.get("form.add_title").to_owned(),
            (Subject::Facility | Subject::Person, false) => "form.edit_title",
            (Subject::Person | Subject::Card, true) => return cx.words.get("form.title.person").to_owned(),
            (Subject::Card, false) => "form.title.card",
            (Subject::Call(_), _) => "form.title.call",
            (Subject::AcpTalk, _) => "form.title.acp",
            (Subject::Meeting, true) => return cx.words.get("form.title.meeting_new").to_owned(),
            (Subject::Meeting, false) => "form.title.meeting",
            (Subject::Survey, _) => "form.title.survey",
            (Subject::Answer(_), true) => "form.title.answer_new",
            (Subject::Answer(_), false) => "form.title.answer",
            (Subject::Publication, true) => return cx.words.get("form.title.publication_new").to_owned(),
            (Subject::Publication, false) => "form.title.publication",
            (Subject::Posting(_), _) => "form.title.posting",
            (Subject::Guide, true) => return cx.words.get("form.title.guide_new").to_owned(),
            (Subject::Guide, false) => "form.title.guide",
            (Subject::Closing, _) => "form.title.closing",
            (Subject::Reopening, _) => "form.title.reopening",
            (Subject::Admission(_), _) => "form.title.admission",
            (Subject::Episode, _) => "form.title.episode",
            (Subject::Task, true) => return cx.words.get("form.title.task_new").to_owned(),
            (Subject::Task, false) => "form.title.task",
            (Subject::Evidence, _) => "form.title.evidence",
            (Subject::Ending, _) => "form.title.ending",
            (Subject::Sending(_), _) => "form.title.sending",
            (Subject::Talk(_), _) => "form.title.talk",
            (Subject::Sheet(sheet), _) => return format!("{} {name}", sheet.title).trim_end().to_owned(),
        };
        cx.words.say(key, &[("name", &name)]).trim().to_owned()
    }

    /// The word for its save in the history.
    pub(super) fn action(&self) -> &'static str {
        match (self.draft.subject(), self.draft.is_adding()) {
            (Subject::Admission(_), _) => "admit",
            (Subject::Evidence, _) => "check",
            (Subject::Ending, _) => "end_stay",
            (Subject::Sending(_), true) => "send",
            (Subject::Answer(_), _) => "answer",
            // As the command line calls them.
            (Subject::Closing, true) => "close",
            (Subject::Reopening, true) => "reopen",
            (_, true) => "add",
            (_, false) => "edit",
        }
    }
}
