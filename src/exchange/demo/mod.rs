//! The demo city: a city that does not exist, for trying the program (`fixtures/demo`), and the people who live there.

mod cards;
mod care;
mod course;
mod days;
mod desks;
mod ground;
mod history;
mod meetings;
mod services;
mod surveys;

pub use care::care;
pub use desks::desks;
pub use ground::outline;
pub use history::history;
use jiff::Span;
use jiff::civil::Date;
pub use meetings::meetings;
use serde::Deserialize;
pub use services::closings;
pub use surveys::surveys;

use crate::domain::calendar::days_between;
use crate::domain::facility::Coordinates;
use crate::domain::{Facility, PlaceTable};

/// Everything the demo opens with. All dates in it are as seen from the day it was asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Demo {
    /// The city's name and how it is read, in hiragana.
    pub name: String,
    pub kana: String,
    pub prefecture: String,
    pub prefecture_kana: String,
    /// JIS X 0402 without the check digit; one that no real municipality has.
    pub municipality: String,
    /// Districts (日常生活圏域) in the order people name them.
    pub areas: Vec<String>,
    pub centre: Centre,
    /// Where distances are measured from.
    pub reference_point: ReferencePoint,
    /// In the order of their ids.
    pub facilities: Vec<Facility>,
    pub places: Vec<PlaceTable>,
}

/// The liaison centre whose coordinators the person is one of.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    pub name: String,
    pub kana: String,
    pub short_name: String,
    pub phone: String,
}

/// A named spot.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct ReferencePoint {
    pub name: String,
    #[serde(flatten)]
    pub coordinates: Coordinates,
}

/// `fixtures/demo/city.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CityFile {
    name: String,
    kana: String,
    prefecture: String,
    prefecture_kana: String,
    municipality: String,
    areas: Vec<String>,
    base_day: Date,
    centre: Centre,
    reference_point: ReferencePoint,
}

const BROKEN: &str = "the demo city's files are part of the program and tests/demo.rs reads every line of them";

/// The demo city as it is on `today`: a fact that was confirmed ten days before the base day was confirmed ten days ago.
pub fn city(today: Date) -> Demo {
    let file: CityFile = toml::from_str(include_str!("../../../fixtures/demo/city.toml")).expect(BROKEN);
    let days = Span::new().days(days_between(file.base_day, today));
    let shift = |date: &mut Date| *date = date.saturating_add(days);

    let mut facilities: Vec<Facility> = include_str!("../../../fixtures/demo/facilities.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect(BROKEN))
        .collect();
    for facility in &mut facilities {
        each_date(facility, &shift);
    }

    let mut places: Vec<PlaceTable> =
        serde_json::from_str(include_str!("../../../fixtures/demo/places.json")).expect(BROKEN);
    for place in &mut places {
        shift(&mut place.as_of);
    }

    Demo {
        name: file.name,
        kana: file.kana,
        prefecture: file.prefecture,
        prefecture_kana: file.prefecture_kana,
        municipality: file.municipality,
        areas: file.areas,
        centre: file.centre,
        reference_point: file.reference_point,
        facilities,
        places,
    }
}

/// Every date that a facility carries.
fn each_date(facility: &mut Facility, change: &impl Fn(&mut Date)) {
    for listing in &mut facility.listings {
        change(&mut listing.as_of);
        listing.gone.as_mut().into_iter().for_each(change);
    }
    let local = &mut facility.local;
    [
        &mut local.identity.confirmed_on,
        &mut local.desk.confirmed_on,
        &mut local.hours.confirmed_on,
        &mut local.capabilities.confirmed_on,
        &mut local.vacancy.confirmed_on,
        &mut local.note.confirmed_on,
    ]
    .into_iter()
    .flatten()
    .for_each(change);
}
