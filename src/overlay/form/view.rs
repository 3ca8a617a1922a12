//! Draws the form: a line a field, the focused one with its hint or error below.

use ratatui::layout::Rect;

use super::{Form, KindList};
use crate::command::Command;
use crate::domain::facility::Ability;
use crate::form::{Draft, Entry, FieldKind, Section, label, published, shown};
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::{Context, also_open};
use crate::words::Language;

/// Cells of the labels.
const LABEL: u16 = 16;

/// A row of the form.
enum Line {
    Section(Section),
    /// Index of the field, and which of its lines.
    Field(usize, usize),
    /// What is to be said about the field above.
    Say(String, Role),
}

impl Form {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 5 || area.width < 24 {
            return;
        }
        self.draw_head(canvas, area, cx);
        let mut body = Rect { y: area.y + 1, height: area.height - 3, ..area };
        if let Some(others) = also_open(cx, self.draft.base().id).filter(|_| body.height > 4) {
            canvas.put_row(body.x, body.y, &format!(" {others}"), body.width, Role::Warn);
            body = Rect { y: body.y + 1, height: body.height - 1, ..body };
        }
        match &self.kinds {
            Some(list) => draw_kinds(canvas, body, list, cx),
            None => self.draw_fields(canvas, body, cx),
        }
        self.draw_foot(canvas, Rect { y: area.bottom() - 2, height: 2, ..area }, cx);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let title = if self.kinds.is_some() {
            cx.words.get("form.kinds_title").to_owned()
        } else if self.draft.is_adding() {
            cx.words.get("form.add_title").to_owned()
        } else {
            cx.words.say("form.edit_title", &[("name", &self.draft.base().name())])
        };
        let state = match (self.saving, self.draft.is_dirty()) {
            (true, _) if cx.waiting => cx.words.get("toast.waiting"),
            (true, _) => cx.words.get("form.saving"),
            (false, true) => cx.words.get("form.unsaved"),
            (false, false) => "",
        };
        let end = area.right().saturating_sub(canvas.width(state) + 1);
        canvas.put(area.x + 1, area.y, &title, end.saturating_sub(area.x + 2), Role::Bar);
        canvas.put(end, area.y, state, area.right() - end, Role::Bar);
    }

    fn draw_foot(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let key = |command| legend::key(cx, self.scope(), command);
        if let Some(message) = &self.message {
            // The rows of the foot are two: a long sentence takes both, the keys are known by then.
            for (line, y) in canvas.wrap(message, area.width - 2).iter().zip(area.y..area.bottom()) {
                canvas.put(area.x + 1, y, line, area.width - 2, Role::Warn);
            }
            if canvas.wrap(message, area.width - 2).len() > 1 {
                return;
            }
        } else if self.kinds.is_none() {
            let mut x = area.x + 1;
            for section in Section::all() {
                let name = cx.words.get(&format!("form.tab.{}", section.name())).to_owned();
                let here = self.field().section() == section;
                let role = if here { Role::Title } else { Role::Label };
                let text = if here { format!("[{name}]") } else { format!(" {name} ") };
                x += canvas.put(x, area.y, &text, area.right().saturating_sub(x), role) + 1;
            }
        }
        let keys = if self.kinds.is_some() {
            cx.words.say("form.kinds_keys", &[("mark", &key(Command::Mark)), ("back", &key(Command::Open))])
        } else {
            let values = [key(Command::NextField), key(Command::PageDown), key(Command::Save), key(Command::Back)];
            let [next, section, save, back] = &values;
            cx.words.say("form.keys", &[("next", next), ("section", section), ("save", save), ("back", back)])
        };
        canvas.put(area.x + 1, area.bottom() - 1, &keys, area.width - 2, Role::Label);
    }

    fn draw_fields(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let lines = self.lines(cx);
        let height = usize::from(area.height);
        let row_of_caret = self.entry().before_caret().matches('\n').count();
        let caret = lines
            .iter()
            .position(|line| matches!(line, Line::Field(at, row) if *at == self.at && *row == row_of_caret));
        let caret = caret.unwrap_or(0);
        // The focused line stands in the upper two thirds, so that its hint and what follows are seen.
        let first = caret.saturating_sub(height * 2 / 3).min(lines.len().saturating_sub(height));
        for (line, y) in lines.iter().skip(first).zip(area.y..area.bottom()) {
            match line {
                Line::Section(section) => {
                    let caption = cx.words.get(&format!("form.section.{}", section.name())).to_owned();
                    canvas.rule(Rect { y, height: 1, ..area }, &caption);
                }
                Line::Field(at, row) => self.draw_field(canvas, Rect { y, height: 1, ..area }, (*at, *row), cx),
                Line::Say(text, role) => {
                    let x = area.x + 1 + LABEL;
                    canvas.put(x, y, text, area.right().saturating_sub(x), *role);
                }
            }
        }
    }

    fn lines(&self, cx: &Context<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut section = None;
        for (at, entry) in self.draft.entries().iter().enumerate() {
            let here = entry.field.section();
            if section != Some(here) {
                section = Some(here);
                lines.push(Line::Section(here));
            }
            let rows = if entry.field.kind() == FieldKind::Text { entry.text().split('\n').count() } else { 1 };
            lines.extend((0..rows).map(|row| Line::Field(at, row)));
            lines.extend(self.remarks(at, entry, cx).into_iter().map(|(text, role)| Line::Say(text, role)));
        }
        lines
    }

    /// The error, the doubt; else the hint of the focused field.
    fn remarks(&self, at: usize, entry: &Entry, cx: &Context<'_>) -> Vec<(String, Role)> {
        let mut remarks = Vec::new();
        if let Some((_, error)) = self.errors.iter().find(|(field, _)| *field == entry.field) {
            remarks.push((cx.words.get(&error.key()).to_owned(), Role::Bad));
        }
        if entry.is_changed() && Draft::is_doubtful_phone(entry) {
            remarks.push((cx.words.get("form.doubtful_phone").to_owned(), Role::Warn));
        }
        if at == self.at && remarks.is_empty() {
            let hint = cx.words.get(hint_key(entry.field.kind()));
            if !hint.is_empty() {
                remarks.push((hint.to_owned(), Role::Label));
            }
        }
        remarks
    }

    fn draw_field(&self, canvas: &mut Canvas<'_>, area: Rect, (at, row): (usize, usize), cx: &Context<'_>) {
        let entry = &self.draft.entries()[at];
        let focused = at == self.at;
        let y = area.y;
        if row == 0 {
            let mark = if entry.is_changed() { "*" } else { " " };
            let role = if focused { Role::Title } else { Role::Label };
            canvas.put(area.x, y, mark, 1, Role::Warn);
            canvas.put(area.x + 1, y, &label(entry.field, cx.words), LABEL - 1, role);
        }
        let x = area.x + 1 + LABEL;
        let room = area.right().saturating_sub(x + 1);
        match entry.field.kind() {
            FieldKind::Ability => draw_ability(canvas, (x, y), entry, focused, cx),
            FieldKind::YesNo => {
                let text = shown(entry.field, entry.text(), cx.words);
                canvas.put(x, y, &text, room, if focused { Role::Selected } else { Role::Text });
                if focused {
                    canvas.set_cursor(x, y);
                }
            }
            FieldKind::Kinds => {
                let text = shown(entry.field, entry.text(), cx.words);
                if focused {
                    canvas.set_cursor(x, y);
                }
                self.draw_value(canvas, x, y, room, entry, &text, focused, cx);
            }
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Phone
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::Coordinates => {
                let text = entry.text().split('\n').nth(row).unwrap_or_default().to_owned();
                let before = entry.before_caret();
                let on_caret = focused && before.matches('\n').count() == row;
                if !on_caret {
                    self.draw_value(canvas, x, y, room, entry, &text, focused, cx);
                    return;
                }
                let before = before.rsplit('\n').next().unwrap_or_default().to_owned();
                let (text, column) = scrolled(canvas, &text, &before, room);
                self.draw_value(canvas, x, y, room, entry, &text, focused, cx);
                canvas.set_cursor(x + column, y);
            }
        }
    }

    /// A value, or in an empty field what the sources say.
    #[expect(clippy::too_many_arguments, reason = "private; where, what and how of one cell")]
    fn draw_value(
        &self,
        canvas: &mut Canvas<'_>,
        x: u16,
        y: u16,
        room: u16,
        entry: &Entry,
        text: &str,
        focused: bool,
        cx: &Context<'_>,
    ) {
        if focused {
            canvas.fill(Rect { x, y, width: room, height: 1 }, Role::Field);
        }
        if entry.text().is_empty()
            && let Some(value) = published(self.draft.base(), entry.field)
        {
            let value = cx.words.say("form.published", &[("value", &value)]);
            // Beside the caret, so that it is not taken for what was typed.
            let indent = if focused { 2 } else { 0 };
            canvas.put(x + indent, y, &value, room.saturating_sub(indent), Role::Label);
            return;
        }
        canvas.put(x, y, text, room, if focused { Role::Field } else { Role::Text });
    }
}

