//! Orders of the facility list.

/// How the list is ordered; the stable word goes into the session file.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Default,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// Pinned ones first, then by reading of the name.
    #[default]
    Name,
    /// Nearest to the reference point first; without coordinates last.
    Distance,
    /// Longest unconfirmed local facts first.
    Age,
    Kind,
}
