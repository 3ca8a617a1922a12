//! `renkei person course`: one person through hospital, daily life, emergencies and the end, the oldest first.

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::card::opened;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::meeting::scene;
use crate::domain::person::{Happened, Turn, course};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, Person};
use crate::model::Casebook;
use crate::port::store::Store;
use crate::words::Language;

/// Exit code 3 where nothing has happened.
pub(super) fn run(cx: &Context, args: &args::PersonShow) -> Outcome {
    let store = cx.look()?;
    let person = super::find(cx, &*store, &args.id)?;
    opened(cx, &*store, &person, args.reason.as_deref(), "person course")?;
    let book = cx.casebook(&*store)?;
    let turns = course(&person, book.stays_of(person.id), book.acp_talks_of(person.id));
    let mut items = Vec::new();
    for turn in &turns {
        items.push(item(turn, &told(cx, &*store, &book, &person, turn.what)?));
    }
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let text: String = items.iter().map(|item| line(cx, item)).collect();
        out::text(cx.words, &text)?;
    }
    Ok(if turns.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn item(turn: &Turn, told: &str) -> Value {
    json!({ "on": turn.on, "scene": turn.what.scene(), "what": turn.what.code(), "told": told, "record": record(turn.what) })
}

/// The id of what stands behind it, where that is a record of its own.
fn record(what: Happened) -> Option<String> {
    match what {
        Happened::Admitted(stay) | Happened::Discharged(stay) | Happened::Transferred(stay) => Some(stay.to_string()),
        Happened::Talked(talk) => Some(talk.to_string()),
        Happened::Called(_) | Happened::Died(_) => None,
    }
}

/// What happened, in a few words.
fn told(cx: &Context, store: &dyn Store, book: &Casebook, person: &Person, what: Happened) -> Result<String, Failure> {
    let hospital = |stay: EpisodeId| -> Result<String, Failure> {
        let stay = book.stay(stay).map(|stay| cx.hospital_name(store, stay)).transpose()?;
        Ok(stay.flatten().unwrap_or_default())
    };
    let text = match what {
        Happened::Admitted(stay) => cx.words.say("person_course.admitted", &[("place", &hospital(stay)?)]),
        Happened::Discharged(stay) => cx.words.say("person_course.discharged", &[("place", &hospital(stay)?)]),
        Happened::Transferred(stay) => cx.words.say("person_course.transferred", &[("place", &hospital(stay)?)]),
        Happened::Called(at) => {
            let symptoms = person.card.calls.get(at).map(|call| call.symptoms.as_str()).unwrap_or_default();
            cx.words.say("person_course.called", &[("symptoms", &symptoms)])
        }
        Happened::Talked(talk) => {
            let wanted = book.acp_talk(talk).map(|talk| talk.wanted.as_str()).unwrap_or_default();
            cx.words.say("person_course.talked", &[("wanted", &wanted)])
        }
        Happened::Died(place) => {
            let place = place.map(|place| cx.words.get(&format!("form.value.care_place.{place}")).to_owned());
            cx.words.say("person_course.died", &[("place", &place.unwrap_or_default())])
        }
    };
    Ok(clean_line(&text))
}

/// `2026-05-01  入退院  入院 ほかげ病院`
fn line(cx: &Context, item: &Value) -> String {
    let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let scene = scene(&text("scene")).map(|scene| match cx.words.language() {
        Language::Ja => scene.short_ja,
        Language::En => scene.en,
    });
    let on = Some(text("on")).filter(|on| !on.is_empty()).unwrap_or_else(|| "--".to_owned());
    format!("{on}  {}  {}\n", scene.unwrap_or_default(), text("told"))
}
