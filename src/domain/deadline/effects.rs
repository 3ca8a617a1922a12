//! What a moved date does to the limits, shown before it is applied.

use jiff::civil::Date;

use super::planned::{Planned, State};

/// A limit that is not where it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effect<'a> {
    pub code: &'a str,
    pub label: Option<&'a str>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub kind: EffectKind,
}

/// How it moved.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum EffectKind {
    Earlier,
    Later,
    /// To a day that is past already.
    Overdue,
    /// It has no day any more.
    Undated,
    /// It has a day now.
    Dated,
}

/// The open limits whose day differs, in the order of the new plan. Without a `today` nothing is overdue.
pub fn effects<'a>(before: &[Planned<'a>], after: &[Planned<'a>], today: Option<Date>) -> Vec<Effect<'a>> {
    let open = |row: &&Planned<'a>| matches!(row.state, State::Dated | State::Undated);
    let moved = after.iter().filter(open).filter_map(|row| {
        let old = before.iter().filter(open).find(|old| old.item.code == row.item.code && old.label == row.label);
        let (from, to) = (old.and_then(|old| old.due), row.due);
        let kind = kind(from, to, today)?;
        Some(Effect { code: &row.item.code, label: row.label, from, to, kind })
    });
    moved.collect()
}

fn kind(from: Option<Date>, to: Option<Date>, today: Option<Date>) -> Option<EffectKind> {
    let Some(to) = to else { return from.map(|_| EffectKind::Undated) };
    match from {
        Some(from) if from == to => None,
        _ if today.is_some_and(|today| to < today) => Some(EffectKind::Overdue),
        Some(from) if to < from => Some(EffectKind::Earlier),
        Some(_) => Some(EffectKind::Later),
        None => Some(EffectKind::Dated),
    }
}
