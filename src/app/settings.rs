//! What the app is told at its start.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::Rulebook;
use crate::domain::ground::Outline;
use crate::domain::permission::{Area, Denial, Permit};
use crate::domain::publication::PlaceNames;
use crate::domain::{Member, MemberId};
use crate::form::Catalogue;
use crate::paint::{DotSet, Theme, Widths};

/// Settings of the screen; the runtime reads them from the configuration.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// The centre's name in the title; empty shows the words' own.
    pub centre: String,
    /// Who works here, as the runtime knows it: written beside what they confirm. May be empty.
    pub person: String,
    /// Is that a member of the store's list? Then the title says who it is.
    pub is_member: bool,
    /// Who may be at the keyboard of a shared account: asked at the start, where there are several.
    pub sharing: Vec<Member>,
    /// Why nothing can be written: said at the start, and when a form is to be opened.
    pub denied: Option<Denial>,
    /// Something to be known at the start, already in the person's language.
    pub notice: Option<String>,
    /// The data lie in clear, and are somebody's: the first real person is asked about.
    pub plain_store: bool,
    /// What the local fire service has said about wishes, in the centre's words.
    pub fire_service_policy: String,
    /// How the centre calls the places where it publishes.
    pub places: PlaceNames,
    /// After so long without a key the screen locks; `None` or zero: never.
    pub lock_after: Option<Duration>,
    /// The last session ended while it was locked.
    pub locked: bool,
    /// What the map draws under the facilities.
    pub outline: Arc<Outline>,
    /// What its lines are made of.
    pub dots: DotSet,
    pub theme: Theme,
    /// Until the terminal has been measured.
    pub widths: Widths,
    /// Local facts older than this many days are shown as 古い.
    pub stale_after_days: i32,
    pub columns: u16,
    pub rows: u16,
    /// The rules of the trade in force.
    pub rulebook: Arc<Rulebook>,
    /// The data that describe forms.
    pub catalogue: Catalogue,
}

impl Settings {
    /// Why nothing can be written now: who shares an account has to say first who it is.
    pub fn denial(&self) -> Option<Denial> {
        let unsaid = !self.sharing.is_empty() && !self.is_member;
        self.denied.or_else(|| unsaid.then_some(Denial::Unsaid))
    }

    /// The same for one area: the role of meetings keeps the log.
    pub fn denial_in(&self, area: Area) -> Option<Denial> {
        let denial = self.denial()?;
        match denial {
            Denial::Role(role) => Permit::Role(role).allows(area).err(),
            Denial::NotListed | Denial::Left | Denial::Unsaid | Denial::OtherAccount => Some(denial),
            Denial::AdminsOnly | Denial::CodeTaken | Denial::FirstAdmin | Denial::LastAdmin => Some(denial),
        }
    }

    /// From now on it is this member of the shared account.
    pub fn work_as(&mut self, id: MemberId, name: &str) {
        name.clone_into(&mut self.person);
        self.is_member = true;
        let member = self.sharing.iter().find(|member| member.id == id);
        self.denied = member.and_then(|member| Permit::Role(member.role).allows(Area::Register).err());
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            centre: String::new(),
            person: String::new(),
            is_member: false,
            sharing: Vec::new(),
            denied: None,
            notice: None,
            plain_store: false,
            fire_service_policy: String::new(),
            places: PlaceNames::new(),
            lock_after: None,
            locked: false,
            outline: Arc::default(),
            dots: DotSet::default(),
            theme: Theme::default(),
            widths: Widths::default(),
            stale_after_days: 30,
            columns: 80,
            rows: 24,
            rulebook: Arc::default(),
            catalogue: Catalogue::default(),
        }
    }
}
