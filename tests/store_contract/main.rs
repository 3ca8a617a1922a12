//! What every `Store` must do, run on each one there is; then what only the store in a file can show.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod beside;
mod compact;
mod contract;
mod migration;
mod model;
mod on_disk;
mod sample;

use renkei::port::Store;
use renkei::store::{Options, RedbStore};

/// A store with nothing in it, and whatever must live as long as it.
struct Fresh {
    store: Box<dyn Store>,
    _folder: Option<tempfile::TempDir>,
}

fn in_memory() -> Fresh {
    Fresh { store: Box::new(RedbStore::in_memory(Options::default()).unwrap()), _folder: None }
}

fn in_a_file() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    Fresh { store: Box::new(RedbStore::open(folder.path(), Options::default()).unwrap()), _folder: Some(folder) }
}

/// Every rule of a suite on every store. A new store needs one line here, a new rule one name.
macro_rules! on_every_store {
    ($suite:ident: $($rule:ident),* $(,)?) => {
        mod memory {
            $(#[test] fn $rule() { crate::$suite::$rule(&*crate::in_memory().store); })*
        }
        mod file {
            $(#[test] fn $rule() { crate::$suite::$rule(&*crate::in_a_file().store); })*
        }
    };
}

// Suites that name their rules themselves stand behind the macro.
mod archive;
mod audit;
mod erase;
mod ledger;
mod roles;

on_every_store!(
    contract:
    an_empty_store_holds_nothing,
    what_was_saved_is_read_back,
    every_kind_has_its_own_table,
    scan_gives_all_in_key_order,
    a_save_raises_rev_by_one,
    a_stale_save_is_a_conflict_with_both_versions,
    a_stale_save_of_the_same_is_a_conflict,
    an_insert_over_a_record_is_a_conflict,
    a_save_of_a_removed_record_is_a_conflict,
    a_stale_removal_is_a_conflict,
    a_conflict_leaves_nothing_of_its_transaction,
    a_put_that_changes_nothing_is_dropped,
    a_run_that_changes_nothing_makes_no_group,
    several_puts_to_one_record_in_one_transaction,
    removal_removes,
    a_record_that_comes_back_goes_on_counting,
    the_journal_numbers_grow_by_one_a_change,
    changes_since_hands_out_a_long_journal_in_parts,
    changes_since_tells_before_and_after,
    changes_since_a_number_from_the_future_says_reload,
    history_is_newest_first_and_limited,
    history_says_who_when_and_what,
    undo_takes_back_the_last_group,
    undo_goes_on_with_the_next_older_group,
    undo_of_an_insert_removes,
    undo_of_a_removal_brings_back,
    undo_of_many_records_is_one_group,
    undo_of_several_puts_to_one_record,
    undo_is_journaled_and_marks_the_group,
    undo_raises_rev,
    undo_with_nothing_to_undo,
    undo_is_each_authors_own,
    undo_by_number_takes_any_authors_group,
    undo_of_an_unknown_number,
    undo_twice_by_number,
    undo_of_what_was_changed_since_is_a_conflict,
    undo_passes_over_a_later_change_that_was_undone,
    undo_of_an_undo_by_number_puts_back,
    redo_puts_back,
    redo_goes_on_in_the_order_of_the_undos,
    redo_after_a_write_of_ones_own_is_refused,
    redo_after_anothers_write_is_allowed,
    redo_over_anothers_change_is_a_conflict,
    redo_with_nothing_to_redo,
    undo_after_redo_takes_back_again,
    two_threads_lose_no_update,
);