fn draw_ability(canvas: &mut Canvas<'_>, (x, y): (u16, u16), entry: &Entry, focused: bool, cx: &Context<'_>) {
    let chosen = entry.ability();
    let not_asked = cx.words.get("form.not_asked");
    let answers = [Some(Ability::Yes), Some(Ability::Ask), Some(Ability::No), None];
    let mut x = x;
    for answer in answers {
        let mark = answer.map_or(not_asked, Ability::mark);
        let here = answer == chosen;
        let role = match (here, focused) {
            (true, true) => Role::Selected,
            (true, false) => match answer {
                Some(Ability::Yes) => Role::Good,
                Some(Ability::Ask) => Role::Warn,
                Some(Ability::No) => Role::Bad,
                None => Role::Text,
            },
            (false, _) => Role::Text,
        };
        if here && focused {
            canvas.set_cursor(x + 1, y);
        }
        // Brackets carry the choice where there is no colour; unfocused fields show nothing but it.
        let text = match (here, focused) {
            (true, _) => format!("[{mark}]"),
            (false, true) => format!(" {mark} "),
            (false, false) => continue,
        };
        x += canvas.put(x, y, &text, 8, role) + 1;
    }
}

fn draw_kinds(canvas: &mut Canvas<'_>, area: Rect, list: &KindList, cx: &Context<'_>) {
    let height = usize::from(area.height);
    let all = KindList::all();
    let first = list.at.saturating_sub(height * 2 / 3).min(all.len().saturating_sub(height));
    for ((at, info), y) in all.iter().enumerate().skip(first).zip(area.y..area.bottom()) {
        let role = if at == list.at { Role::Selected } else { Role::Text };
        let mark = if list.is_chosen(info) { "[レ]" } else { "[  ]" };
        let name = match cx.words.language() {
            Language::Ja => info.ja,
            Language::En => info.en,
        };
        canvas.put_row(area.x, y, &format!(" {mark} {} {name}", info.mark), area.width, role);
        if at == list.at {
            canvas.set_cursor(area.x + 1, y);
        }
    }
}

/// The part of a line that shows the caret, and the caret's column in it: scrolled by graphemes until it fits with two cells to spare.
fn scrolled(canvas: &Canvas<'_>, text: &str, before: &str, room: u16) -> (String, u16) {
    let mut hidden = 0;
    let mut rest = before;
    while canvas.width(rest) + 2 > room {
        let Some(c) = rest.chars().next() else { break };
        hidden += c.len_utf8();
        rest = &before[hidden..];
    }
    (text[hidden..].to_owned(), canvas.width(rest))
}

const fn hint_key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Line => "form.hint.line",
        FieldKind::Text => "form.hint.text",
        FieldKind::Phone => "form.hint.phone",
        FieldKind::Number => "form.hint.number",
        FieldKind::Date => "form.hint.date",
        FieldKind::Ability => "form.hint.ability",
        FieldKind::YesNo => "form.hint.yes_no",
        FieldKind::Kinds => "form.hint.kinds",
        FieldKind::Coordinates => "form.hint.coordinates",
    }
}
