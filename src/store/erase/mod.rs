//! Erasing somebody: records, trash, older images, drafts; and remembering that, so that no older backup brings it back.

mod about;
mod asked;
mod images;
mod links;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use self::about::{About, Root};
use self::images::Trace;
use super::RedbStore;
use super::codec::{self, Row};
use super::fault::Result;
use super::schema::{self, existing};
use super::write::Writer;
use crate::domain::erasure::{self, Kept, NameMarks};
use crate::domain::{Author, Disclosure, PersonId};
use crate::port::audit::{AuditRecord, Witness};
use crate::port::erase::{Asked, Erase, Erased, Erasure, Gone};
use crate::port::store::{ERASE, Key, Label, Result as PortResult};
use crate::port::{EntityKind, Entry, Record};

/// That something was erased, as it is stored. No name, and nothing else that was known.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Grave {
    kind: String,
    at: Timestamp,
    backups_until: Timestamp,
    /// How many years the records of disclosures stay.
    disclosure_years: u16,
}

/// By the key of what was erased.
pub(super) type Graves = BTreeMap<Key, Grave>;

impl Erase for RedbStore {
    fn erase(&self, erasure: &Erasure<'_>) -> PortResult<Erased> {
        self.transact(Some(self.patience()), |transaction| {
            let erased = erase(transaction, erasure)?;
            Ok((!erased.is_nothing(), erased))
        })
    }

    fn ask_erasure(&self, asked: &Asked) -> PortResult<()> {
        self.transact(Some(self.patience()), |transaction| Ok((true, asked::ask(transaction, asked)?)))
    }

    fn erasures_asked(&self) -> PortResult<Vec<Asked>> {
        asked::list(self)
    }

    fn withdraw_erasure(&self, key: Key, author: &Author, at: Timestamp) -> PortResult<Option<Asked>> {
        self.transact(Some(self.patience()), |transaction| {
            let withdrawn = asked::withdraw(transaction, key, author, at)?;
            Ok((withdrawn.is_some(), withdrawn))
        })
    }

    fn gone(&self) -> PortResult<Vec<Gone>> {
        self.read(|transaction| {
            let Some(table) = existing(transaction, schema::ERASED)? else { return Ok(Vec::new()) };
            let mut gone = Vec::new();
            for row in table.iter()? {
                let (key, grave) = row?;
                let grave: Grave = codec::read(grave.value(), "erasure")?;
                let Ok(kind) = grave.kind.parse() else { continue };
                gone.push(Gone { kind, key: key.value(), at: grave.at, backups_until: grave.backups_until });
            }
            Ok(gone)
        })
    }
}

fn erase(transaction: &WriteTransaction, erasure: &Erasure<'_>) -> Result<Erased> {
    let Erasure { kind, key, author, at, .. } = *erasure;
    let mut writer = Writer::new(transaction, None)?;
    writer.admit(author)?;
    writer.pass_for_ever()?;
    if erasure.by_two {
        asked::approve(transaction, erasure)?;
    }
    let Taken { erased, of: _ } = take(&mut writer, [(kind, key)].into(), erasure.today, |_| erasure.disclosure_years)?;
    if erased.is_nothing() {
        return Ok(erased);
    }
    if writer.changes() > 0 {
        close(&mut writer, author, at)?;
    }
    let numbers = erased.counts.iter().map(|(kind, n)| format!("{kind}={n}")).collect::<Vec<_>>().join(" ");
    let until = erasure.backups_until.strftime("%Y-%m-%d");
    let (begin, by) = (asked::note(erasure.reason, erasure.early), if erasure.by_two { " approved" } else { "" });
    let note = format!("{begin}{by} raw=kept backups_until={until} kept={} {numbers}", erased.kept);
    let (records, count) = (vec![AuditRecord::seen(kind, key)], erased.counts.iter().map(|(_, n)| n).sum());
    writer.witness(Witness { author: author.clone(), at, action: ERASE, records, count, note })?;
    drop(writer);
    asked::forget(transaction, key)?;
    let grave = Grave {
        kind: kind.to_string(),
        at,
        backups_until: erasure.backups_until,
        disclosure_years: erasure.disclosure_years,
    };
    transaction.open_table(schema::ERASED)?.insert(key, codec::pack(&grave)?.as_slice())?;
    Ok(erased)
}

