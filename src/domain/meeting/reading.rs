//! What the lines of a text mean, row by row, for the one who types them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::minutes::{DayOf, Due, parse};
use super::{Mark, Meeting, reconcile};
use crate::domain::TaskId;

/// What one row of the text means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    pub mark: Mark,
    /// Of an issue.
    pub number: Option<u32>,
    /// Of an action: its issue.
    pub of: Option<u32>,
    /// Of an action: who does it.
    pub who: Option<String>,
    /// Of an action: by when.
    pub due: Due,
    /// An `@` stands in the action that names nobody: alone, within a word, or a second one.
    pub stray_at: bool,
    /// Of an issue: how many actions answer to it.
    pub actions: usize,
}

/// A text as it was read: its rows counted from 0, those without words left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Readings {
    rows: BTreeMap<usize, Reading>,
}

impl Readings {
    /// Reads a text typed over a meeting: numbers are those that its issues have or would get.
    pub fn of(text: &str, meeting: &Meeting, today: Date, day_of: DayOf<'_>) -> Self {
        let parsed = parse(text, today, day_of);
        let (mut row, mut at) = (0, 0);
        let mut places = Vec::with_capacity(parsed.len());
        for line in &parsed {
            row += text[at..line.range.start].matches('\n').count();
            at = line.range.start;
            places.push((row, line.due.clone()));
        }
        // Which task an action would get is of no interest here.
        let mut none = || TaskId::from_bytes([0; 16]);
        let (lines, _) = reconcile(&meeting.lines, meeting.numbered, parsed, &mut none);
        let mut actions: BTreeMap<u32, usize> = BTreeMap::new();
        for of in lines.iter().filter_map(|line| line.of) {
            *actions.entry(of).or_default() += 1;
        }
        let read = lines.into_iter().zip(places).map(|(line, (row, due))| {
            let answered = line.number.and_then(|number| actions.get(&number)).copied();
            let reading = Reading {
                mark: line.mark,
                number: line.number,
                of: line.of,
                stray_at: line.mark == Mark::Action && has_stray_at(&line.text),
                who: line.who,
                due,
                actions: answered.unwrap_or_default(),
            };
            (row, reading)
        });
        Self { rows: read.collect() }
    }

    /// What a row means; `None` where nothing stands in it.
    pub fn at(&self, row: usize) -> Option<&Reading> {
        self.rows.get(&row)
    }

    pub fn count(&self, mark: Mark) -> usize {
        self.rows.values().filter(|reading| reading.mark == mark).count()
    }

    /// The numbers of the issues that no action answers to, in the order of the text.
    pub fn without_action(&self) -> Vec<u32> {
        let bare = self.rows.values().filter(|reading| reading.actions == 0);
        let mut seen = BTreeSet::new();
        bare.filter_map(|reading| reading.number).filter(|number| seen.insert(*number)).collect()
    }

    /// How many actions have a day or an `@` that cannot be read.
    pub fn unread(&self) -> usize {
        let is_unread = |reading: &&Reading| reading.stray_at || matches!(reading.due, Due::Unread(_));
        self.rows.values().filter(is_unread).count()
    }
}

/// Is there an `@` that was not taken for whom, and that is no address of mail?
fn has_stray_at(text: &str) -> bool {
    let is_mail = |word: &str| {
        let parts = word.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.'));
        parts.is_some_and(|_| word.chars().all(|c| c.is_ascii_graphic()))
    };
    text.split_whitespace().any(|word| word.contains(['@', '＠']) && !is_mail(word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    const TODAY: Date = date(2026, 6, 12);

    fn day(text: &str, _: Date) -> Option<Date> {
        text.parse().ok()
    }

    fn read(meeting: &Meeting, text: &str) -> Readings {
        Readings::of(text, meeting, TODAY, &day)
    }

    #[test]
    fn rows_are_those_of_the_text_and_issues_are_counted_with_their_actions() {
        let text = "！夜の吸引\n\n> 送る @病棟 2026-06-14\n- 覚え\n! 薬\n>1 会う @中村 いつか\n   \n! 食事\n= 20日";
        let read = read(&Meeting::default(), text);
        let numbers: Vec<(usize, u32)> =
            (0..9).filter_map(|row| Some((row, read.at(row).and_then(|reading| reading.number)?))).collect();
        assert_eq!(numbers, [(0, 1), (4, 2), (7, 3)]);
        assert_eq!((read.at(1), read.at(6)), (None, None));
        let sent = read.at(2).expect("an action");
        assert_eq!((sent.of, sent.who.as_deref(), &sent.due), (Some(1), Some("病棟"), &Due::On(date(2026, 6, 14))));
        assert_eq!(read.at(5).map(|met| (met.of, met.due.clone())), Some((Some(1), Due::Unread("いつか".to_owned()))));
        assert_eq!(read.at(0).map(|issue| issue.actions), Some(2));
        assert_eq!(read.without_action(), [2, 3]);
        assert_eq!((read.count(Mark::Issue), read.count(Mark::Action), read.unread()), (3, 2, 1));
    }

    #[test]
    fn an_issue_that_was_there_shows_the_number_that_it_has() {
        let mut meeting = Meeting::default();
        let mut ids = || TaskId::from_bytes([1; 16]);
        meeting.rewrite(parse("! 夜の吸引\n! 薬の管理", TODAY, &day), &mut ids);
        meeting.rewrite(parse("! 薬の管理", TODAY, &day), &mut ids);
        let read = read(&meeting, "! 新しい課題\n! 薬の管理");
        assert_eq!([0, 1].map(|row| read.at(row).and_then(|reading| reading.number)), [Some(3), Some(2)]);
    }

    #[rstest]
    #[case("> 送る @病棟", false)]
    #[case("> 送る@病棟", true)]
    #[case("> 送る＠病棟 2026-06-14", true)]
    #[case("> 送る @", true)]
    #[case("> call@ward", true)]
    #[case("> 送る @病棟 @薬局", true)]
    #[case("> desk@kaku.example へ送る @病棟", false)]
    #[case("! 集い@公民館", false)]
    fn an_at_sign_that_names_nobody_is_said(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(read(&Meeting::default(), text).at(0).map(|reading| reading.stray_at), Some(expected));
    }
}
