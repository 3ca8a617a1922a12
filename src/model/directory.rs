//! The register as a card asks it: numbers as they are now, never a copy.

use super::{Registry, Row};
use crate::domain::card::{Directory, Listed};
use crate::domain::{FacilityId, Phone};

impl Directory for Registry {
    fn listed(&self, id: FacilityId) -> Option<Listed> {
        self.row(id).map(Listed::from)
    }
}

impl From<&Row> for Listed {
    fn from(row: &Row) -> Self {
        // Some lists write 無 where there is no number.
        let number = |text: &str| Phone::parse(text).filter(|phone| !phone.digits().is_empty());
        Self {
            name: row.name.to_string(),
            phone: number(&row.phone),
            night_phone: number(&row.night_phone),
            fax: row.fax_number(),
            address: row.address.to_string(),
        }
    }
}
