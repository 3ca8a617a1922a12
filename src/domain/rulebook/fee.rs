//! A fee of the insurance in one period of validity.

use jiff::civil::Date;

/// What is claimed, how much of it, since when, and what is known of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fee {
    /// ASCII, the same in all its versions: `nyuin_joho`.
    pub code: String,
    pub name: String,
    /// Who claims it, in words.
    pub claimed_by: String,
    pub valid_from: Date,
    /// The last day; `None`: it goes on.
    pub valid_to: Option<Date>,
    /// Label and number, in the order of the file.
    pub amounts: Vec<(String, u32)>,
    /// 単位 or 点.
    pub unit: String,
    /// At most once in a calendar month for a person.
    pub once_a_month: bool,
    pub confirmation: Confirmation,
    pub note: String,
    /// When a sheet has to be sent for it.
    pub sending: Option<SendingRule>,
}

/// Was a source of it seen (domain.md, at its head)?
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumString, strum::EnumIter, strum::IntoStaticStr)]
pub enum Confirmation {
    /// 公開資料で確かめた
    V,
    /// 一般知識: to be asked before it is relied on.
    K,
}

/// 入院時情報連携加算: by when the sheet has to be sent for (I) and for (II).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SendingRule {
    pub one: SendingLimit,
    pub two: SendingLimit,
}

/// The last day of sending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SendingLimit {
    /// Within so many days; the setting says whether the admission's day is the first.
    Within { days: i32, confirmed: bool },
    /// So many days of the calendar after the admission.
    After {
        days: i32,
        /// Instead, where the admission was after hours or on a day off.
        late: Option<i32>,
        /// An admission before the hours begin is not after them: was a source of that seen?
        early_confirmed: bool,
        /// Where the admission was after hours on a working day and the limit is a day off: so many days more, once.
        extension: Option<LatePart>,
    },
}

/// A limit's part that may be known less well than the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LatePart {
    pub days: i32,
    pub confirmed: bool,
}

impl Fee {
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Have the two days in common?
    pub fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| a.valid_to.is_some_and(|last| last < b.valid_from);
        self.code == other.code && !ends_before(self, other) && !ends_before(other, self)
    }

    pub const fn is_confirmed(&self) -> bool {
        matches!(self.confirmation, Confirmation::V)
    }
}
