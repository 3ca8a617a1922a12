//! What is known when a sheet is begun.

use jiff::civil::Date;

use crate::domain::{Conference, Episode, Person};

/// An institution of the register as words, looked up by the caller.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Institution {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
}

/// The records that a form may draw from, and what the register says about the institutions that they name.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    pub person: &'a Person,
    pub episode: Option<&'a Episode>,
    pub conference: Option<&'a Conference>,
    /// The office of the care manager.
    pub care_manager: Institution,
    pub doctor: Institution,
    pub hospital: Institution,
    /// Who took part, one a line, in words.
    pub participants: Vec<String>,
    /// The day of writing.
    pub today: Date,
}

impl<'a> Known<'a> {
    /// Only the person, on a day.
    pub fn new(person: &'a Person, today: Date) -> Self {
        Self {
            person,
            episode: None,
            conference: None,
            care_manager: Institution::default(),
            doctor: Institution::default(),
            hospital: Institution::default(),
            participants: Vec::new(),
            today,
        }
    }
}
