//! What the commands do on the surveys.

use super::{SurveyPane, SurveyRequest};
use crate::command::Command;
use crate::domain::Survey;
use crate::domain::publication::places;
use crate::domain::survey::{Answer, GroupBy, Withheld};
use crate::message::Look;
use crate::pane::{Act, CareRequest, Context, ListCommand, Request};
use crate::port::{EntityKind, Put, Record};
use crate::words::Language;

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut SurveyPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let page = pane.rows_of_list().saturating_sub(1).max(1) as isize;
    match ListCommand::of(command) {
        ListCommand::Up => step(pane, -1, cx),
        ListCommand::Down => step(pane, 1, cx),
        ListCommand::PageUp => step(pane, -page, cx),
        ListCommand::PageDown => step(pane, page, cx),
        ListCommand::Top => step(pane, isize::MIN + 1, cx),
        ListCommand::Bottom => step(pane, isize::MAX, cx),
        ListCommand::DetailUp => pane.scroll_by(-1),
        ListCommand::DetailDown => pane.scroll_by(1),
        ListCommand::Open | ListCommand::Right => return open(pane, cx),
        ListCommand::Left | ListCommand::Back => return back(pane),
        ListCommand::Zoom => {
            pane.zoomed = !pane.zoomed;
            pane.scroll = 0;
        }
        ListCommand::Search => return find(pane),
        ListCommand::Filter => turn(pane, cx),
        ListCommand::Check => return close(pane, cx),
        ListCommand::Add => return care(SurveyRequest::Add),
        ListCommand::Edit => return edit(pane),
        ListCommand::Remove => return remove(pane, cx),
        ListCommand::Copy => return copy(pane, cx),
        ListCommand::History => return history(pane),
        ListCommand::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        ListCommand::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        ListCommand::Foreign | ListCommand::ConfirmFacts | ListCommand::Figures => {
            return say(cx, "surveys.not_here");
        }
        ListCommand::NextPart | ListCommand::PreviousPart | ListCommand::Elsewhere => {}
    }
    Vec::new()
}

fn care(request: SurveyRequest) -> Vec<Act> {
    vec![Act::Open(Request::Care(CareRequest::Survey(request)))]
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

impl SurveyPane {
    fn scroll_by(&mut self, by: isize) {
        // A little more than there can be; drawing goes to the end at most.
        let most = self.results.len().max(40) * 4;
        self.scroll = self.scroll.saturating_add_signed(by).min(most);
    }
}

/// Among the surveys, or among the institutions while those have the keys; on a large detail through its lines.
fn step(pane: &mut SurveyPane, by: isize, cx: &Context<'_>) {
    if pane.zoomed {
        return pane.scroll_by(by);
    }
    match &mut pane.asked {
        Some(asked) => {
            asked.step(by);
            pane.scroll = 0;
            pane.keep_in_sight();
        }
        None => pane.go(pane.cursor.saturating_add_signed(by), cx),
    }
}

fn selected<'a>(pane: &SurveyPane, cx: &Context<'a>) -> Option<&'a Survey> {
    cx.casebook.logbook().survey(pane.selected()?)
}

/// To the institutions; on one of them its answer is typed.
fn open(pane: &mut SurveyPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(survey) = pane.selected() else { return Vec::new() };
    let Some(asked) = &mut pane.asked else {
        let nobody = selected(pane, cx).is_none_or(|survey| survey.asked.is_empty());
        if nobody {
            return say(cx, "surveys.nobody_named");
        }
        pane.zoomed = false;
        pane.open(cx);
        return Vec::new();
    };
    let Some(facility) = asked.selected() else { return Vec::new() };
    let is_new = cx.casebook.logbook().answer(survey, facility).is_none();
    asked.typing = is_new.then_some(facility);
    care(SurveyRequest::Answer(survey, facility))
}

/// Esc: out of the zoom, the institutions.
fn back(pane: &mut SurveyPane) -> Vec<Act> {
    if pane.zoomed {
        pane.zoomed = false;
    } else {
        pane.asked = None;
    }
    pane.scroll = 0;
    Vec::new()
}

