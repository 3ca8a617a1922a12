//! What a vCard of ours says of a contact comes back as it was.

use proptest::prelude::*;
use renkei::domain::card::{Contact, Moment};
use renkei::domain::{FacilityId, Person, PersonId, Phone};
use renkei::exchange::export::person::{CardFormat, CardOptions, CardPage, render};
use renkei::exchange::import::person::{CardPlan, VcardUse, read_vcards};
use renkei::form;
use renkei::port::{Put, Record};
use renkei::words::{Language, Words};

struct Nobody;

impl renkei::domain::card::Directory for Nobody {
    fn listed(&self, _: FacilityId) -> Option<renkei::domain::card::Listed> {
        None
    }
}

fn person(contacts: Vec<Contact>) -> Person {
    let mut person = Person::new(PersonId::from_bytes([7; 16]), "架空 花子".to_owned());
    person.card.contacts = contacts;
    person
}

/// The vCard of the person's key contact, taken in as the contact of somebody else.
fn there_and_back(contact: Contact, language: Language) -> Contact {
    let rules = renkei::rulebook::builtin();
    let at = jiff::civil::date(2026, 6, 12).at(10, 0, 0, 0);
    let moment = Moment { at, holidays: &rules.holidays, hours: &rules.hours.office };
    let options = CardOptions::new(Words::of(language));
    let page = CardPage::of(&person(vec![contact]), &Nobody, &moment, &options);
    let text = render(CardFormat::Vcard, &[page], &options).text;
    let file = read_vcards(text.into_bytes(), "x.vcf", None, VcardUse::Contacts).expect("it is a vCard");
    assert!(file.rejected.is_empty() && file.unread.is_empty(), "{file:?}");
    let set = |person: &Person, facts: &[(String, String)]| {
        let named = |faults: form::Faults| faults.into_iter().map(|(field, error)| (field, error.key())).collect();
        form::card_facts(person, facts, at.date(), None).map_err(named)
    };
    let mut plan = CardPlan::contacts(&file, &person(Vec::new()), &set);
    let Some(Put::Save(Record::Person(mut taken))) = plan.puts.pop() else { panic!("{plan:?}") };
    assert_eq!(taken.card.contacts.len(), 1);
    taken.card.contacts.remove(0)
}

fn number() -> impl Strategy<Value = Option<Phone>> {
    let numbers = prop_oneof![
        "0[789]0-[0-9]{4}-[0-9]{4}",
        "03-0[0-9]{3}-[0-9]{4}",
        "0120-[0-9]{3}-[0-9]{3}",
        "03-0[0-9]{3}-[0-9]{4} 内線[1-9][0-9]{0,3}",
    ];
    prop::option::of(numbers.prop_map(|text| Phone::parse(&text).expect("a number")))
}

fn digits(phone: Option<&Phone>) -> Option<(String, Option<String>)> {
    phone.map(|phone| (phone.digits(), phone.extension().map(str::to_owned)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_key_contact_comes_back(
        name in "[あ-ん葛一-丁A-Z;,:\\\\\"'][ あ-ん葛一-丁a-z;,:\\\\\"'=]{0,30}[あ-ん]",
        relation in "[一-丁]{0,3}",
        hours in "(平日18時以降|毎日、土日; だめ|)",
        (mobile, home, work) in (number(), number(), number()),
        ja in any::<bool>(),
    ) {
        prop_assume!(mobile.is_some() || home.is_some() || work.is_some());
        let contact = Contact { name, relation, hours, mobile, home, work, ..Contact::default() };
        let back = there_and_back(contact.clone(), if ja { Language::Ja } else { Language::En });
        prop_assert_eq!(&back.name, &contact.name);
        if !contact.relation.is_empty() {
            prop_assert_eq!(&back.relation, &contact.relation);
        }
        prop_assert_eq!(&back.hours, &contact.hours);
        for (back, before) in [(&back.mobile, &contact.mobile), (&back.home, &contact.home), (&back.work, &contact.work)] {
            prop_assert_eq!(digits(back.as_ref()), digits(before.as_ref()));
        }
    }
}
