//! Draws the history, the log or the trash over the whole body, and the question before deleting for ever.

use ratatui::layout::Rect;

use super::lines::{self, Line};
use super::{Ledger, head, is_word};
use crate::command::Command;
use crate::domain::{FacilityId, GuideId, MeetingId, PublicationId, TaskId};
use crate::form;
use crate::message::{Look, Looked};
use crate::overlay::{frame_around, legend};
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::port::{EntityKind, Key, Trashed};

impl Ledger {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 4 || area.width < 20 {
            canvas.set_cursor(area.x, area.y);
            return;
        }
        let width = area.width - 2;
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        canvas.put(area.x + 1, area.y, &self.title(cx), width, Role::Bar);
        let key = |command| legend::key(cx, self.scope(), command);
        let undoable = self.entry(cx.words).filter(|entry| !entry.undone && !entry.is_erased());
        let group = undoable.map_or(0, |entry| entry.group.0);
        let (open, back) = (key(Command::Open), key(Command::Back));
        let keys = [("open", &open as &dyn std::fmt::Display), ("back", &back), ("group", &group)];
        // Only keys that do something here.
        let foot = match self.look {
            Look::Log | Look::Trash if self.count(cx.words) == 0 => "ledger.keys.close",
            Look::Log => "ledger.keys.log",
            Look::Trash => "ledger.keys.trash",
            Look::History(..) | Look::Group(_) if undoable.is_some() => "ledger.keys.undo",
            Look::History(..) | Look::Group(_) => "ledger.keys.read",
        };
        canvas.put(area.x + 1, area.bottom() - 1, &cx.words.say(foot, &keys), width, Role::Label);
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        canvas.set_cursor(body.x, body.y);
        match &self.looked {
            None => note(canvas, body, cx.words.get("ledger.reading")),
            Some(Looked::Log(all)) if all.is_empty() => note(canvas, body, cx.words.get("ledger.empty_log")),
            Some(Looked::Trash(all)) if all.is_empty() => note(canvas, body, cx.words.get("ledger.empty_trash")),
            Some(Looked::History(_, _, all)) if all.is_empty() => {
                note(canvas, body, cx.words.get("ledger.empty_history"));
            }
            Some(Looked::Log(all)) => self.list(canvas, body, all.iter().map(|entry| head(cx, entry)).collect()),
            Some(Looked::Trash(all)) => {
                self.list(canvas, body, all.iter().map(|thrown| in_trash(cx, thrown)).collect());
            }
            Some(Looked::History(_, _, changes)) => self.changes(canvas, body, &lines::of_record(cx, changes)),
            Some(Looked::Group(entry, changes)) => {
                let all = lines::of_group(cx, entry, changes, &self.hidden);
                lines(canvas, body, &all[self.cursor.min(all.len() - 1)..]);
            }
        }
        if let Some(typed) = &self.purging {
            self.question(canvas, area, typed, cx);
        }
    }

    fn title(&self, cx: &Context<'_>) -> String {
        match self.look {
            Look::Log => cx.words.get("ledger.log").to_owned(),
            Look::Group(group) => cx.words.say("ledger.group", &[("group", &group.0)]),
            Look::Trash => cx.words.get("ledger.trash").to_owned(),
            Look::History(kind, key) => cx.words.say("ledger.history", &[("name", &named(cx, kind, key))]),
        }
    }

    /// One line each, the chosen one marked, as far down as the cursor needs.
    fn list(&self, canvas: &mut Canvas<'_>, area: Rect, rows: Vec<String>) {
        let height = usize::from(area.height);
        let cursor = self.cursor.min(rows.len().saturating_sub(1));
        let first = (cursor + 1).saturating_sub(height);
        for ((at, row), y) in rows.iter().enumerate().skip(first).zip(area.y..area.bottom()) {
            let role = if at == cursor { Role::Selected } else { Role::Text };
            canvas.put_row(area.x, y, &format!(" {row}"), area.width, role);
            if at == cursor {
                canvas.put(area.x, y, ">", 1, role);
                canvas.set_cursor(area.x, y);
            }
        }
    }

    /// The heading of the change that the cursor stands in stays at the top, chosen: it is the one that is taken back.
    fn changes(&self, canvas: &mut Canvas<'_>, area: Rect, all: &[Line]) {
        let cursor = self.cursor.min(all.len().saturating_sub(1));
        let heading = all[..=cursor].iter().rev().find_map(|line| match line {
            Line::Heading(text) => Some(text),
            Line::Field(_) | Line::Plain(_) => None,
        });
        let width = area.width - 2;
        let heading = heading.map_or_else(Vec::new, |text| canvas.wrap(text, width));
        let mut y = area.y;
        for part in heading.iter().take(usize::from(area.height)) {
            canvas.put_row(area.x, y, &format!(" {part}"), area.width, Role::Selected);
            y += 1;
        }
        canvas.put(area.x, area.y, ">", 1, Role::Selected);
        lines(canvas, Rect { y, height: area.bottom() - y, ..area }, &all[cursor + 1..]);
    }

    /// Deleting for ever: the harmless answer is the chosen one until the word is whole.
    fn question(&self, canvas: &mut Canvas<'_>, area: Rect, typed: &str, cx: &Context<'_>) {
        let name = self.thrown().map(|thrown| form::name(&thrown.record)).unwrap_or_default();
        let word = cx.words.get("cli.ask.word");
        let width = area.width.min(60);
        let inner = width.saturating_sub(4);
        let mut text = canvas.wrap(&cx.words.say("ledger.purge", &[("name", &name)]), inner);
        text.extend(canvas.wrap(cx.words.get("ledger.purge_note"), inner));
        text.extend(canvas.wrap(&cx.words.say("ledger.purge_type", &[("word", &word)]), inner));
        let height = (text.len() as u16 + 5).min(area.height);
        let place =
            Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame_around(canvas, place, "");
        for (line, y) in text.iter().zip(place.y + 1..place.bottom().saturating_sub(3)) {
            canvas.put(place.x + 2, y, line, inner, Role::Text);
        }
        let y = place.bottom().saturating_sub(3);
        let end = canvas.put(place.x + 2, y, &format!("> {typed}"), inner, Role::Title);
        let agreed = is_word(cx.words, typed);
        let mut x = place.x + 2;
        for (key, chosen) in [("ledger.purge_no", !agreed), ("ledger.purge_yes", agreed)] {
            let role = if chosen { Role::Selected } else { Role::Label };
            let label = format!(" {} ", cx.words.get(key));
            x += canvas.put(x, place.bottom().saturating_sub(2), &label, place.right().saturating_sub(x), role) + 2;
        }
        canvas.set_cursor((place.x + 2 + end).min(place.right().saturating_sub(1)), y);
    }
}

