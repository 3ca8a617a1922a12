//! The emergency cards: found in three keys, read out on one page, written down when opened.

mod desk;

use std::collections::BTreeSet;

use desk::Desk;
use renkei::app::Overlay;
use renkei::domain::card::{Contact, Resuscitation};
use renkei::domain::{Person, PersonId, Phone};
use renkei::exchange::demo;
use renkei::message::Effect;
use renkei::paint::Widths;
use renkei::port::{EntityKind, Put, Record};
use rstest::rstest;

fn people() -> Vec<Person> {
    let records = demo::care(desk::now().today(), &renkei::rulebook::builtin());
    records.into_iter().filter_map(Record::into_person).collect()
}

fn desk() -> Desk {
    Desk::demo_with_people(80, 24, Widths::Wide)
}

/// Whose opening was written down, and how.
fn opened(desk: &Desk) -> Vec<(&'static str, PersonId, String)> {
    let opened = desk.asked.iter().filter_map(|effect| match effect {
        Effect::Witness { action, records, note } => match records.as_slice() {
            [(EntityKind::Person, key)] => Some((*action, PersonId::from_bytes(*key), note.clone())),
            _ => None,
        },
        _ => None,
    });
    opened.collect()
}

#[test]
fn from_the_start_screen_three_keys_and_the_letters_of_the_name_open_the_right_card() {
    for person in people() {
        let mut desk = desk();
        desk.press("3 /");
        // As one types on the telephone: the reading, in romaji or kana.
        desk.commit(person.kana.as_deref().expect("a reading"));
        desk.press("enter");
        if person.card.restricted {
            assert!(opened(&desk).is_empty(), "not without a reason");
            desk.press("1");
        }
        assert!(matches!(desk.app.overlays().last(), Some(Overlay::Page(_))), "{}", desk.screen());
        let action = if person.card.restricted { "emergency_open" } else { "open" };
        let [(said, id, note)] = opened(&desk).try_into().unwrap_or_else(|all| panic!("one line: {all:?}"));
        assert_eq!((said, id), (action, person.id));
        assert_eq!(note == "ambulance", person.card.restricted, "{note}");
        assert!(desk.screen().contains(&person.name), "{}", desk.screen());
    }
}

fn longest() -> Person {
    let mut person = people().remove(0);
    person.id = PersonId::new();
    person.rev = 0;
    let long = "とても長い記入が続きます".repeat(20);
    (person.name, person.kana) = ("架空 長右衛門".to_owned(), Some("カクウ チョウエモン".to_owned()));
    person.address = Some(long.clone());
    let card = &mut person.card;
    (card.entry, card.language) = (long.clone(), long.clone());
    let contact = |n: u8| Contact {
        name: format!("架空 家族{n}"),
        relation: "長女の夫".to_owned(),
        mobile: Phone::parse("090-0000-0001"),
        home: Phone::parse("03-0000-0002"),
        work: Phone::parse("03-0000-0003"),
        hours: "平日18時以降、ただし木曜を除く事もある".to_owned(),
        ..Contact::default()
    };
    card.contacts = (0..6).map(contact).collect();
    let medical = &mut card.medical;
    for text in [
        &mut medical.allergies,
        &mut medical.illnesses,
        &mut medical.history,
        &mut medical.infections,
        &mut medical.medicines,
        &mut medical.device_note,
        &mut medical.talking,
        &mut medical.walking,
        &mut medical.vitals,
    ] {
        text.clone_from(&long);
    }
    medical.devices = renkei::domain::card::devices().iter().map(|info| info.code.to_owned()).collect();
    medical.anticoagulant = true;
    card.wishes.resuscitation = Some(Resuscitation::NotWanted);
    card.wishes.treatment.clone_from(&long);
    let call = renkei::domain::card::EmergencyCall {
        at: Some(desk::now().wall.datetime()),
        found_at: "9:35".to_owned(),
        symptoms: long.clone(),
        course: long.clone(),
        last_meal: "7時".to_owned(),
        vitals: long.clone(),
        done: long,
        caller: "架空".to_owned(),
    };
    card.keep_call(call);
    person
}

