//! Issues that come again and again: the same words, in any spelling, in several meetings.

use std::collections::{BTreeSet, HashMap};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Logbook;
use crate::domain::meeting::Mark;
use crate::domain::{Meeting, MeetingId, PersonId, Vague};
use crate::search::fold;

/// How far back meetings are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Span {
    /// 90 days.
    Quarter,
    /// Twelve months.
    Year,
}

impl Span {
    /// The first day that counts.
    pub fn first(self, today: Date) -> Date {
        let span = match self {
            Self::Quarter => 90.days(),
            Self::Year => 12.months(),
        };
        today.saturating_sub(span)
    }
}

/// An issue, told apart from others in any spelling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    key: String,
    /// As the newest meeting says it that lies open to everybody who reads the log, else the newest.
    pub text: String,
}

/// An issue that several meetings spoke of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recurring {
    pub issue: Issue,
    /// In which meetings, the newest first.
    pub meetings: Vec<MeetingId>,
    /// How many persons these meetings were about.
    pub persons: usize,
    /// Of the newest.
    pub last: Vague,
    /// Only meetings that are opened with a line in the audit say it.
    pub is_guarded: bool,
}

impl Logbook {
    /// The issues of at least two meetings from then until today, the most frequent first, then the newest.
    pub fn recurring(&self, span: Span, today: Date) -> Vec<Recurring> {
        let first = span.first(today);
        let mut of: HashMap<&str, usize> = HashMap::new();
        let mut all: Vec<(Recurring, BTreeSet<PersonId>)> = Vec::new();
        let known = self.order.all().filter_map(|id| self.meetings.get(&id));
        let lies_within = |meeting: &&Meeting| meeting.on.last().is_some_and(|day| day >= first);
        // By the last day that each may have been, the newest first: what lies behind the first one outside is outside as well.
        for meeting in known.take_while(lies_within) {
            if !meeting.on.first().is_some_and(|day| day >= first && day <= today) {
                continue;
            }
            let issues = meeting.lines.iter().filter(|line| line.mark == Mark::Issue);
            let keys = self.raised.get(&meeting.id).into_iter().flatten();
            let mut seen = BTreeSet::new();
            for (line, key) in issues.zip(keys).filter(|(_, key)| !key.is_empty()) {
                if !seen.insert(key) {
                    continue;
                }
                let at = *of.entry(key.as_str()).or_insert_with(|| {
                    let begun = Recurring {
                        issue: Issue { key: key.clone(), text: line.text.clone() },
                        meetings: Vec::new(),
                        persons: 0,
                        last: meeting.on,
                        is_guarded: true,
                    };
                    all.push((begun, BTreeSet::new()));
                    all.len() - 1
                });
                let (one, persons) = &mut all[at];
                if one.is_guarded && !meeting.is_guarded() {
                    one.issue.text.clone_from(&line.text);
                    one.is_guarded = false;
                }
                one.meetings.push(meeting.id);
                persons.extend(meeting.person);
                one.persons = persons.len();
            }
        }
        let mut all: Vec<Recurring> = all.into_iter().map(|(one, _)| one).collect();
        all.retain(|one| one.meetings.len() > 1);
        all.sort_by(|a, b| b.meetings.len().cmp(&a.meetings.len()).then_with(|| b.last.cmp(&a.last)));
        all
    }
}

impl Logbook {
    /// Did the meeting speak of that issue?
    pub fn raises(&self, meeting: MeetingId, issue: &Issue) -> bool {
        self.raised.get(&meeting).is_some_and(|keys| keys.contains(&issue.key))
    }
}

/// What each issue of a meeting is told apart by: letters and figures of one spelling.
pub(super) fn raised(meeting: &Meeting) -> Vec<String> {
    let issues = meeting.lines.iter().filter(|line| line.mark == Mark::Issue);
    issues.map(|line| fold(&line.text).chars().filter(|c| c.is_alphanumeric()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::meeting::Line;

    const TODAY: Date = date(2026, 6, 12);

    fn meeting(n: u8, on: impl Into<Vague>, issues: &[&str]) -> Meeting {
        let line = |(at, text): (usize, &&str)| Line {
            mark: Mark::Issue,
            text: (*text).to_owned(),
            task: None,
            number: u32::try_from(at + 1).ok(),
            of: None,
            who: None,
            due: None,
        };
        let lines = issues.iter().enumerate().map(line).collect();
        Meeting { id: MeetingId::from_bytes([n; 16]), on: on.into(), lines, ..Meeting::default() }
    }

    fn found(meetings: Vec<Meeting>, span: Span) -> Vec<(String, usize, usize)> {
        let mut book = Logbook::default();
        for meeting in meetings {
            book.put_meeting(meeting);
        }
        book.recurring(span, TODAY).into_iter().map(|one| (one.issue.text, one.meetings.len(), one.persons)).collect()
    }

    #[test]
    fn an_issue_is_the_same_in_any_spelling_and_counted_once_a_meeting() {
        let all = vec![
            meeting(1, date(2026, 4, 1), &["夜間の吸引", "家族の連絡先"]),
            meeting(2, date(2026, 5, 1), &["夜間の 吸引。", "夜間の吸引", "薬の管理"]),
            meeting(3, date(2026, 6, 1), &["ＡＣＰの説明", "夜間の吸引", "家族の連絡先"]),
            meeting(4, date(2026, 6, 2), &["acpの説明"]),
        ];
        let expected = [("夜間の吸引", 3), ("acpの説明", 2), ("家族の連絡先", 2)];
        let found = found(all, Span::Quarter);
        let told: Vec<(&str, usize)> = found.iter().map(|(text, n, _)| (text.as_str(), *n)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn what_was_before_or_is_to_come_or_has_no_day_does_not_count() {
        let all = vec![
            meeting(1, date(2026, 6, 1), &["吸引"]),
            meeting(2, date(2026, 3, 13), &["吸引"]),
            meeting(3, date(2025, 6, 11), &["吸引"]),
            meeting(4, date(2026, 6, 13), &["吸引"]),
            meeting(5, Vague::Unknown, &["吸引"]),
            meeting(6, Vague::Month { year: 2025, month: 9 }, &["吸引"]),
        ];
        assert!(found(all.clone(), Span::Quarter).is_empty(), "91 days are more than 90");
        assert_eq!(found(all, Span::Year), [("吸引".to_owned(), 3, 0)]);
    }

    #[test]
    fn the_words_of_a_meeting_that_lies_open_are_told_before_those_of_a_case() {
        let person = |n| Some(PersonId::from_bytes([n; 16]));
        let all = vec![
            Meeting { person: person(1), ..meeting(1, date(2026, 6, 3), &["吸引 (事例)", "薬"]) },
            Meeting { person: person(2), ..meeting(2, date(2026, 6, 2), &["吸引 事例", "薬"]) },
            meeting(3, date(2026, 6, 1), &["吸引・事例"]),
        ];
        let mut book = Logbook::default();
        for meeting in all {
            book.put_meeting(meeting);
        }
        let found = book.recurring(Span::Quarter, TODAY);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.issue.text.as_str(), one.meetings.len(), one.persons, one.is_guarded))
            .collect();
        assert_eq!(told, [("吸引・事例", 3, 2, false), ("薬", 2, 2, true)]);
        let raised = |n, at: usize| book.raises(MeetingId::from_bytes([n; 16]), &found[at].issue);
        assert!(raised(1, 0) && raised(3, 0) && raised(2, 1) && !raised(3, 1));
    }
}
