//! Minutes that somebody wrote elsewhere, as the text with marks that the log reads: numbered issues, headings with their bullets, questions with
//! their answers.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::Mark;
use super::minutes::{DayOf, mark_of, until};
use crate::domain::asked::{self, Asked};
use crate::domain::text::{clean_line, table_rows};

/// Words that name what a line, or the lines under a heading, are: `pasted.tsv`. The longer one stands before the shorter one that it begins with.
fn named_words() -> &'static [(&'static str, Mark)] {
    static TABLE: OnceLock<Vec<(&'static str, Mark)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| Some((*cells.first()?, cells.get(1)?.parse().ok()?));
        table_rows(include_str!("pasted.tsv")).filter_map(read).collect()
    })
}

const BULLETS: [char; 9] = ['・', '･', '●', '○', '◯', '-', '－', '*', '＊'];
const HEADINGS: [char; 8] = ['■', '□', '◆', '◇', '【', '[', '#', '＃'];

/// The text with marks. Lines that are marked already stay as they are; what means nothing more stays a note.
pub fn marked(text: &str, today: Date, day_of: DayOf<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    // What the bullets under the last heading are.
    let mut under: Option<Mark> = None;
    let mut is_asked = false;
    for raw in text.lines() {
        let line = clean_line(raw);
        if line.is_empty() {
            // A blank line ends an answer, but no heading.
            is_asked = false;
            continue;
        }
        if let Some(mark) = line.chars().next().and_then(mark_of) {
            is_asked = mark == Mark::Question;
            lines.push(line);
            continue;
        }
        match asked::read(&line) {
            Some(Asked::Question(told)) if !told.is_empty() => {
                is_asked = true;
                lines.push(format!("? {told}"));
                continue;
            }
            Some(Asked::Answer(told)) if is_asked && !told.is_empty() => {
                lines.push(format!("- {line}"));
                continue;
            }
            Some(Asked::Question(_) | Asked::Answer(_)) | None => {}
        }
        if let Some((mark, told)) = named(&line) {
            if told.is_empty() {
                under = Some(mark);
            } else {
                lines.push(written(mark, told, today, day_of));
            }
            continue;
        }
        if line.starts_with(HEADINGS) {
            under = None;
            lines.push(line);
            continue;
        }
        match (bullet(&line), under) {
            (Some(told), Some(mark)) => lines.push(written(mark, told, today, day_of)),
            (Some(told), None) => lines.push(format!("- {told}")),
            (None, _) => lines.push(line),
        }
    }
    lines.join("\n")
}

/// `論1 夜の吸引`, `【決定】退院は20日`, `■課題`: which mark, and what stands behind it.
fn named(line: &str) -> Option<(Mark, &str)> {
    let inner = line.trim_start_matches(HEADINGS).trim_start();
    let is_heading = inner.len() < line.len();
    let (mark, rest) = named_words().iter().find_map(|(word, mark)| Some((*mark, inner.strip_prefix(word)?)))?;
    let unnumbered = rest.trim_start_matches(is_number);
    let told = unnumbered.trim_start_matches(is_stop);
    // `課題が多い` is a sentence; a heading stands alone or ends with its bracket.
    let is_sign = unnumbered.len() < rest.len() || told.len() < unnumbered.len() || (is_heading && told.is_empty());
    (is_sign || rest.is_empty()).then(|| (mark, told.trim()))
}

fn bullet(line: &str) -> Option<&str> {
    if let Some(told) = line.strip_prefix(BULLETS) {
        return Some(told.trim());
    }
    // `1. 夜の吸引`, `(2) 薬`, `③ 食事`
    let inner = line.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(is_number);
    let is_circled = inner.starts_with(|c| matches!(c, '①'..='⑳'));
    let told = rest.trim_start_matches(is_stop);
    let is_numbered = rest.len() < inner.len() && (told.len() < rest.len() || is_circled);
    (is_numbered && !told.is_empty()).then(|| told.trim())
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '①'..='⑳')
}

fn is_stop(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '．' | '、' | ':' | '：' | ')' | '）' | '】' | ']')
}

fn written(mark: Mark, told: &str, today: Date, day_of: DayOf<'_>) -> String {
    let told = bullet(told).unwrap_or(told);
    match mark {
        Mark::Action => format!("> {}", action(told, today, day_of)),
        Mark::Issue | Mark::Decision | Mark::Question | Mark::Note => match mark.sign() {
            Some(sign) => format!("{sign} {told}"),
            None => format!("- {told}"),
        },
    }
}

