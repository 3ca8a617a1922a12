//! What a change did to a record, in the words of its fields.

use super::{Field, get, shown};
use crate::domain::facility::Listing;
use crate::domain::{Phone, Verdict};
use crate::port::{Change, Record};
use crate::words::{Language, Words};

/// One field that a change altered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// For programs: stable, as in `renkei set` where the field can be set.
    pub field: String,
    /// For people.
    pub label: String,
    /// Empty where nothing stood there.
    pub old: String,
    /// Empty where nothing stands there any more.
    pub new: String,
}

impl Difference {
    /// For people, in one line: `Note: old -> new`. What a record began with has nothing to point from.
    pub fn line(&self, deed: Deed, words: &Words) -> String {
        let shown = |text: &str| match Field::parse(&self.field) {
            _ if text.is_empty() => "-".to_owned(),
            None if self.field == "role" => words.get(&format!("role.{text}")).to_owned(),
            None => text.replace('\n', " / "),
            Some(field) => shown(field, text, words).replace('\n', " / "),
        };
        let (label, old, new) = (&self.label, shown(&self.old), shown(&self.new));
        if deed == Deed::Added { format!("{label}: {new}") } else { format!("{label}: {old} -> {new}") }
    }
}

/// The whole of what a change did to its record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Deed {
    Added,
    Changed,
    Removed,
    Trashed,
    Restored,
    /// Deleted for ever: nothing is known of it any more.
    Erased,
}

impl Deed {
    pub const fn of(change: &Change) -> Self {
        match (&change.before, &change.after) {
            _ if change.erased => Self::Erased,
            (None, None) => Self::Removed,
            (None, Some(_)) if change.trashed => Self::Restored,
            (None, Some(_)) => Self::Added,
            (Some(_), Some(_)) => Self::Changed,
            (Some(_), None) if change.trashed => Self::Trashed,
            (Some(_), None) => Self::Removed,
        }
    }

    /// The word for it in a program's output.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The word for people.
    pub fn word(self, words: &Words) -> &str {
        words.get(match self {
            Self::Added => "deed.added",
            Self::Changed => "deed.changed",
            Self::Removed => "deed.removed",
            Self::Trashed => "deed.trashed",
            Self::Restored => "deed.restored",
            Self::Erased => "deed.erased",
        })
    }
}

/// The fields that differ between the two images, in the order of the form, the published ones after. Nothing for a record that
/// went away or came back whole.
pub fn differences(words: &Words, change: &Change) -> Vec<Difference> {
    let (before, after) = match Deed::of(change) {
        Deed::Added | Deed::Changed => (change.before.as_ref(), change.after.as_ref()),
        Deed::Removed | Deed::Trashed | Deed::Restored | Deed::Erased => return Vec::new(),
    };
    let (old, new) =
        (before.map_or_else(Vec::new, |r| facts(words, r)), after.map_or_else(Vec::new, |r| facts(words, r)));
    let mut all: Vec<Difference> = Vec::new();
    for fact in &new {
        let before = old.iter().find(|other| other.field == fact.field).map_or("", |other| other.text.as_str());
        all.push(Difference {
            field: fact.field.clone(),
            label: fact.label.clone(),
            old: before.to_owned(),
            new: fact.text.clone(),
        });
    }
    for fact in old {
        if !new.iter().any(|other| other.field == fact.field) {
            all.push(Difference { field: fact.field, label: fact.label, old: fact.text, new: String::new() });
        }
    }
    all.retain(|difference| difference.old != difference.new);
    all
}

/// What a record is called in a list of changes; empty where it has no name.
pub fn name(record: &Record) -> String {
    match record {
        Record::Facility(facility) => facility.name().to_owned(),
        Record::Doubt(_) => String::new(),
        Record::PlaceTable(places) => places.municipality.name.clone(),
        Record::Member(member) => member.name.clone(),
        Record::Person(person) => person.name.clone(),
        Record::Template(template) => format!("{} {}", template.title, template.version),
        Record::Episode(_) | Record::Task(_) | Record::Disclosure(_) | Record::Conference(_) | Record::Sheet(_) => {
            String::new()
        }
    }
}

/// A field with what stands in it.
struct Fact {
    field: String,
    label: String,
    text: String,
}

