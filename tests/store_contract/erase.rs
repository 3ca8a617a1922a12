//! Erasing somebody: nothing that was known is left, the legal record stays without a name, and nothing else is touched.

use std::collections::BTreeMap;

use jiff::civil::date;
use renkei::domain::disclosure::Ground;
use renkei::domain::erasure::ErasureReason;
use renkei::domain::permission::Denial;
use renkei::domain::task::{Origin, TaskState};
use renkei::domain::{Author, Disclosure, DraftId, Person, Task, TaskId};
use renkei::port::audit::AuditQuery;
use renkei::port::draft::{Draft, Unsaved};
use renkei::port::erase::{Asked, Erased, Erasure};
use renkei::port::{EntityKind, Put, Record, Store, StoreError};
use strum::IntoEnumIterator;

use crate::sample::*;

/// Plainly fictional, and found nowhere else.
const NAME: &str = "架空ヒミツ子";

fn marked() -> Person {
    Person { name: NAME.to_owned(), ..person(1) }
}

fn given(n: u8, year: i16) -> Disclosure {
    let mut given = Disclosure { person: person(1).id, at: date(year, 5, 1).at(16, 0, 0, 0), ..disclosure(n) };
    given.ground = Ground::Reason(format!("{NAME} の急変"));
    NAME.clone_into(&mut given.to_desk);
    given
}

fn task(n: u8, about: u8, text: &str) -> Task {
    Task {
        id: TaskId::from_bytes([n; 16]),
        rev: 0,
        episode: None,
        person: Some(person(about).id),
        origin: Origin::Hand { text: text.to_owned(), due: None },
        assignee: None,
        state: TaskState::Open,
        note: String::new(),
    }
}

fn erasing(author: &Author, kind: EntityKind, n: u8) -> Erasure<'_> {
    Erasure {
        kind,
        key: [n; 16],
        reason: ErasureReason::Request,
        early: true,
        disclosure_years: 3,
        backups_until: at(86_400),
        author,
        at: at(0),
        today: date(2026, 6, 1),
        by_two: false,
    }
}

fn erase(store: &dyn Store) -> Erased {
    store.erase(&erasing(&hana(), EntityKind::Person, 1)).unwrap()
}

/// Everything that can be read out of the store.
fn everything(store: &dyn Store) -> String {
    let mut all = String::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| all += &format!("{record:?}")).unwrap();
    }
    let mut from = 0;
    while let Some(changes) = store.changes_since(from).unwrap().filter(|changes| !changes.is_empty()) {
        from = changes.last().map_or(from, |change| change.seq);
        all += &format!("{changes:?}");
    }
    all += &format!("{:?}{:?}", store.trash(usize::MAX).unwrap(), store.history(usize::MAX).unwrap());
    all += &format!("{:?}{:?}", store.drafts(&hana()).unwrap(), store.drafts(&taro()).unwrap());
    store.audit(&AuditQuery::default(), &mut |line| all += &format!("{line:?}")).unwrap();
    all
}

fn latest(store: &dyn Store, kind: EntityKind, n: u8) -> Record {
    store.get(kind, [n; 16]).unwrap().unwrap()
}

