//! What the talks of a stay come to, on the built-in data: 退院・退所加算 and the fees of the others (domain.md 2.2).

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use jiff::civil::{Date, date, time};
use renkei::domain::conference::{Conference, Counts, Participant, Side, Standing, StayCheck, Step, TalkKind, check};
use renkei::domain::episode::{End, EndReason};
use renkei::domain::talk_fee::{Missing, Odd};
use renkei::domain::{CareLevel, ConferenceId, Episode, EpisodeId, PersonId, TemplateId};
use renkei::rulebook::builtin;
use rstest::rstest;

const ADMITTED: Date = date(2026, 5, 1);
const DISCHARGED: Date = date(2026, 6, 10);

fn stay() -> Episode {
    let template = TemplateId::of("test", "1");
    Episode::new(EpisodeId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]), ADMITTED, template)
}

fn home() -> Episode {
    ended(EndReason::Home)
}

fn ended(reason: EndReason) -> Episode {
    Episode { end: Some(End { on: DISCHARGED, reason }), ..stay() }
}

/// The codes of those who were there, with the side of their profession; `@hospital` and so on puts one elsewhere.
fn people(codes: &str) -> Vec<Participant> {
    let professions = builtin().professions;
    codes
        .split_whitespace()
        .map(|word| {
            let (code, side) = word.split_once('@').unwrap_or((word, ""));
            let own = professions.get(code).map_or(Side::Home, |profession| profession.side);
            let side = if side.is_empty() { own } else { side.parse().unwrap() };
            Participant { profession: code.to_owned(), side, place: String::new(), name: String::new() }
        })
        .collect()
}

fn talk_on(n: u8, on: Date, kind: TalkKind, who: &str) -> Conference {
    Conference {
        id: ConferenceId::from_bytes([n; 16]),
        rev: 0,
        episode: stay().id,
        person: stay().person,
        kind,
        on,
        from: Some(time(14, 0, 0, 0)),
        until: None,
        by_video: false,
        place: "架空病院 3階".to_owned(),
        participants: people(who),
        points: "食事と薬".to_owned(),
        document_copied: true,
        consented: true,
    }
}

const FULL: &str = "hospital_nurse care_manager home_doctor visiting_nurse family";
const PLAIN: &str = "hospital_social_worker care_manager";

/// `c5` is a conference with everything on the 5th of June, `i5` an interview, `w5` a conference that lacks its document.
fn talks(text: &str) -> Vec<Conference> {
    (1u8..)
        .zip(text.split_whitespace())
        .map(|(n, word)| {
            let (kind, day) = word.split_at(1);
            let on =
                DISCHARGED.first_of_month().saturating_add(jiff::Span::new().days(day.parse::<i64>().unwrap() - 1));
            match kind {
                "c" => talk_on(n, on, TalkKind::Conference, FULL),
                "i" => talk_on(n, on, TalkKind::Interview, PLAIN),
                "w" => Conference { document_copied: false, ..talk_on(n, on, TalkKind::Conference, FULL) },
                other => panic!("{other}"),
            }
        })
        .collect()
}

fn checked(episode: &Episode, level: CareLevel, talks: &[Conference]) -> StayCheck {
    let rulebook = builtin();
    check(episode, level, talks, &rulebook.professions, &rulebook.talk_fees)
}

#[rstest]
#[case::nothing("", 0, 0, None)]
#[case::one_interview("i5", 1, 0, Some("1i"))]
#[case::one_conference("c5", 1, 1, Some("1ro"))]
#[case::two_interviews("i3 i5", 2, 0, Some("2i"))]
#[case::three_interviews_stay_two("i2 i3 i5", 3, 0, Some("2i"))]
#[case::one_of_each("i3 c5", 2, 1, Some("2ro"))]
#[case::two_conferences("c3 c5", 2, 2, Some("2ro"))]
#[case::three_with_one_conference("i2 i3 c5", 3, 1, Some("3"))]
#[case::three_conferences("c2 c3 c5", 3, 3, Some("3"))]
#[case::four("i1 i2 i3 c5", 4, 1, Some("3"))]
#[case::same_day_twice("i5 i5", 1, 0, Some("1i"))]
#[case::same_day_conference_counts("i5 c5", 1, 1, Some("1ro"))]
#[case::same_day_conference_first("c5 i5", 1, 1, Some("1ro"))]
#[case::two_conferences_of_a_day("c5 c5", 1, 1, Some("1ro"))]
#[case::same_day_beside_another("i3 i5 c5", 2, 1, Some("2ro"))]
#[case::without_its_document_a_talk("w5", 1, 0, Some("1i"))]
#[case::without_its_document_beside_a_whole_one("w5 c5", 1, 1, Some("1ro"))]
#[case::the_day_of_discharge("i10", 1, 0, Some("1i"))]
#[case::seven_days_after("i17", 1, 0, Some("1i"))]
#[case::eight_days_after("i18", 0, 0, None)]
#[case::after_and_before("i18 c5", 1, 1, Some("1ro"))]
#[case::before_the_admission("i-40", 0, 0, None)]
#[case::the_day_of_admission("i-30", 1, 0, Some("1i"))]
fn talks_are_counted(
    #[case] text: &str,
    #[case] counted: usize,
    #[case] conferences: usize,
    #[case] class: Option<&str>,
) {
    let check = checked(&home(), CareLevel::Care2, &talks(text));
    assert_eq!((check.counted, check.conferences, check.class.as_deref()), (counted, conferences, class), "{check:#?}");
    assert_eq!((check.standing, check.last_day), (Standing::Applies, Some(date(2026, 6, 17))));
}

