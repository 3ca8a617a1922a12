//! The map over half a million facilities: what each key costs, with the frame after it.
//!
//! `cargo bench --bench map [-- FACILITIES]`. Everything is synthetic and lies in the open sea. It prints medians and worst times in
//! milliseconds; a frame has 16.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::sync::Arc;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyModifiers};
use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use renkei::app::{App, Settings};
use renkei::domain::facility::{Coordinates, Kind, Listing, Source, SourceKey};
use renkei::domain::{Facility, FacilityId};
use renkei::exchange::demo;
use renkei::keymap::{Chord, Keymap};
use renkei::message::{Loaded, Msg, Session};
use renkei::model::{Casebook, Registry};
use renkei::port::Now;
use renkei::ui;
use renkei::words::{Language, Words};

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(500_000);
    let facilities = facilities(count);
    let begun = Instant::now();
    let registry = Registry::build(facilities, &[]);
    println!("{:44} {:9.1} ms", format!("Registry::build, {count}"), milliseconds(begun));
    let mut desk = Desk::new(registry);
    println!("{:44} {:9.1} ms", "the map opens", desk.press("5"));
    for (name, keys) in [
        ("down", &["down"][..]),
        ("page down", &["pagedown"]),
        ("end and home", &["end", "home"]),
        ("nearer and farther, all in sight", &["+", "-"]),
        ("to the side and back, all in sight", &["L", "H"]),
        ("the whole of it", &["="]),
    ] {
        desk.spread(name, keys);
    }
    println!("{:44} {:9.1} ms", "a reference point (lists anew)", desk.press("@"));
    desk.spread("to the side and back, all in sight, with @", &["L", "H"]);
    desk.spread("rings", &["r"]);
    desk.press("esc");
    for _ in 0..12 {
        desk.press("+");
    }
    desk.spread("to the side and back, near", &["L", "H"]);
    desk.spread("down, near", &["down"]);
    desk.spread("a frame anew", &[]);
}

/// Spread by a fixed rule over a land of 800 by 1,600 km, half of them in twenty cities.
fn facilities(count: u32) -> Vec<Facility> {
    let kinds = [
        "medical:clinic",
        "medical:hospital",
        "medical:pharmacy",
        "care:110",
        "care:130",
        "care:150",
        "care:430",
        "care:510",
    ];
    let part = |n: u32, by: u32| f64::from(n.wrapping_mul(by) >> 8) / f64::from(1_u32 << 24);
    let facility = |n: u32| {
        let mut id = [0; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let (x, y) = (part(n, 2_654_435_761), part(n, 2_246_822_519));
        let (x, y) = if n.is_multiple_of(2) {
            let city = n / 2 % 20;
            ((part(city, 3_266_489_917) + x * 0.03).min(1.0), (part(city, 668_265_263) + y * 0.03).min(1.0))
        } else {
            (x, y)
        };
        let mut listing = Listing::new(
            Source::MedicalNet,
            SourceKey::MedicalNet(format!("99{n:09}")),
            Kind::new(kinds[n as usize % kinds.len()]),
            date(2026, 6, 1),
            format!("架空{n}"),
        );
        listing.coordinates = Some(Coordinates { latitude: 30.0 + x * 14.0, longitude: 140.0 + y * 8.0 });
        let mut facility = Facility::new(FacilityId::from_bytes(id));
        facility.listings.push(listing);
        facility
    };
    (0..count).map(facility).collect()
}

struct Desk {
    app: App,
    now: Now,
}

impl Desk {
    fn new(registry: Registry) -> Self {
        let zone = TimeZone::get("Asia/Tokyo").expect("bundled");
        let wall = date(2026, 6, 12).at(9, 0, 0, 0).to_zoned(zone).expect("exists");
        let now = Now { mono: Instant::now(), wall };
        let settings = Settings { columns: 120, rows: 40, outline: Arc::new(demo::outline()), ..Settings::default() };
        let rulebook = Arc::clone(&settings.rulebook);
        let app = App::new(Keymap::default(), Words::of(Language::Ja), settings, now.clone());
        let casebook = Casebook::build(rulebook, now.today(), Vec::new());
        let (doubts, places) = (Vec::new(), Arc::new(Vec::new()));
        let mut desk = Self { app, now };
        let loaded = Loaded { registry, casebook, doubts, places, seq: 0, session: Session::default() };
        desk.app.update(Msg::Loaded(Box::new(loaded)), &desk.now);
        desk
    }

    /// A key and the frame after it.
    fn press(&mut self, key: &str) -> f64 {
        let chord = match key {
            "down" => Chord::new(KeyCode::Down, KeyModifiers::NONE),
            key => Chord::parse(key).expect("a key"),
        };
        let begun = Instant::now();
        self.app.update(Msg::Key(chord), &self.now);
        self.frame();
        milliseconds(begun)
    }

    fn frame(&self) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        ui::draw_on(&mut buffer, &self.app);
        std::hint::black_box(buffer);
    }

    fn spread(&mut self, name: &str, keys: &[&str]) {
        let mut times: Vec<f64> = Vec::new();
        for _ in 0..20 {
            if keys.is_empty() {
                let begun = Instant::now();
                self.frame();
                times.push(milliseconds(begun));
            }
            for key in keys {
                times.push(self.press(key));
            }
        }
        times.sort_by(f64::total_cmp);
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{name:44} {median:9.2} / {worst:.2} ms");
    }
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}
