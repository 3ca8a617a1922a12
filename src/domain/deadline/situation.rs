//! What the limits of a stay follow from.

use jiff::civil::{Date, Time};

use crate::domain::CareLevel;
use crate::domain::calendar::{Holidays, WorkingHours, days_between};
use crate::domain::checklist::Variant;
use crate::domain::episode::{End, Episode, SupportFee, Ward};
use crate::domain::rulebook::{Fee, Hours, Rulebook, Settings};

/// The dates and facts of one stay.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    pub variant: Variant,
    pub admitted_on: Date,
    /// `None`: not known; the stricter limit holds.
    pub admitted_at: Option<Time>,
    pub planned: Option<bool>,
    pub ward: Ward,
    pub support_fee: SupportFee,
    pub care_level: CareLevel,
    pub need_on: Option<Date>,
    pub applied_on: Option<Date>,
    pub decided_on: Option<Date>,
    /// The planned day; the real one is in `end`.
    pub discharge_planned_on: Option<Date>,
    pub transfer_on: Option<Date>,
    /// The last confirmation in calm times (card, draft of the sheet).
    pub reviewed_on: Option<Date>,
    /// The last exchange with the hospital in the rear.
    pub exchanged_on: Option<Date>,
    /// When information first went out; `None`: as the items that are done say.
    pub first_sent_on: Option<Date>,
    /// 入院時情報連携加算 was claimed for another stay of the same calendar month.
    pub claimed_this_month: bool,
    pub end: Option<End>,
    /// The items that are done.
    pub done: &'a [DoneItem<'a>],
}

/// An item that is done, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DoneItem<'a> {
    pub code: &'a str,
    pub on: Date,
}

/// The rules and hours that hold for it.
#[derive(Clone, Copy, Debug)]
pub struct Practice<'a> {
    /// The care manager's office.
    pub office: &'a WorkingHours,
    /// Were they given, or are they only the usual ones?
    pub office_known: bool,
    pub hospital: &'a WorkingHours,
    pub holidays: &'a Holidays,
    pub fees: &'a [Fee],
    pub hours: &'a Hours,
    pub settings: Settings,
}

impl<'a> Practice<'a> {
    /// With the hours that the rule files give for any office and any hospital: the centre's own word for them.
    pub fn of(rulebook: &'a Rulebook) -> Self {
        Self {
            office: &rulebook.hours.office,
            office_known: true,
            hospital: &rulebook.hours.hospital,
            holidays: &rulebook.holidays,
            fees: &rulebook.fees,
            hours: &rulebook.hours,
            settings: rulebook.settings,
        }
    }
}

impl<'a> Practice<'a> {
    /// The fee that asks for a sheet to be sent, in its version of the day of admission.
    pub fn sending_fee(&self, admitted_on: Date) -> Option<&'a Fee> {
        self.fees.iter().find(|fee| fee.sending.is_some() && fee.holds_on(admitted_on))
    }
}

impl<'a> Situation<'a> {
    /// A stay of which nothing else is known.
    pub const fn new(variant: Variant, admitted_on: Date) -> Self {
        Self {
            variant,
            admitted_on,
            admitted_at: None,
            planned: None,
            ward: Ward::General,
            support_fee: SupportFee::Unknown,
            care_level: CareLevel::Unknown,
            need_on: None,
            applied_on: None,
            decided_on: None,
            discharge_planned_on: None,
            transfer_on: None,
            reviewed_on: None,
            exchanged_on: None,
            first_sent_on: None,
            claimed_this_month: false,
            end: None,
            done: &[],
        }
    }

    /// What the stay's own record says; what stands elsewhere (claims, reviews) is left to the caller.
    pub const fn of(episode: &Episode, care_level: CareLevel, done: &'a [DoneItem<'a>]) -> Self {
        Self {
            variant: episode.variant,
            admitted_on: episode.admitted_on,
            admitted_at: episode.admitted_at,
            planned: episode.planned,
            ward: episode.ward,
            support_fee: episode.support_fee,
            care_level,
            need_on: episode.need_on,
            applied_on: episode.applied_on,
            decided_on: episode.discharge_decided_on,
            discharge_planned_on: episode.discharge_planned_on,
            transfer_on: episode.transfer_on,
            reviewed_on: None,
            exchanged_on: None,
            first_sent_on: None,
            claimed_this_month: false,
            end: episode.end,
            done,
        }
    }

    /// DC: the day of discharge where it has happened, else the planned one.
    pub fn discharge_on(&self) -> Option<Date> {
        let done = self.end.filter(|end| end.reason.is_discharge()).map(|end| end.on);
        done.or(self.discharge_planned_on)
    }

    /// TRANSFER: the day given, else the day on which the stay ended so.
    pub fn transfer_on(&self) -> Option<Date> {
        use crate::domain::episode::EndReason;
        let done = self.end.filter(|end| matches!(end.reason, EndReason::Transfer)).map(|end| end.on);
        self.transfer_on.or(done)
    }

    /// The day on which an item was done.
    pub fn done_on(&self, code: &str) -> Option<Date> {
        self.done.iter().find(|item| item.code == code).map(|item| item.on)
    }
}

/// Is the discharge so soon after it was decided that the overlay 急な退院 should be offered?
pub fn suggests_rush(situation: &Situation<'_>, settings: Settings) -> bool {
    let (Some(decided), Some(discharge)) = (situation.decided_on, situation.discharge_on()) else { return false };
    !situation.variant.rush && (0..=settings.rush_days).contains(&days_between(decided, discharge))
}
