//! `renkei calendar --ics`: meetings and open actions for a calendar program.

use super::args;
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::Meeting;
use crate::exchange::export::{Encoding, icalendar};
use crate::port::audit::{AuditRecord, MOST_NAMED};
use crate::port::store::EntityKind;

/// What is closed stays here; what has no day is counted.
pub fn run(cx: &Context, args: &args::Calendar) -> Outcome {
    if !args.ics {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.calendar.which")));
    }
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let mut meetings: Vec<&Meeting> = book.logbook().meetings().collect();
    meetings.sort_by_key(|one| (one.on, one.sequence, one.id));
    let made = icalendar::write(&meetings, &|id| book.task(id), cx.now.wall.timestamp(), cx.words);
    if made.meetings + made.tasks > 0 {
        let count = meetings.len() as u64;
        let seen = meetings.iter().map(|one| AuditRecord::seen(EntityKind::Meeting, one.id.to_bytes()));
        let seen = if count <= MOST_NAMED { seen.collect() } else { Vec::new() };
        cx.witness_of_persons(&*store, "export", seen, count, "calendar ics".to_owned())?;
    }
    deliver::text(cx, &made.text, Encoding::Utf8, args.output.as_deref())?;
    cx.say(&cx.words.say(
        "cli.calendar.made",
        &[
            ("meetings", &made.meetings),
            ("tasks", &made.tasks),
            ("without_day", &made.without_day),
            ("closed", &made.closed),
        ],
    ));
    Ok(if made.meetings + made.tasks > 0 { Exit::Ok } else { Exit::NotFound })
}
