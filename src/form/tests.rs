use jiff::civil::{Date, date};
use rstest::rstest;

use super::*;
use crate::domain::disclosure::{Ground, Way};
use crate::domain::facility::{Ability, Kind, Listing, Source, SourceKey};
use crate::domain::{Disclosure, DisclosureId, EpisodeId, FacilityId, PersonId, Phone, Task};
use crate::port::{Put, Record};

const TODAY: Date = date(2026, 6, 12);

fn facility() -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([1; 16]));
    let key = SourceKey::Number("2490500010".to_owned());
    let name = "ひばり野訪問看護".to_owned();
    facility.listings.push(Listing::new(Source::CareService, key, Kind::care("130"), date(2025, 12, 31), name));
    facility.local.vacancy.facts.places = Some(2);
    facility.local.vacancy.confirmed_on = Some(date(2026, 5, 1));
    facility
}

#[test]
fn every_field_has_its_own_name_and_is_found_by_it() {
    let names = field_names();
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    for field in Field::all() {
        assert_eq!(Field::parse(&field.name()), Some(field));
    }
    for wanted in
        ["note", "phone", "fax", "desk", "person", "capability.gastrostomy", "partner", "confirmed", "confirmed.desk"]
    {
        assert!(names.iter().any(|n| n == wanted), "{wanted}");
    }
    assert!(Field::parse("capability.home_support_1").is_none(), "a notification is not asked");
}

#[rstest]
#[case("name", "新しい名")]
#[case("kana", "アタラシイ")]
#[case("kinds", "local:salon, care:130")]
#[case("postal_code", "000-0000")]
#[case("address", "架空県ひばり野市1-2")]
#[case("area", "北")]
#[case("coordinates", "35.5, 136.5")]
#[case("phone", "03-0123-4567")]
#[case("fax", "03-0123-4568")]
#[case("email", "a@example.jp")]
#[case("url", "https://example.jp/")]
#[case("partner", "yes")]
#[case("desk", "連携室")]
#[case("person", "高橋")]
#[case("profession", "看護師")]
#[case("direct_phone", "03-0123-4569")]
#[case("night_phone", "090-0000-0000")]
#[case("way", "FAX")]
#[case("care_manager_hours", "月 13-15時")]
#[case("business_hours", "9-17時")]
#[case("closed", "日")]
#[case("capability.gastrostomy", "談")]
#[case("vacancy", "0")]
#[case("waiting", "12")]
#[case("remark", "個室のみ")]
#[case("note", "一行目\n二行目")]
fn a_fact_set_is_read_back_and_can_be_taken_away(#[case] name: &str, #[case] value: &str) {
    let before = facility();
    let field = Field::parse(name).expect("a field");
    let after = local_fact(&before, name, value, TODAY, Some("中村")).expect("a fact");
    assert_eq!(get(&after, field), value);
    assert_eq!(get(&after, Field::Confirmed(field.section())), "2026-06-12");
    let gone = local_fact(&after, name, "", TODAY, None).expect("a fact");
    assert_eq!(get(&gone, field), "");
}

#[rstest]
#[case("nonsense", "1", FieldError::UnknownField)]
#[case("vacancy", "二", FieldError::NotANumber)]
#[case("vacancy", "-1", FieldError::NotANumber)]
#[case("vacancy", "10000", FieldError::NotANumber)]
#[case("confirmed.desk", "いつか", FieldError::NotADate)]
#[case("confirmed", "明日", FieldError::InTheFuture)]
#[case("capability.drip", "多分", FieldError::NotAnAbility)]
#[case("partner", "多分", FieldError::NotYesOrNo)]
#[case("kinds", "ない種別", FieldError::UnknownKind)]
#[case("coordinates", "0,0", FieldError::NotAPlace)]
#[case("phone", "なし", FieldError::NotAPhone)]
#[case("email", "a b", FieldError::NotAnEmail)]
fn what_cannot_stand_is_refused(#[case] name: &str, #[case] value: &str, #[case] error: FieldError) {
    assert_eq!(local_fact(&facility(), name, value, TODAY, None), Err(error));
}

