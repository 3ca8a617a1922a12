//! The lines of the list: publications by kind and number, then the worries.

use super::LedgerSieve;
use crate::domain::publication::kinds;
use crate::domain::{Guide, GuideId, Publication, PublicationId};
use crate::pane::Context;

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    Publication(PublicationId),
    /// 窓口
    Guide(GuideId),
}

impl Entry {
    pub const fn publication(self) -> Option<PublicationId> {
        match self {
            Self::Publication(id) => Some(id),
            Self::Guide(_) => None,
        }
    }
}

/// What is published nowhere yet first; then kind by kind, the newest of each first; then the worries in the words of who asks.
pub(super) fn entries(sieve: LedgerSieve, cx: &Context<'_>) -> Vec<Entry> {
    let log = cx.casebook.logbook();
    let mut published: Vec<&Publication> = log.publications().filter(|one| sieve.takes(one)).collect();
    published.sort_by(|a, b| {
        let place = |one: &Publication| kinds().iter().position(|kind| kind.code == one.kind).unwrap_or(usize::MAX);
        let newest = b.number.cmp(&a.number).then_with(|| b.on.cmp(&a.on)).then(b.sequence.cmp(&a.sequence));
        let series = a.series.cmp(&b.series);
        let key = |one: &Publication| (!one.posts.is_empty(), place(one));
        key(a).cmp(&key(b)).then(series).then(newest).then(a.id.cmp(&b.id))
    });
    let mut worries: Vec<&Guide> = log.guides().filter(|_| sieve.takes_guides()).collect();
    worries.sort_by(|a, b| (&a.worry, a.id).cmp(&(&b.worry, b.id)));
    let published = published.into_iter().map(|one| Entry::Publication(one.id));
    published.chain(worries.into_iter().map(|one| Entry::Guide(one.id))).collect()
}
