//! What a card speaks of in codes: data in `device.tsv` and `support_role.tsv`, never code.

use std::sync::OnceLock;

/// One line of `device.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeviceInfo {
    pub code: &'static str,
    /// Is somebody who depends on it on the list for disasters?
    pub for_disasters: bool,
    pub ja: &'static str,
    pub en: &'static str,
}

/// One line of `support_role.tsv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleInfo {
    pub code: &'static str,
    /// Kinds of institution that are offered; empty for all.
    pub kinds: Vec<&'static str>,
    pub ja: &'static str,
    pub en: &'static str,
}

/// Every device, in the order of the data file: the gravest first.
pub fn devices() -> &'static [DeviceInfo] {
    static TABLE: OnceLock<Vec<DeviceInfo>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let device = |[code, listed, ja, en]: [&'static str; 4]| DeviceInfo {
            code,
            for_disasters: listed == "disaster",
            ja,
            en,
        };
        rows(include_str!("device.tsv")).map(device).collect()
    })
}

/// The line of a device's code, where it is known.
pub fn device(code: &str) -> Option<&'static DeviceInfo> {
    devices().iter().find(|info| info.code == code)
}

/// Every role of a supporter, in the order of the data file.
pub fn support_roles() -> &'static [RoleInfo] {
    static TABLE: OnceLock<Vec<RoleInfo>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let role = |[code, kinds, ja, en]: [&'static str; 4]| RoleInfo {
            code,
            kinds: kinds.split(',').filter(|kind| *kind != "-").collect(),
            ja,
            en,
        };
        rows(include_str!("support_role.tsv")).map(role).collect()
    })
}

/// The line of a role's code, where it is known.
pub fn support_role(code: &str) -> Option<&'static RoleInfo> {
    support_roles().iter().find(|info| info.code == code)
}

fn rows(text: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?, cells.next()?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(devices().iter().filter(|info| info.for_disasters).count(), 4);
        assert_eq!(device("oxygen").map(|info| info.ja), Some("在宅酸素"));
        assert!(support_roles().len() > 5);
        for role in support_roles() {
            for kind in &role.kinds {
                assert!(crate::domain::facility::kind::table().iter().any(|info| info.code == *kind), "{kind}");
            }
        }
    }
}
