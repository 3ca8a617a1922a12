//! How numbers of days are spread.

/// Days in ascending order. Quartiles are those of `QUARTILE.INC` of spreadsheets: the place `p * (n - 1)` from 0, and between two
/// values in proportion. Everything is exact: quartiles of whole days are whole quarters of a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spread(Vec<i32>);

impl Spread {
    pub fn of(mut days: Vec<i32>) -> Self {
        days.sort_unstable();
        Self(days)
    }

    pub const fn count(&self) -> usize {
        self.0.len()
    }

    pub const fn is_small(&self) -> bool {
        self.count() < super::Ratio::SMALL
    }

    /// The quartile `q` (1, 2, 3) in hundredths of a day; `None` of nothing.
    pub fn quartile(&self, q: usize) -> Option<i64> {
        let place = q * self.0.len().checked_sub(1)?;
        let (low, part) = (place / 4, place % 4);
        let below = i64::from(*self.0.get(low)?);
        let above = self.0.get(low + 1).map_or(below, |days| i64::from(*days));
        let part = i64::try_from(part).unwrap_or_default();
        Some(below * 100 + (above - below) * part * 25)
    }

    /// In hundredths of a day, half up.
    pub fn mean(&self) -> Option<i64> {
        let count = i64::try_from(self.0.len()).ok().filter(|count| *count > 0)?;
        let sum: i64 = self.0.iter().map(|days| i64::from(*days)).sum();
        Some((sum * 200 + count).div_euclid(count * 2))
    }

    /// Hundredths as people write them: `7`, `7.5`, `7.25`; empty of nothing.
    pub fn text(hundredths: Option<i64>) -> String {
        let Some(value) = hundredths else { return String::new() };
        let (sign, value) = (if value < 0 { "-" } else { "" }, value.abs());
        let text = format!("{sign}{}.{:02}", value / 100, value % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&[], ["", "", "", ""])]
    #[case(&[5], ["5", "5", "5", "5"])]
    #[case(&[4, 1], ["1.75", "2.5", "3.25", "2.5"])]
    #[case(&[1, 2, 3], ["1.5", "2", "2.5", "2"])]
    #[case(&[10, 0, 7, 3], ["2.25", "5", "7.75", "5"])]
    #[case(&[1, 1, 2, 100, 3], ["1", "2", "3", "21.4"])]
    #[case(&[1, 1, 2], ["1", "1", "1.5", "1.33"])]
    fn quartiles_are_those_of_spreadsheets(#[case] days: &[i32], #[case] wanted: [&str; 4]) {
        let spread = Spread::of(days.to_vec());
        let found = [spread.quartile(1), spread.quartile(2), spread.quartile(3), spread.mean()];
        assert_eq!(found.map(Spread::text), wanted);
    }
}
