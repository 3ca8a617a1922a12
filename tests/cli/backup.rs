//! `renkei backup` and `renkei restore`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::stage::{Stage, fixture};

/// A place with data from files, local facts, and something taken back.
fn lived_in() -> Stage {
    let stage = Stage::new();
    stage.import(&[fixture("medical_202601.csv")], &[]).ok();
    let id = stage.first("梟谷病院");
    stage.run(&["set", &id, "note=午後は電話がつながりにくい"]).ok();
    stage.run(&["set", &id, "note=まちがい"]).ok();
    stage.run(&["undo"]).ok();
    stage
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn age_key(stage: &Stage, name: &str) -> (String, String) {
    use age::secrecy::ExposeSecret;
    let identity = age::x25519::Identity::generate();
    let path = stage.path(name);
    fs::write(&path, format!("# a key\n{}\n", identity.to_string().expose_secret())).unwrap();
    (identity.to_public().to_string(), path.to_str().unwrap().to_owned())
}

#[test]
fn backup_delete_everything_restore_gives_the_same_bytes() {
    let stage = lived_in();
    let before = stage.everything();
    let history = stage.run(&["history", "--json"]).ok().out;
    stage.run(&["backup", "all.backup"]).ok();
    fs::remove_dir_all(stage.data()).unwrap();
    stage.run(&["restore", "all.backup"]).ok();
    assert!(!before.is_empty());
    assert_eq!(stage.everything(), before);
    // The history is there too, and what was done last before the backup can be put back and taken back.
    let after = stage.run(&["history", "--json"]).ok().json();
    let before_it: serde_json::Value = serde_json::from_slice(&history).unwrap();
    let count = before_it["items"].as_array().unwrap().len();
    assert_eq!(after["items"].as_array().unwrap()[1..], before_it["items"].as_array().unwrap()[..count]);
    stage.run(&["redo"]).ok();
    assert!(stage.everything().contains("まちがい"));
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before);
}

#[test]
fn a_restore_over_data_asks_and_keeps_what_was_there() {
    let stage = lived_in();
    stage.run(&["backup", "all.backup"]).ok();
    let old = stage.everything();
    let id = stage.first("梟谷病院");
    stage.run(&["set", &id, "note=あとから"]).ok();
    let newer = stage.everything();
    // Nobody to ask, no --yes: nothing happens.
    stage.run(&["restore", "all.backup"]).code(2);
    assert_eq!(stage.everything(), newer);
    assert!(!stage.data().join("backups").exists());
    let ran = stage.run(&["restore", "all.backup", "--yes"]).ok();
    assert_eq!(stage.everything(), old);
    let kept = names(&stage.data().join("backups"));
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].starts_with("renkei-2") && kept[0].ends_with("Z-before-restore.backup"), "{kept:?}");
    assert!(ran.err.contains(&kept[0]), "{}", ran.err);
    // And what was kept brings the newer state back.
    let kept = stage.data().join("backups").join(&kept[0]);
    stage.run(&["restore", kept.to_str().unwrap(), "--yes"]).ok();
    assert_eq!(stage.everything(), newer);
}

