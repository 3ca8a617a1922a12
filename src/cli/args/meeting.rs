//! Arguments of `renkei meeting`.

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
    pub source: String,
}

#[derive(Args, Debug)]
pub struct MeetingWrite {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "-")]
    pub source: String,
}

#[derive(Args, Debug)]
pub struct MeetingDone {
    #[arg(value_name = "TASK")]
    pub task: String,
}
