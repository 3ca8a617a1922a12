//! Drawing the pane of publications.

use ratatui::layout::Rect;

use super::rows::{Row, line, rows};
use super::{Entry, LedgerSieve, PublicationPane};
use crate::command::Command;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of kind and number in the list, of the state, and of the labels of the detail.
const KIND: u16 = 7;
const STATE: u16 = 7;
const LABEL: u16 = 6;

impl PublicationPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.entries.is_empty() {
            return self.draw_empty(canvas, body, cx);
        }
        let side = self.geometry.side_by_side();
        if self.zoomed || (!side && (self.opened || self.desk.is_some())) {
            self.draw_detail(canvas, body, cx);
        } else if side {
            let left = self.geometry.list_columns();
            self.draw_list(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let right = Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body };
            self.draw_detail(canvas, right, cx);
        } else {
            self.draw_list(canvas, body, cx);
        }
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let title = cx.words.get("publications.title");
        let used = canvas.put(line.x + 1, line.y, title, line.width.saturating_sub(2), Role::Bar);
        let count = cx.words.say("publications.count", &[("n", &self.entries.len())]);
        canvas.put_right(line.right() - 1, line.y, &count, line.width.saturating_sub(used + 4), Role::Bar);
        let search = crate::pane::key(cx, self.scope(), Command::Search);
        let second = cx.words.say("publications.second", &[("sieve", &self.sieve.word(cx)), ("search", &search)]);
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let key = if self.sieve == LedgerSieve::All { "publications.empty" } else { "publications.none_fits" };
        let add = crate::pane::key(cx, self.scope(), Command::Add);
        let back = crate::pane::key(cx, self.scope(), Command::Back);
        let text = cx.words.say(key, &[("add", &add), ("back", &back)]);
        let width = area.width.saturating_sub(3);
        for (text, y) in canvas.wrap(&text, width).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    /// `>Q&A2   利用者が発熱した時..  5/08`
    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        for (at, entry) in self.entries.iter().enumerate().skip(self.top).take(usize::from(area.height)) {
            let y = area.y + (at - self.top) as u16;
            let selected = at == self.cursor;
            let role = match (selected, self.desk.is_some()) {
                (true, false) => Role::Selected,
                (true, true) => Role::SelectedUnfocused,
                (false, _) => Role::Text,
            };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if selected { ">" } else { " " }, 1, role);
            let (kind, title, state, state_role) = line(self, *entry, cx);
            let label = if selected { role } else { Role::Label };
            let used = canvas.put(area.x + 1, y, &kind, KIND + 2, label).max(KIND);
            let own = if selected { role } else { state_role };
            let right = canvas.put_right(area.right(), y, &state, STATE, own);
            let x = area.x + 1 + used + 1;
            canvas.put(x, y, &title, right.saturating_sub(x + u16::from(!state.is_empty())), role);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let body = Rect { height: area.height.saturating_sub(1), ..area };
        let lines = Self::laid(canvas, body.width, &rows(self, cx));
        let height = usize::from(body.height);
        let chosen = lines.iter().position(|line| line.desk.is_some() && line.desk == self.desk);
        let mut top = self.scroll.min(lines.len().saturating_sub(height));
        // The selected desk is always in sight, whole where there is room for it.
        if let Some(at) = chosen {
            let end = lines.iter().rposition(|line| line.desk == self.desk).unwrap_or(at);
            top = top.max((end + 1).saturating_sub(height)).min(at);
        }
        for (line, y) in lines.iter().skip(top).zip(body.y..body.bottom()) {
            self.draw_row(canvas, Rect { y, height: 1, ..body }, line);
        }
        let hint = match (self.selected(), self.desk) {
            (Some(Entry::Publication(_)), _) => "publications.keys",
            (_, Some(_)) => "publications.keys_desk",
            (_, None) => "publications.keys_guide",
        };
        let key = |command| crate::pane::key(cx, self.scope(), command);
        let (open, check) = (key(Command::Open), key(Command::Check));
        let (copy, edit, back) = (key(Command::Copy), key(Command::Edit), key(Command::Back));
        let values: [(&str, &dyn std::fmt::Display); 5] =
            [("open", &open), ("check", &check), ("copy", &copy), ("edit", &edit), ("back", &back)];
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
            let texts = row.text.lines().flat_map(|text| canvas.wrap(text, room.max(8)));
            for (n, text) in texts.enumerate() {
                let label = if n == 0 { row.label.clone() } else { String::new() };
                lines.push(Row { label, text, is_first: row.is_first && n == 0, ..row.clone() });
            }
        }
        lines
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, area: Rect, row: &Row) {
        if row.is_rule {
            return canvas.rule(area, &row.text);
        }
        let selected = row.desk.is_some() && row.desk == self.desk;
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