/// Lines to read, long ones broken.
fn lines(canvas: &mut Canvas<'_>, area: Rect, all: &[Line]) {
    let mut y = area.y;
    for line in all {
        let (text, indent, role) = match line {
            Line::Heading(text) => (text.clone(), 1, Role::Title),
            Line::Plain(text) => (text.clone(), 1, Role::Text),
            Line::Field(text) => (text.clone(), 5, Role::Text),
        };
        let width = area.width.saturating_sub(indent + 1);
        for part in canvas.wrap(&text, width) {
            if y >= area.bottom() {
                return;
            }
            canvas.put(area.x + indent, y, &part, width, role);
            y += 1;
        }
    }
}

/// What lies in the trash, in one line.
fn in_trash(cx: &Context<'_>, thrown: &Trashed) -> String {
    let at = thrown.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let name = form::name(&thrown.record);
    cx.words.say("ledger.thrown", &[("at", &at), ("who", &thrown.author.name), ("name", &name)])
}

fn note(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    for (line, y) in canvas.wrap(text, area.width - 2).iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x + 1, y, line, area.width - 2, Role::Text);
    }
}

/// What a record is called: a place and a thing to do by their own words, others by their kind.
fn named(cx: &Context<'_>, kind: EntityKind, key: Key) -> String {
    let place = || cx.registry.row(FacilityId::from_bytes(key)).map(|row| row.short.to_string());
    let to_do = || cx.casebook.task(TaskId::from_bytes(key)).map(|task| cx.casebook.short_text_of(task).to_owned());
    let said = || {
        let title = &cx.casebook.logbook().meeting(MeetingId::from_bytes(key))?.title;
        (!title.is_empty()).then(|| title.clone())
    };
    let published = || {
        let called = cx.casebook.logbook().publication(PublicationId::from_bytes(key))?.called();
        (!called.is_empty()).then(|| called.to_owned())
    };
    let own = match kind {
        EntityKind::Facility => place(),
        EntityKind::Task => to_do(),
        EntityKind::Doubt | EntityKind::PlaceTable | EntityKind::Member | EntityKind::Person => None,
        EntityKind::Episode | EntityKind::Template | EntityKind::Disclosure => None,
        EntityKind::Conference | EntityKind::Sheet | EntityKind::AcpTalk => None,
        EntityKind::Meeting => said(),
        EntityKind::Publication => published(),
        EntityKind::Guide => cx.casebook.logbook().guide(GuideId::from_bytes(key)).map(|guide| guide.worry.clone()),
        EntityKind::Survey | EntityKind::Answer | EntityKind::ServiceAct => None,
    };
    own.unwrap_or_else(|| cx.words.get(&format!("ledger.kind.{kind}")).to_owned())
}
