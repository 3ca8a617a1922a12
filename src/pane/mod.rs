//! The panes, and what panes and overlays have in common: what they are given and what they may ask for.

pub mod card;
mod care_request;
pub mod dates;
pub mod facility;
mod form_for;
mod list_command;
pub mod map;
pub mod meeting;
mod others;
pub mod publication;
pub mod report;
pub mod service;
mod sieve_words;
pub mod survey;
pub mod task;

use crate::command::Command;
use crate::domain::publication::{Place, PlaceNames};
use crate::domain::service::Need;
use crate::domain::{DraftId, EpisodeId, Facility, FacilityId, MeetingId, PersonId, Survey, SurveyId};
use crate::form::{Catalogue, Names};
use crate::keymap::Keymap;
use crate::message::{Effect, FileFormat, HandOver, Look, Session};
use crate::model::casebook::Sieve;
use crate::model::{Casebook, Registry};
use crate::port::draft::Draft;
use crate::port::{GroupId, Now, Presence, Put, Record};
use crate::words::{Language, Words};

use card::{CardOrder, Round};
pub use care_request::CareRequest;
pub use form_for::FormFor;
pub use list_command::ListCommand;
use meeting::MeetingSieve;
pub use others::{also_open, person, when};
use publication::{Entry, LedgerSieve};
pub use sieve_words::sieve_words;

/// What reaches a pane or an overlay: keys have become commands or text before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    Command(Command),
    /// Typed or pasted text; in a menu a single letter or digit that chooses.
    Text(String),
}

/// What a pane or an overlay may look at while it updates or draws. It changes nothing of it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub registry: &'a Registry,
    pub casebook: &'a Casebook,
    /// The whole record of the selected facility, where it is loaded.
    pub selected: Option<&'a Facility>,
    pub session: &'a Session,
    pub words: &'static Words,
    pub keymap: &'a Keymap,
    pub now: &'a Now,
    /// The person's own drafts, the newest first.
    pub drafts: &'a [Draft],
    /// Other sessions that have a record open to edit.
    pub others: &'a [Presence],
    /// A write has been under way for so long that it can only be waiting for another writer.
    pub waiting: bool,
    /// The data that describe forms.
    pub catalogue: &'a Catalogue,
    /// What the local fire service has said about wishes, in the centre's words; empty where nobody wrote it.
    pub fire_policy: &'a str,
    /// How the centre calls the places where it publishes.
    pub places: &'a PlaceNames,
}

impl Context<'_> {
    /// As the centre calls it.
    pub fn place_name<'p>(&'p self, place: &'p Place) -> &'p str {
        place.called(self.places, self.words.language() == Language::Ja)
    }

    /// The name of the person whom a record is about; empty where it is not known here.
    pub fn person_of(&self, record: &Record) -> String {
        if let Record::Person(person) = record {
            return person.name.clone();
        }
        record.person().and_then(|id| self.person(id)).unwrap_or_default()
    }
}

impl Names for Context<'_> {
    fn facility(&self, id: FacilityId) -> Option<String> {
        self.registry.row(id).map(|row| row.name.to_string())
    }

    fn person(&self, id: PersonId) -> Option<String> {
        self.casebook.person(id).map(|person| crate::domain::text::clean_line(&person.name))
    }

    fn catalogue(&self) -> Option<&Catalogue> {
        Some(self.catalogue)
    }

    fn survey(&self, id: SurveyId) -> Option<Survey> {
        self.casebook.logbook().survey(id).cloned()
    }
}

