//! The copy menu: a form for every destination, with a live preview of the exact text (ux.md 4.5, 4.6).

mod choice;
mod qr;
mod view;

pub use choice::{Choice, FILES};
pub use qr::{Code, QrFault, QrUse};
pub use view::{draw_code, fits};

use crate::command::Command;
use crate::domain::{Facility, FacilityId};
use crate::exchange::export::{self, CARD_CELLS, Format, Options, Rendered};
use crate::keymap::Scope;
use crate::message::Effect;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};
use crate::port::clipboard::CopyText;

/// Which page is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Page {
    Menu,
    /// The formats of a file.
    Files,
    Qr,
}

/// The overlay's state: it holds the records it copies, since several may be marked and only the selected one is loaded elsewhere.
#[derive(Debug)]
pub struct Copy {
    ids: Vec<FacilityId>,
    /// In the order of `ids`; `None` until it was read.
    records: Vec<Option<Facility>>,
    page: Page,
    /// Row of the menu.
    at: usize,
    /// Row of the file formats.
    file_at: usize,
    /// The text that the preview shows, and that a file or the manual page would get.
    format: Format,
    safe: bool,
    folded: bool,
    qr_use: QrUse,
    /// Black and white changed: for terminals with a light background.
    inverted: bool,
    made: Result<Rendered, String>,
}

impl Copy {
    /// With the acts that load what is not loaded yet; their replies come in by [`loaded`](Self::loaded).
    pub fn new(ids: Vec<FacilityId>, cx: &Context<'_>) -> (Self, Vec<Act>) {
        let selected = |id: &FacilityId| cx.selected.filter(|facility| facility.id == *id).cloned();
        let records: Vec<Option<Facility>> = ids.iter().map(selected).collect();
        let missing = ids.iter().zip(&records).filter(|(_, record)| record.is_none());
        let acts = missing.map(|(id, _)| Act::Do(Effect::LoadFacility(*id))).collect();
        let mut copy = Self {
            ids,
            records,
            page: Page::Menu,
            at: 0,
            file_at: 0,
            format: Format::Phone,
            safe: false,
            folded: true,
            qr_use: QrUse::Dial,
            inverted: false,
            made: Ok(Rendered::default()),
        };
        copy.make(cx);
        (copy, acts)
    }

