//! The overlays over the pane: the topmost has the keys.

use crate::domain::{Facility, FacilityId};
use crate::keymap::Scope;
use crate::overlay::access::AccessPage;
use crate::overlay::acts::ActMenu;
use crate::overlay::ask::AskSearch;
use crate::overlay::asked::AskedSearch;
use crate::overlay::choice::ChoiceMenu;
use crate::overlay::confirm::Confirm;
use crate::overlay::conflict::Conflict;
use crate::overlay::copy::Copy;
use crate::overlay::drafts::DraftMenu;
use crate::overlay::filter::FilterMenu;
use crate::overlay::form::Form;
use crate::overlay::hand_over::HandOverMenu;
use crate::overlay::help::Help;
use crate::overlay::ledger::Ledger;
use crate::overlay::meetings::MeetingSearch;
use crate::overlay::moving::Moving;
use crate::overlay::page::Page;
use crate::overlay::paste::PasteMenu;
use crate::overlay::people::PeopleSearch;
use crate::overlay::review::Review;
use crate::overlay::search::Search;
use crate::overlay::shown::Shown;
use crate::overlay::sieve::SieveMenu;
use crate::overlay::sort::SortMenu;
use crate::overlay::who::Who;
use crate::pane::facility::Geometry;
use crate::pane::{Act, Context, Input, Question};

/// An open overlay.
#[derive(Debug)]
pub enum Overlay {
    Access(Box<AccessPage>),
    Acts(Box<ActMenu>),
    Ask(Box<AskSearch>),
    Asked(Box<AskedSearch>),
    Choice(Box<ChoiceMenu>),
    HandOver(Box<HandOverMenu>),
    Shown(Shown),
    Confirm(Confirm),
    Conflict(Box<Conflict>),
    Copy(Box<Copy>),
    Drafts(Box<DraftMenu>),
    Filter(FilterMenu),
    Form(Box<Form>),
    Help(Help),
    Ledger(Box<Ledger>),
    Meetings(Box<MeetingSearch>),
    Moving(Box<Moving>),
    Page(Box<Page>),
    Paste(Box<PasteMenu>),
    People(Box<PeopleSearch>),
    Review(Box<Review>),
    Search(Box<Search>),
    Sieve(Box<SieveMenu>),
    Sort(SortMenu),
    Who(Who),
}

impl Overlay {
    pub fn scope(&self) -> Scope {
        match self {
            Self::Access(page) => page.scope(),
            Self::Acts(menu) => menu.scope(),
            Self::Ask(search) => search.scope(),
            Self::Choice(menu) => menu.scope(),
            Self::HandOver(menu) => menu.scope(),
            Self::Shown(shown) => shown.scope(),
            Self::Moving(moving) => moving.scope(),
            Self::Page(page) => page.scope(),
            Self::Paste(menu) => menu.scope(),
            Self::People(search) => search.scope(),
            Self::Meetings(search) => search.scope(),
            Self::Asked(search) => search.scope(),
            Self::Sieve(menu) => menu.scope(),
            Self::Confirm(confirm) => confirm.scope(),
            Self::Conflict(conflict) => conflict.scope(),
            Self::Copy(copy) => copy.scope(),
            Self::Drafts(menu) => menu.scope(),
            Self::Filter(menu) => menu.scope(),
            Self::Form(form) => form.scope(),
            Self::Help(help) => help.scope(),
            Self::Ledger(ledger) => ledger.scope(),
            Self::Review(review) => review.scope(),
            Self::Search(search) => search.scope(),
            Self::Sort(menu) => menu.scope(),
            Self::Who(who) => who.scope(),
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match self {
            Self::Access(page) => page.update(input, cx),
            Self::Acts(menu) => menu.update(input, cx),
            Self::Ask(search) => search.update(input, cx),
            Self::Choice(menu) => menu.update(input, cx),
            Self::HandOver(menu) => menu.update(input, cx),
            Self::Shown(shown) => shown.update(&input),
            Self::Moving(moving) => moving.update(input, cx),
            Self::Page(page) => page.update(input, cx),
            Self::Paste(menu) => menu.update(input, cx),
            Self::People(search) => search.update(input, cx),
            Self::Meetings(search) => search.update(input, cx),
            Self::Asked(search) => search.update(input, cx),
            Self::Sieve(menu) => menu.update(input, cx),
            Self::Confirm(confirm) => confirm.update(input, cx),
            Self::Conflict(conflict) => conflict.update(input, cx),
            Self::Copy(copy) => copy.update(input, cx),
            Self::Drafts(menu) => menu.update(input, cx),
            Self::Filter(menu) => menu.update(input, cx),
            Self::Form(form) => form.update(input, cx),
            Self::Help(help) => help.update(input, cx),
            Self::Ledger(ledger) => ledger.update(input, cx),
            Self::Review(review) => review.update(input, cx),
            Self::Search(search) => search.update(input, cx),
            Self::Sort(menu) => menu.update(input, cx),
            Self::Who(who) => who.update(input, cx),
        }
    }

    /// The facility that it looks at, where that is another than the list's.
    pub fn looks_at(&self) -> Option<FacilityId> {
        match self {
            Self::Search(search) => search.selected(),
            Self::Confirm(_)
            | Self::Conflict(_)
            | Self::Copy(_)
            | Self::Drafts(_)
            | Self::Filter(_)
            | Self::Form(_)
            | Self::Help(_)
            | Self::Ledger(_)
            | Self::Review(_)
            | Self::Sort(_)
            | Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_)
            | Self::Who(_) => None,
        }
    }

