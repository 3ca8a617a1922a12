//! What was said, as one text: lines that begin with a mark. The text is read while it is typed, and written back as it was meant.

use std::ops::Range;

use jiff::civil::Date;

use super::{Line, Mark};
use crate::domain::text::clean_line;

/// Reads a day as people write it, looked at from a day; `None` where it is none.
pub type DayOf<'a> = &'a dyn Fn(&str, Date) -> Option<Date>;

/// A line as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parsed {
    pub mark: Mark,
    /// Without mark, whom and when.
    pub text: String,
    /// Of an action: the issue it names by its number (`>2`).
    pub of: Option<u32>,
    /// Of an action: who does it.
    pub who: Option<String>,
    /// Of an action: by when.
    pub due: Due,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// By when, as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Due {
    None,
    On(Date),
    /// What stands where a day is looked for is no day. It stays in the text.
    Unread(String),
}

impl Due {
    pub const fn day(&self) -> Option<Date> {
        match self {
            Self::On(day) => Some(*day),
            Self::None | Self::Unread(_) => None,
        }
    }
}

/// The mark that a line begins with, in either width.
pub(super) const fn mark_of(c: char) -> Option<Mark> {
    match c {
        '!' | '！' => Some(Mark::Issue),
        '>' | '＞' => Some(Mark::Action),
        '=' | '＝' => Some(Mark::Decision),
        '?' | '？' => Some(Mark::Question),
        _ => None,
    }
}

/// Reads the lines of a text; those without words are left out.
pub fn parse(text: &str, today: Date, day_of: DayOf<'_>) -> Vec<Parsed> {
    let mut at = 0;
    let mut all = Vec::new();
    for raw in text.split('\n') {
        let range = at..at + raw.len();
        at = range.end + 1;
        let line = clean_line(raw);
        let Some(first) = line.chars().next() else { continue };
        let (mark, rest) = match mark_of(first) {
            Some(mark) => (mark, line[first.len_utf8()..].trim()),
            None => (Mark::Note, line.as_str()),
        };
        let parsed = if mark == Mark::Action {
            action(rest, range, today, day_of)
        } else {
            Parsed { mark, text: rest.to_owned(), of: None, who: None, due: Due::None, range }
        };
        if !parsed.text.is_empty() {
            all.push(parsed);
        }
    }
    all
}

/// `[n] text [@who] [day]`
fn action(text: &str, range: Range<usize>, today: Date, day_of: DayOf<'_>) -> Parsed {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let of = words.first().and_then(|word| issue_number(word)).filter(|_| words.len() > 1);
    if of.is_some() {
        words.remove(0);
    }
    let named = words.iter().position(|word| word.starts_with(['@', '＠']) && word.chars().count() > 1);
    let who = named.map(|at| words.remove(at).trim_start_matches(['@', '＠']).to_owned());
    let mut due = Due::None;
    if let Some(last) = words.last().copied() {
        match day_of(last, today).or_else(|| day_of(until(last)?, today)) {
            // A day alone is what is to be done, not when.
            Some(day) if words.len() > 1 => {
                words.pop();
                due = Due::On(day);
            }
            // Behind whom there can only be a day.
            None if named.is_some_and(|at| at < words.len()) || (words.len() > 1 && is_like_a_day(last)) => {
                due = Due::Unread(last.to_owned());
            }
            Some(_) | None => {}
        }
    }
    Parsed { mark: Mark::Action, text: words.join(" "), of, who: who.filter(|who| !who.is_empty()), due, range }
}

/// The day of `6/14まで`.
pub(super) fn until(word: &str) -> Option<&str> {
    word.strip_suffix("までに").or_else(|| word.strip_suffix("まで"))
}

/// Was a day meant? Figures with the signs of a date between them.
fn is_like_a_day(word: &str) -> bool {
    let is_figure = |c: char| c.is_ascii_digit() || wide_digit(c).is_some();
    let is_sign = |c: char| matches!(c, '/' | '／' | '年' | '月' | '日');
    let word = until(word).unwrap_or(word);
    word.contains(is_figure) && word.contains(is_sign) && word.chars().all(|c| is_figure(c) || is_sign(c))
}

/// A number of one or two digits that stands alone, in either width.
fn issue_number(word: &str) -> Option<u32> {
    let digits: Option<String> =
        word.chars().map(|c| c.to_digit(10).or_else(|| wide_digit(c))).map(digit_char).collect();
    digits.filter(|digits| digits.len() <= 2)?.parse().ok()
}

fn wide_digit(c: char) -> Option<u32> {
    u32::from(c).checked_sub(u32::from('０')).filter(|digit| *digit < 10)
}

fn digit_char(digit: Option<u32>) -> Option<char> {
    digit.and_then(|digit| char::from_digit(digit, 10))
}

