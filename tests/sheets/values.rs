//! First values, taking over, flaws, changes and spills.

use jiff::civil::{date, time};
use proptest::prelude::*;
use renkei::domain::person::{Consent, ConsentWay, KeyPerson, Sex, Supporter};
use renkei::domain::sheet::{
    Answer, FieldKind, FlawKind, Institution, Known, Sheet, Values, begin, changes, check, prefill, spills, take_over,
};
use renkei::domain::{
    CareLevel, Conference, ConferenceId, Episode, EpisodeId, Person, PersonId, Phone, SheetId, TemplateId,
};

use super::sample::{admission, filled, form};

fn person() -> Person {
    let mut person = Person::new(PersonId::from_bytes([1; 16]), "見本 花子".to_owned());
    person.kana = Some("ミホン ハナコ".to_owned());
    person.birth_date = Some(date(1943, 6, 13));
    person.sex = Some(Sex::Female);
    person.care_level = CareLevel::Care2;
    person.certified_until = Some(date(2027, 9, 30));
    person.address = Some("架空県見本市例町1丁目".to_owned());
    person.phone = Phone::parse("0302345678");
    person.care_manager = Supporter { name: Some("架空 桜".to_owned()), ..Supporter::default() };
    person.doctor = Supporter { place: Some("架空内科医院".to_owned()), ..Supporter::default() };
    person.key_person = KeyPerson {
        name: Some("見本 梅子".to_owned()),
        relation: Some("長女".to_owned()),
        phone: Phone::parse("03-0456-7890"),
    };
    person.consent =
        Some(Consent { on: date(2026, 6, 11), way: ConsentWay::Written, scope: String::new(), withdrawn_on: None });
    person
}

fn episode(person: &Person) -> Episode {
    let (id, template) = (EpisodeId::from_bytes([2; 16]), TemplateId::of("renkei", "1"));
    let mut episode = Episode::new(id, person.id, date(2026, 6, 11), template);
    episode.ward_name = Some("3階東病棟".to_owned());
    episode.cause = Some("大腿骨の骨折".to_owned());
    episode.discharge_planned_on = Some(date(2026, 7, 3));
    episode
}

fn known<'a>(person: &'a Person, episode: &'a Episode) -> Known<'a> {
    let institution = |name: &str, phone: &str| Institution {
        name: Some(name.to_owned()),
        phone: Some(phone.to_owned()),
        fax: Some("03-0123-4568".to_owned()),
    };
    Known {
        episode: Some(episode),
        care_manager: institution("見本居宅介護支援事業所", "03-0123-4567"),
        doctor: institution("台帳の医院", "03-0567-8901"),
        hospital: institution("架空総合病院", "03-0678-9012"),
        ..Known::new(person, date(2026, 6, 12))
    }
}

fn sheet(values: Values) -> Sheet {
    Sheet {
        id: SheetId::from_bytes([3; 16]),
        rev: 1,
        person: PersonId::from_bytes([1; 16]),
        episode: None,
        form: "admission_sheet".to_owned(),
        form_version: "2018".to_owned(),
        values,
        aside: Values::new(),
        written_on: None,
    }
}

