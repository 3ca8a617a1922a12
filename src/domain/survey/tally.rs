//! 集計: what institutions answered, counted. Integers only, so that every computer says the same percent.

use std::collections::{BTreeMap, HashSet};

use super::{Answer, Question, QuestionKind, RateRounding, Rounding, Survey};
use crate::domain::FacilityId;

/// What came of a survey, of all or of one group of those who were asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// In the order of the questions and of their choices.
    pub rows: Vec<TallyRow>,
    pub asked: u32,
    pub answered: u32,
    /// Percent, as it is to be said; empty where nobody was asked.
    pub rate: String,
    /// Nobody's answer is here: the counts are those that give the published percents, and are not in the source.
    pub inferred: bool,
}

/// One choice of one question. A question to write into has one row, without a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TallyRow {
    pub question: String,
    /// Empty: whoever wrote something.
    pub choice: String,
    pub count: u32,
    /// Percent of those who answered the survey.
    pub share: Option<u32>,
}

/// By what those who were asked are told apart.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum GroupBy {
    /// 種別: the first of the survey's kinds that an institution has.
    Kind,
    /// 地区
    Area,
}

/// Whole percents of counts that are all of something. By the largest remainder all are cut, and what lacks to a hundred goes to the largest
/// remainders; of equal ones to the earlier. Of nothing every share is 0.
pub fn shares(counts: &[u32], rounding: Rounding) -> Vec<u32> {
    let all: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    if all == 0 {
        return vec![0; counts.len()];
    }
    let hundredfold = counts.iter().map(|count| u64::from(*count) * 100);
    match rounding {
        // Below a hundred, so none is cut off.
        Rounding::HalfUp => hundredfold.map(|parts| ((parts * 2 + all) / (all * 2)) as u32).collect(),
        Rounding::LargestRemainder => {
            let mut shares: Vec<u32> = hundredfold.clone().map(|parts| (parts / all) as u32).collect();
            let remainders: Vec<u64> = hundredfold.map(|parts| parts % all).collect();
            let lacking = 100 - shares.iter().sum::<u32>() as usize;
            let mut places: Vec<usize> = (0..counts.len()).collect();
            // Stable: the earlier of equal ones stays the earlier.
            places.sort_by_key(|place| std::cmp::Reverse(remainders[*place]));
            for place in places.into_iter().take(lacking) {
                shares[place] += 1;
            }
            shares
        }
    }
}

/// The response rate in percent with one decimal; empty where nobody was asked.
pub fn rate(answered: u32, asked: u32, rounding: RateRounding) -> String {
    if asked == 0 {
        return String::new();
    }
    let (answered, asked) = (u64::from(answered), u64::from(asked));
    let tenths = match rounding {
        RateRounding::Cut1 => answered * 1000 / asked,
        RateRounding::HalfUp1 => (answered * 2000 + asked) / (asked * 2),
    };
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// How many answered, without what they answered: for a list of surveys.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Response {
    pub asked: u32,
    pub answered: u32,
    /// As [`Tally::rate`].
    pub rate: String,
    pub inferred: bool,
}

/// As [`tally`], without looking into the answers.
pub fn response<'a>(survey: &Survey, answers: impl IntoIterator<Item = &'a Answer>) -> Response {
    let asked: HashSet<FacilityId> = survey.asked.iter().copied().collect();
    let answered = answers.into_iter().filter(|answer| asked.contains(&answer.facility)).count() as u32;
    if let (0, Some(stated)) = (answered, &survey.published) {
        let rate = stated.rate.clone();
        return Response { asked: stated.asked, answered: stated.answered, rate, inferred: stated.inferred };
    }
    let of: u32 = survey.asked.len() as u32;
    Response { asked: of, answered, rate: rate(answered, of, survey.rate_rounding), inferred: false }
}

/// What came of a survey. Answers of institutions that were not asked count nowhere; see [`unasked`]. Where there is no answer at all but a
/// source states percents, the counts inferred from them stand in, marked.
pub fn tally<'a>(survey: &Survey, answers: impl IntoIterator<Item = &'a Answer>) -> Tally {
    let asked: u32 = survey.asked.len() as u32;
    let of: HashSet<FacilityId> = survey.asked.iter().copied().collect();
    let answers: Vec<&Answer> = answers.into_iter().filter(|answer| of.contains(&answer.facility)).collect();
    if answers.is_empty()
        && let Some(published) = &survey.published
    {
        let rows = survey.questions.iter().filter(|question| !question.inferred_counts.is_empty());
        let rows = rows.flat_map(|question| {
            let of = |code: &String| question.inferred_counts.get(code).copied().unwrap_or_default();
            let counts: Vec<u32> = question.choices.iter().map(|choice| of(&choice.code)).collect();
            rows_of(question, &counts, &shares(&counts, survey.rounding))
        });
        return Tally {
            rows: rows.collect(),
            asked: published.asked,
            answered: published.answered,
            rate: published.rate.clone(),
            inferred: published.inferred,
        };
    }
    count(survey, &answers, asked)
}

