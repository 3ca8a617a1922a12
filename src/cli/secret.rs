//! Passphrases and keys from files or from the terminal: never from an argument, which every account of the machine can read.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::store::keys::{KeySource, Secret};

/// The first line of a file that not everybody may read, as an encrypted store takes one.
pub fn passphrase_file(cx: &Context, path: &Path) -> Result<Zeroizing<String>, Failure> {
    match KeySource::PassphraseFile(path.to_owned()).secret(1) {
        Ok(Secret::Passphrase(line)) => Ok(line),
        Ok(Secret::Key(_)) => Err(Failure::new(Exit::Usage, cx.words.get("cli.secret.empty"))),
        Err(error) => Err(cx.store_failure(&error.into())),
    }
}

/// Asked once.
pub fn ask(cx: &Context) -> Result<Zeroizing<String>, Failure> {
    refuse_empty(cx, prompt(cx, "cli.secret.ask")?)
}

/// Asked twice: a backup under a mistyped passphrase is none.
pub fn ask_new(cx: &Context) -> Result<Zeroizing<String>, Failure> {
    let first = refuse_empty(cx, prompt(cx, "cli.secret.ask")?)?;
    if prompt(cx, "cli.secret.again")? == first {
        return Ok(first);
    }
    Err(Failure::new(Exit::Usage, cx.words.get("cli.secret.differ")))
}

fn prompt(cx: &Context, key: &'static str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(cx.words.get(key))
        .map(|typed| normal(&Zeroizing::new(typed)))
        .map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.secret.no_terminal")))
}

/// In one normal form, so that it is the same from every keyboard, as in a file.
fn normal(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.nfc().collect())
}

fn refuse_empty(cx: &Context, passphrase: Zeroizing<String>) -> Result<Zeroizing<String>, Failure> {
    if passphrase.is_empty() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.secret.empty")));
    }
    Ok(passphrase)
}
