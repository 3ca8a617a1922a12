//! Arguments of `renkei card` and `renkei access`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Card {
    #[command(subcommand)]
    pub verb: CardVerb,
}

/// What is done with emergency cards.
#[derive(Subcommand, Debug)]
pub enum CardVerb {
    List(CardList),
    Show(CardShow),
    Confirm(CardConfirm),
    Export(CardExport),
}

#[derive(Args, Debug)]
pub struct CardList {
    #[arg(long, value_name = "KIND")]
    pub due: Option<String>,
    #[arg(long)]
    pub disaster: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CardShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CardConfirm {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Args, Debug)]
pub struct CardExport {
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    #[arg(long, value_name = "FORM")]
    pub form: String,
    #[arg(long, value_name = "CODE")]
    pub to: String,
    #[arg(long, value_name = "life|law|self|internal")]
    pub reason: Option<String>,
    #[arg(long)]
    pub mask: bool,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Access {
    #[arg(long, value_name = "YYYY-MM")]
    pub month: Option<String>,
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
    #[arg(long)]
    pub reviewed: bool,
    #[arg(long)]
    pub json: bool,
}
