//! `renkei survey`: who was asked what, and what each institution answered.

mod export;
mod import;

use std::io::{Error, ErrorKind};

use serde_json::{Map, Value, json};

use super::args::{self, SurveyVerb};
use super::card::registry;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::facility::kind;
use crate::domain::publicity::Publicity;
use crate::domain::survey::{Answer, Flaw, GroupBy, Survey, Tally, Values, tally, tally_by, unasked};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::vague::Vague;
use crate::domain::{AnswerId, FacilityId};
use crate::exchange::export::survey::SurveyReport;
use crate::model::{Registry, surveys};
use crate::port::Put;
use crate::port::store::{EntityKind, Record, Store};
use crate::words::Language;

pub fn run(cx: &Context, args: &args::Survey) -> Outcome {
    match &args.verb {
        SurveyVerb::List(args) => list(cx, args),
        SurveyVerb::New(args) => new(cx, args),
        SurveyVerb::Show(args) => show(cx, args),
        SurveyVerb::Answer(args) => answer(cx, args),
        SurveyVerb::Import(args) => import::run(cx, args),
        SurveyVerb::Export(args) => export::run(cx, args),
        SurveyVerb::Close(args) => close(cx, args),
    }
}

/// The newest first.
fn list(cx: &Context, args: &args::SurveyList) -> Outcome {
    let store = cx.look()?;
    let mut surveys = cx.records(&*store, EntityKind::Survey, Record::into_survey)?;
    surveys.sort_by(|a, b| {
        let unknown = |survey: &Survey| survey.on == Vague::Unknown;
        (unknown(a), b.on, &a.title, a.id).cmp(&(unknown(b), a.on, &b.title, b.id))
    });
    let answers = cx.records(&*store, EntityKind::Answer, Record::into_answer)?;
    let counted: Vec<(&Survey, Tally)> = surveys
        .iter()
        .map(|survey| (survey, tally(survey, answers.iter().filter(|answer| answer.survey == survey.id))))
        .collect();
    if args.json {
        let item = |(survey, tally): &(&Survey, Tally)| {
            json!({
                "id": survey.id.to_string(), "name": survey.name, "version": survey.version, "title": clean_line(&survey.title),
                "on": survey.on.to_string(), "feeds": survey.feeds, "publicity": survey.publicity.to_string(),
                "asked": tally.asked, "answered": tally.answered, "rate": tally.rate, "inferred": tally.inferred,
                "closed_on": survey.closed_on, "fictional": survey.fictional,
            })
        };
        let items: Vec<Value> = counted.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let line = |(survey, tally): &(&Survey, Tally)| {
            let rate = if tally.rate.is_empty() { "-" } else { &tally.rate };
            let said: [(&str, &dyn std::fmt::Display); 3] =
                [("answered", &tally.answered), ("asked", &tally.asked), ("rate", &rate)];
            let answered = cx.words.say("survey.answered", &said);
            let inferred = if tally.inferred { cx.words.get("survey.inferred_short") } else { "" };
            let cells = [survey.id.to_string(), survey.on.to_string(), clean_line(&survey.title), answered];
            format!("{}  {inferred}", cells.join("  ")).trim_end().to_owned() + "\n"
        };
        out::text(cx.words, &counted.iter().map(line).collect::<String>())?;
    }
    if surveys.is_empty() {
        cx.say(cx.words.get("cli.survey.none"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

/// A survey from a template, sent to everybody whom it is for: who was asked is fixed from then on.
fn new(cx: &Context, args: &args::SurveyNew) -> Outcome {
    let rulebook = cx.rulebook();
    let template = rulebook.survey(&args.template).ok_or_else(|| {
        let names: Vec<&str> = rulebook.surveys.iter().map(|survey| survey.name.as_str()).collect();
        Failure::new(Exit::Usage, cx.words.say("cli.survey.no_template", &[("names", &names.join(" "))]))
    })?;
    let mut survey = Survey::from_template(template);
    survey.on = Vague::Day(args.on.as_deref().map_or(Ok(cx.now.today()), |text| cx.day(text))?);
    if let Some(area) = &args.area {
        survey.target.area = clean_line(area);
    }
    survey.target.partner |= args.partner;
    if let Some(publicity) = &args.publicity {
        let known: Option<Publicity> = publicity.parse().ok();
        survey.publicity = known.ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("cli.survey.no_publicity")))?;
    }
    let store = cx.open_for_writing()?;
    survey.asked = surveys::asked(&registry(cx, &*store)?, &survey.target, cx.now.today());
    if survey.asked.is_empty() {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.survey.nobody")));
    }
    let (id, asked) = (survey.id, survey.asked.len());
    cx.write(&*store, "survey", survey.name.clone(), vec![Put::Save(Record::Survey(survey))])?;
    out::text(cx.words, &format!("{id}\n"))?;
    cx.say(&cx.words.say("cli.survey.sent", &[("n", &asked)]));
    Ok(Exit::Ok)
}

fn show(cx: &Context, args: &args::SurveyShow) -> Outcome {
    let by = grouping(cx, args.by.as_deref())?;
    let store = cx.look()?;
    let survey = survey(cx, &*store, &args.id)?;
    let answers = answers(cx, &*store, &survey)?;
    let registry = registry(cx, &*store)?;
    let report = report(cx, &survey, &answers, &registry, by);
    if args.json {
        out::json(cx.words, &report.json())?;
    } else {
        out::text(cx.words, &report.text(cx.words))?;
    }
    let strangers = unasked(&survey, &answers);
    if strangers > 0 {
        cx.say(&cx.words.say("cli.survey.unasked", &[("n", &strangers)]));
    }
    Ok(Exit::Ok)
}

/// From today on it takes no more answers; or it does again.
fn close(cx: &Context, args: &args::SurveyClose) -> Outcome {
    let store = cx.open_for_writing()?;
    let before = survey(cx, &*store, &args.id)?;
    let closed_on = if args.reopen { None } else { before.closed_on.or(Some(cx.now.today())) };
    let action = if args.reopen { "reopen_survey" } else { "close_survey" };
    let name = before.name.clone();
    let saved = cx.write(&*store, action, name, vec![Put::Save(Record::Survey(Survey { closed_on, ..before }))])?;
    let key = match (saved.group.is_some(), args.reopen) {
        (false, _) => "cli.unchanged",
        (true, false) => "cli.survey.closed",
        (true, true) => "cli.survey.reopened",
    };
    cx.say(cx.words.get(key));
    Ok(Exit::Ok)
}

/// What was published of a closed survey is not changed by an answer that comes late.
fn must_be_open(cx: &Context, survey: &Survey) -> Result<(), Failure> {
    match survey.closed_on {
        Some(day) => Err(Failure::new(Exit::Usage, cx.words.say("cli.survey.is_closed", &[("day", &day)]))),
        None => Ok(()),
    }
}

/// What one institution answered: an object over what is known, or a digit a question in its place.
fn answer(cx: &Context, args: &args::SurveyAnswer) -> Outcome {
    let text = cx.piped(&args.source)?;
    let store = cx.open_for_writing()?;
    let survey = survey(cx, &*store, &args.id)?;
    must_be_open(cx, &survey)?;
    let facility = cx.facility(&*store, &args.facility)?;
    if !survey.has_asked(facility.id) {
        return Err(Failure::new(Exit::Usage, cx.words.get("survey.reason.not_asked")));
    }
    let key = AnswerId::of(survey.id, facility.id).to_bytes();
    let known = store.get(EntityKind::Answer, key).map_err(|error| cx.store_failure(&error))?;
    let known = known.and_then(Record::into_answer);
    let mut answer = known.unwrap_or_else(|| Answer::new(survey.id, facility.id));
    answer.values = if text.trim_start().starts_with('{') {
        over(cx, &survey, &answer.values, &text)?
    } else {
        survey.typed(&text).map_err(|flaw| flawed(cx, &survey, &[flaw]))?
    };
    let flaws = survey.flaws(&answer.values);
    if !flaws.is_empty() {
        return Err(flawed(cx, &survey, &flaws));
    }
    answer.on = match &args.on {
        Some(day) => Some(cx.day(day)?),
        None => answer.on.or(Some(cx.now.today())),
    };
    if let Some(way) = &args.way {
        answer.way = clean_line(way);
    } else if answer.way.is_empty() {
        answer.way.clone_from(&survey.way);
    }
    cx.author().name.clone_into(&mut answer.by);
    let saved = cx.write(&*store, "answer", survey.name.clone(), vec![Put::Save(Record::Answer(answer))])?;
    let answers = answers(cx, &*store, &survey)?;
    let now = tally(&survey, &answers);
    let key = if saved.group.is_some() { "cli.survey.answered" } else { "cli.unchanged" };
    let said: [(&str, &dyn std::fmt::Display); 3] =
        [("answered", &now.answered), ("asked", &now.asked), ("rate", &now.rate)];
    cx.say(&cx.words.say(key, &said));
    Ok(Exit::Ok)
}

/// The values of an object over those that are known; `null` empties one.
fn over(cx: &Context, survey: &Survey, known: &Values, text: &str) -> Result<Values, Failure> {
    let given: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let place: [(&str, &dyn std::fmt::Display); 2] = [("line", &error.line()), ("column", &error.column())];
        Failure::new(Exit::Usage, cx.words.say("plan.not_json", &place))
    })?;
    let mut values = known.clone();
    for (code, value) in given {
        let texts = match &value {
            Value::Null => Some(Vec::new()),
            Value::String(text) => Some(vec![clean_text(text)]),
            Value::Number(number) => Some(vec![number.to_string()]),
            Value::Array(all) => all.iter().map(|one| one.as_str().map(clean_text)).collect(),
            Value::Bool(_) | Value::Object(_) => None,
        };
        let Some(texts) = texts else {
            let flaw = Flaw { question: clean_line(&code), kind: crate::domain::survey::FlawKind::NotAChoice };
            return Err(flawed(cx, survey, &[flaw]));
        };
        // Empty is no answer.
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if texts.is_empty() && survey.question(&code).is_some() {
            values.remove(&code);
        } else {
            values.insert(clean_line(&code), texts);
        }
    }
    Ok(values)
}

