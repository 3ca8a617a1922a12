//! The application on this terminal: the one place where `app`, `ui` and the loop meet.

use std::process::ExitCode;
use std::time::Instant;

use ratatui::Frame;

use super::lock::{LockKeeper, LockPlace};
use super::run::{Program, RunOptions, run};
use super::terminal;
use crate::app::{App, Settings};
use crate::domain::Member;
use crate::domain::ground::Outline;
use crate::domain::permission::Denial;
use crate::domain::publication::PlaceNames;
use crate::form::{AddressBook, Catalogue};
use crate::keymap::Keymap;
use crate::message::{Effect, Msg};
use crate::paint::{DotSet, Theme};
use crate::port::Now;
use crate::ui;

/// What the screen itself needs beside the loop's [`RunOptions`].
pub struct ScreenOptions {
    pub keymap: Keymap,
    pub theme: Theme,
    /// See [`Settings::outline`] and [`Settings::dots`].
    pub outline: Outline,
    pub dots: DotSet,
    /// The centre's name for the title row; empty shows the program's own.
    pub centre: String,
    /// Who shares the account, where it must be asked.
    pub sharing: Vec<Member>,
    /// Why nothing can be written.
    pub denied: Option<Denial>,
    /// Something to be known at the start.
    pub notice: Option<String>,
    /// See [`Settings::plain_store`].
    pub plain_store: bool,
    /// See [`Settings::fire_service_policy`].
    pub fire_service_policy: String,
    /// See [`Settings::places`].
    pub places: PlaceNames,
    /// See [`Settings::lock_after`].
    pub lock_after: Option<std::time::Duration>,
}

/// Shows the screen until the person quits.
pub fn screen(screen: ScreenOptions, options: RunOptions) -> ExitCode {
    let (columns, rows) = terminal::size();
    let settings = Settings {
        centre: screen.centre,
        is_member: options.author.member.is_some(),
        sharing: screen.sharing,
        denied: screen.denied,
        notice: screen.notice,
        plain_store: screen.plain_store,
        fire_service_policy: screen.fire_service_policy,
        places: screen.places,
        lock_after: screen.lock_after,
        locked: options.remember && LockKeeper::new(LockPlace(Some(options.paths.state_dir.clone()))).is_marked(),
        person: options.author.name.clone(),
        theme: screen.theme,
        outline: std::sync::Arc::new(screen.outline),
        dots: screen.dots,
        catalogue: Catalogue::of(&options.rulebook, options.words.language(), AddressBook::default()),
        rulebook: std::sync::Arc::clone(&options.rulebook),
        widths: options.ambiguous_width.unwrap_or_default(),
        columns,
        rows,
        ..Settings::default()
    };
    let app = App::new(screen.keymap, options.words, settings, options.clock.now());
    run(Screen { app }, options)
}

struct Screen {
    app: App,
}

impl Program for Screen {
    fn update(&mut self, msg: Msg, now: &Now) -> Vec<Effect> {
        self.app.update(msg, now)
    }

    fn deadline(&self) -> Option<Instant> {
        self.app.deadline()
    }

    fn take_dirty(&mut self) -> bool {
        self.app.take_dirty()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        ui::draw(frame, &self.app);
    }
}
