//! Identities: UUID v7, so that newer records sort behind older ones.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identity. `Uuid::now_v7` reads the clock only to order ids; no rule depends on it.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            pub const fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text.trim()).map(Self)
            }
        }
    };
}

id!(
    /// Identity of a [`Facility`](super::Facility).
    FacilityId
);
id!(
    /// Identity of a [`Doubt`](super::Doubt): a pair that a person has to decide.
    DoubtId
);
id!(
    /// Identity of a [`Member`](super::Member).
    MemberId
);
id!(
    /// Identity of a draft: what one form holds that is not saved.
    DraftId
);
id!(
    /// Identity of a running session, so that others can be told who has what open.
    SessionId
);
id!(
    /// Identity of a [`Person`](super::Person).
    PersonId
);
id!(
    /// Identity of an [`Episode`](super::Episode): one stay in a hospital.
    EpisodeId
);
id!(
    /// Identity of a [`Task`](super::Task).
    TaskId
);
id!(
    /// Identity of one version of a checklist's [`Template`](super::checklist::Template).
    TemplateId
);
id!(
    /// Identity of a [`Disclosure`](super::Disclosure).
    DisclosureId
);
id!(
    /// Identity of a [`Conference`](super::Conference).
    ConferenceId
);
id!(
    /// Identity of a [`Sheet`](super::Sheet).
    SheetId
);
id!(
    /// Identity of an [`AcpTalk`](super::AcpTalk).
    AcpTalkId
);
id!(
    /// Identity of a [`Meeting`](super::Meeting).
    MeetingId
);
id!(
    /// Identity of a [`Publication`](super::Publication).
    PublicationId
);
id!(
    /// Identity of a [`Guide`](super::Guide).
    GuideId
);
id!(
    /// Identity of a [`Survey`](super::Survey).
    SurveyId
);
id!(
    /// Identity of an [`Answer`](super::Answer).
    AnswerId
);
id!(
    /// Identity of a [`ServiceAct`](super::ServiceAct).
    ServiceActId
);

impl AnswerId {
    /// What an institution answers to a survey has one identity: it answers once (UUID v5).
    pub fn of(survey: SurveyId, facility: FacilityId) -> Self {
        Self(Uuid::new_v5(&survey.0, &facility.to_bytes()))
    }
}

impl TaskId {
    /// The task of a stay's checklist item: the same two give the same id (UUID v5), so that no item is ever doubled.
    pub fn of_item(episode: EpisodeId, code: &str) -> Self {
        Self(Uuid::new_v5(&episode.0, code.as_bytes()))
    }
}

impl TemplateId {
    /// One version of a checklist of that name has one identity everywhere.
    pub fn of(name: &str, version: &str) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("renkei checklist {name} {version}").as_bytes()))
    }
}
