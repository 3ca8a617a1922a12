//! The form over persons, stays, admissions, tasks, talks and sheets.

use std::sync::Arc;

use jiff::civil::{date, time};
use renkei::command::Command;
use renkei::domain::checklist::Base;
use renkei::domain::conference::{Side, TalkKind};
use renkei::domain::facility::{Kind, Listing, Source, SourceKey};
use renkei::domain::person::ConsentWay;
use renkei::domain::sheet::{FieldKind, Part, SheetField, SheetForm, Width};
use renkei::domain::task::Origin;
use renkei::domain::{
    CareLevel, Conference, ConferenceId, Episode, EpisodeId, Facility, FacilityId, Person, PersonId, Phone, Sheet,
    SheetId, Task, TaskId, TemplateId,
};
use renkei::form::{Deed, FieldError, Profession, differences};
use renkei::keymap::Scope;
use renkei::overlay::conflict::Conflict;
use renkei::overlay::form::{Form, Outcome};
use renkei::paint::Widths;
use renkei::pane::{Act, FormFor, Input, Resolution};
use renkei::port::{Change, EntityKind, GroupId, Put, Record};
use renkei::words::{Language, Words};

use crate::stage::{SIZES, Stage, WIDTHS, draw};

fn hospital(number: u8, name: &str, kana: &str, kind: &str) -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([number; 16]));
    let key = SourceKey::Number(format!("99100000{number:02}"));
    let mut listing = Listing::new(Source::CareService, key, Kind::new(kind), date(2026, 1, 1), name.to_owned());
    listing.kana = Some(kana.to_owned());
    listing.phone = Phone::parse("03-0555-0200");
    facility.listings.push(listing);
    facility
}

fn stage() -> Stage {
    let mut stage = Stage::new(None).with(vec![
        hospital(31, "架空中央病院", "カクウチュウオウビョウイン", "medical:hospital"),
        hospital(32, "ひばり野病院", "ヒバリノビョウイン", "medical:hospital"),
        hospital(33, "ひばり野歯科", "ヒバリノシカ", "medical:dental"),
    ]);
    stage.catalogue.professions = [("nurse", "看護師", Side::Hospital), ("family", "家族", Side::Family)]
        .map(|(code, label, side)| Profession { code: code.to_owned(), label: label.to_owned(), side })
        .into();
    stage.catalogue.sheets.push(Arc::new(sheet_form()));
    stage
}

fn open(stage: &Stage, wanted: FormFor) -> Form {
    Form::new(wanted.draft(&stage.catalogue).expect("its form is known"))
}

fn person() -> Person {
    let mut person = Person::new(PersonId::from_bytes([7; 16]), "架空 花子".to_owned());
    person.rev = 3;
    person.kana = Some("カクウ ハナコ".to_owned());
    person.birth_date = Some(date(1940, 3, 1));
    person.care_level = CareLevel::Care2;
    person
}

fn stay() -> Episode {
    let id = EpisodeId::from_bytes([8; 16]);
    let mut stay = Episode::new(id, person().id, date(2026, 6, 10), TemplateId::of("city", "1"));
    stay.rev = 5;
    stay
}

fn run(form: &mut Form, stage: &Stage, command: Command) -> Vec<Act> {
    form.update(Input::Command(command), &stage.cx())
}

fn typed(form: &mut Form, stage: &Stage, text: &str) {
    assert_eq!(form.update(Input::Text(text.to_owned()), &stage.cx()), []);
}

/// Goes to a field and types in the place of what stands there.
fn fill(form: Form, stage: &Stage, field: &str, text: &str) -> Form {
    let mut form = form.at_field(field);
    assert_eq!(form.field(), field);
    run(&mut form, stage, Command::LineEnd);
    run(&mut form, stage, Command::DeleteToStart);
    typed(&mut form, stage, text);
    form
}

fn records(acts: Vec<Act>) -> (&'static str, Vec<Record>) {
    match acts.as_slice() {
        [Act::Save { action, puts }] => (action, puts.iter().filter_map(Put::saved).cloned().collect()),
        other => panic!("{other:?}"),
    }
}

fn saved(form: &mut Form, stage: &Stage) -> Record {
    let (_, records) = records(run(form, stage, Command::Save));
    assert_eq!(records.len(), 1);
    records.into_iter().next().expect("one")
}

fn errors(form: &mut Form, stage: &Stage) -> Vec<(String, FieldError)> {
    assert_eq!(run(form, stage, Command::Save), []);
    form.errors().to_vec()
}

