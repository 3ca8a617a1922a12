//! A desk to work at: the app over the demo city, a fixed clock, a store in memory, a clipboard that remembers.

#![expect(dead_code, reason = "each test file that works at the desk uses another part of it")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};
use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use renkei::app::{App, Settings};
use renkei::domain::permission::Denial;
use renkei::domain::{Author, Doubt, Facility, FacilityId, Role};
use renkei::exchange::demo;
use renkei::form::{AddressBook, Catalogue};
use renkei::keymap::{Chord, Keymap};
use renkei::message::{Accesses, Copied, Effect, Loaded, Look, Looked, Msg, Session, StoreReply};
use renkei::model::{Casebook, Registry};
use renkei::paint::{Theme, Widths, picture, uneven_rows};
use renkei::port::access_month::AccessMonth;
use renkei::port::clipboard::Route;
use renkei::port::draft::Draft;
use renkei::port::store::Label;
use renkei::port::{EntityKind, Key, Now, Put, Record, Store, StoreError, Transaction};
use renkei::ui;
use renkei::words::{Language, Words};

pub struct Desk {
    pub app: App,
    pub now: Now,
    pub store: Arc<dyn Store>,
    /// What was copied, newest last.
    pub clipboard: Vec<String>,
    /// Effects that the desk has no hands for (quit, suspend, repaint, files).
    pub asked: Vec<Effect>,
    pub sessions: Vec<Session>,
    /// What others are told of.
    pub attending: Option<(EntityKind, Key)>,
    /// Why whoever is here may not write down that a month was looked over.
    pub denied: Option<Denial>,
    columns: u16,
    rows: u16,
    seq: u64,
}

/// 12 June 2026, a Friday.
pub fn now() -> Now {
    let wall =
        date(2026, 6, 12).at(9, 41, 0, 0).to_zoned(TimeZone::get("Asia/Tokyo").expect("bundled")).expect("exists");
    #[expect(clippy::disallowed_methods, reason = "a test's clock has to start somewhere; only differences count")]
    let mono = Instant::now();
    Now { mono, wall }
}

/// Persons, stays and the log of the demo city, as `renkei demo` shows them.
fn records_of(city: &demo::Demo) -> Vec<Record> {
    let (today, rules) = (now().today(), renkei::rulebook::builtin());
    let log = demo::surveys(today, &rules, &city.facilities).into_iter().chain(demo::closings(today));
    demo::care(today, &rules)
        .into_iter()
        .chain(log)
        .chain(demo::desks(city, today))
        .chain(demo::meetings(today))
        .collect()
}

impl Desk {
    /// The demo city on a terminal of that size.
    pub fn demo(columns: u16, rows: u16, widths: Widths) -> Self {
        let city = demo::city(now().today());
        Self::with(columns, rows, widths, city.facilities, Vec::new(), &city.centre.name)
    }

    pub fn with(
        columns: u16,
        rows: u16,
        widths: Widths,
        facilities: Vec<Facility>,
        doubts: Vec<Doubt>,
        centre: &str,
    ) -> Self {
        Self::with_care(columns, rows, widths, facilities, doubts, Vec::new(), centre)
    }

    /// The demo city with its people: what `renkei demo` opens with.
    pub fn demo_with_people(columns: u16, rows: u16, widths: Widths) -> Self {
        let city = demo::city(now().today());
        let care = records_of(&city);
        Self::with_care(columns, rows, widths, city.facilities, Vec::new(), care, &city.centre.name)
    }

    /// The same in a language.
    pub fn demo_in(language: Language) -> Self {
        let city = demo::city(now().today());
        let care = records_of(&city);
        Self::with_words(language, 80, 24, Widths::Wide, city.facilities, Vec::new(), care, &city.centre.name)
    }

