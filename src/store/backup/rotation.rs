//! Which daily backups are there, and which of them are kept: 7 days, 4 weeks, 12 months.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::Hash;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::seal;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// The shape of a name, to the minute in UTC. What is named otherwise was not made daily, and is never removed.
const NAME: &str = "renkei-%Y%m%dT%H%MZ.backup";

/// The name of a daily backup.
pub(super) fn name(at: Timestamp) -> String {
    at.strftime(NAME).to_string()
}

/// A daily backup that is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Dated {
    pub(super) at: Timestamp,
    pub(super) path: PathBuf,
}

/// The daily backups of a folder, the newest first. What does not begin as a backup (cut to nothing, or something else under that
/// name) is none. A folder that is not there has none.
pub(super) fn dated(folder: &Path) -> io::Result<Vec<Dated>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Some(at) = entry.file_name().to_str().and_then(dated_by) else { continue };
        let path = entry.path();
        if entry.file_type()?.is_file() && begins_as_one(&path) {
            found.push(Dated { at, path });
        }
    }
    found.sort_by_key(|backup| Reverse(backup.at));
    Ok(found)
}

/// Backups that the program has made by itself on other occasions: before a migration, before a restore. They are kept, but not
/// longer than somebody may be in them who was erased.
pub(super) fn occasional(folder: &Path) -> io::Result<Vec<Dated>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Some(at) = entry.file_name().to_str().and_then(occasion) else { continue };
        let path = entry.path();
        if entry.file_type()?.is_file() && begins_as_one(&path) {
            found.push(Dated { at, path });
        }
    }
    Ok(found)
}

/// Did the program give this name by itself, so that the file goes when its time is over?
pub fn is_made_by_itself(file: &str) -> bool {
    dated_by(file).or_else(|| occasion(file)).is_some()
}

/// `renkei-<stamp>-schema-<n>.backup` and `renkei-<stamp>-before-restore.backup`, the latter also with a number behind it.
fn occasion(file: &str) -> Option<Timestamp> {
    let (stamp, rest) = file.strip_prefix("renkei-")?.strip_suffix(".backup")?.split_once('-')?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_restore =
        rest.strip_prefix("before-restore").is_some_and(|n| n.is_empty() || n.strip_prefix('-').is_some_and(number));
    let of_migration = rest.strip_prefix("schema-").is_some_and(number);
    (of_restore || of_migration).then(|| dated_by(&format!("renkei-{stamp}.backup")))?
}

fn dated_by(file: &str) -> Option<Timestamp> {
    let at = DateTime::strptime(NAME, file).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
    // A shorter way of writing the same time would make two of it.
    (name(at) == file).then_some(at)
}

fn begins_as_one(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(seal::LONGEST_START as u64).read_to_end(&mut start));
    read.is_ok() && seal::is_start(&start)
}

/// Those that may go. Of the days, weeks and months *that have a backup* the newest are counted, so that a long pause or a clock that
/// was set forward takes away nothing but what newer ones stand in for; and what is dated after now (a clock was or is wrong)
/// neither goes nor stands in for anything.
pub(super) fn superfluous(backups: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
    let mut past: Vec<Timestamp> = backups.iter().copied().filter(|at| *at <= now).collect();
    past.sort_unstable_by(|a, b| b.cmp(a));
    let mut kept = HashSet::new();
    newest_of_each(&past, DAYS, |day| day, &mut kept);
    newest_of_each(&past, WEEKS, |day| (day.iso_week_date().year(), day.iso_week_date().week()), &mut kept);
    newest_of_each(&past, MONTHS, |day| (day.year(), day.month()), &mut kept);
    past.retain(|at| !kept.contains(at));
    past
}

/// When something was erased, and until when a backup may still hold it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Erasing {
    pub(super) at: Timestamp,
    pub(super) until: Timestamp,
}

/// Those that hold what was erased and may hold it no longer. Nothing goes before there is a daily backup from after the erasure; a
/// time is a name's, to the minute, so that one of the minute of the erasure counts as older.
pub(super) fn overdue(
    backups: &[Timestamp],
    daily: &[Timestamp],
    erased: &[Erasing],
    now: Timestamp,
) -> Vec<Timestamp> {
    let stands_in = |erasing: &Erasing| daily.iter().any(|at| *at > erasing.at && *at <= now);
    let bound =
        erased.iter().filter(|erasing| erasing.until <= now && stands_in(erasing)).map(|erasing| erasing.at).max();
    backups.iter().copied().filter(|at| bound.is_some_and(|bound| *at <= bound)).collect()
}

