//! Draws the list of drafts in a box.

use ratatui::layout::Rect;

use super::{DraftMenu, Row};
use crate::command::Command;
use crate::domain::text::clean_line;
use crate::form::{Draft as Form, Subject, name as form_name, shown};
use crate::overlay::{frame_around, legend};
use crate::paint::{Canvas, Role};
use crate::pane::{Context, FormFor, when};
use crate::port::Record;
use crate::port::draft::Draft;

impl DraftMenu {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        if area.height < 7 || area.width < 40 {
            return;
        }
        let width = area.width.min(76);
        let height = (self.rows.len() as u16 * 2 + 4).min(area.height);
        let x = area.x + (area.width - width) / 2;
        let place = Rect { x, y: area.y + (area.height - height) / 2, width, height };
        let offered = self.rows.iter().any(|row| matches!(row, Row::Without(_)));
        let title = cx.words.get(self.title()).to_owned();
        let inside = frame_around(canvas, place, &title);
        let room = inside.width - 2;
        if self.rows.is_empty() {
            canvas.put(inside.x + 1, inside.y, cx.words.get("drafts.none"), room, Role::Text);
        }
        let shown = usize::from(inside.height.saturating_sub(2) / 2).max(1);
        let first = self.at.saturating_sub(shown - 1);
        for ((at, row), y) in self.rows.iter().enumerate().skip(first).take(shown).zip((inside.y..).step_by(2)) {
            let here = at == self.at;
            let role = if here { Role::Selected } else { Role::Text };
            let (head, detail) = match row {
                Row::Draft(draft) => describe(draft, offered, cx),
                Row::Without(_) => (cx.words.get("drafts.without").to_owned(), String::new()),
            };
            canvas.put_row(inside.x + 1, y, &format!(" {head}"), room, role);
            canvas.put(inside.x + 4, y + 1, &detail, room - 4, Role::Label);
            if here {
                canvas.set_cursor(inside.x + 1, y);
            }
        }
        let foot = inside.bottom() - 1;
        if self.dropping {
            canvas.put(inside.x + 1, foot, cx.words.get("drafts.again"), room, Role::Warn);
            return;
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let values = [key(Command::Open), key(Command::Remove), key(Command::Back)];
        let keys = cx.words.say("drafts.keys", &[("open", &values[0]), ("drop", &values[1]), ("back", &values[2])]);
        canvas.put(inside.x + 1, foot, &keys, room, Role::Label);
    }
}

impl DraftMenu {
    fn title(&self) -> &'static str {
        let without = self.rows.iter().find_map(|row| match row {
            Row::Without(wanted) => Some(&**wanted),
            Row::Draft(_) => None,
        });
        match without {
            None => "drafts.title",
            Some(FormFor::Facility(_)) => "drafts.offer",
            Some(_) => "drafts.offer_record",
        }
    }
}

/// The record (or, where that is known, that it is to be gone on with), the time; and which fields hold what.
fn describe(draft: &Draft, offered: bool, cx: &Context<'_>) -> (String, String) {
    let form = Form::resume(&draft.unsaved, cx.catalogue);
    let name = form.as_ref().map(|form| name_of(form, cx)).unwrap_or_default();
    let at = when(draft.at, cx.now, cx.words);
    let head = if offered {
        cx.words.say("drafts.resume", &[("when", &at)])
    } else {
        cx.words.say("drafts.row", &[("name", &name), ("when", &at)])
    };
    let entries = form.iter().flat_map(Form::entries).filter(|entry| entry.is_changed());
    let detail = entries.map(|entry| {
        let text = clean_line(&shown(&entry.field, entry.text(), cx.words, cx));
        format!("{}: {text}", entry.field.label.text(cx.words))
    });
    (head, detail.collect::<Vec<_>>().join("  "))
}

/// Whose answer it is.
fn institution(record: &Record, cx: &Context<'_>) -> String {
    let row = record.as_answer().and_then(|answer| cx.registry.row(answer.facility));
    row.map(|row| clean_line(&row.name)).unwrap_or_default()
}

/// What is being written, by its name.
fn name_of(form: &Form, cx: &Context<'_>) -> String {
    let typed = |field: &str| {
        let entry = form.entries().iter().find(|entry| entry.name() == field);
        entry.map(|entry| clean_line(entry.text())).unwrap_or_default()
    };
    let (key, name) = match form.subject() {
        Subject::Facility if form.is_adding() => ("drafts.new", typed("name")),
        Subject::Facility | Subject::Person | Subject::Card if !form.is_adding() => {
            return clean_line(&form_name(form.base()));
        }
        Subject::Call(_) => ("drafts.call", form_name(form.base())),
        Subject::AcpTalk => ("drafts.acp", cx.person_of(form.base())),
        Subject::Meeting => ("drafts.meeting", typed("title")),
        Subject::Survey => ("drafts.survey", typed("title")),
        Subject::Answer(_) => ("drafts.answer", institution(form.base(), cx)),
        Subject::Publication => ("drafts.publication", form_name(form.base())),
        Subject::Posting(_) => ("drafts.posting", form_name(form.base())),
        Subject::Guide => ("drafts.guide", typed("worry")),
        Subject::Closing | Subject::Reopening => {
            let row = form.base().as_service_act().and_then(|act| cx.registry.row(act.facility));
            ("drafts.closing", row.map(|row| row.name.to_string()).unwrap_or_default())
        }
        Subject::Facility | Subject::Person | Subject::Card => ("drafts.person", typed("name")),
        Subject::Admission(_) => ("drafts.admission", typed("person.name")),
        Subject::Episode => ("drafts.episode", cx.person_of(form.base())),
        Subject::Task => ("drafts.task", form_name(form.base())),
        Subject::Evidence => ("drafts.evidence", cx.person_of(form.base())),
        Subject::Ending => ("drafts.ending", cx.person_of(form.base())),
        Subject::Sending(_) => ("drafts.sending", cx.person_of(form.base())),
        Subject::Talk(_) => ("drafts.talk", cx.person_of(form.base())),
        Subject::Sheet(sheet) => {
            return format!("{} {}", sheet.title, cx.person_of(form.base())).trim_end().to_owned();
        }
    };
    cx.words.say(key, &[("name", &name)]).trim_end().to_owned()
}
