//! Facts as text, and text as facts.

use jiff::civil::Date;

use super::parse::{ascii, fits, line, phone, yes_no};
use super::{Field, FieldError, Section, date};
use crate::domain::facility::{Ability, Coordinates, Group, kind};
use crate::domain::municipality::Municipality;
use crate::domain::text::clean_text;
use crate::domain::{Facility, Kind, Phone};

/// The local fact as it is typed; empty where nothing is said.
pub fn get(facility: &Facility, field: Field) -> String {
    let local = &facility.local;
    let identity = &local.identity.facts;
    let desk = &local.desk.facts;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let phone = |value: &Option<Phone>| value.as_ref().map(|p| p.original().to_owned()).unwrap_or_default();
    let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
    match field {
        Field::Name => text(&identity.name),
        Field::Kana => text(&identity.kana),
        Field::Kinds => identity.kinds.iter().map(Kind::code).collect::<Vec<_>>().join(", "),
        Field::PostalCode => text(&identity.postal_code),
        Field::Address => text(&identity.address),
        Field::Area => text(&identity.area),
        Field::Coordinates => {
            identity.coordinates.map(|c| format!("{}, {}", c.latitude, c.longitude)).unwrap_or_default()
        }
        Field::Phone => phone(&identity.phone),
        Field::Fax => phone(&identity.fax),
        Field::Email => text(&identity.email),
        Field::Url => text(&identity.url),
        Field::Partner => if identity.partner { "yes" } else { "" }.to_owned(),
        Field::Department => text(&desk.department),
        Field::Person => text(&desk.person),
        Field::Profession => text(&desk.profession),
        Field::DirectPhone => phone(&desk.direct_phone),
        Field::NightPhone => phone(&desk.night_phone),
        Field::Way => text(&desk.preferred_way),
        Field::CareManagerHours => text(&local.hours.facts.care_manager),
        Field::BusinessHours => text(&local.hours.facts.business),
        Field::Closed => text(&local.hours.facts.closed),
        Field::Capability(code) => {
            local.capabilities.facts.0.get(code).map(|a| a.mark().to_owned()).unwrap_or_default()
        }
        Field::Vacancy => number(local.vacancy.facts.places),
        Field::Waiting => number(local.vacancy.facts.waiting),
        Field::Remark => text(&local.vacancy.facts.remark),
        Field::Note => local.note.facts.clone(),
        Field::Confirmed(section) => confirmed(facility, section).map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// What the sources say where the local layer is silent, to be shown in an empty field.
pub fn published(facility: &Facility, field: Field) -> Option<String> {
    let listings = facility.listings_by_rank();
    let text =
        |pick: fn(&crate::domain::Listing) -> Option<&str>| listings.iter().find_map(|l| pick(l)).map(str::to_owned);
    match field {
        Field::Name => text(|l| Some(l.name.as_str())),
        Field::Kana => text(|l| l.kana.as_deref()),
        Field::PostalCode => text(|l| l.postal_code.as_deref()),
        Field::Address => text(|l| l.address.as_deref()),
        Field::Phone => text(|l| l.phone.as_ref().map(Phone::display)),
        Field::Fax => text(|l| l.fax.as_ref().map(Phone::display)),
        Field::Url => text(|l| l.url.as_deref()),
        Field::BusinessHours => text(|l| l.hours.as_deref()),
        Field::Closed => None,
        Field::Kinds => {
            let names: Vec<&str> = listings.iter().map(|l| l.kind.info().short_ja).collect();
            let mut names: Vec<&str> = names.into_iter().fold(Vec::new(), |mut seen, name| {
                if !seen.contains(&name) {
                    seen.push(name);
                }
                seen
            });
            names.truncate(8);
            (!names.is_empty()).then(|| names.join(", "))
        }
        Field::Coordinates => {
            listings.iter().find_map(|l| l.coordinates).map(|c| format!("{}, {}", c.latitude, c.longitude))
        }
        Field::Area | Field::Email | Field::Partner | Field::Department | Field::Person | Field::Profession => None,
        Field::DirectPhone | Field::NightPhone | Field::Way | Field::CareManagerHours => None,
        Field::Capability(_) | Field::Vacancy | Field::Waiting | Field::Remark | Field::Note => None,
        Field::Confirmed(_) => None,
    }
}

/// Sets a fact from typed text; empty text takes it away. [`Field::Confirmed`] is not set here but by [`confirm`].
pub(super) fn set(facility: &mut Facility, field: Field, typed: &str) -> Result<(), FieldError> {
    fits(typed)?;
    let local = &mut facility.local;
    let identity = &mut local.identity.facts;
    let desk = &mut local.desk.facts;
    match field {
        Field::Name => identity.name = line(typed),
        Field::Kana => identity.kana = line(typed),
        Field::Kinds => identity.kinds = kinds(typed)?,
        Field::PostalCode => identity.postal_code = line(typed),
        Field::Address => {
            identity.address = line(typed);
            // The municipality is what the filter by city looks at; it follows the address.
            let municipality = identity.address.as_deref().and_then(|address| Municipality::at_start(address, None));
            identity.municipality = municipality.map(|(municipality, _)| municipality.code.to_owned());
        }
        Field::Area => identity.area = line(typed),
        Field::Coordinates => identity.coordinates = coordinates(typed)?,
        Field::Phone => identity.phone = phone(typed)?,
        Field::Fax => identity.fax = phone(typed)?,
        Field::Email => identity.email = email(typed)?,
        Field::Url => identity.url = line(typed),
        Field::Partner => identity.partner = yes_no(typed)?,
        Field::Department => desk.department = line(typed),
        Field::Person => desk.person = line(typed),
        Field::Profession => desk.profession = line(typed),
        Field::DirectPhone => desk.direct_phone = phone(typed)?,
        Field::NightPhone => desk.night_phone = phone(typed)?,
        Field::Way => desk.preferred_way = line(typed),
        Field::CareManagerHours => local.hours.facts.care_manager = line(typed),
        Field::BusinessHours => local.hours.facts.business = line(typed),
        Field::Closed => local.hours.facts.closed = line(typed),
        Field::Capability(code) => {
            let answers = &mut local.capabilities.facts.0;
            match ability(typed)? {
                Some(ability) => answers.insert(code.to_owned(), ability),
                None => answers.remove(code),
            };
        }
        Field::Vacancy => local.vacancy.facts.places = number(typed)?,
        Field::Waiting => local.vacancy.facts.waiting = number(typed)?,
        Field::Remark => local.vacancy.facts.remark = line(typed),
        Field::Note => local.note.facts = clean_text(typed),
        Field::Confirmed(_) => {}
    }
    Ok(())
}

fn email(typed: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = line(typed) else { return Ok(None) };
    let parts = text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    });
    if parts { Ok(Some(text)) } else { Err(FieldError::NotAnEmail) }
}

