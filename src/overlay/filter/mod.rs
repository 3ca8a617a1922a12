//! The menu of filters: facets with their values and counts; no syntax needed (ux.md 4.4, F6).

mod view;

use strum::IntoEnumIterator;

use crate::command::Command;
use crate::domain::facility::{capability, kind};
use crate::keymap::Scope;
use crate::model::{Condition, Facet, Filter};
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};
use crate::words::Language;

/// The two steps of the menu: what to narrow by, then to which value.
#[derive(Debug)]
pub struct FilterMenu {
    /// The filter that is being changed, in the query language.
    filter: String,
    /// Does it narrow the list, or does it add a condition to the search behind it?
    for_search: bool,
    page: Page,
    rows: Vec<Choice>,
    cursor: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Page {
    Facets,
    Values(Facet),
}

/// A row of the menu.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Choice {
    label: String,
    /// Facilities under it.
    count: Option<usize>,
    /// Is it in force?
    on: bool,
    act: Choose,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Choose {
    Facet(Facet),
    Value(Facet, String),
    Clear,
}

/// What is pressed for the rows: digits, then letters.
const KEYS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

impl FilterMenu {
    pub fn new(filter: &str, for_search: bool, cx: &Context<'_>) -> Self {
        let mut menu = Self { filter: filter.to_owned(), for_search, page: Page::Facets, rows: Vec::new(), cursor: 0 };
        menu.show(Page::Facets, cx);
        menu
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let last = self.rows.len().saturating_sub(1);
        match input {
            Input::Command(Command::PreviousPane) => self.cursor = self.cursor.saturating_sub(1),
            Input::Command(Command::NextPane) => self.cursor = (self.cursor + 1).min(last),
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.cursor = self.cursor.saturating_sub(1),
                Step::Down => self.cursor = (self.cursor + 1).min(last),
                Step::PageUp => self.cursor = self.cursor.saturating_sub(10),
                Step::PageDown => self.cursor = (self.cursor + 10).min(last),
                Step::Top => self.cursor = 0,
                Step::Bottom => self.cursor = last,
                Step::Open | Step::Right | Step::Mark => return self.choose(self.cursor, cx),
                Step::Back | Step::Left => match self.page {
                    Page::Facets => return vec![Act::Close],
                    Page::Values(facet) => {
                        self.show(Page::Facets, cx);
                        self.cursor = self.rows.iter().position(|row| row.act == Choose::Facet(facet)).unwrap_or(0);
                    }
                },
                Step::Save | Step::Quit | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                let pressed = text.chars().next().and_then(|c| KEYS.chars().position(|key| key == c));
                if let Some(at) = pressed.filter(|at| *at <= last) {
                    return self.choose(at, cx);
                }
            }
        }
        Vec::new()
    }

    fn choose(&mut self, at: usize, cx: &Context<'_>) -> Vec<Act> {
        let Some(choice) = self.rows.get(at).cloned() else { return Vec::new() };
        self.cursor = at;
        match choice.act {
            // Open and partner have one value each: the row itself switches it.
            Choose::Facet(facet @ (Facet::Open | Facet::Partner | Facet::Vacancy)) => {
                let value = cx.registry.counts(facet, &self.filter, cx.now.today()).into_iter().next();
                let value = value.map_or_else(|| default_value(facet).to_owned(), |(value, _)| value);
                self.apply(facet, &value, cx)
            }
            Choose::Facet(facet) => {
                self.show(Page::Values(facet), cx);
                Vec::new()
            }
            Choose::Value(facet, value) => self.apply(facet, &value, cx),
            Choose::Clear => vec![Act::Close, Act::SetFilter(String::new())],
        }
    }

    /// Puts the condition in, or takes it out where it is in force; one value a facet, capabilities add up.
    fn apply(&mut self, facet: Facet, value: &str, cx: &Context<'_>) -> Vec<Act> {
        let value = spoken(facet, value, cx);
        if self.for_search {
            return vec![Act::Close, Act::AddCondition(format!("{}:{value}", facet.name(cx.words.language())))];
        }
        let mut filter = Filter::parse(&self.filter);
        let known = filter.conditions.iter().position(|c| c.facet == facet && c.value == value && !c.negative);
        if let Some(at) = known {
            drop(filter.conditions.remove(at));
        } else {
            if facet != Facet::Capability {
                filter.conditions.retain(|c| c.facet != facet);
            }
            filter.conditions.push(Condition { facet, value, negative: false });
        }
        vec![Act::Close, Act::SetFilter(filter.text(cx.words.language()))]
    }

