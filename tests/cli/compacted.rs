//! `renkei compact` on bad days: a full disk, a disk that may only be read, a window that is open. The data are as they were, and a sentence
//! says what to do.

use crate::small_disk::SmallDisk;

fn left_over(disk: &SmallDisk) -> Vec<String> {
    let entries = std::fs::read_dir(disk.path("data")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".renkei")).collect()
}

#[test]
fn without_room_for_a_second_file_the_old_one_stays() {
    let Some(disk) = SmallDisk::mount("without_room_for_a_second_file_the_old_one_stays", 8) else { return };
    disk.run(&["demo", "--load"]).ok();
    let before = disk.everything();
    disk.fill();
    let ran = disk.run(&["compact"]).code(1);
    assert!(ran.err.contains("The disk is full"), "{}", ran.err);
    assert_eq!(left_over(&disk), Vec::<String>::new());
    assert_eq!(disk.everything(), before);
    disk.free();
    disk.run(&["check"]).ok();
    disk.run(&["compact"]).ok();
    assert_eq!(disk.everything(), before);
    disk.run(&["audit", "verify"]).ok();
}

#[test]
fn on_a_disk_that_may_only_be_read_it_is_refused() {
    let Some(disk) = SmallDisk::mount("on_a_disk_that_may_only_be_read_it_is_refused", 8) else { return };
    disk.run(&["demo", "--load"]).ok();
    let before = disk.everything();
    disk.remount("ro");
    let ran = disk.run(&["compact"]).code(4);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
    assert_eq!(disk.everything(), before);
    disk.remount("rw");
    assert_eq!(left_over(&disk), Vec::<String>::new());
    disk.run(&["compact"]).ok();
    assert_eq!(disk.everything(), before);
}
