//! What the centre publishes, and where to ask about what: one list, the selected one beside it.

mod act;
mod entry;
mod held;
mod rows;
mod sieve;
mod view;

use std::collections::HashMap;

use super::facility::Geometry;
use super::{Act, CareRequest, Context, Input, Request};
use crate::domain::PublicationId;
use crate::keymap::Scope;

pub use act::LedgerRequest;
pub(crate) use act::questions;
pub use entry::Entry;
pub use held::{anonymous, held_words, scrutiny};
pub use sieve::LedgerSieve;

/// What holds a publication up, as of a revision of it.
type Held = (u64, Vec<String>);

/// The list with the selected entry.
#[derive(Debug, Default)]
pub struct PublicationPane {
    pub sieve: LedgerSieve,
    /// Who publishes, as the settings have it; may be empty.
    pub centre: String,
    entries: Vec<Entry>,
    cursor: usize,
    top: usize,
    /// The selected desk of a worry, while the detail has the keys.
    desk: Option<usize>,
    /// The text of an entry lies open where there is no room beside the list.
    opened: bool,
    scroll: usize,
    zoomed: bool,
    geometry: Geometry,
    /// Of what is published nowhere yet, and of the selected one. Found out when it is listed: no frame looks for names.
    held: HashMap<PublicationId, Held>,
}

impl PublicationPane {
    pub const fn scope(&self) -> Scope {
        Scope::Publications
    }

    /// Whom the centre knows may be others since: everything is looked through anew.
    pub fn forget(&mut self) {
        self.held.clear();
    }

    /// Lists anew after records, filter or day changed; the selected entry stays selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let selected = self.selected();
        self.entries = entry::entries(self.sieve, cx);
        let found = selected.and_then(|entry| self.entries.iter().position(|other| *other == entry));
        let desk = self.desk.filter(|_| found.is_some());
        self.go(found.unwrap_or(self.cursor), cx);
        self.desk = desk;
        self.look_through(cx);
    }

    pub fn selected(&self) -> Option<Entry> {
        self.entries.get(self.cursor).copied()
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Selects an entry; one that the filter leaves out takes the filter off.
    pub fn select(&mut self, entry: Entry, cx: &Context<'_>) {
        if !self.entries.contains(&entry) {
            self.sieve = LedgerSieve::All;
            self.relist(cx);
        }
        if let Some(at) = self.entries.iter().position(|other| *other == entry) {
            self.go(at, cx);
            self.opened = true;
        }
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.keep_in_sight();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it is a worry or a question.
            Input::Text(text) => vec![Act::Open(Request::Care(CareRequest::Ledger(LedgerRequest::Ask(text))))],
        }
    }

    fn go(&mut self, at: usize, cx: &Context<'_>) {
        let before = self.selected();
        self.cursor = at.min(self.entries.len().saturating_sub(1));
        if self.selected() != before {
            (self.scroll, self.opened) = (0, false);
        }
        self.desk = None;
        self.keep_in_sight();
        if let Some(Entry::Publication(id)) = self.selected()
            && self.selected() != before
        {
            self.scrutinise(&[id], cx);
        }
    }

    /// What may name somebody, of everything that is published nowhere yet.
    fn look_through(&mut self, cx: &Context<'_>) {
        let log = cx.casebook.logbook();
        let unposted = log.publications().filter(|one| one.posts.is_empty()).map(|one| one.id);
        let selected = self.selected().and_then(Entry::publication);
        let ids: Vec<PublicationId> = unposted.chain(selected).collect();
        self.scrutinise(&ids, cx);
    }

    fn scrutinise(&mut self, ids: &[PublicationId], cx: &Context<'_>) {
        let all = ids.iter().filter_map(|id| cx.casebook.logbook().publication(*id));
        let is_new = |id: PublicationId, rev: u64| self.held.get(&id).is_none_or(|(known, _)| *known != rev);
        let wanted: Vec<_> = all.filter(|one| is_new(one.id, one.rev)).collect();
        if wanted.is_empty() {
            return;
        }
        let known = cx.casebook.known_beside(cx.registry);
        for one in wanted {
            self.held.insert(one.id, (one.rev, held_words(one, &known, &self.centre, cx)));
        }
    }

    fn keep_in_sight(&mut self) {
        let rows = self.rows_of_list();
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// Lines that the list has on the screen.
    fn rows_of_list(&self) -> usize {
        usize::from(self.geometry.body_rows().saturating_sub(2)).max(1)
    }

    /// The words that hold it up; none where nothing does, or where it was not looked through.
    fn held(&self, id: PublicationId) -> &[String] {
        self.held.get(&id).map_or(&[], |(_, words)| words)
    }
}
