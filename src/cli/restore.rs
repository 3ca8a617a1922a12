//! `renkei restore`: a backup in the place of what is there, after a question and a backup of that.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use strum::IntoEnumIterator;

use super::args;
use super::backup;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::progress::Progress;
use super::unlock;
use super::who::Intent;
use crate::domain::permission::Area;
use crate::port::StoreError;
use crate::port::archive::{Restore, Sealed};
use crate::port::audit::id_of;
use crate::port::store::{EntityKind, Refusal, Store};
use crate::store::privilege::raised;
use crate::store::{BACKUP_FOLDER, Options, RedbStore, place};

/// Reads the whole backup, asks, keeps what is there, and then puts the backup in its place in one transaction.
pub fn run(cx: &Context, args: &args::Restore) -> Outcome {
    cx.may_write()?;
    let unseal = backup::unseal(cx, args.identity.as_deref())?;
    let (contents, unseal) = backup::read(cx, &args.file, unseal)?;
    cx.say(backup::describe(cx, &contents).trim_end());
    if contents.sealed == Sealed::OwnKeys && !RedbStore::is_encrypted(&cx.paths.data_dir) {
        ask(cx, args, "cli.restore.becomes_plain")?;
    }
    let (store, kept) = occupied(cx, args)?;
    cx.identify(&*store, Intent::Writing)?;
    let progress = Progress::new(cx.words, cx.options.quiet);
    let of = contents.all_rows();
    let contents = store
        .restore(&Restore {
            path: &args.file,
            unseal: &unseal,
            author: cx.author(),
            at: cx.now.wall.timestamp(),
            progress: &|done, _| progress.at("cli.restore.writing", done, Some(of)),
        })
        .map_err(|error| cx.store_failure(&error))?;
    progress.done();
    cx.say(cx.words.get("cli.restore.done"));
    if !contents.erased_again.is_empty() {
        let ids = contents.erased_again.iter().map(|(_, key)| id_of(*key)).collect::<Vec<_>>().join(" ");
        // Also under `--quiet`: whoever has restored must know what is not there.
        out::say(&cx.words.say("cli.restore.erased_again", &[("ids", &ids)]));
    }
    if let Some(path) = kept {
        cx.say(&cx.words.say("cli.restore.kept", &[("path", &path.display())]));
    }
    Ok(Exit::Ok)
}

/// The store to restore into, and where what is in it was kept; asks first where there is something.
fn occupied(cx: &Context, args: &args::Restore) -> Result<(Arc<dyn Store>, Option<PathBuf>), Failure> {
    let what = match open(cx) {
        Ok((store, true)) => return Ok((store, None)),
        Ok((store, false)) => {
            let permitted = cx.admit(&*store, Area::Place);
            let asked = permitted.and_then(|()| ask(cx, args, "cli.restore.question"));
            return match asked.and_then(|()| keep(cx, &*store)) {
                Ok(path) => Ok((store, Some(path))),
                // It opened, and a page further in cannot be read.
                Err(failure) if failure.exit == Exit::Damaged => replace(cx, args, &failure.sentence),
                Err(failure) => Err(failure),
            };
        }
        Err(StoreError::Damaged(what)) => what,
        Err(StoreError::Refused { path, why: Refusal::NotOurs }) => path,
        Err(error) => return Err(cx.store_failure(&error)),
    };
    replace(cx, args, &what)
}

/// What can no longer be read cannot be backed up: it is put aside as it is, and a new file takes its place.
fn replace(cx: &Context, args: &args::Restore, what: &str) -> Result<(Arc<dyn Store>, Option<PathBuf>), Failure> {
    cx.say(&cx.words.say("cli.restore.damaged", &[("what", &what)]));
    ask(cx, args, "cli.restore.aside")?;
    let aside = set_aside(cx)?;
    let (store, _) = open(cx).map_err(|error| cx.store_failure(&error))?;
    Ok((store, Some(aside)))
}

/// The store, and whether nothing was ever written to it.
fn open(cx: &Context) -> Result<(Arc<dyn Store>, bool), StoreError> {
    let options = Options { key: Some(unlock::source(cx)), ..Options::default() };
    let store = Arc::new(RedbStore::open_or_make(&cx.paths.data_dir, options)?);
    let empty = is_empty(&*store)?;
    Ok((store, empty))
}

fn is_empty(store: &dyn Store) -> Result<bool, StoreError> {
    if store.last_seq()? > 0 {
        return Ok(false);
    }
    for kind in EntityKind::iter() {
        if store.count(kind)? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Everything that is there is replaced: a person says so in a word, a script with `--yes`.
fn ask(cx: &Context, args: &args::Restore, question: &'static str) -> Result<(), Failure> {
    if args.yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.restore.needs_yes")));
    }
    let word = cx.words.get("cli.restore.word");
    out::say(&cx.words.say(question, &[("word", &word)]));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    if read.is_ok() && answer.trim() == word {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, cx.words.get("cli.restore.declined")))
}

/// A backup of what is there, before it is replaced. Where it cannot be made, nothing is replaced.
fn keep(cx: &Context, store: &dyn Store) -> Result<PathBuf, Failure> {
    let folder = cx.paths.data_dir.join(BACKUP_FOLDER);
    raised(|| place::new_folder(&folder)).map_err(|error| {
        let sentence = cx.words.say("archive.write", &[("path", &folder.display()), ("cause", &error)]);
        Failure::new(Exit::Failed, sentence)
    })?;
    let path = raised(|| fresh(&folder, &format!("renkei-{}-before-restore", stamp(cx)), "backup"));
    // Made with the rights for the folder; the line about it is written by a thread that must not have them.
    let contents = raised(|| backup::make(cx, store, &path, &backup::of_settings(cx), false))?;
    backup::witness(cx, store, &contents)?;
    Ok(path)
}

fn set_aside(cx: &Context) -> Result<PathBuf, Failure> {
    let file = RedbStore::file_in(&cx.paths.data_dir);
    let aside = raised(|| fresh(&cx.paths.data_dir, &format!("renkei-{}", stamp(cx)), "damaged"));
    raised(|| fs::rename(&file, &aside)).map_err(|error| {
        let sentence = cx.words.say("archive.write", &[("path", &aside.display()), ("cause", &error)]);
        Failure::new(Exit::Failed, sentence)
    })?;
    Ok(aside)
}

fn stamp(cx: &Context) -> String {
    cx.now.wall.timestamp().strftime("%Y%m%dT%H%MZ").to_string()
}

/// A name that is not taken.
fn fresh(folder: &std::path::Path, name: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{name}.{ending}"));
    let is_taken = |path: &PathBuf| raised(|| path.exists());
    if !is_taken(&first) {
        return first;
    }
    let others = (2_u32..).map(|number| folder.join(format!("{name}-{number}.{ending}")));
    others.into_iter().find(|path| !is_taken(path)).unwrap_or(first)
}
