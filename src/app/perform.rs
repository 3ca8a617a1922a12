//! What panes and overlays ask for is done here.

use super::{App, Front, Overlay};
use crate::command::Command;
use crate::domain::FacilityId;
use crate::message::Effect;
use crate::overlay::lock::Cause;
use crate::pane::{Act, Input, Question, Request};
use crate::port::GroupId;

/// Facilities remembered as recently used.
const RECENT: usize = 20;

impl App {
    /// Runs a command: what concerns the whole program here, the rest in the part that has the keys.
    pub(super) fn run(&mut self, command: Command, effects: &mut Vec<Effect>) {
        match command {
            Command::Undo => {
                self.undo(None, false, effects);
            }
            Command::Redo => {
                let ticket = self.saving.begin(self.world.now.mono);
                effects.push(Effect::Redo { ticket });
            }
            Command::PaneToday if self.overlays.is_empty() => self.show(Front::Today),
            Command::PaneFacilities if self.overlays.is_empty() => self.show(Front::Facilities),
            Command::PaneTasks if self.overlays.is_empty() => self.show(Front::Tasks),
            Command::PaneCards if self.overlays.is_empty() => self.show(Front::Cards),
            Command::PaneMeetings if self.overlays.is_empty() => self.show(Front::Meetings),
            Command::PaneMap if self.overlays.is_empty() => self.show(Front::Map),
            Command::PanePublications if self.overlays.is_empty() => self.show(Front::Publications),
            Command::PaneSurveys if self.overlays.is_empty() => self.show(Front::Surveys),
            Command::PaneServices if self.overlays.is_empty() => self.show(Front::Services),
            Command::PaneReport if self.overlays.is_empty() => self.show(Front::Report),
            Command::Drafts => self.open(Request::Drafts, effects),
            Command::Help => self.open(Request::Help { palette: false }, effects),
            Command::Palette => self.open(Request::Help { palette: true }, effects),
            Command::Repaint => {
                self.dirty = true;
                effects.push(Effect::Repaint);
            }
            Command::Lock => self.lock_now(Cause::Asked, effects),
            Command::CoverNames => self.turn_cover(effects),
            Command::Suspend => effects.push(Effect::Suspend),
            Command::Quit | Command::QuitNow if self.overlays.iter().any(Overlay::is_unsaved) => {
                self.quit_unsaved(command, effects);
            }
            Command::QuitNow => self.quit(effects),
            Command::Quit if self.geometry.too_small() => self.quit(effects),
            Command::Quit => match self.overlays.last() {
                // The question itself takes the second press; a form is closed first.
                Some(Overlay::Confirm(_)) => self.input(Input::Command(command), effects),
                Some(Overlay::Form(_)) => self.input(Input::Command(Command::Back), effects),
                _ => self.open(Request::Confirm(Question::Quit), effects),
            },
            Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::Top
            | Command::Bottom
            | Command::Left
            | Command::Right
            | Command::DetailUp
            | Command::DetailDown
            | Command::Open
            | Command::Back
            | Command::NextPane
            | Command::PreviousPane
            | Command::Zoom
            | Command::Search
            | Command::NextHit
            | Command::PreviousHit
            | Command::Filter
            | Command::Sort
            | Command::ReferencePoint
            | Command::Pin
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::FitMap
            | Command::Ring
            | Command::Mark
            | Command::MarkRange
            | Command::MarkAll
            | Command::Copy
            | Command::CopyPhone
            | Command::Add
            | Command::Edit
            | Command::ConfirmFacts
            | Command::Remove
            | Command::Review
            | Command::History
            | Command::Log
            | Command::Trash
            | Command::PaneToday
            | Command::PaneFacilities
            | Command::PaneTasks
            | Command::PaneCards
            | Command::PaneMeetings
            | Command::PaneMap
            | Command::PanePublications
            | Command::PaneSurveys
            | Command::PaneServices
            | Command::PaneReport
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
            | Command::NextField
            | Command::PreviousField
            | Command::Save
            | Command::CursorLeft
            | Command::CursorRight
            | Command::LineStart
            | Command::LineEnd
            | Command::DeleteBack
            | Command::DeleteForward
            | Command::DeleteWord
            | Command::DeleteToStart
            | Command::DeleteToEnd => self.input(Input::Command(command), effects),
        }
    }

    /// Something typed is not saved: it is never dropped without a question. The key that asked answers nothing.
    fn quit_unsaved(&mut self, command: Command, effects: &mut Vec<Effect>) {
        match self.overlays.last() {
            Some(Overlay::Form(_)) if command == Command::Quit => self.input(Input::Command(Command::Back), effects),
            Some(asked) if asked.asks_to_quit() => {}
            _ => self.open(Request::Confirm(Question::QuitUnsaved), effects),
        }
    }

