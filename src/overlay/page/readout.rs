//! The card as it is read to 119: one page without scrolling, in the order in which it is asked for (domain.md 4.3).

use jiff::civil::DateTime;

use super::Line;
use super::card::{document, medical_summary, names_of_devices, resuscitation, said_of_who, said_reach, warnings};
use crate::domain::Person;
use crate::domain::card::{EmergencyCall, Moment, Reach, reach};
use crate::domain::person::Sex;
use crate::domain::text::clean_line;
use crate::paint::{Role, Widths, wrap};
use crate::pane::Context;
use crate::pane::card::age_and_level;
use crate::pane::dates::long_date;

/// A call is read out as long as it is this one.
const CALL_HOURS: i64 = 6;
/// Cells of a line beside its label, on the smallest full screen.
const CELLS: u16 = 64;
/// Cells of the labels.
pub(super) const LABEL: u16 = 12;
/// Lines of a block, where it does not need more.
const MOST: usize = 4;

/// Facts that belong together, under one label.
pub(super) struct Block {
    label: String,
    lines: Vec<(String, Role)>,
    /// So many lines are there whatever happens, and no more than so many.
    least: usize,
    most: usize,
    /// A blank line before it, where there is room.
    breathes: bool,
}

impl Block {
    fn new(label: &str, least: usize, lines: Vec<(String, Role)>) -> Self {
        let least = least.min(lines.len());
        Self { label: label.to_owned(), lines, least, most: least.max(MOST), breathes: true }
    }

    fn close(self) -> Self {
        Self { breathes: false, ..self }
    }
}

