//! What the engine says of one limit.

use jiff::civil::Date;

use crate::domain::checklist::{DateBasis, Item, Level, Missing, Point};
use crate::domain::episode::EndReason;

/// One limit of one item. An item with several limits has several, in the order of its rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned<'a> {
    pub item: &'a Item,
    /// Names the second and further limits; the first only where it needs a name.
    pub label: Option<&'a str>,
    /// The last day. Of a done item the day that held; `None` unless `Dated` or `Done`.
    pub due: Option<Date>,
    /// The first day of a window.
    pub from: Option<Date>,
    pub state: State,
    /// `None` where the variant leaves the item out.
    pub level: Option<Level>,
    /// Where the date comes from; `None` where the item does not apply.
    pub basis: Option<DateBasis>,
    pub reason: Reason<'a>,
    /// A source of the rule was seen.
    pub confirmed: bool,
    /// The limit is a day off of the office: the last working day before it.
    pub working_day_before: Option<Date>,
    pub remark: Option<Remark>,
    /// What a sheet that was sent meets.
    pub met: Option<Met>,
}

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    Dated,
    /// The day that it is counted from is not known yet.
    Undated,
    NotApplicable(Why),
    /// 不要: the stay ended so.
    NotNeeded(EndReason),
    Done(Date),
}

/// Why it does not apply.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// The variant leaves it out.
    Variant(Missing),
    /// 要支援: 対象外.
    SupportNeed,
    /// 未認定
    NotCertified,
    /// 月1回のため対象外
    OnceAMonth,
    /// The hospital has notified another 入退院支援加算, or none.
    SupportFee,
    Ward,
    /// No planned admission.
    NotPlanned,
    NoTransfer,
}

/// The rule that set the date, or would.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reason<'a> {
    /// What it was counted from.
    pub point: &'a Point,
    pub by: By,
    /// 急な退院 gave the date.
    pub rush: bool,
    /// Until that item is done, its limit is borrowed.
    pub pending: Option<&'a str>,
    /// 入院時情報連携加算: which case of its rule.
    pub sending: Option<Sending>,
}

/// What was done with the day counted from the anchor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum By {
    /// It is the day itself.
    Count,
    /// A second day, which is earlier or later.
    Also,
    /// It may not lie before that day.
    Floor,
    /// It may not lie after that day.
    NotAfter,
    /// No weekday among the counted days: the first one after them.
    FirstWeekday,
}

/// A case of the rule of 入院時情報連携加算.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Sending {
    /// (I), else (II).
    pub one: bool,
    pub case: SendingCase,
    /// How many days after the admission its last day lies; for `Within` the n of 「n 日以内」.
    pub days: i32,
    /// The office's hours were not given: the usual ones were taken.
    pub assumed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum SendingCase {
    /// Within the office's hours.
    Daytime,
    /// The hour is not known: as in the daytime.
    UnknownTime,
    /// Before the hours began, which is not after them.
    Early,
    AfterHours,
    DayOff,
    /// (II) after hours, where the second day after is a day off: one day more.
    ThirdDay,
    /// By the older rule: within n days.
    Within,
    /// No rule is kept for the day of admission.
    NoRule,
}

/// What is to be added.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Remark {
    /// 「入院日+3 も可か保険者に確認」: the day, and how many days after the admission it is.
    AskInsurer { on: Date, days: i32 },
}

/// Which limit was kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
pub enum Met {
    #[strum(serialize = "I")]
    One,
    #[strum(serialize = "II")]
    Two,
    #[strum(serialize = "missed")]
    Missed,
}

impl Planned<'_> {
    /// Still to be done, with or without a day.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Dated | State::Undated)
    }
}
