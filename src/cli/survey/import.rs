//! `renkei survey import`: answers from a table. The plan that `--dry-run` prints is the one that is carried out.

use std::collections::HashMap;
use std::fmt::Write;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{answers, bytes_of, must_be_open, survey};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{import_text, out};
use crate::domain::FacilityId;
use crate::domain::survey::Answer;
use crate::domain::text::clean_line;
use crate::exchange::import::Encoding;
use crate::exchange::import::survey_csv::{AnswerPlan, AnswerSetting, RejectedAnswer, plan};
use crate::form::read_date;
use crate::message::sentence;
use crate::port::Put;
use crate::port::store::Record;

/// A table of answers is some kilobytes.
const LARGEST: u64 = 16 << 20;

pub(super) fn run(cx: &Context, args: &args::SurveyImport) -> Outcome {
    let encoding = match args.encoding.as_deref() {
        None => None,
        Some("utf8") => Some(Encoding::Utf8),
        Some("cp932") => Some(Encoding::Cp932),
        Some(_) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.export.unknown_encoding"))),
    };
    let path = clean_line(&args.file.to_string_lossy());
    let unreadable = |cause: String| {
        Failure::new(Exit::Failed, cx.words.say("cli.import.unreadable", &[("path", &path), ("cause", &cause)]))
    };
    let bytes = bytes_of(&args.file, LARGEST).map_err(|error| unreadable(sentence::cause(cx.words, &error)))?;
    let store = if args.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let survey = survey(cx, &*store, &args.id)?;
    must_be_open(cx, &survey)?;
    let known: HashMap<FacilityId, Answer> =
        answers(cx, &*store, &survey)?.into_iter().map(|answer| (answer.facility, answer)).collect();
    let facilities = cx.facilities(&*store)?;
    let names: Vec<(FacilityId, String)> =
        facilities.iter().map(|facility| (facility.id, facility.name().to_owned())).collect();
    let day = |text: &str| -> Option<Date> { read_date(text, cx.now.today()) };
    let setting = AnswerSetting { survey: &survey, names: &names, known: &known, day: &day, by: &cx.author().name };
    let plan = plan(bytes, &path, encoding, setting)
        .map_err(|error| unreadable(import_text::read_cause(cx.words, &error.cause)))?;
    let puts: Vec<Put> =
        plan.new.iter().chain(&plan.changed).map(|answer| Put::Save(Record::Answer(answer.clone()))).collect();
    let mut group = None;
    if !args.dry_run && !puts.is_empty() {
        // Not the name of the file: it may be somebody's.
        let detail = format!("survey {} {}", survey.name, puts.len());
        group = cx.write(&*store, "import", detail, puts)?.group.map(|group| group.0);
    }
    if args.json {
        out::json(cx.words, &value(cx, &plan, args.dry_run, group))?;
    } else {
        out::text(cx.words, &text(cx, &plan, args.dry_run))?;
    }
    match group {
        _ if args.dry_run => cx.say(cx.words.get("cli.import.dry")),
        Some(group) => cx.say(&cx.words.say("cli.import.done", &[("group", &group)])),
        None => cx.say(cx.words.get("cli.unchanged")),
    }
    Ok(if plan.rejected.is_empty() { Exit::Ok } else { Exit::Rejected })
}

fn text(cx: &Context, plan: &AnswerPlan, dry: bool) -> String {
    let words = cx.words;
    let key = if dry { "cli.survey.would" } else { "cli.survey.counts" };
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("new", &plan.new.len()),
        ("changed", &plan.changed.len()),
        ("same", &plan.same),
        ("rejected", &plan.rejected.len()),
    ];
    let mut text = format!("{}\n", words.say(key, &counts));
    if !plan.unread.is_empty() {
        let _ = writeln!(text, "{}", words.say("cli.survey.unread", &[("list", &plan.unread.join(", "))]));
    }
    for row in &plan.rejected {
        let column = row.column.as_deref().unwrap_or("-");
        let said: [(&str, &dyn std::fmt::Display); 3] =
            [("line", &row.line), ("column", &column), ("why", &row.reason.sentence(words))];
        let _ = writeln!(text, "  {}", words.say("cli.survey.rejected", &said));
    }
    text
}

fn value(cx: &Context, plan: &AnswerPlan, dry: bool, group: Option<u64>) -> Value {
    let ids = |answers: &[Answer]| answers.iter().map(|answer| answer.facility.to_string()).collect::<Vec<_>>();
    let rejected = |row: &RejectedAnswer| {
        let reason: &'static str = row.reason.into();
        json!({ "line": row.line, "column": row.column, "reason": reason, "sentence": row.reason.sentence(cx.words) })
    };
    json!({
        "schema": 1,
        "dry_run": dry,
        "new": ids(&plan.new),
        "changed": ids(&plan.changed),
        "same": plan.same,
        "unread": plan.unread,
        "rejected": plan.rejected.iter().map(rejected).collect::<Vec<_>>(),
        "group": group,
    })
}
