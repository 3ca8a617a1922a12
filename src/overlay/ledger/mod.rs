//! What happened, and what lies in the trash: the history of a facility, all changes, what one of them did, the trash (ux.md 4.16).

mod lines;
mod view;

use std::collections::BTreeSet;

use crate::keymap::Scope;
use crate::message::{Effect, Look, Looked, sentence};
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input, Question, Request};
use crate::port::store::HAND_OVER;
use crate::port::{EntityKind, Entry, Key, Put, Trashed};
use crate::words::Words;

/// Records of which is told that they were changed, and not how.
pub type Hidden = BTreeSet<(EntityKind, Key)>;

/// How far a page key goes.
const PAGE: usize = 10;

/// The overlay's state: what it looks at, what came, and where the cursor stands in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Ledger {
    look: Look,
    /// `None` until the store has answered.
    looked: Option<Looked>,
    cursor: usize,
    /// Of a change: the records about whose persons nothing is told here.
    hidden: Hidden,
    /// What was typed so far to agree to deleting for ever; `None` where nothing is asked.
    purging: Option<String>,
}

impl Ledger {
    /// Opens it and asks the store for what is shown.
    pub fn new(look: Look) -> (Self, Vec<Act>) {
        (
            Self { look, looked: None, cursor: 0, hidden: Hidden::new(), purging: None },
            vec![Act::Do(Effect::Look(look))],
        )
    }

    /// What to ask for again when something was written.
    pub fn look(&self) -> Look {
        self.look
    }

    /// The store has answered. An answer to another question is not for this one. Says whether it is the first: what it tells is seen now.
    pub fn came(&mut self, looked: &Looked, hidden: &Hidden) -> bool {
        if looked.look() != self.look {
            return false;
        }
        self.hidden.clone_from(hidden);
        self.looked.replace(looked.clone()).is_none()
    }

