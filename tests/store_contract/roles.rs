//! Who may write what, as the list of members in the store says.

use jiff::civil::date;
use renkei::domain::permission::Denial;
use renkei::domain::task::Origin;
use renkei::domain::{Author, Member, Person, PersonId, Role};
use renkei::port::audit::{AuditChange, AuditQuery, Witness};
use renkei::port::store::Result;
use renkei::port::{EntityKind, Put, Record, Saved, Store, StoreError};
use strum::IntoEnumIterator;

use crate::sample::*;

on_every_store!(
    roles: without_members_everybody_writes,
    the_first_member_is_an_admin,
    who_is_not_in_the_list_writes_nothing,
    each_role_writes_what_it_may,
    meetings_write_the_log_and_its_tasks_only,
    a_role_that_changes_counts_at_the_next_write,
    a_member_who_has_left_writes_nothing,
    a_shared_account_must_say_who_it_is,
    nobody_writes_under_anothers_account,
    the_last_active_admin_stays,
    one_transaction_may_hand_over,
    undo_and_redo_obey_the_roles,
    the_list_can_be_taken_back_whole,
    a_code_names_one_member,
    a_witness_needs_no_role,
    only_an_admin_deletes_for_ever,
    who_may_not_write_is_told_so_before_a_conflict,
);

/// Works under `hana`'s account, and may change the list.
fn admin() -> Member {
    member(1)
}

fn with_role(role: Role) -> Member {
    Member { role, ..member(2) }
}

fn keep(store: &dyn Store, author: &Author, member: &Member) -> Result<Saved> {
    let mut member = member.clone();
    member.rev = store.get(EntityKind::Member, member.id.to_bytes()).unwrap().map_or(0, |record| record.rev());
    write(store, author, vec![Put::Save(Record::Member(member))])
}

/// A list of an admin (hana's account) and another (taro's).
fn with_list(store: &dyn Store, other: &Member) {
    keep(store, &hana(), &admin()).unwrap();
    keep(store, &hana(), other).unwrap();
}

fn gone(member: &Member) -> Member {
    Member { left_on: Some(date(2026, 4, 1)), ..member.clone() }
}

fn as_member(author: &Author, member: &Member) -> Author {
    Author { member: Some(member.id), ..author.clone() }
}

fn denied<T: std::fmt::Debug>(result: Result<T>) -> Denial {
    match result {
        Err(StoreError::NotAllowed(denial)) => denial,
        other => panic!("a denial was due, not {other:?}"),
    }
}

fn add(store: &dyn Store, author: &Author, n: u32) -> Result<Saved> {
    write(store, author, vec![save(facility(n, ""))])
}

pub fn without_members_everybody_writes(store: &dyn Store) {
    add(store, &hana(), 1).unwrap();
    add(store, &as_member(&taro(), &member(7)), 2).unwrap();
}

pub fn the_first_member_is_an_admin(store: &dyn Store) {
    for role in [Role::Read, Role::Meetings, Role::Write] {
        assert_eq!(denied(keep(store, &taro(), &with_role(role))), Denial::FirstAdmin);
    }
    assert_eq!(denied(keep(store, &taro(), &gone(&admin()))), Denial::FirstAdmin);
    assert_eq!(store.count(EntityKind::Member).unwrap(), 0);
    // By anyone: whoever can write the file could do it by hand.
    keep(store, &taro(), &admin()).unwrap();
    assert_eq!(denied(add(store, &taro(), 1)), Denial::NotListed);
}

pub fn who_is_not_in_the_list_writes_nothing(store: &dyn Store) {
    add(store, &taro(), 1).unwrap();
    keep(store, &hana(), &admin()).unwrap();
    let before = store.last_seq().unwrap();
    assert_eq!(denied(add(store, &taro(), 2)), Denial::NotListed);
    assert_eq!(denied(store.undo(&taro(), at(1), None)), Denial::NotListed);
    assert_eq!(denied(store.redo(&taro(), at(1))), Denial::NotListed);
    assert_eq!(store.last_seq().unwrap(), before);
    assert_eq!(store.verify_audit().unwrap().broken, None);
}

