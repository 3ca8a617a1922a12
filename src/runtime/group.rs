//! Groups of the system, by name and by number.

use crate::domain::text::clean_line;

const GROUPS: &str = "/etc/group";

/// The number of a group that is named by its name or by its number.
pub fn number(group: &str) -> Option<u32> {
    named(&list(), group).or_else(|| group.parse().ok())
}

/// The name of a group; its number where the list has none (a group of a directory service).
pub fn name(number: u32) -> String {
    numbered(&list(), number).unwrap_or_else(|| number.to_string())
}

fn list() -> String {
    std::fs::read_to_string(GROUPS).unwrap_or_default()
}

/// The lines of group(5), `name:password:number:members`: names and numbers.
fn pairs(list: &str) -> impl Iterator<Item = (&str, u32)> {
    list.lines().filter_map(|line| {
        let mut cells = line.split(':');
        let name = cells.next().filter(|name| !name.is_empty())?;
        Some((name, cells.nth(1)?.parse().ok()?))
    })
}

fn named(list: &str, wanted: &str) -> Option<u32> {
    pairs(list).find(|(name, _)| *name == wanted).map(|(_, number)| number)
}

fn numbered(list: &str, wanted: u32) -> Option<String> {
    pairs(list).find(|(_, number)| *number == wanted).map(|(name, _)| clean_line(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_found_by_name_and_by_number() {
        let list = "root:x:0:\nrenkei:x:985:hana,taro\nbroken\n:x:7:\n";
        assert_eq!(named(list, "renkei"), Some(985));
        assert_eq!(numbered(list, 985).as_deref(), Some("renkei"));
        assert_eq!((named(list, ""), named(list, "hana"), numbered(list, 7)), (None, None, None));
        assert_eq!(name(u32::MAX - 7), (u32::MAX - 7).to_string(), "a group without a name has its number");
    }
}
