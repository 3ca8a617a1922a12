//! The board of service continuity: what does not work as usual today, and what will not.

use jiff::civil::Date;

use super::substitutes::{Affected, affected};
use super::{Casebook, Registry};
use crate::domain::service::{ServiceAct, on_day, state};

/// A line of the board.
#[derive(Clone, Debug)]
pub struct Closing<'a> {
    pub act: &'a ServiceAct,
    /// As the register has it; empty where it is not there any more.
    pub name: String,
    /// Has it begun?
    pub holds: bool,
    /// One for each link.
    pub affected: Vec<Affected<'a>>,
}

impl Closing<'_> {
    /// The day until which it was to last is past: that opens nothing by itself, somebody has to ask.
    pub fn ask_again(&self, today: Date) -> bool {
        self.holds && self.act.until.is_some_and(|until| until < today)
    }
}

/// What holds today, the oldest first; then what is announced, the nearest first.
pub fn closings<'a>(book: &'a Casebook, registry: &Registry, today: Date) -> Vec<Closing<'a>> {
    let logbook = book.logbook();
    let open = |act: &ServiceAct| state(&act.state).is_some_and(|state| state.open == "yes");
    let mut lines = Vec::new();
    for facility in logbook.facilities_with_acts() {
        let now = on_day(logbook.acts(facility), today).filter(|act| !open(act));
        let coming = logbook.acts(facility).filter(|act| act.from > today);
        for (act, holds) in now.into_iter().map(|act| (act, true)).chain(coming.map(|act| (act, false))) {
            let name = registry.row(facility).map(|row| row.name.to_string()).unwrap_or_default();
            lines.push(Closing { act, name, holds, affected: affected(book, facility) });
        }
    }
    lines.sort_by(|a, b| (!a.holds, a.act.from, &a.name, a.act.id).cmp(&(!b.holds, b.act.from, &b.name, b.act.id)));
    lines
}
