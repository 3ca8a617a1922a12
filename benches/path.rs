//! The whole way on real data: a filled store, the registry, the application without a terminal.
//!
//! `cargo bench --bench path -- DATA_DIR` (a folder that `renkei --data-dir DATA_DIR import ...` filled; read only).
//! It prints what a start costs step by step, then the time from a key to a finished frame, medians and maxima in ms.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyModifiers};
use jiff::Zoned;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use renkei::app::{App, Settings};
use renkei::domain::{Facility, PlaceTable};
use renkei::keymap::{Chord, Keymap};
use renkei::message::{Effect, Loaded, Msg, Session};
use renkei::model::{Casebook, Registry, Row, Sort, Towns, View};
use renkei::paint::{Theme, Widths};
use renkei::port::{EntityKind, Now, Record, Store};
use renkei::search::{Document, Index, Readings};
use renkei::store::{Options, RedbStore};
use renkei::ui;
use renkei::words::{Language, Words};

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!("path: no data folder given; cargo bench --bench path -- DATA_DIR");
        return;
    };
    let folder = PathBuf::from(folder);
    let store = timed("open", || RedbStore::open(&folder, Options::default()).expect("a store"));
    let facilities = timed("read and decode", || facilities(&store));
    let places = timed("postal tables", || places(&store));
    println!("  {} facilities, {} postal tables, {} MB", facilities.len(), places.len(), memory("VmRSS"));
    let towns = Towns::of(&places);
    timed("rows alone, one thread", || facilities.iter().map(|f| Row::of(f, &towns)).for_each(drop));
    let readings = Readings::of(&places);
    timed("documents alone, one thread", || facilities.iter().map(|f| Document::of(f, &readings)).for_each(drop));
    timed("index with documents", || Index::build(facilities.iter().map(|f| Document::of(f, &readings))).len());
    let registry = timed("registry whole", || Registry::build(facilities, &places));
    println!("  {} MB now, {} MB at most", memory("VmRSS"), memory("VmHWM"));
    lists(&registry);

    let mut desk = Desk::new(store);
    let casebook = Casebook::new(Arc::default(), Zoned::now().date());
    let (doubts, places) = (Vec::new(), Arc::new(places));
    let loaded = Loaded { registry, casebook, doubts, places, seq: 0, session: Session::default() };
    timed("loaded to first frame", || desk.send(Msg::Loaded(Box::new(loaded))));
    keys(&mut desk);
    println!("  {} MB now, {} MB at most", memory("VmRSS"), memory("VmHWM"));
}

fn facilities(store: &RedbStore) -> Vec<Facility> {
    let mut all = Vec::new();
    let take = &mut |record| {
        if let Record::Facility(facility) = record {
            all.push(facility);
        }
    };
    store.scan(EntityKind::Facility, take).expect("readable");
    all
}

fn places(store: &RedbStore) -> Vec<PlaceTable> {
    let mut all = Vec::new();
    let take = &mut |record| {
        if let Record::PlaceTable(table) = record {
            all.push(table);
        }
    };
    store.scan(EntityKind::PlaceTable, take).expect("readable");
    all
}

fn lists(registry: &Registry) {
    let today = Zoned::now().date();
    let point = registry.rows().find_map(|row| row.coordinates);
    let view = |sort, filter| View { sort, filter, reference_point: point, pinned: &[], recent: &[] };
    for (sort, filter) in [
        (Sort::Name, ""),
        (Sort::Distance, ""),
        (Sort::Age, ""),
        (Sort::Kind, ""),
        (Sort::Name, "種別:訪看"),
        (Sort::Distance, "種別:訪看 開所:今日"),
        (Sort::Name, "さくら"),
        (Sort::Name, "市"),
    ] {
        let all = spread(10, || registry.list(&view(sort, filter), today).len());
        println!("list {sort:9} {filter:24} {all}");
    }
    for filter in ["", "種別:訪看"] {
        let all = spread(10, || registry.counts(renkei::model::Facet::Area, filter, today).len());
        println!("counts by area {filter:24} {all}");
    }
}

/// Keys typed one by one in the search; each is timed to its finished frame.
fn keys(desk: &mut Desk) {
    let mut all = Vec::new();
    for word in [
        "houmonkango",
        "訪問看護",
        "くわな",
        "kuwana",
        "桑名",
        "市",
        "0594258556",
        "クリニック",
        "ケアセンター",
        "株式会社",
        "東京都新宿区",
        "さくら 訪問",
        "種別:特養 桑名",
        "連携:可 桑名",
        "開所:今日 市",
        "k",
        "a",
        "の",
        "-市",
        "病院 -桑名",
        "1-2-3",
        "桑訪",
    ] {
        desk.press(KeyCode::Char('/'));
        let mut own = Vec::new();
        for c in word.chars() {
            own.push(desk.press(KeyCode::Char(c)));
        }
        let worst = own.iter().copied().fold(0.0, f64::max);
        println!("key to frame  {word:20} last {:8.3} ms, worst {worst:8.3} ms", own[own.len() - 1]);
        all.extend(own);
        desk.press(KeyCode::Esc);
    }
    all.sort_by(f64::total_cmp);
    println!(
        "key to frame: median {:.3} ms, worst {:.3} ms over {} keys",
        all[all.len() / 2],
        all[all.len() - 1],
        all.len()
    );
    for (name, key) in [("down", KeyCode::Down), ("page down", KeyCode::PageDown), ("end", KeyCode::End)] {
        let times: Vec<f64> = (0..20).map(|_| desk.press(key)).collect();
        println!("list, {name}: worst {:.3} ms", times.iter().copied().fold(0.0, f64::max));
    }
}

/// The application over the store, with a screen of 120x40.
struct Desk {
    app: App,
    store: RedbStore,
    buffer: Buffer,
    now: Now,
}

impl Desk {
    fn new(store: RedbStore) -> Self {
        let now = Now { mono: Instant::now(), wall: Zoned::now() };
        let settings =
            Settings { theme: Theme::Colour, widths: Widths::Wide, columns: 120, rows: 40, ..Settings::default() };
        let app = App::new(Keymap::default(), Words::of(Language::Ja), settings, now.clone());
        Self { app, store, buffer: Buffer::empty(Rect::new(0, 0, 120, 40)), now }
    }

    fn press(&mut self, key: KeyCode) -> f64 {
        let start = Instant::now();
        self.send(Msg::Key(Chord::new(key, KeyModifiers::NONE)));
        start.elapsed().as_secs_f64() * 1e3
    }

    /// A message, what it asks for, and the frame.
    fn send(&mut self, msg: Msg) {
        let mut inbox = vec![msg];
        while let Some(msg) = inbox.pop() {
            for effect in self.app.update(msg, &self.now) {
                if let Effect::LoadFacility(id) = effect {
                    let record = renkei::port::store::facility(&self.store, id).expect("readable");
                    inbox.push(Msg::Facility { id, record: Box::new(record) });
                }
            }
        }
        self.buffer.reset();
        ui::draw_on(&mut self.buffer, &self.app);
    }
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    println!("{what:28} {:9.1} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

fn spread<T>(times: usize, mut act: impl FnMut() -> T) -> String {
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(act());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    all.sort_by(f64::total_cmp);
    format!("median {:8.3} ms, max {:8.3} ms", all[times / 2], all[times - 1])
}

/// A line of /proc/self/status in megabytes; 0 where there is none.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(line));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
