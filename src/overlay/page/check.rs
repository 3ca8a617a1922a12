//! What the talks of a stay come to: the fee's class, and what is missing.

use super::{Choice, Content, Deed, Line};
use crate::domain::conference::check;
use crate::domain::text::clean_line;
use crate::domain::{Conference, EpisodeId};
use crate::message::talk_page::{self, LineKind};
use crate::paint::Role;
use crate::pane::{Act, CareRequest, Context, FormFor, Request};

pub(super) fn content(cx: &Context<'_>, id: EpisodeId) -> Content {
    let book = cx.casebook;
    let Some(stay) = book.stay(id) else { return Content::default() };
    let person = book.person(stay.person);
    let name = person.map(|person| clean_line(&person.name)).unwrap_or_default();
    let level = person.map(|person| person.care_level).unwrap_or_default();
    let talks: Vec<Conference> = book.talks_of(id).cloned().collect();
    let rules = book.rulebook();
    let checked = check(stay, level, &talks, &rules.professions, &rules.talk_fees);
    let lines = talk_page::lines(cx.words, &checked, &rules.professions, &rules.talk_fees);
    let lines = lines.into_iter().map(|(kind, text)| match kind {
        LineKind::Heading => Line::fact("", text, Role::Title),
        LineKind::Lack => Line::fact("", format!("  {text}"), Role::Warn),
        LineKind::Plain => Line::fact("", format!("  {text}"), Role::Text),
    });
    let mut choices =
        vec![Choice { word: "page.new_talk", deed: Deed::Stay(Act::Open(Request::Care(CareRequest::Talk(id)))) }];
    if let Some(last) = talks.last() {
        let edit = Act::Open(Request::Form(FormFor::Talk(Box::new(last.clone()))));
        choices.push(Choice { word: "page.edit_talk", deed: Deed::Stay(edit) });
    }
    Content { title: cx.words.say("page.talks", &[("name", &name)]), lines: lines.collect(), choices, label: None }
}
