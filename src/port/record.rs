//! What is kept: the kinds of entity, and a record of any of them.

use serde::{Deserialize, Serialize};

use crate::domain::permission::Area;
use crate::domain::{
    AcpTalk, Answer, Conference, Disclosure, Doubt, Episode, EpisodeId, Facility, Guide, Meeting, Member, Person,
    PersonId, PlaceTable, Publication, ServiceAct, Sheet, Survey, Task, Template,
};

/// The key of a record: 16 bytes whatever the kind (a place table's is made of its code).
pub type Key = [u8; 16];

/// Everything that differs from kind to kind, in one list: the kind with its type, and how a record of it is taken out.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($take:ident, $look:ident, |$key:ident| $bytes:expr),)*) => {
        /// The kinds of entity, one table each.
        #[derive(
            Clone,
            Copy,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            Debug,
            Serialize,
            Deserialize,
            strum::EnumIter,
            strum::Display,
            strum::EnumString,
            strum::IntoStaticStr,
        )]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum EntityKind {
            $($(#[$doc])* $kind,)*
        }

        /// An entity of any kind.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case", tag = "kind", content = "record")]
        #[expect(
            clippy::large_enum_variant,
            reason = "most are facilities and tasks; a box for each would only add an allocation"
        )]
        pub enum Record {
            $($kind($kind),)*
        }

        impl Record {
            pub const fn kind(&self) -> EntityKind {
                match self {
                    $(Self::$kind(_) => EntityKind::$kind,)*
                }
            }

            pub fn key(&self) -> Key {
                match self {
                    $(Self::$kind($key) => $bytes,)*
                }
            }

            pub const fn rev(&self) -> u64 {
                match self {
                    $(Self::$kind(record) => record.rev,)*
                }
            }

            pub const fn set_rev(&mut self, rev: u64) {
                match self {
                    $(Self::$kind(record) => record.rev = rev,)*
                }
            }

            $(
                /// The record, where it is of this kind.
                pub fn $take(self) -> Option<$kind> {
                    if let Self::$kind(record) = self { Some(record) } else { None }
                }

                /// The record to look at, where it is of this kind.
                pub const fn $look(&self) -> Option<&$kind> {
                    if let Self::$kind(record) = self { Some(record) } else { None }
                }
            )*
        }

        $(
            impl From<$kind> for Record {
                fn from(record: $kind) -> Self {
                    Self::$kind(record)
                }
            }
        )*
    };
}

kinds! {
    Facility(into_facility, as_facility, |record| record.id.to_bytes()),
    Doubt(into_doubt, as_doubt, |record| record.id.to_bytes()),
    PlaceTable(into_place_table, as_place_table, |record| place_key(&record.code)),
    Member(into_member, as_member, |record| record.id.to_bytes()),
    Person(into_person, as_person, |record| record.id.to_bytes()),
    Episode(into_episode, as_episode, |record| record.id.to_bytes()),
    Task(into_task, as_task, |record| record.id.to_bytes()),
    /// A version of a checklist, once a stay runs under it.
    Template(into_template, as_template, |record| record.id.to_bytes()),
    Disclosure(into_disclosure, as_disclosure, |record| record.id.to_bytes()),
    Conference(into_conference, as_conference, |record| record.id.to_bytes()),
    Sheet(into_sheet, as_sheet, |record| record.id.to_bytes()),
    AcpTalk(into_acp_talk, as_acp_talk, |record| record.id.to_bytes()),
    Meeting(into_meeting, as_meeting, |record| record.id.to_bytes()),
    Publication(into_publication, as_publication, |record| record.id.to_bytes()),
    Guide(into_guide, as_guide, |record| record.id.to_bytes()),
    Survey(into_survey, as_survey, |record| record.id.to_bytes()),
    Answer(into_answer, as_answer, |record| record.id.to_bytes()),
    ServiceAct(into_service_act, as_service_act, |record| record.id.to_bytes()),
}

/// The key of the place table of a municipality: its code in ASCII, zeros behind it.
pub fn place_key(code: &str) -> Key {
    let mut key = [0; 16];
    for (slot, byte) in key.iter_mut().zip(code.bytes()) {
        *slot = byte;
    }
    key
}

impl EntityKind {
    /// Does a record of this kind tell something about a person? Then it leaves the program only with a line in the audit.
    pub const fn is_personal(self) -> bool {
        match self {
            Self::Facility | Self::Doubt | Self::PlaceTable | Self::Member | Self::Template => false,
            Self::Person | Self::Episode | Self::Task | Self::Disclosure => true,
            Self::Conference | Self::Sheet | Self::AcpTalk => true,
            // Who speaks of cases names somebody sooner or later.
            Self::Meeting => true,
            Self::Publication | Self::Guide | Self::Survey | Self::Answer | Self::ServiceAct => false,
        }
    }
}

impl EntityKind {
    /// Where a change of such a record belongs. `of_meeting`: it is a task that a meeting agreed on, and about no person.
    pub const fn area(self, of_meeting: bool) -> Area {
        match self {
            Self::Facility | Self::Doubt | Self::PlaceTable | Self::ServiceAct => Area::Register,
            Self::Task if of_meeting => Area::Log,
            Self::Member => Area::Members,
            Self::Person | Self::Episode | Self::Task | Self::Template => Area::Persons,
            Self::Disclosure | Self::Conference | Self::Sheet | Self::AcpTalk => Area::Persons,
            Self::Meeting | Self::Publication | Self::Guide | Self::Survey | Self::Answer => Area::Log,
        }
    }

    /// Does [`crate::model::Casebook`] keep it?
    pub const fn is_of_casebook(self) -> bool {
        match self {
            Self::Facility | Self::Doubt | Self::PlaceTable | Self::Member => false,
            Self::Template | Self::Publication | Self::Guide | Self::Survey | Self::Answer | Self::ServiceAct => true,
            Self::Person | Self::Episode | Self::Task | Self::Disclosure | Self::Conference => true,
            Self::Sheet | Self::AcpTalk | Self::Meeting => true,
        }
    }
}

impl Record {
    /// The stay that it belongs to, where it is no stay itself.
    pub fn stay(&self) -> Option<EpisodeId> {
        match self {
            Self::Task(task) => task.episode,
            Self::Conference(talk) => Some(talk.episode),
            Self::Sheet(sheet) => sheet.episode,
            Self::Disclosure(disclosure) => disclosure.episode,
            Self::Facility(_) | Self::Doubt(_) | Self::PlaceTable(_) | Self::Member(_) | Self::Template(_) => None,
            Self::Person(_) | Self::Episode(_) | Self::AcpTalk(_) | Self::Meeting(_) => None,
            Self::Publication(_) | Self::Guide(_) | Self::Survey(_) | Self::Answer(_) | Self::ServiceAct(_) => None,
        }
    }

    /// Whom it is about, where it says so itself.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person.id),
            Self::Episode(stay) => Some(stay.person),
            Self::Task(task) => task.person,
            Self::Disclosure(disclosure) => Some(disclosure.person),
            Self::Conference(talk) => Some(talk.person),
            Self::Sheet(sheet) => Some(sheet.person),
            Self::AcpTalk(talk) => Some(talk.person),
            Self::Meeting(meeting) => meeting.person,
            Self::Publication(_) | Self::Guide(_) | Self::Survey(_) | Self::Answer(_) | Self::ServiceAct(_) => None,
            Self::Facility(_) | Self::Doubt(_) | Self::PlaceTable(_) | Self::Member(_) | Self::Template(_) => None,
        }
    }
}