fn newest_of_each<T: Eq + Hash>(
    newest_first: &[Timestamp],
    most: usize,
    span: impl Fn(Date) -> T,
    kept: &mut HashSet<Timestamp>,
) {
    let mut seen = HashSet::new();
    for at in newest_first {
        let span = span(at.to_zoned(TimeZone::UTC).date());
        if seen.len() < most && seen.insert(span) {
            kept.insert(*at);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const DAY: i64 = 24 * 60 * 60;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// One backup a day, and after each what may go goes.
    fn daily(from: Timestamp, days: i64) -> Vec<Timestamp> {
        let mut there = Vec::new();
        for day in 0..days {
            let now = from + SignedDuration::from_secs(day * DAY);
            there.push(now);
            let gone = superfluous(&there, now);
            there.retain(|at| !gone.contains(at));
        }
        there
    }

    #[test]
    fn two_years_of_days_leave_seven_days_four_weeks_twelve_months() {
        let there = daily(at("2026-01-01T03:00:00Z"), 730);
        let days: Vec<String> = there.iter().map(|at| at.strftime("%m-%d").to_string()).collect();
        // 2027-12-31 is a Friday: seven days back to Saturday the 25th, Sundays, last days of months.
        let wanted = "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 \
                      12-12 12-19 12-25 12-26 12-27 12-28 12-29 12-30 12-31";
        assert_eq!(days.join(" "), wanted);
        assert!(there.iter().all(|at| at.strftime("%Y").to_string() == "2027"));
    }

    #[rstest]
    #[case("renkei-20261122T0300Z.backup", Some("2026-11-22T03:00:00Z"))]
    #[case("renkei-20261122T0300Z-schema-1.backup", None)]
    #[case("renkei-20261122T0300Z-before-restore.backup", None)]
    #[case("renkei-20261322T0300Z.backup", None)]
    #[case("renkei-2026112T0300Z.backup", None)]
    #[case("mine.backup", None)]
    #[case("renkei-20261122T0300Z.backup.old", None)]
    fn only_daily_backups_are_dated(#[case] file: &str, #[case] wanted: Option<&str>) {
        assert_eq!(dated_by(file), wanted.map(at));
    }

    #[rstest]
    #[case("renkei-20261122T0300Z-schema-1.backup", true)]
    #[case("renkei-20261122T0300Z-before-restore.backup", true)]
    #[case("renkei-20261122T0300Z-before-restore-2.backup", true)]
    #[case("renkei-20261122T0300Z.backup", false)]
    #[case("renkei-20261122T0300Z-mine.backup", false)]
    #[case("renkei-20261122T0300Z-before-restore-x.backup", false)]
    #[case("renkei-schema-1.backup", false)]
    fn what_the_program_made_on_occasion_is_known_by_its_name(#[case] file: &str, #[case] wanted: bool) {
        assert_eq!(occasion(file), wanted.then(|| at("2026-11-22T03:00:00Z")));
    }

    #[test]
    fn backups_from_before_an_erasure_go_when_its_days_are_past_and_a_newer_one_stands_in() {
        let days = ["2026-06-01", "2026-06-10", "2026-06-11", "2026-06-20"].map(|day| at(&format!("{day}T03:00:00Z")));
        let erased = [Erasing { at: at("2026-06-10T09:00:00Z"), until: at("2026-07-10T09:00:00Z") }];
        let overdue = |backups: &[Timestamp], now: &str| super::overdue(backups, backups, &erased, at(now));
        assert_eq!(overdue(&days, "2026-07-10T08:59:00Z"), [], "the days are not past");
        assert_eq!(overdue(&days, "2026-07-10T09:00:00Z"), days[..2]);
        assert_eq!(overdue(&days[..2], "2026-09-01T00:00:00Z"), [], "nothing newer stands in for them");
        let future = [days[0], at("2027-01-01T00:00:00Z")];
        assert_eq!(overdue(&future, "2026-09-01T00:00:00Z"), [], "what is dated after now stands in for nothing");
        let same_minute = [at("2026-06-10T09:00:00Z"), days[2]];
        assert_eq!(overdue(&same_minute, "2026-09-01T00:00:00Z"), same_minute[..1]);
        assert_eq!(super::overdue(&days, &days, &[], at("2026-09-01T00:00:00Z")), []);
    }

    #[test]
    fn a_clock_set_forward_and_right_again_costs_nothing_that_was_there_before() {
        let mut there = daily(at("2026-01-01T03:00:00Z"), 100);
        let right = there.clone();
        there.push(at("2099-05-05T03:00:00Z"));
        let gone = superfluous(&there, at("2099-05-05T03:00:00Z"));
        // One more day, week and month: at most one of each kind makes room for it.
        assert!(gone.len() <= 3, "{gone:?}");
        there.retain(|at| !gone.contains(at));
        let now = *right.last().unwrap();
        assert_eq!(superfluous(&there, now), [], "what is dated in the future is left alone");
    }

    #[test]
    fn a_clock_set_back_takes_nothing_away() {
        let there = daily(at("2026-01-01T03:00:00Z"), 400);
        assert_eq!(superfluous(&there, at("2001-01-01T00:00:00Z")), []);
    }

    proptest! {
        #[test]
        fn the_newest_stay_and_what_stays_is_enough(
            hours in prop::collection::hash_set(0_i64..30_000, 0..80),
            now in 0_i64..30_000,
        ) {
            let start = at("2025-01-01T00:00:00Z");
            let time = |hours: i64| start + SignedDuration::from_hours(hours);
            let there: Vec<Timestamp> = hours.iter().map(|hours| time(*hours)).collect();
            let now = time(now);
            let gone = superfluous(&there, now);
            let stay: Vec<Timestamp> = there.iter().copied().filter(|at| !gone.contains(at)).collect();
            // Nothing from the future goes; the newest of the past never goes.
            prop_assert!(gone.iter().all(|at| *at <= now));
            prop_assert_eq!(stay.iter().filter(|at| **at <= now).max(), there.iter().filter(|at| **at <= now).max());
            // Seven days' worth, or all days that there are.
            let days = |list: &[Timestamp]| {
                let past = list.iter().filter(|at| **at <= now);
                past.map(|at| at.to_zoned(TimeZone::UTC).date()).collect::<HashSet<_>>().len()
            };
            prop_assert!(days(&stay) >= days(&there).min(DAYS));
            let past = stay.iter().filter(|at| **at <= now).count();
            prop_assert!(past <= DAYS + WEEKS + MONTHS);
            // Once more changes nothing.
            prop_assert_eq!(superfluous(&stay, now), Vec::new());
        }
    }
}
