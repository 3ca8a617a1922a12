//! Meetings and what they agreed on for a calendar program: iCalendar (RFC 5545).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::sanitise::sanitise;
use crate::domain::publicity::Publicity;
use crate::domain::task::{Origin, Task};
use crate::domain::{Meeting, TaskId};
use crate::words::Words;

/// RFC 5545 3.1: a line has at most so many octets, without its end.
const OCTETS: usize = 75;
const ZONE: &str = "Asia/Tokyo";
/// Japan has kept one time all year since 1952.
const TIME_ZONE: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// A calendar and what could not stand in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    pub text: String,
    pub meetings: usize,
    pub tasks: usize,
    /// Meetings of which only the month or the year is known, or not even that.
    pub without_day: usize,
    /// 非公開: they leave the program by no calendar, nor do their actions.
    pub closed: usize,
}

/// Meetings with a day as events, open actions as things to do; not what is to be done for a person. `task`: the task of a line.
pub fn write<'a>(
    meetings: &[&'a Meeting],
    task: &dyn Fn(TaskId) -> Option<&'a Task>,
    stamp: Timestamp,
    words: &Words,
) -> Calendar {
    let stamp = stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut out = Lines::default();
    out.push("BEGIN:VCALENDAR");
    out.push("VERSION:2.0");
    out.push("PRODID:-//renkei//renkei//JA");
    out.push("CALSCALE:GREGORIAN");
    for line in TIME_ZONE {
        out.push(line);
    }
    let mut calendar = Calendar { text: String::new(), meetings: 0, tasks: 0, without_day: 0, closed: 0 };
    for meeting in meetings {
        if meeting.publicity == Publicity::Closed {
            calendar.closed += 1;
            continue;
        }
        match meeting.on.day() {
            Some(day) => {
                calendar.meetings += 1;
                event(&mut out, meeting, day, &stamp, words);
            }
            None => calendar.without_day += 1,
        }
        let open = meeting
            .lines
            .iter()
            .filter_map(|line| task(line.task?))
            .filter(|task| task.is_open() && task.person.is_none());
        for task in open {
            if let Origin::Action { text, due, .. } = &task.origin {
                calendar.tasks += 1;
                to_do(&mut out, (task, text, *due), meeting, &stamp);
            }
        }
    }
    out.push("END:VCALENDAR");
    calendar.text = out.0;
    calendar
}

fn event(out: &mut Lines, meeting: &Meeting, day: Date, stamp: &str, words: &Words) {
    out.push("BEGIN:VEVENT");
    out.push(&format!("UID:{}@renkei", meeting.id));
    out.push(&format!("DTSTAMP:{stamp}"));
    if let Some(from) = meeting.from {
        out.push(&format!("DTSTART;TZID={ZONE}:{}", at(day.to_datetime(from))));
        // One that ends before it began was typed wrongly: a calendar would refuse it.
        if let Some(until) = meeting.until.filter(|until| from < *until) {
            out.push(&format!("DTEND;TZID={ZONE}:{}", at(day.to_datetime(until))));
        }
    } else {
        out.push(&format!("DTSTART;VALUE=DATE:{}", date(day)));
        if let Ok(next) = day.tomorrow() {
            out.push(&format!("DTEND;VALUE=DATE:{}", date(next)));
        }
    }
    out.push(&format!("SUMMARY:{}", text(&title(meeting))));
    if !meeting.place.is_empty() {
        out.push(&format!("LOCATION:{}", text(&meeting.place)));
    }
    let hosts = [meeting.hosts.as_slice(), meeting.cohosts.as_slice()].concat().join("、");
    let mut about: Vec<String> = Vec::new();
    if !meeting.theme.is_empty() {
        about.push(meeting.theme.clone());
    }
    if !hosts.is_empty() {
        about.push(words.say("calendar_file.hosts", &[("hosts", &hosts)]));
    }
    if !about.is_empty() {
        out.push(&format!("DESCRIPTION:{}", text(&about.join("\n"))));
    }
    out.push("END:VEVENT");
}

fn to_do(out: &mut Lines, (task, what, due): (&Task, &str, Option<Date>), meeting: &Meeting, stamp: &str) {
    out.push("BEGIN:VTODO");
    out.push(&format!("UID:{}@renkei", task.id));
    out.push(&format!("DTSTAMP:{stamp}"));
    if let Some(due) = due {
        out.push(&format!("DUE;VALUE=DATE:{}", date(due)));
    }
    out.push(&format!("SUMMARY:{}", text(what)));
    out.push(&format!("RELATED-TO:{}@renkei", meeting.id));
    out.push("STATUS:NEEDS-ACTION");
    out.push("END:VTODO");
}

