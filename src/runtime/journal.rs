//! The journal thread: what other sessions change, and what stands beside the journal (drafts, presences).

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::identity::Identity;
use super::run::Event;
use super::storage::guarded;
use crate::domain::SessionId;
use crate::form;
use crate::message::Msg;
use crate::port::clock::Clock;
use crate::port::draft::Draft;
use crate::port::store::Seq;
use crate::port::{Presence, Store};

/// Others' changes are to be on the screen within 300 ms.
const POLL: Duration = Duration::from_millis(200);
/// Every so many polls it is looked beside the journal, and a reading that failed is tried again: about once a second.
const SLOWLY: u32 = 5;
/// More changes than this at once (another session's import): reading everything again takes less than bringing in each.
const BURST: Seq = 1_000;

/// Tells the journal thread something.
#[derive(Debug)]
pub(super) enum Watch {
    /// Everything up to here is known.
    From(Seq),
    /// Look at once: we have just written.
    Now,
    /// Everything was to be read, and could not be.
    Unread,
}

/// What is known, and from where it is watched.
pub(super) struct Journal {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    author: Identity,
    me: SessionId,
    inbox: Sender<Event>,
    /// The last look failed, and that was said.
    failed: bool,
    /// As they were told last; the first time also where there are none, so that those of the start are known from later ones.
    drafts: Option<Vec<Draft>>,
    others: Vec<Presence>,
}

/// Nobody listens any more.
struct Gone;

