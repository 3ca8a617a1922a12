//! The facts of a card, part by part, in the order of reading (domain.md 4.1, 4.3).

use jiff::civil::Date;

use super::page::{Laying, written};
use crate::domain::card::{CardPart, Household, KitContent, KitPlace, device};
use crate::domain::text::clean_line;
use crate::domain::{Person, era};
use crate::words::Language;

/// The label of every fact, in the order of a table's columns.
pub(super) const LABELS: [(&str, &str); 41] = [
    ("kana", "card_page.label.kana"),
    ("birth_date", "card_page.label.birth_date"),
    ("age", "card_page.label.age"),
    ("sex", "card_page.label.sex"),
    ("care_level", "card_page.label.care_level"),
    ("area", "card_page.label.area"),
    ("address", "card_page.label.address"),
    ("phone", "card_page.label.phone"),
    ("household", "card_page.label.household"),
    ("language", "card_page.label.language"),
    ("blood_type", "card_page.label.blood_type"),
    ("contact", "card_page.label.contact"),
    ("checked_by", "card_page.label.checked_by"),
    ("allergies", "card_page.label.allergies"),
    ("devices", "card_page.label.devices"),
    ("anticoagulant", "card_page.label.anticoagulant"),
    ("infections", "card_page.label.infections"),
    ("illnesses", "card_page.label.illnesses"),
    ("history", "card_page.label.history"),
    ("medicines", "card_page.label.medicines"),
    ("talking", "card_page.label.talking"),
    ("walking", "card_page.label.walking"),
    ("daily_living", "card_page.label.daily_living"),
    ("cognition", "card_page.label.cognition"),
    ("vitals", "card_page.label.vitals"),
    ("bedridden", "card_page.label.bedridden"),
    ("dementia", "card_page.label.dementia"),
    ("resuscitation", "card_page.label.resuscitation"),
    ("document", "card_page.label.document"),
    ("treatment", "card_page.label.treatment"),
    ("hospital", "card_page.label.hospital"),
    ("if_unable", "card_page.label.if_unable"),
    ("supporter", "card_page.label.supporter"),
    ("backup_hospital", "card_page.label.backup_hospital"),
    ("entry", "card_page.label.entry"),
    ("health", "card_page.label.health"),
    ("care", "card_page.label.care"),
    ("disability", "card_page.label.disability"),
    ("public", "card_page.label.public"),
    ("kit_place", "card_page.label.kit_place"),
    ("kit_contents", "card_page.label.kit_contents"),
];

/// What is due, in words.
pub(super) const DUE: [(&str, &str); 9] = [
    ("unconfirmed12", "card_page.due.unconfirmed12"),
    ("unconfirmed6", "card_page.due.unconfirmed6"),
    ("review", "card_page.due.review"),
    ("conditions", "card_page.due.conditions"),
    ("exchange", "card_page.due.exchange"),
    ("seals", "card_page.due.seals"),
    ("sheet", "card_page.due.sheet"),
    ("consent", "card_page.due.consent"),
    ("contacts", "card_page.due.contacts"),
];

pub(super) fn identity(laying: &mut Laying<'_>, person: &Person, today: Date) {
    let part = CardPart::Identity;
    let words = laying.words;
    let open = !laying.veil.hides_names();
    if let (true, Some(kana)) = (open, &person.kana) {
        laying.add(part, "kana", kana);
    }
    if let (true, Some(born)) = (open, person.birth_date) {
        laying.add(part, "birth_date", &format!("{} ({})", era::japanese(born), written(born)));
    }
    if let Some(age) = person.age_on(today) {
        laying.add(part, "age", &words.say("card_page.years", &[("n", &age)]));
    }
    if let Some(sex) = person.sex {
        laying.add(part, "sex", words.get(&format!("form.value.sex.{sex}")));
    }
    if person.care_level != crate::domain::CareLevel::Unknown {
        laying.add(part, "care_level", words.get(&format!("form.value.care_level.{}", person.care_level)));
    }
    let card = &person.card;
    laying.add_written(part, "area", &card.area);
    if let (true, Some(address)) = (open, &person.address) {
        laying.add(part, "address", address);
    }
    if let Some(phone) = &person.phone {
        let phone = laying.veil.phone(phone);
        laying.add(part, "phone", &phone);
    }
    if let Some(household) = card.household {
        laying.add(part, "household", words.get(household_key(household)));
    }
    laying.add_written(part, "language", &card.language);
    laying.add(part, "blood_type", &card.medical.blood_type);
}