    /// Leaves at once; or, where a write is under way, as soon as it is known that it succeeded.
    fn quit(&mut self, effects: &mut Vec<Effect>) {
        if self.saving.is_under_way() && !self.leaving {
            self.leaving = true;
            return self.say(self.words().get("toast.leaving"));
        }
        self.leave(effects);
    }

    pub(super) fn leave(&mut self, effects: &mut Vec<Effect>) {
        // Who leaves although something is not saved was asked, and has given it up.
        self.overlays.clear();
        self.watch_drafts(effects);
        self.tell_presence(effects);
        effects.push(Effect::SaveSession(self.world.session.clone()));
        effects.push(Effect::Quit);
    }

    /// Hands input to the part that has the keys, and does what it asks for.
    pub(super) fn input(&mut self, input: Input, effects: &mut Vec<Effect>) {
        let cx = self.world.context(self.looked_at());
        let acts = match self.overlays.last_mut() {
            Some(overlay) => overlay.update(input, &cx),
            None => match self.front {
                Front::Facilities => self.pane.update(input, &cx),
                Front::Today => self.today.update(input, &cx),
                Front::Tasks => self.tasks.update(input, &cx),
                Front::Cards => self.cards.update(input, &cx),
                Front::Meetings => self.meetings.update(input, &cx),
                // What works on a facility works on the same one there as on the list.
                Front::Map => self.map.update(&input, &cx).unwrap_or_else(|| self.pane.update(input, &cx)),
                Front::Publications => self.publications.update(input, &cx),
                Front::Surveys => self.surveys.update(input, &cx),
                Front::Services => self.services.update(input, &cx),
                Front::Report => self.report.update(input, &cx),
            },
        };
        self.dirty = true;
        self.do_all(acts, effects);
        self.follow_on_map();
        self.world.session.selected = self.pane.selected();
    }

    pub(super) fn do_all(&mut self, acts: Vec<Act>, effects: &mut Vec<Effect>) {
        for act in acts {
            self.act(act, effects);
        }
    }