#[test]
fn only_the_group_that_changed_is_confirmed() {
    let after = local_fact(&facility(), "desk", "連携室", TODAY, Some("中村")).expect("a fact");
    assert_eq!(after.local.desk.confirmed_on, Some(TODAY));
    assert_eq!(after.local.desk.confirmed_by.as_deref(), Some("中村"));
    assert_eq!(after.local.vacancy.confirmed_on, Some(date(2026, 5, 1)));
    let typed = [("vacancy".to_owned(), "1".to_owned()), ("confirmed.vacancy".to_owned(), "R8.6.10".to_owned())];
    let after = local_facts(&after, &typed, TODAY, None).expect("facts");
    assert_eq!(after.local.vacancy.confirmed_on, Some(date(2026, 6, 10)));
    let after = local_fact(&after, "confirmed", "今日", TODAY, Some("中村")).expect("facts");
    assert_eq!(after.local.vacancy.confirmed_on, Some(TODAY));
    assert_eq!(after.local.note.confirmed_on, None, "an empty group is not confirmed");
}

#[test]
fn escape_sequences_do_not_get_in() {
    let after = local_fact(&facility(), "note", "\u{1b}]52;c;eA==\u{7}a\r\nb", TODAY, None).expect("a fact");
    assert_eq!(after.local.note.facts, "]52;c;eA==a\nb");
}

#[test]
fn an_impossible_number_is_kept_and_flagged() {
    let after = local_fact(&facility(), "phone", "03-1", TODAY, None).expect("a fact");
    assert_eq!(after.local.identity.facts.phone.as_ref().map(Phone::original), Some("03-1"));
    let draft = edit(after);
    let entry = draft.entries().iter().find(|e| e.name() == Field::Phone.name()).expect("the field");
    assert!(Draft::is_doubtful_phone(entry));
}

fn edit(facility: Facility) -> Draft {
    Draft::edit(Subject::Facility, facility)
}

fn made(draft: &Draft, today: Date) -> Result<Facility, Faults> {
    let puts = draft.puts(today, None)?;
    Ok(puts[0].saved().and_then(crate::port::Record::as_facility).cloned().expect("a facility"))
}

fn fill(draft: &mut Draft, field: Field, text: &str) {
    let at = draft.entries().iter().position(|e| e.name() == field.name()).expect("the field");
    draft.entry(at).expect("the entry").replace(text.to_owned());
}

#[test]
fn a_new_facility_needs_a_name_and_a_kind() {
    let mut draft = Draft::add(Subject::Facility, Facility::new(FacilityId::new()));
    assert!(!draft.is_dirty());
    let errors = made(&draft, TODAY).expect_err("errors");
    assert_eq!(errors, [(Field::Name.name(), FieldError::Required), (Field::Kinds.name(), FieldError::Required)]);
    fill(&mut draft, Field::Name, "ひばり野サロン");
    fill(&mut draft, Field::Kinds, "通いの場");
    fill(&mut draft, Field::Capability("bathing"), "可");
    assert!(draft.is_dirty());
    let made = made(&draft, TODAY).expect("a facility");
    assert_eq!(made.name(), "ひばり野サロン");
    assert_eq!(made.kinds(), [&Kind::new("local:salon")]);
    assert_eq!(made.local.capabilities.facts.0.get("bathing"), Some(&Ability::Yes));
    assert_eq!(made.rev, 0);
}

#[test]
fn untouched_fields_change_nothing() {
    let before = facility();
    assert_eq!(made(&edit(before.clone()), TODAY), Ok(before));
}

#[test]
fn errors_come_with_their_fields_all_at_once() {
    let mut draft = edit(facility());
    fill(&mut draft, Field::Vacancy, "たくさん");
    fill(&mut draft, Field::Email, "x");
    let errors = made(&draft, TODAY).expect_err("errors");
    assert_eq!(
        errors,
        [(Field::Email.name(), FieldError::NotAnEmail), (Field::Vacancy.name(), FieldError::NotANumber)]
    );
}

#[test]
fn after_a_conflict_what_was_typed_stays_and_the_rest_follows() {
    let mut draft = edit(facility());
    fill(&mut draft, Field::Person, "高橋");
    let mut theirs = facility();
    theirs.rev = 9;
    theirs.local.desk.facts.person = Some("伊藤".to_owned());
    theirs.local.note.facts = "新しいメモ".to_owned();
    draft.rebase(Some(theirs.into()));
    let made = made(&draft, TODAY).expect("a facility");
    assert_eq!(made.rev, 9);
    assert_eq!(made.local.desk.facts.person.as_deref(), Some("高橋"));
    assert_eq!(made.local.note.facts, "新しいメモ");
    let entry = draft.entries().iter().find(|e| e.name() == Field::Person.name()).expect("the field");
    assert_eq!(entry.initial(), "伊藤");
}

