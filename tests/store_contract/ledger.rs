//! Trash, purge, history, undo over others' changes, trimming.

use std::time::Duration;

use jiff::Timestamp;
use renkei::domain::Author;
use renkei::port::ledger::{KEPT_GROUPS, SHORTEST_WINDOW};
use renkei::port::{EntityKind, GroupId, Put, Record, Store, StoreError, Trimmed};

use crate::contract::{changed_since, conflict};
use crate::sample::*;

on_every_store!(
    ledger:
    what_is_in_the_trash_is_seen_nowhere_else,
    a_stale_move_to_the_trash_is_a_conflict,
    restore_brings_the_very_record_back,
    a_restore_of_what_is_not_in_the_trash,
    undo_and_redo_keep_the_trash_right,
    what_is_saved_anew_is_not_in_the_trash,
    the_trash_is_newest_first_and_limited,
    a_purge_takes_only_from_the_trash,
    a_purge_wipes_every_image,
    a_purge_in_the_transaction_that_threw_away,
    no_undo_brings_back_what_was_purged,
    undo_of_a_group_steps_over_what_was_purged,
    the_history_of_a_record_is_newest_first,
    the_changes_of_a_group,
    undo_untouched_leaves_what_was_changed_since,
    redo_of_an_undo_that_left_records_alone,
    undo_untouched_where_everything_was_changed,
    a_conflict_of_an_undo_names_the_newest_change,
    trim_takes_whole_old_groups_from_the_oldest_end,
    trim_keeps_thirty_days_whatever_is_asked,
    trim_with_a_wrong_clock_leaves_the_newest_groups,
    trim_keeps_what_a_young_undo_refers_to,
    undo_inside_the_window_works_after_a_trim,
);

const FACILITY: EntityKind = EntityKind::Facility;

fn in_trash(store: &dyn Store) -> Vec<Option<String>> {
    let note = |record: &Record| record.as_facility().map(|facility| facility.local.note.facts.clone());
    store.trash(99).unwrap().iter().map(|thrown| note(&thrown.record)).collect()
}

pub fn what_is_in_the_trash_is_seen_nowhere_else(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 2, "two");
    let seen = store.last_seq().unwrap();
    let group = trash(store, &taro(), 1);
    assert_eq!(note(store, 1), None);
    assert_eq!((store.count(FACILITY).unwrap(), contents(store, FACILITY).len()), (1, 1));
    let thrown = store.trash(9).unwrap().remove(0);
    assert_eq!(
        (thrown.kind, thrown.key, thrown.at, thrown.author, thrown.group),
        (FACILITY, key(1), at(0), taro(), group)
    );
    assert_eq!((in_trash(store), thrown.record.rev()), (vec![Some("one".to_owned())], 1));
    // To the other sessions it is a removal.
    let change = store.changes_since(seen).unwrap().unwrap().remove(0);
    assert!(change.trashed && change.before.is_some() && change.after.is_none());
}

pub fn a_stale_move_to_the_trash_is_a_conflict(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    set(store, &hana(), 1, "two");
    conflict(write(store, &taro(), vec![Put::Trash { kind: FACILITY, key: key(1), rev: 1 }]));
    assert_eq!((note(store, 1).as_deref(), store.trash(9).unwrap().len()), (Some("two"), 0));
}

pub fn restore_brings_the_very_record_back(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let before = contents(store, FACILITY);
    trash(store, &taro(), 1);
    write(store, &hana(), vec![restore(1)]).unwrap();
    assert_eq!((contents(store, FACILITY), store.trash(9).unwrap().len()), (before, 0));
    // A form that was open over it all is still found to be stale.
    assert_eq!(rev(store, 1), Some(2));
    let last = store.changes_since(store.last_seq().unwrap() - 1).unwrap().unwrap().remove(0);
    assert!(last.trashed && last.before.is_none());
}

pub fn a_restore_of_what_is_not_in_the_trash(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    // It is there already: what was wanted.
    assert_eq!(write(store, &hana(), vec![restore(1)]).unwrap().group, None);
    remove(store, &hana(), 1);
    for n in [1, 2] {
        let result = write(store, &hana(), vec![restore(n), save(facility(9, "beside"))]);
        assert!(matches!(result, Err(StoreError::NotInTrash)), "{result:?}");
    }
    assert_eq!(note(store, 9), None);
}

