//! Arguments of `renkei lock`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Lock {
    #[command(subcommand)]
    pub verb: LockVerb,
}

/// What is done with the passphrase of the screen's lock.
#[derive(Subcommand, Debug)]
pub enum LockVerb {
    Set(LockSet),
    Status(LockStatus),
}

#[derive(Args, Debug)]
pub struct LockSet {
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct LockStatus {
    #[arg(long)]
    pub json: bool,
}
