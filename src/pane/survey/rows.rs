//! What came of a survey, and what one institution answered, line by line.

use crate::domain::facility::kind;
use crate::domain::survey::{Answer, GroupBy, Question, QuestionKind, Response, Survey, Tally, TallyRow};
use crate::domain::survey::{tally, tally_by, unasked};
use crate::domain::text::clean_line;
use crate::domain::vague::Vague;
use crate::domain::{FacilityId, SurveyId};
use crate::model::surveys;
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::{long_date, short_date};
use crate::words::Language;

/// A line of the detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Row {
    /// A rule with this caption.
    Rule(String),
    /// On as many lines as it takes.
    Text(String, Role),
    /// What stands in front of a fact.
    Fact(String, String, Role),
    /// A choice with its share of a hundred, and that in words.
    Bar { label: String, share: u32, said: String },
    /// The first cell stands left, the others right: a row of a table.
    Cells(Vec<String>, Role),
}

/// `回答 62/68 (91.1%)`, with a word where nobody's answer is behind it.
pub(super) fn answered(response: &Response, cx: &Context<'_>) -> String {
    let rate = if response.rate.is_empty() { "-" } else { &response.rate };
    let said: [(&str, &dyn std::fmt::Display); 3] =
        [("answered", &response.answered), ("asked", &response.asked), ("rate", &rate)];
    let text = cx.words.say("survey.answered", &said);
    let inferred = if response.inferred { cx.words.get("survey.inferred_short") } else { "" };
    format!("{text} {inferred}").trim_end().to_owned()
}

/// When it was sent; what a source states where the survey itself does not say it.
pub(super) fn day(survey: &Survey, cx: &Context<'_>) -> String {
    let on = match (survey.on, &survey.published) {
        (Vague::Unknown, Some(published)) => published.on,
        (on, Some(_) | None) => on,
    };
    match on {
        Vague::Unknown => "--".to_owned(),
        Vague::Day(day) => short_date(day, cx.now.today()),
        Vague::Month { year, month } => format!("{year}/{month}"),
        Vague::Year(year) => cx.words.say("meetings.year", &[("year", &year.0)]),
    }
}

