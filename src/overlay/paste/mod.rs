//! The text of a publication, ready to be pasted: for each place the exact text, or what holds it up. It names nobody, by the rule of
//! `publication::release`.

mod view;

use crate::command::Command;
use crate::domain::publication::{Held, Place, places, release};
use crate::domain::{Publication, PublicationId};
use crate::exchange::export::paste;
use crate::keymap::Scope;
use crate::message::Effect;
use crate::overlay::step::Step;
use crate::pane::publication::{anonymous, held_words};
use crate::pane::{Act, Context, Input};
use crate::port::clipboard::CopyText;

/// What one place would get.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Made {
    Text(String),
    /// The sentence why not, and the words that hold it up.
    Held {
        why: String,
        words: Vec<String>,
    },
}

/// The overlay's state.
#[derive(Debug)]
pub struct PasteMenu {
    id: PublicationId,
    centre: String,
    cursor: usize,
    scroll: usize,
    /// In the order of the places.
    made: Vec<Made>,
}

impl PasteMenu {
    pub fn new(id: PublicationId, centre: &str, cx: &Context<'_>) -> Self {
        let mut menu = Self { id, centre: centre.to_owned(), cursor: 0, scroll: 0, made: Vec::new() };
        menu.refresh(cx);
        menu.cursor = menu.made.iter().position(|made| matches!(made, Made::Text(_))).unwrap_or(0);
        menu
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    /// After a change of the records: whom the centre knows may be others.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        let Some(one) = cx.casebook.logbook().publication(self.id) else {
            self.made.clear();
            return;
        };
        let known = cx.casebook.known_beside(cx.registry);
        let whole = paste::whole(one, &self.centre, cx.words);
        let words = held_words(one, &known, &self.centre, cx);
        let made = |place: &Place| {
            let went = release(&whole, one.publicity, place, &known, anonymous(one, cx), one.cleared.as_ref());
            match went {
                Ok(_) => Made::Text(paste::publication(one, place, &self.centre, cx.words)),
                Err(held) => Made::Held { why: sentence(one, place, &held, cx), words: words_of(&held, &words) },
            }
        };
        self.made = places().iter().map(made).collect();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let last = places().len().saturating_sub(1);
        match input {
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.go(self.cursor.saturating_sub(1)),
                Step::Down => self.go((self.cursor + 1).min(last)),
                Step::Top => self.go(0),
                Step::Bottom => self.go(last),
                Step::PageUp => self.scroll = self.scroll.saturating_sub(5),
                Step::PageDown => self.scroll += 5,
                Step::Open => return self.copy(cx),
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Other if command == Command::Copy => return self.copy(cx),
                Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                let digit = text.chars().next().and_then(|c| c.to_digit(10));
                if let Some(at) = digit.and_then(|n| (n as usize).checked_sub(1)).filter(|at| *at <= last) {
                    self.go(at);
                    return self.copy(cx);
                }
            }
        }
        Vec::new()
    }

    fn go(&mut self, at: usize) {
        (self.cursor, self.scroll) = (at, 0);
    }

    /// Into the clipboard, or the sentence why not.
    fn copy(&self, cx: &Context<'_>) -> Vec<Act> {
        match self.made.get(self.cursor) {
            Some(Made::Text(text)) => {
                vec![Act::Do(Effect::Copy { text: CopyText(text.clone()), items: 1 }), Act::Close]
            }
            Some(Made::Held { why, .. }) => vec![Act::Say(why.clone())],
            None => vec![Act::Say(cx.words.get("publications.gone").to_owned()), Act::Close],
        }
    }
}

/// Why it does not go there; no word of the text itself.
fn sentence(one: &Publication, place: &Place, held: &Held, cx: &Context<'_>) -> String {
    match held {
        Held::Narrower { .. } => {
            let publicity = cx.words.get(&format!("publication.publicity.{}", one.publicity)).to_owned();
            let name = if cx.words.language() == crate::words::Language::Ja { place.ja } else { place.en };
            cx.words.say("publications.narrower", &[("record", &publicity), ("place", &name)])
        }
        Held::MayName { is_final: true, .. } => cx.words.get("publications.held_final").to_owned(),
        Held::MayName { .. } => cx.words.get("publications.held").to_owned(),
    }
}

fn words_of(held: &Held, words: &[String]) -> Vec<String> {
    if matches!(held, Held::MayName { .. }) { words.to_vec() } else { Vec::new() }
}