fn number(typed: &str) -> Result<Option<u32>, FieldError> {
    let text = ascii(typed);
    match text.as_str() {
        "" => Ok(None),
        "満床" => Ok(Some(0)),
        text if text.bytes().all(|b| b.is_ascii_digit()) => {
            text.parse().ok().filter(|n| *n <= 9_999).map(Some).ok_or(FieldError::NotANumber)
        }
        _ => Err(FieldError::NotANumber),
    }
}

fn ability(typed: &str) -> Result<Option<Ability>, FieldError> {
    match line(typed) {
        None => Ok(None),
        Some(text) if text == "未" || text == "-" => Ok(None),
        Some(text) => Ability::parse(&text.to_lowercase()).map(Some).ok_or(FieldError::NotAnAbility),
    }
}

fn kinds(typed: &str) -> Result<Vec<Kind>, FieldError> {
    let mut kinds: Vec<Kind> = Vec::new();
    for part in ascii(typed).split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let kind = kind_of(part).ok_or(FieldError::UnknownKind)?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// By code, else by the one kind that has this name.
fn kind_of(text: &str) -> Option<Kind> {
    let table = kind::table();
    if let Some(info) = table.iter().find(|info| info.code == text) {
        return Some(Kind::new(info.code));
    }
    let same = |name: &str| ascii(name).eq_ignore_ascii_case(text);
    let mut named = table.iter().filter(|i| [i.ja, i.short_ja, i.en, i.short_en].into_iter().any(same));
    match (named.next(), named.next()) {
        (Some(info), None) => Some(Kind::new(info.code)),
        _ => None,
    }
}

fn coordinates(typed: &str) -> Result<Option<Coordinates>, FieldError> {
    let text = ascii(typed);
    if text.is_empty() {
        return Ok(None);
    }
    let degrees = |part: &str| part.trim().parse::<f64>().ok();
    text.split_once(',')
        .and_then(|(latitude, longitude)| Coordinates::in_japan(degrees(latitude)?, degrees(longitude)?))
        .map(Some)
        .ok_or(FieldError::NotAPlace)
}

/// A typed day of confirmation: `None` where it is taken away.
pub(super) fn confirmation_day(typed: &str, today: Date) -> Result<Option<Date>, FieldError> {
    if line(typed).is_none() {
        return Ok(None);
    }
    match date::read(typed, today) {
        None => Err(FieldError::NotADate),
        Some(day) if day > today => Err(FieldError::InTheFuture),
        Some(day) => Ok(Some(day)),
    }
}

fn confirmed(facility: &Facility, section: Section) -> Option<Date> {
    let local = &facility.local;
    match section {
        Section::Identity => local.identity.confirmed_on,
        Section::Desk => local.desk.confirmed_on,
        Section::Hours => local.hours.confirmed_on,
        Section::Capabilities => local.capabilities.confirmed_on,
        Section::Vacancy => local.vacancy.confirmed_on,
        Section::Note => local.note.confirmed_on,
    }
}

/// Does the local layer say anything in this group?
pub(super) fn says_something(facility: &Facility, section: Section) -> bool {
    let local = &facility.local;
    match section {
        Section::Identity => !local.identity.is_empty(),
        Section::Desk => !local.desk.is_empty(),
        Section::Hours => !local.hours.is_empty(),
        Section::Capabilities => !local.capabilities.is_empty(),
        Section::Vacancy => !local.vacancy.is_empty(),
        Section::Note => !local.note.is_empty(),
    }
}

/// Dates every group: with the day in `days` where one is given, else with `today` where its facts changed.
pub(super) fn confirm(
    before: &Facility,
    after: &mut Facility,
    days: &[(Section, Option<Date>)],
    today: Date,
    by: Option<&str>,
) {
    let day_of = |section: Section| match days.iter().rev().find(|(s, _)| *s == section) {
        Some((_, day)) => Given::Day(*day),
        None => Given::Nothing,
    };
    let (old, new) = (&before.local, &mut after.local);
    stamp(&old.identity, &mut new.identity, day_of(Section::Identity), today, by);
    stamp(&old.desk, &mut new.desk, day_of(Section::Desk), today, by);
    stamp(&old.hours, &mut new.hours, day_of(Section::Hours), today, by);
    stamp(&old.capabilities, &mut new.capabilities, day_of(Section::Capabilities), today, by);
    stamp(&old.vacancy, &mut new.vacancy, day_of(Section::Vacancy), today, by);
    stamp(&old.note, &mut new.note, day_of(Section::Note), today, by);
}

/// Was a day of confirmation typed? An empty one takes the day away.
enum Given {
    Nothing,
    Day(Option<Date>),
}

fn stamp<T: PartialEq + Default>(old: &Group<T>, new: &mut Group<T>, given: Given, today: Date, by: Option<&str>) {
    let changed = old.facts != new.facts;
    match given {
        Given::Day(day) => {
            new.confirmed_on = day;
            new.confirmed_by = day.and(by.map(str::to_owned));
        }
        // Facts that were all taken away need no confirmation: nothing is left that could age.
        Given::Nothing if changed && new.facts == T::default() => {
            new.confirmed_on = None;
            new.confirmed_by = None;
        }
        Given::Nothing if changed => {
            new.confirmed_on = Some(today);
            new.confirmed_by = by.map(str::to_owned);
        }
        Given::Nothing => {}
    }
}
