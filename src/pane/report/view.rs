//! Drawing the report of a year.

use ratatui::layout::Rect;

use super::rows::{Line, Row, Stop, name};
use super::trace::{self, Trace};
use super::{ReportPane, YearReport};
use crate::command::Command;
use crate::domain::era;
use crate::domain::figures::FiscalYear;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Cells of a scene's name and of a cell of the grid.
const SCENE: u16 = 22;
const CELL: u16 = 6;

/// Cells of the columns behind the label.
struct Columns {
    value: u16,
    before: u16,
    change: u16,
    /// Inside the brackets.
    bar: u16,
}

impl Columns {
    const fn of(width: u16) -> Self {
        if width >= 110 {
            Self { value: 21, before: 21, change: 7, bar: 20 }
        } else if width >= 76 {
            Self { value: 17, before: 15, change: 0, bar: 8 }
        } else {
            Self { value: 17, before: 0, change: 0, bar: 0 }
        }
    }

    /// Cells of all of them with what stands between.
    const fn cells(&self) -> u16 {
        let bar = if self.bar == 0 { 0 } else { self.bar + 3 };
        self.value + self.before + self.change + bar
    }
}

impl ReportPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let (Some(year), Some(report)) = (self.year, &self.report) else { return };
        self.draw_head(canvas, area, year, cx);
        let foot = area.bottom().saturating_sub(1);
        let body = Rect { y: area.y + 2, height: foot.saturating_sub(area.y + 2), ..area };
        match &self.trace {
            Some(trace) => draw_trace(canvas, body, trace),
            None => self.draw_rows(canvas, body),
        }
        let foot = Rect { y: foot, height: 1, ..area };
        canvas.put(foot.x + 1, foot.y, &self.foot(report, cx), foot.width.saturating_sub(2), Role::Label);
    }

    /// `9 年報  令和8年度 (2026)`, under it what the columns are.
    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, year: FiscalYear, cx: &Context<'_>) {
        let words = cx.words;
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let title = words.say("yearly.title", &[("era", &era::fiscal_year(year)), ("year", &year.0)]);
        let used = canvas.put(line.x + 1, line.y, &title, line.width.saturating_sub(2), Role::Bar);
        let key = |command| super::super::key(cx, self.scope(), command);
        let keys = [("left", key(Command::Left)), ("right", key(Command::Right))];
        let turn = words.say("yearly.turn", &[(keys[0].0, &keys[0].1), (keys[1].0, &keys[1].1)]);
        if self.trace.is_none() {
            canvas.put_right(line.right() - 1, line.y, &turn, line.width.saturating_sub(used + 4), Role::Bar);
        }
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
        let second = Rect { y: area.y + 1, height: 1, ..area };
        canvas.fill(second, Role::Label);
        if let Some(trace) = &self.trace {
            let n = trace.lines.len();
            let text = words.say("yearly.records", &[("value", &trace.value), ("n", &n)]);
            let end =
                canvas.put_right(second.right() - 1, second.y, &text, second.width.saturating_sub(2), Role::Title);
            canvas.put(second.x + 1, second.y, &trace.label, end.saturating_sub(second.x + 3), Role::Title);
            return;
        }
        let columns = Columns::of(area.width);
        let words_of = |name: &str| words.get(&format!("report.column.{name}")).to_owned();
        let line = Line {
            label: String::new(),
            value: words_of("value"),
            before: words_of("before"),
            change: words_of("change"),
            bar: None,
        };
        draw_line(canvas, second, &line, &columns, Role::Label);
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = Columns::of(area.width);
        let stop = self.stops.get(self.cursor);
        for (at, row) in self.rows.iter().enumerate().skip(self.top).take(usize::from(area.height)) {
            let line = Rect { y: area.y + (at - self.top) as u16, height: 1, ..area };
            let selected = stop.filter(|stop| stop.row == at);
            match row {
                Row::Part(title) => canvas.rule(line, title),
                Row::Note(text) => {
                    canvas.put(line.x + 1, line.y, text, line.width.saturating_sub(2), Role::Label);
                }
                Row::Signs(signs) => {
                    for (column, sign) in signs.iter().enumerate() {
                        let (right, each) = cell(line, column, signs.len());
                        canvas.put_right(right, line.y, sign, each, Role::Label);
                    }
                }
                Row::Cells(name, cells) => draw_cells(canvas, line, (name, cells), selected),
                Row::Figure(figure) => {
                    let role = if selected.is_some() { Role::Selected } else { Role::Text };
                    canvas.fill(line, role);
                    canvas.put(line.x, line.y, if selected.is_some() { ">" } else { " " }, 1, role);
                    draw_line(canvas, line, figure, &columns, role);
                }
            }
        }
    }

    /// The selected figure with its whole name and what can be done with it.
    fn foot(&self, report: &YearReport, cx: &Context<'_>) -> String {
        let key = |command| super::super::key(cx, self.scope(), command);
        if self.trace.is_some() {
            let keys = [key(Command::Open), key(Command::Back), key(Command::Copy)];
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("open", &keys[0]), ("back", &keys[1]), ("copy", &keys[2])];
            return cx.words.say("yearly.trace_keys", &values);
        }
        let Some(code) = self.selected() else { return String::new() };
        let Some(figure) = report.traceable(code) else { return String::new() };
        let value = crate::exchange::export::report::value(&figure, cx.words);
        let (label, open) = (name(code, cx), key(Command::Open));
        cx.words.say("yearly.foot", &[("label", &label), ("value", &value), ("open", &open)])
    }
}