fn picture(form: &Form, stage: &Stage) -> String {
    draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx())).text
}

#[test]
fn a_person_is_written_down() {
    let stage = stage();
    let mut form = open(&stage, FormFor::Person(None));
    assert_eq!(errors(&mut form, &stage), [("name".to_owned(), FieldError::Missing)]);
    assert!(picture(&form, &stage).contains("ここは空にできません"), "{}", picture(&form, &stage));
    for (field, text) in [
        ("name", "架空 花子"),
        ("birth_date", "昭和15年3月1日"),
        ("care_level", "要介護3"),
        ("sex", "女"),
        ("care_manager", ""),
        ("key_person_relation", "長女"),
        ("consent_on", "6/1"),
        ("consent_way", "2"),
        ("reviewed_on", "今日"),
    ] {
        if !text.is_empty() {
            form = fill(form, &stage, field, text);
        }
    }
    let (action, records) = records(run(&mut form, &stage, Command::Save));
    let [Record::Person(person)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((action, person.rev, person.name.as_str()), ("add", 0, "架空 花子"));
    assert_eq!(person.birth_date, Some(date(1940, 3, 1)));
    assert_eq!(person.care_level, CareLevel::Care3);
    let consent = person.consent.as_ref().expect("a consent");
    assert_eq!((consent.on, consent.way), (date(2026, 6, 1), ConsentWay::Spoken));
    assert_eq!(form.saved(Outcome::Saved, &stage.cx()), [Act::Close]);
}

#[test]
fn a_consent_has_a_day_and_a_way() {
    let stage = stage();
    let mut form = open(&stage, FormFor::Person(Some(Box::new(person()))));
    form = fill(form, &stage, "consent_scope", "ケアの関係者");
    assert_eq!(errors(&mut form, &stage), [("consent_on".to_owned(), FieldError::NoConsentDay)]);
    form = fill(form, &stage, "consent_on", "2026-06-13");
    assert_eq!(errors(&mut form, &stage), [("consent_on".to_owned(), FieldError::NotYet)]);
    form = fill(form, &stage, "consent_on", "6/1");
    assert_eq!(errors(&mut form, &stage), [("consent_way".to_owned(), FieldError::Missing)]);
    form = fill(form, &stage, "consent_way", "文書");
    form = fill(form, &stage, "consent_withdrawn_on", "5/1");
    assert_eq!(errors(&mut form, &stage), [("consent_withdrawn_on".to_owned(), FieldError::BeforeConsent)]);
}

#[test]
fn dates_and_times_that_cannot_stand_are_said_at_their_fields() {
    let stage = stage();
    let mut form = open(&stage, FormFor::Episode(Box::new(stay())));
    form = fill(form, &stage, "admitted_at", "夕方");
    form = fill(form, &stage, "discharge_decided_on", "6/9");
    form = fill(form, &stage, "discharge_planned_on", "来週");
    form = fill(form, &stage, "transfer_on", "2026-06-01");
    let expected = [
        ("admitted_at", FieldError::NotATime),
        ("discharge_decided_on", FieldError::BeforeAdmission),
        ("discharge_planned_on", FieldError::NotADate),
        ("transfer_on", FieldError::BeforeAdmission),
    ];
    assert_eq!(errors(&mut form, &stage), expected.map(|(name, error)| (name.to_owned(), error)));
    assert_eq!(form.field(), "admitted_at");
    form = fill(form, &stage, "admitted_at", "16時半");
    form = fill(form, &stage, "admitted_on", "6/1");
    assert_eq!(form.errors(), [("discharge_planned_on".to_owned(), FieldError::NotADate)], "the others are mended");
    form = fill(form, &stage, "discharge_planned_on", "R8.6.20");
    let Record::Episode(stay) = saved(&mut form, &stage) else { panic!("a stay") };
    assert_eq!((stay.rev, stay.admitted_on, stay.admitted_at), (5, date(2026, 6, 1), Some(time(16, 30, 0, 0))));
    assert_eq!(stay.discharge_planned_on, Some(date(2026, 6, 20)));
}

#[test]
fn the_hospital_is_chosen_from_the_register_by_its_kana() {
    let stage = stage();
    let mut form = open(&stage, FormFor::Episode(Box::new(stay()))).at_field("hospital");
    run(&mut form, &stage, Command::Open);
    assert_eq!(form.scope(), Scope::Form);
    let all = picture(&form, &stage);
    assert!(all.contains("架空中央病院") && !all.contains("歯科"), "{all}");
    typed(&mut form, &stage, "ひばり");
    let found = picture(&form, &stage);
    assert!(found.contains("ひばり野病院") && !found.contains("架空中央") && !found.contains("歯科"), "{found}");
    assert!(found.contains("「ひばり」をそのまま書く"), "{found}");
    run(&mut form, &stage, Command::Open);
    assert!(picture(&form, &stage).contains("ひばり野病院"), "{}", picture(&form, &stage));
    let Record::Episode(stay) = saved(&mut form, &stage) else { panic!("a stay") };
    assert_eq!((stay.hospital, stay.hospital_name), (Some(FacilityId::from_bytes([32; 16])), None));

    // One that is not in the register is written in words, and Esc changes nothing.
    form.saved(Outcome::Failed("まだ".to_owned()), &stage.cx());
    typed(&mut form, &stage, "よその病院");
    run(&mut form, &stage, Command::Back);
    assert_eq!(form.scope(), Scope::Form);
    typed(&mut form, &stage, "よその病院");
    run(&mut form, &stage, Command::PageDown);
    run(&mut form, &stage, Command::Open);
    let Record::Episode(stay) = saved(&mut form, &stage) else { panic!("a stay") };
    assert_eq!((stay.hospital, stay.hospital_name.as_deref()), (None, Some("よその病院")));
}

#[test]
fn choices_are_turned_and_named() {
    let stage = stage();
    let mut form = open(&stage, FormFor::Episode(Box::new(stay()))).at_field("base");
    run(&mut form, &stage, Command::CursorRight);
    form = form.at_field("planned");
    typed(&mut form, &stage, "緊急");
    form = form.at_field("support_fee");
    typed(&mut form, &stage, "加算2");
    form = form.at_field("rush");
    typed(&mut form, &stage, "　");
    let Record::Episode(stay) = saved(&mut form, &stage) else { panic!("a stay") };
    assert_eq!((stay.variant.base, stay.variant.rush, stay.planned), (Base::New65, true, Some(false)));
    assert_eq!(stay.support_fee, renkei::domain::episode::SupportFee::Two);
}

#[test]
fn an_admission_writes_the_new_person_and_the_stay() {
    let stage = stage();
    let begun = || Box::new(Episode { rev: 0, ..stay() });
    let mut form = open(&stage, FormFor::Admission { person: None, stay: begun() });
    assert_eq!(form.field(), "person.name");
    let missing = |name: &str| (name.to_owned(), FieldError::Missing);
    assert_eq!(errors(&mut form, &stage), [missing("person.name"), missing("admitted_on")]);
    form = fill(form, &stage, "person.name", "架空 次郎");
    form = fill(form, &stage, "admitted_on", "昨日");
    form = fill(form, &stage, "admitted_at", "1830");
    let (action, records) = records(run(&mut form, &stage, Command::Save));
    let [Record::Person(person), Record::Episode(stay)] = &records[..2] else { panic!("{records:?}") };
    assert_eq!((action, person.name.as_str()), ("admit", "架空 次郎"));
    assert_eq!((stay.person, stay.admitted_on), (person.id, date(2026, 6, 11)));
    assert_eq!(form.edits(), None, "nobody else can have it open");
}

#[test]
fn the_tasks_of_its_checklist_come_with_an_admission() {
    let stage = stage().with_rules();
    let template = stage.rulebook().default_template().expect("one is built in").clone();
    let begun = Episode { rev: 0, template: template.id, ..stay() };
    let mut form = open(&stage, FormFor::Admission { person: Some(Box::new(person())), stay: Box::new(begun.clone()) });
    typed(&mut form, &stage, "今日");
    let (_, records) = records(run(&mut form, &stage, Command::Save));
    // As the app does with every save.
    let puts = records.into_iter().map(Put::Save).collect();
    let puts = stage.cx().casebook.complete(puts, stage.cx().words);
    let records: Vec<Record> = puts.iter().filter_map(Put::saved).cloned().collect();
    let kinds = |kind| records.iter().filter(|record| record.kind() == kind).count();
    assert_eq!((kinds(EntityKind::Episode), kinds(EntityKind::Template)), (1, 1), "the template is kept with it");
    let wanted = template.items.iter().filter(|item| begun.variant.level(&item.marks).is_ok()).count();
    assert_eq!(kinds(EntityKind::Task), wanted);
    assert!(wanted > 10, "{wanted}");
}

#[test]
fn somebody_known_is_shown_and_not_touched_by_an_admission() {
    let stage = stage();
    let begun = Box::new(Episode { rev: 0, ..stay() });
    let mut form = open(&stage, FormFor::Admission { person: Some(Box::new(person())), stay: begun });
    assert_eq!(form.field(), "admitted_on");
    let shown = picture(&form, &stage);
    assert!(shown.contains("架空 花子") && shown.contains("要介護2"), "{shown}");
    typed(&mut form, &stage, "今日");
    run(&mut form, &stage, Command::Top);
    assert_eq!(form.field(), "person.name");
    typed(&mut form, &stage, "別人");
    run(&mut form, &stage, Command::DeleteToStart);
    let (_, records) = records(run(&mut form, &stage, Command::Save));
    assert!(!records.iter().any(|record| matches!(record, Record::Person(_))), "{records:?}");
    let Record::Episode(stay) = &records[0] else { panic!("{records:?}") };
    assert_eq!((stay.person, stay.admitted_on), (person().id, date(2026, 6, 12)));
}

#[test]
fn a_draft_of_an_admission_is_gone_on_with() {
    let stage = stage();
    let begun = Box::new(Episode { rev: 0, ..stay() });
    let form = open(&stage, FormFor::Admission { person: None, stay: begun });
    let form = fill(form, &stage, "person.name", "架空 次郎");
    let form = fill(form, &stage, "cause", "骨折");
    let kept = form.unsaved().expect("it is not saved");
    assert_eq!(kept.kind, EntityKind::Episode);
    let mut resumed = Form::resume(&kept, &stage.catalogue).expect("its form is known");
    assert_eq!(resumed.field(), "person.name");
    resumed = fill(resumed, &stage, "admitted_on", "今日");
    let (_, records) = records(run(&mut resumed, &stage, Command::Save));
    let [Record::Person(person), Record::Episode(stay)] = &records[..2] else { panic!("{records:?}") };
    assert_eq!((person.name.as_str(), stay.cause.as_deref()), ("架空 次郎", Some("骨折")));
    assert_eq!(stay.id.to_bytes(), kept.key, "the same stay, not one more");
}

#[test]
fn two_edits_of_one_stay_are_merged_field_by_field() {
    let stage = stage();
    let form = open(&stage, FormFor::Episode(Box::new(stay())));
    let form = fill(form, &stage, "cause", "骨折");
    let mut form = fill(form, &stage, "ward_name", "3東");
    run(&mut form, &stage, Command::Save);
    form.saved(Outcome::Stale, &stage.cx());
    let mut theirs = Episode { rev: 6, cause: Some("肺炎".to_owned()), ..stay() };
    theirs.discharge_planned_on = Some(date(2026, 6, 30));
    let theirs = Some(Box::new(Record::Episode(theirs)));
    let mut conflict = Conflict::new(form.draft(), form.name(&stage.cx()), theirs, None);
    let names: Vec<&str> = conflict.choices().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ward_name", "cause", "discharge_planned_on"]);
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| conflict.view(canvas, area, &stage.cx())).text;
    assert!(drawn.contains("入院の理由") && drawn.contains("骨折") && drawn.contains("肺炎"), "{drawn}");
    let mut press = |command| conflict.update(Input::Command(command), &stage.cx());
    press(Command::Down);
    press(Command::Right);
    let acts = conflict.update(Input::Text("1".to_owned()), &stage.cx());
    let [Act::Resolve(Resolution::Save { theirs, taken })] = acts.as_slice() else { panic!("{acts:?}") };
    let merged = form.merge(theirs.as_deref().cloned(), taken, &stage.cx());
    let (_, records) = records(merged);
    let Record::Episode(stay) = &records[0] else { panic!("{records:?}") };
    assert_eq!((stay.rev, stay.cause.as_deref(), stay.ward_name.as_deref()), (6, Some("肺炎"), Some("3東")));
    assert_eq!(stay.discharge_planned_on, Some(date(2026, 6, 30)));
}

