//! Drawing the list of cards.

use ratatui::layout::Rect;

use super::act::{is_due, round_word};
use super::rows::{age_and_level, confirmed, depends_on, due_words};
use super::{CardPane, Round};
use crate::command::Command;
use crate::domain::Person;
use crate::domain::card::review::{self, Freshness};
use crate::domain::text::clean_line;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::long_date;

/// Lines of the summary under the list on a small screen, its rule included.
pub(super) const SUMMARY_ROWS: u16 = 7;
/// Cells of the summary beside the list on a wide screen.
const SIDE: u16 = 51;

impl CardPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.geometry.wide() && !self.zoomed {
            let left = body.width.saturating_sub(SIDE + 1);
            self.draw_list(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            self.draw_summary(canvas, Rect { x: body.x + left + 1, width: SIDE, ..body }, cx);
        } else {
            let under = if self.zoomed { 0 } else { SUMMARY_ROWS.min(body.height.saturating_sub(1)) };
            let list = Rect { height: body.height - under, ..body };
            self.draw_list(canvas, list, cx);
            if under > 0 {
                self.draw_summary(canvas, Rect { y: list.bottom(), height: under, ..body }, cx);
            }
        }
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let used = canvas.put(line.x + 1, line.y, cx.words.get("cards.title"), line.width.saturating_sub(2), Role::Bar);
        let marks = self.marks.len();
        let marks = if marks > 0 { cx.words.say("title.marks", &[("count", &marks)]) } else { String::new() };
        let count = cx.words.say("cards.count", &[("n", &self.persons.len())]);
        let right = format!("{marks}  {count}");
        canvas.put_right(line.right() - 1, line.y, right.trim(), line.width.saturating_sub(used + 4), Role::Bar);
        let order = cx.words.get(&format!("cards.order.{}", self.effective_order())).to_owned();
        let second = cx.words.say("cards.second", &[("round", &round_word(self.round, cx)), ("order", &order)]);
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        if self.persons.is_empty() {
            return self.draw_empty(canvas, area, cx);
        }
        let rows = usize::from(area.height);
        for (at, id) in self.persons.iter().enumerate().skip(self.top).take(rows) {
            let Some(person) = cx.casebook.person(*id) else { continue };
            let line = Rect { y: area.y + (at - self.top) as u16, height: 1, ..area };
            self.draw_line(canvas, line, person, at == self.cursor, cx);
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let key = if self.round == Round::All { "cards.empty" } else { "cards.none_fits" };
        let add = super::super::key(cx, self.scope(), Command::Add);
        let back = super::super::key(cx, self.scope(), Command::Back);
        let text = cx.words.say(key, &[("add", &add), ("back", &back)]);
        let width = area.width.saturating_sub(4);
        for (text, y) in canvas.wrap(&text, width).iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, area: Rect, person: &Person, selected: bool, cx: &Context<'_>) {
        let today = cx.now.today();
        let role = if selected { Role::Selected } else { Role::Text };
        canvas.fill(area, role);
        let own = |other: Role| if selected { Role::Selected } else { other };
        let mut x = area.x;
        let mut put = |canvas: &mut Canvas<'_>, text: &str, cells: u16, role: Role| {
            canvas.put(x, area.y, text, cells.min(area.right().saturating_sub(x)), role);
            x += cells + 1;
        };
        put(canvas, if selected { ">" } else { " " }, 1, role);
        put(canvas, if self.marks.contains(&person.id) { "*" } else { " " }, 1, role);
        put(canvas, &cx.words.say("cards.name", &[("name", &clean_line(&person.name))]), 17, role);
        put(canvas, &age_and_level(person, today, cx.words), 14, role);
        if self.round == Round::Disaster {
            put(canvas, &clean_line(&person.card.area), 8, role);
            put(canvas, &depends_on(person, cx.words), 18, own(Role::Warn));
            put(canvas, &checker(person, cx), area.width, role);
            return;
        }
        let warn = match review::freshness(person, today) {
            Freshness::Fresh => Role::Text,
            Freshness::Yellow => Role::Warn,
            Freshness::Red => Role::Bad,
        };
        put(canvas, &confirmed(person, today, cx.words), 17, own(warn));
        let said = if person.card.passing.is_some() {
            cx.words.get("cards.passed").to_owned()
        } else {
            let restricted = person.card.restricted.then(|| cx.words.get("cards.restricted").to_owned());
            restricted.into_iter().chain(due_words(person, cx)).collect::<Vec<_>>().join(" ")
        };
        put(canvas, &said, area.width, own(Role::Warn));
    }

    /// Of the selected card, and nothing medical: that is on the card.
    fn draw_summary(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let Some(person) = self.selected().and_then(|id| cx.casebook.person(id)) else { return };
        let words = cx.words;
        canvas.rule(Rect { height: 1, ..area }, &words.say("cards.name", &[("name", &clean_line(&person.name))]));
        let day =
            |date: Option<jiff::civil::Date>| date.map_or_else(|| words.get("cards.no_day").to_owned(), long_date);
        let (card, kit) = (&person.card, &person.card.kit);
        let fictional = if person.fictional { words.get("cards.fictional") } else { "" };
        let due = due_words(person, cx).join("  ");
        let mut lines = vec![
            (
                words.say(
                    "cards.days",
                    &[
                        ("confirmed", &day(person.reviewed_on)),
                        ("changed", &day(card.changed_on)),
                        ("created", &day(card.created_on)),
                    ],
                ),
                Role::Text,
            ),
            (
                words.say(
                    "cards.next",
                    &[("next", &day(card.next_review_on)), ("exchange", &day(review::next_exchange(person)))],
                ),
                Role::Text,
            ),
            (
                words.say(
                    "cards.kit",
                    &[
                        ("handed", &day(kit.handed_on)),
                        ("seals", &words.get(if kit.is_sealed() { "cards.seals_on" } else { "cards.seals_off" })),
                        ("sheet", &day(kit.sheet_of)),
                    ],
                ),
                Role::Text,
            ),
            (
                words.say(
                    "cards.contacts",
                    &[("n", &card.contacts.len()), ("supporters", &card.supporters.len()), ("fictional", &fictional)],
                ),
                Role::Text,
            ),
        ];
        if is_due(person, cx) && !due.is_empty() {
            lines.push((words.say("cards.due_line", &[("due", &due)]), Role::Warn));
        }
        let open = super::super::key(cx, self.scope(), Command::Open);
        lines.push((words.say("cards.open_hint", &[("open", &open)]), Role::Label));
        for ((text, role), y) in lines.iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 1, y, text, area.width.saturating_sub(2), *role);
        }
    }
}

fn checker(person: &Person, cx: &Context<'_>) -> String {
    let card = &person.card;
    if card.checked_by.is_empty() {
        return cx.words.get("cards.nobody_checks").to_owned();
    }
    let phone = card.checked_by_phone.as_ref().map(|phone| phone.display().to_owned()).unwrap_or_default();
    format!("{} {phone}", clean_line(&card.checked_by)).trim().to_owned()
}
