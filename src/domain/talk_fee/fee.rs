//! The fees that follow from talks.

use jiff::civil::Date;

use super::Needs;

/// From when until when something holds, and whether its source was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Validity {
    pub from: Date,
    /// The last day; `None`: still in force.
    pub until: Option<Date>,
    /// `false`: known from hearsay or carried on from an older table; said wherever it is shown.
    pub confirmed: bool,
    /// Where it is from, in words.
    pub source: String,
}

impl Validity {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Is there a day on which both hold?
    pub fn meets(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| a.until.is_some_and(|until| until < b.from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// 退院・退所加算, in one version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DischargeTalks {
    pub validity: Validity,
    pub label_ja: String,
    pub label_en: String,
    /// What was learnt up to so many days after the discharge counts.
    pub days_after_discharge: u16,
    /// Was it confirmed how these days are counted?
    pub days_confirmed: bool,
    pub per_stay: u16,
    /// What it does not go together with, in words; empty: nothing.
    pub not_with_ja: String,
    pub not_with_en: String,
    /// What a talk must have to count at all.
    pub talk: Needs,
    /// What makes it a カンファ.
    pub conference: Needs,
    pub classes: Vec<Class>,
}

/// (I)イ ... (III)
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    pub code: String,
    pub label: String,
    pub units: u32,
    /// At least so many talks, the conferences among them counted.
    pub talks: usize,
    /// At least so many of them conferences.
    pub conferences: usize,
}

impl DischargeTalks {
    /// The best class that so many talks reach.
    pub fn class(&self, talks: usize, conferences: usize) -> Option<&Class> {
        let reached = |class: &&Class| class.talks <= talks && class.conferences <= conferences;
        self.classes.iter().filter(reached).max_by_key(|class| class.units)
    }
}

/// A fee of somebody else for the same talk (the hospital, the visiting nurses).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counterpart {
    pub code: String,
    pub validity: Validity,
    pub label_ja: String,
    pub label_en: String,
    /// `None`: not known yet.
    pub amount: Option<u32>,
    pub unit: Amount,
    pub per_stay: u16,
    pub needs: Needs,
    /// Codes of counterparts that do not go on the same day. Where both are met, this one gives way.
    pub gives_way_to: Vec<String>,
}

/// In what an amount is counted.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Amount {
    /// 点
    Points,
    /// 単位
    Units,
    /// 円
    Yen,
}

/// Every version of every fee.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TalkFees {
    pub discharge_talks: Vec<DischargeTalks>,
    pub counterparts: Vec<Counterpart>,
}

impl TalkFees {
    /// 退院・退所加算 as it stands on a day.
    pub fn discharge_talks_on(&self, day: Date) -> Option<&DischargeTalks> {
        self.discharge_talks.iter().find(|version| version.validity.holds_on(day))
    }

    /// A counterpart as it stands on a day.
    pub fn counterpart_on(&self, code: &str, day: Date) -> Option<&Counterpart> {
        self.counterparts.iter().find(|version| version.code == code && version.validity.holds_on(day))
    }

    /// What `newer` speaks of takes the place of all versions of it; the counterparts keep their order.
    pub fn with(mut self, newer: Self) -> Self {
        let order: Vec<String> = self.codes().into_iter().map(str::to_owned).collect();
        if !newer.discharge_talks.is_empty() {
            self.discharge_talks = newer.discharge_talks;
        }
        self.counterparts.retain(|known| newer.counterparts.iter().all(|one| one.code != known.code));
        self.counterparts.extend(newer.counterparts);
        let place = |one: &Counterpart| order.iter().position(|code| *code == one.code).unwrap_or(order.len());
        self.counterparts.sort_by_key(place);
        self
    }

    /// The codes of all counterparts, in the order of the file.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for counterpart in &self.counterparts {
            if !codes.contains(&counterpart.code.as_str()) {
                codes.push(&counterpart.code);
            }
        }
        codes
    }
}
