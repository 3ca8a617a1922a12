//! What fits on a piece of paper of a fixed size. The type becomes smaller first; where that is not enough, each text is given lines in
//! turn, so that a long one takes nothing from the others, and one that is cut says so. The browser that prints is not asked: what
//! is reckoned here errs towards less.

use crate::exchange::export::wrap::wrap_by;

/// A size of the type. All lengths but `cells` are hundredths of a millimetre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// The class that sets it (`card.css`).
    pub(super) class: &'static str,
    /// Eighths of a full-width character on a line of a text, and of a label.
    pub(super) text: usize,
    pub(super) label: usize,
    pub(super) line: usize,
    /// What a row needs beside its lines: space and rules.
    pub(super) row: usize,
    /// A heading of a part.
    pub(super) part: usize,
}

/// A row of the paper.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) text: String,
    /// It begins a part with a heading.
    pub(super) heads: bool,
    /// Sentences that belong together: only what stands between the first and the last may be cut.
    pub(super) whole: bool,
}

/// The largest type with which all fits, and the text of every row.
pub(super) fn fit(types: &[Type], room: usize, rows: &[Row], more: &str) -> (&'static str, Vec<String>) {
    let mut smallest = None;
    for size in types {
        let measured = Measured::of(size, rows);
        if measured.height(&measured.needed) <= room {
            return (size.class, rows.iter().map(|row| row.text.clone()).collect());
        }
        smallest = Some(measured);
    }
    let Some(measured) = smallest else { return ("", Vec::new()) };
    let width = measured.size.text;
    let texts = rows.iter().zip(measured.share(room)).map(|(row, lines)| {
        if row.whole { cut_middle(&row.text, width, lines, more) } else { cut(&row.text, width, lines, more) }
    });
    (measured.size.class, texts.collect())
}

/// The rows in one size of the type.
struct Measured<'a> {
    size: &'a Type,
    rows: &'a [Row],
    labels: Vec<usize>,
    /// Lines of each text.
    needed: Vec<usize>,
}

impl<'a> Measured<'a> {
    fn of(size: &'a Type, rows: &'a [Row]) -> Self {
        let labels = rows.iter().map(|row| if row.label.is_empty() { 0 } else { lines(&row.label, size.label) });
        let needed = rows.iter().map(|row| lines(&row.text, size.text));
        Self { size, rows, labels: labels.collect(), needed: needed.collect() }
    }

    fn height(&self, lines_of: &[usize]) -> usize {
        let row = |at: usize| {
            let heading = if self.rows[at].heads { self.size.part } else { 0 };
            lines_of[at].max(self.labels[at]) * self.size.line + self.size.row + heading
        };
        (0..self.rows.len()).map(row).sum()
    }

    /// Lines for each row: as many as sentences that stay together need at least, then one in turn.
    fn share(&self, room: usize) -> Vec<usize> {
        /// Lines that sentences which stay together have in any case.
        const TOGETHER: usize = 6;
        let least = |row: &Row| if row.whole { TOGETHER } else { 1 };
        let mut given: Vec<usize> =
            self.rows.iter().zip(&self.needed).map(|(row, needed)| least(row).min(*needed)).collect();
        loop {
            let before = given.clone();
            for at in 0..given.len() {
                if given[at] < self.needed[at] {
                    given[at] += 1;
                    if self.height(&given) > room {
                        given[at] -= 1;
                    }
                }
            }
            if given == before {
                return given;
            }
        }
    }
}

/// Lines of so many eighths.
pub(super) fn lines(text: &str, width: usize) -> usize {
    text.lines().map(|line| wrap_by(line, width, 0, eighths).len()).sum()
}

/// As much of the text as so many lines hold, and that there is more.
pub(super) fn cut(text: &str, width: usize, most: usize, more: &str) -> String {
    if lines(text, width) <= most {
        return text.to_owned();
    }
    // More characters than these fit on no line: the rest need not be measured.
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).take(most * (width / NARROWEST + 1)).collect();
    let with = |kept: usize| format!("{}{more}", untorn(text, ends[kept]));
    let every: Vec<usize> = (0..ends.len()).collect();
    let fitting = every.partition_point(|kept| lines(&with(*kept), width) <= most);
    if fitting == 0 { more.to_owned() } else { with(fitting - 1) }
}

/// The text up to there without the begin of a number or a word that goes on: half a telephone number would be called.
fn untorn(text: &str, end: usize) -> &str {
    let (kept, rest) = text.split_at(end);
    // Full width too: what is not laid out as a number may be one, of a room or a licence.
    let goes_on = |c: char| c.is_ascii_graphic() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－');
    let whole = if rest.starts_with(goes_on) { kept.trim_end_matches(goes_on) } else { kept };
    if whole.is_empty() { kept } else { whole.trim_end() }
}

