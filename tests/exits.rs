//! Every way out for something about persons: one disclosure for each person, on what ground, and nothing of what a mask hides.

mod desk;

use std::collections::BTreeSet;

use desk::Desk;
use renkei::domain::card::Moment;
use renkei::domain::disclosure::{Ground, Way};
use renkei::domain::{Person, PersonId, era};
use renkei::exchange::demo;
use renkei::exchange::export::person::{CardFormat, CardOptions, CardPage, Masks, render};
use renkei::message::{Effect, HandOver, Outlet};
use renkei::overlay::hand_over::Exit;
use renkei::paint::Widths;
use renkei::port::Record;
use renkei::words::{Language, Words};
use strum::IntoEnumIterator;

fn people() -> Vec<Person> {
    let records = demo::care(desk::now().today(), &renkei::rulebook::builtin());
    records.into_iter().filter_map(Record::into_person).collect()
}

/// At the list of cards with this person selected.
fn at(person: PersonId) -> Desk {
    at_width(person, Widths::Wide)
}

fn at_width(person: PersonId, widths: Widths) -> Desk {
    let mut desk = Desk::demo_with_people(80, 24, widths);
    desk.press("3");
    while desk.app.shown_cards().and_then(renkei::pane::card::CardPane::selected) != Some(person) {
        desk.press("down");
    }
    desk
}

/// Opens the menu of ways out; a restricted card asks first why it is opened.
fn hand_over(desk: &mut Desk) {
    desk.press("f4");
    if desk.screen().contains("開く理由") {
        desk.press("1");
    }
}

/// What was written down of openings: how, of how many, and why.
fn opened(desk: &Desk) -> Vec<(&'static str, usize, String)> {
    let opened = desk.asked.iter().filter_map(|effect| match effect {
        Effect::Witness { action, records, note } => Some((*action, records.len(), note.clone())),
        _ => None,
    });
    opened.collect()
}

fn consents(person: &Person) -> bool {
    person.consent.as_ref().is_some_and(|consent| consent.holds_on(desk::now().today()))
}

fn handed(desk: &Desk) -> Vec<HandOver> {
    let all = desk.asked.iter().filter_map(|effect| match effect {
        Effect::HandOver(handed) => Some((**handed).clone()),
        _ => None,
    });
    all.collect()
}

#[test]
fn the_usual_way_out_is_three_keys() {
    let person = people().into_iter().find(consents).expect("somebody who agreed");
    let mut desk = at(person.id);
    // To a provider, the numbers.
    desk.press("f4 3 1");
    let [handed] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    let [disclosure] = handed.disclosures.as_slice() else { panic!("one person") };
    assert_eq!((disclosure.person, disclosure.way, disclosure.by.as_str()), (person.id, Way::Copied, "中村"));
    assert_eq!(disclosure.ground, Ground::Consent(person.consent.expect("agreed").on));
    assert!(matches!(handed.outlet, Outlet::Copy { items: 1, .. }));
}

#[test]
fn without_a_consent_a_reason_is_asked_for() {
    let person = people()
        .into_iter()
        .find(|person| !consents(person) && person.card.emergency_consent_on.is_none())
        .expect("somebody");
    let mut desk = at(person.id);
    desk.press("f4 3");
    assert!(desk.screen().contains("同意の記録がありません"), "{}", desk.screen());
    desk.press("1 3");
    let [handed] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    assert!(matches!(&handed.disclosures[0].ground, Ground::Reason(reason) if reason.contains("生命")), "{handed:?}");
}

