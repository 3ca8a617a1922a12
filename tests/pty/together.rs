//! Two real terminals on one data folder, and what is left of a form whose terminal is gone.

use std::path::Path;
use std::time::{Duration, Instant};

use redb::{Builder, ConcurrencyMode};
use renkei::domain::{Author, Facility, FacilityId};
use renkei::port::{Drafts, EntityKind, Record, Store};
use renkei::runtime::environment::Environment;
use renkei::runtime::person;
use renkei::store::{FILE_NAME, Options, RedbStore};
use rstest::rstest;
use rustix::process::Signal;

use super::demo::renkei;
use super::journey;
use super::pty::{Emulator, Pty, command};
use super::tools::tool;

const F2: &str = "\x1bOQ";
const PAGE_DOWN: &str = "\x1b[6~";
const CTRL_U: &str = "\x15";

/// One verb of the command line, which must succeed.
fn shell(home: &Path, arguments: &[&str]) -> String {
    let output = tool(renkei(), home).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn open(home: &Path) -> Pty {
    Pty::start(command(renkei(), home), Emulator::USUAL)
}

fn store(home: &Path) -> RedbStore {
    RedbStore::open(&home.join("data/renkei"), Options::default()).unwrap()
}

/// The demo city in a data folder, and the facility of the tests.
fn city() -> (tempfile::TempDir, FacilityId) {
    let home = tempfile::tempdir().unwrap();
    shell(home.path(), &["demo", "--load"]);
    let mut found = None;
    store(home.path())
        .scan(EntityKind::Facility, &mut |record| {
            if let Record::Facility(facility) = record
                && facility.name() == journey::NAME
            {
                found = Some(facility.id);
            }
        })
        .unwrap();
    (home, found.unwrap())
}

fn stored(home: &Path, id: FacilityId) -> Facility {
    renkei::port::store::facility(&store(home), id).unwrap().unwrap()
}

/// The person of these processes.
fn me() -> Author {
    person::author(&Environment::default())
}

/// What the screen does not show.
fn until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < deadline, "not yet: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Opens the form of the selected facility at its second group, 窓口, and types a 部署.
fn type_a_desk(pty: &Pty, text: &str) {
    pty.type_keys(F2);
    pty.wait_for("を直す");
    pty.type_keys(PAGE_DOWN);
    pty.type_keys(CTRL_U);
    pty.type_keys(text);
    pty.wait_for(text);
}

#[test]
fn the_second_to_save_sees_both_texts_and_neither_is_lost() {
    let (home, id) = city();
    let (first, second) = (open(home.path()), open(home.path()));
    for pty in [&first, &second] {
        journey::choose(pty, "sakurakea");
    }
    type_a_desk(&second, "地域連携室");
    // Who has it open is told beside the list.
    first.wait_for("が編集中です");
    type_a_desk(&first, "入退院支援室");
    first.type_keys(F2);
    first.wait_for("保存しました");

    second.type_keys(F2);
    second.wait_for("ほかの人が先に保存しました");
    for text in ["地域連携室", "入退院支援室", "二人とも変えました"] {
        second.wait_for(text);
    }
    let card = || shell(home.path(), &["show", &id.to_string()]);
    assert!(card().contains("入退院支援室") && !card().contains("地域連携室"), "nothing was written over");
    second.type_keys("4");
    second.wait_for("下書きに残しました");
    assert!(card().contains("入退院支援室"));

    // The other text is there when the form is opened again, and the two are still seen beside each other.
    second.type_keys(F2);
    second.wait_for("この施設には下書きがあります");
    second.type_keys("\r");
    second.wait_for("を直す");
    second.wait_for("地域連携室");
    second.type_keys(F2);
    second.wait_for("二人とも変えました");
    second.type_keys("\x1b[C"); // theirs
    second.type_keys("\x1b[D"); // mine after all
    second.type_keys("1");
    until("mine is stored", || card().contains("地域連携室"));
    let history = store(home.path()).history(2).unwrap();
    assert_eq!(history.len(), 2, "what was there between can be taken back to");
    let watched = store(home.path());
    until("the draft is dropped", || watched.drafts(&me()).unwrap().is_empty());
}

#[rstest]
#[case::killed(Signal::KILL, true)]
#[case::terminated(Signal::TERM, false)]
#[case::hung_up(Signal::HUP, false)]
fn what_was_typed_outlives_the_terminal(#[case] signal: Signal, #[case] wait: bool) {
    let (home, id) = city();
    let mut pty = open(home.path());
    journey::choose(&pty, "sakurakea");
    type_a_desk(&pty, "書きかけの部署");
    if wait {
        // Nobody can ask for more of a kill: the text is kept 2 s after the last key.
        let watched = store(home.path());
        until("the draft is kept", || !watched.drafts(&me()).unwrap().is_empty());
    }
    pty.signal(signal);
    assert!(pty.ends_within(Duration::from_secs(2)).is_some(), "the process is still there");
    drop(pty);
    assert!(stored(home.path(), id).local.desk.facts.department.as_deref() != Some("書きかけの部署"));

    let again = open(home.path());
    again.wait_for("下書きが 1 件");
    journey::choose(&again, "sakurakea");
    again.type_keys(F2);
    again.wait_for("この施設には下書きがあります");
    again.type_keys("\r");
    again.wait_for("書きかけの部署");
    again.type_keys(F2);
    again.wait_for("保存しました");
    assert_eq!(stored(home.path(), id).local.desk.facts.department.as_deref(), Some("書きかけの部署"));
    let watched = store(home.path());
    until("the draft is dropped", || watched.drafts(&me()).unwrap().is_empty());
}

#[test]
fn a_cut_connection_keeps_what_was_typed() {
    let (home, _) = city();
    let mut pty = open(home.path());
    journey::choose(&pty, "sakurakea");
    type_a_desk(&pty, "途中まで");
    pty.hang_up("\x0c");
    assert_eq!(pty.ends_within(Duration::from_secs(2)), Some(129));
    let drafts = store(home.path()).drafts(&me()).unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.unsaved.fields["desk"].as_str()).collect::<Vec<_>>(), ["途中まで"]);
}

/// A writer of another program that holds its transaction: nothing can be saved, and everything else goes on.
#[test]
fn a_held_write_transaction_freezes_no_screen() {
    let (home, id) = city();
    let pty = open(home.path());
    journey::choose(&pty, "sakurakea");
    type_a_desk(&pty, "地域連携室");
    let held = Builder::new()
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .open(home.path().join("data/renkei").join(FILE_NAME))
        .unwrap();
    let transaction = held.begin_write().unwrap();
    pty.type_keys(F2);
    pty.wait_for("ほかの人の書き込みを待っています");
    // Keys are answered meanwhile.
    pty.type_keys("\x1bOP");
    pty.wait_for("ヘルプ");
    pty.type_keys("\x1b");
    // After 5 s the edit stays in the form, with a sentence.
    pty.wait_for("5 秒");
    pty.wait_for("地域連携室");
    transaction.abort().unwrap();
    pty.type_keys(F2);
    pty.wait_for("保存しました");
    assert_eq!(stored(home.path(), id).local.desk.facts.department.as_deref(), Some("地域連携室"));
}
