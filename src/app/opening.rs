//! What panes and overlays ask to be opened.

use super::{App, Overlay};
use crate::message::Effect;
use crate::overlay::access::AccessPage;
use crate::overlay::acts::ActMenu;
use crate::overlay::choice::ChoiceMenu;
use crate::overlay::confirm::Confirm;
use crate::overlay::copy::Copy;
use crate::overlay::drafts::DraftMenu;
use crate::overlay::filter::FilterMenu;
use crate::overlay::form::Form;
use crate::overlay::help::Help;
use crate::overlay::ledger::Ledger;
use crate::overlay::moving::Moving;
use crate::overlay::review::Review;
use crate::overlay::search::Search;
use crate::overlay::sieve::SieveMenu;
use crate::overlay::sort::SortMenu;
use crate::pane::{FormFor, Request};
use crate::port::EntityKind;

impl App {
    pub(super) fn open(&mut self, request: Request, effects: &mut Vec<Effect>) {
        // What was said before belongs to what is left behind; the new keys must be seen.
        self.toasts.clear();
        let cx = self.world.context(self.pane.selected());
        self.dirty = true;
        match request {
            Request::Help { palette } => {
                let about = self.scope();
                let disabled = |command| self.disabled(command);
                let help = Help::new(palette, about, &cx, disabled);
                self.overlays.push(Overlay::Help(help));
            }
            Request::Search(text) => {
                let pane = &self.pane;
                let search =
                    Search::new(&text, pane.marks.clone(), self.geometry, pane.stale_after_days, &pane.last_query, &cx);
                self.overlays.push(Overlay::Search(Box::new(search)));
            }
            Request::Filter => {
                // Over the search the menu writes a condition into its field.
                let menu = match self.overlays.last() {
                    Some(Overlay::Search(search)) => FilterMenu::new(search.query(), true, &cx),
                    _ => FilterMenu::new(self.world.session.filter.as_deref().unwrap_or_default(), false, &cx),
                };
                self.overlays.push(Overlay::Filter(menu));
            }
            Request::Sieve => {
                let Some(tasks) = self.shown_tasks() else { return };
                let menu = SieveMenu::new(tasks.sieve.clone(), &self.settings.person, &cx);
                self.overlays.push(Overlay::Sieve(Box::new(menu)));
            }
            Request::Acts(stay) => {
                let task = self.shown_tasks().and_then(|tasks| tasks.list.selected());
                let menu = ActMenu::new(stay, task, &cx);
                self.overlays.push(Overlay::Acts(Box::new(menu)));
            }
            Request::MoveDate(_) if self.settings.denial().is_some() => self.refuse(),
            Request::MoveDate(stay) => self.overlays.push(Overlay::Moving(Box::new(Moving::new(stay, &cx)))),
            Request::Card(person) => self.ask_for_card(person, effects),
            Request::Choose { title, rows, at } => {
                self.overlays.push(Overlay::Choice(Box::new(ChoiceMenu::new(title, rows, at))));
            }
            Request::Care(wanted) => match wanted.area().and_then(|area| self.settings.denial_in(area)) {
                Some(_) => self.refuse(),
                None => self.open_care(wanted, effects),
            },
            Request::HandOver(persons) => self.ask_to_hand_over(persons, effects),
            Request::Sort => self.overlays.push(Overlay::Sort(SortMenu::new(&cx))),
            Request::Copy(ids) => {
                let cx = self.world.context(self.looked_at());
                let (copy, acts) = Copy::new(ids, &cx);
                self.overlays.push(Overlay::Copy(Box::new(copy)));
                self.do_all(acts, effects);
            }
            Request::Form(wanted) | Request::FreshForm(wanted) if self.settings.denial_in(wanted.area()).is_some() => {
                self.refuse();
            }
            Request::Resume(draft) if self.settings.denial_in(draft.unsaved.kind.area(false)).is_some() => {
                self.refuse();
            }
            Request::Form(wanted) if self.asks_before(&wanted) => self.postpone(wanted),
            Request::Form(wanted) => match DraftMenu::of(&wanted, &cx) {
                Some(menu) => self.overlays.push(Overlay::Drafts(Box::new(menu))),
                None => self.open(Request::FreshForm(wanted), effects),
            },
            Request::FreshForm(wanted) => {
                if matches!(wanted, FormFor::Sending(_)) {
                    self.know_addresses();
                }
                self.open_form(wanted.draft(&self.world.catalogue).map(Form::new));
            }
            Request::Resume(draft) => {
                if self.asks_before_draft(&draft, effects) {
                    return;
                }
                if draft.unsaved.kind == EntityKind::Disclosure {
                    self.know_addresses();
                }
                if draft.unsaved.kind == EntityKind::Publication {
                    self.know_scrutiny(draft.unsaved.key);
                }
                let form = Form::resume(&draft.unsaved, &self.world.catalogue);
                if form.is_some() {
                    self.drafting.resume(&draft.unsaved);
                }
                self.open_form(form);
            }
            Request::Drafts => {
                let menu = DraftMenu::all(&cx);
                self.overlays.push(Overlay::Drafts(Box::new(menu)));
            }
            Request::Confirm(question) => self.overlays.push(Overlay::Confirm(Confirm::new(question))),
            Request::Accesses => {
                let (page, acts) = AccessPage::new(self.world.now.today(), self.geometry);
                self.overlays.push(Overlay::Access(Box::new(page)));
                self.do_all(acts, effects);
            }
            Request::Ledger(look) => {
                let (ledger, acts) = Ledger::new(look);
                self.overlays.push(Overlay::Ledger(Box::new(ledger)));
                self.do_all(acts, effects);
            }
            Request::Review => {
                if self.world.doubts_waiting() == 0 {
                    return self.say(self.words().get("list.nothing-to-review"));
                }
                let (review, acts) = Review::new(self.world.doubts.clone(), crate::exchange::import::merge);
                self.overlays.push(Overlay::Review(Box::new(review)));
                self.do_all(acts, effects);
            }
        }
    }
}
