//! A page to be read: a sheet, what the talks of a stay come to, the figures of a year; with what can be done with it by a digit.

mod check;
mod figures;
mod outlet;
mod sheet;
mod view;

use std::cell::Cell;

use crate::domain::figures::FiscalYear;
use crate::domain::{EpisodeId, SheetId};
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::paint::Role;
use crate::pane::{Act, Context, Input};

/// What the page is about; it is laid out anew at each look, so that it follows every change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    Sheet(SheetId),
    /// 加算の要件の点検
    Talks(EpisodeId),
    /// The figures of a year; of this hospital only.
    Figures(FiscalYear, Option<String>),
}

/// The overlay's state.
#[derive(Debug)]
pub struct Page {
    about: About,
    /// As a FAX would show it.
    fax: bool,
    scroll: usize,
    /// How far down the last look could go; it alone knows how the lines were broken.
    furthest: Cell<usize>,
    /// Lines that the last look had room for.
    rows: usize,
}

/// What a page shows.
pub(crate) struct Content {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
    /// What its digits do, from 1 on.
    pub(crate) choices: Vec<Choice>,
}

/// A line: a heading, or a label with its text.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) role: Role,
    pub(crate) heading: bool,
}

/// Something to be done with the page.
#[derive(Clone)]
pub(crate) struct Choice {
    /// Its key in the words.
    pub(crate) word: &'static str,
    pub(crate) deed: Deed,
}

/// What a choice does.
#[derive(Clone)]
pub(crate) enum Deed {
    /// Closes the page and asks for this.
    Leave(Vec<Act>),
    /// Asks for this; the page stays.
    Stay(Vec<Act>),
    TurnFax,
    Show(About),
}

impl Line {
    pub(crate) fn heading(text: impl Into<String>) -> Self {
        Self { label: String::new(), text: text.into(), role: Role::Title, heading: true }
    }

    pub(crate) fn fact(label: impl Into<String>, text: impl Into<String>, role: Role) -> Self {
        Self { label: label.into(), text: text.into(), role, heading: false }
    }
}

impl Page {
    pub fn new(about: About) -> Self {
        Self { about, fax: false, scroll: 0, furthest: Cell::new(0), rows: 16 }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn resize(&mut self, rows: u16) {
        self.rows = usize::from(rows.saturating_sub(5)).max(1);
    }

    pub(crate) fn content(&self, cx: &Context<'_>) -> Content {
        match &self.about {
            About::Sheet(id) => sheet::content(cx, *id, self.fax),
            About::Talks(stay) => check::content(cx, *stay),
            About::Figures(year, hospital) => figures::content(cx, *year, hospital.as_deref()),
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        self.scroll = self.scroll.min(self.furthest.get());
        match input {
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
                let choice = digit.and_then(|at| self.content(cx).choices.into_iter().nth(at));
                return choice.map(|choice| self.choose(choice)).unwrap_or_default();
            }
        }
        Vec::new()
    }

    fn choose(&mut self, choice: Choice) -> Vec<Act> {
        match choice.deed {
            Deed::Leave(acts) => std::iter::once(Act::Close).chain(acts).collect(),
            Deed::Stay(acts) => acts,
            Deed::TurnFax => {
                self.fax = !self.fax;
                Vec::new()
            }
            Deed::Show(about) => {
                self.about = about;
                self.scroll = 0;
                Vec::new()
            }
        }
    }
}
