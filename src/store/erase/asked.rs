//! Erasures that one admin has asked for and another is to approve. A request holds the identity and the reason, no name.

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};

use crate::domain::Author;
use crate::domain::erasure::ErasureReason;
use crate::port::StoreError;
use crate::port::audit::{AuditRecord, Witness};
use crate::port::erase::{Asked, Erasure};
use crate::port::store::Key;
use crate::store::RedbStore;
use crate::store::codec;
use crate::store::fault::Result;
use crate::store::schema::{self, existing};
use crate::store::write::Writer;

/// As it is stored, by the key of what is to be erased.
#[derive(Serialize, Deserialize)]
struct Request {
    kind: String,
    reason: String,
    early: bool,
    author: Author,
    at: jiff::Timestamp,
}

impl Request {
    /// `None` for what only a newer program understands.
    fn read(key: Key, bytes: &[u8]) -> Option<Asked> {
        let Self { kind, reason, early, author, at } = codec::unpack(bytes)?;
        Some(Asked { kind: kind.parse().ok()?, key, reason: reason.parse().ok()?, early, author, at })
    }
}

/// See [`crate::port::erase::Erase::ask_erasure`].
pub(super) fn ask(transaction: &WriteTransaction, asked: &Asked) -> Result<()> {
    let Asked { kind, key, reason, early, ref author, at } = *asked;
    let mut writer = admitted(transaction, author)?;
    let request = Request { kind: kind.to_string(), reason: reason.to_string(), early, author: author.clone(), at };
    transaction.open_table(schema::ERASURES_ASKED)?.insert(key, codec::pack(&request)?.as_slice())?;
    tell(&mut writer, "erase_ask", asked, author, at)
}

/// See [`crate::port::erase::Erase::withdraw_erasure`].
pub(super) fn withdraw(
    transaction: &WriteTransaction,
    key: Key,
    author: &Author,
    at: jiff::Timestamp,
) -> Result<Option<Asked>> {
    let mut writer = admitted(transaction, author)?;
    let asked = forget(transaction, key)?;
    if let Some(asked) = &asked {
        tell(&mut writer, "erase_withdraw", asked, author, at)?;
    }
    Ok(asked)
}

/// Every request, in the order of the keys.
pub(super) fn list(store: &RedbStore) -> crate::port::store::Result<Vec<Asked>> {
    store.read(|transaction| {
        let Some(table) = existing(transaction, schema::ERASURES_ASKED)? else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for row in table.iter()? {
            let (key, bytes) = row?;
            all.extend(Request::read(key.value(), bytes.value()));
        }
        Ok(all)
    })
}

/// Has another admin asked for just this? Who asked may have left meanwhile, or be no admin any more: they were one when they asked.
pub(super) fn approve(transaction: &WriteTransaction, erasure: &Erasure<'_>) -> Result<()> {
    let table = transaction.open_table(schema::ERASURES_ASKED)?;
    let asked = table.get(erasure.key)?.and_then(|bytes| Request::read(erasure.key, bytes.value()));
    match asked {
        Some(asked) if asked.is_for(erasure) && asked.author.is_surely_another(erasure.author) => Ok(()),
        Some(_) | None => Err(StoreError::NotAsked.into()),
    }
}

/// Takes a request away, whether it was granted or not.
pub(super) fn forget(transaction: &WriteTransaction, key: Key) -> Result<Option<Asked>> {
    let mut table = transaction.open_table(schema::ERASURES_ASKED)?;
    let removed = table.remove(key)?;
    Ok(removed.and_then(|bytes| Request::read(key, bytes.value())))
}

fn admitted<'t>(transaction: &'t WriteTransaction, author: &Author) -> Result<Writer<'t>> {
    let mut writer = Writer::new(transaction, None)?;
    writer.admit(author)?;
    writer.pass_for_ever()?;
    Ok(writer)
}

fn tell(
    writer: &mut Writer<'_>,
    action: &'static str,
    asked: &Asked,
    author: &Author,
    at: jiff::Timestamp,
) -> Result<()> {
    let note = note(asked.reason, asked.early);
    let records = vec![AuditRecord::seen(asked.kind, asked.key)];
    writer.witness(Witness { author: author.clone(), at, action, records, count: 1, note })
}

/// How the audit begins each of its lines about an erasure.
pub(super) fn note(reason: ErasureReason, early: bool) -> String {
    format!("{reason}{}", if early { " early" } else { "" })
}
