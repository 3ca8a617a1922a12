//! `renkei episode`: stays. One verb a file.

mod description;
mod json_reader;
mod plan;

use super::args::{self, EpisodeSub};
use super::context::Context;
use super::failure::Outcome;

pub fn run(cx: &Context, args: &args::Episode) -> Outcome {
    match &args.sub {
        EpisodeSub::Plan(args) => plan::run(cx, args),
    }
}
