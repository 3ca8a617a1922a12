use rstest::rstest;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::conference::Side;
use crate::words::{Language, Words};

fn read_one(name: &str, text: &str) -> Reading {
    read(&[RuleFile { name: format!("{name}.toml"), bytes: text.into() }], builtin())
}

#[test]
fn what_is_built_in_has_no_fault() {
    for (name, text) in BUILT_IN {
        let reading = read_one(name, text);
        assert_eq!(reading.faults, [], "{name}");
        assert_eq!(reading.taken.len(), 1, "{name}");
        assert_eq!(reading.rulebook, builtin(), "{name}: read again it is the same");
    }
    let (rulebook, nothing) = (builtin(), Rulebook::default());
    assert_eq!(rulebook.templates[0].items.len(), 45);
    assert!(!rulebook.fees.is_empty());
    assert!(rulebook.hours.office != nothing.hours.office && rulebook.hours.hospital != nothing.hours.hospital);
    let forms: Vec<&str> = rulebook.forms.iter().map(|form| form.name.as_str()).collect();
    assert_eq!(forms, ["admission_sheet", "discharge_record", "conference_record"]);
    let surveys: Vec<&str> = rulebook.surveys.iter().map(|survey| survey.name.as_str()).collect();
    assert_eq!(surveys, ["continuity"]);
    let packed = rmp_serde::to_vec_named(&*rulebook.templates[0]).unwrap();
    assert_eq!(rmp_serde::from_slice::<crate::domain::Template>(&packed).unwrap(), *rulebook.templates[0]);
}

#[test]
fn a_files_name_says_what_it_is() {
    let kinds = BUILT_IN.map(|(name, _)| FileKind::of(&format!("{name}.toml")).unwrap());
    assert!(FileKind::iter().all(|kind| kind == FileKind::Syukujitsu || kinds.contains(&kind)));
    assert_eq!(FileKind::of("talk-fees-ours.toml"), Some(FileKind::TalkFees));
    assert_eq!(FileKind::of("professions-ours.toml"), Some(FileKind::Professions));
    assert_eq!([FileKind::of("form.toml"), FileKind::of("forms.toml"), FileKind::of("form-a.csv")], [None; 3]);
}

#[test]
fn what_talks_are_counted_by_is_built_in() {
    let Rulebook { professions, talk_fees: fees, .. } = builtin();
    for party in 1..=6 {
        assert!(professions.of_party(party).count() > 0, "party {party}");
    }
    let none = ["assistant_nurse", "welfare_equipment", "care_worker", "family", "hospital_doctor"];
    for code in none {
        assert_eq!(professions.get(code).unwrap().party, None, "{code}");
    }
    assert!(professions.0.iter().all(|one| one.party.is_none() || one.side == Side::Home));
    assert!(professions.0.iter().all(|one| !one.leads || one.side == Side::Hospital));
    let units: Vec<u32> = fees.discharge_talks[0].classes.iter().map(|class| class.units).collect();
    assert_eq!(units, [450, 600, 600, 750, 900]);
    assert_eq!(fees.codes()[..2], ["joint_guidance_note_3", "care_link"]);
    let link = |day: &str| fees.counterpart_on("care_link", day.parse().unwrap()).unwrap().validity.confirmed;
    assert!(link("2026-05-31") && !link("2026-06-01"));
}

#[rstest]
#[case("profession = [\n  { code = \"a\", side = \"attic\", label_ja = \"a\", label_en = \"a\" },\n]", "2:24: choice")]
#[case("profession = [\n  { code = \"a\", side = \"home\", label_ja = \"a\" },\n]", "2:3: missing")]
#[case("profession = [{ code = 1, side = \"home\", label_ja = \"a\", label_en = \"a\" }]", "1:24: type")]
#[case("profession = [{ code = \"a\", side = \"home\", label_ja = \" \", label_en = \"a\" }]", "1:55: empty")]
#[case("profession = []", "1:1: empty")]
#[case("profession = 5", "1:14: type")]
#[case("people = []", "1:1: unknown-key 1:1: missing")]
#[case("profession = [{ code = \"a\"", "1:15: missing 1:15: missing 1:15: missing 1:27: toml 1:27: toml")]
#[case(
    "profession = [\n  { code = \"a\", side = \"home\", label_ja = \"あ\", label_en = \"a\" },\n  { label_ja = \"あ\", code = \"a\", side = \"home\", label_en = \"a\", party = -1 },\n]",
    "3:28: duplicate 3:72: type"
)]
fn faults_of_professions_have_their_place(#[case] text: &str, #[case] wanted: &str) {
    let told: Vec<String> = read_one("professions", text).faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.join(" ").replace("professions.toml:", ""), wanted);
}

