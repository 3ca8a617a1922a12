//! From key presses to commands and text.

use std::time::{Duration, Instant};

use super::App;
use crate::command::Command;
use crate::keymap::{Chord, Fold, Lookup, Scope, fold};
use crate::message::Effect;
use crate::pane::publication::LedgerRequest;
use crate::pane::survey::SurveyRequest;
use crate::pane::{CareRequest, Input, Request};

/// Keys of a sequence are shown after this long.
const WHICH_KEY: Duration = Duration::from_millis(300);

/// The beginning of a key sequence.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) keys: Vec<Chord>,
    pub(super) next: Vec<(Chord, Option<Command>)>,
    folded: bool,
    since: Instant,
    /// Is the box of next keys on the screen?
    pub(super) shown: bool,
}

impl Pending {
    pub(super) fn deadline(&self) -> Instant {
        self.since + WHICH_KEY
    }
}

impl App {
    pub(super) fn key(&mut self, chord: Chord, effects: &mut Vec<Effect>) {
        self.dirty |= self.toasts.pressed(self.world.now.mono);
        if chord.plain_char().is_some() {
            self.dirty |= std::mem::take(&mut self.ime);
        }
        self.press(chord, false, effects);
    }

    /// Text that an input method committed.
    pub(super) fn typed(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let scope = self.scope();
        if self.geometry.too_small() {
            return;
        }
        if scope.takes_text() {
            return self.input(Input::Text(text.to_owned()), effects);
        }
        match fold(text) {
            Fold::Command(c) if scope == Scope::Menu => self.press(Chord::char(c), true, effects),
            Fold::Command(c) => {
                self.ime = true;
                self.dirty = true;
                if !self.ime_explained && !c.to_string().eq(text) {
                    self.ime_explained = true;
                    let words = self.words();
                    self.say(words.say("toast.folded", &[("key", &text), ("as", &c)]));
                }
                self.press(Chord::char(c), true, effects);
            }
            // A menu has nothing to search in.
            Fold::Text(_) if scope == Scope::Menu => {}
            Fold::Text(text) => {
                self.ime = true;
                self.look_for(text, effects);
            }
            Fold::Nothing => {
                for c in text.chars().filter(|c| !c.is_control()) {
                    self.press(Chord::char(c), false, effects);
                }
            }
        }
    }

    /// A paste is text, never a command; outside a field it is searched for.
    pub(super) fn paste(&mut self, text: String, effects: &mut Vec<Effect>) {
        if self.geometry.too_small() || text.is_empty() {
            return;
        }
        match self.scope() {
            scope if scope.takes_text() => self.input(Input::Text(text), effects),
            Scope::Menu => {}
            _ => {
                let line = crate::domain::text::clean_line(&text);
                self.look_for(line, effects);
            }
        }
    }

    /// Text outside a field is searched for: a person on the panes of persons, else a facility.
    fn look_for(&mut self, text: String, effects: &mut Vec<Effect>) {
        let request = match self.scope() {
            Scope::Cards => Request::Care(CareRequest::FindCard(text)),
            Scope::Meetings => Request::Care(CareRequest::FindMeeting(text)),
            Scope::Publications => Request::Care(CareRequest::Ledger(LedgerRequest::Ask(text))),
            Scope::Board => Request::Care(CareRequest::People(text)),
            Scope::Surveys => match self.surveys.selected() {
                Some(survey) => Request::Care(CareRequest::Survey(SurveyRequest::Find(survey, text))),
                None => Request::Search(text),
            },
            _ => Request::Search(text),
        };
        self.open(request, effects);
    }

    fn press(&mut self, chord: Chord, folded: bool, effects: &mut Vec<Effect>) {
        let pending = self.pending.take();
        self.dirty |= pending.as_ref().is_some_and(|pending| pending.shown);
        let (mut keys, began_folded) = pending.map_or((Vec::new(), false), |p| (p.keys, p.folded));
        keys.push(chord);
        let folded = folded || began_folded;
        let scope = self.scope();
        // The screen locks at once, whatever was begun.
        if keys.len() > 1 && matches!(self.world.keymap.lookup(scope, &[chord], folded), Lookup::Run(Command::Lock)) {
            keys = vec![chord];
        }
        match self.world.keymap.lookup(scope, &keys, folded) {
            Lookup::Run(command) => {
                let always = matches!(command, Command::Quit | Command::QuitNow | Command::Lock);
                if !self.geometry.too_small() || always {
                    self.run(command, effects);
                }
            }
            Lookup::Pending(next) => {
                self.pending = Some(Pending { keys, next, folded, since: self.world.now.mono, shown: false });
            }
            Lookup::Refused(command) => {
                let words = self.words();
                let title = words.get(&command.title_key()).to_owned();
                let key = chord.label(words);
                self.ime = true;
                self.say(words.say("toast.refused", &[("key", &key), ("command", &title)]));
            }
            Lookup::Unbound => self.unbound(chord, keys.len() > 1, effects),
        }
    }

    fn unbound(&mut self, chord: Chord, in_sequence: bool, effects: &mut Vec<Effect>) {
        if self.geometry.too_small() || in_sequence {
            return;
        }
        let scope = self.scope();
        if let Some(c) = chord.plain_char()
            && (scope.takes_text() || scope == Scope::Menu)
        {
            return self.input(Input::Text(c.to_string()), effects);
        }
        if !scope.takes_text() && self.overlays.is_empty() {
            let words = self.words();
            let help = self.world.keymap.keys_of(scope, Command::Help).first().map(|keys| keys.label(words));
            let key = chord.label(words);
            self.say(words.say("toast.unbound", &[("key", &key), ("help", &help.unwrap_or_default())]));
        }
    }
}
