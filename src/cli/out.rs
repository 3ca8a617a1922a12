//! Data on stdout, words on stderr. A closed pipe ends the command quietly, as `head` expects.

use std::io::{self, Write};
use std::path::Path;

use super::exit::Exit;
use super::failure::Failure;
use crate::domain::text::is_unsafe;
use crate::message::sentence;
use crate::words::Words;

/// Writes data to stdout; a reader that went away is no error.
pub fn data(words: &Words, bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Failed, words.say("error.output", &[("cause", &sentence::cause(words, &error))])))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Words for people on stdout, without what a terminal must not get from data: a path or a cause may hold anything.
pub fn text(words: &Words, text: &str) -> Result<(), Failure> {
    data(words, harmless(text).as_bytes())
}

/// A line of words on stderr, as harmless as [`text`]. Nobody listens to a failure there.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", harmless(line));
}

/// Line breaks and tabs stay: they are ours.
fn harmless(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_unsafe(*c)).collect()
}

/// One JSON object and a line break.
pub fn json(words: &Words, value: &serde_json::Value) -> Result<(), Failure> {
    let mut text = value.to_string();
    text.push('\n');
    data(words, text.as_bytes())
}

/// A file of one's own (0600), whole or not at all.
pub fn file(words: &Words, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    });
    written.map_err(|error| {
        Failure::new(
            Exit::Failed,
            words.say("cli.export.failed", &[("path", &path.display()), ("cause", &sentence::cause(words, &error))]),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn words_for_people_carry_no_escape_sequence() {
        assert_eq!(harmless("a\u{1b}]52;c;aGk=\u{7}\tb\u{9b}31m\nc\u{202e}"), "a]52;c;aGk=\tb31m\nc");
    }
}
