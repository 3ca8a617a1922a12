//! Drawing the surveys.

use ratatui::layout::Rect;

use super::rows::{Row, answered, day, institution, target};
use super::{SurveyPane, asked::Asked};
use crate::command::Command;
use crate::domain::survey::Response;
use crate::domain::text::clean_line;
use crate::domain::{Survey, SurveyId};
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::short_date;

/// Lines of a survey in the list.
pub(super) const LINES_A_SURVEY: usize = 2;
/// Cells of a bar, at least and at most.
const BAR: (u16, u16) = (10, 30);
/// Cells of the labels of bars and facts at most, as a part of the width.
const LABEL_PART: u16 = 3;

impl SurveyPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.surveys.is_empty() {
            return self.draw_empty(canvas, body, cx);
        }
        let side = self.geometry.side_by_side() && !self.zoomed;
        if side {
            let left = self.geometry.list_columns();
            self.draw_left(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let right = Rect { x: body.x + left + 1, width: body.width.saturating_sub(left + 1), ..body };
            self.draw_detail(canvas, right, cx);
        } else if self.zoomed {
            self.draw_detail(canvas, body, cx);
        } else {
            self.draw_left(canvas, body, cx);
        }
    }

    fn survey<'a>(&self, cx: &Context<'a>) -> Option<&'a Survey> {
        cx.casebook.logbook().survey(self.selected()?)
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let words = cx.words;
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let used = canvas.put(line.x + 1, line.y, words.get("surveys.title"), line.width.saturating_sub(2), Role::Bar);
        let (name, right) = match (&self.asked, self.survey(cx), self.surveys.get(self.cursor)) {
            (Some(_), Some(survey), Some((_, response))) => (clean_line(&survey.title), answered(response, cx)),
            (_, _, _) => (String::new(), words.say("surveys.count", &[("n", &self.surveys.len())])),
        };
        let x = line.x + used + 3;
        let end = canvas.put_right(line.right() - 1, line.y, &right, line.width.saturating_sub(used + 4), Role::Bar);
        canvas.put(x, line.y, &name, end.saturating_sub(x + 1), Role::Bar);
        let key = |command| super::super::key(cx, self.scope(), command);
        let second = if self.asked.is_some() {
            words.say("surveys.second_asked", &[("open", &key(Command::Open)), ("back", &key(Command::Back))])
        } else {
            let by: &str = self.by.map_or("all", Into::into);
            let by = words.get(&format!("surveys.by.{by}")).to_owned();
            words.say("surveys.second", &[("by", &by), ("filter", &key(Command::Filter))])
        };
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let add = super::super::key(cx, self.scope(), Command::Add);
        let text = cx.words.say("surveys.empty", &[("add", &add)]);
        let width = area.width.saturating_sub(3);
        for (text, y) in canvas.wrap(&text, width).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    fn draw_left(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        if let Some(asked) = &self.asked {
            for (at, row) in asked.rows.iter().enumerate().skip(asked.top).take(usize::from(area.height)) {
                let line = Rect { y: area.y + (at - asked.top) as u16, height: 1, ..area };
                draw_institution(canvas, line, row, at == asked.cursor, cx);
            }
            return;
        }
        let room = usize::from(area.height) / LINES_A_SURVEY;
        for (at, (id, response)) in self.surveys.iter().enumerate().skip(self.top).take(room.max(1)) {
            let y = area.y + ((at - self.top) * LINES_A_SURVEY) as u16;
            draw_survey(canvas, Rect { y, height: 2, ..area }, (*id, response), at == self.cursor, cx);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let of_institution = self.asked.as_ref().and_then(|asked| Some((asked.survey, asked.selected()?)));
        let rows = of_institution.map(|(survey, id)| institution(survey, id, cx));
        let rows = rows.as_ref().unwrap_or(&self.results);
        let lines = laid(canvas, area.width.saturating_sub(2), rows);
        let room = usize::from(area.height);
        let top = self.scroll.min(lines.len().saturating_sub(room));
        let label = label_cells(canvas, area.width, rows);
        for (row, y) in lines.iter().skip(top).zip(area.y..area.bottom()) {
            draw_row(canvas, Rect { y, height: 1, x: area.x + 1, width: area.width.saturating_sub(2) }, row, label);
        }
        if lines.len() > room {
            // Beside what stands over the body.
            let place = format!(" {}/{}", (top + room).min(lines.len()), lines.len());
            canvas.put_right(area.right() - 1, area.y.saturating_sub(1), &place, 12, Role::Label);
        }
    }
}