/// The page of a person; `None` where the card is restricted and asks first.
fn page_of(desk: &mut Desk, person: &Person) -> String {
    desk.press("3 /");
    desk.commit(person.kana.as_deref().expect("a reading"));
    desk.press("enter");
    if person.card.restricted {
        desk.press("1");
    }
    desk.screen()
}

#[rstest]
#[case(80, 24, Widths::Wide)]
#[case(80, 24, Widths::Narrow)]
#[case(120, 40, Widths::Wide)]
fn the_page_for_119_needs_no_scrolling(#[case] columns: u16, #[case] rows: u16, #[case] widths: Widths) {
    let mut all = people();
    all.push(longest());
    for person in all {
        let mut desk = Desk::demo_with_people(columns, rows, widths);
        if person.rev == 0 && person.name == "架空 長右衛門" {
            desk.written_elsewhere(vec![Put::Save(Record::Person(person.clone()))]);
        }
        let before = page_of(&mut desk, &person);
        assert!(before.contains("119へ読む"), "{before}");
        desk.press("pagedown end");
        assert_eq!(desk.screen(), before, "there is nothing below");
        for label in ["だれ", "意向"] {
            assert!(before.contains(label), "{label}: {before}");
        }
        if person.card.wishes.resuscitation == Some(Resuscitation::NotWanted) {
            assert!(before.contains("消防が決めます"), "never a bare tick: {before}");
        }
        if !person.doctor.is_empty() {
            assert!(before.contains("主治医"), "{before}");
        }
        // A call of long ago is not the one of now.
        let called = person.card.calls.iter().any(|call| call.at == Some(desk::now().wall.datetime()));
        assert_eq!(before.contains("今の様子"), called, "{before}");
        if called {
            for said in ["9:35", "症状", "最後の食事", "バイタル"] {
                assert!(before.contains(said), "{said}: {before}");
            }
        }
    }
}

