//! On which days of the week a place is open, from the published words.

use jiff::civil::Weekday;

/// Days of the week as a set; Monday is bit 0. Holidays are not known: no source that is imported lists them by date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct OpenDays(u8);

impl OpenDays {
    const WEEKDAYS: u8 = 0b001_1111;
    const ALL: u8 = 0b111_1111;
    const NAMES: [&'static str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

    /// Reads `平日,土曜日`, `月曜日,火曜日`, `月火水木金`, `月~金`, `年中無休`. `None` where no day is named.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace("曜日", "").replace("祝日", "").replace('曜', "");
        if text.contains("年中無休") || text.contains("毎日") || text.contains("無休") {
            return Some(Self(Self::ALL));
        }
        let mut days = 0;
        let mut rest = text.as_str();
        if let Some((before, after)) = text.split_once("平日") {
            days |= Self::WEEKDAYS;
            // 平日 holds 日, which is not Sunday here.
            days |= Self::named(before);
            rest = after;
        }
        days |= Self::named(rest);
        (days != 0).then_some(Self(days))
    }

    fn named(text: &str) -> u8 {
        let mut days = 0;
        let mut from: Option<usize> = None;
        let mut last: Option<usize> = None;
        for c in text.chars() {
            if let Some(day) = Self::NAMES.iter().position(|name| name.starts_with(c)) {
                match from.take() {
                    Some(first) if first <= day => (first..=day).for_each(|d| days |= 1 << d),
                    Some(first) => (first..7).chain(0..=day).for_each(|d| days |= 1 << d),
                    None => days |= 1 << day,
                }
                last = Some(day);
            } else if matches!(c, '~' | '～' | '〜' | '-' | '－' | 'ー' | '−') {
                from = last;
            }
        }
        days
    }

    pub const fn on(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// Is it open on every day of these?
    pub const fn covers(self, days: Self) -> bool {
        self.0 & days.0 == days.0
    }

    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_words_become_days() {
        let days = |text: &str| OpenDays::parse(text).map(|d| d.0);
        assert_eq!(days("平日"), Some(0b001_1111));
        assert_eq!(days("平日,土曜日"), Some(0b011_1111));
        assert_eq!(days("平日,土曜日,日曜日,祝日"), Some(0b111_1111));
        assert_eq!(days("月曜日,水曜日"), Some(0b000_0101));
        assert_eq!(days("月〜金"), Some(0b001_1111));
        assert_eq!(days("土～月"), Some(0b110_0001));
        assert_eq!(days("年中無休"), Some(0b111_1111));
        assert_eq!(days("祝日"), None);
        assert_eq!(days("お電話ください"), None);
    }
}
