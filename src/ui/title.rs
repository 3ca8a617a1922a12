//! The first row: the centre, what waits, what is on, the day.

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::app::App;
use crate::paint::{Canvas, Role};
use crate::pane::dates::weekday;
use crate::words::Words;

pub(super) fn draw(canvas: &mut Canvas<'_>, line: Rect, app: &App) {
    let words = app.words();
    canvas.fill(line, Role::Bar);
    let name = format!(" {}  ", words.get("app.name"));
    let used = canvas.put(line.x, line.y, &name, line.width, Role::Bar);
    let mut right: Vec<String> = Vec::new();
    let doubts = app.doubts_waiting();
    if doubts > 0 {
        right.push(words.say("title.doubts", &[("count", &doubts)]));
    }
    let marks = app.pane().marks.len();
    if marks > 0 {
        right.push(words.say("title.marks", &[("count", &marks)]));
    }
    if app.is_covered() {
        right.push(words.get("title.covered").to_owned());
    }
    if app.ime_is_on() {
        right.push("あ".to_owned());
    }
    if let Some(member) = app.member() {
        right.push(member.to_owned());
    }
    right.push(day(app.now().today(), words, line.width >= 110));
    let right = format!("{} ", right.join("  "));
    let right_cells = canvas.width(&right);
    let x = canvas.put_right(line.right(), line.y, &right, right_cells.min(line.width - used), Role::Bar);
    // The filter is never out of sight: it goes before the centre's name where there is no room for both.
    let filter = app.context().session.filter.as_deref().unwrap_or_default();
    let filter = if filter.is_empty() { String::new() } else { words.say("title.filter", &[("filter", &filter)]) };
    let room = x.saturating_sub(line.x + used + 1);
    let filter_cells = if filter.is_empty() { 0 } else { canvas.width(&filter) + 2 };
    let centre_cells = canvas.width(app.centre());
    if filter_cells == 0 {
        canvas.put(line.x + used, line.y, app.centre(), room, Role::Bar);
    } else if centre_cells + filter_cells <= room {
        canvas.put(line.x + used, line.y, app.centre(), room, Role::Bar);
        canvas.put(line.x + used + centre_cells + 2, line.y, &filter, filter_cells, Role::Bar);
    } else {
        canvas.put(line.x + used, line.y, &filter, room, Role::Bar);
    }
}

fn day(date: Date, words: &Words, wide: bool) -> String {
    let weekday = weekday(date, words);
    // Reiwa began in May 2019, the first year of it being 2019.
    let era = date.year() - 2018;
    let key = if wide { "title.era-date" } else { "title.date" };
    words.say(key, &[("era", &era), ("month", &date.month()), ("day", &date.day()), ("weekday", &weekday)])
}
