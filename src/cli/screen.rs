//! `renkei` without a verb: the screen, where there is a terminal to show it on.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::Color;
use super::backup;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::who::{self, Intent};
use crate::exchange::demo;
use crate::message::sentence;
use crate::port::store::Store;
use crate::runtime::clipboard::ClipboardEnv;
use crate::runtime::clock::SystemClock;
use crate::runtime::map_file;
use crate::runtime::{ColourChoice, RunOptions, ScreenOptions, choose_theme, log, screen};
use crate::store::RedbStore;

/// What the screen is opened on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The person's or the centre's data folder.
    Data,
    /// The demo city; nothing is remembered.
    Demo { centre: String },
}

/// Opens the screen on the data folder.
pub fn run(cx: &Context) -> Outcome {
    terminal(cx)?;
    open(cx, cx.open()?, Place::Data)
}

/// Opens the screen on a store.
pub fn open(cx: &Context, store: Arc<dyn Store>, place: Place) -> Outcome {
    terminal(cx)?;
    cx.identify(&*store, Intent::Reading)?;
    let (sharing, denied) = who::to_ask(cx, &*store)?;
    let keymap = cx.keymap()?;
    let paths = cx.paths.clone();
    if let Err(error) = log::start(&paths.log()) {
        cx.say(
            &cx.words
                .say("cli.no_log", &[("path", &paths.log().display()), ("cause", &sentence::cause(cx.words, &error))]),
        );
    }
    let theme = choose_theme(colour(cx), cx.config.color, &cx.environment);
    // The demo keeps nothing of its own, so that nothing is left behind, however it ends.
    let (centre, remember) = match place {
        Place::Data => (cx.config.centre.clone().unwrap_or_default(), true),
        Place::Demo { centre } => (centre, false),
    };
    let clock = cx.config.time_zone.as_deref().and_then(SystemClock::in_zone).unwrap_or_default();
    let (rulebook, faults) = cx.rules();
    let notice = (faults > 0).then(|| cx.words.say("rulebook.some_faults", &[("n", &faults)]));
    // The demo's city lies nowhere; its lines are its own.
    let (outline, fault) = if remember { map_file::load(&cx.paths) } else { (demo::outline(), None) };
    let no_lines = fault.map(|(path, fault)| map_file::said(cx.words, &path, &fault));
    let notice = [notice, no_lines].into_iter().flatten().reduce(|all, one| format!("{all}  {one}"));
    // The demo's persons do not exist.
    let plain_store = remember && !RedbStore::is_encrypted(&cx.paths.data_dir);
    let code = screen(
        ScreenOptions {
            keymap,
            theme,
            outline,
            dots: map_file::dots(cx.config.map_dots, &cx.environment),
            centre,
            sharing,
            denied,
            notice,
            plain_store,
            fire_service_policy: cx.config.fire_service_policy.clone().unwrap_or_default(),
            places: cx.config.places.clone(),
            lock_after: cx.config.lock_after(),
        },
        RunOptions {
            store,
            clock: Arc::new(clock),
            author: cx.author().clone(),
            undo_window: cx.config.undo_window(),
            seal: backup::of_settings(cx),
            paths,
            rulebook,
            words: cx.words,
            clipboard: cx.config.clipboard,
            clipboard_env: ClipboardEnv::of(&cx.environment),
            clipboard_clear_after: cx.config.clipboard_clear_after(),
            ambiguous_width: cx.config.ambiguous_width,
            remember,
        },
    );
    Ok(if code == ExitCode::SUCCESS { Exit::Ok } else { Exit::Failed })
}

fn colour(cx: &Context) -> ColourChoice {
    match cx.options.color {
        _ if cx.options.no_color => ColourChoice::Never,
        Some(Color::Always) => ColourChoice::Always,
        Some(Color::Never) => ColourChoice::Never,
        Some(Color::Auto) | None => ColourChoice::Auto,
    }
}

/// The screen needs a terminal on both sides.
fn terminal(cx: &Context) -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::new(Exit::Usage, cx.words.get("cli.no_terminal")))
}