/// `第2回 件名`, or the kind where nobody gave it a name.
fn title(meeting: &Meeting) -> String {
    let kind = || crate::domain::meeting::kind(&meeting.kind).map_or(meeting.kind.as_str(), |kind| kind.ja);
    if meeting.title.is_empty() { kind().to_owned() } else { meeting.title.clone() }
}

fn date(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn at(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// A value of type TEXT (RFC 5545 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for line in value.lines() {
        if !out.is_empty() {
            out.push_str("\\n");
        }
        for c in sanitise(line).chars() {
            if matches!(c, '\\' | ';' | ',') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Content lines: folded, ended by CRLF.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut taken = 0;
        for c in line.chars() {
            if taken + c.len_utf8() > OCTETS {
                self.0.push_str("\r\n ");
                taken = 1;
            }
            self.0.push(c);
            taken += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::domain::meeting::{Line, Mark};
    use crate::domain::task::TaskState;
    use crate::domain::{MeetingId, Vague};
    use crate::words::Language;

    /// As a calendar program reads it: unfolded lines, name and value.
    fn read(text: &str) -> Vec<(String, String)> {
        assert!(
            text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
            "every line ends with CRLF"
        );
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let unfolded = text.replace("\r\n ", "");
        let pair = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned()));
        unfolded.lines().map(|line| pair(line).expect("name:value")).collect()
    }

    fn plain(value: &str) -> String {
        let mut out = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (c, false) => out.push(c),
            }
        }
        out
    }

    fn meeting(n: u8, on: Vague) -> Meeting {
        Meeting { id: MeetingId::from_bytes([n; 16]), on, title: format!("会{n}"), ..Meeting::default() }
    }

    #[test]
    fn ics_is_read_back() {
        let id = TaskId::from_bytes([9; 16]);
        let action = |task| Line {
            mark: Mark::Action,
            text: "配る".to_owned(),
            task: Some(task),
            number: None,
            of: None,
            who: None,
            due: None,
        };
        let mut timed = meeting(1, Vague::Day(date(2026, 5, 28)));
        timed.title = "在宅サービス事業者の集い; 第2回, 「会場とWebを併せて」感染症と災害のときに、だれが何をどこまで引き受けるか".to_owned();
        (timed.from, timed.until) = (Some(time(18, 0, 0, 0)), Some(time(19, 0, 0, 0)));
        timed.theme = "一行目\n二行目\\".to_owned();
        timed.lines = vec![action(id)];
        let whole = meeting(2, Vague::Day(date(2026, 12, 31)));
        let month = meeting(3, Vague::Month { year: 2026, month: 7 });
        let mut closed = meeting(4, Vague::Day(date(2026, 6, 1)));
        closed.publicity = Publicity::Closed;
        closed.lines = vec![action(id)];
        let origin =
            Origin::Action {
                meeting: timed.id, text: "配る".to_owned(), due: Some(date(2026, 6, 14)), done_on: None
            };
        let task = Task {
            id,
            rev: 0,
            episode: None,
            person: None,
            origin,
            assignee: None,
            state: TaskState::Open,
            note: String::new(),
        };
        let stamp = "2026-11-22T00:00:00Z".parse().expect("a timestamp");
        let all = [&timed, &whole, &month, &closed];
        let calendar = write(&all, &|asked| (asked == id).then_some(&task), stamp, Words::of(Language::Ja));
        assert_eq!((calendar.meetings, calendar.tasks, calendar.without_day, calendar.closed), (2, 1, 1, 1));
        let lines = read(&calendar.text);
        let all_of = |name: &str| -> Vec<String> {
            lines.iter().filter(|(found, _)| found == name).map(|(_, value)| plain(value)).collect()
        };
        assert_eq!(all_of("BEGIN"), ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT", "VTODO", "VEVENT"]);
        assert_eq!(
            all_of("UID"),
            [timed.id.to_string(), id.to_string(), whole.id.to_string()].map(|id| id + "@renkei")
        );
        assert_eq!(all_of("DTSTART;TZID=Asia/Tokyo"), ["20260528T180000"]);
        assert_eq!(all_of("DTEND;TZID=Asia/Tokyo"), ["20260528T190000"]);
        assert_eq!(all_of("DTSTART;VALUE=DATE"), ["20261231"]);
        assert_eq!(all_of("DTEND;VALUE=DATE"), ["20270101"], "the end is the day after");
        assert_eq!(all_of("DUE;VALUE=DATE"), ["20260614"]);
        assert_eq!(all_of("SUMMARY"), [timed.title.as_str(), "配る", "会2"]);
        assert_eq!(all_of("DESCRIPTION"), [timed.theme.as_str()]);
    }
}
