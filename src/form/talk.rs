//! The fields of a talk with the hospital, and who took part as lines of text.

use jiff::civil::Date;

use super::parse::{code, code_text, date, line, time, time_text, yes_no, yes_no_text};
use super::{Described, FieldError, FieldKind, Label, Part, Profession};
use crate::domain::Conference;
use crate::domain::conference::{Participant, TalkKind};
use crate::domain::text::clean_text;

/// What stands in a line of the participants where a part is left out.
const NOTHING: &str = "-";

/// A field of a talk, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TalkField {
    Kind,
    On,
    From,
    Until,
    ByVideo,
    Place,
    Participants,
    Points,
    DocumentCopied,
    Consented,
}

impl TalkField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

impl From<TalkField> for Described {
    fn from(field: TalkField) -> Self {
        let (kind, part) = match field {
            TalkField::Kind => (FieldKind::choice::<TalkKind>("talk", false), "talk"),
            TalkField::On => (FieldKind::Date, "talk"),
            TalkField::From | TalkField::Until => (FieldKind::Time, "talk"),
            TalkField::ByVideo => (FieldKind::YesNo, "talk"),
            TalkField::Place => (FieldKind::Line, "talk"),
            TalkField::Participants => (FieldKind::Participants, "participants"),
            TalkField::Points => (FieldKind::Text, "points"),
            TalkField::DocumentCopied | TalkField::Consented => (FieldKind::YesNo, "points"),
        };
        Self {
            name: field.name().to_owned(),
            label: Label::Key(format!("form.talk.{}", field.name())),
            kind,
            part: Part::of(part),
            group: None,
        }
    }
}

pub(super) fn get(talk: &Conference, field: TalkField, professions: &[Profession]) -> String {
    match field {
        TalkField::Kind => code_text(Some(talk.kind)),
        TalkField::On => talk.on.to_string(),
        TalkField::From => time_text(talk.from),
        TalkField::Until => time_text(talk.until),
        TalkField::ByVideo => yes_no_text(talk.by_video),
        TalkField::Place => talk.place.clone(),
        TalkField::Participants => {
            let lines = talk.participants.iter().map(|participant| participant_line(participant, professions));
            lines.collect::<Vec<_>>().join("\n")
        }
        TalkField::Points => talk.points.clone(),
        TalkField::DocumentCopied => yes_no_text(talk.document_copied),
        TalkField::Consented => yes_no_text(talk.consented),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(
    talk: &mut Conference,
    field: TalkField,
    typed: &str,
    today: Date,
    professions: &[Profession],
) -> Result<(), FieldError> {
    match field {
        TalkField::Kind => talk.kind = code(typed)?.ok_or(FieldError::Missing)?,
        TalkField::On => talk.on = date(typed, today)?.ok_or(FieldError::Missing)?,
        TalkField::From => talk.from = time(typed)?,
        TalkField::Until => talk.until = time(typed)?,
        TalkField::ByVideo => talk.by_video = yes_no(typed)?,
        TalkField::Place => talk.place = line(typed).unwrap_or_default(),
        TalkField::Participants => talk.participants = participants(typed, professions)?,
        TalkField::Points => talk.points = clean_text(typed),
        TalkField::DocumentCopied => talk.document_copied = yes_no(typed)?,
        TalkField::Consented => talk.consented = yes_no(typed)?,
    }
    Ok(())
}

/// What cannot stand beside the other fields.
pub(super) fn faults(talk: &Conference) -> Vec<(TalkField, FieldError)> {
    match (talk.from, talk.until) {
        (Some(from), Some(until)) if until < from => vec![(TalkField::Until, FieldError::EndsBeforeStart)],
        (Some(_) | None, Some(_) | None) => Vec::new(),
    }
}

/// `看護師 架空病院 山田花子`; a part that is left out in the middle is `-`.
fn participant_line(participant: &Participant, professions: &[Profession]) -> String {
    let known = professions.iter().find(|profession| profession.code == participant.profession);
    let profession = known.map_or(participant.profession.as_str(), |profession| profession.label.as_str());
    // Blanks divide the parts.
    let place: String = participant.place.split_whitespace().collect();
    let place = if place.is_empty() { NOTHING.to_owned() } else { place };
    match (place.as_str(), participant.name.as_str()) {
        (NOTHING, "") => profession.to_owned(),
        (place, name) => format!("{profession} {place} {name}").trim_end().to_owned(),
    }
}

fn participants(typed: &str, professions: &[Profession]) -> Result<Vec<Participant>, FieldError> {
    let lines = clean_text(typed);
    lines.lines().filter(|line| !line.trim().is_empty()).map(|line| participant(line, professions)).collect()
}

fn participant(line: &str, professions: &[Profession]) -> Result<Participant, FieldError> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (profession, used) = profession(&words, professions)?;
    let mut words = words.into_iter().skip(used);
    let part = |text: &str| if text == NOTHING { String::new() } else { text.to_owned() };
    let place = words.next().map(part).unwrap_or_default();
    let name = words.collect::<Vec<_>>().join(" ");
    Ok(Participant { profession: profession.code.clone(), side: profession.side, place, name: part(&name) })
}

/// The profession at the beginning of a line, and of how many words its name is: in full, by its code, or by as much of its first word as no
/// other begins with (`ケアマネ`).
fn profession<'a>(words: &[&str], professions: &'a [Profession]) -> Result<(&'a Profession, usize), FieldError> {
    let first = *words.first().ok_or(FieldError::NotAParticipant)?;
    let in_full = professions.iter().filter_map(|profession| {
        let label: Vec<&str> = profession.label.split_whitespace().collect();
        words.starts_with(&label).then_some((profession, label.len()))
    });
    if let Some(found) = in_full.max_by_key(|(_, used)| *used) {
        return Ok(found);
    }
    if let Some(coded) = professions.iter().find(|profession| profession.code == first) {
        return Ok((coded, 1));
    }
    let mut begun = professions.iter().filter(|profession| profession.label.starts_with(first));
    match (begun.next(), begun.next()) {
        (Some(only), None) => Ok((only, 1)),
        (Some(_) | None, _) => Err(FieldError::UnknownProfession),
    }
}
