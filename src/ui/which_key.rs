//! The keys that may follow, after a prefix has waited (ux.md 4.14).

use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Chord;
use crate::overlay::frame;
use crate::paint::{Canvas, Role};
use crate::words::Words;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    keys: &[Chord],
    next: &[(Chord, Option<Command>)],
    words: &Words,
) {
    let title: Vec<String> = keys.iter().map(|key| key.label(words)).collect();
    let lines: Vec<String> = next
        .iter()
        .map(|(key, command)| {
            let title = command.map_or("..".to_owned(), |command| words.get(&command.title_key()).to_owned());
            format!(" {}  {title} ", key.label(words))
        })
        .collect();
    let width = lines.iter().map(|line| canvas.width(line)).max().unwrap_or(0).max(24);
    let cursor = canvas.cursor;
    let inner = frame(canvas, area, width, lines.len() as u16, &title.join(" "));
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        canvas.put_row(inner.x, y, line, inner.width, Role::Text);
    }
    canvas.cursor = cursor;
}
