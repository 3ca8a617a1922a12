use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::disclosure::{Ground, Way};
use crate::domain::episode::{End, EndReason};
use crate::domain::facility::{Ability, Coordinates, Kind, Source, SourceKey};
use crate::domain::person::{Consent, ConsentWay};
use crate::domain::place::Reading;
use crate::domain::task::{Done, TaskState};
use crate::domain::{
    Disclosure, DisclosureId, Doubt, DoubtId, DoubtReason, Episode, EpisodeId, Facility, FacilityId, Listing, Member,
    MemberId, Person, PersonId, Phone, PlaceTable, Role, Task, TemplateId, Verdict,
};

/// One line; with what the door takes out among it.
fn line() -> impl Strategy<Value = String> {
    "[\\PC\u{1b}\u{202e}\u{feff}]{0,12}"
}

fn lines() -> impl Strategy<Value = String> {
    "[\\PC\n\u{9b}]{0,20}"
}

fn day() -> impl Strategy<Value = Date> {
    (2000..2100_i16, 1..13_i8, 1..29_i8).prop_map(|(y, m, d)| date(y, m, d))
}

fn place() -> impl Strategy<Value = Option<Coordinates>> {
    prop::option::of(
        (20.0..46.0_f64, 122.0..154.0_f64).prop_map(|(latitude, longitude)| Coordinates { latitude, longitude }),
    )
}

fn phone() -> impl Strategy<Value = Option<Phone>> {
    prop_oneof![line(), "0[1-9][0-9]{8}( 内線[0-9]{2})?".boxed()].prop_map(|text| Phone::parse(&text))
}

prop_compose! {
    fn listing()(
        key in line(), name in line(), note in prop::option::of(lines()), on in day(), gone in prop::option::of(day()),
        coordinates in place(), phone in phone(), capacity in prop::option::of(1..500_u32),
        capabilities in prop::collection::vec(line(), 0..3),
    ) -> Listing {
        let listing = Listing::new(Source::CareService, SourceKey::Number(key), Kind::new("care:130"), on, name);
        Listing { gone, coordinates, phone, capacity, note, capabilities, ..listing }
    }
}

prop_compose! {
    fn facility()(
        id in any::<[u8; 16]>(), rev in any::<u64>(), listings in prop::collection::vec(listing(), 0..3),
        name in prop::option::of(line()), phone in phone(), coordinates in place(), note in lines(),
        confirmed in prop::option::of(day()), vacancy in prop::option::of(0..9_u32), partner in any::<bool>(),
        abilities in prop::collection::btree_map("[a-z0-9ぁ-ん]{1,6}", prop_oneof![Just(Ability::Yes), Just(Ability::Ask)], 0..3),
    ) -> Record {
        let mut facility = Facility::new(FacilityId::from_bytes(id));
        (facility.rev, facility.listings) = (rev, listings);
        let local = &mut facility.local;
        let identity = &mut local.identity.facts;
        (identity.name, identity.phone, identity.coordinates, identity.partner) = (name, phone, coordinates, partner);
        (local.note.facts, local.note.confirmed_on, local.vacancy.facts.places) = (note, confirmed, vacancy);
        local.capabilities.facts.0 = abilities;
        Record::Facility(facility)
    }
}

fn others() -> impl Strategy<Value = Record> {
    let ids = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<[u8; 16]>());
    let doubt = (ids, day(), any::<Option<bool>>()).prop_map(|((id, a, b), found_on, verdict)| {
        let verdict = verdict.map(|same| if same { Verdict::Same } else { Verdict::Different });
        let (a, b) = (FacilityId::from_bytes(a), FacilityId::from_bytes(b));
        let id = DoubtId::from_bytes(id);
        Record::Doubt(Doubt { id, rev: 3, a, b, reason: DoubtReason::PhoneAndLot, found_on, verdict })
    });
    let reading = || (line(), line()).prop_map(|(name, kana)| Reading { name, kana });
    let table = ("[0-9]{5}", reading(), reading(), prop::collection::vec(reading(), 0..4), day()).prop_map(
        |(code, prefecture, municipality, towns, as_of)| {
            Record::PlaceTable(PlaceTable { rev: 1, code, prefecture, municipality, towns, as_of })
        },
    );
    let member = (any::<[u8; 16]>(), "[a-z]{1,8}", line(), any::<Vec<u32>>(), prop::option::of(day())).prop_map(
        |(id, code, name, uids, left_on)| {
            Record::Member(Member {
                id: MemberId::from_bytes(id),
                rev: 9,
                code,
                name,
                uids,
                role: Role::Write,
                left_on,
            })
        },
    );
    prop_oneof![doubt, table, member, care()]
}

