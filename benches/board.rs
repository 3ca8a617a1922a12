//! The board over 10,000 stays with 300,000 tasks, from reading them to the frame after each key.
//!
//! `cargo bench --bench board [-- STAYS]`. Everything is synthetic and nobody in it exists; the store is left out: a save comes back as the
//! journal would bring it. It prints medians and worst times in milliseconds; a frame has 16.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::sync::Arc;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyModifiers};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use renkei::app::{App, Settings};
use renkei::domain::checklist::{Base, Variant};
use renkei::domain::episode::{End, EndReason, flow};
use renkei::domain::task::{Done, NotNeeded, TaskState};
use renkei::domain::{CareLevel, Episode, EpisodeId, FacilityId, Person, PersonId, Rulebook, Task, Template};
use renkei::exchange::demo;
use renkei::keymap::{Chord, Keymap};
use renkei::message::{Effect, Loaded, Msg, Session, StoreReply};
use renkei::model::casebook::Sieve;
use renkei::model::{Casebook, Registry};
use renkei::paint::{Theme, Widths};
use renkei::port::{Change, EntityKind, GroupId, Now, Record, Saved};
use renkei::ui;
use renkei::words::{Language, Words};

/// Tasks of a stay.
const TASKS: usize = 30;
const TODAY: Date = date(2026, 6, 12);
const ME: &str = "架空 一郎";
const PEOPLE: [&str; 6] = [ME, "架空 二郎", "架空 三葉", "架空 四季", "架空 五月", "架空 六花"];

fn main() {
    let stays = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let rulebook = Arc::new(renkei::rulebook::builtin());
    let city = demo::city(TODAY);
    let hospitals: Vec<FacilityId> = city.facilities.iter().take(25).map(|facility| facility.id).collect();
    let records = records(stays, &rulebook, &hospitals);
    let tasks = records.iter().filter(|record| matches!(record, Record::Task(_))).count();
    println!("{} records, {tasks} of them tasks", records.len());
    for _ in 0..2 {
        let copy = records.clone();
        timed("Casebook::build", || Casebook::build(Arc::clone(&rulebook), TODAY, copy));
    }
    let casebook = Casebook::build(Arc::clone(&rulebook), TODAY, records);
    let open = casebook.stays().filter(|stay| stay.is_open()).count();
    println!("{open} open stays, {} open lines", casebook.board().len());
    for (name, sieve) in [
        ("all", Sieve::default()),
        ("mine", Sieve { assignee: Some(ME.to_owned()), ..Sieve::default() }),
        ("until today", Sieve { until: Some(TODAY), ..Sieve::default() }),
    ] {
        spread(&format!("Board::list, {name}"), 20, |_| timed_ms(|| casebook.board().list(&sieve)));
        spread(&format!("Board::counts, {name}"), 20, |_| timed_ms(|| casebook.board().counts(&sieve, TODAY, 7)));
    }
    let registry = Registry::build(city.facilities, &[]);
    let mut desk = Desk::new(&rulebook);
    let (doubts, places) = (Vec::new(), Arc::new(Vec::new()));
    let loaded = Loaded { registry, casebook, doubts, places, seq: 0, session: Session::default() };
    println!("{:44} {:9.3} ms", "Msg::Loaded to the first frame", desk.send(Msg::Loaded(Box::new(loaded))));
    println!("{:44} {:9.3} ms", "pane 2 to its first frame", desk.press(KeyCode::Char('2')));
    board(&mut desk);
    changes(&mut desk);
    println!("VmRSS {} MB, at most {} MB", memory("VmRSS"), memory("VmHWM"));
}

/// Looking: nothing is written.
fn board(desk: &mut Desk) {
    spread("a frame anew", 30, |_| desk.frame());
    spread("pane 0 and pane 2", 30, |turn| desk.press(KeyCode::Char(if turn % 2 == 0 { '0' } else { '2' })));
    for (name, key) in [("down", KeyCode::Down), ("page down", KeyCode::PageDown), ("end", KeyCode::End)] {
        spread(&format!("board, {name}"), 30, |_| desk.press(key));
    }
    desk.press(KeyCode::Home);
    spread("menu of the filter opens", 10, |_| {
        let time = desk.press(KeyCode::F(6));
        desk.press(KeyCode::Esc);
        time
    });
    desk.press(KeyCode::F(6));
    for (name, key) in [("mine", '1'), ("duties only", '2'), ("a phase", '4')] {
        spread(&format!("filter: {name}, on and off"), 20, |_| desk.press(KeyCode::Char(key)));
    }
    desk.press(KeyCode::End);
    spread("filter: a hospital, on and off", 20, |_| desk.press(KeyCode::Char(' ')));
    desk.press(KeyCode::Esc);
    spread("next order (due, person, hospital)", 30, |_| desk.press(KeyCode::F(7)));
    for order in ["person", "hospital", "due"] {
        println!("{:44} {:9.3} ms", format!("order: {order}"), desk.press(KeyCode::F(7)));
    }
    spread("month, on and off", 20, |_| desk.press(KeyCode::Char('C')));
    spread("checklist opens", 20, |_| {
        desk.press(KeyCode::Down);
        let time = desk.press(KeyCode::Enter);
        desk.press(KeyCode::Esc);
        time
    });
    spread("checklist closes", 20, |_| {
        desk.press(KeyCode::Down);
        desk.press(KeyCode::Enter);
        desk.press(KeyCode::Esc)
    });
    for text in ["houmonkango", "訪問看護"] {
        desk.press(KeyCode::F(3));
        let letters: Vec<char> = text.chars().collect();
        spread(&format!("search over it: {text}"), letters.len(), |at| desk.press(KeyCode::Char(letters[at])));
        desk.press(KeyCode::Esc);
    }
}

