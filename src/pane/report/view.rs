//! Drawing it.

use ratatui::layout::Rect;

use super::ReportPane;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl ReportPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        canvas.put(
            line.x + 1,
            line.y,
            cx.words.get("command.pane-report.title"),
            line.width.saturating_sub(2),
            Role::Bar,
        );
        canvas.set_cursor(line.x, line.y);
    }
}
