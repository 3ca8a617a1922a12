//! `renkei completions` and `renkei man`: both made from the parser itself.

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;

/// The completion script of a shell.
pub fn completions(cx: &Context, args: &args::Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(cx.words), "renkei", &mut script);
    out::data(cx.words, &script)?;
    Ok(Exit::Ok)
}

/// One man page: the program, then every verb.
pub fn man(cx: &Context) -> Outcome {
    let mut command = args::command(cx.words);
    command.build();
    let mut page = Vec::new();
    let failed = |error: std::io::Error| Failure::new(Exit::Failed, error.to_string());
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    for sub in command.get_subcommands() {
        let man = clap_mangen::Man::new(sub.clone());
        man.render_name_section(&mut page).map_err(failed)?;
        man.render_synopsis_section(&mut page).map_err(failed)?;
        man.render_options_section(&mut page).map_err(failed)?;
    }
    out::data(cx.words, &page)?;
    Ok(Exit::Ok)
}
