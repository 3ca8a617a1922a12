//! kill -9 of `renkei import`, at any moment: all of it is there afterwards, or none.

use std::fmt::Write;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::stage::{Stage, fixture};

/// Rows of the file, kills, and how many of these fall into the write transaction on purpose.
const ROWS: u32 = 4_000;
const KILLS: usize = 30;
const INSIDE: usize = 12;

/// A fictional file in the columns of the care services.
pub fn write(path: &Path) {
    let sample = fs::read_to_string(fixture("care_202601/jigyosho_520.csv")).unwrap();
    let mut text = format!("{}\r\n", sample.lines().next().unwrap());
    for n in 0..ROWS {
        let number = 9_950_200_000_u64 + u64::from(n);
        let (exchange, line) = (n / 100, n % 100);
        write!(
            text,
            "992011,{number},風見県,汐凪市,老健 第{n},ロウケン ダイ{n},介護老人保健施設,汐凪市凪浜{n}番地,,32.1,143.1,\
             03-0{exchange:03}-1{line:03},03-0{exchange:03}-2{line:03},,汐凪会,{number},平日,,50,,,,,\r\n"
        )
        .unwrap();
    }
    fs::write(path, text).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a kill needs a moment to fall into; no rule reads this clock")]
fn now() -> Instant {
    Instant::now()
}

fn random(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below.max(1)
}

#[test]
fn kill_9_leaves_all_of_an_import_or_none() {
    let stage = Stage::new();
    stage.import(&[fixture("medical_202601.csv")], &[]).ok();
    let id = stage.first("梟谷病院");
    stage.run(&["set", &id, "note=消えない"]).ok();
    let file = stage.path("jigyosho_520_20260101.csv");
    write(&file);
    let before = stage.everything();

    // How long a whole import takes here, so that random moments fall before, into and behind its write.
    let began = now();
    let files = [file.clone()];
    stage.import(&files, &["--quiet"]).ok();
    let takes = began.elapsed();
    assert_eq!(stage.everything().lines().count(), before.lines().count() + ROWS as usize);
    stage.run(&["undo"]).ok();
    assert!(stage.everything() == before);

    let (mut all, mut none, mut inside) = (0, 0, 0);
    for kill in 0..KILLS {
        let mut child = stage.command(&["import", file.to_str().unwrap()]).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let mut told = Vec::new();
        if kill < INSIDE {
            // The first such line is written inside the transaction, long before its commit.
            told.push(lines.find(|line| line.starts_with("writing")).expect("the import tells that it writes"));
        } else {
            std::thread::sleep(Duration::from_micros(random(takes.as_micros() as u64 * 5 / 4)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        told.extend(lines);
        let committed = told.iter().any(|line| line.starts_with("Taken in"));
        let writing = told.iter().any(|line| line.starts_with("writing"));

        // It opens, and what is in it can be written out.
        let found = stage.everything();
        if found == before {
            none += 1;
            inside += usize::from(writing);
            assert!(!committed, "an import that was acknowledged is lost");
        } else {
            all += 1;
            assert_eq!(found.lines().count(), before.lines().count() + ROWS as usize, "half an import");
            assert!(writing && found.contains("消えない"));
            stage.run(&["undo"]).ok();
            assert!(stage.everything() == before);
        }
    }
    eprintln!("{KILLS} kills, {inside} inside the write transaction: {all} whole imports, {none} without a trace");
    assert!(inside >= 5, "only {inside} kills fell into the write transaction");
}
