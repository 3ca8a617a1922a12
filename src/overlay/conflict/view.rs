//! Draws both versions side by side, and the answers below.

use ratatui::layout::Rect;

use super::{Answer, Conflict, Row, Side};
use crate::command::Command;
use crate::form::{ChangedBy, shown};
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::{Context, person, when};

/// Cells of the labels, and of the mark before a value.
const LABEL: u16 = 14;
const MARK: u16 = 5;

/// A line of a field: which row, and its cells.
struct Line {
    row: usize,
    label: String,
    mine: String,
    theirs: String,
    /// The first line of its field carries the marks.
    first: bool,
    /// What is said about the field, in place of the two values.
    remark: Option<(String, Role)>,
}

impl Conflict {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        let answers = self.answers().len() as u16;
        if area.height < answers + 7 || area.width < 50 {
            return;
        }
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let title = if self.theirs.is_some() { "conflict.title" } else { "conflict.title_removed" };
        let title = cx.words.say(title, &[("name", &self.name)]);
        canvas.put(area.x + 1, area.y, &title, area.width - 2, Role::Bar);
        let mut y = area.y + 1;
        for line in canvas.wrap(&self.sentence(cx), area.width - 2).iter().take(2) {
            canvas.put(area.x + 1, y, line, area.width - 2, Role::Title);
            y += 1;
        }
        let foot = area.bottom() - answers - 2;
        if !self.rows.is_empty() {
            let [mine, theirs, _] = columns(area);
            canvas.put(mine + MARK, y, cx.words.get("conflict.mine"), theirs - mine - MARK - 1, Role::Label);
            canvas.put(theirs + MARK, y, cx.words.get("conflict.theirs"), area.right() - theirs - MARK, Role::Label);
            y += 1;
        }
        self.draw_answers(canvas, Rect { y: foot, height: answers + 2, ..area }, cx);
        if !self.rows.is_empty() {
            self.draw_rows(canvas, Rect { y, height: foot - y, ..area }, cx);
        }
    }

    /// Who was first, when, and what is to be done now.
    fn sentence(&self, cx: &Context<'_>) -> String {
        let removed = self.theirs.is_none();
        let Some(by) = &self.by else {
            let key = match (removed, self.facility) {
                (true, true) => "conflict.removed",
                (true, false) => "conflict.removed_record",
                (false, _) => "conflict.saved",
            };
            return cx.words.get(key).to_owned();
        };
        let key = match (removed, self.facility) {
            (true, true) => "conflict.removed_by",
            (true, false) => "conflict.removed_record_by",
            (false, _) => "conflict.saved_by",
        };
        cx.words.say(key, &[("who", &person(&by.author, cx.words)), ("when", &when(by.at, cx.now, cx.words))])
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let lines = self.lines(canvas, area, cx);
        let height = usize::from(area.height);
        // The field under the cursor stands in the upper third; a longer one is scrolled.
        let here = lines.iter().position(|line| line.row == self.at).unwrap_or(lines.len());
        let last = lines.len().saturating_sub(height);
        let first = here.saturating_sub(height / 3).min(last);
        let first = (first + self.scroll).min(last);
        let [mine_x, theirs_x, width] = columns(area);
        for (line, y) in lines.iter().skip(first).zip(area.y..area.bottom()) {
            let row = &self.rows[line.row];
            let here = line.row == self.at;
            canvas.put(area.x + 1, y, &line.label, LABEL - 2, if here { Role::Selected } else { Role::Label });
            if let Some((remark, role)) = &line.remark {
                canvas.put(mine_x, y, remark, area.right() - mine_x - 1, *role);
                continue;
            }
            for (x, side, text) in [(mine_x, Side::Mine, &line.mine), (theirs_x, Side::Theirs, &line.theirs)] {
                let chosen = row.side == side || row.divergence.change == ChangedBy::Alike;
                if line.first {
                    canvas.put(x, y, if chosen { "[レ]" } else { "[  ]" }, MARK - 1, Role::Text);
                    if here && row.side == side {
                        canvas.set_cursor(x, y);
                    }
                }
                canvas.put(x + MARK, y, text, width - MARK, if chosen { Role::Title } else { Role::Label });
            }
        }
        if first + height < lines.len() {
            // On the rule below, so that it hides no text.
            let more = format!(" {} ", cx.words.get("conflict.more"));
            canvas.put_right(area.right() - 1, area.bottom(), &more, 16, Role::Label);
        }
    }

    fn lines(&self, canvas: &Canvas<'_>, area: Rect, cx: &Context<'_>) -> Vec<Line> {
        let width = columns(area)[2] - MARK;
        let mut lines = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let field = &row.divergence.field;
            let text = |text: &str| {
                let text = shown(field, text, cx.words, cx);
                if text.is_empty() { cx.words.get("form.none_chosen").to_owned() } else { text }
            };
            let mut name = format!("{}{}", if row.seen { "" } else { "*" }, field.label.text(cx.words));
            let mut mine = canvas.wrap(&text(&row.divergence.mine), width);
            let mut theirs = canvas.wrap(&text(&row.divergence.theirs), width);
            let rows = mine.len().max(theirs.len());
            mine.resize(rows, String::new());
            theirs.resize(rows, String::new());
            for (n, (mine, theirs)) in mine.into_iter().zip(theirs).enumerate() {
                let label = std::mem::take(&mut name);
                lines.push(Line { row: at, label, mine, theirs, first: n == 0, remark: None });
            }
            let before = text(&row.divergence.before).replace('\n', " ");
            let remark = (remark(row, &before, cx), if row.seen { Role::Label } else { Role::Warn });
            let (mine, theirs) = (String::new(), String::new());
            lines.push(Line { row: at, label: String::new(), mine, theirs, first: false, remark: Some(remark) });
        }
        lines
    }

    fn draw_answers(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.rule(Rect { height: 1, ..area }, "");
        for ((at, answer), y) in self.answers().iter().enumerate().zip(area.y + 1..) {
            let here = self.at == self.rows.len() + at;
            let text = format!(" {} {} ", at + 1, cx.words.get(word(*answer)));
            canvas.put(area.x + 1, y, &text, area.width - 2, if here { Role::Selected } else { Role::Text });
            if here {
                canvas.set_cursor(area.x + 1, y);
            }
        }
        let y = area.bottom() - 1;
        if let Some(message) = &self.message {
            canvas.put(area.x + 1, y, message, area.width - 2, Role::Warn);
            return;
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let keys = if self.rows.is_empty() { "conflict.keys_removed" } else { "conflict.keys" };
        let keys = cx.words.say(keys, &[("open", &key(Command::Open)), ("back", &key(Command::Back))]);
        canvas.put(area.x + 1, y, &keys, area.width - 2, Role::Label);
    }
}

/// Where the two columns begin, and how wide each is.
fn columns(area: Rect) -> [u16; 3] {
    let width = (area.width - LABEL - 2) / 2;
    [area.x + LABEL, area.x + LABEL + width + 1, width]
}

/// Who changed it, and what it was before.
fn remark(row: &Row, before: &str, cx: &Context<'_>) -> String {
    let who = cx.words.get(match row.divergence.change {
        ChangedBy::Mine => "conflict.only_mine",
        ChangedBy::Theirs => "conflict.only_theirs",
        ChangedBy::Both => "conflict.both",
        ChangedBy::Alike => "conflict.alike",
    });
    cx.words.say("conflict.before", &[("who", &who), ("value", &before)])
}

const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Chosen => "conflict.answer.chosen",
        Answer::Mine => "conflict.answer.mine",
        Answer::Theirs => "conflict.answer.theirs",
        Answer::Draft => "conflict.answer.draft",
        Answer::Anew => "conflict.answer.anew",
        Answer::Gone => "conflict.answer.gone",
    }
}
