//! `renkei init`: one's own place and a group's, and who may do what there.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::stage::{Ran, Stage};

/// Accounts that no list knows: the kernel asks for numbers only.
const GROUP: u32 = 47_100;
const HANA: (u32, u32) = (47_001, GROUP);
const TARO: (u32, u32) = (47_002, GROUP);
const STRANGER: (u32, u32) = (47_003, 47_003);

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// Only root may become somebody else.
fn root(test: &str) -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        eprintln!("SKIPPED: {test}: only root can try other accounts");
    }
    root
}

/// The program as another account, under an umask that keeps everything to oneself.
fn run_as(stage: &Stage, (uid, gid): (u32, u32), args: &[&str]) -> Ran {
    let home = stage.path(&format!("home-{uid}"));
    if !home.exists() {
        fs::create_dir(&home).unwrap();
        std::os::unix::fs::chown(&home, Some(uid), Some(gid)).unwrap();
    }
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", "umask 077; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_renkei")]).args(args);
    command.env_clear().env("HOME", home).env("RENKEI_DATA_DIR", stage.data()).env("LC_ALL", "en_US.UTF-8");
    Ran::of(command.uid(uid).gid(gid).current_dir("/"))
}

/// A folder that everybody can pass through, as `/srv` is.
fn open_stage() -> Stage {
    let stage = Stage::new();
    fs::set_permissions(stage.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    stage
}

#[test]
fn one_s_own_place_is_empty_and_closed_to_others() {
    let stage = Stage::new();
    let made = stage.run(&["init"]).ok();
    assert_eq!(made.text(), "");
    assert!(made.err.contains("Made a place"), "{}", made.err);
    assert_eq!((mode(&stage.data()), mode(&stage.data().join("renkei.redb"))), (0o700, 0o600));
    assert_eq!(mode(&stage.data().join("backups")), 0o700);
    assert_eq!(stage.everything(), "");
}

#[test]
fn a_place_with_data_and_a_folder_with_anything_are_left_alone() {
    let stage = Stage::demo();
    let before = stage.everything();
    for args in [&["init"][..], &["init", "--group", "0"]] {
        let refused = stage.run(args).code(4);
        assert!(refused.err.contains("holds data already"), "{}", refused.err);
    }
    assert_eq!((stage.everything(), mode(&stage.data())), (before, 0o700));

    let home = stage.path("a-home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("letter"), "x").unwrap();
    let was = mode(&home);
    let refused = stage.run(&["init", "--group", "0", "--data-dir", home.to_str().unwrap()]).code(4);
    assert!(refused.err.contains("is not empty"), "{}", refused.err);
    assert_eq!((mode(&home), fs::read_dir(&home).unwrap().count()), (was, 1));

    let new = Stage::new();
    let refused = new.run(&["init", "--group", "no-such-group"]).code(2);
    assert!(refused.err.contains("no group no-such-group"), "{}", refused.err);
    new.run(&["init", "--read-only"]).code(4);
    assert!(!new.data().exists());
}

#[test]
fn two_of_the_group_write_and_a_stranger_is_told_what_to_do() {
    if !root("two_of_the_group_write_and_a_stranger_is_told_what_to_do") {
        return;
    }
    let stage = open_stage();
    let made = stage.run(&["init", "--group", &GROUP.to_string()]).ok();
    assert_eq!(made.text(), format!("data_dir = \"{}\"\n", stage.data().display()), "ready for the settings file");
    assert!(made.err.contains("/etc/renkei/config.toml") && !made.err.contains("cannot pass"), "{}", made.err);
    for (path, wanted) in
        [(stage.data(), 0o2770), (stage.data().join("renkei.redb"), 0o660), (stage.data().join("backups"), 0o2770)]
    {
        assert_eq!((mode(&path), fs::metadata(&path).unwrap().gid()), (wanted, GROUP), "{}", path.display());
    }

    run_as(&stage, HANA, &["demo", "--load"]).ok();
    let id = stage.first("梟谷診療所");
    run_as(&stage, TARO, &["set", &id, "note=太郎が書いた"]).ok();
    run_as(&stage, HANA, &["set", &id, "desk=花が書いた"]).ok();
    let shown = run_as(&stage, TARO, &["show", &id]).ok().text();
    assert!(shown.contains("太郎が書いた") && shown.contains("花が書いた"), "{shown}");
    // Everything that came to be there is the group's.
    for entry in fs::read_dir(stage.data()).unwrap().map(Result::unwrap) {
        let meta = entry.metadata().unwrap();
        let wanted = if meta.is_dir() { 0o2770 } else { 0o660 };
        assert_eq!((meta.mode() & 0o7777, meta.gid()), (wanted, GROUP), "{:?}", entry.file_name());
    }

    let before = stage.everything();
    for args in [&["find", "梟谷"][..], &["set", &id, "note=x"], &["export"], &["history"], &["undo"]] {
        let refused = run_as(&stage, STRANGER, args).code(4);
        assert!(refused.err.contains("may not read") && refused.err.contains("group"), "{args:?}: {}", refused.err);
        assert_eq!(refused.text(), "");
    }
    assert_eq!(stage.everything(), before);
}

#[test]
fn who_may_only_read_looks_and_writes_nothing() {
    if !root("who_may_only_read_looks_and_writes_nothing") {
        return;
    }
    let stage = open_stage();
    stage.run(&["init", "--group", &GROUP.to_string()]).ok();
    stage.run(&["demo", "--load"]).ok();
    let before = stage.everything();
    let id = stage.first("梟谷診療所");
    fs::set_permissions(stage.data().join("renkei.redb"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(run_as(&stage, HANA, &["find", "梟谷"]).ok().text().contains("梟谷"));
    run_as(&stage, HANA, &["show", &id]).ok();
    for args in [&["set", &id, "note=x"][..], &["undo"]] {
        let refused = run_as(&stage, HANA, args).code(4);
        assert!(refused.err.contains("cannot be written"), "{args:?}: {}", refused.err);
    }
    assert_eq!(stage.everything(), before);
}

#[test]
fn who_is_not_in_the_group_cannot_give_it_a_place() {
    if !root("who_is_not_in_the_group_cannot_give_it_a_place") {
        return;
    }
    let stage = open_stage();
    let inside = stage.path(&format!("home-{}/renkei", STRANGER.0));
    let args = ["init", "--group", &GROUP.to_string(), "--data-dir", inside.to_str().unwrap()];
    let refused = run_as(&stage, STRANGER, &args).code(1);
    assert!(refused.err.contains("only its members"), "{}", refused.err);
    assert!(!inside.join("renkei.redb").exists(), "no data file in a place that is not the group's");
    // Once it is done by somebody who may, the same place is taken.
    stage.run(&args).ok();
    // A member can, but others of the group cannot come into a home folder that is closed.
    let home = stage.path(&format!("home-{}", HANA.0));
    run_as(&stage, HANA, &["doctor"]).ok();
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
    let inside = home.join("renkei");
    let made =
        run_as(&stage, HANA, &["init", "--group", &GROUP.to_string(), "--data-dir", inside.to_str().unwrap()]).ok();
    assert!(made.err.contains("cannot pass through"), "{}", made.err);
}
