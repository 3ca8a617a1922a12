//! What was published, where, and how many copies were given away.

use super::meetings::{by_code, of_year as meetings_of};
use super::{Counted, Figure, Part, ReportInput, Traced};
use crate::domain::Publication;
use crate::domain::figures::FiscalYear;
use crate::domain::publication::{kinds, places};
use crate::domain::vague::Vague;

/// When it came out: as written on it, else when it was first posted.
pub(super) fn day(one: &Publication) -> Vague {
    match one.on {
        Vague::Unknown => one.posts.iter().map(|post| post.on).min().unwrap_or_default(),
        known => known,
    }
}

pub(super) fn of_year<'a>(input: &ReportInput<'a>, year: FiscalYear) -> impl Iterator<Item = &'a Publication> {
    input.publications.iter().copied().filter(move |one| day(one).is_in(year))
}

pub(super) fn published(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let once = |one: &Publication| Counted::once(Traced::Publication(one.id));
    let mut figures = vec![Figure::count(Part::Publications, "published", of_year(input, year).map(once).collect())];
    let of_kind = of_year(input, year).map(|one| (one.kind.clone(), once(one)));
    figures.extend(by_code(Part::Publications, "published", kinds().iter().map(|kind| kind.code), of_kind));
    let posts = input.publications.iter().flat_map(|one| {
        let in_year = one.posts.iter().filter(|post| post.on.is_in(year));
        in_year.map(|post| (post.place.clone(), once(one)))
    });
    figures.extend(by_code(Part::Publications, "posts", places().iter().map(|place| place.code), posts));
    figures.extend(copies(input, year));
    figures
}

/// Of the publications themselves by kind, and what meetings gave away.
fn copies(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let handed = input.publications.iter().flat_map(|one| {
        let in_year = one.handed.iter().filter(|handed| handed.on.is_in(year));
        in_year.map(|handed| (one.kind.clone(), Counted::of(Traced::Publication(one.id), handed.copies)))
    });
    let at_meetings = meetings_of(input, year).flat_map(|meeting| {
        let what = Traced::Meeting(meeting.id);
        meeting.copies.iter().map(move |given| ("at_meetings".to_owned(), Counted::of(what, given.copies)))
    });
    let all: Vec<(String, Counted)> = handed.chain(at_meetings).collect();
    let total = all.iter().map(|(_, one)| *one).collect();
    let table = kinds().iter().filter(|kind| kind.distributed).map(|kind| kind.code).chain(["at_meetings"]);
    let mut figures = vec![Figure::count(Part::Publications, "copies", total)];
    figures.extend(by_code(Part::Publications, "copies", table, all.into_iter()));
    figures
}