    /// Where its keys are looked up: a word that is typed needs text.
    pub fn scope(&self) -> Scope {
        if self.purging.is_some() { Scope::Form } else { Scope::Menu }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        if self.purging.is_some() {
            return self.type_word(input, cx);
        }
        let last = self.count(cx.words).saturating_sub(1);
        self.cursor = self.cursor.min(last);
        let step = match input {
            Input::Text(text) => return self.letter(&text, cx),
            Input::Command(command) => Step::of(command),
        };
        match step {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::PageUp => self.cursor = self.cursor.saturating_sub(PAGE),
            Step::PageDown => self.cursor = (self.cursor + PAGE).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => return self.open(),
            Step::Back | Step::Left | Step::Quit => return vec![Act::Close],
            Step::Right | Step::Mark | Step::Save | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }

    /// Enter: shows what a change did, or brings back what lies in the trash.
    fn open(&self) -> Vec<Act> {
        match &self.looked {
            Some(Looked::Log(entries)) => {
                let group = entries.get(self.cursor).map(|entry| Look::Group(entry.group));
                group.map(|look| Act::Open(Request::Ledger(look))).into_iter().collect()
            }
            Some(Looked::Trash(_)) => self.restore(),
            Some(Looked::History(..) | Looked::Group(..)) => vec![Act::Close],
            None => Vec::new(),
        }
    }

    fn letter(&mut self, text: &str, cx: &Context<'_>) -> Vec<Act> {
        match text {
            "u" => self.undo(cx),
            "r" => self.restore(),
            "D" if self.thrown().is_some() => {
                self.purging = Some(String::new());
                Vec::new()
            }
            "j" => self.update(Input::Command(crate::command::Command::Down), cx),
            "k" => self.update(Input::Command(crate::command::Command::Up), cx),
            _ => Vec::new(),
        }
    }

    /// Asks whether the change under the cursor is to be taken back, by its number and the name of whoever made it.
    fn undo(&self, cx: &Context<'_>) -> Vec<Act> {
        let Some(entry) = self.entry(cx.words) else { return Vec::new() };
        if entry.undone || entry.is_erased() {
            let key = if entry.undone { "ledger.undone_already" } else { "ledger.erased_already" };
            return vec![Act::Say(cx.words.get(key).to_owned())];
        }
        let mut what = head(cx, entry);
        if entry.label.action == HAND_OVER {
            what = cx.words.say("ledger.given_out", &[("what", &what)]);
        }
        let question = Question::UndoGroup { group: entry.group, what };
        vec![Act::Open(Request::Confirm(question))]
    }

    /// The change that the cursor stands in.
    fn entry(&self, words: &Words) -> Option<&Entry> {
        match &self.looked {
            Some(Looked::Log(entries)) => entries.get(self.cursor),
            Some(Looked::Group(entry, _)) => Some(entry),
            Some(Looked::History(_, _, changes)) => {
                lines::change_at(words, changes, self.cursor).map(|(entry, _)| entry)
            }
            Some(Looked::Trash(_)) | None => None,
        }
    }

    /// What lies under the cursor in the trash.
    fn thrown(&self) -> Option<&Trashed> {
        match &self.looked {
            Some(Looked::Trash(all)) => all.get(self.cursor),
            Some(Looked::History(..) | Looked::Log(_) | Looked::Group(..)) | None => None,
        }
    }

    fn restore(&self) -> Vec<Act> {
        let put = self.thrown().map(|thrown| Put::Restore { kind: thrown.kind, key: thrown.key });
        put.map(|put| Act::Save { action: "restore", puts: vec![put] }).into_iter().collect()
    }

    /// Deleting for ever: only the whole word does it; Enter before that, as Esc, does nothing.
    fn type_word(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let Some(typed) = self.purging.as_mut() else { return Vec::new() };
        let step = match input {
            Input::Text(text) => {
                typed.push_str(text.trim());
                return Vec::new();
            }
            Input::Command(command) => Step::of(command),
        };
        match step {
            Step::Clear => {
                typed.pop();
                Vec::new()
            }
            Step::Open => {
                let agreed = is_word(cx.words, typed);
                self.purging = None;
                let put = self.thrown().map(|thrown| Put::Purge { kind: thrown.kind, key: thrown.key });
                let put = put.filter(|_| agreed);
                put.map(|put| Act::Save { action: "purge", puts: vec![put] }).into_iter().collect()
            }
            Step::Back | Step::Quit => {
                self.purging = None;
                Vec::new()
            }
            Step::Up | Step::Down | Step::Left | Step::Right | Step::PageUp | Step::PageDown => Vec::new(),
            Step::Top | Step::Bottom | Step::Mark | Step::Save | Step::CopyPhone | Step::Remove | Step::Other => {
                Vec::new()
            }
        }
    }

    /// Lines that the cursor can stand on.
    fn count(&self, words: &Words) -> usize {
        match &self.looked {
            None => 0,
            Some(Looked::Log(entries)) => entries.len(),
            Some(Looked::Trash(all)) => all.len(),
            Some(Looked::History(_, _, changes)) => lines::of_record_count(words, changes),
            Some(Looked::Group(entry, changes)) => lines::of_group_count(words, entry, changes, &self.hidden),
        }
    }
}

/// Either language's word will do: with the input method off one types the English one.
fn is_word(words: &Words, typed: &str) -> bool {
    typed == words.get("cli.ask.word") || typed == "delete"
}

/// A change in one line: number, when, who, what, of how many records.
fn head(cx: &Context<'_>, entry: &Entry) -> String {
    let at = entry.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let what = sentence::change(cx.words, entry);
    let of = [
        ("group", &entry.group.0 as &dyn std::fmt::Display),
        ("at", &at),
        ("who", &entry.author.name),
        ("what", &what),
        ("n", &entry.changes),
    ];
    let line = cx.words.say("ledger.head", &of);
    let mark = if entry.undone { cx.words.get("ledger.undone") } else { "" };
    format!("{line}{mark}")
}
