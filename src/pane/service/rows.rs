//! The lines of the detail: the acts, who is affected, who can take over; of a hospital its beds and who is registered.

use jiff::civil::Date;

use super::entry::{each, registered};
use super::{Entry, ServicePane, Target};
use crate::domain::calendar::days_between;
use crate::domain::card::{review, support_role};
use crate::domain::facility::{Ability, capability};
use crate::domain::service::{ServiceAct, reason, services, state};
use crate::domain::text::clean_line;
use crate::domain::{Facility, FacilityId, Person, PersonId};
use crate::model::Status;
use crate::model::substitutes::{Affected, Fit, LinkKind, Substitute, affected};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::{kilometres, long_date, short_date, weekday};
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
    /// What it belongs to, which can be selected.
    pub(super) target: Option<Target>,
    /// Its first line.
    pub(super) is_first: bool,
}

impl Row {
    fn new(label: &str, text: impl Into<String>, role: Role) -> Self {
        let is_wide = label.is_empty();
        Self { label: label.to_owned(), text: text.into(), role, is_rule: false, is_wide, target: None, is_first: true }
    }

    fn rule(text: impl Into<String>) -> Self {
        Self { is_rule: true, ..Self::new("", text, Role::Title) }
    }
}

/// Either of two names.
fn named<'n>(cx: &Context<'_>, ja: &'n str, en: &'n str) -> &'n str {
    if cx.words.language() == Language::Ja { ja } else { en }
}

/// `食事`
pub(super) fn need_word(need: &str, cx: &Context<'_>) -> String {
    cx.words.get(&format!("services.need.{need}")).to_owned()
}

pub(super) fn name_of(person: PersonId, cx: &Context<'_>) -> String {
    cx.casebook.person(person).map(|person| clean_line(&person.name)).unwrap_or_default()
}

/// The state's short word, and how it is drawn.
pub(super) fn state_word(code: &str, cx: &Context<'_>) -> (String, Role) {
    let known = state(code);
    let word = known.map_or(code, |state| named(cx, state.short_ja, state.en)).to_owned();
    let role = match known.map(|state| state.open) {
        Some("yes") => Role::Good,
        Some("partly") => Role::Warn,
        Some(_) | None => Role::Bad,
    };
    (word, role)
}

/// Everything that is said of the selected line.
pub(super) fn rows(pane: &ServicePane, cx: &Context<'_>) -> Vec<Row> {
    match pane.selected() {
        Some(Entry::Closing { act, facility, holds }) => {
            let found = cx.casebook.logbook().acts(facility).find(|one| one.id == act);
            found.map(|act| of_closing(pane, facility, (act, holds), cx)).unwrap_or_default()
        }
        Some(Entry::Hospital(facility)) => of_hospital(pane, facility, cx),
        None => Vec::new(),
    }
}

fn of_closing(
    pane: &ServicePane,
    facility: FacilityId,
    (act, holds): (&ServiceAct, bool),
    cx: &Context<'_>,
) -> Vec<Row> {
    let (words, today) = (cx.words, cx.now.today());
    let mut rows = contact(facility, cx);
    let ask_again = holds && act.until.is_some_and(|until| until < today);
    said(&mut rows, act, ask_again, cx);
    let mut acts: Vec<&ServiceAct> = cx.casebook.logbook().acts(facility).collect();
    acts.sort_by_key(|act| std::cmp::Reverse((act.from, act.at, act.id)));
    if acts.len() > 1 {
        rows.push(Row::rule(words.get("services.acts")));
        for act in acts {
            let (word, role) = state_word(&act.state, cx);
            let text = format!("{word}  {}", clean_line(&act.said_by));
            rows.push(Row::new(&short_date(act.from, today), text.trim_end(), role));
        }
    }
    rows.push(Row::rule(words.say("services.affected", &[("n", &pane.people.len())])));
    people(&mut rows, pane, facility, cx);
    let asked: Vec<String> = pane.asked().iter().map(|need| need_word(need, cx)).collect();
    let asked = if asked.is_empty() { words.get("services.anything").to_owned() } else { asked.join(" ") };
    let who = pane.whom.map_or_else(|| words.get("services.everybody").to_owned(), |person| name_of(person, cx));
    let n = pane.substitutes.len();
    rows.push(Row::rule(words.say("services.substitutes", &[("who", &who), ("needs", &asked), ("n", &n)])));
    if pane.substitutes.is_empty() {
        rows.push(Row::new("", words.get("services.no_substitute"), Role::Text));
    }
    let is_wide = pane.geometry.wide() || pane.zoomed;
    rows.extend(pane.substitutes.iter().map(|one| substitute(one, is_wide, cx)));
    rows
}

