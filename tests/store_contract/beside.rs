//! What stands beside the records: drafts and presences. Neither is a change.

use std::collections::BTreeMap;

use renkei::domain::{Author, DraftId, SessionId};
use renkei::port::draft::{Draft, Unsaved};
use renkei::port::{Drafts, EntityKind, Presence, Put, Record, Store};
use renkei::store::{Options, RedbStore};

use crate::sample::*;

fn on_both(rule: impl Fn(&dyn Store)) {
    let folder = tempfile::tempdir().unwrap();
    rule(&RedbStore::in_memory(Options::default()).unwrap());
    rule(&RedbStore::open(folder.path(), Options::default()).unwrap());
}

fn draft(n: u8, author: &Author, second: i64, note: &str) -> Draft {
    let mut base = facility(u32::from(n), "前");
    base.rev = 7;
    Draft {
        author: author.clone(),
        at: at(second),
        unsaved: Unsaved {
            id: DraftId::from_bytes([n; 16]),
            kind: EntityKind::Facility,
            key: key(u32::from(n)),
            base: Some(Record::Facility(base)),
            fields: BTreeMap::from([("note".to_owned(), note.to_owned())]),
            beside: Vec::new(),
        },
    }
}

#[test]
fn a_draft_is_kept_replaced_and_dropped_and_is_no_change() {
    on_both(|store| {
        let mine = draft(1, &hana(), 1, "午後に");
        store.keep_draft(&mine, None).unwrap();
        assert_eq!(store.drafts(&hana()).unwrap(), std::slice::from_ref(&mine), "with the rev of the base");
        let later = draft(1, &hana(), 5, "午後に電話");
        store.keep_draft(&later, None).unwrap();
        assert_eq!(store.drafts(&hana()).unwrap(), [later]);
        let another = draft(2, &hana(), 9, "別");
        store.keep_draft(&another, None).unwrap();
        let ids = |store: &dyn Store| store.drafts(&hana()).unwrap().iter().map(|d| d.unsaved.id).collect::<Vec<_>>();
        assert_eq!(ids(store), [another.unsaved.id, mine.unsaved.id], "the newest first");
        // Gone on with under a new id: never both, never neither.
        let taken_over = draft(3, &hana(), 12, "午後に電話した");
        store.keep_draft(&taken_over, Some(mine.unsaved.id)).unwrap();
        assert_eq!(ids(store), [taken_over.unsaved.id, another.unsaved.id]);
        store.drop_draft(another.unsaved.id).unwrap();
        store.drop_draft(another.unsaved.id).unwrap();
        assert_eq!(ids(store), [taken_over.unsaved.id]);
        assert_eq!((store.last_seq().unwrap(), store.history(9).unwrap().len()), (0, 0));
    });
}

#[test]
fn drafts_are_their_author_s_alone_and_outlive_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let kept = draft(1, &hana(), 1, "書きかけ");
    RedbStore::open(folder.path(), Options::default()).unwrap().keep_draft(&kept, None).unwrap();
    let store = RedbStore::open(folder.path(), Options::default()).unwrap();
    assert_eq!(store.drafts(&taro()).unwrap(), []);
    let elsewhere = Author { tty: Some("pts/9".to_owned()), ..hana() };
    assert_eq!(store.drafts(&elsewhere).unwrap(), [kept], "the same person on another terminal");
}

fn presence(n: u8, author: &Author, second: i64) -> Presence {
    Presence {
        session: SessionId::from_bytes([n; 16]),
        author: author.clone(),
        kind: EntityKind::Facility,
        key: key(1),
        since: at(0),
        seen_at: at(second),
    }
}

#[test]
fn a_presence_is_told_renewed_withdrawn_and_expires() {
    on_both(|store| {
        assert_eq!(store.present(at(0)).unwrap(), []);
        store.announce(&presence(1, &hana(), 0)).unwrap();
        store.announce(&presence(2, &taro(), 30)).unwrap();
        assert_eq!(store.present(at(59)).unwrap().len(), 2);
        assert_eq!(store.present(at(60)).unwrap(), [presence(2, &taro(), 30)], "not renewed for a minute");
        store.announce(&presence(1, &hana(), 61)).unwrap();
        assert_eq!(store.present(at(61)).unwrap().len(), 2);
        store.withdraw(SessionId::from_bytes([2; 16])).unwrap();
        store.withdraw(SessionId::from_bytes([2; 16])).unwrap();
        assert_eq!(store.present(at(61)).unwrap(), [presence(1, &hana(), 61)]);
        assert_eq!(store.last_seq().unwrap(), 0, "no change");
    });
}

#[test]
fn a_wrong_clock_makes_nobody_present_for_ever() {
    on_both(|store| {
        let year = 365 * 24 * 3600;
        store.announce(&presence(1, &hana(), year)).unwrap();
        assert_eq!(store.present(at(0)).unwrap(), [], "it lies in the future by more than a minute");
        store.announce(&presence(2, &taro(), 0)).unwrap();
        // The next writer has cleared it: its time comes, and it is not there.
        assert_eq!(store.present(at(year)).unwrap(), []);
    });
}

#[test]
fn what_is_deleted_for_ever_leaves_no_draft() {
    on_both(|store| {
        write(store, &hana(), vec![save(facility(1, "一")), save(facility(2, "二"))]).unwrap();
        let (gone, stays) = (draft(1, &taro(), 1, "途中"), draft(2, &taro(), 2, "途中"));
        store.keep_draft(&gone, None).unwrap();
        store.keep_draft(&stays, None).unwrap();
        let (kind, key) = (EntityKind::Facility, key(1));
        write(store, &hana(), vec![Put::Trash { kind, key, rev: 1 }]).unwrap();
        assert_eq!(store.drafts(&taro()).unwrap().len(), 2, "what lies in the trash can be restored");
        write(store, &hana(), vec![Put::Purge { kind, key }]).unwrap();
        assert_eq!(store.drafts(&taro()).unwrap(), [stays]);
    });
}
