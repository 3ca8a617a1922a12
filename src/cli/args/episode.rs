//! `renkei episode`: one verb a line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Episode {
    #[command(subcommand)]
    pub sub: EpisodeSub,
}

#[derive(Subcommand, Debug)]
pub enum EpisodeSub {
    Plan(EpisodePlan),
    Figures(super::EpisodeFigures),
    Check(super::EpisodeCheck),
}

#[derive(Args, Debug)]
pub struct EpisodePlan {
    /// `-` reads standard input.
    #[arg(value_name = "-|FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub checklist: Option<String>,
}
