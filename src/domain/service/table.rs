//! States, reasons and services of continuity: data in `state.tsv`, `reason.tsv` and `need.tsv`.

use std::sync::OnceLock;

use crate::domain::text::table_rows;

/// One line of `state.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    pub code: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
    /// `yes`, `partly` or `no`.
    pub open: &'static str,
}

/// One line of `reason.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reason {
    pub code: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
}

/// One line of `need.tsv`: a service that an institution may keep up for others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ContinuityService {
    pub code: &'static str,
    /// What a person needs it for.
    pub need: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
}

/// The code of what a person needs, and the services that meet it.
pub type Need = &'static str;

/// Every state, in the order of the data file.
pub fn states() -> &'static [State] {
    static TABLE: OnceLock<Vec<State>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, short_ja, en, open, ..] = *cells else { return None };
            Some(State { code, ja, short_ja, en, open })
        };
        table_rows(include_str!("state.tsv")).filter_map(read).collect()
    })
}

/// The line of a state's code, where it is known.
pub fn state(code: &str) -> Option<&'static State> {
    states().iter().find(|state| state.code == code)
}

/// Every reason, in the order of the data file.
pub fn reasons() -> &'static [Reason] {
    static TABLE: OnceLock<Vec<Reason>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, en, ..] = *cells else { return None };
            Some(Reason { code, ja, en })
        };
        table_rows(include_str!("reason.tsv")).filter_map(read).collect()
    })
}

/// The line of a reason's code, where it is known.
pub fn reason(code: &str) -> Option<&'static Reason> {
    reasons().iter().find(|reason| reason.code == code)
}

/// Every service, in the order of the data file.
pub fn services() -> &'static [ContinuityService] {
    static TABLE: OnceLock<Vec<ContinuityService>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, need, ja, short_ja, en, ..] = *cells else { return None };
            Some(ContinuityService { code, need, ja, short_ja, en })
        };
        table_rows(include_str!("need.tsv")).filter_map(read).collect()
    })
}

/// What persons need, each once, in the order of the services.
pub fn needs() -> Vec<Need> {
    let mut needs: Vec<Need> = services().iter().map(|service| service.need).collect();
    needs.dedup();
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(states().len(), table_rows(include_str!("state.tsv")).count());
        assert_eq!(reasons().len(), table_rows(include_str!("reason.tsv")).count());
        assert_eq!(services().len(), 8);
        assert_eq!(needs(), ["meal", "bath", "toilet", "training", "phone"]);
    }
}
