//! One spelling for all spellings: what a query and a record are turned into before they are compared.
//!
//! NFKC, lower case, katakana to hiragana, every dash and long mark to `-`, variant kanji to their base (`domain::spelling`),
//! iteration marks written out (佐々木 = 佐佐木), ヶ and ケ between kanji as が, ゔ as ば び ぶ べ ぼ, everything that is no letter or digit to one space.
//! Small kana stay small. The same function folds both sides, so they cannot drift apart.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use crate::domain::spelling::variant_base;

/// A folded text and the way back to the characters it came from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    /// The folded text: no space at its ends, never two in a row.
    pub text: String,
    /// For each character of `text` the original characters it stands for.
    spans: Vec<Range<u32>>,
}

impl Folded {
    /// The characters of the original text (character indexes, not bytes) behind a byte range of `text`.
    ///
    /// A character that folds to several (㈱ to `株`) is taken whole. An empty range for an empty one.
    pub fn original(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.text[..bytes.start].chars().count();
        let count = self.text[bytes].chars().count();
        let spans = &self.spans[first..first + count];
        match (spans.first(), spans.last()) {
            (Some(a), Some(b)) => a.start as usize..b.end as usize,
            _ => 0..0,
        }
    }

    /// The original characters behind the character of that index; empty behind the end.
    pub fn original_of(&self, index: usize) -> Range<usize> {
        self.spans.get(index).map_or(0..0, |span| span.start as usize..span.end as usize)
    }

    /// The folded text without spaces, for names that are written with or without them.
    #[must_use]
    pub fn squeezed(&self) -> Self {
        let mut out = Self::default();
        for (c, span) in self.text.chars().zip(&self.spans) {
            if c != ' ' {
                out.text.push(c);
                out.spans.push(span.clone());
            }
        }
        out
    }

    /// Only the digits, for phone numbers.
    #[must_use]
    pub fn digits(&self) -> Self {
        let mut out = Self::default();
        for (c, span) in self.text.chars().zip(&self.spans) {
            if c.is_ascii_digit() {
                out.text.push(c);
                out.spans.push(span.clone());
            }
        }
        out
    }
}

/// Folds a text; see the module.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let rest = fold_simple(text, &mut out);
    if !rest.text.is_empty() {
        let gap = rest.gap.then_some(0..0);
        let started = !out.is_empty();
        let pen = Pen { emit: |c, _| out.push(c), variants: true, gap, held: None, last: rest.last, started };
        walk(rest.text, pen);
    }
    out
}

/// What [`fold_simple`] has not folded, and how far it came.
struct Rest<'a> {
    text: &'a str,
    gap: bool,
    last: char,
}

/// Folds characters that stand for themselves alone, nearly all that occur, up to the first that does not.
fn fold_simple<'a>(text: &'a str, out: &mut String) -> Rest<'a> {
    let mut rest = Rest { text, gap: false, last: ' ' };
    // Where the last character began: a mark behind it belongs to it.
    let mut before = (0, Rest { text, gap: false, last: ' ' });
    for (at, c) in text.char_indices() {
        let simple = simple(c, rest.last).unwrap_or('\0');
        if simple == '\0' {
            rest.text = &text[at..];
            if is_mark(c) {
                out.truncate(before.0);
                return before.1;
            }
            return rest;
        }
        before = (out.len(), Rest { text: &text[at..], gap: rest.gap, last: rest.last });
        if simple == ' ' {
            rest.gap = true;
        } else {
            if rest.gap && !out.is_empty() {
                out.push(' ');
            }
            rest.gap = false;
            out.push(simple);
        }
        rest.last = simple;
    }
    rest.text = "";
    rest
}

/// What a character folds to that stands for itself alone; `last` is the folded one before it. `None` for all others.
pub(super) fn simple(c: char, last: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' | 'ぁ'..='ん' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'ケ' if is_kanji(last) => return None,
        'ァ'..='ン' => to_hiragana(c),
        '\u{4E00}'..='\u{9FFF}' => variant_base(c),
        '-' | 'ー' | '－' => '-',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_lowercase()
        }
        ' ' | '\u{3000}' | '・' | '（' | '）' | '(' | ')' | '、' | '。' | ',' | '.' | ':' | '/' => ' ',
        _ => return None,
    })
}

/// Folds a text and keeps the way back.
pub fn fold_mapped(text: &str) -> Folded {
    map(text, true)
}

/// As [`fold`], but variant kanji stay as they are: two texts that differ only here match as variants (異体字).
pub fn fold_keeping_variants(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    run(text, false, |c, _| out.push(c));
    out
}

