//! One spelling for all in which people write the same: what somebody is called is looked for in texts that others have typed.

mod folded;
mod variant;

pub(in crate::domain) use folded::{Folded, needle};
pub use variant::variant_base;

/// What a name, its reading or a text is compared by: width, case, kana, marks of sound, dashes and long vowels as one, variant kanji as
/// their base, 々 as what it repeats, ヶ between kanji as が, and without blanks.
///
/// This is the one rule for the traces of a name: the store wipes by it, and the command line lists by it.
pub fn name(text: &str) -> String {
    let chars = needle(text, variant_base);
    let is_kanji_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_kanji(*c));
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in chars.iter().enumerate() {
        let one = match (*c, before) {
            ('々' | '〻' | 'ゝ' | 'ヽ', Some(before)) => before,
            ('ゞ' | 'ヾ', Some(before)) => folded::voiced(before, 1).unwrap_or(before),
            ('ー' | '〜' | '~' | '─' | '━', _) => '-',
            ('ゕ', _) => 'か',
            ('ゖ' | 'け', _) if is_kanji_at(at.checked_sub(1)) && is_kanji_at(Some(at + 1)) => 'が',
            ('ゖ', _) => 'け',
            (c, _) => c,
        };
        out.push(one);
        before = Some(one);
    }
    out
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("架空 花子", "架空　花子")]
    #[case("カクウ ハナコ", "ｶｸｳﾊﾅｺ")]
    #[case("カクウ ハナコ", "かくう・はなこ")]
    #[case("ヨーゼフ", "ﾖｰｾﾞﾌ")]
    #[case("ヨーゼフ", "よ－ぜふ")]
    #[case("ガンマ パウロ", "か\u{3099}んまﾊﾟｳﾛ")]
    #[case("髙橋 廣", "高橋広")]
    #[case("渡邊 眞", "渡辺 真")]
    #[case("佐々木", "佐佐木")]
    #[case("みすゞ", "みすず")]
    #[case("鳥ヶ崎", "鳥ケ﨑")]
    #[case("鳥ヶ崎", "鳥が崎")]
    #[case("神谷 福", "\u{fa19}谷 \u{fa1b}")]
    #[case("⼭⽥", "山田")]
    #[case("葛\u{e0100}城", "葛城")]
    #[case("Ａｌｉ Ｂ", "ali b")]
    fn all_spellings_of_a_name_are_one(#[case] one: &str, #[case] other: &str) {
        assert_eq!(name(one), name(other));
    }

    #[rstest]
    #[case("架空 花子", "架空 花枝")]
    #[case("カクウ", "ガクウ")]
    #[case("斉藤", "斎藤")]
    #[case("オノ", "オーノ")]
    fn other_names_stay_others(#[case] one: &str, #[case] other: &str) {
        assert_ne!(name(one), name(other));
    }
}
