//! `renkei init`: a place for the data, one's own or a group's.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::unlock::{self, Made, New};
use crate::domain::text::clean_line;
use crate::message::sentence;
use crate::runtime::group;
use crate::runtime::paths::SYSTEM_CONFIG;
use crate::store::keys::KEYS_NAME;
use crate::store::{BACKUP_FOLDER, RedbStore, place};

/// What a fresh file system has by itself.
const OF_THE_DISK: &str = "lost+found";

/// Makes the folder and an empty data file in it, and says what the centre's settings have to name.
pub fn run(cx: &Context, args: &args::Init) -> Outcome {
    cx.may_write()?;
    let folder = std::path::absolute(&cx.paths.data_dir).map_err(|error| failed(cx, &cx.paths.data_dir, &error))?;
    let group = args.group.as_deref().map(|name| known(cx, name)).transpose()?;
    refuse_occupied(cx, &folder)?;
    let key = if args.encrypt { Some(new_key(cx)?) } else { None };
    settle(cx, &folder, group)?;
    make(cx, &folder, key)?;
    // After the data: where the disk was full for them, the folder is still empty and the same command can be given again.
    place::new_folder(&folder.join(BACKUP_FOLDER)).map_err(|error| failed(cx, &folder, &error))?;
    let shown = clean_line(&folder.to_string_lossy());
    let Some(number) = group else {
        cx.say(&cx.words.say("cli.init.own", &[("path", &shown)]));
        return Ok(Exit::Ok);
    };
    let name = group::name(number);
    cx.say(&cx.words.say("cli.init.shared", &[("path", &shown), ("group", &name), ("config", &SYSTEM_CONFIG)]));
    if let Some(closed) = closed_above(&folder, number) {
        let closed = clean_line(&closed.to_string_lossy());
        cx.say(&cx.words.say("cli.init.closed", &[("path", &closed), ("group", &name)]));
    }
    // On stdout alone, so that it can be appended to the file.
    out::text(cx.words, &format!("data_dir = {}\n", toml::Value::String(shown)))?;
    Ok(Exit::Ok)
}

/// The first key, asked for before anything is made. `--key-file` makes a key file, or takes one that is there.
fn new_key(cx: &Context) -> Result<(String, Made), Failure> {
    let (key_file, passphrase_file) = (cx.options.key_file.as_ref(), cx.options.passphrase_file.as_ref());
    let label = unlock::label(cx, None, key_file.map(PathBuf::as_path))?;
    Ok((label, unlock::new_secret(cx, New { key_file, passphrase_file }, true)?))
}

fn make(cx: &Context, folder: &Path, key: Option<(String, Made)>) -> Result<(), Failure> {
    let options = crate::store::Options::default();
    let Some((label, made)) = key else {
        return RedbStore::open(folder, options).map(drop).map_err(|error| cx.store_failure(&error));
    };
    match RedbStore::create_encrypted(folder, &label, &made.secret, options) {
        Ok(_) => {
            cx.say(&cx.words.say("cli.init.encrypted", &[("keys", &KEYS_NAME), ("label", &label)]));
            Ok(())
        }
        Err(error) => {
            made.discard();
            Err(cx.store_failure(&error))
        }
    }
}

fn known(cx: &Context, name: &str) -> Result<u32, Failure> {
    group::number(name)
        .ok_or_else(|| Failure::new(Exit::Usage, cx.words.say("cli.init.no_group", &[("group", &clean_line(name))])))
}

/// A folder with anything in it is left alone: its data, or a home folder that would become the group's.
fn refuse_occupied(cx: &Context, folder: &Path) -> Result<(), Failure> {
    let refused = |key: &'static str| {
        let shown = clean_line(&folder.to_string_lossy());
        Err(Failure::new(Exit::InUse, cx.words.say(key, &[("path", &shown)])))
    };
    if RedbStore::file_in(folder).exists() {
        return refused("cli.init.exists");
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(cx, folder, &error)),
    };
    for entry in entries {
        if entry.map_err(|error| failed(cx, folder, &error))?.file_name() != OF_THE_DISK {
            return refused("cli.init.not_empty");
        }
    }
    Ok(())
}

fn settle(cx: &Context, folder: &Path, group: Option<u32>) -> Result<(), Failure> {
    place::settle(folder, group).map_err(|error| match group {
        Some(number) if error.kind() == io::ErrorKind::PermissionDenied => {
            let path = clean_line(&folder.to_string_lossy());
            let name = group::name(number);
            Failure::new(Exit::Failed, cx.words.say("cli.init.not_member", &[("path", &path), ("group", &name)]))
        }
        _ => failed(cx, folder, &error),
    })
}

/// The nearest folder above that the group cannot pass through.
fn closed_above(folder: &Path, group: u32) -> Option<PathBuf> {
    let closed = |path: &&Path| {
        fs::metadata(path)
            .is_ok_and(|meta| meta.mode() & 0o001 == 0 && !(meta.gid() == group && meta.mode() & 0o010 != 0))
    };
    folder.ancestors().skip(1).find(closed).map(Path::to_owned)
}

fn failed(cx: &Context, path: &Path, error: &io::Error) -> Failure {
    let path = clean_line(&path.to_string_lossy());
    Failure::new(
        Exit::Failed,
        cx.words.say("cli.init.failed", &[("path", &path), ("cause", &sentence::cause(cx.words, error))]),
    )
}
