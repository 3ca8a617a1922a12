//! What the person wants. A wish against resuscitation is never a bare tick: the paper, what lacks, and that the fire service decides
//! are one text with it, which no format can take apart (domain.md 4.2).

use super::page::{Laying, written};
use crate::domain::card::reach::called;
use crate::domain::card::{CardPart, Condition, Directory, Resuscitation, WishDocument, review};
use crate::domain::{Person, Phone};
use crate::words::Words;

pub(super) fn lay(laying: &mut Laying<'_>, person: &Person, directory: &dyn Directory) {
    let part = CardPart::Wishes;
    let words = laying.words;
    let wishes = &person.card.wishes;
    let paper = wishes.document.as_ref().map(|paper| paper_text(laying, paper)).unwrap_or_default();
    match wishes.resuscitation {
        Some(Resuscitation::NotWanted) => {
            let missing = review::missing(person, directory);
            let phone = wishes.doctor_phone.as_ref().map(|phone| laying.veil.phone(phone));
            let text = not_wanted(words, &paper, phone.as_deref(), &missing);
            laying.add(part, "resuscitation", &text);
        }
        Some(Resuscitation::Wanted) => laying.add(part, "resuscitation", words.get("card_page.resuscitation.wanted")),
        Some(Resuscitation::Talking) => laying.add(part, "resuscitation", words.get("card_page.resuscitation.talking")),
        None => {}
    }
    if wishes.resuscitation != Some(Resuscitation::NotWanted) {
        laying.add(part, "document", &paper);
    }
    laying.add_written(part, "treatment", &wishes.treatment);
    let listed = wishes.hospital.facility.and_then(|id| directory.listed(id)).unwrap_or_default();
    let hospital = laying.veil.place(&called(&wishes.hospital, &listed));
    if !hospital.is_empty() {
        let phone: Option<Phone> = wishes.hospital.phone.clone().or(listed.phone);
        let phone = phone.map(|phone| laying.veil.phone(&phone)).unwrap_or_default();
        let text = format!("{hospital} {phone} {}", words.get("card_page.no_promise"));
        laying.add(part, "hospital", &text);
    }
    laying.add_written(part, "if_unable", &wishes.if_unable);
}

/// One line, so that it is copied and shown as a whole.
fn not_wanted(words: &Words, paper: &str, phone: Option<&str>, missing: &[Condition]) -> String {
    let mut texts = vec![words.get("card_page.resuscitation.not_wanted").to_owned()];
    texts.extend(Some(paper.to_owned()).filter(|paper| !paper.is_empty()));
    texts.extend(phone.map(|phone| words.say("card_page.doctor_phone", &[("phone", &phone)])));
    if !missing.is_empty() {
        let lacks: Vec<&str> = missing.iter().map(|condition| words.get(condition_key(*condition))).collect();
        texts.push(words.say("card_page.lacks", &[("what", &lacks.join("、"))]));
    }
    texts.push(words.get("card_page.service_decides").to_owned());
    texts.join("。")
}

fn paper_text(laying: &Laying<'_>, paper: &WishDocument) -> String {
    let words = laying.words;
    let mut texts = vec![match paper.written_on {
        Some(on) => words.say("card_page.paper_of", &[("on", &written(on))]),
        None => words.get("card_page.paper_undated").to_owned(),
    }];
    texts.extend(paper.signed_by_person.then(|| words.get("card_page.signed_by_person").to_owned()));
    if !paper.doctor.is_empty() {
        let doctor = laying.veil.place(&paper.doctor);
        texts.push(words.say("card_page.signed_by_doctor", &[("doctor", &doctor)]));
    }
    let place = laying.veil.text(&paper.place);
    if !place.is_empty() {
        texts.push(words.say("card_page.paper_place", &[("place", &place)]));
    }
    texts.join(" ")
}

const fn condition_key(condition: Condition) -> &'static str {
    match condition {
        Condition::Document => "card_page.condition.document",
        Condition::Doctor => "card_page.condition.doctor",
        Condition::NightNumber => "card_page.condition.night_number",
    }
}
