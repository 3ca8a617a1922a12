//! Rule files of a centre: what they change, and what is said of those that are wrong.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::path::{Path, PathBuf};

use jiff::civil::{date, time};
use renkei::domain::Rulebook;
use renkei::domain::checklist::{Base, Variant};
use renkei::domain::conference::{Conference, Participant, Side, TalkKind, check};
use renkei::domain::deadline::{DoneItem, Practice, Situation, plan};
use renkei::domain::episode::{End, EndReason};
use renkei::domain::sheet::SheetField;
use renkei::domain::{CareLevel, ConferenceId, Episode, EpisodeId, PersonId, TemplateId};
use renkei::rulebook::{Reading, RuleFile, builtin, read};
use renkei::words::{Language, Words};
use rstest::rstest;

fn fixture(name: &str) -> RuleFile {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(name);
    RuleFile { name: path.file_name().unwrap().to_str().unwrap().to_owned(), bytes: std::fs::read(path).unwrap() }
}

fn over_built_in(names: &[&str]) -> Reading {
    let files: Vec<RuleFile> = names.iter().map(|name| fixture(name)).collect();
    read(&files, builtin())
}

/// The limit of an item with its label, as a text.
fn due(rulebook: &Rulebook, situation: &Situation<'_>, code: &str, label: Option<&str>) -> Option<String> {
    let rows = plan(&rulebook.templates[0], situation, &Practice::of(rulebook));
    let row = rows.iter().find(|row| row.item.code == code && row.label == label)?;
    row.due.map(|due| due.to_string())
}

#[rstest]
#[case(
    "checklist-several.toml",
    "1:1 missing|2:1 unknown-key|3:11 type|7:9 choice|12:9 missing|12:16 choice|14:10 anchor|15:10 type|25:1 dangling|25:1 dangling|30:1 missing|31:8 duplicate|40:44 choice|41:10 missing|44:8 duplicate|51:1 circle"
)]
#[case("checklist-not-toml.toml", "2:13 toml")]
#[case(
    "fees-several.toml",
    "7:12 backwards|14:8 choice|15:14 type|16:10 choice|17:17 type|26:1 missing|27:5 missing|27:7 unknown-key|38:8 overlap"
)]
#[case(
    "hours-several.toml",
    "1:1 missing|2:27 choice|3:30 type|5:7 backwards|6:7 type|7:7 type|9:2 unknown-key|13:27 type"
)]
#[case(
    "form-several.toml",
    "1:1 missing|1:8 name|2:11 empty|3:1 unknown-key|4:22 duplicate|4:30 type|8:11 empty|14:37 choice|15:12 duplicate|16:12 name|16:57 choice|17:3 no-options|18:55 not-for-kind|18:68 type|19:3 missing|19:3 missing|20:37 choice|20:74 choice|21:78 code|21:89 type|22:3 missing|23:3 type|26:1 missing|27:8 duplicate|30:1 missing|33:10 type"
)]
#[case(
    "professions-several.toml",
    "2:24 choice|3:12 duplicate|3:72 type|4:3 missing|4:12 empty|4:31 unknown-key|4:71 type|5:3 type|7:2 unknown-key"
)]
#[case(
    "talk-fees-several.toml",
    "5:9 backwards|6:13 type|9:27 unknown-key|10:26 type|10:44 type|12:3 missing|13:12 duplicate|13:42 type|22:8 choice|25:44 dangling|27:1 missing|28:8 overlap"
)]
#[case("syukujitsu-broken.csv", "3:1 holiday|4:1 holiday")]
#[case("feees.txt", "1:1 name")]
fn a_wrong_file_gives_every_fault_with_its_place_and_changes_nothing(#[case] name: &str, #[case] wanted: &str) {
    let reading = over_built_in(&[&format!("invalid/{name}")]);
    let found: Vec<String> =
        reading.faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.kind.code())).collect();
    assert_eq!(found.join("|"), wanted);
    assert!(reading.faults.iter().all(|fault| fault.file == name));
    assert_eq!(reading.rulebook, builtin());
    assert_eq!(reading.taken, []);
    for language in [Language::Ja, Language::En] {
        for fault in &reading.faults {
            let sentence = fault.sentence(Words::of(language));
            assert!(!sentence.contains('{') || sentence.contains("{ ... }"), "{sentence}");
            assert!(sentence.starts_with(&format!("{name}:{}:{}: ", fault.line, fault.column)), "{sentence}");
            assert!(!sentence.contains("rulebook."), "{sentence}");
        }
    }
}

