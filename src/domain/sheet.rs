//! A filled sheet: 入院時情報提供書, 退院・退所情報記録書, the record of a conference.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EpisodeId, PersonId, SheetId};

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
    pub values: BTreeMap<String, String>,
    /// 記入日
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_on: Option<Date>,
}
