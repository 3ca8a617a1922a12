//! `renkei backup`: a copy of everything in one file, and the proof that such a file is whole.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::progress::Progress;
use super::{out, secret};
use crate::domain::permission::Area;
use crate::port::StoreError;
use crate::port::archive::{ArchiveError, BackUp, Contents, Daily, Seal, Sealed, Unseal};
use crate::port::store::{EntityKind, Store};
use crate::store::privilege::raised;
use crate::store::{self, RedbStore};

/// Makes a backup, or reads one to see whether it is whole.
pub fn run(cx: &Context, args: &args::Backup) -> Outcome {
    if let (Some(path), true) = (&args.file, args.verify) {
        return verify(cx, path, args);
    }
    // A mistyped folder has nothing to back up.
    let file = RedbStore::file_in(&cx.paths.data_dir);
    if matches!(raised(|| file.try_exists()), Ok(false)) {
        let sentence = cx.words.say("cli.backup.nothing", &[("path", &cx.paths.data_dir.display())]);
        return Err(Failure::new(Exit::NotFound, sentence));
    }
    // Without a file it is the daily one: clap has seen to that.
    let Some(path) = &args.file else { return daily(cx, args) };
    let seal = seal(cx, args)?;
    let store = cx.open()?;
    // It takes all there is out of the program.
    cx.admit(&*store, Area::Place)?;
    let contents = make(cx, &*store, path, &seal, args.force)?;
    witness(cx, &*store, &contents)?;
    tell(cx, args, path, &contents)
}

fn tell(cx: &Context, args: &args::Backup, path: &Path, contents: &Contents) -> Outcome {
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": [item(contents)] }))?;
    }
    cx.say(&cx.words.say("cli.backup.done", &[("path", &path.display()), ("counts", &counts(cx, contents))]));
    if contents.sealed == Sealed::Plain {
        cx.say(cx.words.get("cli.backup.plain"));
    }
    Ok(Exit::Ok)
}

/// As the screen does by itself. Where nothing is to be done, nothing is said: cron would send a letter about it every hour.
fn daily(cx: &Context, args: &args::Backup) -> Outcome {
    let store = cx.open()?;
    let made =
        store.back_up_daily(&of_settings(cx), cx.now.wall.timestamp()).map_err(|error| cx.store_failure(&error))?;
    match made {
        Daily::Made { path, contents } => {
            witness(cx, &*store, &contents)?;
            tell(cx, args, &path, &contents)
        }
        Daily::NotDue | Daily::Elsewhere | Daily::Nothing => Ok(Exit::Ok),
    }
}

/// Makes a backup.
pub fn make(cx: &Context, store: &dyn Store, path: &Path, seal: &Seal, replace: bool) -> Result<Contents, Failure> {
    let progress = Progress::new(cx.words, cx.options.quiet);
    let at = cx.now.wall.timestamp();
    let contents = store
        .back_up(&BackUp {
            path,
            seal,
            at,
            replace,
            progress: &|done, of| progress.at("cli.backup.copying", done, Some(of)),
        })
        .map_err(|error| cx.store_failure(&error))?;
    progress.done();
    Ok(contents)
}

/// Tells the audit of a backup. A copy elsewhere matters most where no line can be written (on a full disk, or for an account that
/// may only read), so that the backup was made all the same.
pub fn witness(cx: &Context, store: &dyn Store, contents: &Contents) -> Result<(), Failure> {
    cx.witness(store, "backup", Vec::new(), contents.all_rows(), contents.sealed.to_string())
}

/// What a backup is to be sealed with: as asked, else as the settings say.
///
/// `--passphrase-file` opens an encrypted store, whose backup its own passphrases open; the backup of a plain one it seals. Either
/// way it is what opens the backup.
pub fn seal(cx: &Context, args: &args::Backup) -> Result<Seal, Failure> {
    if args.passphrase {
        return Ok(Seal::Passphrase(secret::ask_new(cx)?));
    }
    if !args.recipient.is_empty() {
        return Ok(Seal::Recipients(args.recipient.clone()));
    }
    match &cx.options.passphrase_file {
        Some(path) if !RedbStore::is_encrypted(&cx.paths.data_dir) => {
            Ok(Seal::Passphrase(secret::passphrase_file(cx, path)?))
        }
        Some(_) | None => Ok(of_settings(cx)),
    }
}

