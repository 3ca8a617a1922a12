//! 20 years of a busy centre: 5,000 meetings with 50,000 actions, 200 surveys with their answers, from opening the log to the yearly report.
//!
//! `cargo bench --bench log [-- MEETINGS]`. Everything is synthetic and nobody in it exists; there is no store. It prints medians and worst times in
//! milliseconds. Opening, searching and the report have a second; a key in the list and a letter in the form have a frame, 16 ms.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::sync::Arc;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyModifiers};
use jiff::Span;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use renkei::app::{App, Overlay, Settings};
use renkei::domain::figures::FiscalYear;
use renkei::domain::meeting::{Attendance, Line, Mark, kinds, professions};
use renkei::domain::survey::{Answer, Survey};
use renkei::domain::task::{Done, Origin, TaskState};
use renkei::domain::{Facility, FacilityId, Meeting, MeetingId, SurveyId, Task, TaskId, Vague};
use renkei::exchange::demo;
use renkei::form::{AddressBook, Catalogue};
use renkei::keymap::{Chord, Keymap};
use renkei::message::{Effect, Loaded, Msg, Session};
use renkei::model::logbook::Span as Reach;
use renkei::model::{Casebook, Registry};
use renkei::paint::{Theme, Widths};
use renkei::port::{Now, Record};
use renkei::ui;
use renkei::words::{Language, Words};

const TODAY: Date = date(2026, 6, 12);
/// Days of 20 years.
const DAYS: i64 = 7_300;
const ACTIONS: usize = 10;
const SURVEYS: usize = 200;
/// Lines in the form that is typed in.
const LINES: usize = 200;
const ME: &str = "架空 一郎";

fn main() {
    let meetings = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(5_000);
    let rulebook = Arc::new(renkei::rulebook::builtin());
    let city = demo::city(TODAY);
    let records = records(meetings, &city.facilities);
    let count = |wanted: fn(&Record) -> bool| records.iter().filter(|record| wanted(record)).count();
    let (tasks, answers) =
        (count(|record| matches!(record, Record::Task(_))), count(|record| matches!(record, Record::Answer(_))));
    println!("{meetings} meetings, {tasks} tasks, {SURVEYS} surveys with {answers} answers");
    let casebook = timed("Casebook::build", || Casebook::build(Arc::clone(&rulebook), TODAY, records));
    let log = casebook.logbook();
    spread("Logbook::meetings_by_day", 20, |_| timed_ms(|| log.meetings_by_day().len()));
    spread("Logbook::find", 20, |_| timed_ms(|| log.find("夜間 吸引").len()));
    spread("Logbook::recurring, 90 days", 20, |_| timed_ms(|| log.recurring(Reach::Quarter, TODAY).len()));
    spread("Logbook::recurring, 12 months", 20, |_| timed_ms(|| log.recurring(Reach::Year, TODAY).len()));
    spread("the yearly report", 10, |_| timed_ms(|| casebook.report(FiscalYear(2025), &city.facilities)));
    let records = records_of(&casebook);
    drop(casebook);
    screens(&mut Desk::new(&rulebook, Language::Ja), city.facilities, records, &rulebook);
    println!("VmRSS {} MB, at most {} MB", memory("VmRSS"), memory("VmHWM"));
}

fn screens(desk: &mut Desk, facilities: Vec<Facility>, records: Vec<Record>, rulebook: &Arc<renkei::domain::Rulebook>) {
    let casebook = Casebook::build(Arc::clone(rulebook), TODAY, records);
    let registry = Registry::build(facilities, &[]);
    let (doubts, places) = (Vec::new(), Arc::new(Vec::new()));
    let loaded = Loaded { registry, casebook, doubts, places, seq: 0, session: Session::default() };
    println!("{:44} {:9.3} ms", "Msg::Loaded to the first frame", desk.send(Msg::Loaded(Box::new(loaded))));
    println!("{:44} {:9.3} ms", "the log opens to its first frame", desk.press(KeyCode::Char('4')));
    spread("pane 0 and the log", 20, |turn| desk.press(KeyCode::Char(if turn % 2 == 0 { '0' } else { '4' })));
    desk.press(KeyCode::Char('4'));
    spread("a frame anew", 30, |_| desk.frame());
    for (name, key) in [("down", KeyCode::Down), ("page down", KeyCode::PageDown), ("up", KeyCode::Up)] {
        spread(&format!("a key in the list, {name}"), 50, |_| desk.press(key));
    }
    spread("a key in the list, end and home", 20, |turn| {
        desk.press(if turn % 2 == 0 { KeyCode::End } else { KeyCode::Home })
    });
    desk.press(KeyCode::Home);
    spread("a key among the actions", 20, |_| desk.press(KeyCode::Right));
    desk.press(KeyCode::Esc);
    spread("menu of the filter opens", 10, |_| {
        let time = desk.press(KeyCode::F(6));
        desk.press(KeyCode::Esc);
        time
    });
    spread("what comes again opens", 10, |_| {
        let time = desk.press(KeyCode::Char('F'));
        desk.press(KeyCode::Esc);
        time
    });
    for text in ["yakan no kyuin", "夜間の吸引"] {
        desk.press(KeyCode::Char('/'));
        let letters: Vec<char> = text.chars().collect();
        spread(&format!("a letter in the finder: {text}"), letters.len(), |at| desk.press(KeyCode::Char(letters[at])));
        desk.press(KeyCode::Esc);
    }
    typing(desk);
}