pub fn nothing_about_a_person_is_left_wherever_it_was(store: &dyn Store) {
    let mut talk = conference(1);
    NAME.clone_into(&mut talk.points);
    let mut note = sheet(1);
    note.values = [("name".to_owned(), NAME.to_owned())].into();
    let gone = task(9, 1, NAME);
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(stay(1).into()), Put::Save(gone.into())]).unwrap();
    write(store, &hana(), vec![Put::Save(talk.into()), Put::Save(note.into()), Put::Save(acp_talk(1).into())]).unwrap();
    // Of a task that is taken away by the program only its images are left, and of one in the trash the record too.
    write(store, &hana(), vec![Put::Remove { kind: EntityKind::Task, key: [9; 16], rev: 1 }]).unwrap();
    write(store, &hana(), vec![Put::Trash { kind: EntityKind::Conference, key: [1; 16], rev: 1 }]).unwrap();
    // A task of the stay that names no person.
    let of_stay = Task { person: None, episode: Some(stay(1).id), ..task(8, 1, NAME) };
    write(store, &hana(), vec![Put::Save(of_stay.into()), Put::Save(person(2).into()), save(facility(1, "一"))])
        .unwrap();
    let before = everything(store);
    assert!(before.matches(NAME).count() > 6, "{before}");
    let erased = erase(store);
    let wanted = [
        (EntityKind::Person, 1),
        (EntityKind::Episode, 1),
        (EntityKind::Task, 1),
        (EntityKind::Conference, 1),
        (EntityKind::Sheet, 1),
        (EntityKind::AcpTalk, 1),
    ];
    assert_eq!(erased.counts, wanted);
    assert!(!everything(store).contains(NAME));
    assert_eq!(store.count(EntityKind::Person).unwrap(), 1, "somebody else is untouched");
    assert_eq!(store.trash(9).unwrap(), []);
    assert_eq!(note_of(store), Some("一".to_owned()));
    assert!(store.verify_audit().unwrap().broken.is_none());
    let gone = store.gone().unwrap();
    assert_eq!(gone.iter().map(|gone| (gone.kind, gone.key)).collect::<Vec<_>>(), [(EntityKind::Person, [1; 16])]);
    assert!(erase(store).is_nothing(), "a second time there is nothing");
}

fn note_of(store: &dyn Store) -> Option<String> {
    note(store, 1)
}

pub fn no_undo_brings_it_back_and_what_else_a_change_did_is_undone(store: &dyn Store) {
    let both = vec![Put::Save(marked().into()), save(facility(1, "一"))];
    let group = write(store, &hana(), both).unwrap().group.unwrap();
    erase(store);
    let newest = store.history(1).unwrap().remove(0);
    assert_eq!((newest.label.action.as_str(), newest.is_erased()), ("erase", true));
    assert!(matches!(store.undo(&hana(), at(1), Some(newest.group)), Err(StoreError::Erased(_))));
    let undone = store.undo(&hana(), at(1), None).unwrap();
    assert_eq!((undone.of, undone.skipped), (Some(group), 1));
    store.redo(&hana(), at(2)).unwrap();
    assert_eq!(store.count(EntityKind::Person).unwrap(), 0);
    assert_eq!(note_of(store), Some("一".to_owned()));
}

pub fn the_record_of_a_disclosure_stays_without_a_text_about_the_person(store: &dyn Store) {
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(given(3, 2026).into())]).unwrap();
    write(store, &hana(), vec![Put::Save(given(4, 2020).into())]).unwrap();
    let mut changed = latest(store, EntityKind::Disclosure, 3).into_disclosure().unwrap();
    changed.read_back = false;
    write(store, &hana(), vec![Put::Save(changed.into())]).unwrap();
    let seq = store.last_seq().unwrap();
    let erased = erase(store);
    assert_eq!(
        (erased.kept, erased.counts.as_slice()),
        (1, &[(EntityKind::Person, 1), (EntityKind::Disclosure, 1)][..])
    );
    assert!(!everything(store).contains(NAME));
    let kept = latest(store, EntityKind::Disclosure, 3);
    assert_eq!(kept.rev(), 3, "a form that is open over it is stale");
    let kept = kept.into_disclosure().unwrap();
    assert_eq!((kept.person, kept.to_name.as_str(), kept.to_desk.as_str()), (person(1).id, "架空病院", "削除済"));
    // A session that follows the journal drops the person and takes what is left of the disclosure.
    let changes = store.changes_since(seq).unwrap().unwrap();
    let of = |kind| changes.iter().find(|change| change.kind == kind && change.key != [4; 16]).unwrap();
    assert_eq!((of(EntityKind::Person).after.clone(), of(EntityKind::Person).erased), (None, true));
    assert_eq!(of(EntityKind::Disclosure).after, Some(Record::Disclosure(kept.clone())));
    assert!(of(EntityKind::Disclosure).before.is_none());
    // When its own term is over it goes as well, and nothing of it is left in the journal either.
    let hana = hana();
    let erasure = Erasure { early: false, today: date(2030, 1, 1), ..erasing(&hana, EntityKind::Disclosure, 3) };
    assert_eq!(store.erase(&erasure).unwrap().counts, [(EntityKind::Disclosure, 1)]);
    assert!(!everything(store).contains("架空病院"));
    assert!(store.verify_audit().unwrap().broken.is_none());
}

