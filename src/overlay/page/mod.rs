//! A page to be read: a sheet, what the talks of a stay come to, the figures of a year; with what can be done with it by a digit.

mod card;
mod check;
mod figures;
mod outlet;
mod readout;
mod sheet;
mod view;

use std::cell::Cell;

use crate::command::Command;
use crate::domain::figures::FiscalYear;
use crate::domain::{EpisodeId, PersonId, SheetId};
use crate::keymap::Scope;
use crate::message::FileFormat;
use crate::overlay::step::Step;
use crate::paint::Role;
use crate::pane::{Act, Context, Input, Request};

/// What the page is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    Sheet(SheetId),
    /// 加算の要件の点検
    Talks(EpisodeId),
    /// The emergency card, as it is read to 119.
    Readout(PersonId),
    /// The same with everything that it says.
    Card(PersonId),
    /// The figures of a year; of this hospital only.
    Figures(FiscalYear, Option<String>),
}

/// The overlay's state.
#[derive(Debug)]
pub struct Page {
    about: About,
    /// Drawn up with the page and after each change of the records: no frame and no key counts a year or renders a sheet.
    content: Content,
    /// As a FAX would show it.
    fax: bool,
    scroll: usize,
    /// How far down the last look could go; it alone knows how the lines were broken.
    furthest: Cell<usize>,
    /// Lines that the last look had room for.
    rows: usize,
    /// Lines of the body on this terminal.
    body: usize,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
    /// What its digits do, from 1 on.
    pub(crate) choices: Vec<Choice>,
    /// Cells of the labels, where they are not as wide as the widest.
    pub(crate) label: Option<u16>,
}

/// A line: a heading, or a label with its text.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) role: Role,
    pub(crate) heading: bool,
    /// One line of the screen, cut where it is longer.
    pub(crate) whole: bool,
}

/// Something to be done with the page.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// Its key in the words.
    pub(crate) word: &'static str,
    pub(crate) deed: Deed,
}

/// What a choice does. Files are made when they are chosen.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Closes the page and asks for this.
    Leave(Act),
    /// Asks for this; the page stays.
    Stay(Act),
    Acts(Vec<Act>),
    File(FileFormat),
    /// The cover and the sheet as they go through the machine.
    FaxSet,
    TurnFax,
    Show(About),
}

impl Line {
    pub(crate) fn heading(text: impl Into<String>) -> Self {
        Self { label: String::new(), text: text.into(), role: Role::Title, heading: true, whole: false }
    }

    pub(crate) fn fact(label: impl Into<String>, text: impl Into<String>, role: Role) -> Self {
        Self { label: label.into(), text: text.into(), role, heading: false, whole: false }
    }
}

impl Line {
    /// On one line, whatever its length.
    pub(crate) fn whole(self) -> Self {
        Self { whole: true, ..self }
    }
}

impl Page {
    /// How much of a card is on one screen depends on the `rows` that the screen has for it.
    pub fn new(about: About, rows: u16, cx: &Context<'_>) -> Self {
        let content = Content::default();
        let mut page = Self { about, content, fax: false, scroll: 0, furthest: Cell::new(0), rows: 0, body: 0 };
        page.resize(rows);
        page.refresh(cx);
        page
    }

    /// Whose card it shows.
    pub fn card(&self) -> Option<PersonId> {
        match self.about {
            About::Readout(person) | About::Card(person) => Some(person),
            About::Sheet(_) | About::Talks(_) | About::Figures(..) => None,
        }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn resize(&mut self, rows: u16) {
        self.rows = usize::from(rows.saturating_sub(5)).max(1);
        self.body = usize::from(rows.saturating_sub(1)).max(1);
    }

    /// Does it say who can be called now?
    pub const fn follows_the_clock(&self) -> bool {
        matches!(self.about, About::Readout(_) | About::Card(_))
    }

    /// After a change of the records.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        self.content = match &self.about {
            About::Sheet(id) => sheet::content(cx, *id, self.fax),
            About::Readout(person) => card::content(cx, *person, false, self.body),
            About::Card(person) => card::content(cx, *person, true, self.body),
            About::Talks(stay) => check::content(cx, *stay),
            About::Figures(year, hospital) => figures::content(cx, *year, hospital.as_deref()),
        };
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        self.scroll = self.scroll.min(self.furthest.get());
        match input {
            Input::Command(Command::Copy) => return self.hand_over(),
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.scroll = self.scroll.saturating_sub(1),
                Step::Down => self.scroll += 1,
                Step::PageUp => self.scroll = self.scroll.saturating_sub(self.rows),
                Step::PageDown => self.scroll += self.rows,
                Step::Top => self.scroll = 0,
                Step::Bottom => self.scroll = usize::MAX / 2,
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Open | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
                let choice = digit.and_then(|at| self.content.choices.get(at)).cloned();
                return choice.map(|choice| self.choose(choice.deed, cx)).unwrap_or_default();
            }
        }
        Vec::new()
    }

    fn choose(&mut self, deed: Deed, cx: &Context<'_>) -> Vec<Act> {
        match deed {
            Deed::Leave(act) => return vec![Act::Close, act],
            Deed::Stay(act) => return vec![act],
            Deed::Acts(acts) => return acts,
            Deed::File(format) => return self.file(format, cx),
            Deed::FaxSet => return self.fax_set(cx),
            Deed::TurnFax => self.fax = !self.fax,
            Deed::Show(about) => (self.about, self.scroll) = (about, 0),
        }
        self.refresh(cx);
        Vec::new()
    }

    /// The key that copies, on a card: by the way on which everything of a person leaves.
    fn hand_over(&self) -> Vec<Act> {
        match &self.about {
            About::Readout(person) | About::Card(person) => vec![Act::Open(Request::HandOver(vec![*person]))],
            About::Sheet(_) | About::Talks(_) | About::Figures(..) => Vec::new(),
        }
    }

    fn file(&self, format: FileFormat, cx: &Context<'_>) -> Vec<Act> {
        match &self.about {
            About::Sheet(id) => {
                sheet::found(cx, *id).map(|(sheet, form)| outlet::file(cx, sheet, form, format, self.fax))
            }
            About::Figures(year, _) => Some(figures::file(cx, *year, format)),
            About::Talks(_) | About::Readout(_) | About::Card(_) => None,
        }
        .unwrap_or_default()
    }

    fn fax_set(&self, cx: &Context<'_>) -> Vec<Act> {
        match &self.about {
            About::Sheet(id) => sheet::found(cx, *id).and_then(|(sheet, form)| {
                let stay = sheet.episode?;
                Some(outlet::fax_set(cx, sheet, form, stay))
            }),
            About::Figures(..) | About::Talks(_) | About::Readout(_) | About::Card(_) => None,
        }
        .unwrap_or_default()
    }
}
