//! The form of the emergency card, of a call to 119 and of a talk about wishes.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use renkei::command::Command;
use renkei::domain::acp::AcpTalk;
use renkei::domain::card::{Condition, Contact, EmergencyCall, KitContent, Lives, Resuscitation};
use renkei::domain::facility::{Listing, Source, SourceKey};
use renkei::domain::{AcpTalkId, Author, CareLevel, Facility, FacilityId, Kind, Person, PersonId, Phone};
use renkei::form::{
    AcpField, CallField, CardField, ChangedBy, Deed, Draft, FieldError, FieldKind, PersonField, Subject, card_facts,
    differences, shown, value,
};
use renkei::overlay::form::Form;
use renkei::paint::Widths;
use renkei::pane::{Act, FormFor, Input};
use renkei::port::store::Label;
use renkei::port::{Change, EntityKind, GroupId, Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};

use crate::stage::{SIZES, Stage, WIDTHS, draw};

const TODAY: Date = date(2026, 6, 12);

fn person() -> Person {
    let mut person = Person::new(PersonId::from_bytes([7; 16]), "架空 花子".to_owned());
    person.rev = 3;
    person
}

fn contact(name: &str, mobile: &str) -> Contact {
    Contact { name: name.to_owned(), mobile: Phone::parse(mobile), ..Contact::default() }
}

/// With three to call.
fn family() -> Person {
    let mut person = person();
    person.card.contacts =
        vec![contact("長男", "03-0100-0001"), contact("長女", "03-0100-0002"), contact("妹", "03-0100-0003")];
    person
}

fn facts(base: &Person, typed: &[(&str, &str)]) -> Result<Person, Vec<(String, FieldError)>> {
    let typed: Vec<_> = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    card_facts(base, &typed, TODAY, Some("中村"))
}

fn names(person: &Person) -> Vec<&str> {
    person.card.contacts.iter().map(|contact| contact.name.as_str()).collect()
}

fn open(wanted: FormFor) -> Form {
    Form::new(wanted.draft(&Stage::new(None).catalogue).expect("its form is known"))
}

fn run(form: &mut Form, stage: &Stage, command: Command) -> Vec<Act> {
    form.update(Input::Command(command), &stage.cx())
}

fn fill(form: Form, stage: &Stage, field: &str, text: &str) -> Form {
    let mut form = form.at_field(field);
    assert_eq!(form.field(), field);
    run(&mut form, stage, Command::LineEnd);
    run(&mut form, stage, Command::DeleteToStart);
    assert_eq!(form.update(Input::Text(text.to_owned()), &stage.cx()), []);
    form
}

fn saved(form: &mut Form, stage: &Stage) -> (&'static str, Record) {
    match run(form, stage, Command::Save).as_slice() {
        [Act::Save { action, puts }] => (action, puts[0].saved().cloned().expect("a record")),
        other => panic!("{other:?} {:?}", form.errors()),
    }
}

fn saved_person(form: &mut Form, stage: &Stage) -> Person {
    let (_, record) = saved(form, stage);
    record.as_person().cloned().expect("a person")
}

fn picture(form: &Form, stage: &Stage) -> String {
    draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx())).text
}

/// A text that may stand in a field of this kind, the same as it is read back.
fn sample(name: &str, kind: &FieldKind) -> String {
    let text = match kind {
        FieldKind::Text => "一行目\n二行目",
        FieldKind::Phone => "03-0123-4567",
        FieldKind::Date => "2026-06-10",
        FieldKind::BirthDate => "1940-03-01",
        FieldKind::Time => "04:30",
        FieldKind::Hours => "平日18時以降",
        FieldKind::YesNo => "yes",
        FieldKind::Choice { options, .. } => return options.last().expect("an option").code.clone(),
        FieldKind::Several(options) => {
            return options.iter().map(|option| option.code.as_str()).collect::<Vec<_>>().join("\n");
        }
        FieldKind::Institution(_) => return FacilityId::from_bytes([9; 16]).to_string(),
        // The place where the contact stands already.
        FieldKind::Number => return name.trim_start_matches("contact")[..1].to_owned(),
        FieldKind::Line => return format!("{name} の中身"),
        FieldKind::Ability | FieldKind::Kinds | FieldKind::Coordinates | FieldKind::Participants => {
            panic!("{name}: {kind:?}")
        }
    };
    text.to_owned()
}

