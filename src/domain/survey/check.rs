//! What is wrong with an answer, and an answer typed as digits, the way it is read off a fax.

use std::collections::BTreeMap;

use super::{Question, QuestionKind, Survey};
use crate::domain::text::clean_text;

/// The values of an answer, by the questions' codes.
pub type Values = BTreeMap<String, Vec<String>>;

/// Something that cannot be an answer, by the question that it is about. It repeats nothing of what was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    pub question: String,
    pub kind: FlawKind,
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FlawKind {
    NoQuestion,
    NotAChoice,
    /// More than one where one is chosen.
    TooMany,
    NotANumber,
    /// As many digits as there are questions, no more and no fewer.
    DigitCount,
}

impl Survey {
    /// Everything that is wrong, in the order of the questions' codes.
    pub fn flaws(&self, values: &Values) -> Vec<Flaw> {
        let flaw = |(code, said): (&String, &Vec<String>)| {
            let kind = match self.question(code) {
                None => Some(FlawKind::NoQuestion),
                Some(question) => question.flaw(said),
            };
            Some(Flaw { question: code.clone(), kind: kind? })
        };
        values.iter().filter_map(flaw).collect()
    }

    /// Reads an answer that was typed as digits: one a question, in their order, with or without blanks. A digit is the place of a choice or of
    /// an often written sentence, 0 no answer. Where several can be chosen, or a number is asked for, blanks part the questions.
    pub fn typed(&self, text: &str) -> Result<Values, Flaw> {
        let text: String = text.chars().map(half_width).collect();
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let parts = if words.len() == 1 { text.trim().chars().map(String::from).collect() } else { words };
        if parts.len() != self.questions.len() {
            // The first question that has no digit, else the last one, behind which there are more.
            let question = self.questions.get(parts.len()).or(self.questions.last());
            let question = question.map(|question| question.code.clone()).unwrap_or_default();
            return Err(Flaw { question, kind: FlawKind::DigitCount });
        }
        let mut values = Values::new();
        for (question, part) in self.questions.iter().zip(parts) {
            let said = question.typed(&part).map_err(|kind| Flaw { question: question.code.clone(), kind })?;
            if !said.is_empty() {
                values.insert(question.code.clone(), said);
            }
        }
        Ok(values)
    }
}

impl Question {
    fn flaw(&self, said: &[String]) -> Option<FlawKind> {
        let known = |code: &String| self.choices.iter().any(|choice| choice.code == *code);
        let alone = said.len() < 2;
        match self.kind {
            QuestionKind::One | QuestionKind::Several if !said.iter().all(known) => Some(FlawKind::NotAChoice),
            QuestionKind::Several => None,
            QuestionKind::One | QuestionKind::Text | QuestionKind::Number if !alone => Some(FlawKind::TooMany),
            QuestionKind::Number if said.iter().any(|text| text.trim().parse::<u32>().is_err()) => {
                Some(FlawKind::NotANumber)
            }
            QuestionKind::One | QuestionKind::Text | QuestionKind::Number => None,
        }
    }

    /// What digits stand for.
    fn typed(&self, digits: &str) -> Result<Vec<String>, FlawKind> {
        if digits == "0" && self.kind != QuestionKind::Number {
            return Ok(Vec::new());
        }
        match self.kind {
            QuestionKind::Number => match digits.parse::<u32>() {
                Ok(number) => Ok(vec![number.to_string()]),
                Err(_) => Err(FlawKind::NotANumber),
            },
            QuestionKind::Text => nth(&self.phrases, digits).map(|phrase| vec![phrase.clone()]),
            QuestionKind::One => nth(&self.choices, digits).map(|choice| vec![choice.code.clone()]),
            QuestionKind::Several => {
                let one = |digit: char| nth(&self.choices, &digit.to_string()).map(|choice| choice.code.clone());
                digits.chars().map(one).collect()
            }
        }
    }

    /// What a person wrote for a choice: its code, its text, its short name, or its digit.
    pub fn choice_of(&self, written: &str) -> Option<&str> {
        let written: String = written.trim().chars().map(half_width).collect();
        let meant = |choice: &&super::Choice| {
            let names = [&choice.code, &choice.text, &choice.short].map(|name| name.trim().chars().map(half_width));
            names.into_iter().any(|name| !written.is_empty() && name.eq(written.chars()))
        };
        let found = self.choices.iter().find(meant).or_else(|| nth(&self.choices, &written).ok());
        found.map(|choice| choice.code.as_str())
    }

    /// A cell of a table: choices parted by `;`, a number, or a text as it stands. Empty: no answer.
    pub fn written(&self, cell: &str) -> Result<Vec<String>, FlawKind> {
        let cell = clean_text(cell);
        if cell.trim().is_empty() {
            return Ok(Vec::new());
        }
        let choice = |part: &str| self.choice_of(part).map(str::to_owned).ok_or(FlawKind::NotAChoice);
        let said = match self.kind {
            QuestionKind::One => vec![choice(&cell)?],
            QuestionKind::Several => cell.split([';', '；']).map(choice).collect::<Result<_, _>>()?,
            QuestionKind::Text => vec![cell],
            QuestionKind::Number => vec![cell.trim().chars().map(half_width).collect()],
        };
        self.flaw(&said).map_or(Ok(said), Err)
    }
}