#[test]
fn answers_turn_round() {
    let mut entry = Entry::new(Field::Capability("drip"), String::new());
    let mut seen = Vec::new();
    for _ in 0..4 {
        entry.turn(true);
        seen.push(entry.text().to_owned());
    }
    assert_eq!(seen, ["可", "談", "否", ""]);
    entry.turn(false);
    assert_eq!(entry.ability(), Some(Ability::No));
}

#[test]
fn the_caret_moves_in_several_lines() {
    use crate::command::Command;

    let mut entry = Entry::new(Field::Note, "一二三\n四\n五六".to_owned());
    assert!(entry.up());
    assert_eq!(entry.before_caret(), "一二三\n四");
    assert!(entry.up());
    assert_eq!(entry.before_caret(), "一");
    assert!(!entry.up());
    entry.insert("A\u{1b}[31m\nB");
    assert_eq!(entry.text(), "一A[31m\nB二三\n四\n五六");
    entry.edit(Command::LineEnd);
    entry.edit(Command::DeleteToStart);
    assert_eq!(entry.text(), "一A[31m\n\n四\n五六");
    assert!(entry.down());
    assert!(entry.down());
    assert!(!entry.down());
    let mut line = Entry::new(Field::Name, String::new());
    line.insert("一\n二");
    line.insert(" ");
    assert_eq!(line.text(), "一 二 ");
}

#[test]
fn a_facility_that_no_source_gives_a_kind_takes_a_note() {
    let mut facility = facility();
    facility.listings.clear();
    facility.local.identity.facts.kinds.clear();
    facility.local.identity.facts.name = Some("とんぼ".to_owned());
    let mut draft = edit(facility);
    fill(&mut draft, Field::Note, "電話は午後");
    assert_eq!(made(&draft, TODAY).map(|f| f.local.note.facts), Ok("電話は午後".to_owned()));
}

#[test]
fn the_proof_of_an_open_task_is_more_than_the_task_says() {
    let task = Record::Task(Task::of_item(EpisodeId::new(), PersonId::new(), "A04"));
    for field in EvidenceField::all() {
        assert!(says_more(&[(field.name().to_owned(), "本人と長男".to_owned())].into(), &task), "{field:?}");
    }
}

#[test]
fn a_receipt_leaves_what_was_sent_as_it_was_though_the_register_says_something_else_now() {
    let sent = Disclosure {
        id: DisclosureId::new(),
        rev: 3,
        person: PersonId::new(),
        episode: None,
        at: date(2026, 6, 1).at(10, 0, 0, 0),
        document: "admission_sheet".to_owned(),
        sheet: None,
        contents: "生活".to_owned(),
        to: Some(FacilityId::from_bytes([1; 16])),
        to_name: "昔の病院".to_owned(),
        to_address: "昔の町1".to_owned(),
        to_desk: String::new(),
        way: Way::Fax,
        number: Phone::parse("03-0000-1111"),
        read_back: true,
        place: String::new(),
        receipt: None,
        ground: Ground::Consent(date(2026, 5, 30)),
        by: "中村".to_owned(),
    };
    let (id, fax) = (FacilityId::from_bytes([1; 16]), Phone::parse("03-0000-2222"));
    let now = Addressee { id, name: "今の病院".to_owned(), address: "今の町2".to_owned(), fax };
    for book in [vec![now], Vec::new()] {
        let mut draft = Draft::edit(Subject::Sending(AddressBook(book.into())), Record::Disclosure(sent.clone()));
        type_into(&mut draft, "receipt_by", "風待");
        let puts = draft.puts(TODAY, Some("中村")).expect("stands");
        let [Put::Save(Record::Disclosure(saved))] = puts.as_slice() else { panic!("{puts:?}") };
        assert_eq!(saved.receipt.as_ref().map(|receipt| receipt.by.as_str()), Some("風待"));
        assert_eq!(Disclosure { receipt: None, ..saved.clone() }, sent);
    }
}

fn type_into(draft: &mut Draft, field: &str, text: &str) {
    let at = draft.entries().iter().position(|entry| entry.name() == field).expect("has the field");
    draft.entry(at).expect("is there").insert(text);
}
