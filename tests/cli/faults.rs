//! Bad days at the command line: each has one sentence and one exit code, and nothing is lost.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::PathBuf;

use renkei::domain::Author;
use renkei::port::store::{Label, facility as load};
use renkei::port::{Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};
use rustix::process::{Pid, Signal, kill_process};

use crate::small_disk::SmallDisk;
use crate::stage::{Ran, Stage, fixture};

/// A facility of the demo city.
const CLINIC: &str = "梟谷診療所";
const FULL: &str = "The disk is full. Nothing was written";

fn file(stage: &Stage) -> PathBuf {
    stage.data().join("renkei.redb")
}

fn care() -> String {
    fixture("care_202601/jigyosho_520.csv").to_str().unwrap().to_owned()
}

#[track_caller]
fn says(ran: &Ran, part: &str) {
    assert!(ran.err.contains(part), "{part:?} is not in: {}", ran.err);
}

#[test]
fn on_a_full_disk_every_command_says_so_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount("on_a_full_disk_every_command_says_so_and_goes_on_when_there_is_room", 8) else {
        return;
    };
    disk.run(&["demo", "--load"]).ok();
    let found = disk.run(&["find", "--json", "--limit", "1", CLINIC]).ok().json();
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(!disk.path("data/renkei.ballast").exists(), "a disk as small as this has no room for the reserve");
    disk.fill();
    // Free pages inside the file may take some more; whatever is acknowledged is there.
    let mut last = 0;
    loop {
        let note = format!("note=entry {}", last + 1);
        let ran = disk.run(&["set", &id, &note]);
        if ran.code != 0 {
            says(&ran.code(1), FULL);
            break;
        }
        last += 1;
        assert!(last < 500, "the disk was never full");
    }
    let (before, history) = (disk.everything(), disk.run(&["history"]).text());
    assert!(last == 0 || before.contains(&format!("entry {last}\"")));
    let (out, other, third, care) =
        (SmallDisk::inside("out.csv"), SmallDisk::inside("other"), SmallDisk::inside("third"), care());
    let writing: [&[&str]; 4] = [
        &["set", &id, "note=after"],
        &["import", &care],
        &["demo", "--load", "--data-dir", &other],
        &["init", "--data-dir", &third],
    ];
    for args in writing {
        let ran = disk.run(args).code(1);
        says(&ran, FULL);
        assert_eq!(ran.text(), "", "{args:?}");
    }
    for args in [&["export", "-o", &out][..], &["import", &care, "--rejected", &out]] {
        says(&disk.run(args).code(1), "the disk is full");
    }
    assert!(!disk.path("out.csv").exists(), "half a file is no file");
    // Looking needs no room.
    for args in [&["find", CLINIC][..], &["show", &id], &["history"], &["doctor"], &["export"]] {
        assert!([0, 3].contains(&disk.run(args).code), "{args:?}");
    }
    assert_eq!((disk.everything(), disk.run(&["history"]).text()), (before, history));
    disk.free();
    for args in writing {
        disk.run(args).ok();
    }
    let after = disk.everything();
    disk.run(&["undo"]).ok();
    assert_ne!(disk.everything(), after);
}