/// A person, a stay, a task, and what was given to whom.
fn care() -> impl Strategy<Value = Record> {
    let ids = (any::<[u8; 16]>(), any::<[u8; 16]>());
    (ids, line(), day(), prop::option::of((0..24_i8, 0..60_i8)), 0..4_u8).prop_map(
        |((id, other), text, on, at, kind)| {
            let at = at.map(|(hour, minute)| jiff::civil::time(hour, minute, 0, 0));
            let (person, episode) = (PersonId::from_bytes(other), EpisodeId::from_bytes(id));
            match kind {
                0 => {
                    let mut person = Person::new(PersonId::from_bytes(id), text.clone());
                    person.key_person.name = Some(text.clone());
                    person.care_manager.facility = Some(FacilityId::from_bytes(other));
                    person.consent = Some(Consent { on, way: ConsentWay::Spoken, scope: text, withdrawn_on: None });
                    person.into()
                }
                1 => {
                    let mut stay = Episode::new(episode, person, on, TemplateId::of("a", "1"));
                    (stay.admitted_at, stay.cause) = (at, Some(text));
                    stay.end = Some(End { on, reason: EndReason::Transfer });
                    stay.into()
                }
                2 => {
                    let mut task = Task::of_item(episode, person, "A03");
                    task.state = TaskState::Done(Done { on, at, by: text.clone(), evidence: text });
                    task.into()
                }
                _ => Disclosure {
                    id: DisclosureId::from_bytes(id),
                    rev: 2,
                    person,
                    episode: Some(episode),
                    at: on.at(9, 30, 0, 0),
                    document: "admission_sheet".to_owned(),
                    sheet: None,
                    contents: text.clone(),
                    to: None,
                    to_name: text,
                    to_address: String::new(),
                    to_desk: String::new(),
                    way: Way::Fax,
                    number: Phone::parse("03-0999-0001"),
                    read_back: true,
                    place: String::new(),
                    receipt: None,
                    ground: Ground::Consent(on),
                    by: "架空".to_owned(),
                }
                .into(),
            }
        },
    )
}

fn export(records: &[Record]) -> String {
    records.iter().map(|record| jsonl::record(record).expect("a line")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_was_exported_is_read_back_byte_for_byte(
        records in prop::collection::vec(prop_oneof![facility().boxed(), others().boxed()], 1..6)
    ) {
        let text = export(&records);
        prop_assert!(looks_like(&text));
        let (rows, rejected) = read(&text, "f");
        prop_assert!(rejected.is_empty(), "{:?}", rejected.iter().map(|row| &row.reason).collect::<Vec<_>>());
        let back: Vec<Record> = rows.into_iter().map(|row| row.record).collect();
        prop_assert_eq!(export(&back), text);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[\\PC\n{}\":,]{0,80}") {
        let (rows, rejected) = read(&text, "f");
        prop_assert!(rows.is_empty() || rejected.is_empty() || looks_like(&text));
    }
}

fn reason(line: &str) -> Reason {
    let (rows, mut rejected) = read(line, "f");
    assert_eq!((rows.len(), rejected.len()), (0, 1), "{line}");
    rejected.pop().expect("one").reason
}

const ID: &str = "01980000-0000-7000-8000-000000000001";

#[test]
fn each_line_that_cannot_be_taken_says_why() {
    let bad = |fields: &str| reason(&format!("{{\"kind\":\"facility\",\"record\":{{\"id\":\"{ID}\"{fields}}}}}"));
    assert_eq!(reason("{\"kind\":\"facility\""), Reason::NotARecord);
    assert_eq!(reason("[]"), Reason::NotARecord);
    assert_eq!(reason("{\"kind\":\"facility\",\"record\":7}"), Reason::NotARecord);
    assert_eq!(reason("{\"kind\":\"parade\",\"record\":{}}"), Reason::UnknownRecord("parade".into()));
    assert_eq!(reason("{\"kind\":\"facility\",\"record\":{}}"), Reason::BadRecord("missing field `id`".into()));
    assert_eq!(bad(",\"local\":{\"mood\":\"good\"}"), Reason::UnknownField("mood".into()));
    assert_eq!(bad(",\"listings\":7"), Reason::BadRecord("expected a sequence".into()));
    let Reason::BadRecord(cause) = bad(",\"listings\":\"架空花子\"") else { panic!("not that reason") };
    assert!(!cause.contains("架空花子"), "{cause}");
    let more = format!("{{\"kind\":\"facility\",\"record\":{{\"id\":\"{ID}\"}},\"more\":1}}");
    assert_eq!(reason(&more), Reason::UnknownField("more".into()));
}

#[test]
fn numbers_of_lines_count_blank_ones_and_good_lines_are_taken_all_the_same() {
    let good = format!("{{\"kind\":\"facility\",\"record\":{{\"id\":\"{ID}\",\"rev\":7}}}}");
    let (rows, rejected) = read(&format!("\r\n{good}\r\n\nx\n"), "f");
    assert_eq!((rows[0].line, rows[0].record.rev()), (2, 0));
    assert_eq!((rejected[0].line, rejected[0].cells.as_slice()), (4, ["x".to_owned()].as_slice()));
}

#[test]
fn escape_sequences_stay_outside_and_a_name_is_one_line() {
    let name = r"\u001b]52;c;aGk=\u0007梟\n谷\u202e";
    let local =
        format!("{{\"identity\":{{\"facts\":{{\"name\":\"{name}\"}}}},\"note\":{{\"facts\":\"一\\n二\\u009b\"}}}}");
    let (rows, _) = read(&format!("{{\"kind\":\"facility\",\"record\":{{\"id\":\"{ID}\",\"local\":{local}}}}}"), "f");
    let Record::Facility(facility) = &rows[0].record else { panic!("a facility") };
    assert_eq!(facility.local.identity.facts.name.as_deref(), Some("]52;c;aGk=梟 谷"));
    assert_eq!(facility.local.note.facts, "一\n二");
}