/// The one at a place that a digit says.
fn nth<'a, T>(all: &'a [T], digit: &str) -> Result<&'a T, FlawKind> {
    let place = digit.parse::<usize>().ok().filter(|_| digit.bytes().all(|byte| byte.is_ascii_digit()));
    place.and_then(|place| all.get(place.checked_sub(1)?)).ok_or(FlawKind::NotAChoice)
}

const fn half_width(c: char) -> char {
    match c {
        '！'..='～' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(half) => half,
            None => c,
        },
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::survey::Choice;

    fn survey() -> Survey {
        let choice = |code: &str, text: &str| Choice { code: code.into(), text: text.into(), ..Choice::default() };
        let choices = vec![choice("yes", "できる"), choice("no", "できない（２）")];
        let question = |code: &str, kind| Question {
            code: code.to_owned(),
            kind,
            choices: if matches!(kind, QuestionKind::One | QuestionKind::Several) { choices.clone() } else { vec![] },
            phrases: if kind == QuestionKind::Text { vec!["相談します".to_owned()] } else { vec![] },
            ..Question::default()
        };
        let kinds = [QuestionKind::One, QuestionKind::Several, QuestionKind::Text, QuestionKind::Number];
        let questions = ["one", "several", "text", "number"].into_iter().zip(kinds);
        Survey { questions: questions.map(|(code, kind)| question(code, kind)).collect(), ..Survey::default() }
    }

    #[test]
    fn a_digit_is_an_answer() {
        let said = |text: &str| {
            survey().typed(text).map(|values| {
                let parts = values.iter().map(|(question, said)| format!("{question}={}", said.join("+")));
                parts.collect::<Vec<_>>().join(" ")
            })
        };
        assert_eq!(said("1213").as_deref(), Ok("number=3 one=yes several=no text=相談します"));
        assert_eq!(said("２ 12 0 14").as_deref(), Ok("number=14 one=no several=yes+no"));
        assert_eq!(said("0000").as_deref(), Ok("number=0"));
        let flaw = |question: &str, kind| Err(Flaw { question: question.to_owned(), kind });
        assert_eq!(said("121"), flaw("number", FlawKind::DigitCount));
        assert_eq!(said("12131"), flaw("number", FlawKind::DigitCount));
        assert_eq!(said(""), flaw("one", FlawKind::DigitCount));
        assert_eq!(said("3213"), flaw("one", FlawKind::NotAChoice));
        assert_eq!(said("1223"), flaw("text", FlawKind::NotAChoice));
        assert_eq!(said("121x"), flaw("number", FlawKind::NotANumber));
    }

    #[rstest]
    #[case("one", "yes", Ok("yes"))]
    #[case("one", "できない(2)", Ok("no"))]
    #[case("one", "２", Ok("no"))]
    #[case("one", "+1", Err(FlawKind::NotAChoice))]
    #[case("one", "たぶん", Err(FlawKind::NotAChoice))]
    #[case("one", " ", Ok(""))]
    #[case("several", "1；no", Ok("yes+no"))]
    #[case("text", "書いたまま", Ok("書いたまま"))]
    #[case("number", "１２", Ok("12"))]
    #[case("number", "十二", Err(FlawKind::NotANumber))]
    fn a_cell_is_an_answer(#[case] code: &str, #[case] cell: &str, #[case] wanted: Result<&str, FlawKind>) {
        let said = survey().question(code).unwrap().written(cell).map(|said| said.join("+"));
        assert_eq!(said.as_deref().map_err(|flaw| *flaw), wanted);
    }

    #[test]
    fn what_cannot_be_an_answer_is_told_by_its_question() {
        let values = |pairs: &[(&str, &[&str])]| -> Values {
            let own = |said: &[&str]| said.iter().map(|one| (*one).to_owned()).collect();
            pairs.iter().map(|(code, said)| ((*code).to_owned(), own(said))).collect()
        };
        let wrong = values(&[
            ("else", &["x"]),
            ("number", &["-1"]),
            ("one", &["yes", "no"]),
            ("several", &["perhaps"]),
            ("text", &["a", "b"]),
        ]);
        let found: Vec<(String, FlawKind)> =
            survey().flaws(&wrong).into_iter().map(|flaw| (flaw.question, flaw.kind)).collect();
        let wanted = [
            ("else", FlawKind::NoQuestion),
            ("number", FlawKind::NotANumber),
            ("one", FlawKind::TooMany),
            ("several", FlawKind::NotAChoice),
            ("text", FlawKind::TooMany),
        ];
        assert_eq!(found, wanted.map(|(code, kind)| (code.to_owned(), kind)));
        assert_eq!(survey().flaws(&values(&[("several", &["yes", "no"]), ("text", &["a"])])), []);
    }
}