#[test]
fn a_wish_that_lacks_its_paper_says_so_on_both_pages() {
    let mut person = people().remove(0);
    (person.id, person.rev) = (PersonId::new(), 0);
    (person.name, person.kana) = ("架空 望".to_owned(), Some("カクウ ノゾミ".to_owned()));
    person.doctor = renkei::domain::person::Supporter::default();
    person.card.restricted = false;
    person.card.wishes =
        renkei::domain::card::Wishes { resuscitation: Some(Resuscitation::NotWanted), ..Default::default() };
    let mut desk = desk();
    desk.written_elsewhere(vec![Put::Save(Record::Person(person.clone()))]);
    let page = page_of(&mut desk, &person);
    for text in ["望まない", "本人が署名した書面", "医師の署名", "24時間", "消防が決めます"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    desk.press("1");
    assert!(desk.screen().contains("カードの全部"), "{}", desk.screen());
}

#[test]
fn a_number_that_changes_in_the_register_is_right_on_an_open_card_at_once() {
    let mut desk = desk();
    let person = people()
        .into_iter()
        .find(|person| person.doctor.facility.is_some() && !person.card.restricted)
        .expect("somebody with a doctor");
    page_of(&mut desk, &person);
    let id = person.doctor.facility.expect("a doctor");
    let mut doctor = desk.facility(id).expect("in the register");
    doctor.local.desk.facts.night_phone = Phone::parse("03-0999-0119");
    doctor.local.desk.facts.direct_phone = None;
    assert!(!desk.screen().contains("03-0999-0119"));
    desk.written_elsewhere(vec![Put::Save(Record::Facility(doctor))]);
    desk.press("1 end");
    let mut seen = desk.screen();
    for _ in 0..10 {
        desk.press("pageup");
        seen.push_str(&desk.screen());
    }
    assert!(seen.contains("03-0999-0119"), "{seen}");
}

#[test]
fn a_card_is_confirmed_by_one_key_and_taken_back_by_one() {
    let mut desk = desk();
    desk.press("3");
    let id = desk.app.shown_cards().and_then(renkei::pane::card::CardPane::selected).expect("somebody");
    let before = desk.app.context().casebook.person(id).expect("there").clone();
    assert_ne!(before.reviewed_on, Some(desk::now().today()));
    desk.press("o");
    let after = desk.app.context().casebook.person(id).expect("there").clone();
    assert_eq!(after.reviewed_on, Some(desk::now().today()));
    assert_eq!(after.card.changed_on, before.card.changed_on, "a look is no change");
    desk.press("u");
    let back = desk.app.context().casebook.person(id).expect("there").clone();
    assert_eq!((back.reviewed_on, back.card), (before.reviewed_on, before.card));
}

#[test]
fn every_round_lists_whom_it_is_about_and_the_list_says_no_illness() {
    let mut desk = desk();
    desk.press("3");
    let all = desk.app.shown_cards().expect("the pane").persons().len();
    assert_eq!(all, people().len());
    let mut listed = BTreeSet::new();
    for digit in ["2", "3", "5", "7", "9", "0"] {
        desk.press("f6");
        desk.press(digit);
        let persons = desk.app.shown_cards().expect("the pane").persons().to_vec();
        assert!(persons.len() < all, "a round is a part: {}", desk.screen());
        listed.extend(persons);
        desk.press("esc");
        assert_eq!(desk.app.shown_cards().expect("the pane").persons().len(), all);
    }
    assert!(listed.len() > 5, "the demo has something for the rounds");
    let illnesses: Vec<String> = people().iter().map(|person| person.card.medical.illnesses.clone()).collect();
    for _ in 0..people().len() {
        desk.press("down");
        let screen = desk.screen();
        for text in illnesses.iter().flat_map(|text| text.lines()).filter(|text| !text.is_empty()) {
            assert!(!screen.contains(text), "{text}: {screen}");
        }
    }
}

#[test]
fn the_list_for_disasters_goes_by_area_and_says_on_what_somebody_depends() {
    let mut desk = Desk::demo_with_people(120, 40, Widths::Wide);
    desk.press("3 f6");
    // The last row of the rounds; below it stands the list of accesses.
    desk.press("end up enter");
    let persons = desk.app.shown_cards().expect("the pane").persons().to_vec();
    assert!(!persons.is_empty());
    let book = desk.app.context().casebook;
    let areas: Vec<(bool, String)> = persons
        .iter()
        .filter_map(|id| book.person(*id))
        .map(|person| (person.card.area.is_empty(), person.card.area.clone()))
        .collect();
    assert!(areas.is_sorted(), "{areas:?}");
    assert!(persons.iter().filter_map(|id| book.person(*id)).all(|person| person.card.is_for_disasters()));
    assert!(desk.screen().contains("独居") || desk.screen().contains("在宅酸素"), "{}", desk.screen());
}

#[test]
fn japanese_typed_on_the_list_looks_for_a_card() {
    let mut desk = desk();
    desk.press("3");
    let person = people().into_iter().find(|person| !person.card.restricted).expect("somebody");
    desk.commit(person.kana.as_deref().expect("a reading"));
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::People(_))), "{}", desk.screen());
    desk.press("enter");
    assert_eq!(opened(&desk).len(), 1);
}

#[test]
fn whose_role_is_meetings_opens_a_card_in_an_emergency_only() {
    let mut desk = Desk::for_meetings();
    desk.press("3 enter");
    assert!(desk.screen().contains("開く理由") && opened(&desk).is_empty(), "{}", desk.screen());
    desk.press("2");
    let [(action, _, reason)] = opened(&desk).try_into().unwrap_or_else(|all| panic!("one line: {all:?}"));
    assert_eq!((action, reason.as_str()), ("emergency_open", "safety"));
}

#[test]
fn no_key_of_the_list_shows_a_restricted_card_without_a_reason() {
    let person = people().into_iter().find(|person| person.card.restricted).expect("the demo has one");
    for key in ["f2", "e", "H", "shift-f10", "enter", "right"] {
        let mut desk = desk();
        desk.press("3");
        while desk.app.shown_cards().and_then(renkei::pane::card::CardPane::selected) != Some(person.id) {
            desk.press("down");
        }
        desk.press(key);
        assert!(desk.screen().contains("開く理由") && opened(&desk).is_empty(), "{key}: {}", desk.screen());
    }
}

