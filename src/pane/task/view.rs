//! Drawing the board and the checklist (ux.md 4.7, 4.8).

use ratatui::layout::Rect;

use super::rows::{self, Urgency, urgency_of};
use super::{Entry, Mode, Reach, TaskPane, calendar, detail};
use crate::domain::TaskId;
use crate::model::casebook::{Line, Status};
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Lines of the detail under the list on a small screen, its rule included.
pub(super) const DETAIL_ROWS: u16 = 7;
/// Cells of the part beside the list on a wide screen.
const SIDE: u16 = 51;

impl TaskPane {
    /// Draws into the body: everything between the title and the hint line.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        self.draw_head(canvas, Rect { height: 2, ..area }, cx);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.is_wide() && !self.zoomed {
            let left = body.width.saturating_sub(SIDE + 1);
            self.draw_list(canvas, Rect { width: left, ..body }, cx);
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let side = Rect { x: body.x + left + 1, width: SIDE, ..body };
            let month = calendar::ROWS.min(side.height / 2);
            self.draw_detail(canvas, Rect { height: side.height - month, ..side }, cx);
            let below = Rect { y: side.bottom() - month, height: month, ..side };
            calendar::draw(canvas, below, cx, &self.month, self.calendar);
        } else if self.calendar {
            calendar::draw(canvas, body, cx, &self.month, true);
        } else if self.zoomed {
            self.draw_list(canvas, body, cx);
        } else {
            let under = DETAIL_ROWS.min(body.height.saturating_sub(1));
            let list = Rect { height: body.height - under, ..body };
            self.draw_list(canvas, list, cx);
            self.draw_detail(canvas, Rect { y: list.bottom(), height: under, ..body }, cx);
        }
    }

    /// Two lines: whose, and how much of it.
    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let line = Rect { height: 1, ..area };
        canvas.fill(line, Role::Bar);
        let (title, right, second) = match self.mode {
            Mode::Board => self.board_head(cx),
            Mode::Checklist(stay) => checklist_head(cx, stay),
        };
        let used = canvas.put(line.x + 1, line.y, &title, line.width.saturating_sub(2), Role::Bar);
        canvas.put_right(line.right() - 1, line.y, &right, line.width.saturating_sub(used + 4), Role::Bar);
        canvas.put_row(area.x, area.y + 1, &format!(" {second}"), area.width, Role::Label);
        // Where an input method may show what is being typed: it will be a search (ux.md 3.3, 3).
        canvas.set_cursor((line.x + used + 2).min(line.right() - 1), line.y);
    }

    fn board_head(&self, cx: &Context<'_>) -> (String, String, String) {
        let key = match self.reach {
            Reach::Today => "task.title_today",
            Reach::All => "task.title_all",
        };
        let counts = self.counts;
        let right = cx
            .words
            .say("task.counts", &[("overdue", &counts.overdue), ("today", &counts.today), ("soon", &counts.soon)]);
        let order = cx.words.get(&format!("task.order.{}", self.order)).to_owned();
        let filter = super::super::sieve_words(cx, &self.sieve);
        let second =
            cx.words.say("task.second", &[("stays", &self.open_stays), ("order", &order), ("filter", &filter)]);
        (cx.words.get(key).to_owned(), right, second)
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        if self.list.is_empty() {
            return self.draw_empty(canvas, area, cx);
        }
        for (at, (entry, selected)) in self.list.shown(usize::from(area.height)).enumerate() {
            let line = Rect { y: area.y + at as u16, height: 1, ..area };
            match entry {
                Entry::Line(task) => self.draw_line(canvas, line, task, selected, cx),
                head => canvas.rule(line, &heading(cx, head)),
            }
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let key = match (self.reach, cx.casebook.stays().next().is_some(), self.sieve.is_empty()) {
            (_, false, _) => "task.empty",
            (_, true, false) => "task.none_fits",
            (Reach::Today, true, true) => "task.nothing_today",
            (Reach::All, true, true) => "task.nothing_open",
        };
        let add = super::super::key(cx, self.scope(), crate::command::Command::Add);
        let all = super::super::key(cx, self.scope(), crate::command::Command::PaneTasks);
        let text = cx.words.say(key, &[("add", &add), ("all", &all)]);
        let width = area.width.saturating_sub(4);
        let lines: Vec<String> = text.lines().flat_map(|line| canvas.wrap(line, width)).collect();
        for (text, y) in lines.iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 2, y, text, width, Role::Text);
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, area: Rect, task: TaskId, selected: bool, cx: &Context<'_>) {
        let (Some(line), Some(task)) = (cx.casebook.board().line(task), cx.casebook.task(task)) else { return };
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
        put(canvas, rows::tick(line), 4, role);
        put(canvas, &rows::urgency(line, today, cx.words), 9, own(urgency_role(line, today)));
        put(canvas, &rows::day(line, today, cx.words), 7, role);
        put(canvas, &rows::duty(line, cx.words), 2, own(duty_role(line)));
        // From the right: who, whose. What is left is the text's.
        let mut right = area.right();
        if area.width >= 66 {
            let who = if line.status == Status::Open { rows::who(cx, task) } else { done_by(task) };
            right = right.saturating_sub(9);
            canvas.put(right + 1, area.y, &who, 8, role);
        }
        if self.mode == Mode::Board {
            right = right.saturating_sub(15);
            canvas.put(right + 1, area.y, &rows::person(cx, line.person), 14, role);
        }
        let label = line.label.as_deref().map(|label| format!("({label}) ")).unwrap_or_default();
        let text = format!("{label}{}", crate::domain::text::clean_line(cx.casebook.short_text_of(task)));
        canvas.put(x, area.y, &text, right.saturating_sub(x), role);
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let label_cells = 10;
        canvas.rule(Rect { height: 1, ..area }, cx.words.get("task.detail"));
        let Some(task) = self.list.selected() else { return };
        let width = area.width.saturating_sub(label_cells + 2);
        let mut lines: Vec<(&'static str, String, Role)> = Vec::new();
        for fact in detail::facts(cx, task, self.mode == Mode::Board) {
            let whole = fact.label.is_empty();
            let cells = if whole { area.width.saturating_sub(2) } else { width };
            for (at, text) in canvas.wrap(&fact.text, cells).into_iter().enumerate() {
                lines.push((if at == 0 { fact.label } else { "" }, text, fact.role));
            }
        }
        let rows = usize::from(area.height.saturating_sub(1));
        let scroll = self.scroll.min(lines.len().saturating_sub(rows));
        for ((label, text, role), y) in lines.iter().skip(scroll).zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 1, y, label, label_cells - 1, Role::Label);
            let x = if *role == Role::Title { area.x + 1 } else { area.x + 1 + label_cells };
            canvas.put(x, y, text, area.right().saturating_sub(x), *role);
        }
        if scroll + rows < lines.len() {
            canvas.put_right(area.right(), area.y, cx.words.get("task.more"), 16, Role::Label);
        }
    }
}

