//! Drawing the questions of a handing over, with the exact text that would go out.

use ratatui::layout::Rect;

use super::{HandOverMenu, Stage};
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::exchange::export::person::called;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::long_date;

impl HandOverMenu {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 8 || area.width < 40 {
            return;
        }
        let words = cx.words;
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, words.get("hand_over.title"), area.width - 2, Role::Bar);
        let names: Vec<String> = self.people(cx).iter().map(|person| clean_line(&person.name)).collect();
        let who = match names.as_slice() {
            [one] => words.say("cards.name", &[("name", one)]),
            several => words.say("cards.count", &[("n", &several.len())]),
        };
        canvas.put_right(area.right() - 1, area.y, &who, area.width.saturating_sub(used + 4), Role::Bar);
        let width = area.width - 2;
        let question = match self.stage {
            Stage::Whom => "hand_over.whom",
            Stage::Why => "hand_over.why",
            Stage::What | Stage::Files => "hand_over.what",
        };
        canvas.put(area.x + 1, area.y + 1, words.get(question), width, Role::Title);
        canvas.put(area.x + 1, area.y + 2, &self.ground_line(cx), width, Role::Label);
        let rows = self.rows(cx);
        let split = matches!(self.stage, Stage::What | Stage::Files) && area.width >= 76;
        let left = if split { 30 } else { width };
        for (at, text) in rows.iter().enumerate() {
            let y = area.y + 4 + at as u16;
            if y + 2 >= area.bottom() {
                break;
            }
            let selected = at == self.cursor;
            let role = if selected { Role::Selected } else { Role::Text };
            let digit = if at < 10 { ((at + 1) % 10).to_string() } else { " ".to_owned() };
            let line = format!("{}{digit} {text}", if selected { ">" } else { " " });
            canvas.put_row(area.x, y, &line, left, role);
            if selected {
                canvas.set_cursor(area.x, y);
            }
        }
        if split {
            let x = area.x + left + 1;
            let preview =
                Rect { x, y: area.y + 4, width: area.right().saturating_sub(x), height: area.height.saturating_sub(6) };
            self.draw_preview(canvas, preview, cx);
        }
        let foot = area.bottom() - 1;
        let back = legend::key(cx, self.scope(), Command::Back);
        let state = |on: bool| words.get(if on { "hand_over.on" } else { "hand_over.off" }).to_owned();
        let key = if split { "hand_over.keys" } else { "hand_over.keys_short" };
        let keys = words.say(
            key,
            &[
                ("names", &state(self.masks.names)),
                ("phones", &state(self.masks.phones)),
                ("safe", &state(self.safe)),
                ("back", &back),
            ],
        );
        canvas.put(area.x + 1, foot, &keys, width, Role::Label);
    }

    /// On what ground, as far as it is known.
    fn ground_line(&self, cx: &Context<'_>) -> String {
        let Some(to) = self.to else { return cx.words.get("hand_over.first").to_owned() };
        let people = self.people(cx);
        let granted: Vec<_> = people.iter().map(|person| to.consent(person, cx.now.today())).collect();
        let without = granted.iter().filter(|one| one.is_none()).count();
        let ground = match (granted.as_slice(), without, self.reason) {
            ([Some(one)], _, _) => cx.words.say("hand_over.consent", &[("day", &long_date(one.on))]),
            (_, 0, _) => cx.words.get("hand_over.all_consent").to_owned(),
            (_, n, None) => cx.words.say("hand_over.no_consent", &[("n", &n)]),
            (_, n, Some(reason)) => {
                let reason = cx.words.get(&format!("hand_over.reason.{reason}")).to_owned();
                cx.words.say("hand_over.by_reason", &[("n", &n), ("reason", &reason)])
            }
        };
        format!("{}   {ground}", called(to, cx.words))
    }

    fn draw_preview(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.rule(Rect { height: 1, ..area }, cx.words.get("hand_over.preview"));
        let replaced: Vec<String> = self.made.replaced.iter().map(|one| format!("{} > {}", one.from, one.to)).collect();
        let mut lines: Vec<String> = Vec::new();
        if !replaced.is_empty() {
            lines.push(cx.words.say("hand_over.replaced", &[("list", &replaced.join("  "))]));
        }
        if canvas.is_covered() {
            lines.push(cx.words.get("hand_over.screen_only").to_owned());
        }
        lines.extend(self.made.text.lines().flat_map(|line| canvas.wrap(line, area.width)));
        for (line, y) in lines.iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x, y, line, area.width, Role::Text);
        }
    }
}
