//! What characters mean that an input method committed outside a text field (ux.md 3.3).

/// The meaning of one burst: all characters that could be read without waiting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fold {
    /// One key, folded to ASCII where it was full-width; it runs no guarded command then.
    Command(char),
    /// Kana, kanji, several characters: a search with this text.
    Text(String),
    /// Fast ASCII typing, to be fed one by one; or nothing at all.
    Nothing,
}

/// Folds a burst. A kana is never a command: あ is `a` in romaji input but `3` in kana input.
pub fn fold(burst: &str) -> Fold {
    let mut chars = burst.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => fold_char(c)
            .map_or_else(|| if c.is_control() { Fold::Nothing } else { Fold::Text(burst.to_owned()) }, Fold::Command),
        (Some(_), Some(_)) if burst.is_ascii() => Fold::Nothing,
        (Some(_), Some(_)) => Fold::Text(burst.to_owned()),
        (None, _) => Fold::Nothing,
    }
}

/// The ASCII key behind a character. NFKC would leave 「 ・ ー 。 and would take ㈱ and ① apart.
fn fold_char(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3000}' => Some(' '),
        '・' => Some('/'),
        '。' => Some('.'),
        '、' => Some(','),
        '「' => Some('['),
        '」' => Some(']'),
        'ー' => Some('-'),
        '〜' => Some('~'),
        '￥' | '¥' => Some('\\'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ｊ", 'j')]
    #[case("ｄ", 'd')]
    #[case("Ｇ", 'G')]
    #[case("\u{3000}", ' ')]
    #[case("／", '/')]
    #[case("・", '/')]
    #[case("？", '?')]
    #[case("：", ':')]
    #[case("「", '[')]
    #[case("ー", '-')]
    #[case("￥", '\\')]
    #[case("¥", '\\')]
    #[case("～", '~')]
    #[case("〜", '~')]
    #[case("j", 'j')]
    #[case(" ", ' ')]
    fn one_key_is_folded(#[case] burst: &str, #[case] key: char) {
        assert_eq!(fold(burst), Fold::Command(key));
    }

    #[rstest]
    #[case("さ")]
    #[case("さとう")]
    #[case("佐")]
    #[case("ｄｄ")]
    #[case("㈱")]
    #[case("①")]
    #[case("ｱ")]
    #[case("aあ")]
    fn text_is_a_search(#[case] burst: &str) {
        assert_eq!(fold(burst), Fold::Text(burst.into()));
    }

    #[rstest]
    #[case("")]
    #[case("jj")]
    #[case("\u{1b}")]
    fn the_rest_is_nothing(#[case] burst: &str) {
        assert_eq!(fold(burst), Fold::Nothing);
    }
}