pub fn each_role_writes_what_it_may(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    for (n, role) in (10..).step_by(10).zip(Role::iter()) {
        keep(store, &hana(), &with_role(role)).unwrap();
        let register = [
            Record::Facility(facility(n, "")),
            Record::Doubt(doubt(n)),
            Record::PlaceTable(places(&format!("990{n}"))),
            Record::Person(Person::new(PersonId::from_bytes([n as u8; 16]), "架空花子".to_owned())),
        ];
        for record in register {
            let kind = record.kind();
            let saved = write(store, &taro(), vec![Put::Save(record)]);
            match role {
                Role::Read | Role::Meetings => assert_eq!(denied(saved), Denial::Role(role), "{kind}"),
                Role::Write | Role::Admin => assert_eq!(saved.unwrap().changes, 1, "{kind}"),
            }
        }
        let list = keep(store, &taro(), &member(n));
        match role {
            Role::Read | Role::Meetings | Role::Write => assert_eq!(denied(list), Denial::AdminsOnly),
            Role::Admin => assert_eq!(list.unwrap().changes, 1),
        }
    }
    // A mixed transaction goes whole or not at all.
    keep(store, &hana(), &with_role(Role::Write)).unwrap();
    let puts = vec![save(facility(1, "")), Put::Save(Record::Member(member(8)))];
    assert_eq!(denied(write(store, &taro(), puts)), Denial::AdminsOnly);
    assert_eq!(note(store, 1), None);
}

/// A task about a person is none of theirs, nor is one that only now claims to come from a meeting.
pub fn meetings_write_the_log_and_its_tasks_only(store: &dyn Store) {
    with_list(store, &with_role(Role::Meetings));
    let mut of_hand = action(2);
    of_hand.origin = Origin::Hand { text: "電話する".to_owned(), due: None };
    write(store, &hana(), vec![Put::Save(of_hand.clone().into())]).unwrap();
    let mut about_somebody = action(3);
    about_somebody.person = Some(PersonId::from_bytes([3; 16]));
    let mut claimed = action(2);
    claimed.rev = 1;
    for refused in [about_somebody, claimed] {
        let saved = write(store, &taro(), vec![Put::Save(refused.into())]);
        assert_eq!(denied(saved), Denial::Role(Role::Meetings));
    }
    write(store, &taro(), vec![Put::Save(meeting(1).into()), Put::Save(action(1).into())]).unwrap();
    let mut done = action(1);
    done.rev = 1;
    done.assignee = Some("病棟".to_owned());
    write(store, &taro(), vec![Put::Save(done.into())]).unwrap();
    store.undo(&taro(), at(1), None).unwrap();
    let closed = write(store, &taro(), vec![Put::Save(closing(1).into())]);
    assert_eq!(denied(closed), Denial::Role(Role::Meetings), "the register is none of theirs");
    keep(store, &hana(), &with_role(Role::Read)).unwrap();
    assert_eq!(denied(write(store, &taro(), vec![Put::Save(survey(1).into())])), Denial::Role(Role::Read));
}

pub fn a_role_that_changes_counts_at_the_next_write(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    add(store, &taro(), 1).unwrap();
    keep(store, &hana(), &with_role(Role::Read)).unwrap();
    assert_eq!(denied(add(store, &taro(), 2)), Denial::Role(Role::Read));
    keep(store, &hana(), &with_role(Role::Write)).unwrap();
    add(store, &taro(), 2).unwrap();
}

pub fn a_member_who_has_left_writes_nothing(store: &dyn Store) {
    let taros = with_role(Role::Admin);
    with_list(store, &taros);
    keep(store, &hana(), &gone(&taros)).unwrap();
    for author in [taro(), as_member(&taro(), &taros)] {
        assert_eq!(denied(add(store, &author, 1)), Denial::Left);
    }
    assert!(store.get(EntityKind::Member, taros.id.to_bytes()).unwrap().is_some(), "leavers stay in the list");
}

pub fn a_shared_account_must_say_who_it_is(store: &dyn Store) {
    let (one, two) = (with_role(Role::Write), Member { uids: vec![taro().uid], role: Role::Read, ..member(3) });
    with_list(store, &one);
    keep(store, &hana(), &two).unwrap();
    assert_eq!(denied(add(store, &taro(), 1)), Denial::Unsaid);
    assert_eq!(denied(add(store, &as_member(&taro(), &two), 1)), Denial::Role(Role::Read));
    add(store, &as_member(&taro(), &one), 1).unwrap();
    keep(store, &hana(), &gone(&two)).unwrap();
    add(store, &taro(), 2).unwrap();
}

pub fn nobody_writes_under_anothers_account(store: &dyn Store) {
    with_list(store, &with_role(Role::Read));
    assert_eq!(denied(add(store, &as_member(&taro(), &admin()), 1)), Denial::OtherAccount);
    assert_eq!(denied(keep(store, &as_member(&taro(), &admin()), &with_role(Role::Admin))), Denial::OtherAccount);
    assert_eq!(denied(add(store, &as_member(&taro(), &member(99)), 1)), Denial::NotListed);
}

