//! What the demo city's centre publishes, and where it sends people with their worries (`fixtures/demo/{publications,guides}.tsv`).

use jiff::Span;
use jiff::civil::Date;
use uuid::Uuid;

use super::{BROKEN, Demo};
use crate::domain::facility::{Coordinates, Kind};
use crate::domain::guide::Desk;
use crate::domain::publication::{Handed, Post, Question};
use crate::domain::text::table_rows;
use crate::domain::{Facility, FacilityId, Guide, GuideId, Publication, PublicationId};
use crate::port::store::Record;

/// Publications and worries as they are on `today`.
pub fn desks(city: &Demo, today: Date) -> Vec<Record> {
    let published = table_rows(include_str!("../../../fixtures/demo/publications.tsv")).enumerate();
    let published = published.map(|(at, cells)| Record::Publication(publication(at, &cells, today)));
    let worries = table_rows(include_str!("../../../fixtures/demo/guides.tsv")).enumerate();
    let worries = worries.map(|(at, cells)| Record::Guide(guide(at, &cells, city, today)));
    published.chain(worries).collect()
}

fn identity(what: &str, at: usize) -> [u8; 16] {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("renkei demo {what} {at}").as_bytes()).into_bytes()
}

fn list(text: &str) -> Vec<String> {
    text.split([',', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn publication(at: usize, cells: &[&str], today: Date) -> Publication {
    let [kind, series, number, title, text, answer, ago, place, publicity, scenes, projects, copies, ..] = *cells
    else {
        panic!("{BROKEN}")
    };
    let on = today.saturating_sub(Span::new().days(ago.parse::<i64>().expect(BROKEN)));
    let question = (answer != "-").then(|| Question {
        asked: text.to_owned(),
        answer: answer.to_owned(),
        by: "介護高齢課".to_owned(),
        answered_on: Some(on),
    });
    let copies = copies.parse().ok();
    Publication {
        id: PublicationId::from_bytes(identity("publication", at)),
        kind: kind.to_owned(),
        series: series.to_owned(),
        number: number.parse().ok(),
        title: title.to_owned(),
        body: if question.is_some() { String::new() } else { text.to_owned() },
        question,
        on: on.into(),
        publicity: publicity.parse().expect(BROKEN),
        posts: vec![Post { place: place.to_owned(), on: on.into(), url: String::new() }],
        handed: copies
            .into_iter()
            .map(|copies| Handed { on: on.into(), to: "通いの場".to_owned(), facility: None, copies })
            .collect(),
        scenes: list(scenes),
        projects: list(projects),
        fictional: true,
        ..Publication::default()
    }
}

fn guide(at: usize, cells: &[&str], city: &Demo, today: Date) -> Guide {
    let [worry, words, kind, why, _, scenes, ..] = *cells else { panic!("{BROKEN}") };
    let facility = nearest(city, &Kind::new(kind));
    Guide {
        id: GuideId::from_bytes(identity("guide", at)),
        worry: worry.to_owned(),
        words: list(words),
        desks: vec![Desk { facility, name: String::new(), why: why.to_owned() }],
        scenes: list(scenes),
        confirmed_on: Some(today.saturating_sub(Span::new().days(30))),
        fictional: true,
        ..Guide::default()
    }
}

/// The institution of a kind that lies nearest to the city hall.
fn nearest(city: &Demo, kind: &Kind) -> Option<FacilityId> {
    let middle = &city.reference_point.coordinates;
    let away = |facility: &Facility| {
        let at = facility.coordinates().map(|at| at.value);
        at.map_or(f64::MAX, |at: Coordinates| {
            let (dy, dx) = (at.latitude - middle.latitude, at.longitude - middle.longitude);
            dx * middle.latitude.to_radians().cos() * dx + dy * dy
        })
    };
    let of_kind = city.facilities.iter().filter(|one| one.kinds().contains(&kind) && one.maybe_closed().is_none());
    of_kind.min_by(|a, b| away(a).total_cmp(&away(b)).then(a.id.cmp(&b.id))).map(|one| one.id)
}
