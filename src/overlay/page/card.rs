//! The emergency card: everything it says, and what the numbers of the register are now.

use super::readout::moment;
use super::{Choice, Content, Deed, Line};
use crate::domain::card::{
    Condition, Line as PhoneLine, Reach, Reachable, Resuscitation, Who, device, reach, review, support_role,
};
use crate::domain::text::clean_line;
use crate::domain::{AcpTalk, Person, PersonId};
use crate::form::{AcpField, CardField, Coded, FieldKind, TalkFact, value};
use crate::overlay::page::About;
use crate::paint::Role;
use crate::pane::card::confirm;
use crate::pane::dates::long_date;
use crate::pane::{Act, CareRequest, Context, Request};
use crate::port::{EntityKind, Record};
use crate::words::{Language, Words};

/// The card as it is read to 119, or whole.
pub(super) fn content(cx: &Context<'_>, id: PersonId, whole: bool, rows: usize) -> Content {
    let Some(person) = cx.casebook.person(id) else { return Content::default() };
    let fictional = if person.fictional { cx.words.get("cards.fictional") } else { "" };
    let name = cx.words.say("cards.name", &[("name", &clean_line(&person.name))]);
    let title = cx
        .words
        .say(if whole { "readout.whole" } else { "readout.title" }, &[("name", &name), ("fictional", &fictional)]);
    let lines = if whole {
        everything(cx, person)
    } else {
        super::readout::fitted(super::readout::blocks(cx, person), rows, cx.words.get("readout.more"))
    };
    Content { title, lines, choices: choices(cx, person, whole), label: (!whole).then_some(super::readout::LABEL) }
}

fn choices(cx: &Context<'_>, person: &Person, whole: bool) -> Vec<Choice> {
    let id = person.id;
    let open = |request| Deed::Stay(Act::Open(request));
    let care = |request| open(Request::Care(request));
    let mut choices = vec![
        Choice {
            word: if whole { "readout.to_readout" } else { "readout.to_whole" },
            deed: Deed::Show(if whole { About::Readout(id) } else { About::Card(id) }),
        },
        Choice { word: "readout.write_call", deed: care(CareRequest::WriteCall(id)) },
        Choice { word: "readout.hand_over", deed: open(Request::HandOver(vec![id])) },
        Choice { word: "readout.edit", deed: care(CareRequest::EditCard(Some(id))) },
        Choice { word: "readout.confirm", deed: Deed::Acts(confirm(&[id], cx)) },
        Choice { word: "readout.talk", deed: care(CareRequest::AddAcpTalk(id)) },
        Choice {
            word: "readout.history",
            deed: open(Request::Ledger(crate::message::Look::History(EntityKind::Person, id.to_bytes()))),
        },
    ];
    choices.extend(talks_to_edit(cx, id).map(|request| Choice { word: "readout.edit_talk", deed: open(request) }));
    let stay = cx.casebook.stays_of(id).filter(|stay| stay.is_open()).last();
    choices.extend(stay.map(|stay| Choice { word: "readout.checklist", deed: Deed::Leave(Act::OpenStay(stay.id)) }));
    choices
}

fn everything(cx: &Context<'_>, person: &Person) -> Vec<Line> {
    let words = cx.words;
    let mut lines = vec![Line::heading(words.get("readout.now"))];
    let (moment, registry) = (moment(cx), cx.registry);
    for one in reach::contacts(person, &moment).iter().chain(&reach::supporters(person, &moment, registry)) {
        let role = if one.reachable == Reachable::Now { Role::Title } else { Role::Text };
        lines.push(Line::fact(
            said_of_who(cx, one),
            format!("{}  {}", clean_line(&one.name), said_reach(cx, one)),
            role,
        ));
    }
    lines.push(Line::heading(words.get("readout.wish")));
    lines.push(Line::fact("", resuscitation(cx, person), Role::Title));
    lines.extend(warnings(cx, person).into_iter().map(|text| Line::fact("", text, Role::Warn)));
    lines.push(Line::fact("", document(cx, person), Role::Text));
    lines.extend(talks(cx, person));
    lines.extend(super::course::lines(cx, person));
    lines.extend(fields(cx, person));
    lines
}

/// Every field that says something, part by part; institutions by their names of now.
fn fields(cx: &Context<'_>, person: &Person) -> Vec<Line> {
    let record = Record::Person(person.clone());
    let mut lines = Vec::new();
    let mut part = String::new();
    for field in CardField::all() {
        let described = crate::form::Described::from(field);
        let text = value(&record, &described.name).unwrap_or_default();
        if text.trim().is_empty() {
            continue;
        }
        if described.part.name != part {
            part.clone_from(&described.part.name);
            lines.push(Line::heading(described.part.title.text(cx.words)));
        }
        for (at, text) in shown(cx, &described.kind, &text).lines().enumerate() {
            let label = if at == 0 { described.label.text(cx.words) } else { String::new() };
            lines.push(Line::fact(label, clean_line(text), Role::Text));
        }
    }
    lines
}

