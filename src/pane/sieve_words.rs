//! The filter of the board in words.

use super::Context;
use crate::model::casebook::Sieve;

/// `自分 必須のみ 退院前 みどり市民病院`; empty where nothing is filtered.
pub fn sieve_words(cx: &Context<'_>, sieve: &Sieve) -> String {
    let mut words = Vec::new();
    if let Some(name) = &sieve.assignee {
        words.push(cx.words.say("sieve.mine", &[("name", name)]));
    }
    if sieve.duty_only {
        words.push(cx.words.get("sieve.duty_only").to_owned());
    }
    if let Some(phase) = sieve.phase {
        words.push(cx.words.get(&format!("phase.{phase}")).to_owned());
    }
    if let Some(key) = &sieve.hospital {
        // By its name where it is no id.
        let id = key.parse().ok();
        let known = id.and_then(|id| cx.registry.row(id)).map(|row| row.short.to_string());
        let name = known.or_else(|| Some(key.clone()).filter(|key| id.is_none() && !key.is_empty()));
        words.push(name.unwrap_or_else(|| cx.words.get("task.no_hospital").to_owned()));
    }
    if words.is_empty() { String::new() } else { cx.words.say("sieve.on", &[("filter", &words.join(" "))]) }
}
