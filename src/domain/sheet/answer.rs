//! A value as a reader sees it.

use jiff::civil::Date;

use super::{FieldKind, SheetField};
use crate::domain::era;
use crate::domain::text::clean_text;

/// What stands in a field, sanitised and spelled out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Blank,
    /// Lines stay lines.
    Said(String),
    /// Every option, the chosen ones marked; a value that is no option (any more) comes last, marked.
    Marked(Vec<Mark>),
    /// It must not go out this way, filled or not: that it is blank would tell something too.
    ByPhone,
}

/// One option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub text: String,
    pub chosen: bool,
}

/// The options chosen in a value of [`FieldKind::Several`].
pub fn picks(value: &str) -> impl Iterator<Item = &str> {
    value.lines().map(str::trim).filter(|pick| !pick.is_empty())
}

impl SheetField {
    /// The answer for a reader; `None` is a field that nobody filled.
    pub fn answer(&self, value: Option<&str>) -> Answer {
        let value = clean_text(value.unwrap_or_default());
        match &self.kind {
            FieldKind::YesNo { yes, no } => {
                let options = [yes.clone(), no.clone()];
                match value.as_str() {
                    "yes" => marked(&options, &[yes]),
                    "no" => marked(&options, &[no]),
                    other => marked(&options, &picks(other).collect::<Vec<_>>()),
                }
            }
            FieldKind::Choice(options) => {
                let chosen: &[&str] = if value.is_empty() { &[] } else { &[&value] };
                marked(options, chosen)
            }
            FieldKind::Several(options) => marked(options, &picks(&value).collect::<Vec<_>>()),
            _ if value.is_empty() => Answer::Blank,
            FieldKind::Date => Answer::Said(value.parse::<Date>().map_or(value, era::japanese)),
            FieldKind::Number | FieldKind::Line | FieldKind::Text | FieldKind::Phone => {
                Answer::Said(if self.unit.is_empty() { value } else { format!("{value}{}", clean_text(&self.unit)) })
            }
        }
    }

    /// As [`Self::answer`], for a FAX.
    pub fn answer_by_fax(&self, value: Option<&str>) -> Answer {
        if self.fax { self.answer(value) } else { Answer::ByPhone }
    }
}

fn marked(options: &[String], chosen: &[&str]) -> Answer {
    let mut marks: Vec<Mark> = options
        .iter()
        .map(|option| Mark { text: clean_text(option), chosen: chosen.contains(&option.as_str()) })
        .collect();
    let strange = chosen.iter().filter(|pick| !options.iter().any(|option| option == *pick));
    marks.extend(strange.map(|pick| Mark { text: (*pick).to_owned(), chosen: true }));
    Answer::Marked(marks)
}
