//! What looks over the data and the terminal.

use clap::Args;

#[derive(Args, Debug)]
pub struct Check {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Doctor {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Compact {
    #[arg(long)]
    pub json: bool,
}
