//! Reads the template of a survey; the format is described at the head of `survey-continuity.toml`.

use std::collections::{BTreeMap, HashSet};

use super::fault::{FaultKind, Wanted};
use super::source::{Faults, Section, count_of, parse};
use crate::domain::SurveyId;
use crate::domain::survey::{Choice, Published, Question, QuestionKind, RateRounding, Rounding, Survey, Target};
use crate::domain::vague::Vague;

const SURVEY_KEYS: [&str; 15] = [
    "name",
    "version",
    "title",
    "purpose",
    "way",
    "feeds",
    "source",
    "scenes",
    "projects",
    "target",
    "rounding",
    "rate_rounding",
    "published",
    "question",
    "grid",
];
const QUESTION_KEYS: [&str; 8] =
    ["code", "text", "kind", "choices", "phrases", "published", "stated", "inferred_counts"];
const GRID_KEYS: [&str; 3] = ["text", "rows", "choices"];

/// A template, where nothing is wrong with it. It has no identity of its own: a survey that is made from it gets one.
pub(super) fn read<'t>(text: &'t str, faults: &mut Faults<'t>) -> Option<Survey> {
    let root = parse(text, faults);
    let root = Section::root(&root);
    root.only(&SURVEY_KEYS, faults);
    let name = root.filled("name", faults);
    if !name.is_empty() && !is_name(&name) {
        faults.note(&root.place("name"), FaultKind::Name { name: name.clone() });
    }
    let survey = Survey {
        id: SurveyId::from_bytes([0; 16]),
        name,
        version: root.filled("version", faults),
        title: root.filled("title", faults),
        purpose: root.plain("purpose", faults),
        way: root.plain("way", faults),
        feeds: root.plain("feeds", faults),
        source: root.plain("source", faults),
        scenes: root.distinct("scenes", faults),
        projects: root.distinct("projects", faults),
        target: target(&root, faults),
        rounding: root.choice("rounding", &ROUNDINGS, faults).unwrap_or_default(),
        rate_rounding: root.choice("rate_rounding", &RATES, faults).unwrap_or_default(),
        published: published(&root, faults),
        questions: questions(&root, faults),
        ..Survey::default()
    };
    if survey.questions.is_empty() && faults.is_empty() {
        faults.note(&(0..0), FaultKind::Empty);
    }
    faults.is_empty().then_some(survey)
}

const ROUNDINGS: [(&str, Rounding); 2] =
    [("largest_remainder", Rounding::LargestRemainder), ("half_up", Rounding::HalfUp)];
const RATES: [(&str, RateRounding); 2] = [("cut_1", RateRounding::Cut1), ("half_up_1", RateRounding::HalfUp1)];

fn target(root: &Section<'_>, faults: &mut Faults<'_>) -> Target {
    let Some(section) = root.section("target", faults) else { return Target::default() };
    section.only(&["kinds", "area", "partner"], faults);
    Target {
        kinds: section.distinct("kinds", faults),
        area: section.plain("area", faults),
        partner: section.yes_no("partner", faults).unwrap_or(false),
    }
}

fn published(root: &Section<'_>, faults: &mut Faults<'_>) -> Option<Published> {
    let section = root.section("published", faults)?;
    section.only(&["on", "asked", "answered", "rate", "inferred"], faults);
    section.needs(&["asked", "answered"], faults);
    let on = section.plain("on", faults);
    let on = Vague::parse(&on).unwrap_or_else(|_| {
        faults.note(&section.place("on"), FaultKind::Type { key: "on".to_owned(), wanted: Wanted::Date });
        Vague::Unknown
    });
    Some(Published {
        on,
        asked: section.count("asked", faults).unwrap_or_default(),
        answered: section.count("answered", faults).unwrap_or_default(),
        rate: section.filled("rate", faults),
        inferred: section.yes_no("inferred", faults).unwrap_or(false),
    })
}

