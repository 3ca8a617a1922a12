//! The meeting log: what it lists, and the forms of meetings.

use super::{App, Front, Overlay};
use crate::domain::meeting::{self, Line, Mark};
use crate::domain::{Meeting, MeetingId};
use crate::message::Effect;
use crate::overlay::meetings::MeetingSearch;
use crate::pane::FormFor;
use crate::pane::meeting::{MeetingCopy, MeetingSieve, copy, day_of};

impl App {
    pub(super) fn relist_meetings(&mut self) {
        let cx = self.world.context(self.pane.selected());
        self.meetings.relist(&cx);
        self.dirty = true;
    }

    pub(super) fn set_meeting_sieve(&mut self, sieve: MeetingSieve) {
        self.meetings.sieve = sieve;
        self.relist_meetings();
    }

    pub(super) fn open_meeting(&mut self, id: MeetingId) {
        self.show(Front::Meetings);
        let cx = self.world.context(self.pane.selected());
        self.meetings.select(id, &cx);
    }

    pub(super) fn find_meeting(&mut self, text: &str) {
        self.overlays.push(Overlay::Meetings(Box::new(MeetingSearch::new(text))));
    }

    pub(super) fn copy_meeting(&mut self, id: MeetingId, what: MeetingCopy, effects: &mut Vec<Effect>) {
        let acts = copy(id, what, &self.world.context(None));
        self.do_all(acts, effects);
    }

    /// A new meeting with what its kind proposes and what is open from the last one.
    pub(super) fn begin_meeting(&self, code: &str) -> Option<FormFor> {
        let cx = self.world.context(None);
        let mut begun = cx.casebook.logbook().begin_meeting(meeting::kind(code)?);
        begun.on = cx.now.today().into();
        let line = |mark, text: String| Line { mark, text, task: None, number: None, of: None, who: None, due: None };
        for (from, issue, actions) in cx.casebook.carried(code, None) {
            begun.numbered += 1;
            begun.lines.push(Line { number: Some(begun.numbered), ..line(Mark::Issue, issue.line.text.clone()) });
            // The actions stay where they are: here stands only what they are.
            let open: Vec<&str> = actions.iter().map(|action| action.line.text.as_str()).collect();
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("day", &day_of(from.on, &cx)), ("open", &open.join(" "))];
            begun.lines.push(line(Mark::Note, cx.words.say("meetings.carried_note", &values).trim_end().to_owned()));
        }
        Some(FormFor::Meeting(Box::new(begun)))
    }

    pub(super) fn meeting_to_edit(&self, id: MeetingId) -> Option<FormFor> {
        let meeting: &Meeting = self.world.casebook.logbook().meeting(id)?;
        Some(FormFor::Meeting(Box::new(meeting.clone())))
    }
}