pub fn the_last_active_admin_stays(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    assert_eq!(denied(keep(store, &hana(), &gone(&admin()))), Denial::LastAdmin);
    assert_eq!(denied(keep(store, &hana(), &Member { role: Role::Write, ..admin() })), Denial::LastAdmin);
    let rev = store.get(EntityKind::Member, admin().id.to_bytes()).unwrap().unwrap().rev();
    let remove = Put::Remove { kind: EntityKind::Member, key: admin().id.to_bytes(), rev };
    assert_eq!(denied(write(store, &hana(), vec![remove])), Denial::LastAdmin);
    // With a second one, the first may go.
    keep(store, &hana(), &with_role(Role::Admin)).unwrap();
    keep(store, &hana(), &gone(&admin())).unwrap();
    assert_eq!(denied(keep(store, &taro(), &gone(&with_role(Role::Admin)))), Denial::LastAdmin);
}

pub fn one_transaction_may_hand_over(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    let puts = [Member { rev: 1, ..gone(&admin()) }, Member { rev: 1, ..with_role(Role::Admin) }];
    write(store, &hana(), puts.map(|member| Put::Save(Record::Member(member))).into()).unwrap();
    assert_eq!(denied(add(store, &hana(), 1)), Denial::Left);
}

pub fn undo_and_redo_obey_the_roles(store: &dyn Store) {
    let listed = keep(store, &hana(), &admin()).unwrap().group;
    keep(store, &hana(), &with_role(Role::Write)).unwrap();
    let own = add(store, &taro(), 1).unwrap().group;
    let hanas = add(store, &hana(), 2).unwrap().group;
    let promoted = keep(store, &hana(), &with_role(Role::Admin)).unwrap().group;
    store.undo(&hana(), at(1), promoted).unwrap();
    // A writer takes back changes of the register, another's by number too, but not the list.
    store.undo(&taro(), at(2), hanas).unwrap();
    store.redo(&taro(), at(3)).unwrap();
    assert_eq!(denied(store.undo(&taro(), at(4), listed)), Denial::AdminsOnly);
    store.undo(&taro(), at(5), own).unwrap();
    keep(store, &hana(), &with_role(Role::Read)).unwrap();
    assert_eq!(denied(store.redo(&taro(), at(6))), Denial::Role(Role::Read));
    assert_eq!(denied(store.undo(&taro(), at(7), hanas)), Denial::Role(Role::Read));
    // The undo that would leave nobody who can change the list.
    assert_eq!(denied(store.undo(&hana(), at(8), listed)), Denial::LastAdmin);
    assert_eq!((note(store, 1), note(store, 2).as_deref()), (None, Some("")));
}

pub fn the_list_can_be_taken_back_whole(store: &dyn Store) {
    keep(store, &hana(), &admin()).unwrap();
    store.undo(&hana(), at(1), None).unwrap();
    assert_eq!(store.count(EntityKind::Member).unwrap(), 0);
    add(store, &taro(), 1).unwrap();
}

pub fn a_code_names_one_member(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    let twin = Member { code: admin().code, ..member(5) };
    assert_eq!(denied(keep(store, &hana(), &twin)), Denial::CodeTaken);
    keep(store, &hana(), &gone(&with_role(Role::Write))).unwrap();
    let heir = Member { code: with_role(Role::Write).code, ..member(5) };
    assert_eq!(denied(keep(store, &hana(), &heir)), Denial::CodeTaken, "the history names who has left");
}

pub fn only_an_admin_deletes_for_ever(store: &dyn Store) {
    with_list(store, &with_role(Role::Write));
    set(store, &taro(), 1, "");
    trash(store, &taro(), 1);
    assert_eq!(denied(write(store, &taro(), vec![purge(1)])), Denial::Role(Role::Write));
    write(store, &hana(), vec![purge(1)]).unwrap();
    assert_eq!(store.verify_audit().unwrap().broken, None);
    let mut last = None;
    store.audit(&AuditQuery::default(), &mut |line| last = Some(line)).unwrap();
    assert_eq!(last.unwrap().records[0].change, Some(AuditChange::Purged));
}

pub fn a_witness_needs_no_role(store: &dyn Store) {
    keep(store, &hana(), &admin()).unwrap();
    let note = String::new();
    let witness = Witness { author: taro(), at: at(1), action: "export", records: vec![], count: 3, note };
    store.witness(witness).unwrap();
    assert_eq!(store.audit_head().unwrap().map(|head| head.seq), Some(2));
}

pub fn who_may_not_write_is_told_so_before_a_conflict(store: &dyn Store) {
    with_list(store, &with_role(Role::Read));
    set(store, &hana(), 1, "there");
    assert_eq!(denied(add(store, &taro(), 1)), Denial::Role(Role::Read));
    let remove = Put::Remove { kind: EntityKind::Facility, key: key(1), rev: 99 };
    assert_eq!(denied(write(store, &taro(), vec![remove])), Denial::Role(Role::Read));
}