    /// The same in a language, on a terminal of that size.
    pub fn demo_on(language: Language, columns: u16, rows: u16) -> Self {
        let city = demo::city(now().today());
        let care = records_of(&city);
        let (facilities, centre) = (city.facilities, city.centre.name);
        Self::with_words(language, columns, rows, Widths::Wide, facilities, Vec::new(), care, &centre)
    }

    /// With persons, stays and what belongs to them.
    pub fn with_care(
        columns: u16,
        rows: u16,
        widths: Widths,
        facilities: Vec<Facility>,
        doubts: Vec<Doubt>,
        care: Vec<Record>,
        centre: &str,
    ) -> Self {
        Self::with_words(Language::Ja, columns, rows, widths, facilities, doubts, care, centre)
    }

    #[expect(clippy::too_many_arguments, reason = "everything that a desk may be made of")]
    fn with_words(
        language: Language,
        columns: u16,
        rows: u16,
        widths: Widths,
        facilities: Vec<Facility>,
        doubts: Vec<Doubt>,
        care: Vec<Record>,
        centre: &str,
    ) -> Self {
        Self::made(language, columns, rows, widths, facilities, doubts, care, centre, |_| {})
    }

    /// An empty register of one's own that is not encrypted, and a screen that locks.
    pub fn plain() -> Self {
        Self::made(Language::Ja, 80, 24, Widths::Wide, Vec::new(), Vec::new(), Vec::new(), "架空", |settings| {
            settings.plain_store = true;
            settings.lock_after = Some(Duration::from_secs(600));
        })
    }

    /// The demo for somebody whose role has to do with meetings only.
    pub fn for_meetings() -> Self {
        let city = demo::city(now().today());
        let care = demo::care(now().today(), &renkei::rulebook::builtin());
        let (facilities, centre) = (city.facilities, city.centre.name);
        Self::made(Language::Ja, 80, 24, Widths::Wide, facilities, Vec::new(), care, &centre, |settings| {
            settings.denied = Some(Denial::Role(Role::Meetings));
        })
    }

    /// The demo city for somebody of this role, with these records beside it.
    pub fn for_role(role: Role, records: Vec<Record>) -> Self {
        let city = demo::city(now().today());
        let adjust: fn(&mut Settings) = match role {
            Role::Meetings => |settings| settings.denied = Some(Denial::Role(Role::Meetings)),
            Role::Read => |settings| settings.denied = Some(Denial::Role(Role::Read)),
            Role::Write | Role::Admin => |_| {},
        };
        Self::made(Language::Ja, 80, 24, Widths::Wide, city.facilities, Vec::new(), records, &city.centre.name, adjust)
    }

    /// The demo for somebody who may only read.
    pub fn read_only() -> Self {
        let city = demo::city(now().today());
        let care = records_of(&city);
        let (facilities, centre) = (city.facilities, city.centre.name);
        Self::made(Language::Ja, 80, 24, Widths::Wide, facilities, Vec::new(), care, &centre, |settings| {
            settings.denied = Some(Denial::Role(Role::Read));
        })
    }

    /// The demo city with the lines of its map.
    pub fn demo_with_map(language: Language, columns: u16, rows: u16, widths: Widths) -> Self {
        let city = demo::city(now().today());
        let (facilities, centre) = (city.facilities, city.centre.name);
        Self::made(language, columns, rows, widths, facilities, Vec::new(), Vec::new(), &centre, |settings| {
            settings.outline = Arc::new(demo::outline());
        })
    }

