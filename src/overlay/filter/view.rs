//! Drawing the menu of filters.

use ratatui::layout::Rect;

use super::{FilterMenu, KEYS, Page};
use crate::overlay::frame;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of the counts.
const COUNT: u16 = 8;

impl FilterMenu {
    /// Draws the box into the lower right of `area`.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let title = match self.page {
            Page::Facets => cx.words.get("filter.title").to_owned(),
            Page::Values(facet) => cx.words.get(&format!("filter.{facet}")).to_owned(),
        };
        let longest = self.rows.iter().map(|row| canvas.width(&row.label)).max().unwrap_or(0);
        let width = (longest + COUNT + 9).clamp(32, area.width.saturating_sub(2));
        let rows = self.rows.len().max(1) as u16;
        let inner = frame(canvas, area, width, rows.min(area.height.saturating_sub(3)), &title);
        if self.rows.is_empty() {
            canvas.put(inner.x + 1, inner.y, cx.words.get("filter.no-values"), inner.width - 1, Role::Text);
            canvas.set_cursor(inner.x, inner.y);
            return;
        }
        let top = (self.cursor + 1).saturating_sub(usize::from(inner.height));
        for (at, row) in self.rows.iter().enumerate().skip(top).take(usize::from(inner.height)) {
            let y = inner.y + (at - top) as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..inner }, role);
            let sign = if at == self.cursor { ">" } else { " " };
            let key = KEYS.chars().nth(at).map_or(' ', |key| key);
            let on = if row.on { "[レ]" } else { "    " };
            let head = format!("{sign}{key} {on} ");
            let used = canvas.put(inner.x, y, &head, inner.width, role);
            canvas.put(inner.x + used, y, &row.label, inner.width.saturating_sub(used + COUNT), role);
            if let Some(count) = row.count {
                canvas.put_right(inner.right() - 1, y, &count.to_string(), COUNT, role);
            }
            if at == self.cursor {
                canvas.set_cursor(inner.x, y);
            }
        }
    }
}