pub fn a_record_that_is_somebody_else_s_now_stays_and_its_older_images_go(store: &dyn Store) {
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(person(2).into())]).unwrap();
    write(store, &hana(), vec![Put::Save(task(5, 1, NAME).into())]).unwrap();
    let moved = Task { rev: 1, ..task(5, 2, "別の人に電話") };
    write(store, &hana(), vec![Put::Save(moved.into())]).unwrap();
    let later = Task { rev: 2, state: TaskState::Open, note: "済み".to_owned(), ..task(5, 2, "別の人に電話") };
    let group = write(store, &hana(), vec![Put::Save(later.into())]).unwrap().group.unwrap();
    erase(store);
    assert!(!everything(store).contains(NAME));
    let task = latest(store, EntityKind::Task, 5).into_task().unwrap();
    assert_eq!(task.note, "済み");
    store.undo(&hana(), at(1), Some(group)).unwrap();
    assert_eq!(latest(store, EntityKind::Task, 5).into_task().unwrap().note, "", "the other's own history is whole");
}

pub fn a_stay_goes_with_what_belongs_to_it_and_leaves_its_person(store: &dyn Store) {
    let of_stay = Disclosure { person: person(1).id, ..disclosure(1) };
    let puts = vec![Put::Save(marked().into()), Put::Save(stay(1).into()), Put::Save(conference(1).into())];
    write(store, &hana(), puts).unwrap();
    write(store, &hana(), vec![Put::Save(sheet(1).into()), Put::Save(of_stay.clone().into())]).unwrap();
    let erased = store.erase(&erasing(&hana(), EntityKind::Episode, 1)).unwrap();
    let wanted = [(EntityKind::Episode, 1), (EntityKind::Conference, 1), (EntityKind::Sheet, 1)];
    assert_eq!((erased.counts.as_slice(), erased.kept), (&wanted[..], 0));
    assert_eq!(latest(store, EntityKind::Person, 1).into_person().unwrap().name, NAME);
    let given = latest(store, EntityKind::Disclosure, 1).into_disclosure().unwrap();
    assert_eq!(given, Disclosure { rev: 1, ..of_stay }, "to whom something was given stays whole with the person");
}

pub fn a_session_that_follows_the_journal_forgets_the_person(store: &dyn Store) {
    let to_do = Task { episode: Some(stay(1).id), ..task(8, 1, NAME) };
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(person(2).into()), Put::Save(stay(1).into())])
        .unwrap();
    write(store, &hana(), vec![Put::Save(to_do.into()), Put::Save(given(3, 2026).into())]).unwrap();
    let mut records = Vec::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| records.push(record)).unwrap();
    }
    let rulebook = std::sync::Arc::new(renkei::rulebook::builtin());
    let mut book = renkei::model::Casebook::build(rulebook, date(2026, 6, 1), records);
    let seq = store.last_seq().unwrap();
    assert_eq!((book.people(NAME).len(), book.tasks().count()), (1, 1));
    erase(store);
    book.apply(&store.changes_since(seq).unwrap().unwrap());
    assert_eq!((book.people(NAME).len(), book.tasks().count(), book.stays().count()), (0, 0, 0));
    assert!(book.person(person(1).id).is_none() && book.person(person(2).id).is_some());
    let left: Vec<&Disclosure> = book.disclosures_of(person(1).id).collect();
    assert!(left.len() == 1 && !format!("{left:?}").contains(NAME), "{left:?}");
}

