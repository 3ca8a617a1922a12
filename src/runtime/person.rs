//! Who is at the keyboard: from the system, never from the environment.

use crate::domain::Author;
use crate::domain::text::clean_line;

/// The account of this process: its uid, and its name from the account list (or `uid 1000` where it is not listed).
pub fn author() -> Author {
    let uid = rustix::process::getuid().as_raw();
    let name = std::fs::read_to_string("/etc/passwd")
        .ok()
        .and_then(|list| {
            list.lines().find_map(|line| {
                let mut cells = line.split(':');
                let name = cells.next()?;
                (cells.nth(1)?.parse() == Ok(uid)).then(|| clean_line(name))
            })
        })
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| format!("uid {uid}"));
    Author::account(uid, name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_process_has_an_author() {
        let author = super::author();
        assert_eq!(author.uid, rustix::process::getuid().as_raw());
        assert!(!author.name.is_empty());
    }
}
