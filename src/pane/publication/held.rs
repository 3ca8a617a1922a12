//! What in a publication may name somebody: by the rule of `publication::release`, over the same text as the command line checks.

use crate::domain::Publication;
use crate::domain::anonymity::{Known, check};
use crate::exchange::export::paste;
use crate::form::Scrutiny;
use crate::pane::Context;

/// Does it come of a meeting that speaks of cases? Then nobody can pass anything over.
pub fn anonymous(one: &Publication, cx: &Context<'_>) -> bool {
    let meeting = one.meeting.and_then(|id| cx.casebook.logbook().meeting(id));
    meeting.is_some_and(|meeting| meeting.anonymous)
}

/// Everything that the check finds in the whole text.
pub fn scrutiny(one: &Publication, known: &Known, centre: &str, cx: &Context<'_>) -> Scrutiny {
    let findings = check(&paste::whole(one, centre, cx.words), known);
    Scrutiny { rev: one.rev, findings, anonymous: anonymous(one, cx) }
}

/// `1行目「架空田さん」敬称のついた名前`: what holds it up, for whoever writes it. It stands beside the text itself, never in a message.
pub fn held_words(one: &Publication, known: &Known, centre: &str, cx: &Context<'_>) -> Vec<String> {
    let text = paste::whole(one, centre, cx.words);
    let hard = check(&text, known).into_iter().filter(|one| one.what.is_hard());
    let word = |finding: crate::domain::anonymity::Finding| {
        let line = text.get(..finding.at.start).unwrap_or_default().matches('\n').count() + 1;
        let said = text.get(finding.at.clone()).unwrap_or_default().trim().to_owned();
        let what = cx.words.get(&format!("publication.clue.{}", finding.what)).to_owned();
        cx.words.say("publications.held_word", &[("line", &line), ("word", &said), ("what", &what)])
    };
    hard.map(word).collect()
}
