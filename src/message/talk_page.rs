//! What the talks of a stay come to, in lines for the screen and the command line.

use super::talk;
use crate::domain::conference::{CounterpartCheck, StayCheck, TalkCheck};
use crate::domain::talk_fee::{Missing, Professions, TalkFees};
use crate::words::Words;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// One talk, or one fee.
    Heading,
    /// Something lacks.
    Lack,
    Plain,
}

/// All lines, the outcome first.
pub fn lines(words: &Words, check: &StayCheck, professions: &Professions, fees: &TalkFees) -> Vec<(LineKind, String)> {
    let rule = fees.discharge_talks_on(check.rule_day);
    let mut lines = vec![(LineKind::Heading, talk::outcome(words, check, rule))];
    let counted = [("n", &check.counted as &dyn std::fmt::Display), ("conferences", &check.conferences)];
    lines.push((LineKind::Plain, words.say("talk.counted", &counted)));
    if let Some(day) = check.last_day {
        lines.push((LineKind::Plain, words.say("talk.last_day", &[("day", &day)])));
    }
    if let Some(rule) = rule {
        lines.extend(check.steps.iter().map(|step| (LineKind::Lack, talk::step(words, step, rule))));
    }
    for one in &check.talks {
        of_talk(&mut lines, words, one, professions);
    }
    for one in &check.counterparts {
        of_counterpart(&mut lines, words, one, professions, fees);
    }
    lines.extend(
        talk::cautions(words, check, rule).into_iter().map(|caution| (LineKind::Plain, format!("* {caution}"))),
    );
    lines
}

/// The same as one text.
pub fn text(words: &Words, check: &StayCheck, professions: &Professions, fees: &TalkFees) -> String {
    let mut text = String::new();
    for (at, (kind, line)) in lines(words, check, professions, fees).into_iter().enumerate() {
        match kind {
            LineKind::Heading if at == 0 => text += &format!("{line}\n"),
            LineKind::Heading => text += &format!("\n{line}\n"),
            LineKind::Plain if line.starts_with('*') => text += &format!("{line}\n"),
            LineKind::Lack | LineKind::Plain => text += &format!("  {line}\n"),
        }
    }
    text
}

fn of_talk(lines: &mut Vec<(LineKind, String)>, words: &Words, one: &TalkCheck, professions: &Professions) {
    let kind = words.get(&format!("talk.kind.{}", one.kind)).to_owned();
    lines.push((LineKind::Heading, format!("{} {kind}: {}", one.on, talk::counts(words, &one.counts, professions))));
    let is_interview = one.missing == [Missing::Conference];
    if !one.missing.is_empty() && !is_interview {
        let what = talk::all_missing(words, &one.missing, professions);
        lines.push((LineKind::Lack, words.say("talk.no_conference", &[("what", &what)])));
    }
    lines.extend(one.presence.odd.iter().map(|odd| (LineKind::Lack, talk::odd(words, odd, professions))));
}

fn of_counterpart(
    lines: &mut Vec<(LineKind, String)>,
    words: &Words,
    one: &CounterpartCheck,
    professions: &Professions,
    fees: &TalkFees,
) {
    let Some(version) = fees.counterpart_on(&one.code, one.rule_day) else { return };
    lines.push((LineKind::Heading, talk::counterpart(words, version)));
    let days: Vec<String> = one.met_on.iter().map(ToString::to_string).collect();
    if !days.is_empty() {
        lines.push((LineKind::Plain, words.say("talk.met", &[("days", &days.join(", "))])));
    } else if !one.missing.is_empty() {
        let what = talk::all_missing(words, &one.missing, professions);
        lines.push((LineKind::Lack, words.say("talk.not_met", &[("what", &what)])));
    } else if one.yielded.is_empty() {
        lines.push((LineKind::Lack, words.get("talk.no_talk").to_owned()));
    }
    for (day, other) in &one.yielded {
        let other = fees.counterpart_on(other, *day);
        let name = other.map_or("", |other| talk::label(words, &other.label_ja, &other.label_en));
        lines.push((LineKind::Plain, words.say("talk.yields", &[("day", day), ("fee", &name)])));
    }
}