/// For the public keys of the settings, where there are any.
pub fn of_settings(cx: &Context) -> Seal {
    let recipients = &cx.config.backup_recipients;
    if recipients.is_empty() { Seal::None } else { Seal::Recipients(recipients.clone()) }
}

fn verify(cx: &Context, path: &Path, args: &args::Backup) -> Outcome {
    let unseal = unseal(cx, args.identity.as_deref())?;
    let (contents, _) = read(cx, path, unseal)?;
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": [item(&contents)] }))?;
    } else {
        out::text(cx.words, &describe(cx, &contents))?;
    }
    if contents.audit.is_some() {
        return Err(Failure::new(Exit::Damaged, cx.words.get("cli.backup.chain")));
    }
    cx.say(cx.words.get("cli.backup.whole"));
    Ok(Exit::Ok)
}

/// What is given to open a backup with.
pub fn unseal(cx: &Context, identity: Option<&Path>) -> Result<Unseal, Failure> {
    if let Some(path) = identity.or(cx.options.key_file.as_deref()) {
        return Ok(Unseal::KeyFile(path.to_owned()));
    }
    match &cx.options.passphrase_file {
        Some(path) => Ok(Unseal::Passphrase(secret::passphrase_file(cx, path)?)),
        None => Ok(Unseal::Nothing),
    }
}

/// Reads a whole backup. Where it wants a passphrase and none was given, the person is asked.
pub fn read(cx: &Context, path: &Path, mut unseal: Unseal) -> Result<(Contents, Unseal), Failure> {
    let progress = Progress::new(cx.words, cx.options.quiet);
    let told = |done, of| progress.at("cli.backup.reading", done, Some(of));
    let contents = match store::verify(path, &unseal, &told) {
        Err(StoreError::Archive(ArchiveError::NeedsKey(sealed @ (Sealed::Passphrase | Sealed::OwnKeys)))) => {
            progress.done();
            unseal = match &cx.config.key_file {
                Some(path) if matches!(sealed, Sealed::OwnKeys) => Unseal::KeyFile(path.clone()),
                Some(_) | None => Unseal::Passphrase(secret::ask(cx)?),
            };
            store::verify(path, &unseal, &|_, _| {})
        }
        other => other,
    };
    Ok((contents.map_err(|error| cx.store_failure(&error))?, unseal))
}

/// What is in a backup, for people.
pub fn describe(cx: &Context, contents: &Contents) -> String {
    let at = contents.made_at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M");
    let sealed: &'static str = contents.sealed.into();
    let sealed = cx.words.get(&format!("cli.backup.sealed.{sealed}")).to_owned();
    let mut text = cx.words.say(
        "cli.backup.contents",
        &[
            ("at", &at),
            ("program", &contents.program),
            ("schema", &contents.schema),
            ("sealed", &sealed),
            ("counts", &counts(cx, contents)),
        ],
    );
    text.push('\n');
    if !contents.unknown.is_empty() {
        text += &cx.words.say("cli.backup.unknown", &[("tables", &contents.unknown.join(", "))]);
        text.push('\n');
    }
    text
}

fn counts(cx: &Context, contents: &Contents) -> String {
    let (facilities, groups) = (contents.rows(&EntityKind::Facility.to_string()), contents.rows("groups"));
    let rows = contents.all_rows();
    cx.words.say("cli.backup.counts", &[("facilities", &facilities), ("groups", &groups), ("rows", &rows)])
}

fn item(contents: &Contents) -> Value {
    let tables: Map<String, Value> = contents.tables.iter().map(|(name, rows)| (name.clone(), json!(rows))).collect();
    json!({
        "made_at": contents.made_at.to_string(),
        "program": contents.program,
        "schema": contents.schema,
        "sealed": contents.sealed.to_string(),
        "tables": tables,
        "unknown": contents.unknown,
        "audit_whole": contents.audit.is_none(),
    })
}
