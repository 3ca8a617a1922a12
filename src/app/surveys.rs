//! The surveys: new ones, the forms of surveys and answers, what leaves.

use super::{App, Front, Overlay};
use crate::domain::publication::place;
use crate::domain::survey::Answer;
use crate::domain::text::clean_line;
use crate::domain::{FacilityId, Survey, SurveyId};
use crate::message::Effect;
use crate::overlay::asked::AskedSearch;
use crate::pane::survey::{self, SurveyRequest, Whom};
use crate::pane::{Act, CareRequest, FormFor, Request};

impl App {
    pub(super) fn open_survey(&mut self, id: SurveyId) {
        self.show(Front::Surveys);
        let cx = self.world.context(self.pane.selected());
        self.surveys.select(id, &cx);
    }

    pub(super) fn open_asked(&mut self, survey: SurveyId, facility: FacilityId) {
        self.show(Front::Surveys);
        let cx = self.world.context(self.pane.selected());
        self.surveys.select_institution(survey, facility, &cx);
    }

    /// The menu or the form of what was asked for; where there is nothing to open, it is said.
    pub(super) fn open_for_survey(&mut self, wanted: SurveyRequest, effects: &mut Vec<Effect>) {
        let log = self.world.casebook.logbook();
        let request = match wanted {
            SurveyRequest::Add => Some(self.templates()),
            SurveyRequest::New(template) => match self.targets(&template) {
                None => return self.say(self.words().get("cli.survey.nobody")),
                targets => targets,
            },
            SurveyRequest::Edit(id) => {
                log.survey(id).map(|survey| Request::Form(FormFor::Survey(Box::new(survey.clone()))))
            }
            SurveyRequest::Answer(id, _) if log.survey(id).is_some_and(|survey| survey.closed_on.is_some()) => {
                return self.say(self.words().get("surveys.is_closed"));
            }
            SurveyRequest::Answer(id, facility) => self.answer_to_type(id, facility).map(Request::Form),
            SurveyRequest::Find(id, text) => return self.find_asked(id, &text),
            SurveyRequest::Copy(id, to, answers) => return self.copy_survey(id, to, answers, effects),
        };
        match request {
            Some(request) => self.open(request, effects),
            None => self.say(self.words().get("task.nothing_here")),
        }
    }

    /// Written, and shown as soon as it is there.
    pub(super) fn send_survey(&mut self, survey: Survey, effects: &mut Vec<Effect>) {
        let cx = self.world.context(self.pane.selected());
        self.surveys.select(survey.id, &cx);
        self.save("survey", vec![crate::port::Put::Save(survey.into())], effects);
    }

    fn find_asked(&mut self, survey: SurveyId, text: &str) {
        self.overlays.push(Overlay::Asked(Box::new(AskedSearch::new(survey, text))));
    }

    /// From which template?
    fn templates(&self) -> Request {
        let templates = &self.world.casebook.rulebook().surveys;
        let row = |template: &std::sync::Arc<Survey>| {
            let text = format!("{}  {}", clean_line(&template.title), clean_line(&template.version));
            (text, Act::Open(Request::Care(CareRequest::Survey(SurveyRequest::New(template.name.clone())))))
        };
        let title = self.words().get("surveys.which_template").to_owned();
        Request::Choose { title, rows: templates.iter().map(row).collect(), at: 0 }
    }

    /// Whom is it sent to? `None` where nobody of the register is meant.
    fn targets(&self, name: &str) -> Option<Request> {
        let cx = self.world.context(None);
        let template = cx.casebook.rulebook().survey(name)?;
        let row = |(whom, survey): (Whom, Survey)| {
            let who = match &whom {
                Whom::All => cx.words.get("surveys.whom_all").to_owned(),
                Whom::Area(area) => clean_line(area),
                Whom::Partners => cx.words.get("surveys.whom_partners").to_owned(),
            };
            let text = cx.words.say("surveys.whom_row", &[("who", &who), ("n", &survey.asked.len())]);
            (text, Act::SendSurvey(Box::new(survey)))
        };
        let rows: Vec<_> = survey::targets(template, &cx).into_iter().map(row).collect();
        let title = cx.words.say("surveys.whom", &[("title", &clean_line(&template.title))]);
        (!rows.is_empty()).then_some(Request::Choose { title, rows, at: 0 })
    }

    /// One that is there, or one that came today by the survey's own way.
    fn answer_to_type(&self, survey: SurveyId, facility: FacilityId) -> Option<FormFor> {
        let log = self.world.casebook.logbook();
        let survey = log.survey(survey)?;
        let known = log.answer(survey.id, facility).cloned();
        let answer = known.unwrap_or_else(|| Answer {
            on: Some(self.world.now.today()),
            way: survey.way.clone(),
            ..Answer::new(survey.id, facility)
        });
        Some(FormFor::Answer(Box::new(answer), std::sync::Arc::new(survey.clone())))
    }

    /// Into the clipboard as a text for a place. With the answers of single institutions a line of the audit says so.
    fn copy_survey(&mut self, id: SurveyId, to: &str, answers: bool, effects: &mut Vec<Effect>) {
        let cx = self.world.context(None);
        let acts = match (cx.casebook.logbook().survey(id), place(to)) {
            (Some(survey), Some(to)) => survey::copied(survey, to, answers, &self.settings.centre, &cx),
            (_, _) => Vec::new(),
        };
        self.do_all(acts, effects);
    }
}