impl Journal {
    pub(super) fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        author: Identity,
        me: SessionId,
        inbox: Sender<Event>,
    ) -> Self {
        Self { store, clock, author, me, inbox, failed: false, drafts: None, others: Vec::new() }
    }

    pub(super) fn run(mut self, watched: &Receiver<Watch>) {
        let mut known: Option<Seq> = None;
        let mut unread = false;
        let mut polls = 0_u32;
        loop {
            let mut look_beside = false;
            match watched.recv_timeout(POLL) {
                Ok(Watch::From(seq)) => (known, unread, look_beside) = (Some(seq), false, true),
                Ok(Watch::Unread) => unread = true,
                Ok(Watch::Now) => look_beside = true,
                Err(RecvTimeoutError::Timeout) => polls = polls.wrapping_add(1),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let slowly = polls.is_multiple_of(SLOWLY);
            if unread && slowly {
                unread = false;
                if self.tell(Event::Reload).is_err() {
                    return;
                }
            }
            let Some(seq) = known else { continue };
            let Ok(next) = self.follow(seq) else { return };
            known = next;
            if (slowly || look_beside) && self.look_beside().is_err() {
                return;
            }
        }
    }

    fn tell(&self, event: Event) -> Result<(), Gone> {
        self.inbox.send(event).map_err(|_| Gone)
    }

    /// Tells what is new since `seq`; answers the number known after it.
    fn follow(&mut self, seq: Seq) -> Result<Option<Seq>, Gone> {
        match guarded(|| self.look(seq)) {
            Ok((event, next)) => {
                self.failed = false;
                event.map_or(Ok(()), |event| self.tell(event))?;
                Ok(next)
            }
            Err(error) => {
                if !std::mem::replace(&mut self.failed, true) {
                    self.tell(Event::Msg(Msg::Trouble(error)))?;
                }
                Ok(Some(seq))
            }
        }
    }

    /// What is new since `seq`, and the number known after it; `None` where everything must be read again.
    fn look(&self, seq: Seq) -> crate::port::store::Result<(Option<Event>, Option<Seq>)> {
        let last = self.store.last_seq()?;
        if last == seq {
            return Ok((None, Some(seq)));
        }
        if last.saturating_sub(seq) > BURST {
            return Ok((Some(Event::Reload), None));
        }
        Ok(match self.store.changes_since(seq)? {
            None => (Some(Event::Reload), None),
            Some(changes) => {
                // None that this program knows: it is up to date all the same.
                let next = changes.last().map_or(last, |change| change.seq);
                let msg = (!changes.is_empty()).then_some(Event::Msg(Msg::Journal(changes)));
                (msg, Some(next))
            }
        })
    }

    /// The person's drafts that say anything else than what is stored. One that does not was saved just before its program was
    /// ended: nobody misses it.
    fn drafts(&self) -> crate::port::store::Result<Vec<Draft>> {
        let mut drafts = Vec::new();
        for draft in self.store.drafts(&self.author.get())? {
            let stored = self.store.get(draft.unsaved.kind, draft.unsaved.key)?;
            if stored.is_some_and(|stored| !form::says_more(&draft.unsaved.fields, &stored)) {
                self.store.drop_draft(draft.unsaved.id)?;
            } else {
                drafts.push(draft);
            }
        }
        Ok(drafts)
    }

    /// Drafts and presences are a help, no more: where they cannot be read, the journal has said it already.
    fn look_beside(&mut self) -> Result<(), Gone> {
        if let Ok(drafts) = guarded(|| self.drafts())
            && self.drafts.as_ref() != Some(&drafts)
        {
            self.drafts = Some(drafts.clone());
            self.tell(Event::Msg(Msg::Drafts(drafts)))?;
        }
        let now = self.clock.now().wall.timestamp();
        if let Ok(mut others) = guarded(|| self.store.present(now)) {
            others.retain(|other| other.session != self.me);
            // Renewing is nothing new.
            let news = |a: &Presence, b: &Presence| (a.session, a.key, a.since) != (b.session, b.key, b.since);
            if others.len() != self.others.len() || others.iter().zip(&self.others).any(|(a, b)| news(a, b)) {
                self.others.clone_from(&others);
                self.tell(Event::Msg(Msg::Others(others)))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::domain::Author;
    use crate::domain::{Facility, FacilityId};
    use crate::port::store::Label;
    use crate::port::{Put, Record, Transaction};
    use crate::runtime::clock::SystemClock;
    use crate::store::{Options, RedbStore};

    fn add(store: &RedbStore, count: u64) {
        let puts = (0..count).map(|_| Put::Save(Record::Facility(Facility::new(FacilityId::new())))).collect();
        let label = Label { action: "import".to_owned(), detail: String::new() };
        let author = Author::account(1, "import");
        let transaction = Transaction { author, at: jiff::Timestamp::UNIX_EPOCH, label, puts, patience: None };
        store.write(transaction).expect("written");
    }

    fn journal(store: &Arc<RedbStore>, inbox: Sender<Event>) -> Journal {
        let author = Identity::new(Author::account(1, "hana"));
        let store = Arc::clone(store) as Arc<dyn Store>;
        Journal::new(store, Arc::new(SystemClock::default()), author, SessionId::new(), inbox)
    }

    #[test]
    fn an_import_by_another_session_is_read_at_once_and_a_few_edits_one_by_one() {
        let store = Arc::new(RedbStore::in_memory(Options::default()).expect("a store"));
        let (inbox, _kept) = channel();
        let journal = journal(&store, inbox);
        add(&store, 3);
        let (event, known) = journal.look(0).expect("readable");
        assert!(matches!(event, Some(Event::Msg(Msg::Journal(changes))) if changes.len() == 3));
        assert_eq!(known, Some(3));
        add(&store, BURST + 1);
        let (event, known) = journal.look(3).expect("readable");
        assert!(matches!(event, Some(Event::Reload)), "{event:?}");
        assert_eq!(known, None, "watched again from where the reading began");
        let last = store.last_seq().expect("readable");
        let (event, known) = journal.look(last).expect("readable");
        assert!(event.is_none());
        assert_eq!(known, Some(last));
    }

    /// Its save succeeded, and the program was ended before the draft was dropped.
    #[test]
    fn a_draft_that_says_what_is_stored_is_dropped() {
        use crate::domain::DraftId;
        use crate::port::draft::{Drafts, Unsaved};
        use crate::port::store::EntityKind;

        let store = Arc::new(RedbStore::in_memory(Options::default()).expect("a store"));
        add(&store, 1);
        let key = store.changes_since(0).expect("readable").expect("kept")[0].key;
        let (inbox, _kept) = channel();
        let journal = journal(&store, inbox);
        for text in ["", "地域連携室"] {
            let fields = [("desk".to_owned(), text.to_owned())].into();
            let unsaved =
                Unsaved { id: DraftId::new(), kind: EntityKind::Facility, key, base: None, fields, beside: Vec::new() };
            let draft = Draft { author: journal.author.get(), at: jiff::Timestamp::UNIX_EPOCH, unsaved };
            store.keep_draft(&draft, None).expect("kept");
        }
        let left = journal.drafts().expect("readable");
        assert_eq!(left.iter().map(|draft| draft.unsaved.fields["desk"].as_str()).collect::<Vec<_>>(), ["地域連携室"]);
        assert_eq!(store.drafts(&journal.author.get()).expect("readable"), left);
    }

    /// A reload after an import that failed left the journal unwatched until the program was started again.
    #[test]
    fn a_reading_that_failed_is_asked_for_again() {
        let store = Arc::new(RedbStore::in_memory(Options::default()).expect("a store"));
        let (inbox, told) = channel();
        let (watch, watched) = channel();
        let journal = journal(&store, inbox);
        let thread = std::thread::spawn(move || journal.run(&watched));
        watch.send(Watch::Unread).expect("it listens");
        let event = told.recv_timeout(Duration::from_secs(20)).expect("it asks again");
        assert!(matches!(event, Event::Reload), "{event:?}");
        watch.send(Watch::From(0)).expect("it listens");
        add(&store, 1);
        let event = loop {
            match told.recv_timeout(Duration::from_secs(20)).expect("it watches again") {
                Event::Msg(Msg::Drafts(drafts)) => assert!(drafts.is_empty()),
                other => break other,
            }
        };
        assert!(matches!(&event, Event::Msg(Msg::Journal(changes)) if changes.len() == 1), "{event:?}");
        drop(watch);
        thread.join().expect("it ends");
    }
}
