//! Drawing the search for a person.

use ratatui::layout::Rect;

use super::{Goal, PeopleSearch};
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::task::{hospital, stay_dates};

impl PeopleSearch {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 5 || area.width < 40 {
            return;
        }
        let people = cx.casebook.people(self.input.value());
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, cx.words.get("people.title"), 20, Role::Bar);
        let field = Rect { x: area.x + used + 3, y: area.y, width: 24, height: 1 };
        canvas.fill(field, Role::Field);
        canvas.put(field.x, field.y, self.input.value(), field.width, Role::Field);
        let before: String = self.input.value().chars().take(self.input.cursor()).collect();
        canvas.set_cursor(field.x + canvas.width(&before), field.y);
        let count = cx.words.say("people.count", &[("n", &people.len())]);
        canvas.put_right(area.right() - 1, area.y, &count, 12, Role::Bar);
        let foot = area.bottom() - 1;
        let keys = cx.words.say(
            if self.goal == Goal::Card { "people.card_keys" } else { "people.keys" },
            &[
                ("open", &legend::key(cx, self.scope(), Command::Open)),
                ("back", &legend::key(cx, self.scope(), Command::Back)),
            ],
        );
        canvas.put(area.x + 1, foot, &keys, area.width - 2, Role::Label);
        let rows = usize::from(foot - area.y - 1);
        let top = (self.cursor + 1).saturating_sub(rows);
        if people.is_empty() {
            canvas.put(area.x + 1, area.y + 2, cx.words.get("people.none"), area.width - 2, Role::Text);
        }
        for (at, found) in people.iter().enumerate().skip(top).take(rows) {
            let y = area.y + 1 + (at - top) as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if at == self.cursor { ">" } else { " " }, 1, role);
            canvas.put(area.x + 2, y, &clean_line(&found.person.name), 16, role);
            canvas.put(area.x + 19, y, &clean_line(found.person.kana.as_deref().unwrap_or_default()), 18, role);
            let stay = match found.stay {
                Some(stay) => format!("{}  {}", stay_dates(cx, stay), hospital(cx, stay.id)),
                None => cx.words.get("people.never").to_owned(),
            };
            canvas.put(area.x + 38, y, &stay, area.right().saturating_sub(area.x + 38), role);
        }
    }
}
