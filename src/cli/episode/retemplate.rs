//! `renkei episode retemplate`: a running stay goes over to the newest version of its checklist, because somebody asks for it.

use serde_json::json;

use super::super::casebook::puts;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out};
use super::set::told;
use crate::domain::Episode;
use crate::domain::checklist::{Level, Template};
use crate::domain::deadline::effects;

pub fn run(cx: &Context, args: &args::EpisodeRetemplate) -> Outcome {
    let store = if args.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    let no_checklist = || Failure::new(Exit::Failed, cx.words.get("plan.no_checklist"));
    let old = book.template(stay.template).ok_or_else(no_checklist)?;
    let new = book.rulebook().template(&old.name).ok_or_else(no_checklist)?;
    let tasks = book.tasks_of(stay.id);
    let (before, after) = (book.plan(stay), book.plan_under(stay, new, &tasks));
    let moved = effects(&before, &after, Some(book.today()));
    let (had, has) = (codes(stay, old), codes(stay, new));
    let added: Vec<&str> = has.iter().filter(|code| !had.contains(code)).copied().collect();
    let dropped: Vec<&str> = had.iter().filter(|code| !has.contains(code)).copied().collect();
    if args.json {
        let moved: Vec<_> = moved.iter().map(super::plan::effect).collect();
        let answer = json!({
            "schema": 1, "from": old.version, "to": new.version, "added": added, "dropped": dropped, "effects": moved,
        });
        out::json(cx.words, &answer)?;
    } else {
        let lists = [("+", &added), ("-", &dropped)];
        let listed =
            lists.into_iter().flat_map(|(sign, codes)| codes.iter().map(move |code| format!("{sign} {code}\n")));
        let text: String = listed.chain(moved.iter().map(|effect| told(cx.words, effect))).collect();
        out::text(cx.words, &format!("{} {} > {}\n{text}", old.name, old.version, new.version))?;
    }
    if args.dry_run {
        return Ok(Exit::Ok);
    }
    let changed = Episode { template: new.id, ..stay.clone() };
    let saved = if changed == *stay {
        None
    } else {
        cx.write(&*store, "retemplate", new.version.clone(), puts(&book, cx.words, changed).0)?.group
    };
    cx.say(cx.words.get(if saved.is_some() { "cli.set.done" } else { "cli.unchanged" }));
    Ok(Exit::Ok)
}

fn codes<'t>(stay: &Episode, template: &'t Template) -> Vec<&'t str> {
    let is_there = |level: Result<Level, _>| level.is_ok();
    let items = template.items.iter().filter(|item| is_there(stay.variant.level(&item.marks)));
    items.map(|item| item.code.as_str()).collect()
}
