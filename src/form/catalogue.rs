//! What forms need to know beyond the records: data that a centre may replace.

use std::sync::Arc;

use super::{AddressBook, Scrutiny};
use crate::domain::conference::Side;
use crate::domain::sheet::SheetForm;
use crate::domain::talk_fee;
use crate::domain::{FacilityId, PersonId, Rulebook, Survey, SurveyId, Template, TemplateId};
use crate::words::Language;

/// The data files that describe forms, as they were read at the start.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Catalogue {
    /// Who may take part in a talk.
    pub professions: Arc<[Profession]>,
    /// Every form of a sheet that is known, one of each name and version.
    pub sheets: Vec<Arc<SheetForm>>,
    /// The institutions that something can be sent to.
    pub addresses: AddressBook,
    /// What the check of the publication has found that is to be made public.
    pub scrutiny: Scrutiny,
    /// The checklists that stays run under; a new one begins under the first, as [`Rulebook::default_template`] has it.
    pub templates: Vec<Arc<Template>>,
}

impl Catalogue {
    /// What the rules in force say of forms, with the professions called as in this language.
    pub fn of(rulebook: &Rulebook, language: Language, addresses: AddressBook) -> Self {
        let profession = |one: &talk_fee::Profession| Profession {
            code: one.code.clone(),
            label: match language {
                Language::Ja => one.label_ja.clone(),
                Language::En => one.label_en.clone(),
            },
            side: one.side,
        };
        Self {
            professions: rulebook.professions.0.iter().map(profession).collect(),
            sheets: rulebook.forms.clone(),
            addresses,
            scrutiny: Scrutiny::default(),
            templates: rulebook.templates.clone(),
        }
    }

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

    /// The survey that an answer is to.
    fn survey(&self, _: SurveyId) -> Option<Survey> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::talk_fee::Professions;

    #[test]
    fn it_says_what_the_rules_in_force_say() {
        let nurse = talk_fee::Profession {
            code: "nurse".to_owned(),
            label_ja: "看護師".to_owned(),
            label_en: "Nurse".to_owned(),
            side: Side::Hospital,
            party: None,
            leads: true,
        };
        let form = SheetForm {
            name: "sheet".to_owned(),
            version: "2".to_owned(),
            title: String::new(),
            note: String::new(),
            fax_words: Vec::new(),
            parts: Vec::new(),
        };
        let template = Template {
            id: TemplateId::of("standard", "1"),
            rev: 0,
            name: "standard".to_owned(),
            version: "1".to_owned(),
            title: String::new(),
            items: Vec::new(),
        };
        let rulebook = Rulebook {
            templates: vec![Arc::new(template)],
            forms: vec![Arc::new(form)],
            professions: Professions(vec![nurse]),
            ..Rulebook::default()
        };
        for (language, label) in [(Language::Ja, "看護師"), (Language::En, "Nurse")] {
            let catalogue = Catalogue::of(&rulebook, language, AddressBook::default());
            let wanted = Profession { code: "nurse".to_owned(), label: label.to_owned(), side: Side::Hospital };
            assert_eq!(*catalogue.professions, [wanted]);
            assert_eq!(catalogue.sheet("sheet", "1"), rulebook.forms.first(), "the version that there is");
            assert_eq!(catalogue.template(TemplateId::of("standard", "1")), rulebook.default_template());
        }
        assert_eq!(Catalogue::of(&Rulebook::default(), Language::Ja, AddressBook::default()), Catalogue::default());
    }
}