#[test]
fn one_wrong_file_among_others_keeps_only_its_own_out() {
    let reading = over_built_in(&["invalid/checklist-several.toml", "valid/fees.toml"]);
    assert_eq!(reading.rulebook.templates, builtin().templates);
    assert_ne!(reading.rulebook.fees, builtin().fees);
    assert_eq!(reading.taken.len(), 1);
}

#[test]
fn a_checklist_of_the_same_name_takes_the_place_of_the_built_in_one() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/checklist-small.toml"]);
    assert_eq!(faults, []);
    assert_eq!(rulebook.templates.len(), 1);
    assert_ne!(rulebook.templates[0].id, builtin().templates[0].id, "another version is another template");
    let mut stay = Situation::new(Variant::of(Base::Cm), date(2026, 7, 3));
    assert_eq!(due(&rulebook, &stay, "X1", None).as_deref(), Some("2026-07-08"));
    stay.admitted_on = date(2026, 7, 8);
    assert_eq!(due(&rulebook, &stay, "X1", None).as_deref(), Some("2026-07-10"), "never after the fixed day");
    assert_eq!(due(&rulebook, &stay, "X2", None).as_deref(), Some("2026-07-10"), "borrowed while X1 is open");
    let done = [DoneItem { code: "X1", on: date(2026, 7, 9) }];
    stay.done = &done;
    assert_eq!(due(&rulebook, &stay, "X2", None).as_deref(), Some("2026-07-10"));
    stay.applied_on = Some(date(2026, 6, 30));
    assert_eq!(due(&rulebook, &stay, "X2", None).as_deref(), Some("2026-07-30"), "the later of the two");
}

#[test]
fn a_fee_takes_the_place_of_all_its_versions_and_the_answers_follow() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/fees.toml"]);
    assert_eq!(faults, []);
    let on = |year, month, day| Situation::new(Variant::of(Base::Cm), date(year, month, day));
    assert_eq!(due(&rulebook, &on(2027, 3, 31), "A03", Some("I")).as_deref(), Some("2027-03-31"));
    assert_eq!(due(&rulebook, &on(2027, 4, 1), "A03", Some("I")).as_deref(), Some("2027-04-02"));
    assert_eq!(due(&rulebook, &on(2027, 4, 1), "A03", Some("II")).as_deref(), Some("2027-04-05"));
    assert_eq!(due(&rulebook, &on(2020, 4, 1), "A03", Some("I")), None, "the file keeps no older version");
    assert_eq!(rulebook.fee("nyuin_joho", date(2026, 1, 1)).unwrap().amounts[0], ("I".to_owned(), 260));
    assert!(rulebook.fee("taiin_taisho", date(2026, 1, 1)).is_some(), "other fees stay");
}

#[test]
fn hours_replace_what_they_speak_of() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/hours-nights.toml"]);
    assert_eq!(faults, []);
    assert_eq!(rulebook.hours.hospital, builtin().hours.hospital);
    assert!(!rulebook.settings.count_admission_as_day1);
    assert_eq!(rulebook.settings.rush_days, builtin().settings.rush_days);
    let mut stay = Situation::new(Variant::of(Base::Cm), date(2026, 6, 2));
    stay.admitted_at = Some("19:59".parse().unwrap());
    assert_eq!(due(&rulebook, &stay, "A03", Some("I")).as_deref(), Some("2026-06-02"), "open until eight");
    assert_eq!(due(&rulebook, &stay, "W02", None).as_deref(), Some("2026-06-09"), "the first day is not counted");
    stay.admitted_on = date(2026, 6, 3);
    assert_eq!(due(&rulebook, &stay, "A03", Some("I")).as_deref(), Some("2026-06-04"), "closed on Wednesdays");
}

#[test]
fn a_table_of_holidays_wins_in_its_years() {
    let Reading { rulebook, faults, taken } = over_built_in(&["valid/syukujitsu.csv"]);
    assert_eq!(faults, []);
    assert_eq!(taken.len(), 1);
    assert_eq!(rulebook.holidays.name(date(2026, 6, 3)), Some("見本の日"));
    assert_eq!(rulebook.holidays.name(date(2026, 5, 3)), None);
    assert_eq!(rulebook.holidays.name(date(2027, 5, 3)), Some("憲法記念日"));
    let stay = Situation::new(Variant::of(Base::Cm), date(2026, 6, 3));
    assert_eq!(due(&rulebook, &stay, "A03", Some("I")).as_deref(), Some("2026-06-04"));
}

