//! So many of so many.

/// A share that never loses what it is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Ratio {
    pub numerator: usize,
    pub denominator: usize,
}

impl Ratio {
    /// Below so many a share says little, and may say something about single persons.
    pub const SMALL: usize = 10;

    pub fn add(&mut self, hit: bool) {
        self.denominator += 1;
        self.numerator += usize::from(hit);
    }

    /// In thousandths, half up; `None` of nothing.
    pub const fn per_mille(self) -> Option<usize> {
        if self.denominator == 0 {
            return None;
        }
        Some((self.numerator * 2000 + self.denominator) / (self.denominator * 2))
    }

    /// `81.8`; empty of nothing.
    pub fn percent(self) -> String {
        self.per_mille().map(|share| format!("{}.{}", share / 10, share % 10)).unwrap_or_default()
    }

    pub const fn is_small(self) -> bool {
        self.denominator < Self::SMALL
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, 0, "")]
    #[case(0, 3, "0.0")]
    #[case(1, 3, "33.3")]
    #[case(2, 3, "66.7")]
    #[case(1, 16, "6.3")]
    #[case(9, 11, "81.8")]
    #[case(7, 7, "100.0")]
    fn shares_are_rounded_half_up(#[case] numerator: usize, #[case] denominator: usize, #[case] percent: &str) {
        assert_eq!(Ratio { numerator, denominator }.percent(), percent);
    }
}
