//! SQLite with a write-ahead log, `synchronous=FULL` and `BEGIN IMMEDIATE`: as durable, as safe for many processes.

use std::path::Path;
use std::time::Duration;

use renkei::domain::Facility;
use rusqlite::{Connection, TransactionBehavior, params};

use crate::peer::{Peer, body, decode, encode, id};

pub struct Sqlite(Connection);

impl Sqlite {
    pub fn open(folder: &Path) -> Self {
        let connection = Connection::open(folder.join("peer.sqlite")).expect("a database");
        connection.busy_timeout(Duration::from_secs(60)).expect("set");
        connection.pragma_update(None, "journal_mode", "WAL").expect("set");
        connection.pragma_update(None, "synchronous", "FULL").expect("set");
        connection.pragma_update(None, "cache_size", -65_536).expect("set");
        let tables = "CREATE TABLE IF NOT EXISTS items (id BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
             CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);";
        connection.execute_batch(tables).expect("tables");
        Self(connection)
    }

    fn write(&mut self, act: impl FnOnce(&Connection) -> rusqlite::Result<()>) {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate).expect("a transaction");
        act(&transaction).expect("written");
        transaction.commit().expect("committed");
    }
}

const ITEM: &str = "INSERT INTO items VALUES (?1, ?2)";
const ROW: &str = "INSERT INTO journal VALUES (?1, ?2)";

impl Peer for Sqlite {
    fn begin(&mut self) {
        self.write(|sql| sql.execute("INSERT INTO counter VALUES (0, 0)", []).map(drop));
    }

    fn raise(&mut self, writer: u32, n: u32) {
        self.write(|sql| {
            let raised: i64 =
                sql.prepare_cached("SELECT value FROM counter WHERE id = 0")?.query_row([], |row| row.get(0))?;
            sql.prepare_cached("UPDATE counter SET value = ?1 WHERE id = 0")?.execute([raised + 1])?;
            sql.prepare_cached(ITEM)?.execute(params![id(writer, n).to_bytes(), body().as_bytes()])?;
            sql.prepare_cached(ROW)?.execute(params![raised + 1, body().as_bytes()])?;
            Ok(())
        });
    }

    fn last(&mut self, rows: usize) -> usize {
        let mut last = self.0.prepare_cached("SELECT body FROM journal ORDER BY seq DESC LIMIT ?1").expect("a query");
        let rows = last.query_map([rows as i64], |row| row.get::<_, Vec<u8>>(0)).expect("readable");
        rows.map(|row| row.expect("a row")).count()
    }

    fn counted(&mut self) -> (u64, u64) {
        let one = |sql: &str| self.0.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("readable") as u64;
        (one("SELECT value FROM counter"), one("SELECT count(*) FROM items"))
    }

    fn load(&mut self, records: Vec<Facility>) {
        self.write(|sql| {
            let (mut item, mut row) = (sql.prepare(ITEM)?, sql.prepare(ROW)?);
            for (number, record) in (1_i64..).zip(records) {
                let bytes = encode(&record);
                item.execute(params![record.id.to_bytes(), bytes])?;
                row.execute(params![number, bytes])?;
            }
            Ok(())
        });
    }

    fn scan(&mut self) -> u64 {
        let mut all = self.0.prepare("SELECT body FROM items ORDER BY id").expect("a query");
        let rows = all.query_map([], |row| Ok(decode(row.get_ref(0)?.as_blob()?))).expect("readable");
        rows.map(|row| row.expect("a row")).count() as u64
    }
}
