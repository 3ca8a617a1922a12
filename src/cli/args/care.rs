//! `renkei due` and `renkei person`.

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Due {
    #[arg(long)]
    pub json: bool,
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub days: u16,
    #[arg(long, value_name = "ID")]
    pub hospital: Option<String>,
    #[arg(long)]
    pub mine: bool,
    #[arg(long)]
    pub duty: bool,
    #[arg(long, conflicts_with_all = ["json", "plain"])]
    pub names: bool,
}

#[derive(Args, Debug)]
pub struct Person {
    #[command(subcommand)]
    pub sub: PersonSub,
}

#[derive(Subcommand, Debug)]
pub enum PersonSub {
    List(PersonList),
    Show(PersonShow),
    Course(PersonShow),
    Set(PersonSet),
}

#[derive(Args, Debug)]
pub struct PersonList {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct PersonShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "CODE")]
    pub reason: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct PersonSet {
    #[arg(value_name = "ID")]
    pub id: String,
    /// Always `-`: standard input.
    #[arg(value_name = "-")]
    pub source: String,
}