fn map(text: &str, variants: bool) -> Folded {
    let mut folded = Folded::default();
    run(text, variants, |c, span| {
        folded.text.push(c);
        folded.spans.push(span);
    });
    folded
}

/// Is this one of the marks that are typed for a dash or a long vowel?
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '−' | '－' | 'ー' | 'ｰ' | '⁻' | '₋' | '﹣' | '˗' | '─' | '━' | '〜' | '～' | '~'
    )
}

/// Walks through the clusters (a character and the marks on it) and hands their folded characters to `emit`.
fn run(text: &str, variants: bool, emit: impl FnMut(char, Range<u32>)) {
    walk(text, Pen { emit, variants, gap: None, held: None, last: ' ', started: false });
}

fn walk<F: FnMut(char, Range<u32>)>(text: &str, mut pen: Pen<F>) {
    let mut chars = text.chars().peekable();
    let mut cluster = String::new();
    let mut at = 0u32;
    while let Some(c) = chars.next() {
        let start = at;
        at += 1;
        cluster.clear();
        while let Some(mark) = chars.next_if(|&next| is_mark(next)) {
            if cluster.is_empty() {
                cluster.push(c);
            }
            cluster.push(match mark {
                '\u{309B}' => '\u{3099}',
                '\u{309C}' => '\u{309A}',
                mark => mark,
            });
            at += 1;
        }
        if cluster.is_empty() && is_plain(c) {
            pen.put(c, start..at);
            continue;
        }
        if cluster.is_empty() {
            cluster.push(c);
        }
        for c in cluster.nfkc() {
            pen.put(c, start..at);
        }
    }
    pen.finish();
}

/// Marks that belong to the character before them: voicing marks in all their forms, accents, variation selectors.
fn is_mark(c: char) -> bool {
    c > '\u{2FF}'
        && !is_plain(c)
        && (matches!(c, '\u{309B}' | '\u{309C}' | '\u{FF9E}' | '\u{FF9F}') || is_combining_mark(c))
}

/// Characters that NFKC leaves alone: nearly all that occur, so that the slow way is rare.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7F}' | '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{3000}' | '\u{3005}' | '、' | '。')
}

/// What is left to do on single characters, and the little that looks at the one before.
struct Pen<F> {
    emit: F,
    variants: bool,
    /// A separator not yet written, so that none stands at an end and no two together.
    gap: Option<Range<u32>>,
    /// A ゔ that waits for the small vowel behind it, or a ケ that waits for a kanji.
    held: Option<(char, Range<u32>)>,
    last: char,
    started: bool,
}

impl<F: FnMut(char, Range<u32>)> Pen<F> {
    fn put(&mut self, c: char, span: Range<u32>) {
        match c {
            'a'..='z' | '0'..='9' | 'ぁ'..='ん' | 'ゕ' | 'ゖ' => self.letter(kana_base(c), span),
            'A'..='Z' => self.letter(c.to_ascii_lowercase(), span),
            'ケ' if is_kanji(self.last) => {
                self.flush();
                self.held = Some((c, span));
                self.last = 'け';
            }
            'ァ'..='ヶ' => self.letter(kana_base(to_hiragana(c)), span),
            'ゔ' => self.letter(c, span),
            '\u{4E00}'..='\u{9FFF}' => self.letter(self.kanji(c), span),
            '々' | '〻' | 'ゝ' | 'ヽ' => self.letter(if self.last == ' ' { c } else { self.last }, span),
            'ゞ' | 'ヾ' => self.letter(if self.last == ' ' { c } else { voiced(self.last) }, span),
            '\u{2E80}'..='\u{2EFF}' => self.letter(variant_base(c), span),
            c if is_dash(c) => self.letter('-', span),
            c if is_mark(c) => {}
            c if c.is_alphanumeric() => {
                let c = self.kanji(c);
                for low in c.to_lowercase().filter(|&low| !is_mark(low)) {
                    self.letter(low, span.clone());
                }
            }
            _ => {
                self.flush();
                self.gap.get_or_insert(span);
                self.last = ' ';
            }
        }
    }

    fn kanji(&self, c: char) -> char {
        if self.variants { variant_base(c) } else { c }
    }

    fn letter(&mut self, c: char, span: Range<u32>) {
        match (self.held.take(), c) {
            (None, _) => {}
            (Some(('ケ', before)), c) => self.write(if is_kanji(c) { 'が' } else { 'け' }, before),
            (Some((_, before)), 'ぁ' | 'ぃ' | 'ぇ' | 'ぉ') => {
                let joined = match c {
                    'ぁ' => 'ば',
                    'ぃ' => 'び',
                    'ぇ' => 'べ',
                    _ => 'ぼ',
                };
                self.write(joined, before.start..span.end);
                return;
            }
            (Some((_, before)), _) => self.write('ぶ', before),
        }
        if c == 'ゔ' {
            self.held = Some((c, span));
            self.last = 'ぶ';
        } else {
            self.write(c, span);
        }
    }

