//! That a publication is made public somewhere: where, on which day; and why what may name somebody may stand.

use jiff::civil::Date;
use strum::IntoEnumIterator;

use crate::domain::Publication;
use crate::domain::anonymity::Finding;
use crate::domain::publication::{Cleared, Held, Post, judge, place, places};
use crate::form::parse::{date, fits, line};
use crate::form::{Coded, Described, Entry, Faults, FieldError, FieldKind, Label, Part};

/// A field of the form, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PostingField {
    PostPlace,
    PostOn,
    PostUrl,
    /// Why what was found may stand.
    ClearedWhy,
}

/// What the check of the text has found, as of this revision of the record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scrutiny {
    pub rev: u64,
    pub findings: Vec<Finding>,
    /// It comes of a meeting that speaks of cases: nobody can pass that over.
    pub anonymous: bool,
}

impl PostingField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        Self::iter().collect()
    }

    /// Those that are asked. The reason is asked only where there is something to pass over.
    pub fn of(scrutiny: &Scrutiny) -> Vec<Self> {
        let asks = scrutiny.findings.iter().any(|one| one.what.is_hard()) && !scrutiny.anonymous;
        Self::iter().filter(|field| *field != Self::ClearedWhy || asks).collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

impl From<PostingField> for Described {
    fn from(field: PostingField) -> Self {
        let kind = match field {
            PostingField::PostPlace => FieldKind::Choice {
                options: places()
                    .iter()
                    .map(|one| Coded { code: one.code.to_owned(), label: Label::Pair { ja: one.ja, en: one.en } })
                    .collect(),
                optional: true,
            },
            PostingField::PostOn => FieldKind::Date,
            PostingField::PostUrl | PostingField::ClearedWhy => FieldKind::Line,
        };
        let label = Label::Key(format!("form.posting.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of("posting"), group: None }
    }
}

/// Nothing is said of a new posting but the reason that was given before.
pub(in crate::form) fn get(one: &Publication, field: PostingField) -> String {
    match field {
        PostingField::PostPlace | PostingField::PostOn | PostingField::PostUrl => String::new(),
        PostingField::ClearedWhy => one.cleared.as_ref().map(|cleared| cleared.why.clone()).unwrap_or_default(),
    }
}

/// The record with one posting more; an empty day is today.
pub(in crate::form) fn posted(
    base: &Publication,
    scrutiny: &Scrutiny,
    entries: &[Entry],
    today: Date,
    by: Option<&str>,
) -> Result<Publication, Faults> {
    let text = |field: PostingField| entries.iter().find(|entry| entry.name() == field.name()).map_or("", Entry::text);
    let mut faults: Faults =
        entries.iter().filter_map(|entry| Some((entry.name().to_owned(), fits(entry.text()).err()?))).collect();
    let mut fault = |field: PostingField, error| faults.push((field.name().to_owned(), error));
    let on = match date(text(PostingField::PostOn), today) {
        Ok(Some(day)) if day > today => Err(FieldError::NotYet),
        Ok(day) => Ok(day.unwrap_or(today)),
        Err(error) => Err(error),
    };
    let on = on.unwrap_or_else(|error| {
        fault(PostingField::PostOn, error);
        today
    });
    let mut made = base.clone();
    if let Some(why) = line(text(PostingField::ClearedWhy))
        && base.cleared.as_ref().is_none_or(|cleared| cleared.why != why)
    {
        made.cleared = Some(Cleared { on: today, by: by.unwrap_or_default().to_owned(), why });
    }
    match place(text(PostingField::PostPlace)) {
        None => fault(PostingField::PostPlace, FieldError::Missing),
        Some(_) if base.is_unanswered() => fault(PostingField::PostPlace, FieldError::NotAnswered),
        // Somebody has changed the text since it was looked at.
        Some(_) if base.rev != scrutiny.rev => fault(PostingField::PostPlace, FieldError::LookAgain),
        Some(place) => {
            let cleared = made.cleared.as_ref();
            match judge(scrutiny.findings.clone(), base.publicity, place, scrutiny.anonymous, cleared) {
                Ok(_) => {
                    let url = line(text(PostingField::PostUrl)).unwrap_or_default();
                    made.posts.push(Post { place: place.code.to_owned(), on: on.into(), url });
                }
                Err(Held::Narrower { .. }) => fault(PostingField::PostPlace, FieldError::Narrower),
                Err(Held::MayName { is_final: true, .. }) => {
                    fault(PostingField::PostPlace, FieldError::MayNameFinal);
                }
                Err(Held::MayName { .. }) => fault(PostingField::ClearedWhy, FieldError::MayName),
            }
        }
    }
    if faults.is_empty() { Ok(made) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::anonymity::Clue;
    use crate::domain::publication::Question;
    use crate::domain::publicity::Publicity;

    const TODAY: Date = date(2026, 6, 12);

    fn typed(facts: &[(PostingField, &str)]) -> Vec<Entry> {
        let entry = |(field, text): &(PostingField, &str)| {
            let mut entry = Entry::new(*field, String::new());
            entry.insert(text);
            entry
        };
        facts.iter().map(entry).collect()
    }

    fn hard() -> Scrutiny {
        Scrutiny { rev: 0, findings: vec![Finding { what: Clue::Addressed, at: 0..3 }], anonymous: false }
    }

    fn error(base: &Publication, scrutiny: &Scrutiny, facts: &[(PostingField, &str)]) -> Option<FieldError> {
        let faults = posted(base, scrutiny, &typed(facts), TODAY, Some("hana")).err()?;
        faults.first().map(|(_, error)| *error)
    }

    #[test]
    fn what_may_name_somebody_goes_out_with_a_reason_or_not_at_all() {
        let base = Publication { body: "例".to_owned(), publicity: Publicity::Open, ..Publication::default() };
        let site = (PostingField::PostPlace, "city_site");
        let why = (PostingField::ClearedWhy, "架空の例");
        assert_eq!(error(&base, &hard(), &[site]), Some(FieldError::MayName));
        let made = posted(&base, &hard(), &typed(&[site, why]), TODAY, Some("hana")).unwrap();
        assert_eq!(made.posts.len(), 1);
        assert!(made.cleared.is_some_and(|cleared| cleared.by == "hana" && cleared.on == TODAY));
        let of_cases = Scrutiny { anonymous: true, ..hard() };
        assert_eq!(error(&base, &of_cases, &[site, why]), Some(FieldError::MayNameFinal));
        assert!(!PostingField::of(&of_cases).contains(&PostingField::ClearedWhy));
    }

    #[test]
    fn it_goes_where_no_more_people_read_once_it_is_answered_and_looked_at() {
        let open = Publication { publicity: Publicity::Open, ..Publication::default() };
        let calm = Scrutiny::default();
        let site = (PostingField::PostPlace, "city_site");
        assert_eq!(error(&open, &calm, &[site]), None);
        assert_eq!(error(&open, &calm, &[]), Some(FieldError::Missing));
        assert_eq!(error(&open, &calm, &[site, (PostingField::PostOn, "6/13")]), Some(FieldError::NotYet));
        assert_eq!(error(&Publication { rev: 4, ..open.clone() }, &calm, &[site]), Some(FieldError::LookAgain));
        let asked = Publication { question: Some(Question::default()), ..open.clone() };
        assert_eq!(error(&asked, &calm, &[site]), Some(FieldError::NotAnswered));
        let narrow = Publication { publicity: Publicity::Partners, ..open };
        assert_eq!(error(&narrow, &calm, &[site]), Some(FieldError::Narrower));
    }
}