#[test]
fn the_reserve_lets_the_last_edits_through_on_a_full_disk() {
    let Some(disk) = SmallDisk::mount("the_reserve_lets_the_last_edits_through_on_a_full_disk", 32) else { return };
    disk.run(&["demo", "--load"]).ok();
    let found = disk.run(&["find", "--json", "--limit", "1", CLINIC]).ok().json();
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    let ballast = disk.path("data/renkei.ballast");
    assert!(ballast.exists());
    let large = disk.stage().path("jigyosho_520_20260101.csv");
    crate::killed::write(&large);
    let import = || disk.run(&["import", large.to_str().unwrap()]);
    disk.fill();
    let mut through = 0;
    while ballast.exists() {
        disk.run(&["set", &id, &format!("note=entry {through}")]).ok();
        through += 1;
        assert!(through < 500, "the reserve was never needed");
        if ballast.exists() {
            says(&import().code(1), FULL);
            assert!(ballast.exists(), "an import is too large for it, and leaves it to the edits");
        }
    }
    // Edits and their undo still go through, each saying that it will not go on like that.
    for n in 0..10 {
        let ran = disk.run(&["set", &id, &format!("note=reserve {n}")]).ok();
        says(&ran, "nearly full");
        says(&disk.run(&["undo"]).ok(), "nearly full");
    }
    assert!(disk.everything().contains(&format!("entry {}\"", through - 1)));
    // With room again it is taken aboard by itself.
    disk.free();
    let ran = disk.run(&["set", &id, "note=room"]).ok();
    assert!(ballast.exists() && !ran.err.contains("nearly full"), "{}", ran.err);
}

#[test]
fn a_clock_that_was_set_back_is_said_and_changes_no_order() {
    let stage = Stage::demo();
    let id = stage.first(CLINIC);
    {
        let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
        let mut facility = load(&store, id.parse().unwrap()).unwrap().unwrap();
        facility.local.note.facts = "written in 2199".to_owned();
        let transaction = Transaction {
            author: Author::account(rustix::process::getuid().as_raw(), "someone"),
            at: "2199-01-01T00:00:00Z".parse().unwrap(),
            label: Label { action: "edit".to_owned(), detail: String::new() },
            puts: vec![Put::Save(Record::Facility(facility))],
            patience: None,
        };
        store.write(transaction).unwrap();
    }
    assert_eq!(stage.run(&["find", CLINIC]).ok().err, "", "who only looks is not bothered");
    assert!(stage.run(&["doctor", "--json"]).ok().json()["items"][0]["clock"].as_str().unwrap().contains("slow"));
    let ran = stage.run(&["set", &id, "note=written today"]).ok();
    assert_eq!(ran.err.matches("The clock").count(), 1, "{}", ran.err);
    assert!(!stage.run(&["set", &id, "desk=later"]).ok().err.contains("clock"), "the newest change is of today");
    let history = stage.run(&["history", "--json"]).ok().json();
    let groups: Vec<u64> =
        history["items"].as_array().unwrap().iter().map(|item| item["group"].as_u64().unwrap()).collect();
    assert!(groups.is_sorted_by(|a, b| a > b), "newest first, whatever the clock said: {groups:?}");
    stage.run(&["undo"]).ok();
    assert!(stage.everything().contains("written today"));
    stage.run(&["undo"]).ok();
    assert!(stage.everything().contains("written in 2199"), "taken back in the order of the changes");
}

#[test]
fn a_folder_that_may_only_be_read_can_be_looked_into() {
    let Some(disk) = SmallDisk::mount("a_folder_that_may_only_be_read_can_be_looked_into", 8) else { return };
    disk.run(&["demo", "--load"]).ok();
    let found = disk.run(&["find", "--json", "--limit", "1", CLINIC]).ok().json();
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    let before = disk.everything();
    disk.remount("ro");
    let care = care();
    for args in [&["set", &id, "note=x"][..], &["undo"], &["import", &care]] {
        says(&disk.run(args).code(4), "cannot be written");
    }
    says(&disk.run(&["init", "--data-dir", &SmallDisk::inside("new")]).code(1), "the disk is read-only");
    says(&disk.run(&["demo", "--load", "--data-dir", &SmallDisk::inside("new")]).code(1), "the disk is read-only");
    for args in [&["find", CLINIC][..], &["show", &id], &["history"], &["doctor"]] {
        disk.run(args).ok();
    }
    assert_eq!(disk.everything(), before);
    let persons = disk.run(&["export", "all", "--format", "jsonl"]);
    assert_eq!((persons.code, persons.out.len()), (4, 0), "about persons nothing without its line: {}", persons.err);
    disk.remount("rw");
    disk.run(&["set", &id, "note=at last"]).ok();
}

