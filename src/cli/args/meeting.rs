//! Arguments of `renkei meeting`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Meeting {
    #[command(subcommand)]
    pub verb: MeetingVerb,
}

/// What is done with the meeting log.
#[derive(Subcommand, Debug)]
pub enum MeetingVerb {
    List(MeetingList),
    Show(MeetingShow),
    Add(MeetingAdd),
    Write(MeetingWrite),
    Done(MeetingDone),
    Issues(MeetingIssues),
}

#[derive(Args, Debug)]
pub struct MeetingList {
    /// Only those with an issue or an action that is open.
    #[arg(long)]
    pub open: bool,
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The calendar year in which the 年度 begins.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i16>,
    /// Always `-`: what is looked for may name somebody.
    #[arg(long, value_name = "-")]
    pub query: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct MeetingShow {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct MeetingAdd {
    #[arg(value_name = "-")]
    pub source: Option<String>,
    #[command(flatten)]
    pub pasted: Pasted,
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

#[derive(Args, Debug)]
pub struct MeetingWrite {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "-")]
    pub source: Option<String>,
    #[command(flatten)]
    pub pasted: Pasted,
}

/// Minutes that were written elsewhere.
#[derive(Args, Debug)]
pub struct Pasted {
    /// `-`: standard input.
    #[arg(long, value_name = "FILE")]
    pub lines: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args, Debug)]
pub struct MeetingIssues {
    /// Only those that are not done.
    #[arg(long)]
    pub open: bool,
    /// The same issue in several meetings of the last 90 days.
    #[arg(long)]
    pub recurring: bool,
    /// With `--recurring`: of the last twelve months.
    #[arg(long)]
    pub year: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct MeetingDone {
    #[arg(value_name = "TASK")]
    pub task: String,
}
