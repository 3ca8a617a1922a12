//! The application: focus, overlays, update, toasts, deadline. No I/O, no clock, no terminal.

mod cards;
mod care;
mod clock;
mod cover;
mod disabled;
mod drafting;
mod fresh;
mod front;
mod keys;
mod ledger;
mod locking;
mod meetings;
mod opening;
mod perform;
mod plain_store;
mod replies;
mod saving;
mod services;
mod settings;
mod shown;
mod stack;
mod surveys;
mod toast;
mod together;
mod told;
mod world;

use std::sync::Arc;
use std::time::Instant;

use zeroize::Zeroize;

use crate::domain::FacilityId;
use crate::domain::permission::Denial;
use crate::keymap::{Keymap, Scope};
use crate::message::{Effect, Msg, Ticket, sentence};
use crate::overlay::lock::{Cause, Lock};
use crate::overlay::who::Who;
use crate::paint::{Mask, Theme, Widths};
use crate::pane::card::CardPane;
use crate::pane::facility::{FacilityPane, Geometry};
use crate::pane::map::MapPane;
use crate::pane::meeting::MeetingPane;
use crate::pane::publication::PublicationPane;
use crate::pane::report::ReportPane;
use crate::pane::service::ServicePane;
use crate::pane::survey::SurveyPane;
use crate::pane::task::{Reach, TaskPane};
use crate::pane::{Context, FormFor};
use crate::port::Now;
use crate::words::Words;

use drafting::Drafting;
use fresh::Fresh;
pub use front::Front;
use keys::Pending;
use saving::Saving;
pub use settings::Settings;
pub use shown::Shown;
pub use stack::Overlay;
use toast::Toasts;
use together::Attending;
use world::World;

/// Everything on the screen and all that it came from.
#[derive(Debug)]
pub struct App {
    world: World,
    /// Which pane is on the screen.
    front: Front,
    pane: FacilityPane,
    today: TaskPane,
    tasks: TaskPane,
    cards: CardPane,
    meetings: MeetingPane,
    report: ReportPane,
    services: ServicePane,
    surveys: SurveyPane,
    publications: PublicationPane,
    map: MapPane,
    overlays: Vec<Overlay>,
    settings: Settings,
    geometry: Geometry,
    pending: Option<Pending>,
    toasts: Toasts,
    /// While it is there, nothing else is drawn and nothing else has the keys.
    lock: Option<Lock>,
    /// When a key was pressed last.
    touched: Now,
    /// Covers the persons whom the casebook knows, while it is asked for.
    mask: Option<Mask>,
    saving: Saving,
    /// Set by a full-width key, taken back by an ASCII one: the mark in the title.
    ime: bool,
    /// The sentence about full-width keys is said once a session.
    ime_explained: bool,
    loaded: bool,
    /// Why nothing could be read at the start: stands until something can.
    unreadable: Option<String>,
    dirty: bool,
    /// Asked for and not yet answered.
    requested: Option<FacilityId>,
    /// Added by hand just now; one goes on with it as soon as it is listed.
    fresh: Option<Fresh>,
    /// Opened as soon as a question about it is answered with yes.
    postponed: Option<FormFor>,
    /// The save whose outcome a form or the review waits for.
    waiting: Option<Ticket>,
    /// The open form's draft.
    drafting: Drafting,
    /// The record that others were told is open here.
    attending: Attending,
    /// The drafts that were there at the start have been told of.
    drafts_told: bool,
    /// A write whose success has a toast of its own, by its key in the words.
    said_of: Option<(Ticket, &'static str)>,
    /// The person has quit; a write that is under way is waited for.
    leaving: bool,
}

impl App {
    pub fn new(keymap: Keymap, words: &'static Words, settings: Settings, now: Now) -> Self {
        let geometry = Geometry { columns: settings.columns, rows: settings.rows, widths: settings.widths };
        let mut pane = FacilityPane::new(settings.stale_after_days);
        pane.by = Some(settings.person.clone()).filter(|person| !person.is_empty());
        pane.resize(geometry);
        let [today, tasks] = [Reach::Today, Reach::All].map(|reach| {
            let mut pane = TaskPane::new(reach);
            pane.by.clone_from(&settings.person);
            pane.resize(geometry);
            pane
        });
        let mut cards = CardPane::default();
        cards.resize(geometry);
        let mut meetings = MeetingPane::default();
        meetings.by.clone_from(&settings.person);
        meetings.resize(geometry);
        let mut map = MapPane::new(Arc::clone(&settings.outline), settings.dots, settings.stale_after_days);
        map.resize(geometry);
        let mut publications = PublicationPane::default();
        publications.centre.clone_from(&settings.centre);
        publications.resize(geometry);
        let mut surveys = SurveyPane::default();
        surveys.resize(geometry);
        let mut services = ServicePane::default();
        services.resize(geometry);
        let mut report = ReportPane::default();
        report.resize(geometry);
        let sharing = settings.sharing.clone();
        // That one's role only reads is no news, and is said where it matters.
        let denied = settings.denied.filter(|denial| !matches!(denial, Denial::Role(_)));
        let denied = denied.map(|denial| sentence::denied(words, denial));
        let overlays = if sharing.is_empty() { Vec::new() } else { vec![Overlay::Who(Who::new(sharing))] };
        let mut toasts = Toasts::default();
        for said in denied.into_iter().chain(settings.notice.clone()) {
            toasts.say(said, now.mono);
        }
        let touched = now.clone();
        let lock = settings.locked.then(|| Lock::new(Cause::Before));
        let mut world = World::new(keymap, words, Arc::clone(&settings.rulebook), now);
        world.catalogue = settings.catalogue.clone();
        world.fire_policy.clone_from(&settings.fire_service_policy);
        world.places.clone_from(&settings.places);
        Self {
            world,
            front: Front::Facilities,
            pane,
            today,
            tasks,
            cards,
            meetings,
            map,
            publications,
            surveys,
            services,
            report,
            overlays,
            settings,
            geometry,
            pending: None,
            toasts,
            mask: None,
            lock,
            touched,
            saving: Saving::default(),
            ime: false,
            ime_explained: false,
            loaded: false,
            unreadable: None,
            dirty: true,
            requested: None,
            fresh: None,
            postponed: None,
            waiting: None,
            drafting: Drafting::default(),
            attending: Attending::default(),
            drafts_told: false,
            said_of: None,
            leaving: false,
        }
    }

