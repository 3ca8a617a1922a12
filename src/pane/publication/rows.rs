//! An entry in a few words, and the lines of its detail.

use super::act::question_line;
use super::{Entry, PublicationPane, anonymous};
use crate::command::Command;
use crate::domain::anonymity::Finding;
use crate::domain::calendar::days_between;
use crate::domain::guide::Desk;
use crate::domain::meeting::{Meeting, scene};
use crate::domain::publication::{self, Held, circled, judge, kind, places};
use crate::domain::text::clean_line;
use crate::domain::{Guide, Publication};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::short_date;
use crate::pane::meeting::{day_of, kind_and_number};
use crate::words::Language;

/// A line of the detail.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) role: Role,
    pub(super) is_rule: bool,
    /// Over the whole width: it has no label.
    pub(super) is_wide: bool,
    /// The desk that it belongs to, which can be selected.
    pub(super) desk: Option<usize>,
    /// Its first line.
    pub(super) is_first: bool,
}

impl Row {
    fn new(label: &str, text: impl Into<String>, role: Role) -> Self {
        let is_wide = label.is_empty();
        Self { label: label.to_owned(), text: text.into(), role, is_rule: false, is_wide, desk: None, is_first: true }
    }

    fn rule(text: impl Into<String>) -> Self {
        Self { is_rule: true, ..Self::new("", text, Role::Title) }
    }
}

fn named<'n>(cx: &Context<'_>, ja: &'n str, en: &'n str) -> &'n str {
    if cx.words.language() == Language::Ja { ja } else { en }
}

/// What a question of a meeting is called where one is chosen.
pub(super) fn asked_in(meeting: &Meeting, at: usize, cx: &Context<'_>) -> String {
    question_line(meeting, at, cx)
}

/// Kind and number, title, state.
pub(super) fn line(pane: &PublicationPane, entry: Entry, cx: &Context<'_>) -> (String, String, String, Role) {
    let log = cx.casebook.logbook();
    match entry {
        Entry::Publication(id) => {
            let Some(one) = log.publication(id) else {
                return (String::new(), String::new(), String::new(), Role::Text);
            };
            let (state, role) = state(pane, one, cx);
            (short_kind(one, cx), clean_line(one.called()), state, role)
        }
        Entry::Guide(id) => {
            let worry = log.guide(id).map(|guide| clean_line(&guide.worry)).unwrap_or_default();
            (cx.words.get("publications.guide_mark").to_owned(), worry, String::new(), Role::Text)
        }
    }
}

/// `Q&A12`
fn short_kind(one: &Publication, cx: &Context<'_>) -> String {
    let name = kind(&one.kind).map_or(one.kind.as_str(), |kind| named(cx, kind.short_ja, kind.short_en));
    let number = one.number.map(|number| number.to_string()).unwrap_or_default();
    format!("{name}{number}")
}

/// One word: no answer, held up, a draft, or the day on which it went out first.
fn state(pane: &PublicationPane, one: &Publication, cx: &Context<'_>) -> (String, Role) {
    let words = cx.words;
    if one.is_unanswered() {
        return (words.get("publications.state.unanswered").to_owned(), Role::Warn);
    }
    let out = one.posts.iter().map(|post| post.on).chain(one.handed.iter().map(|handed| handed.on)).min();
    match out {
        Some(on) => (day_of(on, cx), Role::Text),
        None if !pane.held(one.id).is_empty() && one.cleared.is_none() => {
            (words.get("publications.state.held").to_owned(), Role::Bad)
        }
        None => (words.get("publications.state.draft").to_owned(), Role::Warn),
    }
}

/// Everything that is said of the selected entry.
pub(super) fn rows(pane: &PublicationPane, cx: &Context<'_>) -> Vec<Row> {
    let log = cx.casebook.logbook();
    match pane.selected() {
        Some(Entry::Publication(id)) => {
            log.publication(id).map(|one| of_publication(pane, one, cx)).unwrap_or_default()
        }
        Some(Entry::Guide(id)) => log.guide(id).map(|guide| of_guide(guide, cx)).unwrap_or_default(),
        None => Vec::new(),
    }
}

