//! The command line: clap, one file a subcommand. Data on stdout, words on stderr, exit codes for scripts.

mod access;
pub mod args;
mod ask;
mod audit;
mod backup;
mod calendar;
mod card;
mod casebook;
mod check;
mod compact;
mod context;
mod deliver;
mod demo;
mod disclosures;
mod doctor;
mod due;
mod episode;
mod erase;
mod exit;
mod export;
mod failure;
mod find;
mod history;
mod import;
mod import_text;
mod init;
mod key;
mod keys;
mod lock;
mod meeting;
mod member;
mod out;
mod pairs;
mod person;
mod progress;
mod publication;
mod read_only;
mod report;
mod restore;
mod retention;
mod rules;
mod screen;
mod secret;
mod service;
mod set;
mod shell;
mod show;
mod survey;
mod text_file;
mod trash;
mod trim;
mod undo;
mod unlock;
mod who;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::FromArgMatches;

use self::args::{Cli, Global, Sub};
use self::context::Context;
use self::exit::Exit;
use self::failure::{Failure, Outcome};
use crate::port::clock::Clock;
use crate::runtime::clock::SystemClock;
use crate::runtime::config::Config;
use crate::runtime::environment::Environment;
use crate::runtime::paths::{Paths, SYSTEM_CONFIG};
use crate::runtime::{person as account, priority};
use crate::store::privilege;
use crate::words::{Language, Words};

/// Runs the program and says how it went.
pub fn main() -> ExitCode {
    // Before anything is read, and before there is a second thread.
    let lowered = privilege::lower();
    // What a damaged file makes redb do is said in a sentence, and needs no report of a fault in the program.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !crate::store::is_panic_caught() {
            report(info);
        }
    }));
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = Environment::of_process();
    let words = Words::of(language(&arguments, &environment));
    if let Err(error) = lowered {
        out::say(&format!("renkei: {}", words.say("cli.setgid.kept", &[("cause", &error)])));
        return Exit::Failed.into();
    }
    let cli = match args::command(words).try_get_matches_from(&arguments).and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            out::say(error.render().to_string().trim_end());
            return Exit::Usage.into();
        }
        // Help and version: what was asked for, on stdout.
        Err(help) => {
            let _ = help.print();
            return Exit::Ok.into();
        }
    };
    match context(words, &cli.global, environment).and_then(|cx| run(&cx, cli.sub)) {
        Ok(exit) => exit.into(),
        Err(Failure { exit, sentence }) => {
            out::say(&format!("renkei: {sentence}"));
            exit.into()
        }
    }
}

/// Reads the settings and finds the folders.
///
/// A setgid binary works in the place that the centre's settings name, and in no other: else it would give its rights to any folder.
fn context(words: &'static Words, options: &Global, mut environment: Environment) -> Result<Context, Failure> {
    if privilege::is_setgid() {
        if options.data_dir.is_some() {
            return Err(Failure::new(Exit::Usage, words.get("cli.setgid.data_dir")));
        }
        environment.set("RENKEI_DATA_DIR", "");
    }
    let find = |data_dir| {
        Paths::find(options.data_dir.clone(), &environment, data_dir)
            .ok_or_else(|| Failure::new(Exit::Failed, words.get("cli.no_home")))
    };
    // Where the person's own settings lie does not depend on the data folder, which the centre's settings may name.
    let (config, warnings) = Config::read(Path::new(SYSTEM_CONFIG), &find(None)?.user_config());
    if privilege::is_setgid() && config.data_dir.is_none() {
        return Err(Failure::new(Exit::Failed, words.say("cli.setgid.unset", &[("config", &SYSTEM_CONFIG)])));
    }
    let paths = find(config.data_dir.clone())?;
    for warning in &warnings {
        out::say(&format!("renkei: {warning}"));
    }
    let said = options.lang.is_some() || environment.has("LC_ALL");
    let words = config.language.filter(|_| !said).map_or(words, Words::of);
    let clock = config.time_zone.as_deref().and_then(SystemClock::in_zone).unwrap_or_default();
    let (account, now) = (account::author(&environment), clock.now());
    Ok(Context {
        words,
        options: options.clone(),
        paths,
        config,
        environment,
        account,
        person: OnceLock::new(),
        now,
        asked: unlock::Asked::default(),
    })
}