    /// The one way state changes.
    pub fn update(&mut self, msg: Msg, now: &Now) -> Vec<Effect> {
        let day_before = self.world.now.today();
        self.world.now = now.clone();
        let mut effects = Vec::new();
        // Before the key: one that comes after a long while is not for what lay open.
        self.lock_if_idle(&mut effects);
        if matches!(msg, Msg::Key(_) | Msg::Typed(_) | Msg::Paste(_)) {
            self.touch();
        }
        match msg {
            Msg::Key(chord) if self.lock.is_some() => self.key_while_locked(chord, &mut effects),
            Msg::Typed(text) if self.lock.is_some() => self.type_while_locked(text),
            // What lies in a clipboard may be anything, and is nothing that opens.
            Msg::Paste(mut text) if self.lock.is_some() => text.zeroize(),
            Msg::Key(chord) => self.key(chord, &mut effects),
            Msg::Typed(text) => self.typed(&text, &mut effects),
            Msg::Paste(text) => self.paste(text, &mut effects),
            Msg::Resize { columns, rows } => {
                self.set_geometry(Geometry { columns, rows, widths: self.geometry.widths });
            }
            Msg::AmbiguousWidth(cells) => {
                let widths = if cells == Some(1) { Widths::Narrow } else { Widths::Wide };
                self.set_geometry(Geometry { widths, ..self.geometry });
            }
            Msg::Wake => self.wake(&mut effects),
            Msg::Ending => return self.ending(),
            Msg::Drafts(drafts) => self.drafts(drafts),
            Msg::DraftNotKept(error) => self.draft_not_kept(&error),
            Msg::BackupFailed(error) => self.backup_failed(&error),
            Msg::Others(others) => self.others(others),
            Msg::Loaded(loaded) => self.fill(*loaded),
            Msg::Facility { id, record } => self.receive(id, *record),
            Msg::Stored { ticket, reply } => self.stored(ticket, reply, &mut effects),
            Msg::Looked(looked) => self.looked(&looked, &mut effects),
            Msg::Accesses(accesses) => self.accesses(&accesses),
            Msg::Journal(changes) => self.journal(&changes, &mut effects),
            Msg::Copied(copied) => self.copied(&copied),
            Msg::HandedOver { text, as_code } => self.handed_over(text, as_code),
            Msg::Cleared(route) => self.cleared(route),
            Msg::NotCleared(route) => self.not_cleared(route),
            Msg::FileWritten(outcome) => self.file_written(outcome),
            Msg::Unlocking(answer) => self.unlocking(answer, &mut effects),
            Msg::Resumed => self.dirty = true,
            Msg::Trouble(error) => self.trouble(&error),
            Msg::Caution(caution) => self.say(sentence::caution(self.words(), &caution, &self.world.now.wall)),
        }
        if self.world.now.today() != day_before {
            self.world.casebook.turn_to(self.world.now.today());
            self.relist();
        }
        self.ask_about_lock(&mut effects);
        self.world.waiting = self.saving.shown();
        self.want_selected(&mut effects);
        self.watch_drafts(&mut effects);
        self.tell_presence(&mut effects);
        effects
    }

