//! Draws the help page.

use ratatui::layout::Rect;

use super::{Help, row};
use crate::command::{Command, CommandGroup};
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of the columns for titles and keys; the help takes the rest.
const TITLE: u16 = 20;
const KEYS: u16 = 26;
/// Below this width the help has no column; the line under the list shows the selected command's.
const WITH_HELP: u16 = 70;

/// A line of the list.
enum Line {
    Group(CommandGroup),
    /// Index among the matching rows.
    Row(usize),
}

impl Help {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 6 {
            return;
        }
        self.draw_head(canvas, area, cx);
        self.draw_list(canvas, Rect { y: area.y + 2, height: area.height - 5, ..area }, cx);
        self.draw_foot(canvas, Rect { y: area.bottom() - 3, height: 3, ..area }, cx);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let title = if self.palette { "help.palette" } else { "help.title" };
        let place = format!("scope.{}", self.about);
        let mut x = area.x + 1;
        x += canvas.put(x, area.y, cx.words.get(title), area.width / 3, Role::Bar) + 2;
        x += canvas.put(x, area.y, cx.words.get(&place), area.width / 5, Role::Bar) + 2;

        let (shown, all) = (self.matching().len(), self.rows.len());
        let count = cx.words.say("help.count", &[("shown", &shown), ("all", &all)]);
        let count_at = area.right().saturating_sub(canvas.width(&count) + 1);
        canvas.put(count_at, area.y, &count, area.right() - count_at, Role::Bar);

        x += canvas.put(x, area.y, cx.words.get("help.find"), count_at.saturating_sub(x), Role::Bar) + 1;
        let room = count_at.saturating_sub(x + 2);
        let typed = self.filter.value();
        // The end that is being typed stays in sight.
        let before: String = typed.chars().take(self.filter.cursor()).collect();
        let mut hidden = 0;
        while canvas.width(&before[hidden..]) > room.saturating_sub(1) {
            hidden += before[hidden..].chars().next().map_or(1, char::len_utf8);
        }
        canvas.put(x, area.y, &typed[hidden..], room, Role::Bar);
        canvas.set_cursor(x + canvas.width(&before[hidden..]), area.y);

        let columns = Rect { y: area.y + 1, height: 1, ..area };
        canvas.put(columns.x + 1, columns.y, cx.words.get("help.command"), TITLE, Role::Title);
        canvas.put(columns.x + 1 + TITLE, columns.y, &self.keys_title(cx), KEYS, Role::Title);
        if columns.width >= WITH_HELP {
            let x = columns.x + 1 + TITLE + KEYS;
            canvas.put(x, columns.y, cx.words.get("help.meaning"), columns.right() - x, Role::Title);
        }
    }

    /// Which keys the column shows: those in force, or a preset's.
    fn keys_title(&self, cx: &Context<'_>) -> String {
        match self.other {
            Some(preset) => cx.words.get(&format!("preset.{preset}")).to_owned(),
            None => cx.words.get("help.keys").to_owned(),
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let rows = self.matching();
        if rows.is_empty() {
            canvas.put(area.x + 1, area.y, cx.words.get("help.none"), area.width.saturating_sub(2), Role::Text);
            return;
        }
        let keymap = self.shown_keys(cx.keymap);
        let lines = self.lines(rows.iter().map(|row| (row.command, row.elsewhere)));
        let selected = lines.iter().position(|line| matches!(line, Line::Row(row) if *row == self.selected));
        let first = first_line(selected.unwrap_or(0), lines.len(), usize::from(area.height));
        for (line, y) in lines.iter().skip(first).zip(area.top()..area.bottom()) {
            match line {
                Line::Group(group) => {
                    let name = format!("group.{group}");
                    canvas.rule(Rect { y, height: 1, ..area }, cx.words.get(&name));
                }
                Line::Row(index) => {
                    let row = rows[*index];
                    let role = if *index == self.selected { Role::Selected } else { Role::Text };
                    let mark = if *index == self.selected { ">" } else { " " };
                    canvas.put_row(area.x, y, mark, area.width, role);
                    let title = row.command.title_key();
                    canvas.put(area.x + 1, y, cx.words.get(&title), TITLE - 1, role);
                    let keys = row::keys(&keymap, self.about, row.command, cx.words);
                    let keys_room = KEYS.min(area.width.saturating_sub(TITLE + 2)).saturating_sub(1);
                    canvas.put(area.x + 1 + TITLE, y, &keys, keys_room, role);
                    if area.width >= WITH_HELP {
                        let x = area.x + 1 + TITLE + KEYS;
                        canvas.put(x, y, &meaning(row, cx), area.right() - x, role);
                    }
                }
            }
        }
    }

    /// Group headings stand between the rows as long as nothing is typed.
    fn lines(&self, rows: impl Iterator<Item = (Command, bool)>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut before = None;
        for (index, (command, elsewhere)) in rows.enumerate() {
            let here = Some((command.meta().group, elsewhere));
            if here != before && self.filter.value().is_empty() {
                lines.push(Line::Group(command.meta().group));
            }
            before = here;
            lines.push(Line::Row(index));
        }
        lines
    }

    fn draw_foot(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.rule(Rect { height: 1, ..area }, "");
        let room = area.width.saturating_sub(2);
        if let Some(row) = self.matching().get(self.selected) {
            canvas.put(area.x + 1, area.y + 1, &meaning(row, cx), room, Role::Text);
        }
        canvas.put(area.x + 1, area.y + 2, cx.words.get("help.foot"), room, Role::Label);
    }
}

/// What a command does, or why it cannot now.
fn meaning(row: &super::Row, cx: &Context<'_>) -> String {
    match &row.disabled {
        Some(reason) => cx.words.say("help.off", &[("reason", reason)]),
        None => row.help.clone(),
    }
}

/// The first line shown, so that the selected one stands in the middle where it can.
fn first_line(selected: usize, lines: usize, height: usize) -> usize {
    selected.saturating_sub(height / 2).min(lines.saturating_sub(height))
}
