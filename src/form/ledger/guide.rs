//! The fields of a worry with the desks that help; the first to ask first.

use jiff::civil::Date;

use crate::domain::guide::Desk;
use crate::domain::{Guide, meeting};
use crate::form::parse::{codes, date, date_text, institution, institution_text, line};
use crate::form::{Coded, Described, FieldError, FieldKind, Label, Part};

/// Desks that the form has places for; of a worry with more of them the others stay as they are.
const DESKS: usize = 4;

/// A field of a worry, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuideField {
    Worry,
    Words,
    /// By its place from 0: an institution of the register, or its name.
    Desk(usize),
    /// What it helps with, and what to say there.
    Why(usize),
    Scenes,
    ConfirmedOn,
}

impl GuideField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        let desks = (0..DESKS).flat_map(|n| [Self::Desk(n), Self::Why(n)]);
        [Self::Worry, Self::Words].into_iter().chain(desks).chain([Self::Scenes, Self::ConfirmedOn]).collect()
    }

    /// The stable name.
    pub fn name(self) -> String {
        match self {
            Self::Worry => "worry".to_owned(),
            Self::Words => "words".to_owned(),
            Self::Desk(n) => format!("desk{}.facility", n + 1),
            Self::Why(n) => format!("desk{}.why", n + 1),
            Self::Scenes => "scenes".to_owned(),
            Self::ConfirmedOn => "confirmed_on".to_owned(),
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|field| field.name() == name)
    }
}

impl From<GuideField> for Described {
    fn from(field: GuideField) -> Self {
        let (part, kind, label) = match field {
            GuideField::Worry => ("guide", FieldKind::Line, Label::Key("form.guide.worry".to_owned())),
            GuideField::Words => ("guide", FieldKind::Line, Label::Key("form.guide.words".to_owned())),
            GuideField::Desk(n) => {
                let label = Label::Numbered { key: "form.guide.desk".to_owned(), n: n + 1 };
                ("guide", FieldKind::Institution(&[]), label)
            }
            GuideField::Why(_) => ("guide", FieldKind::Line, Label::Key("form.guide.why".to_owned())),
            GuideField::Scenes => {
                let pair = |code: &str, ja, en| Coded { code: code.to_owned(), label: Label::Pair { ja, en } };
                let options = meeting::scenes().iter().map(|one| pair(one.code, one.ja, one.en)).collect();
                ("guide_more", FieldKind::Several(options), Label::Key("form.guide.scenes".to_owned()))
            }
            GuideField::ConfirmedOn => {
                ("guide_more", FieldKind::Date, Label::Key("form.guide.confirmed_on".to_owned()))
            }
        };
        Self { name: field.name(), label, kind, part: Part::of(part), group: None }
    }
}

pub(in crate::form) fn get(guide: &Guide, field: GuideField) -> String {
    let desk = |n: usize| guide.desks.get(n);
    match field {
        GuideField::Worry => guide.worry.clone(),
        GuideField::Words => guide.words.join(" "),
        GuideField::Desk(n) => {
            desk(n).map(|desk| institution_text(desk.facility, &Some(desk.name.clone()))).unwrap_or_default()
        }
        GuideField::Why(n) => desk(n).map(|desk| desk.why.clone()).unwrap_or_default(),
        GuideField::Scenes => guide.scenes.join("\n"),
        GuideField::ConfirmedOn => date_text(guide.confirmed_on),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(in crate::form) fn set(guide: &mut Guide, field: GuideField, typed: &str, today: Date) -> Result<(), FieldError> {
    match field {
        GuideField::Worry => guide.worry = line(typed).unwrap_or_default(),
        GuideField::Words => {
            let words = line(typed).unwrap_or_default();
            guide.words =
                words.split([' ', '\u{3000}', '、', ',']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        }
        GuideField::Desk(n) => {
            let desk = desk_at(guide, n);
            let (facility, name) = institution(typed);
            (desk.facility, desk.name) = (facility, name.unwrap_or_default());
        }
        GuideField::Why(n) => desk_at(guide, n).why = line(typed).unwrap_or_default(),
        GuideField::Scenes => guide.scenes = codes(typed, |code| meeting::scene(code).is_some())?,
        GuideField::ConfirmedOn => {
            guide.confirmed_on = date(typed, today)?;
            if guide.confirmed_on.is_some_and(|day| day > today) {
                return Err(FieldError::InTheFuture);
            }
        }
    }
    Ok(())
}

fn desk_at(guide: &mut Guide, n: usize) -> &mut Desk {
    if guide.desks.len() <= n {
        guide.desks.resize_with(n + 1, Desk::default);
    }
    &mut guide.desks[n]
}

/// What a worry cannot be without: itself, and a desk that has a name.
pub(in crate::form) fn faults(guide: &Guide) -> Vec<(String, FieldError)> {
    let is_named = |desk: &Desk| desk.facility.is_some() || !desk.name.is_empty();
    let mut faults = Vec::new();
    if guide.worry.is_empty() {
        faults.push((GuideField::Worry.name(), FieldError::Missing));
    }
    if !guide.desks.iter().any(is_named) {
        faults.push((GuideField::Desk(0).name(), FieldError::Missing));
    }
    for (n, desk) in guide.desks.iter().enumerate() {
        if !is_named(desk) && !desk.why.is_empty() {
            faults.push((GuideField::Desk(n).name(), FieldError::Missing));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::FacilityId;

    const TODAY: Date = date(2026, 6, 12);

    #[test]
    fn every_field_gives_back_what_it_was_given() {
        let known = FacilityId::from_bytes([7; 16]).to_string();
        let facts = [
            (GuideField::Worry, "夜が心配"),
            (GuideField::Words, "夜間 急変"),
            (GuideField::Desk(0), known.as_str()),
            (GuideField::Why(0), "まずここへ"),
            (GuideField::Desk(1), "市の窓口"),
            (GuideField::Scenes, "emergency"),
            (GuideField::ConfirmedOn, "2026-06-01"),
        ];
        let mut guide = Guide::default();
        for (field, text) in facts {
            set(&mut guide, field, text, TODAY).unwrap();
            assert_eq!(get(&guide, field), text, "{field:?}");
        }
        assert_eq!((guide.desks.len(), guide.words.len(), faults(&guide).len()), (2, 2, 0));
    }

    #[test]
    fn a_worry_leads_somewhere() {
        let mut guide = Guide { worry: "夜が心配".to_owned(), ..Guide::default() };
        assert_eq!(faults(&guide), [("desk1.facility".to_owned(), FieldError::Missing)]);
        set(&mut guide, GuideField::Desk(0), "市の窓口", TODAY).unwrap();
        set(&mut guide, GuideField::Why(2), "だれへ?", TODAY).unwrap();
        assert_eq!(faults(&guide), [("desk3.facility".to_owned(), FieldError::Missing)]);
        assert_eq!(set(&mut guide, GuideField::ConfirmedOn, "2026-06-13", TODAY), Err(FieldError::InTheFuture));
    }
}
