//! Copies of the data and the way back.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Debug)]
pub struct Backup {
    #[arg(value_name = "FILE", required_unless_present = "daily")]
    pub file: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["file", "recipient", "passphrase", "verify", "force"])]
    pub daily: bool,
    #[arg(long, value_name = "age1...", conflicts_with = "passphrase")]
    pub recipient: Vec<String>,
    #[arg(long)]
    pub passphrase: bool,
    #[arg(long)]
    pub force: bool,
    #[arg(long, conflicts_with_all = ["force", "recipient", "passphrase"])]
    pub verify: bool,
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub identity: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    #[arg(long)]
    pub yes: bool,
}