/// Exported and imported again, line breaks included.
fn comes_back(record: &Record) {
    let line = renkei::exchange::export::jsonl::record(record).expect("JSON");
    let (rows, rejected) = renkei::exchange::import::record_lines::read(&line, "all.jsonl");
    assert!(rejected.is_empty(), "{}", rejected.len());
    let again = renkei::exchange::export::jsonl::record(&rows[0].record).expect("JSON");
    assert_eq!(again, line);
}

fn fields(subject: &Subject, record: &Record) -> Vec<(String, FieldKind)> {
    subject.fields(record).into_iter().map(|field| (field.name, field.kind)).collect()
}

#[test]
fn every_field_has_its_own_name_and_a_card_has_every_field_of_a_person() {
    let all = CardField::all();
    let unique: BTreeSet<String> = all.iter().map(|field| field.name()).collect();
    assert_eq!(unique.len(), all.len());
    for field in &all {
        assert_eq!(CardField::parse(&field.name()), Some(*field));
    }
    for field in PersonField::all() {
        assert!(all.contains(&CardField::Person(field)), "{field:?}");
    }
    for field in AcpField::all() {
        assert_eq!(AcpField::parse(&field.name()), Some(field));
    }
    for field in CallField::all() {
        assert_eq!((CallField::parse(&field.name()), CardField::parse(&field.name())), (Some(field), None));
    }
    for wrong in ["contact0.name", "contact7.name", "supporter9.role", "contact.name", "wish", "kit.lid", "calls"] {
        assert_eq!(CardField::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn every_field_of_a_card_is_set_and_read_back_and_taken_away_again() {
    let before = person();
    let all = fields(&Subject::Card, &before.clone().into());
    let typed: Vec<(String, String)> = all.iter().map(|(name, kind)| (name.clone(), sample(name, kind))).collect();
    let full = card_facts(&before, &typed, TODAY, Some("中村")).expect("all can stand");
    let record = Record::Person(full.clone());
    for (name, text) in &typed {
        assert_eq!(value(&record, name).as_ref(), Some(text), "{name}");
    }
    let mut called = full.clone();
    let mut call = EmergencyCall { at: Some(TODAY.at(3, 0, 0, 0)), ..EmergencyCall::default() };
    (call.symptoms, call.course, call.done) = ("一行目\n二行目".to_owned(), "一\n二".to_owned(), "一\n二".to_owned());
    called.card.keep_call(call);
    comes_back(&called.into());
    assert_eq!((full.card.contacts.len(), full.card.supporters.len()), (6, 8));
    assert_eq!(full.card.contacts[0].lives, Some(Lives::Far));
    assert_eq!(full.card.kit.contents.last(), Some(&KitContent::MedicineNotebook));
    assert_eq!(full.rev, 3);

    // Each for itself: nothing else changes but the day of the change.
    for (name, _) in &all {
        let taken = match facts(&full, &[(name, "")]) {
            Ok(taken) => taken,
            Err(errors) => {
                assert!(["name", "consent_way"].contains(&name.as_str()), "{name}: {errors:?}");
                assert_eq!(errors, [(name.clone(), FieldError::Missing)]);
                continue;
            }
        };
        let what_stays = ["contact", "supporter"].iter().any(|list| name.starts_with(list));
        match name.as_str() {
            "care_level" => assert_eq!(taken.care_level, CareLevel::Unknown),
            // They follow.
            "created_on" | "written_by" => {}
            // Where a contact stands follows from the list.
            name if name.split_once('.').is_some_and(|(_, field)| field == "order") => {
                assert_eq!(names(&taken), names(&full));
            }
            name => assert_eq!(value(&taken.clone().into(), name).as_deref(), Some(""), "{name}"),
        }
        assert!(!what_stays || taken.card.contacts.len() == 6 && taken.card.supporters.len() == 8, "{name}");
    }
    // All of it: a person of whom only the name is known, and the days of the card.
    let empty: Vec<(String, String)> = all
        .iter()
        .filter(|(name, _)| !["name", "consent_way"].contains(&name.as_str()))
        .map(|(name, _)| (name.clone(), String::new()))
        .collect();
    let mut nothing = card_facts(&full, &empty, TODAY, None).expect("all can go");
    assert_eq!(nothing.card.created_on, Some(TODAY));
    nothing.card.created_on = None;
    assert_eq!(nothing, Person { name: full.name, ..before });
}

#[test]
fn what_cannot_stand_is_said_at_its_field_and_changes_nothing() {
    let bare = |name: &str, text: &str| facts(&person(), &[(name, text)]).expect_err(name);
    for (name, text, error) in [
        ("contact1.mobile", "なし", FieldError::NotAPhone),
        ("contact1.lives", "隣", FieldError::NotAChoice),
        ("contact1.decides", "多分", FieldError::NotYesOrNo),
        ("contact2.order", "先頭", FieldError::NotANumber),
        ("contact2.order", "0", FieldError::NotANumber),
        ("supporter1.role", "wizard", FieldError::NotAChoice),
        ("medical.devices", "oxygen\n魔法", FieldError::NotAChoice),
        ("medical.bedridden", "D1", FieldError::NotAChoice),
        ("wish.resuscitation", "no", FieldError::NotAChoice),
        ("wish.document_on", "2026-06-13", FieldError::NotYet),
        ("backup.exchanged_on", "いつか", FieldError::NotADate),
        ("kit.handed_on", "明日", FieldError::NotYet),
        ("emergency_consent_on", "明日", FieldError::NotYet),
        ("entry", &"長".repeat(4_001), FieldError::TooLong),
        ("call.symptoms", "痛い", FieldError::UnknownField),
        ("nonsense", "1", FieldError::UnknownField),
    ] {
        assert_eq!(bare(name, text), [(name.to_owned(), error)]);
    }
    assert_eq!(bare("passing.time", "04:30"), [("passing.on".to_owned(), FieldError::Missing)]);
    assert_eq!(bare("consent_scope", "病院へ"), [("consent_on".to_owned(), FieldError::NoConsentDay)]);
    assert!(facts(&person(), &[("next_review_on", "2027-01-01")]).is_ok(), "what is to come lies ahead");
    let cleaned = facts(&person(), &[("contact1.note", "\u{1b}]52;c;eA==\u{7}a"), ("area", "\u{1b}[31m北")]);
    let cleaned = cleaned.expect("stands");
    assert_eq!((cleaned.card.contacts[0].note.as_str(), cleaned.card.area.as_str()), ("]52;c;eA==a", "[31m北"));
}

#[test]
fn devices_are_named_by_code_or_word_in_the_order_of_the_table_and_an_old_code_stays() {
    let mut before = person();
    before.card.medical.devices = vec!["iron_lung".to_owned()];
    let after = facts(&before, &[("medical.devices", "Pacemaker or the like、在宅酸素,iron_lung")]).expect("stands");
    assert_eq!(after.card.medical.devices, ["oxygen", "pacemaker", "iron_lung"]);
}

#[test]
fn a_contact_is_moved_by_its_place_and_an_empty_one_is_left_out() {
    let moved = |typed: &[(&str, &str)]| {
        let after = facts(&family(), typed).expect("stands");
        names(&after).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(moved(&[("contact3.order", "1")]), ["妹", "長男", "長女"]);
    assert_eq!(moved(&[("contact1.order", "3")]), ["長女", "妹", "長男"]);
    assert_eq!(moved(&[("contact1.order", "２")]), ["長女", "長男", "妹"]);
    assert_eq!(moved(&[("contact1.order", "2"), ("contact2.order", "1")]), ["長女", "長男", "妹"]);
    assert_eq!(moved(&[("contact2.order", "99")]), ["長男", "妹", "長女"]);
    assert_eq!(moved(&[("contact2.order", "2")]), ["長男", "長女", "妹"]);
    assert_eq!(moved(&[("contact2.name", ""), ("contact2.mobile", "")]), ["長男", "妹"]);
    assert_eq!(moved(&[("contact6.name", "孫")]), ["長男", "長女", "妹", "孫"], "no gap is kept");
    assert_eq!(moved(&[("contact6.name", "孫"), ("contact6.order", "1")]), ["孫", "長男", "長女", "妹"]);
}

#[test]
fn the_days_of_a_card_follow_from_what_it_says() {
    let first = facts(&person(), &[("medical.allergies", "ペニシリン")]).expect("stands").card;
    assert_eq!((first.created_on, first.changed_on, first.written_by.as_str()), (Some(TODAY), Some(TODAY), "中村"));
    let mut old = family();
    (old.card.created_on, old.card.changed_on) = (Some(date(2025, 1, 1)), Some(date(2025, 2, 1)));
    old.card.written_by = "月丘".to_owned();
    let changed = |typed: &[(&str, &str)]| {
        let card = facts(&old, typed).expect("stands").card;
        assert_eq!((card.created_on, card.written_by.as_str()), (Some(date(2025, 1, 1)), "月丘"));
        card.changed_on
    };
    for field in [("contact1.mobile", "03-0100-0009"), ("phone", "03-0100-0008"), ("wish.resuscitation", "talking")] {
        assert_eq!(changed(&[field]), Some(TODAY), "{field:?}");
    }
    // Nothing of this is on the sheet in the refrigerator.
    for field in [("reviewed_on", "今日"), ("kit.seal_fridge", "yes"), ("kit.sheet_of", "今日"), ("restricted", "yes")]
    {
        assert_eq!(changed(&[field]), Some(date(2025, 2, 1)), "{field:?}");
    }
    assert_eq!(changed(&[("backup.exchanged_on", "今日")]), Some(date(2025, 2, 1)));
    assert_eq!(changed(&[("entry", "鍵は隣"), ("changed_on", "2025-03-01")]), Some(date(2025, 3, 1)), "it was said");
    assert_eq!(facts(&old, &[]).expect("stands"), old);

    // The short form changes the same card; of somebody without one it makes none.
    let short = |person: Person| {
        let stage = Stage::new(None);
        let form = fill(open(FormFor::Person(Some(Box::new(person)))), &stage, "phone", "03-0100-0008");
        saved_person(&mut form.by("中村".to_owned()), &stage).card
    };
    assert_eq!(short(old.clone()).changed_on, Some(TODAY));
    assert!(short(person()).is_empty());
}

#[test]
fn a_card_is_written_part_by_part() {
    let stage = Stage::new(None);
    let mut form = open(FormFor::NewCard).by("中村".to_owned());
    assert!(run(&mut form, &stage, Command::Save).is_empty());
    assert_eq!(form.errors(), [("name".to_owned(), FieldError::Missing)]);
    form = fill(form, &stage, "name", "架空 花子");
    let mut parts = vec![form.field().to_owned()];
    for _ in 0..9 {
        run(&mut form, &stage, Command::PageDown);
        parts.push(form.field().to_owned());
    }
    let wanted = [
        "name",
        "key_person_name",
        "doctor",
        "backup.hospital",
        "medical.allergies",
        "insurance.health",
        "wish.hospital",
        "kit.place",
        "consent_on",
        "passing.on",
    ];
    assert_eq!(parts, wanted);
    form = fill(form, &stage, "contact1.name", "架空 一郎");
    let (action, record) = saved(&mut form, &stage);
    let person = record.as_person().expect("a person");
    assert_eq!((action, person.rev, names(person)), ("add", 0, vec!["架空 一郎"]));
    assert_eq!(person.card.changed_on, Some(TODAY));
}

#[test]
fn hours_that_nobody_can_be_sorted_by_are_kept_and_said() {
    let stage = Stage::new(None);
    let mut form = fill(open(FormFor::Card(Box::new(family()))), &stage, "contact1.hours", "仕事が終わってから");
    assert!(picture(&form, &stage).contains("時間として読めません"), "{}", picture(&form, &stage));
    assert_eq!(saved_person(&mut form, &stage).card.contacts[0].hours, "仕事が終わってから");
    let form = fill(open(FormFor::Card(Box::new(family()))), &stage, "contact1.hours", "平日18時以降");
    assert!(!picture(&form, &stage).contains("時間として読めません"), "{}", picture(&form, &stage));
}

fn clinic(night: Option<&str>) -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([31; 16]));
    let key = SourceKey::Number("9910000031".to_owned());
    let name = "架空医院".to_owned();
    facility.listings.push(Listing::new(Source::CareService, key, Kind::new("medical:clinic"), date(2026, 1, 1), name));
    facility.local.desk.facts.night_phone = night.and_then(Phone::parse);
    facility
}

#[test]
fn a_wish_without_its_paper_is_saved_and_what_lacks_is_said() {
    let mut somebody = family();
    somebody.doctor.facility = Some(FacilityId::from_bytes([31; 16]));
    let form = || open(FormFor::Card(Box::new(somebody.clone())));
    let stage = Stage::new(None).with(vec![clinic(None)]);
    let mut bare = fill(form(), &stage, "wish.resuscitation", "望まない");
    let all = [Condition::Document, Condition::Doctor, Condition::NightNumber];
    assert_eq!(bare.draft().missing(TODAY, stage.cx().registry), all);
    let drawn = picture(&bare, &stage);
    for word in ["書面", "医師の署名", "24時間の番号", "このまま保存できます"] {
        assert!(drawn.contains(word), "{word} in\n{drawn}");
    }
    let kept = saved_person(&mut bare, &stage);
    assert_eq!(kept.card.wishes.resuscitation, Some(Resuscitation::NotWanted));

    // The number of the register counts, and the paper as soon as it is typed.
    let stage = Stage::new(None).with(vec![clinic(Some("03-0100-0024"))]);
    let mut whole = fill(form(), &stage, "wish.resuscitation", "望まない");
    assert_eq!(whole.draft().missing(TODAY, stage.cx().registry), [Condition::Document, Condition::Doctor]);
    for (field, text) in [("wish.document_on", "6/1"), ("wish.document_doctor", "架空 医師")] {
        whole = fill(whole, &stage, field, text);
    }
    assert_eq!(whole.draft().missing(TODAY, stage.cx().registry), [Condition::Document], "nobody signed it");
    whole = whole.at_field("wish.document_signed");
    run(&mut whole, &stage, Command::CursorRight);
    assert_eq!(whole.draft().missing(TODAY, stage.cx().registry), []);
    let whole = whole.at_field("wish.resuscitation");
    assert!(!picture(&whole, &stage).contains("足りない"), "{}", picture(&whole, &stage));
    let talking = fill(form(), &stage, "wish.resuscitation", "話合い中");
    assert_eq!(talking.draft().missing(TODAY, stage.cx().registry), []);
}

#[test]
fn a_supporter_is_looked_for_among_those_of_the_role() {
    let stage =
        Stage::new(None).with(vec![clinic(None), crate::stage::facility(32, "ひばり野訪問看護", "03-0555-0100")]);
    let chooser = |role: &str| {
        let mut form = fill(open(FormFor::Card(Box::new(person()))), &stage, "supporter1.role", role);
        form = form.at_field("supporter1.facility");
        run(&mut form, &stage, Command::Open);
        picture(&form, &stage)
    };
    let nursing = chooser("訪問看護");
    assert!(nursing.contains("ひばり野訪問看護") && !nursing.contains("架空医院"), "{nursing}");
    let other = chooser("その他");
    assert!(other.contains("ひばり野訪問看護") && other.contains("架空医院"), "{other}");
}

#[test]
fn edits_of_different_contacts_are_merged_field_by_field() {
    let stage = Stage::new(None);
    let mut form = fill(open(FormFor::Card(Box::new(family()))), &stage, "contact1.hours", "平日18時以降");
    let mut theirs = facts(&family(), &[("contact2.mobile", "03-0100-0022"), ("contact4.name", "孫")]).expect("stands");
    theirs.rev = 4;
    let told: Vec<(String, ChangedBy)> =
        form.draft().divergences(&theirs.clone().into()).into_iter().map(|one| (one.field.name, one.change)).collect();
    let wanted = [
        ("contact1.hours", ChangedBy::Mine),
        ("contact2.mobile", ChangedBy::Theirs),
        ("contact4.name", ChangedBy::Theirs),
        ("created_on", ChangedBy::Theirs),
        ("written_by", ChangedBy::Theirs),
    ];
    assert_eq!(told, wanted.map(|(name, change)| (name.to_owned(), change)), "no place and no day of a change");
    let taken = ["contact2.mobile", "contact4.name"].map(str::to_owned);
    let acts = form.merge(Some(theirs.into()), &taken, &stage.cx());
    let [Act::Save { puts, .. }] = acts.as_slice() else { panic!("{acts:?}") };
    let merged = puts[0].saved().and_then(Record::as_person).expect("a person");
    assert_eq!((merged.rev, names(merged)), (4, vec!["長男", "長女", "妹", "孫"]));
    assert_eq!(merged.card.contacts[0].hours, "平日18時以降");
    assert_eq!(merged.card.contacts[1].mobile, Phone::parse("03-0100-0022"));
}

#[test]
fn what_was_typed_for_somebody_who_stands_elsewhere_now_is_a_question() {
    let stage = Stage::new(None);
    let form = fill(open(FormFor::Card(Box::new(family()))), &stage, "contact1.hours", "平日18時以降");
    let theirs = facts(&family(), &[("contact3.order", "1")]).expect("stands");
    let divergences = form.draft().divergences(&theirs.into());
    let hours = divergences.iter().find(|one| one.field.name == "contact1.hours").expect("it diverges");
    assert_eq!(hours.change, ChangedBy::Both, "the hours were the son's, and the sister stands there now");
}

#[test]
fn drafts_are_gone_on_with() {
    let stage = Stage::new(None);
    let resumed = |form: &Form| Form::resume(&form.unsaved().expect("typed"), &stage.catalogue).expect("known");

    let form = fill(open(FormFor::Card(Box::new(family()))), &stage, "contact4.name", "孫");
    let mut card = resumed(&form);
    assert_eq!(*card.draft().subject(), Subject::Card);
    assert_eq!(names(&saved_person(&mut card, &stage)), ["長男", "長女", "妹", "孫"]);

    let form = fill(open(FormFor::NewCard), &stage, "name", "架空 次郎");
    let form = fill(form, &stage, "area", "北");
    let mut new = resumed(&form);
    assert!(new.draft().is_adding());
    let person = saved_person(&mut new, &stage);
    assert_eq!((person.name.as_str(), person.card.area.as_str()), ("架空 次郎", "北"));
    assert_eq!(person.id.to_bytes(), form.unsaved().expect("typed").key, "the same person, not one more");

    let talk = AcpTalk::new(AcpTalkId::from_bytes([5; 16]), family().id, TODAY);
    let mut talk = resumed(&fill(open(FormFor::AcpTalk(Box::new(talk))), &stage, "wanted", "家で過ごす"));
    let (_, record) = saved(&mut talk, &stage);
    assert_eq!(record.as_acp_talk().map(|talk| talk.wanted.as_str()), Some("家で過ごす"));

    let at = TODAY.at(3, 10, 0, 0);
    let mut form = fill(open(FormFor::Call(Box::new(family()), at)), &stage, "call.symptoms", "胸の痛み");
    // Somebody else wrote another call meanwhile.
    let mut theirs = family();
    theirs.rev = 4;
    theirs.card.keep_call(EmergencyCall {
        at: Some(TODAY.at(3, 12, 0, 0)),
        caller: "妹".to_owned(),
        ..EmergencyCall::default()
    });
    form.merge(Some(theirs.into()), &[], &stage.cx());
    form.saved(renkei::overlay::form::Outcome::Failed(String::new()), &stage.cx());
    let mut call = resumed(&form);
    assert_eq!(*call.draft().subject(), Subject::Call(at));
    let person = saved_person(&mut call, &stage);
    let told: Vec<_> = person.card.calls.iter().map(|call| (call.at, call.symptoms.as_str())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&(Some(at), "胸の痛み")) && told.contains(&(Some(TODAY.at(3, 12, 0, 0)), "")), "{told:?}");
}

#[test]
fn a_call_is_written_begun_and_gone_on_with() {
    let stage = Stage::new(None);
    let at = TODAY.at(3, 10, 0, 0);
    let mut form = open(FormFor::Call(Box::new(family()), at));
    assert_eq!(run(&mut form, &stage, Command::Save), [], "nothing is written of a call in which nothing stands");
    for (n, field) in CallField::all().into_iter().enumerate() {
        form = fill(form, &stage, &field.name(), &format!("その{n}"));
    }
    let person = saved_person(&mut form.by("中村".to_owned()), &stage);
    assert_eq!(person.card.calls.len(), 1);
    assert_eq!((person.card.calls[0].at, person.card.changed_on), (Some(at), None), "a call changes no card");
    let record = Record::Person(person.clone());
    for (n, field) in CallField::all().into_iter().enumerate() {
        assert_eq!(value(&record, &field.name()), Some(format!("その{n}")), "{field:?}");
    }
    let mut more = fill(open(FormFor::Call(Box::new(person.clone()), at)), &stage, "call.vitals", "SpO2 88");
    let calls = saved_person(&mut more, &stage).card.calls;
    assert_eq!((calls.len(), calls[0].vitals.as_str(), calls[0].symptoms.as_str()), (1, "SpO2 88", "その1"));
    let later = TODAY.at(12, 0, 0, 0);
    let mut later = fill(open(FormFor::Call(Box::new(person), later)), &stage, "call.vitals", "SpO2 94");
    let calls = saved_person(&mut later, &stage).card.calls;
    assert_eq!(calls.iter().map(|call| call.vitals.as_str()).collect::<Vec<_>>(), ["その4", "SpO2 94"]);
}

#[test]
fn every_field_of_a_talk_about_wishes_is_set_and_read_back_and_taken_away_again() {
    let begun = AcpTalk::new(AcpTalkId::from_bytes([5; 16]), person().id, TODAY);
    let all = fields(&Subject::AcpTalk, &begun.clone().into());
    assert_eq!(all.len(), AcpField::all().len());
    let typed = |record: AcpTalk, text: &dyn Fn(&str, &FieldKind) -> String| {
        let mut draft = Draft::edit(Subject::AcpTalk, record);
        for (name, kind) in all.iter().filter(|(name, _)| name != "on") {
            let at = draft.place(name).expect("a field");
            draft.entry(at).expect("an entry").replace(text(name, kind));
        }
        let at = draft.place("withdrawn_on").expect("a field");
        if !draft.entries()[at].text().is_empty() {
            draft.entry(at).expect("an entry").replace("2026-06-12".to_owned());
        }
        draft.puts(TODAY, None).map(|puts| puts[0].saved().and_then(Record::as_acp_talk).cloned().expect("a talk"))
    };
    let full = typed(begun.clone(), &|name, kind| sample(name, kind)).expect("all can stand");
    let record = Record::AcpTalk(full.clone());
    for (name, kind) in all.iter().filter(|(name, _)| !["on", "withdrawn_on"].contains(&name.as_str())) {
        assert_eq!(value(&record, name), Some(sample(name, kind)), "{name}");
    }
    assert_eq!(full.treatments.len(), 7);
    comes_back(&record);
    assert_eq!(typed(full, &|_, _| String::new()), Ok(begun.clone()));

    let fault = |name: &str, text: &str| {
        let mut draft = Draft::edit(Subject::AcpTalk, begun.clone());
        let at = draft.place(name).expect("a field");
        draft.entry(at).expect("an entry").replace(text.to_owned());
        draft.puts(TODAY, None).expect_err(name)
    };
    for (name, text, error) in [
        ("on", "", FieldError::Missing),
        ("on", "明日", FieldError::NotYet),
        ("last_place", "月", FieldError::NotAChoice),
        ("treatment.drip", "多分", FieldError::NotAChoice),
        ("proxy_named", "多分", FieldError::NotYesOrNo),
        ("withdrawn_on", "2026-06-11", FieldError::BeforeTalk),
    ] {
        assert_eq!(fault(name, text), [(name.to_owned(), error)]);
    }
}

#[test]
fn undo_restores_every_byte_of_a_card() {
    let store = RedbStore::in_memory(Options::default()).expect("a store");
    let write = |puts: Vec<Put>| {
        let transaction = Transaction {
            author: Author::account(1000, "中村"),
            at: Timestamp::from_second(1_780_000_000).expect("a time"),
            label: Label { action: "edit".to_owned(), detail: String::new() },
            patience: None,
            puts,
        };
        store.write(transaction).expect("written")
    };
    let stored = || store.get(EntityKind::Person, family().id.to_bytes()).expect("readable").expect("is there");
    let bytes = |record: &Record| renkei::exchange::export::jsonl::record(record).expect("JSON");
    let full = facts(
        &Person { rev: 0, ..family() },
        &[("contact1.hours", "平日18時以降"), ("wish.resuscitation", "not_wanted"), ("medical.devices", "oxygen")],
    );
    write(vec![Put::Save(full.expect("stands").into())]);
    let before = bytes(&stored());
    let now = stored().as_person().cloned().expect("a person");
    let changed = facts(&now, &[("contact3.order", "1"), ("medical.devices", ""), ("kit.place", "in_fridge")]);
    write(vec![Put::Save(changed.expect("stands").into())]);
    assert_ne!(bytes(&stored()), before);
    let author = Author::account(1000, "中村");
    store.undo(&author, Timestamp::from_second(1_780_000_060).expect("a time"), None).expect("undone");
    assert_eq!(bytes(&stored()), before);
}

#[test]
fn the_history_tells_a_card_as_people_read_it() {
    let stage = Stage::new(None).with(vec![clinic(None)]);
    let told = |before: Record, after: Record| {
        let (kind, key) = (after.kind(), after.key());
        let (before, after) = (Some(before), Some(after));
        let change = Change { seq: 1, group: GroupId(1), kind, key, before, after, trashed: false, erased: false };
        let lines = differences(stage.cx().words, &change);
        lines.iter().map(|line| line.line(Deed::Changed, stage.cx().words, &stage.cx())).collect::<Vec<_>>()
    };
    let mut before = family();
    (before.card.created_on, before.card.changed_on) = (Some(TODAY), Some(TODAY));
    before.card.written_by = "中村".to_owned();
    let clinic = FacilityId::from_bytes([31; 16]).to_string();
    let after = facts(
        &before,
        &[
            ("contact2.lives", "far"),
            ("contact3.decides", "yes"),
            ("supporter1.facility", &clinic),
            ("supporter1.role", "home_nursing"),
            ("medical.devices", "oxygen\nsuction"),
            ("wish.resuscitation", "talking"),
        ],
    );
    let wanted = [
        "連絡先2 住まい: - -> 遠方",
        "連絡先3 代理決定者: - -> はい",
        "支援1 役割: - -> 訪問看護",
        "支援1 事業所: - -> 架空医院",
        "機器・処置: - -> 在宅酸素, たん吸引",
        "心肺蘇生: - -> 話合い中",
    ];
    assert_eq!(told(before.clone().into(), after.expect("stands").into()), wanted);
    let mut called = before.clone();
    let call =
        EmergencyCall {
            at: Some(TODAY.at(3, 0, 0, 0)), symptoms: "胸の痛み".to_owned(), ..EmergencyCall::default()
        };
    called.card.keep_call(call);
    assert_eq!(told(before.into(), called.into()), ["症状: - -> 胸の痛み"]);
    let talk = AcpTalk::new(AcpTalkId::from_bytes([5; 16]), person().id, TODAY);
    let mut after = talk.clone();
    after.last_place = Some(renkei::domain::acp::CarePlace::Home);
    assert_eq!(told(talk.into(), after.into()), ["最期の場所 第1: - -> 自宅"]);
}

#[test]
fn every_choice_has_its_word() {
    let stage = Stage::new(None);
    let talk = AcpTalk::new(AcpTalkId::from_bytes([5; 16]), person().id, TODAY);
    for (subject, record) in [(Subject::Card, Record::Person(person())), (Subject::AcpTalk, Record::AcpTalk(talk))] {
        for field in subject.fields(&record) {
            let label = field.label.text(stage.cx().words);
            assert!(!label.contains("form.") && !label.contains('{'), "{}: {label}", field.name);
            let (FieldKind::Choice { options, .. } | FieldKind::Several(options)) = &field.kind else { continue };
            for option in options.iter() {
                let word = shown(&field, &option.code, stage.cx().words, &stage.cx());
                assert!(!word.contains("form."), "{}: {word}", field.name);
            }
        }
    }
}

#[test]
fn it_draws_at_every_size_with_every_field_in_focus() {
    let stage = Stage::new(None);
    let talk = AcpTalk::new(AcpTalkId::from_bytes([5; 16]), person().id, TODAY);
    for wanted in [
        FormFor::Card(Box::new(family())),
        FormFor::Call(Box::new(family()), TODAY.at(3, 10, 0, 0)),
        FormFor::AcpTalk(Box::new(talk)),
    ] {
        let names: Vec<String> =
            open(wanted.clone()).draft().entries().iter().map(|entry| entry.name().to_owned()).collect();
        // Six contacts and eight supporters draw alike.
        let drawn = |name: &&String| {
            !["contact3", "contact4", "contact5", "supporter3", "supporter4"].iter().any(|n| name.starts_with(n))
        };
        for name in names.iter().filter(drawn) {
            let form = open(wanted.clone()).at_field(name);
            for (columns, rows) in SIZES {
                for widths in WIDTHS {
                    let drawn = draw(columns, rows, widths, |canvas, area| form.view(canvas, area, &stage.cx()));
                    assert!(rows < 10 || drawn.cursor.is_some(), "{name} has no cursor in\n{}", drawn.text);
                }
            }
            let text = picture(&form, &stage);
            let cut = text.lines().find(|row| row.trim_end().ends_with(".."));
            assert_eq!(cut, None, "{name} in\n{text}");
        }
    }
}
