//! Erasing a person on the command line: nothing that the program reads holds the name afterwards, and the audit holds the fact without it.

use std::collections::BTreeMap;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::date;
use renkei::domain::disclosure::{Ground, Way};
use renkei::domain::erasure::ErasureReason;
use renkei::domain::meeting::{Line, Mark};
use renkei::domain::task::{Origin, TaskState};
use renkei::domain::{
    AcpTalk, AcpTalkId, Author, Disclosure, DisclosureId, DraftId, Facility, FacilityId, Meeting, MeetingId, Person,
    PersonId, Publication, PublicationId, Task, TaskId, Vague,
};
use renkei::exchange::export::jsonl;
use renkei::port::draft::{Draft, Unsaved};
use renkei::port::erase::{Asked, Erase as _};
use renkei::port::store::Label;
use renkei::port::{Archive as _, Audit as _, Drafts as _, EntityKind, Ledger as _, Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};
use strum::IntoEnumIterator;

use crate::stage::*;

/// Plainly fictional, and found nowhere else.
const NAME: &str = "架空ヒミツ 乙女座";
/// What is looked for in bytes: no spelling with other spaces escapes it.
const MARK: &str = "ヒミツ 乙女座";

fn person() -> Person {
    let mut person = Person::new(PersonId::from_bytes([0x51; 16]), NAME.to_owned());
    person.kana = Some("カクウヒミツ オトメザ".to_owned());
    person
}

fn write(store: &RedbStore, puts: Vec<Put>) {
    let label = Label { action: "edit".to_owned(), detail: String::new() };
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    store.write(Transaction { author, at: Timestamp::UNIX_EPOCH, label, puts, patience: None }).unwrap();
}

fn disclosure(n: u8, year: i16) -> Disclosure {
    Disclosure {
        id: DisclosureId::from_bytes([n; 16]),
        rev: 0,
        person: person().id,
        episode: None,
        at: date(year, 6, 12).at(9, 0, 0, 0),
        document: "emergency_card".to_owned(),
        sheet: None,
        contents: "連絡先".to_owned(),
        to: None,
        to_name: "架空病院".to_owned(),
        to_address: String::new(),
        to_desk: format!("{NAME} の担当"),
        way: Way::Handed,
        number: None,
        read_back: false,
        place: String::new(),
        receipt: None,
        ground: Ground::Reason(format!("{NAME} の急変")),
        by: "hana".to_owned(),
    }
}

/// The program's own clock is the machine's, and its day Tokyo's.
#[expect(clippy::disallowed_methods, reason = "a term is reckoned from the day on which the program runs")]
fn now() -> jiff::Zoned {
    jiff::Zoned::now().in_tz("Asia/Tokyo").unwrap()
}

fn this_year() -> i16 {
    now().year()
}

