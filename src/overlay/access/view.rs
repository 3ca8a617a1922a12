//! Drawing the month: who has looked it over, then the lines.

use ratatui::layout::Rect;

use super::{AccessPage, row};
use crate::command::Command;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::port::audit::AuditEntry;

/// Cells of when, who, what, whom on a narrow screen; why has the rest.
const COLUMNS: [u16; 4] = [11, 12, 16, 16];
/// The same where there is room.
const WIDE: [u16; 4] = [11, 18, 24, 30];
/// From this width on.
const WIDE_FROM: u16 = 110;

impl AccessPage {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 7 || area.width < 40 {
            canvas.set_cursor(area.x, area.y);
            return;
        }
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 3, height: area.height - 5, ..area };
        canvas.set_cursor(body.x, body.y);
        match &self.came {
            None => note(canvas, body, cx.words.get("ledger.reading")),
            Some(_) if self.order.is_empty() => {
                let key = if self.standing_out { "access.nothing_stands_out" } else { "access.empty" };
                note(canvas, body, cx.words.get(key));
            }
            Some(_) => self.draw_rows(canvas, body, cx),
        }
        let width = area.width - 2;
        if let Some(line) = self.line(self.cursor) {
            canvas.put(area.x + 1, area.bottom() - 2, &row::whole(cx, line), width, Role::Text);
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let mark = if self.standing_out { "hand_over.on" } else { "hand_over.off" };
        let denied = self.came.as_ref().is_some_and(|came| came.denied.is_some());
        let keys = if denied { "access.keys_read" } else { "access.keys" };
        let keys = cx.words.say(
            keys,
            &[
                ("before", &key(Command::Left)),
                ("after", &key(Command::Right)),
                ("only", &cx.words.get(mark)),
                ("back", &key(Command::Back)),
            ],
        );
        canvas.put(area.x + 1, area.bottom() - 1, &keys, width, Role::Label);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let words = cx.words;
        let width = area.width - 2;
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let title = words.say("access.title", &[("month", &row::month(cx, self.month))]);
        let used = canvas.put(area.x + 1, area.y, &title, width, Role::Bar);
        let Some(came) = &self.came else { return };
        let (lines, out) = (came.month.lines.len(), came.month.standing_out.len());
        let count = words.say("access.count", &[("n", &lines), ("out", &out)]);
        canvas.put_right(area.right() - 1, area.y, &count, area.width.saturating_sub(used + 4), Role::Bar);
        let (text, role) = match (came.month.reviews.last(), came.month.since_review()) {
            (Some(last), Some(since)) => {
                let at = last.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
                let said: [(&str, &dyn std::fmt::Display); 3] = [("at", &at), ("who", &row::who(last)), ("n", &since)];
                if since > 0 {
                    (words.say("access.reviewed_before", &said), Role::Warn)
                } else {
                    (words.say("access.reviewed", &said), Role::Text)
                }
            }
            (Some(_) | None, _) => (words.get("access.not_reviewed").to_owned(), Role::Warn),
        };
        canvas.put(area.x + 1, area.y + 1, &text, width, role);
        let heads =
            ["when", "who", "did", "whom", "why"].map(|head| words.get(&format!("access.head.{head}")).to_owned());
        draw_cells(canvas, Rect { y: area.y + 2, height: 1, ..area }, &heads, Role::Label, Role::Label);
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        for (at, y) in (self.top..self.order.len()).zip(area.y..area.bottom()) {
            let Some(line) = self.line(at) else { continue };
            let selected = at == self.cursor;
            let role = if selected { Role::Selected } else { Role::Text };
            let place = Rect { y, height: 1, ..area };
            canvas.fill(place, role);
            if selected {
                canvas.put(area.x, y, ">", 1, role);
                canvas.set_cursor(area.x, y);
            }
            let warn = if selected { Role::Selected } else { Role::Warn };
            draw_cells(canvas, place, &self.cells(line, cx), role, warn);
        }
    }

    fn cells(&self, line: &AuditEntry, cx: &Context<'_>) -> [String; 5] {
        let why = self.came.as_ref().and_then(|came| came.month.standing_out.get(&line.seq));
        let (did, why) = (row::did(cx.words, line), row::why(cx.words, why));
        [row::at(cx, line), row::who(line), did, row::whom(cx, line), why]
    }
}

fn draw_cells(canvas: &mut Canvas<'_>, area: Rect, cells: &[String; 5], role: Role, last: Role) {
    let columns = if area.width >= WIDE_FROM { WIDE } else { COLUMNS };
    let [when, who, did, whom, why] = cells;
    let mut x = area.x + 1;
    for (text, cells) in [when, who, did, whom].into_iter().zip(columns) {
        canvas.put(x, area.y, text, cells.min(area.right().saturating_sub(x)), role);
        x += cells + 1;
    }
    canvas.put(x, area.y, why, area.right().saturating_sub(x), last);
}

fn note(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    canvas.put(area.x + 2, area.y + 1, text, area.width.saturating_sub(4), Role::Text);
}
