//! `renkei episode`: stays. One verb a file.

mod answers;
mod check;
mod description;
mod figures;
mod json_reader;
mod plan;

use super::args::{self, EpisodeSub};
use super::context::Context;
use super::failure::Outcome;

pub fn run(cx: &Context, args: &args::Episode) -> Outcome {
    match &args.sub {
        EpisodeSub::Plan(args) => plan::run(cx, args),
        EpisodeSub::Figures(args) => figures::run(cx, args),
        EpisodeSub::Check(args) => check::run(cx, args),
    }
}