/// The same for each group of those who were asked, in the order of the groups' names; `group` names an institution's.
pub fn tally_by<'a>(
    survey: &Survey,
    answers: impl IntoIterator<Item = &'a Answer>,
    group: impl Fn(FacilityId) -> String,
) -> BTreeMap<String, Tally> {
    let mut groups: BTreeMap<String, (u32, Vec<&Answer>)> = BTreeMap::new();
    let of: HashSet<FacilityId> = survey.asked.iter().copied().collect();
    for facility in &survey.asked {
        groups.entry(group(*facility)).or_default().0 += 1;
    }
    for answer in answers.into_iter().filter(|answer| of.contains(&answer.facility)) {
        groups.entry(group(answer.facility)).or_default().1.push(answer);
    }
    groups.into_iter().map(|(name, (asked, answers))| (name, count(survey, &answers, asked))).collect()
}

/// Answers of institutions that were not asked.
pub fn unasked<'a>(survey: &Survey, answers: impl IntoIterator<Item = &'a Answer>) -> usize {
    answers.into_iter().filter(|answer| !survey.has_asked(answer.facility)).count()
}

fn count(survey: &Survey, answers: &[&Answer], asked: u32) -> Tally {
    let answered = answers.len() as u32;
    let rows = survey.questions.iter().flat_map(|question| match question.kind {
        QuestionKind::One => {
            let counts = chosen(question, answers);
            rows_of(question, &counts, &shares(&counts, survey.rounding))
        }
        // Who chose two is counted twice, so each share is one of all who answered.
        QuestionKind::Several => {
            let counts = chosen(question, answers);
            let of = |count: &u32| if answered == 0 { 0 } else { (count * 200 + answered) / (answered * 2) };
            rows_of(question, &counts, &counts.iter().map(of).collect::<Vec<_>>())
        }
        QuestionKind::Text | QuestionKind::Number => {
            let said = |answer: &&&Answer| answer.said(&question.code).iter().any(|text| !text.trim().is_empty());
            let count = answers.iter().filter(said).count() as u32;
            vec![TallyRow { question: question.code.clone(), choice: String::new(), count, share: None }]
        }
    });
    Tally { rows: rows.collect(), asked, answered, rate: rate(answered, asked, survey.rate_rounding), inferred: false }
}

/// How often each choice was chosen. Who answered the survey and not the question counts as 未回答, where the question has that.
fn chosen(question: &Question, answers: &[&Answer]) -> Vec<u32> {
    let chose = |answer: &Answer, code: &str| answer.said(&question.code).iter().any(|said| said == code);
    let silent = |answer: &Answer| !question.choices.iter().any(|choice| chose(answer, &choice.code));
    let count = |choice: &super::Choice| {
        let is = |answer: &&&Answer| chose(answer, &choice.code) || (choice.no_answer && silent(answer));
        answers.iter().filter(is).count() as u32
    };
    question.choices.iter().map(count).collect()
}