#[test]
fn a_task_by_hand_has_more_fields_than_an_item() {
    let stage = stage();
    let origin = Origin::Hand { text: String::new(), due: None };
    let mut task = Task::of_item(stay().id, person().id, "A03");
    let mut item = open(&stage, FormFor::Task(Box::new(Task { rev: 2, ..task.clone() })));
    assert_eq!(item.draft().entries().iter().map(renkei::form::Entry::name).collect::<Vec<_>>(), ["assignee", "note"]);
    typed(&mut item, &stage, "高橋");
    let Record::Task(saved_item) = saved(&mut item, &stage) else { panic!("a task") };
    assert_eq!((saved_item.assignee.as_deref(), saved_item.code()), (Some("高橋"), Some("A03")));
    task.id = TaskId::from_bytes([9; 16]);
    task.origin = origin;
    let mut form = open(&stage, FormFor::Task(Box::new(task)));
    assert_eq!(errors(&mut form, &stage), [("text".to_owned(), FieldError::Missing)]);
    form = fill(form, &stage, "text", "鍵を預かる");
    form = fill(form, &stage, "due", "6/14");
    let Record::Task(task) = saved(&mut form, &stage) else { panic!("a task") };
    assert_eq!(task.origin, Origin::Hand { text: "鍵を預かる".to_owned(), due: Some(date(2026, 6, 14)) });
}

