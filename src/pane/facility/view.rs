//! Drawing the list and the detail (ux.md 4.1, 4.2).

use ratatui::layout::Rect;

use super::sheet::status_word;
use super::{FacilityPane, Focus, Sheet, is_stale, sort_of, table};
use crate::domain::FacilityId;
use crate::model::{Row, Sort};
use crate::paint::{Canvas, Role};
use crate::pane::dates::{kilometres, short_date};
use crate::pane::{Context, also_open};
use crate::port::EntityKind;

/// Cells of the status column.
const STATUS: u16 = 6;

impl FacilityPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let one = self.zoomed || !self.geometry.side_by_side();
        match (one, self.focus) {
            (true, Focus::List) => self.draw_list(canvas, area, cx),
            (true, Focus::Detail) => self.draw_detail(canvas, area, cx),
            (false, _) => {
                let left = self.geometry.list_columns().min(area.width);
                self.draw_list(canvas, Rect { width: left, ..area }, cx);
                canvas.divider(Rect { x: area.x + left, width: 1, ..area });
                let right = Rect { x: area.x + left + 1, width: area.width.saturating_sub(left + 1), ..area };
                self.draw_detail(canvas, right, cx);
            }
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, Rect { height: 1, ..area }, cx);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if self.list.is_empty() {
            draw_empty(canvas, body, cx);
            return;
        }
        let table = self.zoomed || (!self.geometry.side_by_side() && area.width > 46);
        for (at, id) in self.list.shown(usize::from(body.height)) {
            let Some(row) = cx.registry.row(id) else { continue };
            let y = body.y + (at - self.list.top()) as u16;
            let line = Rect { y, height: 1, ..body };
            let selected = at == self.list.cursor();
            let role = match (selected, self.focus) {
                (true, Focus::List) => Role::Selected,
                (true, Focus::Detail) => Role::SelectedUnfocused,
                (false, _) => Role::Text,
            };
            canvas.fill(line, role);
            self.draw_signs(canvas, line, id, selected, cx, role);
            if table {
                table::draw_row(canvas, line, row, role, cx, self.stale_after_days);
            } else {
                self.draw_row(canvas, line, row, role, cx);
            }
        }
    }

    /// `>` selected, `*` marked, `^` kept on top: before and behind the kind's kanji.
    fn draw_signs(
        &self,
        canvas: &mut Canvas<'_>,
        line: Rect,
        id: FacilityId,
        selected: bool,
        cx: &Context<'_>,
        role: Role,
    ) {
        let sign = match (self.marks.has(id), selected) {
            (true, _) => "*",
            (false, true) => ">",
            (false, false) => " ",
        };
        canvas.put(line.x, line.y, sign, 1, role);
        if cx.session.pinned.contains(&id) {
            canvas.put(line.x + 3, line.y, "^", 1, role);
        }
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, line: Rect, row: &Row, role: Role, cx: &Context<'_>) {
        let wide = line.width >= 43;
        // From the right: a blank, the date, the distance, the status; what is left is the name's.
        let mut right = line.right() - 1;
        if wide {
            let (date, date_role) = confirmed_word(row, cx, self.stale_after_days);
            canvas.put_right(right, line.y, &date, 7, over(role, date_role));
            right -= 6;
            if let Some(metres) = distance(row, cx) {
                canvas.put_right(right, line.y, &kilometres(metres), 6, role);
            }
            right -= 7;
        }
        let status_at = right - STATUS;
        let (mut status, mut status_role) = status_word(row.status, cx.words);
        // A narrow list ordered by distance says the distance: that is what one looks for then.
        if !wide
            && sort_of(cx.session.sort.as_deref()) == Sort::Distance
            && let Some(metres) = distance(row, cx)
        {
            (status, status_role) = (kilometres(metres), Role::Text);
        }
        canvas.put(status_at, line.y, &status, STATUS, over(role, status_role));
        canvas.put(line.x + 1, line.y, row.mark, 2, role);
        let name_at = line.x + 4;
        canvas.put(name_at, line.y, &row.short, status_at - 1 - name_at, role);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, line: Rect, cx: &Context<'_>) {
        let role = if self.focus == Focus::List { Role::Bar } else { Role::Title };
        canvas.fill(line, role);
        let title = format!(" {}", cx.words.get("list.title"));
        let used = canvas.put(line.x, line.y, &title, line.width, role);
        let all = cx.registry.len();
        let count = if self.list.len() == all {
            cx.words.say("list.count", &[("count", &all)])
        } else {
            cx.words.say("list.count-of", &[("count", &self.list.len()), ("all", &all)])
        };
        let sort = sort_of(cx.session.sort.as_deref());
        let order = cx.words.get(&format!("sort.{sort}")).to_owned();
        let right = format!("{count} {order}");
        canvas.put_right(line.right() - 1, line.y, &right, line.width.saturating_sub(used + 2), role);
        if self.focus == Focus::List {
            // Where an input method may show what is being typed: it will be a search (ux.md 3.3, 3).
            canvas.set_cursor(line.x + used + 1, line.y);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let focused = self.focus == Focus::Detail;
        let Some(facility) = cx.selected else {
            canvas.fill(Rect { height: 1, ..area }, if focused { Role::Bar } else { Role::Title });
            return;
        };
        let sheet = Sheet::of(facility, cx, self.stale_after_days);
        let more = draw_sheet(canvas, area, &sheet, self.scroll, focused);
        // Over the reading: it is told where the name is read.
        if let Some(others) = also_open(cx, EntityKind::Facility, facility.id.to_bytes()) {
            let line = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height: 1 };
            canvas.put_row(line.x, line.y, &others, line.width, Role::Warn);
        }
        let foot = area.bottom().saturating_sub(1);
        let place = format!("{}/{}", self.list.cursor() + 1, self.list.len());
        let x = canvas.put_right(area.right(), foot, &place, area.width, Role::Label);
        if more {
            let hint = cx.words.get(if focused { "detail.more-focused" } else { "detail.more" });
            canvas.put(area.x + 1, foot, hint, x.saturating_sub(area.x + 2), Role::Label);
        }
        if focused {
            let title = canvas.width(&sheet.name) + 2;
            canvas.set_cursor(area.x + title.min(area.width - 1), area.y);
        }
    }
}

