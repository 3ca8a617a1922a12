//! Minutes that were written elsewhere: read, shown as the log takes them, and taken where somebody agrees.

use std::path::Path;

use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{out, text_file};
use crate::domain::Meeting;
use crate::domain::meeting::{Mark, marked};
use crate::form;

/// The lines of a file (`-`: standard input) with their marks.
pub(super) fn read(cx: &Context, file: &Path) -> Result<String, Failure> {
    let text = text_file::read(cx, file)?;
    let text = marked(&text, cx.now.today(), &form::read_due);
    if text.is_empty() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.meeting.no_lines")));
    }
    Ok(text)
}

/// Shows the lines and what they come to; `false` where they are only shown, or nobody agrees.
pub(super) fn agreed(
    cx: &Context,
    text: &str,
    meeting: &Meeting,
    (dry_run, yes): (bool, bool),
) -> Result<bool, Failure> {
    let readings = form::readings(text, meeting, cx.now.today());
    let counts = cx.words.say(
        "cli.meeting.pasted",
        &[
            ("issues", &readings.count(Mark::Issue)),
            ("actions", &readings.count(Mark::Action)),
            ("decisions", &readings.count(Mark::Decision)),
            ("questions", &readings.count(Mark::Question)),
            ("notes", &readings.count(Mark::Note)),
            ("unread", &readings.unread()),
        ],
    );
    if dry_run {
        out::text(cx.words, &format!("{text}\n"))?;
        cx.say(&counts);
        cx.say(cx.words.get("cli.import.dry"));
        return Ok(false);
    }
    if !yes {
        cx.say(text);
    }
    ask::agreed(cx, yes, &format!("{counts} {}", cx.words.get("cli.meeting.take")))
}