#[test]
fn a_sheet_begins_with_what_is_known() {
    let person = person();
    let episode = episode(&person);
    let values = prefill(&form("admission_sheet"), &known(&person, &episode));
    for (name, value) in [
        ("written_on", "2026-06-12"),
        ("admitted_on", "2026-06-11"),
        ("to_place", "架空総合病院"),
        ("from_place", "見本居宅介護支援事業所"),
        ("from_name", "架空 桜"),
        ("from_phone", "03-0123-4567"),
        ("from_fax", "03-0123-4568"),
        ("consent", "本人又は家族の同意に基づき、情報を提供します"),
        ("consent_on", "2026-06-11"),
        ("consent_way", "文書"),
        ("name", "見本 花子"),
        ("kana", "ミホン ハナコ"),
        ("birth_date", "1943-06-13"),
        ("age", "82"),
        ("sex", "女"),
        ("address", "架空県見本市例町1丁目"),
        ("phone", "03-0234-5678"),
        ("care_level", "要介護2"),
        ("certified_until", "2027-09-30"),
        ("key_person_name", "見本 梅子"),
        ("key_person_relation", "長女"),
        ("key_person_phone", "03-0456-7890"),
        ("doctor_place", "架空内科医院"),
        ("doctor_phone", "03-0567-8901"),
    ] {
        assert_eq!(values.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert_eq!(values.get("certification"), None, "a level is no state of an application");
    assert_eq!(check(&form("admission_sheet"), &values).len(), 1, "only the day of giving is missing");
}

#[test]
fn without_a_consent_none_is_printed() {
    let mut person = person();
    person.care_level = CareLevel::Applying;
    person.consent.as_mut().expect("a consent").withdrawn_on = Some(date(2026, 6, 12));
    let form = form("admission_sheet");
    let values = prefill(&form, &Known::new(&person, date(2026, 6, 12)));
    assert_eq!((values.get("consent"), values.get("consent_on"), values.get("care_level")), (None, None, None));
    assert_eq!(values.get("certification").map(String::as_str), Some("申請中"));
    assert!(check(&form, &values).iter().any(|flaw| flaw.field == "consent" && flaw.kind == FlawKind::Missing));
}

#[test]
fn a_record_begins_with_the_talk() {
    let person = person();
    let episode = episode(&person);
    let talk = Conference {
        id: ConferenceId::from_bytes([4; 16]),
        rev: 0,
        episode: episode.id,
        person: person.id,
        kind: renkei::domain::conference::TalkKind::Conference,
        on: date(2026, 6, 26),
        from: Some(time(14, 0, 0, 0)),
        until: None,
        by_video: false,
        place: "3階 会議室".to_owned(),
        participants: Vec::new(),
        points: "一行目\n二行目".to_owned(),
        document_copied: true,
        consented: true,
    };
    let known = Known {
        conference: Some(&talk),
        participants: vec!["架空総合病院 看護師 見本 一郎".to_owned(), "ケアマネジャー 架空 桜".to_owned()],
        ..known(&person, &episode)
    };
    let values = prefill(&form("conference_record"), &known);
    let value = |name: &str| values.get(name).map(String::as_str);
    assert_eq!((value("on"), value("time_from"), value("time_until")), (Some("2026-06-26"), Some("14:00"), None));
    assert_eq!((value("kind"), value("by_video")), (Some("退院前カンファレンス"), Some("no")));
    assert_eq!(value("participants").map(|text| text.lines().count()), Some(2));
    assert_eq!((value("points"), value("document_copied")), (Some("一行目\n二行目"), Some("yes")));
}

#[test]
fn the_next_admission_takes_over_what_still_holds() {
    let person = person();
    let episode = episode(&person);
    let mut former = admission();
    former.insert("address".to_owned(), "前の住所".to_owned());
    former.insert("gone".to_owned(), "前の版だけの欄".to_owned());
    let begun = begin(&form("admission_sheet"), Some(&sheet(former)), &known(&person, &episode));
    let value = |name: &str| begun.values.get(name).map(String::as_str);
    assert_eq!(value("life_history"), admission().get("life_history").map(String::as_str));
    assert_eq!(value("address"), Some("架空県見本市例町1丁目"), "the register knows better");
    assert_eq!((value("provided_on"), value("to_person")), (None, None), "they belong to the admission before");
    assert_eq!(begun.aside.get("gone").map(String::as_str), Some("前の版だけの欄"));
}

#[test]
fn a_choice_that_is_gone_is_kept_aside() {
    let form = form("admission_sheet");
    let mut values = admission();
    values.insert("sex".to_owned(), "記載なし".to_owned());
    values.insert("mind".to_owned(), "不眠\n前の選択肢".to_owned());
    let taken = take_over(&form, &sheet(values));
    assert_eq!(taken.aside.keys().collect::<Vec<_>>(), ["mind", "sex"]);
    assert_eq!(taken.aside["mind"], "不眠\n前の選択肢");
}

proptest! {
    #[test]
    fn taking_over_keeps_every_value(
        values in proptest::collection::btree_map("(name|sex|mind|life_history|gone|gone_|old_[a-c])", "[あ-お女男\n]{1,6}", 0..7),
        aside in proptest::collection::btree_map("(name|sex|gone|gone_|old_[a-c])", "[か-こ女]{1,4}", 0..5),
    ) {
        let former = Sheet { aside, ..sheet(values) };
        let taken = take_over(&form("admission_sheet"), &former);
        let mut before: Vec<&String> = former.values.values().chain(former.aside.values()).collect();
        let mut after: Vec<&String> = taken.values.values().chain(taken.aside.values()).collect();
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
        prop_assert!(taken.values.keys().all(|name| !taken.aside.contains_key(name)));
        // Once more changes nothing.
        let again = take_over(&form("admission_sheet"), &Sheet { aside: taken.aside.clone(), ..sheet(taken.values.clone()) });
        prop_assert_eq!(again, taken);
    }
}

#[test]
fn flaws_are_told_at_their_fields() {
    let form = form("admission_sheet");
    let mut values = admission();
    for (name, value) in [
        ("admitted_on", "6月"),
        ("age", "八十"),
        ("phone", "電話なし"),
        ("elevator", "はい"),
        ("mind", "不眠\n怒り"),
        ("sex", "女性"),
        ("written_on", " "),
        ("gone", "x"),
    ] {
        values.insert(name.to_owned(), value.to_owned());
    }
    let flaws: Vec<(String, FlawKind)> =
        check(&form, &values).into_iter().map(|flaw| (flaw.field, flaw.kind)).collect();
    let not = |text: &str| FlawKind::NotAChoice(text.to_owned());
    let wanted = [
        ("written_on", FlawKind::Missing),
        ("admitted_on", FlawKind::NotADate),
        ("age", FlawKind::NotANumber),
        ("sex", not("女性")),
        ("phone", FlawKind::NotAPhone),
        ("elevator", not("はい")),
        ("mind", not("怒り")),
        ("gone", FlawKind::NoField),
    ];
    assert_eq!(flaws, wanted.map(|(name, kind)| (name.to_owned(), kind)));
}

#[test]
fn changes_since_the_last_time_are_told_in_the_order_of_the_form() {
    let form = form("admission_sheet");
    let (before, mut now) = (admission(), admission());
    now.insert("meal_form".to_owned(), "普通".to_owned());
    now.insert("age".to_owned(), "84".to_owned());
    now.remove("interests");
    now.insert("life_history".to_owned(), before["life_history"].clone());
    let changed: Vec<_> = changes(&form, &before, &now).into_iter().map(|change| (change.field, change.now)).collect();
    let wanted = [("age", Some("84")), ("interests", None), ("meal_form", Some("普通"))];
    assert_eq!(changed, wanted.map(|(name, now)| (name.to_owned(), now.map(str::to_owned))));
}

#[test]
fn what_is_held_back_is_noticed_where_it_stands_elsewhere() {
    let form = form("admission_sheet");
    assert_eq!(spills(&form, &admission()), []);
    let mut values = admission();
    values.insert("outlook_note".to_owned(), "架空性腫瘍(見本)の痛みが強い".to_owned());
    values.insert("services_other".to_owned(), "生保の担当と相談中".to_owned());
    let found: Vec<String> = spills(&form, &values).into_iter().map(|spill| spill.field).collect();
    assert_eq!(found, ["services_other", "outlook_note"]);
}

#[test]
fn every_kind_of_answer_is_spelled_out() {
    let form = form("admission_sheet");
    let said = |name: &str, value: &str| form.field(name).expect("a field").answer(Some(value));
    assert_eq!(said("birth_date", "1943-06-13"), Answer::Said("昭和18年6月13日".to_owned()));
    assert_eq!(said("birth_date", "春ごろ"), Answer::Said("春ごろ".to_owned()), "what cannot be read is not lost");
    assert_eq!(said("age", "82"), Answer::Said("82歳".to_owned()));
    assert_eq!(said("name", "\u{1b}[31m見本"), Answer::Said("[31m見本".to_owned()));
    assert_eq!(said("name", " "), Answer::Blank);
    let Answer::Marked(marks) = said("mind", "不眠\n前の選択肢") else { panic!("options are marked") };
    let chosen: Vec<&str> = marks.iter().filter(|mark| mark.chosen).map(|mark| mark.text.as_str()).collect();
    assert_eq!((chosen, marks.len()), (vec!["不眠", "前の選択肢"], 14));
    for form in super::sample::builtin() {
        let values = filled(&form, "文");
        for field in form.fields() {
            let value = values.get(&field.name).map(String::as_str);
            let fits = match (&field.kind, field.answer(value)) {
                (FieldKind::YesNo { .. } | FieldKind::Choice(_) | FieldKind::Several(_), Answer::Marked(marks)) => {
                    marks.iter().any(|mark| mark.chosen)
                }
                (_, Answer::Said(text)) => !text.is_empty(),
                _ => false,
            };
            assert!(fits, "{}", field.name);
            assert_eq!(field.answer_by_fax(value) == Answer::ByPhone, !field.fax);
        }
    }
}