/// A register with somebody marked in every table, in the journal, in a draft, and in a note of an institution.
fn marked() -> Stage {
    let stage = Stage::new();
    stage.run(&["init"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let mut talk = AcpTalk::new(AcpTalkId::from_bytes([0x52; 16]), person().id, date(2026, 6, 1));
    talk.values = format!("{NAME} の庭");
    let task = Task {
        id: TaskId::from_bytes([0x53; 16]),
        rev: 0,
        episode: None,
        person: Some(person().id),
        origin: Origin::Hand { text: format!("{NAME} に電話"), due: None },
        assignee: None,
        state: TaskState::Open,
        note: String::new(),
    };
    let mut place = Facility::new(FacilityId::from_bytes([0x54; 16]));
    place.local.identity.facts.name = Some("架空の園".to_owned());
    place.local.note.facts = format!("{NAME} の家族から");
    let this_year = this_year();
    write(
        &store,
        vec![
            Put::Save(person().into()),
            Put::Save(talk.into()),
            Put::Save(task.into()),
            Put::Save(disclosure(0x55, this_year - 1).into()),
            Put::Save(disclosure(0x56, this_year - 5).into()),
            Put::Save(Record::Facility(place)),
        ],
    );
    // A talk that somebody threw away lies in the trash.
    let mut thrown = AcpTalk::new(AcpTalkId::from_bytes([0x58; 16]), person().id, date(2026, 6, 3));
    thrown.values = format!("{NAME} の井戸");
    let (kind, key) = (EntityKind::AcpTalk, thrown.id.to_bytes());
    write(&store, vec![Put::Save(thrown.into())]);
    let rev = store.get(kind, key).unwrap().map_or(0, |record| record.rev());
    write(&store, vec![Put::Trash { kind, key, rev }]);
    // A second version, so that the journal holds an older image.
    let mut changed =
        store.get(EntityKind::Person, person().id.to_bytes()).unwrap().and_then(Record::into_person).unwrap();
    changed.note = format!("{NAME} の覚え書き");
    write(&store, vec![Put::Save(changed.into())]);
    let unsaved = Unsaved {
        id: DraftId::new(),
        kind: EntityKind::AcpTalk,
        key: [0x57; 16],
        base: Some(AcpTalk::new(AcpTalkId::from_bytes([0x57; 16]), person().id, date(2026, 6, 2)).into()),
        fields: BTreeMap::from([("values".to_owned(), format!("{NAME} の縁側"))]),
        beside: Vec::new(),
    };
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    store.keep_draft(&Draft { author, at: Timestamp::UNIX_EPOCH, unsaved }, None).unwrap();
    stage
}

/// Everything that a program can read out of the store.
fn everything(stage: &Stage) -> String {
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let mut all = String::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| all.push_str(&jsonl::record(&record).unwrap())).unwrap();
    }
    let mut from = 0;
    while let Some(changes) = store.changes_since(from).unwrap().filter(|changes| !changes.is_empty()) {
        from = changes.last().map_or(from, |change| change.seq);
        all.push_str(&format!("{changes:?}"));
    }
    all.push_str(&format!("{:?}", store.trash(usize::MAX).unwrap()));
    all.push_str(&format!("{:?}", store.history(usize::MAX).unwrap()));
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    all.push_str(&format!("{:?}", store.drafts(&author).unwrap()));
    store.audit(&renkei::port::audit::AuditQuery::default(), &mut |line| all.push_str(&format!("{line:?}"))).unwrap();
    all
}

#[test]
fn after_an_erasure_nothing_that_can_be_read_holds_the_name() {
    let stage = marked();
    assert!(everything(&stage).matches(NAME).count() > 8, "the mark is seen where it is");
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "request", "--early", "--yes", "--json"]).ok();
    let item = ran.json()["items"][0].clone();
    assert_eq!(item["erased"]["person"], 1);
    assert_eq!(item["erased"]["acp_talk"], 2, "the one in the trash too");
    assert_eq!(item["erased"]["disclosure"], 1, "it is older than three years");
    assert_eq!(item["disclosures_kept"], 1);
    assert_eq!(item["raw_pages_cleared"], false);
    assert_eq!(item["still_naming"][0]["kind"], "facility", "a person has to see to it: {item}");
    assert_eq!(item["still_naming"].as_array().map(Vec::len), Some(1));
    // The note of the institution is not the program's to change.
    let place = FacilityId::from_bytes([0x54; 16]).to_string();
    stage.run(&["set", &place, "note="]).ok();
    let left = everything(&stage);
    let in_note = left.matches(NAME).count();
    // The older image of the note itself, before and after it was emptied, and nothing else.
    assert!(left.matches("の家族から").count() == in_note, "only the note's own history: {in_note}");
    let audit = stage.run(&["audit", "list", "--action", "erase", "--json"]).ok().json();
    let line = &audit["items"][0];
    assert_eq!(line["records"][0]["id"], id.as_str());
    assert!(line["note"].as_str().is_some_and(|note| note.starts_with("request ")), "{line}");
    stage.run(&["audit", "verify"]).ok();
    stage.run(&["check"]).ok();
    let given = stage.run(&["disclosures"]).ok();
    assert!(given.text().contains("erased") && !given.text().contains(NAME), "{}", given.text());
    assert_eq!(stage.run(&["undo"]).code, 0, "the note comes back, the person does not");
    assert_eq!(stage.run(&["person", "show", &id]).code, 3);
}

