//! `renkei episode`: one verb a line; and `renkei disclosures`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Episode {
    #[command(subcommand)]
    pub sub: EpisodeSub,
}

#[derive(Subcommand, Debug)]
pub enum EpisodeSub {
    List(EpisodeList),
    Show(EpisodeShow),
    Admit(EpisodeAdmit),
    Done(EpisodeDone),
    Undone(EpisodeUndone),
    Set(EpisodeSet),
    End(EpisodeEnd),
    Readmit(EpisodeReadmit),
    Retemplate(EpisodeRetemplate),
    Plan(EpisodePlan),
    Figures(EpisodeFigures),
    Check(EpisodeCheck),
}

#[derive(Args, Debug)]
pub struct EpisodeList {
    #[arg(long)]
    pub open: bool,
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i16>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct EpisodeShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct EpisodeAdmit {
    /// Always `-`: standard input.
    #[arg(value_name = "-")]
    pub source: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct EpisodeDone {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "CODE")]
    pub code: String,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Always `-`: the first line of standard input.
    #[arg(long, value_name = "-")]
    pub by: Option<String>,
    /// Always `-`: standard input.
    #[arg(long, value_name = "-")]
    pub evidence: Option<String>,
}

#[derive(Args, Debug)]
pub struct EpisodeUndone {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "CODE")]
    pub code: String,
}

#[derive(Args, Debug)]
pub struct EpisodeSet {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub facts: Vec<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct EpisodeEnd {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[arg(long, value_name = "home|institution|transfer|death|cancelled")]
    pub reason: String,
}

#[derive(Args, Debug)]
pub struct EpisodeReadmit {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct EpisodeRetemplate {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
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

#[derive(Args, Debug)]
pub struct EpisodeFigures {
    #[arg(value_name = "YEAR")]
    pub year: Option<i16>,
    #[arg(long)]
    pub hospital: bool,
    #[arg(long, value_name = "text|csv|json|md", default_value = "text")]
    pub format: String,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct EpisodeCheck {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Disclosures {
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long, value_name = "text|csv|json", default_value = "text")]
    pub format: String,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
