//! The rules, each a function of a fresh store.

use std::sync::Barrier;

use renkei::domain::{Answer, Facility, Task};
use renkei::port::store::{CHANGES_AT_ONCE, doubt as load_doubt, facility as load};
use renkei::port::{EntityKind, Entry, GroupId, Image, Put, Record, Store, StoreError};
use strum::IntoEnumIterator;

use crate::sample::*;

pub fn conflict<T: std::fmt::Debug>(result: Result<T, StoreError>) -> (Image, Image) {
    match result {
        Err(StoreError::Conflict { mine, theirs }) => (*mine, *theirs),
        other => panic!("a conflict was due, not {other:?}"),
    }
}

/// The newest change on top of an undo that was refused, and how many records it is about.
pub fn changed_since(result: Result<Entry, StoreError>) -> (GroupId, u64) {
    match result {
        Err(StoreError::ChangedSince { group, records, .. }) => (group, records),
        other => panic!("not refused: {other:?}"),
    }
}

fn note_of(image: &Image) -> Option<&str> {
    match image {
        Some(Record::Facility(facility)) => Some(&facility.local.note.facts),
        Some(other) => panic!("a facility was due, not {other:?}"),
        None => None,
    }
}

pub fn an_empty_store_holds_nothing(store: &dyn Store) {
    for kind in EntityKind::iter() {
        assert_eq!(store.count(kind).unwrap(), 0);
        assert_eq!(store.get(kind, key(1)).unwrap(), None);
        store.scan(kind, &mut |record| panic!("{record:?} in an empty store")).unwrap();
    }
    assert_eq!(store.last_seq().unwrap(), 0);
    assert_eq!(store.history(10).unwrap(), vec![]);
    assert_eq!(store.changes_since(0).unwrap(), Some(vec![]));
}

pub fn what_was_saved_is_read_back(store: &dyn Store) {
    let wanted = facility(1, "駐車場は裏");
    let saved = write(store, &hana(), vec![save(wanted.clone())]).unwrap();
    assert_eq!((saved.group, saved.seq, saved.changes), (Some(GroupId(1)), 1, 1));
    let mut found = load(store, id(1)).unwrap().unwrap();
    assert_eq!(found.rev, 1);
    found.rev = 0;
    assert_eq!(found, wanted);
}

pub fn every_kind_has_its_own_table(store: &dyn Store) {
    let records = vec![
        Record::Facility(facility(1, "")),
        Record::Doubt(doubt(1)),
        Record::PlaceTable(places("99001")),
        Record::Member(member(1)),
        Record::Person(person(1)),
        Record::Episode(stay(1)),
        Record::Task(Task::of_item(stay(1).id, person(1).id, "A03")),
        Record::Template(template()),
        Record::Disclosure(disclosure(1)),
        Record::Conference(conference(1)),
        Record::Sheet(sheet(1)),
        Record::AcpTalk(acp_talk(1)),
        Record::Meeting(meeting(1)),
        Record::Publication(publication(1)),
        Record::Guide(guide(1)),
        Record::Survey(survey(1)),
        Record::Answer(Answer::new(survey(1).id, id(1))),
        Record::ServiceAct(closing(1)),
    ];
    for kind in EntityKind::iter() {
        assert!(records.iter().any(|record| record.kind() == kind), "no sample of {kind}");
    }
    write(store, &hana(), records.iter().cloned().map(Put::Save).collect()).unwrap();
    for mut record in records {
        assert_eq!(store.count(record.kind()).unwrap(), 1);
        let found = store.get(record.kind(), record.key()).unwrap();
        record.set_rev(1);
        assert_eq!(found.as_ref(), Some(&record));
    }
    // The same key in another table is another record.
    assert_eq!(store.get(EntityKind::Doubt, key(1)).unwrap(), None);
    assert!(load_doubt(store, doubt(1).id).unwrap().is_some());
}

pub fn scan_gives_all_in_key_order(store: &dyn Store) {
    let puts = [5, 1, 4, 2, 3].map(|n| save(facility(n, "")));
    write(store, &hana(), puts.into()).unwrap();
    let mut keys = Vec::new();
    store.scan(EntityKind::Facility, &mut |record| keys.push((record.key(), record.rev()))).unwrap();
    assert_eq!(keys, [1, 2, 3, 4, 5].map(|n| (key(n), 1)));
    assert_eq!(store.count(EntityKind::Facility).unwrap(), 5);
}

