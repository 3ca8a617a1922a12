//! Who is at the keyboard of a shared account: asked at the start, before anything can be written.

mod view;

use crate::domain::Member;
use crate::keymap::Scope;
use crate::message::Effect;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};

/// The overlay's state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    /// The active members of this account, in the order of their codes.
    members: Vec<Member>,
    /// What has been typed: the beginning of a code or a name.
    typed: String,
    cursor: usize,
}

impl Who {
    pub fn new(members: Vec<Member>) -> Self {
        Self { members, typed: String::new(), cursor: 0 }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    /// Those whom the typed letters leave, by the beginning of code or name.
    fn shown(&self) -> Vec<&Member> {
        let typed = self.typed.to_lowercase();
        let begins = |text: &str| text.to_lowercase().starts_with(&typed);
        self.members.iter().filter(|member| begins(&member.code) || begins(&member.name)).collect()
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let last = self.shown().len().saturating_sub(1);
        let step = match input {
            Input::Command(command) => Step::of(command),
            Input::Text(text) => {
                let before = self.typed.len();
                self.typed.push_str(&text);
                if self.shown().is_empty() {
                    // Nobody begins like that: the letter is not taken.
                    self.typed.truncate(before);
                } else {
                    self.cursor = 0;
                }
                return Vec::new();
            }
        };
        match step {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::Top | Step::PageUp => self.cursor = 0,
            Step::Bottom | Step::PageDown => self.cursor = last,
            Step::Open => return self.choose(),
            Step::Left | Step::Clear => {
                self.typed.clear();
                self.cursor = 0;
            }
            Step::Back => return vec![Act::Close, Act::Say(cx.words.get("who.nobody").to_owned())],
            Step::Right | Step::Mark | Step::Save | Step::Remove => {}
            Step::Quit | Step::CopyPhone | Step::Other => {}
        }
        Vec::new()
    }

    fn choose(&self) -> Vec<Act> {
        let Some(member) = self.shown().get(self.cursor).copied() else { return Vec::new() };
        vec![Act::Close, Act::Do(Effect::WorkAs { member: member.id, name: member.name.clone() })]
    }
}