    /// A record came; one that is gone meanwhile is left out.
    pub fn loaded(&mut self, id: FacilityId, record: Option<&Facility>, cx: &Context<'_>) {
        let Some(at) = self.ids.iter().position(|known| *known == id) else { return };
        if let Some(record) = record {
            self.records[at] = Some(record.clone());
        } else {
            self.ids.remove(at);
            self.records.remove(at);
        }
        self.make(cx);
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    /// The QR code needs every row there is.
    pub fn wants_whole_screen(&self) -> bool {
        self.page == Page::Qr
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => self.command(command, cx),
            Input::Text(text) => text.chars().flat_map(|c| self.letter(half_width(c), cx)).collect(),
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        match (Step::of(command), self.page) {
            (Step::Up, _) => self.step(false, cx),
            (Step::Down, _) => self.step(true, cx),
            (Step::Top | Step::PageUp, _) => self.go(0, cx),
            (Step::Bottom | Step::PageDown, _) => self.go(usize::MAX, cx),
            (Step::Open, Page::Menu) => return self.choose(Choice::all()[self.at], cx),
            (Step::Open, Page::Files) => return self.write_file(cx),
            (Step::CopyPhone, _) => return self.choose(Choice::Text(Format::Phone), cx),
            (Step::Back, Page::Menu) => return vec![Act::Close],
            (Step::Back | Step::Open, _) => {
                self.page = Page::Menu;
                self.go(self.at, cx);
            }
            (
                Step::Left
                | Step::Right
                | Step::Mark
                | Step::Save
                | Step::Quit
                | Step::Clear
                | Step::Remove
                | Step::Other,
                _,
            ) => {}
        }
        Vec::new()
    }

    fn letter(&mut self, letter: char, cx: &Context<'_>) -> Vec<Act> {
        if let Some(digit) = letter.to_digit(10).filter(|digit| *digit > 0) {
            let at = digit as usize - 1;
            return match self.page {
                Page::Menu => Choice::all().get(at).map_or_else(Vec::new, |choice| {
                    self.go(at, cx);
                    self.choose(*choice, cx)
                }),
                Page::Files if at < FILES.len() => {
                    self.go(at, cx);
                    self.write_file(cx)
                }
                Page::Files | Page::Qr => Vec::new(),
            };
        }
        match (letter, self.page) {
            ('e', Page::Menu | Page::Files) => self.safe = !self.safe,
            ('l', Page::Menu | Page::Files) => self.folded = !self.folded,
            ('q', Page::Qr) => self.qr_use = self.qr_use.other(),
            ('i', Page::Qr) => self.inverted = !self.inverted,
            _ => return Vec::new(),
        }
        self.make(cx);
        Vec::new()
    }

    fn step(&mut self, down: bool, cx: &Context<'_>) {
        let at = match self.page {
            Page::Menu => self.at,
            Page::Files => self.file_at,
            Page::Qr => return,
        };
        self.go(if down { at + 1 } else { at.saturating_sub(1) }, cx);
    }

    fn go(&mut self, row: usize, cx: &Context<'_>) {
        match self.page {
            Page::Menu => {
                self.at = row.min(Choice::all().len() - 1);
                if let Choice::Text(format) = Choice::all()[self.at] {
                    self.format = format;
                }
            }
            Page::Files => {
                self.file_at = row.min(FILES.len() - 1);
                self.format = FILES[self.file_at].1;
            }
            Page::Qr => {}
        }
        self.make(cx);
    }

    fn choose(&mut self, choice: Choice, cx: &Context<'_>) -> Vec<Act> {
        match choice {
            Choice::Text(format) => {
                self.format = format;
                self.make(cx);
                self.hand_over(cx, |text, items| Effect::Copy { text, items })
            }
            Choice::Manual => self.hand_over(cx, |text, _| Effect::ManualPage(text)),
            Choice::File => {
                self.page = Page::Files;
                self.go(self.file_at, cx);
                Vec::new()
            }
            Choice::Qr => {
                self.page = Page::Qr;
                Vec::new()
            }
        }
    }

    fn write_file(&mut self, cx: &Context<'_>) -> Vec<Act> {
        let (file, format) = FILES[self.file_at];
        self.format = format;
        self.make(cx);
        self.hand_over(cx, |CopyText(text), items| {
            // Excel takes a CSV for UTF-8 only with this mark.
            let text = if format == Format::Csv { format!("\u{feff}{text}") } else { text };
            Effect::WriteFile { format: file, text: CopyText(text), items }
        })
    }

    /// The text goes out and the menu closes; or a sentence says why not, and it stays.
    fn hand_over(&self, cx: &Context<'_>, effect: impl FnOnce(CopyText, usize) -> Effect) -> Vec<Act> {
        if self.records.iter().any(Option::is_none) {
            return vec![Act::Say(cx.words.get("copy.not_loaded").to_owned())];
        }
        match &self.made {
            Err(cause) => vec![Act::Say(cx.words.say("copy.failed", &[("cause", cause)]))],
            Ok(made) if made.text.is_empty() => vec![Act::Say(cx.words.get("copy.no_phone").to_owned())],
            Ok(made) => {
                let mut acts = vec![Act::Do(effect(CopyText(made.text.clone()), self.ids.len()))];
                // Many at once are no sign that one of them matters.
                if let [id] = self.ids.as_slice() {
                    acts.push(Act::Used(*id));
                }
                acts.push(Act::Close);
                acts
            }
        }
    }

    /// The exact text that would go out, as soon as everything is loaded.
    fn make(&mut self, cx: &Context<'_>) {
        let records: Option<Vec<&Facility>> = self.records.iter().map(Option::as_ref).collect();
        let Some(records) = records else { return };
        let options = Options {
            cp932_safe: self.safe,
            line_cells: self.folded.then_some(CARD_CELLS),
            ..Options::new(cx.words, cx.now.today())
        };
        self.made = export::render(self.format, &records, &options).map_err(|error| error.to_string());
    }

    /// The QR code of the one facility, or why there is none.
    pub fn code(&self) -> Result<Code, QrFault> {
        match self.records.as_slice() {
            [Some(facility)] => Code::of(facility, self.qr_use),
            [None] => Err(QrFault::NotLoaded),
            _ => Err(QrFault::OneOnly),
        }
    }
}

/// Digits and letters typed with the input method on choose like any other.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
    .to_ascii_lowercase()
}