/// What is wrong with an answer, by the place and the code of each question.
fn flawed(cx: &Context, survey: &Survey, flaws: &[Flaw]) -> Failure {
    let line = |flaw: &Flaw| {
        let kind: &'static str = flaw.kind.into();
        let place = survey.questions.iter().position(|question| question.code == flaw.question);
        let place = place.map_or_else(|| "-".to_owned(), |place| (place + 1).to_string());
        let why = cx.words.get(&format!("survey.flaw.{kind}")).to_owned();
        cx.words.say("cli.survey.flaw", &[("place", &place), ("question", &flaw.question), ("why", &why)])
    };
    Failure::new(Exit::Usage, flaws.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn survey(cx: &Context, store: &dyn Store, argument: &str) -> Result<Survey, Failure> {
    cx.record(store, EntityKind::Survey, argument, Record::into_survey)
}

fn answers(cx: &Context, store: &dyn Store, survey: &Survey) -> Result<Vec<Answer>, Failure> {
    let mut answers = cx.records(store, EntityKind::Answer, Record::into_answer)?;
    answers.retain(|answer| answer.survey == survey.id);
    Ok(answers)
}

fn grouping(cx: &Context, by: Option<&str>) -> Result<Option<GroupBy>, Failure> {
    let Some(by) = by else { return Ok(None) };
    by.parse().map(Some).map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.survey.no_grouping")))
}

/// What came of it, as a whole and by kind or area.
fn report<'a>(
    cx: &Context,
    survey: &'a Survey,
    answers: &[Answer],
    registry: &Registry,
    by: Option<GroupBy>,
) -> SurveyReport<'a> {
    let groups = by.map(|by| {
        let groups = tally_by(survey, answers, |id: FacilityId| surveys::group(registry, survey, by, id));
        groups.into_iter().map(|(code, tally)| (group_name(cx, by, &code), tally)).collect()
    });
    let publisher = cx.config.centre.clone().unwrap_or_default();
    SurveyReport { survey, whole: tally(survey, answers), groups: groups.unwrap_or_default(), answers: None, publisher }
}

fn group_name(cx: &Context, by: GroupBy, code: &str) -> String {
    let known = kind::table().iter().find(|info| by == GroupBy::Kind && info.code == code);
    match (known, cx.words.language()) {
        (Some(info), Language::Ja) => info.ja.to_owned(),
        (Some(info), Language::En) => info.en.to_owned(),
        (None, _) if code.is_empty() => cx.words.get("survey.unknown_group").to_owned(),
        (None, _) => code.to_owned(),
    }
}

/// A file's bytes: no pipe and no device, which would never end.
fn bytes_of(path: &std::path::Path, largest: u64) -> Result<Vec<u8>, Error> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() || found.len() > largest {
        return Err(ErrorKind::InvalidData.into());
    }
    std::fs::read(path)
}