fn shown(cx: &Context<'_>, kind: &FieldKind, text: &str) -> String {
    let label = |options: &[Coded], code: &str| {
        options
            .iter()
            .find(|option| option.code == code)
            .map_or_else(|| code.to_owned(), |option| option.label.text(cx.words))
    };
    match kind {
        FieldKind::Choice { options, .. } => label(options, text),
        FieldKind::Several(options) => text.lines().map(|code| label(options, code)).collect::<Vec<_>>().join("、"),
        FieldKind::YesNo => cx.words.get("readout.yes").to_owned(),
        FieldKind::Institution(_) => match text.parse() {
            Ok(id) => cx
                .registry
                .row(id)
                .map_or_else(|| cx.words.get("readout.gone_place").to_owned(), |row| row.name.to_string()),
            Err(_) => text.to_owned(),
        },
        FieldKind::Hours
        | FieldKind::Line
        | FieldKind::Text
        | FieldKind::Phone
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::BirthDate => text.to_owned(),
        FieldKind::Time | FieldKind::Ability | FieldKind::Kinds | FieldKind::Coordinates | FieldKind::Participants => {
            text.to_owned()
        }
    }
}

/// Talks about wishes, the newest first: a history, in which nothing is written over.
fn talks(cx: &Context<'_>, person: &Person) -> Vec<Line> {
    let words = cx.words;
    let talks = cx.casebook.acp_talks_of(person.id);
    if talks.is_empty() {
        return Vec::new();
    }
    let place = |place: Option<crate::domain::acp::CarePlace>| {
        place.map_or_else(|| "--".to_owned(), |place| words.get(&format!("form.value.care_place.{place}")).to_owned())
    };
    let mut lines = vec![Line::heading(words.get("readout.talks"))];
    if let Some(passing) = &person.card.passing {
        let met = match crate::domain::acp::wish_met(&talks, passing.place) {
            Some(true) => "readout.met",
            Some(false) => "readout.not_met",
            None => "readout.unknown_met",
        };
        lines.push(Line::fact(
            words.get("readout.actual"),
            format!("{}  {}", place(passing.place), words.get(met)),
            Role::Text,
        ));
    }
    for talk in talks.iter().rev() {
        let state = match (talk.withdrawn_on, talk.would_rather_not) {
            (Some(day), _) => words.say("readout.withdrawn", &[("day", &long_date(day))]),
            (None, true) => words.get("readout.rather_not").to_owned(),
            (None, false) => {
                words.say("readout.wished", &[("care", &place(talk.care_place)), ("last", &place(talk.last_place))])
            }
        };
        let role = if talk.holds() { Role::Text } else { Role::Label };
        lines.push(Line::fact(long_date(talk.on), state, role));
        lines.extend(facts_of_talk(cx, talk, role));
    }
    lines
}

/// Everything that a talk says, by the fields of its form; the day stands above them.
fn facts_of_talk(cx: &Context<'_>, talk: &AcpTalk, role: Role) -> Vec<Line> {
    let record = Record::AcpTalk(talk.clone());
    let mut lines = Vec::new();
    for field in AcpField::all().into_iter().filter(|field| *field != AcpField::Talk(TalkFact::On)) {
        let described = crate::form::Described::from(field);
        let text = value(&record, &described.name).unwrap_or_default();
        for (at, text) in shown(cx, &described.kind, &text).lines().filter(|text| !text.trim().is_empty()).enumerate() {
            let label = if at == 0 { described.label.text(cx.words) } else { String::new() };
            lines.push(Line::fact(label, clean_line(text), role));
        }
    }
    lines
}

/// Which talk is to be mended; the newest first.
fn talks_to_edit(cx: &Context<'_>, person: PersonId) -> Option<Request> {
    let row = |talk: &&AcpTalk| {
        let text = format!("{}  {}", long_date(talk.on), clean_line(&talk.place));
        (text.trim_end().to_owned(), Act::Open(Request::Care(CareRequest::EditAcpTalk(talk.id))))
    };
    let rows: Vec<_> = cx.casebook.acp_talks_of(person).iter().rev().map(row).collect();
    let title = cx.words.get("readout.edit_talk").to_owned();
    (!rows.is_empty()).then_some(Request::Choose { title, rows, at: 0 })
}

