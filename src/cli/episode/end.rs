//! `renkei episode end`: the stay is over. What is left to do is 不要, except after a discharge home.

use super::super::args;
use super::super::casebook::puts;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::description::end_reason;
use crate::domain::episode::{End, Episode};

pub fn run(cx: &Context, args: &args::EpisodeEnd) -> Outcome {
    let usage = |key: &str| Failure::new(Exit::Usage, cx.words.get(key));
    let on = cx.day(&args.on)?;
    let reason = end_reason(&serde_json::Value::from(args.reason.as_str()));
    let reason = reason.ok_or_else(|| usage("stay.reason"))?;
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let stay = cx.stay(&*store, &book, &args.id)?;
    if on < stay.admitted_on {
        return Err(usage("moving.before_admission"));
    }
    if on > cx.now.today() {
        return Err(usage("stay.ahead"));
    }
    if stay.end.is_some() {
        return Err(Failure::new(Exit::Rejected, cx.words.get("stay.over")));
    }
    let (puts, n) = puts(&book, cx.words, Episode { end: Some(End { on, reason }), ..stay.clone() });
    cx.write(&*store, "end", String::new(), puts)?;
    cx.say(&cx.words.say("stay.ended", &[("n", &n)]));
    Ok(Exit::Ok)
}
