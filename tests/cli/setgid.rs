//! The setgid binary (systems.md 4.4): who is not in the group works through the program, and in no other way.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;

use crate::namespace::Namespace;
use crate::stage::{Ran, Stage};

/// Accounts that no list knows: the kernel asks for numbers only.
const GROUP: u32 = 47_200;
const HANA: u32 = 47_201;

struct Host {
    namespace: Namespace,
    stage: Stage,
}

impl Host {
    /// A host with the binary 2755 root:GROUP and an `/etc` of its own. `None` (said) where that cannot be had.
    fn new(test: &str, settings: &str) -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: {test}: only root can install a setgid binary");
            return None;
        }
        let stage = Stage::new();
        let open = |path: PathBuf, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        open(stage.path(""), 0o755);
        fs::create_dir_all(stage.path("etc/renkei")).unwrap();
        fs::write(stage.path("etc/passwd"), format!("root:x:0:0::/root:/bin/sh\nhana:x:{HANA}:{HANA}::/:/bin/sh\n"))
            .unwrap();
        fs::write(stage.path("etc/group"), format!("root:x:0:\nrenkei:x:{GROUP}:\n")).unwrap();
        fs::write(stage.path("etc/renkei/config.toml"), settings.replace("DATA", stage.data().to_str().unwrap()))
            .unwrap();
        let home = stage.path("home");
        fs::create_dir(&home).unwrap();
        chown(&home, Some(HANA), Some(HANA)).unwrap();
        let program = stage.path("renkei");
        fs::copy(env!("CARGO_BIN_EXE_renkei"), &program).unwrap();
        chown(&program, Some(0), Some(GROUP)).unwrap();
        open(program.clone(), 0o2755);
        let script = format!("mount --bind {} /etc", stage.path("etc").display());
        let host = Self { namespace: Namespace::new(test, &script)?, stage };
        let proof = Ran::of(&mut host.as_hana(&["sh", "-c", "true"]));
        if proof.code != 0 {
            eprintln!("SKIPPED: {test}: there is no setpriv(1)");
            return None;
        }
        if rustix::fs::statvfs(&program).unwrap().f_flag.contains(rustix::fs::StatVfsMountFlags::NOSUID) {
            eprintln!("SKIPPED: {test}: the temporary folder is mounted nosuid");
            return None;
        }
        Some(host)
    }

    fn as_hana(&self, words: &[&str]) -> std::process::Command {
        let mut command = self.namespace.command("setpriv");
        let (uid, gid) = (format!("--reuid={HANA}"), format!("--regid={HANA}"));
        command.args([&uid, &gid, "--clear-groups"]).args(words);
        command.env("HOME", self.stage.path("home")).env("LC_ALL", "en_US.UTF-8").env("PATH", "/usr/bin:/bin");
        command
    }

    fn renkei(&self, args: &[&str]) -> Ran {
        let program = self.stage.path("renkei");
        let words: Vec<&str> = [program.to_str().unwrap()].into_iter().chain(args.iter().copied()).collect();
        Ran::of(&mut self.as_hana(&words))
    }

    fn root(&self, args: &[&str]) -> Ran {
        let mut command = self.namespace.command(self.stage.path("renkei").to_str().unwrap());
        Ran::of(command.args(args).env("HOME", self.stage.path("root")).env("LC_ALL", "en_US.UTF-8"))
    }
}

#[test]
fn who_is_not_in_the_group_works_through_the_program_only() {
    let Some(host) = Host::new("who_is_not_in_the_group_works_through_the_program_only", "data_dir = 'DATA'\n") else {
        return;
    };
    let made = host.root(&["init", "--group", "renkei"]).ok();
    assert!(made.err.contains("for the group renkei"), "{}", made.err);
    let file = host.stage.data().join("renkei.redb");
    let file = file.to_str().unwrap();

    // The file is closed to her; the program opens it, for her name.
    assert_ne!(Ran::of(&mut host.as_hana(&["cat", file])).code, 0);
    assert_ne!(Ran::of(&mut host.as_hana(&["ls", host.stage.data().to_str().unwrap()])).code, 0);
    host.renkei(&["demo", "--load"]).ok();
    let found = host.renkei(&["find", "--json", "--limit", "1", "梟谷診療所"]).ok().json();
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    host.renkei(&["set", &id, "note=花が書いた"]).ok();
    let history = host.renkei(&["history", "--limit", "1", "--json"]).ok().json();
    assert_eq!((&history["items"][0]["uid"], &history["items"][0]["who"]), (&HANA.into(), &"hana".into()));
    let facts = host.renkei(&["doctor", "--json"]).ok().json();
    assert_eq!(facts["items"][0]["setgid"], true);
    assert!(facts["items"][0]["shared"].as_str().unwrap().contains("renkei"), "{facts}");

    // It lends its rights to no folder and no file of her choice.
    let inside = host.stage.data().join("stolen.csv");
    let inside = inside.to_str().unwrap();
    let refused = host.renkei(&["find", "x", "--data-dir", host.stage.path("home").to_str().unwrap()]).code(2);
    assert!(refused.err.contains("--data-dir cannot be used"), "{}", refused.err);
    for args in [&["export", "-o", inside][..], &["keys", "--check", file], &["import", file]] {
        let refused = host.renkei(args).code(1);
        assert!(
            refused.err.contains("this account may not") || refused.err.contains("ermission"),
            "{args:?}: {}",
            refused.err
        );
    }
    assert!(!std::path::Path::new(inside).exists());
    // A link of hers leads nowhere else either.
    std::os::unix::fs::symlink(file, host.stage.path("home/list.csv")).unwrap();
    host.renkei(&["import", host.stage.path("home/list.csv").to_str().unwrap()]).code(1);

    // What it writes for her is hers, and has nothing of the group's.
    let out = host.stage.path("home/out.csv");
    host.renkei(&["export", "-o", out.to_str().unwrap()]).ok();
    let meta = fs::metadata(&out).unwrap();
    use std::os::unix::fs::MetadataExt;
    assert_eq!((meta.uid(), meta.gid(), meta.mode() & 0o7777), (HANA, HANA, 0o600));

    // A variable does not lead it elsewhere: the register is the shared one.
    let program = host.stage.path("renkei");
    let mut command = host.as_hana(&[program.to_str().unwrap(), "find", "梟谷診療所"]);
    Ran::of(command.env("RENKEI_DATA_DIR", host.stage.path("home/own"))).ok();
    assert!(!host.stage.path("home/own").exists());

    // The undo is hers as well.
    host.renkei(&["undo"]).ok();
    assert!(!host.renkei(&["show", &id]).ok().text().contains("花が書いた"));
}