fn of_publication(pane: &PublicationPane, one: &Publication, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let kind = kind(&one.kind).map_or(one.kind.as_str(), |kind| named(cx, kind.ja, kind.en));
    let number = one.number.map(circled).unwrap_or_default();
    let series = if one.series.is_empty() { kind } else { &one.series };
    let head = format!("{}{number} {}", clean_line(series), clean_line(&one.edition));
    let mut rows = vec![Row::new("", head.trim(), Role::Label), Row::new("", clean_line(one.called()), Role::Title)];
    let mut say = |key: &str, text: &str| {
        if !text.trim().is_empty() {
            rows.push(Row::new(words.get(key), text, Role::Text));
        }
    };
    if let Some(question) = &one.question {
        if !one.title.is_empty() {
            say("publications.label.asked", &question.asked);
        }
        let answer = if question.answer.is_empty() { words.get("publication.unanswered") } else { &question.answer };
        say("publications.label.answer", answer);
        let on = question.answered_on.map(|day| short_date(day, cx.now.today())).unwrap_or_default();
        say("publications.label.by", format!("{} {on}", clean_line(&question.by)).trim());
    }
    say("publications.label.body", &one.body);
    if let Some(figure) = &one.figure {
        say("publications.label.figure", &format!("{}{}", figure.value, figure.unit));
    }
    say("publications.label.note", &one.note);
    say("publications.label.on", &day_of(one.on, cx));
    let publicity = format!("publication.publicity.{}", one.publicity);
    say("publications.label.publicity", words.get(&publicity));
    let meeting = one.meeting.and_then(|id| cx.casebook.logbook().meeting(id));
    if let Some(meeting) = meeting {
        let of = format!("{} {}", day_of(meeting.on, cx), kind_and_number(meeting, true, cx));
        say("publications.label.meeting", &of);
    }
    say("publications.label.scenes", &scene_words(&one.scenes, cx));
    say("publications.label.source", &one.source);
    if one.fictional {
        say("publications.label.source", words.get("services.fictional"));
    }
    for handed in &one.handed {
        let text = format!("{} {}", day_of(handed.on, cx), clean_line(&handed.to));
        let copies = words.say("publications.copies", &[("n", &handed.copies)]);
        say("publications.label.handed", &if handed.copies > 0 { format!("{text} {copies}") } else { text });
    }
    numbers_twice(&mut rows, one, cx);
    out(&mut rows, pane, one, cx);
    rows
}

/// Two of a series with the same number: somebody has to say which is which.
fn numbers_twice(rows: &mut Vec<Row>, one: &Publication, cx: &Context<'_>) {
    let same =
        |other: &&Publication| other.kind == one.kind && other.series == one.series && other.number == one.number;
    let twice = one.number.is_some() && cx.casebook.logbook().publications().filter(same).count() > 1;
    if twice {
        rows.push(Row::new("", cx.words.get("publications.number_twice"), Role::Warn));
    }
}

