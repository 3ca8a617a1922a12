//! What came of a survey as a text for a place, by the rule of the command line.

use super::rows::group_name;
use crate::domain::publication::Place;
use crate::domain::survey::{Answer, GroupBy, tally, tally_by};
use crate::domain::{FacilityId, Survey};
use crate::exchange::export::survey::{SingleAnswer, SurveyReport};
use crate::message::Effect;
use crate::model::surveys;
use crate::pane::{Act, Context};
use crate::port::EntityKind;
use crate::port::clipboard::CopyText;

/// Into the clipboard; with the answers of single institutions a line of the audit says so. What may not go there does not.
pub fn copied(survey: &Survey, to: &Place, answers: bool, centre: &str, cx: &Context<'_>) -> Vec<Act> {
    if survey.may_go(to, answers).is_err() {
        return Vec::new();
    }
    let all: Vec<&Answer> = cx.casebook.logbook().answers(survey.id).collect();
    let whole = tally(survey, all.iter().copied());
    let by = GroupBy::Kind;
    let groups = if whole.inferred {
        Vec::new()
    } else {
        let of = |id: FacilityId| surveys::group(cx.registry, survey, by, id);
        let groups = tally_by(survey, all.iter().copied(), of).into_iter();
        groups.map(|(code, tally)| (group_name(by, &code, cx), tally)).collect()
    };
    let single = answers.then(|| {
        let name = |id| cx.registry.row(id).map(|row| row.name.to_string()).unwrap_or_default();
        let mut single: Vec<SingleAnswer<'_>> =
            all.iter().map(|answer| SingleAnswer { name: name(answer.facility), answer }).collect();
        single.sort_by(|a, b| (&a.name, a.answer.facility).cmp(&(&b.name, b.answer.facility)));
        single
    });
    let items = if answers { all.len() } else { 1 };
    let report = SurveyReport { survey, whole, groups, answers: single, publisher: centre.to_owned() };
    let text = CopyText(report.text(cx.words));
    let mut acts = Vec::new();
    if answers {
        let records = vec![(EntityKind::Survey, survey.id.to_bytes())];
        let note = format!("survey answers text {}", to.code);
        acts.push(Act::Do(Effect::Witness { action: "copy", records, note }));
    }
    acts.push(Act::Do(Effect::Copy { text, items }));
    acts
}