/// A meeting with many lines is written in the form.
fn typing(desk: &mut Desk) {
    desk.press(KeyCode::Home);
    desk.press(KeyCode::Char('e'));
    for _ in 0..30 {
        let Some(Overlay::Form(form)) = desk.app.overlays().last() else { panic!("the form is open") };
        if form.field() == "lines" {
            break;
        }
        desk.press(KeyCode::Tab);
    }
    let text: Vec<String> = (0..LINES).map(line).collect();
    println!("{:44} {:9.3} ms", format!("{LINES} lines pasted"), desk.send(Msg::Typed(text.join("\n"))));
    for (name, key) in [("at the end", KeyCode::End), ("in the middle", KeyCode::Up)] {
        for _ in 0..LINES / 2 {
            desk.press(key);
        }
        spread(&format!("a letter in the form, {name}"), 50, |at| {
            desk.press(KeyCode::Char(char::from(b'a' + (at % 26) as u8)))
        });
    }
    spread("an arrow in the form", 50, |_| desk.press(KeyCode::Up));
}

fn line(at: usize) -> String {
    match at % 5 {
        0 => format!("! 夜間の吸引をだれが行うか その{at}"),
        1 | 2 => format!("> 候補{at}を家族へ説明する @架空病院の地域連携室 7/{:02}", 1 + at % 30),
        3 => format!("- 長男は日中のみ在宅。夜は不在が週{}日", at % 7),
        _ => format!("= 次の月に見直す その{at}"),
    }
}

/// Meetings of every kind, three issues in each; a fifth of the actions of the last year are open.
fn records(meetings: usize, facilities: &[Facility]) -> Vec<Record> {
    const ISSUES: [&str; 6] =
        ["夜間の吸引", "区分変更の遅れ", "家族の連絡先が古い", "薬の管理", "退院日の連絡が遅い", "送迎の手配"];
    let mut dice = Dice(11);
    let mut records = Vec::new();
    for at in 0..meetings {
        let ago = i64::try_from(at).unwrap_or_default() * DAYS / i64::try_from(meetings).unwrap_or(1);
        let on = TODAY.saturating_sub(Span::new().days(ago));
        let kind = dice.pick(kinds());
        let id = MeetingId::from_bytes(id(1, at));
        let mut lines = Vec::new();
        for number in 1..=3_u32 {
            let text =
                if dice.roll(3) == 0 { (*dice.pick(&ISSUES)).to_owned() } else { format!("{at}の課題{number}") };
            lines.push(Line { number: Some(number), ..said(Mark::Issue, text) });
            lines.push(said(Mark::Note, format!("- 話し合ったこと {}", dice.roll(1_000))));
        }
        for n in 0..ACTIONS {
            let task = TaskId::from_bytes(self::id(2, at * ACTIONS + n));
            let text = format!("候補{n}を家族へ説明する");
            let due = Some(on.saturating_add(Span::new().days(14)));
            let who = Some("架空病院".to_owned());
            let is_open = ago < 365 && dice.roll(5) == 0;
            let done = Done { on, at: None, by: ME.to_owned(), evidence: String::new() };
            records.push(Record::Task(Task {
                id: task,
                rev: 1,
                episode: None,
                person: None,
                origin: Origin::Action { meeting: id, text: text.clone(), due, done_on: None },
                assignee: who.clone(),
                state: if is_open { TaskState::Open } else { TaskState::Done(done) },
                note: String::new(),
            }));
            let of = Some(1 + (n % 3) as u32);
            lines.push(Line { task: Some(task), of, who, due, ..said(Mark::Action, text) });
        }
        let attendance = (0..6).map(|_| Attendance {
            profession: dice.pick(professions()).code.to_owned(),
            organisation: format!("架空第{}事業所", dice.roll(80)),
            facility: None,
            count: Some(1 + dice.roll(4) as u32),
        });
        records.push(Record::Meeting(Meeting {
            id,
            rev: 1,
            kind: kind.code.to_owned(),
            number: Some(at as u32),
            title: format!("架空の会 {at}"),
            on: Vague::Day(on),
            place: "架空会館".to_owned(),
            attendance: attendance.collect(),
            lines,
            numbered: 3,
            scenes: kind.scenes.iter().map(|code| (*code).to_owned()).collect(),
            projects: kind.projects.iter().map(|code| (*code).to_owned()).collect(),
            fictional: true,
            ..Meeting::default()
        }));
    }
    let ids: Vec<FacilityId> = facilities.iter().map(|facility| facility.id).collect();
    for at in 0..SURVEYS {
        let on = TODAY.saturating_sub(Span::new().days(at as i64 * DAYS / SURVEYS as i64));
        let asked: Vec<FacilityId> = ids.iter().copied().take(70).collect();
        let survey = Survey {
            id: SurveyId::from_bytes(id(3, at)),
            title: format!("架空の調査 {at}"),
            on: on.into(),
            asked: asked.clone(),
            fictional: true,
            ..Survey::default()
        };
        let answers = asked.iter().filter(|_| dice.roll(10) > 0).map(|facility| Answer::new(survey.id, *facility));
        records.extend(answers.map(Record::Answer));
        records.push(Record::Survey(survey));
    }
    records
}

