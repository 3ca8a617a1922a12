//! The way that renkei is for: a few letters, the right facility, its phone number in the clipboard.

use renkei::exchange::demo;

use super::demo::selected;
use super::pty::Pty;

/// A facility of the demo city; no other one is called like this.
pub const NAME: &str = "さくらケアサービス";

/// Its number, as the demo city has it.
pub fn phone() -> String {
    let city = demo::city(jiff::civil::date(2026, 6, 12));
    let mut found = city.facilities.iter().filter(|facility| facility.name() == NAME);
    let number = found.next().unwrap().phones().first().unwrap().display().to_owned();
    assert!(found.next().is_none(), "the name is no longer the name of one only");
    number
}

/// From the list to the facility, by what is typed into the search.
pub fn choose(pty: &Pty, letters: &str) {
    super::demo::show_facilities(pty);
    pty.type_keys("/");
    pty.wait_for("ローマ字");
    pty.type_keys(letters);
    let chosen = |seen: &super::pty::Seen| selected(seen).is_some_and(|row| row.contains("さくらケア"));
    drop(pty.wait_until("the hit", chosen));
    pty.type_keys("\r");
    drop(pty.wait_until("the list on it", |seen| {
        let contents = seen.parser.screen().contents();
        chosen(seen) && !contents.contains("ローマ字") && contents.contains(&phone())
    }));
}

/// F4 opens the menu of forms, and its first one is the phone number alone.
pub fn copy_by_menu(pty: &Pty) {
    pty.type_keys("\x1bOS");
    pty.wait_for("手動コピー画面");
    pty.type_keys("1");
    drop(pty.wait_until("the list again", |seen| !seen.parser.screen().contents().contains("手動コピー画面")));
}

/// The one key.
pub fn copy_at_once(pty: &Pty) {
    pty.type_keys("t");
}

/// Waits until the terminal's clipboard was set to exactly these texts, one after the other.
pub fn wait_for_clipboard(pty: &Pty, texts: &[&str]) {
    drop(pty.wait_until("the terminal's clipboard", |seen| seen.parser.callbacks().texts == texts));
}