/// The sentences with what stands between the first and the last ones cut: those say what is wished, what lacks for it, and who decides.
fn cut_middle(text: &str, width: usize, most: usize, more: &str) -> String {
    const END: &str = "。";
    /// At most so many last ones, of so many lines.
    const LAST: usize = 5;
    const LAST_LINES: usize = 4;
    let sentences: Vec<&str> = text.split(END).collect();
    if lines(text, width) <= most || sentences.len() < 3 {
        return text.to_owned();
    }
    let tail = |last: usize| sentences[sentences.len() - last..].join(END);
    let last_count = (1..=LAST.min(sentences.len() - 2)).rev().find(|last| lines(&tail(*last), width) <= LAST_LINES);
    let last_count = last_count.unwrap_or(1);
    let (first, last) = (sentences[0], tail(last_count));
    let middle = sentences[1..sentences.len() - last_count].join(END);
    let joined = |kept: usize| {
        let kept = cut(&middle, width, kept, more);
        format!("{first}{END}{kept}{END}{last}")
    };
    let most_kept = (0..=most).rev().find(|kept| lines(&joined(*kept), width) <= most);
    joined(most_kept.unwrap_or(0))
}

/// The narrowest character.
const NARROWEST: usize = 5;

/// How wide a proportional font for Japanese draws a text at most.
pub(super) fn eighths(text: &str) -> usize {
    let one = |c: char| match c {
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '\u{a0}'..='\u{ff5f}' | '\u{ffa0}'.. => 8,
        'A'..='Z' | '&' | '+' | '<'..='>' | '~' => 6,
        '\u{0}'..='\u{9f}' | '\u{ff60}'..='\u{ff9f}' => NARROWEST,
    };
    text.chars().map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: [Type; 2] = [
        Type { class: "large", text: 80, label: 40, line: 10, row: 0, part: 5 },
        Type { class: "small", text: 160, label: 40, line: 5, row: 0, part: 5 },
    ];

    fn row(text: &str) -> Row {
        Row { label: "名".to_owned(), text: text.to_owned(), heads: false, whole: false }
    }

    #[test]
    fn the_type_becomes_smaller_before_anything_is_cut() {
        let rows = [row(&"あ".repeat(20)), row("い")];
        assert_eq!(fit(&TYPES, 30, &rows, ".."), ("large", vec!["あ".repeat(20), "い".to_owned()]));
        assert_eq!(fit(&TYPES, 29, &rows, "..").0, "small");
        assert_eq!(fit(&TYPES, 29, &rows, "..").1, ["あ".repeat(20), "い".to_owned()]);
    }

    #[test]
    fn a_long_text_takes_nothing_from_the_others_and_says_that_it_is_cut() {
        let rows = [row(&"あ".repeat(4_000)), row("い"), row(&"う".repeat(40))];
        let (class, texts) = fit(&TYPES, 25, &rows, "..");
        assert_eq!((class, texts[1].as_str(), texts[2].chars().count()), ("small", "い", 40));
        assert!(texts[0].ends_with("..") && lines(&texts[0], 160) == 2, "{}", texts[0]);
    }

    #[test]
    fn no_number_is_torn() {
        let text = "携帯 090-0000-0010 自宅 090-0000-0011 職場";
        for width in 10..400 {
            let cut = cut(text, width, 1, "..");
            let kept = cut.trim_end_matches("..");
            let last = kept.rsplit(' ').next().expect("a word");
            assert!(!last.starts_with('0') || last.len() == 13, "{width}: {cut}");
        }
    }

    #[test]
    fn no_number_is_torn_that_is_typed_full_width() {
        let text = "携帯 ０９０－００００－００１０ 自宅";
        for width in 40..200 {
            let cut = cut(text, width, 1, "..");
            let number: String = cut.chars().filter(|c| ('０'..='９').contains(c)).collect();
            assert!(number.is_empty() || number.chars().count() == 11, "{width}: {cut}");
        }
    }

    #[test]
    fn sentences_that_belong_together_keep_their_last() {
        let text = format!("望まない。{}。番号。書面がない。消防が決める", "ああ。".repeat(2_000));
        let rows = [Row { whole: true, ..row(&text) }];
        let (_, texts) = fit(&TYPES, 40, &rows, "..");
        assert!(
            texts[0].starts_with("望まない。あ") && texts[0].ends_with("。番号。書面がない。消防が決める"),
            "{}",
            texts[0]
        );
    }
}