/// Where it stands, where it may go, and what holds it up.
fn out(rows: &mut Vec<Row>, pane: &PublicationPane, one: &Publication, cx: &Context<'_>) {
    let words = cx.words;
    rows.push(Row::rule(words.get("publications.out")));
    for post in &one.posts {
        let place = publication::place(&post.place).map_or(post.place.as_str(), |place| named(cx, place.ja, place.en));
        let text = format!("{} {}  {}", clean_line(place), day_of(post.on, cx), clean_line(&post.url));
        rows.push(Row::new(words.get("publications.label.posted"), text.trim(), Role::Text));
    }
    if one.posts.is_empty() {
        let key = if one.is_unanswered() { "publications.answer_first" } else { "publications.nowhere" };
        rows.push(Row::new("", words.get(key), Role::Warn));
    }
    if let Some(cleared) = &one.cleared {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("day", &short_date(cleared.on, cx.now.today())), ("by", &cleared.by), ("why", &cleared.why)];
        rows.push(Row::new("", words.say("publications.cleared", &values), Role::Label));
    }
    let held = pane.held(one.id);
    if !held.is_empty() {
        let key = match (anonymous(one, cx), one.cleared.is_some()) {
            (true, _) => "publications.held_final",
            (false, true) => "publications.held_cleared",
            (false, false) => "publications.held",
        };
        rows.push(Row::new("", words.get(key), if one.cleared.is_some() { Role::Label } else { Role::Bad }));
        rows.extend(held.iter().map(|word| Row::new(words.get("publications.label.held"), word.as_str(), Role::Bad)));
    }
    // For whom it is decides where it may go; what may name somebody holds it up everywhere.
    let nothing: Vec<Finding> = Vec::new();
    let narrow = |place: &&publication::Place| {
        matches!(judge(nothing.clone(), one.publicity, place, false, None), Err(Held::Narrower { .. }))
    };
    let closed: Vec<&str> = places().iter().filter(narrow).map(|place| named(cx, place.ja, place.en)).collect();
    if !closed.is_empty() {
        let text = words.say("publications.not_there", &[("places", &closed.join("、"))]);
        rows.push(Row::new("", text, Role::Label));
    }
}

fn scene_words(codes: &[String], cx: &Context<'_>) -> String {
    let known = codes.iter().filter_map(|code| scene(code));
    known.map(|scene| named(cx, scene.short_ja, scene.en)).collect::<Vec<_>>().join(" ")
}

fn of_guide(guide: &Guide, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let mut rows = vec![
        Row::new("", words.get("publications.guides"), Role::Label),
        Row::new("", clean_line(&guide.worry), Role::Title),
    ];
    if !guide.words.is_empty() {
        rows.push(Row::new(words.get("publications.label.words"), clean_line(&guide.words.join(" ")), Role::Text));
    }
    let scenes = scene_words(&guide.scenes, cx);
    if !scenes.is_empty() {
        rows.push(Row::new(words.get("publications.label.scenes"), scenes, Role::Text));
    }
    rows.push(Row::rule(words.get("publications.desks")));
    for (n, desk) in guide.desks.iter().enumerate() {
        rows.extend(desk_rows(n, desk, cx));
    }
    let confirmed = match guide.confirmed_on {
        Some(day) => {
            let (age, day) = (days_between(day, cx.now.today()), short_date(day, cx.now.today()));
            words.say("publications.confirmed", &[("day", &day), ("n", &age)])
        }
        None => words.get("publications.never_confirmed").to_owned(),
    };
    let key = crate::pane::key(cx, crate::keymap::Scope::Publications, Command::ConfirmFacts);
    rows.push(Row::rule(""));
    rows.push(Row::new(
        "",
        format!("{confirmed}  {}", words.say("publications.confirm_key", &[("key", &key)])),
        Role::Label,
    ));
    rows
}

/// Name and numbers as the register has them now.
fn desk_rows(n: usize, desk: &Desk, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let row = desk.facility.and_then(|id| cx.registry.row(id));
    let name = match (row, desk.facility) {
        (Some(row), _) => clean_line(&row.name),
        (None, Some(_)) => words.get("services.gone").to_owned(),
        (None, None) => clean_line(&desk.name),
    };
    let label = (n + 1).to_string();
    let mut rows = vec![Row { desk: Some(n), ..Row::new(&label, name, Role::Text) }];
    let mut say = |text: String| {
        if !text.is_empty() {
            rows.push(Row { is_wide: false, desk: Some(n), is_first: false, ..Row::new("", text, Role::Text) });
        }
    };
    if let Some(row) = row {
        let night = if row.night_phone.is_empty() {
            String::new()
        } else {
            words.say("publications.night", &[("phone", &row.night_phone)])
        };
        say(format!("{}  {night}", clean_line(&row.phone)).trim().to_owned());
        say(clean_line(&row.address));
    }
    say(clean_line(&desk.why));
    rows
}