#[test]
fn an_undo_does_not_take_back_what_the_law_wants_kept() {
    let stage = marked();
    let id = person().id.to_string();
    stage.run(&["erase", &id, "--reason", "request", "--early", "--yes"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let erasure = store.history(1).unwrap().remove(0);
    assert_eq!(erasure.label.action, "erase");
    assert_eq!(store.count(EntityKind::Disclosure).unwrap(), 1);
    drop(store);
    let ran = stage.run(&["undo", &erasure.group.0.to_string()]);
    assert_ne!(ran.code, 0, "{}", ran.text());
    stage.run(&["undo"]);
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    assert_eq!(store.count(EntityKind::Disclosure).unwrap(), 1);
    assert!(!store.history(1).unwrap()[0].label.detail.starts_with("erase"), "another change was taken back, if any");
}

#[test]
fn it_asks_and_names_its_reasons() {
    let stage = marked();
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "whim", "--yes"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    for (args, code) in [
        (&["--reason", "request", "--yes"][..], 4),
        (&["--reason", "term", "--early", "--yes"], 4),
        (&["--reason", "request", "--early"], 2),
    ] {
        let ran = stage.run(&[&["erase", &id][..], args].concat());
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(!ran.err.contains(NAME));
    }
    assert_eq!(stage.run(&["person", "show", &id]).code, 0);
    assert!(!ran.err.contains(NAME));
}

#[test]
fn once_the_name_is_out_of_a_note_the_erasure_takes_it_out_of_its_older_versions() {
    let stage = marked();
    let (id, place) = (person().id.to_string(), FacilityId::from_bytes([0x54; 16]).to_string());
    // A try that nobody answers says where the name stands.
    let ran = stage.run(&["erase", &id, "--reason", "request", "--early"]).code(2);
    assert!(ran.err.contains(&format!("Also names the person or their number: facilities {place}")), "{}", ran.err);
    stage.run(&["set", &place, "note=家族から"]).ok();
    let ran = stage.run(&["erase", &id, "--reason", "request", "--early", "--yes", "--json"]).ok();
    assert_eq!(ran.json()["items"][0]["still_naming"].as_array().map(Vec::len), Some(0));
    assert!(!ran.err.contains("Also names"), "{}", ran.err);
    assert_eq!(everything(&stage).matches(NAME).count(), 0);
    stage.run(&["undo"]);
    assert_eq!(everything(&stage).matches(NAME).count(), 0);
    stage.run(&["check"]).ok();
    stage.run(&["audit", "verify"]).ok();
    stage.run(&["compact"]).ok();
    assert_eq!(holding(&stage.path("")), Vec::<PathBuf>::new());
}

#[test]
fn under_two_admins_one_asks_and_another_approves() {
    let stage = marked();
    let settings = stage.path(".config/renkei");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("config.toml"), "erase_by_two_admins = true\n").unwrap();
    let uid = rustix::process::getuid().as_raw().to_string();
    stage.run_with(&["member", "add", "hana", "--name", "-"], "夢野 花\n").ok();
    let taro = &["member", "add", "taro", "--uid", &uid, "--role", "admin", "--name", "-", "--as", "hana"];
    stage.run_with(taro, "夢野 太郎\n").ok();
    let id = person().id.to_string();
    let run = |who: &str, args: &[&str]| stage.run(&[&["--as", who, "erase"], args].concat());
    run("hana", &["--asked"]).code(3);
    run("taro", &[&id, "--approve", "--yes"]).code(3);
    run("hana", &[&id, "--reason", "request"]).code(4);
    let ran = run("hana", &[&id, "--reason", "request", "--early"]).ok();
    assert!(ran.err.contains("nothing was erased yet"), "{}", ran.err);
    assert_eq!(stage.run(&["--as", "hana", "person", "show", &id]).code, 0);
    let item = run("taro", &["--asked", "--json"]).ok().json()["items"][0].clone();
    assert_eq!((item["id"].as_str(), item["asked_by"].as_str()), (Some(id.as_str()), Some("夢野 花")));
    assert!(!item.to_string().contains(MARK));
    let ran = run("hana", &[&id, "--approve", "--yes"]).code(4);
    assert!(ran.err.contains("another admin"), "{}", ran.err);
    let ran = run("taro", &[&id, "--reason", "request", "--early", "--yes"]).code(4);
    assert!(ran.err.contains("--approve"), "{}", ran.err);
    run("taro", &[&id, "--withdraw"]).ok();
    run("taro", &[&id, "--approve", "--yes"]).code(3);
    run("hana", &[&id, "--reason", "court", "--early"]).ok();
    assert_eq!(run("taro", &[&id, "--approve", "--yes", "--json"]).ok().json()["items"][0]["reason"], "court");
    run("hana", &["--asked"]).code(3);
    assert_eq!(stage.run(&["--as", "hana", "person", "show", &id]).code, 3);
    let actions = |action: &str| {
        let audit = stage.run(&["audit", "list", "--action", action, "--json"]).ok().json();
        audit["items"].as_array().map_or(0, Vec::len)
    };
    assert_eq!((actions("erase_ask"), actions("erase_withdraw"), actions("erase")), (2, 1, 2));
    stage.run(&["audit", "verify"]).ok();
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// The files below a folder that hold the mark, in UTF-8 or UTF-16.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let wide: Vec<u16> = MARK.encode_utf16().collect();
    let needles = [
        MARK.as_bytes().to_vec(),
        wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        wide.iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<u8>>(),
    ];
    let mut all = Vec::new();
    files(folder, &mut all);
    all.retain(|path| {
        let bytes = fs::read(path).unwrap();
        needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
    });
    all.sort();
    all
}

/// Takes out what only a person can see to: the note of the institution, and its older images.
fn see_to_the_note(stage: &Stage) {
    let place = FacilityId::from_bytes([0x54; 16]);
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let (kind, key) = (EntityKind::Facility, place.to_bytes());
    let rev = store.get(kind, key).unwrap().unwrap().rev();
    write(&store, vec![Put::Trash { kind, key, rev }]);
    write(&store, vec![Put::Purge { kind, key }]);
}

fn erase(stage: &Stage) {
    let id = person().id.to_string();
    stage.run(&["erase", &id, "--reason", "request", "--early", "--yes"]).ok();
}

/// A meeting about the person with what it agreed on, and one about nobody that names the person once and agreed on something about them.
fn spoken_of(stage: &Stage) -> [MeetingId; 2] {
    let [about, other] = [0x71, 0x72].map(|n| MeetingId::from_bytes([n; 16]));
    let line = |text: &str, task: u8| Line {
        mark: Mark::Action,
        text: text.to_owned(),
        task: Some(TaskId::from_bytes([task; 16])),
        number: None,
        of: None,
        who: None,
        due: None,
    };
    let agreed = |n: u8, meeting: MeetingId, person: Option<PersonId>| Task {
        id: TaskId::from_bytes([n; 16]),
        rev: 0,
        episode: None,
        person,
        origin: Origin::Action { meeting, text: "相談".to_owned(), due: None, done_on: None },
        assignee: None,
        state: TaskState::Open,
        note: String::new(),
    };
    let held = Vague::Day(date(2026, 6, 10));
    let case = Meeting {
        id: about,
        on: held,
        person: Some(person().id),
        lines: vec![line("相談", 0x73)],
        ..Meeting::default()
    };
    let lines = vec![line("ｶｸｳﾋﾐﾂ　ｵﾄﾒｻﾞ様の件", 0x74), line("掃除", 0x75)];
    let meeting = Meeting { id: other, on: held, title: "定例会".to_owned(), lines, ..Meeting::default() };
    let mut answer = Publication { id: PublicationId::from_bytes([0x76; 16]), ..Publication::default() };
    answer.meeting = Some(about);
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    write(
        &store,
        vec![
            Put::Save(case.into()),
            Put::Save(meeting.into()),
            Put::Save(answer.into()),
            Put::Save(agreed(0x73, about, None).into()),
            Put::Save(agreed(0x74, other, Some(person().id)).into()),
            Put::Save(agreed(0x75, other, None).into()),
        ],
    );
    [about, other]
}

#[test]
fn a_meeting_about_the_person_goes_and_one_that_names_them_is_told_and_points_at_nothing_that_went() {
    let stage = marked();
    let [about, other] = spoken_of(&stage);
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "request", "--early"]).code(2);
    assert!(ran.err.contains(&other.to_string()), "told before, in another spelling: {}", ran.err);
    assert!(!ran.err.contains(&about.to_string()), "it goes: {}", ran.err);
    let ran = stage.run(&["erase", &id, "--reason", "request", "--early", "--yes", "--json"]).ok();
    let item = ran.json()["items"][0].clone();
    assert_eq!(item["erased"]["meeting"], 1, "{item}");
    assert_eq!(item["erased"]["task"], 3, "by hand, of that meeting, and about the person: {item}");
    let naming = item["still_naming"].as_array().unwrap();
    assert!(naming.iter().any(|one| one["id"] == other.to_string().as_str()), "{item}");
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    assert!(store.get(EntityKind::Meeting, about.to_bytes()).unwrap().is_none());
    let left = store.get(EntityKind::Meeting, other.to_bytes()).unwrap().and_then(Record::into_meeting).unwrap();
    let tasks: Vec<Option<TaskId>> = left.lines.iter().map(|line| line.task).collect();
    assert_eq!(tasks, [None, Some(TaskId::from_bytes([0x75; 16]))]);
    let answer = store.get(EntityKind::Publication, [0x76; 16]).unwrap().and_then(Record::into_publication).unwrap();
    assert_eq!(answer.meeting, None);
    drop(store);
    stage.run(&["check"]).ok();
    stage.run(&["audit", "verify"]).ok();
}