/// What is asked first on the telephone.
fn contact(facility: FacilityId, cx: &Context<'_>) -> Vec<Row> {
    let Some(row) = cx.registry.row(facility) else {
        return vec![Row::new("", cx.words.get("services.gone"), Role::Warn)];
    };
    let mut rows = vec![Row::new("", clean_line(&row.name), Role::Title)];
    let phones = [("services.label.phone", &row.phone), ("services.label.night", &row.night_phone)];
    for (key, number) in phones.into_iter().filter(|(_, number)| !number.is_empty()) {
        rows.push(Row::new(cx.words.get(key), clean_line(number), Role::Text));
    }
    rows
}

/// What one act says.
fn said(rows: &mut Vec<Row>, act: &ServiceAct, ask_again: bool, cx: &Context<'_>) {
    let (words, today) = (cx.words, cx.now.today());
    let day = |day: Date| format!("{}({})", long_date(day), weekday(day, words));
    let since = match days_between(act.from, today) {
        0 => words.get("services.today").to_owned(),
        past if past > 0 => words.say("services.days_ago", &[("n", &past)]),
        ahead => words.say("services.days_ahead", &[("n", &-ahead)]),
    };
    let (word, role) = state_word(&act.state, cx);
    rows.push(Row::new(words.get("services.label.state"), word, role));
    rows.push(Row::new(words.get("services.label.from"), format!("{} {since}", day(act.from)), Role::Text));
    let until = act.until.map_or_else(|| words.get("services.no_end").to_owned(), day);
    rows.push(Row::new(words.get("services.label.until"), until, Role::Text));
    if ask_again {
        let row = Row::new("", words.get("services.ask_again"), Role::Warn);
        rows.push(Row { is_wide: false, ..row });
    }
    let mut say = |key: &str, text: String| {
        if !text.is_empty() {
            rows.push(Row::new(words.get(key), text, Role::Text));
        }
    };
    say("services.label.reason", reason(&act.reason).map_or("", |known| named(cx, known.ja, known.en)).to_owned());
    let kept = services().iter().filter(|service| act.services.iter().any(|code| code == service.code));
    let kept: Vec<&str> = kept.map(|service| named(cx, service.short_ja, service.en)).collect();
    say("services.label.keeps", kept.join(" "));
    let by = [clean_line(&act.said_by), words.say("services.written_by", &[("by", &clean_line(&act.by))])];
    let by = if act.by.is_empty() { by[0].clone() } else { by.join("  ") };
    say("services.label.said_by", by.trim().to_owned());
    say("services.label.note", act.note.clone());
    if act.fictional {
        say("services.label.source", words.get("services.fictional").to_owned());
    }
}

/// The names, or how they are opened.
fn people(rows: &mut Vec<Row>, pane: &ServicePane, facility: FacilityId, cx: &Context<'_>) {
    if pane.people.is_empty() {
        return;
    }
    if pane.opened != Some(facility) {
        let open = crate::pane::key(cx, pane.scope(), crate::command::Command::Open);
        rows.push(Row::new("", cx.words.say("services.guarded", &[("open", &open)]), Role::Label));
        return;
    }
    for (person, text) in &pane.people {
        let mark = if pane.whom == Some(*person) { cx.words.get("services.whom") } else { "" };
        let row = Row::new(mark, text.as_str(), Role::Text);
        rows.push(Row { target: Some(Target::Person(*person)), is_wide: false, ..row });
    }
}

