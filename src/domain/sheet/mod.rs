//! Sheets that are filled about a person: 入院時情報提供書, 退院・退所情報記録書, the record of a conference.
//!
//! Which fields a sheet has is data ([`SheetForm`], read by the rulebook); nothing of one form stands here.

mod answer;
mod change;
mod check;
mod field;
mod form;
mod known;
mod origin;
mod prefill;
mod spill;
mod take_over;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use answer::{Answer, Mark, picks};
pub use change::{Change, changes};
pub use check::{Flaw, FlawKind, check};
pub use field::{FieldKind, SheetField, Width};
pub use form::{Part, SheetForm};
pub use known::{Institution, Known};
pub use origin::Origin;
pub use prefill::prefill;
pub use spill::{Spill, spills};
pub use take_over::{TakenOver, begin, take_over};

use super::{EpisodeId, PersonId, SheetId};

/// What was filled in, by the field's name. Dates are ISO (`2026-06-12`), yes and no are `yes` and `no`, a choice is the text of its
/// option, several options stand one a line.
pub type Values = BTreeMap<String, String>;

/// What stands in a sheet. Which fields it has, the form's data file says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sheet {
    pub id: SheetId,
    #[serde(default)]
    pub rev: u64,
    pub person: PersonId,
    /// `None`: a draft kept in calm times (平時の下書き), taken over at the next admission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeId>,
    /// The form's name (`admission_sheet`).
    pub form: String,
    pub form_version: String,
    /// Only what was filled, by the field's name.
    #[serde(default)]
    pub values: Values,
    /// What the form's version before knew and this one does not ([`take_over()`]): kept, shown apart, never printed.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub aside: Values,
    /// 記入日
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_on: Option<Date>,
}
