//! Whom to call: the family in the order of who can be reached now, then the institutions with what the register says of them.

use super::page::{Laying, Number};
use super::veil::relation;
use crate::domain::card::reach::{self, called};
use crate::domain::card::{
    BackupHospital, CardPart, Contact, Directory, Line, Lives, Moment, Reach, Reachable, Who, support_role,
};
use crate::domain::person::Supporter;
use crate::domain::{Person, Phone};
use crate::words::{Language, Words};

/// The contacts as facts, and their numbers.
pub(super) fn contacts(laying: &mut Laying<'_>, person: &Person, moment: &Moment<'_>) -> Vec<Number> {
    let part = CardPart::Contacts;
    let words = laying.words;
    let everybody = everybody(person);
    let first = everybody.iter().position(|contact| contact.decides).unwrap_or_default();
    let known = Person { card: with_contacts(person, &everybody), ..Person::new(person.id, String::new()) };
    let reach = reach::contacts(&known, moment);
    let mut order: Vec<usize> = Vec::new();
    let places = reach.iter().filter_map(|one| match one.who {
        Who::Contact(place, _) => Some(place),
        Who::Doctor | Who::CareManager | Who::Support(_) => None,
    });
    for place in places.chain(0..everybody.len()) {
        if !order.contains(&place) {
            order.push(place);
        }
    }
    let mut numbers = Vec::new();
    for (rank, place) in order.into_iter().enumerate() {
        let contact = &everybody[place];
        let of_contact = reach.iter().filter(|one| matches!(one.who, Who::Contact(at, _) if at == place));
        let (who, name) = (relation(contact, words), laying.veil.contact(contact));
        let mut texts = vec![format!("{who} {name}").trim().to_owned()];
        for one in of_contact {
            let shown = laying.veil.phone(&one.phone);
            texts.push(format!("{} {shown}", words.get(line_key(one.line))));
            let (name, who) = (laying.line(&name), laying.line(&who));
            let number = number(laying, one, part, who, name, shown);
            numbers.push(Number { is_key: place == first, ..number });
        }
        texts.push(laying.veil.text(&contact.hours));
        texts.extend(contact.decides.then(|| words.get("card_page.decides").to_owned()));
        texts.extend(contact.consulted.then(|| words.get("card_page.consulted").to_owned()));
        texts.extend(contact.lives.map(|lives| words.get(lives_key(lives)).to_owned()));
        texts.push(laying.veil.text(&contact.note));
        texts.retain(|text| !text.is_empty());
        let label = words.say("card_page.label.contact_of", &[("n", &(rank + 1))]);
        laying.add_as(part, "contact", &label, &texts.join("  "));
    }
    checked_by(laying, person);
    if laying.wants(part) { numbers } else { Vec::new() }
}

/// The contacts; where none is on the card, the key person of the stay.
fn everybody(person: &Person) -> Vec<Contact> {
    let key = &person.key_person;
    if !person.card.contacts.is_empty() || key.is_empty() {
        return person.card.contacts.clone();
    }
    vec![Contact {
        name: key.name.clone().unwrap_or_default(),
        relation: key.relation.clone().unwrap_or_default(),
        mobile: key.phone.clone(),
        ..Contact::default()
    }]
}

fn with_contacts(person: &Person, contacts: &[Contact]) -> Box<crate::domain::card::Card> {
    Box::new(crate::domain::card::Card { contacts: contacts.to_vec(), ..(*person.card).clone() })
}

/// Who looks after the person in a disaster.
fn checked_by(laying: &mut Laying<'_>, person: &Person) {
    let card = &person.card;
    let name = if laying.veil.hides_names() { String::new() } else { card.checked_by.clone() };
    let phone = card.checked_by_phone.as_ref().map(|phone| laying.veil.phone(phone)).unwrap_or_default();
    laying.add(CardPart::Contacts, "checked_by", format!("{name} {phone}").trim());
}

