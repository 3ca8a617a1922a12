//! A condition made ready to be asked of every row.

use jiff::civil::{Date, Weekday};

use super::row::Status;
use super::{Condition, Facet, Row};
use crate::domain::facility::{Ability, KindInfo, capability, kind};

/// One condition, compiled: asking it of a row allocates nothing.
#[derive(Debug)]
pub(super) struct Probe {
    ask: Ask,
    negative: bool,
}

#[derive(Debug)]
enum Ask {
    Kinds(Vec<&'static KindInfo>),
    AreaIs(String),
    AreaHas(String),
    /// Any of these places of the capability table answered 可 or 談.
    Capabilities(Vec<usize>),
    Free,
    Full,
    OpenToday(Date),
    OpenOn(Weekday),
    Partner,
    /// A value that means nothing: no row fits, and the empty list says so.
    Nothing,
}

const YES: [&str; 8] = ["有", "あり", "可", "yes", "1", "true", "今日", "today"];
const NO: [&str; 5] = ["無", "なし", "満床", "no", "0"];

impl Probe {
    pub(super) fn of(condition: &Condition, rows: &[Option<Row>], today: Date) -> Self {
        let value = condition.value.trim().to_ascii_lowercase();
        let mut negative = condition.negative;
        let ask = match condition.facet {
            Facet::Kind => Ask::Kinds(kinds(&value)),
            Facet::Area => {
                if rows.iter().flatten().any(|row| row.area.as_ref() == condition.value) {
                    Ask::AreaIs(condition.value.clone())
                } else {
                    Ask::AreaHas(condition.value.clone())
                }
            }
            Facet::Capability => Ask::Capabilities(capabilities(&value)),
            Facet::Vacancy if NO.contains(&value.as_str()) => Ask::Full,
            Facet::Vacancy if YES.contains(&value.as_str()) => Ask::Free,
            Facet::Partner | Facet::Open if NO.contains(&value.as_str()) => {
                negative = !negative;
                if condition.facet == Facet::Open { Ask::OpenToday(today) } else { Ask::Partner }
            }
            Facet::Partner if YES.contains(&value.as_str()) => Ask::Partner,
            Facet::Open if YES.contains(&value.as_str()) => Ask::OpenToday(today),
            Facet::Open => weekday(&value).map_or(Ask::Nothing, Ask::OpenOn),
            Facet::Vacancy | Facet::Partner => Ask::Nothing,
        };
        Self { ask, negative }
    }

    pub(super) fn fits(&self, row: &Row) -> bool {
        let fits = match &self.ask {
            Ask::Kinds(kinds) => row.kinds.iter().any(|own| kinds.iter().any(|k| std::ptr::eq(*k, *own))),
            Ask::AreaIs(area) => row.area.as_ref() == area,
            Ask::AreaHas(part) => row.area.contains(part.as_str()),
            Ask::Capabilities(places) => {
                places.iter().any(|at| matches!(row.capabilities.at(*at), Some(Ability::Yes | Ability::Ask)))
            }
            Ask::Free => matches!(row.status, Status::Free(_) | Status::Intake(Ability::Yes)),
            Ask::Full => matches!(row.status, Status::Full | Status::Intake(Ability::No)),
            Ask::OpenToday(today) => row.open_on(*today),
            Ask::OpenOn(day) => row.maybe_closed.is_none() && row.open_days.is_none_or(|days| days.on(*day)),
            Ask::Partner => row.partner,
            Ask::Nothing => false,
        };
        fits != self.negative
    }
}

/// By code, by kanji, by group, by short name, else by a part of the long name.
fn kinds(value: &str) -> Vec<&'static KindInfo> {
    let exact = |info: &&KindInfo| {
        let group: &'static str = info.group.into();
        let names = [info.code, info.mark, info.short_ja, info.ja, info.short_en, info.en, group];
        names.iter().any(|name| name.to_ascii_lowercase() == value)
    };
    let found: Vec<_> = kind::table().iter().filter(exact).collect();
    if !found.is_empty() {
        return found;
    }
    let part = |info: &&KindInfo| {
        [info.ja, info.short_ja, info.en].iter().any(|name| name.to_ascii_lowercase().contains(value))
    };
    kind::table().iter().filter(part).collect()
}

fn capabilities(value: &str) -> Vec<usize> {
    let fits = |info: &capability::CapabilityInfo| {
        info.code == value || info.ja.contains(value) || info.en.to_ascii_lowercase().contains(value)
    };
    capability::table().iter().enumerate().filter(|(_, info)| fits(info)).map(|(at, _)| at).collect()
}

fn weekday(value: &str) -> Option<Weekday> {
    const JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    const EN: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = JA.iter().position(|d| value.starts_with(d)).or_else(|| EN.iter().position(|d| value.starts_with(d)))?;
    Weekday::from_monday_zero_offset(at as i8).ok()
}
