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
    Set(CardSet),
    Add(CardAdd),
    Confirm(CardConfirm),
    Talks(CardTalks),
    Talk(CardTalk),
    Export(CardExport),
    Import(CardImport),
}

#[derive(Args, Debug)]
pub struct CardList {
    #[arg(long, value_name = "KIND")]
    pub due: Option<String>,
    #[arg(long)]
    pub disaster: bool,
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    #[arg(long)]
    pub json: bool,
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
}

#[derive(Args, Debug)]
pub struct CardShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "CODE")]
    pub reason: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CardConfirm {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Args, Debug)]
pub struct CardSet {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(required = true, value_name = "FIELD=VALUE|-")]
    pub facts: Vec<String>,
}

#[derive(Args, Debug)]
pub struct CardAdd {
    #[arg(value_name = "-")]
    pub source: String,
}

#[derive(Args, Debug)]
pub struct CardTalks {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "CODE")]
    pub reason: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CardTalk {
    #[arg(value_name = "-")]
    pub source: String,
}

#[derive(Args, Debug)]
pub struct CardImport {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Of vCards: each is a contact of this person.
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
    #[arg(long, value_name = "FIELD=COLUMN,...", value_delimiter = ',')]
    pub map: Vec<String>,
    #[arg(long, value_name = "utf8|cp932")]
    pub encoding: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub no_input: bool,
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
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
    #[arg(long, value_name = "CODE")]
    pub open_reason: Option<String>,
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
    #[arg(long, conflicts_with = "person")]
    pub reviewed: bool,
    #[arg(long)]
    pub json: bool,
}
