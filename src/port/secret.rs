//! Something typed that nobody else may read: it wipes itself, and `Debug` shows nothing of it.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase while it is typed and on its way.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// From a file or a prompt; a line break at its end does not belong to it.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    pub fn push(&mut self, c: char) {
        if self.0.len() + c.len_utf8() > self.0.capacity() {
            // A string that grows leaves its old bytes behind: the new one is made first, and the old one wiped.
            let mut wider = Zeroizing::new(String::with_capacity((self.0.capacity() * 2).max(64)));
            wider.push_str(&self.0);
            self.0 = wider;
        }
        self.0.push(c);
    }

    pub fn pop(&mut self) {
        self.0.pop();
    }

    pub fn clear(&mut self) {
        self.0 = Zeroizing::default();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Characters, for the dots of a field.
    pub fn len(&self) -> usize {
        self.0.chars().count()
    }

    /// In one normal form, so that it is the same from every keyboard and input method.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.nfc().collect())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_is_shown() {
        let mut secret = Secret::new("あいことば\n");
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert_eq!((secret.len(), secret.reveal().as_str()), (5, "あいことば"));
        secret.push('か');
        secret.push('\u{3099}');
        assert_eq!(secret.reveal().as_str(), "あいことばが");
        secret.pop();
        secret.clear();
        assert!(secret.is_empty());
    }
}
