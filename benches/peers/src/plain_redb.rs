//! redb in MultiWriter mode with the same rows and nothing else.

use std::path::Path;

use redb::{
    Builder, ConcurrencyMode, Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition,
};
use renkei::domain::Facility;

use crate::peer::{Peer, body, decode, encode, id};

const ITEMS: TableDefinition<'_, [u8; 16], &[u8]> = TableDefinition::new("items");
const JOURNAL: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("journal");
const COUNTER: TableDefinition<'_, u8, u64> = TableDefinition::new("counter");

pub struct PlainRedb(Database);

impl PlainRedb {
    pub fn open(folder: &Path) -> Self {
        let mut builder = Builder::new();
        builder.set_cache_size(64 << 20).set_concurrency_mode(ConcurrencyMode::MultiWriter);
        Self(builder.create(folder.join("plain.redb")).expect("a database"))
    }
}

impl Peer for PlainRedb {
    fn begin(&mut self) {
        let write = self.0.begin_write().expect("a transaction");
        write.open_table(COUNTER).expect("a table").insert(0, 0).expect("inserted");
        write.open_table(ITEMS).expect("a table");
        write.open_table(JOURNAL).expect("a table");
        write.commit().expect("committed");
    }

    fn raise(&mut self, writer: u32, n: u32) {
        let write = self.0.begin_write().expect("a transaction");
        {
            let mut counter = write.open_table(COUNTER).expect("a table");
            let raised = counter.get(0).expect("readable").expect("a counter").value() + 1;
            counter.insert(0, raised).expect("inserted");
            let key = id(writer, n).to_bytes();
            write.open_table(ITEMS).expect("a table").insert(key, body().as_bytes()).expect("inserted");
            write.open_table(JOURNAL).expect("a table").insert(raised, body().as_bytes()).expect("inserted");
        }
        write.commit().expect("committed");
    }

    fn last(&mut self, rows: usize) -> usize {
        let read = self.0.begin_read().expect("a transaction");
        let journal = read.open_table(JOURNAL).expect("a table");
        journal.iter().expect("readable").rev().take(rows).map(|row| row.expect("a row").1.value().to_vec()).count()
    }

    fn counted(&mut self) -> (u64, u64) {
        let read = self.0.begin_read().expect("a transaction");
        let counter = read.open_table(COUNTER).expect("a table").get(0).expect("readable").expect("a counter").value();
        (counter, read.open_table(ITEMS).expect("a table").len().expect("readable"))
    }

    fn load(&mut self, records: Vec<Facility>) {
        let write = self.0.begin_write().expect("a transaction");
        {
            let mut items = write.open_table(ITEMS).expect("a table");
            let mut journal = write.open_table(JOURNAL).expect("a table");
            for (number, record) in (1..).zip(records) {
                let bytes = encode(&record);
                items.insert(record.id.to_bytes(), bytes.as_slice()).expect("inserted");
                journal.insert(number, bytes.as_slice()).expect("inserted");
            }
        }
        write.commit().expect("committed");
    }

    fn scan(&mut self) -> u64 {
        let read = self.0.begin_read().expect("a transaction");
        let items = read.open_table(ITEMS).expect("a table");
        items.iter().expect("readable").map(|row| decode(row.expect("a row").1.value())).count() as u64
    }
}
