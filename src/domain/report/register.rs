//! The register as it is now, what institutions were asked, and closings.

use jiff::ToSpan as _;

use super::meetings::by_code;
use super::{Counted, Figure, Part, Registered, ReportInput, Shape, Traced};
use crate::domain::Survey;
use crate::domain::figures::FiscalYear;
use crate::domain::survey::RateRounding;
use crate::domain::vague::Vague;

/// What was confirmed within so many months is fresh.
const FRESH_MONTHS: i32 = 12;

pub(super) fn known(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let what = |one: &Registered| Traced::Facility(one.id);
    let size = input.register.iter().map(|one| Counted::once(what(one))).collect();
    let partner = input.register.iter().filter(|one| one.partner);
    let partner = partner.map(|one| Counted::once(what(one))).collect();
    let since = input.today.saturating_sub(FRESH_MONTHS.months());
    let is_fresh = |one: &Registered| one.confirmed_on.is_some_and(|on| since <= on);
    let fresh = input.register.iter().map(|one| Counted::judged(what(one), is_fresh(one)));
    let kinds = input.register.iter().flat_map(|one| {
        one.kinds.iter().map(|code| ((*code).to_owned(), Counted::once(what(one)))).collect::<Vec<_>>()
    });
    let mut figures = vec![
        Figure::count(Part::Register, "registry.size", size),
        Figure::count(Part::Register, "registry.partner", partner),
        Figure::share(Part::Register, "registry.fresh", fresh.collect()),
    ];
    figures.extend(by_code(Part::Register, "registry.kind", std::iter::empty(), kinds));
    let mut figures: Vec<Figure> = figures.into_iter().map(Figure::now).collect();
    let closings = input.acts.iter().filter(|act| act.state != "open" && act.state != "reopening");
    let closings = closings.filter(|act| year.holds(act.from));
    let closings = closings.map(|act| Counted::once(Traced::ServiceAct(act.id))).collect();
    figures.push(Figure::count(Part::Register, "closings", closings));
    figures
}

/// The surveys of the year: by their day, else by that of what was published.
pub(super) fn surveys_of<'a>(input: &ReportInput<'a>, year: FiscalYear) -> impl Iterator<Item = &'a Survey> {
    let day = |survey: &Survey| match (survey.on, &survey.published) {
        (Vague::Unknown, Some(published)) => published.on,
        (on, Some(_) | None) => on,
    };
    input.surveys.iter().copied().filter(move |survey| day(survey).is_in(year))
}

pub(super) fn surveyed(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let whole = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let surveys: Vec<&Survey> = surveys_of(input, year).collect();
    let once = surveys.iter().map(|survey| Counted::once(Traced::Survey(survey.id))).collect();
    let answered = surveys.iter().filter_map(|survey| {
        let asked: std::collections::BTreeSet<_> = survey.asked.iter().collect();
        let of_it = input.answers.iter().filter(|answer| answer.survey == survey.id);
        let answers = of_it.filter(|answer| asked.contains(&answer.facility)).count();
        let (amount, met) = match &survey.published {
            // Where the answers themselves are not known, what the source states.
            Some(stated) if asked.is_empty() => (stated.asked, stated.answered),
            Some(_) | None => (whole(asked.len()), whole(answers)),
        };
        (amount > 0).then_some(Counted { what: Traced::Survey(survey.id), amount, met })
    });
    let cut = surveys.iter().all(|survey| survey.rate_rounding == RateRounding::Cut1);
    let rounding = if cut { RateRounding::Cut1 } else { RateRounding::HalfUp1 };
    let rate = Figure::share(Part::Surveys, "surveys.rate", answered.collect());
    vec![Figure::count(Part::Surveys, "surveys", once), Figure { shape: Shape::Rate(rounding), ..rate }]
}
