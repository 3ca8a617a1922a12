//! What meetings agreed on: their actions are tasks, and a meeting's line and its task say the same.

use super::Casebook;
use crate::domain::meeting::{Line, Mark, Meeting};
use crate::domain::task::{Origin, Task, TaskState};
use crate::domain::{MeetingId, TaskId};

/// An action of a meeting with how far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActionRow<'a> {
    /// The number of its issue.
    pub issue: Option<u32>,
    pub line: &'a Line,
    /// `None`: its task lies in the trash.
    pub task: Option<&'a Task>,
}

impl ActionRow<'_> {
    pub fn is_open(&self) -> bool {
        self.task.is_some_and(Task::is_open)
    }
}

/// An issue of a meeting with how far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IssueRow<'a> {
    pub number: u32,
    pub line: &'a Line,
    pub state: IssueState,
}

/// How far an issue is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum IssueState {
    /// Nobody does anything about it.
    NoAction,
    Open,
    /// All its actions are done or 不要.
    Done,
}

/// Of a meeting, or of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MeetingCount {
    pub issues: usize,
    pub without_action: usize,
    pub actions: usize,
    /// Actions that are to be done yet.
    pub open: usize,
}

impl Casebook {
    /// A meeting's actions in the order of its lines.
    pub fn actions<'a>(&'a self, meeting: &'a Meeting) -> Vec<ActionRow<'a>> {
        let lines = meeting.lines.iter().filter(|line| line.mark == Mark::Action);
        lines
            .map(|line| ActionRow { issue: line.of, line, task: line.task.and_then(|id| self.tasks.get(&id)) })
            .collect()
    }

    /// A meeting's issues in the order of its lines.
    pub fn issues<'a>(&'a self, meeting: &'a Meeting) -> Vec<IssueRow<'a>> {
        let actions = self.actions(meeting);
        let lines = meeting.lines.iter().filter(|line| line.mark == Mark::Issue);
        lines
            .filter_map(|line| {
                let number = line.number?;
                let own: Vec<_> = actions.iter().filter(|action| action.issue == Some(number)).collect();
                let state = if own.is_empty() {
                    IssueState::NoAction
                } else if own.iter().any(|action| action.is_open()) {
                    IssueState::Open
                } else {
                    IssueState::Done
                };
                Some(IssueRow { number, line, state })
            })
            .collect()
    }

    /// The issues that are not done.
    pub fn open_issues<'a>(&'a self, meeting: &'a Meeting) -> Vec<IssueRow<'a>> {
        let mut issues = self.issues(meeting);
        issues.retain(|issue| issue.state != IssueState::Done);
        issues
    }

    pub fn meeting_count(&self, meeting: &Meeting) -> MeetingCount {
        let (issues, actions) = (self.issues(meeting), self.actions(meeting));
        MeetingCount {
            issues: issues.len(),
            without_action: issues.iter().filter(|issue| issue.state == IssueState::NoAction).count(),
            actions: actions.len(),
            open: actions.iter().filter(|action| action.is_open()).count(),
        }
    }

    /// What the next meeting of a kind begins with: the open issues of the last one before `before`, each with its open actions, which stay where they are.
    pub fn carried(&self, kind: &str, before: Option<&Meeting>) -> Vec<(&Meeting, IssueRow<'_>, Vec<ActionRow<'_>>)> {
        let Some(last) = self.logbook.last_of_kind(kind, before) else { return Vec::new() };
        let actions = self.actions(last);
        let own = |issue: &IssueRow<'_>| {
            let own = actions.iter().filter(|action| action.issue == Some(issue.number) && action.is_open());
            own.copied().collect()
        };
        self.open_issues(last).into_iter().map(|issue| (last, issue, own(&issue))).collect()
    }

    /// The tasks of a meeting's actions that are new or say something else than it.
    pub(super) fn agreed_by(&self, meeting: &Meeting) -> Vec<Task> {
        let actions = meeting.lines.iter().filter(|line| line.mark == Mark::Action);
        actions.filter_map(|line| self.agreed(meeting, line)).collect()
    }

    fn agreed(&self, meeting: &Meeting, line: &Line) -> Option<Task> {
        let id = line.task?;
        let stored = self.tasks.get(&id);
        let mut task = stored.cloned().unwrap_or_else(|| Task {
            id,
            rev: 0,
            episode: None,
            person: None,
            origin: Origin::Action { meeting: meeting.id, text: String::new(), due: None, done_on: None },
            assignee: None,
            state: TaskState::Open,
            note: String::new(),
        });
        let Origin::Action { text, due, .. } = &mut task.origin else { return None };
        line.text.clone_into(text);
        *due = line.due;
        task.person = meeting.person;
        task.assignee.clone_from(&line.who);
        (stored != Some(&task)).then_some(task)
    }

    /// The open tasks that the meeting's lines name no more. What was done stays.
    pub(super) fn no_longer_agreed(&self, meeting: &Meeting) -> Vec<&Task> {
        let named: Vec<TaskId> = meeting.lines.iter().filter_map(|line| line.task).collect();
        let mut gone = self.open_actions(meeting.id);
        gone.retain(|task| !named.contains(&task.id));
        gone
    }

    /// What a meeting agreed on and is to be done yet.
    pub(super) fn open_actions(&self, meeting: MeetingId) -> Vec<&Task> {
        let ids = self.links.actions.get(&meeting).into_iter().flatten();
        ids.filter_map(|id| self.tasks.get(id)).filter(|task| task.is_open()).collect()
    }

    /// The meeting with the line rewritten that a task comes from, where the task says something else than it.
    pub(super) fn meeting_with(&self, task: &Task) -> Option<Meeting> {
        let Origin::Action { meeting, text, due, .. } = &task.origin else { return None };
        let mut meeting = self.logbook.meeting(*meeting)?.clone();
        let line = meeting.lines.iter_mut().find(|line| line.task == Some(task.id))?;
        if line.text == *text && line.due == *due && line.who == task.assignee {
            return None;
        }
        line.text.clone_from(text);
        line.due = *due;
        line.who.clone_from(&task.assignee);
        Some(meeting)
    }
}
