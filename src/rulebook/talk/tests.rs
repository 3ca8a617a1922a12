use rstest::rstest;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::conference::Side;
use crate::words::{Language, Words};

#[test]
fn the_built_in_files_have_no_fault() {
    let professions = professions(PROFESSIONS).unwrap();
    let fees = fees(TALK_FEES).unwrap();
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
#[case("profession = 5", "1:14: type")]
#[case("people = []", "1:1: unknown-key 1:1: missing")]
#[case("profession = [{ code = \"a\"", "1:15: missing 1:15: missing 1:15: missing 1:27: toml 1:27: toml")]
fn faults_of_professions_have_their_place(#[case] text: &str, #[case] wanted: &str) {
    assert_eq!(told(professions(text).map(|_| ())), wanted);
}

#[test]
fn a_code_twice_is_told_where_it_stands_again() {
    let text = "profession = [\n  { code = \"a\", side = \"home\", label_ja = \"あ\", label_en = \"a\" },\n  { label_ja = \"あ\", code = \"a\", side = \"home\", label_en = \"a\", party = -1 },\n]";
    assert_eq!(told(professions(text).map(|_| ())), "3:28: duplicate 3:72: type");
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
fn faults_of_fees_are_found(#[case] from: &str, #[case] to: &str, #[case] wanted: &str) {
    let text = TALK_FEES.replacen(from, to, 1);
    assert_ne!(text, TALK_FEES);
    let faults = fees(&text).unwrap_err();
    let codes: Vec<&str> = faults.iter().map(|fault| fault.kind.code()).collect();
    assert_eq!(codes.join(" "), wanted, "{faults:?}");
}

#[test]
fn every_fault_has_its_sentence() {
    let texts = ["profession = [{ code = 1, side = \"x\" }, { code = \"a\", b = 1 }, 5", "profession = [{}, {}]"];
    for words in Language::iter().map(Words::of) {
        for text in texts {
            for fault in professions(text).unwrap_err() {
                let sentence = fault.sentence(words);
                assert!(!sentence.contains("talk_fault"), "{sentence}");
            }
        }
        for wanted in Wanted::iter() {
            let wanted: &'static str = wanted.into();
            let key = format!("talk_fault.wanted.{wanted}");
            assert_ne!(words.get(&key), key);
        }
    }
}

fn told(read: Result<(), Vec<TalkFault>>) -> String {
    read.unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