pub fn a_save_raises_rev_by_one(store: &dyn Store) {
    for turn in 1..=3 {
        set(store, &hana(), 1, &format!("turn {turn}"));
        assert_eq!(rev(store, 1), Some(turn));
    }
}

pub fn a_stale_save_is_a_conflict_with_both_versions(store: &dyn Store) {
    set(store, &hana(), 1, "first");
    let mut mine = load(store, id(1)).unwrap().unwrap();
    set(store, &taro(), 1, "theirs");
    mine.local.note.facts = String::from("mine");
    let (mine_back, theirs) = conflict(write(store, &hana(), vec![save(mine.clone())]));
    assert_eq!(mine_back, Some(Record::Facility(mine)));
    assert_eq!((note_of(&theirs), theirs.as_ref().map(Record::rev)), (Some("theirs"), Some(2)));
    assert_eq!(note(store, 1).as_deref(), Some("theirs"));
    assert_eq!(store.last_seq().unwrap(), 2);
}

/// "One place less", said by two who both saw three, is a conflict: to drop the second as equal would lose it.
pub fn a_stale_save_of_the_same_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "three places");
    let seen = load(store, id(1)).unwrap().unwrap();
    set(store, &taro(), 1, "two places");
    let mine = Facility { rev: seen.rev, ..facility(1, "two places") };
    conflict(write(store, &hana(), vec![save(mine)]));
    assert_eq!(rev(store, 1), Some(2));
}

pub fn an_insert_over_a_record_is_a_conflict(store: &dyn Store) {
    set(store, &taro(), 1, "theirs");
    let (mine, theirs) = conflict(write(store, &hana(), vec![save(facility(1, "mine"))]));
    assert_eq!((note_of(&mine), note_of(&theirs)), (Some("mine"), Some("theirs")));
}

pub fn a_save_of_a_removed_record_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "first");
    let mut mine = load(store, id(1)).unwrap().unwrap();
    remove(store, &taro(), 1);
    mine.local.note.facts = String::from("mine");
    let (mine, theirs) = conflict(write(store, &hana(), vec![save(mine)]));
    assert_eq!((note_of(&mine), theirs), (Some("mine"), None));
    assert_eq!(note(store, 1), None);
}

pub fn a_stale_removal_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "first");
    set(store, &taro(), 1, "theirs");
    let put = Put::Remove { kind: EntityKind::Facility, key: key(1), rev: 1 };
    let (mine, theirs) = conflict(write(store, &hana(), vec![put]));
    assert_eq!((mine, note_of(&theirs)), (None, Some("theirs")));
    assert_eq!(note(store, 1).as_deref(), Some("theirs"));
}

pub fn a_conflict_leaves_nothing_of_its_transaction(store: &dyn Store) {
    set(store, &hana(), 2, "two");
    let puts = vec![save(facility(1, "one")), save(facility(2, "again")), save(facility(3, "three"))];
    conflict(write(store, &hana(), puts));
    assert_eq!([1, 2, 3].map(|n| note(store, n)), [None, Some("two".to_owned()), None]);
    assert_eq!((store.last_seq().unwrap(), store.history(9).unwrap().len()), (1, 1));
}

pub fn a_put_that_changes_nothing_is_dropped(store: &dyn Store) {
    set(store, &hana(), 1, "same");
    let same = load(store, id(1)).unwrap().unwrap();
    let saved = write(store, &hana(), vec![save(same), save(facility(2, "new"))]).unwrap();
    assert_eq!((saved.group, saved.changes, saved.seq), (Some(GroupId(2)), 1, 2));
    assert_eq!((rev(store, 1), rev(store, 2)), (Some(1), Some(1)));
    // A removal of what is not there wants nothing either.
    let gone = Put::Remove { kind: EntityKind::Facility, key: key(9), rev: 4 };
    assert_eq!(write(store, &taro(), vec![gone]).unwrap().group, None);
}

pub fn a_run_that_changes_nothing_makes_no_group(store: &dyn Store) {
    let puts = |rev| {
        let wanted = (1..50).map(|n| Facility { rev, ..facility(n, "import") });
        wanted.map(save).collect::<Vec<_>>()
    };
    let first = write(store, &hana(), puts(0)).unwrap();
    let second = write(store, &hana(), puts(1)).unwrap();
    assert_eq!((second.group, second.changes, second.seq), (None, 0, first.seq));
    assert_eq!(write(store, &hana(), vec![]).unwrap().group, None);
    assert_eq!((store.history(9).unwrap().len(), store.last_seq().unwrap()), (1, 49));
}

