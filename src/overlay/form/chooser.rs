//! Choosing an institution of the register while typing.

use crate::command::Command;
use crate::domain::FacilityId;
use crate::form::{Described, Entry, FieldKind};
use crate::model::Row;
use crate::overlay::step::Step;
use crate::pane::{Context, Input};

/// Hits that are looked through for those of the wanted kinds, and rows that are shown at most.
const LOOKED_THROUGH: usize = 400;
const SHOWN: usize = 50;

/// A row to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Of the register.
    Registered { id: FacilityId, name: String, phone: String },
    /// As it was typed: it is not in the register.
    AsTyped(String),
}

impl Choice {
    /// What the field shall hold.
    fn text(&self) -> String {
        match self {
            Self::Registered { id, .. } => id.to_string(),
            Self::AsTyped(text) => text.clone(),
        }
    }
}

/// The search with its hits.
#[derive(Debug)]
pub struct Chooser {
    kinds: &'static [&'static str],
    query: Entry,
    rows: Vec<Choice>,
    at: usize,
}

/// How the chooser ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    Text(String),
    /// What stood there stays.
    Nothing,
}

impl Chooser {
    /// For a field that holds this text; a name in words is what is searched first.
    pub fn new(field: &Described, kinds: &'static [&'static str], text: &str, cx: &Context<'_>) -> Self {
        let text = if text.parse::<FacilityId>().is_ok() { "" } else { text };
        let field = Described { kind: FieldKind::Line, ..field.clone() };
        let mut chooser = Self { kinds, query: Entry::new(field, text.to_owned()), rows: Vec::new(), at: 0 };
        chooser.search(cx);
        chooser
    }

    pub fn query(&self) -> &Entry {
        &self.query
    }

    pub fn rows(&self) -> &[Choice] {
        &self.rows
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// `Some` closes it.
    pub fn update(&mut self, input: &Input, cx: &Context<'_>) -> Option<Chosen> {
        match input {
            Input::Text(text) => {
                self.query.insert(text);
                self.search(cx);
            }
            Input::Command(command) => match Step::of(*command) {
                Step::Back => return Some(Chosen::Nothing),
                Step::Open => {
                    return Some(self.rows.get(self.at).map_or(Chosen::Nothing, |row| Chosen::Text(row.text())));
                }
                Step::Up => self.at = self.at.saturating_sub(1),
                Step::Down => self.at = (self.at + 1).min(self.rows.len().saturating_sub(1)),
                Step::PageUp | Step::Top => self.at = 0,
                Step::PageDown | Step::Bottom => self.at = self.rows.len().saturating_sub(1),
                Step::Left | Step::Right | Step::Clear | Step::Other => self.edit(*command, cx),
                Step::Mark | Step::Save | Step::Quit | Step::CopyPhone | Step::Remove => {}
            },
        }
        None
    }

    fn edit(&mut self, command: Command, cx: &Context<'_>) {
        let before = self.query.text().to_owned();
        self.query.edit(command);
        if self.query.text() != before {
            self.search(cx);
        }
    }

    /// The best hits of the wanted kinds, the first kind first; with nothing typed all of them, in the order of their names.
    fn search(&mut self, cx: &Context<'_>) {
        let query = self.query.text().trim();
        let mut rows: Vec<&Row> = if query.is_empty() {
            let mut all: Vec<&Row> = cx.registry.rows().filter(|row| self.place(row).is_some()).collect();
            all.sort_by(|a, b| a.kana.cmp(&b.kana).then_with(|| a.name.cmp(&b.name)));
            all
        } else {
            let hits = cx.registry.find(query, LOOKED_THROUGH, cx.now.today()).rows;
            hits.iter().filter_map(|hit| cx.registry.row(hit.id)).filter(|row| self.place(row).is_some()).collect()
        };
        rows.sort_by_key(|row| self.place(row));
        let registered = rows.into_iter().take(SHOWN).map(|row| Choice::Registered {
            id: row.id,
            name: row.name.to_string(),
            phone: row.phone.to_string(),
        });
        let typed = (!query.is_empty()).then(|| Choice::AsTyped(query.to_owned()));
        self.rows = registered.chain(typed).collect();
        self.at = 0;
    }

    /// How early its kind stands among those that are wanted; `None` where it is none of them.
    fn place(&self, row: &Row) -> Option<usize> {
        if self.kinds.is_empty() {
            return Some(0);
        }
        self.kinds.iter().position(|wanted| row.kinds.iter().any(|info| info.code == *wanted))
    }
}