/// Name and age; the hospital; the days; how far it is.
fn checklist_head(cx: &Context<'_>, id: crate::domain::EpisodeId) -> (String, String, String) {
    let Some(stay) = cx.casebook.stay(id) else { return Default::default() };
    let today = cx.now.today();
    let person = cx.casebook.person(stay.person);
    let age = person.and_then(|person| person.age_on(today));
    let age = age.map(|age| cx.words.say("task.age", &[("n", &age)])).unwrap_or_default();
    let level =
        person.map(|person| cx.words.get(&format!("care.{}", person.care_level)).to_owned()).unwrap_or_default();
    let fictional =
        person.filter(|person| person.fictional).map(|_| cx.words.get("task.fictional")).unwrap_or_default();
    let title = format!("{}{fictional}  {age}  {level}", rows::person(cx, Some(stay.person)));
    let board = cx.casebook.board();
    let tasks = cx.casebook.tasks_of(id);
    let lines: Vec<&Line> = tasks.iter().filter_map(|task| board.line(task.id)).collect();
    let all = lines.iter().filter(|line| line.status != Status::NotApplicable).count();
    let open = lines.iter().filter(|line| line.is_open()).count();
    let overdue = lines.iter().filter(|l| l.is_open() && urgency_of(l.due, today) == Urgency::Overdue).count();
    let second = cx.words.say(
        "task.progress",
        &[("hospital", &rows::hospital(cx, id)), ("done", &(all - open)), ("all", &all), ("overdue", &overdue)],
    );
    (title, detail::dates(cx, stay), format!("{second}  {}", variant_words(cx, stay.variant)))
}

/// `ケアマネあり 看取り 急`
fn variant_words(cx: &Context<'_>, variant: crate::domain::checklist::Variant) -> String {
    let base: &'static str = variant.base.into();
    let mut words = vec![cx.words.get(&format!("variant.{base}")).to_owned()];
    let over = [(variant.eol, "variant.EOL"), (variant.rush, "variant.RUSH"), (variant.short, "variant.SHORT")];
    words.extend(over.iter().filter(|(on, _)| *on).map(|(_, key)| cx.words.get(key).to_owned()));
    words.join(" ")
}

fn heading(cx: &Context<'_>, entry: Entry) -> String {
    match entry {
        Entry::Urgency(urgency, count) => {
            let name: &'static str = urgency.into();
            format!("{} {count}", cx.words.get(&format!("task.group.{name}")))
        }
        Entry::Person(person, count) => format!("{} {count}", rows::person(cx, Some(person))),
        Entry::Hospital(stay, count) => format!("{} {count}", rows::hospital(cx, stay)),
        Entry::Phase(phase, finished, all) => format!("{} {finished}/{all}", cx.words.get(&format!("phase.{phase}"))),
        Entry::ByHand(count) => format!("{} {count}", cx.words.get("phase.by_hand")),
        Entry::Line(_) => String::new(),
    }
}

fn urgency_role(line: &Line, today: jiff::civil::Date) -> Role {
    match (line.status, urgency_of(line.due, today)) {
        (Status::Open, Urgency::Overdue) => Role::Bad,
        (Status::Open, Urgency::Today) => Role::Warn,
        (Status::Open, Urgency::Later | Urgency::Undated) => Role::Text,
        (Status::Done(_), _) => Role::Good,
        (Status::NotNeeded | Status::NotApplicable, _) => Role::Label,
    }
}

const fn duty_role(line: &Line) -> Role {
    if matches!(line.duty, crate::domain::checklist::Duty::Must) { Role::Title } else { Role::Label }
}

fn done_by(task: &crate::domain::Task) -> String {
    task.done().map(|done| done.by.clone()).unwrap_or_default()
}
