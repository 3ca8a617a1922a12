//! Draws what a field is chosen from.

use ratatui::layout::Rect;

use super::field::scrolled;
use crate::overlay::form::chooser::{Choice, Chooser};
use crate::overlay::form::list::MarkList;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of a phone number at the right.
const PHONE: u16 = 14;

pub(super) fn draw_marks(canvas: &mut Canvas<'_>, area: Rect, list: &MarkList) {
    let height = usize::from(area.height);
    let rows = list.rows();
    let first = list.at.saturating_sub(height * 2 / 3).min(rows.len().saturating_sub(height));
    for ((at, (name, chosen)), y) in rows.enumerate().skip(first).zip(area.y..area.bottom()) {
        let role = if at == list.at { Role::Selected } else { Role::Text };
        let mark = if chosen { "[レ]" } else { "[  ]" };
        canvas.put_row(area.x, y, &format!(" {mark} {name}"), area.width, role);
        if at == list.at {
            canvas.set_cursor(area.x + 1, y);
        }
    }
}

pub(super) fn draw_institutions(canvas: &mut Canvas<'_>, area: Rect, chooser: &Chooser, cx: &Context<'_>) {
    let find = format!("{} ", cx.words.get("form.find"));
    let x = area.x + 1 + canvas.put(area.x + 1, area.y, &find, area.width - 1, Role::Title);
    let room = area.right().saturating_sub(x + 1);
    canvas.fill(Rect { x, y: area.y, width: room, height: 1 }, Role::Field);
    let query = chooser.query();
    let (text, column) = scrolled(canvas, query.text(), query.before_caret(), room);
    canvas.put(x, area.y, &text, room, Role::Field);
    canvas.set_cursor(x + column, area.y);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if chooser.rows().is_empty() {
        canvas.put(body.x + 1, body.y, cx.words.get("form.find_none"), body.width - 1, Role::Label);
        return;
    }
    let height = usize::from(body.height);
    let first = chooser.at().saturating_sub(height * 2 / 3).min(chooser.rows().len().saturating_sub(height));
    for ((at, row), y) in chooser.rows().iter().enumerate().skip(first).zip(body.y..body.bottom()) {
        let role = if at == chooser.at() { Role::Selected } else { Role::Text };
        match row {
            Choice::Registered { name, phone, .. } => {
                canvas.put_row(body.x, y, &format!("  {name}"), body.width, role);
                if body.width > PHONE * 3 {
                    canvas.put_row(body.right() - PHONE - 1, y, &format!(" {phone}"), PHONE, role);
                }
            }
            Choice::AsTyped(text) => {
                let text = cx.words.say("form.as_typed", &[("text", text)]);
                canvas.put_row(body.x, y, &format!("  {text}"), body.width, role);
            }
        }
    }
}
