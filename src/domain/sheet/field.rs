//! One blank of a form.

use std::collections::BTreeMap;

use super::Origin;

/// A field as the form's data file describes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetField {
    /// Stable, ASCII: values are kept by it.
    pub name: String,
    pub label: String,
    /// The heading inside the part that it stands under (ADL, 口腔), where it has one.
    pub group: Option<String>,
    pub kind: FieldKind,
    /// Printed behind the value (歳, 回/月); may be empty.
    pub unit: String,
    /// May it go out by FAX? Where not, the FAX form says 電話で, filled or not.
    pub fax: bool,
    /// Is the sheet incomplete without it?
    pub required: bool,
    /// Belongs to one admission: not taken over to the next (see also [`Origin::is_of_stay`]).
    pub fresh: bool,
    /// Where its first value comes from.
    pub origin: Option<Origin>,
    /// What a code of the register (`female`, `care3`) is called among the options.
    pub codes: BTreeMap<String, String>,
    pub width: Width,
}

/// What may stand in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    Line,
    /// Several lines.
    Text,
    Number,
    Date,
    Phone,
    /// With the words for both, as the paper has them (あり, なし).
    YesNo {
        yes: String,
        no: String,
    },
    /// One of these.
    Choice(Vec<String>),
    /// Any of these.
    Several(Vec<String>),
}

/// How much of a row it takes on paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, strum::EnumString, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Width {
    #[default]
    Full,
    Half,
    Third,
    Quarter,
}

impl Width {
    /// In twelfths of a row.
    pub const fn twelfths(self) -> usize {
        match self {
            Self::Full => 12,
            Self::Half => 6,
            Self::Third => 4,
            Self::Quarter => 3,
        }
    }
}

impl SheetField {
    /// Does a new admission ask for it anew?
    pub fn is_fresh(&self) -> bool {
        self.fresh || self.origin.is_some_and(Origin::is_of_stay)
    }

    /// The options, where there are any to choose from.
    pub fn options(&self) -> &[String] {
        match &self.kind {
            FieldKind::Choice(options) | FieldKind::Several(options) => options,
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::Phone
            | FieldKind::YesNo { .. } => &[],
        }
    }
}