#[test]
fn who_took_part_is_written_line_by_line() {
    let stage = stage();
    let talk = Conference {
        id: ConferenceId::from_bytes([5; 16]),
        rev: 0,
        episode: stay().id,
        person: person().id,
        kind: TalkKind::Conference,
        on: date(2026, 6, 12),
        from: None,
        until: None,
        by_video: false,
        place: String::new(),
        participants: Vec::new(),
        points: String::new(),
        document_copied: false,
        consented: false,
    };
    let mut form = open(&stage, FormFor::Talk(Box::new(talk)));
    form = fill(form, &stage, "participants", "看護師 架空病院 山田 太郎\n魔法使い");
    form = fill(form, &stage, "from", "14:00");
    form = fill(form, &stage, "until", "1330");
    let expected = [("until", FieldError::EndsBeforeStart), ("participants", FieldError::UnknownProfession)];
    assert_eq!(errors(&mut form, &stage), expected.map(|(name, error)| (name.to_owned(), error)));
    form = form.at_field("participants");
    run(&mut form, &stage, Command::DeleteToStart);
    typed(&mut form, &stage, "家族　-　架空　一郎");
    form = fill(form, &stage, "until", "14時半");
    let Record::Conference(talk) = saved(&mut form, &stage) else { panic!("a talk") };
    let told = talk.participants.iter().map(|p| (p.profession.as_str(), p.place.as_str(), p.name.as_str()));
    let told: Vec<_> = told.collect();
    assert_eq!(told, [("nurse", "架空病院", "山田 太郎"), ("family", "", "架空 一郎")]);
    assert_eq!(talk.participants[1].side, Side::Family);
    let again = open(&stage, FormFor::Talk(Box::new(Conference { rev: 1, ..talk })));
    assert!(!again.draft().is_dirty());
    assert!(picture(&again, &stage).contains("看護師 架空病院 山田 太郎"), "{}", picture(&again, &stage));
}