/// Whom the selected line concerns, each once, with what is said of them.
pub(super) fn people_of(pane: &ServicePane, cx: &Context<'_>) -> Vec<(PersonId, String)> {
    match pane.selected() {
        Some(Entry::Closing { facility, .. }) => {
            let all = affected(cx.casebook, facility);
            each(&all).into_iter().map(|person| (person, affected_text(pane, &all, person, cx))).collect()
        }
        Some(Entry::Hospital(facility)) => {
            registered(facility, cx).into_iter().map(|person| (person.id, registered_text(person, cx))).collect()
        }
        None => Vec::new(),
    }
}

/// `凪浜 花子  通所介護 火木  食事 入浴`
fn affected_text(pane: &ServicePane, all: &[Affected<'_>], person: PersonId, cx: &Context<'_>) -> String {
    let own = all.iter().filter(|one| one.person.id == person);
    let mut parts = vec![cx.words.say("task.person", &[("name", &name_of(person, cx))])];
    for one in own {
        let link: &'static str = one.kind.into();
        let role = support_role(one.role).map(|role| named(cx, role.ja, role.en).to_owned());
        let role = role.filter(|_| one.kind == LinkKind::Supporter);
        parts.push(role.unwrap_or_else(|| cx.words.get(&format!("service.link.{link}")).to_owned()));
        parts.extend(one.days.map(|days| days_word(days, cx)));
    }
    if let Some(own) = pane.needs_of.get(&person) {
        parts.push(own.iter().map(|need| need_word(need, cx)).collect::<Vec<_>>().join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
}

fn days_word(days: crate::model::OpenDays, cx: &Context<'_>) -> String {
    const MONDAY: Date = Date::constant(2024, 1, 1);
    let week = MONDAY.series(jiff::Span::new().days(1)).take(7);
    week.filter(|day| days.on(day.weekday())).map(|day| weekday(day, cx.words)).collect()
}

/// The name; under it, where there is no room beside it, `03-0123-4567  1.2km  6/02の回答`.
fn substitute(one: &Substitute, is_wide: bool, cx: &Context<'_>) -> Row {
    let (words, row) = (cx.words, cx.registry.row(one.id));
    let fit: &'static str = one.fit.into();
    let role = if one.fit == Fit::Yes { Role::Text } else { Role::Warn };
    let name = row.map(|row| clean_line(&row.short)).unwrap_or_default();
    let cells = [
        row.map(|row| row.phone.to_string()),
        one.metres.map(kilometres),
        row.map(|row| row.area.to_string()).filter(|_| !one.same_area),
        (!one.days_known).then(|| words.get("service.days_unknown").to_owned()),
        row.and_then(|row| vacancy(row, cx)),
        one.confirmed.map(|day| words.say("service.said_on", &[("day", &short_date(day, cx.now.today()))])),
    ];
    let cells = cells.into_iter().flatten().map(|cell| clean_line(&cell)).filter(|cell| !cell.is_empty());
    let between = if is_wide { "  " } else { "\n" };
    let text = format!("{name}{between}{}", cells.collect::<Vec<_>>().join("  "));
    Row { target: Some(Target::Substitute(one.id)), ..Row::new(words.get(&format!("services.fit.{fit}")), text, role) }
}

/// `空き2 (6/02)`: how many places are free, where somebody has said so, and when that was.
fn vacancy(row: &crate::model::Row, cx: &Context<'_>) -> Option<String> {
    let day = row.vacancy_on?;
    let free = match row.status {
        Status::Free(n) => cx.words.say("services.free", &[("n", &n)]),
        Status::Full => cx.words.get("services.full").to_owned(),
        Status::MaybeClosed | Status::Intake(_) | Status::Unknown => return None,
    };
    Some(format!("{free} ({})", short_date(day, cx.now.today())))
}

fn of_hospital(pane: &ServicePane, hospital: FacilityId, cx: &Context<'_>) -> Vec<Row> {
    let words = cx.words;
    let mut rows = contact(hospital, cx);
    rows.push(Row::new(words.get("services.label.state"), words.get("services.backup_long"), Role::Text));
    // The record comes a moment after the line is selected.
    if let Some(facility) = cx.selected.filter(|facility| facility.id == hospital) {
        beds(&mut rows, facility, cx);
    }
    rows.push(Row::rule(words.say("services.registered", &[("n", &pane.people.len())])));
    if pane.people.is_empty() {
        rows.push(Row::new("", words.get("services.nobody_registered"), Role::Text));
    }
    // The first of them has to be told first.
    let first = pane.people.first().and_then(|(person, _)| cx.casebook.person(*person));
    if let Some(day) = first.and_then(review::next_exchange) {
        let (text, role) = exchange_word(day, cx);
        rows.push(Row::new(words.get("services.label.exchange"), text, role));
    }
    people(&mut rows, pane, hospital, cx);
    rows
}

/// Vacancy with its day and age, then what it takes on and on what conditions.
fn beds(rows: &mut Vec<Row>, facility: &Facility, cx: &Context<'_>) {
    let (words, today) = (cx.words, cx.now.today());
    let vacancy = &facility.local.vacancy;
    let mut parts = Vec::new();
    parts.extend(vacancy.facts.places.map(|n| match n {
        0 => words.get("services.full").to_owned(),
        n => words.say("services.free", &[("n", &n)]),
    }));
    parts.extend(vacancy.facts.waiting.map(|n| words.say("services.waiting", &[("n", &n)])));
    parts.extend(vacancy.facts.remark.as_deref().map(clean_line));
    let age = match vacancy.confirmed_on {
        Some(day) => {
            let age = days_between(day, today);
            words.say("services.as_of", &[("day", &short_date(day, today)), ("n", &age)])
        }
        None => words.get("services.never_asked").to_owned(),
    };
    let role = if vacancy.confirmed_on.is_some() { Role::Text } else { Role::Label };
    rows.push(Row::new(words.get("services.label.beds"), format!("{}  {age}", parts.join(" ")).trim(), role));
    let desk = &facility.local.desk.facts;
    let parts = [desk.department.as_deref(), desk.profession.as_deref(), desk.preferred_way.as_deref()];
    let desk: Vec<String> = parts.into_iter().flatten().map(clean_line).collect();
    if !desk.is_empty() {
        rows.push(Row::new(words.get("services.label.desk"), desk.join(" "), Role::Text));
    }
    let answered = |wanted: Ability| {
        let local = &facility.local.capabilities.facts.0;
        let of = capability::table().iter().filter(|info| local.get(info.code) == Some(&wanted));
        of.map(|info| named(cx, info.ja, info.en)).collect::<Vec<_>>().join(" ")
    };
    for (key, ability) in [("services.label.takes", Ability::Yes), ("services.label.talks", Ability::Ask)] {
        let list = answered(ability);
        if !list.is_empty() {
            rows.push(Row::new(words.get(key), list, Role::Text));
        }
    }
    if !facility.local.note.facts.is_empty() {
        rows.push(Row::new(words.get("services.label.note"), facility.local.note.facts.clone(), Role::Text));
    }
}

/// `架空 太郎  登録 12/01  次の連絡 3/01`
fn registered_text(person: &Person, cx: &Context<'_>) -> String {
    let (words, today) = (cx.words, cx.now.today());
    let backup = &person.card.backup_hospital;
    let mut parts = vec![words.say("task.person", &[("name", &clean_line(&person.name))])];
    let day = |day| short_date(day, today);
    parts.extend(backup.registered_on.map(|on| words.say("services.registered_on", &[("day", &day(on))])));
    parts.extend(review::next_exchange(person).map(|on| exchange_word(on, cx).0));
    parts.join("  ")
}

fn exchange_word(day: Date, cx: &Context<'_>) -> (String, Role) {
    let today = cx.now.today();
    let key = if day < today { "services.exchange_past" } else { "services.exchange_next" };
    let role = if day < today { Role::Warn } else { Role::Text };
    (cx.words.say(key, &[("day", &short_date(day, today))]), role)
}