#[test]
fn the_log_tells_what_was_changed_on_a_card_in_exchange_for_a_line_and_not_of_a_restricted_one() {
    for person in people() {
        let mut desk = desk();
        let mut changed = person.clone();
        (changed.rev, changed.card.medical.allergies) = (1, "架空そばアレルギー".to_owned());
        desk.written_elsewhere(vec![renkei::port::Put::Save(changed.into())]);
        desk.press("3 L enter");
        let screen = desk.screen();
        let seen = opened(&desk);
        if person.card.restricted {
            assert!(!screen.contains("架空そば") && screen.contains("閲覧制限のあるカードの人"), "{screen}");
            assert_eq!(seen, []);
        } else {
            assert!(screen.contains("架空そば"), "{screen}");
            assert_eq!(seen, [("view", person.id, "screen log".to_owned())]);
        }
    }
}

#[test]
fn going_on_with_a_draft_opens_the_card_and_a_restricted_one_with_a_reason_only() {
    for person in people() {
        let mut desk = desk();
        let unsaved = renkei::port::draft::Unsaved {
            id: renkei::domain::DraftId::new(),
            kind: EntityKind::Person,
            key: person.id.to_bytes(),
            base: Some(person.clone().into()),
            fields: [("medical.allergies".to_owned(), "架空そばアレルギー".to_owned())].into(),
            beside: Vec::new(),
        };
        let author = renkei::domain::Author::account(1000, "中村");
        let draft = renkei::port::draft::Draft { author, at: desk.now.wall.timestamp(), unsaved };
        desk.send(renkei::message::Msg::Drafts(vec![draft]));
        desk.press("3 d enter");
        let screen = desk.screen();
        assert_eq!(screen.contains("開く理由"), person.card.restricted, "{screen}");
        let wanted = ("open", person.id, "screen form".to_owned());
        assert_eq!(opened(&desk), if person.card.restricted { vec![] } else { vec![wanted] });
    }
}

#[test]
fn a_form_opened_from_the_list_is_written_down_and_marks_go_with_their_persons() {
    let mut desk = desk();
    desk.press("3 f2");
    assert!(matches!(opened(&desk).as_slice(), [("open", _, note)] if note == "screen form"), "{:?}", opened(&desk));
    desk.press("esc f6 2 space space o");
    let cards = desk.app.shown_cards().expect("the pane");
    assert!(cards.marks.iter().all(|id| cards.persons().contains(id)), "{}", desk.screen());
}

#[test]
fn a_talk_about_wishes_is_read_whole_and_mended() {
    let records = demo::care(desk::now().today(), &renkei::rulebook::builtin());
    let talk = records
        .into_iter()
        .filter_map(Record::into_acp_talk)
        .find(|talk| !talk.treatments.is_empty() && talk.holds())
        .expect("the demo has one");
    let mut desk = desk();
    let person = people().into_iter().find(|person| person.id == talk.person).expect("whose it is");
    page_of(&mut desk, &person);
    desk.press("1");
    let mut whole = desk.screen();
    for _ in 0..12 {
        desk.press("pagedown");
        whole += &desk.screen();
    }
    for treatment in talk.treatments.keys() {
        let label = desk.app.words().get(&format!("form.acp.treatment.{treatment}")).to_owned();
        assert!(whole.contains(&label), "{treatment}: {label}: {whole}");
    }
    desk.press("8 enter");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    assert!(desk.screen().contains("意向の話合い") && desk.screen().contains(&person.name), "{}", desk.screen());
}

#[test]
fn a_card_that_stays_open_says_who_is_reached_at_this_hour() {
    let changes = |person: &Person, hour: i8, minute: i8| {
        let mut desk = desk();
        let (day, zone) = (desk.now.wall.date(), desk.now.wall.time_zone().clone());
        desk.now.wall = day.at(hour, minute, 0, 0).to_zoned(zone).unwrap();
        let before = page_of(&mut desk, person);
        assert!(desk.app.deadline().is_some_and(|at| at <= desk.now.mono + std::time::Duration::from_secs(61)));
        // Four minutes in which nobody touches a key.
        desk.now.wall = &desk.now.wall + jiff::SignedDuration::from_mins(4);
        desk.wait(240_000);
        before != desk.screen()
    };
    // Around the hours at which offices close.
    let hours = [(16, 58), (17, 13), (17, 28), (17, 58), (18, 58)];
    let found = people().iter().any(|person| hours.iter().any(|(hour, minute)| changes(person, *hour, *minute)));
    assert!(found, "somebody's office closes in the evening");
    assert!(!people().iter().take(5).any(|person| changes(person, 3, 0)), "nothing opens at three in the night");
}