fn run(cx: &Context, sub: Option<Sub>) -> Outcome {
    // Long work over the whole register, beside which others look something up while a caller waits.
    if matches!(sub, Some(Sub::Import(_) | Sub::Backup(_) | Sub::Doctor(_))) {
        priority::go_to_background();
    }
    match sub {
        None => screen::run(cx),
        Some(Sub::Init(args)) => init::run(cx, &args),
        Some(Sub::Key(args)) => key::run(cx, &args),
        Some(Sub::Demo(args)) => demo::run(cx, &args),
        Some(Sub::Import(args)) => import::run(cx, &args),
        Some(Sub::Find(args)) => find::run(cx, &args),
        Some(Sub::Show(args)) => show::run(cx, &args),
        Some(Sub::Set(args)) => set::run(cx, &args),
        Some(Sub::Merge(args)) => pairs::merge(cx, &args),
        Some(Sub::Split(args)) => pairs::split(cx, &args),
        Some(Sub::Doubts(args)) => pairs::doubts(cx, &args),
        Some(Sub::Export(args)) => export::run(cx, &args),
        Some(Sub::History(args)) => history::history(cx, &args),
        Some(Sub::Remove(args)) => trash::remove(cx, &args),
        Some(Sub::Trash(args)) => trash::run(cx, &args),
        Some(Sub::Undo(args)) => undo::undo(cx, &args),
        Some(Sub::Redo) => undo::redo(cx),
        Some(Sub::Trim(args)) => trim::run(cx, &args),
        Some(Sub::Member(args)) => member::run(cx, &args),
        Some(Sub::Audit(args)) => audit::run(cx, &args),
        Some(Sub::Access(args)) => access::run(cx, &args),
        Some(Sub::Card(args)) => card::run(cx, &args),
        Some(Sub::Episode(args)) => episode::run(cx, &args),
        Some(Sub::Meeting(args)) => meeting::run(cx, &args),
        Some(Sub::Erase(args)) => erase::run(cx, &args),
        Some(Sub::Retention(args)) => retention::run(cx, &args),
        Some(Sub::Compact(args)) => compact::run(cx, &args),
        Some(Sub::Disclosures(args)) => disclosures::run(cx, &args),
        Some(Sub::Backup(args)) => backup::run(cx, &args),
        Some(Sub::Restore(args)) => restore::run(cx, &args),
        Some(Sub::Check(args)) => check::run(cx, &args),
        Some(Sub::Doctor(args)) => doctor::run(cx, &args),
        Some(Sub::Due(args)) => due::run(cx, &args),
        Some(Sub::Person(args)) => person::run(cx, &args),
        Some(Sub::Survey(args)) => survey::run(cx, &args),
        Some(Sub::Service(args)) => service::run(cx, &args),
        Some(Sub::Rules(args)) => rules::run(cx, &args),
        Some(Sub::Report(args)) => report::run(cx, &args),
        Some(Sub::Calendar(args)) => calendar::run(cx, &args),
        Some(Sub::Publication(args)) => publication::run(cx, &args),
        Some(Sub::Completions(args)) => shell::completions(cx, &args),
        Some(Sub::Lock(args)) => lock::run(cx, &args),
        Some(Sub::Keys(args)) => keys::run(cx, &args),
        Some(Sub::Man) => shell::man(cx),
    }
}

/// `--lang`, then `LC_ALL`, then `LANG`; Japanese where they say nothing (a login over SSH often has none).
fn language(arguments: &[OsString], environment: &Environment) -> Language {
    let mut said = arguments.iter().filter_map(|a| a.to_str()).skip_while(|a| !a.starts_with("--lang"));
    let flag = said.next().and_then(|a| a.strip_prefix("--lang=").or_else(|| said.next())).map(str::to_owned);
    let locale = || environment.text("LC_ALL").or_else(|| environment.text("LANG"));
    match flag.or_else(locale) {
        Some(name) if name.starts_with("en") => Language::En,
        Some(_) | None => Language::Ja,
    }
}
