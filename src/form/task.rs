//! The fields of a task: all of one written by hand, assignee and note of a checklist's item.

use jiff::civil::Date;

use super::parse::{date, date_text, line, line_text};
use super::{Described, FieldError, FieldKind, Label, Part};
use crate::domain::Task;
use crate::domain::task::Origin;
use crate::domain::text::clean_text;

/// A field of a task, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TaskField {
    Text,
    Due,
    Assignee,
    Note,
}

impl TaskField {
    /// What can be written in a task of that origin.
    pub fn of(origin: &Origin) -> Vec<Self> {
        match origin {
            Origin::Item(_) => vec![Self::Assignee, Self::Note],
            Origin::Hand { .. } | Origin::Action { .. } => vec![Self::Text, Self::Due, Self::Assignee, Self::Note],
        }
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

impl From<TaskField> for Described {
    fn from(field: TaskField) -> Self {
        let kind = match field {
            TaskField::Text | TaskField::Assignee => FieldKind::Line,
            TaskField::Due => FieldKind::Date,
            TaskField::Note => FieldKind::Text,
        };
        Self {
            name: field.name().to_owned(),
            label: Label::Key(format!("form.task.{}", field.name())),
            kind,
            part: Part::of("task"),
            group: None,
        }
    }
}

pub(super) fn get(task: &Task, field: TaskField) -> String {
    match (field, &task.origin) {
        (TaskField::Text, Origin::Hand { text, .. } | Origin::Action { text, .. }) => text.clone(),
        (TaskField::Due, Origin::Hand { due, .. } | Origin::Action { due, .. }) => date_text(*due),
        (TaskField::Text | TaskField::Due, Origin::Item(_)) => String::new(),
        (TaskField::Assignee, _) => line_text(&task.assignee),
        (TaskField::Note, _) => task.note.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(task: &mut Task, field: TaskField, typed: &str, today: Date) -> Result<(), FieldError> {
    match (field, &mut task.origin) {
        (TaskField::Text, Origin::Hand { text, .. } | Origin::Action { text, .. }) => {
            *text = line(typed).ok_or(FieldError::Missing)?;
        }
        (TaskField::Due, Origin::Hand { due, .. } | Origin::Action { due, .. }) => *due = date(typed, today)?,
        (TaskField::Text | TaskField::Due, Origin::Item(_)) => return Err(FieldError::UnknownField),
        (TaskField::Assignee, _) => task.assignee = line(typed),
        (TaskField::Note, _) => task.note = clean_text(typed),
    }
    Ok(())
}

/// What a task cannot be without.
pub(super) fn faults(task: &Task) -> Vec<(TaskField, FieldError)> {
    match &task.origin {
        Origin::Hand { text, .. } | Origin::Action { text, .. } if text.is_empty() => {
            vec![(TaskField::Text, FieldError::Missing)]
        }
        Origin::Hand { .. } | Origin::Action { .. } | Origin::Item(_) => Vec::new(),
    }
}
