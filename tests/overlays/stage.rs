//! What overlays are given: a fixed day, the default keys, one selected record; and fictional facilities.

use jiff::Zoned;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use renkei::domain::facility::{Kind, Listing, Source, SourceKey};
use renkei::domain::{Facility, FacilityId, Phone};
use renkei::form::Catalogue;
use renkei::keymap::Keymap;
use renkei::message::Session;
use renkei::model::Registry;
use renkei::paint::{Canvas, Theme, Widths, picture, uneven_rows};
use renkei::pane::Context;
use renkei::port::Now;
use renkei::words::{Language, Words};

static PLACES: renkei::domain::publication::PlaceNames = renkei::domain::publication::PlaceNames::new();

pub struct Stage {
    registry: Registry,
    casebook: renkei::model::Casebook,
    session: Session,
    keymap: Keymap,
    now: Now,
    pub selected: Option<Facility>,
    pub catalogue: Catalogue,
}

impl Stage {
    pub fn new(selected: Option<Facility>) -> Self {
        #[expect(clippy::disallowed_methods, reason = "a test needs some instant; nothing is measured with it")]
        let mono = std::time::Instant::now();
        let wall: Zoned = "2026-06-12T09:41:00+09:00[Asia/Tokyo]".parse().expect("a time");
        Self {
            registry: Registry::default(),
            casebook: renkei::model::Casebook::new(std::sync::Arc::default(), jiff::civil::date(2026, 6, 12)),
            session: Session::default(),
            keymap: Keymap::default(),
            now: Now { mono, wall },
            selected,
            catalogue: Catalogue::default(),
        }
    }

    /// With these in the register.
    pub fn with(self, facilities: Vec<Facility>) -> Self {
        Self { registry: Registry::build(facilities, &[]), ..self }
    }

    /// With the rules that are built in.
    pub fn with_rules(self) -> Self {
        let rulebook = renkei::rulebook::builtin();
        let casebook = renkei::model::Casebook::new(rulebook.into(), jiff::civil::date(2026, 6, 12));
        Self { casebook, ..self }
    }

    pub fn rulebook(&self) -> &renkei::domain::Rulebook {
        self.casebook.rulebook()
    }

    pub fn cx(&self) -> Context<'_> {
        Context {
            fire_policy: "",
            places: &PLACES,
            registry: &self.registry,
            casebook: &self.casebook,
            selected: self.selected.as_ref(),
            session: &self.session,
            words: Words::of(Language::Ja),
            keymap: &self.keymap,
            now: &self.now,
            drafts: &[],
            others: &[],
            waiting: false,
            catalogue: &self.catalogue,
        }
    }
}

/// A facility of the city that does not exist.
pub fn facility(number: u8, name: &str, phone: &str) -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([number; 16]));
    let key = SourceKey::Number(format!("24905000{number:02}"));
    let mut listing = Listing::new(Source::CareService, key, Kind::care("130"), date(2025, 12, 31), name.to_owned());
    listing.kana = Some("ヒバリノ".to_owned());
    listing.address = Some("架空県ひばり野市北町2-3-1".to_owned());
    listing.phone = Phone::parse(phone);
    facility.listings.push(listing);
    facility
}

/// What was drawn.
pub struct Drawn {
    pub text: String,
    pub cursor: Option<(u16, u16)>,
    pub buffer: Buffer,
}

impl Drawn {
    pub fn is_reversed(&self, x: u16, y: u16) -> bool {
        self.buffer[(x, y)].modifier.contains(Modifier::REVERSED)
    }
}

/// Draws at a size; every row must have exactly the terminal's width.
pub fn draw(columns: u16, rows: u16, widths: Widths, view: impl FnOnce(&mut Canvas<'_>, Rect)) -> Drawn {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let mut canvas = Canvas::new(&mut buffer, widths, Theme::Monochrome);
    view(&mut canvas, area);
    let cursor = canvas.cursor.map(|at| (at.x, at.y));
    assert_eq!(uneven_rows(&buffer), Vec::<u16>::new(), "rows of the wrong width in\n{}", picture(&buffer));
    Drawn { text: picture(&buffer), cursor, buffer }
}

/// The sizes and settings that every overlay must bear.
pub const SIZES: [(u16, u16); 5] = [(80, 24), (120, 40), (60, 20), (40, 10), (12, 3)];
pub const WIDTHS: [Widths; 2] = [Widths::Narrow, Widths::Wide];