/// What makes a conference one, and what of it is missing.
#[rstest]
#[case::whole(FULL, &[])]
#[case::without_the_care_manager_it_is_one("hospital_doctor home_doctor pharmacist visiting_nurse", &[])]
#[case::all_six("hospital_doctor clinic_nurse dental_hygienist pharmacist visiting_speech_therapist care_manager consultation_specialist", &[])]
#[case::two_parties("hospital_nurse care_manager home_doctor", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::one_party_twice("hospital_nurse care_manager home_doctor clinic_nurse", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::dentist_and_hygienist_are_one("hospital_nurse care_manager dentist dental_hygienist", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::assistant_nurse_is_none("hospital_nurse care_manager home_doctor assistant_nurse", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::equipment_is_none("hospital_nurse care_manager home_doctor welfare_equipment care_worker", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::hospital_pharmacist_is_none("hospital_nurse hospital_pharmacist care_manager home_doctor", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::family_is_none("hospital_nurse care_manager person family guardian", &[Missing::Parties { present: 1, needed: 3 }])]
#[case::a_social_worker_alone_does_not_lead("hospital_social_worker care_manager home_doctor pharmacist", &[Missing::Lead])]
#[case::nobody_of_the_hospital("care_manager home_doctor pharmacist", &[Missing::Lead])]
#[case::nobody("", &[Missing::Parties { present: 0, needed: 3 }, Missing::Lead, Missing::Participants])]
#[case::noted_on_another_side("hospital_nurse care_manager home_doctor pharmacist@hospital", &[Missing::Parties { present: 2, needed: 3 }])]
#[case::unknown("hospital_nurse care_manager home_doctor wizard", &[Missing::Parties { present: 2, needed: 3 }])]
fn a_conference_needs_three_parties_and_the_hospital(#[case] who: &str, #[case] missing: &[Missing]) {
    let check = checked(&home(), CareLevel::Care1, &[talk_on(1, DISCHARGED, TalkKind::Conference, who)]);
    assert_eq!(check.talks[0].missing, missing, "{check:#?}");
    assert_eq!(check.talks[0].is_conference, missing.is_empty());
}

#[rstest]
#[case(|talk: &mut Conference| talk.from = None, Missing::Time)]
#[case(|talk: &mut Conference| talk.place = " ".to_owned(), Missing::Place)]
#[case(|talk: &mut Conference| talk.points = String::new(), Missing::Points)]
#[case(|talk: &mut Conference| talk.document_copied = false, Missing::Document)]
#[case(|talk: &mut Conference| talk.consented = false, Missing::Consent)]
#[case(|talk: &mut Conference| talk.kind = TalkKind::Interview, Missing::Conference)]
fn each_recorded_fact_is_asked_for(#[case] change: fn(&mut Conference), #[case] missing: Missing) {
    let mut talk = talk_on(1, DISCHARGED, TalkKind::Conference, FULL);
    change(&mut talk);
    let check = checked(&home(), CareLevel::Care1, &[talk]);
    assert_eq!((&check.talks[0].missing, &check.talks[0].counts), (&vec![missing], &Counts::Talk));
    assert_eq!(check.class.as_deref(), Some("1i"));
}

#[test]
fn over_video_a_conference_needs_no_place() {
    let talk =
        Conference { place: String::new(), by_video: true, ..talk_on(1, DISCHARGED, TalkKind::Conference, FULL) };
    assert_eq!(checked(&home(), CareLevel::Care1, &[talk]).class.as_deref(), Some("1ro"));
}

#[test]
fn who_counts_as_nothing_is_told() {
    let talk = talk_on(1, DISCHARGED, TalkKind::Interview, "hospital_nurse care_manager wizard pharmacist@hospital");
    let check = checked(&home(), CareLevel::Care1, &[talk]);
    let wanted = [Odd::Unknown("wizard".to_owned()), Odd::OtherSide("pharmacist".to_owned())];
    assert_eq!(check.talks[0].presence.odd, wanted);
    assert_eq!(check.talks[0].counts, Counts::Talk);
}

/// The fee is the care manager's, and what was learnt must be the hospital's.
#[rstest]
#[case("hospital_nurse", Missing::OneOf(vec![5]))]
#[case("care_manager", Missing::Hospital)]
fn a_talk_needs_the_care_manager_and_the_hospital(#[case] who: &str, #[case] missing: Missing) {
    let check = checked(&home(), CareLevel::Care1, &[talk_on(1, DISCHARGED, TalkKind::Interview, who)]);
    assert_eq!((&check.talks[0].counts, check.class), (&Counts::Lacks(vec![missing]), None));
}

