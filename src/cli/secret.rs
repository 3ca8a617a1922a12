//! Passphrases and keys from files or from the terminal: never from an argument, which every account of the machine can read.

use std::fs;
use std::path::Path;

use zeroize::Zeroizing;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

/// The first line of a file.
pub fn passphrase_file(cx: &Context, path: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(path).map(Zeroizing::new).map_err(|error| {
        let sentence = cx.words.say("cli.secret.unreadable", &[("path", &path.display()), ("cause", &error)]);
        Failure::new(Exit::Failed, sentence)
    })?;
    let line = Zeroizing::new(text.lines().next().unwrap_or_default().to_owned());
    refuse_empty(cx, line)
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
        .map(Zeroizing::new)
        .map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.secret.no_terminal")))
}

fn refuse_empty(cx: &Context, passphrase: Zeroizing<String>) -> Result<Zeroizing<String>, Failure> {
    if passphrase.is_empty() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.secret.empty")));
    }
    Ok(passphrase)
}