/// Writing.
fn changes(desk: &mut Desk) {
    desk.press(KeyCode::Home);
    for order in ["due", "person", "hospital"] {
        // Advice is done without a question; a duty opens a form, which is closed again and not counted.
        let mut times = Vec::new();
        while times.len() < 20 {
            let before = desk.saves;
            let time = desk.press(KeyCode::Char(' '));
            if desk.saves > before {
                times.push(time);
            } else {
                desk.press(KeyCode::Esc);
            }
            desk.press(KeyCode::Down);
        }
        report(&format!("Space, order {order}"), times);
        desk.press(KeyCode::F(7));
    }
    let mut moving = (Vec::new(), Vec::new(), Vec::new());
    while moving.2.len() < 20 {
        desk.press(KeyCode::PageDown);
        moving.0.push(desk.press(KeyCode::Char('t')));
        for _ in 0..12 {
            moving.1.push(desk.press(KeyCode::Backspace));
        }
        for c in "6/25".chars() {
            moving.1.push(desk.press(KeyCode::Char(c)));
        }
        let before = desk.saves;
        let time = desk.save();
        if desk.saves > before {
            moving.2.push(time);
        } else {
            desk.press(KeyCode::Esc);
        }
    }
    report("moving a discharge: opens", moving.0);
    report("moving a discharge: a key to the preview", moving.1);
    report("moving a discharge: applied", moving.2);
    spread("another day begins", 5, |_| {
        let wall = desk.now.wall.checked_add(1.day()).expect("a day");
        desk.now.wall = wall;
        desk.send(Msg::Wake)
    });
}

/// Persons, stays and tasks: over two years, four of ten stays open, a third of what is to be done still open.
fn records(stays: usize, rulebook: &Rulebook, hospitals: &[FacilityId]) -> Vec<Record> {
    let template = rulebook.default_template().expect("a checklist is built in");
    let mut dice = Dice(7);
    let mut records = vec![Record::Template(Template::clone(template))];
    let persons: Vec<Person> = (0..stays * 2 / 3)
        .map(|at| {
            let names = ["花山", "月川", "星野", "若原", "緑谷", "白瀬"];
            let mut person = Person::new(PersonId::from_bytes(id(1, at)), format!("{} {at}", dice.pick(&names)));
            let kana = ["ハナヤマ", "ツキカワ", "ホシノ", "ワカハラ", "ミドリヤ", "シラセ"];
            person.kana = Some(format!("{} {}", dice.pick(&kana), dice.roll(10_000)));
            person.birth_date = Some(date(1930 + dice.roll(40) as i16, 1 + dice.roll(12) as i8, 1));
            person.care_level = *dice.pick(&[CareLevel::Care1, CareLevel::Care3, CareLevel::Support2, CareLevel::None]);
            person.fictional = true;
            person
        })
        .collect();
    for at in 0..stays {
        let person = dice.pick(&persons).id;
        let is_open = dice.roll(10) < 4;
        let ago = if is_open { dice.roll(60) } else { 20 + dice.roll(710) };
        let admitted = TODAY.saturating_sub(Span::new().days(ago as i64));
        let mut stay = Episode::new(EpisodeId::from_bytes(id(2, at)), person, admitted, template.id);
        match dice.roll(5) {
            0 => stay.hospital_name = Some(format!("架空第{}病院", dice.roll(15))),
            _ => stay.hospital = Some(*dice.pick(hospitals)),
        }
        stay.variant = Variant {
            base: *dice.pick(&[Base::Cm, Base::Cm, Base::New65, Base::New40]),
            eol: dice.roll(8) == 0,
            rush: dice.roll(8) == 0,
            short: false,
        };
        stay.planned = Some(dice.roll(2) == 0);
        if dice.roll(3) > 0 {
            stay.discharge_planned_on = Some(admitted.saturating_add(Span::new().days(15 + dice.roll(60) as i64)));
            stay.discharge_decided_on = Some(admitted.saturating_add(5.days()));
        }
        if !is_open {
            let reasons =
                [EndReason::Home, EndReason::Home, EndReason::Institution, EndReason::Transfer, EndReason::Death];
            stay.end = Some(End { on: admitted.saturating_add(15.days()), reason: *dice.pick(&reasons) });
        }
        let tasks = flow::missing(&stay, template, &[]).into_iter().take(TASKS);
        let mut tasks: Vec<Task> = tasks.map(|task| treated(task, is_open, &mut dice)).collect();
        for more in tasks.len()..TASKS {
            tasks.push(treated(Task::of_item(stay.id, person, &format!("Z{more}")), is_open, &mut dice));
        }
        records.push(Record::Episode(stay));
        records.extend(tasks.into_iter().map(Record::Task));
    }
    records.extend(persons.into_iter().map(Record::Person));
    records
}