pub fn drafts_about_the_person_go_and_others_stay(store: &dyn Store) {
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(person(2).into())]).unwrap();
    let draft = |n: u8, kind, key: u8, base: Option<Record>, field: &str, beside: Vec<Record>| Draft {
        author: taro(),
        at: at(i64::from(n)),
        unsaved: Unsaved {
            id: DraftId::from_bytes([n; 16]),
            kind,
            key: [key; 16],
            base,
            fields: BTreeMap::from([("note".to_owned(), field.to_owned())]),
            beside,
        },
    };
    let id = person(1).id.to_string();
    for gone in [
        draft(1, EntityKind::Person, 1, None, NAME, Vec::new()),
        draft(2, EntityKind::AcpTalk, 7, Some(acp_talk(1).into()), NAME, Vec::new()),
        draft(3, EntityKind::Episode, 7, None, NAME, vec![marked().into()]),
        draft(4, EntityKind::Task, 7, None, &id, Vec::new()),
    ] {
        store.keep_draft(&gone, None).unwrap();
    }
    let stays = draft(5, EntityKind::Person, 2, None, "別の人", vec![person(2).into()]);
    store.keep_draft(&stays, None).unwrap();
    erase(store);
    assert_eq!(store.drafts(&taro()).unwrap(), [stays]);
}

pub fn only_admins_erase_and_what_is_not_there_writes_nothing(store: &dyn Store) {
    let nothing = store.erase(&erasing(&hana(), EntityKind::Person, 1)).unwrap();
    assert!(nothing.is_nothing());
    assert_eq!((store.last_seq().unwrap(), store.gone().unwrap(), store.audit_head().unwrap()), (0, Vec::new(), None));
    write(store, &hana(), vec![Put::Save(member(1).into()), Put::Save(member(2).into())]).unwrap();
    write(store, &hana(), vec![Put::Save(marked().into())]).unwrap();
    let refused = store.erase(&erasing(&taro(), EntityKind::Person, 1));
    assert!(matches!(refused, Err(StoreError::NotAllowed(Denial::Role(_) | Denial::AdminsOnly))), "{refused:?}");
    assert_eq!(store.count(EntityKind::Person).unwrap(), 1);
    erase(store);
    assert_eq!(store.count(EntityKind::Person).unwrap(), 0);
}

pub fn the_audit_holds_the_fact_and_the_numbers(store: &dyn Store) {
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(given(3, 2026).into())]).unwrap();
    erase(store);
    let mut lines = Vec::new();
    let query = AuditQuery { action: Some("erase".to_owned()), ..AuditQuery::default() };
    store.audit(&query, &mut |line| lines.push(line)).unwrap();
    let [change, certificate] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(change.group.is_some() && certificate.group.is_none());
    assert_eq!(certificate.records[0].id, person(1).id.to_string());
    assert_eq!(certificate.note, "request early raw=kept backups_until=2023-11-15 kept=1 person=1");
}