#[test]
fn keys_and_backups_of_a_shared_place_are_reached_through_the_program() {
    let test = "keys_and_backups_of_a_shared_place_are_reached_through_the_program";
    let Some(host) = Host::new(test, "data_dir = 'DATA'\n") else { return };
    let home = |name: &str| host.stage.path("home").join(name).to_str().unwrap().to_owned();
    let (first, second, phrase) = (home("first.key"), home("second.key"), home("phrase"));
    host.root(&["init", "--group", "renkei", "--encrypt", "--key-file", &first]).ok();
    chown(&first, Some(HANA), Some(HANA)).unwrap();
    fs::write(&phrase, "a long enough phrase\n").unwrap();
    chown(&phrase, Some(HANA), Some(HANA)).unwrap();
    fs::set_permissions(&phrase, fs::Permissions::from_mode(0o600)).unwrap();
    let by_first = ["--key-file", &first];
    let with = |args: &[&str], key: [&str; 2]| host.renkei(&[args, &key].concat());

    with(&["demo", "--load"], by_first).ok();
    with(&["key", "add", "--label", "hana", "--new-key-file", &second], by_first).ok();
    with(&["key", "change", "key-file", "--new-passphrase-file", &phrase], ["--key-file", &second]).ok();
    with(&["key", "remove", "key-file"], ["--key-file", &second]).ok();
    with(&["find", "梟谷診療所"], by_first).code(4);
    let by_second = ["--key-file", &*second];
    with(&["find", "梟谷診療所"], by_second).ok();
    // The files of the place are the group's, whoever made them; what is hers is hers.
    use std::os::unix::fs::MetadataExt;
    let modes = |path: PathBuf| fs::metadata(path).map(|meta| (meta.gid(), meta.mode() & 0o7777)).unwrap();
    assert_eq!(modes(host.stage.data().join("renkei.keys")), (GROUP, 0o660));
    assert_eq!(modes(second.clone().into()), (HANA, 0o600));

    // A copy of everything goes where she may write, and only there.
    let copy = home("all.backup");
    with(&["backup", &copy], by_second).ok();
    assert_eq!(modes(copy.clone().into()), (HANA, 0o600));
    let inside = host.stage.data().join("backups/mine.backup");
    let refused = with(&["backup", inside.to_str().unwrap()], by_second);
    assert_ne!(refused.code, 0);
    assert!(!inside.exists());
    // What was there is kept in the place, by the place's rights.
    with(&["restore", &copy, "--yes"], by_second).ok();
    let kept: Vec<_> = fs::read_dir(host.stage.data().join("backups")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(modes(kept[0].as_ref().unwrap().path()), (GROUP, 0o660));
    assert_eq!(modes(host.stage.data().join("backups")), (GROUP, 0o2770));

    // With members, a copy of everything, the keys and the journal are an admin's.
    let root_key = host.stage.path("root.key");
    fs::copy(&second, &root_key).unwrap();
    let root_key = ["--key-file", root_key.to_str().unwrap()];
    host.root(&[&["member", "add", "root", "--uid", "0"][..], &root_key].concat()).ok();
    host.root(&[&["member", "add", "hana", "--uid", &HANA.to_string(), "--role", "write"][..], &root_key].concat())
        .ok();
    let (more, third) = (home("more.backup"), home("third.key"));
    for args in [
        &["backup", &more][..],
        &["restore", &copy, "--yes"],
        &["trim"],
        &["key", "add", "--label", "more", "--new-key-file", &third],
        &["key", "remove", "hana"],
    ] {
        let refused = with(args, by_second).code(4);
        assert!(refused.err.contains("Your role is"), "{args:?}: {}", refused.err);
    }
    assert!(!std::path::Path::new(&more).exists() && !std::path::Path::new(&third).exists());
    host.root(&[&["trim"][..], &root_key].concat()).ok();
    with(&["find", "梟谷診療所"], by_second).ok();
}

#[test]
fn without_a_place_in_the_settings_nothing_is_begun() {
    let Some(host) = Host::new("without_a_place_in_the_settings_nothing_is_begun", "language = 'en'\n") else { return };
    let refused = host.renkei(&["find", "x"]).code(1);
    assert!(refused.err.contains("data_dir into /etc/renkei/config.toml"), "{}", refused.err);
}