/// What the table holds now. What cannot be read there was written by a newer program, and is left alone.
pub(super) fn graves(transaction: &WriteTransaction) -> Result<Graves> {
    let mut graves = Graves::new();
    for row in transaction.open_table(schema::ERASED)?.iter()? {
        let (key, grave) = row?;
        graves.extend(codec::unpack(grave.value()).map(|grave| (key.value(), grave)));
    }
    Ok(graves)
}

/// After a restore: what was erased before it is erased again, and the store goes on knowing of it. Gives what had come back.
pub(super) fn again(
    transaction: &WriteTransaction,
    before: Graves,
    author: &Author,
    at: Timestamp,
    today: Date,
) -> Result<Vec<(EntityKind, Key)>> {
    let mut graves = graves(transaction)?;
    {
        let mut table = transaction.open_table(schema::ERASED)?;
        for (key, grave) in before {
            table.insert(key, codec::pack(&grave)?.as_slice())?;
            graves.insert(key, grave);
        }
    }
    let roots = graves.iter().filter_map(|(key, grave)| Some((grave.kind.parse().ok()?, *key)));
    let roots: BTreeSet<Root> = roots.collect();
    if roots.is_empty() {
        return Ok(Vec::new());
    }
    for (_, key) in &roots {
        asked::forget(transaction, *key)?;
    }
    // All of them in one pass: a store that has erased hundreds is not read hundreds of times.
    let years = |(_, key): Root| graves.get(&key).map_or(erasure::DISCLOSURE_YEARS, |grave| grave.disclosure_years);
    let mut writer = Writer::new(transaction, None)?;
    let taken = take(&mut writer, roots, today, years)?;
    if writer.changes() > 0 {
        close(&mut writer, author, at)?;
    }
    for ((kind, key), count) in &taken.of {
        let records = vec![AuditRecord::seen(*kind, *key)];
        let note = "again, after a restore".to_owned();
        writer.witness(Witness { author: author.clone(), at, action: ERASE, records, count: *count, note })?;
    }
    Ok(taken.of.into_keys().collect())
}

fn close(writer: &mut Writer<'_>, author: &Author, at: Timestamp) -> Result<()> {
    let (group, changes) = (writer.group, writer.changes());
    writer.close(&Entry {
        group,
        author: author.clone(),
        at,
        label: Label { action: ERASE.to_owned(), detail: String::new() },
        changes,
        of: None,
        undone: false,
        // From the start: there is nothing in it that an undo could bring back.
        erased: changes,
        kept: 0,
        skipped: 0,
    })
}

/// What was taken.
struct Taken {
    erased: Erased,
    /// Of which roots there was anything, and how many records; none where there were older images alone.
    of: BTreeMap<Root, u64>,
}

/// What becomes of a record.
enum Fate {
    Goes,
    Scrubbed(Box<Disclosure>),
    /// Scrubbed by an earlier erasure: a backup made after it was brought back.
    Stays,
}