    #[expect(clippy::too_many_arguments, reason = "everything that a desk may be made of")]
    fn made(
        language: Language,
        columns: u16,
        rows: u16,
        widths: Widths,
        facilities: Vec<Facility>,
        doubts: Vec<Doubt>,
        care: Vec<Record>,
        centre: &str,
        adjust: fn(&mut Settings),
    ) -> Self {
        let rulebook = Arc::new(renkei::rulebook::builtin());
        let now = now();
        let mut settings = Settings {
            centre: centre.to_owned(),
            person: if care.is_empty() { String::new() } else { "中村".to_owned() },
            theme: Theme::Colour,
            widths,
            columns,
            rows,
            catalogue: Catalogue::of(&rulebook, language, AddressBook::default()),
            rulebook: Arc::clone(&rulebook),
            ..Settings::default()
        };
        adjust(&mut settings);
        let store: Arc<dyn Store> = Arc::new(
            renkei::store::RedbStore::in_memory(renkei::store::Options::default()).expect("a store in memory"),
        );
        let puts = facilities.iter().cloned().map(|f| Put::Save(Record::Facility(f)));
        let puts = puts.chain(doubts.iter().cloned().map(|d| Put::Save(Record::Doubt(d))));
        let puts = puts.chain(care.iter().cloned().map(Put::Save)).collect();
        let transaction = transaction("import", puts, &now);
        let seq =
            store.write(Transaction { author: Author::account(1, "import"), ..transaction }).expect("written").seq;
        let app = App::new(Keymap::default(), Words::of(language), settings, now.clone());
        let mut desk = Self {
            app,
            now,
            store: Arc::clone(&store),
            clipboard: Vec::new(),
            asked: Vec::new(),
            sessions: Vec::new(),
            attending: None,
            denied: None,
            columns,
            rows,
            seq,
        };
        let mut doubts = Vec::new();
        store
            .scan(EntityKind::Doubt, &mut |record| {
                if let Record::Doubt(doubt) = record {
                    doubts.push(doubt);
                }
            })
            .expect("readable");
        let places = Arc::new(Vec::new());
        let registry = Registry::build(facilities, &places);
        // As the store gives it back: with the revisions that a save is compared by.
        let mut stored = Vec::new();
        for kind in <EntityKind as strum::IntoEnumIterator>::iter().filter(|kind| *kind != EntityKind::Facility) {
            store.scan(kind, &mut |record| stored.push(record)).expect("readable");
        }
        let casebook = Casebook::build(rulebook, desk.now.today(), stored);
        desk.send(Msg::Loaded(Box::new(Loaded {
            registry,
            casebook,
            doubts,
            places,
            seq,
            session: Session::default(),
        })));
        desk
    }

    /// Sends a message and performs what is asked for, until nothing is asked any more.
    pub fn send(&mut self, msg: Msg) {
        let mut inbox = vec![msg];
        while let Some(msg) = inbox.pop() {
            for effect in self.app.update(msg, &self.now) {
                self.perform(effect, &mut inbox);
            }
        }
    }

