//! Drawing the map, the list beside it and the selected one (ux.md 4.11, 4.12).

use ratatui::layout::Rect;

use super::MapPane;
use super::division::Division;
use super::facts;
use super::pins::{Pin, PinSign};
use crate::model::Row;
use crate::paint::{Canvas, Role};
use crate::pane::facility::{Marks, Sheet, status_word};
use crate::pane::{Context, also_open};
use crate::port::EntityKind;

/// Cells of the vacancy and of the distance in the list.
const STATUS: u16 = 6;
const DISTANCE: u16 = 7;
/// A scale of more cells would be no help.
const SCALE: u16 = 12;

impl MapPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, marks: &Marks, cx: &Context<'_>) {
        let part = self.division();
        self.draw_head(canvas, Rect { height: 1, ..area }, cx);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if self.viewport.is_none() {
            return draw_empty(canvas, body, self.nearby.is_empty(), cx);
        }
        let map = Rect { width: part.map_columns.min(body.width), height: part.map_rows, ..body };
        self.draw_map(canvas, map);
        if part.side_by_side {
            canvas.divider(Rect { x: map.right(), width: 1, height: part.map_rows, ..body });
            let right = Rect { x: map.right() + 1, width: part.list_columns, height: part.map_rows, ..body };
            self.draw_side(canvas, right, part, marks, cx);
        } else {
            let under = Rect { y: map.bottom(), height: part.detail_rows, ..body };
            self.draw_selected(canvas, under, cx);
        }
        self.draw_scale(canvas, Rect { y: body.bottom().saturating_sub(1), height: 1, ..body }, cx);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, line: Rect, cx: &Context<'_>) {
        canvas.fill(line, Role::Bar);
        let words = cx.words;
        let used = canvas.put(line.x + 1, line.y, words.get("map.title"), line.width.saturating_sub(2), Role::Bar);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
        let counts = facts::counts(self, words);
        let right = canvas.put_right(line.right() - 1, line.y, &counts, line.width.saturating_sub(used + 4), Role::Bar);
        let ring = self.ring.map(|at| words.say("map.within", &[("km", &(super::RINGS[at] / 1000))]));
        let said = [Some(facts::width(self, words)), Some(words.get("map.north-up").to_owned()), ring];
        let mut x = line.x + used + 4;
        for text in said.into_iter().flatten().filter(|text| !text.is_empty()) {
            let cells = canvas.width(&text);
            if x + cells + 2 < right {
                canvas.put(x, line.y, &text, cells, Role::Bar);
                x += cells + 2;
            }
        }
    }

    fn draw_map(&self, canvas: &mut Canvas<'_>, area: Rect) {
        for run in self.lines.runs() {
            if run.row < area.height {
                let room = area.width.saturating_sub(run.column);
                canvas.put(area.x + run.column, area.y + run.row, &run.text, room, run.role);
            }
        }
        // Distances are measured from the middle where nobody has set a point.
        if !self.pins.iter().any(|pin| pin.sign == PinSign::Reference) && self.origin == self.viewport.map(|v| v.middle)
        {
            canvas.put(area.x + area.width / 2, area.y + area.height / 2, "+", 1, Role::Hit);
        }
        for (at, pin) in self.pins.iter().enumerate() {
            // The selected one is laid first.
            let is_selected = at == 0 && self.list.cursor() < self.sight.listed.len();
            self.draw_pin(canvas, area, pin, is_selected);
        }
    }

    /// The kanji with the digit of those that have no room: `病3`; more than nine are `+`.
    fn draw_pin(&self, canvas: &mut Canvas<'_>, area: Rect, pin: &Pin, is_selected: bool) {
        let role = if is_selected { Role::Selected } else { Role::Title };
        let (x, y) = (area.x + pin.column, area.y + pin.row);
        let mark = match pin.sign {
            PinSign::Place(place) => {
                let sign = self.nearby.placed()[place as usize].sign;
                self.nearby.signs()[usize::from(sign)].mark
            }
            PinSign::Reference => "@",
        };
        // A blank behind the @, so that each label is as wide as a kanji.
        canvas.put_row(x, y, mark, 2, role);
        let more = match pin.more {
            0 => return,
            n @ 1..=9 => n.to_string(),
            _ => "+".to_owned(),
        };
        canvas.put(x + 2, y, &more, 1, Role::Text);
    }

    /// Right of the map: the list, the selected one, and what all of it means.
    fn draw_side(&self, canvas: &mut Canvas<'_>, area: Rect, part: Division, marks: &Marks, cx: &Context<'_>) {
        let words = cx.words;
        canvas.fill(Rect { height: 1, ..area }, Role::Title);
        let used = canvas.put(area.x + 1, area.y, words.get("map.in-sight"), area.width - 2, Role::Title);
        let more = self.list.len().saturating_sub(self.list.top() + usize::from(part.list_rows));
        if more > 0 {
            let below = words.say("map.below", &[("n", &more)]);
            canvas.put_right(area.right() - 1, area.y, &below, area.width.saturating_sub(used + 3), Role::Label);
        }
        let list = Rect { y: area.y + 1, height: part.list_rows, ..area };
        self.draw_list(canvas, list, marks, cx);
        let rule = Rect { y: list.bottom(), height: 1, ..area };
        canvas.rule(rule, words.get("map.selected"));
        let detail = Rect { y: rule.bottom(), height: part.detail_rows, ..area };
        self.draw_selected(canvas, detail, cx);
        let mut y = detail.bottom();
        if part.tall {
            canvas.rule(Rect { y, height: 1, ..area }, words.get("map.kinds"));
            let kinds = Rect { x: area.x + 1, y: y + 1, width: area.width - 2, height: Division::KINDS - 1 };
            draw_kinds(canvas, kinds, &facts::signs(self, true, words));
            y += Division::KINDS;
            canvas.rule(Rect { y, height: 1, ..area }, words.get("map.rings"));
            canvas.put(area.x + 1, y + 1, &facts::rings(self, cx), area.width - 2, Role::Text);
            y += Division::RINGS;
        }
        for (text, y) in facts::notes(self, cx).iter().zip(y..y + part.note_rows) {
            canvas.put(area.x + 1, y, text, area.width - 2, Role::Label);
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, marks: &Marks, cx: &Context<'_>) {
        for (at, id) in self.list.shown(usize::from(area.height)) {
            let Some(row) = cx.registry.row(id) else { continue };
            let line = Rect { y: area.y + (at - self.list.top()) as u16, height: 1, ..area };
            let selected = at == self.list.cursor();
            let role = if selected { Role::Selected } else { Role::Text };
            canvas.fill(line, role);
            let sign = match (marks.has(id), selected) {
                (true, _) => "*",
                (false, true) => ">",
                (false, false) => " ",
            };
            canvas.put(line.x, line.y, sign, 1, role);
            self.draw_row(canvas, line, row, role, cx);
        }
    }

    /// `特 みどりの里    空き2   2.4km`
    fn draw_row(&self, canvas: &mut Canvas<'_>, line: Rect, row: &Row, role: Role, cx: &Context<'_>) {
        canvas.put(line.x + 1, line.y, row.mark, 2, role);
        let far = facts::distance(self, row).unwrap_or_else(|| "--".to_owned());
        canvas.put_right(line.right() - 1, line.y, &far, DISTANCE, role);
        let status_at = line.right() - 1 - DISTANCE - 1 - STATUS;
        let (status, own) = status_word(row.status, cx.words);
        canvas.put(status_at, line.y, &status, STATUS, if role == Role::Text { own } else { role });
        let name_at = line.x + 4;
        canvas.put(name_at, line.y, &row.short, status_at.saturating_sub(name_at + 1), role);
    }

    /// Name and vacancy, how far, and of what the list of facilities says as much as there is room for.
    fn draw_selected(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let Some(row) = self.selected().and_then(|id| cx.registry.row(id)) else { return };
        let (status, own) = status_word(row.status, cx.words);
        let x = canvas.put_right(area.right() - 1, area.y, &status, area.width / 3, own);
        canvas.put(area.x + 1, area.y, row.mark, 2, Role::Title);
        let name = if canvas.width(&row.name) <= x.saturating_sub(area.x + 5) { &row.name } else { &row.short };
        canvas.put(area.x + 4, area.y, name, x.saturating_sub(area.x + 5), Role::Title);
        let mut lines: Vec<(u16, String, Role)> = vec![(0, facts::way(self, row, cx), Role::Text)];
        if let Some(others) = also_open(cx, EntityKind::Facility, row.id.to_bytes()) {
            lines.push((0, others, Role::Warn));
        }
        let mut y = area.y + 1;
        for (indent, text, role) in &lines {
            if y < area.bottom() {
                canvas.put(area.x + 1 + indent, y, text, area.width.saturating_sub(2 + indent), *role);
                y += 1;
            }
        }
        let Some(facility) = cx.selected.filter(|facility| facility.id == row.id) else { return };
        let sheet = Sheet::of(facility, cx, self.stale_after_days);
        let facts = sheet.lines(area.width, canvas.widths).into_iter().filter(|line| line.rule.is_none());
        for (line, y) in facts.filter(|line| !line.text.is_empty() || !line.label.is_empty()).zip(y..area.bottom()) {
            canvas.put(area.x + 1, y, &line.label, line.indent, Role::Label);
            let x = area.x + 1 + line.indent;
            canvas.put(x, y, &line.text, area.right().saturating_sub(x), line.role);
        }
    }

    /// ` 1km |----|   病 病院  特 特養 ...`
    fn draw_scale(&self, canvas: &mut Canvas<'_>, line: Rect, cx: &Context<'_>) {
        let Some(viewport) = self.viewport else { return };
        let (metres, cells) = viewport.scale(SCALE);
        let scale = format!("{} |{}|", facts::length(metres), "-".repeat(usize::from(cells.saturating_sub(1))));
        let mut x = line.x + 1 + canvas.put(line.x + 1, line.y, &scale, line.width.saturating_sub(1), Role::Text) + 3;
        for text in facts::signs(self, false, cx.words) {
            let cells = canvas.width(&text);
            if x + cells > line.right() {
                break;
            }
            canvas.put(x, line.y, &text, cells, Role::Label);
            x += cells + 2;
        }
    }
}

/// As many kinds as there is room for, each whole.
fn draw_kinds(canvas: &mut Canvas<'_>, area: Rect, kinds: &[String]) {
    let (mut x, mut y) = (area.x, area.y);
    for text in kinds {
        let cells = canvas.width(text);
        if x + cells > area.right() {
            (x, y) = (area.x, y + 1);
        }
        if y >= area.bottom() {
            break;
        }
        canvas.put(x, y, text, cells, Role::Text);
        x += cells + 2;
    }
}

/// Nothing is listed, or nothing of it has a place.
fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, nothing_listed: bool, cx: &Context<'_>) {
    let key = match (cx.registry.is_empty(), nothing_listed) {
        (true, _) => "list.empty",
        (false, true) => "list.none-fits",
        (false, false) => "map.none-placed",
    };
    let width = area.width.saturating_sub(2);
    let lines: Vec<String> = cx.words.get(key).lines().flat_map(|line| canvas.wrap(line, width)).collect();
    for (text, y) in lines.iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x + 1, y, text, width, Role::Text);
    }
}
