//! The rules of the audit.

use renkei::port::audit::{
    AuditChange, AuditEntry, AuditHead, AuditQuery, AuditRecord, AuditReport, ChainHash, MOST_NAMED, Witness, id_of,
};
use renkei::port::{EntityKind, Put, Store};

use crate::sample::*;

on_every_store!(
    audit: an_empty_store_has_an_empty_chain,
    a_write_an_undo_and_a_redo_have_a_line_each,
    a_line_names_fields_and_no_values,
    a_line_says_who_from_where_and_when,
    a_line_tells_what_came_and_what_went,
    a_refused_write_and_an_empty_one_leave_no_line,
    a_large_group_is_counted_and_not_listed,
    a_witness_has_a_line_and_no_group,
    witnesses_come_together_or_not_at_all,
    each_line_is_sealed_over_the_one_before,
    lines_are_found_by_number_time_and_action,
    notes_are_cleaned_and_short,
);

fn all(store: &dyn Store) -> Vec<AuditEntry> {
    found(store, &AuditQuery::default())
}

fn found(store: &dyn Store, query: &AuditQuery) -> Vec<AuditEntry> {
    let mut lines = Vec::new();
    store.audit(query, &mut |line| lines.push(line)).unwrap();
    lines
}

fn verified(store: &dyn Store) -> AuditReport {
    let report = store.verify_audit().unwrap();
    assert_eq!(report.broken, None);
    assert_eq!(report.head, store.audit_head().unwrap());
    report
}

fn export() -> Witness {
    let records = vec![AuditRecord::seen(EntityKind::Facility, key(1))];
    Witness { author: hana(), at: at(5), action: "export", records, count: 1, note: "csv".to_owned() }
}

pub fn an_empty_store_has_an_empty_chain(store: &dyn Store) {
    assert_eq!(all(store), vec![]);
    assert_eq!(store.audit_head().unwrap(), None);
    assert_eq!(verified(store), AuditReport { entries: 0, groups: 0, head: None, broken: None });
    store.witness_all(vec![]).unwrap();
    assert_eq!(store.audit_head().unwrap(), None);
}

pub fn a_write_an_undo_and_a_redo_have_a_line_each(store: &dyn Store) {
    let group = set(store, &hana(), 1, "first");
    let undo = store.undo(&hana(), at(1), None).unwrap();
    let redo = store.redo(&hana(), at(2)).unwrap();
    let lines: Vec<_> = all(store).into_iter().map(|line| (line.seq, line.action, line.group, line.of)).collect();
    let wanted = [(1, "edit", group, None), (2, "undo", undo.group, Some(group)), (3, "redo", redo.group, Some(group))];
    assert_eq!(lines, wanted.map(|(seq, action, group, of)| (seq, action.to_owned(), Some(group), of)));
    let report = verified(store);
    assert_eq!((report.entries, report.groups), (3, 3));
}

