//! Where the key of an encrypted store comes from, and where a new one does. Never from an argument or the environment, which
//! every process of the machine may read: these name files only.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::out;
use crate::port::{KeyError, StoreError};
use crate::runtime::prompt;
use crate::store::RedbStore;
use crate::store::keys::{KeySource, Secret, TRIES, make_key_file};

/// The shortest passphrase, in characters as people count them.
const SHORTEST: usize = 8;
/// The name under which systemd hands over a credential (`LoadCredential=renkei.key:...`).
const CREDENTIAL: &str = "renkei.key";

/// What was answered in this run, so that nobody is asked twice.
#[derive(Clone, Debug, Default)]
pub struct Asked(Arc<Mutex<Option<Secret>>>);

/// `--key-file` or `--passphrase-file`, then `RENKEI_KEY_FILE`, then the settings, then systemd, then the terminal.
pub fn source(cx: &Context) -> KeySource {
    if let Some(path) = &cx.options.passphrase_file {
        return KeySource::PassphraseFile(path.clone());
    }
    let credential = || cx.environment.path("CREDENTIALS_DIRECTORY").map(|folder| folder.join(CREDENTIAL));
    let key_file = cx
        .options
        .key_file
        .clone()
        .or_else(|| cx.environment.path("RENKEI_KEY_FILE"))
        .or_else(|| cx.config.key_file.clone())
        .or_else(|| credential().filter(|path| path.exists()));
    key_file.map_or_else(|| ask(cx), KeySource::KeyFile)
}

fn ask(cx: &Context) -> KeySource {
    let (asked, words) = (cx.asked.clone(), cx.words);
    let path = RedbStore::file_in(&cx.paths.data_dir).display().to_string();
    KeySource::Asked(Arc::new(move |attempt| {
        let mut answer = asked.0.lock().unwrap_or_else(PoisonError::into_inner);
        if attempt == 1
            && let Some(secret) = answer.as_ref()
        {
            return Ok(secret.clone());
        }
        let question = words.get(if attempt == 1 { "cli.key.ask" } else { "cli.key.ask_again" });
        let typed = prompt::passphrase(question).map_err(|_| KeyError::Locked { path: path.clone() })?;
        let secret = Secret::passphrase(&typed);
        *answer = Some(secret.clone());
        Ok(secret)
    }))
}

/// Where a new secret comes from.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    pub key_file: Option<&'a PathBuf>,
    pub passphrase_file: Option<&'a PathBuf>,
}

/// A new secret, and the key file that was made for it.
#[derive(Debug)]
pub struct Made {
    pub secret: Secret,
    made: Option<PathBuf>,
}

impl Made {
    /// Takes back the key file where its secret opens nothing after all.
    pub fn discard(self) {
        if let Some(path) = self.made {
            // The failure that led here is the one to be told.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// A new key file, the passphrase in a file, or one that is typed twice. With `reuse`, a key file that is there is taken.
pub fn new_secret(cx: &Context, new: New<'_>, reuse: bool) -> Result<Made, Failure> {
    let failed = |error: KeyError| cx.store_failure(&StoreError::Key(error));
    if let Some(path) = new.key_file {
        if reuse && path.exists() {
            let secret = KeySource::KeyFile(path.clone()).secret(1).map_err(failed)?;
            return Ok(Made { secret, made: None });
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let secret = make_key_file(&path).map_err(failed)?;
        return Ok(Made { secret, made: Some(path) });
    }
    let secret = match new.passphrase_file {
        Some(path) => {
            let secret = KeySource::PassphraseFile(path.clone()).secret(1).map_err(failed)?;
            if is_short(&secret) {
                return Err(Failure::new(Exit::Usage, too_short(cx)));
            }
            secret
        }
        None => typed_twice(cx)?,
    };
    Ok(Made { secret, made: None })
}

fn is_short(secret: &Secret) -> bool {
    match secret {
        Secret::Passphrase(text) => text.graphemes(true).count() < SHORTEST,
        Secret::Key(_) => false,
    }
}

fn too_short(cx: &Context) -> String {
    cx.words.say("cli.key.short", &[("n", &SHORTEST)])
}

fn typed_twice(cx: &Context) -> Result<Secret, Failure> {
    for attempt in 1..=TRIES {
        let secret = Secret::passphrase(&typed(cx, "cli.key.new")?);
        let trouble = if is_short(&secret) {
            too_short(cx)
        } else if same(&secret, &Secret::passphrase(&typed(cx, "cli.key.repeat")?)) {
            return Ok(secret);
        } else {
            cx.words.get("cli.key.different").to_owned()
        };
        if attempt == TRIES {
            return Err(Failure::new(Exit::Usage, trouble));
        }
        out::say(&trouble);
    }
    Err(Failure::new(Exit::Usage, cx.words.get("cli.key.different")))
}

fn same(a: &Secret, b: &Secret) -> bool {
    matches!((a, b), (Secret::Passphrase(a), Secret::Passphrase(b)) if a == b)
}

fn typed(cx: &Context, question: &'static str) -> Result<Zeroizing<String>, Failure> {
    prompt::passphrase(cx.words.get(question)).map_err(|error: io::Error| {
        let key = if error.kind() == io::ErrorKind::Interrupted { "cli.key.broken_off" } else { "cli.key.no_terminal" };
        Failure::new(Exit::InUse, cx.words.get(key))
    })
}

/// A label as it is stored: one line, not empty, not long.
pub fn label(cx: &Context, given: Option<&str>, key_file: Option<&Path>) -> Result<String, Failure> {
    let fallback = || if key_file.is_some() { "key-file".to_owned() } else { cx.author().name.clone() };
    let label = given.map_or_else(fallback, crate::domain::text::clean_line);
    if label.is_empty() || label.graphemes(true).count() > 40 {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.key.bad_label")));
    }
    Ok(label)
}