fn facts(words: &Words, record: &Record) -> Vec<Fact> {
    let fact =
        |field: &str, key: &str, text: String| Fact { field: field.to_owned(), label: words.get(key).to_owned(), text };
    match record {
        Record::Facility(facility) => {
            let local = Field::all().into_iter().map(|field| Fact {
                field: field.name(),
                label: label(words, field),
                text: get(facility, field),
            });
            let many = facility.listings.len() > 1;
            local.chain(facility.listings.iter().flat_map(|listing| published(words, listing, many))).collect()
        }
        Record::Doubt(doubt) => {
            let verdict = match doubt.verdict {
                None => "",
                Some(Verdict::Same) => words.get("deed.same"),
                Some(Verdict::Different) => words.get("deed.different"),
            };
            vec![fact("verdict", "deed.verdict", verdict.to_owned())]
        }
        Record::PlaceTable(places) => vec![
            fact("as_of", "deed.as_of", places.as_of.to_string()),
            fact("towns", "deed.towns", places.towns.len().to_string()),
        ],
        Record::Member(member) => vec![
            fact("code", "deed.code", member.code.clone()),
            fact("name", "form.field.name", member.name.clone()),
            fact("role", "deed.role", member.role.to_string()),
            fact("uids", "deed.uids", member.uids.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
            fact("left_on", "deed.left_on", member.left_on.map(|day| day.to_string()).unwrap_or_default()),
        ],
        Record::Person(_)
        | Record::Episode(_)
        | Record::Task(_)
        | Record::Template(_)
        | Record::Disclosure(_)
        | Record::Conference(_)
        | Record::Sheet(_) => Vec::new(),
    }
}

/// As the form calls it; a group's day of confirmation with the group, which has no heading here.
fn label(words: &Words, field: Field) -> String {
    let label = super::label(field, words);
    let Field::Confirmed(section) = field else { return label };
    format!("{} {label}", words.get(&format!("form.tab.{}", section.name())))
}

/// What a source says about a service; the label names both, where there are several.
fn published(words: &Words, listing: &Listing, many: bool) -> Vec<Fact> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let phone = |value: &Option<Phone>| value.as_ref().map(|phone| phone.display().to_owned()).unwrap_or_default();
    let date = |value: Option<jiff::civil::Date>| value.map(|day| day.to_string()).unwrap_or_default();
    let coordinates = listing.coordinates.map(|c| format!("{}, {}", c.latitude, c.longitude)).unwrap_or_default();
    let info = listing.kind.info();
    let service = if words.language() == Language::Ja { info.short_ja } else { info.short_en };
    let facts = [
        ("name", "form.field.name", listing.name.clone()),
        ("kana", "form.field.kana", text(&listing.kana)),
        ("short_name", "export.short_name", text(&listing.short_name)),
        ("municipality", "export.municipality", text(&listing.municipality)),
        ("postal_code", "form.field.postal_code", text(&listing.postal_code)),
        ("address", "form.field.address", text(&listing.address)),
        ("building", "deed.building", text(&listing.building)),
        ("coordinates", "form.field.coordinates", coordinates),
        ("phone", "form.field.phone", phone(&listing.phone)),
        ("fax", "form.field.fax", phone(&listing.fax)),
        ("corporation", "deed.corporation", text(&listing.corporation)),
        ("corporation_number", "deed.corporation_number", text(&listing.corporation_number)),
        ("capacity", "deed.capacity", listing.capacity.map(|n| n.to_string()).unwrap_or_default()),
        ("beds", "detail.beds", text(&listing.beds)),
        ("days", "deed.days", text(&listing.days)),
        ("hours", "form.field.business_hours", text(&listing.hours)),
        ("departments", "detail.departments", text(&listing.departments)),
        ("url", "form.field.url", text(&listing.url)),
        ("note", "form.field.note", text(&listing.note)),
        ("capabilities", "detail.notified", listing.capabilities.join(", ")),
        ("as_of", "deed.as_of", listing.as_of.to_string()),
        ("gone", "deed.gone", date(listing.gone)),
    ];
    let source = words.get(&format!("export.source.{}", listing.source)).to_owned();
    let source = if many { format!(" ({source})") } else { String::new() };
    let place = format!("{}.{}.{}", listing.source, listing.kind.code(), listing.key.as_str());
    facts
        .into_iter()
        .map(|(field, key, text)| Fact {
            field: format!("published.{place}.{field}"),
            label: format!("{service} {}{source}", words.get(key)),
            text,
        })
        .collect()
}

/// The name of a facility before or after a change, whichever there is.
pub fn name_of(change: &Change) -> String {
    change.after.as_ref().or(change.before.as_ref()).map(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::facility::SourceKey;
    use crate::domain::{Facility, FacilityId, Kind, Source};
    use crate::port::{EntityKind, GroupId};

    fn facility() -> Facility {
        let mut facility = Facility::new(FacilityId::from_bytes([3; 16]));
        let key = SourceKey::Number("9900000001".to_owned());
        let mut listing = Listing::new(
            Source::CareService,
            key,
            Kind::new("medical:clinic"),
            date(2025, 1, 1),
            "架空診療所".to_owned(),
        );
        listing.phone = Phone::parse("03-0999-0001");
        facility.listings.push(listing);
        facility.local.note.facts = "古い".to_owned();
        facility
    }

    fn change(before: Option<Facility>, after: Option<Facility>) -> Change {
        Change {
            seq: 1,
            group: GroupId(1),
            kind: EntityKind::Facility,
            key: [3; 16],
            before: before.map(Record::Facility),
            after: after.map(Record::Facility),
            trashed: false,
            erased: false,
        }
    }

    fn told(change: &Change) -> Vec<(String, String, String)> {
        let all = differences(Words::of(Language::Ja), change);
        all.into_iter().map(|difference| (difference.label, difference.old, difference.new)).collect()
    }

    #[test]
    fn only_what_differs_is_told_old_and_new() {
        let mut after = facility();
        after.local.note.facts = "新しい".to_owned();
        after.local.desk.facts.person = Some("架空花子".to_owned());
        after.listings[0].phone = None;
        let of = |label: &str, old: &str, new: &str| (label.to_owned(), old.to_owned(), new.to_owned());
        assert_eq!(
            told(&change(Some(facility()), Some(after))),
            [of("担当者", "", "架空花子"), of("メモ", "古い", "新しい"), of("診療所 電話", "03-0999-0001", "")]
        );
        assert_eq!(told(&change(Some(facility()), Some(facility()))), []);
    }

    #[test]
    fn what_came_is_told_whole_and_what_went_by_its_name_only() {
        assert!(told(&change(None, Some(facility()))).len() >= 3);
        let mut gone = change(Some(facility()), None);
        assert_eq!((told(&gone), Deed::of(&gone)), (vec![], Deed::Removed));
        assert_eq!(name_of(&gone), "架空診療所");
        gone.trashed = true;
        assert_eq!(Deed::of(&gone), Deed::Trashed);
        assert_eq!(Deed::of(&Change { erased: true, before: None, ..gone }), Deed::Erased);
    }
}
