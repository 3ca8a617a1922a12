//! `renkei find`: the search of the screen, for scripts.

use std::io::Read;

use serde_json::{Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::text::clean_line;
use crate::domain::{Facility, PlaceTable};
use crate::exchange::export;
use crate::port::store::{EntityKind, Record, Store};
use crate::search::{Hit, Query, Readings, Scan};

/// Finds, and prints the first `--limit` facilities.
pub fn run(cx: &Context, args: &args::Find) -> Outcome {
    let text = query_text(cx, args)?;
    let query = Query::parse(&text);
    let store = cx.look()?;
    let facilities = cx.facilities(&*store)?;
    let is_empty = facilities.is_empty();
    let mut readings = Readings::of(&places(cx, &*store)?);
    readings.learn_names(&facilities);
    let mut scan = Scan::new(&query, args.limit);
    scan.read_facilities(facilities, &readings);
    let (hits, facilities) = scan.finish();
    let found: Vec<(Facility, Hit)> = facilities.into_iter().zip(hits.rows).collect();
    let text = if args.json {
        export::json::document(found.iter().map(|(facility, hit)| item(facility, hit)).collect())
    } else if args.plain {
        found.iter().map(|(facility, _)| plain(facility)).collect()
    } else {
        found.iter().map(|(facility, hit)| line(cx, facility, hit)).collect()
    };
    out::data(cx.words, text.as_bytes())?;
    if hits.total > found.len() {
        cx.say(&cx.words.say("cli.find.more", &[("shown", &found.len()), ("total", &hits.total)]));
    }
    if found.is_empty() {
        cx.say(cx.words.get(if is_empty { "cli.find.empty_register" } else { "cli.find.none" }));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

/// The words of the arguments, or of standard input where the query is `-`; `--kind` becomes a condition.
fn query_text(cx: &Context, args: &args::Find) -> Result<String, Failure> {
    let mut text = args.query.join(" ");
    if args.query == ["-"] {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(64 * 1024)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(Exit::Failed, cx.words.say("cli.stdin", &[("cause", &error)])))?;
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut text = clean_line(&text);
    if let Some(kind) = &args.kind {
        text.push_str(" kind:");
        text.push_str(&clean_line(kind));
    }
    Ok(text)
}

fn places(cx: &Context, store: &dyn Store) -> Result<Vec<PlaceTable>, Failure> {
    let mut places = Vec::new();
    store
        .scan(EntityKind::PlaceTable, &mut |record| {
            if let Record::PlaceTable(table) = record {
                places.push(table);
            }
        })
        .map_err(|error| cx.store_failure(&error))?;
    Ok(places)
}

/// The item of `--json`: [`export::json::item`] and why it was found.
fn item(facility: &Facility, hit: &Hit) -> Value {
    let mut item = export::json::item(facility);
    let matched: Vec<Value> =
        hit.why.iter().map(|m| json!({ "field": m.field.to_string(), "how": m.how.to_string() })).collect();
    item["matched"] = Value::Array(matched);
    item
}

/// `id name kana phone address`, tab separated, for scripts that want no JSON.
fn plain(facility: &Facility) -> String {
    let (kana, phone) = (facility.kana(), facility.phone());
    let cells = [
        facility.id.to_string(),
        clean_line(facility.name()),
        kana.map(|s| clean_line(s.value)).unwrap_or_default(),
        phone.map(|s| clean_line(s.value.display())).unwrap_or_default(),
        facility.address().map(|s| clean_line(s.value)).unwrap_or_default(),
    ];
    format!("{}\n", cells.join("\t"))
}

/// Two lines for people: name and number, then kind, address, id and why.
fn line(cx: &Context, facility: &Facility, hit: &Hit) -> String {
    let kind = facility.kinds().first().map_or("", |kind| kind.info().mark);
    let phone = facility.phone().map_or_else(|| "--".to_owned(), |s| clean_line(s.value.display()));
    let address = facility.address().map(|s| clean_line(s.value)).unwrap_or_default();
    let why = hit.why.first().map(|m| cx.words.get(&format!("how.{}", m.how)).to_owned()).unwrap_or_default();
    format!("{kind} {}  {phone}\n   {address}  {}  {why}\n", clean_line(facility.name()), facility.id)
}
