//! `renkei episode`: stays. One verb a file.

mod admit;
mod check;
pub(super) mod description;
mod done;
mod end;
mod figures;
pub(super) mod json_reader;
mod list;
mod plan;
mod readmit;
mod retemplate;
mod set;
mod show;

use super::args::{self, EpisodeSub};
use super::context::Context;
use super::failure::Outcome;

pub fn run(cx: &Context, args: &args::Episode) -> Outcome {
    match &args.sub {
        EpisodeSub::List(args) => list::run(cx, args),
        EpisodeSub::Show(args) => show::run(cx, args),
        EpisodeSub::Admit(args) => admit::run(cx, args),
        EpisodeSub::Done(args) => done::done(cx, args),
        EpisodeSub::Undone(args) => done::undone(cx, args),
        EpisodeSub::Set(args) => set::run(cx, args),
        EpisodeSub::End(args) => end::run(cx, args),
        EpisodeSub::Readmit(args) => readmit::run(cx, args),
        EpisodeSub::Retemplate(args) => retemplate::run(cx, args),
        EpisodeSub::Plan(args) => plan::run(cx, args),
        EpisodeSub::Figures(args) => figures::run(cx, args),
        EpisodeSub::Check(args) => check::run(cx, args),
    }
}
