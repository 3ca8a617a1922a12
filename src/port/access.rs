//! Who looked at whose record: which lines of the audit tell it, and which of them somebody should ask about (安全管理ガイドライン: the record of accesses
//! is looked over every month).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::audit::AuditEntry;

/// Actions that tell of a look at a person, or of something about one that was taken out.
pub const LOOKS: [&str; 9] =
    ["open", "emergency_open", "view", "copy", "export", "qr", "show", "erase", "access_review"];
/// Openings by one person within an hour that are not asked about.
pub const USUAL_AN_HOUR: usize = 20;
/// The hours at which a centre may be at work.
const BY_DAY: std::ops::Range<i8> = 6..22;

/// Why a line stands out; the gravest first.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum StandsOut {
    /// Opened with a reason.
    Emergency,
    /// Opened or taken out: a card that is restricted now.
    Restricted,
    /// One of many within an hour.
    Many,
    /// At night.
    Night,
}

/// The lines that stand out, by their numbers. `lines` in the order of the audit, those of [`LOOKS`]; `restricted` are the ids of persons.
pub fn standing_out(lines: &[AuditEntry], zone: &TimeZone, restricted: &BTreeSet<String>) -> BTreeMap<u64, StandsOut> {
    let mut found = BTreeMap::new();
    let mut lately: BTreeMap<&str, VecDeque<Timestamp>> = BTreeMap::new();
    for line in lines {
        let is_restricted = line.records.iter().any(|record| restricted.contains(&record.id));
        if takes_out(&line.action) && is_restricted {
            found.insert(line.seq, StandsOut::Restricted);
        }
        // Also a list shows whom it names, but it is no opening of anybody's card.
        if !opens(&line.action) || line.records.len() != 1 {
            continue;
        }
        let openings = lately.entry(line.author.name.as_str()).or_default();
        openings.push_back(line.at);
        while openings.front().is_some_and(|at| line.at.duration_since(*at) >= SignedDuration::from_hours(1)) {
            openings.pop_front();
        }
        let reasons = [
            (line.action == "emergency_open", StandsOut::Emergency),
            (is_restricted, StandsOut::Restricted),
            (openings.len() > USUAL_AN_HOUR, StandsOut::Many),
            (!BY_DAY.contains(&line.at.to_zoned(zone.clone()).hour()), StandsOut::Night),
        ];
        if let Some((_, why)) = reasons.into_iter().find(|(is, _)| *is) {
            found.insert(line.seq, why);
        }
    }
    found
}

fn takes_out(action: &str) -> bool {
    ["copy", "export", "qr"].contains(&action)
}

fn opens(action: &str) -> bool {
    ["open", "emergency_open", "view", "show"].contains(&action)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::audit::{AuditRecord, ChainHash};
    use super::*;
    use crate::domain::Author;

    fn line(seq: u64, action: &str, who: &str, id: &str, (hour, minute): (i8, i8)) -> AuditEntry {
        let at = date(2026, 10, 5).at(hour, minute, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        let record = AuditRecord { kind: "person".to_owned(), id: id.to_owned(), change: None, fields: Vec::new() };
        AuditEntry {
            seq,
            at,
            author: Author::account(1, who),
            action: action.to_owned(),
            group: None,
            of: None,
            records: vec![record],
            count: 1,
            note: String::new(),
            prev_hash: ChainHash::default(),
            hash: ChainHash::default(),
        }
    }

    fn found(lines: &[AuditEntry]) -> Vec<(u64, StandsOut)> {
        let restricted = BTreeSet::from(["secret".to_owned()]);
        standing_out(lines, &TimeZone::UTC, &restricted).into_iter().collect()
    }

    #[test]
    fn an_opening_by_day_is_usual_and_the_gravest_reason_is_told() {
        let lines = [
            line(1, "open", "a", "x", (9, 0)),
            line(2, "open", "a", "x", (5, 59)),
            line(3, "view", "a", "x", (22, 0)),
            line(4, "open", "a", "secret", (23, 0)),
            line(5, "emergency_open", "a", "secret", (23, 0)),
            line(6, "export", "a", "secret", (9, 0)),
            line(7, "export", "a", "x", (23, 0)),
        ];
        let (night, restricted) = (StandsOut::Night, StandsOut::Restricted);
        let wanted = [(2, night), (3, night), (4, restricted), (5, StandsOut::Emergency), (6, restricted)];
        assert_eq!(found(&lines), wanted);
    }

    #[test]
    fn many_within_an_hour_by_one_person_stand_out_whatever_the_clock_strikes() {
        let mut lines: Vec<AuditEntry> =
            (0..20).map(|n| line(n, "open", "a", "x", (9, 30 + i8::try_from(n).unwrap()))).collect();
        lines.push(line(20, "open", "b", "x", (10, 0)));
        lines.push(line(21, "open", "a", "x", (10, 29)));
        lines.push(line(22, "open", "a", "x", (10, 31)));
        assert_eq!(found(&lines), [(21, StandsOut::Many)]);
    }

    #[test]
    fn a_list_of_names_is_no_opening() {
        let mut list = line(1, "view", "a", "secret", (3, 0));
        list.records.push(list.records[0].clone());
        assert_eq!(found(&[list]), []);
    }
}
