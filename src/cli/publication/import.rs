//! `renkei publication import`: a series of questions and answers, 問1 ... 答 ..., into the ledger, with numbers that run on.

use std::collections::HashSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{out, text_file};
use crate::domain::asked::{Pair, pairs};
use crate::domain::publication::{Question, next_number};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Publication, PublicationId, Publicity};
use crate::port::Put;
use crate::search::fold;

const KIND: &str = "qa";

/// All new ones as one change. A question that stands in the series already is left alone.
pub(super) fn run(cx: &Context, args: &args::PublicationImport) -> Outcome {
    let publicity = match args.publicity.as_deref().map(str::parse::<Publicity>) {
        Some(Ok(publicity)) => publicity,
        Some(Err(_)) => return Err(Failure::new(Exit::Usage, cx.words.get("publication.unknown_publicity"))),
        None => Publicity::default(),
    };
    let read = pairs(&text_file::read(cx, Path::new(&args.file))?);
    if read.is_empty() {
        return Err(Failure::new(Exit::NotFound, cx.words.get("publication.no_pairs")));
    }
    let series = args.series.as_deref().map(clean_line).unwrap_or_default();
    let store = if args.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let book = cx.casebook(&*store)?;
    let log = book.logbook();
    let of_series = log.publications().filter(|one| one.kind == KIND && one.series == series);
    let mut known: HashSet<String> = of_series.filter_map(|one| Some(fold(&one.question.as_ref()?.asked))).collect();
    let mut number = next_number(log.publications(), KIND, &series);
    let (mut new, mut same) = (Vec::new(), 0_usize);
    for pair in read {
        if known.insert(fold(&clean_line(&pair.asked))) {
            new.push(publication(cx, pair, &series, number, publicity));
            number = number.saturating_add(1);
        } else {
            same += 1;
        }
    }
    let puts: Vec<Put> = new.iter().cloned().map(|one| Put::Save(one.into())).collect();
    let mut group = None;
    if !args.dry_run && !puts.is_empty() {
        // Not the name of the file: it may be somebody's.
        group = cx.write(&*store, "import", format!("publication {KIND} {}", puts.len()), puts)?.group;
    }
    let unanswered = new.iter().filter(|one| answer(one).is_empty()).count();
    if args.json {
        let items: Vec<Value> = new.iter().map(item).collect();
        let group = group.map(|group| group.0);
        let counts = json!({ "new": new.len(), "same": same, "unanswered": unanswered });
        out::json(cx.words, &json!({ "schema": 1, "items": items, "counts": counts, "group": group }))?;
    } else {
        out::text(cx.words, &new.iter().map(|one| row(cx, one)).collect::<String>())?;
    }
    let counts: [(&str, &dyn std::fmt::Display); 3] = [("new", &new.len()), ("same", &same), ("bare", &unanswered)];
    cx.say(&cx.words.say("publication.imported", &counts));
    match group {
        _ if args.dry_run => cx.say(cx.words.get("cli.import.dry")),
        Some(group) => cx.say(&cx.words.say("cli.import.done", &[("group", &group.0)])),
        None => cx.say(cx.words.get("cli.unchanged")),
    }
    Ok(Exit::Ok)
}

fn publication(cx: &Context, pair: Pair, series: &str, number: u32, publicity: Publicity) -> Publication {
    let answer = clean_text(&pair.answer);
    Publication {
        id: PublicationId::new(),
        kind: KIND.to_owned(),
        series: series.to_owned(),
        number: Some(number),
        on: cx.now.today().into(),
        publicity,
        question: Some(Question {
            asked: clean_line(&pair.asked),
            // When it was answered, the text does not say.
            answered_on: None,
            answer,
            by: String::new(),
        }),
        ..Publication::default()
    }
}

fn answer(one: &Publication) -> &str {
    one.question.as_ref().map_or("", |question| &question.answer)
}

fn item(one: &Publication) -> Value {
    let asked = one.question.as_ref().map(|question| &question.asked);
    json!({ "id": one.id.to_string(), "number": one.number, "asked": asked, "answer": answer(one) })
}

/// `問14 面会はできますか / 答 できます。`
fn row(cx: &Context, one: &Publication) -> String {
    let asked = one.question.as_ref().map_or("", |question| &question.asked);
    let number = one.number.unwrap_or_default();
    let mut text = cx.words.say("paste.question", &[("n", &number), ("text", &clean_line(asked))]);
    let answered = clean_line(answer(one));
    text += "\n  ";
    text += &if answered.is_empty() {
        cx.words.get("publication.unanswered").to_owned()
    } else {
        cx.words.say("paste.answer", &[("text", &answered)])
    };
    text + "\n"
}
