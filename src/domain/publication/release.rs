//! May a text go out to a place? One rule for copying and for marking as posted.

use super::{Cleared, Place};
use crate::domain::anonymity::{Finding, Known, check};
use crate::domain::publicity::Publicity;

/// What holds it up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Held {
    /// It is for fewer people than read there.
    Narrower { record: Publicity, place: Publicity },
    /// It may name somebody. Where cases are spoken of, nobody can pass that over.
    MayName { findings: Vec<Finding>, is_final: bool },
}

/// Lets it through with what is to be told all the same, or says what holds it up. `anonymous`: it comes of a meeting that speaks of cases.
pub fn release(
    text: &str,
    record: Publicity,
    place: &Place,
    known: &Known,
    anonymous: bool,
    cleared: Option<&Cleared>,
) -> Result<Vec<Finding>, Held> {
    judge(check(text, known), record, place, anonymous, cleared)
}

/// The same for a text whose findings are known: they are no others for another place.
pub fn judge(
    findings: Vec<Finding>,
    record: Publicity,
    place: &Place,
    anonymous: bool,
    cleared: Option<&Cleared>,
) -> Result<Vec<Finding>, Held> {
    if record > place.publicity {
        return Err(Held::Narrower { record, place: place.publicity });
    }
    let is_hard = findings.iter().any(|one| one.what.is_hard());
    if is_hard && (anonymous || cleared.is_none()) {
        return Err(Held::MayName { findings, is_final: anonymous });
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::publication::place;

    #[test]
    fn a_kind_of_cases_cannot_be_passed_over() {
        let known = Known::new(|c| c);
        let site = place("city_site").expect("in the table");
        let cleared = Cleared { on: date(2026, 6, 12), by: "hana".to_owned(), why: "本人の同意".to_owned() };
        let go = |text: &str, anonymous, cleared| release(text, Publicity::Open, site, &known, anonymous, cleared);
        assert!(go("手引きを配ります。", true, None).is_ok_and(|found| found.is_empty()));
        assert!(go("85歳の方への支援", false, None).is_ok_and(|found| found.len() == 1), "told, not held up");
        assert!(matches!(go("山田さんの例", false, None), Err(Held::MayName { is_final: false, .. })));
        assert!(go("山田さんの例", false, Some(&cleared)).is_ok());
        assert!(matches!(go("山田さんの例", true, Some(&cleared)), Err(Held::MayName { is_final: true, .. })));
    }

    #[test]
    fn what_is_for_partners_does_not_go_where_everybody_reads() {
        let known = Known::new(|c| c);
        let at =
            |code: &str, record| release("文", record, place(code).expect("in the table"), &known, false, None).is_ok();
        assert!(at("network", Publicity::Partners) && !at("city_site", Publicity::Partners));
        assert!(at("city_site", Publicity::Open) && !at("network", Publicity::Closed));
    }
}
