//! A screen that others can see: names of persons as initials, their addresses, days of birth and numbers as dots (ux.md 4.16).
//! The age stays, as on a masked card: it says who somebody is to nobody, and much of what they need.

use super::App;
use crate::command::Command;
use crate::domain::{Person, Phone, era};
use crate::exchange::export::sheet::initials;
use crate::message::Effect;
use crate::paint::Mask;

/// In place of what has no initials: width-stable in every font.
const DOTS: &str = "***";

impl App {
    /// Are names covered?
    pub fn is_covered(&self) -> bool {
        self.world.session.covered
    }

    /// What covers them.
    pub fn mask(&self) -> Option<&Mask> {
        self.mask.as_ref()
    }

    pub(super) fn turn_cover(&mut self, effects: &mut Vec<Effect>) {
        self.world.session.covered = !self.is_covered();
        self.draw_up_mask();
        let key = crate::pane::key(&self.world.context(None), self.scope(), Command::CoverNames);
        let said = if self.is_covered() { "cover.on" } else { "cover.off" };
        self.say(self.words().say(said, &[("key", &key)]));
        effects.push(Effect::SaveSession(self.world.session.clone()));
    }

    /// After the persons have changed, too.
    pub(super) fn draw_up_mask(&mut self) {
        self.mask = self.is_covered().then(|| Mask::new(self.world.casebook.persons().flat_map(covers))).flatten();
        self.dirty = true;
    }
}

/// Everything by which a person or the family could be known.
fn covers(person: &Person) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let own = person.kana.as_deref().and_then(initials).unwrap_or_else(|| DOTS.to_owned());
    names(&person.name, &own, &mut all);
    names(person.kana.as_deref().unwrap_or_default(), &own, &mut all);
    let family = person.card.contacts.iter().map(|contact| contact.name.as_str());
    let around = [person.key_person.name.as_deref().unwrap_or_default(), person.card.checked_by.as_str()];
    for name in family.chain(around) {
        names(name, DOTS, &mut all);
    }
    all.push((person.address.clone().unwrap_or_default(), DOTS.to_owned()));
    let births = person.birth_date.map(era::spellings).unwrap_or_default();
    all.extend(births.into_iter().map(|day| (day, DOTS.to_owned())));
    let contacts = person.card.contacts.iter().flat_map(|contact| contact.phones().map(|(_, phone)| phone));
    let phones = [&person.phone, &person.key_person.phone, &person.card.checked_by_phone].into_iter().flatten();
    let supporters = person.card.supporters.iter();
    let people = [&person.doctor, &person.care_manager].into_iter().chain(supporters.clone().map(|one| &one.who));
    for name in people.filter_map(|one| one.name.as_deref()) {
        names(name, DOTS, &mut all);
    }
    let nights = supporters.filter_map(|one| one.night_phone.as_ref()).chain(&person.card.wishes.doctor_phone);
    for phone in phones.chain(contacts).chain(nights) {
        numbers(phone, &mut all);
    }
    all
}

/// A name as it is written, without the blank in it, and the family's name as one speaks of somebody.
fn names(name: &str, cover: &str, all: &mut Vec<(String, String)>) {
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.is_empty() {
        return;
    }
    for between in [" ", "\u{3000}", ""] {
        all.push((parts.join(between), cover.to_owned()));
    }
    if let [family, _, ..] = parts.as_slice() {
        for title in [" 様", "様", "さん", " さん", "氏"] {
            all.push((format!("{family}{title}"), format!("{cover}{title}")));
        }
    }
}

fn numbers(phone: &Phone, all: &mut Vec<(String, String)>) {
    for text in [phone.display().to_owned(), phone.original().to_owned(), phone.digits()] {
        all.push((text, DOTS.to_owned()));
    }
}
