//! The demo city's survey of who goes on with what: every institution of the template's kinds is asked, 62 answer, with the very counts that give
//! the percents which the template's source states. Nobody's real answer is among them.

use jiff::Span;
use jiff::civil::Date;

use super::BROKEN;
use super::days::id;
use crate::domain::rulebook::Rulebook;
use crate::domain::survey::{Answer, Question, Survey};
use crate::domain::vague::Vague;
use crate::domain::{Facility, FacilityId};
use crate::port::store::Record;

/// So many answer.
const ANSWERED: usize = 62;
/// So many days before today it was sent.
const SENT: i64 = 40;

/// The survey and its answers. Without the template there is none.
pub fn surveys(today: Date, rulebook: &Rulebook, facilities: &[Facility]) -> Vec<Record> {
    let Some(template) = rulebook.survey("continuity") else { return Vec::new() };
    let sent = today.saturating_sub(Span::new().days(SENT));
    let mut survey = Survey { on: Vague::Day(sent), fictional: true, ..Survey::from_template(template) };
    survey.id = id("9801").parse().expect(BROKEN);
    let target = &template.target;
    let is_asked = |facility: &&Facility| {
        let identity = &facility.local.identity.facts;
        let kinds = facility.kinds();
        target.meets(kinds.iter().map(|kind| kind.code()), identity.area.as_deref().unwrap_or(""), identity.partner)
    };
    survey.asked = facilities.iter().filter(is_asked).map(|facility| facility.id).collect();
    survey.asked.sort_unstable();
    let answers = survey.asked.iter().enumerate().filter_map(|(n, facility)| {
        let place = mixed(n, 37, 1, survey.asked.len());
        (place < ANSWERED).then(|| Record::Answer(answer(&survey, template, *facility, place, sent)))
    });
    let answers: Vec<Record> = answers.collect();
    std::iter::once(Record::Survey(survey)).chain(answers).collect()
}

/// A fixed permutation of so many places, where the factor divides none of them.
const fn mixed(n: usize, factor: usize, offset: usize, of: usize) -> usize {
    (n * factor + offset) % of
}

/// What the one at a place answers. The questions whose counts the template infers are answered in exactly these counts.
fn answer(survey: &Survey, template: &Survey, facility: FacilityId, place: usize, sent: Date) -> Answer {
    let mut answer = Answer {
        on: Some(sent.saturating_add(Span::new().days(1 + place as i64 % 12))),
        way: survey.way.clone(),
        by: "月丘".to_owned(),
        fictional: true,
        ..Answer::new(survey.id, facility)
    };
    for (n, question) in template.questions.iter().enumerate() {
        // 25 and 62 have no divisor in common, nor have the odd numbers below 31.
        let place =
            if n == 0 { place } else { mixed(place, [25, 3, 5, 7, 9, 11, 13, 15, 17, 19][n % 10], 5 * n, ANSWERED) };
        if let Some(said) = said(question, place) {
            answer.values.insert(question.code.clone(), vec![said]);
        }
    }
    answer
}

fn said(question: &Question, place: usize) -> Option<String> {
    if question.choices.is_empty() {
        return question.phrases.get(place % 9).cloned();
    }
    let mut rest = place as u32;
    if question.inferred_counts.is_empty() {
        // Of ten: six the first, one the second, two the third, one the fourth.
        let choice = [0, 2, 0, 1, 0, 0, 2, 0, 3, 0][place % 10];
        return question.choices.get(choice).map(|choice| choice.code.clone());
    }
    for choice in &question.choices {
        let count = question.inferred_counts.get(&choice.code).copied().unwrap_or_default();
        if rest < count {
            return Some(choice.code.clone());
        }
        rest -= count;
    }
    None
}
