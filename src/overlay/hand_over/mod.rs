//! Handing something about persons out: to whom, on what ground, in which form. Nothing leaves before that is written down.

mod exit;
mod view;

pub use exit::Exit;

use crate::command::Command;
use crate::domain::card::{Receiver, receivers};
use crate::domain::{Person, PersonId};
use crate::exchange::export::person::{CardFormat, CardOptions, CardPage, Giving, Masks, REASONS, called, render};
use crate::exchange::export::{Rendered, dial_uri};
use crate::keymap::Scope;
use crate::message::HandOver;
use crate::overlay::copy::{Code, fits};
use crate::overlay::step::Step;
use crate::pane::facility::Geometry;
use crate::pane::{Act, Context, Input};

/// Which question is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Whom,
    Why,
    What,
    Files,
}

/// The overlay's state.
#[derive(Debug)]
pub struct HandOverMenu {
    persons: Vec<PersonId>,
    stage: Stage,
    cursor: usize,
    to: Option<&'static Receiver>,
    reason: Option<&'static str>,
    masks: Masks,
    safe: bool,
    /// A code is shown on this terminal, or not at all.
    geometry: Geometry,
    /// What would go out by the row under the cursor.
    made: Rendered,
}

impl HandOverMenu {
    pub fn new(persons: Vec<PersonId>, geometry: Geometry) -> Self {
        Self {
            geometry,
            persons,
            stage: Stage::Whom,
            cursor: 0,
            to: None,
            reason: None,
            masks: Masks::default(),
            safe: false,
            made: Rendered::default(),
        }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(Command::Copy) => Vec::new(),
            Input::Command(command) => self.step(Step::of(command), cx),
            Input::Text(text) => text.chars().flat_map(|c| self.letter(c, cx)).collect(),
        }
    }

    fn step(&mut self, step: Step, cx: &Context<'_>) -> Vec<Act> {
        let last = self.rows(cx).len().saturating_sub(1);
        match step {
            Step::Up | Step::PageUp => self.cursor = self.cursor.saturating_sub(1),
            Step::Down | Step::PageDown => self.cursor = (self.cursor + 1).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => return self.choose(self.cursor, cx),
            Step::Back | Step::Left => return self.back(cx),
            Step::Right | Step::Mark | Step::Save | Step::Quit => {}
            Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        self.make(cx);
        Vec::new()
    }

    fn letter(&mut self, c: char, cx: &Context<'_>) -> Vec<Act> {
        if let Some(digit) = c.to_digit(10) {
            let at = if digit == 0 { 9 } else { digit as usize - 1 };
            return if at < self.rows(cx).len() { self.choose(at, cx) } else { Vec::new() };
        }
        match c.to_ascii_lowercase() {
            'h' => self.masks.names = !self.masks.names,
            'p' => self.masks.phones = !self.masks.phones,
            'e' => self.safe = !self.safe,
            _ => return Vec::new(),
        }
        self.make(cx);
        Vec::new()
    }

    fn back(&mut self, cx: &Context<'_>) -> Vec<Act> {
        self.stage = match self.stage {
            Stage::Whom => return vec![Act::Close],
            Stage::Why => Stage::Whom,
            Stage::What if self.needs_reason(cx) => Stage::Why,
            Stage::What => Stage::Whom,
            Stage::Files => Stage::What,
        };
        self.cursor = 0;
        self.make(cx);
        Vec::new()
    }

    /// What each row of the stage says.
    fn rows(&self, cx: &Context<'_>) -> Vec<String> {
        let words = cx.words;
        match self.stage {
            Stage::Whom => receivers().iter().map(|one| called(one, words).to_owned()).collect(),
            Stage::Why => {
                REASONS.iter().map(|reason| words.get(&format!("hand_over.reason.{reason}")).to_owned()).collect()
            }
            Stage::What => Exit::menu().iter().map(|exit| exit.label(words)).collect(),
            Stage::Files => Exit::files().iter().map(|exit| exit.label(words)).collect(),
        }
    }

    fn choose(&mut self, at: usize, cx: &Context<'_>) -> Vec<Act> {
        match self.stage {
            Stage::Whom => {
                self.to = receivers().get(at);
                self.stage = if self.needs_reason(cx) { Stage::Why } else { Stage::What };
            }
            Stage::Why => {
                self.reason = REASONS.get(at).copied();
                self.stage = Stage::What;
            }
            Stage::What => match Exit::menu().get(at) {
                Some(Exit::Files) => self.stage = Stage::Files,
                Some(exit) => return self.leave(*exit, cx),
                None => {}
            },
            Stage::Files => return Exit::files().get(at).map(|exit| self.leave(*exit, cx)).unwrap_or_default(),
        }
        self.cursor = 0;
        self.make(cx);
        Vec::new()
    }

    fn people<'a>(&self, cx: &Context<'a>) -> Vec<&'a Person> {
        self.persons.iter().filter_map(|id| cx.casebook.person(*id)).collect()
    }

    /// Is there somebody whose consent to that receiver is not on record?
    fn needs_reason(&self, cx: &Context<'_>) -> bool {
        let Some(to) = self.to else { return true };
        self.people(cx).iter().any(|person| to.consent(person, cx.now.today()).is_none())
    }

    /// The exact text that the row under the cursor would give out.
    fn make(&mut self, cx: &Context<'_>) {
        let exit = match self.stage {
            Stage::What => Exit::menu().get(self.cursor).copied(),
            Stage::Files => Exit::files().get(self.cursor).copied(),
            Stage::Whom | Stage::Why => None,
        };
        self.made = exit.and_then(Exit::format).map(|format| self.rendered(format, cx)).unwrap_or_default();
    }

    fn rendered(&self, format: CardFormat, cx: &Context<'_>) -> Rendered {
        let mut options = CardOptions::new(cx.words);
        (options.masks, options.cp932_safe) = (self.masks, self.safe);
        if let Some(to) = self.to {
            options.parts = to.parts.iter().copied().collect();
        }
        let moment = cx.casebook.rulebook().moment(cx.now.wall.datetime());
        let pages: Vec<CardPage> =
            self.people(cx).into_iter().map(|person| CardPage::of(person, cx.registry, &moment, &options)).collect();
        render(format, &pages, &options)
    }

    /// What a telephone dials: the first number that can be.
    fn code_text(&self, cx: &Context<'_>) -> String {
        // A hidden number cannot be dialled.
        if self.masks.phones {
            return String::new();
        }
        let moment = cx.casebook.rulebook().moment(cx.now.wall.datetime());
        let people = self.people(cx);
        let [person] = people.as_slice() else { return String::new() };
        let numbers = crate::domain::card::reach::contacts(person, &moment);
        numbers.iter().find_map(|one| dial_uri(&one.phone)).unwrap_or_default()
    }

    /// One contact: a code holds no list.
    fn contact_text(&self, made: String) -> String {
        if self.persons.len() == 1 { made } else { String::new() }
    }

    /// Is there room for the code of it?
    fn fits(&self, text: &str) -> bool {
        Code::of_text(text).is_ok_and(|code| fits(&code, self.geometry))
    }

    /// Asks for the way out; what has to be written first is written by whoever performs it.
    fn leave(&self, exit: Exit, cx: &Context<'_>) -> Vec<Act> {
        let (Some(format), Some(to)) = (exit.format(), self.to) else { return Vec::new() };
        let mut made = self.rendered(format, cx);
        if let Exit::Code(format) = exit {
            made.text = if format == CardFormat::Contact { self.contact_text(made.text) } else { self.code_text(cx) };
        }
        if made.text.is_empty() {
            return vec![Act::Say(cx.words.get("hand_over.nothing").to_owned())];
        }
        // Before anything is written: what cannot be shown was not given.
        if matches!(exit, Exit::Code(_)) && !self.fits(&made.text) {
            let key =
                if format == CardFormat::Contact { "hand_over.code_too_large" } else { "hand_over.dial_too_large" };
            return vec![Act::Say(cx.words.get(key).to_owned())];
        }
        let people = self.people(cx);
        let giving =
            Giving { words: cx.words, format, to, reason: self.reason, way: exit.way(), at: cx.now.wall.datetime() };
        let disclosures = people.iter().map(|person| giving.record(person)).collect();
        let masked = if self.masks.names || self.masks.phones { " masked" } else { "" };
        let handed = HandOver {
            disclosures,
            action: exit.action(),
            note: format!("{format} {}{masked}", to.code),
            outlet: exit.outlet(made.text, people.len()),
        };
        vec![Act::Close, Act::HandOver(Box::new(handed))]
    }
}