/// Questions and grids in the order of the file; a grid is a question for each of its rows.
fn questions(root: &Section<'_>, faults: &mut Faults<'_>) -> Vec<Question> {
    let mut parts: Vec<(usize, bool, Section<'_>)> = Vec::new();
    for (key, is_grid) in [("question", false), ("grid", true)] {
        parts.extend(root.sections(key, faults).into_iter().map(|section| (section.span.start, is_grid, section)));
    }
    parts.sort_by_key(|(at, ..)| *at);
    let (mut questions, mut codes) = (Vec::new(), HashSet::new());
    for (_, is_grid, section) in parts {
        if is_grid {
            questions.extend(grid(&section, &mut codes, faults));
        } else {
            let question = question(&section, faults);
            section.once("code", &question.code, &mut codes, faults);
            questions.push(question);
        }
    }
    questions
}

fn question(section: &Section<'_>, faults: &mut Faults<'_>) -> Question {
    section.only(&QUESTION_KEYS, faults);
    let kind: Option<QuestionKind> = section.known("kind", faults);
    if kind.is_none() && section.has("kind") {
        // Noted; what else belongs to the question depends on it.
        return Question { code: code(section, faults), ..Question::default() };
    }
    let kind = kind.unwrap_or_default();
    let chooses = matches!(kind, QuestionKind::One | QuestionKind::Several);
    let foreign: &[&str] = match kind {
        QuestionKind::One | QuestionKind::Several => &["phrases"],
        QuestionKind::Text => &["choices", "published", "stated", "inferred_counts"],
        QuestionKind::Number => &["choices", "phrases", "published", "stated", "inferred_counts"],
    };
    for key in foreign.iter().filter(|key| section.has(key)) {
        faults.note(&section.place(key), FaultKind::NotForKind { key: (*key).to_owned() });
    }
    let choices = if chooses { choices(section, faults) } else { Vec::new() };
    let published = counts(section, "published", &choices, faults);
    let inferred_counts = counts(section, "inferred_counts", &choices, faults);
    let stated = section.distinct("stated", faults);
    if let Some(option) = stated.iter().find(|code| !published.contains_key(*code)) {
        faults.note(&section.place("stated"), FaultKind::NoOption { option: option.clone() });
    }
    Question {
        code: code(section, faults),
        text: section.filled("text", faults),
        kind,
        phrases: section.distinct("phrases", faults),
        group: String::new(),
        choices,
        published,
        stated,
        inferred_counts,
    }
}

fn grid(section: &Section<'_>, codes: &mut HashSet<String>, faults: &mut Faults<'_>) -> Vec<Question> {
    section.only(&GRID_KEYS, faults);
    section.needs(&["rows"], faults);
    let group = section.filled("text", faults);
    let choices = choices(section, faults);
    let mut rows = Vec::new();
    for row in section.sections("rows", faults) {
        row.only(&["code", "text"], faults);
        let (code, text) = (code(&row, faults), row.filled("text", faults));
        row.once("code", &code, codes, faults);
        let (group, choices) = (group.clone(), choices.clone());
        rows.push(Question { code, text, choices, group, ..Question::default() });
    }
    rows
}

fn choices(section: &Section<'_>, faults: &mut Faults<'_>) -> Vec<Choice> {
    let (mut choices, mut codes) = (Vec::new(), HashSet::new());
    for section in section.sections("choices", faults) {
        section.only(&["code", "text", "short", "no_answer"], faults);
        let text = section.filled("text", faults);
        let short = section.plain("short", faults);
        let choice = Choice {
            code: code(&section, faults),
            short: if short.is_empty() { text.clone() } else { short },
            text,
            no_answer: section.yes_no("no_answer", faults).unwrap_or(false),
        };
        section.once("code", &choice.code, &mut codes, faults);
        choices.push(choice);
    }
    if choices.is_empty() {
        faults.note(&section.place("choices"), FaultKind::NoOptions);
    }
    choices
}

/// Numbers by the code of a choice.
fn counts(section: &Section<'_>, key: &str, choices: &[Choice], faults: &mut Faults<'_>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let Some(section) = section.section(key, faults) else { return counts };
    for (code, span, value) in section.entries() {
        if choices.iter().all(|choice| choice.code != code) {
            faults.note(&span, FaultKind::NoOption { option: code });
        } else if let Some(count) = count_of::<u32>(value.get_ref()) {
            counts.insert(code, count);
        } else {
            faults.note(&value.span(), FaultKind::Type { key: code, wanted: Wanted::Count });
        }
    }
    counts
}

fn code(section: &Section<'_>, faults: &mut Faults<'_>) -> String {
    let code = section.filled("code", faults);
    if !code.is_empty() && !is_name(&code) {
        faults.note(&section.place("code"), FaultKind::Name { name: code.clone() });
    }
    code
}

/// What answers are kept by.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