pub fn several_puts_to_one_record_in_one_transaction(store: &dyn Store) {
    let mut second = facility(1, "second");
    second.rev = 1;
    let saved = write(store, &hana(), vec![save(facility(1, "first")), save(second)]).unwrap();
    assert_eq!((saved.changes, note(store, 1).as_deref(), rev(store, 1)), (2, Some("second"), Some(2)));
}

pub fn removal_removes(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 2, "two");
    remove(store, &hana(), 1);
    assert_eq!((note(store, 1), note(store, 2).as_deref()), (None, Some("two")));
    assert_eq!(store.count(EntityKind::Facility).unwrap(), 1);
}

pub fn a_record_that_comes_back_goes_on_counting(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 1, "two");
    let held = load(store, id(1)).unwrap().unwrap();
    remove(store, &taro(), 1);
    set(store, &taro(), 1, "another life");
    assert!(rev(store, 1) > Some(held.rev), "a form opened before would pass as current");
    let mut mine = held;
    mine.local.note.facts = String::from("mine");
    conflict(write(store, &hana(), vec![save(mine)]));
}

pub fn the_journal_numbers_grow_by_one_a_change(store: &dyn Store) {
    let saved = write(store, &hana(), (1..=3).map(|n| save(facility(n, ""))).collect()).unwrap();
    assert_eq!((saved.group, saved.seq), (Some(GroupId(1)), 3));
    assert_eq!(set(store, &taro(), 1, "x"), GroupId(4));
    assert_eq!(remove(store, &hana(), 1), GroupId(5));
    assert_eq!(store.last_seq().unwrap(), 5);
    let seqs: Vec<_> = store.changes_since(0).unwrap().unwrap().iter().map(|change| change.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5]);
}

pub fn changes_since_tells_before_and_after(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let seen = store.last_seq().unwrap();
    assert_eq!(store.changes_since(seen).unwrap(), Some(vec![]));
    set(store, &taro(), 1, "two");
    let last = remove(store, &taro(), 1);
    let changes = store.changes_since(seen).unwrap().unwrap();
    let told: Vec<_> = changes.iter().map(|change| (note_of(&change.before), note_of(&change.after))).collect();
    assert_eq!(told, [(Some("one"), Some("two")), (Some("two"), None)]);
    assert_eq!(changes[0].before.as_ref().map(Record::rev), Some(1));
    assert_eq!(changes[0].after.as_ref().map(Record::rev), Some(2));
    assert_eq!((changes[1].group, changes[1].kind, changes[1].key), (last, EntityKind::Facility, key(1)));
}

pub fn changes_since_hands_out_a_long_journal_in_parts(store: &dyn Store) {
    let count = CHANGES_AT_ONCE as u32 * 2 + 7;
    write(store, &hana(), (0..count).map(|n| save(facility(n, "import"))).collect()).unwrap();
    let (mut seen, mut parts) = (0, Vec::new());
    loop {
        let changes = store.changes_since(seen).unwrap().unwrap();
        let Some(last) = changes.last() else { break };
        assert!(changes.iter().zip(seen + 1..).all(|(change, seq)| change.seq == seq), "none left out, none twice");
        seen = last.seq;
        parts.push(changes.len());
    }
    assert_eq!(parts, [CHANGES_AT_ONCE, CHANGES_AT_ONCE, 7]);
}

pub fn changes_since_a_number_from_the_future_says_reload(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    assert_eq!(store.changes_since(1).unwrap(), Some(vec![]));
    assert_eq!(store.changes_since(2).unwrap(), None);
}

pub fn history_is_newest_first_and_limited(store: &dyn Store) {
    let groups = [1, 2, 3].map(|n| set(store, &hana(), n, ""));
    let told = |limit| store.history(limit).unwrap().iter().map(|entry| entry.group).collect::<Vec<_>>();
    assert_eq!(told(9), [groups[2], groups[1], groups[0]]);
    assert_eq!(told(2), [groups[2], groups[1]]);
    assert_eq!(told(0), []);
}

