//! `renkei episode readmit`: a new stay of somebody who was here, with what still holds.

use serde_json::json;

use super::super::casebook::puts;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out};
use crate::domain::EpisodeId;
use crate::domain::episode::flow;

pub fn run(cx: &Context, args: &args::EpisodeReadmit) -> Outcome {
    let on = cx.day(&args.on)?;
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let former = cx.stay(&*store, &book, &args.id)?;
    let Some(end) = former.end else { return Err(Failure::new(Exit::Rejected, cx.words.get("stay.not_over"))) };
    if on < end.on {
        return Err(Failure::new(Exit::Usage, cx.words.get("stay.before_end")));
    }
    let template =
        book.template_after(former).ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("plan.no_checklist")))?;
    let (stay, _) = flow::readmit(EpisodeId::new(), former, &[], on, template);
    let (id, person) = (stay.id, stay.person);
    let name = super::admit::variant_name(stay.variant);
    let (puts, n) = puts(&book, cx.words, stay);
    cx.write(&*store, "readmit", String::new(), puts)?;
    if args.json {
        let told = json!({
            "schema": 1, "stay": id.to_string(), "person": person.to_string(), "after": former.id.to_string(), "tasks": n,
        });
        out::json(cx.words, &told)?;
    } else {
        out::text(cx.words, &format!("{id}\n"))?;
        cx.say(&cx.words.say("stay.admitted", &[("n", &n), ("variant", &name)]));
    }
    Ok(Exit::Ok)
}
