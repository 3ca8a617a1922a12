//! Reads the working hours and the settings; the format is described at the head of `hours.toml`.

use super::fault::FaultKind;
use super::source::{Faults, Section, choose, parse};
use crate::domain::calendar::{Day, WEEKDAYS, WorkingHours};
use crate::domain::rulebook::{Hours, Settings};

/// Hours and settings, where nothing is wrong with the file; what it does not speak of stays as it is.
pub(super) fn read<'t>(
    text: &'t str,
    hours: &Hours,
    settings: Settings,
    faults: &mut Faults<'t>,
) -> Option<(Hours, Settings)> {
    let root = parse(text, faults);
    let file = Section::root(&root);
    file.only(&["office", "hospital", "settings"], faults);
    let mut place = |key| file.section(key, faults).map(|section| working_hours(&section, faults));
    let (office, hospital) = (place("office"), place("hospital"));
    let (mut counts, mut rush_days, mut year_end) = (None, None, None);
    if let Some(section) = file.section("settings", faults) {
        section.only(&["count_admission_as_day1", "rush_days", "weekday_year_end"], faults);
        counts = section.yes_no("count_admission_as_day1", faults);
        rush_days = section.number("rush_days", faults).map(|days| days.value);
        year_end = section.month_days("weekday_year_end", faults);
    }
    if !faults.is_empty() {
        return None;
    }
    Some((
        Hours {
            office: office.flatten().unwrap_or_else(|| hours.office.clone()),
            hospital: hospital.flatten().unwrap_or_else(|| hours.hospital.clone()),
            year_end: year_end.or(hours.year_end),
        },
        Settings {
            count_admission_as_day1: counts.unwrap_or(settings.count_admission_as_day1),
            rush_days: rush_days.unwrap_or(settings.rush_days),
        },
    ))
}

fn working_hours(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<WorkingHours> {
    section.only(&["hours", "closed_weekdays", "holidays_followed", "year_end_closure"], faults);
    let hours = section.section("hours", faults);
    let hours = section.needed("hours", hours, faults);
    let mut days = [None; 7];
    if let Some(hours) = &hours {
        hours.only(&WEEKDAYS.map(|(name, _)| name), faults);
        for ((name, _), day) in WEEKDAYS.iter().zip(&mut days) {
            *day = hours.times(name, faults).map(|(opens, closes)| Day { opens, closes });
        }
    }
    let mut closed = [false; 7];
    let places: Vec<(&str, usize)> = WEEKDAYS.iter().enumerate().map(|(n, (name, _))| (*name, n)).collect();
    for name in section.texts("closed_weekdays", faults).map(|read| read.value).unwrap_or_default() {
        if let Some(at) = choose("closed_weekdays", &name, &places, faults) {
            closed[at] = true;
        }
    }
    let holidays_followed = section.yes_no("holidays_followed", faults);
    let holidays_followed = section.needed("holidays_followed", holidays_followed, faults);
    let year_end_closure = section.month_days("year_end_closure", faults);
    if let Some(hours) = hours.filter(|hours| hours.entries().next().is_none()) {
        faults.note(&hours.span, FaultKind::Empty);
    }
    Some(WorkingHours { days, closed, holidays_followed: holidays_followed?, year_end_closure })
}