/// `心肺蘇生: 望まない`
pub(super) fn resuscitation(cx: &Context<'_>, person: &Person) -> String {
    let wish = person.card.wishes.resuscitation.map_or_else(
        || cx.words.get("readout.unasked").to_owned(),
        |wish: Resuscitation| cx.words.get(&format!("form.value.resuscitation.{wish}")).to_owned(),
    );
    let treatment = clean_line(&person.card.wishes.treatment);
    format!("{} {wish}  {treatment}", cx.words.get("readout.resuscitation")).trim_end().to_owned()
}

/// What lacks, and that the fire service decides: never a bare tick.
pub(super) fn warnings(cx: &Context<'_>, person: &Person) -> Vec<String> {
    if person.card.wishes.resuscitation != Some(Resuscitation::NotWanted) {
        return Vec::new();
    }
    let missing = review::missing(person, cx.registry);
    let lacks: Vec<String> =
        missing.iter().map(|one: &Condition| cx.words.get(&format!("readout.lacks.{one}")).to_owned()).collect();
    let first =
        (!lacks.is_empty()).then(|| cx.words.say("readout.not_met_conditions", &[("lacks", &lacks.join("、"))]));
    let policy = if cx.fire_policy.is_empty() { cx.words.get("readout.policy_unset") } else { cx.fire_policy };
    first.into_iter().chain([cx.words.say("readout.fire_decides", &[("policy", &policy)])]).collect()
}

/// The paper: when, by whom, where it lies.
pub(super) fn document(cx: &Context<'_>, person: &Person) -> String {
    let Some(paper) = &person.card.wishes.document else { return cx.words.get("readout.no_paper").to_owned() };
    let day = paper.written_on.map_or_else(|| cx.words.get("cards.no_day").to_owned(), long_date);
    let signed = if paper.signed_by_person { cx.words.get("readout.signed") } else { cx.words.get("readout.unsigned") };
    let none = || cx.words.get("readout.nobody").to_owned();
    let doctor = Some(clean_line(&paper.doctor)).filter(|text| !text.is_empty()).unwrap_or_else(none);
    let place = Some(clean_line(&paper.place)).filter(|text| !text.is_empty()).unwrap_or_else(none);
    cx.words.say("readout.paper", &[("day", &day), ("signed", &signed), ("doctor", &doctor), ("place", &place)])
}

pub(super) fn names_of_devices(cx: &Context<'_>, person: &Person) -> Vec<String> {
    let name =
        |code: &String| device(code).map_or_else(|| clean_line(code), |info| in_language(cx.words, info.ja, info.en));
    person.card.medical.devices.iter().map(name).collect()
}

fn in_language(words: &Words, ja: &str, en: &str) -> String {
    match words.language() {
        Language::Ja => ja.to_owned(),
        Language::En => en.to_owned(),
    }
}

/// How the person usually is.
pub(super) fn medical_summary(cx: &Context<'_>, person: &Person) -> String {
    let medical = &person.card.medical;
    let scales = [
        medical.bedridden.map(|scale| cx.words.get(&format!("form.value.bedridden.{scale}")).to_owned()),
        medical.dementia.map(|scale| cx.words.get(&format!("form.value.dementia.{scale}")).to_owned()),
    ];
    let texts = [&medical.talking, &medical.walking, &medical.cognition, &medical.vitals];
    let said = texts.into_iter().map(|text| clean_line(text)).filter(|text| !text.is_empty());
    said.chain(scales.into_iter().flatten()).collect::<Vec<_>>().join("  ")
}

/// `1 長女`, `主治医`, `訪問看護`
pub(super) fn said_of_who(cx: &Context<'_>, one: &Reach) -> String {
    match &one.who {
        Who::Contact(at, relation) => format!("{} {}", at + 1, clean_line(relation)).trim_end().to_owned(),
        Who::Doctor => cx.words.get("readout.doctor").to_owned(),
        Who::CareManager => cx.words.get("readout.care_manager").to_owned(),
        Who::Support(role) => support_role(role).map_or_else(
            || cx.words.get("readout.supporter").to_owned(),
            |info| in_language(cx.words, info.ja, info.en),
        ),
    }
}

/// `090-0000-0000 携帯  今つながる (平日18時以降)`
pub(super) fn said_reach(cx: &Context<'_>, one: &Reach) -> String {
    let line: PhoneLine = one.line;
    let hours = clean_line(&one.hours);
    let parts = [
        one.phone.display().to_owned(),
        cx.words.get(&format!("readout.line.{line}")).to_owned(),
        cx.words.get(&format!("readout.reach.{}", one.reachable)).to_owned(),
        if hours.is_empty() { hours } else { format!("({hours})") },
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
