//! The command line: clap, one file a subcommand.

/// Runs the program and says how it went.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