#[test]
fn a_meeting_is_kept_for_its_own_years_and_may_then_go() {
    let stage = Stage::new();
    stage.run(&["init"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let held = |n: u8, on: Vague| Meeting { id: MeetingId::from_bytes([n; 16]), on, ..Meeting::default() };
    let old = held(0x77, Vague::Month { year: this_year() - 12, month: 5 });
    let young = held(0x78, Vague::Day(date(this_year() - 8, 5, 1)));
    // What was said of somebody's case tells of their time, and goes with them.
    let mut case = held(0x79, Vague::Day(date(this_year() - 12, 5, 1)));
    case.person = Some(person().id);
    let due = format!("{}-05-31", this_year() - 2);
    write(
        &store,
        vec![Put::Save(old.into()), Put::Save(young.into()), Put::Save(case.into()), Put::Save(person().into())],
    );
    drop(store);
    let ran = stage.run(&["retention", "--json"]).ok().json();
    let items = ran["items"].as_array().unwrap();
    let told: Vec<_> =
        items.iter().map(|item| (item["kind"].as_str().unwrap(), item["due"].as_str().unwrap())).collect();
    let of_person = format!("{}-05-01", this_year() - 7);
    assert_eq!(told, [("person", of_person.as_str()), ("meeting", due.as_str())]);
    let id = MeetingId::from_bytes([0x78; 16]).to_string();
    stage.run(&["erase", &id, "--reason", "term", "--yes"]).code(4);
    let id = MeetingId::from_bytes([0x77; 16]).to_string();
    let ran = stage.run(&["erase", &id, "--reason", "term", "--yes", "--json"]).ok();
    assert_eq!(ran.json()["items"][0]["erased"]["meeting"], 1);
    let ran = stage.run(&["retention", "--json"]).ok().json();
    assert_eq!(ran["items"].as_array().map(Vec::len), Some(1));
    stage.run(&["check"]).ok();
}

#[test]
fn a_restore_keeps_what_waits_for_approval_and_brings_no_withdrawn_request_back() {
    let stage = marked();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    let asked = |key| Asked {
        kind: EntityKind::Disclosure,
        key,
        reason: ErasureReason::Court,
        early: true,
        author: author.clone(),
        at: Timestamp::UNIX_EPOCH,
    };
    store.ask_erasure(&asked([0x55; 16])).unwrap();
    drop(store);
    let backup = stage.path("asked.backup").to_str().unwrap().to_owned();
    stage.run(&["backup", &backup]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    store.withdraw_erasure([0x55; 16], &author, Timestamp::UNIX_EPOCH).unwrap();
    store.ask_erasure(&asked([0x56; 16])).unwrap();
    drop(store);
    stage.run(&["restore", &backup, "--yes"]).ok();
    let keys = |stage: &Stage| -> Vec<_> {
        let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
        store.erasures_asked().unwrap().into_iter().map(|asked| asked.key).collect()
    };
    assert_eq!(keys(&stage), [[0x56; 16]]);
    // On a new machine the backup is all that there is.
    let other = Stage::new();
    other.run(&["restore", &backup, "--yes"]).ok();
    assert_eq!(keys(&other), [[0x55; 16]]);
}

#[test]
fn two_who_come_back_with_a_backup_go_again_in_one_change_with_a_line_for_each() {
    let stage = marked();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let other = Person::new(PersonId::from_bytes([0x59; 16]), "架空 星造".to_owned());
    write(&store, vec![Put::Save(other.clone().into())]);
    drop(store);
    let backup = stage.path("two.backup").to_str().unwrap().to_owned();
    stage.run(&["backup", &backup]).ok();
    let ids = [person().id.to_string(), other.id.to_string()];
    for id in &ids {
        stage.run(&["erase", id, "--reason", "request", "--early", "--yes"]).ok();
    }
    let ran = stage.run(&["restore", &backup, "--yes"]).ok();
    assert!(ids.iter().all(|id| ran.err.contains(id)), "{}", ran.err);
    let audit = stage.run(&["audit", "list", "--action", "erase", "--json"]).ok().json();
    let again = audit["items"].as_array().unwrap().iter().filter(|line| line["note"] == "again, after a restore");
    let named: Vec<_> = again.map(|line| (line["records"][0]["id"].clone(), line["count"].clone())).collect();
    assert_eq!(named.len(), 2, "{audit}");
    assert!(named.contains(&(other.id.to_string().into(), 1.into())), "{named:?}");
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let history = store.history(usize::MAX).unwrap();
    assert_eq!(history.iter().filter(|entry| entry.label.action == "erase").count(), 1);
    assert_eq!(store.count(EntityKind::Person).unwrap(), 0);
    drop(store);
    stage.run(&["check"]).ok();
    stage.run(&["audit", "verify"]).ok();
}

/// Images in the journal of the disclosure that the law wants kept.
fn images_of_kept(stage: &Stage) -> usize {
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let history = store.record_history(EntityKind::Disclosure, [0x55; 16], usize::MAX).unwrap();
    history.iter().filter(|(_, change)| change.after.is_some()).count()
}

#[test]
fn a_backup_made_after_an_erasure_comes_back_with_the_history_of_what_is_kept() {
    let stage = marked();
    erase(&stage);
    assert_eq!(images_of_kept(&stage), 1);
    let backup = stage.path("after.backup").to_str().unwrap().to_owned();
    stage.run(&["backup", &backup]).ok();
    stage.run(&["set", &FacilityId::from_bytes([0x54; 16]).to_string(), "note=家族から"]).ok();
    stage.run(&["restore", &backup, "--yes"]).ok();
    assert_eq!(images_of_kept(&stage), 1, "it names nobody");
    stage.run(&["check"]).ok();
}

#[test]
fn compact_takes_the_mark_out_of_the_raw_file_and_nothing_else_is_different() {
    let stage = marked();
    let file = stage.data().join("renkei.redb");
    assert_eq!(holding(&stage.path("")), [file.as_path()], "the scan sees it where it is");
    erase(&stage);
    see_to_the_note(&stage);
    assert_eq!(holding(&stage.path("")), [file.as_path()], "free pages still hold it, as the certificate says");
    let (before, audited) = (everything(&stage), stage.run(&["audit", "list", "--json"]).ok().json());
    let ran = stage.run(&["compact", "--json"]).ok();
    assert_eq!(ran.json()["items"][0]["old_bytes_cleared"], true);
    assert_eq!(holding(&stage.path("")), Vec::<PathBuf>::new());
    stage.run(&["check"]).ok();
    stage.run(&["audit", "verify"]).ok();
    let line = stage.run(&["audit", "list", "--action", "compact", "--json"]).ok().json();
    assert_eq!(line["items"].as_array().map(Vec::len), Some(1));
    let lines = |audit: &serde_json::Value| audit["items"].as_array().map_or(0, Vec::len);
    let after = stage.run(&["audit", "list", "--json"]).ok().json();
    assert_eq!(lines(&after), lines(&audited) + 1);
    let cut = |text: &str| text.split("AuditEntry").next().map(str::to_owned);
    assert_eq!(cut(&everything(&stage)), cut(&before), "records, journal, trash, history and drafts");
    assert!(!stage.data().join(".renkei-compact").exists() && !stage.data().join(".renkei-before-compact").exists());
    assert_eq!(renkei::store::BALLAST_NAME, "renkei.ballast");
    assert!(stage.data().join(renkei::store::BALLAST_NAME).exists(), "the ballast stays aboard");
    assert!(renkei::store::unfinished(&stage.data()).is_none());
}

#[test]
fn compact_waits_for_nobody_and_says_what_to_do() {
    let stage = marked();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let ran = stage.run(&["compact"]).code(4);
    assert!(ran.err.contains("Close every other window"), "{}", ran.err);
    drop(store);
    stage.run(&["compact"]).ok();
    let ran = stage.run(&["--read-only", "compact"]).code(4);
    assert!(ran.out.is_empty());
    assert_eq!(Stage::new().run(&["compact"]).code, 3, "a mistyped folder has nothing to rewrite");
}

#[test]
fn a_backup_from_before_does_not_bring_the_person_back() {
    let stage = marked();
    let backup = stage.path("before.backup").to_str().unwrap().to_owned();
    stage.run(&["backup", &backup]).ok();
    erase(&stage);
    let ran = stage.run(&["--quiet", "restore", &backup, "--yes"]).ok();
    assert!(ran.err.contains(&person().id.to_string()), "it is said also under --quiet: {}", ran.err);
    assert!(!ran.err.contains(MARK));
    let left = everything(&stage);
    assert_eq!(left.matches(MARK).count(), left.matches("の家族から").count(), "only the institution's note: {left}");
    assert!(stage.run(&["person", "list"]).code == 3);
    stage.run(&["check"]).ok();
    stage.run(&["audit", "verify"]).ok();
    let note = |line: &serde_json::Value| line["note"].as_str().unwrap_or_default().to_owned();
    let audit = stage.run(&["audit", "list", "--action", "erase", "--json"]).ok().json();
    assert!(audit["items"].as_array().unwrap().iter().any(|line| note(line).starts_with("again")), "{audit}");
    // Nothing is left to erase: a backup of now comes back whole and without a warning.
    let after = stage.path("after.backup").to_str().unwrap().to_owned();
    stage.run(&["backup", &after]).ok();
    let ran = stage.run(&["restore", &after, "--yes"]).ok();
    assert!(!ran.err.contains(&person().id.to_string()), "{}", ran.err);
    assert!(stage.run(&["disclosures"]).ok().text().contains("erased"), "the legal record is still there");
}

#[test]
fn automatic_backups_from_before_go_when_their_days_are_past() {
    let stage = marked();
    let settings = stage.path(".config/renkei");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("config.toml"), "backup_after_erasure_days = 0\n").unwrap();
    stage.run(&["backup", "--daily"]).ok();
    let folder = stage.data().join("backups");
    let made = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let made = made.filter(|path| path.extension().is_some_and(|ending| ending == "backup")).collect::<Vec<_>>();
    let [daily] = made.as_slice() else { panic!("{made:?}") };
    // As if it were of some days ago, with those of a migration and of a restore, and one that a person has named.
    let named = |name: &str| folder.join(name);
    let old = ["renkei-20260601T0300Z.backup", "renkei-20260601T0300Z-schema-3.backup"].map(named);
    let kept = [named("renkei-20260601T0300Z-before-the-move.backup")];
    for path in old.iter().chain(&kept) {
        fs::copy(daily, path).unwrap();
    }
    fs::remove_file(daily).unwrap();
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "court", "--early", "--yes", "--json"]).ok();
    assert_eq!(ran.json()["items"][0]["other_backups"], 1);
    let today = now().with_time_zone(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap()).date().to_string();
    assert_eq!(ran.json()["items"][0]["backups_until"], today.as_str());
    assert!(old.iter().all(|path| path.exists()), "nothing newer stands in for them yet");
    // A name is to the minute: one of the minute of the erasure would count as older.
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let later = now().timestamp() + jiff::SignedDuration::from_mins(2);
    let made = store.back_up_daily(&renkei::port::archive::Seal::None, later).unwrap();
    assert!(matches!(made, renkei::port::archive::Daily::Made { .. }), "{made:?}");
    assert!(old.iter().all(|path| !path.exists()) && kept[0].exists());
}

