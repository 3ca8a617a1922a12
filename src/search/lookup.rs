//! One query on one segment: which slots, in which order, how many.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use roaring::RoaringBitmap;

use super::field::Room;
use super::matcher::may_be_loose;
use super::posting::{Gram, Posting};
use super::query::Query;
use super::rank::{Class, Fit, Tier};
use super::record::STORED;
use super::segment::Segment;
use super::word::{Spelled, Spelling, Word};

/// Records that are looked at on one thread; more are shared out.
const ALONE: usize = 2048;
/// With more candidates than this the first rows are among the first looked at.
const MANY: u64 = 8192;
/// Queries of several words that leave no more records than this are ranked one by one.
const BY_HAND: u64 = 512;

/// The classes of the literal tiers, best first.
const LEVELS: [Class; 15] = {
    let tiers = [Tier::Name, Tier::Town, Tier::Address, Tier::Phone, Tier::Other];
    let fits = [Fit::Whole, Fit::Start, Fit::Inside];
    let mut levels = [Class::BEST; 15];
    let mut i = 0;
    while i < 15 {
        levels[i] = Class { tier: tiers[i / 3], fit: fits[i % 3] };
        i += 1;
    }
    levels
};

/// The work on one query in one segment.
pub(super) struct Lookup<'a> {
    segment: &'a Segment,
    query: &'a Query,
    inside: RefCell<Inside<'a>>,
    /// Nothing but these slots, where it is given.
    only: Option<RoaringBitmap>,
}

/// Slots by spelling and room.
type Inside<'a> = HashMap<(&'a str, Room), Arc<RoaringBitmap>>;

impl<'a> Lookup<'a> {
    pub(super) fn new(segment: &'a Segment, query: &'a Query) -> Self {
        Self { segment, query, inside: RefCell::default(), only: None }
    }

    /// Looks among these slots only.
    pub(super) fn among(segment: &'a Segment, query: &'a Query, only: RoaringBitmap) -> Self {
        Self { only: Some(only), ..Self::new(segment, query) }
    }

    /// The first `limit` slots in order, with their classes.
    pub(super) fn rows(&self, limit: usize) -> Vec<(Class, u32)> {
        let ranked: Vec<&'a Word> = self.query.words.iter().filter(|w| !w.exclude && !w.condition).collect();
        if ranked.is_empty() {
            let all = self.allowed().unwrap_or_else(|| self.everything());
            return all.iter().filter_map(|slot| Some((self.classify(slot)?, slot))).take(limit).collect();
        }
        let allowed = self.allowed();
        if ranked.len() > 1 {
            let mut both = self.candidates(ranked[0]);
            for word in &ranked[1..] {
                both &= self.candidates(word);
            }
            if let Some(allowed) = &allowed {
                both &= allowed;
            }
            if both.len() <= BY_HAND {
                let mut found: Vec<(Class, u32)> =
                    both.iter().filter_map(|slot| Some((self.classify(slot)?, slot))).collect();
                found.sort_unstable();
                found.truncate(limit);
                return found;
            }
        }
        self.by_level(&ranked, allowed.as_ref(), limit)
    }