/// Erases the records of what is named and of all that belongs to it. No role is asked.
fn take(writer: &mut Writer<'_>, roots: BTreeSet<Root>, today: Date, years: impl Fn(Root) -> u16) -> Result<Taken> {
    let about = About::of(writer, roots)?;
    let mut found: Vec<(Root, Record, bool)> = Vec::new();
    for kind in EntityKind::iter().filter(|kind| kind.is_personal()) {
        every_record(writer, kind, &mut |record, thrown| {
            found.extend(about.root_of(record).map(|root| (root, record.clone(), thrown)));
        })?;
    }
    let (marks, namesakes) = name_marks(writer, &about)?;
    let fate = |(root, record, thrown): (Root, Record, bool)| {
        let given = record.as_disclosure().filter(|_| !thrown && root != (record.kind(), record.key()));
        let fate = given.map_or(Fate::Goes, |given| match erasure::disclosure(given, &marks, years(root), today) {
            Kept::Scrubbed(left) if *left == *given => Fate::Stays,
            Kept::Scrubbed(left) => Fate::Scrubbed(left),
            Kept::Gone => Fate::Goes,
        });
        (root, (record.kind(), record.key()), fate)
    };
    let fates: Vec<(Root, (EntityKind, Key), Fate)> = found.into_iter().map(fate).collect();
    let changed = fates.iter().filter(|(.., fate)| !matches!(fate, Fate::Stays));
    let keys: BTreeSet<(EntityKind, Key)> = changed.map(|(_, record, _)| *record).collect();
    let trace = Trace { about: &about, keys: &keys, marks: &marks, namesakes: &namesakes };
    let wiped = images::wipe(writer, &trace)?;
    images::drop_drafts(writer, &trace)?;
    let mut erased = Erased { images: wiped.rows, ..Erased::default() };
    let mut of: BTreeMap<Root, u64> = wiped.of.into_iter().map(|root| (root, 0)).collect();
    let mut counts: BTreeMap<EntityKind, u64> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for (root, (kind, key), fate) in fates {
        match fate {
            Fate::Stays => {}
            Fate::Scrubbed(left) => {
                writer.scrub(Record::Disclosure(*left))?;
                erased.kept += 1;
                of.entry(root).or_default();
            }
            Fate::Goes => {
                let went = u64::from(writer.erase(kind, key)?);
                *counts.entry(kind).or_default() += went;
                *of.entry(root).or_default() += went;
                gone.insert((kind, key));
            }
        }
    }
    links::untie(writer, &gone)?;
    erased.counts = counts.into_iter().collect();
    Ok(Taken { erased, of })
}

/// What the persons are named by, in every spelling that is still known, and who else is called so.
fn name_marks(writer: &mut Writer<'_>, about: &About) -> Result<(NameMarks, HashSet<PersonId>)> {
    let (mut marks, mut others) = (NameMarks::default(), Vec::new());
    let mut learn = |record: &Record| {
        let Some(person) = record.as_person() else { return };
        if about.persons.contains(&person.id) {
            marks.learn(person);
        } else {
            others.push(person.clone());
        }
    };
    every_record(writer, EntityKind::Person, &mut |record, _| learn(record))?;
    every_image(writer, &mut |row| {
        images_of(row, EntityKind::Person)?.iter().for_each(&mut learn);
        Ok(())
    })?;
    let same = others.into_iter().filter(|other| marks.are_in(&other.name)).map(|other| other.id).collect();
    Ok((marks, same))
}

/// Every record of a kind, in use or (`true`) in the trash.
fn every_record(writer: &mut Writer<'_>, kind: EntityKind, visit: &mut dyn FnMut(&Record, bool)) -> Result<()> {
    writer.each(kind, &mut |record| visit(&record, false))?;
    for row in writer.trash.iter()? {
        let (grave, bytes) = row?;
        if schema::of_grave_key(grave.value()).is_some_and(|(of, _)| of == kind) {
            visit(&codec::decode(kind, codec::decode_thrown(bytes.value())?.stored.0)?, true);
        }
    }
    Ok(())
}

/// Every row of the journal from before this transaction.
fn every_image(writer: &Writer<'_>, visit: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    for row in writer.journal.range(..writer.group.0)? {
        visit(&Row::decode(row?.1.value())?)?;
    }
    Ok(())
}

/// The images that a row of this kind has.
fn images_of(row: &Row<'_>, wanted: EntityKind) -> Result<Vec<Record>> {
    let Some(kind) = row.kind().filter(|kind| *kind == wanted) else { return Ok(Vec::new()) };
    row.before.iter().chain(&row.after).map(|image| codec::decode(kind, image.0)).collect()
}