    fn show(&mut self, page: Page, cx: &Context<'_>) {
        let today = cx.now.today();
        let filter = Filter::parse(&self.filter);
        self.rows = match page {
            Page::Facets => {
                let facets = Facet::iter().map(|facet| {
                    let on = filter.conditions.iter().find(|c| c.facet == facet);
                    let name = cx.words.get(&format!("filter.{facet}")).to_owned();
                    let label = on.map_or_else(|| name.clone(), |c| format!("{name}  {}", c.value));
                    let counts = cx.registry.counts(facet, &self.filter, today);
                    let count = match facet {
                        Facet::Open | Facet::Partner | Facet::Vacancy => counts.first().map_or(0, |(_, n)| *n),
                        Facet::Kind | Facet::Area | Facet::Capability => counts.len(),
                    };
                    Choice { label, count: Some(count), on: on.is_some(), act: Choose::Facet(facet) }
                });
                let clear = (!filter.is_empty() && !self.for_search).then(|| Choice {
                    label: cx.words.get("filter.clear").to_owned(),
                    count: None,
                    on: false,
                    act: Choose::Clear,
                });
                facets.chain(clear).collect()
            }
            Page::Values(facet) => cx
                .registry
                .counts(facet, &self.filter, today)
                .into_iter()
                .map(|(value, count)| {
                    let said = spoken(facet, &value, cx);
                    let on = filter.conditions.iter().any(|c| c.facet == facet && c.value == said);
                    Choice { label: label(facet, &value, cx), count: Some(count), on, act: Choose::Value(facet, value) }
                })
                .collect(),
        };
        self.page = page;
        self.cursor = self.rows.iter().position(|row| row.on).unwrap_or(0);
    }
}

/// What a value is called in the menu.
fn label(facet: Facet, value: &str, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    match facet {
        Facet::Kind => kind::table()
            .iter()
            .find(|info| info.code == value)
            .map_or_else(|| value.to_owned(), |info| format!("{} {}", info.mark, if ja { info.ja } else { info.en })),
        Facet::Capability => {
            capability::info(value).map_or(value, |info| if ja { info.ja } else { info.en }).to_owned()
        }
        Facet::Area | Facet::Vacancy | Facet::Open | Facet::Partner => value.to_owned(),
    }
}

/// How a condition says the value, short and readable: `種別:訪看`; by its code where the short name is not its own alone.
fn spoken(facet: Facet, value: &str, cx: &Context<'_>) -> String {
    let ja = cx.words.language() == Language::Ja;
    let said = match facet {
        Facet::Kind => kind::table().iter().find(|info| info.code == value).map(|info| {
            let short = if ja { info.short_ja } else { info.short_en };
            let shared = kind::table().iter().filter(|other| other.short_ja == info.short_ja).count() > 1;
            if shared { info.code } else { short }
        }),
        Facet::Capability => capability::info(value).map(|info| {
            let name = if ja { info.ja } else { info.en };
            if info.published { info.code } else { name }
        }),
        Facet::Vacancy | Facet::Open | Facet::Partner if !ja => {
            Some(if facet == Facet::Open { "today" } else { "yes" })
        }
        Facet::Area | Facet::Vacancy | Facet::Open | Facet::Partner => Some(value),
    };
    let said = said.unwrap_or(value);
    // A space would end the condition.
    if said.contains([' ', '\u{3000}']) { value.to_owned() } else { said.to_owned() }
}

const fn default_value(facet: Facet) -> &'static str {
    match facet {
        Facet::Open => "今日",
        Facet::Vacancy => "有",
        Facet::Partner => "可",
        Facet::Kind | Facet::Area | Facet::Capability => "",
    }
}