fn sheet_field(name: &str, label: &str, kind: FieldKind) -> SheetField {
    SheetField {
        name: name.to_owned(),
        label: label.to_owned(),
        group: None,
        kind,
        unit: String::new(),
        fax: true,
        required: false,
        fresh: false,
        origin: None,
        codes: std::collections::BTreeMap::new(),
        width: Width::Full,
    }
}

fn sheet_form() -> SheetForm {
    let texts = |options: &[&str]| options.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let part = |n: usize, fields| Part { name: format!("p{n}"), title: format!("{n}. 見本の部"), fields };
    let mut parts = vec![part(1, vec![sheet_field("born", "生年月日", FieldKind::Date)])];
    parts.push(part(
        2,
        vec![
            sheet_field("eats", "食事の形態と水分のとろみについて", FieldKind::Choice(texts(&["普通", "きざみ"]))),
            sheet_field("helps", "使っている用具", FieldKind::Several(texts(&["杖", "車いす", "歩行器"]))),
            sheet_field("times", "回数", FieldKind::Number),
        ],
    ));
    parts.extend((3..=9).map(|n| part(n, vec![sheet_field(&format!("line{n}"), "一行", FieldKind::Line)])));
    SheetForm {
        name: "sample".to_owned(),
        version: "1".to_owned(),
        title: "見本の書類".to_owned(),
        note: String::new(),
        fax_words: Vec::new(),
        parts,
    }
}