pub fn the_name_goes_from_the_older_images_and_drafts_of_others(store: &dyn Store) {
    let mut named = facility(1, "");
    named.local.note.facts = format!("{NAME}の家族から");
    write(store, &hana(), vec![Put::Save(marked().into()), Put::Save(named.clone().into()), save(facility(2, "二"))])
        .unwrap();
    // Somebody has taken the name out of one note; in the other it still stands.
    let mut mended = store.get(EntityKind::Facility, key(1)).unwrap().and_then(Record::into_facility).unwrap();
    "家族から".clone_into(&mut mended.local.note.facts);
    let group = write(store, &hana(), vec![Put::Save(mended.into())]).unwrap().group.unwrap();
    let other = Person { name: "架空ヒミツ 子".to_owned(), ..person(2) };
    write(store, &hana(), vec![Put::Save(other.clone().into())]).unwrap();
    let renamed = Person { rev: 1, note: "甘い物".to_owned(), ..other };
    let of_namesake = write(store, &hana(), vec![Put::Save(renamed.into())]).unwrap().group.unwrap();
    let draft = Draft {
        author: taro(),
        at: at(1),
        unsaved: Unsaved {
            id: DraftId::from_bytes([6; 16]),
            kind: EntityKind::Facility,
            key: key(2),
            base: None,
            fields: BTreeMap::from([("note".to_owned(), format!("架空 {}に電話", "ヒミツ　子"))]),
            beside: Vec::new(),
        },
    };
    store.keep_draft(&draft, None).unwrap();
    erase(store);
    assert!(!everything(store).contains(NAME));
    assert_eq!(store.drafts(&taro()).unwrap(), [], "however the name is spaced");
    assert_eq!(note(store, 1).as_deref(), Some("家族から"));
    assert!(
        matches!(store.undo(&hana(), at(2), Some(group)), Err(StoreError::Erased(_))),
        "it would bring the name back"
    );
    store.undo(&hana(), at(2), Some(of_namesake)).unwrap();
    let namesake = latest(store, EntityKind::Person, 2).into_person().unwrap();
    assert_eq!((namesake.name.as_str(), namesake.note.as_str()), ("架空ヒミツ 子", ""), "who is called the same");
}

pub fn what_is_in_use_and_names_the_person_is_left_to_people(store: &dyn Store) {
    let mut named = facility(1, "");
    named.local.note.facts = format!("{NAME}の家族から");
    write(store, &hana(), vec![Put::Save(marked().into())]).unwrap();
    let seq = store.last_seq().unwrap();
    write(store, &hana(), vec![Put::Save(named.clone().into())]).unwrap();
    erase(store);
    assert_eq!(note(store, 1), Some(named.local.note.facts));
    // A session that has not read that change yet does not take the institution for gone.
    let changes = store.changes_since(seq).unwrap().unwrap();
    let mut of_place = changes.iter().filter(|change| change.kind == EntityKind::Facility);
    assert!(of_place.clone().count() == 1 && of_place.next_back().unwrap().after.is_some(), "{changes:?}");
}

pub fn a_kept_disclosure_names_the_person_in_no_spelling_that_was_ever_written(store: &dyn Store) {
    let maiden = Person { name: "架空ムカシ 子".to_owned(), ..person(1) };
    write(store, &hana(), vec![Put::Save(maiden.into())]).unwrap();
    write(store, &hana(), vec![Put::Save(Person { rev: 1, ..marked() }.into())]).unwrap();
    let mut told = given(3, 2026);
    (told.to_name, told.contents) = ("架空ムカシ子 ご本人".to_owned(), format!("{NAME}の連絡先"));
    write(store, &hana(), vec![Put::Save(told.into())]).unwrap();
    erase(store);
    let kept = latest(store, EntityKind::Disclosure, 3).into_disclosure().unwrap();
    assert_eq!((kept.to_name.as_str(), kept.contents.as_str()), ("削除済", "削除済"));
    assert_eq!(kept.to_desk, "削除済");
}

