//! The fields of a publication: question and answer, or a text; what was handed out is a line each.

use jiff::civil::Date;
use strum::IntoEnumIterator;

use crate::domain::publication::{self, Handed};
use crate::domain::publicity::Publicity;
use crate::domain::text::clean_text;
use crate::domain::{Publication, Vague, meeting};
use crate::form::date::read_vague;
use crate::form::parse::{ascii, code, code_text, codes, count, date, date_text, line, lines};
use crate::form::{Coded, Described, FieldError, FieldKind, Label, Part};

/// A field of a publication, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PublicationField {
    Kind,
    Series,
    Number,
    Edition,
    Title,
    Asked,
    Answer,
    AnsweredBy,
    AnsweredOn,
    Body,
    On,
    Publicity,
    Handed,
    Remark,
    Publishers,
    Source,
    Scenes,
    Projects,
}

impl PublicationField {
    /// Those that a publication of this kind has: a question is asked where something is answered, and only what is handed out has copies.
    pub fn of(one: &Publication) -> Vec<Self> {
        let kind = publication::kind(&one.kind);
        let asks = one.question.is_some() || one.kind == "qa";
        let is_handed = kind.is_some_and(|kind| kind.distributed) || !one.handed.is_empty();
        let is_numbered = kind.is_none_or(|kind| kind.numbered) || one.number.is_some() || !one.series.is_empty();
        let every = Self::iter().filter(|field| match field {
            Self::Asked | Self::Answer | Self::AnsweredBy | Self::AnsweredOn => asks,
            Self::Handed => is_handed,
            Self::Series | Self::Number => is_numbered,
            Self::Kind | Self::Edition | Self::Title | Self::Body | Self::On | Self::Publicity => true,
            Self::Remark | Self::Publishers | Self::Source | Self::Scenes | Self::Projects => true,
        });
        every.collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Kind | Self::Series | Self::Number | Self::Edition | Self::Title => "publication",
            Self::Asked | Self::Answer | Self::AnsweredBy | Self::AnsweredOn | Self::Body => "publication",
            Self::On | Self::Publicity | Self::Handed => "publication_more",
            Self::Remark | Self::Publishers | Self::Source | Self::Scenes | Self::Projects => "publication_more",
        }
    }
}

