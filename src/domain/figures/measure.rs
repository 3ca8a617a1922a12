//! What is measured.

/// By which day a stay belongs to a year.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Basis {
    Admission,
    Discharge,
}

/// One share.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// 入院連絡率: somebody told the care manager of the admission, whenever.
    Contact,
    /// Within the limit of the checklist, of the stays whose limit is known.
    ContactInTime,
    /// 入院時情報提供: in the time of (I).
    SheetFirst,
    /// In that of (II).
    SheetSecond,
    SheetLate,
    /// Given, and nobody can say whether in time.
    SheetUnjudged,
    SheetNone,
    /// 退院支援連絡実施率: the hospital told of the discharge, of all discharges that are known.
    Told,
    ToldCare,
    ToldSupport,
    /// Neither 要介護 nor 要支援: not certified, or not known.
    ToldOther,
    /// 退院調整もれ率
    Untold,
    UntoldCare,
    UntoldSupport,
    UntoldOther,
    /// 退院前カンファレンス was held.
    Conference,
    /// 急な退院, of the discharges whose decision is known.
    Rush,
    /// Into any hospital within 30 days.
    Readmission,
}

impl Measure {
    pub const fn basis(self) -> Basis {
        match self {
            Self::Contact
            | Self::ContactInTime
            | Self::SheetFirst
            | Self::SheetSecond
            | Self::SheetLate
            | Self::SheetUnjudged
            | Self::SheetNone => Basis::Admission,
            Self::Told
            | Self::ToldCare
            | Self::ToldSupport
            | Self::ToldOther
            | Self::Untold
            | Self::UntoldCare
            | Self::UntoldSupport
            | Self::UntoldOther
            | Self::Conference
            | Self::Rush
            | Self::Readmission => Basis::Discharge,
        }
    }
}