fn said(mark: Mark, text: String) -> Line {
    Line { mark, text, task: None, number: None, of: None, who: None, due: None }
}

/// The same again, for a casebook of the application's own.
fn records_of(book: &Casebook) -> Vec<Record> {
    let log = book.logbook();
    let meetings = log.meetings().cloned().map(Record::Meeting);
    let surveys = log.surveys().cloned().map(Record::Survey);
    let answers = log.surveys().flat_map(|survey| log.answers(survey.id)).cloned().map(Record::Answer);
    meetings.chain(surveys).chain(answers).chain(book.tasks().cloned().map(Record::Task)).collect()
}

/// The application without a store, with a screen of 120x40.
struct Desk {
    app: App,
    buffer: Buffer,
    now: Now,
}

impl Desk {
    fn new(rulebook: &Arc<renkei::domain::Rulebook>, language: Language) -> Self {
        let wall = TODAY.at(9, 41, 0, 0).to_zoned(TimeZone::UTC).expect("exists");
        let now = Now { mono: Instant::now(), wall };
        let settings = Settings {
            theme: Theme::Colour,
            widths: Widths::Wide,
            columns: 120,
            rows: 40,
            person: ME.to_owned(),
            rulebook: Arc::clone(rulebook),
            catalogue: Catalogue::of(rulebook, language, AddressBook::default()),
            ..Settings::default()
        };
        let app = App::new(Keymap::default(), Words::of(language), settings, now.clone());
        Self { app, buffer: Buffer::empty(Rect::new(0, 0, 120, 40)), now }
    }

    fn press(&mut self, key: KeyCode) -> f64 {
        self.send(Msg::Key(Chord::new(key, KeyModifiers::NONE)))
    }

    /// A message, what it asks for, and the frame: so many milliseconds.
    fn send(&mut self, msg: Msg) -> f64 {
        let start = Instant::now();
        let mut inbox = vec![msg];
        while let Some(msg) = inbox.pop() {
            for effect in self.app.update(msg, &self.now) {
                if let Effect::LoadFacility(id) = effect {
                    inbox.push(Msg::Facility { id, record: Box::new(None) });
                }
            }
        }
        self.frame();
        start.elapsed().as_secs_f64() * 1e3
    }

    fn frame(&mut self) -> f64 {
        let start = Instant::now();
        self.buffer.reset();
        ui::draw_on(&mut self.buffer, &self.app);
        start.elapsed().as_secs_f64() * 1e3
    }
}

/// A plain congruential generator, so that every run sees the same meetings.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

fn id(kind: u8, at: usize) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[0] = kind;
    bytes[8..].copy_from_slice(&(at as u64).to_be_bytes());
    bytes
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    println!("{what:44} {:9.3} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

fn timed_ms<T>(act: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(act());
    start.elapsed().as_secs_f64() * 1e3
}

fn spread(what: &str, times: usize, act: impl FnMut(usize) -> f64) {
    let mut times: Vec<f64> = (0..times).map(act).collect();
    times.sort_by(f64::total_cmp);
    let over = if times[times.len() / 2] > 16.0 { "  more than a frame" } else { "" };
    println!("{what:44} {:9.3} ms, worst {:9.3} ms{over}", times[times.len() / 2], times[times.len() - 1]);
}

/// A line of /proc/self/status in megabytes; 0 where there is none.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(line));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
