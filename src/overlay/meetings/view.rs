//! Drawing the search for a meeting.

use ratatui::layout::Rect;

use super::MeetingSearch;
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::meeting::{counts, day_of, kind_and_number};

impl MeetingSearch {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 5 || area.width < 40 {
            return;
        }
        let found = cx.casebook.logbook().find(self.input.value());
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let used = canvas.put(area.x + 1, area.y, cx.words.get("meetings.find"), 20, Role::Bar);
        let field = Rect { x: area.x + used + 3, y: area.y, width: 24, height: 1 };
        canvas.fill(field, Role::Field);
        canvas.put(field.x, field.y, self.input.value(), field.width, Role::Field);
        let before: String = self.input.value().chars().take(self.input.cursor()).collect();
        canvas.set_cursor(field.x + canvas.width(&before), field.y);
        let count = cx.words.say("meetings.count", &[("n", &found.len())]);
        canvas.put_right(area.right() - 1, area.y, &count, 12, Role::Bar);
        let foot = area.bottom() - 1;
        let key = |command| legend::key(cx, self.scope(), command);
        let (open, back) = (key(Command::Open), key(Command::Back));
        let keys = cx.words.say("meetings.find_keys", &[("open", &open), ("back", &back)]);
        canvas.put(area.x + 1, foot, &keys, area.width - 2, Role::Label);
        if found.is_empty() {
            canvas.put(area.x + 1, area.y + 2, cx.words.get("meetings.none_found"), area.width - 2, Role::Text);
        }
        let rows = usize::from(foot - area.y - 1);
        let top = (self.cursor + 1).saturating_sub(rows);
        for (at, meeting) in found.iter().enumerate().skip(top).take(rows) {
            let y = area.y + 1 + (at - top) as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            canvas.put(area.x, y, if at == self.cursor { ">" } else { " " }, 1, role);
            canvas.put(area.x + 2, y, &day_of(meeting.on, cx), 9, role);
            canvas.put(area.x + 12, y, &kind_and_number(meeting, true, cx), 14, role);
            let right = canvas.put_right(area.right(), y, &counts(meeting, cx), 16, role);
            canvas.put(area.x + 27, y, &clean_line(&meeting.title), right.saturating_sub(area.x + 28), role);
        }
    }
}