pub fn undo_and_redo_keep_the_trash_right(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    trash(store, &hana(), 1);
    let one = || vec![Some("one".to_owned())];
    store.undo(&hana(), at(5), None).unwrap();
    assert_eq!((note(store, 1).as_deref(), in_trash(store)), (Some("one"), vec![]));
    let entry = store.redo(&hana(), at(6)).unwrap();
    assert_eq!((note(store, 1), in_trash(store)), (None, one()));
    assert_eq!((store.trash(9).unwrap()[0].group, store.trash(9).unwrap()[0].at), (entry.group, at(6)));
    write(store, &hana(), vec![restore(1)]).unwrap();
    store.undo(&hana(), at(7), None).unwrap();
    assert_eq!((note(store, 1), in_trash(store)), (None, one()));
    store.redo(&hana(), at(8)).unwrap();
    assert_eq!((note(store, 1).as_deref(), in_trash(store)), (Some("one"), vec![]));
}

pub fn what_is_saved_anew_is_not_in_the_trash(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    trash(store, &hana(), 1);
    set(store, &hana(), 1, "anew");
    assert_eq!((note(store, 1).as_deref(), in_trash(store)), (Some("anew"), vec![]));
    trash(store, &hana(), 1);
    assert_eq!(in_trash(store), [Some("anew".to_owned())]);
}

pub fn the_trash_is_newest_first_and_limited(store: &dyn Store) {
    for n in [2, 1, 3] {
        set(store, &hana(), n, &n.to_string());
    }
    for n in [3, 1, 2] {
        trash(store, &hana(), n);
    }
    assert_eq!(in_trash(store), ["2", "1", "3"].map(|text| Some(text.to_owned())));
    assert_eq!(store.trash(2).unwrap().len(), 2);
}

pub fn a_purge_takes_only_from_the_trash(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    assert!(matches!(write(store, &hana(), vec![purge(1)]), Err(StoreError::NotInTrash)));
    assert_eq!(note(store, 1).as_deref(), Some("one"));
    trash(store, &hana(), 1);
    assert_eq!(write(store, &hana(), vec![purge(1)]).unwrap().changes, 1);
    assert_eq!(in_trash(store), []);
    // A second time there is nothing to do.
    assert_eq!(write(store, &taro(), vec![purge(1)]).unwrap().group, None);
    assert!(matches!(write(store, &hana(), vec![restore(1)]), Err(StoreError::NotInTrash)));
}

pub fn a_purge_wipes_every_image(store: &dyn Store) {
    set(store, &hana(), 1, "first");
    set(store, &taro(), 1, "second");
    set(store, &taro(), 2, "beside");
    trash(store, &hana(), 1);
    let purged = write(store, &hana(), vec![purge(1)]).unwrap();
    let changes = store.changes_since(0).unwrap().unwrap();
    assert_eq!(changes.len(), 5, "the rows stay: the numbers are counted by them");
    for change in changes {
        let bare = change.before.is_none() && change.after.is_none();
        assert_eq!((change.erased, bare), (change.key == key(1), change.key == key(1)), "{change:?}");
    }
    let history = store.record_history(FACILITY, key(1), 9).unwrap();
    let told: Vec<_> = history.iter().map(|(entry, change)| (entry.group.0, change.erased)).collect();
    assert_eq!(told, [(5, true), (4, true), (2, true), (1, true)]);
    assert_eq!(store.group(purged.group.unwrap()).unwrap().erased, 1);
}

pub fn a_purge_in_the_transaction_that_threw_away(store: &dyn Store) {
    set(store, &hana(), 1, "one");
    let gone = Put::Trash { kind: FACILITY, key: key(1), rev: 1 };
    let saved = write(store, &hana(), vec![gone, purge(1), save(facility(2, "beside"))]).unwrap();
    let entry = store.group(saved.group.unwrap()).unwrap();
    assert_eq!((entry.changes, entry.erased), (3, 2));
    let entry = store.undo(&hana(), at(9), None).unwrap();
    assert_eq!((entry.changes, entry.skipped), (1, 2));
    assert_eq!((note(store, 1), note(store, 2)), (None, None));
}

pub fn no_undo_brings_back_what_was_purged(store: &dyn Store) {
    let first = set(store, &hana(), 2, "older");
    let made = set(store, &hana(), 1, "one");
    let thrown = trash(store, &hana(), 1);
    let purged = write(store, &hana(), vec![purge(1)]).unwrap().group.unwrap();
    for group in [made, thrown, purged] {
        let result = store.undo(&hana(), at(9), Some(group));
        assert!(matches!(result, Err(StoreError::Erased(told)) if told == group), "{result:?}");
    }
    // What lies below it can still be taken back.
    assert_eq!(store.undo(&hana(), at(9), None).unwrap().of, Some(first));
    assert!(matches!(store.undo(&hana(), at(9), None), Err(StoreError::NothingToUndo)));
}

