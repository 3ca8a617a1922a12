//! Questions and answers as they stand in minutes and notices: `Q1.`, `問1`, `A.`, `答`.

/// A line of such a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked<'a> {
    Question(&'a str),
    Answer(&'a str),
}

/// The longer word before the shorter one that it begins with.
const QUESTION: [&str; 6] = ["質問", "問い", "問", "Ｑ", "Q", "q"];
const ANSWER: [&str; 6] = ["回答", "答え", "答", "Ａ", "A", "a"];

/// A question with what was answered; an empty answer is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pair {
    pub asked: String,
    pub answer: String,
}

/// Reads the sign at the beginning of a line, in either width. Behind it stands a number, a blank or a stop: 問題 and `A棟` begin with none.
pub fn read(line: &str) -> Option<Asked<'_>> {
    let line = line.trim();
    let rest = |signs: &[&str]| signs.iter().find_map(|sign| behind(line.strip_prefix(sign)?));
    rest(&QUESTION).map(Asked::Question).or_else(|| rest(&ANSWER).map(Asked::Answer))
}

/// All pairs of a text. What stands before the first question is left out; other lines go on with the question or the answer above them.
pub fn pairs(text: &str) -> Vec<Pair> {
    let mut all: Vec<(Vec<&str>, Option<Vec<&str>>)> = Vec::new();
    for line in text.lines() {
        match (read(line), all.last_mut()) {
            (Some(Asked::Question(asked)), _) => all.push((vec![asked], None)),
            (Some(Asked::Answer(answer)), Some((_, answers @ None))) => *answers = Some(vec![answer]),
            // A second answer goes on with the first.
            (_, Some((_, Some(answers)))) => answers.push(line.trim()),
            (_, Some((asked, None))) => asked.push(line.trim()),
            (_, None) => {}
        }
    }
    let joined = |lines: &[&str], by: &str| {
        let text = lines.join(by);
        text.trim().trim_matches('\n').to_owned()
    };
    let read = all.into_iter().map(|(asked, answer)| {
        let asked: Vec<&str> = asked.into_iter().filter(|line| !line.is_empty()).collect();
        Pair { asked: joined(&asked, " "), answer: answer.map(|lines| joined(&lines, "\n")).unwrap_or_default() }
    });
    read.filter(|pair| !pair.asked.is_empty()).collect()
}

/// What stands behind the sign, its number and its stop.
fn behind(rest: &str) -> Option<&str> {
    let unnumbered = rest.trim_start_matches(is_number);
    let is_numbered = unnumbered.len() < rest.len();
    let told = unnumbered.trim_start_matches(is_stop);
    (is_numbered || told.len() < unnumbered.len() || rest.is_empty()).then(|| told.trim())
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿')
}

fn is_stop(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '．' | '、' | ':' | '：' | ')' | '）' | '】' | '>' | '＞')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Q1. 費用は", Some(Asked::Question("費用は")))]
    #[case("Ｑ１．費用は", Some(Asked::Question("費用は")))]
    #[case("問１　費用は", Some(Asked::Question("費用は")))]
    #[case("問① 費用は", Some(Asked::Question("費用は")))]
    #[case("質問：費用は", Some(Asked::Question("費用は")))]
    #[case("問3費用は", Some(Asked::Question("費用は")))]
    #[case("A. 市が持つ", Some(Asked::Answer("市が持つ")))]
    #[case("答　市が持つ", Some(Asked::Answer("市が持つ")))]
    #[case("回答: 市が持つ", Some(Asked::Answer("市が持つ")))]
    #[case("問題は費用", None)]
    #[case("A棟の会議室", None)]
    #[case("Q&Aについて", None)]
    #[case("回答者は医師会", None)]
    #[case("費用は", None)]
    fn a_sign_needs_a_number_or_a_stop(#[case] line: &str, #[case] expected: Option<Asked<'_>>) {
        assert_eq!(read(line), expected);
    }

    #[test]
    fn pairs_go_on_over_lines_and_a_heading_is_none() {
        let text = "感染症に関するQ&A\n\n問1 面会は\nできますか\n答 できます。\nただし一人。\n\n問2 費用は\nQ3.\n入浴は\nA．できます\nA. 予約が要る";
        let pair = |asked: &str, answer: &str| Pair { asked: asked.to_owned(), answer: answer.to_owned() };
        let expected = [
            pair("面会は できますか", "できます。\nただし一人。"),
            pair("費用は", ""),
            pair("入浴は", "できます\nA. 予約が要る"),
        ];
        assert_eq!(pairs(text), expected);
        assert!(pairs("答 だれも聞いていない").is_empty());
    }
}
