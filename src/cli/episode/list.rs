//! `renkei episode list`: stays by their ids and dates, without names.

use serde_json::{Value, json};

use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out};
use super::admit::variant_name;
use crate::domain::Episode;
use crate::model::casebook::{Casebook, Status};
use crate::port::store::Store;

/// The year is the fiscal one, from April.
pub fn run(cx: &Context, args: &args::EpisodeList) -> Outcome {
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let year = |stay: &Episode| stay.admitted_on.year() - i16::from(stay.admitted_on.month() < 4);
    let wanted =
        |stay: &&Episode| (!args.open || stay.is_open()) && args.year.is_none_or(|wanted| year(stay) == wanted);
    let mut stays: Vec<&Episode> = book.stays().filter(wanted).collect();
    stays.sort_by_key(|stay| (stay.admitted_on, stay.id));
    let mut items = Vec::new();
    for stay in stays {
        items.push(item(cx, &*store, &book, stay)?);
    }
    let is_empty = items.is_empty();
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let text: String = items.iter().map(line).collect();
        out::text(cx.words, &text)?;
    }
    Ok(if is_empty { Exit::NotFound } else { Exit::Ok })
}

fn item(cx: &Context, store: &dyn Store, book: &Casebook, stay: &Episode) -> Result<Value, Failure> {
    let lines: Vec<_> = book.tasks_of(stay.id).iter().filter_map(|task| book.board().line(task.id)).collect();
    let count = |wanted: &dyn Fn(&Status) -> bool| lines.iter().filter(|line| wanted(&line.status)).count();
    let overdue = lines.iter().filter(|line| line.is_open() && line.due.is_some_and(|due| due < book.today())).count();
    Ok(json!({
        "id": stay.id.to_string(),
        "person": stay.person.to_string(),
        "admitted_on": stay.admitted_on,
        "hospital": stay.hospital.map(|id| id.to_string()),
        "hospital_name": cx.hospital_name(store, stay)?,
        "variant": variant_name(stay.variant),
        "discharge_planned_on": stay.discharge_planned_on,
        "end": stay.end,
        "after": stay.after.map(|id| id.to_string()),
        "done": count(&|status| matches!(status, Status::Done(_))),
        "open": count(&|status| matches!(status, Status::Open)),
        "overdue": overdue,
    }))
}

/// `id admitted > planned or end, variant, hospital, done/all`
fn line(item: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let end = &item["end"];
    let until = if end.is_null() { text(&item["discharge_planned_on"]) } else { text(&end["on"]) };
    let (done, open) = (item["done"].as_u64().unwrap_or(0), item["open"].as_u64().unwrap_or(0));
    format!(
        "{}  {} > {until:<10} {:<12} {:<10}  {done}/{}  {}\n",
        text(&item["id"]),
        text(&item["admitted_on"]),
        text(&end["reason"]),
        text(&item["variant"]),
        done + open,
        text(&item["hospital_name"]),
    )
}
