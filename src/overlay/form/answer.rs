//! Answering by a letter, a digit or a word where the answers are few.

use crate::form::{Coded, Entry, FieldKind};
use crate::words::Words;

/// A blank turns the answer; what names an answer sets it; anything else changes nothing.
pub(super) fn take(entry: &mut Entry, text: &str, words: &Words) {
    if matches!(text, " " | "\u{3000}") {
        return entry.turn(true);
    }
    let text = text.trim();
    let chosen = match (&entry.field.kind, text) {
        (FieldKind::Choice { options, optional }, text) => match choice(options, entry.text(), text, words) {
            Some(code) => code,
            None if *optional && matches!(text, "-" | "未" | "0") => String::new(),
            None => return,
        },
        (FieldKind::Ability, "可" | "○" | "y" | "1") => "可".to_owned(),
        (FieldKind::Ability, "談" | "△" | "a" | "2") => "談".to_owned(),
        (FieldKind::Ability, "否" | "×" | "n" | "3") => "否".to_owned(),
        (FieldKind::YesNo, "はい" | "レ" | "y" | "1") => "yes".to_owned(),
        (_, "未" | "いいえ" | "-" | "0" | "4") | (FieldKind::YesNo, "n") => String::new(),
        _ => return,
    };
    entry.replace(chosen);
}

/// The next option whose name has the text in it (`3` is 要介護3), else the one of that number or that code.
fn choice(options: &[Coded], now: &str, text: &str, words: &Words) -> Option<String> {
    let text: String = text.chars().map(half).collect();
    let at = options.iter().position(|option| option.code == now);
    let round = (1..=options.len())
        .map(|step| &options[(at.map_or(0, |at| at) + step - usize::from(at.is_none())) % options.len()]);
    let named = |option: &&Coded| option.label.text(words).to_lowercase().contains(&text);
    let by_name = round.clone().find(named);
    let by_number = || text.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?));
    let by_code = || round.clone().find(|option| option.code.to_lowercase().starts_with(&text));
    by_name.or_else(by_number).or_else(by_code).map(|option| option.code.clone())
}

/// As the options write it: digits and letters in half width, small.
fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        c => c.to_ascii_lowercase(),
    }
}