/// What a pane or an overlay asks of the app.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// Ask the world.
    Do(Effect),
    /// Write; the app gives the ticket, shows "saving", and reports back. A form that asked closes only when it succeeded.
    Save {
        action: &'static str,
        puts: Vec<Put>,
    },
    /// Open an overlay over this.
    Open(Request),
    /// Close the overlay that asks.
    Close,
    /// Select a facility in the list.
    Select(FacilityId),
    /// A pin set or taken away.
    TogglePin(FacilityId),
    /// Remember that it was opened or copied.
    Used(FacilityId),
    /// A mark set or taken away.
    Mark(FacilityId),
    /// Remember what was searched for: the next and previous hit are looked for with it.
    Searched(String),
    /// A condition for the search that lies under the menu of filters.
    AddCondition(String),
    /// Order and filter of the list.
    SetSort(crate::pane::facility::Sort),
    SetFilter(String),
    /// Filter of the board.
    SetSieve(Sieve),
    /// Show the checklist of a stay.
    OpenStay(EpisodeId),
    SetReferencePoint(Option<FacilityId>),
    /// Show a sentence (already in the person's language).
    Say(String),
    /// How a form that was stale goes on; the overlay that asks closes.
    Resolve(Resolution),
    /// Forget a draft.
    DropDraft(DraftId),
    /// Take back this change, which the person was asked about; with `keep_changed` without what was changed since.
    Undo {
        group: GroupId,
        keep_changed: bool,
    },
    /// Run a command as if its key had been pressed (help page, palette).
    Run(Command),
    /// Something about persons leaves; the app adds who gives it.
    HandOver(Box<HandOver>),
    /// Which cards are listed, and in which order.
    SetRound(Round),
    SetCardOrder(CardOrder),
    /// Which meetings are listed.
    SetMeetingSieve(MeetingSieve),
    /// Which publications and worries are listed.
    SetLedgerSieve(LedgerSieve),
    /// Select one of them on its pane.
    OpenEntry(Entry),
    /// Select a facility on the pane of facilities.
    ShowFacility(FacilityId),
    /// The names of those whom a closing concerns, or who are registered with a hospital.
    OpenAffected(Vec<PersonId>),
    /// Something is needed of a substitute, or not any more.
    ToggleNeed(Need),
    /// Select a meeting on its pane.
    OpenMeeting(MeetingId),
    /// Write the report of the year that is shown as a file.
    WriteReport(FileFormat),
    /// Select a survey on its pane.
    OpenSurvey(SurveyId),
    /// Select one of the institutions that it asked.
    OpenAsked(SurveyId, FacilityId),
    /// Write down that a survey was sent, and show it.
    SendSurvey(Box<Survey>),
    /// Show a card; with the reason, where one had to be given.
    OpenCard {
        person: PersonId,
        reason: Option<&'static str>,
    },
    /// Ask how cards are handed out, of which one is opened with a reason only; the person has given it.
    OpenHandOver {
        persons: Vec<PersonId>,
        reason: &'static str,
    },
    /// Persons may lie in a store that is not encrypted.
    AcceptPlain,
    /// Leave the program, whatever was typed and not saved: the person has agreed to that.
    Quit,
}

/// An overlay to be opened.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    /// With the text typed so far.
    Search(String),
    Copy(Vec<FacilityId>),
    /// Edit or add. Offers a draft of the record, where there is one.
    Form(FormFor),
    /// The same with nothing offered.
    FreshForm(FormFor),
    /// Go on with a draft.
    Resume(Box<Draft>),
    /// All of the person's drafts.
    Drafts,
    Filter,
    Sort,
    /// Which lines the board shows.
    Sieve,
    /// Everything that can be done with a stay.
    Acts(EpisodeId),
    /// Decide or move its discharge.
    MoveDate(EpisodeId),
    /// The emergency card of somebody.
    Card(PersonId),
    /// One of a few things.
    Choose {
        title: String,
        rows: Vec<(String, Act)>,
        at: usize,
    },
    /// Something about these persons leaves the program: to whom, on what ground, and in which form.
    HandOver(Vec<PersonId>),
    /// What is asked of persons and stays.
    Care(CareRequest),
    /// `palette` starts with the cursor in the filter and all commands listed.
    Help {
        palette: bool,
    },
    Confirm(Question),
    Review,
    /// History, log or trash.
    Ledger(Look),
    /// Who looked at whose record, month by month.
    Accesses,
}

/// What a person decided about a form that somebody else's save has made stale.
#[derive(Clone, PartialEq, Debug)]
pub enum Resolution {
    /// Save from what is stored now (`None`: it was removed, and is made anew); the fields named as the other one has them.
    Save { theirs: Option<Box<Record>>, taken: Vec<String> },
    /// Theirs stays, mine is given up.
    TakeTheirs,
    /// Theirs stays, mine is kept as a draft.
    KeepDraft,
}

/// What is asked before something that cannot be unseen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    Quit,
    /// Something typed is not saved and would be gone.
    QuitUnsaved,
    DiscardForm,
    /// The first real person would lie in a store that is not encrypted.
    PlainStore,
    /// Take back a change chosen in the log, perhaps another's: `what` says which and whose.
    UndoGroup {
        group: GroupId,
        what: String,
    },
    /// Some records of the change were changed since; `why` says by whom. Take back the rest?
    UndoRest {
        group: GroupId,
        rest: u64,
        why: String,
    },
    /// Take back a change of many records, such as an import.
    UndoMany {
        group: GroupId,
        changes: u64,
    },
    /// Write down that the accesses of a month were looked over; `what` says which month.
    ReviewAccesses {
        month: jiff::civil::Date,
        what: String,
        lines: u64,
    },
}

/// How the first key of a command is called in a scope; empty where it has none.
pub fn key(cx: &Context<'_>, scope: crate::keymap::Scope, command: Command) -> String {
    cx.keymap.keys_of(scope, command).first().map(|sequence| sequence.label(cx.words)).unwrap_or_default()
}
