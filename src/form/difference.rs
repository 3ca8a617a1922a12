//! What a change did to a record, in the words of its fields.

use super::Names;
use super::told::{Reading, facts};
use crate::domain::task::Origin;
use crate::port::{Change, Record};
use crate::words::Words;

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
    reading: Reading,
}

impl Difference {
    /// For people, in one line: `Note: old -> new`. What a record began with has nothing to point from.
    pub fn line(&self, deed: Deed, words: &Words, names: &dyn Names) -> String {
        let shown = |text: &str| {
            if text.is_empty() { "-".to_owned() } else { self.reading.shown(text, words, names).replace('\n', " / ") }
        };
        let label = self.reading.label(words, names).unwrap_or_else(|| self.label.clone());
        let (old, new) = (shown(&self.old), shown(&self.new));
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
            reading: fact.reading.clone(),
        });
    }
    for fact in old {
        if !new.iter().any(|other| other.field == fact.field) {
            let (field, label, old, reading) = (fact.field, fact.label, fact.text, fact.reading);
            all.push(Difference { field, label, old, new: String::new(), reading });
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
        Record::Task(task) => match &task.origin {
            Origin::Item(code) => code.clone(),
            Origin::Hand { text, .. } | Origin::Action { text, .. } => text.clone(),
        },
        Record::Disclosure(disclosure) => disclosure.to_name.clone(),
        Record::Meeting(meeting) => meeting.title.clone(),
        Record::Publication(publication) => publication.called().to_owned(),
        Record::Guide(guide) => guide.worry.clone(),
        Record::Survey(survey) => survey.title.clone(),
        Record::Episode(_) | Record::Conference(_) | Record::Sheet(_) | Record::AcpTalk(_) => String::new(),
        Record::Answer(_) | Record::ServiceAct(_) => String::new(),
    }
}

/// The name of a facility before or after a change, whichever there is.
pub fn name_of(change: &Change) -> String {
    change.after.as_ref().or(change.before.as_ref()).map(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::facility::{Listing, SourceKey};
    use crate::domain::{Facility, FacilityId, Kind, Phone, Source};
    use crate::port::{EntityKind, GroupId};
    use crate::words::Language;

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