#[rstest]
#[case(home(), CareLevel::Support2, Standing::Support, None)]
#[case(home(), CareLevel::Programme, Standing::Support, None)]
#[case(stay(), CareLevel::Support1, Standing::Support, None)]
#[case(home(), CareLevel::Care5, Standing::Applies, Some("1ro"))]
#[case(stay(), CareLevel::Care1, Standing::Applies, Some("1ro"))]
#[case(home(), CareLevel::Applying, Standing::Uncertain(CareLevel::Applying), Some("1ro"))]
#[case(home(), CareLevel::Unknown, Standing::Uncertain(CareLevel::Unknown), Some("1ro"))]
#[case(ended(EndReason::Death), CareLevel::Care1, Standing::Ended(EndReason::Death), None)]
#[case(ended(EndReason::Transfer), CareLevel::Care1, Standing::Ended(EndReason::Transfer), None)]
#[case(ended(EndReason::Institution), CareLevel::Care1, Standing::Ended(EndReason::Institution), None)]
#[case(ended(EndReason::Cancelled), CareLevel::Support1, Standing::Ended(EndReason::Cancelled), None)]
fn the_fee_is_for_care_levels_who_go_home(
    #[case] episode: Episode,
    #[case] level: CareLevel,
    #[case] standing: Standing,
    #[case] class: Option<&str>,
) {
    let check = checked(&episode, level, &talks("c5"));
    assert_eq!((check.standing, check.class.as_deref()), (standing, class));
    assert_eq!(check.counted, 1, "the talks are counted all the same");
}

#[rstest]
#[case("", &[("1i", 0, 1), ("1ro", 1, 0), ("2i", 0, 2), ("2ro", 1, 1), ("3", 1, 2)])]
#[case("i5", &[("2i", 0, 1), ("2ro", 1, 0), ("3", 1, 1)])]
#[case("c5", &[("2ro", 0, 1), ("3", 0, 2)])]
#[case("i3 i5", &[("3", 1, 0)])]
#[case("i3 c5", &[("3", 0, 1)])]
#[case("i2 i3 c5", &[])]
fn the_way_to_a_higher_class_is_told(#[case] text: &str, #[case] wanted: &[(&str, usize, usize)]) {
    let check = checked(&stay(), CareLevel::Care3, &talks(text));
    let steps: Vec<(&str, usize, usize)> = check
        .steps
        .iter()
        .map(|Step { class, conferences, others, .. }| (class.as_str(), *conferences, *others))
        .collect();
    assert_eq!(steps, wanted);
}

#[test]
fn before_the_rules_began_nothing_is_counted() {
    let episode = Episode { admitted_on: date(2010, 1, 1), ..stay() };
    let talk = talk_on(1, date(2010, 1, 5), TalkKind::Conference, FULL);
    let check = checked(&episode, CareLevel::Care1, &[talk]);
    assert_eq!((check.standing, &check.talks[0].counts), (Standing::NoRule, &Counts::NoRule));
    assert_eq!((check.class, check.counterparts.len()), (None, 0));
}

#[test]
fn talks_of_another_stay_are_not_looked_at() {
    let other =
        Conference { episode: EpisodeId::from_bytes([9; 16]), ..talk_on(1, DISCHARGED, TalkKind::Interview, PLAIN) };
    assert!(checked(&home(), CareLevel::Care1, &[other]).talks.is_empty());
}

#[test]
fn the_hospital_has_its_own_conditions() {
    // The conference of the 5th is note 3; an interview of that day would be paid only without it, that of the 3rd is paid.
    let check = checked(&home(), CareLevel::Care1, &talks("i3 i5 c5"));
    let of = |code: &str| check.counterparts.iter().find(|one| one.code == code).unwrap();
    assert_eq!(of("joint_guidance_note_3").met_on, [date(2026, 6, 5)]);
    assert_eq!(of("care_link").met_on, [date(2026, 6, 3)]);
    assert_eq!(of("care_link").yielded, [(date(2026, 6, 5), "joint_guidance_note_3".to_owned())]);
    assert_eq!(of("visiting_nurse_guidance").met_on, [date(2026, 6, 5)]);

    // Twice a stay, and not after the discharge.
    let check = checked(&home(), CareLevel::Support1, &talks("i2 i3 i4 i12"));
    let of = |code: &str| check.counterparts.iter().find(|one| one.code == code).unwrap();
    assert_eq!(of("care_link").met_on, [date(2026, 6, 2), date(2026, 6, 3)]);
    let note = of("joint_guidance_note_3");
    assert!(note.met_on.is_empty());
    assert_eq!(note.missing, [Missing::Conference, Missing::Parties { present: 1, needed: 3 }, Missing::Lead]);
    assert_eq!(of("visiting_nurse_guidance").missing, [Missing::OneOf(vec![4])]);
}
