//! `renkei survey export`: what came of a survey, for a place where it is made public. Answers of single institutions go out only where they are
//! asked for, and never to where everybody reads.

use super::{answers, grouping, report, survey};
use crate::cli::args;
use crate::cli::card::registry;
use crate::cli::context::Context;
use crate::cli::deliver;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::publication::{Place, place, places};
use crate::domain::survey::{Survey, Withheld};
use crate::exchange::export::survey::SingleAnswer;
use crate::port::audit::AuditRecord;
use crate::port::store::EntityKind;

pub(super) fn run(cx: &Context, args: &args::SurveyExport) -> Outcome {
    let encoding = deliver::encoding(cx, &args.encoding)?;
    let by = grouping(cx, args.by.as_deref())?;
    if !["text", "md", "csv", "json"].contains(&args.format.as_str()) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.survey.no_format")));
    }
    let to = args.place.as_deref().map(|code| place(code).ok_or_else(|| no_place(cx))).transpose()?;
    let store = cx.look()?;
    let survey = survey(cx, &*store, &args.id)?;
    if let Some(to) = to {
        may_go(cx, &survey, to, args.answers)?;
    }
    let registry = registry(cx, &*store)?;
    let answers = answers(cx, &*store, &survey)?;
    let mut report = report(cx, &survey, &answers, &registry, by);
    if args.answers {
        let name = |id| registry.row(id).map(|row| row.name.to_string()).unwrap_or_default();
        let mut single: Vec<SingleAnswer<'_>> =
            answers.iter().map(|answer| SingleAnswer { name: name(answer.facility), answer }).collect();
        single.sort_by(|a, b| (&a.name, a.answer.facility).cmp(&(&b.name, b.answer.facility)));
        let count = single.len() as u64;
        report.answers = Some(single);
        let seen = vec![AuditRecord::seen(EntityKind::Survey, survey.id.to_bytes())];
        let to = to.map_or("-", |to| to.code);
        cx.witness(&*store, "export", seen, count, format!("survey answers {} {to}", args.format))?;
    }
    let text = match args.format.as_str() {
        "md" => report.markdown(cx.words),
        "csv" => report.csv(cx.words),
        "json" => format!("{}\n", report.json()),
        _ => report.text(cx.words),
    };
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    Ok(Exit::Ok)
}

/// What is for fewer people goes to no place where more read it.
fn may_go(cx: &Context, survey: &Survey, to: &Place, answers: bool) -> Result<(), Failure> {
    survey.may_go(to, answers).map_err(|withheld| {
        let sentence = match withheld {
            Withheld::SingleAnswers => cx.words.get("cli.survey.no_single_answers").to_owned(),
            Withheld::Narrower(publicity) => {
                let held = cx.words.get(&format!("survey.publicity.{publicity}")).to_owned();
                cx.words.say("cli.survey.not_so_public", &[("held", &held)])
            }
        };
        Failure::new(Exit::Usage, sentence)
    })
}

fn no_place(cx: &Context) -> Failure {
    let codes: Vec<&str> = places().iter().map(|place| place.code).collect();
    Failure::new(Exit::Usage, cx.words.say("cli.survey.no_place", &[("places", &codes.join(" "))]))
}
