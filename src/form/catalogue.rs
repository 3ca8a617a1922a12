//! What forms need to know beyond the records: data that a centre may replace.

use std::sync::Arc;

use super::AddressBook;
use crate::domain::conference::Side;
use crate::domain::sheet::SheetForm;
use crate::domain::{FacilityId, PersonId, Template, TemplateId};

/// The data files that describe forms, as they were read at the start.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Catalogue {
    /// Who may take part in a talk.
    pub professions: Arc<[Profession]>,
    /// Every form of a sheet that is known, in each of its versions.
    pub sheets: Vec<Arc<SheetForm>>,
    /// The institutions that something can be sent to.
    pub addresses: AddressBook,
    /// The checklists that stays run under; a new one begins under the last.
    pub templates: Vec<Arc<Template>>,
}

impl Catalogue {
    /// The checklist of a stay.
    pub fn template(&self, id: TemplateId) -> Option<&Arc<Template>> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// The form of a sheet in the version that it was filled in, else in the one version that there is.
    pub fn sheet(&self, form: &str, version: &str) -> Option<&Arc<SheetForm>> {
        let mut named = self.sheets.iter().filter(|known| known.name == form);
        self.sheets.iter().find(|known| known.name == form && known.version == version).or_else(|| named.next_back())
    }
}

/// A profession of the data file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profession {
    /// Stable, ASCII (`nurse`).
    pub code: String,
    /// As people write it (看護師).
    pub label: String,
    pub side: Side,
}

/// Names of what a record only points to.
pub trait Names {
    /// The institution in the register.
    fn facility(&self, id: FacilityId) -> Option<String>;

    /// The person.
    fn person(&self, id: PersonId) -> Option<String>;

    fn catalogue(&self) -> Option<&Catalogue> {
        None
    }
}

/// Where nothing can be asked: what a record points to is shown by its identity.
#[derive(Clone, Copy, Debug)]
pub struct NoNames;

impl Names for NoNames {
    fn facility(&self, _: FacilityId) -> Option<String> {
        None
    }

    fn person(&self, _: PersonId) -> Option<String> {
        None
    }
}
