//! One facility as the lists show it.

use jiff::civil::Date;

use super::public::Public;
use super::{OpenDays, Towns, abbreviate};
use crate::domain::facility::{Ability, Coordinates, Facility, KindInfo, capability};
use crate::domain::{FacilityId, Phone};

/// The cells of one facility. Everything that a list, a filter or an order needs without loading the record.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: FacilityId,
    /// The kind's kanji: two cells.
    pub mark: &'static str,
    pub name: Box<str>,
    /// The name without legal form and kind of house (ux.md 3.4.5).
    pub short: Box<str>,
    /// Reading of the name as given; empty where none is known.
    pub kana: Box<str>,
    /// In the order of rule R7, without doubles.
    pub kinds: Box<[&'static KindInfo]>,
    pub status: Status,
    /// The day on which somebody said how many places are free.
    pub vacancy_on: Option<Date>,
    pub phone: Box<str>,
    pub fax: Box<str>,
    /// 夜間
    pub night_phone: Box<str>,
    /// Whom to ask for; empty where nobody is known.
    pub desk_person: Box<str>,
    pub address: Box<str>,
    /// The centre's own division of the city, else the town of the address; may be empty.
    pub area: Box<str>,
    pub coordinates: Option<Coordinates>,
    /// The newest day on which somebody confirmed any local fact.
    pub confirmed_on: Option<Date>,
    /// 連携可能施設.
    pub partner: bool,
    pub open_days: Option<OpenDays>,
    pub maybe_closed: Option<Date>,
    pub capabilities: CapabilitySet,
    /// What a publication may say of it.
    pub(super) public: Public,
    /// The key of the order by name: the reading folded to hiragana, else the name.
    pub(super) order: Box<str>,
}

/// What stands in the status column; a word in every language, never a colour alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// 閉業?
    MaybeClosed,
    /// 空き2; `Free(0)` does not exist, it is `Full`.
    Free(u32),
    Full,
    /// 受付可 (new people are taken), 要相談, 受付否.
    Intake(Ability),
    /// --: nobody asked yet.
    Unknown,
}

/// Answers by the place of the capability in `capability.tsv`. Notified (published) capabilities count as 可.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CapabilitySet {
    yes: u64,
    ask: u64,
    no: u64,
}

impl CapabilitySet {
    fn put(&mut self, code: &str, ability: Ability) {
        if let Some(at) = capability::table().iter().position(|info| info.code == code).filter(|at| *at < 64) {
            match ability {
                Ability::Yes => self.yes |= 1 << at,
                Ability::Ask => self.ask |= 1 << at,
                Ability::No => self.no |= 1 << at,
            }
        }
    }

    /// The answer for the capability at a place of the table; local answers win over notifications.
    pub const fn at(self, place: usize) -> Option<Ability> {
        let bit = 1_u64 << (place % 64);
        if self.no & bit != 0 {
            Some(Ability::No)
        } else if self.ask & bit != 0 {
            Some(Ability::Ask)
        } else if self.yes & bit != 0 {
            Some(Ability::Yes)
        } else {
            None
        }
    }
}

impl Row {
    /// The FAX number of the register, where there is one that can be dialled: some lists write 無 there.
    pub fn fax_number(&self) -> Option<Phone> {
        Phone::parse(&self.fax).filter(|fax| !fax.digits().is_empty())
    }

    pub fn of(facility: &Facility, towns: &Towns) -> Self {
        let identity = &facility.local.identity.facts;
        let name = facility.name();
        let kinds = facility.kinds();
        let mut infos: Vec<&'static KindInfo> = Vec::with_capacity(kinds.len());
        for info in kinds.iter().map(|kind| kind.info()) {
            if !infos.iter().any(|known| std::ptr::eq(*known, info)) {
                infos.push(info);
            }
        }
        let kana = facility.kana().map_or("", |s| s.value);
        let short = identity.short_name.clone().unwrap_or_else(|| abbreviate(name));
        let address = facility.address().map_or("", |s| s.value);
        let area = identity.area.as_deref().unwrap_or_else(|| towns.town_of(facility.municipality(), address));
        let maybe_closed = facility.maybe_closed();
        let night = &facility.local.desk.facts.night_phone;
        Self {
            id: facility.id,
            mark: infos.first().map_or("他", |info| info.mark),
            order: order_key(if kana.is_empty() { &short } else { reading_of_house(kana) }),
            name: name.into(),
            short: short.into(),
            kana: kana.into(),
            kinds: infos.into(),
            status: status(facility, maybe_closed),
            vacancy_on: facility.local.vacancy.confirmed_on,
            phone: facility.phone().map_or("", |s| s.value.display()).into(),
            fax: facility.fax().map_or("", |s| s.value.display()).into(),
            night_phone: night.as_ref().map_or("", |phone| phone.display()).into(),
            desk_person: facility.local.desk.facts.person.as_deref().unwrap_or_default().into(),
            address: address.into(),
            area: area.into(),
            coordinates: facility.coordinates().map(|s| s.value),
            confirmed_on: facility.confirmed_on(),
            partner: identity.partner,
            open_days: open_days(facility),
            maybe_closed,
            capabilities: capabilities(facility),
            public: Public::of(facility),
        }
    }

    /// Not maybe closed, and open on that day of the week where days of service are known. Holidays are not known.
    pub fn open_on(&self, day: Date) -> bool {
        self.maybe_closed.is_none() && self.open_days.is_none_or(|days| days.on(day.weekday()))
    }

    /// Whole metres from a point; `None` without coordinates.
    pub fn metres_from(&self, point: Coordinates) -> Option<u32> {
        self.coordinates.map(|own| own.distance_to(point).round() as u32)
    }
}

fn status(facility: &Facility, maybe_closed: Option<Date>) -> Status {
    if maybe_closed.is_some() {
        return Status::MaybeClosed;
    }
    match facility.local.vacancy.facts.places {
        Some(0) => return Status::Full,
        Some(places) => return Status::Free(places),
        None => {}
    }
    facility.local.capabilities.facts.0.get("new_patients").map_or(Status::Unknown, |ability| Status::Intake(*ability))
}

fn capabilities(facility: &Facility) -> CapabilitySet {
    let mut set = CapabilitySet::default();
    for code in facility.listings.iter().filter(|l| l.gone.is_none()).flat_map(|l| &l.capabilities) {
        set.put(code, Ability::Yes);
    }
    for (code, ability) in &facility.local.capabilities.facts.0 {
        set.put(code, *ability);
    }
    set
}

fn open_days(facility: &Facility) -> Option<OpenDays> {
    facility
        .listings
        .iter()
        .filter(|l| l.gone.is_none())
        .filter_map(|l| l.days.as_deref().and_then(OpenDays::parse))
        .reduce(OpenDays::union)
}

/// The reading without that of the legal form, which the list does not show either, and without the corporation's own where
/// a blank parts it from the house's.
fn reading_of_house(kana: &str) -> &str {
    let kana = kana.trim();
    let mut rest = kana;
    while let Some(after) = include_str!("corporation_kana.txt").lines().find_map(|form| rest.strip_prefix(form)) {
        rest = after.trim_start();
    }
    if rest.len() == kana.len() || rest.is_empty() {
        return kana;
    }
    match rest.split_once([' ', '\u{3000}']) {
        Some((corporation, house)) if corporation.ends_with("カイ") && !house.trim().is_empty() => house.trim(),
        Some(_) | None => rest,
    }
}

/// Katakana as hiragana and Latin in lower case, so that both scripts stand in one order.
fn order_key(text: &str) -> Box<str> {
    let fold = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    };
    text.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).map(fold).collect::<String>().into()
}