#[test]
fn wrong_keys_and_damaged_files_change_nothing_and_say_so() {
    let stage = lived_in();
    let before = stage.everything();
    let (public, secret) = age_key(&stage, "key.txt");
    let (_, other) = age_key(&stage, "other.txt");
    // As one keyboard writes it and another.
    for (name, text, mode) in [
        ("word", "ただしいごうげん\n", 0o600),
        ("apart", "たた\u{3099}しいこ\u{3099}うけ\u{3099}ん\n", 0o600),
        ("wrong", "ちがう合言葉\n", 0o600),
        ("open", "ただしいごうげん\n", 0o644),
    ] {
        fs::write(stage.path(name), text).unwrap();
        fs::set_permissions(stage.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    stage.run(&["backup", "plain.backup"]).ok();
    stage.run(&["backup", "key.backup", "--recipient", &public]).ok();
    stage.run(&["backup", "word.backup", "--passphrase-file", "word"]).ok();
    let plain = fs::read(stage.path("plain.backup")).unwrap();
    fs::write(stage.path("short.backup"), &plain[..plain.len() / 2]).unwrap();
    fs::write(stage.path("letter.backup"), "拝啓").unwrap();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["key.backup", "--identity", &other], 1, "This key does not open the backup"),
        (&["key.backup"], 1, "--identity FILE"),
        (&["word.backup", "--passphrase-file", "wrong"], 1, "The passphrase is wrong"),
        (&["word.backup", "--passphrase-file", "missing"], 4, "missing cannot be read as a key"),
        (&["word.backup", "--passphrase-file", "open"], 4, "may read open"),
        (&["word.backup", "--identity", &secret], 2, "--passphrase-file FILE"),
        (&["short.backup"], 6, "damaged"),
        (&["letter.backup"], 1, "is not a backup"),
        (&["missing.backup"], 1, "Cannot read missing.backup"),
    ];
    for (args, code, sentence) in cases {
        for command in ["restore", "backup"] {
            let mut line = vec![command];
            line.extend(args);
            line.push(if command == "backup" { "--verify" } else { "--yes" });
            let ran = stage.run(&line).code(code);
            assert!(ran.err.contains(sentence), "{line:?}: {}", ran.err);
        }
        assert_eq!(stage.everything(), before);
    }
    assert!(!stage.data().join("backups").exists(), "nothing was about to be replaced");
    for args in [["key.backup", "--identity", &secret], ["word.backup", "--passphrase-file", "apart"]] {
        let mut line = vec!["backup", "--verify"];
        line.extend(args);
        stage.run(&line).ok();
        fs::remove_dir_all(stage.data()).unwrap();
        line.splice(..2, ["restore"]);
        stage.run(&line).ok();
        assert_eq!(stage.everything(), before);
    }
}

#[test]
fn a_backup_is_ones_own_whole_and_not_written_over() {
    let stage = lived_in();
    let ran = stage.run(&["backup", "all.backup"]).ok();
    assert!(ran.err.contains("not encrypted"), "{}", ran.err);
    let whole = fs::read(stage.path("all.backup")).unwrap();
    let meta = fs::metadata(stage.path("all.backup")).unwrap();
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    stage.run(&["backup", "all.backup"]).code(1);
    assert!(fs::read(stage.path("all.backup")).unwrap() == whole);
    stage.run(&["backup", "all.backup", "--force"]).ok();
    let shown = stage.run(&["backup", "--verify", "all.backup", "--json"]).ok().json();
    assert_eq!(shown["items"][0]["sealed"], "plain");
    assert_eq!(shown["items"][0]["audit_whole"], true);
    assert!(shown["items"][0]["tables"]["facility"].as_u64().unwrap() > 0);
    stage.run(&["backup", "no/such/folder/all.backup"]).code(1);
    stage.run(&["backup", "other.backup", "--recipient", "age1nobody"]).code(1);
    assert!(!names(&stage.path("")).iter().any(|name| name == "other.backup" || name.starts_with(".renkei")));
    let empty = Stage::new();
    empty.run(&["backup", "all.backup"]).code(3);
    assert!(!empty.data().exists() && !empty.path("all.backup").exists());
}

