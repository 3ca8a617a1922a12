//! What the frame asks the app for.

use super::App;
use crate::command::Command;
use crate::keymap::Chord;

impl App {
    /// The centre's name, as the settings or else the words say it.
    pub fn centre(&self) -> &str {
        if self.settings.centre.is_empty() { self.world.words.get("title.centre") } else { &self.settings.centre }
    }

    /// Who works here, where the store has a list of members.
    pub fn member(&self) -> Option<&str> {
        Some(self.settings.person.as_str()).filter(|_| self.settings.is_member)
    }

    pub fn doubts_waiting(&self) -> usize {
        self.world.doubts_waiting()
    }

    pub fn toast(&self) -> Option<&str> {
        self.toasts.shown()
    }

    /// Every message of this session, newest last.
    pub fn log(&self) -> &[String] {
        self.toasts.log()
    }

    pub fn is_saving(&self) -> bool {
        self.saving.shown()
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Why there is nothing to show, where reading at the start failed.
    pub fn unreadable(&self) -> Option<&str> {
        self.unreadable.as_deref()
    }

    pub fn ime_is_on(&self) -> bool {
        self.ime
    }

    /// The keys pressed so far and what may follow, once they have waited for 300 ms.
    #[expect(clippy::type_complexity, reason = "the two halves of one box, taken apart at once by its view")]
    pub fn which_key(&self) -> Option<(&[Chord], &[(Chord, Option<Command>)])> {
        self.pending.as_ref().filter(|pending| pending.shown).map(|pending| (&*pending.keys, &*pending.next))
    }
}