#[rstest]
#[case("units = 450", "units = \"450\"", "type")]
#[case("until = 2026-05-31", "until = 2026-06-01", "overlap")]
#[case("until = 2026-05-31", "until = 2018-03-31", "backwards")]
#[case("unit = \"yen\"", "unit = \"dollars\"", "choice")]
#[case("code = \"1ro\"", "code = \"1i\"", "duplicate")]
#[case("gives_way_to = [\"joint", "gives_way_to = [\"disjoint", "dangling")]
#[case("per_stay = 1\nnot_with_ja", "per_stays = 1\nnot_with_ja", "missing unknown-key")]
#[case("talk = { hospital", "talk = { surgery = 1, hospital", "unknown-key")]
#[case("confirmed = true", "confirmed = \"yes\"", "type")]
fn faults_of_talk_fees_are_found(#[case] from: &str, #[case] to: &str, #[case] wanted: &str) {
    let sound = built_in("talk-fees").unwrap();
    let text = sound.replacen(from, to, 1);
    assert_ne!(text, sound);
    let faults = read_one("talk-fees", &text).faults;
    let codes: Vec<&str> = faults.iter().map(|fault| fault.kind.code()).collect();
    assert_eq!(codes.join(" "), wanted, "{faults:?}");
}

#[rstest]
#[case("rate_rounding = \"cut_1\"", "rate_rounding = \"cut\"", "choice")]
#[case("kind = \"text\"", "kind = \"prose\"", "choice")]
#[case("stated = [\"usual\"", "stated = [\"never\"", "code")]
#[case("inferred_counts = { usual = 9", "inferred_counts = { usual = \"9\"", "type")]
#[case("published = { usual = 14", "published = { usually = 14", "code code")]
#[case("code = \"meal_box\"", "code = \"meal_here\"", "duplicate")]
#[case("code = \"remark\"", "code = \"Remark\"", "name")]
#[case("name = \"continuity\"", "", "missing")]
#[case("\non = \"2020-10\"", "\non = \"autumn\"", "type")]
#[case("feeds = ", "feed = ", "unknown-key")]
fn faults_of_surveys_are_found(#[case] from: &str, #[case] to: &str, #[case] wanted: &str) {
    let sound = built_in("survey-continuity").unwrap();
    let text = sound.replacen(from, to, 1);
    assert_ne!(text, sound);
    let Reading { faults, rulebook, .. } = read_one("survey-ours", &text);
    let codes: Vec<&str> = faults.iter().map(|fault| fault.kind.code()).collect();
    assert_eq!(codes.join(" "), wanted, "{faults:?}");
    assert_eq!(rulebook.surveys, builtin().surveys, "a faulty file changes nothing");
}

#[test]
fn a_centre_has_surveys_of_its_own() {
    let own = "name = \"needs\"\nversion = \"1\"\ntitle = \"困りごと\"\n[[question]]\ncode = \"n\"\ntext = \"何人\"\nkind = \"number\"\n";
    let Reading { rulebook, faults, .. } = read_one("survey-needs", own);
    assert_eq!(faults, []);
    assert_eq!(rulebook.surveys.iter().map(|survey| survey.name.as_str()).collect::<Vec<_>>(), ["continuity", "needs"]);
    let Reading { rulebook, .. } = read_one("survey-ours", &own.replace("needs", "continuity"));
    assert_eq!((rulebook.surveys.len(), rulebook.surveys[0].questions.len()), (1, 1));
}

#[test]
fn everything_wanted_has_its_word() {
    for words in Language::iter().map(Words::of) {
        for wanted in Wanted::iter() {
            let wanted: &'static str = wanted.into();
            let key = format!("rulebook.wanted.{wanted}");
            assert_ne!(words.get(&key), key);
        }
        for kind in FileKind::iter() {
            let key = format!("rulebook.kind.{kind}");
            assert_ne!(words.get(&key), key);
        }
    }
}