pub fn undo_of_a_group_steps_over_what_was_purged(store: &dyn Store) {
    let import = transaction(&hana(), "import", (1..=5).map(|n| save(facility(n, "import"))).collect());
    let group = store.write(import).unwrap().group.unwrap();
    trash(store, &taro(), 3);
    write(store, &taro(), vec![purge(3)]).unwrap();
    let entry = store.undo(&hana(), at(9), Some(group)).unwrap();
    assert_eq!((entry.changes, entry.skipped, entry.kept), (4, 1, 0));
    assert_eq!(store.count(FACILITY).unwrap(), 0);
    store.redo(&hana(), at(9)).unwrap();
    assert_eq!((store.count(FACILITY).unwrap(), note(store, 3)), (4, None));
}

pub fn the_history_of_a_record_is_newest_first(store: &dyn Store) {
    let groups = [set(store, &hana(), 1, "one"), set(store, &taro(), 1, "two"), trash(store, &hana(), 1)];
    set(store, &hana(), 2, "beside");
    store.write(transaction(&taro(), "import", vec![restore(1), save(facility(3, ""))])).unwrap();
    let history = store.record_history(FACILITY, key(1), 9).unwrap();
    assert_eq!(history.len(), 4);
    assert_eq!((history[0].0.author.clone(), history[0].0.label.action.as_str()), (taro(), "import"));
    assert!(history.iter().all(|(entry, change)| change.key == key(1) && change.group == entry.group));
    assert_eq!(
        history.iter().skip(1).map(|(entry, _)| entry.group).collect::<Vec<_>>(),
        [groups[2], groups[1], groups[0]]
    );
    assert_eq!(store.record_history(FACILITY, key(1), 2).unwrap(), history[..2]);
    // The same key of another kind is another record.
    assert_eq!(store.record_history(EntityKind::Doubt, key(1), 9).unwrap(), []);
}

pub fn the_changes_of_a_group(store: &dyn Store) {
    set(store, &hana(), 9, "before");
    let import = transaction(&hana(), "import", (1..=5).map(|n| save(facility(n, "import"))).collect());
    let group = store.write(import).unwrap().group.unwrap();
    set(store, &hana(), 9, "after");
    let changes = store.group_changes(group, 99).unwrap();
    assert_eq!(changes.iter().map(|change| change.key).collect::<Vec<_>>(), [1, 2, 3, 4, 5].map(key));
    assert_eq!(store.group_changes(group, 2).unwrap(), changes[..2]);
    for unknown in [GroupId(0), GroupId(group.0 + 1), GroupId(u64::MAX)] {
        assert!(matches!(store.group_changes(unknown, 9), Err(StoreError::NoSuchGroup(_))));
        assert!(matches!(store.group(unknown), Err(StoreError::NoSuchGroup(_))));
    }
}

/// An import of five, of which Taro edits the second and throws the fourth away.
fn import_with_edits(store: &dyn Store) -> GroupId {
    let import = transaction(&hana(), "import", (1..=5).map(|n| save(facility(n, "import"))).collect());
    let group = store.write(import).unwrap().group.unwrap();
    set(store, &taro(), 2, "taro's");
    trash(store, &taro(), 4);
    group
}

pub fn undo_untouched_leaves_what_was_changed_since(store: &dyn Store) {
    let group = import_with_edits(store);
    let entry = store.undo_untouched(&hana(), at(9), Some(group)).unwrap();
    assert_eq!((entry.changes, entry.kept, entry.of), (3, 2, Some(group)));
    assert_eq!((store.count(FACILITY).unwrap(), note(store, 2).as_deref()), (1, Some("taro's")));
    assert_eq!(in_trash(store), [Some("import".to_owned())]);
    assert!(store.group(group).unwrap().undone);
}

pub fn redo_of_an_undo_that_left_records_alone(store: &dyn Store) {
    let group = import_with_edits(store);
    let before = contents(store, FACILITY);
    store.undo_untouched(&hana(), at(9), None).unwrap();
    let entry = store.redo(&hana(), at(9)).unwrap();
    assert_eq!((entry.changes, entry.of, contents(store, FACILITY)), (3, Some(group), before));
    assert!(!store.group(group).unwrap().undone);
}

pub fn undo_untouched_where_everything_was_changed(store: &dyn Store) {
    let group = set(store, &hana(), 1, "one");
    let theirs = set(store, &taro(), 1, "taro's");
    let seq = store.last_seq().unwrap();
    assert_eq!(changed_since(store.undo_untouched(&hana(), at(9), Some(group))), (theirs, 1));
    assert_eq!((store.last_seq().unwrap(), store.history(9).unwrap().len()), (seq, 2));
}

