//! The person's own drafts: all of them as a list, or those of a record before its form is opened.

mod view;

use crate::form;
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, FormFor, Input, Request};
use crate::port::draft::Draft;

/// A row of the list.
#[derive(Clone, PartialEq, Debug)]
enum Row {
    /// Go on with it.
    Draft(Box<Draft>),
    /// Open the form as the record is stored; the draft stays.
    Without(Box<FormFor>),
}

/// The overlay's state.
#[derive(Debug)]
pub struct DraftMenu {
    rows: Vec<Row>,
    at: usize,
    /// Delete was pressed once on the row under the cursor.
    dropping: bool,
}

impl DraftMenu {
    /// Every draft there is.
    pub fn all(cx: &Context<'_>) -> Self {
        Self { rows: rows(cx.drafts), at: 0, dropping: false }
    }

    /// The drafts of a record, and its form without. `None` where there is no draft of it that says anything else than what is stored:
    /// its save may have succeeded when the program was ended.
    pub fn of(wanted: &FormFor, cx: &Context<'_>) -> Option<Self> {
        let record = wanted.record()?;
        let of = |draft: &&Draft| {
            let unsaved = &draft.unsaved;
            (unsaved.kind, unsaved.key) == (record.kind(), record.key()) && form::says_more(&unsaved.fields, &record)
        };
        let drafts: Vec<Draft> = cx.drafts.iter().filter(of).cloned().collect();
        if drafts.is_empty() {
            return None;
        }
        let mut rows = rows(&drafts);
        rows.push(Row::Without(Box::new(wanted.clone())));
        Some(Self { rows, at: 0, dropping: false })
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn update(&mut self, input: Input, _: &Context<'_>) -> Vec<Act> {
        let dropping = std::mem::take(&mut self.dropping);
        let step = match input {
            Input::Command(command) => Step::of(command),
            Input::Text(_) => Step::Other,
        };
        match step {
            Step::Back => return vec![Act::Close],
            Step::Up => self.go(self.at.saturating_sub(1)),
            Step::Down => self.go(self.at + 1),
            Step::Top | Step::PageUp => self.go(0),
            Step::Bottom | Step::PageDown => self.go(usize::MAX),
            Step::Open => {
                let request = match self.rows.get(self.at) {
                    Some(Row::Draft(draft)) => Request::Resume(draft.clone()),
                    Some(Row::Without(wanted)) => Request::FreshForm((**wanted).clone()),
                    None => return vec![Act::Close],
                };
                return vec![Act::Close, Act::Open(request)];
            }
            // It cannot be taken back, so it takes the key twice.
            Step::Remove => match self.rows.get(self.at) {
                Some(Row::Draft(draft)) if dropping => {
                    let act = Act::DropDraft(draft.unsaved.id);
                    self.rows.remove(self.at);
                    self.go(self.at);
                    return vec![act];
                }
                Some(Row::Draft(_)) => self.dropping = true,
                Some(Row::Without(_)) | None => {}
            },
            Step::Left | Step::Right | Step::Mark | Step::Save => {}
            Step::Quit | Step::CopyPhone | Step::Clear | Step::Other => {}
        }
        Vec::new()
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
    }
}

fn rows(drafts: &[Draft]) -> Vec<Row> {
    drafts.iter().map(|draft| Row::Draft(Box::new(draft.clone()))).collect()
}