#[test]
fn recipients_of_the_settings_seal_every_backup() {
    let stage = lived_in();
    let (public, secret) = age_key(&stage, "key.txt");
    fs::create_dir_all(stage.path(".config/renkei")).unwrap();
    let config = format!("backup_recipients = [\"{public}\"]\n");
    fs::write(stage.path(".config/renkei/config.toml"), config).unwrap();
    let ran = stage.run(&["backup", "all.backup"]).ok();
    assert!(!ran.err.contains("not encrypted"), "{}", ran.err);
    stage.run(&["backup", "--verify", "all.backup", "--identity", &secret]).ok();
    // What a restore keeps is sealed as well.
    stage.run(&["restore", "all.backup", "--identity", &secret, "--yes"]).ok();
    let kept = names(&stage.data().join("backups"));
    let kept = fs::read(stage.data().join("backups").join(&kept[0])).unwrap();
    assert!(kept.starts_with(b"age-encryption.org/v1\n"));
    let name = "梟谷病院".as_bytes();
    for file in [fs::read(stage.path("all.backup")).unwrap(), kept] {
        assert!(!file.windows(name.len()).any(|part| part == name));
    }
}

#[test]
fn the_daily_backup_is_for_cron() {
    let stage = lived_in();
    let ran = stage.run(&["backup", "--daily"]).ok();
    let folder = stage.data().join("backups");
    let made = names(&folder).into_iter().find(|name| name.ends_with(".backup")).unwrap();
    assert!(ran.err.contains(&made), "{}", ran.err);
    stage.run(&["backup", "--verify", folder.join(&made).to_str().unwrap()]).ok();
    let again = stage.run(&["backup", "--daily"]).ok();
    assert_eq!((again.out.len(), again.err.as_str()), (0, ""), "nothing is due, nothing is said");
    assert_eq!(names(&folder).iter().filter(|name| name.ends_with(".backup")).count(), 1);
    let doctor = stage.run(&["doctor", "--lang", "en"]).ok();
    let facts = String::from_utf8(doctor.out).unwrap();
    assert!(facts.contains("last backup\t20"), "{facts}");
    let readers = stage.run(&["--read-only", "backup", "--daily"]).ok();
    assert_eq!((readers.out.len(), readers.err.as_str()), (0, ""));
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "in the way").unwrap();
    let failed = stage.run(&["backup", "--daily"]);
    assert_eq!(failed.code, 1, "{}", failed.err);
    assert!(failed.err.contains("backups"), "{}", failed.err);
}

#[test]
fn other_programs_open_a_backup() {
    let stage = lived_in();
    stage.run(&["backup", "all.backup"]).ok();
    let Ok(opened) = Command::new("zstd").args(["-dcq"]).arg(stage.path("all.backup")).output() else {
        eprintln!("SKIPPED: other_programs_open_a_backup: no zstd here");
        return;
    };
    assert!(opened.status.success());
    let name = "梟谷病院".as_bytes();
    assert!(opened.stdout.windows(name.len()).any(|part| part == name));
}

#[test]
fn a_damaged_data_file_is_put_aside_and_the_backup_takes_its_place() {
    let stage = lived_in();
    let before = stage.everything();
    stage.run(&["backup", "all.backup"]).ok();
    let file = stage.data().join("renkei.redb");
    let whole = fs::read(&file).unwrap();
    // Something else altogether; every page but the first; the last three quarters.
    for (from, to) in [(0, whole.len()), (4_096, whole.len()), (whole.len() / 4, whole.len())] {
        let mut bytes = whole.clone();
        bytes[from..to].fill(0xA5);
        fs::write(&file, &bytes).unwrap();
        let ran = stage.run(&["restore", "all.backup"]);
        assert_ne!(ran.code, 0);
        assert!(fs::read(&file).unwrap() == bytes, "nothing happens unasked");
        let ran = stage.run(&["restore", "all.backup", "--yes"]).ok();
        assert_eq!(stage.everything(), before, "{from}");
        let aside = names(&stage.data()).into_iter().find(|name| name.ends_with(".damaged"));
        if let Some(aside) = aside {
            assert!(ran.err.contains(&aside), "{}", ran.err);
            assert!(fs::read(stage.data().join(&aside)).unwrap() == bytes);
            fs::remove_file(stage.data().join(aside)).unwrap();
        } else {
            assert!(from > 4_096, "{from}: {}", ran.err);
        }
    }
}
