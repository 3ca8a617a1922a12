//! Draws one field: its label, and its value as its kind is answered.

use ratatui::layout::Rect;

use crate::domain::era;
use crate::domain::facility::Ability;
use crate::form::{Coded, Entry, Field, FieldKind, SendingField, Subject, published, read_birth_date, shown};
use crate::overlay::form::Form;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::port::Record;

impl Form {
    pub(super) fn draw_label(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (at, row): (usize, usize),
        cells: u16,
        cx: &Context<'_>,
    ) {
        if row > 0 {
            return;
        }
        let entry = &self.draft.entries()[at];
        let mark = if entry.is_changed() { "*" } else { " " };
        let role = if at == self.at { Role::Title } else { Role::Label };
        canvas.put(area.x, area.y, mark, 1, Role::Warn);
        canvas.put(area.x + 1, area.y, &entry.field.label.text(cx.words), cells - 1, role);
    }

    pub(super) fn draw_value(&self, canvas: &mut Canvas<'_>, area: Rect, (at, row): (usize, usize), cx: &Context<'_>) {
        let entry = &self.draft.entries()[at];
        let focused = at == self.at;
        let Rect { x, y, width: room, .. } = area;
        if self.draft.subject().is_fixed(entry.name()) {
            let text = shown(&entry.field, entry.text(), cx.words, cx);
            canvas.put(x, y, &text, room, if focused { Role::Selected } else { Role::Text });
            if focused {
                canvas.set_cursor(x, y);
            }
            return;
        }
        match &entry.field.kind {
            FieldKind::Ability => draw_ability(canvas, (x, y), entry, focused, cx),
            FieldKind::Choice { options, optional } => {
                draw_choice(canvas, area, entry, (options, *optional), focused, cx);
            }
            FieldKind::YesNo => {
                let text = shown(&entry.field, entry.text(), cx.words, cx);
                canvas.put(x, y, &text, room, if focused { Role::Selected } else { Role::Text });
                if focused {
                    canvas.set_cursor(x, y);
                }
            }
            FieldKind::Kinds | FieldKind::Several(_) | FieldKind::Institution(_) => {
                let text = shown(&entry.field, entry.text(), cx.words, cx);
                if focused {
                    canvas.set_cursor(x, y);
                }
                self.draw_text(canvas, area, entry, &text, cx);
            }
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Phone
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::BirthDate
            | FieldKind::Time
            | FieldKind::Hours
            | FieldKind::Participants
            | FieldKind::Coordinates => {
                let text = entry.text().split('\n').nth(row).unwrap_or_default().to_owned();
                let before = entry.before_caret();
                let on_caret = focused && before.matches('\n').count() == row;
                if !on_caret {
                    self.draw_text(canvas, area, entry, &text, cx);
                    return;
                }
                let before = before.rsplit('\n').next().unwrap_or_default().to_owned();
                let (text, column) = scrolled(canvas, &text, &before, room);
                self.draw_text(canvas, area, entry, &text, cx);
                canvas.set_cursor(x + column, y);
            }
        }
    }

    /// A value, or in an empty field of an institution what the sources say.
    fn draw_text(&self, canvas: &mut Canvas<'_>, area: Rect, entry: &Entry, text: &str, cx: &Context<'_>) {
        let Rect { x, y, width: room, .. } = area;
        let focused = self.entry().name() == entry.name();
        if focused {
            canvas.fill(area, Role::Field);
        }
        if let Record::Facility(facility) = self.draft.base()
            && entry.text().is_empty()
            && let Some(value) = Field::parse(entry.name()).and_then(|field| published(facility, field))
        {
            let value = cx.words.say("form.published", &[("value", &value)]);
            // Beside the caret, so that it is not taken for what was typed.
            let indent = if focused { 2 } else { 0 };
            canvas.put(x + indent, y, &value, room.saturating_sub(indent), Role::Label);
            return;
        }
        canvas.put(x, y, text, room, if focused { Role::Field } else { Role::Text });
    }

