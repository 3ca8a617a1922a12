use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

/// Small, so that tests are quick; the parameters stand in the slot.
const QUICK: Argon = Argon { m_kib: 64, t: 1, p: 1 };

fn passphrase(text: &str) -> Secret {
    Secret::passphrase(text)
}

fn given(secret: &Secret) -> KeySource {
    KeySource::Given(secret.clone())
}

fn ring(folder: &Path) -> KeyRing {
    KeyRing::read(folder).unwrap().unwrap()
}

#[test]
fn keys_come_change_and_go_and_the_data_key_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (hana, taro, file) = (passphrase("正しい馬の電池"), passphrase("correct horse"), folder.join("a.key"));
    assert!(KeyRing::read(folder).unwrap().is_none());
    let made = KeyRing::create(folder, "hana", &hana, QUICK).unwrap();
    let key = made.unlock(&given(&hana)).unwrap();
    assert!(matches!(KeyRing::create(folder, "x", &hana, QUICK), Err(StoreError::Key(KeyError::Exists { .. }))));
    assert_eq!(fs::metadata(folder.join(KEYS_NAME)).unwrap().permissions().mode() & 0o777, 0o600);

    let script = make_key_file(&file).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(make_key_file(&file), Err(KeyError::Exists { .. })));
    KeyRing::add(folder, &key, "night", &script).unwrap();
    assert_eq!(
        KeyRing::add(folder, &key, "night", &script).unwrap_err().to_string(),
        "there is a key with the label night already"
    );
    let opened = ring(folder).unlock(&KeySource::KeyFile(file.clone())).unwrap();
    assert_eq!(opened.bytes(), key.bytes());

    KeyRing::change(folder, &key, "hana", &taro).unwrap();
    assert!(matches!(ring(folder).unlock(&given(&hana)), Err(StoreError::Key(KeyError::WrongPassphrase))));
    assert_eq!(ring(folder).unlock(&given(&taro)).unwrap().bytes(), key.bytes());
    let labels: Vec<(String, SlotKind)> = ring(folder).slots().map(|(l, k)| (l.to_owned(), k)).collect();
    assert_eq!(labels, [("hana".to_owned(), SlotKind::Passphrase), ("night".to_owned(), SlotKind::KeyFile)]);

    KeyRing::remove(folder, "hana").unwrap();
    assert!(ring(folder).unlock(&given(&taro)).is_err());
    let last = KeyRing::remove(folder, "night");
    assert!(matches!(last, Err(StoreError::Key(KeyError::LastSlot))));
    let none = KeyRing::remove(folder, "hana");
    assert!(matches!(none, Err(StoreError::Key(KeyError::NoSuchSlot { .. }))));
    assert!(ring(folder).unlock(&KeySource::KeyFile(file)).is_ok());
    let left: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing else is left behind: {left:?}");
}

#[test]
fn a_passphrase_is_the_same_from_every_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    KeyRing::create(folder.path(), "a", &passphrase("が\u{30AC}ーど"), QUICK).unwrap();
    assert!(ring(folder.path()).unlock(&given(&passphrase("か\u{3099}カ\u{3099}ーど"))).is_ok());
}

#[test]
fn a_person_is_asked_three_times_and_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    KeyRing::create(folder.path(), "a", &passphrase("right one"), QUICK).unwrap();
    let asked = Arc::new(AtomicU32::new(0));
    let ask = |right_at: u32| {
        let asked = Arc::clone(&asked);
        KeySource::Asked(Arc::new(move |attempt| {
            asked.store(attempt, Ordering::SeqCst);
            Ok(passphrase(if attempt == right_at { "right one" } else { "wrong one" }))
        }))
    };
    assert!(ring(folder.path()).unlock(&ask(3)).is_ok());
    let error = ring(folder.path()).unlock(&ask(4)).unwrap_err();
    assert!(matches!(error, StoreError::Key(KeyError::WrongPassphrase)));
    assert_eq!(asked.load(Ordering::SeqCst), TRIES);
}

