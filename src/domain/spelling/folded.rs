//! A text in one spelling, with the way back to where each character stood.

use std::ops::Range;

/// Half-width katakana in the order of their code points, as hiragana; the two marks of sound follow them.
const HALF_KANA: &str =
    "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

/// Characters of one spelling: width, case, kana and dashes are as one, variants of kanji too.
pub(in crate::domain) struct Folded {
    pub chars: Vec<char>,
    /// Where each stood, in bytes.
    spans: Vec<Range<usize>>,
}

impl Folded {
    pub fn of(text: &str, variant: fn(char) -> char) -> Self {
        let (mut chars, mut spans): (Vec<char>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            // A mark of sound joins the kana before it; a variation selector draws nothing.
            let voiced = match c {
                'ﾞ' | '\u{3099}' | '゛' => chars.last().and_then(|last| voiced(*last, 1)),
                'ﾟ' | '\u{309a}' | '゜' => chars.last().and_then(|last| voiced(*last, 2)),
                _ => None,
            };
            if let (Some(voiced), Some(last), Some(span)) = (voiced, chars.last_mut(), spans.last_mut()) {
                (*last, span.end) = (voiced, end);
                continue;
            }
            if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') {
                continue;
            }
            chars.push(variant(plain(c)));
            spans.push(at..end);
        }
        Self { chars, spans }
    }

    /// Without blanks and line breaks: a name is the same name with one between its parts.
    pub fn squeezed(&self) -> Self {
        let kept = self.chars.iter().zip(&self.spans).filter(|(c, _)| !is_between(**c));
        let (chars, spans) = kept.map(|(c, span)| (*c, span.clone())).unzip();
        Self { chars, spans }
    }

    pub fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The bytes of the original from one character up to another.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.spans.get(range.start).map_or(0, |span| span.start);
        let end = range.end.checked_sub(1).and_then(|last| self.spans.get(last)).map_or(start, |span| span.end);
        start..end
    }

    /// Every place where the same characters stand.
    pub fn find<'a>(&'a self, needle: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let size = needle.len().max(1);
        let places = self.chars.windows(size).enumerate();
        places.filter(move |(_, window)| *window == needle).map(move |(at, _)| at..at + size)
    }
}

/// Folded and squeezed, to be looked for.
pub(in crate::domain) fn needle(text: &str, variant: fn(char) -> char) -> Vec<char> {
    Folded::of(text, variant).squeezed().chars
}

/// What may stand between the parts of a name.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '・' | '･')
}

fn plain(c: char) -> char {
    let shifted = |by: u32| char::from_u32(u32::from(c).wrapping_sub(by)).unwrap_or(c);
    match c {
        '\u{3000}' => ' ',
        // All that people take for a hyphen between digits; the long vowel of kana stays one.
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' | 'ｰ' => '-',
        'Ａ'..='Ｚ' => shifted(0xfee0).to_ascii_lowercase(),
        '！'..='～' => shifted(0xfee0),
        'ァ'..='ヶ' => shifted(0x60),
        'ｦ'..='ﾝ' => {
            let place = usize::try_from(u32::from(c) - u32::from('ｦ')).unwrap_or_default();
            HALF_KANA.chars().nth(place).unwrap_or(c)
        }
        c => c.to_ascii_lowercase(),
    }
}

/// The kana with its mark: か and 1 give が, は and 2 give ぱ.
pub(super) fn voiced(kana: char, mark: u32) -> Option<char> {
    let takes = match kana {
        'う' => return (mark == 1).then_some('ゔ'),
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' => true,
        _ => mark == 1 && "かきくけこさしすせそたちつてと".contains(kana),
    };
    takes.then(|| char::from_u32(u32::from(kana) + mark)).flatten()
}