fn find(pane: &SurveyPane) -> Vec<Act> {
    pane.selected().map(|survey| care(SurveyRequest::Find(survey, String::new()))).unwrap_or_default()
}

/// All together, by kind, by area, and round.
fn turn(pane: &mut SurveyPane, cx: &Context<'_>) {
    pane.by = match pane.by {
        None => Some(GroupBy::Kind),
        Some(GroupBy::Kind) => Some(GroupBy::Area),
        Some(GroupBy::Area) => None,
    };
    pane.scroll = 0;
    // What is told apart is seen where the results are.
    pane.asked = None;
    pane.draw_up(cx);
}

/// From today on it takes no more answers; once more opens it again.
fn close(pane: &SurveyPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.asked.is_some() {
        return say(cx, "surveys.close_in_list");
    }
    let Some(survey) = selected(pane, cx) else { return Vec::new() };
    let (action, closed_on) = match survey.closed_on {
        None => ("close_survey", Some(cx.now.today())),
        Some(_) => ("reopen_survey", None),
    };
    let changed = Survey { closed_on, ..survey.clone() };
    vec![Act::Save { action, puts: vec![Put::Save(Record::Survey(changed))] }]
}

fn edit(pane: &SurveyPane) -> Vec<Act> {
    match (pane.selected(), pane.selected_institution()) {
        (Some(survey), Some(facility)) => care(SurveyRequest::Answer(survey, facility)),
        (Some(survey), None) => care(SurveyRequest::Edit(survey)),
        (None, _) => Vec::new(),
    }
}

/// The answer of an institution; else a survey that nobody has answered. Both can be undone.
fn remove(pane: &SurveyPane, cx: &Context<'_>) -> Vec<Act> {
    let log = cx.casebook.logbook();
    let Some(survey) = selected(pane, cx) else { return Vec::new() };
    let put = if let Some(facility) = pane.selected_institution() {
        let Some(Answer { id, rev, .. }) = log.answer(survey.id, facility) else {
            return say(cx, "surveys.nothing_to_remove");
        };
        Put::Trash { kind: EntityKind::Answer, key: id.to_bytes(), rev: *rev }
    } else if log.answers(survey.id).next().is_some() {
        return say(cx, "surveys.has_answers");
    } else {
        Put::Trash { kind: EntityKind::Survey, key: survey.id.to_bytes(), rev: survey.rev }
    };
    vec![Act::Save { action: "trash", puts: vec![put] }]
}

fn history(pane: &SurveyPane) -> Vec<Act> {
    let Some(survey) = pane.selected() else { return Vec::new() };
    let look = match pane.selected_institution() {
        Some(facility) => Look::History(EntityKind::Answer, crate::domain::AnswerId::of(survey, facility).to_bytes()),
        None => Look::History(EntityKind::Survey, survey.to_bytes()),
    };
    vec![Act::Open(Request::Ledger(look))]
}

/// The text for each place where it may go; with the answers of single institutions where not everybody reads.
fn copy(pane: &SurveyPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(survey) = selected(pane, cx) else { return Vec::new() };
    let ja = cx.words.language() == Language::Ja;
    let mut rows = Vec::new();
    for place in places() {
        let name = place.called(cx.places, ja);
        for answers in [false, true] {
            let key = if answers { "surveys.copy_answers" } else { "surveys.copy_whole" };
            let text = cx.words.say(key, &[("place", &name)]);
            let request = SurveyRequest::Copy(survey.id, place.code, answers);
            match survey.may_go(place, answers) {
                Ok(()) => rows.push((text, Act::Open(Request::Care(CareRequest::Survey(request))))),
                Err(Withheld::SingleAnswers) => {}
                Err(Withheld::Narrower(publicity)) if !answers => {
                    let held = cx.words.get(&format!("survey.publicity.{publicity}")).to_owned();
                    let held = cx.words.say("surveys.held", &[("held", &held)]);
                    rows.push((format!("{text}  {held}"), Act::Say(held)));
                }
                Err(Withheld::Narrower(_)) => {}
            }
        }
    }
    vec![Act::Open(Request::Choose { title: cx.words.get("surveys.copy_to").to_owned(), rows, at: 0 })]
}