#[test]
fn every_choice_leaves_a_disclosure_and_the_text_of_its_preview() {
    let person = people().into_iter().find(consents).expect("somebody who agreed");
    let mut forms = BTreeSet::new();
    let menu =
        Exit::menu().iter().enumerate().filter(|(_, exit)| **exit != Exit::Files).map(|(at, exit)| (vec![at], *exit));
    let files_at = Exit::menu().iter().position(|exit| *exit == Exit::Files).expect("files");
    let files = Exit::files().iter().enumerate().map(|(at, exit)| (vec![files_at, at], *exit));
    for (path, exit) in menu.chain(files) {
        // The code of a contact needs half blocks of one cell.
        let mut desk = at_width(person.id, Widths::Narrow);
        desk.press("f4 2");
        for row in path {
            for _ in 0..row {
                desk.press("down");
            }
            desk.press("enter");
        }
        let [handed] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{exit:?}: {all:?}"));
        assert_eq!(handed.disclosures.len(), 1, "{exit:?}");
        assert!(!handed.disclosures[0].contents.is_empty(), "{exit:?}");
        assert!(handed.disclosures[0].to_name.contains("病院"));
        assert!(!handed.note.contains(&person.name), "no name in the audit");
        let loose = |effect: &Effect| match effect {
            Effect::Copy { text, .. } | Effect::ManualPage(text) | Effect::WriteFile { text, .. } => {
                text.0.contains(&person.name)
            }
            Effect::Release { outlet, .. } => match outlet {
                Outlet::Copy { text, .. } | Outlet::File { text, .. } => text.0.contains(&person.name),
                Outlet::Show(text) | Outlet::Code(text) => text.0.contains(&person.name),
            },
            // What is written down, or asked of the machine; and the one way itself, looked at above.
            Effect::HandOver(_) | Effect::Witness { .. } => false,
            Effect::LoadAll | Effect::LoadFacility(_) | Effect::Look(_) | Effect::Attend(_) => false,
            Effect::Save { .. } | Effect::Undo { .. } | Effect::Redo { .. } => false,
            Effect::KeepDraft { .. } | Effect::DropDraft(_) | Effect::WorkAs { .. } | Effect::SaveSession(_) => false,
            Effect::ReadAccesses(_) | Effect::ReviewAccesses(_) => false,
            Effect::Lock | Effect::Unlock(_) | Effect::SetPassphrase(_) | Effect::Unlocked => false,
            Effect::Repaint | Effect::Suspend | Effect::Quit => false,
        };
        assert!(!desk.asked.iter().any(loose) && desk.clipboard.is_empty(), "{exit:?}: only by the one way");
        forms.insert(exit.format().expect("a form").to_string());
    }
    // What only the first page of the menu has no row for is a kind of table.
    assert!(forms.len() >= CardFormat::iter().count() - 1, "{forms:?}");
}

#[test]
fn a_list_for_visits_leaves_a_disclosure_for_everybody_on_it() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("3 ctrl-a");
    hand_over(&mut desk);
    desk.press("5");
    if desk.screen().contains("同意の記録がありません") {
        desk.press("1");
    }
    desk.press("8 0");
    let [handed] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?} {}", desk.screen()));
    let persons: BTreeSet<PersonId> = handed.disclosures.iter().map(|one| one.person).collect();
    assert_eq!(persons.len(), people().len());
}

/// What a mask of names and numbers must hide.
fn secrets(person: &Person) -> Vec<String> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut all = vec![person.name.clone(), squeezed(&person.name)];
    all.extend(person.kana.clone());
    all.extend(person.address.clone());
    // The age stays: it is what a day of birth is read for.
    all.extend(person.birth_date.map(era::spellings).unwrap_or_default());
    all.extend(person.key_person.name.clone());
    all.push(person.card.checked_by.clone());
    let contacts = &person.card.contacts;
    all.extend(contacts.iter().map(|contact| contact.name.clone()));
    let phones = contacts.iter().flat_map(|contact| contact.phones().map(|(_, phone)| phone)).chain(&person.phone);
    let phones = phones.chain(&person.key_person.phone).chain(&person.card.checked_by_phone);
    all.extend(phones.flat_map(|phone| [phone.display().to_owned(), phone.digits()]));
    all.retain(|text| text.chars().count() > 1);
    all
}

#[test]
fn masks_hold_in_every_format_and_the_fictional_are_called_so() {
    let desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let cx = desk.app.context();
    let rulebook = cx.casebook.rulebook();
    let moment =
        Moment { at: desk::now().wall.datetime(), holidays: &rulebook.holidays, hours: &rulebook.hours.office };
    let mut people = people();
    // Everybody's notes say once more who they are, and who of the family decides.
    for person in &mut people {
        let born = person.birth_date.map(era::spellings).unwrap_or_default().join(" と ");
        let key = person.key_person.name.clone().unwrap_or_default();
        person.card.medical.history = format!("{born} 生まれ。キーパーソンは {key}。");
    }
    // On a card without contacts the key person stands in their place.
    let mut alone = people[0].clone();
    alone.card.contacts.clear();
    alone.key_person.name = Some("架空 鍵子".to_owned());
    people.push(alone);
    for language in [Language::Ja, Language::En] {
        for format in CardFormat::iter() {
            for person in people.clone() {
                let mut options = CardOptions::new(Words::of(language));
                let page = CardPage::of(&person, cx.registry, &moment, &options);
                let open = render(format, &[page], &options).text;
                if format != CardFormat::Phone {
                    let fictional = if language == Language::Ja { "架空" } else { "fictional" };
                    assert!(open.is_empty() || open.contains(fictional), "{format}: {open}");
                }
                options.masks = Masks { names: true, phones: true };
                let page = CardPage::of(&person, cx.registry, &moment, &options);
                let text = render(format, std::slice::from_ref(&page), &options).text;
                if let (Some(age), true) =
                    (page.facts.iter().find(|fact| fact.code == "age"), format == CardFormat::Card)
                {
                    assert!(text.contains(&age.text), "the age is left: {text}");
                }
                for secret in secrets(&person) {
                    assert!(!text.contains(&secret), "{format}: {secret} in {text}");
                }
            }
        }
    }
}