/// The text that is typed for these lines. Read back it gives the same lines.
pub fn written(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut above = None;
    for line in lines {
        if line.mark == Mark::Issue {
            above = line.number;
        }
        match line.mark.sign() {
            Some(sign) => {
                text.push(sign);
                // Of the issue above it needs no number.
                if let Some(of) = line.of.filter(|of| Some(*of) != above) {
                    text.push_str(&of.to_string());
                }
                text.push(' ');
            }
            // A note must not be read as something else.
            None if line.text.starts_with(|c| mark_of(c).is_some()) => text.push_str("- "),
            None => {}
        }
        text.push_str(&line.text);
        if line.mark == Mark::Action {
            if let Some(who) = &line.who {
                text.push_str(" @");
                text.push_str(&one_word(who));
            }
            if let Some(due) = line.due {
                text.push(' ');
                text.push_str(&due.to_string());
            }
        }
        text.push('\n');
    }
    text.truncate(text.trim_end_matches('\n').len());
    text
}

/// Whom, as it can be written behind `@`.
fn one_word(who: &str) -> String {
    who.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    const TODAY: Date = date(2026, 6, 12);

    fn day(text: &str, today: Date) -> Option<Date> {
        match text {
            "あさって" => today.checked_add(2.days()).ok(),
            text => text.parse().ok(),
        }
    }

    fn read(text: &str) -> Vec<Parsed> {
        parse(text, TODAY, &day)
    }

    #[rstest]
    #[case("! 夜の吸引", "！夜の吸引", Mark::Issue)]
    #[case("> 送る", "＞　送る", Mark::Action)]
    #[case("= 退院は20日", "＝退院は20日", Mark::Decision)]
    #[case("? 費用は", "？費用は", Mark::Question)]
    #[case("- 長男は日中のみ", "- 長男は日中のみ", Mark::Note)]
    fn the_four_marks_in_both_widths(#[case] narrow: &str, #[case] wide: &str, #[case] mark: Mark) {
        let (narrow, wide) = (read(narrow), read(wide));
        assert_eq!((narrow[0].mark, &narrow[0].text), (mark, &wide[0].text));
        assert_eq!(wide[0].mark, mark);
    }

    #[rstest]
    #[case("> 診療情報を送る @病棟 あさって", "診療情報を送る", Some("病棟"), Due::On(date(2026, 6, 14)))]
    #[case("＞診療情報を送る　＠病棟　2026-06-20", "診療情報を送る", Some("病棟"), Due::On(date(2026, 6, 20)))]
    #[case("> @病棟 診療情報を 送る あさって", "診療情報を 送る", Some("病棟"), Due::On(date(2026, 6, 14)))]
    #[case("> 送る あさって @病棟", "送る", Some("病棟"), Due::On(date(2026, 6, 14)))]
    #[case("> 送る @病棟 いつか", "送る いつか", Some("病棟"), Due::Unread("いつか".to_owned()))]
    #[case("> 送る いつか", "送る いつか", None, Due::None)]
    #[case("> 送る あさってまで", "送る", None, Due::On(date(2026, 6, 14)))]
    #[case("> 送る @病棟 あさってまでに", "送る", Some("病棟"), Due::On(date(2026, 6, 14)))]
    #[case("> 送る 6/31", "送る 6/31", None, Due::Unread("6/31".to_owned()))]
    #[case("> 送る ６／３１まで", "送る ６／３１まで", None, Due::Unread("６／３１まで".to_owned()))]
    #[case("> 相談 24", "相談 24", None, Due::None)]
    #[case("> あさって", "あさって", None, Due::None)]
    #[case("> 送る @", "送る @", None, Due::None)]
    fn an_action_shows_whom_and_when(
        #[case] typed: &str,
        #[case] text: &str,
        #[case] who: Option<&str>,
        #[case] due: Due,
    ) {
        let [line] = &read(typed)[..] else { panic!("one line") };
        assert_eq!((line.text.as_str(), line.who.as_deref(), &line.due), (text, who, &due));
    }

    #[test]
    fn an_action_names_its_issue_and_lines_keep_their_place() {
        let text = "! 一\n\n>2 送る\n＞２ 会う\n> 2";
        let lines = read(text);
        assert_eq!(lines.iter().map(|line| line.of).collect::<Vec<_>>(), [None, Some(2), Some(2), None]);
        let at: Vec<&str> = lines.iter().map(|line| &text[line.range.clone()]).collect();
        assert_eq!(at, ["! 一", ">2 送る", "＞２ 会う", "> 2"]);
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let line = |mark, text: &str| Line {
            mark,
            text: text.to_owned(),
            task: None,
            number: None,
            of: None,
            who: None,
            due: None,
        };
        let lines = [
            Line { number: Some(1), ..line(Mark::Issue, "一") },
            Line {
                of: Some(1), who: Some("病棟 看護師".to_owned()), due: Some(TODAY), ..line(Mark::Action, "送る")
            },
            Line { of: Some(3), ..line(Mark::Action, "会う") },
            line(Mark::Note, "! と書いた"),
            line(Mark::Note, "- 長男"),
            line(Mark::Decision, "退院は20日"),
        ];
        let text = written(&lines);
        assert_eq!(text, "! 一\n> 送る @病棟看護師 2026-06-12\n>3 会う\n- ! と書いた\n- 長男\n= 退院は20日");
        let marks: Vec<Mark> = read(&text).iter().map(|line| line.mark).collect();
        assert_eq!(marks, lines.map(|line| line.mark));
    }
}
