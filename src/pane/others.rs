//! Who else has a record open: told beside it, never in the way.

use jiff::Timestamp;

use super::Context;
use crate::domain::Author;
use crate::domain::text::clean_line;
use crate::port::{EntityKind, Key, Now};
use crate::words::Words;

/// Who else edits a record, from where and since when; `None` where nobody does.
pub fn also_open(cx: &Context<'_>, kind: EntityKind, key: Key) -> Option<String> {
    let mut others = cx.others.iter().filter(|other| other.kind == kind && other.key == key);
    let first = others.next()?;
    let text = cx.words.say(
        "presence.editing",
        &[("who", &person(&first.author, cx.words)), ("when", &when(first.since, cx.now, cx.words))],
    );
    match others.count() {
        0 => Some(text),
        more => Some(cx.words.say("presence.more", &[("editing", &text), ("more", &more)])),
    }
}

/// A person as others know them: the name, and the terminal where it is known.
pub fn person(author: &Author, words: &Words) -> String {
    let name = clean_line(&author.name);
    match &author.tty {
        Some(tty) => words.say("presence.at", &[("name", &name), ("tty", &clean_line(tty))]),
        None => words.say("presence.name", &[("name", &name)]),
    }
}

/// The time of the day, with the day where it is not today.
pub fn when(at: Timestamp, now: &Now, words: &Words) -> String {
    let at = at.to_zoned(now.wall.time_zone().clone());
    let time = at.strftime("%H:%M").to_string();
    if at.date() == now.today() {
        return time;
    }
    words.say("presence.day", &[("month", &at.month()), ("day", &at.day()), ("time", &time)])
}