    /// A record that was asked for came.
    pub fn loaded(&mut self, id: FacilityId, record: Option<&Facility>, cx: &Context<'_>) {
        match self {
            Self::Copy(copy) => copy.loaded(id, record, cx),
            Self::Review(review) => review.loaded(id, record),
            Self::Confirm(_) | Self::Conflict(_) | Self::Drafts(_) | Self::Filter(_) | Self::Form(_) => {}
            Self::Help(_) | Self::Ledger(_) | Self::Search(_) | Self::Sort(_) | Self::Who(_) => {}
            Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_) => {}
        }
    }

    /// Does it show what holds at this minute?
    pub fn follows_the_clock(&self) -> bool {
        matches!(self, Self::Page(page) if page.follows_the_clock())
    }

    /// The records, the day or what is listed changed.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        match self {
            Self::Page(page) => page.refresh(cx),
            Self::Ask(search) => search.refresh(cx),
            Self::Paste(menu) => menu.refresh(cx),
            Self::Search(search) => search.refresh(cx),
            Self::Confirm(_) | Self::Conflict(_) | Self::Copy(_) | Self::Drafts(_) | Self::Filter(_) => {}
            Self::Form(_) | Self::Help(_) | Self::Ledger(_) | Self::Review(_) | Self::Sort(_) | Self::Who(_) => {}
            Self::Access(_)
            | Self::Acts(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_) => {}
        }
    }

    pub fn resize(&mut self, geometry: Geometry) {
        match self {
            Self::Access(page) => page.resize(geometry),
            Self::HandOver(menu) => menu.resize(geometry),
            Self::Page(page) => page.resize(geometry.body_rows()),
            Self::Search(search) => search.resize(geometry),
            Self::Confirm(_) | Self::Conflict(_) | Self::Copy(_) | Self::Drafts(_) | Self::Filter(_) => {}
            Self::Form(_) | Self::Help(_) | Self::Ledger(_) | Self::Review(_) | Self::Sort(_) | Self::Who(_) => {}
            Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_) => {}
        }
    }

    /// Does it hold something typed that would be gone with it?
    pub fn is_unsaved(&self) -> bool {
        match self {
            Self::Form(form) => form.draft().is_dirty(),
            Self::Confirm(_)
            | Self::Conflict(_)
            | Self::Copy(_)
            | Self::Drafts(_)
            | Self::Filter(_)
            | Self::Help(_)
            | Self::Ledger(_)
            | Self::Review(_)
            | Self::Search(_)
            | Self::Sort(_)
            | Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_)
            | Self::Who(_) => false,
        }
    }

    /// The form, where it is one.
    pub fn as_form(&mut self) -> Option<&mut Form> {
        match self {
            Self::Form(form) => Some(form),
            Self::Confirm(_) | Self::Conflict(_) | Self::Copy(_) | Self::Drafts(_) | Self::Filter(_) => None,
            Self::Help(_) | Self::Ledger(_) | Self::Review(_) | Self::Search(_) | Self::Sort(_) | Self::Who(_) => None,
            Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_) => None,
        }
    }

    /// Is it a question that quitting has asked already?
    pub fn asks_to_quit(&self) -> bool {
        match self {
            Self::Confirm(confirm) => matches!(confirm.question(), Question::Quit | Question::QuitUnsaved),
            Self::Conflict(_)
            | Self::Copy(_)
            | Self::Drafts(_)
            | Self::Filter(_)
            | Self::Form(_)
            | Self::Help(_)
            | Self::Ledger(_)
            | Self::Review(_)
            | Self::Search(_)
            | Self::Sort(_)
            | Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Moving(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_)
            | Self::Who(_) => false,
        }
    }

    /// Does it wait for the outcome of what it saves?
    pub fn waits(&self) -> bool {
        match self {
            Self::Form(form) => form.is_saving(),
            Self::Review(review) => review.is_saving(),
            Self::Confirm(_) | Self::Conflict(_) | Self::Copy(_) | Self::Drafts(_) | Self::Filter(_) => false,
            Self::Moving(moving) => moving.is_saving(),
            Self::Access(_)
            | Self::Acts(_)
            | Self::Ask(_)
            | Self::Paste(_)
            | Self::Choice(_)
            | Self::HandOver(_)
            | Self::Shown(_)
            | Self::Page(_)
            | Self::People(_)
            | Self::Meetings(_)
            | Self::Asked(_)
            | Self::Sieve(_) => false,
            Self::Help(_) | Self::Ledger(_) | Self::Search(_) | Self::Sort(_) | Self::Who(_) => false,
        }
    }
}
