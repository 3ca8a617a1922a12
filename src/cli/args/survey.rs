//! Arguments of `renkei survey` and `renkei service`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Survey {
    #[command(subcommand)]
    pub verb: SurveyVerb,
}

/// What is done with surveys.
#[derive(Subcommand, Debug)]
pub enum SurveyVerb {
    List(SurveyList),
    New(SurveyNew),
    Show(SurveyShow),
    Answer(SurveyAnswer),
    Import(SurveyImport),
    Export(SurveyExport),
    Close(SurveyClose),
}

#[derive(Args, Debug)]
pub struct SurveyList {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct SurveyNew {
    #[arg(value_name = "TEMPLATE")]
    pub template: String,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    #[arg(long)]
    pub partner: bool,
    #[arg(long, value_name = "open|partners|closed")]
    pub publicity: Option<String>,
}

#[derive(Args, Debug)]
pub struct SurveyShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "kind|area")]
    pub by: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct SurveyAnswer {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "FACILITY")]
    pub facility: String,
    /// Always `-`: standard input.
    #[arg(value_name = "-")]
    pub source: String,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long, value_name = "fax|paper|web|phone")]
    pub way: Option<String>,
}

#[derive(Args, Debug)]
pub struct SurveyImport {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "utf8|cp932")]
    pub encoding: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct SurveyExport {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "text|md|csv|json", default_value = "text")]
    pub format: String,
    #[arg(long, value_name = "kind|area")]
    pub by: Option<String>,
    #[arg(long)]
    pub answers: bool,
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct SurveyClose {
    #[arg(value_name = "ID")]
    pub id: String,
    /// Takes it back.
    #[arg(long)]
    pub reopen: bool,
}

#[derive(Args, Debug)]
pub struct Service {
    #[command(subcommand)]
    pub verb: ServiceVerb,
}

/// What is done with closings.
#[derive(Subcommand, Debug)]
pub enum ServiceVerb {
    List(ServiceList),
    Close(ServiceClose),
    Reopen(ServiceReopen),
    Substitutes(ServiceSubstitutes),
}

#[derive(Args, Debug)]
pub struct ServiceList {
    #[arg(long, conflicts_with = "json")]
    pub names: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct ServiceClose {
    #[arg(value_name = "FACILITY")]
    pub facility: String,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// It works partly: what goes on.
    #[arg(long, value_name = "SERVICE,...", value_delimiter = ',')]
    pub keeps: Vec<String>,
    #[arg(long, value_name = "infection|request|staff|disaster|building|other")]
    pub reason: Option<String>,
    /// Who told it, by the role, and how.
    #[arg(long, value_name = "ROLE")]
    pub said_by: Option<String>,
    /// Always `-`: standard input.
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    pub note: Option<String>,
}

#[derive(Args, Debug)]
pub struct ServiceReopen {
    #[arg(value_name = "FACILITY")]
    pub facility: String,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Who told it, by the role, and how.
    #[arg(long, value_name = "ROLE")]
    pub said_by: Option<String>,
    /// Always `-`: standard input.
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    pub note: Option<String>,
}

#[derive(Args, Debug)]
pub struct ServiceSubstitutes {
    #[arg(value_name = "FACILITY")]
    pub facility: String,
    #[arg(long, value_name = "meal,bath,toilet,training,phone", value_delimiter = ',')]
    pub need: Vec<String>,
    #[arg(long, value_name = "DAYS")]
    pub days: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long)]
    pub json: bool,
}
