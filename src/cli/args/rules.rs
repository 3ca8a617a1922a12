//! `renkei rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Rules {
    #[command(subcommand)]
    pub sub: RulesSub,
}

#[derive(Subcommand, Debug)]
pub enum RulesSub {
    Check(RulesCheck),
    Show(RulesShow),
}

#[derive(Args, Debug)]
pub struct RulesCheck {
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct RulesShow {
    #[arg(value_name = "NAME")]
    pub name: String,
}
