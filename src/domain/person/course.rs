//! One person through the four scenes: hospital, daily life, emergencies, the end (domain.md 1, S06). Nothing of it is stored.

use jiff::civil::{Date, DateTime};

use super::Person;
use crate::domain::acp::{AcpTalk, CarePlace};
use crate::domain::episode::{EndReason, Episode};
use crate::domain::{AcpTalkId, EpisodeId};

/// Something that brought the person into a scene, or that belongs to one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// `None`: a call that was written down without a day.
    pub on: Option<Date>,
    pub what: Happened,
}

/// What it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happened {
    Admitted(EpisodeId),
    /// Out of the hospital: home, or into a home for the aged.
    Discharged(EpisodeId),
    /// Into another hospital.
    Transferred(EpisodeId),
    /// 119 was called; the place of the call among those that are kept.
    Called(usize),
    /// A talk about wishes.
    Talked(AcpTalkId),
    Died(Option<CarePlace>),
}

impl Happened {
    /// A code of `scene.tsv`.
    pub const fn scene(self) -> &'static str {
        match self {
            Self::Admitted(_) | Self::Transferred(_) => "hospital",
            Self::Discharged(_) => "daily",
            Self::Called(_) => "emergency",
            Self::Talked(_) | Self::Died(_) => "end",
        }
    }

    /// A stable word for scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admitted(_) => "admitted",
            Self::Discharged(_) => "discharged",
            Self::Transferred(_) => "transferred",
            Self::Called(_) => "called",
            Self::Talked(_) => "talked",
            Self::Died(_) => "died",
        }
    }

    /// What comes first on one day: a call before the admission that follows from it, the death after everything.
    const fn order(self) -> u8 {
        match self {
            Self::Called(_) => 0,
            Self::Talked(_) => 1,
            Self::Transferred(_) => 2,
            Self::Admitted(_) => 3,
            Self::Discharged(_) => 4,
            Self::Died(_) => 5,
        }
    }
}

/// The oldest first; what has no day stands before everything. Stays that did not take place are left out, talks that were taken back too.
pub fn course<'a>(
    person: &Person,
    stays: impl IntoIterator<Item = &'a Episode>,
    talks: impl IntoIterator<Item = &'a AcpTalk>,
) -> Vec<Turn> {
    let mut turns = Vec::new();
    let turn = |on, what| Turn { on: Some(on), what };
    let mut died_in_hospital = None;
    for stay in stays {
        let end = stay.end.map(|end| (end.on, end.reason));
        if matches!(end, Some((_, EndReason::Cancelled))) {
            continue;
        }
        turns.push(turn(stay.admitted_on, Happened::Admitted(stay.id)));
        match end {
            Some((on, EndReason::Home | EndReason::Institution)) => turns.push(turn(on, Happened::Discharged(stay.id))),
            Some((on, EndReason::Transfer)) => turns.push(turn(on, Happened::Transferred(stay.id))),
            Some((on, EndReason::Death)) => died_in_hospital = Some(on),
            Some((_, EndReason::Cancelled)) | None => {}
        }
    }
    for (at, call) in person.card.calls.iter().enumerate() {
        turns.push(Turn { on: call.at.map(DateTime::date), what: Happened::Called(at) });
    }
    let talks = talks.into_iter().filter(|talk| talk.withdrawn_on.is_none());
    turns.extend(talks.map(|talk| turn(talk.on, Happened::Talked(talk.id))));
    match &person.card.passing {
        Some(passing) => {
            let on = passing.at.map(DateTime::date).or(died_in_hospital);
            turns.push(Turn { on, what: Happened::Died(passing.place) });
        }
        None => turns.extend(died_in_hospital.map(|on| turn(on, Happened::Died(Some(CarePlace::Hospital))))),
    }
    turns.sort_by_key(|turn| (turn.on, turn.what.order()));
    turns
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::card::{EmergencyCall, Passing};
    use crate::domain::episode::End;
    use crate::domain::{PersonId, TemplateId};

    fn stay(n: u8, from: Date, end: Option<(Date, EndReason)>) -> Episode {
        let id = EpisodeId::from_bytes([n; 16]);
        let begun = Episode::new(id, PersonId::from_bytes([1; 16]), from, TemplateId::from_bytes([2; 16]));
        Episode { end: end.map(|(on, reason)| End { on, reason }), ..begun }
    }

    fn codes(turns: &[Turn]) -> Vec<(&'static str, &'static str)> {
        turns.iter().map(|turn| (turn.what.scene(), turn.what.code())).collect()
    }

    #[test]
    fn scenes_follow_one_another_by_day() {
        let mut person = Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned());
        let at = date(2026, 3, 1).at(4, 30, 0, 0);
        person.card.calls.push(EmergencyCall { at: Some(at), ..EmergencyCall::default() });
        let passing =
            Passing { at: Some(date(2026, 6, 1).at(5, 0, 0, 0)), place: Some(CarePlace::Home), conference_on: None };
        person.card.passing = Some(passing);
        let stays = [
            stay(1, date(2026, 3, 1), Some((date(2026, 3, 20), EndReason::Home))),
            stay(2, date(2026, 4, 1), Some((date(2026, 4, 1), EndReason::Cancelled))),
        ];
        let mut talks = [4, 5].map(|n| AcpTalk::new(AcpTalkId::from_bytes([n; 16]), person.id, date(2026, 5, 10)));
        talks[1].withdrawn_on = Some(date(2026, 5, 11));
        let turns = course(&person, &stays, &talks);
        let wanted = [
            ("emergency", "called"),
            ("hospital", "admitted"),
            ("daily", "discharged"),
            ("end", "talked"),
            ("end", "died"),
        ];
        assert_eq!(codes(&turns), wanted);
        assert_eq!(turns[4].what, Happened::Died(Some(CarePlace::Home)));
    }

    #[test]
    fn who_died_in_hospital_died_once() {
        let mut person = Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned());
        let stays = [stay(1, date(2026, 3, 1), Some((date(2026, 3, 9), EndReason::Death)))];
        let turns = course(&person, &stays, []);
        assert_eq!(turns[1], Turn { on: Some(date(2026, 3, 9)), what: Happened::Died(Some(CarePlace::Hospital)) });
        person.card.passing = Some(Passing { place: Some(CarePlace::Hospice), ..Passing::default() });
        let turns = course(&person, &stays, []);
        assert_eq!(turns[1..], [Turn { on: Some(date(2026, 3, 9)), what: Happened::Died(Some(CarePlace::Hospice)) }]);
    }
}