impl From<PublicationField> for Described {
    fn from(field: PublicationField) -> Self {
        let pair = |code: &str, ja, en| Coded { code: code.to_owned(), label: Label::Pair { ja, en } };
        let kind = match field {
            PublicationField::Kind => FieldKind::Choice {
                options: publication::kinds().iter().map(|kind| pair(kind.code, kind.ja, kind.en)).collect(),
                optional: false,
            },
            PublicationField::Number => FieldKind::Number,
            PublicationField::Series | PublicationField::Edition | PublicationField::Title => FieldKind::Line,
            PublicationField::Asked | PublicationField::Answer | PublicationField::Body => FieldKind::Text,
            PublicationField::AnsweredBy | PublicationField::Source => FieldKind::Line,
            PublicationField::AnsweredOn => FieldKind::Date,
            // A day, a month or a year.
            PublicationField::On => FieldKind::Line,
            PublicationField::Publicity => FieldKind::choice::<Publicity>("publicity", false),
            PublicationField::Handed | PublicationField::Remark | PublicationField::Publishers => FieldKind::Text,
            PublicationField::Scenes => {
                FieldKind::Several(meeting::scenes().iter().map(|one| pair(one.code, one.ja, one.en)).collect())
            }
            PublicationField::Projects => {
                FieldKind::Several(meeting::projects().iter().map(|one| pair(one.code, one.ja, one.en)).collect())
            }
        };
        let label = Label::Key(format!("form.publication.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of(field.part()), group: None }
    }
}

pub(in crate::form) fn get(one: &Publication, field: PublicationField) -> String {
    let question = one.question.as_ref();
    match field {
        PublicationField::Kind => one.kind.clone(),
        PublicationField::Series => one.series.clone(),
        PublicationField::Number => one.number.map(|number| number.to_string()).unwrap_or_default(),
        PublicationField::Edition => one.edition.clone(),
        PublicationField::Title => one.title.clone(),
        PublicationField::Asked => question.map(|question| question.asked.clone()).unwrap_or_default(),
        PublicationField::Answer => question.map(|question| question.answer.clone()).unwrap_or_default(),
        PublicationField::AnsweredBy => question.map(|question| question.by.clone()).unwrap_or_default(),
        PublicationField::AnsweredOn => date_text(question.and_then(|question| question.answered_on)),
        PublicationField::Body => one.body.clone(),
        PublicationField::On => one.on.to_string(),
        PublicationField::Publicity => code_text(Some(one.publicity)),
        PublicationField::Handed => one.handed.iter().map(handed_text).collect::<Vec<_>>().join("\n"),
        PublicationField::Remark => one.note.clone(),
        PublicationField::Publishers => one.publishers.join("\n"),
        PublicationField::Source => one.source.clone(),
        PublicationField::Scenes => one.scenes.join("\n"),
        PublicationField::Projects => one.projects.join("\n"),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(in crate::form) fn set(
    one: &mut Publication,
    field: PublicationField,
    typed: &str,
    today: Date,
) -> Result<(), FieldError> {
    let text = || line(typed).unwrap_or_default();
    let whole = || clean_text(typed).trim_end().to_owned();
    match field {
        PublicationField::Kind => {
            let code = line(typed).ok_or(FieldError::Missing)?;
            publication::kind(&code).ok_or(FieldError::NotAChoice)?.code.clone_into(&mut one.kind);
        }
        PublicationField::Series => one.series = text(),
        PublicationField::Number => one.number = count(typed)?,
        PublicationField::Edition => one.edition = text(),
        PublicationField::Title => one.title = text(),
        PublicationField::Asked => one.question.get_or_insert_default().asked = whole(),
        PublicationField::Answer => {
            let question = one.question.get_or_insert_default();
            question.answer = whole();
            question.answered_on = (!question.answer.is_empty()).then(|| question.answered_on.unwrap_or(today));
        }
        PublicationField::AnsweredBy => one.question.get_or_insert_default().by = text(),
        PublicationField::AnsweredOn => one.question.get_or_insert_default().answered_on = date(typed, today)?,
        PublicationField::Body => one.body = whole(),
        PublicationField::On => one.on = read_vague(typed, today).ok_or(FieldError::NotADate)?,
        PublicationField::Publicity => one.publicity = code(typed)?.ok_or(FieldError::Missing)?,
        PublicationField::Handed => one.handed = handed(typed, &one.handed, today)?,
        PublicationField::Remark => one.note = whole(),
        PublicationField::Publishers => one.publishers = lines(typed),
        PublicationField::Source => one.source = text(),
        PublicationField::Scenes => one.scenes = codes(typed, |code| meeting::scene(code).is_some())?,
        PublicationField::Projects => one.projects = codes(typed, |code| meeting::project(code).is_some())?,
    }
    Ok(())
}

/// What a publication cannot be without.
pub(in crate::form) fn faults(one: &Publication) -> Vec<(PublicationField, FieldError)> {
    let mut faults = Vec::new();
    if one.kind.is_empty() {
        faults.push((PublicationField::Kind, FieldError::Missing));
    }
    if one.called().is_empty() && one.body.is_empty() {
        let field = if one.kind == "qa" { PublicationField::Asked } else { PublicationField::Title };
        faults.push((field, FieldError::Missing));
    }
    faults
}

/// As it is stored: what somebody passed over was another text.
pub(in crate::form) fn saved(before: &Publication, mut after: Publication) -> Publication {
    if !after.says_the_same(before) {
        after.cleared = None;
    }
    after
}

/// `2026-06-01 通いの場 320`
fn handed_text(one: &Handed) -> String {
    let copies = if one.copies > 0 { one.copies.to_string() } else { String::new() };
    let parts = [one.on.to_string(), one.to.clone(), copies];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The day, where the line begins with one; at the end how many, in figures; between them to whom.
fn handed(typed: &str, before: &[Handed], today: Date) -> Result<Vec<Handed>, FieldError> {
    let one = |line: String| {
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        let on = read_vague(first, today).filter(|on| *on != Vague::Unknown);
        let rest = if on.is_some() { rest.trim() } else { &line };
        let (to, last) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
        let figures = ascii(last.trim_end_matches(['部', '冊', '枚', '個']));
        let is_count = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
        let (to, copies) = if is_count { (to.trim(), figures.parse().ok()) } else { (rest, Some(0)) };
        let copies = copies.ok_or(FieldError::NotANumber)?;
        let facility = before.iter().find(|one| one.to == to).and_then(|one| one.facility);
        Ok(Handed { on: on.unwrap_or(Vague::Unknown), to: to.to_owned(), facility, copies })
    };
    lines(typed).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::domain::publication::Cleared;

    const TODAY: Date = date(2026, 6, 12);

    fn made(facts: &[(PublicationField, &str)]) -> Publication {
        let mut one = Publication::default();
        for (field, text) in facts {
            set(&mut one, *field, text, TODAY).unwrap_or_else(|error| panic!("{field:?}: {error}"));
        }
        one
    }

    #[rstest]
    #[case("6/1 通いの場 320", Some(date(2026, 6, 1)), "通いの場", 320)]
    #[case("6/1　通いの場　３２０部", Some(date(2026, 6, 1)), "通いの場", 320)]
    #[case("民生委員 50", None, "民生委員", 50)]
    #[case("6/1 窓口", Some(date(2026, 6, 1)), "窓口", 0)]
    fn copies_are_read_as_they_are_written(
        #[case] typed: &str,
        #[case] on: Option<Date>,
        #[case] to: &str,
        #[case] copies: u32,
    ) {
        let one = made(&[(PublicationField::Handed, typed)]);
        let [handed] = &one.handed[..] else { panic!("one line") };
        assert_eq!((handed.on.day(), handed.to.as_str(), handed.copies), (on, to, copies));
        let again = made(&[(PublicationField::Handed, &get(&one, PublicationField::Handed))]);
        assert_eq!(again.handed, one.handed);
    }

    #[test]
    fn an_answer_has_a_day_as_long_as_it_stands() {
        let answered = made(&[(PublicationField::Asked, "送迎は"), (PublicationField::Answer, "続けます")]);
        assert_eq!(get(&answered, PublicationField::AnsweredOn), "2026-06-12");
        let taken_back = made(&[(PublicationField::Answer, "続けます"), (PublicationField::Answer, "")]);
        assert!(taken_back.is_unanswered() && taken_back.question.is_some_and(|one| one.answered_on.is_none()));
    }

    #[test]
    fn another_text_has_to_be_looked_at_anew() {
        let cleared = Cleared { on: TODAY, by: "hana".to_owned(), why: "架空の例".to_owned() };
        let before = Publication { body: "例".to_owned(), cleared: Some(cleared), ..Publication::default() };
        assert!(saved(&before, Publication { source: "市".to_owned(), ..before.clone() }).cleared.is_some());
        assert!(saved(&before, Publication { body: "別の例".to_owned(), ..before.clone() }).cleared.is_none());
    }

    #[test]
    fn a_question_is_asked_where_something_is_answered() {
        let has = |kind: &str, field| PublicationField::of(&made(&[(PublicationField::Kind, kind)])).contains(&field);
        assert!(has("qa", PublicationField::Asked) && !has("notice", PublicationField::Asked));
        assert!(has("leaflet", PublicationField::Handed) && !has("qa", PublicationField::Handed));
        assert!(has("notice", PublicationField::Number) && !has("leaflet", PublicationField::Number));
    }
}
