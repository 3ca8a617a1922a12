//! Folding of what people and sources write in several ways. For comparing only: what is stored stays as written.

use unicode_normalization::UnicodeNormalization;

/// What NFKC makes of the characters that nearly all cells are made of; `None` for one that needs the real thing.
const fn simple(c: char) -> Option<char> {
    match c {
        '!'..='~' | ' ' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9fff}' | '々' | '〇' | '「' | '」' | '、' | '。' => {
            Some(c)
        }
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '\u{3000}' => Some(' '),
        '‐' | '–' | '—' | '―' | '−' => Some(c),
        _ => None,
    }
}

/// NFKC, by the short way where there is one.
fn each_folded(text: &str, mut take: impl FnMut(char)) {
    if text.chars().all(|c| simple(c).is_some()) {
        text.chars().filter_map(simple).for_each(take);
    } else {
        text.nfkc().for_each(&mut take);
    }
}

/// NFKC without any space: for header cells, labels and numbers.
pub fn fold_header(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_folded(text, |c| {
        if !c.is_whitespace() && !crate::domain::text::is_unsafe(c) {
            out.push(c);
        }
    });
    out
}

/// NFKC, lower case, no spaces, one dash, no quotation marks or middle dots, ヶ as ケ: for comparing names and addresses.
pub fn fold_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_folded(text, |c| match c {
        'ヶ' => out.push('ケ'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁻' | '₋' | '─' | '-' => out.push('-'),
        '・' | '･' | '\'' | '"' | '「' | '」' | '『' | '』' | '’' | '‘' | '“' | '”' | '*' | '★' | '☆' =>
            {}
        c if c.is_whitespace() => {}
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c => out.extend(c.to_lowercase()),
    });
    out
}

/// Full-width digits and letters to ASCII, nothing else; spaces gone.
pub fn fold_code(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Half-width or full-width katakana to hiragana.
pub fn hiragana(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// Exactly so many ASCII digits?
pub fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_is_the_real_way(text in "[ -~ぁ-ー一-龥０-９Ａ-ｚ　‐－―・「」ｱ-ﾝ]{0,20}") {
            let mut short = String::new();
            each_folded(&text, |c| short.push(c));
            prop_assert_eq!(short, text.nfkc().collect::<String>());
        }
    }
}
