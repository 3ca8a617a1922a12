//! Replaces many names in a short text, looking only at those that can stand in it.

/// Names and what to write for them, in the order in which they are to be replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Respell {
    pairs: Vec<(String, String)>,
    /// First characters and the numbers of the pairs that begin with them, sorted.
    firsts: Vec<(char, u32)>,
}

impl Respell {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        let first = |(at, (name, _)): (usize, &(String, String))| Some((name.chars().next()?, at as u32));
        let mut firsts: Vec<(char, u32)> = pairs.iter().enumerate().filter_map(first).collect();
        firsts.sort_unstable();
        Self { pairs, firsts }
    }

    /// The text after every pair in turn was replaced wherever it stands (`str::replace`); `None` where it comes out the same.
    pub(super) fn of(&self, text: &str) -> Option<String> {
        let mut out: Option<String> = None;
        let mut from = 0;
        loop {
            let now = out.as_deref().unwrap_or(text);
            let Some(at) = self.first_in(now, from) else { break };
            let (name, other) = &self.pairs[at as usize];
            out = Some(now.replace(name.as_str(), other));
            from = at + 1;
        }
        out.filter(|out| out != text)
    }

    /// The first pair from a number on that stands in the text.
    fn first_in(&self, text: &str, from: u32) -> Option<u32> {
        let mut best: Option<u32> = None;
        for (at, c) in text.char_indices() {
            let start = self.firsts.partition_point(|&known| known < (c, from));
            let same = self.firsts[start..].iter().take_while(|(first, _)| *first == c).map(|&(_, number)| number);
            let found = same
                .take_while(|number| best.is_none_or(|best| *number < best))
                .find(|&number| text[at..].starts_with(self.pairs[number as usize].0.as_str()));
            best = found.or(best);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Few letters, so that one replacement often makes or breaks another.
        #[test]
        fn it_is_as_replacing_one_after_another(
            pairs in prop::collection::vec(("[花川あい]{1,3}", "[花川あい]{0,3}"), 0..12),
            text in "[花川あいう]{0,12}",
        ) {
            let wanted = pairs.iter().fold(text.clone(), |text, (name, other)| text.replace(name.as_str(), other));
            let found = Respell::new(pairs).of(&text).unwrap_or_else(|| text.clone());
            prop_assert_eq!(found, wanted);
        }
    }
}
