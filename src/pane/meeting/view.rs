//! Drawing the meeting log.

use ratatui::layout::Rect;

use super::MeetingPane;
use super::rows::{Row, counts, day_of, kind_and_number, rows};
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::domain::{Meeting, Task};
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of the mark words and labels of the detail.
const LABEL: u16 = 5;
/// Cells of the day and of the counts in the list.
const DAY: u16 = 8;
const COUNTS: u16 = 9;

impl MeetingPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.meetings.is_empty() {
            return self.draw_empty(canvas, body, cx);
        }
        let alone = self.zoomed || !self.geometry.side_by_side();
        if !alone {
            let left = self.geometry.list_columns();
            let below = self.rows_of_recurring() as u16;
            let list = Rect { width: left, height: body.height.saturating_sub(below), ..body };
            self.draw_list(canvas, list, cx);
            if below > 0 {
                self.draw_recurring(canvas, Rect { y: list.bottom(), height: below, ..list }, cx);
            }
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let right = Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body };
            self.draw_detail(canvas, right, cx);
        } else if self.zoomed || self.action.is_some() || self.opened.is_some() {
            self.draw_detail(canvas, body, cx);
        } else {
            self.draw_list(canvas, body, cx);
        }
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let used =
            canvas.put(line.x + 1, line.y, cx.words.get("meetings.title"), line.width.saturating_sub(2), Role::Bar);
        let count = cx.words.say("meetings.count", &[("n", &self.meetings.len())]);
        canvas.put_right(line.right() - 1, line.y, &count, line.width.saturating_sub(used + 4), Role::Bar);
        let sieve = self.sieve.words(cx);
        let sieve = if sieve.is_empty() { cx.words.get("meetings.all").to_owned() } else { sieve };
        let second = cx.words.say("meetings.second", &[("sieve", &sieve)]);
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        for (at, id) in self.meetings.iter().enumerate().skip(self.top).take(usize::from(area.height)) {
            let Some(meeting) = cx.casebook.logbook().meeting(*id) else { continue };
            let line = Rect { y: area.y + (at - self.top) as u16, height: 1, ..area };
            self.draw_line(canvas, line, meeting, at == self.cursor, cx);
        }
    }

    /// `夜間の吸引      5回 3人`
    fn draw_recurring(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.rule(Rect { height: 1, ..area }, cx.words.get("meetings.recurring"));
        for (one, y) in self.recurring.iter().zip(area.y + 1..area.bottom()) {
            let key = if one.persons > 0 { "meetings.times_persons" } else { "meetings.times" };
            let times = cx.words.say(key, &[("n", &one.meetings.len()), ("persons", &one.persons)]);
            let right = canvas.put_right(area.right().saturating_sub(1), y, &times, area.width / 2, Role::Text);
            canvas.put(area.x + 1, y, &clean_line(&one.issue.text), right.saturating_sub(area.x + 2), Role::Text);
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let key = if self.sieve == super::MeetingSieve::default() { "meetings.empty" } else { "meetings.none_fits" };
        let add = super::super::key(cx, self.scope(), Command::Add);
        let back = super::super::key(cx, self.scope(), Command::Back);
        let text = cx.words.say(key, &[("add", &add), ("back", &back)]);
        let width = area.width.saturating_sub(3);
        for (text, y) in canvas.wrap(&text, width).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    /// `>6/10    集い2 題名     論1 未2`
    fn draw_line(&self, canvas: &mut Canvas<'_>, area: Rect, meeting: &Meeting, selected: bool, cx: &Context<'_>) {
        let role = match (selected, self.action.is_some()) {
            (true, false) => Role::Selected,
            (true, true) => Role::SelectedUnfocused,
            (false, _) => Role::Text,
        };
        canvas.fill(area, role);
        canvas.put(area.x, area.y, if selected { ">" } else { " " }, 1, role);
        canvas.put(area.x + 1, area.y, &day_of(meeting.on, cx), DAY, role);
        let open = counts(meeting, cx);
        let right = canvas.put_right(area.right(), area.y, &open, COUNTS, if selected { role } else { Role::Warn });
        let x = area.x + 1 + DAY + 1;
        let text = format!("{} {}", kind_and_number(meeting, true, cx), clean_line(&meeting.title));
        canvas.put(x, area.y, text.trim_end(), right.saturating_sub(x + 1), role);
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let Some(meeting) = self.selected().and_then(|id| cx.casebook.logbook().meeting(id)) else { return };
        let head = kind_and_number(meeting, false, cx);
        canvas.put(area.x + 1, area.y, &head, area.width.saturating_sub(2), Role::Label);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
        let foot = area.bottom().saturating_sub(1);
        let key = |command| super::super::key(cx, self.scope(), command);
        if !self.is_shown(meeting) {
            let text = cx.words.say("meetings.guarded", &[("open", &key(Command::Open))]);
            for (text, y) in canvas.wrap(&text, body.width.saturating_sub(2)).iter().zip(body.y + 1..body.bottom()) {
                canvas.put(body.x + 1, y, text, body.width.saturating_sub(2), Role::Text);
            }
            return;
        }
        let lines = Self::laid(canvas, body.width, &rows(meeting, cx));
        let rows = usize::from(body.height);
        // The selected action is always in sight.
        let chosen = lines.iter().position(|line| line.action.is_some() && line.action == self.selected_action());
        let last = lines.len().saturating_sub(rows);
        let mut top = self.scroll.min(last);
        if let Some(at) = chosen {
            top = top.min(at).max((at + 1).saturating_sub(rows));
        }
        for (line, y) in lines.iter().skip(top).zip(body.y..body.bottom()) {
            self.draw_row(canvas, Rect { y, height: 1, ..body }, line);
        }
        let action = self.selected_action().and_then(|id| cx.casebook.task(id));
        let hint = match action.map(Task::is_open) {
            Some(true) => "meetings.action_keys",
            Some(false) => "meetings.done_keys",
            None => "meetings.marks",
        };
        let text = cx.words.say(hint, &[("check", &key(Command::Check)), ("back", &key(Command::Back))]);
        canvas.put(area.x + 1, foot, &text, area.width.saturating_sub(2), Role::Label);
    }

    /// The rows with long texts on several lines.
    fn laid(canvas: &Canvas<'_>, width: u16, rows: &[Row]) -> Vec<Row> {
        let mut lines = Vec::new();
        for row in rows {
            if row.is_rule {
                lines.push(row.clone());
                continue;
            }
            let room = width.saturating_sub(LABEL + 3).max(8);
            let indent = if row.action.is_some() { "     " } else { "" };
            for (n, text) in canvas.wrap(&row.text, room).into_iter().enumerate() {
                let label = if n == 0 { row.label.clone() } else { String::new() };
                let text = if n == 0 { text } else { format!("{indent}{text}") };
                let action = row.action.filter(|_| n == 0);
                lines.push(Row { label, text, action, ..row.clone() });
            }
        }
        lines
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, area: Rect, row: &Row) {
        if row.is_rule {
            return canvas.rule(area, &row.text);
        }
        let selected = row.action.is_some() && row.action == self.selected_action();
        let role = if selected { Role::Selected } else { row.role };
        if selected {
            canvas.fill(area, role);
            canvas.put(area.x, area.y, ">", 1, role);
        }
        let label = if selected { role } else { Role::Label };
        canvas.put(area.x + 1, area.y, &row.label, LABEL, label);
        let x = area.x + 1 + LABEL + 1;
        canvas.put(x, area.y, &row.text, area.right().saturating_sub(x), role);
    }
}
