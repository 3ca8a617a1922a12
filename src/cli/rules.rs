//! `renkei rules`: what is wrong in rule files, which are in force, and the files that are built in.

use super::args::{self, RulesSub};
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::message::sentence;
use crate::rulebook::{BUILT_IN, built_in};
use crate::runtime::rulebook::{Loaded, load, load_files};

pub fn run(cx: &Context, args: &args::Rules) -> Outcome {
    match &args.sub {
        RulesSub::Check(args) => check(cx, args),
        RulesSub::Show(args) => show(cx, args),
    }
}

/// Every fault of the files, or of those that are configured.
fn check(cx: &Context, args: &args::RulesCheck) -> Outcome {
    let loaded = if args.files.is_empty() { load(&cx.paths) } else { load_files(&args.files) };
    let faults = faults(cx, &loaded);
    let words = cx.words;
    let mut text = String::new();
    for fault in &faults {
        text += &format!("{fault}\n");
    }
    for (name, kind) in &loaded.reading.taken {
        let kind = words.get(&format!("rulebook.kind.{kind}")).to_owned();
        text += &(words.say("rulebook.taken", &[("file", &name), ("kind", &kind)]) + "\n");
    }
    let rulebook = &loaded.reading.rulebook;
    for template in &rulebook.templates {
        let said: [(&str, &dyn std::fmt::Display); 4] = [
            ("name", &template.name),
            ("version", &template.version),
            ("title", &template.title),
            ("n", &template.items.len()),
        ];
        text += &(words.say("rulebook.checklist", &said) + "\n");
    }
    for form in &rulebook.forms {
        let said: [(&str, &dyn std::fmt::Display); 4] =
            [("name", &form.name), ("version", &form.version), ("title", &form.title), ("n", &form.fields().count())];
        text += &(words.say("rulebook.form", &said) + "\n");
    }
    for survey in &rulebook.surveys {
        let said: [(&str, &dyn std::fmt::Display); 4] = [
            ("name", &survey.name),
            ("version", &survey.version),
            ("title", &survey.title),
            ("n", &survey.questions.len()),
        ];
        text += &(words.say("rulebook.survey", &said) + "\n");
    }
    text += &(words.say("rulebook.professions", &[("n", &rulebook.professions.0.len())]) + "\n");
    text += words.get(if faults.is_empty() { "rulebook.sound" } else { "rulebook.unsound" });
    text.push('\n');
    out::text(words, &text)?;
    Ok(if faults.is_empty() { Exit::Ok } else { Exit::Failed })
}

/// Faults and files that could not be read, in words.
pub fn faults(cx: &Context, loaded: &Loaded) -> Vec<String> {
    let unreadable = loaded.unreadable.iter().map(|(path, error)| {
        let cause = sentence::cause(cx.words, error);
        cx.words.say("rulebook.unreadable", &[("path", &path.display()), ("cause", &cause)])
    });
    unreadable.chain(loaded.reading.faults.iter().map(|fault| fault.sentence(cx.words))).collect()
}

/// A built-in file, to be copied and edited.
fn show(cx: &Context, args: &args::RulesShow) -> Outcome {
    let text = built_in(&args.name).ok_or_else(|| {
        let names = BUILT_IN.map(|(name, _)| name).join(" ");
        Failure::new(Exit::Usage, cx.words.say("rulebook.no_kind", &[("names", &names)]))
    })?;
    out::data(cx.words, text.as_bytes())?;
    Ok(Exit::Ok)
}
