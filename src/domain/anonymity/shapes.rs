//! What is told by its shape: numbers of phones and insurances, addresses, mail, birth dates, ages, rooms.

use std::ops::Range;

use super::{Clue, Known};
use crate::domain::spelling::Folded;

/// Digits of a phone number, of an insurance number, of a postal code.
const PHONE: std::ops::RangeInclusive<usize> = 10..=11;
const NUMBER: usize = 10;

pub(super) fn found(text: &Folded, known: &Known) -> Vec<(Clue, Range<usize>)> {
    let mut found = numbers(text, known);
    found.extend(mails(text, known));
    found
}

/// Every run of digits with what may stand between them, and what it is by its length and its neighbours.
fn numbers(text: &Folded, known: &Known) -> Vec<(Clue, Range<usize>)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(c) = text.at(at) {
        if c == '〒' {
            let end = run(text, at + 1);
            let digits: String = digits(text, at + 1..end);
            if digits.is_empty() || !known.is_public(&digits) {
                found.push((Clue::PostalCode, at..end.max(at + 1)));
            }
            at = end.max(at + 1);
        } else if is_number(c) || matches!(c, '(' | '+') && text.at(at + 1).is_some_and(|c| c.is_ascii_digit()) {
            let end = run(text, at);
            found.extend(judge(text, at..end, known));
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

const fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Where a run of digits ends: one separator or two may stand between them.
fn run(text: &Folded, start: usize) -> usize {
    let between = |c: char| matches!(c, '-' | '(' | ')' | ' ' | '.' | 'ー' | '+');
    let (mut end, mut at, mut gap) = (start, start, 0);
    while let Some(c) = text.at(at) {
        if c.is_ascii_digit() {
            (end, gap) = (at + 1, 0);
        } else if between(c) && gap < 2 {
            gap += 1;
        } else {
            break;
        }
        at += 1;
    }
    end
}

fn digits(text: &Folded, range: Range<usize>) -> String {
    text.chars.get(range).unwrap_or_default().iter().filter(|c| c.is_ascii_digit()).collect()
}

fn judge(text: &Folded, range: Range<usize>, known: &Known) -> Option<(Clue, Range<usize>)> {
    if range.is_empty() {
        return kanji_numeral(text, range.start);
    }
    let mut all = digits(text, range.clone());
    let written: String = text.chars.get(range.clone()).unwrap_or_default().iter().collect();
    if let Some(rest) = written.strip_prefix("+81") {
        all = format!("0{}", rest.chars().filter(char::is_ascii_digit).collect::<String>().trim_start_matches('0'));
    }
    let parts: Vec<&str> = written.split(['-', 'ー']).collect();
    if PHONE.contains(&all.len()) && all.starts_with('0') {
        return (!known.is_public(&all)).then_some((Clue::Phone, range));
    }
    if all.len() == NUMBER && written.chars().all(|c| c.is_ascii_digit()) {
        return (!known.is_public(&all)).then_some((Clue::Number, range));
    }
    if let [three, four] = *parts
        && three.len() == 3
        && four.len() == 4
    {
        return (!known.is_public(&all)).then_some((Clue::PostalCode, range));
    }
    let hyphened = matches!(parts.len(), 2 | 3) && parts.iter().all(|part| (1..=4).contains(&part.len()));
    let before = text.chars.get(..range.start).unwrap_or_default();
    let squeezed: Vec<char> = before.iter().copied().filter(|c| !c.is_whitespace()).collect();
    if hyphened && known.is_town(&squeezed) {
        return Some((Clue::Address, range));
    }
    unit(text, &range, &squeezed, known)
}

/// What stands behind the digits says what they are.
fn unit(text: &Folded, range: &Range<usize>, before: &[char], known: &Known) -> Option<(Clue, Range<usize>)> {
    let behind: String =
        text.chars.get(range.end..).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).take(8).collect();
    let with = |what: Clue, cells: usize| Some((what, range.start..(range.end + cells).min(text.chars.len())));
    if behind.starts_with("丁目") || behind.starts_with("番地") {
        return with(Clue::Address, 2);
    }
    let is_lot = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('号');
    if behind.strip_prefix('番').is_some_and(is_lot) || (behind.starts_with('番') && known.is_town(before)) {
        return with(Clue::Address, 1);
    }
    if behind.starts_with("日生") && !behind.starts_with("日生活") {
        return with(Clue::BirthDate, 2);
    }
    if behind.starts_with('歳') || behind.starts_with('才') {
        return with(Clue::Age, 1);
    }
    behind.starts_with("号室").then(|| with(Clue::Room, 2)).flatten()
}

/// 三丁目, 十二番地
fn kanji_numeral(text: &Folded, start: usize) -> Option<(Clue, Range<usize>)> {
    let size = text.chars.get(start..)?.iter().take_while(|c| is_number(**c) && !c.is_ascii_digit()).count();
    let behind: String = text.chars.get(start + size..)?.iter().take(2).collect();
    (size > 0 && (behind == "丁目" || behind == "番地")).then_some((Clue::Address, start..start + size + 2))
}

fn mails(text: &Folded, known: &Known) -> Vec<(Clue, Range<usize>)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let signs = text.chars.iter().enumerate().filter(|(_, c)| **c == '@').map(|(at, _)| at);
    let found = signs.filter_map(|sign| {
        let before = (0..sign).rev().take_while(|at| text.at(*at).is_some_and(is_part)).last()?;
        let end = (sign + 1..text.chars.len()).take_while(|at| text.at(*at).is_some_and(is_part)).last()? + 1;
        let host = text.chars.get(sign + 1..end)?;
        let whole = text.chars.get(before..end)?;
        (host.contains(&'.') && !known.is_public_mail(whole)).then_some((Clue::Mail, before..end))
    });
    found.collect()
}