pub fn history_says_who_when_and_what(store: &dyn Store) {
    let mut import = transaction(&taro(), "import", (1..=4).map(|n| save(facility(n, ""))).collect());
    import.at = at(77);
    store.write(import).unwrap();
    let entry = store.history(1).unwrap().remove(0);
    assert_eq!((entry.author, entry.at, entry.changes), (taro(), at(77), 4));
    assert_eq!((entry.label.action.as_str(), entry.label.detail.as_str()), ("import", "4 records"));
    assert_eq!((entry.of, entry.undone), (None, false));
}

pub fn undo_takes_back_the_last_group(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let group = set(store, &hana(), 1, "two");
    let entry = store.undo(&hana(), at(9), None).unwrap();
    assert_eq!((entry.of, entry.changes, entry.at), (Some(group), 1, at(9)));
    assert_eq!(note(store, 1).as_deref(), Some("one"));
}

pub fn undo_goes_on_with_the_next_older_group(store: &dyn Store) {
    let groups = ["one", "two", "three"].map(|text| set(store, &hana(), 1, text));
    for (group, left) in groups.iter().rev().zip([Some("two"), Some("one"), None]) {
        assert_eq!(store.undo(&hana(), at(9), None).unwrap().of, Some(*group));
        assert_eq!(note(store, 1).as_deref(), left);
    }
    assert!(matches!(store.undo(&hana(), at(9), None), Err(StoreError::NothingToUndo)));
}

pub fn undo_of_an_insert_removes(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!((note(store, 1), store.count(EntityKind::Facility).unwrap()), (None, 0));
}

pub fn undo_of_a_removal_brings_back(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let before = contents(store, EntityKind::Facility);
    remove(store, &hana(), 1);
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(contents(store, EntityKind::Facility), before);
}

pub fn undo_of_many_records_is_one_group(store: &dyn Store) {
    for n in 1..=20 {
        set(store, &taro(), n, "local fact");
    }
    remove(store, &taro(), 20);
    let before = contents(store, EntityKind::Facility);
    let mut puts: Vec<_> = (5..=400)
        .map(|n| {
            let mut wanted = facility(n, "import");
            wanted.rev = rev(store, n).unwrap_or(0);
            save(wanted)
        })
        .collect();
    puts.push(Put::Remove { kind: EntityKind::Facility, key: key(1), rev: 1 });
    puts.push(Put::Save(Record::Doubt(doubt(1))));
    store.write(transaction(&hana(), "import", puts)).unwrap();
    assert_eq!(store.count(EntityKind::Facility).unwrap(), 399);
    let entry = store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(entry.changes, 398);
    assert_eq!(contents(store, EntityKind::Facility), before);
    assert_eq!(store.count(EntityKind::Doubt).unwrap(), 0);
    // And all of it again.
    store.redo(&hana(), at(10)).unwrap();
    assert_eq!(store.count(EntityKind::Facility).unwrap(), 399);
    assert_eq!((note(store, 1), note(store, 7).as_deref()), (None, Some("import")));
}

pub fn undo_of_several_puts_to_one_record(store: &dyn Store) {
    set(store, &hana(), 1, "zero");
    let puts = (1..=3).map(|turn| {
        let mut wanted = facility(1, &format!("turn {turn}"));
        wanted.rev = turn;
        save(wanted)
    });
    write(store, &hana(), puts.collect()).unwrap();
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("zero"));
    store.redo(&hana(), at(9)).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("turn 3"));
}

pub fn undo_is_journaled_and_marks_the_group(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let group = set(store, &hana(), 1, "two");
    let seen = store.last_seq().unwrap();
    let entry = store.undo(&hana(), at(9), None).unwrap();
    let changes = store.changes_since(seen).unwrap().unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].group, entry.group);
    assert_eq!((note_of(&changes[0].before), note_of(&changes[0].after)), (Some("two"), Some("one")));
    let history = store.history(9).unwrap();
    assert_eq!(history[0], entry);
    assert_eq!((history[0].label.action.as_str(), history[0].author.uid), ("undo", hana().uid));
    assert_eq!((history[1].group, history[1].undone), (group, true));
    assert!(!history[2].undone);
    store.redo(&hana(), at(10)).unwrap();
    let history = store.history(9).unwrap();
    assert_eq!((history[0].label.action.as_str(), history[0].of), ("redo", Some(group)));
    assert!(history.iter().all(|entry| !entry.undone));
}

