//! Drawing the box of the discharge: the day, what is asked with it, and every limit that moves.

use ratatui::layout::Rect;

use super::{Line, Moving, Row};
use crate::domain::deadline::EffectKind;
use crate::overlay::{frame_around, legend};
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::{long_date, short_date};

impl Moving {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let outer = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height.saturating_sub(2) };
        // Of what lies under it nothing looks out at the sides.
        canvas.fill(Rect { y: outer.y, height: area.bottom().saturating_sub(outer.y), ..area }, Role::Text);
        let inside = frame_around(canvas, outer, cx.words.get("moving.title"));
        let (x, width) = (inside.x + 1, inside.width.saturating_sub(2));
        let outlook = self.outlook(cx);
        let mut y = inside.y;
        let label = cx.words.get("moving.day");
        let used = canvas.put(x, y, label, 14, Role::Label);
        let field = Rect { x: x + used + 1, y, width: 18, height: 1 };
        canvas.fill(field, Role::Field);
        canvas.put(field.x, y, self.input.value(), field.width, Role::Field);
        let read = match self.day(cx) {
            Ok(Some(day)) => long_date(day),
            Ok(None) => cx.words.get("moving.open").to_owned(),
            Err(()) => cx.words.get("moving.unread").to_owned(),
        };
        canvas.put(field.right() + 2, y, &read, width.saturating_sub(used + 21), Role::Text);
        if self.at == Line::Date {
            let before: String = self.input.value().chars().take(self.input.cursor()).collect();
            canvas.set_cursor(field.x + canvas.width(&before), y);
        }
        for line in self.lines(cx) {
            let (on, key) = match line {
                Line::Date => continue,
                Line::Decided => (self.decided_today, "moving.decided"),
                Line::Rush => (outlook.as_ref().is_some_and(|outlook| outlook.changed.variant.rush), "moving.rush"),
            };
            y += 1;
            let text = format!("{} {}", if on { "[レ]" } else { "[  ]" }, cx.words.get(key));
            let role = if self.at == line { Role::Selected } else { Role::Text };
            canvas.put_row(x, y, &text, width, role);
            if self.at == line {
                canvas.set_cursor(x, y);
            }
        }
        y += 1;
        let foot = inside.bottom().saturating_sub(1);
        if let Some(outlook) = &outlook {
            let count = |kinds: &[EffectKind]| outlook.rows.iter().filter(|row| kinds.contains(&row.kind)).count();
            let head = cx.words.say(
                "moving.head",
                &[
                    ("n", &outlook.rows.len()),
                    ("earlier", &count(&[EffectKind::Earlier])),
                    ("later", &count(&[EffectKind::Later])),
                    ("overdue", &count(&[EffectKind::Overdue])),
                    ("dated", &count(&[EffectKind::Dated])),
                ],
            );
            canvas.rule(Rect { x: inside.x, y, width: inside.width, height: 1 }, &head);
            let room = usize::from(foot.saturating_sub(y + 1));
            let mut rows: Vec<&Row> = outlook.rows.iter().collect();
            // What is overdue at once is what one has to know; then in the order of the days.
            rows.sort_by_key(|row| (row.kind != EffectKind::Overdue, row.to.is_none(), row.to));
            for (row, y) in rows.iter().take(room).zip(y + 1..foot) {
                draw_row(canvas, Rect { x, y, width, height: 1 }, row, cx);
            }
            if rows.len() > room {
                let more = cx.words.say("moving.more", &[("n", &(rows.len() - room))]);
                canvas.put_right(inside.right() - 1, y, &more, 20, Role::Label);
            }
        }
        let keys = cx.words.say(
            "moving.keys",
            &[
                ("save", &legend::key(cx, self.scope(), crate::command::Command::Save)),
                ("back", &legend::key(cx, self.scope(), crate::command::Command::Back)),
            ],
        );
        match &self.message {
            Some(message) => canvas.put_row(x, foot, message, width, Role::Bad),
            None => canvas.put_row(x, foot, &keys, width, Role::Label),
        }
    }
}

fn draw_row(canvas: &mut Canvas<'_>, line: Rect, row: &Row, cx: &Context<'_>) {
    let today = cx.now.today();
    let day = |day: Option<jiff::civil::Date>| {
        day.map_or_else(|| cx.words.get("task.undated").to_owned(), |day| short_date(day, today))
    };
    let kind: &'static str = row.kind.into();
    let role = match row.kind {
        EffectKind::Overdue => Role::Bad,
        EffectKind::Earlier => Role::Warn,
        EffectKind::Later | EffectKind::Dated | EffectKind::Undated => Role::Text,
    };
    canvas.put(line.x, line.y, cx.words.get(&format!("moving.kind.{kind}")), 8, role);
    canvas.put(line.x + 9, line.y, &format!("{} -> {}", day(row.from), day(row.to)), 22, Role::Text);
    let label = row.label.as_deref().map(|label| format!("({label}) ")).unwrap_or_default();
    let text = format!("{} {label}{}", row.code, row.text);
    canvas.put(line.x + 32, line.y, &text, line.right().saturating_sub(line.x + 32), Role::Text);
}