/// The institutions as facts, and their numbers.
pub(super) fn supporters(
    laying: &mut Laying<'_>,
    person: &Person,
    moment: &Moment<'_>,
    directory: &dyn Directory,
) -> Vec<Number> {
    let part = CardPart::Supporters;
    let words = laying.words;
    let reach = reach::supporters(person, moment, directory);
    let mut rows: Vec<(Who, &Supporter, &str)> =
        vec![(Who::Doctor, &person.doctor, ""), (Who::CareManager, &person.care_manager, "")];
    let others = person.card.supporters.iter();
    rows.extend(others.map(|one| (Who::Support(one.role.clone()), &one.who, one.note.as_str())));
    let mut numbers = Vec::new();
    for (who, supporter, note) in rows {
        let listed = supporter.facility.and_then(|id| directory.listed(id)).unwrap_or_default();
        let name = called(supporter, &listed);
        let shown_name = laying.veil.place(&name);
        let role = role_name(&who, words);
        let mut texts = vec![shown_name.clone()];
        for one in reach.iter().filter(|one| one.who == who && one.name == name) {
            let shown = laying.veil.phone(&one.phone);
            texts.push(format!("{} {shown}", words.get(line_key(one.line))));
            let (name, who) = (laying.line(&shown_name), laying.line(&role));
            numbers.push(number(laying, one, part, who, name, shown));
        }
        texts.push(laying.veil.text(note));
        texts.retain(|text| !text.is_empty());
        laying.add_as(part, "supporter", &role, &texts.join("  "));
    }
    backup_hospital(laying, &person.card.backup_hospital, directory);
    if laying.wants(part) { numbers } else { Vec::new() }
}

fn backup_hospital(laying: &mut Laying<'_>, backup: &BackupHospital, directory: &dyn Directory) {
    let words = laying.words;
    let listed = backup.hospital.facility.and_then(|id| directory.listed(id)).unwrap_or_default();
    let mut texts = vec![laying.veil.place(&called(&backup.hospital, &listed))];
    let phone: Option<Phone> = backup.hospital.phone.clone().or(listed.phone);
    texts.extend(phone.map(|phone| laying.veil.phone(&phone)));
    // The number of the registration says who it is.
    if !laying.veil.hides_names() && !backup.number.is_empty() {
        texts.push(words.say("card_page.registered", &[("number", &backup.number)]));
    }
    texts.retain(|text| !text.is_empty());
    laying.add(CardPart::Supporters, "backup_hospital", &texts.join("  "));
}

fn number(laying: &mut Laying<'_>, reach: &Reach, part: CardPart, who: String, name: String, shown: String) -> Number {
    let hours = laying.veil.text(&reach.hours);
    Number {
        part,
        who,
        name,
        telephone: reach.line,
        line: laying.words.get(line_key(reach.line)).to_owned(),
        shown: laying.line(&shown),
        phone: (!laying.veil.hides_phones()).then(|| reach.phone.clone()),
        hours: laying.line(&hours),
        reachable: reach.reachable,
        is_key: false,
    }
}

/// What the institution does for the person.
fn role_name(who: &Who, words: &Words) -> String {
    let role = match who {
        Who::Doctor => return words.get("card_page.doctor").to_owned(),
        Who::CareManager => return words.get("card_page.care_manager").to_owned(),
        Who::Support(code) => support_role(code),
        Who::Contact(..) => None,
    };
    match (role, words.language()) {
        (Some(info), Language::Ja) => info.ja.to_owned(),
        (Some(info), Language::En) => info.en.to_owned(),
        (None, _) => words.get("card_page.label.supporter").to_owned(),
    }
}

/// The word that a number is answered, or is not.
pub(super) const fn reachable_key(reachable: Reachable) -> &'static str {
    match reachable {
        Reachable::Now => "card_page.reachable.now",
        Reachable::Unknown => "card_page.reachable.unknown",
        Reachable::Later => "card_page.reachable.later",
    }
}

const fn line_key(line: Line) -> &'static str {
    match line {
        Line::Mobile => "card_page.line.mobile",
        Line::Home => "card_page.line.home",
        Line::Work => "card_page.line.work",
        Line::Day => "card_page.line.day",
        Line::Night => "card_page.line.night",
    }
}

const fn lives_key(lives: Lives) -> &'static str {
    match lives {
        Lives::Together => "card_page.lives.together",
        Lives::Apart => "card_page.lives.apart",
        Lives::Far => "card_page.lives.far",
    }
}