fn rows_of(question: &Question, counts: &[u32], shares: &[u32]) -> Vec<TallyRow> {
    let row = |((choice, count), share): ((&super::Choice, &u32), &u32)| TallyRow {
        question: question.code.clone(),
        choice: choice.code.clone(),
        count: *count,
        share: Some(*share),
    };
    question.choices.iter().zip(counts).zip(shares).map(row).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::SurveyId;
    use crate::domain::survey::Choice;

    const ASKED: u32 = 68;
    const ANSWERED: u32 = 62;

    /// Every way to part `all` among four.
    fn four_parts(all: u32) -> impl Iterator<Item = [u32; 4]> {
        (0..=all).flat_map(move |a| {
            (0..=all - a).flat_map(move |b| (0..=all - a - b).map(move |c| [a, b, c, all - a - b - c]))
        })
    }

    #[test]
    fn the_inferred_counts_are_the_only_ones() {
        let giving = |all: u32, wanted: &dyn Fn(&[u32]) -> bool| {
            four_parts(all).filter(|counts| wanted(&shares(counts, Rounding::LargestRemainder))).collect::<Vec<_>>()
        };
        assert_eq!(giving(ANSWERED, &|shares| shares == [14, 52, 32, 2]), [[9, 32, 20, 1]]);
        assert_eq!(giving(ANSWERED, &|shares| shares[..2] == [43, 53]), [[27, 33, 1, 1]]);
        assert!(giving(ASKED, &|shares| shares == [14, 52, 32, 2]).is_empty(), "nor is it all who were asked");
    }

    #[test]
    fn no_count_of_62_rounds_to_14_or_43() {
        for count in 0..=ANSWERED {
            let alone = shares(&[count, ANSWERED - count], Rounding::HalfUp)[0];
            assert!(alone != 14 && alone != 43, "{count}");
        }
        // Cut they are, but then the others do not come to what is published.
        assert_eq!([9 * 100 / ANSWERED, 27 * 100 / ANSWERED], [14, 43]);
        assert_eq!([9 * 1000 / ANSWERED, 27 * 1000 / ANSWERED], [145, 435], "14.5 and 43.5");
    }

    #[test]
    fn the_rate_of_68_and_62_is_91_1_cut() {
        assert_eq!(rate(ANSWERED, ASKED, RateRounding::Cut1), "91.1");
        assert_eq!(rate(ANSWERED, ASKED, RateRounding::HalfUp1), "91.2");
        assert_eq!(rate(0, ASKED, RateRounding::Cut1), "0.0");
        assert_eq!(rate(ASKED, ASKED, RateRounding::Cut1), "100.0");
        assert_eq!(rate(0, 0, RateRounding::Cut1), "");
    }

    proptest! {
        #[test]
        fn shares_sum_to_100(counts in proptest::collection::vec(0_u32..100_000, 1..12)) {
            let all: u32 = counts.iter().sum();
            let found = shares(&counts, Rounding::LargestRemainder);
            prop_assert_eq!(found.len(), counts.len());
            prop_assert_eq!(found.iter().sum::<u32>(), if all == 0 { 0 } else { 100 });
            for (count, share) in counts.iter().zip(&found) {
                // Never more than a percent from what it is.
                prop_assert!((i64::from(*count) * 100 - i64::from(*share) * i64::from(all)).abs() <= i64::from(all));
                prop_assert!(*count > 0 || *share == 0, "who was chosen by nobody has no share");
            }
        }
    }

    fn facility(n: u8) -> FacilityId {
        FacilityId::from_bytes([n; 16])
    }

    fn survey() -> Survey {
        let choice = |code: &str| Choice { code: code.to_owned(), no_answer: code == "none", ..Choice::default() };
        let question = |code: &str, kind, choices: &[&str]| Question {
            code: code.to_owned(),
            kind,
            choices: choices.iter().map(|code| choice(code)).collect(),
            ..Question::default()
        };
        Survey {
            id: SurveyId::from_bytes([1; 16]),
            asked: (1..=4).map(facility).collect(),
            questions: vec![
                question("open", QuestionKind::One, &["yes", "no", "none"]),
                question("when", QuestionKind::Several, &["day", "night"]),
                question("remark", QuestionKind::Text, &[]),
            ],
            ..Survey::default()
        }
    }

    fn answer(n: u8, values: &[(&str, &[&str])]) -> Answer {
        let values = values
            .iter()
            .map(|(question, said)| ((*question).to_owned(), said.iter().map(|text| (*text).to_owned()).collect()));
        Answer { values: values.collect(), ..Answer::new(SurveyId::from_bytes([1; 16]), facility(n)) }
    }

    fn counted(tally: &Tally) -> Vec<(u32, Option<u32>)> {
        tally.rows.iter().map(|row| (row.count, row.share)).collect()
    }

    #[test]
    fn who_left_a_question_out_is_counted_as_that() {
        let answers = [
            answer(1, &[("open", &["yes"]), ("when", &["day", "night"]), ("remark", &["電話を"])]),
            answer(2, &[("open", &["none"]), ("when", &["day"]), ("remark", &[" "])]),
            answer(3, &[]),
            answer(9, &[("open", &["no"])]),
        ];
        let tally = tally(&survey(), &answers);
        assert_eq!((tally.asked, tally.answered, tally.rate.as_str(), tally.inferred), (4, 3, "75.0", false));
        let [yes, no, none] = [(1, Some(33)), (0, Some(0)), (2, Some(67))];
        assert_eq!(counted(&tally), [yes, no, none, (2, Some(67)), (1, Some(33)), (1, None)]);
        assert_eq!(unasked(&survey(), &answers), 1, "who was not asked counts nowhere");
        let counted = response(&survey(), &answers);
        assert_eq!((counted.asked, counted.answered, counted.rate), (tally.asked, tally.answered, tally.rate));
    }

    #[test]
    fn groups_part_those_who_were_asked() {
        let answers = [answer(1, &[("open", &["yes"])]), answer(4, &[("open", &["no"])])];
        let group = |id: FacilityId| if id < facility(3) { "浜手" } else { "川沿" }.to_owned();
        let groups = tally_by(&survey(), &answers, group);
        let told: Vec<(&str, u32, u32, u32, u32)> = groups
            .iter()
            .map(|(name, tally)| (name.as_str(), tally.asked, tally.answered, tally.rows[0].count, tally.rows[1].count))
            .collect();
        assert_eq!(told, [("川沿", 2, 1, 0, 1), ("浜手", 2, 1, 1, 0)]);
    }
}