    fn perform(&mut self, effect: Effect, inbox: &mut Vec<Msg>) {
        let author = Author::account(1000, "中村");
        let at = self.now.wall.timestamp();
        match effect {
            Effect::LoadFacility(id) => inbox.push(Msg::Facility { id, record: Box::new(self.facility(id)) }),
            Effect::Save { ticket, action, puts } => {
                let reply = self.store.write(transaction(action, puts, &self.now));
                self.journal(inbox);
                let reply = match reply {
                    Ok(saved) => StoreReply::Saved(saved),
                    Err(StoreError::Conflict { mine, theirs }) => {
                        let record = mine.as_ref().clone().or((*theirs).clone()).expect("one of them is there");
                        let mut history = self.store.record_history(record.kind(), record.key(), 1).expect("readable");
                        StoreReply::Stale { theirs, by: history.pop().map(|(entry, _)| Box::new(entry)) }
                    }
                    Err(error) => StoreReply::Failed(error),
                };
                inbox.push(Msg::Stored { ticket, reply });
            }
            Effect::Undo { ticket, group, keep_changed } => {
                let entry = if keep_changed {
                    self.store.undo_untouched(&author, at, group)
                } else {
                    self.store.undo(&author, at, group)
                };
                let reply = entry.map_or_else(StoreReply::Failed, StoreReply::Undone);
                self.journal(inbox);
                inbox.push(Msg::Stored { ticket, reply });
            }
            Effect::Redo { ticket } => {
                let reply = self.store.redo(&author, at).map_or_else(StoreReply::Failed, StoreReply::Redone);
                self.journal(inbox);
                inbox.push(Msg::Stored { ticket, reply });
            }
            Effect::Copy { text, items } => {
                let characters = text.0.chars().count();
                self.clipboard.push(text.0);
                inbox.push(Msg::Copied(Copied { outcome: Ok(Route::Tmux), items, characters, cleared_after: None }));
            }
            Effect::KeepDraft { ticket, unsaved, instead_of } => {
                let kept = self.store.keep_draft(&Draft { author, at, unsaved: *unsaved }, instead_of);
                match (ticket, kept) {
                    (Some(ticket), kept) => {
                        let reply = kept.map_or_else(StoreReply::Failed, |()| StoreReply::Kept);
                        inbox.push(Msg::Stored { ticket, reply });
                    }
                    (None, Ok(())) => {}
                    (None, Err(error)) => inbox.push(Msg::DraftNotKept(error)),
                }
                inbox.push(Msg::Drafts(self.drafts()));
            }
            Effect::DropDraft(id) => {
                self.store.drop_draft(id).expect("dropped");
                inbox.push(Msg::Drafts(self.drafts()));
            }
            Effect::Attend(record) => self.attending = record,
            Effect::Look(look) => inbox.push(Msg::Looked(match look {
                Look::History(kind, key) => {
                    let all = self.store.record_history(kind, key, 99);
                    Looked::History(kind, key, all.expect("readable"))
                }
                Look::Log => Looked::Log(self.store.history(99).expect("readable")),
                Look::Group(group) => {
                    let changes = self.store.group_changes(group, 99).expect("readable");
                    Looked::Group(Box::new(self.store.group(group).expect("there")), changes)
                }
                Look::Trash => Looked::Trash(self.store.trash(99).expect("readable")),
            })),
            Effect::ReadAccesses(day) => inbox.push(self.accesses(day, false)),
            Effect::ReviewAccesses(day) => {
                let month = AccessMonth::read(&*self.store, day, self.now.wall.time_zone()).expect("readable");
                self.store.witness(month.review(author, at)).expect("written");
                inbox.push(self.accesses(day, true));
            }
            Effect::SaveSession(session) => self.sessions.push(session),
            other => self.asked.push(other),
        }
    }

    fn accesses(&self, day: jiff::civil::Date, reviewed: bool) -> Msg {
        let month = AccessMonth::read(&*self.store, day, self.now.wall.time_zone()).expect("readable");
        Msg::Accesses(Accesses { month: Arc::new(month), denied: self.denied, reviewed })
    }

    /// The person's own drafts, as they are kept.
    pub fn drafts(&self) -> Vec<Draft> {
        self.store.drafts(&Author::account(1000, "中村")).expect("readable")
    }

    fn journal(&mut self, inbox: &mut Vec<Msg>) {
        let changes = self.store.changes_since(self.seq).expect("journal").expect("not trimmed");
        if let Some(last) = changes.last() {
            self.seq = last.seq;
            inbox.push(Msg::Journal(changes));
        }
    }

    /// A change of another session, as the journal brings it.
    pub fn written_elsewhere(&mut self, puts: Vec<Put>) {
        self.written(transaction("edit", puts, &self.now));
    }

    /// The same by somebody else, on another terminal.
    pub fn written_by(&mut self, name: &str, puts: Vec<Put>) {
        let author = Author { tty: Some("pts/2".to_owned()), ..Author::account(1001, name) };
        self.written(Transaction { author, ..transaction("edit", puts, &self.now) });
    }

    /// The same, but that the journal is read only at the next write.
    pub fn written_before_the_journal_comes(&mut self, puts: Vec<Put>) {
        let author = Author { tty: Some("pts/2".to_owned()), ..Author::account(1001, "月丘") };
        self.store.write(Transaction { author, ..transaction("edit", puts, &self.now) }).expect("written");
    }