#[test]
fn a_sheet_is_filled_as_its_data_file_describes_it() {
    let stage = stage();
    let sheet = Sheet {
        id: SheetId::from_bytes([4; 16]),
        rev: 0,
        person: person().id,
        episode: None,
        form: "sample".to_owned(),
        form_version: "1".to_owned(),
        values: std::collections::BTreeMap::new(),
        aside: std::collections::BTreeMap::new(),
        written_on: None,
    };
    let mut form = open(&stage, FormFor::Sheet(Box::new(sheet)));
    typed(&mut form, &stage, "T12.9.1");
    run(&mut form, &stage, Command::PageDown);
    assert_eq!(form.field(), "eats");
    let drawn = picture(&form, &stage);
    assert!(drawn.lines().next().is_some_and(|row| row.contains("見本の書類") && row.contains("2/9")), "{drawn}");
    typed(&mut form, &stage, "きざみ");
    form = form.at_field("helps");
    run(&mut form, &stage, Command::Open);
    assert_eq!(form.scope(), Scope::Menu);
    for command in [Command::Bottom, Command::Mark, Command::Top, Command::Mark, Command::Open] {
        run(&mut form, &stage, command);
    }
    form = fill(form, &stage, "times", "２．５");
    let kept = form.unsaved().expect("it is not saved");
    let mut resumed = Form::resume(&kept, &stage.catalogue).expect("its form is known");
    assert!(Form::resume(&kept, &renkei::form::Catalogue::default()).is_none());
    let Record::Sheet(sheet) = saved(&mut resumed, &stage) else { panic!("a sheet") };
    let values: Vec<_> = sheet.values.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(values, [("born", "1923-09-01"), ("eats", "きざみ"), ("helps", "杖\n歩行器"), ("times", "2.5")]);
}

#[test]
fn the_history_tells_values_as_people_read_them() {
    let words = Words::of(Language::Ja);
    let told = |before: Record, after: Record| {
        let (kind, key) = (after.kind(), after.key());
        let change = Change {
            seq: 1,
            group: GroupId(1),
            kind,
            key,
            before: Some(before),
            after: Some(after),
            trashed: false,
            erased: false,
        };
        let lines = differences(words, &change);
        lines.iter().map(|line| line.line(Deed::Changed, words, &stage().cx())).collect::<Vec<_>>()
    };
    let after = Person { care_level: CareLevel::Care3, ..person() };
    assert_eq!(told(person().into(), after.into()), ["要介護度: 要介護2 -> 要介護3"]);
    let after = Episode { hospital: Some(FacilityId::from_bytes([32; 16])), planned: Some(true), ..stay() };
    assert_eq!(told(stay().into(), after.into()), ["病院: - -> ひばり野病院", "予定入院: - -> 予定"]);
    let task = Task::of_item(stay().id, person().id, "A03");
    let done = renkei::domain::task::Done {
        on: date(2026, 6, 12),
        at: None,
        by: "中村".to_owned(),
        evidence: "FAX".to_owned(),
    };
    let after = Task { state: renkei::domain::task::TaskState::Done(done), ..task.clone() };
    let lines = told(task.into(), after.into());
    assert_eq!(lines[0], "状態: 未 -> 済");
    assert!(lines.contains(&"した人: - -> 中村".to_owned()), "{lines:?}");
}

#[test]
fn it_draws_at_every_size_with_every_field_in_focus() {
    let stage = stage();
    let begun = Box::new(Episode { rev: 0, ..stay() });
    for wanted in [
        FormFor::Person(Some(Box::new(person()))),
        FormFor::Episode(Box::new(stay())),
        FormFor::Admission { person: Some(Box::new(person())), stay: begun },
    ] {
        let names: Vec<String> =
            open(&stage, wanted.clone()).draft().entries().iter().map(|entry| entry.name().to_owned()).collect();
        for name in names {
            let form = open(&stage, wanted.clone()).at_field(&name);
            for (columns, rows) in SIZES {
                for widths in WIDTHS {
                    let drawn = draw(columns, rows, widths, |canvas, area| form.view(canvas, area, &stage.cx()));
                    assert!(rows < 10 || drawn.cursor.is_some(), "{name} has no cursor in\n{}", drawn.text);
                }
            }
            // No label, hint or option is cut in the usual size.
            let text = picture(&form, &stage);
            let cut = text.lines().find(|row| row.trim_end().ends_with(".."));
            assert_eq!(cut, None, "{name} in\n{text}");
        }
    }
}