#[test]
fn a_contact_is_stored_by_a_code_with_its_name_role_and_number_alone() {
    let person = people().into_iter().find(|one| consents(one) && !one.card.contacts.is_empty()).expect("somebody");
    let mut desk = at_width(person.id, Widths::Narrow);
    desk.press("f4 2 0");
    let [one] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?} {}", desk.screen()));
    assert_eq!((one.action, one.disclosures[0].contents.as_str()), ("qr", "連絡先"));
    assert!(one.note.starts_with("contact "), "{}", one.note);
    let Outlet::Code(text) = &one.outlet else { panic!("{one:?}") };
    let contact = person.card.contacts.iter().find(|contact| text.0.contains(&contact.name)).expect("a contact");
    let number = contact.phones().next().expect("a number").1.dialable().expect("dialable");
    assert!(text.0.starts_with("MECARD:N:") && text.0.contains(&number), "{}", text.0);
    assert!(text.0.contains(&contact.relation) && text.0.contains("架空"), "{}", text.0);
    assert!(!text.0.contains(&person.name), "whose contact it is stands nowhere: {}", text.0);
    // Shown once it is written down, and it fits.
    desk.send(renkei::message::Msg::HandedOver { text: text.clone(), as_code: true });
    let screen = desk.screen();
    assert!(screen.contains('\u{2580}') && !screen.contains("MECARD"), "{screen}");

    // A hidden name leaves the role, a hidden number nothing.
    let mut desk = at_width(person.id, Widths::Narrow);
    desk.press("f4 2 h 0");
    let [masked] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    let Outlet::Code(text) = &masked.outlet else { panic!("{masked:?}") };
    assert!(!text.0.contains(&contact.name) && masked.note.ends_with("masked"), "{masked:?}");
    let mut desk = at_width(person.id, Widths::Narrow);
    desk.press("f4 2 p 0");
    assert!(handed(&desk).is_empty(), "{}", desk.screen());
}

#[test]
fn a_code_that_does_not_fit_is_said_before_anything_is_written_and_the_one_that_dials_still_goes() {
    let person = people().into_iter().find(|one| consents(one) && !one.card.contacts.is_empty()).expect("somebody");
    let mut desk = at(person.id);
    desk.press("f4 2 0");
    assert!(handed(&desk).is_empty() && desk.screen().contains("入りません"), "{}", desk.screen());
    desk.press("7");
    assert_eq!(handed(&desk).len(), 1);
}

#[test]
fn nor_does_the_code_that_dials_count_as_given_where_it_cannot_be_shown() {
    let person = people().into_iter().find(|one| consents(one) && !one.card.contacts.is_empty()).expect("somebody");
    let mut desk = at(person.id);
    desk.send(renkei::message::Msg::Resize { columns: 60, rows: 15 });
    desk.press("f4 2 7");
    assert!(handed(&desk).is_empty() && desk.screen().contains("入りません"), "{}", desk.screen());
    desk.press("1");
    assert_eq!(handed(&desk).len(), 1);
}

