use std::os::unix::fs::PermissionsExt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rstest::rstest;

use super::*;

const NOTHING: ClipboardEnv = ClipboardEnv { tmux: false, screen: false, ssh: false, desktop: false };

#[rstest]
#[case::tmux_over_ssh(ClipboardEnv { tmux: true, ssh: true, desktop: true, ..NOTHING }, Some(Route::Tmux))]
#[case::screen_over_ssh(ClipboardEnv { screen: true, ssh: true, ..NOTHING }, Some(Route::Screen))]
#[case::ssh_with_a_display(ClipboardEnv { ssh: true, desktop: true, ..NOTHING }, Some(Route::Osc52))]
#[case::desktop(ClipboardEnv { desktop: true, ..NOTHING }, Some(Route::System))]
#[case::console(NOTHING, Some(Route::Osc52))]
fn the_first_way(#[case] env: ClipboardEnv, #[case] route: Option<Route>) {
    assert_eq!(env.first(ClipboardChoice::Auto), route);
    assert_eq!(env.first(ClipboardChoice::Off), None);
    assert_eq!(env.first(ClipboardChoice::System), Some(Route::System));
}

#[test]
fn the_environment_is_read_by_its_variables() {
    let env = |name: &str| ClipboardEnv::of(&Environment::from([(name, "x")]));
    assert!(env("TMUX").tmux && env("STY").screen && env("SSH_TTY").ssh && env("SSH_CONNECTION").ssh);
    assert!(env("DISPLAY").desktop && env("WAYLAND_DISPLAY").desktop);
}

fn copy(choice: ClipboardChoice, text: &str) -> (Result<Route, CopyError>, Vec<u8>) {
    let mut out = Vec::new();
    let outcome = Clipboard::new(NOTHING, choice).copy(CopyText(text.into()), &mut out);
    (outcome, out)
}

#[test]
fn osc_52_carries_the_text() {
    let (outcome, bytes) = copy(ClipboardChoice::Auto, "訪問看護 03-0123-4567");
    assert_eq!(outcome, Ok(Route::Osc52));
    let text = String::from_utf8(bytes).unwrap();
    let encoded = text.strip_prefix("\x1b]52;c;").and_then(|t| t.strip_suffix("\x1b\\")).unwrap();
    assert_eq!(BASE64_STANDARD.decode(encoded).unwrap(), "訪問看護 03-0123-4567".as_bytes());
}

#[test]
fn screen_gets_small_pieces_that_make_the_whole() {
    let long = "連携".repeat(500);
    let (outcome, bytes) = copy(ClipboardChoice::Screen, &long);
    assert_eq!(outcome, Ok(Route::Screen));
    let text = String::from_utf8(bytes).unwrap();
    let mut inner = String::new();
    for piece in text.split_inclusive("\x1b\\") {
        assert!(piece.len() <= 260, "{}", piece.len());
        inner.push_str(piece.strip_prefix("\x1bP").and_then(|p| p.strip_suffix("\x1b\\")).unwrap());
    }
    let encoded = inner.strip_prefix("\x1b]52;c;").and_then(|t| t.strip_suffix('\x07')).unwrap();
    assert_eq!(BASE64_STANDARD.decode(encoded).unwrap(), long.as_bytes());
}

#[test]
fn passthrough_doubles_every_escape() {
    let text = String::from_utf8(tmux_passthrough("a").to_vec()).unwrap();
    assert_eq!(text, "\x1bPtmux;\x1b\x1b]52;c;YQ==\x1b\x1b\\\x1b\\");
}

#[test]
fn too_much_and_switched_off_are_said() {
    let (outcome, bytes) = copy(ClipboardChoice::Osc52, &"a".repeat(LIMIT + 1));
    assert_eq!(outcome, Err(CopyError::TooLarge { size: LIMIT + 1, limit: LIMIT }));
    assert!(bytes.is_empty());
    assert_eq!(copy(ClipboardChoice::Osc52, &"a".repeat(LIMIT)).0, Ok(Route::Osc52));
    assert_eq!(copy(ClipboardChoice::Off, "a").0, Err(CopyError::Off));
}

/// A program in the place of tmux that keeps its input and arguments, and ends as it is told.
fn pretended_tmux(folder: &std::path::Path, code: u8) -> std::path::PathBuf {
    let program = folder.join("tmux");
    let keep = folder.join("kept");
    let script = format!("#!/bin/sh\necho \"$@\" > '{0}.args'\ncat > '{0}'\nexit {code}\n", keep.display());
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    program
}

#[test]
fn tmux_gets_the_text_on_its_standard_input_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut clipboard = Clipboard::new(ClipboardEnv { tmux: true, ..NOTHING }, ClipboardChoice::Auto)
        .with_tmux(pretended_tmux(folder.path(), 0));
    let mut out = Vec::new();
    assert_eq!(clipboard.copy(CopyText("連携室".into()), &mut out), Ok(Route::Tmux));
    assert!(out.is_empty(), "nothing goes to the terminal as well");
    assert_eq!(std::fs::read_to_string(folder.path().join("kept")).unwrap(), "連携室");
    assert_eq!(std::fs::read_to_string(folder.path().join("kept.args")).unwrap().trim(), "load-buffer -w -b renkei -");
}

#[rstest]
#[case::old_tmux(Some(1))]
#[case::no_tmux(None)]
fn where_tmux_fails_passthrough_is_tried(#[case] code: Option<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let program = code.map_or_else(|| folder.path().join("none"), |code| pretended_tmux(folder.path(), code));
    let mut clipboard =
        Clipboard::new(ClipboardEnv { tmux: true, ..NOTHING }, ClipboardChoice::Auto).with_tmux(program);
    let mut out = Vec::new();
    assert_eq!(clipboard.copy(CopyText("a".into()), &mut out), Ok(Route::TmuxPassthrough));
    assert_eq!(out, *tmux_passthrough("a"));
}

/// More than a pipe holds, and nobody reads: the copy ends all the same.
#[test]
fn a_tmux_that_hangs_does_not_hold_the_copy_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("tmux");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let (sender, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let tmux = ClipboardEnv { tmux: true, ..NOTHING };
        let mut clipboard = Clipboard::new(tmux, ClipboardChoice::Auto).with_tmux(program);
        sender.send(clipboard.copy(CopyText("a".repeat(LIMIT)), &mut Vec::new())).unwrap();
    });
    let outcome = ended.recv_timeout(std::time::Duration::from_secs(30)).expect("it came back");
    assert_eq!(outcome, Ok(Route::TmuxPassthrough));
}