/// `診療情報を送る（担当：病棟、6/14まで）` as `診療情報を送る @病棟 6/14`. What is neither whom nor when stays in its bracket.
fn action(told: &str, today: Date, day_of: DayOf<'_>) -> String {
    let whole = told.to_owned();
    let Some(inner) = told.strip_suffix([')', '）']) else { return whole };
    let Some((text, inner)) = inner.rsplit_once(['(', '（']) else { return whole };
    let (mut who, mut due) = (None, None);
    for part in inner.split(['、', ',', '，']).map(str::trim) {
        let part = part.trim_start_matches("期限").trim_start_matches(is_stop);
        let day = until(part).unwrap_or(part);
        if let Some(named) = part.strip_prefix("担当") {
            who = Some(named.trim_start_matches(is_stop));
        } else if day_of(day, today).is_some() {
            due = Some(day);
        } else if who.is_none() && due.is_none() {
            who = Some(part);
        } else {
            return whole;
        }
    }
    // A remark of many words is left to whoever looks at it.
    let is_name = |name: &&str| !name.is_empty() && name.chars().count() <= 12 && !name.contains(char::is_whitespace);
    if text.trim().is_empty() || who.is_some_and(|who| !is_name(&who)) || (due.is_none() && !inner.contains("担当")) {
        return whole;
    }
    let who = who.map(|who| format!(" @{who}")).unwrap_or_default();
    let due = due.map(|due| format!(" {due}")).unwrap_or_default();
    format!("{}{who}{due}", text.trim())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    fn day(text: &str, _: Date) -> Option<Date> {
        matches!(text, "6/14" | "あさって" | "6月14日").then(|| date(2026, 6, 14))
    }

    fn read(text: &str) -> String {
        marked(text, date(2026, 6, 12), &day)
    }

    #[rstest]
    #[case("！夜の吸引", "！夜の吸引")]
    #[case("> 送る @病棟", "> 送る @病棟")]
    #[case("論1 夜の吸引", "! 夜の吸引")]
    #[case("論点２：夜の吸引", "! 夜の吸引")]
    #[case("課題① 夜の吸引", "! 夜の吸引")]
    #[case("課題が多い", "課題が多い")]
    #[case("議論した", "議論した")]
    #[case("【決定】退院は20日", "= 退院は20日")]
    #[case("決定事項：退院は20日", "= 退院は20日")]
    #[case("・長男は日中のみ", "- 長男は日中のみ")]
    #[case("1. 開会", "- 開会")]
    #[case("3人が参加", "3人が参加")]
    #[case("Q. 費用は\nA. 市が持つ", "? 費用は\n- A. 市が持つ")]
    #[case("？費用は\n答 市が持つ", "？費用は\n- 答 市が持つ")]
    #[case("問1 費用は\n答 市が持つ\n問2 面会は", "? 費用は\n- 答 市が持つ\n? 面会は")]
    #[case("A. 市が持つ", "A. 市が持つ")]
    #[case("対応：送る（病棟、6月14日まで）", "> 送る @病棟 6月14日")]
    #[case("対応：送る（担当：病棟、6/14まで）", "> 送る @病棟 6/14")]
    #[case("対応：送る (担当: 病棟)", "> 送る @病棟")]
    #[case("対応：送る（期限 あさって）", "> 送る あさって")]
    #[case("対応：送る（FAX）", "> 送る（FAX）")]
    fn a_line_is_what_its_sign_says(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(read(text), expected);
    }

    #[test]
    fn bullets_are_what_their_heading_says_until_the_next_one() {
        let text = "第2回 事業者の集い\n■課題\n・夜の吸引\n　・薬の管理\n\n◆決まったこと\n１．退院は20日\n■ 今後の対応\n・送る（病棟、あさって）\n■その他\n・次回は7月\n【質疑応答】\n・費用は";
        let expected = "第2回 事業者の集い\n! 夜の吸引\n! 薬の管理\n= 退院は20日\n> 送る @病棟 あさって\n■その他\n- 次回は7月\n? 費用は";
        assert_eq!(read(text), expected);
    }

    #[test]
    fn every_word_of_the_table_is_read_and_hides_no_longer_one() {
        let words = named_words();
        assert_eq!(words.len(), table_rows(include_str!("pasted.tsv")).count());
        for (at, (word, _)) in words.iter().enumerate() {
            assert!(words[at + 1..].iter().all(|(later, _)| !later.starts_with(word)), "{word}");
        }
    }

    #[test]
    fn read_once_more_it_is_the_same() {
        let text = "■課題\n・夜の吸引\n■対応\n・送る（病棟、6月14日）\nQ1 費用は\nA1 市が持つ\n・覚え";
        assert_eq!(read(&read(text)), read(text));
    }
}
