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
        let stay = cx.casebook.stays().find(|stay| crate::model::Casebook::hospital_key(stay) == *key);
        words.extend(stay.map(|stay| super::task::hospital(cx, stay.id)));
    }
    if words.is_empty() { String::new() } else { cx.words.say("sieve.on", &[("filter", &words.join(" "))]) }
}
