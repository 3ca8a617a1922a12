//! Drawing the search (ux.md 4.3, 4.4).

use ratatui::layout::Rect;

use super::{Found, Search, Why};
use crate::model::Row;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::facility::{Sheet, draw_sheet, status_word};
use crate::search::{Field, Hit, How, Match, highlight};

impl Search {
    /// Draws over everything above the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        self.draw_query(canvas, Rect { height: 1, ..area }, cx);
        draw_conditions(canvas, Rect { y: area.y + 1, height: 1, ..area }, cx);
        let rows = self.list_rows() as u16;
        let body = Rect { y: area.y + 2, height: rows.min(area.height.saturating_sub(2)), ..area };
        if self.geometry.side_by_side() {
            let left = if self.geometry.wide() { 58 } else { 36 };
            self.draw_hits(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let right = Rect { x: body.x + left + 1, width: body.width - left - 1, ..body };
            self.draw_preview(canvas, right, cx);
        } else {
            self.draw_hits(canvas, body, cx);
        }
        let rest = area.bottom().saturating_sub(body.bottom());
        if rest >= 3 {
            canvas.rule(Rect { y: body.bottom(), height: 1, ..area }, "");
            for (at, key) in ["search.hint-conditions", "search.hint-phone"].into_iter().enumerate() {
                let y = body.bottom() + 1 + at as u16;
                canvas.put(area.x + 1, y, cx.words.get(key), area.width - 1, Role::Label);
            }
        }
        self.place_cursor(canvas, area, cx);
    }

    fn query_at(canvas: &Canvas<'_>, area: Rect, cx: &Context<'_>) -> u16 {
        area.x + canvas.width(cx.words.get("search.title")) + 3
    }

    fn draw_query(&self, canvas: &mut Canvas<'_>, line: Rect, cx: &Context<'_>) {
        canvas.fill(line, Role::Bar);
        canvas.put(line.x + 1, line.y, cx.words.get("search.title"), line.width - 1, Role::Bar);
        let x = Self::query_at(canvas, line, cx);
        let count = self.count(cx);
        let help = cx.words.get("search.help");
        let mut right = format!("{count}   {help} ");
        if canvas.width(&right) + 24 + x > line.right() {
            right = format!("{count} ");
        }
        let end = canvas.put_right(line.right(), line.y, &right, line.width / 2 + 8, Role::Bar);
        // The four cells before the count stay free for an input method's own text.
        let room = end.saturating_sub(x + 4);
        let (text, _) = self.visible(canvas, room);
        canvas.put(x, line.y, text, room, Role::Bar);
    }

