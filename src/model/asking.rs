//! "Where should I ask?": worries with their desks, and the questions that were answered before.

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

impl Logbook {
    /// What fits best, first. `name`: what an institution is called and what kind it is.
    pub fn ask(&self, query: &str, name: &dyn Fn(FacilityId) -> Option<String>) -> Vec<Found> {
        let query = Asked::of(query);
        let mut found: Vec<(usize, Found)> = Vec::new();
        let mut guides: Vec<&Guide> = self.guides().collect();
        guides.sort_by_key(|guide| guide.id);
        for guide in guides {
            let desks: Vec<String> = guide.desks.iter().map(|desk| called(desk, name)).collect();
            let score =
                query.score(&[(&guide.worry, WORRY), (&guide.words.join(" "), WORDS), (&desks.join(" "), DESK)]);
            found.extend(score.map(|score| (score, Found::Worry(guide.id))));
        }
        let mut published: Vec<&Publication> = self.publications().collect();
        published.sort_by_key(|one| (one.series.clone(), one.number, one.id));
        for one in published {
            let Some(question) = &one.question else { continue };
            let score = query.score(&[(&question.asked, WORRY), (&question.answer, WORDS), (&one.title, WORDS)]);
            found.extend(score.map(|score| (score, Found::Question(one.id))));
        }
        let mut meetings: Vec<&Meeting> = self.meetings().collect();
        meetings.sort_by_key(|meeting| (std::cmp::Reverse(meeting.on), meeting.id));
        for meeting in meetings {
            for (at, line) in meeting.lines.iter().enumerate().filter(|(_, line)| line.mark == Mark::Question) {
                if self.question_of(meeting.id, &line.text).is_none() {
                    let score = query.score(&[(&line.text, WORRY)]);
                    found.extend(score.map(|score| (score, Found::Asked(meeting.id, at))));
                }
            }
        }
        // The order of those that fit equally well stays.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, found)| found).collect()
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
    fn score(&self, fields: &[(&str, usize)]) -> Option<usize> {
        let texts: Vec<(String, usize)> =
            fields.iter().map(|(text, weight)| (fold(text).replace(' ', ""), *weight)).collect();
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
        let alike = self.pairs.iter().filter(|pair| whole.contains(pair)).count();
        (self.pairs.len() >= 3 && alike * 2 >= self.pairs.len()).then(|| alike * 100 / self.pairs.len())
    }
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.iter().copied().zip(chars.iter().copied().skip(1)).collect()
}
