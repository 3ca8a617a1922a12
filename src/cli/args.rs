//! What can be typed. The help texts stand in the words files under `cli.*` and are set by [`command`].

mod backup;
mod card;
mod care;
mod episode;
mod health;
mod keys;
mod lock;
mod log;
mod meeting;
mod people;
mod rules;
mod survey;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

pub use self::backup::*;
pub use self::card::*;
pub use self::care::*;
pub use self::episode::*;
pub use self::health::*;
pub use self::keys::*;
pub use self::lock::*;
pub use self::log::*;
pub use self::meeting::*;
pub use self::people::*;
pub use self::rules::*;
pub use self::survey::*;
use crate::words::Words;

/// The whole command line.
#[derive(Parser, Debug)]
#[command(name = "renkei", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub sub: Option<Sub>,
}

/// Options that hold everywhere.
#[derive(Args, Debug, Clone, Default)]
pub struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "ja|en")]
    pub lang: Option<String>,
    #[arg(long, global = true, value_enum, value_name = "auto|always|never")]
    pub color: Option<Color>,
    #[arg(long, global = true)]
    pub no_color: bool,
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Who it is on a shared account: a member's code.
    #[arg(long = "as", global = true, value_name = "CODE")]
    pub member: Option<String>,
    #[arg(short, long, global = true)]
    pub quiet: bool,
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "key_file")]
    pub passphrase_file: Option<PathBuf>,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub enum Sub {
    Init(Init),
    Key(Key),
    Demo(Demo),
    Import(Import),
    Find(Find),
    Show(Show),
    Set(Set),
    Merge(Merge),
    Split(Split),
    Doubts(Doubts),
    Export(Export),
    Remove(Remove),
    Trash(Trash),
    History(History),
    Undo(Undo),
    Redo,
    Trim(Trim),
    Member(Member),
    Audit(Audit),
    Access(Access),
    Card(Card),
    Episode(Episode),
    Meeting(Meeting),
    Disclosures(Disclosures),
    Erase(Erase),
    Retention(Retention),
    Compact(Compact),
    Backup(Backup),
    Restore(Restore),
    Check(Check),
    Due(Due),
    Person(Person),
    Survey(Survey),
    Service(Service),
    Rules(Rules),
    Report(Report),
    Calendar(Calendar),
    Publication(Publication),
    Keys(Keys),
    Lock(Lock),
    Doctor(Doctor),
    Completions(Completions),
    Man,
}

#[derive(Args, Debug)]
pub struct Init {
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    #[arg(long)]
    pub encrypt: bool,
}

#[derive(Args, Debug)]
pub struct Demo {
    #[arg(long)]
    pub load: bool,
    #[arg(long)]
    pub history: bool,
}

#[derive(Args, Debug)]
pub struct Import {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    #[arg(long, value_name = "NAME|CODE")]
    pub city: Vec<String>,
    #[arg(long, value_name = "FIELD=COLUMN,...", value_delimiter = ',')]
    pub map: Vec<String>,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub force: bool,
    #[arg(long)]
    pub no_input: bool,
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Find {
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[arg(long)]
    pub json: bool,
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
}

#[derive(Args, Debug)]
pub struct Show {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub json: bool,
    #[arg(long, value_name = "txt|md|vcf|tsv|csv|json", conflicts_with = "json")]
    pub format: Option<String>,
    /// Why a restricted card of a person is opened.
    #[arg(long, value_name = "CODE")]
    pub reason: Option<String>,
}

#[derive(Args, Debug)]
pub struct Set {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pub facts: Vec<String>,
}

#[derive(Args, Debug)]
pub struct Merge {
    #[arg(value_name = "A")]
    pub a: String,
    #[arg(value_name = "B")]
    pub b: String,
}

#[derive(Args, Debug)]
pub struct Split {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Args, Debug)]
pub struct Doubts {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Export {
    #[arg(value_name = "KIND|all", default_value = "all")]
    pub kind: String,
    #[arg(long, value_name = "csv|tsv|json|jsonl|md|vcf", default_value = "csv")]
    pub format: String,
    #[arg(long, value_name = "utf8|utf8-bom|cp932", default_value = "utf8")]
    pub encoding: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Remove {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Args, Debug)]
pub struct Trash {
    #[command(subcommand)]
    pub sub: TrashSub,
}

/// What can be done with the trash.
#[derive(Subcommand, Debug)]
pub enum TrashSub {
    List(TrashList),
    Restore(Remove),
    Purge(TrashPurge),
    Empty(TrashEmpty),
}

#[derive(Args, Debug)]
pub struct TrashList {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct TrashPurge {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args, Debug)]
pub struct TrashEmpty {
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args, Debug)]
pub struct Trim {
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct History {
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    #[arg(long, value_name = "GROUP", conflicts_with = "id")]
    pub change: Option<u64>,
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Undo {
    #[arg(value_name = "GROUP")]
    pub group: Option<u64>,
    #[arg(long)]
    pub yes: bool,
    #[arg(long)]
    pub keep_changed: bool,
}

#[derive(Args, Debug)]
pub struct Keys {
    #[arg(long, value_name = "yasashii|vim|emacs")]
    pub preset: Option<String>,
    /// Check a keymap file and say every fault in it.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Completions {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The parser with every help text in the person's language.
pub fn command(words: &'static Words) -> clap::Command {
    translate(Cli::command(), words, "cli")
}

/// Walks the tree: `cli.about`, `cli.import.about`, `cli.import.files`, global options under `cli.global.*`.
fn translate(command: clap::Command, words: &'static Words, prefix: &str) -> clap::Command {
    let heading = words.get("cli.options");
    let prefix = prefix.to_owned();
    let mut command = command
        .about(words.get(leak(format!("{prefix}.about"))))
        .subcommand_help_heading(words.get("cli.commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words.get("cli.help"))
                .help_heading(heading),
        )
        .mut_args(|arg| {
            let id = arg.get_id().to_string();
            let place = if arg.is_global_set() { "cli.global" } else { prefix.as_str() };
            let key: &'static str = if id == "help" { "cli.help" } else { leak(format!("{place}.{id}")) };
            let arg = arg.help(words.get(key));
            if arg.is_positional() { arg.help_heading(words.get("cli.arguments")) } else { arg.help_heading(heading) }
        });
    if prefix == "cli" {
        let version = clap::Arg::new("version").short('V').long("version").action(clap::ArgAction::Version);
        command = command
            .arg(version.help(words.get("cli.version")).help_heading(heading))
            .after_help(words.get("cli.examples"));
    }
    let subs: Vec<String> = command.get_subcommands().map(|s| s.get_name().to_owned()).collect();
    for sub in subs {
        let path = format!("{prefix}.{sub}");
        command = command.mut_subcommand(&sub, |s| translate(s, words, &path));
    }
    command
}

/// clap wants `'static` texts where the words file has them under keys made here; the tree is built once a run.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