    fn written(&mut self, transaction: Transaction) {
        self.store.write(transaction).expect("written");
        let mut inbox = Vec::new();
        self.journal(&mut inbox);
        for msg in inbox {
            self.send(msg);
        }
    }

    /// Every record as JSON Lines, in the order of kinds and ids; what `rev` counts is left out.
    pub fn export(&self) -> String {
        use strum::IntoEnumIterator;
        let mut out = String::new();
        for kind in EntityKind::iter() {
            let mut lines =
                |record: Record| out.push_str(&renkei::exchange::export::jsonl::record(&record).expect("JSON"));
            self.store.scan(kind, &mut lines).expect("readable");
        }
        out
    }

    pub fn facility(&self, id: FacilityId) -> Option<Facility> {
        renkei::port::store::facility(&*self.store, id).expect("readable")
    }

    /// Everything that could be changed by a key, to prove that none was.
    pub fn last_seq(&self) -> u64 {
        self.store.last_seq().expect("readable")
    }

    /// Presses keys by their names in a keymap file, separated by spaces: `down ctrl-c 1`.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let chord = Chord::parse(key).unwrap_or_else(|_| panic!("no key: {key}"));
            self.send(Msg::Key(chord));
        }
    }

    /// ASCII typed fast, one key after the other.
    pub fn type_ascii(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(Chord::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
    }

    /// Writes into a field of the open form, in the place of what stands there.
    pub fn fill(&mut self, field: &str, text: &str) {
        let at = |desk: &Self| match desk.app.overlays().last() {
            Some(renkei::app::Overlay::Form(form)) => form.field().to_owned(),
            other => panic!("no form is open but {other:?}: {}", desk.screen()),
        };
        self.press("ctrl-home");
        for _ in 0..80 {
            if at(self) == field {
                break;
            }
            self.press("tab");
        }
        assert_eq!(at(self), field, "{}", self.screen());
        self.press("ctrl-e ctrl-u");
        self.commit(text);
    }

    /// Text committed by an input method.
    pub fn commit(&mut self, text: &str) {
        self.send(Msg::Typed(text.to_owned()));
    }

    pub fn wait(&mut self, milliseconds: u64) {
        self.now.mono += Duration::from_millis(milliseconds);
        self.send(Msg::Wake);
    }

    pub fn draw(&self) -> (Buffer, Option<Position>) {
        self.draw_at(self.columns, self.rows)
    }

    /// On a frame of another size than the app was told of.
    pub fn draw_at(&self, columns: u16, rows: u16) -> (Buffer, Option<Position>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = ui::draw_on(&mut buffer, &self.app);
        (buffer, cursor)
    }

    /// The screen as text; every row ends exactly at the right edge, or the test fails.
    pub fn screen(&self) -> String {
        let (buffer, _) = self.draw();
        let text = picture(&buffer);
        assert_eq!(uneven_rows(&buffer), Vec::<u16>::new(), "rows of another width than the terminal:\n{text}");
        text
    }

    /// The screen and the cell of the hardware cursor, for snapshots.
    pub fn screen_with_cursor(&self) -> String {
        let (_, cursor) = self.draw();
        let cursor = cursor.map_or("none".to_owned(), |at| format!("column {} row {}", at.x, at.y));
        format!("{}cursor: {cursor}\n", self.screen())
    }

    pub fn selected(&self) -> Option<FacilityId> {
        self.app.pane().selected()
    }
}

fn transaction(action: &str, puts: Vec<Put>, now: &Now) -> Transaction {
    Transaction {
        author: Author::account(1000, "中村"),
        at: now.wall.timestamp(),
        label: Label { action: action.to_owned(), detail: String::new() },
        puts,
        patience: None,
    }
}
