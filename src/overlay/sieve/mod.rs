//! The menu of the board's filter: one's own, a hospital, a phase, duties only.

mod view;

use strum::IntoEnumIterator;

use crate::domain::checklist::Phase;
use crate::keymap::Scope;
use crate::model::Casebook;
use crate::model::casebook::Sieve;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};

/// What a line of the menu turns on and off.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Choice {
    Mine,
    DutyOnly,
    Phase(Phase),
    /// By the key of the casebook, with its name.
    Hospital(String, String),
}

/// The overlay's state; the board follows at once.
#[derive(Debug)]
pub struct SieveMenu {
    sieve: Sieve,
    choices: Vec<Choice>,
    cursor: usize,
    /// Whose board it is; empty where nobody is known.
    me: String,
}

impl SieveMenu {
    /// Over the board's filter, for the person `me`.
    pub fn new(sieve: Sieve, me: &str, cx: &Context<'_>) -> Self {
        let mut choices = vec![Choice::Mine, Choice::DutyOnly];
        choices.extend(Phase::iter().map(Choice::Phase));
        let mut hospitals: Vec<(String, String)> = cx
            .casebook
            .stays()
            .filter(|stay| stay.is_open())
            .map(|stay| (crate::pane::task::hospital(cx, stay.id), Casebook::hospital_key(stay)))
            .collect();
        hospitals.sort();
        hospitals.dedup();
        choices.extend(hospitals.into_iter().map(|(name, key)| Choice::Hospital(key, name)));
        Self { sieve, choices, cursor: 0, me: me.to_owned() }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, _: &Context<'_>) -> Vec<Act> {
        let last = self.choices.len() - 1;
        match input {
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.cursor = self.cursor.saturating_sub(1),
                Step::Down => self.cursor = (self.cursor + 1).min(last),
                Step::Top | Step::PageUp => self.cursor = 0,
                Step::Bottom | Step::PageDown => self.cursor = last,
                Step::Mark => return self.turn(self.cursor),
                Step::Open => {
                    let mut acts = self.turn(self.cursor);
                    acts.insert(0, Act::Close);
                    return acts;
                }
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Remove => {
                    self.sieve = Sieve::default();
                    return vec![Act::SetSieve(Sieve::default())];
                }
                Step::Right | Step::Save | Step::Quit | Step::CopyPhone | Step::Clear | Step::Other => {}
            },
            Input::Text(text) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
                if let Some(at) = digit.filter(|at| *at <= last) {
                    self.cursor = at;
                    return self.turn(at);
                }
            }
        }
        Vec::new()
    }

    fn is_on(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Mine => self.sieve.assignee.is_some(),
            Choice::DutyOnly => self.sieve.duty_only,
            Choice::Phase(phase) => self.sieve.phase == Some(*phase),
            Choice::Hospital(key, _) => self.sieve.hospital.as_ref() == Some(key),
        }
    }

    fn turn(&mut self, at: usize) -> Vec<Act> {
        let Some(choice) = self.choices.get(at).cloned() else { return Vec::new() };
        let on = !self.is_on(&choice);
        match choice {
            Choice::Mine => self.sieve.assignee = on.then(|| self.me.clone()),
            Choice::DutyOnly => self.sieve.duty_only = on,
            Choice::Phase(phase) => self.sieve.phase = on.then_some(phase),
            Choice::Hospital(key, _) => self.sieve.hospital = on.then_some(key),
        }
        vec![Act::SetSieve(self.sieve.clone())]
    }
}
