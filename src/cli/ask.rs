//! Questions on the terminal. Where nobody can answer, the command says what to give instead, and does nothing.

use std::io::{self, BufRead, IsTerminal};

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::out;

/// A question that `yes` answers; `--yes` answers it for scripts.
pub fn agreed(cx: &Context, given: bool, question: &str) -> Result<bool, Failure> {
    if given {
        return Ok(true);
    }
    let answer = answer(cx, &format!("{question} {}", cx.words.get("cli.ask.choice")))?;
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes" | "はい"))
}

/// A question that only the whole word answers, because nothing takes back what follows.
pub fn typed(cx: &Context, given: bool, question: &str) -> Result<bool, Failure> {
    if given {
        return Ok(true);
    }
    let word = cx.words.get("cli.ask.word");
    Ok(answer(cx, &format!("{question} {}", cx.words.say("cli.ask.type", &[("word", &word)])))? == word)
}

/// A question that only the beginning of an identity answers: who types it has looked at which one it is.
pub fn identity(cx: &Context, given: bool, question: &str, start: &str) -> Result<bool, Failure> {
    if given {
        return Ok(true);
    }
    Ok(answer(cx, &format!("{question} {}", cx.words.say("cli.ask.identity", &[("n", &start.len())])))? == start)
}

fn answer(cx: &Context, question: &str) -> Result<String, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::new(Exit::Usage, format!("{question}\n{}", cx.words.get("cli.ask.nobody"))));
    }
    out::say(question);
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::new(Exit::Failed, cx.words.say("cli.stdin", &[("cause", &error)])))?;
    Ok(line.trim().to_owned())
}
