//! Drawing a page over the whole body.

use ratatui::layout::Rect;

use super::{Line, Page};
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of the labels at least and at most.
const LABEL: (u16, u16) = (24, 36);

impl Page {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 5 || area.width < 20 {
            return;
        }
        let content = &self.content;
        let width = area.width - 2;
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, &content.title, width, Role::Bar);
        let fax = if self.fax { cx.words.get("page.fax") } else { "" };
        canvas.put_right(area.right() - 1, area.y, fax, width.saturating_sub(used + 2), Role::Bar);
        let mut choices: Vec<String> = content
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| format!("{} {}", at + 1, cx.words.get(choice.word)))
            .collect();
        let back = legend::key(cx, self.scope(), crate::command::Command::Back);
        choices.push(cx.words.say("page.back", &[("back", &back)]));
        let feet = rows_of(canvas, &choices, width);
        let foot = area.bottom().saturating_sub(feet.len() as u16);
        for (text, y) in feet.iter().zip(foot..area.bottom()) {
            canvas.put_row(area.x + 1, y, text, width, Role::Label);
        }
        let body = Rect { y: area.y + 1, height: foot.saturating_sub(area.y + 1), ..area };
        let label_cells = content.label.unwrap_or_else(|| label_cells(canvas, &content.lines));
        let lines = laid(canvas, &content.lines, width, label_cells);
        let rows = usize::from(body.height);
        self.furthest.set(lines.len().saturating_sub(rows));
        let scroll = self.scroll.min(self.furthest.get());
        for ((label, text, role, heading), y) in lines.iter().skip(scroll).zip(body.y..body.bottom()) {
            if *heading {
                canvas.rule(Rect { x: body.x, y, width: body.width, height: 1 }, text);
                continue;
            }
            let x = if label.is_none() { body.x + 1 } else { body.x + 1 + label_cells };
            canvas.put(body.x + 1, y, label.as_deref().unwrap_or_default(), label_cells - 1, Role::Label);
            canvas.put(x, y, text, body.right().saturating_sub(x), *role);
        }
        if lines.len() > rows {
            let place = format!("{}/{}", (scroll + rows).min(lines.len()), lines.len());
            canvas.put_right(area.right() - 1, area.y, &place, 12, Role::Bar);
        }
        canvas.set_cursor(area.x, body.y);
    }
}

/// As many as fit beside each other on each row: a key is never parted from its word.
fn rows_of(canvas: &Canvas<'_>, choices: &[String], width: u16) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for choice in choices {
        match rows.last_mut() {
            Some(row) if canvas.width(row) + 2 + canvas.width(choice) <= width => *row += &format!("  {choice}"),
            Some(_) | None => rows.push(choice.clone()),
        }
    }
    rows
}

type Laid = (Option<String>, String, Role, bool);

/// As wide as the labels, within bounds: what stands beside them needs its room too.
fn label_cells(canvas: &Canvas<'_>, lines: &[Line]) -> u16 {
    let widest = lines.iter().map(|line| canvas.width(&line.label) + 1).max().unwrap_or(0);
    widest.clamp(LABEL.0, LABEL.1)
}

/// Wrapped to the width; a label stands beside the first of its lines.
fn laid(canvas: &Canvas<'_>, lines: &[Line], width: u16, label_cells: u16) -> Vec<Laid> {
    let mut all = Vec::new();
    for line in lines {
        if line.heading {
            all.push((None, line.text.clone(), line.role, true));
            continue;
        }
        let labelled = !line.label.is_empty();
        if line.whole {
            all.push((Some(line.label.clone()), line.text.clone(), line.role, false));
            continue;
        }
        let cells = if labelled { width.saturating_sub(label_cells) } else { width };
        let mut texts = canvas.wrap(&line.text, cells);
        if texts.is_empty() {
            texts.push(String::new());
        }
        for (at, text) in texts.into_iter().enumerate() {
            let label = labelled.then(|| if at == 0 { line.label.clone() } else { String::new() });
            all.push((label, text, line.role, false));
        }
    }
    all
}
