//! Meetings: what for, of which kind, in which way, and who came.

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use super::{Counted, Figure, Part, ReportInput, Traced, publications};
use crate::domain::Meeting;
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{MeetingWay, kinds, professions, projects, scenes};

/// The meetings that were surely in the year.
pub(super) fn of_year<'a>(input: &ReportInput<'a>, year: FiscalYear) -> impl Iterator<Item = &'a Meeting> {
    input.meetings.iter().copied().filter(move |meeting| meeting.on.is_in(year))
}

/// A figure a code: first those of the table, then those of codes that it does not have.
pub(super) fn by_code(
    part: Part,
    prefix: &str,
    table: impl Iterator<Item = &'static str>,
    counted: impl Iterator<Item = (String, Counted)>,
) -> Vec<Figure> {
    let mut found: BTreeMap<String, Vec<Counted>> = BTreeMap::new();
    for (code, one) in counted {
        found.entry(code).or_default().push(one);
    }
    let mut figures: Vec<Figure> = table
        .map(|code| Figure::count(part, format!("{prefix}.{code}"), found.remove(code).unwrap_or_default()))
        .collect();
    figures.extend(found.into_iter().map(|(code, records)| Figure::count(part, format!("{prefix}.{code}"), records)));
    figures
}

/// 場面 by 事業: meetings, publications and surveys that carry both tags; each counts once a cell.
pub(super) fn tags(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let meetings = of_year(input, year).map(|one| (&one.scenes, &one.projects, Traced::Meeting(one.id)));
    let published = publications::of_year(input, year);
    let published = published.map(|one| (&one.scenes, &one.projects, Traced::Publication(one.id)));
    let surveys = super::register::surveys_of(input, year);
    let surveys = surveys.map(|one| (&one.scenes, &one.projects, Traced::Survey(one.id)));
    let all: Vec<(&Vec<String>, &Vec<String>, Traced)> = meetings.chain(published).chain(surveys).collect();
    let has = |tags: &[String], code: &str| tags.iter().any(|tag| tag == code);
    let mut figures = Vec::new();
    for scene in scenes() {
        for project in projects() {
            let cell =
                all.iter().filter(|(scenes, projects, _)| has(scenes, scene.code) && has(projects, project.code));
            let records = cell.map(|(_, _, what)| Counted::once(*what)).collect();
            figures.push(Figure::count(Part::Tags, format!("tag.{}.{}", scene.code, project.code), records));
        }
    }
    figures
}

/// How many, of which kind, in which way.
pub(super) fn held(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let once = |meeting: &Meeting| Counted::once(Traced::Meeting(meeting.id));
    let mut figures = vec![Figure::count(Part::Meetings, "meetings", of_year(input, year).map(once).collect())];
    let of_kind = of_year(input, year).map(|meeting| (meeting.kind.clone(), once(meeting)));
    figures.extend(by_code(Part::Meetings, "meetings", kinds().iter().map(|kind| kind.code), of_kind));
    let ways = MeetingWay::iter().map(Into::into).chain(["unstated"]);
    let of_way = of_year(input, year).map(|meeting| {
        let way = meeting.way.map_or_else(|| "unstated".to_owned(), |way| way.to_string());
        (way, once(meeting))
    });
    figures.extend(by_code(Part::Meetings, "ways", ways, of_way));
    figures
}

/// Persons by profession. Where nobody wrote how many, nobody is counted: that is told apart.
pub(super) fn attended(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let mut persons = Vec::new();
    let mut unstated = Vec::new();
    for meeting in of_year(input, year) {
        let what = Traced::Meeting(meeting.id);
        for one in &meeting.attendance {
            match one.count {
                Some(count) => {
                    let code = if one.profession.is_empty() { "unsaid".to_owned() } else { one.profession.clone() };
                    persons.push((code, Counted::of(what, count)));
                }
                None => unstated.push(Counted::once(what)),
            }
        }
    }
    let total = persons.iter().map(|(_, one)| *one).collect();
    let mut figures = vec![Figure::count(Part::Attendance, "attendance", total)];
    let table = professions().iter().map(|profession| profession.code);
    figures.extend(by_code(Part::Attendance, "attendance", table, persons.into_iter()));
    figures.push(Figure::count(Part::Attendance, "attendance.unstated", unstated));
    figures
}
