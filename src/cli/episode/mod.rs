//! `renkei episode`: what there is to know of stays.

mod answers;
mod check;
mod figures;

use super::args::{self, EpisodeSub};
use super::context::Context;
use super::failure::Outcome;

/// Counts the year, or checks the talks of one stay.
pub fn run(cx: &Context, args: &args::Episode) -> Outcome {
    match &args.sub {
        EpisodeSub::Figures(args) => figures::run(cx, args),
        EpisodeSub::Check(args) => check::run(cx, args),
    }
}
