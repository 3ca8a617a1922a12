//! The fields of a talk about what the person wants.

use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::parse::{code, code_text, date, date_text, line, yes_no, yes_no_text};
use super::{Described, FieldError, FieldKind, Label, Part};
use crate::domain::acp::{AcpTalk, Calling, CarePlace, Stance, Treatment};
use crate::domain::text::clean_text;

/// Before the name of a treatment's field.
const TREATMENT: &str = "treatment.";

/// A field of such a talk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AcpField {
    Talk(TalkFact),
    /// What was said of a treatment.
    Treatment(Treatment),
}

/// What a talk says beside the treatments, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TalkFact {
    On,
    Place,
    Participants,
    Occasion,
    Capacity,
    WouldRatherNot,
    Values,
    Wanted,
    Unwanted,
    CarePlace,
    CarePlaceSecond,
    LastPlace,
    LastPlaceSecond,
    Calling,
    IfChanged,
    Telling,
    ProxyName,
    ProxyRelation,
    ProxyNamed,
    Family,
    Documents,
    SharedWith,
    NextReviewOn,
    ChangeReason,
    WithdrawnOn,
}

impl AcpField {
    /// In the order of the form: the treatments stand before the time to call 119.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = TalkFact::iter().map(Self::Talk).collect();
        let at = all.iter().position(|field| *field == Self::Talk(TalkFact::Calling)).unwrap_or(all.len());
        all.splice(at..at, Treatment::iter().map(Self::Treatment));
        all
    }

    /// The stable name: `last_place`, `treatment.resuscitation`.
    pub fn name(self) -> String {
        match self {
            Self::Talk(fact) => <&'static str>::from(fact).to_owned(),
            Self::Treatment(treatment) => format!("{TREATMENT}{treatment}"),
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        match name.strip_prefix(TREATMENT) {
            Some(treatment) => treatment.parse().ok().map(Self::Treatment),
            None => name.parse().ok().map(Self::Talk),
        }
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Talk(TalkFact::On | TalkFact::Place | TalkFact::Participants | TalkFact::Occasion) => "acp_talk",
            Self::Talk(TalkFact::Capacity | TalkFact::WouldRatherNot) => "acp_talk",
            Self::Talk(TalkFact::Values | TalkFact::Wanted | TalkFact::Unwanted) => "acp_values",
            Self::Talk(TalkFact::CarePlace | TalkFact::CarePlaceSecond) => "acp_places",
            Self::Talk(TalkFact::LastPlace | TalkFact::LastPlaceSecond) => "acp_places",
            Self::Treatment(_) | Self::Talk(TalkFact::Calling | TalkFact::IfChanged | TalkFact::Telling) => {
                "acp_treatments"
            }
            Self::Talk(TalkFact::ProxyName | TalkFact::ProxyRelation | TalkFact::ProxyNamed) => "acp_proxy",
            Self::Talk(TalkFact::Family) => "acp_proxy",
            Self::Talk(TalkFact::Documents | TalkFact::SharedWith | TalkFact::NextReviewOn) => "acp_after",
            Self::Talk(TalkFact::ChangeReason | TalkFact::WithdrawnOn) => "acp_after",
        }
    }
}

impl From<AcpField> for Described {
    fn from(field: AcpField) -> Self {
        let place = || FieldKind::choice::<CarePlace>("care_place", true);
        let kind = match field {
            AcpField::Treatment(_) => FieldKind::choice::<Stance>("stance", true),
            AcpField::Talk(fact) => match fact {
                TalkFact::On | TalkFact::NextReviewOn | TalkFact::WithdrawnOn => FieldKind::Date,
                TalkFact::Place | TalkFact::Occasion | TalkFact::Capacity => FieldKind::Line,
                TalkFact::ProxyName | TalkFact::ProxyRelation | TalkFact::Documents => FieldKind::Line,
                TalkFact::Participants | TalkFact::Values | TalkFact::Wanted | TalkFact::Unwanted => FieldKind::Text,
                TalkFact::IfChanged | TalkFact::Telling | TalkFact::Family => FieldKind::Text,
                TalkFact::SharedWith | TalkFact::ChangeReason => FieldKind::Text,
                TalkFact::WouldRatherNot | TalkFact::ProxyNamed => FieldKind::YesNo,
                TalkFact::CarePlace | TalkFact::CarePlaceSecond => place(),
                TalkFact::LastPlace | TalkFact::LastPlaceSecond => place(),
                TalkFact::Calling => FieldKind::choice::<Calling>("calling", true),
            },
        };
        let label = Label::Key(format!("form.acp.{}", field.name()));
        Self { name: field.name(), label, kind, part: Part::of(field.part()), group: None }
    }
}