pub fn a_conflict_of_an_undo_names_the_newest_change(store: &dyn Store) {
    let group = import_with_edits(store);
    let mut later = transaction(&taro(), "edit", vec![]);
    later.at = at(55);
    let mut wanted = facility(5, "last");
    wanted.rev = 1;
    later.puts.push(save(wanted));
    let on_top = store.write(later).unwrap().group.unwrap();
    set(store, &hana(), 77, "elsewhere");
    let before = contents(store, FACILITY);
    match store.undo(&hana(), at(9), Some(group)) {
        Err(StoreError::ChangedSince { group, who, at: when, records }) => {
            assert_eq!((group, who.as_str(), when, records), (on_top, "taro", at(55), 3));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(contents(store, FACILITY), before);
}

const DAY: i64 = 24 * 60 * 60;

fn days(n: u32) -> Duration {
    Duration::from_secs(u64::from(n) * DAY as u64)
}

/// Day 0 of these tests.
fn day(n: i64) -> Timestamp {
    at(n * DAY)
}

/// One change a day of one record, by one person, from one day to another.
fn daily(store: &dyn Store, author: &Author, n: u32, from: i64, to: i64) {
    for today in from..to {
        let mut wanted = facility(n, &format!("day {today}"));
        wanted.rev = rev(store, n).unwrap_or(0);
        let mut edit = transaction(author, "edit", vec![save(wanted)]);
        edit.at = day(today);
        store.write(edit).unwrap();
    }
}

fn groups(store: &dyn Store) -> usize {
    store.history(usize::MAX).unwrap().len()
}

pub fn trim_takes_whole_old_groups_from_the_oldest_end(store: &dyn Store) {
    let mut import = transaction(&hana(), "import", (10..=15).map(|n| save(facility(n, ""))).collect());
    import.at = day(0);
    store.write(import).unwrap();
    daily(store, &hana(), 1, 1, 301);
    let last = store.last_seq().unwrap();
    assert_eq!(store.trim(day(30), days(100)).unwrap(), Trimmed::default());
    // Days 0 to 49 are older than 250 days on day 300.
    assert_eq!(store.trim(day(300), days(250)).unwrap(), Trimmed { rows: 6 + 49, groups: 50 });
    assert_eq!(groups(store), 251);
    assert_eq!(store.trim(day(300), days(250)).unwrap(), Trimmed::default());
    // Who was further back reads everything anew; who was not is told the rest.
    assert_eq!(store.changes_since(0).unwrap(), None);
    assert_eq!(store.changes_since(54).unwrap(), None);
    assert_eq!(store.changes_since(55).unwrap().unwrap().len(), 251);
    // The numbers go on, and the records are all there.
    assert_eq!((store.last_seq().unwrap(), store.count(FACILITY).unwrap()), (last, 7));
    assert_eq!(set(store, &hana(), 1, "next"), GroupId(last + 1));
}

pub fn trim_keeps_thirty_days_whatever_is_asked(store: &dyn Store) {
    // Ten changes a day.
    for today in 0..60 {
        for n in 1..=10 {
            daily(store, &hana(), n, today, today + 1);
        }
    }
    assert_eq!(SHORTEST_WINDOW, days(30));
    assert_eq!(store.trim(day(59), Duration::ZERO).unwrap(), Trimmed { rows: 290, groups: 290 });
}

pub fn trim_with_a_wrong_clock_leaves_the_newest_groups(store: &dyn Store) {
    daily(store, &hana(), 1, 0, 210);
    let trimmed = store.trim(day(100_000), days(400)).unwrap();
    assert_eq!((trimmed.groups, groups(store)), (10, KEPT_GROUPS));
    store.undo(&hana(), day(210), None).unwrap();
    assert_eq!(note(store, 1).as_deref(), Some("day 208"));
    // And a clock that was set back takes nothing.
    assert_eq!(store.trim(day(-100_000), days(400)).unwrap(), Trimmed::default());
}

pub fn trim_keeps_what_a_young_undo_refers_to(store: &dyn Store) {
    let mut first = transaction(&taro(), "add", vec![save(facility(5, "taro's"))]);
    first.at = day(0);
    store.write(first).unwrap();
    let mut second = transaction(&taro(), "add", vec![save(facility(6, "taro's"))]);
    second.at = day(1);
    let second = store.write(second).unwrap().group.unwrap();
    daily(store, &hana(), 1, 2, 302);
    store.undo(&taro(), day(302), Some(second)).unwrap();
    assert_eq!(store.trim(day(303), days(100)).unwrap(), Trimmed { rows: 1, groups: 1 });
    store.redo(&taro(), day(303)).unwrap();
    assert_eq!(note(store, 6).as_deref(), Some("taro's"));
}

pub fn undo_inside_the_window_works_after_a_trim(store: &dyn Store) {
    daily(store, &hana(), 1, 0, 300);
    assert_eq!(store.trim(day(300), days(240)).unwrap().groups, 60);
    for _ in 0..240 {
        store.undo(&hana(), day(300), None).unwrap();
    }
    assert_eq!(note(store, 1).as_deref(), Some("day 59"));
    assert!(matches!(store.undo(&hana(), day(300), None), Err(StoreError::NothingToUndo)));
}
