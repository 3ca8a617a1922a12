//! Draws the form: a line a field, the focused one with its hint or error below.

mod choosing;
mod field;
mod question;
mod said;

use ratatui::layout::Rect;

use super::{Choosing, Form};
use crate::command::Command;
use crate::domain::meeting::Readings;
use crate::form::{CardField, Draft, Entry, FieldKind, MeetingField, Part, Subject, WishField};
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::{Context, also_open};

/// Cells of the labels: as a rule, and the most where a data file's are longer.
const LABEL: u16 = 16;
const LONG_LABEL: u16 = 26;
/// More parts are counted: nobody looks for the one he wants in so many.
const MOST_TABS: usize = 8;

/// A row of the form.
enum Line {
    /// A part begins.
    Part(Part),
    /// A heading inside a part.
    Group(String),
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
        let tabs = self.tabs(canvas, area.width, cx);
        let readings = self.readings(cx);
        self.draw_head(canvas, area, tabs.is_none(), readings.as_ref(), cx);
        let mut body = Rect { y: area.y + 1, height: area.height - 3, ..area };
        let (kind, key) = (self.draft.base().kind(), self.draft.base().key());
        if let Some(others) = also_open(cx, kind, key).filter(|_| body.height > 4) {
            canvas.put_row(body.x, body.y, &format!(" {others}"), body.width, Role::Warn);
            body = Rect { y: body.y + 1, height: body.height - 1, ..body };
        }
        if let Some(readings) = readings.as_ref().filter(|_| self.is_writing_lines() && body.height > 4) {
            self.draw_reading(canvas, Rect { height: 1, ..body }, readings, cx);
            body = Rect { y: body.y + 1, height: body.height - 1, ..body };
        }
        match &self.choosing {
            Some(Choosing::Marks(list)) => choosing::draw_marks(canvas, body, list),
            Some(Choosing::Institution(chooser)) => choosing::draw_institutions(canvas, body, chooser, cx),
            None => self.draw_fields(canvas, body, readings.as_ref(), cx),
        }
        self.draw_foot(canvas, Rect { y: area.bottom() - 2, height: 2, ..area }, tabs.as_deref(), cx);
    }

    /// The parts in the order of the form.
    fn parts(&self) -> Vec<&Part> {
        let mut parts: Vec<&Part> = Vec::new();
        for entry in self.draft.entries() {
            if parts.last() != Some(&&entry.field.part) {
                parts.push(&entry.field.part);
            }
        }
        parts
    }

    /// The row of parts, and whether each is the one under the cursor; `None` where they do not fit and are counted in the title.
    fn tabs(&self, canvas: &Canvas<'_>, width: u16, cx: &Context<'_>) -> Option<Vec<(String, bool)>> {
        let here = &self.entry().field.part;
        let parts = self.parts();
        let tabs: Vec<(String, bool)> = parts.iter().map(|part| (part.tab.text(cx.words), *part == here)).collect();
        let cells: u16 = tabs.iter().map(|(tab, _)| canvas.width(tab) + 3).sum();
        (parts.len() <= MOST_TABS && cells < width).then_some(tabs)
    }

    /// Which part of how many, with its name.
    fn counted(&self, cx: &Context<'_>) -> String {
        let here = &self.entry().field.part;
        let parts = self.parts();
        let at = parts.iter().position(|part| *part == here).map_or(1, |at| at + 1);
        cx.words.say("form.part_of", &[("n", &at), ("of", &parts.len()), ("part", &here.tab.text(cx.words))])
    }

    fn draw_head(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        counted: bool,
        readings: Option<&Readings>,
        cx: &Context<'_>,
    ) {
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let title = match &self.choosing {
            Some(Choosing::Marks(_)) if self.entry().field.kind == FieldKind::Kinds => {
                cx.words.get("form.kinds_title").to_owned()
            }
            Some(_) => cx.words.say("form.choose_title", &[("field", &self.entry().field.label.text(cx.words))]),
            None if counted => format!("{}  {}", self.title(cx), self.counted(cx)),
            None => self.title(cx),
        };
        let state = match (self.saving, self.draft.is_dirty()) {
            (true, _) if cx.waiting => cx.words.get("toast.waiting"),
            (true, _) => cx.words.get("form.saving"),
            (false, true) => cx.words.get("form.unsaved"),
            (false, false) => "",
        };
        let end = area.right().saturating_sub(canvas.width(state) + 1);
        let counts = readings.map(|readings| said::counts(readings, cx)).unwrap_or_default();
        // What is counted is never cut by a long name.
        let room = end.saturating_sub(area.x + 2).saturating_sub(canvas.width(&counts) + 2);
        let used = canvas.put(area.x + 1, area.y, &title, room, Role::Bar);
        let x = area.x + 1 + used + 2;
        canvas.put(x, area.y, &counts, end.saturating_sub(x + 1), Role::Bar);
        canvas.put(end, area.y, state, area.right() - end, Role::Bar);
    }

    fn draw_foot(&self, canvas: &mut Canvas<'_>, area: Rect, tabs: Option<&[(String, bool)]>, cx: &Context<'_>) {
        let key = |command| legend::key(cx, self.scope(), command);
        if let Some(message) = &self.message {
            // The rows of the foot are two: a long sentence takes both, the keys are known by then.
            for (line, y) in canvas.wrap(message, area.width - 2).iter().zip(area.y..area.bottom()) {
                canvas.put(area.x + 1, y, line, area.width - 2, Role::Warn);
            }
            if canvas.wrap(message, area.width - 2).len() > 1 {
                return;
            }
        } else if self.choosing.is_none() {
            let mut x = area.x + 1;
            let counted = [(self.counted(cx), true)];
            for (name, here) in tabs.unwrap_or(&counted) {
                let role = if *here { Role::Title } else { Role::Label };
                let text = if *here { format!("[{name}]") } else { format!(" {name} ") };
                x += canvas.put(x, area.y, &text, area.right().saturating_sub(x), role) + 1;
            }
        }
        let keys = match self.choosing {
            Some(Choosing::Marks(_)) => {
                cx.words.say("form.kinds_keys", &[("mark", &key(Command::Mark)), ("back", &key(Command::Open))])
            }
            Some(Choosing::Institution(_)) => {
                cx.words.say("form.chooser_keys", &[("open", &key(Command::Open)), ("back", &key(Command::Back))])
            }
            None => {
                let values = [key(Command::NextField), key(Command::PageDown), key(Command::Save), key(Command::Back)];
                let [next, section, save, back] = &values;
                cx.words.say("form.keys", &[("next", next), ("section", section), ("save", save), ("back", back)])
            }
        };
        canvas.put(area.x + 1, area.bottom() - 1, &keys, area.width - 2, Role::Label);
    }

    fn draw_fields(&self, canvas: &mut Canvas<'_>, area: Rect, readings: Option<&Readings>, cx: &Context<'_>) {
        let label = self.label_cells(canvas, area.width, cx);
        let lines = self.lines(canvas, label, area.width.saturating_sub(label + 2), cx);
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
                Line::Part(part) => canvas.rule(Rect { y, height: 1, ..area }, &part.title.text(cx.words)),
                Line::Group(group) => {
                    canvas.put(area.x + 1, y, group, area.width - 1, Role::Title);
                }
                Line::Field(at, row) => {
                    let place = Rect { y, height: 1, ..area };
                    self.draw_label(canvas, place, (*at, *row), label, cx);
                    let entry = &self.draft.entries()[*at];
                    let is_text = entry.name() == MeetingField::Lines.name();
                    if let Some(reading) = readings.filter(|_| is_text).and_then(|readings| readings.at(*row)) {
                        let margin = Rect { width: label + 1, ..place };
                        said::draw_margin(canvas, margin, (reading, *row), &entry.field.label.text(cx.words), cx);
                    }
                    let x = area.x + 1 + label;
                    let value = Rect { x, width: area.right().saturating_sub(x + 1), ..place };
                    self.draw_value(canvas, value, (*at, *row), cx);
                }
                Line::Say(text, role) => {
                    let x = area.x + 1 + label;
                    canvas.put(x, y, text, area.right().saturating_sub(x), *role);
                }
            }
        }
    }

    fn lines(&self, canvas: &Canvas<'_>, label: u16, room: u16, cx: &Context<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let (mut part, mut group) = (None, None);
        for (at, entry) in self.draft.entries().iter().enumerate() {
            if part != Some(&entry.field.part) {
                (part, group) = (Some(&entry.field.part), None);
                lines.push(Line::Part(entry.field.part.clone()));
            }
            if group != entry.field.group.as_ref() {
                group = entry.field.group.as_ref();
                lines.extend(group.cloned().map(Line::Group));
            }
            let rows = if entry.field.kind.is_text() { entry.text().split('\n').count() } else { 1 };
            lines.extend((0..rows).map(|row| Line::Field(at, row)));
            let choices = if at == self.at { self.choices(at, (canvas, label, room), cx) } else { Vec::new() };
            lines.extend(choices.into_iter().map(|text| Line::Say(text, Role::Label)));
            lines.extend(self.remarks(at, entry, cx).into_iter().map(|(text, role)| Line::Say(text, role)));
        }
        lines
    }

    /// The error, the doubt; else the hint of the focused field.
    fn remarks(&self, at: usize, entry: &Entry, cx: &Context<'_>) -> Vec<(String, Role)> {
        let mut remarks = Vec::new();
        if let Some((_, error)) = self.errors.iter().find(|(field, _)| field == entry.name()) {
            remarks.push((cx.words.get(&error.key()).to_owned(), Role::Bad));
        }
        if entry.is_changed() && Draft::is_doubtful_phone(entry) {
            remarks.push((cx.words.get("form.doubtful_phone").to_owned(), Role::Warn));
        }
        if Draft::is_doubtful_hours(entry) {
            remarks.push((cx.words.get("form.card.doubtful_hours").to_owned(), Role::Warn));
        }
        remarks.extend(self.lacking(entry, cx).into_iter().map(|lacking| (lacking, Role::Warn)));
        if at == self.at && remarks.is_empty() && !self.is_question(at) {
            let hint = self.hint(entry, cx);
            if !hint.is_empty() {
                remarks.push((hint, Role::Label));
            }
        }
        remarks
    }

    /// What lacks for a wish against resuscitation, under the wish.
    fn lacking(&self, entry: &Entry, cx: &Context<'_>) -> Vec<String> {
        if entry.name() != CardField::Wish(WishField::Resuscitation).name() {
            return Vec::new();
        }
        let missing = self.draft.missing(cx.now.today(), cx.registry);
        let word = |condition| cx.words.get(&format!("form.card.lacks.{condition}")).to_owned();
        let missing: Vec<String> = missing.into_iter().map(word).collect();
        if missing.is_empty() {
            return Vec::new();
        }
        let what = missing.join(cx.words.get("form.card.and"));
        vec![cx.words.say("form.card.lacking", &[("what", &what)]), cx.words.get("form.card.lacking_note").to_owned()]
    }

    /// Cells of the labels: those of a data file may be longer, and leave most of the row to the values.
    fn label_cells(&self, canvas: &Canvas<'_>, width: u16, cx: &Context<'_>) -> u16 {
        let longest =
            self.draft.entries().iter().map(|entry| canvas.width(&entry.field.label.text(cx.words)) + 1).max();
        if matches!(self.draft.subject(), Subject::Facility) {
            return LABEL;
        }
        longest.unwrap_or(LABEL).clamp(LABEL, LONG_LABEL.min(width / 3).max(LABEL))
    }
}
