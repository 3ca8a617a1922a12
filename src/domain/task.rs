//! The one thing to do, whatever it came from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::vague::Vague;
use super::{EpisodeId, MeetingId, PersonId, TaskId};

/// Something to be done by a day. Its day follows from the stay's dates where it is an item of a checklist, so that moving a date
/// writes no task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Task {
    pub id: TaskId,
    #[serde(default)]
    pub rev: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub origin: Origin,
    /// Who of the centre, or which institution, does it; empty: as the item says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    #[serde(default)]
    pub state: TaskState,
    #[serde(default)]
    pub note: String,
}

/// Where it came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An item of the stay's checklist, by its code.
    Item(String),
    /// Written down by a person.
    Hand {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// What a meeting agreed on. The meeting's line says the same: both are written together.
    Action {
        meeting: MeetingId,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        /// When it was done, where the day itself is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done_on: Option<Vague>,
    },
}

/// How far it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    #[default]
    Open,
    Done(Done),
    /// 不要: with the reason (how the stay ended, or a person's words).
    NotNeeded {
        on: Date,
        why: NotNeeded,
    },
}

/// When, by whom, and one line that proves it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Done {
    pub on: Date,
    /// `HH:MM`, where the hour counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<jiff::civil::Time>,
    pub by: String,
    #[serde(default)]
    pub evidence: String,
}

/// Why something need not be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotNeeded {
    /// The stay ended so.
    Ended(super::episode::EndReason),
    /// A person says so.
    Said(String),
}

impl Task {
    /// The task of an item of a stay's checklist. Its id follows from both, so that it can exist only once.
    pub fn of_item(episode: EpisodeId, person: PersonId, code: &str) -> Self {
        Self {
            id: TaskId::of_item(episode, code),
            rev: 0,
            episode: Some(episode),
            person: Some(person),
            origin: Origin::Item(code.to_owned()),
            assignee: None,
            state: TaskState::Open,
            note: String::new(),
        }
    }

    pub const fn is_open(&self) -> bool {
        matches!(self.state, TaskState::Open)
    }

    pub const fn done(&self) -> Option<&Done> {
        match &self.state {
            TaskState::Done(done) => Some(done),
            TaskState::Open | TaskState::NotNeeded { .. } => None,
        }
    }

    /// The checklist item's code.
    pub fn code(&self) -> Option<&str> {
        match &self.origin {
            Origin::Item(code) => Some(code),
            Origin::Hand { .. } | Origin::Action { .. } => None,
        }
    }

    /// The meeting that agreed on it.
    pub const fn meeting(&self) -> Option<MeetingId> {
        match &self.origin {
            Origin::Action { meeting, .. } => Some(*meeting),
            Origin::Item(_) | Origin::Hand { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_of_a_stay_has_one_task() {
        let (stay, other) = (EpisodeId::from_bytes([1; 16]), EpisodeId::from_bytes([2; 16]));
        let person = PersonId::from_bytes([3; 16]);
        let of = |stay, code| Task::of_item(stay, person, code).id;
        assert_eq!(of(stay, "A03"), of(stay, "A03"));
        assert_ne!(of(stay, "A03"), of(stay, "A04"));
        assert_ne!(of(stay, "A03"), of(other, "A03"));
    }
}
