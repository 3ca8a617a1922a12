//! What a rule file is about, and the files that are built in.

use strum::IntoEnumIterator;

/// What a rule file is about; its name begins so.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum FileKind {
    Checklist,
    Fees,
    /// Who takes part in talks.
    Professions,
    /// The fees that follow from talks.
    TalkFees,
    /// The form of a sheet: `form-<name>.toml`.
    Form,
    /// The template of a survey: `survey-<name>.toml`.
    Survey,
    Hours,
    Syukujitsu,
}

impl FileKind {
    /// By a file's name: `checklist-kuwana.toml`, `syukujitsu.csv`.
    pub fn of(file_name: &str) -> Option<Self> {
        Self::iter().find(|kind| {
            let name: &'static str = kind.into();
            let rest = file_name.strip_prefix(name);
            let rest = if matches!(kind, Self::Form | Self::Survey) {
                rest.and_then(|rest| rest.strip_prefix('-'))
            } else {
                rest
            };
            rest.is_some_and(|rest| rest.ends_with(kind.ending()))
        })
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Checklist | Self::Fees | Self::Professions | Self::TalkFees => ".toml",
            Self::Form | Self::Survey | Self::Hours => ".toml",
            Self::Syukujitsu => ".csv",
        }
    }
}

/// The files that are built in, with their comments, by their names without the ending. Forms stand in the order in which they are
/// offered; holidays are computed and have no file.
pub const BUILT_IN: [(&str, &str); 9] = [
    ("checklist", include_str!("checklist.toml")),
    ("fees", include_str!("fees.toml")),
    ("professions", include_str!("professions.toml")),
    ("talk-fees", include_str!("talk-fees.toml")),
    ("form-admission-sheet", include_str!("form-admission-sheet.toml")),
    ("form-discharge-record", include_str!("form-discharge-record.toml")),
    ("form-conference-record", include_str!("form-conference-record.toml")),
    ("survey-continuity", include_str!("survey-continuity.toml")),
    ("hours", include_str!("hours.toml")),
];

/// A built-in file by its name without the ending.
pub fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
