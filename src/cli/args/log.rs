//! `renkei report`, `renkei calendar` and `renkei publication`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Report {
    #[arg(value_name = "YEAR")]
    pub year: Option<i16>,
    #[arg(long, value_name = "text|md|csv|html|json", default_value = "text")]
    pub format: String,
    #[arg(long, value_name = "CODE")]
    pub trace: Option<String>,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Calendar {
    /// The format; there is one.
    #[arg(long)]
    pub ics: bool,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Publication {
    #[command(subcommand)]
    pub sub: PublicationSub,
}

#[derive(Subcommand, Debug)]
pub enum PublicationSub {
    List(PublicationList),
    Add(PublicationAdd),
    Answer(PublicationAnswer),
    Paste(PublicationPaste),
    Post(PublicationPost),
    Ask(PublicationAsk),
    Import(PublicationImport),
}

#[derive(Args, Debug)]
pub struct PublicationList {
    #[arg(long, value_name = "CODE")]
    pub kind: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct PublicationAdd {
    /// Always `-`: standard input.
    #[arg(value_name = "-", allow_hyphen_values = true)]
    pub source: String,
}

/// A question of a meeting becomes a Q&A.
#[derive(Args, Debug)]
pub struct PublicationAnswer {
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    #[arg(value_name = "LINE")]
    pub line: usize,
    /// Always `-`: the answer on standard input.
    #[arg(value_name = "-", allow_hyphen_values = true)]
    pub source: String,
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    #[arg(long, value_name = "open|partners|closed")]
    pub publicity: Option<String>,
}

/// A series of questions and answers from a text.
#[derive(Args, Debug)]
pub struct PublicationImport {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    #[arg(long, value_name = "open|partners|closed")]
    pub publicity: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct PublicationPaste {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "CODE")]
    pub place: String,
}

#[derive(Args, Debug)]
pub struct PublicationPost {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "CODE")]
    pub place: String,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// `-`: why what was found may stand, on standard input.
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    pub cleared: Option<String>,
}

#[derive(Args, Debug)]
pub struct PublicationAsk {
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    #[arg(long)]
    pub json: bool,
}