    /// The part of the query that fits, so that the caret is always in it, and the cells before the caret.
    fn visible<'a>(&'a self, canvas: &Canvas<'_>, room: u16) -> (&'a str, u16) {
        let mut before = self.field.before_caret();
        let mut skipped = 0;
        while canvas.width(before) + 2 > room {
            let Some(c) = before.chars().next() else { break };
            skipped += c.len_utf8();
            before = &before[c.len_utf8()..];
        }
        (&self.field.text()[skipped..], canvas.width(before))
    }

    fn count(&self, cx: &Context<'_>) -> String {
        let all = cx.registry.len();
        if self.field.text().trim().is_empty() {
            return cx.words.say("list.count", &[("count", &all)]);
        }
        cx.words.say("search.count", &[("count", &self.total), ("all", &all)])
    }

    fn place_cursor(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let x = Self::query_at(canvas, area, cx);
        let count = self.count(cx);
        let room = area.width.saturating_sub(x + canvas.width(&count) + 5);
        let (_, before) = self.visible(canvas, room);
        canvas.set_cursor(x + before, area.y);
    }

    fn draw_hits(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        if self.rows.is_empty() {
            let key = if self.field.text().trim().is_empty() { "search.nothing-yet" } else { "search.none" };
            let width = area.width.saturating_sub(2);
            let lines: Vec<String> = cx.words.get(key).lines().flat_map(|line| canvas.wrap(line, width)).collect();
            for (y, line) in (area.y + 1..area.bottom()).zip(&lines) {
                canvas.put(area.x + 1, y, line, width, Role::Text);
            }
            return;
        }
        let shown = self.rows.iter().enumerate().skip(self.top).take(usize::from(area.height));
        for (at, found) in shown {
            let Some(row) = cx.registry.row(found.id) else { continue };
            let line = Rect { y: area.y + (at - self.top) as u16, height: 1, ..area };
            self.draw_hit(canvas, line, found, row, at == self.cursor, cx);
        }
    }

    fn draw_hit(
        &self,
        canvas: &mut Canvas<'_>,
        line: Rect,
        found: &Found,
        row: &Row,
        selected: bool,
        cx: &Context<'_>,
    ) {
        let role = if selected { Role::Selected } else { Role::Text };
        canvas.fill(line, role);
        let sign = match (self.marks.has(found.id), selected) {
            (true, _) => "*",
            (false, true) => ">",
            (false, false) => " ",
        };
        canvas.put(line.x, line.y, sign, 1, role);
        canvas.put(line.x + 1, line.y, row.mark, 2, role);
        let wide = line.width >= 50;
        let why_at = line.x + if wide { 34 } else { 22 };
        let name_cells = if wide { 22 } else { 17 };
        let marked = highlight(&row.short, &self.parsed);
        canvas.put_with_hits(line.x + 4, line.y, &row.short, &marked, name_cells, role);
        if wide {
            let marked = highlight(&row.area, &self.parsed);
            canvas.put_with_hits(line.x + 27, line.y, &row.area, &marked, 6, role);
        }
        let room = line.right().saturating_sub(why_at + 1);
        match &found.why {
            Why::Pinned => drop(canvas.put(why_at, line.y, cx.words.get("search.pinned"), room, role)),
            Why::Recent => drop(canvas.put(why_at, line.y, cx.words.get("search.recent"), room, role)),
            Why::Hit(hit) => {
                if let Some(found) = reason(hit) {
                    let label = format!("{} ", label(found, cx));
                    let used = canvas.put(why_at, line.y, &label, room, role);
                    canvas.put_with_hits(why_at + used, line.y, &found.text, &found.positions, room - used, role);
                } else {
                    // The name says it: what one wants to know next stands here.
                    let (status, _) = status_word(row.status, cx.words);
                    let status = if status == "--" { row.phone.as_ref() } else { &status };
                    canvas.put(why_at, line.y, status, room, role);
                }
            }
        }
    }

    fn draw_preview(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let Some(found) = self.rows.get(self.cursor) else { return };
        let reasons: &[Match] = match &found.why {
            Why::Hit(hit) => &hit.why,
            Why::Pinned | Why::Recent => &[],
        };
        let below = if reasons.is_empty() { 0 } else { (reasons.len() as u16 + 1).min(5) };
        let Some(facility) = cx.selected.filter(|facility| facility.id == found.id) else { return };
        let sheet = Sheet::of(facility, cx, self.stale_after_days);
        // The sheet leaves its last line free; the reasons may have it.
        draw_sheet(canvas, Rect { height: area.height + 1 - below, ..area }, &sheet, 0, false);
        if below == 0 {
            return;
        }
        let top = area.bottom() - below;
        canvas.rule(Rect { y: top, height: 1, ..area }, cx.words.get("search.matched"));
        for (y, found) in (top + 1..area.bottom()).zip(reasons) {
            let label = format!("{}  ", field_word(found, cx));
            let used = canvas.put(area.x + 1, y, &label, area.width - 1, Role::Label);
            let x = area.x + 1 + used;
            let field = field_word(found, cx);
            let how = cx.words.get(&format!("how.{}", found.how)).to_owned();
            let how = if how == field { String::new() } else { format!("  ({how})") };
            let how_cells = canvas.width(&how);
            let room = area.right().saturating_sub(x + how_cells);
            let used = canvas.put_with_hits(x, y, &found.text, &found.positions, room, Role::Text);
            canvas.put(x + used, y, &how, how_cells, Role::Text);
        }
    }
}

fn draw_conditions(canvas: &mut Canvas<'_>, line: Rect, cx: &Context<'_>) {
    let keys = cx.keymap.keys_of(crate::keymap::Scope::Search, crate::command::Command::Filter);
    let key = keys.first().map(|key| key.label(cx.words)).unwrap_or_default();
    let text = cx.words.say("search.conditions", &[("key", &key)]);
    canvas.put(line.x + 1, line.y, &text, line.width - 1, Role::Label);
}

/// What is said beside the name: nothing where the name itself matched as written.
fn reason(hit: &Hit) -> Option<&Match> {
    let seen_in_name = |found: &Match| found.field == Field::Name && matches!(found.how, How::Literal);
    hit.why.iter().find(|found| !seen_in_name(found))
}

fn label(found: &Match, cx: &Context<'_>) -> String {
    match found.how {
        How::Reading | How::Romaji | How::Phone | How::ShortName | How::Variant | How::Fuzzy | How::Number => {
            cx.words.get(&format!("how.{}", found.how)).to_owned()
        }
        How::Literal | How::Condition => field_word(found, cx),
    }
}

fn field_word(found: &Match, cx: &Context<'_>) -> String {
    cx.words.get(&format!("search.field.{}", found.field)).to_owned()
}
