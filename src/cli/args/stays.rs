//! Figures and checks of stays, and the record of disclosures.

use std::path::PathBuf;

use clap::Args;

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