/// The column behind a cell of the grid, and how wide a cell is: all of them fit on a narrow terminal too.
fn cell(line: Rect, column: usize, of: usize) -> (u16, u16) {
    let of = u16::try_from(of.max(1)).unwrap_or(u16::MAX);
    let each = (line.width.saturating_sub(SCENE + 1) / of).min(CELL);
    (line.x + SCENE + each * (column as u16 + 1), each)
}

fn draw_cells(canvas: &mut Canvas<'_>, line: Rect, (name, cells): (&str, &[u64]), stop: Option<&Stop>) {
    canvas.put(line.x + 1, line.y, name, SCENE - 2, Role::Text);
    for (column, n) in cells.iter().enumerate() {
        let selected = stop.is_some_and(|stop| stop.column == Some(column));
        let role = match (selected, *n) {
            (true, _) => Role::Selected,
            (false, 0) => Role::Label,
            (false, _) => Role::Text,
        };
        // Where there is no colour, brackets carry the choice.
        let text = if selected { format!("[{n}]") } else { n.to_string() };
        let (right, each) = cell(line, column, cells.len());
        canvas.put_right(right + u16::from(selected), line.y, &text, each, role);
    }
}

/// Label, value, last year's, change, bar.
fn draw_line(canvas: &mut Canvas<'_>, area: Rect, line: &Line, columns: &Columns, role: Role) {
    let label = area.width.saturating_sub(columns.cells() + 2);
    canvas.put(area.x + 1, area.y, &line.label, label, role);
    let mut right = area.x + 1 + label + columns.value;
    canvas.put_right(right, area.y, &line.value, columns.value - 1, role);
    if columns.before > 0 {
        right += columns.before;
        canvas.put_right(right, area.y, &line.before, columns.before - 1, role);
    }
    if columns.change > 0 {
        right += columns.change;
        canvas.put_right(right, area.y, &line.change, columns.change - 1, role);
    }
    if let (Some((share, before)), true) = (line.bar, columns.bar > 0) {
        canvas.put(right + 1, area.y, &bar(share, before, columns.bar), columns.bar + 2, role);
    }
}

/// `[####--|--]`: the mark is last year's end.
fn bar(share: u32, before: Option<u32>, cells: u16) -> String {
    let end = |share: u32| {
        let end = (share * u32::from(cells) + 500) / 1000;
        usize::try_from(end).unwrap_or_default().min(usize::from(cells))
    };
    let full = end(share);
    // Where both end alike, the bar says it.
    let mark = before.map(end).filter(|at| *at != full).and_then(|at| at.checked_sub(1));
    let sign = |at: usize| match (mark == Some(at), at < full) {
        (true, _) => '|',
        (false, true) => '#',
        (false, false) => '-',
    };
    let inside: String = (0..usize::from(cells)).map(sign).collect();
    format!("[{inside}]")
}

fn draw_trace(canvas: &mut Canvas<'_>, area: Rect, trace: &Trace) {
    for (at, record) in trace.lines.iter().enumerate().skip(trace.top).take(usize::from(area.height)) {
        let line = Rect { y: area.y + (at - trace.top) as u16, height: 1, ..area };
        draw_record(canvas, line, record, trace.is_share, at == trace.cursor);
    }
}

/// `>会議     2026/05/28  集い  12`
fn draw_record(canvas: &mut Canvas<'_>, area: Rect, line: &trace::Line, is_share: bool, selected: bool) {
    let role = if selected { Role::Selected } else { Role::Text };
    canvas.fill(area, role);
    canvas.put(area.x, area.y, if selected { ">" } else { " " }, 1, role);
    canvas.put(area.x + 1, area.y, &line.kind, 12, role);
    canvas.put(area.x + 14, area.y, &line.day, 10, role);
    let one = &line.counted;
    let count = if is_share { format!("{}/{}", one.met, one.amount) } else { one.amount.to_string() };
    let end = canvas.put_right(area.right().saturating_sub(1), area.y, &count, 9, role);
    let x = area.x + 25;
    canvas.put(x, area.y, &line.text, end.saturating_sub(x + 1), role);
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_shows_this_year_and_where_the_last_one_ended() {
        assert_eq!(bar(500, None, 8), "[####----]");
        assert_eq!(bar(500, Some(750), 8), "[####-|--]");
        assert_eq!(bar(750, Some(500), 8), "[###|##--]");
        assert_eq!(bar(0, Some(0), 8), "[--------]");
        assert_eq!(bar(1000, Some(1000), 8), "[########]");
    }
}