pub(super) fn get(talk: &AcpTalk, field: AcpField) -> String {
    let fact = match field {
        AcpField::Treatment(treatment) => return code_text(talk.treatments.get(&treatment).copied()),
        AcpField::Talk(fact) => fact,
    };
    match fact {
        TalkFact::On => talk.on.to_string(),
        TalkFact::Place => talk.place.clone(),
        TalkFact::Participants => talk.participants.clone(),
        TalkFact::Occasion => talk.occasion.clone(),
        TalkFact::Capacity => talk.capacity.clone(),
        TalkFact::WouldRatherNot => yes_no_text(talk.would_rather_not),
        TalkFact::Values => talk.values.clone(),
        TalkFact::Wanted => talk.wanted.clone(),
        TalkFact::Unwanted => talk.unwanted.clone(),
        TalkFact::CarePlace => code_text(talk.care_place),
        TalkFact::CarePlaceSecond => code_text(talk.care_place_second),
        TalkFact::LastPlace => code_text(talk.last_place),
        TalkFact::LastPlaceSecond => code_text(talk.last_place_second),
        TalkFact::Calling => code_text(talk.calling),
        TalkFact::IfChanged => talk.if_changed.clone(),
        TalkFact::Telling => talk.telling.clone(),
        TalkFact::ProxyName => talk.proxy_name.clone(),
        TalkFact::ProxyRelation => talk.proxy_relation.clone(),
        TalkFact::ProxyNamed => yes_no_text(talk.proxy_named),
        TalkFact::Family => talk.family.clone(),
        TalkFact::Documents => talk.documents.clone(),
        TalkFact::SharedWith => talk.shared_with.clone(),
        TalkFact::NextReviewOn => date_text(talk.next_review_on),
        TalkFact::ChangeReason => talk.change_reason.clone(),
        TalkFact::WithdrawnOn => date_text(talk.withdrawn_on),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(talk: &mut AcpTalk, field: AcpField, typed: &str, today: Date) -> Result<(), FieldError> {
    let fact = match field {
        AcpField::Treatment(treatment) => {
            match code::<Stance>(typed)? {
                Some(stance) => talk.treatments.insert(treatment, stance),
                None => talk.treatments.remove(&treatment),
            };
            return Ok(());
        }
        AcpField::Talk(fact) => fact,
    };
    let text = || line(typed).unwrap_or_default();
    let past = |day: Option<Date>| if day.is_some_and(|day| day > today) { Err(FieldError::NotYet) } else { Ok(day) };
    match fact {
        TalkFact::On => talk.on = past(date(typed, today)?)?.ok_or(FieldError::Missing)?,
        TalkFact::Place => talk.place = text(),
        TalkFact::Participants => talk.participants = clean_text(typed),
        TalkFact::Occasion => talk.occasion = text(),
        TalkFact::Capacity => talk.capacity = text(),
        TalkFact::WouldRatherNot => talk.would_rather_not = yes_no(typed)?,
        TalkFact::Values => talk.values = clean_text(typed),
        TalkFact::Wanted => talk.wanted = clean_text(typed),
        TalkFact::Unwanted => talk.unwanted = clean_text(typed),
        TalkFact::CarePlace => talk.care_place = code(typed)?,
        TalkFact::CarePlaceSecond => talk.care_place_second = code(typed)?,
        TalkFact::LastPlace => talk.last_place = code(typed)?,
        TalkFact::LastPlaceSecond => talk.last_place_second = code(typed)?,
        TalkFact::Calling => talk.calling = code(typed)?,
        TalkFact::IfChanged => talk.if_changed = clean_text(typed),
        TalkFact::Telling => talk.telling = clean_text(typed),
        TalkFact::ProxyName => talk.proxy_name = text(),
        TalkFact::ProxyRelation => talk.proxy_relation = text(),
        TalkFact::ProxyNamed => talk.proxy_named = yes_no(typed)?,
        TalkFact::Family => talk.family = clean_text(typed),
        TalkFact::Documents => talk.documents = text(),
        TalkFact::SharedWith => talk.shared_with = clean_text(typed),
        TalkFact::NextReviewOn => talk.next_review_on = date(typed, today)?,
        TalkFact::ChangeReason => talk.change_reason = clean_text(typed),
        TalkFact::WithdrawnOn => talk.withdrawn_on = past(date(typed, today)?)?,
    }
    Ok(())
}

/// What cannot stand beside the other fields: nothing is taken back before it was said.
pub(super) fn faults(talk: &AcpTalk) -> Vec<(String, FieldError)> {
    let early = talk.withdrawn_on.is_some_and(|day| day < talk.on);
    early.then(|| (AcpField::Talk(TalkFact::WithdrawnOn).name(), FieldError::BeforeTalk)).into_iter().collect()
}
