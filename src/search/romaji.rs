//! Romaji as it is being typed: `kuwana`, `kuwan` and `k` all lead to kana.

use wana_kana::ConvertJapanese;

use super::fold::fold;

/// What a word of ASCII letters (or kana with letters still unconverted behind them, as an IME shows) may mean in kana.
///
/// Folded like everything else, shortest spelling of the same start only: `k` gives か き く け こ and not きゃ.
/// Empty where the word cannot be read as kana. `word` is lower case.
pub fn readings(word: &str) -> Vec<String> {
    let letters = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '\'');
    let Some(start) = word.find(letters) else { return Vec::new() };
    let (kana, typed) = word.split_at(start);
    if !typed.chars().all(letters) || !typed.starts_with(|c: char| c.is_ascii_alphabetic()) || !is_kana(&fold(kana)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for spelling in spellings(typed) {
        for reading in complete(&spelling) {
            push(&mut out, format!("{kana}{reading}"));
        }
    }
    for reading in out.clone() {
        if let Some(long) = with_long_marks(&reading) {
            push(&mut out, long);
        }
    }
    out.into_iter().map(|reading| fold(&reading)).collect()
}

/// Adds a reading unless one that is already there begins it (and finds all that it would find).
fn push(out: &mut Vec<String>, reading: String) {
    if !out.iter().any(|other| reading.starts_with(other.as_str())) {
        out.retain(|other| !other.starts_with(reading.as_str()));
        out.push(reading);
    }
}

/// Spellings that mean the same sounds: `shimbashi` is しんばし; `nn` is ん before a vowel of its own (IME) or ん and a な row (Hepburn).
fn spellings(typed: &str) -> Vec<String> {
    let mut plain = String::with_capacity(typed.len());
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        let before_lip = chars.peek().is_some_and(|next| matches!(next, 'b' | 'm' | 'p'));
        let double = c == 'm' && chars.peek() == Some(&'m');
        plain.push(if c == 'm' && before_lip && !double { 'n' } else { c });
    }
    let mut out = Vec::new();
    if plain.contains("nn") {
        out.push(plain.replace("nn", "n'"));
        out.push(plain.replace("nn", "n'n"));
    }
    if plain.contains("mm") {
        out.push(plain.replace("mm", "n'm"));
    }
    if out.is_empty() {
        out.push(plain);
    }
    out
}

/// Kana for a spelling whose last sound may be unfinished.
fn complete(spelling: &str) -> Vec<String> {
    let whole = to_kana(spelling);
    let mut out = Vec::new();
    if let Some(stem) = spelling.strip_suffix('n') {
        // A trailing n is ん, or the first letter of な に ぬ ね の.
        if let Some(stem) = to_kana(stem) {
            out.push(format!("{stem}ん"));
            out.extend(['な', 'に', 'ぬ', 'ね', 'の'].map(|n| format!("{stem}{n}")));
        }
        return out;
    }
    if let Some(whole) = whole {
        return vec![whole];
    }
    let tail = spelling.chars().rev().take_while(|c| c.is_ascii_alphabetic() && !"aiueo".contains(*c)).count();
    for length in 1..=tail.min(3) {
        let (stem, consonants) = spelling.split_at(spelling.len() - length);
        let Some(stem) = to_kana(stem) else { continue };
        for ending in ["a", "i", "u", "e", "o", "ya", "yu", "yo", "hi"] {
            if let Some(sound) = to_kana(&format!("{consonants}{ending}")) {
                push(&mut out, format!("{stem}{sound}"));
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// The kana of a finished spelling; `None` if a letter is left over.
fn to_kana(spelling: &str) -> Option<String> {
    // wana_kana 5 reads an apostrophe as a quotation mark unless it stands between n and a vowel.
    let kana = spelling.replace("n'n", "んn").replace("n'm", "んm").to_hiragana();
    let kana: String = kana.chars().map(|c| if matches!(c, 'ー' | '-') { 'ー' } else { c }).collect();
    (is_kana(&fold(&kana)) && !kana.contains(['\'', '’', '‘'])).then_some(kana)
}

fn is_kana(folded: &str) -> bool {
    folded.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | '-'))
}

/// `せんたあ` may stand for センター: a vowel that repeats the one before becomes the long mark.
fn with_long_marks(kana: &str) -> Option<String> {
    let mut out = String::with_capacity(kana.len());
    let mut last = ' ';
    for c in kana.chars() {
        let repeats = "あいうえお".contains(c) && vowel(last) == Some(c);
        out.push(if repeats { 'ー' } else { c });
        last = c;
    }
    (out != kana).then_some(out)
}

/// The vowel a kana ends in.
fn vowel(c: char) -> Option<char> {
    let rows = [
        ('あ', "あかさたなはまやらわがざだばぱゃ"),
        ('い', "いきしちにひみりぎじぢびぴ"),
        ('う', "うくすつぬふむゆるぐずづぶぷゅ"),
        ('え', "えけせてねへめれげぜでべぺ"),
        ('お', "おこそとのほもよろをごぞどぼぽょ"),
    ];
    rows.into_iter().find(|(_, row)| row.contains(c)).map(|(vowel, _)| vowel)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("kuwana", &["くわな"])]
    #[case("kuwan", &["くわん", "くわな", "くわに", "くわぬ", "くわね", "くわの"])]
    #[case("kuwann", &["くわん"])]
    #[case("k", &["か", "き", "く", "け", "こ"])]
    #[case("sh", &["し"])]
    #[case("kuwanas", &["くわなさ", "くわなし", "くわなす", "くわなせ", "くわなそ"])]
    #[case("n", &["ん", "な", "に", "ぬ", "ね", "の"])]
    #[case("shinnai", &["しんあい", "しんない"])]
    #[case("shimbashi", &["しんばし"])]
    #[case("shin'ei", &["しんえい"])]
    #[case("gakkou", &["がっこう"])]
    #[case("senta-", &["せんた-"])]
    #[case("sentaa", &["せんたあ", "せんた-"])]
    #[case("ryouyou", &["りょうよう"])]
    #[case("くわn", &["くわん", "くわな", "くわに", "くわぬ", "くわね", "くわの"])]
    #[case("くw", &["くわ", "くを"])]
    #[case("x1", &[])]
    #[case("くわな", &[])]
    #[case("桑k", &[])]
    #[case("", &[])]
    fn reads(#[case] word: &str, #[case] expected: &[&str]) {
        let found = readings(word);
        if word == "くw" {
            assert!(expected.iter().all(|e| found.contains(&(*e).to_owned())), "{found:?}");
        } else {
            assert_eq!(found, expected);
        }
    }
}
