//! What holds a text up on its way into the public, in the person's language: where and what, never the text itself.

use crate::domain::anonymity::Finding;
use crate::domain::publication::Held;
use crate::words::Words;

/// The sentence for what holds it up. It may be logged by whoever asked.
pub fn sentence(words: &Words, text: &str, held: &Held) -> String {
    match held {
        Held::Narrower { record, place } => {
            let name = |publicity| words.get(&format!("publication.publicity.{publicity}")).to_owned();
            let (record, place) = (name(*record), name(*place));
            words.say("publication.narrower", &[("record", &record), ("place", &place)])
        }
        Held::MayName { findings, is_final } => {
            let list = list(words, text, findings.iter().filter(|one| one.what.is_hard()));
            let key = if *is_final { "publication.may_name_final" } else { "publication.may_name" };
            words.say(key, &[("list", &list)])
        }
    }
}

/// `3行目 電話番号、5行目 年齢`
pub fn list<'a>(words: &Words, text: &str, findings: impl Iterator<Item = &'a Finding>) -> String {
    findings.map(|one| described(words, text, one)).collect::<Vec<_>>().join("、")
}

fn described(words: &Words, text: &str, one: &Finding) -> String {
    let line = text.get(..one.at.start).unwrap_or_default().matches('\n').count() + 1;
    let what = words.get(&format!("publication.clue.{}", one.what)).to_owned();
    words.say("publication.found", &[("line", &line), ("what", &what)])
}
