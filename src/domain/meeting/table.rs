//! What a meeting speaks of in codes: data in `kind.tsv`, `scene.tsv`, `project.tsv` and `attendee.tsv`, never code.

use std::sync::OnceLock;

use crate::domain::publicity::Publicity;
use crate::domain::text::table_rows;

/// One line of `kind.tsv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingKind {
    pub code: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
    /// What is proposed for a new meeting of the kind.
    pub scenes: Vec<&'static str>,
    pub projects: Vec<&'static str>,
    pub publicity: Publicity,
    /// Cases are spoken of.
    pub anonymous: bool,
    /// Are lines asked for? A night café needs numbers and three topics only.
    pub agenda: bool,
}

/// One of the four scenes, 場面: a line of `scene.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scene {
    pub code: &'static str,
    /// ① to ④
    pub number: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
}

/// One of the eight projects of the law, 事業: a line of `project.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Project {
    pub code: &'static str,
    /// ア to ク
    pub sign: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
}

/// Who comes to meetings, 職種: a line of `attendee.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Profession {
    pub code: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
    /// `medical`, `care`, `public` or `citizen`.
    pub group: &'static str,
}

/// Every kind of meeting, in the order of the data file.
pub fn kinds() -> &'static [MeetingKind] {
    static TABLE: OnceLock<Vec<MeetingKind>> = OnceLock::new();
    TABLE.get_or_init(|| table_rows(include_str!("kind.tsv")).filter_map(|cells| read_kind(&cells)).collect())
}

fn read_kind(cells: &[&'static str]) -> Option<MeetingKind> {
    let [code, ja, short_ja, en, scenes, projects, publicity, anonymous, agenda, ..] = *cells else { return None };
    let list = |text: &'static str| text.split(',').filter(|code| !code.is_empty()).collect();
    Some(MeetingKind {
        code,
        ja,
        short_ja,
        en,
        scenes: list(scenes),
        projects: list(projects),
        publicity: publicity.parse().ok()?,
        anonymous: anonymous == "yes",
        agenda: agenda == "yes",
    })
}

/// The line of a kind's code, where it is known.
pub fn kind(code: &str) -> Option<&'static MeetingKind> {
    kinds().iter().find(|kind| kind.code == code)
}

/// The four scenes.
pub fn scenes() -> &'static [Scene] {
    static TABLE: OnceLock<Vec<Scene>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, number, ja, short_ja, en, ..] = *cells else { return None };
            Some(Scene { code, number, ja, short_ja, en })
        };
        table_rows(include_str!("scene.tsv")).filter_map(read).collect()
    })
}

/// The line of a scene's code, where it is known.
pub fn scene(code: &str) -> Option<&'static Scene> {
    scenes().iter().find(|scene| scene.code == code)
}

/// The eight projects.
pub fn projects() -> &'static [Project] {
    static TABLE: OnceLock<Vec<Project>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, sign, ja, short_ja, en, ..] = *cells else { return None };
            Some(Project { code, sign, ja, short_ja, en })
        };
        table_rows(include_str!("project.tsv")).filter_map(read).collect()
    })
}

/// The line of a project's code, where it is known.
pub fn project(code: &str) -> Option<&'static Project> {
    projects().iter().find(|project| project.code == code)
}

/// Every profession, in the order of the data file.
pub fn professions() -> &'static [Profession] {
    static TABLE: OnceLock<Vec<Profession>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, short_ja, en, group, ..] = *cells else { return None };
            Some(Profession { code, ja, short_ja, en, group })
        };
        table_rows(include_str!("attendee.tsv")).filter_map(read).collect()
    })
}

/// The line of a profession's code, where it is known.
pub fn profession(code: &str) -> Option<&'static Profession> {
    professions().iter().find(|profession| profession.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_names_what_is_there() {
        let lines = table_rows(include_str!("kind.tsv")).count();
        assert_eq!(kinds().len(), lines);
        assert_eq!((scenes().len(), projects().len()), (4, 8));
        assert_eq!(professions().len(), table_rows(include_str!("attendee.tsv")).count());
        for kind in kinds() {
            assert!(kind.scenes.iter().all(|code| scene(code).is_some()), "{}", kind.code);
            assert!(kind.projects.iter().all(|code| project(code).is_some()), "{}", kind.code);
        }
        assert!(kind("providers").is_some_and(|kind| kind.agenda && !kind.anonymous));
        assert!(kind("night_cafe").is_some_and(|kind| !kind.agenda));
    }
}
