//! Which meetings are listed.

use crate::domain::Meeting;
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{kind, project, scene};
use crate::domain::text::clean_line;
use crate::model::logbook::Issue;
use crate::pane::Context;
use crate::words::Language;

/// Every condition has to hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MeetingSieve {
    /// Something is to be done yet, or an issue has no action.
    pub open: bool,
    /// A code of `kind.tsv`.
    pub kind: Option<&'static str>,
    /// A code of `scene.tsv`.
    pub scene: Option<&'static str>,
    /// A code of `project.tsv`.
    pub project: Option<&'static str>,
    pub year: Option<FiscalYear>,
    /// It spoke of this.
    pub issue: Option<Issue>,
}

impl MeetingSieve {
    pub fn takes(&self, meeting: &Meeting, cx: &Context<'_>) -> bool {
        self.takes_knowing(meeting, || is_open(meeting, cx), cx)
    }

    /// The same where what is open is known already: it is what takes longest to find out.
    pub(super) fn takes_knowing(&self, meeting: &Meeting, is_open: impl FnOnce() -> bool, cx: &Context<'_>) -> bool {
        let has = |codes: &[String], wanted: Option<&str>| {
            wanted.is_none_or(|wanted| codes.iter().any(|code| code == wanted))
        };
        self.kind.is_none_or(|kind| meeting.kind == kind)
            && has(&meeting.scenes, self.scene)
            && has(&meeting.projects, self.project)
            && self.year.is_none_or(|year| meeting.on.is_in(year))
            && self.issue.as_ref().is_none_or(|issue| cx.casebook.logbook().raises(meeting.id, issue))
            && (!self.open || is_open())
    }

    /// The conditions in words; empty where there is none.
    pub fn words(&self, cx: &Context<'_>) -> String {
        let ja = cx.words.language() == Language::Ja;
        let parts = [
            self.issue.as_ref().map(|issue| clean_line(&issue.text)),
            self.open.then(|| cx.words.get("meetings.only_open").to_owned()),
            self.year.map(|year| year_word(year, cx)),
            self.kind.and_then(kind).map(|kind| if ja { kind.ja } else { kind.en }.to_owned()),
            self.scene.and_then(scene).map(|scene| if ja { scene.short_ja } else { scene.en }.to_owned()),
            self.project.and_then(project).map(|one| if ja { one.short_ja } else { one.en }.to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Is something to be done yet, or has an issue no action?
pub(super) fn is_open(meeting: &Meeting, cx: &Context<'_>) -> bool {
    let count = cx.casebook.meeting_count(meeting);
    count.open + count.without_action > 0
}

/// `2026年度`
pub(super) fn year_word(year: FiscalYear, cx: &Context<'_>) -> String {
    cx.words.say("meetings.year", &[("year", &year.0)])
}