/// The title over `10/3 62/68 91.1%  通所介護ほか`.
fn draw_survey(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (id, response): (SurveyId, &Response),
    selected: bool,
    cx: &Context<'_>,
) {
    let Some(survey) = cx.casebook.logbook().survey(id) else { return };
    let role = if selected { Role::Selected } else { Role::Text };
    canvas.fill(area, role);
    canvas.put(area.x, area.y, if selected { ">" } else { " " }, 1, role);
    canvas.put(area.x + 1, area.y, &clean_line(&survey.title), area.width.saturating_sub(1), role);
    let closed = if survey.closed_on.is_some() { cx.words.get("surveys.closed_short") } else { "" };
    let rate = if response.rate.is_empty() { "-" } else { &response.rate };
    let inferred = if response.inferred { cx.words.get("survey.inferred_short") } else { "" };
    let (answered, asked) = (response.answered, response.asked);
    let counts = format!("{} {answered}/{asked} {rate}% {inferred} {closed}", day(survey, cx));
    let counts: String = counts.split_whitespace().collect::<Vec<_>>().join(" ");
    let used = canvas.put(area.x + 3, area.y + 1, &counts, area.width.saturating_sub(3), role);
    let x = area.x + 3 + used + 2;
    let label = if selected { role } else { Role::Label };
    canvas.put(x, area.y + 1, &target(survey, cx), area.right().saturating_sub(x), label);
}

/// `>未 さくらデイ`, `  済 ひまわり  10/5`
fn draw_institution(canvas: &mut Canvas<'_>, area: Rect, row: &Asked, selected: bool, cx: &Context<'_>) {
    let words = cx.words;
    let role = if selected { Role::Selected } else { Role::Text };
    canvas.fill(area, role);
    canvas.put(area.x, area.y, if selected { ">" } else { " " }, 1, role);
    let state = words.get(if row.has_answered { "surveys.done" } else { "surveys.open" });
    let day = row.on.map(|on| short_date(on, cx.now.today())).unwrap_or_default();
    let warn = if !selected && !row.has_answered { Role::Warn } else { role };
    let used = canvas.put(area.x + 1, area.y, state, 6, warn);
    let end = canvas.put_right(area.right(), area.y, &day, 8, role);
    let x = area.x + 2 + used;
    let name = if row.name.is_empty() { words.get("surveys.gone") } else { &row.name };
    canvas.put(x, area.y, name, end.saturating_sub(x + 1), role);
}

/// The rows with long texts on several lines.
fn laid(canvas: &Canvas<'_>, width: u16, rows: &[Row]) -> Vec<Row> {
    let mut lines = Vec::new();
    let label = label_cells(canvas, width + 2, rows);
    for row in rows {
        match row {
            Row::Text(text, role) => {
                let indent = if text.starts_with("  ") { "  " } else { "" };
                let room = width.saturating_sub(indent.len() as u16);
                lines.extend(
                    canvas
                        .wrap(text.trim_start(), room)
                        .into_iter()
                        .map(|line| Row::Text(format!("{indent}{line}"), *role)),
                );
            }
            Row::Fact(name, text, role) => {
                let room = width.saturating_sub(label + 1).max(8);
                for (n, line) in canvas.wrap(text, room).into_iter().enumerate() {
                    let name = if n == 0 { name.clone() } else { String::new() };
                    lines.push(Row::Fact(name, line, *role));
                }
            }
            Row::Rule(_) | Row::Bar { .. } | Row::Cells(..) => lines.push(row.clone()),
        }
    }
    lines
}

/// As wide as the widest label, within a third.
fn label_cells(canvas: &Canvas<'_>, width: u16, rows: &[Row]) -> u16 {
    let of = |row: &Row| match row {
        Row::Bar { label, .. } | Row::Fact(label, ..) => canvas.width(label),
        Row::Cells(cells, _) => cells.first().map_or(0, |cell| canvas.width(cell)),
        Row::Rule(_) | Row::Text(..) => 0,
    };
    rows.iter().map(of).max().unwrap_or(0).min(width / LABEL_PART)
}

fn draw_row(canvas: &mut Canvas<'_>, area: Rect, row: &Row, label: u16) {
    match row {
        Row::Rule(caption) => canvas.rule(area, caption),
        Row::Text(text, role) => {
            canvas.put(area.x, area.y, text, area.width, *role);
        }
        Row::Fact(name, text, role) => {
            canvas.put(area.x, area.y, name, label, Role::Label);
            canvas.put(area.x + label + 1, area.y, text, area.width.saturating_sub(label + 1), *role);
        }
        Row::Bar { label: name, share, said } => {
            canvas.put(area.x, area.y, name, label, Role::Text);
            let room = area.width.saturating_sub(label + 1 + canvas.width(said) + 4);
            let cells = room.clamp(BAR.0, BAR.1);
            let full = (*share * u32::from(cells) + 50) / 100;
            let full = usize::try_from(full).unwrap_or_default().min(usize::from(cells));
            let bar = format!("[{}{}]", "#".repeat(full), "-".repeat(usize::from(cells) - full));
            let x = area.x + label + 1;
            let used = canvas.put(x, area.y, &bar, area.width.saturating_sub(label + 1), Role::Text);
            let x = x + used + 1;
            canvas.put(x, area.y, said, area.right().saturating_sub(x), Role::Text);
        }
        Row::Cells(cells, role) => {
            let Some((first, rest)) = cells.split_first() else { return };
            canvas.put(area.x, area.y, first, label, *role);
            let room = area.width.saturating_sub(label + 1);
            let each = room / u16::try_from(rest.len().max(1)).unwrap_or(1);
            for (at, cell) in rest.iter().enumerate() {
                let right = area.x + label + 1 + each * (at as u16 + 1);
                canvas.put_right(right, area.y, cell, each.saturating_sub(1), *role);
            }
        }
    }
}
