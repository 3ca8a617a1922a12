//! `renkei member` and `renkei audit`.

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub struct Member {
    #[command(subcommand)]
    pub sub: MemberSub,
}

#[derive(Subcommand, Debug)]
pub enum MemberSub {
    List(MemberList),
    Add(MemberAdd),
    Role(MemberRole),
    Disable(MemberDisable),
    Enable(MemberEnable),
}

#[derive(Args, Debug)]
pub struct MemberList {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct MemberAdd {
    #[arg(value_name = "CODE")]
    pub code: String,
    #[arg(long, value_name = "read|meetings|write|admin")]
    pub role: Option<String>,
    #[arg(long, value_name = "N")]
    pub uid: Vec<u32>,
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    pub name: Option<String>,
}

#[derive(Args, Debug)]
pub struct MemberRole {
    #[arg(value_name = "CODE")]
    pub code: String,
    #[arg(value_name = "read|meetings|write|admin")]
    pub role: String,
}

#[derive(Args, Debug)]
pub struct MemberDisable {
    #[arg(value_name = "CODE")]
    pub code: String,
}

#[derive(Args, Debug)]
pub struct MemberEnable {
    #[arg(value_name = "CODE")]
    pub code: String,
    #[arg(long, value_name = "N")]
    pub uid: Vec<u32>,
}

#[derive(Args, Debug)]
pub struct Audit {
    #[command(subcommand)]
    pub sub: AuditSub,
}

#[derive(Subcommand, Debug)]
pub enum AuditSub {
    List(AuditList),
    Verify,
    Head,
}

#[derive(Args, Debug)]
pub struct AuditList {
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long, value_name = "WORD")]
    pub action: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Erase {
    #[arg(value_name = "ID", required_unless_present = "asked")]
    pub id: Option<String>,
    #[arg(
        long,
        value_name = "term|request|mistake|court|other",
        required_unless_present_any = ["asked", "approve", "withdraw"]
    )]
    pub reason: Option<String>,
    #[arg(long)]
    pub early: bool,
    #[arg(long, conflicts_with_all = ["id", "reason", "early", "approve", "withdraw"])]
    pub asked: bool,
    #[arg(long, conflicts_with_all = ["reason", "early", "withdraw"])]
    pub approve: bool,
    #[arg(long, conflicts_with_all = ["reason", "early"])]
    pub withdraw: bool,
    #[arg(long)]
    pub yes: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Retention {
    #[arg(long)]
    pub json: bool,
}