pub fn undo_raises_rev(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let mut held = load(store, id(1)).unwrap().unwrap();
    set(store, &hana(), 1, "two");
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(rev(store, 1), Some(3));
    // The text is the one that the form was opened with, but it is not the same version.
    held.local.note.facts = String::from("mine");
    conflict(write(store, &taro(), vec![save(held)]));
    // Nor is a record that an undo removed and a redo brought back.
    set(store, &taro(), 2, "new");
    store.undo(&taro(), at(9), None).unwrap();
    store.redo(&taro(), at(9)).unwrap();
    assert!(rev(store, 2) > Some(1));
}

pub fn undo_with_nothing_to_undo(store: &dyn Store) {
    assert!(matches!(store.undo(&hana(), at(0), None), Err(StoreError::NothingToUndo)));
    assert_eq!(store.last_seq().unwrap(), 0);
}

pub fn undo_is_each_authors_own(store: &dyn Store) {
    set(store, &hana(), 1, "hana's");
    set(store, &taro(), 2, "taro's");
    // The person is the uid, whatever the account is called today.
    let mut renamed = hana();
    renamed.name = String::from("hanako");
    store.undo(&renamed, at(9), None).unwrap();
    assert_eq!((note(store, 1), note(store, 2).as_deref()), (None, Some("taro's")));
    assert!(matches!(store.undo(&hana(), at(9), None), Err(StoreError::NothingToUndo)));
    assert_eq!(note(store, 2).as_deref(), Some("taro's"));
}

pub fn undo_by_number_takes_any_authors_group(store: &dyn Store) {
    let group = set(store, &hana(), 1, "hana's");
    set(store, &hana(), 2, "later");
    let entry = store.undo(&taro(), at(9), Some(group)).unwrap();
    assert_eq!((entry.author, entry.of), (taro(), Some(group)));
    assert_eq!((note(store, 1), note(store, 2).as_deref()), (None, Some("later")));
    // It is the one who took it back that puts it back.
    store.redo(&taro(), at(9)).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("hana's"));
}

pub fn undo_of_an_unknown_number(store: &dyn Store) {
    write(store, &hana(), (1..=3).map(|n| save(facility(n, ""))).collect()).unwrap();
    for number in [0, 2, 3, 4, u64::MAX] {
        match store.undo(&hana(), at(9), Some(GroupId(number))) {
            Err(StoreError::NoSuchGroup(GroupId(told))) => assert_eq!(told, number),
            other => panic!("{number}: {other:?}"),
        }
    }
}

pub fn undo_twice_by_number(store: &dyn Store) {
    let group = set(store, &hana(), 1, "one");
    store.undo(&hana(), at(9), Some(group)).unwrap();
    assert!(matches!(store.undo(&hana(), at(9), Some(group)), Err(StoreError::NothingToUndo)));
}

pub fn undo_of_what_was_changed_since_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let puts = vec![
        save({
            let mut wanted = facility(1, "two");
            wanted.rev = 1;
            wanted
        }),
        save(facility(2, "beside")),
    ];
    let group = write(store, &hana(), puts).unwrap().group.unwrap();
    set(store, &taro(), 1, "taro's");
    for by in [None, Some(group)] {
        assert_eq!(changed_since(store.undo(&hana(), at(9), by)), (GroupId(4), 1));
    }
    assert_eq!((note(store, 1).as_deref(), note(store, 2).as_deref()), (Some("taro's"), Some("beside")));
    assert!(!store.history(9).unwrap().iter().any(|entry| entry.undone));
    // A removal is a change as well.
    remove(store, &taro(), 2);
    let group = set(store, &taro(), 3, "three");
    remove(store, &hana(), 3);
    assert_eq!(changed_since(store.undo(&taro(), at(9), Some(group))), (GroupId(group.0 + 1), 1));
}

pub fn undo_passes_over_a_later_change_that_was_undone(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let hanas = set(store, &hana(), 1, "two");
    set(store, &taro(), 1, "taro's");
    store.undo(&taro(), at(9), None).unwrap();
    store.undo(&hana(), at(9), Some(hanas)).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("one"));
}

pub fn undo_of_an_undo_by_number_puts_back(store: &dyn Store) {
    let group = set(store, &hana(), 1, "one");
    let undone = store.undo(&taro(), at(9), Some(group)).unwrap().group;
    let entry = store.undo(&hana(), at(9), Some(undone)).unwrap();
    assert_eq!((entry.of, entry.label.action.as_str()), (Some(group), "redo"));
    assert_eq!(note(store, 1).as_deref(), Some("one"));
    assert!(matches!(store.undo(&hana(), at(9), Some(undone)), Err(StoreError::NothingToUndo)));
    store.undo(&hana(), at(9), Some(entry.group)).unwrap();
    assert_eq!(note(store, 1), None);
}

