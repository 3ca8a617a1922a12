//! Who comes again, how often meetings are held, and how old what is still to be done has become.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::meetings::of_year;
use super::{Counted, Figure, Part, ReportInput, Traced};
use crate::domain::calendar::days_between;
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{Attendance, Mark, Meeting};
use crate::domain::task::TaskState;

/// Of the organisations that came to the year's meetings, each once a meeting, those that had come to an earlier one: nobody's name is known here, and
/// an organisation that comes again is what can be counted.
pub(super) fn returning(input: &ReportInput<'_>, year: FiscalYear) -> Figure {
    let mut first: HashMap<String, Date> = HashMap::new();
    for meeting in input.meetings {
        // The last day that it may have been: what is said to be earlier has to be.
        let Some(day) = meeting.on.last() else { continue };
        for name in organisations(meeting) {
            first.entry(name).and_modify(|known| *known = day.min(*known)).or_insert(day);
        }
    }
    let mut records = Vec::new();
    for meeting in of_year(input, year) {
        let Some(day) = meeting.on.first() else { continue };
        for name in organisations(meeting) {
            let is_known = first.get(&name).is_some_and(|first| *first < day);
            records.push(Counted::judged(Traced::Meeting(meeting.id), is_known));
        }
    }
    Figure::share(Part::Attendance, "returning", records)
}

/// Each once, whichever professions came of it; an institution of the register by its identity.
fn organisations(meeting: &Meeting) -> BTreeSet<String> {
    let name = |one: &Attendance| match one.facility {
        Some(facility) => facility.to_string(),
        None => one.organisation.split_whitespace().collect(),
    };
    meeting.attendance.iter().map(name).filter(|name| !name.is_empty()).collect()
}

/// The days from one meeting of a kind to the next one, which was in the year.
pub(super) fn intervals(input: &ReportInput<'_>, year: FiscalYear) -> Figure {
    let mut days: BTreeMap<&str, Vec<(Date, &Meeting)>> = BTreeMap::new();
    for meeting in input.meetings {
        if let Some(day) = meeting.on.day() {
            days.entry(&meeting.kind).or_default().push((day, meeting));
        }
    }
    let mut records = Vec::new();
    for held in days.values_mut() {
        held.sort_by_key(|(day, meeting)| (*day, meeting.id));
        for pair in held.windows(2) {
            let [(before, _), (day, meeting)] = pair else { continue };
            if year.holds(*day) {
                let days = u32::try_from(days_between(*before, *day)).unwrap_or_default();
                records.push(Counted::of(Traced::Meeting(meeting.id), days));
            }
        }
    }
    Figure::median(Part::Meetings, "interval.median", records)
}

/// How many days ago what is still to be done was agreed on, in meetings of any year.
pub(super) fn open_age(input: &ReportInput<'_>) -> Figure {
    let mut records = Vec::new();
    for meeting in input.meetings {
        let Some(on) = meeting.on.last().filter(|on| *on <= input.today) else { continue };
        let since = u32::try_from(days_between(on, input.today)).unwrap_or_default();
        let actions = meeting.lines.iter().filter(|line| line.mark == Mark::Action).filter_map(|line| line.task);
        let open = actions.filter(|id| (input.task)(*id).is_some_and(|task| task.state == TaskState::Open));
        records.extend(open.map(|id| Counted::of(Traced::Task(id), since)));
    }
    Figure::median(Part::Actions, "actions.open_age", records).now()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::MeetingId;

    fn meeting(n: u8, on: Date, kind: &str, came: &[&str]) -> Meeting {
        let attendance =
            came.iter().map(|name| Attendance { organisation: (*name).to_owned(), ..Attendance::default() });
        Meeting {
            id: MeetingId::from_bytes([n; 16]),
            kind: kind.to_owned(),
            on: on.into(),
            attendance: attendance.collect(),
            ..Meeting::default()
        }
    }

    fn counted(meetings: &[Meeting], count: impl Fn(&ReportInput<'_>) -> Figure) -> Figure {
        let meetings: Vec<&Meeting> = meetings.iter().collect();
        count(&ReportInput {
            today: date(2026, 6, 12),
            meetings: &meetings,
            publications: &[],
            surveys: &[],
            answers: &[],
            acts: &[],
            register: &[],
            persons: &[],
            acp_talks: &[],
            task: &|_| None,
            stays: &|_| unreachable!("no stays are counted here"),
        })
    }

    #[test]
    fn an_organisation_returns_where_it_came_on_an_earlier_day() {
        let all = [
            meeting(1, date(2026, 3, 1), "a", &["架空病院"]),
            meeting(2, date(2026, 5, 1), "b", &["架空 病院", "架空病院", "架空薬局"]),
            meeting(3, date(2026, 5, 1), "a", &["架空薬局"]),
            meeting(4, date(2026, 6, 1), "a", &["架空薬局", ""]),
        ];
        let figure = counted(&all, |input| returning(input, FiscalYear(2026)));
        assert_eq!((figure.met(), figure.amount()), (2, 4));
        let before = counted(&all, |input| returning(input, FiscalYear(2025)));
        assert_eq!((before.met(), before.amount()), (0, 1));
    }

    #[test]
    fn the_days_between_are_those_to_the_meeting_of_the_year() {
        let all = [
            meeting(1, date(2026, 3, 1), "a", &[]),
            meeting(2, date(2026, 4, 10), "a", &[]),
            meeting(3, date(2026, 4, 20), "a", &[]),
            meeting(4, date(2026, 4, 12), "b", &[]),
            meeting(5, date(2026, 4, 27), "b", &[]),
        ];
        let figure = counted(&all, |input| intervals(input, FiscalYear(2026)));
        let days: Vec<u32> = figure.records.iter().map(|one| one.amount).collect();
        assert_eq!(days, [40, 10, 15]);
        assert_eq!(figure.middle().as_deref(), Some("15"));
        assert_eq!(counted(&all[..3], |input| intervals(input, FiscalYear(2026))).middle().as_deref(), Some("25"));
        assert_eq!(counted(&all[..2], |input| intervals(input, FiscalYear(2025))).middle(), None);
    }

    #[test]
    fn the_middle_of_two_may_be_a_half() {
        let of = |days: &[u32]| {
            let what = Traced::Meeting(MeetingId::default());
            let records = days.iter().map(|days| Counted::of(what, *days)).collect();
            Figure::median(Part::Meetings, "interval.median", records).middle()
        };
        assert_eq!(of(&[9, 4]).as_deref(), Some("6.5"));
        assert_eq!(of(&[9, 4, 1]).as_deref(), Some("4"));
        assert_eq!(of(&[]), None);
    }
}
