//! `renkei key`: one verb a line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Key {
    #[command(subcommand)]
    pub verb: KeyVerb,
}

/// What is done with the keys.
#[derive(Subcommand, Debug)]
pub enum KeyVerb {
    List(KeyList),
    Add(KeyAdd),
    Change(KeyChange),
    Remove(KeyRemove),
}

#[derive(Args, Debug)]
pub struct KeyList {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct KeyAdd {
    #[arg(long, value_name = "LABEL")]
    pub label: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub new_key_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "new_key_file")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct KeyChange {
    #[arg(value_name = "LABEL")]
    pub label: String,
    #[arg(long, value_name = "FILE")]
    pub new_key_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "new_key_file")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct KeyRemove {
    #[arg(value_name = "LABEL")]
    pub label: String,
}
