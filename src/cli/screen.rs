//! `renkei` without a verb: the screen, where there is a terminal to show it on.

use std::io::IsTerminal;
use std::sync::Arc;

use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::port::store::Store;

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
pub fn open(cx: &Context, _store: Arc<dyn Store>, _place: Place) -> Outcome {
    terminal(cx)?;
    Ok(Exit::Ok)
}

/// The screen needs a terminal on both sides.
fn terminal(cx: &Context) -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::new(Exit::Usage, cx.words.get("cli.no_terminal")))
}
