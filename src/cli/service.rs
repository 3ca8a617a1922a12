//! `renkei service`: which institutions are closed, whom that concerns, and which others can take over.

use jiff::civil::{Date, Weekday};
use serde_json::{Value, json};

use super::args::{self, ServiceVerb};
use super::card::registry;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::card::support_role;
use crate::domain::service::{ServiceAct, needs, reason, reasons, services, state};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{FacilityId, Publicity, ServiceActId};
use crate::model::closings::{Closing, closings};
use crate::model::substitutes::{Ask, LinkKind, Substitute, affected, substitutes};
use crate::model::{OpenDays, Registry};
use crate::port::Put;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record};
use crate::words::Language;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

pub fn run(cx: &Context, args: &args::Service) -> Outcome {
    match &args.verb {
        ServiceVerb::List(args) => list(cx, args),
        ServiceVerb::Close(args) => close(cx, args),
        ServiceVerb::Reopen(args) => reopen(cx, args),
        ServiceVerb::Substitutes(args) => find(cx, args),
    }
}

/// What is closed or works partly today, and what will be; the oldest first.
fn list(cx: &Context, args: &args::ServiceList) -> Outcome {
    let store = cx.look()?;
    let (book, registry) = (cx.casebook(&*store)?, registry(cx, &*store)?);
    let lines = closings(&book, &registry, cx.now.today());
    if args.names {
        let mut persons: Vec<_> =
            lines.iter().flat_map(|line| &line.affected).map(|one| one.person.id.to_bytes()).collect();
        persons.sort_unstable();
        persons.dedup();
        let seen = persons.into_iter().map(|key| AuditRecord::seen(EntityKind::Person, key)).collect();
        cx.viewed(&*store, seen, "service list")?;
    }
    if args.json {
        let items: Vec<Value> = lines.iter().map(|line| item(line, cx.now.today())).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let text: String = lines.iter().map(|line| for_people(cx, line, args.names)).collect();
        out::text(cx.words, &text)?;
    }
    if lines.is_empty() {
        cx.say(cx.words.get("service.none"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

/// No person's name in it: scripts join by the ids.
fn item(line: &Closing<'_>, today: Date) -> Value {
    let act = line.act;
    let persons = line.affected.iter().map(|one| {
        let on =
            |days: OpenDays| WEEK.iter().filter(|day| days.on(**day)).map(|day| day.to_monday_one_offset()).collect();
        let days: Option<Vec<i8>> = one.days.map(on);
        json!({
            "person": one.person.id.to_string(), "link": one.kind.to_string(), "role": one.role,
            "days": days,
        })
    });
    json!({
        "facility": act.facility.to_string(), "name": clean_line(&line.name), "act": act.id.to_string(), "state": act.state,
        "from": act.from, "until": act.until, "holds": line.holds, "ask_again": line.ask_again(today),
        "services": act.services, "reason": act.reason, "said_by": clean_line(&act.said_by), "note": clean_text(&act.note),
        "fictional": act.fictional,
        "persons": persons.collect::<Vec<_>>(),
    })
}

fn for_people(cx: &Context, line: &Closing<'_>, names: bool) -> String {
    let (words, act) = (cx.words, line.act);
    let ja = words.language() == Language::Ja;
    let named = |ja_name: &str, en_name: &str| if ja { ja_name.to_owned() } else { en_name.to_owned() };
    let state = state(&act.state).map_or_else(|| act.state.clone(), |state| named(state.ja, state.en));
    let kept = services().iter().filter(|service| act.services.iter().any(|code| code == service.code));
    let kept: Vec<String> = kept.map(|service| named(service.short_ja, service.en)).collect();
    let count = line.affected.len();
    let cells = [
        Some(state),
        Some(words.say(if line.holds { "service.since" } else { "service.will" }, &[("day", &act.from)])),
        act.until.map(|day| words.say("service.until", &[("day", &day)])),
        line.ask_again(cx.now.today()).then(|| words.get("service.ask_again").to_owned()),
        Some(line.name.clone()),
        Some(act.facility.to_string()),
        reason(&act.reason).map(|reason| named(reason.ja, reason.en)),
        (!kept.is_empty()).then(|| words.say("service.keeps", &[("list", &kept.join(" "))])),
        Some(words.say("service.affected", &[("n", &count)])),
        (!act.said_by.is_empty()).then(|| words.say("service.told_by", &[("by", &act.said_by)])),
        (!act.note.is_empty()).then(|| act.note.clone()),
    ];
    let cells: Vec<String> = cells.into_iter().flatten().map(|cell| clean_line(&cell)).collect();
    let mut text = format!("{}\n", cells.join("  "));
    for one in line.affected.iter().filter(|_| names) {
        let role = support_role(one.role).map(|role| named(role.ja, role.en));
        let link: &'static str = one.kind.into();
        let what = role.filter(|_| one.kind == LinkKind::Supporter);
        let what = what.unwrap_or_else(|| words.get(&format!("service.link.{link}")).to_owned());
        let person = words.say("task.person", &[("name", &one.person.name)]);
        text += &format!("    {}  {what}\n", clean_line(&person));
    }
    text
}

fn close(cx: &Context, args: &args::ServiceClose) -> Outcome {
    let from = args.from.as_deref().map_or(Ok(cx.now.today()), |text| cx.day(text))?;
    let until = args.until.as_deref().map(|text| cx.day(text)).transpose()?;
    if until.is_some_and(|until| until < from) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.service.backwards")));
    }
    if args.keeps.iter().any(|code| services().iter().all(|service| service.code != code)) {
        let codes: Vec<&str> = services().iter().map(|service| service.code).collect();
        return Err(Failure::new(Exit::Usage, cx.words.say("cli.service.no_service", &[("codes", &codes.join(" "))])));
    }
    if args.reason.as_deref().is_some_and(|code| reason(code).is_none()) {
        let codes: Vec<&str> = reasons().iter().map(|reason| reason.code).collect();
        return Err(Failure::new(Exit::Usage, cx.words.say("cli.service.no_reason", &[("codes", &codes.join(" "))])));
    }
    let note = note(cx, args.note.as_deref())?;
    let store = cx.open_for_writing()?;
    let facility = cx.facility(&*store, &args.facility)?;
    let state = if args.keeps.is_empty() { "closed" } else { "partly" };
    let act = ServiceAct {
        until,
        services: args.keeps.clone(),
        reason: args.reason.clone().unwrap_or_default(),
        note,
        said_by: said_by(args.said_by.as_deref()),
        ..act(cx, facility.id, state, from)
    };
    cx.write(&*store, "close", facility.name().to_owned(), vec![Put::Save(Record::ServiceAct(act))])?;
    let book = cx.casebook(&*store)?;
    cx.say(&cx.words.say("cli.service.closed", &[("n", &affected(&book, facility.id).len())]));
    Ok(Exit::Ok)
}

/// It works as usual again, from a day on. The closing stays in its history.
fn reopen(cx: &Context, args: &args::ServiceReopen) -> Outcome {
    let from = args.from.as_deref().map_or(Ok(cx.now.today()), |text| cx.day(text))?;
    let note = note(cx, args.note.as_deref())?;
    let store = cx.open_for_writing()?;
    let facility = cx.facility(&*store, &args.facility)?;
    let book = cx.casebook(&*store)?;
    if crate::model::substitutes::not_as_usual(&book, facility.id, from).is_none() {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.service.not_closed")));
    }
    let act = ServiceAct { note, said_by: said_by(args.said_by.as_deref()), ..act(cx, facility.id, "open", from) };
    cx.write(&*store, "reopen", facility.name().to_owned(), vec![Put::Save(Record::ServiceAct(act))])?;
    cx.say(cx.words.get("cli.service.reopened"));
    Ok(Exit::Ok)
}

fn act(cx: &Context, facility: FacilityId, state: &str, from: Date) -> ServiceAct {
    ServiceAct {
        id: ServiceActId::new(),
        rev: 0,
        facility,
        state: state.to_owned(),
        from,
        until: None,
        services: Vec::new(),
        reason: String::new(),
        note: String::new(),
        said_by: String::new(),
        by: cx.author().name.clone(),
        at: cx.now.wall.datetime(),
        publicity: Publicity::Partners,
        fictional: false,
    }
}

fn note(cx: &Context, argument: Option<&str>) -> Result<String, Failure> {
    argument.map_or(Ok(String::new()), |argument| Ok(clean_text(&cx.piped(argument)?)))
}

/// By the role and the way: a name has no place on a command line.
fn said_by(argument: Option<&str>) -> String {
    argument.map(clean_line).unwrap_or_default()
}

/// Who can take over what is needed, the best first.
fn find(cx: &Context, args: &args::ServiceSubstitutes) -> Outcome {
    let known = needs();
    let needs = args.need.iter().map(|need| known.iter().find(|one| *one == need).copied());
    let needs: Option<Vec<&str>> = needs.collect();
    let needs = needs.ok_or_else(|| {
        Failure::new(Exit::Usage, cx.words.say("cli.service.no_need", &[("codes", &known.join(" "))]))
    })?;
    let days = args.days.as_deref().map(|text| {
        OpenDays::parse(text).ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("cli.service.no_days")))
    });
    let days = days.transpose()?;
    let on = args.on.as_deref().map_or(Ok(cx.now.today()), |text| cx.day(text))?;
    let store = cx.look()?;
    let closed = cx.facility(&*store, &args.facility)?.id;
    let (book, registry) = (cx.casebook(&*store)?, registry(cx, &*store)?);
    let found = substitutes(&registry, &book, &Ask { closed, needs: needs.clone(), days, on });
    if args.json {
        let items: Vec<Value> = found.iter().map(|one| substitute(&registry, one)).collect();
        let (closed, on) = (closed.to_string(), on.to_string());
        out::json(cx.words, &json!({ "schema": 1, "closed": closed, "needs": needs, "on": on, "items": items }))?;
    } else {
        out::text(cx.words, &found.iter().map(|one| substitute_line(cx, &registry, one)).collect::<String>())?;
    }
    if found.is_empty() {
        cx.say(cx.words.get("service.no_substitute"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

fn substitute(registry: &Registry, one: &Substitute) -> Value {
    let row = registry.row(one.id);
    json!({
        "facility": one.id.to_string(), "name": row.map(|row| clean_line(&row.name)),
        "phone": row.map(|row| clean_line(&row.phone)), "fit": one.fit.to_string(), "same_area": one.same_area,
        "days_known": one.days_known, "metres": one.metres, "confirmed": one.confirmed,
    })
}

fn substitute_line(cx: &Context, registry: &Registry, one: &Substitute) -> String {
    let words = cx.words;
    let row = registry.row(one.id);
    let fit: &'static str = one.fit.into();
    let cells = [
        Some(words.get(&format!("service.fit.{fit}")).to_owned()),
        row.map(|row| row.name.to_string()),
        row.map(|row| row.area.to_string()),
        one.metres.map(|metres| format!("{}.{}km", metres / 1000, metres % 1000 / 100)),
        row.map(|row| row.phone.to_string()).filter(|phone| !phone.is_empty()),
        (!one.days_known).then(|| words.get("service.days_unknown").to_owned()),
        one.confirmed.map(|day| words.say("service.said_on", &[("day", &day)])),
        Some(one.id.to_string()),
    ];
    let cells: Vec<String> = cells.into_iter().flatten().map(|cell| clean_line(&cell)).collect();
    format!("{}\n", cells.join("  "))
}
