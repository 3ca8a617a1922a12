//! The meetings of the log: in which order, and by what they are found.

use super::Logbook;
use super::recurring::raised;
use crate::domain::meeting::{MeetingKind, kind};
use crate::domain::{Meeting, MeetingId};
use crate::search::fold;

impl Logbook {
    pub(super) fn put_meeting(&mut self, meeting: Meeting) {
        self.take_meeting(meeting.id);
        self.spoken.insert(meeting.id, spoken(&meeting));
        self.raised.insert(meeting.id, raised(&meeting));
        self.order.put(&meeting);
        self.meetings.insert(meeting.id, meeting);
    }

    pub(super) fn take_meeting(&mut self, id: MeetingId) {
        self.spoken.remove(&id);
        self.raised.remove(&id);
        if let Some(gone) = self.meetings.remove(&id) {
            self.order.take(&gone);
        }
    }

    /// The newest first; those whose day nobody knows last, in the order that they are said to have.
    pub fn meetings_by_day(&self) -> Vec<&Meeting> {
        self.order.all().filter_map(|id| self.meetings.get(&id)).collect()
    }

    /// Those in which every word of the query stands, the newest first. An empty query finds all.
    pub fn find(&self, query: &str) -> Vec<&Meeting> {
        let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
        let has = |meeting: &&Meeting| {
            let text = self.spoken.get(&meeting.id).map_or("", String::as_str);
            words.iter().all(|word| text.contains(word))
        };
        let mut found = self.meetings_by_day();
        found.retain(has);
        found
    }

    /// The last meeting of a kind before this one, or (`None`) of all.
    pub fn last_of_kind(&self, kind: &str, before: Option<&Meeting>) -> Option<&Meeting> {
        self.order.of_kind(kind, before).find_map(|id| self.meetings.get(&id))
    }

    /// A new meeting of a kind with what the kind proposes.
    pub fn begin_meeting(&self, kind: &MeetingKind) -> Meeting {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Meeting {
            id: MeetingId::new(),
            kind: kind.code.to_owned(),
            number: self
                .last_of_kind(kind.code, None)
                .and_then(|last| last.number)
                .map(|_| self.next_meeting_number(kind.code)),
            scenes: owned(&kind.scenes),
            projects: owned(&kind.projects),
            publicity: kind.publicity,
            anonymous: kind.anonymous,
            ..Meeting::default()
        }
    }

    /// The number that a new meeting of a kind has: one more than the highest.
    pub fn next_meeting_number(&self, kind: &str) -> u32 {
        let of_kind = self.order.of_kind(kind, None).filter_map(|id| self.meetings.get(&id));
        of_kind.filter_map(|meeting| meeting.number).max().unwrap_or(0).saturating_add(1)
    }
}

/// Everything that a meeting is looked for by.
fn spoken(meeting: &Meeting) -> String {
    let kind = kind(&meeting.kind);
    let lists = [&meeting.hosts, &meeting.cohosts, &meeting.speakers, &meeting.materials].into_iter().flatten();
    let came = meeting.attendance.iter().map(|one| &one.organisation);
    let lines = meeting.lines.iter().flat_map(|line| [Some(&line.text), line.who.as_ref()]).flatten();
    let own = [&meeting.title, &meeting.theme, &meeting.place, &meeting.chair, &meeting.teaching];
    let mut all: Vec<&str> = own.into_iter().chain(lists).chain(came).chain(lines).map(String::as_str).collect();
    all.extend(kind.into_iter().flat_map(|kind| [kind.ja, kind.en]));
    // A line break keeps two texts from making a word between them.
    all.into_iter().map(fold).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::Vague;
    use crate::domain::meeting::{Line, Mark};

    fn meeting(n: u8, kind: &str, on: Vague) -> Meeting {
        Meeting { id: MeetingId::from_bytes([n; 16]), kind: kind.to_owned(), on, ..Meeting::default() }
    }

    fn book() -> Logbook {
        let mut book = Logbook::default();
        let said = Line {
            mark: Mark::Issue,
            text: "夜のたん吸引".to_owned(),
            task: None,
            number: Some(1),
            of: None,
            who: None,
            due: None,
        };
        book.put_meeting(Meeting { number: Some(3), ..meeting(1, "providers", date(2026, 5, 1).into()) });
        book.put_meeting(Meeting { lines: vec![said], ..meeting(2, "providers", date(2026, 6, 1).into()) });
        book.put_meeting(meeting(3, "night_cafe", Vague::Unknown));
        book.put_meeting(Meeting {
            title: "ＡＣＰ研修".to_owned(),
            ..meeting(4, "night_cafe", date(2026, 4, 1).into())
        });
        book
    }

    fn numbers(found: &[&Meeting]) -> Vec<u8> {
        found.iter().map(|meeting| meeting.id.to_bytes()[0]).collect()
    }

    #[test]
    fn the_newest_comes_first_and_what_nobody_dates_last() {
        assert_eq!(numbers(&book().meetings_by_day()), [2, 1, 4, 3]);
    }

    #[test]
    fn all_words_are_found_in_any_width() {
        let book = book();
        assert_eq!(numbers(&book.find("acp")), [4]);
        assert_eq!(numbers(&book.find("たん　夜")), [2]);
        assert_eq!(numbers(&book.find("たん acp")), [0_u8; 0]);
        assert_eq!(book.find(" ").len(), 4);
    }

    #[test]
    fn a_meeting_knows_the_one_before_and_the_next_number() {
        let book = book();
        let last = book.last_of_kind("providers", None).unwrap();
        assert_eq!(last.id.to_bytes()[0], 2);
        assert_eq!(book.last_of_kind("providers", Some(last)).map(|one| one.id.to_bytes()[0]), Some(1));
        assert_eq!((book.next_meeting_number("providers"), book.next_meeting_number("night_cafe")), (4, 1));
    }

    #[test]
    fn what_is_gone_is_not_found() {
        let mut book = book();
        book.take_meeting(MeetingId::from_bytes([4; 16]));
        assert!(book.find("acp").is_empty());
        assert_eq!(numbers(&book.meetings_by_day()), [2, 1, 3]);
    }

    #[test]
    fn one_that_is_written_anew_stands_once_and_in_its_new_place() {
        let mut book = book();
        book.put_meeting(meeting(2, "night_cafe", date(2026, 4, 15).into()));
        assert_eq!(numbers(&book.meetings_by_day()), [1, 2, 4, 3]);
        assert_eq!(book.last_of_kind("providers", None).map(|one| one.id.to_bytes()[0]), Some(1));
        assert_eq!(book.last_of_kind("night_cafe", None).map(|one| one.id.to_bytes()[0]), Some(2));
    }
}
