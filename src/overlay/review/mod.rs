//! Doubtful pairs to be decided by a person: both facilities side by side, and the three answers (rule R3).

mod compare;
mod view;

pub use compare::{Comparison, compare};

use crate::domain::{Doubt, Facility, FacilityId, Verdict};
use crate::exchange::export::fact_label;
use crate::keymap::Scope;
use crate::message::Effect;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};
use crate::port::{EntityKind, Put, Record};

/// What makes one facility of two, given every doubt of the store and the labels of facts: `exchange::import::merge`. The verdict "same" and
/// what becomes of other pairs of the second facility are among its writes.
pub type Merge = fn(Facility, Facility, &[Doubt], &dyn Fn(&str) -> String) -> Vec<Put>;

/// The three answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Same,
    Different,
    Later,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Later];
}

/// How a verdict was written; the app tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Saved,
    /// Nothing was written; the sentence says why, in the person's language.
    Failed(String),
}

/// One of the two, as far as it is known.
#[derive(Clone, PartialEq, Debug)]
enum Side {
    Loading,
    Gone,
    Here(Box<Facility>),
}

/// The overlay's state.
#[derive(Debug)]
pub struct Review {
    /// Every pair of the store, decided ones too: a merge looks at all of them.
    all: Vec<Doubt>,
    /// Those without a verdict.
    doubts: Vec<Doubt>,
    at: usize,
    sides: [Side; 2],
    answer: Answer,
    /// First line of the comparison that is seen.
    scroll: usize,
    merge: Merge,
    saving: bool,
    /// What is being written about pairs.
    written: Vec<Put>,
    message: Option<String>,
}

