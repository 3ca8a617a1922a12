//! What proves that something is done: the form that a duty opens when it is marked.

use jiff::civil::Date;

use super::parse::{date, fits, line, time, time_text};
use super::{Described, Entry, FieldError, FieldKind, Label, Part};
use crate::domain::Task;
use crate::domain::episode::flow;
use crate::domain::task::Done;

/// A field of the form, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EvidenceField {
    Evidence,
    DoneOn,
    DoneAt,
    DoneBy,
}

impl EvidenceField {
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl From<EvidenceField> for Described {
    fn from(field: EvidenceField) -> Self {
        let kind = match field {
            EvidenceField::Evidence | EvidenceField::DoneBy => FieldKind::Line,
            EvidenceField::DoneOn => FieldKind::Date,
            EvidenceField::DoneAt => FieldKind::Time,
        };
        let label = Label::Key(format!("form.evidence.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of("evidence"), group: None }
    }
}

/// Nothing is assumed of what proves an open task; of one that somebody else has done meanwhile it is what they wrote.
pub(super) fn get(task: &Task, field: EvidenceField) -> String {
    let Some(done) = task.done() else { return String::new() };
    match field {
        EvidenceField::Evidence => done.evidence.clone(),
        EvidenceField::DoneOn => done.on.to_string(),
        EvidenceField::DoneAt => time_text(done.at),
        EvidenceField::DoneBy => done.by.clone(),
    }
}

/// The task, done: today and by whoever writes unless another day or person is typed. Without a line of evidence it is not.
pub(super) fn done(
    task: &Task,
    entries: &[Entry],
    today: Date,
    by: Option<&str>,
) -> Result<Task, Vec<(String, FieldError)>> {
    let mut done = Done { on: today, at: None, by: by.unwrap_or_default().to_owned(), evidence: String::new() };
    let mut errors = Vec::new();
    for entry in entries {
        let Ok(field) = entry.name().parse::<EvidenceField>() else { continue };
        let set = fits(entry.text()).and_then(|()| {
            match field {
                EvidenceField::Evidence => done.evidence = line(entry.text()).ok_or(FieldError::Missing)?,
                EvidenceField::DoneOn => done.on = date(entry.text(), today)?.unwrap_or(today),
                EvidenceField::DoneAt => done.at = time(entry.text())?,
                EvidenceField::DoneBy => done.by = line(entry.text()).unwrap_or_else(|| done.by.clone()),
            }
            if done.on > today { Err(FieldError::NotYet) } else { Ok(()) }
        });
        errors.extend(set.err().map(|error| (entry.name().to_owned(), error)));
    }
    if errors.is_empty() { Ok(flow::check(task, done)) } else { Err(errors) }
}
