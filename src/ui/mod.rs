//! The frame: title, panes, hint line, F-key row, overlays, toasts; drawn with `paint`.

mod bottom;
mod title;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{App, Overlay, Shown};
use crate::paint::{Canvas, Role};

/// Draws the whole screen and puts the hardware cursor: at the caret, or where typed text would appear.
pub fn draw(frame: &mut Frame<'_>, app: &App) {
    if let Some(cursor) = draw_on(frame.buffer_mut(), app) {
        frame.set_cursor_position(cursor);
    }
}

/// As [`draw`], on a buffer; returns where the hardware cursor belongs.
pub fn draw_on(buffer: &mut Buffer, app: &App) -> Option<Position> {
    let area = buffer.area;
    let mut canvas = Canvas::new(buffer, app.geometry().widths, app.theme()).masked(app.mask());
    canvas.fill(area, Role::Text);
    if let Some(lock) = app.lock_view() {
        lock.view(&mut canvas, area, app.words(), app.now());
        return canvas.cursor;
    }
    if app.geometry().too_small() || area.height < 4 {
        let text = app.words().get("screen.too-small");
        canvas.put(area.x, area.y + area.height / 2, text, area.width, Role::Title);
        return None;
    }
    // The terminal has shrunk and the message of it is on its way: nothing is laid out for a size that is gone.
    if area.width < app.geometry().columns || area.height < app.geometry().rows {
        return None;
    }
    title::draw(&mut canvas, Rect { height: 1, ..area }, app);
    let body = Rect { y: area.y + 1, height: area.height - 3, ..area };
    if app.is_loaded() {
        let cx = app.context();
        match app.shown() {
            Shown::Facilities(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Tasks(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Cards(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Meetings(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Map(pane) => pane.view(&mut canvas, body, &app.pane().marks, &cx),
            Shown::Publications(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Surveys(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Services(pane) => pane.view(&mut canvas, body, &cx),
            Shown::Report(pane) => pane.view(&mut canvas, body, &cx),
        }
    } else {
        let text = app.unreadable().unwrap_or_else(|| app.words().get("title.reading"));
        for (line, y) in canvas.wrap(text, body.width - 2).iter().zip(body.y + 1..body.bottom()) {
            canvas.put(body.x + 1, y, line, body.width - 2, Role::Text);
        }
    }
    let foot = Rect { y: area.bottom() - 2, height: 2, ..area };
    bottom::draw(&mut canvas, foot, app);
    if let Some((keys, next)) = app.which_key() {
        let cursor = canvas.cursor;
        crate::overlay::which_key::view(&mut canvas, body, keys, next, app.words());
        canvas.cursor = cursor;
    }
    let cx = app.context();
    let whole = Rect { height: area.height - 2, ..area };
    // The help brings a hint line of its own.
    let above = Rect { height: area.height - 1, ..area };
    for overlay in app.overlays() {
        match overlay {
            Overlay::Access(page) => page.view(&mut canvas, above, &cx),
            Overlay::Acts(menu) => menu.view(&mut canvas, body, &cx),
            Overlay::Ask(search) => search.view(&mut canvas, above, &cx),
            Overlay::Paste(menu) => menu.view(&mut canvas, above, &cx),
            Overlay::HandOver(menu) => menu.view(&mut canvas, above, &cx),
            Overlay::Shown(shown) => shown.view(&mut canvas, area, &cx),
            Overlay::Choice(menu) => menu.view(&mut canvas, body),
            Overlay::Moving(moving) => moving.view(&mut canvas, body, &cx),
            Overlay::People(search) => search.view(&mut canvas, above, &cx),
            Overlay::Asked(search) => search.view(&mut canvas, above, &cx),
            Overlay::Meetings(search) => search.view(&mut canvas, above, &cx),
            Overlay::Page(page) => page.view(&mut canvas, above, &cx),
            Overlay::Sieve(menu) => menu.view(&mut canvas, body, &cx),
            Overlay::Sort(menu) => menu.view(&mut canvas, body, &cx),
            Overlay::Who(who) => who.view(&mut canvas, above, &cx),
            Overlay::Confirm(confirm) => confirm.view(&mut canvas, above, &cx),
            Overlay::Conflict(conflict) => conflict.view(&mut canvas, above, &cx),
            Overlay::Drafts(menu) => menu.view(&mut canvas, body, &cx),
            Overlay::Copy(copy) if copy.wants_whole_screen() => copy.view(&mut canvas, area, &cx),
            Overlay::Copy(copy) => copy.view(&mut canvas, above, &cx),
            Overlay::Form(form) => form.view(&mut canvas, above, &cx),
            Overlay::Review(review) => review.view(&mut canvas, above, &cx),
            Overlay::Filter(menu) => menu.view(&mut canvas, body, &cx),
            Overlay::Search(search) => search.view(&mut canvas, whole, &cx),
            Overlay::Ledger(ledger) => ledger.view(&mut canvas, above, &cx),
            Overlay::Help(help) => help.view(&mut canvas, above, &cx),
        }
    }
    bottom::draw_toast(&mut canvas, Rect { height: 1, ..foot }, app);
    canvas.cursor
}
