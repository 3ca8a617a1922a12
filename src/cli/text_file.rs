//! A text that somebody wrote elsewhere, in either encoding of Japanese Windows.

use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::import_text;
use crate::domain::text::clean_line;
use crate::exchange::import::encoding;
use crate::exchange::import::{ReadCause, ReadError};

/// Minutes of a long day, or all questions of a year, are some kilobytes.
const LARGEST: u64 = 1 << 20;

/// What stands in the file; `-`: on standard input.
pub fn read(cx: &Context, file: &Path) -> Result<String, Failure> {
    if file == Path::new("-") {
        return cx.piped("-");
    }
    let path = clean_line(&file.to_string_lossy());
    let unreadable = |error: ReadError| {
        let cause = import_text::read_cause(cx.words, &error.cause);
        Failure::new(Exit::Failed, cx.words.say("cli.import.unreadable", &[("path", &path), ("cause", &cause)]))
    };
    let fail = |cause| unreadable(ReadError::new(path.clone(), cause));
    // A FIFO would be waited for without end, a device read without end.
    let found = std::fs::metadata(file).map_err(|error| fail(ReadCause::Open(error.to_string())))?;
    if !found.is_file() || found.len() > LARGEST {
        return Err(fail(ReadCause::NoFile));
    }
    let bytes = std::fs::read(file).map_err(|error| fail(ReadCause::Open(error.to_string())))?;
    encoding::decode(bytes, &path).map(|(text, _)| text).map_err(unreadable)
}
