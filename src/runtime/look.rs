//! Looking into the history, the trash and the accesses, on the store thread.

use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::Date;

use super::identity::Identity;
use super::job::Job;
use super::storage::guarded;
use crate::domain::Author;
use crate::domain::permission::{Area, Denial, Permit};
use crate::message::{Accesses, Look, Looked, Msg};
use crate::port::access_month::AccessMonth;
use crate::port::clock::Clock;
use crate::port::store::Result;
use crate::port::{EntityKind, Record, Store, StoreError};

/// Changes shown of one record or one group: enough to read, little enough for the memory.
const SHOWN: usize = 500;
/// Groups shown in the log.
const GROUPS: usize = 1_000;

/// The answer to a question; `None` where the job is none.
pub(super) fn told(store: &dyn Store, job: &Job, author: &Identity, clock: &dyn Clock) -> Option<Result<Msg>> {
    match *job {
        Job::Look(look) => Some(guarded(|| looked(store, look).map(Msg::Looked))),
        Job::Accesses { month, review } => {
            let (author, now) = (author.get(), clock.now().wall);
            Some(guarded(|| accesses(store, month, review, &author, &now).map(Msg::Accesses)))
        }
        _ => None,
    }
}

/// What the store tells.
fn looked(store: &dyn Store, look: Look) -> Result<Looked> {
    Ok(match look {
        Look::History(kind, key) => Looked::History(kind, key, store.record_history(kind, key, SHOWN)?),
        Look::Log => Looked::Log(store.history(GROUPS)?),
        Look::Group(group) => Looked::Group(Box::new(store.group(group)?), store.group_changes(group, SHOWN)?),
        Look::Trash => Looked::Trash(store.trash(SHOWN)?),
    })
}

/// The accesses of a month. With `review`, that they were looked over is written down before, as the command line does: only by whom the rule of
/// roles lets.
fn accesses(store: &dyn Store, day: Date, review: bool, author: &Author, now: &Zoned) -> Result<Accesses> {
    let read = || AccessMonth::read(store, day, now.time_zone());
    let denied = denial(store, author)?;
    if review {
        if let Some(denial) = denied {
            return Err(StoreError::NotAllowed(denial));
        }
        store.witness(read()?.review(author.clone(), now.timestamp()))?;
    }
    Ok(Accesses { month: Arc::new(read()?), denied, reviewed: review })
}

fn denial(store: &dyn Store, author: &Author) -> Result<Option<Denial>> {
    let mut members = Vec::new();
    store.scan(EntityKind::Member, &mut |record| members.extend(Record::into_member(record)))?;
    Ok(Permit::of(&members, author).and_then(|permit| permit.allows(Area::Members)).err())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Member, MemberId, Role};
    use crate::port::Put;
    use crate::port::audit::Audit;
    use crate::port::store::{Label, Transaction};
    use crate::store::{Options, RedbStore};

    fn member(n: u8, uid: u32, role: Role) -> Member {
        let (id, code) = (MemberId::from_bytes([n; 16]), format!("m{n}"));
        Member { id, rev: 0, code: code.clone(), name: code, uids: vec![uid], role, left_on: None }
    }

    #[test]
    fn only_whom_the_rule_lets_writes_down_that_a_month_was_looked_over() {
        let store = RedbStore::in_memory(Options::default()).expect("a store");
        let members = [member(1, 7, Role::Admin), member(2, 8, Role::Write)];
        let puts = members.map(|member| Put::Save(Record::Member(member))).to_vec();
        let label = Label { action: "member".to_owned(), detail: String::new() };
        let (author, at) = (Author::account(7, "taro"), jiff::Timestamp::UNIX_EPOCH);
        store.write(Transaction { author, at, label, puts, patience: None }).expect("members");
        let now: Zoned = "2026-06-12T09:41:00+09:00[Asia/Tokyo]".parse().expect("a time");
        let ask = |uid, review| accesses(&store, now.date(), review, &Author::account(uid, "x"), &now);
        let lines = || store.audit_head().expect("readable").map(|head| head.seq);

        let before = lines();
        assert_eq!(ask(8, false).expect("everybody may look").denied, Some(Denial::AdminsOnly));
        let refused = ask(8, true).expect_err("no admin");
        assert!(matches!(refused, StoreError::NotAllowed(Denial::AdminsOnly)), "{refused}");
        assert_eq!(lines(), before, "neither a look nor a refusal is a line");
        let reviewed = ask(7, true).expect("an admin");
        assert!(reviewed.reviewed && reviewed.denied.is_none());
        assert_eq!(reviewed.month.reviews.len(), 1);
        assert_ne!(lines(), before);
    }
}
