//! 継続状況: which institutions work as usual, partly or not. A closing and a reopening are two acts; what holds on a day follows from them.

mod table;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::publicity::Publicity;
use super::{FacilityId, ServiceActId};

pub use table::{ContinuityService, Need, Reason, State, needs, reason, reasons, services, state, states};

/// An institution closes, works partly, or opens again, from a day on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceAct {
    pub id: ServiceActId,
    #[serde(default)]
    pub rev: u64,
    pub facility: FacilityId,
    /// A code of `state.tsv`.
    pub state: String,
    pub from: Date,
    /// Until when it is expected to last. That day opens nothing by itself: somebody has to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What goes on meanwhile, where it works partly: codes of `need.tsv`.
    #[serde(default)]
    pub services: Vec<String>,
    /// A code of `reason.tsv`.
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub note: String,
    /// Who said so.
    #[serde(default)]
    pub said_by: String,
    /// Who wrote it down, and when: of two acts from one day the later one holds.
    #[serde(default)]
    pub by: String,
    pub at: DateTime,
    #[serde(default)]
    pub publicity: Publicity,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

/// The act that holds on a day; `None`: it works as usual.
pub fn on_day<'a>(acts: impl IntoIterator<Item = &'a ServiceAct>, day: Date) -> Option<&'a ServiceAct> {
    let begun = acts.into_iter().filter(|act| act.from <= day);
    begun.max_by_key(|act| (act.from, act.at, act.id))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_latest_act_that_has_begun_holds() {
        let act = |n: u8, state: &str, from: Date| ServiceAct {
            id: ServiceActId::from_bytes([n; 16]),
            rev: 1,
            facility: FacilityId::from_bytes([9; 16]),
            state: state.to_owned(),
            from,
            until: Some(date(2026, 6, 10)),
            services: Vec::new(),
            reason: String::new(),
            note: String::new(),
            said_by: String::new(),
            by: String::new(),
            at: from.at(9, i8::try_from(n).unwrap(), 0, 0),
            publicity: Publicity::Partners,
            fictional: true,
        };
        let acts = [act(1, "closed", date(2026, 6, 1)), act(2, "open", date(2026, 6, 15))];
        let on = |day| on_day(&acts, day).map(|act| act.state.as_str());
        assert_eq!(on(date(2026, 5, 31)), None);
        assert_eq!(on(date(2026, 6, 12)), Some("closed"), "the expected end opens nothing");
        assert_eq!(on(date(2026, 6, 15)), Some("open"));
        let twice = [act(1, "closed", date(2026, 6, 1)), act(2, "partly", date(2026, 6, 1))];
        assert_eq!(on_day(&twice, date(2026, 6, 1)).map(|act| act.state.as_str()), Some("partly"));
    }
}
