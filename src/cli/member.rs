//! `renkei member`: the people who work with the program. A name never stands in the arguments, where everybody on the machine can read it.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use super::args::{self, MemberSub};
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::{out, who};
use crate::domain::text::clean_line;
use crate::domain::{Member, MemberId, Role};
use crate::message::sentence;
use crate::port::store::Store;
use crate::port::{Put, Record};
use crate::runtime::person;

/// Longest code: it is typed at every start on a shared account.
const CODE: usize = 16;
/// Longest name, in characters.
const NAME: usize = 60;

/// Lists or changes the members.
pub fn run(cx: &Context, args: &args::Member) -> Outcome {
    match &args.sub {
        MemberSub::List(args) => list(cx, args),
        MemberSub::Add(args) => add(cx, args),
        MemberSub::Role(args) => change(cx, &args.code, "role", |member| {
            member.role = role(cx, &args.role)?;
            Ok(())
        }),
        MemberSub::Disable(args) => change(cx, &args.code, "disable", |member| {
            member.left_on = member.left_on.or(Some(cx.now.today()));
            Ok(())
        }),
        MemberSub::Enable(args) => change(cx, &args.code, "enable", |member| {
            member.left_on = None;
            if !args.uid.is_empty() {
                member.uids.clone_from(&args.uid);
            }
            Ok(())
        }),
    }
}

fn list(cx: &Context, args: &args::MemberList) -> Outcome {
    let store = cx.look()?;
    let members = who::members(cx, &*store)?;
    if args.json {
        let items: Vec<_> = members.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let lines: String = members.iter().map(|member| line(cx, member)).collect();
        out::text(cx.words, &lines)?;
    }
    Ok(if members.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn item(member: &Member) -> serde_json::Value {
    json!({
        "id": member.id.to_string(),
        "code": member.code,
        "name": member.name,
        "role": member.role.to_string(),
        "uids": member.uids,
        "left_on": member.left_on.map(|day| day.to_string()),
    })
}

fn line(cx: &Context, member: &Member) -> String {
    let uids: Vec<String> = member.uids.iter().map(u32::to_string).collect();
    let left = member.left_on.map(|day| cx.words.say("cli.member.left", &[("day", &day)])).unwrap_or_default();
    let Member { code, name, .. } = member;
    format!("{code:<CODE$}  {}  {name}  uid {}  {left}", sentence::role(cx.words, member.role), uids.join(" "))
        .trim_end()
        .to_owned()
        + "\n"
}

fn add(cx: &Context, args: &args::MemberAdd) -> Outcome {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if args.code.is_empty() || args.code.len() > CODE || !args.code.chars().all(fits) {
        return Err(Failure::new(Exit::Usage, cx.words.say("cli.member.bad_code", &[("most", &CODE)])));
    }
    let store = cx.open_for_writing()?;
    let members = who::members(cx, &*store)?;
    // The first is oneself; after that an account is named, lest one's own becomes a shared one by mistake.
    let first = members.is_empty();
    let uids = match args.uid.as_slice() {
        [] if first => vec![cx.account.uid],
        [] => return Err(Failure::new(Exit::Usage, cx.words.get("cli.member.no_uid"))),
        uids => uids.to_vec(),
    };
    let role = match args.role.as_deref() {
        Some(text) => role(cx, text)?,
        None if first => Role::Admin,
        None => Role::Write,
    };
    let known = uids.first().and_then(|uid| person::account(*uid));
    let name = name(cx, args.name.as_deref(), known)?;
    let member = Member { id: MemberId::new(), rev: 0, code: args.code.clone(), name, uids, role, left_on: None };
    save(cx, &*store, member, "add")
}

/// From standard input, by asking on the terminal, or from the list of accounts.
fn name(cx: &Context, said: Option<&str>, known: Option<String>) -> Result<String, Failure> {
    let typed = match said {
        Some("-") => read(cx)?,
        // What was typed there is not repeated.
        Some(_) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.member.name_in_arguments"))),
        None if io::stdin().is_terminal() && io::stderr().is_terminal() => {
            let known = known.as_deref().unwrap_or_default();
            let mut err = io::stderr().lock();
            let _ = write!(err, "{}", cx.words.say("cli.member.ask_name", &[("known", &known)]));
            let _ = err.flush();
            read(cx)?
        }
        None => String::new(),
    };
    let name: String = clean_line(&typed).chars().take(NAME).collect();
    let name = if name.is_empty() { known.unwrap_or_default() } else { name };
    if name.is_empty() { Err(Failure::new(Exit::Usage, cx.words.get("cli.member.no_name"))) } else { Ok(name) }
}

fn read(cx: &Context) -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().read_line(&mut line).map_err(|error| {
        let cause = sentence::cause(cx.words, &error);
        Failure::new(Exit::Failed, cx.words.say("cli.stdin", &[("cause", &cause)]))
    })?;
    Ok(line)
}

fn role(cx: &Context, text: &str) -> Result<Role, Failure> {
    text.parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.member.unknown_role")))
}

/// Changes the member with this code.
fn change(cx: &Context, code: &str, what: &str, with: impl FnOnce(&mut Member) -> Result<(), Failure>) -> Outcome {
    let store = cx.open_for_writing()?;
    let found = who::members(cx, &*store)?.into_iter().find(|member| member.code == code);
    let Some(mut member) = found else {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.member.unknown")));
    };
    with(&mut member)?;
    save(cx, &*store, member, what)
}

fn save(cx: &Context, store: &dyn Store, member: Member, what: &str) -> Outcome {
    let detail = format!("{what} {}", member.code);
    let saved = cx.write(store, "member", detail, vec![Put::Save(Record::Member(member.clone()))])?;
    if saved.group.is_none() {
        cx.say(cx.words.get("cli.unchanged"));
        return Ok(Exit::Ok);
    }
    cx.say(cx.words.get("cli.member.saved"));
    cx.say(line(cx, &member).trim_end());
    Ok(Exit::Ok)
}
