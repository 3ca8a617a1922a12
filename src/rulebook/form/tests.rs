//! The forms that come with the program.

use super::*;

#[test]
fn the_forms_of_the_program_have_no_fault() {
    for text in BUILTIN {
        let faults = read(text).err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let names: Vec<String> = builtin().into_iter().map(|form| form.name).collect();
    assert_eq!(names, ["admission_sheet", "discharge_record", "conference_record"]);
}
