//! The box that menus stand in.

use ratatui::layout::Rect;

use crate::paint::{Canvas, Role};

/// Draws a box of `width` x `height` cells inside, at the lower right of `area` as in ux.md 4.14, and returns its inside.
///
/// Its border is made of the glyph set's own lines and `+`, which is one cell everywhere.
pub fn frame(canvas: &mut Canvas<'_>, area: Rect, width: u16, height: u16, title: &str) -> Rect {
    let width = width.min(area.width.saturating_sub(2));
    let height = height.min(area.height.saturating_sub(2));
    let outer = Rect {
        x: area.right().saturating_sub(width + 2),
        y: area.bottom().saturating_sub(height + 2),
        width: width + 2,
        height: height + 2,
    };
    frame_around(canvas, outer, title)
}

/// Draws a box whose border is the rim of `outer`, and returns its inside.
pub fn frame_around(canvas: &mut Canvas<'_>, outer: Rect, title: &str) -> Rect {
    if outer.width < 2 || outer.height < 2 {
        return Rect::default();
    }
    let (width, height) = (outer.width - 2, outer.height - 2);
    canvas.fill(outer, Role::Text);
    let (last_x, last_y) = (outer.right() - 1, outer.bottom() - 1);
    canvas.rule(Rect { x: outer.x + 1, width, height: 1, ..outer }, title);
    canvas.rule(Rect { x: outer.x + 1, y: last_y, width, height: 1 }, "");
    for x in [outer.x, last_x] {
        canvas.divider(Rect { x, y: outer.y + 1, width: 1, height });
        canvas.put(x, outer.y, "+", 1, Role::Rule);
        canvas.put(x, last_y, "+", 1, Role::Rule);
    }
    Rect { x: outer.x + 1, y: outer.y + 1, width, height }
}