    fn act(&mut self, act: Act, effects: &mut Vec<Effect>) {
        match act {
            Act::Do(effect) => {
                if let Effect::WorkAs { member, name } = &effect {
                    self.settings.work_as(*member, name);
                    self.pane.by = Some(name.clone());
                    self.today.by.clone_from(name);
                    self.tasks.by.clone_from(name);
                    self.meetings.by.clone_from(name);
                }
                effects.push(effect);
            }
            Act::Save { action, puts } => {
                let ticket = self.save(action, puts, effects);
                if self.overlays.last().is_some_and(Overlay::waits) {
                    self.waiting = Some(ticket);
                }
                // What a source or a form saved is said the same way; the trash has words of its own.
                self.said_of = match action {
                    "trash" => Some((ticket, "toast.trashed")),
                    "restore" => Some((ticket, "toast.restored")),
                    "purge" => Some((ticket, "toast.purged")),
                    _ => self.said_of,
                };
            }
            Act::Open(request) => self.open(request, effects),
            Act::Close => {
                self.overlays.pop();
            }
            Act::Select(id) => self.select(id),
            Act::TogglePin(id) => self.toggle_pin(id, effects),
            Act::Used(id) => self.used(id, effects),
            Act::Mark(id) => self.pane.marks.toggle(id),
            Act::Searched(query) => self.pane.last_query = query,
            Act::AddCondition(condition) => {
                let cx = self.world.context(self.pane.selected());
                if let Some(Overlay::Search(search)) = self.overlays.last_mut() {
                    search.add_condition(&condition, &cx);
                }
            }
            Act::SetSort(sort) => {
                self.world.session.sort = Some(sort.to_string());
                self.session_changed(effects);
                // One asks for another order to see what comes first in it.
                self.pane.list.rewind();
            }
            Act::OpenStay(stay) => self.open_stay(stay, None),
            Act::SetSieve(sieve) => self.set_sieve(sieve),
            Act::SetFilter(filter) => {
                let off = filter.is_empty() && self.world.session.filter.is_some();
                self.world.session.filter = Some(filter).filter(|filter| !filter.is_empty());
                if off {
                    self.say(self.words().get("list.filter-off"));
                }
                let before = self.pane.selected();
                self.session_changed(effects);
                // On the map it is the nearest that is selected then.
                if self.pane.selected() != before && self.front != Front::Map {
                    self.pane.list.rewind();
                }
            }
            Act::SetReferencePoint(point) => {
                self.world.session.reference_point = point;
                let row = point.and_then(|id| self.world.registry.row(id));
                let words = self.words();
                let text = match row {
                    Some(row) => words.say("list.reference-set", &[("name", &row.short)]),
                    None => words.get("list.reference-off").to_owned(),
                };
                self.say(text);
                self.session_changed(effects);
            }
            Act::Say(text) => self.say(text),
            Act::Resolve(resolution) => self.resolve(resolution, effects),
            Act::DropDraft(id) => self.drop_draft(id, effects),
            Act::Undo { group, keep_changed } => self.undo(Some(group), keep_changed, effects),
            Act::HandOver(mut handed) => {
                for disclosure in &mut handed.disclosures {
                    disclosure.by.clone_from(&self.settings.person);
                }
                effects.push(Effect::HandOver(handed));
            }
            Act::SetRound(round) => self.set_round(round),
            Act::SetCardOrder(order) => self.set_card_order(order),
            Act::SetMeetingSieve(sieve) => self.set_meeting_sieve(sieve),
            Act::OpenMeeting(meeting) => self.open_meeting(meeting),
            Act::WriteReport(format) => {
                let cx = self.world.context(None);
                let written = |report| crate::pane::report::written(report, format, &self.settings.centre, &cx);
                let acts = self.report.report().map(written).unwrap_or_default();
                self.do_all(acts, effects);
            }
            Act::OpenSurvey(survey) => self.open_survey(survey),
            Act::OpenAsked(survey, facility) => self.open_asked(survey, facility),
            Act::SendSurvey(survey) => self.send_survey(*survey, effects),
            Act::SetLedgerSieve(sieve) => self.set_ledger_sieve(sieve),
            Act::OpenEntry(entry) => self.open_entry(entry),
            Act::ShowFacility(facility) => self.show_facility(facility),
            Act::OpenAffected(persons) => self.open_affected(&persons, effects),
            Act::ToggleNeed(need) => self.toggle_need(need, effects),
            Act::OpenCard { person, reason } => self.open_card(person, reason, effects),
            Act::OpenHandOver { persons, reason } => self.open_hand_over(persons, Some(reason), effects),
            Act::AcceptPlain => self.accept_plain(effects),
            Act::Run(command) => self.run(command, effects),
            Act::Quit => self.quit(effects),
        }
    }

    /// Pins, order or filter changed: list anew, and remember it for the next start.
    fn session_changed(&mut self, effects: &mut Vec<Effect>) {
        self.relist();
        effects.push(Effect::SaveSession(self.world.session.clone()));
    }

    /// Selects a facility in the list; a filter that hides it is taken off, and that is said.
    pub(super) fn select(&mut self, id: FacilityId) {
        // What was searched for on the board of closings lies on the pane of facilities.
        if self.front == Front::Services {
            self.show(Front::Facilities);
        }
        if self.pane.select(id) {
            return;
        }
        let Some(name) = self.world.registry.row(id).map(|row| row.short.clone()) else { return };
        if self.world.session.filter.take().is_some() {
            self.relist();
            if self.pane.select(id) {
                self.say(self.words().say("list.hidden", &[("name", &name)]));
            }
        }
    }

    fn toggle_pin(&mut self, id: FacilityId, effects: &mut Vec<Effect>) {
        let Some(name) = self.world.registry.row(id).map(|row| row.short.clone()) else { return };
        let pinned = &mut self.world.session.pinned;
        let key = if pinned.contains(&id) {
            pinned.retain(|other| *other != id);
            "list.unpinned"
        } else {
            pinned.push(id);
            "list.pinned"
        };
        self.say(self.words().say(key, &[("name", &name)]));
        self.session_changed(effects);
    }

    /// Remembered at once: a line that breaks off leaves no time for it.
    fn used(&mut self, id: FacilityId, effects: &mut Vec<Effect>) {
        if self.world.session.recent.first() == Some(&id) {
            return;
        }
        let recent = &mut self.world.session.recent;
        recent.retain(|other| *other != id);
        recent.insert(0, id);
        recent.truncate(RECENT);
        effects.push(Effect::SaveSession(self.world.session.clone()));
    }

    /// Takes back the person's own last change, or the one that was asked about.
    fn undo(&mut self, group: Option<GroupId>, keep_changed: bool, effects: &mut Vec<Effect>) {
        let ticket = self.saving.begin(self.world.now.mono);
        effects.push(Effect::Undo { ticket, group, keep_changed });
    }
}
