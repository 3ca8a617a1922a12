//! Something about persons shown to be copied by hand or by a camera: plain, and gone with the next key. It stays inside the program's own
//! screen, so that no terminal keeps it above.

mod view;

use zeroize::Zeroizing;

use crate::keymap::Scope;
use crate::overlay::copy::Code;
use crate::overlay::step::Step;
use crate::pane::{Act, Input};

/// The overlay's state. What is shown wipes itself.
pub struct Shown {
    text: Zeroizing<String>,
    code: Option<Code>,
    scroll: usize,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(..)")
    }
}

impl Shown {
    /// As text, or as the code of it; a text that is too long for a code is shown as text.
    pub fn new(text: String, as_code: bool) -> Self {
        let code = as_code.then(|| Code::of_text(&text).ok()).flatten();
        Self { text: Zeroizing::new(text), code, scroll: 0 }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: &Input) -> Vec<Act> {
        match input {
            Input::Command(command) => match Step::of(*command) {
                Step::Up => self.scroll = self.scroll.saturating_sub(1),
                Step::Down => self.scroll = (self.scroll + 1).min(self.text.lines().count()),
                Step::PageUp => self.scroll = self.scroll.saturating_sub(10),
                Step::PageDown => self.scroll = (self.scroll + 10).min(self.text.lines().count()),
                Step::Top => self.scroll = 0,
                Step::Bottom | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
                Step::Open | Step::Back | Step::Left => return vec![Act::Close],
            },
            Input::Text(_) => {}
        }
        Vec::new()
    }
}
