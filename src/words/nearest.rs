//! What somebody may have meant who wrote a name that is none.

/// The candidate that needs the fewest changed letters; nothing where there is none to choose from.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> &'c str {
    candidates.into_iter().min_by_key(|candidate| distance(name, candidate)).unwrap_or_default()
}

/// Letters to insert, drop or change between two words (Levenshtein), in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_changed_letters_win() {
        assert_eq!(nearest("titel", ["name", "version", "title"]), "title");
        assert_eq!(nearest("加算", ["加算1", "単位"]), "加算1", "letters, not bytes");
        assert_eq!(nearest("", ["ab", "c"]), "c");
        assert_eq!(nearest("x", []), "");
        assert_eq!([distance("kitten", "sitting"), distance("", "abc"), distance("abc", "")], [3, 3, 3]);
    }
}