/// Whom it was sent to: `通所介護ほか3種 浜手`.
pub(super) fn target(survey: &Survey, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    let name = |code: &String| {
        let known = kind::table().iter().find(|info| info.code == code);
        known.map_or_else(|| clean_line(code), |info| if ja { info.short_ja } else { info.short_en }.to_owned())
    };
    let kinds = match survey.target.kinds.as_slice() {
        [] => cx.words.get("surveys.all_kinds").to_owned(),
        [one] => name(one),
        [first, rest @ ..] => cx.words.say("surveys.kinds", &[("first", &name(first)), ("n", &rest.len())]),
    };
    let partner = if survey.target.partner { cx.words.get("surveys.partners") } else { "" };
    let parts = [kinds, clean_line(&survey.target.area), partner.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Everything that the detail says of a survey, told apart by kind or area where that is asked for.
pub(super) fn results(survey: &Survey, by: Option<GroupBy>, cx: &Context<'_>) -> Vec<Row> {
    let answers: Vec<&Answer> = cx.casebook.logbook().answers(survey.id).collect();
    let whole = tally(survey, answers.iter().copied());
    let mut rows = head(survey, &whole, &answers, cx);
    match by {
        // Of counts that are inferred nobody knows whose they are.
        Some(by) if !whole.inferred => {
            let group = |id: FacilityId| surveys::group(cx.registry, survey, by, id);
            for (code, tally) in tally_by(survey, answers.iter().copied(), group) {
                let said = answered(&response_of(&tally), cx);
                rows.push(Row::Rule(format!("{}  {said}", group_name(by, &code, cx))));
                rows.extend(questions(survey, &tally, cx));
            }
        }
        Some(_) | None => rows.extend(questions(survey, &whole, cx)),
    }
    rows
}

fn response_of(tally: &Tally) -> Response {
    Response { asked: tally.asked, answered: tally.answered, rate: tally.rate.clone(), inferred: tally.inferred }
}

fn head(survey: &Survey, whole: &Tally, answers: &[&Answer], cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let mut rows = vec![Row::Text(clean_line(&survey.title), Role::Title)];
    let way = words.find(&format!("form.value.survey_way.{}", survey.way)).map(str::to_owned);
    let way = way.unwrap_or_else(|| clean_line(&survey.way));
    let publicity = words.get(&format!("survey.publicity.{}", survey.publicity)).to_owned();
    rows.push(Row::Text(format!("{}  {way}  {publicity}  {}", day(survey, cx), target(survey, cx)), Role::Text));
    if let Some(closed) = survey.closed_on {
        rows.push(Row::Text(words.say("surveys.closed", &[("day", &long_date(closed))]), Role::Warn));
    }
    let rate = whole.answered.saturating_mul(100).checked_div(whole.asked).unwrap_or_default();
    let rate_text = if whole.rate.is_empty() { "-" } else { &whole.rate };
    let count = words.say("surveys.rate", &[("answered", &whole.answered), ("asked", &whole.asked)]);
    let said = format!("{rate_text}% {count}");
    rows.push(Row::Bar { label: words.get("surveys.response").to_owned(), share: rate, said });
    if whole.inferred {
        rows.push(Row::Text(words.get("survey.inferred").to_owned(), Role::Warn));
        if !survey.source.is_empty() {
            rows.push(Row::Text(words.say("survey.source", &[("source", &clean_line(&survey.source))]), Role::Label));
        }
    }
    if survey.fictional {
        rows.push(Row::Text(words.get("survey.fictional").to_owned(), Role::Warn));
    }
    let strangers = unasked(survey, answers.iter().copied());
    if strangers > 0 {
        rows.push(Row::Text(words.say("surveys.strangers", &[("n", &strangers)]), Role::Warn));
    }
    rows
}

/// Each question as bars; questions with the same choices as one table.
fn questions(survey: &Survey, tally: &Tally, cx: &Context<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut group = "";
    for question in &survey.questions {
        let counted: Vec<&TallyRow> = tally.rows.iter().filter(|row| row.question == question.code).collect();
        if question.group.is_empty() {
            rows.push(Row::Text(clean_line(&question.text), Role::Title));
            if counted.is_empty() {
                rows.push(Row::Text(cx.words.get("survey.no_counts").to_owned(), Role::Label));
            }
            rows.extend(counted.iter().map(|row| bar(question, row, tally, cx)));
            continue;
        }
        if group != question.group {
            group = &question.group;
            let short = |row: &&TallyRow| choice(question, &row.choice, true, cx);
            if counted.is_empty() {
                rows.push(Row::Text(cx.words.get("surveys.table_without_counts").to_owned(), Role::Label));
            } else {
                let mut head = vec![clean_line(group)];
                head.extend(counted.iter().map(short));
                rows.push(Row::Cells(head, Role::Title));
            }
        }
        if !counted.is_empty() {
            let mut cells = vec![clean_line(&question.text)];
            cells.extend(counted.iter().map(|row| match row.share {
                Some(share) => format!("{} {share}%", row.count),
                None => row.count.to_string(),
            }));
            rows.push(Row::Cells(cells, Role::Text));
        }
    }
    rows
}

fn bar(question: &Question, row: &TallyRow, tally: &Tally, cx: &Context<'_>) -> Row {
    let label = choice(question, &row.choice, false, cx);
    let Some(share) = row.share else {
        let n = cx.words.say("surveys.wrote", &[("n", &row.count)]);
        return Row::Fact(label, n, Role::Text);
    };
    let known = question.published.get(&row.choice).filter(|_| tally.inferred);
    let note = known.map(|percent| {
        let key = if question.stated.contains(&row.choice) { "survey.published" } else { "survey.rest" };
        cx.words.say(key, &[("percent", percent)])
    });
    let said = format!("{share:>3}% {:>3}  {}", row.count, note.unwrap_or_default());
    Row::Bar { label, share, said: said.trim_end().to_owned() }
}

fn choice(question: &Question, code: &str, short: bool, cx: &Context<'_>) -> String {
    match question.choices.iter().find(|choice| choice.code == code) {
        Some(choice) if short && !choice.short.is_empty() => clean_line(&choice.short),
        Some(choice) => clean_line(&choice.text),
        None if question.kind == QuestionKind::Number => cx.words.get("survey.numbers").to_owned(),
        None => cx.words.get("survey.texts").to_owned(),
    }
}

/// What a group is called.
pub(super) fn group_name(by: GroupBy, code: &str, cx: &Context<'_>) -> String {
    let known = kind::table().iter().find(|info| by == GroupBy::Kind && info.code == code);
    match (known, cx.words.language()) {
        (Some(info), Language::Ja) => info.ja.to_owned(),
        (Some(info), Language::En) => info.en.to_owned(),
        (None, _) if code.is_empty() => cx.words.get("survey.unknown_group").to_owned(),
        (None, _) => clean_line(code),
    }
}

/// What one institution answered, with how it can be reached.
pub(super) fn institution(survey: SurveyId, id: FacilityId, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let log = cx.casebook.logbook();
    let Some(survey) = log.survey(survey) else { return Vec::new() };
    let mut rows = Vec::new();
    if let Some(row) = cx.registry.row(id) {
        rows.push(Row::Text(clean_line(&row.name), Role::Title));
        let fact = |key: &str, text: &str| {
            (!text.is_empty()).then(|| Row::Fact(words.get(key).to_owned(), clean_line(text), Role::Text))
        };
        rows.extend(fact("surveys.phone", &row.phone));
        rows.extend(fact("surveys.fax", &row.fax));
    } else {
        rows.push(Row::Text(words.get("surveys.gone").to_owned(), Role::Title));
        rows.push(Row::Text(words.get("surveys.gone_note").to_owned(), Role::Label));
    }
    let Some(answer) = log.answer(survey.id, id) else {
        rows.push(Row::Text(words.get("surveys.unanswered").to_owned(), Role::Warn));
        return rows;
    };
    let on = answer.on.map_or_else(|| "--".to_owned(), long_date);
    let way = words.find(&format!("form.value.survey_way.{}", answer.way)).map(str::to_owned);
    let way = way.unwrap_or_else(|| clean_line(&answer.way));
    let by = words.say("surveys.came", &[("day", &on), ("way", &way), ("by", &clean_line(&answer.by))]);
    rows.push(Row::Text(by.trim().to_owned(), Role::Label));
    if answer.fictional {
        rows.push(Row::Text(words.get("survey.fictional").to_owned(), Role::Label));
    }
    let mut group = "";
    for question in &survey.questions {
        if group != question.group {
            group = &question.group;
            rows.push(Row::Rule(clean_line(group)));
        }
        let said: Vec<String> = answer.said(&question.code).iter().map(|said| choice_or_text(question, said)).collect();
        let (said, role) = if said.is_empty() {
            (words.get("surveys.no_answer").to_owned(), Role::Label)
        } else {
            (said.join(words.get("surveys.and")), Role::Text)
        };
        if question.group.is_empty() {
            rows.push(Row::Text(clean_line(&question.text), Role::Label));
            rows.push(Row::Text(format!("  {said}"), role));
        } else {
            rows.push(Row::Fact(clean_line(&question.text), said, role));
        }
    }
    rows
}

fn choice_or_text(question: &Question, said: &str) -> String {
    let known = question.choices.iter().find(|choice| choice.code == said);
    clean_line(known.map_or(said, |choice| &choice.text))
}
