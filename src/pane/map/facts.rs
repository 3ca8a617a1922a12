//! What the map says in words: how far the selected one is, what signs and lines mean.

use super::{MapPane, RINGS};
use crate::command::Command;
use crate::domain::ground::Wind;
use crate::model::Row;
use crate::pane::dates::kilometres;
use crate::pane::{Context, key};
use crate::words::{Language, Words};

/// How far it is to a row, where that is known.
pub(super) fn distance(pane: &MapPane, row: &Row) -> Option<String> {
    row.metres_from(pane.origin?).map(kilometres)
}

/// `@ から 2.4km 北北西 (直線)`
pub(super) fn way(pane: &MapPane, row: &Row, cx: &Context<'_>) -> String {
    let words = cx.words;
    let (Some(origin), Some(at)) = (pane.origin, row.coordinates) else {
        return words.get("map.place-unknown").to_owned();
    };
    let Some(wind) = Wind::between(origin, at) else { return words.get("map.is-the-point").to_owned() };
    let wind = in_language(words, wind.ja(), wind.en());
    let from = words.get(if is_measured_from_reference(cx) { "map.from-point" } else { "map.from-middle" });
    words.say("map.way", &[("from", &from), ("distance", &distance(pane, row).unwrap_or_default()), ("wind", &wind)])
}

/// Is there a reference point that has a place? Else distances are measured from the middle of the map.
pub(super) fn is_measured_from_reference(cx: &Context<'_>) -> bool {
    cx.session.reference_point.and_then(|id| cx.registry.row(id)?.coordinates).is_some()
}

/// `12 / 128 施設`, and how many have no place.
pub(super) fn counts(pane: &MapPane, words: &Words) -> String {
    let count = words.say("map.count", &[("n", &pane.sight.count), ("all", &pane.nearby.len())]);
    match pane.nearby.unplaced().len() {
        0 => count,
        n => format!("{}  {count}", words.say("map.unplaced", &[("n", &n)])),
    }
}

/// `幅 約14km`
pub(super) fn width(pane: &MapPane, words: &Words) -> String {
    let Some(viewport) = pane.viewport else { return String::new() };
    words.say("map.width", &[("km", &length(viewport.width()))])
}

/// A length as people say it: `14km`, `1.5km`, `500m`.
pub(super) fn length(metres: f64) -> String {
    let km = metres / 1000.0;
    if metres < 1000.0 {
        format!("{metres:.0}m")
    } else if km < 9.95 && (km * 10.0).round() % 10.0 != 0.0 {
        format!("{km:.1}km")
    } else {
        format!("{km:.0}km")
    }
}

/// The signs in sight, the most frequent first: `病 病院`, and how many where `counted`.
pub(super) fn signs(pane: &MapPane, counted: bool, words: &Words) -> Vec<String> {
    let mut all: Vec<(usize, usize)> =
        pane.sight.signs.iter().copied().enumerate().map(|(at, n)| (n, at)).filter(|(n, _)| *n > 0).collect();
    all.sort_by_key(|(n, at)| (std::cmp::Reverse(*n), *at));
    let said = |(n, at): (usize, usize)| {
        let sign = pane.nearby.signs()[at];
        let (ja, en) = sign.names();
        if counted { format!("{} {n}", sign.mark) } else { format!("{} {}", sign.mark, in_language(words, ja, en)) }
    };
    all.into_iter().map(said).collect()
}

/// `[なし]  1km  3km  5km  10km  (r)`
pub(super) fn rings(pane: &MapPane, cx: &Context<'_>) -> String {
    let none = std::iter::once((cx.words.get("map.no-ring").to_owned(), pane.ring.is_none()));
    let rings = RINGS.iter().enumerate().map(|(at, metres)| (length(f64::from(*metres)), pane.ring == Some(at)));
    let all = none.chain(rings).map(|(text, is_on)| if is_on { format!("[{text}]") } else { format!(" {text} ") });
    format!("{} ({})", all.collect::<String>(), key(cx, pane.scope(), Command::Ring))
}

/// Where distances are measured from, and what the lines are.
pub(super) fn notes(pane: &MapPane, cx: &Context<'_>) -> [String; 2] {
    let words = cx.words;
    let reference =
        cx.session.reference_point.and_then(|id| cx.registry.row(id)).filter(|row| row.coordinates.is_some());
    let point = match reference {
        Some(row) => words.say("map.point", &[("name", &row.short)]),
        None => words.say("map.no-point", &[("key", &key(cx, pane.scope(), Command::ReferencePoint))]),
    };
    let kinds: Vec<&str> = pane.outline.kinds().into_iter().map(|kind| in_language(words, kind.ja, kind.en)).collect();
    let lines = if kinds.is_empty() {
        words.get("map.no-lines").to_owned()
    } else {
        words.say("map.lines", &[("kinds", &kinds.join(words.get("map.and")))])
    };
    [point, lines]
}

pub(super) fn in_language<'a>(words: &Words, ja: &'a str, en: &'a str) -> &'a str {
    match words.language() {
        Language::Ja => ja,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        for (metres, said) in [
            (50.0, "50m"),
            (500.0, "500m"),
            (1000.0, "1km"),
            (1500.0, "1.5km"),
            (13_700.0, "14km"),
            (2_000_000.0, "2000km"),
        ] {
            assert_eq!(length(metres), said);
        }
    }
}
