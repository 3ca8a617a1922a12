//! The core of a name (rule R3): without the corporation that runs the place.

use std::sync::OnceLock;

use super::fold::fold_name;

/// Legal forms, folded, the longest first: data in `corporation.tsv`.
fn forms() -> &'static [String] {
    static FORMS: OnceLock<Vec<String>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: Vec<String> = include_str!("corporation.tsv")
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .map(fold_name)
            .collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms
    })
}

/// `医療法人安仁会　水沢病院`, `医療法人安仁会水沢病院` and `水沢病院` have one core. `corporation` is the name of the
/// corporation, where the source has a column for it.
pub fn core_name(name: &str, corporation: Option<&str>) -> String {
    let words: Vec<String> = name.split_whitespace().map(fold_name).collect();
    let mut from = 0;
    if words.len() > 1 && forms().iter().any(|form| words[0].starts_with(form.as_str())) {
        // A form that stands alone (医療法人社団　橘会　あやめ病院) has the corporation's own name behind it.
        from = if words.len() > 2 && forms().contains(&words[0]) { 2 } else { 1 };
    }
    let kept = words[from..].concat();
    if let Some(rest) = corporation.map(fold_name).and_then(|c| kept.strip_prefix(&c).map(str::to_owned))
        && !rest.is_empty()
    {
        return rest;
    }
    let Some(form) = forms().iter().find(|form| kept.starts_with(form.as_str())) else { return kept };
    let rest = &kept[form.len()..];
    // A medical corporation is called ...会, and the place's own name follows it.
    let own = form.contains("医療法人").then(|| rest.split_once('会')).flatten().map(|(_, own)| own);
    match own.filter(|own| own.chars().count() >= 2) {
        Some(own) => own.to_owned(),
        None if rest.is_empty() => kept,
        None => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("水沢病院", None)]
    #[case("医療法人安仁会　水沢病院", None)]
    #[case("医療法人安仁会水沢病院", None)]
    #[case("医療法人社団　安仁会　水沢病院", None)]
    #[case("医療法人安仁会水沢病院", Some("医療法人安仁会"))]
    #[case("（医）水沢病院", None)]
    #[case("水沢 病院", None)]
    fn spellings_have_one_core(#[case] name: &str, #[case] corporation: Option<&str>) {
        assert_eq!(core_name(name, corporation), "水沢病院");
    }

    #[rstest]
    #[case("株式会社ひかり", "ひかり")]
    #[case("社会福祉法人　ひかり", "ひかり")]
    #[case("医療法人", "医療法人")]
    fn something_is_always_left(#[case] name: &str, #[case] core: &str) {
        assert_eq!(core_name(name, None), core);
    }
}