#[test]
fn a_restricted_card_is_handed_over_only_once_there_is_a_reason_to_open_it() {
    let person = people().into_iter().find(|person| person.card.restricted).expect("the demo has one");
    for key in ["f4", "c"] {
        let mut desk = at(person.id);
        desk.press(key);
        let screen = desk.screen();
        assert!(screen.contains("開く理由") && !screen.contains("だれに渡しますか"), "{key}: {screen}");
        assert_eq!(opened(&desk), []);
        desk.press("2");
        assert!(desk.screen().contains("だれに渡しますか"), "{key}: {}", desk.screen());
        assert_eq!(opened(&desk), [("emergency_open", 1, "safety".to_owned())]);
    }
    // Whose card lies open has said why already.
    let mut desk = at(person.id);
    desk.press("enter 1 f4");
    assert!(desk.screen().contains("だれに渡しますか"), "{}", desk.screen());
    assert_eq!(opened(&desk), [("emergency_open", 1, "ambulance".to_owned())]);
    // Among others it is written down by itself; the others were seen too.
    let mut desk = at(person.id);
    desk.press("ctrl-a");
    hand_over(&mut desk);
    let others = people().len() - 1;
    let wanted = [("emergency_open", 1, "ambulance".to_owned()), ("open", others, "screen hand over".to_owned())];
    assert_eq!(opened(&desk), wanted);
}

#[test]
fn the_code_of_every_contact_fits_on_a_screen_of_80_by_24() {
    let called = |one: &Person| {
        one.card.contacts.iter().any(|contact| contact.phones().any(|(_, phone)| phone.dialable().is_some()))
    };
    for person in people().into_iter().filter(called) {
        let mut desk = at_width(person.id, Widths::Narrow);
        hand_over(&mut desk);
        desk.press("2");
        if desk.screen().contains("同意の記録がありません") {
            desk.press("1");
        }
        desk.press("0");
        assert_eq!(handed(&desk).len(), 1, "{}", desk.screen());
    }
}

#[test]
fn a_hidden_number_is_not_dialled_and_the_kit_claims_no_consent_that_is_not_there() {
    let person = people().into_iter().find(consents).expect("somebody who agreed");
    let mut desk = at(person.id);
    desk.press("f4 2 p 7");
    assert!(handed(&desk).is_empty(), "{}", desk.screen());
    let mut desk = at(person.id);
    desk.press("f4 2 7");
    let [handed] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    assert!(matches!(&handed.outlet, Outlet::Code(text) if text.0.starts_with("tel:")), "{handed:?}");
    let desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let cx = desk.app.context();
    let rulebook = cx.casebook.rulebook();
    let moment =
        Moment { at: desk::now().wall.datetime(), holidays: &rulebook.holidays, hours: &rulebook.hours.office };
    let options = CardOptions::new(Words::of(Language::Ja));
    for person in people() {
        let page = CardPage::of(&person, cx.registry, &moment, &options);
        let text = render(CardFormat::KitText, &[page], &options).text;
        let agreed = person.card.emergency_consent_on.is_some();
        assert_eq!(text.contains("同意しています"), agreed, "{text}");
    }
}

#[test]
fn what_goes_out_is_told_while_only_the_screen_is_covered_and_a_long_page_says_that_it_goes_on() {
    let person = people().into_iter().find(consents).expect("somebody");
    let mut desk = at(person.id);
    desk.press("f4 2");
    assert!(!desk.screen().contains("伏せているのは画面だけ"), "{}", desk.screen());
    let mut covered = at(person.id);
    covered.press("shift-f8 f4 2");
    assert!(covered.screen().contains("伏せているのは画面だけ"), "{}", covered.screen());
    let text = "行\n".repeat(40);
    let shown = renkei::message::Msg::HandedOver { text: renkei::port::clipboard::CopyText(text), as_code: false };
    desk.send(shown);
    assert!(desk.screen().contains("続き 17行"), "{}", desk.screen());
    desk.press("pagedown pagedown");
    assert!(!desk.screen().contains("続き"), "{}", desk.screen());
}

#[test]
fn taking_back_the_record_of_what_was_handed_over_is_no_taking_back_of_the_text() {
    use renkei::domain::Author;
    use renkei::port::store::{HAND_OVER, Label};
    use renkei::port::{Put, Transaction};
    let person = people().into_iter().find(consents).expect("somebody");
    let mut desk = at(person.id);
    desk.press("f4 2 1");
    let [one] = handed(&desk).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    // As the store's thread writes it before the text leaves.
    let puts = one.disclosures.into_iter().map(|one| Put::Save(one.into())).collect();
    let label = Label { action: HAND_OVER.to_owned(), detail: String::new() };
    let (author, at) = (Author::account(1000, "中村"), desk.now.wall.timestamp());
    let written = Transaction { author, at, label, puts, patience: None };
    desk.store.write(written).expect("written");
    desk.press("esc L");
    assert!(desk.screen().contains("渡した記録"), "{}", desk.screen());
    desk.press("u");
    assert!(desk.screen().contains("取り消すのは記録だけです"), "{}", desk.screen());
}
