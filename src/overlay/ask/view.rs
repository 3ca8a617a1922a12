//! Drawing the search for where to ask: the hits on top, what the chosen one says below.

use ratatui::layout::Rect;

use super::AskSearch;
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::model::asking::Found;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::meeting::{day_of, kind_and_number};

/// Lines of the answer under the hits.
const ANSWER: u16 = 6;
/// Cells of what a hit is.
const KIND: u16 = 8;

impl AskSearch {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < ANSWER + 4 || area.width < 40 {
            return;
        }
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, cx.words.get("publications.find"), 24, Role::Bar);
        let field = Rect { x: area.x + used + 3, y: area.y, width: 30.min(area.width - used - 16), height: 1 };
        canvas.fill(field, Role::Field);
        canvas.put(field.x, field.y, self.input.value(), field.width, Role::Field);
        let before: String = self.input.value().chars().take(self.input.cursor()).collect();
        canvas.set_cursor((field.x + canvas.width(&before)).min(field.right() - 1), field.y);
        let count = cx.words.say("publications.count", &[("n", &self.found.len())]);
        canvas.put_right(area.right() - 1, area.y, &count, 12, Role::Bar);
        let foot = area.bottom() - 1;
        let key = |command| legend::key(cx, self.scope(), command);
        let (open, copy, back) = (key(Command::Open), key(Command::Copy), key(Command::Back));
        let keys = cx.words.say("publications.find_keys", &[("open", &open), ("copy", &copy), ("back", &back)]);
        canvas.put(area.x + 1, foot, &keys, area.width - 2, Role::Label);
        if self.found.is_empty() {
            let text = cx.words.get("publications.nothing_found");
            for (line, y) in canvas.wrap(text, area.width - 4).iter().zip(area.y + 2..foot) {
                canvas.put(area.x + 2, y, line, area.width - 4, Role::Text);
            }
            return;
        }
        let list = Rect { y: area.y + 1, height: foot - area.y - 2 - ANSWER, ..area };
        self.draw_list(canvas, list, cx);
        let answer = Rect { y: list.bottom(), height: ANSWER + 1, ..area };
        canvas.rule(Rect { height: 1, ..answer }, cx.words.get("publications.answer"));
        let texts = self.found.get(self.cursor).map(|found| said(*found, cx)).unwrap_or_default();
        let lines = texts.iter().flat_map(|text| canvas.wrap(text, area.width - 4)).collect::<Vec<_>>();
        for (line, y) in lines.iter().zip(answer.y + 1..foot) {
            canvas.put(area.x + 2, y, line, area.width - 4, Role::Text);
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let rows = usize::from(area.height);
        let top = (self.cursor + 1).saturating_sub(rows);
        for (at, found) in self.found.iter().enumerate().skip(top).take(rows) {
            let y = area.y + (at - top) as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if at == self.cursor { ">" } else { " " }, 1, role);
            let (kind, text, right) = line(*found, cx);
            canvas.put(area.x + 2, y, kind, KIND, role);
            let end = canvas.put_right(area.right() - 1, y, &right, area.width / 3, role);
            let x = area.x + 2 + KIND + 1;
            canvas.put(x, y, &text, end.saturating_sub(x + 1), role);
        }
    }
}

/// What it is, what was asked, and who helps.
fn line<'w>(found: Found, cx: &Context<'w>) -> (&'w str, String, String) {
    let log = cx.casebook.logbook();
    match found {
        Found::Worry(id) => {
            let guide = log.guide(id);
            let desk = guide.and_then(|guide| guide.desks.first());
            let row = desk.and_then(|desk| desk.facility).and_then(|id| cx.registry.row(id));
            let name = row.map(|row| row.short.to_string()).or_else(|| desk.map(|desk| desk.name.clone()));
            let worry = guide.map(|guide| clean_line(&guide.worry)).unwrap_or_default();
            (cx.words.get("publications.guide_mark"), worry, clean_line(&name.unwrap_or_default()))
        }
        Found::Question(id) => {
            let question = log.publication(id).and_then(|one| one.question.as_ref());
            let asked = question.map(|question| clean_line(&question.asked)).unwrap_or_default();
            let by = question.map(|question| clean_line(&question.by)).unwrap_or_default();
            (cx.words.get("publications.question_mark"), asked, by)
        }
        Found::Asked(id, at) => {
            let Some(meeting) = log.meeting(id) else { return ("", String::new(), String::new()) };
            let text = meeting.lines.get(at).map(|line| clean_line(&line.text)).unwrap_or_default();
            let text = if meeting.is_guarded() { cx.words.get("publications.of_a_case").to_owned() } else { text };
            let right = format!("{} {}", day_of(meeting.on, cx), kind_and_number(meeting, true, cx));
            (cx.words.get("publications.asked_mark"), text, right)
        }
    }
}

/// The whole answer: the desks with their numbers, or what was answered.
fn said(found: Found, cx: &Context<'_>) -> Vec<String> {
    let log = cx.casebook.logbook();
    match found {
        Found::Worry(id) => {
            let desks = log.guide(id).map(|guide| guide.desks.as_slice()).unwrap_or_default();
            let desk = |desk: &crate::domain::guide::Desk| {
                let row = desk.facility.and_then(|id| cx.registry.row(id));
                let name = row.map_or_else(|| desk.name.clone(), |row| row.name.to_string());
                let phone = row.map(|row| row.phone.to_string()).unwrap_or_default();
                [name, phone, desk.why.clone()].map(|part| clean_line(&part)).join("  ")
            };
            desks.iter().map(desk).collect()
        }
        Found::Question(id) => {
            let Some(one) = log.publication(id) else { return Vec::new() };
            let answer = one.question.as_ref().map(|question| question.answer.as_str()).unwrap_or_default();
            let answer = if answer.is_empty() { cx.words.get("publication.unanswered") } else { answer };
            answer.lines().map(clean_line).collect()
        }
        Found::Asked(..) => vec![cx.words.get("publications.asked_only").to_owned()],
    }
}