#[test]
fn a_form_of_the_same_name_takes_the_place_of_the_built_in_one() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/form-admission.toml"]);
    assert_eq!(faults, []);
    let names = |rulebook: &Rulebook| rulebook.forms.iter().map(|form| form.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&rulebook), names(&builtin()), "each keeps its place");
    let (ours, before) = (rulebook.form("admission_sheet").unwrap(), builtin());
    assert_ne!(ours.version, before.form("admission_sheet").unwrap().version, "told by its version");
    assert_eq!(ours.fields().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["name", "eating"]);
    assert_eq!(ours.field("eating").map(SheetField::options), Some(&["できる".to_owned(), "できない".to_owned()][..]));
    assert_eq!(rulebook.form("discharge_record"), before.form("discharge_record"), "the others stay");
}

/// The class of 退院・退所加算 and its units that one talk with these professions comes to.
fn talked(rulebook: &Rulebook, codes: &[&str]) -> Option<(String, u32)> {
    let mut stay = Episode::new(
        EpisodeId::from_bytes([1; 16]),
        PersonId::from_bytes([2; 16]),
        date(2026, 5, 1),
        TemplateId::of("a", "1"),
    );
    stay.end = Some(End { on: date(2026, 6, 10), reason: EndReason::Home });
    let side = |code: &str| if code.starts_with("hospital") { Side::Hospital } else { Side::Home };
    let participant = |code: &&str| Participant {
        profession: (*code).to_owned(),
        side: side(code),
        place: String::new(),
        name: String::new(),
    };
    let talk = Conference {
        id: ConferenceId::from_bytes([3; 16]),
        rev: 0,
        episode: stay.id,
        person: stay.person,
        kind: TalkKind::Interview,
        on: date(2026, 6, 5),
        from: Some(time(14, 0, 0, 0)),
        until: None,
        by_video: false,
        place: "架空病院".to_owned(),
        participants: codes.iter().map(participant).collect(),
        points: String::new(),
        document_copied: false,
        consented: true,
    };
    let checked = check(&stay, CareLevel::Care2, &[talk], &rulebook.professions, &rulebook.talk_fees);
    let rule = rulebook.talk_fees.discharge_talks_on(checked.rule_day)?;
    let class = rule.classes.iter().find(|class| Some(&class.code) == checked.class.as_ref())?;
    Some((class.label.clone(), class.units))
}

#[test]
fn professions_of_a_centre_are_the_only_ones() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/professions-small.toml"]);
    assert_eq!(faults, []);
    assert_eq!(rulebook.professions.0.len(), 3);
    assert_eq!(rulebook.professions.get("hospital_nurse").unwrap().label_ja, "病棟の看護師");
    let with_clerk = ["hospital_clerk", "care_manager"];
    assert_eq!(talked(&builtin(), &with_clerk), Some(("(I)イ".to_owned(), 450)));
    assert_eq!(talked(&rulebook, &with_clerk), None, "a clerk is nobody here");
    assert!(talked(&rulebook, &["hospital_nurse", "care_manager"]).is_some());
}

#[test]
fn a_fee_of_talks_takes_the_place_of_all_its_versions() {
    let Reading { rulebook, faults, .. } = over_built_in(&["valid/talk-fees.toml"]);
    assert_eq!(faults, []);
    let amount = |rulebook: &Rulebook, code: &str, year| {
        rulebook.talk_fees.counterpart_on(code, date(year, 7, 1)).and_then(|fee| fee.amount)
    };
    assert_eq!([2026, 2027].map(|year| amount(&rulebook, "care_link", year)), [Some(400), Some(500)]);
    assert_eq!([2026, 2027].map(|year| amount(&builtin(), "care_link", year)), [Some(400), Some(400)]);
    assert_eq!(amount(&rulebook, "joint_guidance_note_3", 2026), Some(2000), "the others stay");
    assert_eq!(rulebook.talk_fees.codes(), builtin().talk_fees.codes(), "each keeps its place");
    assert_eq!(talked(&rulebook, &["hospital_nurse"]), Some(("(I)イ".to_owned(), 451)));
    assert_eq!(talked(&builtin(), &["hospital_nurse"]), None, "there the care manager must be one of them");
}

#[test]
fn ten_thousand_stays_are_quick() {
    let rulebook = builtin();
    let practice = Practice::of(&rulebook);
    let mut rows = 0;
    for n in 0..10_000i32 {
        let admitted = date(2026, 1, 1).checked_add(jiff::Span::new().days(n % 365)).unwrap();
        let mut stay = Situation::new(Variant::of(Base::Cm), admitted);
        stay.discharge_planned_on = admitted.checked_add(jiff::Span::new().days(20)).ok();
        rows += plan(&rulebook.templates[0], &stay, &practice).len();
    }
    assert!(rows > 450_000);
}
