//! Drawing the texts for each place.

use ratatui::layout::Rect;

use super::{Made, PasteMenu};
use crate::command::Command;
use crate::domain::publication::places;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::words::Language;

impl PasteMenu {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        let rows = places().len() as u16;
        if area.height < rows + 5 || area.width < 30 {
            return;
        }
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        canvas.put(area.x + 1, area.y, cx.words.get("publications.paste"), area.width - 2, Role::Bar);
        let ja = cx.words.language() == Language::Ja;
        for (at, place) in places().iter().enumerate() {
            let y = area.y + 1 + at as u16;
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            let text = format!("  {} {}", at + 1, if ja { place.ja } else { place.en });
            canvas.put_row(area.x, y, &text, area.width, role);
            let (word, own) = match self.made.get(at) {
                Some(Made::Text(_)) => ("publications.goes", Role::Good),
                Some(Made::Held { .. }) | None => ("publications.stays", Role::Bad),
            };
            canvas.put_right(
                area.right() - 1,
                y,
                cx.words.get(word),
                area.width / 2,
                if at == self.cursor { role } else { own },
            );
            if at == self.cursor {
                canvas.put(area.x, y, ">", 1, role);
                canvas.set_cursor(area.x, y);
            }
        }
        let below = Rect { y: area.y + 1 + rows, height: area.height - 2 - rows, ..area };
        canvas.rule(Rect { height: 1, ..below }, cx.words.get("publications.preview"));
        let width = area.width - 2;
        let (texts, role) = match self.made.get(self.cursor) {
            Some(Made::Text(text)) => (text.lines().map(str::to_owned).collect::<Vec<_>>(), Role::Text),
            Some(Made::Held { why, words }) => {
                ([why.clone()].into_iter().chain(words.iter().map(|word| format!("- {word}"))).collect(), Role::Bad)
            }
            None => (vec![cx.words.get("publications.gone").to_owned()], Role::Text),
        };
        let lines: Vec<String> = texts.iter().flat_map(|text| canvas.wrap(text, width)).collect();
        let room = usize::from(below.height.saturating_sub(1));
        let top = self.scroll.min(lines.len().saturating_sub(room));
        for (line, y) in lines.iter().skip(top).zip(below.y + 1..below.bottom()) {
            canvas.put(area.x + 1, y, line, width, role);
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let (open, back) = (key(Command::Open), key(Command::Back));
        let keys = cx.words.say("publications.paste_keys", &[("open", &open), ("back", &back)]);
        canvas.put(area.x + 1, area.bottom() - 1, &keys, width, Role::Label);
    }
}
