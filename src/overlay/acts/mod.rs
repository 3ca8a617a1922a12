//! Everything that can be done with a stay, by a digit: what a tired person finds without knowing a key.

mod view;

use crate::domain::{Episode, EpisodeId, TaskId};
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, CareRequest, Context, Input, Request};

/// The keys of the lines, in their order.
pub(super) const KEYS: &str = "1234567890abcdef";

/// The menu over a stay.
#[derive(Clone, Debug)]
pub struct ActMenu {
    stay: EpisodeId,
    rows: Vec<Row>,
    cursor: usize,
}

/// A line of the menu.
#[derive(Clone, PartialEq, Debug)]
struct Row {
    /// Its key in the words.
    word: &'static str,
    request: Request,
}

impl ActMenu {
    pub fn new(stay: EpisodeId, task: Option<TaskId>, cx: &Context<'_>) -> Self {
        let care = |word, request| Row { word, request: Request::Care(request) };
        let sheet = |form: &str| CareRequest::Sheet(stay, form.to_owned());
        let open = cx.casebook.stay(stay).is_some_and(Episode::is_open);
        let mut rows = Vec::new();
        if open {
            rows.push(Row { word: "acts.move", request: Request::MoveDate(stay) });
        }
        rows.extend([
            care("acts.sheet", sheet("admission_sheet")),
            care("acts.send", CareRequest::Send(stay, "admission_sheet".to_owned())),
            care("acts.receipt", CareRequest::Receipt(stay)),
            care("acts.talk", CareRequest::Talk(stay)),
            care("acts.check", CareRequest::Check(stay)),
            care("acts.record", sheet("discharge_record")),
            care("acts.by_hand", CareRequest::HandTask(stay)),
            care("acts.edit", CareRequest::Stay(stay)),
            care("acts.person", CareRequest::Person(stay)),
            care(if open { "acts.end" } else { "acts.change_end" }, CareRequest::End(stay)),
        ]);
        if !open {
            rows.push(care("acts.again", CareRequest::Readmission(stay)));
        }
        if let Some(task) = task {
            rows.push(care("acts.assign", CareRequest::Assign(task)));
        }
        Self { stay, rows, cursor: 0 }
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, _: &Context<'_>) -> Vec<Act> {
        let last = self.rows.len().saturating_sub(1);
        match input {
            Input::Command(command) => match Step::of(command) {
                Step::Up => self.cursor = self.cursor.saturating_sub(1),
                Step::Down => self.cursor = (self.cursor + 1).min(last),
                Step::Top | Step::PageUp => self.cursor = 0,
                Step::Bottom | Step::PageDown => self.cursor = last,
                Step::Open => return self.choose(self.cursor),
                Step::Back | Step::Left => return vec![Act::Close],
                Step::Right | Step::Mark | Step::Save | Step::Quit => {}
                Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
            },
            Input::Text(text) => {
                // 1 to 9, 0 for the tenth, then a, b, c.
                let key = text.chars().next().map(|c| c.to_ascii_lowercase());
                let at = key.and_then(|key| KEYS.chars().position(|known| known == key));
                if let Some(at) = at.filter(|at| *at <= last) {
                    return self.choose(at);
                }
            }
        }
        Vec::new()
    }

    fn choose(&mut self, at: usize) -> Vec<Act> {
        self.cursor = at;
        match self.rows.get(at) {
            Some(row) => vec![Act::Close, Act::Open(row.request.clone())],
            None => Vec::new(),
        }
    }
}
