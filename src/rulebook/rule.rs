//! Reads the rule of an item.

use std::ops::Range;

use super::fault::FaultKind;
use super::source::{Faults, Section};
use crate::domain::checklist::{Also, Anchor, DateBasis, Limit, Point, Rule, Rush};
use crate::domain::episode::{SupportFee, Ward};
use crate::words::nearest;

const BASES: [(&str, DateBasis); 2] = [("制度", DateBasis::System), ("目安", DateBasis::Guide)];
const FEES: [(&str, SupportFee); 2] = [("加算1", SupportFee::One), ("加算2", SupportFee::Two)];
const WARDS: [(&str, Ward); 2] = [("一般", Ward::General), ("療養", Ward::LongTerm)];
const CARE: [(&str, bool); 1] = [("要介護", true)];

const POINT: [&str; 4] = ["anchor", "offset", "unit", "day_count"];
const LIMIT: [&str; 8] = ["label", "from", "also", "floor", "not_after", "extend", "support_fee", "ward"];
const WHOLE: [&str; 7] = ["extra", "rush", "when", "pending", "care", "date_basis", "confirmed"];

pub(super) fn read(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Rule> {
    section.only(&[&POINT[..], &LIMIT, &WHOLE].concat(), faults);
    let limit = limit(section, faults);
    let extra: Vec<Option<Limit>> = section
        .sections("extra", faults)
        .iter()
        .map(|extra| {
            extra.only(&[&POINT[..], &LIMIT].concat(), faults);
            extra.needed("label", extra.word("label"), faults);
            self::limit(extra, faults)
        })
        .collect();
    let rush = section.section("rush", faults);
    let has_rush = rush.is_some();
    let rush = rush.and_then(|rush| self::rush(&rush, faults));
    let rule = Rule {
        limit: limit?,
        extra: extra.into_iter().collect::<Option<_>>()?,
        rush,
        when: section.known("when", faults),
        pending: section.text("pending", faults).map(|read| read.value),
        care_only: section.choice("care", &CARE, faults).unwrap_or(false),
        date_basis: section.choice("date_basis", &BASES, faults),
        confirmed: section.yes_no("confirmed", faults).unwrap_or(true),
    };
    (rule.rush.is_some() || !has_rush).then_some(rule)
}

fn limit(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Limit> {
    let at = point_in(section, faults);
    let label = section.text("label", faults).map(|read| read.value);
    let from = point("from", section, faults);
    let also = section
        .sections("also", faults)
        .iter()
        .map(|also| {
            also.only(&[&POINT[..], &["op"]].concat(), faults);
            let op = also.known("op", faults);
            let op = also.needed("op", op, faults);
            Some(Also { at: point_in(also, faults)?, op: op? })
        })
        .collect::<Vec<_>>();
    let floor = point("floor", section, faults);
    let not_after = point("not_after", section, faults);
    Some(Limit {
        label,
        from,
        floor,
        not_after,
        extend: section.known("extend", faults),
        support_fee: section.choice("support_fee", &FEES, faults),
        ward: section.choice("ward", &WARDS, faults),
        also: also.into_iter().collect::<Option<_>>()?,
        at: at?,
    })
}

fn rush(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Rush> {
    section.only(&[&POINT[..], &["mode", "bounded"]].concat(), faults);
    let mode = section.known("mode", faults);
    let mode = section.needed("mode", mode, faults);
    let bounded = section.yes_no("bounded", faults).unwrap_or(true);
    Some(Rush { at: point_in(section, faults)?, mode: mode?, bounded })
}

/// A day beside the limit: a table as the limit itself, or an anchor's name alone.
fn point(key: &str, section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Point> {
    if let Some(name) = section.word(key) {
        return anchor(&name.value, &name.span, faults).map(|anchor| Point::days(anchor, 0));
    }
    let inner = section.section(key, faults)?;
    inner.only(&POINT, faults);
    point_in(&inner, faults)
}

fn point_in(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Point> {
    let name = section.text("anchor", faults);
    let name = section.needed("anchor", name, faults);
    let anchor = name.and_then(|name| anchor(&name.value, &name.span, faults));
    let offset = section.number("offset", faults);
    let offset = section.needed("offset", offset, faults);
    let unit = section.known("unit", faults).unwrap_or_default();
    let day_count = section.yes_no("day_count", faults).unwrap_or(false);
    Some(Point { anchor: anchor?, offset: offset?.value, unit, day_count })
}

fn anchor(name: &str, span: &Range<usize>, faults: &mut Faults<'_>) -> Option<Anchor> {
    let anchor = name.parse::<Anchor>().ok();
    if anchor.is_none() {
        let nearest = nearest(name, Anchor::names()).to_owned();
        faults.note(span, FaultKind::Anchor { name: name.to_owned(), nearest });
    }
    anchor
}
