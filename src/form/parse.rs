//! Values as text, and typed text as values: what all kinds of records have in common.

use std::str::FromStr;

use jiff::civil::{Date, Time};

use super::{FieldError, date, time};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{FacilityId, Phone};

/// Longer texts belong into a file.
const LONGEST: usize = 4_000;

pub(super) fn fits(typed: &str) -> Result<(), FieldError> {
    if typed.chars().count() > LONGEST { Err(FieldError::TooLong) } else { Ok(()) }
}

pub(super) fn line(typed: &str) -> Option<String> {
    Some(clean_line(typed)).filter(|text| !text.is_empty())
}

/// Lines that say something.
pub(super) fn lines(typed: &str) -> Vec<String> {
    clean_text(typed).lines().map(clean_line).filter(|line| !line.is_empty()).collect()
}

/// Codes of a data file, one a line.
pub(super) fn codes(typed: &str, is_known: impl Fn(&str) -> bool) -> Result<Vec<String>, FieldError> {
    let mut codes = lines(typed);
    codes.dedup();
    if codes.iter().all(|code| is_known(code)) { Ok(codes) } else { Err(FieldError::NotAChoice) }
}

/// A number below 10,000.
pub(super) fn count(typed: &str) -> Result<Option<u32>, FieldError> {
    let text = ascii(typed);
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().filter(|number| *number < 10_000).map(Some).ok_or(FieldError::NotANumber)
}

#[expect(clippy::ref_option, reason = "a field of a record, as it stands there")]
pub(super) fn line_text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

pub(super) fn phone(typed: &str) -> Result<Option<Phone>, FieldError> {
    let Some(text) = line(typed) else { return Ok(None) };
    Phone::parse(&text).filter(|phone| !phone.digits().is_empty()).map(Some).ok_or(FieldError::NotAPhone)
}

#[expect(clippy::ref_option, reason = "a field of a record, as it stands there")]
pub(super) fn phone_text(value: &Option<Phone>) -> String {
    value.as_ref().map(|phone| phone.original().to_owned()).unwrap_or_default()
}

/// Full-width digits are digits.
pub(super) fn ascii(typed: &str) -> String {
    clean_line(typed)
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '、' => ',',
            c => c,
        })
        .collect()
}

pub(super) fn yes_no(typed: &str) -> Result<bool, FieldError> {
    match ascii(typed).to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "はい" | "○" | "レ" => Ok(true),
        "" | "no" | "n" | "false" | "0" | "いいえ" | "×" => Ok(false),
        _ => Err(FieldError::NotYesOrNo),
    }
}

pub(super) fn yes_no_text(value: bool) -> String {
    if value { "yes" } else { "" }.to_owned()
}

pub(super) fn date(typed: &str, today: Date) -> Result<Option<Date>, FieldError> {
    if line(typed).is_none() {
        return Ok(None);
    }
    date::read(typed, today).map(Some).ok_or(FieldError::NotADate)
}

pub(super) fn birth_date(typed: &str, today: Date) -> Result<Option<Date>, FieldError> {
    if line(typed).is_none() {
        return Ok(None);
    }
    match date::read_birth(typed, today) {
        None => Err(FieldError::NotABirthDate),
        Some(day) if day > today => Err(FieldError::NotYet),
        Some(day) => Ok(Some(day)),
    }
}

pub(super) fn date_text(value: Option<Date>) -> String {
    value.map(|day| day.to_string()).unwrap_or_default()
}

pub(super) fn time(typed: &str) -> Result<Option<Time>, FieldError> {
    if line(typed).is_none() {
        return Ok(None);
    }
    time::read(typed).map(Some).ok_or(FieldError::NotATime)
}

pub(super) fn time_text(value: Option<Time>) -> String {
    value.map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default()
}

/// A value of an enum by its code.
pub(super) fn code<E: FromStr>(typed: &str) -> Result<Option<E>, FieldError> {
    let Some(text) = line(typed) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| FieldError::NotAChoice)
}

pub(super) fn code_text<E: Into<&'static str>>(value: Option<E>) -> String {
    value.map(|value| value.into().to_owned()).unwrap_or_default()
}

/// An institution of the register, or its name where it is none of them.
pub(super) fn institution(typed: &str) -> (Option<FacilityId>, Option<String>) {
    let text = line(typed);
    match text.as_deref().and_then(|text| text.parse().ok()) {
        Some(id) => (Some(id), None),
        None => (None, text),
    }
}

#[expect(clippy::ref_option, reason = "a field of a record, as it stands there")]
pub(super) fn institution_text(facility: Option<FacilityId>, name: &Option<String>) -> String {
    facility.map_or_else(|| line_text(name), |id| id.to_string())
}
