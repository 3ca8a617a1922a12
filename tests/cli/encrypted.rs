//! An encrypted register on the command line: its keys, its sentences, and no plain text anywhere.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::stage::*;

/// Plainly fictional, and found nowhere else.
const NAME: &str = "ねむの木診療所ヒミツ";
const PHONE: &str = "03-0444-5599";
const NOTE: &str = "夜間は裏口からZQXJ";
const PASSPHRASE: &str = "正しい馬の電池の釘";

/// A home with an encrypted register, opened by the key file `home.key`.
fn encrypted() -> (Stage, String) {
    let stage = Stage::new();
    let key = stage.path("home.key").to_str().unwrap().to_owned();
    stage.run(&["init", "--encrypt", "--key-file", &key]).ok();
    (stage, key)
}

fn secret_file(stage: &Stage, name: &str, text: &str) -> String {
    let path = stage.path(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Imports one facility with the marked name and number, and gives it the marked note.
fn fill(stage: &Stage, key: &str) {
    let file = stage.path("t_20260101.csv");
    fs::write(&file, format!("名,電話\n{NAME},{PHONE}\n")).unwrap();
    stage.run(&["import", file.to_str().unwrap(), "--map", "name=名,phone=電話", "--key-file", key]).ok();
    fs::remove_file(&file).unwrap();
    let found = stage.run(&["find", "--json", NAME, "--key-file", key]).ok().json();
    let id = found["items"][0]["id"].as_str().unwrap();
    stage.run_with(&["set", id, "note=-", "--key-file", key], NOTE).ok();
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// The files under a folder that hold one of these texts, in UTF-8 (as MessagePack has it too) or UTF-16.
fn holding(folder: &Path, texts: &[&str]) -> Vec<PathBuf> {
    let needles: Vec<Vec<u8>> = texts
        .iter()
        .flat_map(|text| {
            let wide: Vec<u16> = text.encode_utf16().collect();
            [
                text.as_bytes().to_vec(),
                wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
                wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
            ]
        })
        .collect();
    let mut all = Vec::new();
    files(folder, &mut all);
    all.retain(|path| {
        let bytes = fs::read(path).unwrap();
        needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
    });
    all
}

#[test]
fn no_plain_text_in_any_file_and_the_scan_would_see_it() {
    // Digits alone too: a phone number is kept in a normal form.
    let texts = [NAME, "診療所ヒミツ", PHONE, "0304445599", "0444-5599", NOTE, "ZQXJ"];
    let (stage, key) = encrypted();
    let temporary = stage.path("tmp");
    fs::create_dir(&temporary).unwrap();
    fill(&stage, &key);
    for verb in [&["find", NAME][..], &["export"], &["history"], &["doctor"], &["undo"], &["redo"]] {
        let mut command = stage.command(verb);
        command.env("TMPDIR", &temporary).env("RENKEI_KEY_FILE", &key);
        Ran::of(&mut command).ok();
    }
    assert!(stage.run(&["export", "--key-file", &key]).ok().text().contains(NAME));
    assert_eq!(holding(&stage.path(""), &texts), Vec::<PathBuf>::new());

    let plain = Stage::new();
    plain.run(&["init"]).ok();
    // A plain store asks for no key, whatever is named.
    fill(&plain, "/nowhere/x.key");
    assert_eq!(holding(&plain.path(""), &texts), [plain.data().join("renkei.redb")]);
}

#[test]
fn arguments_and_environment_of_the_program_hold_no_secret() {
    let stage = Stage::new();
    let phrase = secret_file(&stage, "phrase", &format!("{PASSPHRASE}\n"));
    stage.run(&["init", "--encrypt", "--passphrase-file", &phrase]).ok();
    stage.run(&["demo", "--load", "--passphrase-file", &phrase]).ok();
    // It waits for its standard input, so that it can be looked at.
    let mut child = stage.command(&["find", "-", "--passphrase-file", &phrase]).stdin(Stdio::piped()).spawn().unwrap();
    for part in ["cmdline", "environ"] {
        let bytes = fs::read(format!("/proc/{}/{part}", child.id())).unwrap();
        assert!(!bytes.windows(9).any(|window| window == &PASSPHRASE.as_bytes()[..9]), "{part}");
    }
    drop(child.stdin.take());
    child.wait().unwrap();
}

#[test]
fn every_way_to_name_the_key_opens_and_without_one_it_is_4() {
    let (stage, key) = encrypted();
    let doctor = || ["doctor", "--json"];
    let with = |change: &dyn Fn(&mut Command)| {
        let mut command = stage.command(&doctor());
        change(&mut command);
        Ran::of(&mut command)
    };
    assert_eq!(with(&|_| {}).code, 1, "doctor says the trouble and goes on");
    let ran = stage.run(&["find", "x"]).code(4);
    assert!(ran.err.contains("is encrypted") && ran.err.contains("--key-file"), "{}", ran.err);
    let facts = with(&|command| {
        command.args(["--key-file", &key]);
    })
    .ok()
    .json();
    assert_eq!((&facts["items"][0]["encrypted"], &facts["items"][0]["key_slots"]), (&"yes".into(), &1.into()));
    with(&|command| {
        command.env("RENKEI_KEY_FILE", &key);
    })
    .ok();
    let credentials = stage.path("credentials");
    fs::create_dir(&credentials).unwrap();
    fs::copy(&key, credentials.join("renkei.key")).unwrap();
    with(&|command| {
        command.env("CREDENTIALS_DIRECTORY", &credentials);
    })
    .ok();
    fs::create_dir_all(stage.path(".config/renkei")).unwrap();
    fs::write(stage.path(".config/renkei/config.toml"), format!("key_file = {key:?}\n")).unwrap();
    with(&|_| {}).ok();
    // What is said is stronger than what is set.
    assert_eq!(
        with(&|command| {
            command.env("RENKEI_KEY_FILE", "/nowhere");
        })
        .code,
        1
    );
}

#[test]
fn keys_are_added_changed_and_removed_and_the_last_one_stays() {
    let (stage, key) = encrypted();
    fill(&stage, &key);
    let before = fs::read(stage.data().join("renkei.redb")).unwrap().len();
    let phrase = secret_file(&stage, "phrase", PASSPHRASE);
    let short = secret_file(&stage, "short", "短い");
    let by_phrase = ["--passphrase-file", &phrase];
    stage.run(&["key", "add", "--label", "hana", "--new-passphrase-file", &phrase]).code(4);
    stage.run(&["key", "add", "--label", "hana", "--new-passphrase-file", &short, "--key-file", &key]).code(2);
    stage.run(&["key", "add", "--label", "hana", "--new-passphrase-file", &phrase, "--key-file", &key]).ok();
    stage.run(&["key", "add", "--label", "hana", "--new-passphrase-file", &phrase, "--key-file", &key]).code(1);
    let listed = stage.run(&["key", "list", "--json"]).ok().json();
    assert_eq!(listed["items"][0]["label"], "key-file");
    assert_eq!((&listed["items"][1]["label"], &listed["items"][1]["kind"]), (&"hana".into(), &"passphrase".into()));
    stage.run(&["find", NAME, by_phrase[0], by_phrase[1]]).ok();

    let other = stage.path("other.key").to_str().unwrap().to_owned();
    stage.run(&["key", "change", "nobody", "--new-key-file", &other, "--key-file", &key]).code(3);
    stage.run(&["key", "change", "key-file", "--new-key-file", &key, by_phrase[0], by_phrase[1]]).code(1);
    stage.run(&["key", "change", "key-file", "--new-key-file", &other, by_phrase[0], by_phrase[1]]).ok();
    let ran = stage.run(&["find", NAME, "--key-file", &key]).code(4);
    assert!(ran.err.contains("does not open"), "{}", ran.err);
    stage.run(&["find", NAME, "--key-file", &other]).ok();
    stage.run(&["key", "remove", "hana", "--key-file", &other]).ok();
    let ran = stage.run(&["find", NAME, by_phrase[0], by_phrase[1]]).code(4);
    assert!(ran.err.contains("passphrase is wrong"), "{}", ran.err);
    let ran = stage.run(&["key", "remove", "key-file", "--key-file", &other]).code(1);
    assert!(ran.err.contains("last key"), "{}", ran.err);
    stage.run(&["find", NAME, "--key-file", &other]).ok();
    let after = fs::read(stage.data().join("renkei.redb")).unwrap().len();
    assert!(after.abs_diff(before) < before / 2, "the data were not written anew: {before} -> {after}");
    stage.run(&["init", "--encrypt", "--key-file", &other]).code(4);
}

#[test]
fn every_trouble_with_keys_is_a_sentence_and_writes_nothing() {
    let (stage, key) = encrypted();
    fill(&stage, &key);
    let (data, keys) = (stage.data().join("renkei.redb"), stage.data().join("renkei.keys"));
    let kept = stage.path("kept");
    fs::create_dir(&kept).unwrap();
    let whole = (fs::read(&data).unwrap(), fs::read(&keys).unwrap());
    let said = |code: i32, word: &str, args: &[&str]| {
        let before = (fs::read(&data).ok(), fs::read(&keys).ok());
        let mut all = vec!["find", NAME];
        all.extend(args);
        let ran = stage.run(&all).code(code);
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
        assert!(!ran.err.contains(NAME), "{}", ran.err);
        assert!(before == (fs::read(&data).ok(), fs::read(&keys).ok()), "{word}: something was written");
    };
    let named = ["--key-file", key.as_str()];

    fs::remove_file(&keys).unwrap();
    said(1, "renkei.keys is missing", &named);
    fs::write(&keys, "{").unwrap();
    said(1, "cannot be understood", &named);
    let other = Stage::new();
    let foreign = other.path("k").to_str().unwrap().to_owned();
    other.run(&["init", "--encrypt", "--key-file", &foreign]).ok();
    fs::copy(other.data().join("renkei.keys"), &keys).unwrap();
    said(1, "belongs to another data file", &["--key-file", &foreign]);
    fs::write(&keys, &whole.1).unwrap();
    said(4, "does not open", &["--key-file", &foreign]);
    let wrong = secret_file(&stage, "wrong", "ちがう合言葉です");
    said(4, "passphrase is wrong", &["--passphrase-file", &wrong]);
    said(4, "is no key file", &["--key-file", &wrong]);
    said(4, "cannot be read as a key", &["--key-file", "/nowhere/key"]);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    said(4, "Everybody on this machine may read", &named);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();

    let plain = Stage::demo();
    fs::copy(plain.data().join("renkei.redb"), &data).unwrap();
    said(1, "is not encrypted, though", &named);
    fs::write(&data, &whole.0).unwrap();
    stage.run(&["find", NAME, named[0], named[1]]).ok();

    // Cut off before the mark that tells an encrypted file: never taken for a new one.
    for length in [1, 100, 4_095, 4_135] {
        for head in [&whole.0[..length], &vec![0; length]] {
            fs::write(&data, head).unwrap();
            said(6, "it ends too early", &named);
        }
    }

    // Damage to a page: told as damage, never as data.
    let mut altered = whole.0.clone();
    for byte in altered.iter_mut().skip(4_136).step_by(512) {
        *byte ^= 1;
    }
    fs::write(&data, &altered).unwrap();
    let ran = stage.run(&["export", "--key-file", &key]);
    assert!(ran.code == 6 && ran.out.is_empty(), "{}: {}", ran.code, ran.err);
}

#[test]
fn where_only_the_keys_are_left_nothing_is_made_and_a_backup_comes_back() {
    let (stage, key) = encrypted();
    fill(&stage, &key);
    let (data, file) = (stage.data().join("renkei.redb"), stage.path("a.backup"));
    let (file, named) = (file.to_str().unwrap(), ["--key-file", key.as_str()]);
    stage.run(&["backup", file, named[0], named[1]]).ok();
    fs::remove_file(&data).unwrap();
    for verb in [&["find", NAME][..], &["export"], &["history"], &["undo"], &["member", "list"], &["trash", "list"]] {
        let ran = stage.run(&[verb, &named[..]].concat()).code(6);
        assert!(ran.err.contains("renkei.redb is missing") && ran.err.contains("renkei restore"), "{}", ran.err);
        assert!(!data.exists(), "{verb:?} made an empty one");
    }
    stage.run(&["restore", file, named[0], named[1]]).ok();
    assert_eq!(stage.run(&["find", "--json", NAME, named[0], named[1]]).ok().json()["items"][0]["name"], NAME);
    assert!(holding(&stage.data(), &[NAME]).is_empty(), "it is encrypted again");
}
