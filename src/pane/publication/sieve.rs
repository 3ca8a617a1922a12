//! Which entries are listed.

use crate::domain::Publication;
use crate::domain::publication::{kind, kinds};
use crate::pane::{Act, Context, Request};
use crate::words::Language;

/// One condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LedgerSieve {
    #[default]
    All,
    /// Published nowhere yet.
    Unposted,
    /// A question without an answer.
    Unanswered,
    /// A code of `kind.tsv`.
    Kind(&'static str),
    /// 窓口: the worries alone.
    Guides,
}

impl LedgerSieve {
    pub fn takes(self, one: &Publication) -> bool {
        match self {
            Self::All => true,
            Self::Unposted => one.posts.is_empty() && one.handed.is_empty(),
            Self::Unanswered => one.is_unanswered(),
            Self::Kind(code) => one.kind == code,
            Self::Guides => false,
        }
    }

    pub const fn takes_guides(self) -> bool {
        matches!(self, Self::All | Self::Guides)
    }

    pub(super) fn word(self, cx: &Context<'_>) -> String {
        let ja = cx.words.language() == Language::Ja;
        match self {
            Self::All => cx.words.get("publications.all").to_owned(),
            Self::Unposted => cx.words.get("publications.unposted").to_owned(),
            Self::Unanswered => cx.words.get("publications.unanswered").to_owned(),
            Self::Kind(code) => kind(code).map_or(code, |kind| if ja { kind.ja } else { kind.en }).to_owned(),
            Self::Guides => cx.words.get("publications.guides").to_owned(),
        }
    }
}

/// Every condition with how many it leaves; kinds of which there is none are left out.
pub(super) fn menu(now: LedgerSieve, cx: &Context<'_>) -> Request {
    let log = cx.casebook.logbook();
    let count = |sieve: LedgerSieve| {
        let guides = if sieve.takes_guides() { log.guides().count() } else { 0 };
        log.publications().filter(|one| sieve.takes(one)).count() + guides
    };
    let of_kinds = kinds().iter().map(|kind| LedgerSieve::Kind(kind.code)).filter(|sieve| count(*sieve) > 0);
    let first = [LedgerSieve::All, LedgerSieve::Guides, LedgerSieve::Unposted, LedgerSieve::Unanswered];
    let wanted: Vec<LedgerSieve> = first.into_iter().chain(of_kinds).collect();
    let at = wanted.iter().position(|sieve| *sieve == now).unwrap_or(0);
    let rows = wanted.into_iter().map(|sieve| {
        let text = cx.words.say("publications.condition", &[("text", &sieve.word(cx)), ("n", &count(sieve))]);
        (text, Act::SetLedgerSieve(sieve))
    });
    Request::Choose { title: cx.words.get("publications.filter").to_owned(), rows: rows.collect(), at }
}
