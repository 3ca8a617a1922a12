//! One person through the scenes, on the whole card: a line a step, the oldest first.

use super::Line;
use crate::domain::meeting::scene;
use crate::domain::person::{Happened, course};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, Person};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::long_date;
use crate::words::Language;

/// Nothing where nothing has happened.
pub(super) fn lines(cx: &Context<'_>, person: &Person) -> Vec<Line> {
    let turns = course(person, cx.casebook.stays_of(person.id), cx.casebook.acp_talks_of(person.id));
    let steps = turns.into_iter().map(|turn| {
        let day = turn.on.map_or_else(|| cx.words.get("cards.no_day").to_owned(), long_date);
        let scene = scene(turn.what.scene()).map_or("", |scene| match cx.words.language() {
            Language::Ja => scene.short_ja,
            Language::En => scene.en,
        });
        Line::fact(day, format!("{scene}  {}", told(cx, person, turn.what)), Role::Text)
    });
    let steps: Vec<Line> = steps.collect();
    let heading = (!steps.is_empty()).then(|| Line::heading(cx.words.get("person_course.title")));
    heading.into_iter().chain(steps).collect()
}

fn told(cx: &Context<'_>, person: &Person, what: Happened) -> String {
    let place = |id: EpisodeId| {
        let stay = cx.casebook.stay(id);
        let listed = stay.and_then(|stay| stay.hospital).and_then(|id| cx.registry.row(id));
        let written = || stay.and_then(|stay| stay.hospital_name.clone()).unwrap_or_default();
        listed.map_or_else(written, |row| row.name.to_string())
    };
    let text = match what {
        Happened::Admitted(stay) => cx.words.say("person_course.admitted", &[("place", &place(stay))]),
        Happened::Discharged(stay) => cx.words.say("person_course.discharged", &[("place", &place(stay))]),
        Happened::Transferred(stay) => cx.words.say("person_course.transferred", &[("place", &place(stay))]),
        Happened::Called(at) => {
            let symptoms = person.card.calls.get(at).map(|call| call.symptoms.as_str()).unwrap_or_default();
            cx.words.say("person_course.called", &[("symptoms", &symptoms)])
        }
        Happened::Talked(talk) => {
            let wanted = cx.casebook.acp_talk(talk).map(|talk| talk.wanted.as_str()).unwrap_or_default();
            cx.words.say("person_course.talked", &[("wanted", &wanted)])
        }
        Happened::Died(place) => {
            let place = place.map(|place| cx.words.get(&format!("form.value.care_place.{place}")).to_owned());
            cx.words.say("person_course.died", &[("place", &place.unwrap_or_default())])
        }
    };
    clean_line(&text)
}