    /// When the loop must wake though nobody types; `None` lets it sleep.
    pub fn deadline(&self) -> Option<Instant> {
        let which_key = self.pending.as_ref().filter(|pending| !pending.shown).map(Pending::deadline);
        let toasts = self.toasts.deadline().filter(|_| self.lock.is_none());
        let ours = [toasts, self.saving.deadline(), which_key, self.midnight(), self.next_minute()];
        ours.into_iter()
            .chain([self.drafting.deadline(), self.attending.deadline(), self.lock_deadline()])
            .flatten()
            .min()
    }

    /// Is there something new to draw? Asking takes it.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// The program is about to be ended from outside: what is typed is kept, and nobody is told that it is still open here.
    fn ending(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.keep_draft(true, &mut effects);
        if self.form().is_some_and(|form| form.edits().is_some()) {
            effects.push(Effect::Attend(None));
        }
        effects
    }

    fn wake(&mut self, effects: &mut Vec<Effect>) {
        let now = self.world.now.mono;
        self.keep_draft(false, effects);
        // What is said under the lock waits for who opens it.
        self.dirty |= self.lock.is_some() || self.toasts.expire(now);
        self.dirty |= self.saving.expire(now);
        self.follow_the_clock();
        if let Some(pending) = self.pending.as_mut().filter(|pending| !pending.shown && pending.deadline() <= now) {
            pending.shown = true;
            self.dirty = true;
        }
    }

    fn set_geometry(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.pane.resize(geometry);
        self.today.resize(geometry);
        self.tasks.resize(geometry);
        self.cards.resize(geometry);
        self.meetings.resize(geometry);
        self.map.resize(geometry);
        self.publications.resize(geometry);
        self.surveys.resize(geometry);
        self.services.resize(geometry);
        self.report.resize(geometry);
        self.look_at_map();
        for overlay in &mut self.overlays {
            overlay.resize(geometry);
        }
        // How much of a card is on one screen depends on the screen.
        self.follow_the_clock();
        self.dirty = true;
    }

    fn relist(&mut self) {
        let cx = self.world.context(self.pane.selected());
        self.pane.relist(&cx);
        self.today.relist(&cx);
        self.tasks.relist(&cx);
        self.relist_front();
        self.follow_the_map();
        let cx = self.world.context(self.pane.selected());
        for overlay in &mut self.overlays {
            overlay.refresh(&cx);
        }
        self.dirty = true;
    }

    /// Asks for the record that is shown, where it is not in memory.
    fn want_selected(&mut self, effects: &mut Vec<Effect>) {
        let wanted = self.looked_at().filter(|id| !self.world.has(*id));
        if wanted.is_some() && wanted != self.requested {
            self.requested = wanted;
            effects.extend(wanted.map(Effect::LoadFacility));
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.toasts.say(text, self.world.now.mono);
        self.dirty = true;
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        self.overlays.last().map_or_else(|| self.pane_scope(), Overlay::scope)
    }

    pub fn context(&self) -> Context<'_> {
        self.world.context(self.looked_at())
    }

    fn pane_scope(&self) -> Scope {
        match self.front {
            Front::Facilities => self.pane.scope(),
            Front::Today => self.today.scope(),
            Front::Tasks => self.tasks.scope(),
            Front::Cards => self.cards.scope(),
            Front::Meetings => self.meetings.scope(),
            Front::Map => self.map.scope(),
            Front::Publications => self.publications.scope(),
            Front::Surveys => self.surveys.scope(),
            Front::Services => self.services.scope(),
            Front::Report => self.report.scope(),
        }
    }

    pub fn pane(&self) -> &FacilityPane {
        &self.pane
    }

    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    pub fn geometry(&self) -> Geometry {
        self.geometry
    }

    pub fn theme(&self) -> Theme {
        self.settings.theme
    }

    pub fn words(&self) -> &'static Words {
        self.world.words
    }

    pub fn now(&self) -> &Now {
        &self.world.now
    }
}
