//! A text on its way to a file or to stdout.

use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::out;
use crate::exchange::export::{self, Encoding};

/// The encoding that an option names.
pub fn encoding(cx: &Context, name: &str) -> Result<Encoding, Failure> {
    name.parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.export.unknown_encoding")))
}

/// Writes it, and says which characters had to be replaced.
pub fn text(cx: &Context, text: &str, encoding: Encoding, output: Option<&Path>) -> Result<(), Failure> {
    let encoded = export::encode(text, encoding);
    match output {
        Some(path) if path.as_os_str() != "-" => out::file(cx.words, path, &encoded.bytes)?,
        Some(_) | None => out::data(cx.words, &encoded.bytes)?,
    }
    if !encoded.replaced.is_empty() {
        let list: Vec<String> = encoded.replaced.iter().map(|r| format!("{}>{}", r.from, r.to)).collect();
        cx.say(&cx.words.say("cli.export.replaced", &[("list", &list.join(" "))]));
    }
    Ok(())
}