/// Draws a sheet: name, reading, rule, facts from line `scroll` on, leaving the last line free. Says whether more follows.
pub fn draw_sheet(canvas: &mut Canvas<'_>, area: Rect, sheet: &Sheet, scroll: usize, focused: bool) -> bool {
    let role = if focused { Role::Bar } else { Role::Title };
    let head = Rect { height: 1, ..area };
    canvas.fill(head, role);
    let x = canvas.put_right(area.right(), area.y, &sheet.confirmed, area.width / 2, role);
    canvas.put(area.x + 1, area.y, &sheet.name, x.saturating_sub(area.x + 2), role);
    let corporation = if area.width >= 70 { sheet.corporation.as_str() } else { "" };
    let x = canvas.put_right(area.right(), area.y + 1, corporation, area.width / 2, Role::Text);
    canvas.put(area.x + 1, area.y + 1, &sheet.kana, x.saturating_sub(area.x + 2), Role::Text);
    canvas.rule(Rect { x: area.x + 1, y: area.y + 2, width: area.width.saturating_sub(1), height: 1 }, "");
    let lines = sheet.lines(area.width, canvas.widths);
    let rows = usize::from(area.height.saturating_sub(4));
    let scroll = scroll.min(lines.len().saturating_sub(rows));
    for (at, line) in lines.iter().skip(scroll).take(rows).enumerate() {
        let y = area.y + 3 + at as u16;
        if let Some(caption) = &line.rule {
            canvas.rule(Rect { x: area.x, y, width: area.width, height: 1 }, caption);
        } else {
            canvas.put(area.x + 1, y, &line.label, line.indent, Role::Label);
            let x = area.x + 1 + line.indent;
            canvas.put(x, y, &line.text, area.right().saturating_sub(x), line.role);
        }
    }
    scroll + rows < lines.len()
}

/// A status word's role on a row; the selected row stays reversed throughout.
pub(super) fn over(row: Role, own: Role) -> Role {
    if row == Role::Text { own } else { row }
}

/// The column of the confirmation day: `6/10`, 古い, or --.
pub(super) fn confirmed_word(row: &Row, cx: &Context<'_>, stale_after_days: i32) -> (String, Role) {
    let today = cx.now.today();
    match row.confirmed_on {
        Some(day) if is_stale(day, today, stale_after_days) => (cx.words.get("status.stale").to_owned(), Role::Warn),
        Some(day) => (short_date(day, today), Role::Text),
        None => ("--".to_owned(), Role::Text),
    }
}

/// Metres from the reference point, where both have coordinates.
pub(super) fn distance(row: &Row, cx: &Context<'_>) -> Option<u32> {
    let point = cx.session.reference_point.and_then(|id| cx.registry.row(id)?.coordinates)?;
    row.metres_from(point)
}

fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
    let key = if cx.registry.is_empty() { "list.empty" } else { "list.none-fits" };
    let text = cx.words.get(key);
    let width = area.width.saturating_sub(2);
    let lines: Vec<String> = text.lines().flat_map(|line| canvas.wrap(line, width)).collect();
    for (at, text) in lines.into_iter().enumerate() {
        let y = area.y + 1 + at as u16;
        if y < area.bottom() {
            canvas.put(area.x + 1, y, &text, width, Role::Text);
        }
    }
}