pub fn by_two_it_is_asked_for_by_one_admin_and_approved_by_another(store: &dyn Store) {
    let (hana, taro) = (hana(), taro());
    write(store, &hana, vec![Put::Save(marked().into())]).unwrap();
    let approving = |author| Erasure { by_two: true, ..erasing(author, EntityKind::Person, 1) };
    let refused = |author, why: &str| {
        assert!(matches!(store.erase(&approving(author)), Err(StoreError::NotAsked)), "{why}");
        assert_eq!(store.count(EntityKind::Person).unwrap(), 1, "{why}");
    };
    refused(&taro, "nobody has asked");
    let asked = Asked {
        kind: EntityKind::Person,
        key: [1; 16],
        reason: ErasureReason::Request,
        early: true,
        author: hana.clone(),
        at: at(0),
    };
    store.ask_erasure(&asked).unwrap();
    assert_eq!(store.erasures_asked().unwrap(), std::slice::from_ref(&asked));
    refused(&hana, "who has asked does not approve");
    store.ask_erasure(&Asked { reason: ErasureReason::Court, ..asked.clone() }).unwrap();
    refused(&taro, "it was asked for another reason");
    store.ask_erasure(&Asked { early: false, ..asked.clone() }).unwrap();
    refused(&taro, "it was not asked for before its time");
    assert!(store.withdraw_erasure([1; 16], &taro, at(1)).unwrap().is_some());
    assert_eq!(
        (store.withdraw_erasure([1; 16], &taro, at(1)).unwrap(), store.erasures_asked().unwrap()),
        (None, vec![])
    );
    refused(&taro, "it was withdrawn");
    store.ask_erasure(&asked).unwrap();
    assert_eq!(store.erase(&approving(&taro)).unwrap().counts, [(EntityKind::Person, 1)]);
    assert_eq!(store.erasures_asked().unwrap(), []);
    let mut lines = Vec::new();
    store.audit(&AuditQuery::default(), &mut |line| lines.push(line)).unwrap();
    let told =
        |action: &str| lines.iter().filter(|line| line.action == action && line.group.is_none()).collect::<Vec<_>>();
    assert_eq!((told("erase_ask").len(), told("erase_withdraw").len()), (4, 1));
    let [certificate] = told("erase")[..] else { panic!("{lines:?}") };
    assert!(certificate.note.starts_with("request early approved raw=kept"), "{}", certificate.note);
    assert_eq!(certificate.author, taro);
    assert!(!format!("{lines:?}").contains(NAME));
    assert!(store.verify_audit().unwrap().broken.is_none());
}

pub fn only_admins_ask_and_withdraw(store: &dyn Store) {
    write(store, &hana(), vec![Put::Save(member(1).into()), Put::Save(member(2).into())]).unwrap();
    write(store, &hana(), vec![Put::Save(marked().into())]).unwrap();
    let ask = |author| {
        let (kind, key, reason) = (EntityKind::Person, [1; 16], ErasureReason::Request);
        store.ask_erasure(&Asked { kind, key, reason, early: false, author, at: at(0) })
    };
    assert!(matches!(ask(taro()), Err(StoreError::NotAllowed(_))));
    ask(hana()).unwrap();
    assert!(matches!(store.withdraw_erasure([1; 16], &taro(), at(1)), Err(StoreError::NotAllowed(_))));
    assert_eq!(store.erasures_asked().unwrap().len(), 1);
}

#[test]
fn an_encrypted_store_erases_as_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let key = renkei::store::keys::make_key_file(&folder.path().join("a.key")).unwrap();
    let data = folder.path().join("data");
    let store =
        renkei::store::RedbStore::create_encrypted(&data, "one", &key, renkei::store::Options::default()).unwrap();
    nothing_about_a_person_is_left_wherever_it_was(&store);
}

on_every_store!(
    erase:
    nothing_about_a_person_is_left_wherever_it_was,
    no_undo_brings_it_back_and_what_else_a_change_did_is_undone,
    the_record_of_a_disclosure_stays_without_a_text_about_the_person,
    a_record_that_is_somebody_else_s_now_stays_and_its_older_images_go,
    a_stay_goes_with_what_belongs_to_it_and_leaves_its_person,
    a_session_that_follows_the_journal_forgets_the_person,
    drafts_about_the_person_go_and_others_stay,
    only_admins_erase_and_what_is_not_there_writes_nothing,
    the_audit_holds_the_fact_and_the_numbers,
    the_name_goes_from_the_older_images_and_drafts_of_others,
    what_is_in_use_and_names_the_person_is_left_to_people,
    a_kept_disclosure_names_the_person_in_no_spelling_that_was_ever_written,
    by_two_it_is_asked_for_by_one_admin_and_approved_by_another,
    only_admins_ask_and_withdraw,
);