#[test]
fn a_file_of_somebody_else_is_not_opened_and_the_way_to_it_is_said() {
    if !rustix::process::geteuid().is_root() {
        eprintln!(
            "SKIPPED: a_file_of_somebody_else_is_not_opened_and_the_way_to_it_is_said: only root can give files away"
        );
        return;
    }
    let stage = Stage::demo();
    let before = stage.everything();
    fs::set_permissions(stage.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(stage.data(), fs::Permissions::from_mode(0o755)).unwrap();
    for args in [&["find", CLINIC][..], &["export"], &["undo"], &["history"], &["import", &care()]] {
        let mut command = stage.command(args);
        std::os::unix::process::CommandExt::uid(&mut command, 47_004);
        std::os::unix::process::CommandExt::gid(&mut command, 47_004);
        says(&Ran::of(&mut command).code(4), "This account may not read the data file");
    }
    assert_eq!((stage.everything(), fs::metadata(file(&stage)).unwrap().uid()), (before, 0));
}

#[test]
fn a_place_that_is_none_is_named() {
    let stage = Stage::new();
    fs::write(stage.path("letter"), "x").unwrap();
    let inside = stage.path("letter/data");
    for place in [stage.path("letter"), inside] {
        let place = place.to_str().unwrap();
        for args in [&["demo", "--load", "--data-dir", place][..], &["init", "--data-dir", place]] {
            let ran = stage.run(args).code(1);
            says(&ran, place);
        }
    }
    assert_eq!(fs::read_to_string(stage.path("letter")).unwrap(), "x");
    // A mistyped folder is not made by looking.
    let nowhere = stage.path("nowhere");
    stage.run(&["find", "x", "--data-dir", nowhere.to_str().unwrap()]).code(3);
    assert!(!nowhere.exists());
}

#[test]
fn a_file_of_another_kind_is_left_alone() {
    let stage = Stage::new();
    fs::create_dir(stage.data()).unwrap();
    for content in [&b"This is a letter, no database. "[..], &[0; 8192], &[0xFF; 9_000]] {
        fs::write(file(&stage), content).unwrap();
        for args in [&["find", "x"][..], &["demo", "--load"], &["undo"], &["export"]] {
            let ran = stage.run(args);
            assert!([1, 6].contains(&ran.code), "{args:?}: {} {}", ran.code, ran.err);
            assert!(ran.err.contains("no data file of renkei") || ran.err.contains("damaged"), "{}", ran.err);
        }
        assert_eq!(fs::read(file(&stage)).unwrap(), content);
    }
}

#[test]
fn a_file_that_was_cut_to_nothing_is_not_begun_anew() {
    let stage = Stage::demo();
    let whole = fs::read(file(&stage)).unwrap();
    fs::write(file(&stage), "").unwrap();
    let care = care();
    let writing = [&["set", "0000", "note=x"][..], &["undo"], &["import", &care], &["demo", "--load"]];
    for args in [&["find", CLINIC][..], &["export"], &["history"]].into_iter().chain(writing) {
        let ran = stage.run(args).code(6);
        says(&ran, "damaged");
        says(&ran, "Restore a backup");
        assert_eq!(ran.text(), "", "{args:?}");
    }
    stage.run(&["doctor"]).code(1);
    stage.run(&["init"]).code(4);
    assert_eq!(fs::metadata(file(&stage)).unwrap().len(), 0, "an empty register in its place would hide the loss");
    fs::write(file(&stage), whole).unwrap();
    stage.run(&["find", CLINIC]).ok();
}

/// How much of a damaged file is left.
#[derive(PartialEq)]
enum Left {
    Everything,
    /// It can be read, and something in it is another: redb does not verify a page that it reads.
    Altered,
    Nothing,
}

/// Everything that reads: it ends with the damage named, or as if nothing had happened.
fn read(stage: &Stage, before: &str, what: &str) -> Left {
    let export = stage.run(&["export", "all", "--format", "jsonl"]);
    assert!(!export.err.contains("panicked"), "{what}: {}", export.err);
    for args in [&["history"][..], &["find", CLINIC], &["doctor"]] {
        let ran = stage.run(args);
        assert!(!ran.err.contains("panicked"), "{what} {args:?}: {}", ran.err);
        assert!([0, 1, 3, 6].contains(&ran.code), "{what} {args:?}: {} {}", ran.code, ran.err);
    }
    match export.code {
        0 if export.text() == before => return Left::Everything,
        0 => return Left::Altered,
        6 => says(&export, "damaged"),
        1 => says(&export, "no data file of renkei"),
        other => panic!("{what}: exit code {other}: {}", export.err),
    }
    Left::Nothing
}

#[test]
fn a_file_that_was_cut_off_is_called_damaged() {
    let stage = Stage::demo();
    let before = stage.everything();
    let whole = fs::read(file(&stage)).unwrap();
    for keep in [100, 4_096, whole.len() / 2, whole.len() - 4_096, whole.len() - 1] {
        fs::write(file(&stage), &whole[..keep]).unwrap();
        let left = read(&stage, &before, &format!("{keep} of {} bytes", whole.len()));
        assert!(left != Left::Altered, "{keep} of {} bytes", whole.len());
    }
    fs::write(file(&stage), &whole[..whole.len() / 2]).unwrap();
    says(&stage.run(&["export"]).code(6), "Restore a backup");
    // The damaged file is not written to.
    let ran = stage.run(&["undo"]);
    assert_ne!(ran.code, 0);
    fs::write(file(&stage), &whole).unwrap();
    assert!(read(&stage, &before, "the whole file again") == Left::Everything);
}

#[test]
fn flipped_bits_are_called_damaged_or_do_no_harm() {
    let stage = Stage::demo();
    let before = stage.everything();
    let whole = fs::read(file(&stage)).unwrap();
    // The header, both commit slots, and the middles of pages all over the file.
    let places = [0, 9, 12, 64, 70, 128, 192, 200, 320].into_iter().chain((0..24).map(|n| whole.len() / 24 * n + 777));
    let (mut all, mut noticed) = (0, 0);
    for place in places.filter(|place| *place < whole.len()) {
        let flip = || {
            fs::write(file(&stage), &whole).unwrap();
            let flipped = File::options().write(true).open(file(&stage)).unwrap();
            flipped.write_all_at(&[whole[place] ^ 0x10], place as u64).unwrap();
        };
        flip();
        let left = read(&stage, &before, &format!("bit flipped in byte {place}"));
        all += 1;
        noticed += u32::from(left == Left::Nothing);
        if left == Left::Altered {
            // Whoever looks for damage finds it.
            flip();
            let whole = RedbStore::check(&stage.data(), &Options::default());
            assert!(!matches!(whole, Ok(true)), "byte {place}: the data are others, and the check finds nothing");
        }
    }
    eprintln!("{noticed} of {all} flipped bits were noticed by reading");
    fs::write(file(&stage), &whole).unwrap();
    assert_eq!(stage.everything(), before);
}

#[test]
fn what_is_damaged_is_not_backed_up_over_what_was_whole() {
    let stage = Stage::demo();
    let id = stage.first(CLINIC);
    stage.run(&["set", &id, "note=turn this bit"]).ok();
    let copy = stage.path("all.backup");
    let backup = ["backup", copy.to_str().unwrap(), "--force"];
    stage.run(&backup).ok();
    let good = fs::read(&copy).unwrap();
    let whole = fs::read(file(&stage)).unwrap();
    let text = b"turn this bit";
    let places: Vec<usize> = (0..whole.len() - text.len()).filter(|at| whole[*at..].starts_with(text)).collect();
    let mut refused = 0;
    for place in places {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        fs::write(file(&stage), &flipped).unwrap();
        let ran = stage.run(&backup);
        // An old page that nothing leads to any more may hold the text as well.
        if ran.code != 0 {
            refused += 1;
            says(&ran.code(6), "damaged");
            assert_eq!(fs::read(&copy).unwrap(), good, "the good one is still there");
        }
        fs::write(file(&stage), &whole).unwrap();
        stage.run(&["backup", "--verify", copy.to_str().unwrap()]).ok();
        stage.run(&["restore", copy.to_str().unwrap(), "--yes"]).ok();
        assert!(stage.run(&["show", &id]).ok().text().contains("turn this bit"), "byte {place}");
        fs::write(file(&stage), &whole).unwrap();
    }
    assert!(refused > 0, "no page that is in use was hit");
}

#[test]
fn a_stopped_writer_holds_up_writers_only_and_only_for_a_while() {
    let stage = Stage::demo();
    let id = stage.first(CLINIC);
    stage.run(&["set", &id, "note=before"]).ok();
    let before = stage.register();
    let large = stage.path("jigyosho_520_20260101.csv");
    crate::killed::write(&large);
    let mut import = stage.command(&["import", large.to_str().unwrap()]).spawn().unwrap();
    let mut lines = BufReader::new(import.stderr.take().unwrap()).lines().map(Result::unwrap);
    // The first such line is written inside the transaction, long before its commit.
    assert!(lines.any(|line| line.starts_with("writing")));
    let pid = Pid::from_child(&import);
    kill_process(pid, Signal::STOP).unwrap();
    if stage.register() != before {
        eprintln!("the import was quicker than the signal; nothing to see");
        kill_process(pid, Signal::CONT).unwrap();
        import.wait().unwrap();
        return;
    }
    for args in [&["find", CLINIC][..], &["show", &id], &["history"], &["doctor"]] {
        stage.run(args).ok();
    }
    let lock = || stage.run(&["doctor", "--json"]).ok().json()["items"][0]["lock"].clone();
    assert_eq!(lock(), "another program is writing");
    for args in [&["set", &id, "note=after"][..], &["undo"]] {
        let ran = stage.run(args).code(4);
        says(&ran, "has been writing for 5 seconds. Nothing was written");
    }
    assert_eq!(stage.register(), before);
    import.kill().unwrap();
    import.wait().unwrap();
    assert_eq!(lock(), "free");
    stage.run(&["set", &id, "note=after"]).ok();
    stage.run(&["undo"]).ok();
    assert_eq!(stage.register(), before);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the patience with a real process is real time")]
fn ctrl_z_stops_an_import_before_or_after_its_write_and_never_in_it() {
    let stage = Stage::demo();
    let id = stage.first(CLINIC);
    let large = stage.path("jigyosho_520_20260101.csv");
    crate::killed::write(&large);
    let mut import = stage.command(&["import", large.to_str().unwrap()]).spawn().unwrap();
    let mut lines = BufReader::new(import.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.starts_with("writing")));
    let pid = Pid::from_child(&import);
    kill_process(pid, Signal::TSTP).unwrap();
    let state = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap();
        stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next()).unwrap()
    };
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !matches!(state(), 'T' | 'Z') {
        assert!(std::time::Instant::now() < deadline, "neither stopped nor done");
        std::thread::yield_now();
    }
    // It was inside its transaction when the signal came; now nobody waits for it.
    stage.run(&["set", &id, "note=meanwhile"]).ok();
    kill_process(pid, Signal::CONT).unwrap();
    assert!(import.wait().unwrap().success());
    assert!(stage.run(&["show", &id]).ok().text().contains("meanwhile"));
}

#[test]
fn a_file_that_an_older_program_keeps_for_itself_is_left_to_it() {
    let stage = Stage::demo();
    let before = stage.everything();
    let held = redb::Database::open(file(&stage)).unwrap();
    for args in [&["find", CLINIC][..], &["undo"], &["export"]] {
        says(&stage.run(args).code(4), "End that program and try again");
    }
    drop(held);
    assert_eq!(stage.everything(), before);
}