pub(super) fn alerts(laying: &mut Laying<'_>, person: &Person) {
    let part = CardPart::Alerts;
    let words = laying.words;
    let medical = &person.card.medical;
    laying.add_written(part, "allergies", &medical.allergies);
    let mut devices: Vec<String> = medical.devices.iter().map(|code| device_name(code, words.language())).collect();
    devices.extend(Some(laying.veil.text(&medical.device_note)).filter(|note| !note.is_empty()));
    laying.add(part, "devices", &devices.join("、"));
    if medical.anticoagulant {
        laying.add(part, "anticoagulant", words.get("card_page.taken"));
    }
    laying.add_written(part, "infections", &medical.infections);
}

pub(super) fn medical(laying: &mut Laying<'_>, person: &Person) {
    let part = CardPart::Medical;
    let words = laying.words;
    let medical = &person.card.medical;
    laying.add_written(part, "illnesses", &medical.illnesses);
    laying.add_written(part, "history", &medical.history);
    laying.add_written(part, "medicines", &medical.medicines);
    laying.add_written(part, "talking", &medical.talking);
    laying.add_written(part, "walking", &medical.walking);
    laying.add_written(part, "daily_living", &medical.daily_living);
    laying.add_written(part, "cognition", &medical.cognition);
    laying.add_written(part, "vitals", &medical.vitals);
    // The scales' own names (A2, IIa) are the names of the variants.
    let named =
        |level: String| if level == "Independent" { words.get("card_page.independent").to_owned() } else { level };
    if let Some(level) = medical.bedridden {
        laying.add(part, "bedridden", &named(format!("{level:?}")));
    }
    if let Some(level) = medical.dementia {
        laying.add(part, "dementia", &named(format!("{level:?}")));
    }
}

pub(super) fn home(laying: &mut Laying<'_>, person: &Person) {
    laying.add_written(CardPart::Home, "entry", &person.card.entry);
}

/// Numbers of insurance say who it is.
pub(super) fn insurance(laying: &mut Laying<'_>, person: &Person) {
    if laying.veil.hides_names() {
        return;
    }
    let insurance = &person.card.insurance;
    laying.add(CardPart::Insurance, "health", &insurance.health);
    laying.add(CardPart::Insurance, "care", &insurance.care);
    laying.add(CardPart::Insurance, "disability", &insurance.disability);
    laying.add(CardPart::Insurance, "public", &insurance.public);
}

pub(super) fn kit(laying: &mut Laying<'_>, person: &Person) {
    let words = laying.words;
    let kit = &person.card.kit;
    let place = kit.place.map_or("", |place| words.get(kit_place_key(place)));
    let note = laying.veil.text(&kit.place_note);
    laying.add(CardPart::Kit, "kit_place", format!("{place} {note}").trim());
    let contents: Vec<&str> = kit.contents.iter().map(|content| words.get(content_key(*content))).collect();
    laying.add(CardPart::Kit, "kit_contents", &contents.join("、"));
}

fn device_name(code: &str, language: Language) -> String {
    match (device(code), language) {
        (Some(info), Language::Ja) => info.ja.to_owned(),
        (Some(info), Language::En) => info.en.to_owned(),
        // Of a newer program.
        (None, _) => clean_line(code),
    }
}

const fn household_key(household: Household) -> &'static str {
    match household {
        Household::Alone => "card_page.household.alone",
        Household::AloneByDay => "card_page.household.alone_by_day",
        Household::Elderly => "card_page.household.elderly",
        Household::WithFamily => "card_page.household.with_family",
        Household::Facility => "card_page.household.facility",
    }
}

const fn kit_place_key(place: KitPlace) -> &'static str {
    match place {
        KitPlace::InFridge => "card_page.kit_place.in_fridge",
        KitPlace::OnFridge => "card_page.kit_place.on_fridge",
        KitPlace::ByPhone => "card_page.kit_place.by_phone",
        KitPlace::Other => "card_page.kit_place.other",
    }
}

const fn content_key(content: KitContent) -> &'static str {
    match content {
        KitContent::Sheet => "card_page.kit_content.sheet",
        KitContent::Photo => "card_page.kit_content.photo",
        KitContent::Insurance => "card_page.kit_content.insurance",
        KitContent::ConsultationCards => "card_page.kit_content.consultation_cards",
        KitContent::MedicineNotebook => "card_page.kit_content.medicine_notebook",
    }
}