    /// What the focused field takes.
    pub(super) fn hint(&self, entry: &Entry, cx: &Context<'_>) -> String {
        // The rule itself says what has to be kept.
        if let (Subject::Evidence, "evidence", Some(task)) =
            (self.draft.subject(), entry.name(), self.draft.base().as_task())
            && let Some(item) = cx.casebook.item_of(task).filter(|item| !item.evidence.is_empty())
        {
            return cx.words.say("task.hint", &[("hint", &item.evidence)]);
        }
        let key = match &entry.field.kind {
            _ if self.draft.subject().is_fixed(entry.name()) => "form.hint.fixed",
            FieldKind::Line => "form.hint.line",
            FieldKind::Text => "form.hint.text",
            FieldKind::Phone if matches!(self.draft.subject(), Subject::Sending(_)) => {
                return self.number_to_read_back(cx);
            }
            FieldKind::Phone => "form.hint.phone",
            FieldKind::Number if matches!(self.draft.base(), Record::Facility(_)) => "form.hint.number",
            FieldKind::Number => "form.hint.count",
            FieldKind::Date if matches!(self.draft.base(), Record::Facility(_)) => "form.hint.date",
            FieldKind::Date => "form.hint.day",
            FieldKind::BirthDate => match read_birth_date(entry.text(), cx.now.today()) {
                Some(born) => return cx.words.say("form.hint.born", &[("day", &era::japanese(born)), ("iso", &born)]),
                None => "form.hint.birth_date",
            },
            FieldKind::Time => "form.hint.time",
            FieldKind::Hours => "form.hint.hours",
            FieldKind::Ability => "form.hint.ability",
            FieldKind::YesNo => "form.hint.yes_no",
            FieldKind::Kinds => "form.hint.kinds",
            FieldKind::Coordinates => "form.hint.coordinates",
            FieldKind::Choice { .. } => "form.hint.choice",
            FieldKind::Several(_) => "form.hint.several",
            FieldKind::Institution(_) => "form.hint.institution",
            FieldKind::Participants => "form.hint.participants",
        };
        cx.words.get(key).to_owned()
    }

    /// The register's FAX number of the receiver that is typed now: what the person dials and reads back.
    fn number_to_read_back(&self, cx: &Context<'_>) -> String {
        let to = self.draft.entries().iter().find(|entry| entry.name() == SendingField::To.name());
        let known = to.and_then(|to| to.text().trim().parse().ok()).and_then(|id| cx.registry.row(id));
        match known.filter(|row| row.fax_number().is_some()) {
            Some(row) => cx.words.say("form.hint.number_of", &[("number", &row.fax), ("place", &row.short)]),
            None => cx.words.get("form.hint.no_number").to_owned(),
        }
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

/// All options in the row where they fit, the chosen one in brackets; else that one alone, with its number.
fn draw_choice(
    canvas: &mut Canvas<'_>,
    area: Rect,
    entry: &Entry,
    (options, optional): (&[Coded], bool),
    focused: bool,
    cx: &Context<'_>,
) {
    let Rect { x, y, width: room, .. } = area;
    if !focused {
        canvas.put(x, y, &shown(&entry.field, entry.text(), cx.words, cx), room, Role::Text);
        return;
    }
    let none = optional.then(|| ("", cx.words.get("form.not_asked").to_owned()));
    let named = options.iter().map(|option| (option.code.as_str(), option.label.text(cx.words)));
    let all: Vec<(&str, String)> = named.chain(none).collect();
    let cells: u16 = all.iter().map(|(_, name)| canvas.width(name) + 3).sum();
    let at = all.iter().position(|(code, _)| *code == entry.text());
    if cells > room {
        let (number, name) = at.map_or((0, entry.text().to_owned()), |at| (at + 1, all[at].1.clone()));
        let place = if entry.text().is_empty() { String::new() } else { format!(" {number}/{}", options.len()) };
        canvas.put(x, y, &format!("[{name}]{place}"), room, Role::Selected);
        canvas.set_cursor(x + 1, y);
        return;
    }
    let mut x = x;
    for (place, (_, name)) in all.iter().enumerate() {
        let here = at == Some(place);
        if here || (at.is_none() && place == 0) {
            canvas.set_cursor(x + 1, y);
        }
        let text = if here { format!("[{name}]") } else { format!(" {name} ") };
        x +=
            canvas.put(x, y, &text, area.right().saturating_sub(x), if here { Role::Selected } else { Role::Text }) + 1;
    }
}

/// The part of a line that shows the caret, and the caret's column in it: scrolled by graphemes until it fits with two cells to spare.
pub(super) fn scrolled(canvas: &Canvas<'_>, text: &str, before: &str, room: u16) -> (String, u16) {
    let mut hidden = 0;
    let mut rest = before;
    while canvas.width(rest) + 2 > room {
        let Some(c) = rest.chars().next() else { break };
        hidden += c.len_utf8();
        rest = &before[hidden..];
    }
    (text[hidden..].to_owned(), canvas.width(rest))
}
