//! Folding of what people and sources write in several ways. For comparing only: what is stored stays as written.

use unicode_normalization::UnicodeNormalization;

/// NFKC without any space: for header cells, labels and numbers.
pub fn fold_header(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_owned();
    }
    text.nfkc().filter(|c| !c.is_whitespace() && !crate::domain::text::is_unsafe(*c)).collect()
}

/// NFKC, lower case, no spaces, one dash, no quotation marks or middle dots, ヶ as ケ: for comparing names and addresses.
pub fn fold_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            'ヶ' => out.push('ケ'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁻' | '₋' | '─' | '-' => out.push('-'),
            '・' | '･' | '\'' | '"' | '「' | '」' | '『' | '』' | '’' | '‘' | '“' | '”' | '*' | '★' | '☆' =>
                {}
            c if c.is_whitespace() => {}
            c => out.extend(c.to_lowercase()),
        }
    }
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
