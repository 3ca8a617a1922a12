//! Drawing the search for an institution that was asked.

use ratatui::layout::Rect;

use super::AskedSearch;
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl AskedSearch {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 5 || area.width < 40 {
            return;
        }
        let found = self.found(cx);
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, cx.words.get("surveys.find"), 30, Role::Bar);
        let field = Rect { x: area.x + used + 3, y: area.y, width: 24, height: 1 };
        canvas.fill(field, Role::Field);
        canvas.put(field.x, field.y, self.input.value(), field.width, Role::Field);
        let before: String = self.input.value().chars().take(self.input.cursor()).collect();
        canvas.set_cursor(field.x + canvas.width(&before), field.y);
        let count = cx.words.say("surveys.count", &[("n", &found.len())]);
        canvas.put_right(area.right() - 1, area.y, &count, 12, Role::Bar);
        let foot = area.bottom() - 1;
        let key = |command| legend::key(cx, self.scope(), command);
        let (open, back) = (key(Command::Open), key(Command::Back));
        let keys = cx.words.say("surveys.find_keys", &[("open", &open), ("back", &back)]);
        canvas.put(area.x + 1, foot, &keys, area.width - 2, Role::Label);
        if found.is_empty() {
            canvas.put(area.x + 1, area.y + 2, cx.words.get("surveys.none_found"), area.width - 2, Role::Text);
        }
        let rows = usize::from(foot - area.y - 1);
        let top = (self.cursor + 1).saturating_sub(rows);
        let log = cx.casebook.logbook();
        for (at, id) in found.iter().enumerate().skip(top).take(rows) {
            let y = area.y + 1 + (at - top) as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if at == self.cursor { ">" } else { " " }, 1, role);
            let state = if log.answer(self.survey, *id).is_some() { "surveys.done" } else { "surveys.open" };
            let used = canvas.put(area.x + 2, y, cx.words.get(state), 6, role);
            let row = cx.registry.row(*id);
            let name = row.map_or_else(|| cx.words.get("surveys.gone").to_owned(), |row| clean_line(&row.name));
            let place = row.map(|row| clean_line(&row.area)).unwrap_or_default();
            let end = canvas.put_right(area.right() - 1, y, &place, 16, role);
            let x = area.x + 3 + used;
            canvas.put(x, y, &name, end.saturating_sub(x + 1), role);
        }
    }
}