#[test]
fn files_that_are_no_secret_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    let read = |mode: u32, text: &[u8]| {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (KeySource::KeyFile(path.clone()).secret(1), KeySource::PassphraseFile(path.clone()).secret(1))
    };
    let good = BASE64.as_bytes();
    for mode in [0o644, 0o606, 0o601] {
        let (key, phrase) = read(mode, good);
        assert!(matches!(key, Err(KeyError::Exposed { mode: found, .. }) if found == mode), "{key:?}");
        assert!(matches!(phrase, Err(KeyError::Exposed { .. })));
    }
    assert!(matches!(read(0o640, good), (Ok(Secret::Key(_)), Ok(Secret::Passphrase(_)))));
    for bad in [&b""[..], b"short", b"\xFF\xFE", &good[..40], &[b'A'; 5_000]] {
        assert!(matches!(read(0o600, bad).0, Err(KeyError::NotAKeyFile { .. })), "{bad:?}");
    }
    assert!(matches!(read(0o600, b"\nx").1, Err(KeyError::File { .. })));
    assert!(matches!(read(0o600, b"\xFF\n").1, Err(KeyError::File { .. })));
    let (_, phrase) = read(0o600, "合言葉です\r\nmore".as_bytes());
    assert!(matches!(phrase, Ok(Secret::Passphrase(line)) if *line == "合言葉です"));
    assert!(matches!(KeySource::KeyFile(folder.path().join("no")).secret(1), Err(KeyError::File { .. })));
    assert!(matches!(KeySource::KeyFile(folder.path().into()).secret(1), Err(KeyError::NotAKeyFile { .. })));
}

const BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

#[test]
fn a_damaged_or_newer_file_of_keys_is_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let secret = passphrase("right one");
    KeyRing::create(folder.path(), "a", &secret, QUICK).unwrap();
    let path = folder.path().join(KEYS_NAME);
    let text = fs::read_to_string(&path).unwrap();
    let say = |text: &str| {
        fs::write(&path, text).unwrap();
        let opened = KeyRing::read(folder.path()).and_then(|ring| ring.unwrap().unlock(&given(&secret)));
        opened.map(drop).unwrap_err().to_string()
    };
    assert!(say("").contains("cut off"));
    assert!(say(&text[..text.len() / 2]).contains("cut off"));
    assert!(say("{}").contains("cannot be understood"));
    assert!(say(&text.replace("\"format\": 1", "\"format\": 2")).contains("newer"));
    assert!(say(&text.replace("\"m_kib\": 64", "\"m_kib\": 4000000")).contains("out of bounds"));
    // Another salt, another key: a changed file opens nothing.
    assert!(say(&text.replace("\"t\": 1", "\"t\": 2")).contains("passphrase is wrong"));
}

#[test]
fn a_backup_finds_its_secret_again_with_any_key() {
    let folder = tempfile::tempdir().unwrap();
    let secret = passphrase("right one");
    let made = KeyRing::create(folder.path(), "a", &secret, QUICK).unwrap();
    let sealing = made.sealing(&made.unlock(&given(&secret)).unwrap()).unwrap();
    assert_eq!(*backup_secret(&sealing.slots_json, &given(&secret)).unwrap(), *sealing.backup_secret);
    let wrong = backup_secret(&sealing.slots_json, &given(&passphrase("wrong one")));
    assert!(matches!(wrong, Err(StoreError::Key(KeyError::WrongPassphrase))));
}

#[test]
fn nothing_secret_is_shown_or_written() {
    let folder = tempfile::tempdir().unwrap();
    let secret = passphrase("swordfish");
    let made = KeyRing::create(folder.path(), "a", &secret, QUICK).unwrap();
    let key = made.unlock(&given(&secret)).unwrap();
    let shown = format!("{secret:?} {key:?} {:?} {made:?}", given(&secret));
    assert!(!shown.contains("swordfish"), "{shown}");
    let bytes = format!("{:?}", key.bytes());
    assert!(!shown.contains(&bytes[1..20]));
    let written = fs::read_to_string(folder.path().join(KEYS_NAME)).unwrap();
    use base64::prelude::{BASE64_STANDARD, Engine};
    assert!(!written.contains("swordfish") && !written.contains(&BASE64_STANDARD.encode(key.bytes())[..40]));
}
