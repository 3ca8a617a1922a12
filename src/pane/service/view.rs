//! Drawing the board of service continuity.

use ratatui::layout::Rect;

use super::ServicePane;
use super::entry::Line;
use super::rows::{Row, need_word, rows};
use crate::command::Command;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of the state and the day in the list, and of the labels of the detail.
const STATE: u16 = 10;
const LABEL: u16 = 6;

impl ServicePane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.entries.is_empty() {
            return self.draw_empty(canvas, body, cx);
        }
        if self.zoomed || (!self.geometry.side_by_side() && self.is_inside()) {
            self.draw_detail(canvas, body, cx);
        } else if self.geometry.side_by_side() {
            let left = self.geometry.list_columns();
            self.draw_list(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let right = Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body };
            self.draw_detail(canvas, right, cx);
        } else {
            self.draw_list(canvas, body, cx);
        }
    }

    /// Where there is room for one of the two, the detail stands while it has the keys or the names lie open.
    fn is_inside(&self) -> bool {
        self.row.is_some() || self.opened.is_some()
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let used =
            canvas.put(line.x + 1, line.y, cx.words.get("services.title"), line.width.saturating_sub(2), Role::Bar);
        let closed = self.entries.iter().filter(|entry| matches!(entry, super::Entry::Closing { .. })).count();
        let count = cx.words.say("services.count", &[("n", &closed)]);
        canvas.put_right(line.right() - 1, line.y, &count, line.width.saturating_sub(used + 4), Role::Bar);
        let needs: Vec<String> = self.needs.iter().map(|need| need_word(need, cx)).collect();
        let needs = if needs.is_empty() { cx.words.get("services.anything").to_owned() } else { needs.join(" ") };
        let filter = crate::pane::key(cx, self.scope(), Command::Filter);
        let second = cx.words.say("services.second", &[("needs", &needs), ("filter", &filter)]);
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let add = crate::pane::key(cx, self.scope(), Command::Add);
        let text = cx.words.say("services.empty", &[("add", &add)]);
        let width = area.width.saturating_sub(3);
        for (text, y) in canvas.wrap(&text, width).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    /// `>休止 6/10 アルバ        2人`
    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        for (at, entry) in self.lines.iter().enumerate().skip(self.top).take(usize::from(area.height)) {
            let y = area.y + (at - self.top) as u16;
            let selected = at == self.cursor;
            let role = match (selected, self.row.is_some()) {
                (true, false) => Role::Selected,
                (true, true) => Role::SelectedUnfocused,
                (false, _) => Role::Text,
            };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if selected { ">" } else { " " }, 1, role);
            let Line { state, role: state_role, name, persons } = entry;
            let count = cx.words.say("services.persons", &[("n", persons)]);
            let own = if selected { role } else { *state_role };
            let used = canvas.put(area.x + 1, y, state, STATE + 4, own).max(STATE);
            let right = canvas.put_right(area.right(), y, &count, 6, role);
            let x = area.x + 1 + used + 1;
            canvas.put(x, y, name, right.saturating_sub(x + 1), role);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let body = Rect { height: area.height.saturating_sub(1), ..area };
        let lines = Self::laid(canvas, body.width, &rows(self, cx));
        let height = usize::from(body.height);
        let chosen = lines.iter().position(|line| line.target.is_some() && line.target == self.target());
        let mut top = self.scroll.min(lines.len().saturating_sub(height));
        // What is selected is always in sight, whole where there is room for it.
        if let Some(at) = chosen {
            let end = lines.iter().rposition(|line| line.target == self.target()).unwrap_or(at);
            top = top.max((end + 1).saturating_sub(height)).min(at);
        }
        for (line, y) in lines.iter().skip(top).zip(body.y..body.bottom()) {
            self.draw_row(canvas, Rect { y, height: 1, ..body }, line);
        }
        let key = |command| crate::pane::key(cx, self.scope(), command);
        let hint = match self.target() {
            Some(super::Target::Person(_)) if matches!(self.selected(), Some(super::Entry::Hospital(_))) => {
                "services.keys_registered"
            }
            Some(super::Target::Person(_)) => "services.keys_person",
            Some(super::Target::Substitute(_)) => "services.keys_substitute",
            None if matches!(self.selected(), Some(super::Entry::Hospital(_))) => "services.keys_hospital",
            None => "services.keys",
        };
        let keys = [
            ("open", key(Command::Open)),
            ("check", key(Command::Check)),
            ("copy", key(Command::Copy)),
            ("filter", key(Command::Filter)),
            ("back", key(Command::Back)),
        ];
        let values: Vec<(&str, &dyn std::fmt::Display)> =
            keys.iter().map(|(name, key)| (*name, key as &dyn std::fmt::Display)).collect();
        let text = cx.words.say(hint, &values);
        canvas.put(area.x + 1, area.bottom().saturating_sub(1), &text, area.width.saturating_sub(2), Role::Label);
    }

    /// The rows with long texts on several lines.
    fn laid(canvas: &Canvas<'_>, width: u16, rows: &[Row]) -> Vec<Row> {
        let mut lines = Vec::new();
        for row in rows {
            if row.is_rule {
                lines.push(row.clone());
                continue;
            }
            let room = width.saturating_sub(if row.is_wide { 2 } else { LABEL + 3 });
            // What goes on under a line that can be selected is set in.
            let room = room.max(8) - if row.target.is_some() { 2 } else { 0 };
            let texts = row.text.lines().flat_map(|text| canvas.wrap(text, room));
            for (n, text) in texts.enumerate() {
                let label = if n == 0 { row.label.clone() } else { String::new() };
                let text = if n > 0 && row.target.is_some() { format!("  {text}") } else { text };
                lines.push(Row { label, text, is_first: n == 0, ..row.clone() });
            }
        }
        lines
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, area: Rect, row: &Row) {
        if row.is_rule {
            return canvas.rule(area, &row.text);
        }
        let selected = row.target.is_some() && row.target == self.target();
        let role = if selected { Role::Selected } else { row.role };
        if selected {
            canvas.fill(area, role);
            canvas.put(area.x, area.y, if row.is_first { ">" } else { " " }, 1, role);
        }
        canvas.put(area.x + 1, area.y, &row.label, LABEL, if selected { role } else { Role::Label });
        let x = area.x + 1 + if row.is_wide { 0 } else { LABEL + 1 };
        canvas.put(x, area.y, &row.text, area.right().saturating_sub(x), role);
    }
}
