//! `renkei report` and `renkei calendar`.

use std::path::PathBuf;

use clap::Args;

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
