//! What is copied of a meeting. One that speaks of cases leaves with a line in the audit; what is published passes the rule for publications.

use crate::domain::publication::{Held, Place, place, places, release};
use crate::domain::{Meeting, MeetingId};
use crate::exchange::export::minutes::{self, Agreed};
use crate::exchange::export::paste;
use crate::message::{Effect, Outlet, held};
use crate::pane::{Act, CareRequest, Context, Request};
use crate::port::EntityKind;
use crate::port::clipboard::CopyText;
use crate::words::Language;

/// In which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeetingCopy {
    Minutes,
    Actions,
    Absent,
    /// What may be read at a place, by its code.
    Public(&'static str),
}

impl MeetingCopy {
    /// A stable word for the audit.
    const fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Actions => "actions",
            Self::Absent => "absent",
            Self::Public(_) => "public",
        }
    }
}

/// What can be copied of the meeting.
pub(super) fn menu(meeting: &Meeting, cx: &Context<'_>) -> Request {
    let words = cx.words;
    let row = |text: String, what| (text, Act::Open(Request::Care(CareRequest::CopyMeeting(meeting.id, what))));
    let inner = [MeetingCopy::Minutes, MeetingCopy::Actions, MeetingCopy::Absent]
        .map(|what| row(words.get(&format!("meetings.copy.{}", what.name())).to_owned(), what));
    let public = places().iter().map(|place| {
        let text = words.say("meetings.copy.public", &[("place", &name(place, cx))]);
        row(text, MeetingCopy::Public(place.code))
    });
    let key = if meeting.is_guarded() { "meetings.copy.title_guarded" } else { "meetings.copy.title" };
    Request::Choose { title: words.get(key).to_owned(), rows: inner.into_iter().chain(public).collect(), at: 0 }
}

fn name<'a>(place: &'static Place, cx: &Context<'a>) -> &'a str {
    place.called(cx.places, cx.words.language() == Language::Ja)
}

/// The text on its way out, or a sentence that says why it stays.
pub fn copy(id: MeetingId, what: MeetingCopy, cx: &Context<'_>) -> Vec<Act> {
    let Some(meeting) = cx.casebook.logbook().meeting(id) else { return Vec::new() };
    let say = |text: String| vec![Act::Say(text)];
    let actions = cx.casebook.actions(meeting);
    let agreed: Vec<Agreed<'_>> =
        actions.iter().map(|action| Agreed { line: action.line, task: action.task }).collect();
    let text = match what {
        MeetingCopy::Minutes => minutes::whole(meeting, &agreed, cx.words),
        MeetingCopy::Actions if agreed.is_empty() => return say(cx.words.get("meetings.copy.no_action").to_owned()),
        MeetingCopy::Actions => minutes::actions(meeting, &agreed, cx.words),
        MeetingCopy::Absent => minutes::absent(meeting, &agreed, cx.words),
        MeetingCopy::Public(code) => {
            let Some(place) = place(code) else { return Vec::new() };
            let one = minutes::public(meeting, cx.words);
            let whole = paste::whole(&one, "", cx.words);
            let known = cx.casebook.known_beside(cx.registry);
            match release(&whole, meeting.publicity, place, &known, meeting.anonymous, None) {
                // What may be meant is told, and the person looks at it.
                Ok(told) if !told.is_empty() => {
                    let list = held::list(cx.words, &whole, told.iter());
                    let copied = Act::Do(out(paste::publication(&one, place, "", cx.words)));
                    return vec![copied, Act::Say(cx.words.say("publication.look", &[("list", &list)]))];
                }
                Ok(_) => return vec![Act::Do(out(paste::publication(&one, place, "", cx.words)))],
                // The summary is no record yet on which a reason could be kept; and one line is all that there is room for.
                Err(Held::MayName { findings, is_final }) => {
                    let list = held::list(cx.words, &whole, findings.iter().filter(|one| one.what.is_hard()));
                    let key = if is_final { "meetings.copy.may_name_final" } else { "meetings.copy.may_name" };
                    return say(cx.words.say(key, &[("list", &list)]));
                }
                Err(why) => return say(held::sentence(cx.words, &whole, &why)),
            }
        }
    };
    vec![Act::Do(if meeting.is_guarded() { recorded(meeting, what, text) } else { out(text) })]
}

fn out(text: String) -> Effect {
    Effect::Copy { text: CopyText(text), items: 1 }
}

/// Into the clipboard once the audit has its line, and out of the clipboard again after a while.
fn recorded(meeting: &Meeting, what: MeetingCopy, text: String) -> Effect {
    let person = meeting.person.map(|person| (EntityKind::Person, person.to_bytes()));
    let records = [(EntityKind::Meeting, meeting.id.to_bytes())].into_iter().chain(person).collect();
    let outlet = Outlet::Copy { text: CopyText(text), items: 1 };
    Effect::Release { outlet, records, note: format!("meeting {}", what.name()) }
}