    /// Level by level. A slot that a level lets through and that turns out worse waits for its own level.
    fn by_level(&self, ranked: &[&'a Word], allowed: Option<&RoaringBitmap>, limit: usize) -> Vec<(Class, u32)> {
        let mut out = Vec::new();
        let mut upto: Vec<RoaringBitmap> = vec![RoaringBitmap::new(); ranked.len()];
        let mut seen = RoaringBitmap::new();
        let mut waiting: BTreeMap<Class, Vec<u32>> = BTreeMap::new();
        for level in LEVELS {
            let mut fresh = RoaringBitmap::new();
            if let [word] = ranked {
                fresh = self.at_level(word, level);
            } else {
                let mut grown = false;
                for (word, upto) in ranked.iter().zip(&mut upto) {
                    let more = self.at_level(word, level);
                    grown |= !more.is_empty();
                    *upto |= more;
                }
                if let Some((first, rest)) = upto.split_first().filter(|_| grown) {
                    fresh = rest.iter().fold(first.clone(), |both, other| both & other);
                }
            }
            fresh -= &seen;
            if let Some(allowed) = allowed {
                fresh &= allowed;
            }
            let mut late = waiting.remove(&level).unwrap_or_default();
            late.sort_unstable();
            let mut late = late.into_iter().peekable();
            if let [word] = ranked {
                // Having all the neighbours is not having the word; another room may still have it.
                fresh = self.really(word, level.tier, fresh);
            }
            for slot in &fresh {
                while let Some(before) = late.next_if(|&waiting| waiting < slot) {
                    out.push((level, before));
                    if out.len() >= limit {
                        return out;
                    }
                }
                match self.classify(slot) {
                    Some(class) if class == level => out.push((level, slot)),
                    Some(class) if class > level => waiting.entry(class).or_default().push(slot),
                    _ => {}
                }
                if out.len() >= limit {
                    return out;
                }
            }
            out.extend(late.map(|slot| (level, slot)));
            if out.len() >= limit {
                out.truncate(limit);
                return out;
            }
            seen |= fresh;
        }
        out
    }

    /// Of many slots those that hold the word in a room of the tier: a look that is cheaper than ranking them.
    fn really(&self, word: &Word, tier: Tier, slots: RoaringBitmap) -> RoaringBitmap {
        let has_terms = matches!(tier, Tier::Address | Tier::Other);
        let is_sure = word.spellings.iter().all(|spelling| spelling.text.chars().count() <= 2);
        if has_terms || is_sure || slots.len() < 64 || slots.len() > MANY {
            return slots;
        }
        let rooms = STORED.into_iter().filter(|room| word.tier(*room) == tier);
        let looks: Vec<(Room, &Spelling)> = rooms
            .flat_map(|room| word.spellings.iter().map(move |spelling| (room, spelling)))
            .filter(|(room, spelling)| spelling.is_in(*room))
            .collect();
        let holds =
            |slot: &u32| looks.iter().any(|(room, spelling)| spelling.occurs_in(self.segment.bytes(*slot, *room)));
        slots.iter().filter(holds).collect()
    }

    /// How many slots meet the query.
    pub(super) fn count(&self) -> usize {
        self.matching().len() as usize
    }

    /// Every slot that meets the query.
    pub(super) fn matching(&self) -> RoaringBitmap {
        let mut words: Vec<(&'a Word, Found)> = self.query.words.iter().map(|word| (word, self.find(word))).collect();
        // Excluded words last: by then few are left to be read.
        words.sort_by_key(|(word, found)| (word.exclude, found.sure.len() + found.unsure.len()));
        let mut left = None;
        for (word, found) in &words {
            if !word.exclude {
                let all = &found.sure | &found.unsure;
                left = Some(left.map_or_else(|| all.clone(), |left: RoaringBitmap| left & &all));
            }
        }
        let mut left = left.unwrap_or_else(|| self.everything());
        left -= &self.segment.dead;
        for (word, found) in &words {
            let doubtful = (&left & &found.unsure) - &found.sure;
            let confirmed = self.confirm(word, &doubtful, found);
            if word.exclude {
                left -= &found.sure;
                left -= &confirmed;
            } else {
                left -= doubtful - confirmed;
            }
        }
        left
    }

    /// Slots that may meet the query with gaps in names, those of short names first, without `found`.
    pub(super) fn loose(&self, found: &RoaringBitmap, limit: usize) -> Vec<u32> {
        let words = self.query.words.iter().filter(|word| !word.exclude);
        let all = words.map(|word| {
            let mut slots = self.candidates(word);
            for spelling in word.spellings.iter().filter(|spelling| word.fuzzy && may_be_loose(&spelling.text)) {
                slots |= self.all_of(Room::Name, spelling.text.chars().map(Gram::One));
            }
            slots
        });
        let Some(slots) = all.reduce(|all, slots| all & slots) else { return Vec::new() };
        (slots - found - &self.segment.dead).iter().take(limit).collect()
    }

    /// What conditions and exclusions leave; `None` where there are none (dead slots are left out by [`Self::classify`]).
    fn allowed(&self) -> Option<RoaringBitmap> {
        let mut allowed = self.only.clone();
        for word in self.query.words.iter().filter(|word| word.condition && !word.exclude) {
            let found = self.candidates(word);
            allowed = Some(allowed.map_or_else(|| found.clone(), |allowed| allowed & &found));
        }
        allowed
    }

    fn everything(&self) -> RoaringBitmap {
        let mut all = RoaringBitmap::new();
        all.insert_range(0..self.segment.slots());
        all
    }

    /// How well a slot meets the query: as well as its worst word.
    fn classify(&self, slot: u32) -> Option<Class> {
        if self.segment.dead.contains(slot) {
            return None;
        }
        classify(self.query, || self.segment.folded(slot))
    }

    /// Slots that may hold the word anywhere.
    fn candidates(&self, word: &'a Word) -> RoaringBitmap {
        let found = self.find(word);
        found.sure | found.unsure
    }

    /// Slots that hold the word somewhere, and those that may.
    fn find(&self, word: &'a Word) -> Found {
        let mut found = Found::default();
        for (at, spelling) in word.spellings.iter().enumerate() {
            for room in STORED {
                if !spelling.is_in(room) || !word.looks_into(room) || spelling.how == Spelled::Code {
                    continue;
                }
                let slots = self.inside(spelling, room);
                // Two characters next to each other in the right room: nothing is left to be read.
                if word.scope.is_none() && spelling.text.chars().count() <= 2 && !spelling.text.contains(' ') {
                    found.sure |= &*slots;
                } else if !slots.is_empty() {
                    found.unsure |= &*slots;
                    found.parts.push((at, room, slots));
                }
            }
            self.with_terms(word, spelling, None, |_, slots| found.sure |= slots);
        }
        found.sure -= &self.segment.dead;
        found
    }

    /// Reads the texts of doubtful slots.
    fn confirm(&self, word: &Word, doubtful: &RoaringBitmap, found: &Found) -> RoaringBitmap {
        let holds = |slot: &u32| {
            if word.scope.is_some() {
                return word.occurs(self.segment.folded(*slot));
            }
            found.parts.iter().any(|(spelling, room, slots)| {
                (found.parts.len() == 1 || slots.contains(*slot))
                    && word.spellings[*spelling].occurs_in(self.segment.bytes(*slot, *room))
            })
        };
        if (doubtful.len() as usize) < ALONE {
            return doubtful.iter().filter(holds).collect();
        }
        let slots: Vec<u32> = doubtful.iter().collect();
        let kept: Vec<Vec<u32>> =
            slots.par_chunks(ALONE).map(|part| part.iter().copied().filter(holds).collect()).collect();
        RoaringBitmap::from_sorted_iter(kept.into_iter().flatten()).unwrap_or_default()
    }

    /// Slots whose room holds all neighbours of a spelling; worked out once.
    fn inside(&self, spelling: &'a Spelling, room: Room) -> Arc<RoaringBitmap> {
        let mut known = self.inside.borrow_mut();
        let slots = known.entry((spelling.text.as_str(), room));
        slots.or_insert_with(|| Arc::new(self.all_of(room, Gram::inside(&spelling.text)))).clone()
    }

    fn all_of(&self, room: Room, grams: impl IntoIterator<Item = Gram>) -> RoaringBitmap {
        let mut postings: Vec<Posting<'_>> = Vec::new();
        for gram in grams {
            let posting = self.segment.postings.get(room, gram);
            if posting.len() == 0 {
                return RoaringBitmap::new();
            }
            postings.push(posting);
        }
        Posting::intersect(postings)
    }

    /// Slots that may hold the word at a level (or a better one).
    fn at_level(&self, word: &'a Word, level: Class) -> RoaringBitmap {
        let mut out = RoaringBitmap::new();
        for spelling in &word.spellings {
            for room in STORED {
                if word.tier(room) != level.tier || !spelling.is_in(room) || !word.looks_into(room) {
                    continue;
                }
                let postings = &self.segment.postings;
                let start = postings.get(room, Gram::at_start(&spelling.text));
                if level.fit != Fit::Inside && start.len() == 0 {
                    continue;
                }
                let inside = self.inside(spelling, room);
                match (level.fit, Gram::at_end(&spelling.text)) {
                    (Fit::Inside, _) => out |= &*inside,
                    (Fit::Whole, Some(end)) => out |= start.narrow(&postings.get(room, end).narrow(&inside)),
                    _ => out |= start.narrow(&inside),
                }
            }
            self.with_terms(word, spelling, Some(level.tier), |class, slots| {
                if class == level {
                    out |= slots;
                }
            });
        }
        out
    }

    /// The terms that a spelling stands in (of one tier, or of all), with the class that gives.
    fn with_terms(
        &self,
        word: &Word,
        spelling: &Spelling,
        tier: Option<Tier>,
        mut each: impl FnMut(Class, &RoaringBitmap),
    ) {
        // No term stands in a tier above the address.
        if tier.is_some_and(|tier| tier < Tier::Address) {
            return;
        }
        for term in &self.segment.terms {
            let room = term.text.field.room();
            if spelling.is_in(room)
                && tier.is_none_or(|tier| tier == word.tier(room))
                && word.allows(term.text.field)
                && let Some((_, fit)) = spelling.best_in(term.text.folded.as_bytes())
            {
                each(Class { tier: word.tier(room), fit }, &term.slots);
            }
        }
    }
}

/// Slots of a word.
#[derive(Default)]
struct Found {
    sure: RoaringBitmap,
    unsure: RoaringBitmap,
    /// Spelling, room and slots that make up `unsure`.
    parts: Vec<(usize, Room, Arc<RoaringBitmap>)>,
}

/// How well a record meets a query; `None` if it does not. `texts` gives its folded texts anew each time.
pub(super) fn classify<'t, I: Iterator<Item = (super::Field, &'t str)>>(
    query: &Query,
    texts: impl Fn() -> I,
) -> Option<Class> {
    let mut worst = Class::BEST;
    for word in &query.words {
        if word.exclude {
            if word.occurs(texts()) {
                return None;
            }
        } else {
            let spot = word.best(texts())?;
            if !word.condition {
                worst = worst.max(spot.class);
            }
        }
    }
    Some(worst)
}
