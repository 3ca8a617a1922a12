//! `renkei keys`: the keys in force, or a check of a keymap file.

use strum::IntoEnumIterator;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::keymap::{Keymap, Preset, Scope};
use crate::message::sentence;

/// Prints every binding, scope by scope, or every fault of a file.
pub fn run(cx: &Context, args: &args::Keys) -> Outcome {
    if let Some(path) = &args.check {
        return check(cx, path);
    }
    let keymap = match args.preset.as_deref() {
        None => cx.keymap()?,
        Some(name) => match name.parse() {
            Ok(preset) => Keymap::preset(preset),
            Err(_) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.keys.unknown"))),
        },
    };
    let mut text = String::new();
    for scope in Scope::iter() {
        let bindings = keymap.bindings(scope);
        if bindings.is_empty() {
            continue;
        }
        text += &format!("[{scope}]  {}\n", cx.words.get(&format!("scope.{scope}")));
        for binding in bindings {
            let title = cx.words.get(&binding.command.title_key()).to_owned();
            text += &format!("{}\t{}\t{title}\n", binding.sequence.label(cx.words), binding.command);
        }
        text.push('\n');
    }
    out::data(cx.words, text.as_bytes())?;
    Ok(Exit::Ok)
}

fn check(cx: &Context, path: &std::path::Path) -> Outcome {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(
            Exit::Failed,
            cx.words.say(
                "cli.keys.unreadable",
                &[("path", &path.display()), ("cause", &sentence::cause(cx.words, &error))],
            ),
        )
    })?;
    match Keymap::with_user(Preset::default(), &text) {
        Ok(_) => {
            cx.say(cx.words.get("cli.keys.sound"));
            Ok(Exit::Ok)
        }
        Err(faults) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{}: {}", path.display(), fault.sentence(cx.words))).collect();
            Err(Failure::new(Exit::Failed, lines.join("\n")))
        }
    }
}