impl Review {
    /// With the acts that load the first pair; their replies come in by [`loaded`](Self::loaded). Decided doubts are left out.
    pub fn new(doubts: Vec<Doubt>, merge: Merge) -> (Self, Vec<Act>) {
        let mut review = Self {
            doubts: undecided(&doubts),
            all: doubts,
            at: 0,
            sides: [Side::Loading, Side::Loading],
            answer: Answer::Later,
            scroll: 0,
            merge,
            saving: false,
            written: Vec::new(),
            message: None,
        };
        let acts = review.show(0);
        (review, acts)
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    /// The pair that is shown.
    pub fn doubt(&self) -> Option<&Doubt> {
        self.doubts.get(self.at)
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// A record came.
    pub fn loaded(&mut self, id: FacilityId, record: Option<&Facility>) {
        let Some(doubt) = self.doubts.get(self.at) else { return };
        for (side, wanted) in self.sides.iter_mut().zip([doubt.a, doubt.b]) {
            if wanted == id {
                *side = record.map_or(Side::Gone, |record| Side::Here(Box::new(record.clone())));
            }
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        if self.saving {
            return Vec::new();
        }
        match input {
            Input::Text(text) => match text.as_str() {
                "1" | "１" => self.decide(Answer::Same, cx),
                "2" | "２" => self.decide(Answer::Different, cx),
                "3" | "３" => self.decide(Answer::Later, cx),
                _ => Vec::new(),
            },
            Input::Command(command) => match Step::of(command) {
                Step::Back => vec![Act::Close],
                Step::Down => self.show(self.at + 1),
                Step::Up => self.show(self.at.saturating_sub(1)),
                Step::Top => self.show(0),
                Step::Bottom => self.show(usize::MAX),
                Step::PageDown => {
                    self.scroll += 4;
                    Vec::new()
                }
                Step::PageUp => {
                    self.scroll = self.scroll.saturating_sub(4);
                    Vec::new()
                }
                Step::Right => self.turn(1),
                Step::Left => self.turn(Answer::ALL.len() - 1),
                Step::Open => self.decide(self.answer, cx),
                Step::Mark | Step::Save | Step::Quit | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {
                    Vec::new()
                }
            },
        }
    }

    /// What became of [`Act::Save`]: the next pair, or the same one read anew.
    pub fn saved(&mut self, outcome: Outcome) -> Vec<Act> {
        self.saving = false;
        match outcome {
            Outcome::Saved => {
                for put in std::mem::take(&mut self.written) {
                    self.apply(put);
                }
                self.doubts = undecided(&self.all);
                self.show(self.at)
            }
            Outcome::Failed(sentence) => {
                self.written.clear();
                let acts = self.show(self.at);
                self.message = Some(sentence);
                acts
            }
        }
    }

    /// The pairs of the store are others now: somebody else decided one, or an import listed more. The pair that is shown stays.
    pub fn refresh(&mut self, doubts: &[Doubt]) -> Vec<Act> {
        if self.saving {
            return Vec::new();
        }
        let shown = self.doubt().map(|doubt| doubt.id);
        self.all = doubts.to_vec();
        self.doubts = undecided(&self.all);
        match self.doubts.iter().position(|doubt| Some(doubt.id) == shown) {
            Some(at) => {
                self.at = at;
                Vec::new()
            }
            None => self.show(self.at),
        }
    }

    /// What was written about pairs holds from now on. The store raised `rev` by one.
    fn apply(&mut self, put: Put) {
        match put {
            Put::Save(Record::Doubt(mut doubt)) => {
                doubt.rev += 1;
                match self.all.iter_mut().find(|known| known.id == doubt.id) {
                    Some(known) => *known = doubt,
                    None => self.all.push(doubt),
                }
            }
            Put::Save(_) | Put::Restore { .. } => {}
            Put::Remove { kind, key, .. } | Put::Trash { kind, key, .. } | Put::Purge { kind, key } => {
                if kind == EntityKind::Doubt {
                    self.all.retain(|known| known.id.to_bytes() != key);
                }
            }
        }
    }

    fn turn(&mut self, step: usize) -> Vec<Act> {
        let at = Answer::ALL.iter().position(|answer| *answer == self.answer).unwrap_or(0);
        self.answer = Answer::ALL[(at + step) % Answer::ALL.len()];
        Vec::new()
    }

    /// Goes to a pair and asks for its records. The cursor stands on the answer that changes nothing.
    fn show(&mut self, at: usize) -> Vec<Act> {
        self.at = at.min(self.doubts.len().saturating_sub(1));
        self.sides = [Side::Loading, Side::Loading];
        self.answer = Answer::Later;
        self.scroll = 0;
        self.message = None;
        self.doubts.get(self.at).map_or_else(Vec::new, |doubt| {
            [doubt.a, doubt.b].into_iter().map(|id| Act::Do(Effect::LoadFacility(id))).collect()
        })
    }

    fn decide(&mut self, answer: Answer, cx: &Context<'_>) -> Vec<Act> {
        let Some(doubt) = self.doubts.get(self.at).cloned() else { return Vec::new() };
        let (action, puts) = match (answer, &self.sides) {
            (Answer::Later, _) => {
                let last = self.at + 1 >= self.doubts.len();
                return if last { vec![Act::Close] } else { self.show(self.at + 1) };
            }
            (_, [Side::Loading, _] | [_, Side::Loading]) => {
                self.message = Some(cx.words.get("review.loading").to_owned());
                return Vec::new();
            }
            (Answer::Same, [Side::Here(a), Side::Here(b)]) => {
                let label = |field: &str| fact_label(cx.words, field);
                ("merge", (self.merge)((**a).clone(), (**b).clone(), &self.all, &label))
            }
            (Answer::Same, _) => {
                self.message = Some(cx.words.get("review.missing").to_owned());
                return Vec::new();
            }
            (Answer::Different, _) => {
                let apart = Doubt { verdict: Some(Verdict::Different), ..doubt };
                ("keep_apart", vec![Put::Save(Record::Doubt(apart))])
            }
        };
        self.saving = true;
        self.written.clone_from(&puts);
        vec![Act::Save { action, puts }]
    }
}

fn undecided(doubts: &[Doubt]) -> Vec<Doubt> {
    doubts.iter().filter(|doubt| doubt.verdict.is_none()).cloned().collect()
}