fn treated(mut task: Task, is_open: bool, dice: &mut Dice) -> Task {
    if dice.roll(2) == 0 {
        task.assignee = Some((*dice.pick(&PEOPLE)).to_owned());
    }
    let on = TODAY.saturating_sub(Span::new().days(dice.roll(60) as i64));
    if task.is_open() && dice.roll(100) < if is_open { 30 } else { 80 } {
        task.state = match dice.roll(6) {
            0 => TaskState::NotNeeded { on, why: NotNeeded::Said("架空".to_owned()) },
            _ => TaskState::Done(Done { on, at: None, by: ME.to_owned(), evidence: String::new() }),
        };
    }
    task
}

/// The application without a store, with a screen of 120x40.
struct Desk {
    app: App,
    buffer: Buffer,
    now: Now,
    seq: u64,
    saves: usize,
}

impl Desk {
    fn new(rulebook: &Arc<Rulebook>) -> Self {
        let wall = TODAY.at(9, 41, 0, 0).to_zoned(TimeZone::UTC).expect("exists");
        let now = Now { mono: Instant::now(), wall };
        let settings = Settings {
            theme: Theme::Colour,
            widths: Widths::Wide,
            columns: 120,
            rows: 40,
            person: ME.to_owned(),
            rulebook: Arc::clone(rulebook),
            ..Settings::default()
        };
        let app = App::new(Keymap::default(), Words::of(Language::Ja), settings, now.clone());
        Self { app, buffer: Buffer::empty(Rect::new(0, 0, 120, 40)), now, seq: 0, saves: 0 }
    }

    fn press(&mut self, key: KeyCode) -> f64 {
        self.send(Msg::Key(Chord::new(key, KeyModifiers::NONE)))
    }

    fn save(&mut self) -> f64 {
        self.send(Msg::Key(Chord::new(KeyCode::Char('s'), KeyModifiers::CONTROL)))
    }

    /// A message, what it asks for, and the frame: so many milliseconds.
    fn send(&mut self, msg: Msg) -> f64 {
        let start = Instant::now();
        let mut inbox = vec![msg];
        while let Some(msg) = inbox.pop() {
            for effect in self.app.update(msg, &self.now) {
                self.perform(effect, &mut inbox);
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

    /// A save comes back through the journal, first that, then the reply.
    fn perform(&mut self, effect: Effect, inbox: &mut Vec<Msg>) {
        match effect {
            Effect::LoadFacility(id) => inbox.push(Msg::Facility { id, record: Box::new(None) }),
            Effect::Save { ticket, puts, .. } => {
                self.saves += 1;
                self.seq += 1;
                let (seq, group) = (self.seq, GroupId(self.seq));
                let change = |record: &Record| Change {
                    seq,
                    group,
                    kind: record.kind(),
                    key: record.key(),
                    before: self.stored(record),
                    after: Some(record.clone()),
                    trashed: false,
                    erased: false,
                };
                let changes: Vec<Change> = puts.iter().filter_map(|put| put.saved()).map(change).collect();
                let saved = Saved { group: Some(group), seq, changes: changes.len() as u64 };
                inbox.push(Msg::Stored { ticket, reply: StoreReply::Saved(saved) });
                inbox.push(Msg::Journal(changes));
            }
            _ => {}
        }
    }

    fn stored(&self, record: &Record) -> Option<Record> {
        let book = self.app.context().casebook;
        match record.kind() {
            EntityKind::Task => book.task(renkei::domain::TaskId::from_bytes(record.key())).cloned().map(Record::Task),
            EntityKind::Episode => book.stay(EpisodeId::from_bytes(record.key())).cloned().map(Record::Episode),
            _ => None,
        }
    }
}

/// A plain congruential generator, so that every run sees the same people.
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
    report(what, (0..times).map(act).collect());
}

fn report(what: &str, mut times: Vec<f64>) {
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