pub fn redo_puts_back(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let group = set(store, &hana(), 1, "two");
    store.undo(&hana(), at(9), None).unwrap();
    let entry = store.redo(&hana(), at(10)).unwrap();
    assert_eq!((entry.of, entry.at), (Some(group), at(10)));
    assert_eq!((note(store, 1).as_deref(), rev(store, 1)), (Some("two"), Some(4)));
    assert!(matches!(store.redo(&hana(), at(10)), Err(StoreError::NothingToRedo)));
}

pub fn redo_goes_on_in_the_order_of_the_undos(store: &dyn Store) {
    for text in ["one", "two", "three"] {
        set(store, &hana(), 1, text);
    }
    for _ in 0..3 {
        store.undo(&hana(), at(9), None).unwrap();
    }
    for text in ["one", "two", "three"] {
        store.redo(&hana(), at(9)).unwrap();
        assert_eq!(note(store, 1).as_deref(), Some(text));
    }
    assert!(matches!(store.redo(&hana(), at(9)), Err(StoreError::NothingToRedo)));
}

pub fn redo_after_a_write_of_ones_own_is_refused(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    store.undo(&hana(), at(9), None).unwrap();
    set(store, &hana(), 2, "since");
    assert!(matches!(store.redo(&hana(), at(9)), Err(StoreError::NothingToRedo)));
    // Also when that write is itself undone and redone: the older one stays behind it.
    store.undo(&hana(), at(9), None).unwrap();
    store.redo(&hana(), at(9)).unwrap();
    assert!(matches!(store.redo(&hana(), at(9)), Err(StoreError::NothingToRedo)));
    assert_eq!((note(store, 1), note(store, 2).as_deref()), (None, Some("since")));
}

pub fn redo_after_anothers_write_is_allowed(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    store.undo(&hana(), at(9), None).unwrap();
    set(store, &taro(), 2, "taro's");
    store.redo(&hana(), at(9)).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("one"));
}

pub fn redo_over_anothers_change_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 1, "two");
    store.undo(&hana(), at(9), None).unwrap();
    set(store, &taro(), 1, "taro's");
    assert_eq!(changed_since(store.redo(&hana(), at(9))), (GroupId(4), 1));
    assert_eq!(note(store, 1).as_deref(), Some("taro's"));
}

pub fn redo_with_nothing_to_redo(store: &dyn Store) {
    assert!(matches!(store.redo(&hana(), at(0)), Err(StoreError::NothingToRedo)));
    set(store, &hana(), 1, "one");
    assert!(matches!(store.redo(&hana(), at(0)), Err(StoreError::NothingToRedo)));
    store.undo(&hana(), at(0), None).unwrap();
    assert!(matches!(store.redo(&taro(), at(0)), Err(StoreError::NothingToRedo)));
}

pub fn undo_after_redo_takes_back_again(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 2, "two");
    for _ in 0..3 {
        store.undo(&hana(), at(9), None).unwrap();
        store.undo(&hana(), at(9), None).unwrap();
        assert_eq!((note(store, 1), note(store, 2)), (None, None));
        store.redo(&hana(), at(9)).unwrap();
        store.redo(&hana(), at(9)).unwrap();
        assert_eq!((note(store, 1).as_deref(), note(store, 2).as_deref()), (Some("one"), Some("two")));
    }
}

/// Every writer reads, adds one and saves, and tries again after a conflict: the sum must be exact.
pub fn two_threads_lose_no_update(store: &dyn Store) {
    const EACH: usize = 25;
    set(store, &hana(), 1, "");
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for author in [hana(), taro()] {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for _ in 0..EACH {
                    loop {
                        let mut mine = load(store, id(1)).unwrap().unwrap();
                        mine.local.note.facts.push('x');
                        match write(store, &author, vec![save(mine)]) {
                            Ok(_) => break,
                            Err(StoreError::Conflict { .. }) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                }
            });
        }
    });
    assert_eq!(note(store, 1).unwrap().len(), 2 * EACH);
    assert_eq!(rev(store, 1), Some(2 * EACH as u64 + 1));
}