/// The lines of the page, never more than `rows`: every block with what it must have, then the others in their order, then blank lines.
pub(super) fn fitted(blocks: Vec<Block>, rows: usize, more: &str) -> Vec<Line> {
    let blocks: Vec<Block> = blocks.into_iter().filter(|block| !block.lines.is_empty()).collect();
    let mut given: Vec<usize> = blocks.iter().map(|block| block.least).collect();
    let mut left = rows.saturating_sub(given.iter().sum());
    // A line for each in turn: a long text takes nothing from the others.
    while left > 0 {
        let before = left;
        for (block, given) in blocks.iter().zip(&mut given) {
            if left > 0 && *given < block.lines.len().min(block.most) {
                *given += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    let mut lines = Vec::new();
    for (block, given) in blocks.into_iter().zip(given) {
        if block.breathes && left > 0 && !lines.is_empty() {
            left -= 1;
            lines.push(Line::fact("", "", Role::Text));
        }
        let cut = block.lines.len() > given;
        for (at, (text, role)) in block.lines.into_iter().take(given).enumerate() {
            let text = if cut && at + 1 == given { format!("{text} {more}") } else { text };
            lines.push(Line::fact(if at == 0 { block.label.clone() } else { String::new() }, text, role).whole());
        }
    }
    lines.truncate(rows);
    lines
}

/// What is read out, block by block.
pub(super) fn blocks(cx: &Context<'_>, person: &Person) -> Vec<Block> {
    let words = cx.words;
    let label = |key: &str| words.get(&format!("readout.{key}")).to_owned();
    let (card, medical) = (&person.card, &person.card.medical);
    let moment = moment(cx);
    let text = |text: String, role: Role| if text.is_empty() { Vec::new() } else { vec![(text, role)] };
    let broken = |lines: &[&str], role: Role| {
        let joined = lines.iter().flat_map(|text| text.lines()).map(clean_line).filter(|line| !line.is_empty());
        let joined = joined.collect::<Vec<_>>().join("  ");
        if joined.is_empty() {
            Vec::new()
        } else {
            wrap(&joined, CELLS, Widths::Wide).into_iter().map(|line| (line, role)).collect()
        }
    };
    let numbers: Vec<(String, Role)> =
        reach::contacts(person, &moment).iter().take(4).map(|one| number(cx, one)).collect();
    let numbers =
        if numbers.is_empty() { text(words.get("readout.no_contact").to_owned(), Role::Warn) } else { numbers };
    let doctors: Vec<Reach> = reach::supporters(person, &moment, cx.registry);
    let doctor = doctors
        .iter()
        .find(|one| one.who == reach::Who::Doctor)
        .map(|one| (format!("{}  {}", clean_line(&one.name), said_reach(cx, one)), Role::Title))
        .or_else(|| doctor_without_number(cx, person));
    let none = medical.allergies.trim() == words.get("readout.nobody");
    let mut grave = broken(&[&medical.allergies], if none { Role::Text } else { Role::Bad });
    if grave.is_empty() {
        grave = text(words.get("readout.no_allergy").to_owned(), Role::Text);
    }
    let mut devices = names_of_devices(cx, person);
    devices.extend((!medical.device_note.is_empty()).then(|| clean_line(&medical.device_note)));
    devices.extend(medical.anticoagulant.then(|| words.get("readout.anticoagulant").to_owned()));
    let mut wish = text(resuscitation(cx, person), Role::Title);
    wish.extend(warnings(cx, person).iter().flat_map(|line| broken(&[line], Role::Warn)));
    wish.extend(broken(&[&document(cx, person)], Role::Text));
    let hospital = reach::called(
        &card.wishes.hospital,
        &card.wishes.hospital.facility.and_then(|id| reach::Directory::listed(cx.registry, id)).unwrap_or_default(),
    );
    vec![
        Block::new(&label("who"), 1, vec![(who(cx, person), Role::Title)]),
        Block::new(&label("address"), 1, text(address(person), Role::Text)).close(),
        Block::new(&label("entry"), 1, broken(&[&card.entry, &card.language], Role::Text)).close(),
        Block::new(&label("numbers"), 2, numbers),
        Block::new(&label("allergies"), 1, grave),
        Block::new(&label("devices"), 1, broken(&devices.iter().map(String::as_str).collect::<Vec<_>>(), Role::Warn))
            .close(),
        Block::new(
            &label("illnesses"),
            1,
            broken(&[&medical.illnesses, &medical.history, &medical.infections], Role::Text),
        ),
        Block::new(&label("medicines"), 1, broken(&[&medical.medicines], Role::Text)).close(),
        Block::new(&label("usual"), 0, text(medical_summary(cx, person), Role::Text)).close(),
        Block::new(&label("wish"), wish.len(), wish),
        Block::new(&label("doctor"), 1, doctor.into_iter().collect()),
        Block::new(&label("hospital"), 0, text(hospital, Role::Text)).close(),
        Block::new(&label("call"), 2, call(cx, person)),
    ]
}

pub(super) fn moment<'a>(cx: &'a Context<'_>) -> Moment<'a> {
    cx.casebook.rulebook().moment(cx.now.wall.datetime())
}

/// Name, reading, sex, age with the birth date, care level.
fn who(cx: &Context<'_>, person: &Person) -> String {
    let words = cx.words;
    let sex = person.sex.map(|sex: Sex| words.get(&format!("form.value.sex.{sex}")).to_owned()).unwrap_or_default();
    let born = person.birth_date.map(|day| words.say("readout.born", &[("day", &long_date(day))])).unwrap_or_default();
    let kana = person.kana.as_deref().map(clean_line).unwrap_or_default();
    let level = age_and_level(person, cx.now.today(), words);
    let parts = [clean_line(&person.name), kana, sex, level, born];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("  ")
}

fn address(person: &Person) -> String {
    let phone = person.phone.as_ref().map(|phone| phone.display().to_owned()).unwrap_or_default();
    format!("{}  {phone}", person.address.as_deref().map(clean_line).unwrap_or_default()).trim().to_owned()
}

/// Who it is, is asked for even where nobody wrote down a number.
fn doctor_without_number(cx: &Context<'_>, person: &Person) -> Option<(String, Role)> {
    let listed = person.doctor.facility.and_then(|id| reach::Directory::listed(cx.registry, id)).unwrap_or_default();
    let name = clean_line(&reach::called(&person.doctor, &listed));
    (!name.is_empty()).then(|| (format!("{name}  {}", cx.words.get("readout.no_number")), Role::Text))
}

fn number(cx: &Context<'_>, one: &Reach) -> (String, Role) {
    use crate::domain::card::Reachable;
    let role = match one.reachable {
        Reachable::Now => Role::Title,
        Reachable::Unknown => Role::Text,
        Reachable::Later => Role::Label,
    };
    (format!("{} {}  {}", said_of_who(cx, one), clean_line(&one.name), said_reach(cx, one)), role)
}

/// What was written for the call of now.
fn call(cx: &Context<'_>, person: &Person) -> Vec<(String, Role)> {
    let now = cx.now.wall.datetime();
    let young = |call: &&EmergencyCall| call.at.is_some_and(|at| is_young(at, now));
    let Some(call) = person.card.calls.last().filter(young) else { return Vec::new() };
    let said = |key: &str, text: &str| {
        let text = clean_line(text);
        (!text.is_empty()).then(|| format!("{} {text}", cx.words.get(&format!("form.call.{key}"))))
    };
    let first = [said("found_at", &call.found_at), said("symptoms", &call.symptoms), said("course", &call.course)];
    let second = [
        said("last_meal", &call.last_meal),
        said("vitals", &call.vitals),
        said("done", &call.done),
        said("caller", &call.caller),
    ];
    let line = |parts: &[Option<String>]| parts.iter().flatten().cloned().collect::<Vec<_>>().join("  ");
    [line(&first), line(&second)].into_iter().filter(|text| !text.is_empty()).map(|text| (text, Role::Title)).collect()
}

fn is_young(at: DateTime, now: DateTime) -> bool {
    at <= now && at.checked_add(jiff::Span::new().hours(CALL_HOURS)).is_ok_and(|end| now < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(label: &str, least: usize, lines: usize) -> Block {
        Block::new(label, least, (0..lines).map(|n| (format!("{label}{n}"), Role::Text)).collect())
    }

    #[test]
    fn what_must_be_there_is_there_before_anything_grows() {
        let lines = fitted(vec![block("a", 1, 9), block("b", 2, 3), block("c", 1, 1)], 6, "..");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a0", "a1 ..", "b0", "b1", "b2", "c0"]);
    }

    #[test]
    fn blank_lines_come_last() {
        let lines = fitted(vec![block("a", 1, 1), block("b", 1, 1), block("c", 1, 1), block("d", 0, 0)], 4, "..");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a0", "", "b0", "c0"]);
    }
}