pub fn a_line_names_fields_and_no_values(store: &dyn Store) {
    set(store, &hana(), 1, "鍵は植木鉢の下");
    set(store, &hana(), 1, "鍵はポストの中");
    let line = all(store).pop().unwrap();
    let record = AuditRecord {
        kind: "facility".to_owned(),
        id: id(1).to_string(),
        change: Some(AuditChange::Changed),
        fields: vec!["local".to_owned()],
    };
    assert_eq!((line.records, line.count), (vec![record], 1));
    let everything = serde_json::to_string(&all(store)).unwrap();
    assert!(!everything.contains("鍵"), "{everything}");
    assert!(everything.contains(r#""hash":""#), "{everything}");
    assert_eq!(serde_json::from_str::<Vec<AuditEntry>>(&everything).unwrap(), all(store));
}

pub fn a_line_says_who_from_where_and_when(store: &dyn Store) {
    let mut author = hana();
    author.tty = Some("pts/3".to_owned());
    author.ssh = Some("192.0.2.7".to_owned());
    set(store, &author, 1, "");
    let line = all(store).pop().unwrap();
    assert_eq!((line.author, line.at), (author, at(0)));
}

pub fn a_line_tells_what_came_and_what_went(store: &dyn Store) {
    set(store, &hana(), 1, "");
    remove(store, &hana(), 1);
    let changes: Vec<_> = all(store).into_iter().flat_map(|line| line.records).map(|r| (r.change, r.fields)).collect();
    assert_eq!(changes, [(Some(AuditChange::Added), vec![]), (Some(AuditChange::Removed), vec![])]);
}

pub fn a_refused_write_and_an_empty_one_leave_no_line(store: &dyn Store) {
    set(store, &hana(), 1, "there");
    write(store, &hana(), vec![save(facility(1, "stale"))]).unwrap_err();
    write(store, &hana(), vec![]).unwrap();
    let same = store.get(EntityKind::Facility, key(1)).unwrap().unwrap();
    assert_eq!(write(store, &hana(), vec![Put::Save(same)]).unwrap().group, None);
    store.redo(&hana(), at(1)).unwrap_err();
    assert_eq!(all(store).len(), 1);
}

pub fn a_large_group_is_counted_and_not_listed(store: &dyn Store) {
    let most = u32::try_from(MOST_NAMED).unwrap();
    write(store, &hana(), (0..most).map(|n| save(facility(n, ""))).collect()).unwrap();
    write(store, &hana(), (100..=100 + most).map(|n| save(facility(n, ""))).collect()).unwrap();
    let sizes: Vec<_> = all(store).into_iter().map(|line| (line.records.len() as u64, line.count)).collect();
    assert_eq!(sizes, [(MOST_NAMED, MOST_NAMED), (0, MOST_NAMED + 1)]);
    verified(store);
}

pub fn a_witness_has_a_line_and_no_group(store: &dyn Store) {
    set(store, &hana(), 1, "");
    let seq = store.last_seq().unwrap();
    store.witness(export()).unwrap();
    let line = all(store).pop().unwrap();
    assert_eq!((line.seq, line.group, line.action.as_str(), line.count), (2, None, "export", 1));
    assert_eq!(line.records, [AuditRecord { change: None, ..AuditRecord::seen(EntityKind::Facility, key(1)) }]);
    assert_eq!(line.records[0].id, id_of(key(1)));
    assert_eq!(store.last_seq().unwrap(), seq, "nothing was changed");
    assert_eq!(store.history(10).unwrap().len(), 1);
    verified(store);
}

pub fn witnesses_come_together_or_not_at_all(store: &dyn Store) {
    store.witness_all(vec![export(), Witness { action: "print", ..export() }, export()]).unwrap();
    let actions: Vec<_> = all(store).into_iter().map(|line| (line.seq, line.action)).collect();
    assert_eq!(actions, [(1, "export".to_owned()), (2, "print".to_owned()), (3, "export".to_owned())]);
    verified(store);
}

pub fn each_line_is_sealed_over_the_one_before(store: &dyn Store) {
    set(store, &hana(), 1, "a");
    store.witness(export()).unwrap();
    set(store, &taro(), 2, "b");
    let lines = all(store);
    let mut before = ChainHash::default();
    for line in &lines {
        assert_eq!(line.prev_hash, before);
        assert!(!line.hash.is_zero());
        before = line.hash;
    }
    assert_eq!(store.audit_head().unwrap(), Some(AuditHead { seq: 3, hash: before }));
    assert_eq!(before.to_string().parse(), Ok(before));
    // Two equal witnesses are two different lines.
    store.witness_all(vec![export(), export()]).unwrap();
    let hashes: std::collections::HashSet<_> = all(store).into_iter().map(|line| line.hash.0).collect();
    assert_eq!(hashes.len(), 5);
}

pub fn lines_are_found_by_number_time_and_action(store: &dyn Store) {
    for n in 1..=4 {
        set(store, &hana(), n, "");
        store.witness(Witness { at: at(i64::from(n) * 10), ..export() }).unwrap();
    }
    let seqs = |query: &AuditQuery| found(store, query).iter().map(|line| line.seq).collect::<Vec<_>>();
    let none = AuditQuery::default();
    assert_eq!(seqs(&none), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(seqs(&AuditQuery { from: 6, ..none.clone() }), [6, 7, 8]);
    assert_eq!(seqs(&AuditQuery { limit: Some(2), ..none.clone() }), [1, 2]);
    assert_eq!(seqs(&AuditQuery { limit: Some(2), newest_first: true, ..none.clone() }), [8, 7]);
    assert_eq!(seqs(&AuditQuery { since: Some(at(20)), ..none.clone() }), [4, 6, 8]);
    let exports = AuditQuery { action: Some("export".to_owned()), ..none.clone() };
    assert_eq!(seqs(&exports), [2, 4, 6, 8]);
    assert_eq!(seqs(&AuditQuery { newest_first: true, limit: Some(1), from: 3, ..exports }), [8]);
    assert_eq!(seqs(&AuditQuery { action: Some("no such".to_owned()), ..none }), [0_u64; 0]);
}

pub fn notes_are_cleaned_and_short(store: &dyn Store) {
    store.witness(Witness { note: format!("\u{1b}]52;c;aGk=\u{7}{}", "長".repeat(500)), ..export() }).unwrap();
    let note = all(store).pop().unwrap().note;
    assert!(note.chars().count() <= 120 && !note.contains('\u{1b}') && note.contains('長'), "{note}");
}