    fn write(&mut self, c: char, span: Range<u32>) {
        if let Some(gap) = self.gap.take()
            && self.started
        {
            (self.emit)(' ', gap);
        }
        self.started = true;
        self.last = c;
        (self.emit)(c, span);
    }

    fn flush(&mut self) {
        if let Some((c, span)) = self.held.take() {
            self.write(if c == 'ケ' { 'け' } else { 'ぶ' }, span);
        }
    }

    fn finish(mut self) {
        self.flush();
    }
}

/// Katakana to the hiragana 0x60 before it.
fn to_hiragana(c: char) -> char {
    char::from_u32(c as u32 - 0x60).unwrap_or(c)
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// ゕ and ゖ are counters, not small vowels. 霞ヶ関 is read and also written 霞が関 (and 霞ケ関, which [`Pen::put`] sees to).
fn kana_base(c: char) -> char {
    match c {
        'ゕ' => 'か',
        'ゖ' => 'が',
        c => c,
    }
}

/// What ゞ repeats: the voiced form of a kana that has one.
fn voiced(c: char) -> char {
    if "かきくけこさしすせそたちつてとはひふへほ".contains(c) {
        char::from_u32(c as u32 + 1).unwrap_or(c)
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("桑名", "桑名")]
    #[case("クワナ", "くわな")]
    #[case("ｸﾜﾅ", "くわな")]
    #[case("ｶﾞｰﾃﾞﾝ ﾊﾟｰｸ", "が-でん ぱ-く")]
    #[case("か\u{3099}", "が")]
    #[case("カ゛", "が")]
    #[case("ＡＩＤＣＡＲＥ", "aidcare")]
    #[case("０５９４－２５－８５５６", "0594-25-8556")]
    #[case("センタ―", "せんた-")]
    #[case("医療法人　　桑名病院　", "医療法人 桑名病院")]
    #[case("医療法人（社団）佐藤", "医療法人 社団 佐藤")]
    #[case("髙﨑・渡邉", "高崎 渡辺")]
    #[case("⽇本⺠間 ⻄", "日本民間 西")]
    #[case("佐々木", "佐佐木")]
    #[case("みすゞ いすヾ", "みすず いすず")]
    #[case("ヴィラ・ゔ", "びら ぶ")]
    #[case("ｳﾞｨﾗ", "びら")]
    #[case("霞ヶ関", "霞が関")]
    #[case("霞ケ関", "霞が関")]
    #[case("霞が関 霞ｹ関", "霞が関 霞が関")]
    #[case("歯科ケア 科ケ", "歯科けあ 科け")]
    #[case("一ヵ月", "一か月")]
    #[case("キャッツ", "きゃっつ")]
    #[case("㈱ケア", "株 けあ")]
    #[case("葛\u{E0100}城", "葛城")]
    #[case("Café Ａ", "café a")]
    #[case("★", "")]
    fn folds(#[case] text: &str, #[case] folded: &str) {
        assert_eq!(fold(text), folded);
        assert_eq!(fold_mapped(text).text, folded);
    }

    #[test]
    fn the_map_leads_back_to_the_original_characters() {
        let text = "㈱ｶﾞｰﾃﾞﾝ";
        let folded = fold_mapped(text);
        let at = folded.text.find("で").expect("folded");
        assert_eq!(folded.original(at.."で".len() + at), 4..6);
        assert_eq!(folded.original(0.."株".len()), 0..1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// The quick way and the thorough one, on what is near the border between them.
        #[test]
        fn the_quick_way_folds_alike(text in "[花髙々ヴヶケケゔぁｶﾞ゛゜\u{3099}\u{E0100}ー－〜ａＺ９aZ9é\u{301} 　・（）、.:/㈱\n-]{0,10}") {
            prop_assert_eq!(fold(&text), fold_mapped(&text).text);
        }

        #[test]
        fn spans_are_inside_the_text_and_in_order(text in "\\PC{0,40}") {
            let folded = fold_mapped(&text);
            let chars = text.chars().count();
            let mut before = 0;
            for (at, c) in folded.text.char_indices() {
                let span = folded.original(at..at + c.len_utf8());
                prop_assert!(span.start < span.end && span.end <= chars, "{span:?}");
                prop_assert!(span.start >= before);
                before = span.start;
            }
            prop_assert_eq!(&folded.text, &fold(&text));
            prop_assert!(!folded.text.starts_with(' ') && !folded.text.ends_with(' ') && !folded.text.contains("  "));
        }
    }
}