#[test]
fn what_is_past_its_term_is_listed_with_a_line_in_the_audit_and_may_go() {
    let stage = Stage::new();
    stage.run(&["init"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let (mut old, mut young) = (person(), Person::new(PersonId::from_bytes([0x61; 16]), "架空 若子".to_owned()));
    old.reviewed_on = Some(date(2019, 6, 1));
    young.reviewed_on = Some(now().date());
    let mut lost = disclosure(0x62, 2020);
    lost.person = PersonId::from_bytes([0x63; 16]);
    write(&store, vec![Put::Save(old.into()), Put::Save(young.into()), Put::Save(lost.into())]);
    drop(store);
    let ran = stage.run(&["retention", "--json"]).ok().json();
    let items = ran["items"].as_array().unwrap();
    let told = |item: &serde_json::Value| format!("{} {} {}", item["kind"], item["due"], item["name"]).replace('"', "");
    let wanted = ["disclosure 2023-06-12 null".to_owned(), format!("person 2024-06-01 {NAME}")];
    assert_eq!(items.iter().map(told).collect::<Vec<_>>(), wanted);
    let audit = stage.run(&["audit", "list", "--action", "view", "--json"]).ok().json();
    assert_eq!(audit["items"][0]["note"], "retention");
    // Under a longer term of the county nobody is due.
    let settings = stage.path(".config/renkei");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("config.toml"), "[retention]\nperson_years = 50\ndisclosure_years = 50\n").unwrap();
    stage.run(&["retention"]).code(3);
    let id = person().id.to_string();
    stage.run(&["erase", &id, "--reason", "term", "--yes"]).code(4);
    fs::write(settings.join("config.toml"), "").unwrap();
    let lost = lost_id();
    for id in [id.as_str(), &lost] {
        stage.run(&["erase", id, "--reason", "term", "--yes"]).ok();
    }
    stage.run(&["retention"]).code(3);
    stage.run(&["check"]).ok();
}

fn lost_id() -> String {
    DisclosureId::from_bytes([0x62; 16]).to_string()
}

#[test]
fn arguments_log_temporary_and_state_files_never_hold_the_name() {
    let stage = marked();
    let temporary = stage.path("tmp");
    fs::create_dir(&temporary).unwrap();
    let id = person().id.to_string();
    let file = stage.data().join("renkei.redb");
    for verb in
        [&["person", "show", &id][..], &["card", "list"], &["retention"], &["disclosures"], &["doctor"], &["check"]]
    {
        let mut command = stage.command(verb);
        command.env("TMPDIR", &temporary);
        let ran = Ran::of(&mut command);
        assert!(!ran.err.contains(MARK), "{verb:?}");
    }
    assert_eq!(holding(&stage.path("")), [file]);
    // It waits for its standard input, so that it can be looked at.
    let mut child = stage.command(&["find", "-"]).stdin(std::process::Stdio::piped()).spawn().unwrap();
    for part in ["cmdline", "environ"] {
        let bytes = fs::read(format!("/proc/{}/{part}", child.id())).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains(MARK), "{part}");
    }
    drop(child.stdin.take());
    child.wait().unwrap();
}

#[test]
fn of_an_encrypted_register_no_file_ever_holds_the_name() {
    let stage = Stage::new();
    let key = stage.path("home.key");
    let key_file = key.to_str().unwrap();
    stage.run(&["init", "--encrypt", "--key-file", key_file]).ok();
    let options = Options { key: Some(renkei::store::keys::KeySource::KeyFile(key.clone())), ..Options::default() };
    let store = RedbStore::open(&stage.data(), options).unwrap();
    write(&store, vec![Put::Save(person().into()), Put::Save(disclosure(0x55, 2025).into())]);
    drop(store);
    let with_key = |args: &[&str]| stage.run(&[args, &["--key-file", key_file]].concat());
    with_key(&["backup", "--daily"]).ok();
    assert_eq!(holding(&stage.path("")), Vec::<PathBuf>::new(), "neither the file nor its backup");
    let id = person().id.to_string();
    with_key(&["erase", &id, "--reason", "mistake", "--early", "--yes"]).ok();
    with_key(&["compact"]).ok();
    with_key(&["check"]).ok();
    with_key(&["person", "show", &id]).code(3);
    assert_eq!(holding(&stage.path("")), Vec::<PathBuf>::new());
    assert!(RedbStore::is_encrypted(&stage.data()));
}
