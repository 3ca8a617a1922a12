//! The program's own store, as the program uses it: compared revisions, journal with both images, groups, audit chain.

use std::path::Path;

use jiff::Timestamp;
use renkei::domain::{Author, Facility};
use renkei::port::store::{Label, facility as load};
use renkei::port::{EntityKind, Put, Record, Store, StoreError, Transaction};
use renkei::store::{Options, RedbStore};

use crate::peer::{Peer, body, counter_id, id};

pub struct Renkei(RedbStore);

impl Renkei {
    pub fn open(folder: &Path) -> Self {
        Self(RedbStore::open(folder, Options::default()).expect("a store"))
    }

    fn write(&self, records: Vec<Facility>) -> Result<(), StoreError> {
        let puts = records.into_iter().map(|facility| Put::Save(Record::Facility(facility))).collect();
        let label = Label { action: "edit".to_owned(), detail: String::new() };
        let author = Author::account(1001, "hana");
        self.0.write(Transaction { author, at: Timestamp::UNIX_EPOCH, label, puts, patience: None }).map(drop)
    }
}

fn number(facility: &Facility) -> u64 {
    facility.local.note.facts.parse().expect("a number")
}

impl Peer for Renkei {
    fn begin(&mut self) {
        let mut counter = Facility::new(counter_id());
        counter.local.note.facts = 0.to_string();
        self.write(vec![counter]).expect("written");
    }

    /// Reads outside the write transaction and writes if nobody was quicker, as a form does: else once more.
    fn raise(&mut self, writer: u32, n: u32) {
        loop {
            let mut counter = load(&self.0, counter_id()).expect("readable").expect("a counter");
            counter.local.note.facts = (number(&counter) + 1).to_string();
            let mut item = Facility::new(id(writer, n));
            item.local.note.facts = body();
            match self.write(vec![counter, item]) {
                Ok(()) => return,
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn last(&mut self, rows: usize) -> usize {
        self.0.history(rows).expect("readable").len()
    }

    fn counted(&mut self) -> (u64, u64) {
        let counter = load(&self.0, counter_id()).expect("readable").expect("a counter");
        (number(&counter), self.0.count(EntityKind::Facility).expect("readable") - 1)
    }

    fn load(&mut self, records: Vec<Facility>) {
        self.write(records).expect("written");
    }

    fn scan(&mut self) -> u64 {
        let mut count = 0;
        self.0.scan(EntityKind::Facility, &mut |_| count += 1).expect("readable");
        count
    }
}
