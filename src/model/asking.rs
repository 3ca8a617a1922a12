//! "Where should I ask?": worries with their desks, and the questions that were answered before.

use std::collections::HashSet;

use crate::domain::guide::Desk;
use crate::domain::meeting::Mark;
use crate::domain::{FacilityId, Guide, GuideId, Meeting, MeetingId, Publication, PublicationId};
use crate::model::logbook::Logbook;
use crate::search::fold;

/// Something that answers a query, or was asked before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    Worry(GuideId),
    Question(PublicationId),
    /// A question of a meeting that no publication answers yet; the line from 0.
    Asked(MeetingId, usize),
}

/// How well a text fits: words that are in the worry itself count more than those of the desks.
const WORRY: usize = 4;
const WORDS: usize = 2;
const DESK: usize = 1;

/// Everything that can be asked for, folded once: a query is looked for at each key.
#[derive(Debug, Default)]
pub struct Askable(Vec<(Found, Vec<(String, usize)>)>);

impl Askable {
    /// `name`: what an institution is called and what kind it is.
    pub fn of(log: &Logbook, name: &dyn Fn(FacilityId) -> Option<String>) -> Self {
        let mut all = Vec::new();
        let mut add = |found, fields: &[(&str, usize)]| {
            let fields = fields.iter().map(|(text, weight)| (fold(text).replace(' ', ""), *weight));
            all.push((found, fields.collect()));
        };
        let mut guides: Vec<&Guide> = log.guides().collect();
        guides.sort_by(|a, b| (&a.worry, a.id).cmp(&(&b.worry, b.id)));
        for guide in guides {
            let desks: Vec<String> = guide.desks.iter().map(|desk| called(desk, name)).collect();
            let (words, desks) = (guide.words.join(" "), desks.join(" "));
            add(Found::Worry(guide.id), &[(&guide.worry, WORRY), (&words, WORDS), (&desks, DESK)]);
        }
        let mut published: Vec<&Publication> = log.publications().collect();
        published.sort_by_key(|one| (one.series.clone(), one.number, one.id));
        for one in published {
            let Some(question) = &one.question else { continue };
            let fields = [(&*question.asked, WORRY), (&question.answer, WORDS), (&one.title, WORDS)];
            add(Found::Question(one.id), &fields);
        }
        for (meeting, at) in log.unanswered() {
            add(Found::Asked(meeting.id, at), &[(&meeting.lines[at].text, WORRY)]);
        }
        Self(all)
    }

    /// Every worry.
    pub fn worries(&self) -> Vec<Found> {
        self.0.iter().map(|(found, _)| *found).filter(|found| matches!(found, Found::Worry(_))).collect()
    }

    /// What fits best, first.
    pub fn ask(&self, query: &str) -> Vec<Found> {
        let query = Asked::of(query);
        let fits = |(found, fields): &(Found, Vec<(String, usize)>)| Some((query.score(fields)?, *found));
        let mut found: Vec<(usize, Found)> = self.0.iter().filter_map(fits).collect();
        // The order of those that fit equally well stays.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, found)| found).collect()
    }
}

impl Logbook {
    /// What fits best, first. `name`: what an institution is called and what kind it is.
    pub fn ask(&self, query: &str, name: &dyn Fn(FacilityId) -> Option<String>) -> Vec<Found> {
        Askable::of(self, name).ask(query)
    }

    /// The questions of meetings that no publication has taken up, with the place of their line; those of the newest meeting first.
    pub fn unanswered(&self) -> Vec<(&Meeting, usize)> {
        let taken_up =
            self.publications().filter_map(|one| Some((one.meeting?, one.question.as_ref()?.asked.as_str())));
        let taken_up: HashSet<(MeetingId, &str)> = taken_up.collect();
        let mut meetings: Vec<&Meeting> = self.meetings().collect();
        meetings.sort_by_key(|meeting| (std::cmp::Reverse(meeting.on), meeting.id));
        let lines = meetings.into_iter().flat_map(|meeting| (0..meeting.lines.len()).map(move |at| (meeting, at)));
        let is_open = |(meeting, at): &(&Meeting, usize)| {
            let line = &meeting.lines[*at];
            line.mark == Mark::Question && !taken_up.contains(&(meeting.id, line.text.as_str()))
        };
        lines.filter(is_open).collect()
    }

    /// The publication that a question of a meeting has become.
    pub fn question_of(&self, meeting: MeetingId, asked: &str) -> Option<&Publication> {
        let of_it = |one: &&Publication| {
            one.meeting == Some(meeting) && one.question.as_ref().is_some_and(|question| question.asked == asked)
        };
        self.publications().filter(of_it).min_by_key(|one| one.id)
    }
}

fn called(desk: &Desk, name: &dyn Fn(FacilityId) -> Option<String>) -> String {
    let listed = desk.facility.and_then(name);
    [listed.unwrap_or_default(), desk.name.clone(), desk.why.clone()].join(" ")
}

/// A query, folded as the search of the register is.
struct Asked {
    words: Vec<String>,
    pairs: Vec<(char, char)>,
}

impl Asked {
    fn of(query: &str) -> Self {
        let folded = fold(query);
        Self { words: folded.split_whitespace().map(str::to_owned).collect(), pairs: pairs(&folded) }
    }

    /// The sum over the words of the best field that has each; where a word is in none, what people typed as a whole sentence may still
    /// be alike: half of its pairs of characters. `None`: neither.
    fn score(&self, texts: &[(String, usize)]) -> Option<usize> {
        let best = |word: &String| {
            let hits = texts.iter().filter(|(text, _)| text.contains(word.as_str()));
            hits.map(|(_, weight)| *weight).max()
        };
        let words: Option<Vec<usize>> = self.words.iter().map(best).collect();
        if let Some(hits) = words.filter(|hits| !hits.is_empty()) {
            // Literal hits stand before likeness.
            return Some(100 + hits.iter().sum::<usize>());
        }
        let whole = pairs(&texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" "));
        let shared = || self.pairs.iter().filter(|pair| whole.contains(pair));
        // A shared ending (ない, れない) is no likeness where there are words to be alike in.
        let is_said = |pair: &&(char, char)| !is_hiragana(pair.0) || !is_hiragana(pair.1);
        if self.pairs.iter().any(|pair| is_said(&pair)) && !shared().any(|pair| is_said(&pair)) {
            return None;
        }
        let alike = shared().count();
        (self.pairs.len() >= 3 && alike * 2 >= self.pairs.len()).then(|| alike * 100 / self.pairs.len())
    }
}

const fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ー')
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.iter().copied().zip(chars.iter().copied().skip(1)).collect()
}
