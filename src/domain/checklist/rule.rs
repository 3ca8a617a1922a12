//! How the limits of an item follow from the dates of a stay: what the text of an item says, its rule can say.

use serde::{Deserialize, Serialize};

use super::Anchor;
use crate::domain::episode::{SupportFee, Ward};

/// The rule of one item. Dates are made by [`crate::domain::deadline`], never kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// The first limit.
    pub limit: Limit,
    /// Other limits of the same item, each with a label (A03's II, the order for the visiting nurses ...).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<Limit>,
    /// 急な退院: what takes the place of the first limit; `None`: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rush: Option<Rush>,
    /// The item concerns only such stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Until the item of this code is done, this one borrows that one's first limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<String>,
    /// 加算の期限が要介護だけの物: for 要支援 it is 対象外.
    #[serde(default)]
    pub care_only: bool,
    /// Nor does it concern anybody who is not certified (未認定); 申請中 and unknown stay.
    #[serde(default)]
    pub certified_only: bool,
    /// The item is fulfilled on that day of the stay, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_by: Option<Anchor>,
    /// Where the date itself comes from, for a duty; a guide's date is a guide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<DateBasis>,
    /// A source of the rule itself was seen; `false`: by hearsay, to be asked.
    #[serde(default = "yes")]
    pub confirmed: bool,
}

/// One limit of an item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Limit {
    /// `None` for the only or first limit that needs no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub at: Point,
    /// The first day of a window; the limit is its last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Point>,
    /// Other days of which the earlier or later one counts, where they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// Never before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Point>,
    /// Never after this day, which is the stronger of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Point>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extend: Option<Extend>,
    /// Only where the hospital has notified this 入退院支援加算, or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_fee: Option<SupportFee>,
    /// Only on such a ward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ward: Option<Ward>,
}

/// A day counted from another.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Point {
    pub anchor: Anchor,
    pub offset: i32,
    #[serde(default)]
    pub unit: Unit,
    /// 「n 日以内」: whether the first day counts is a setting (`count_admission_as_day1`).
    #[serde(default)]
    pub day_count: bool,
}

/// What an offset counts.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Unit {
    /// Days of the calendar.
    #[default]
    Day,
    /// Days on which the office works.
    WorkingDay,
    /// The same day n months on, else that month's last.
    Month,
    /// The last day of n months that begin with the anchor: the day before the same day, and the month's last where that is missing.
    MonthIncl,
}

/// A second day beside the first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Also {
    pub at: Point,
    pub op: Op,
}

/// Which of two days counts.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Op {
    Min,
    Max,
}

/// By which rule a limit may lie later.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Extend {
    /// Where no weekday (平日) lies among the counted days, the first one after them (domain.md 2.2, A06).
    FirstWeekday,
}

/// The limit under 急な退院.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rush {
    pub at: Point,
    pub mode: RushMode,
    /// Does the limit's `not_after` hold for it too?
    #[serde(default = "yes")]
    pub bounded: bool,
}

/// How it goes with the usual limit.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RushMode {
    /// It takes its place.
    Replace,
    /// The earlier of the two: a rush makes no limit later.
    Min,
    /// Nothing changes.
    Same,
}

/// What must hold for a stay.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum When {
    /// 予定入院
    Planned,
    /// 転院
    Transfer,
}

/// Where the date itself comes from: a duty may have a day that is only advice.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DateBasis {
    /// 制度
    System,
    /// 目安
    Guide,
}

const fn yes() -> bool {
    true
}

impl Rule {
    /// Every limit, the first one first.
    pub fn limits(&self) -> impl Iterator<Item = &Limit> {
        std::iter::once(&self.limit).chain(&self.extra)
    }
}

impl Limit {
    /// A limit without conditions.
    pub const fn new(at: Point) -> Self {
        Self {
            label: None,
            at,
            from: None,
            also: Vec::new(),
            floor: None,
            not_after: None,
            extend: None,
            support_fee: None,
            ward: None,
        }
    }
}

impl Point {
    pub const fn days(anchor: Anchor, offset: i32) -> Self {
        Self { anchor, offset, unit: Unit::Day, day_count: false }
    }
}
