//! When somebody can be reached, read from what people write: `平日 18:00-21:00、土日`.

use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::domain::calendar::Holidays;

/// Times at which somebody can be reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hours(Vec<Span>);

/// Some days, all day or from when to when.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Span {
    days: Days,
    /// An end before its beginning lies in the next morning.
    between: Option<(Time, Time)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Days {
    All,
    /// 平日: Monday to Friday but for holidays.
    Working,
    /// 土日祝
    Off,
    Holidays,
    /// By the place in the week, Monday first.
    These([bool; 7]),
}

/// Can somebody be reached now?
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reachable {
    Now,
    /// Nobody said when, or not in a way that can be read.
    Unknown,
    /// Not at this hour.
    Later,
}

impl Hours {
    /// `None` where anything in the text cannot be read: a part understood would be half a truth.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().map(half_width).collect();
        let parts = text.split(['、', ',', ';', '\n', '・']).map(str::trim).filter(|part| !part.is_empty());
        let spans = parts.map(Span::read).collect::<Option<Vec<_>>>()?;
        Some(Self(spans)).filter(|hours| !hours.0.is_empty())
    }

    /// The text of a card's field, asked at a time.
    pub fn reachable(text: &str, at: DateTime, holidays: &Holidays) -> Reachable {
        match Self::read(text) {
            None => Reachable::Unknown,
            Some(hours) if hours.holds(at, holidays) => Reachable::Now,
            Some(_) => Reachable::Later,
        }
    }

    fn holds(&self, at: DateTime, holidays: &Holidays) -> bool {
        self.0.iter().any(|span| span.holds(at, holidays))
    }
}

impl Span {
    fn read(part: &str) -> Option<Self> {
        let part: String = part.chars().filter(|c| !c.is_whitespace()).collect();
        let first_digit = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
        let (days, times) = part.split_at(first_digit);
        let (days, whole) = match days {
            "24時間" => ("", true),
            days => (days.trim_end_matches('は'), false),
        };
        if whole || times.starts_with("24時間") {
            return Some(Self { days: Days::read(days)?, between: None });
        }
        let between = if times.is_empty() { None } else { Some(times_of(times)?) };
        Some(Self { days: Days::read(days)?, between })
    }

    fn holds(&self, at: DateTime, holidays: &Holidays) -> bool {
        let (day, time) = (at.date(), at.time());
        let Some((from, until)) = self.between else { return self.days.has(day, holidays) };
        if from <= until {
            return self.days.has(day, holidays) && from <= time && time < until;
        }
        let since_yesterday = day.yesterday().is_ok_and(|before| self.days.has(before, holidays)) && time < until;
        since_yesterday || (self.days.has(day, holidays) && from <= time)
    }
}

impl Days {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "" | "毎日" | "いつでも" | "終日" => Self::All,
            "平日" => Self::Working,
            "土日祝" | "土日祝日" | "休日" => Self::Off,
            "祝" | "祝日" => Self::Holidays,
            letters => {
                let mut week = [false; 7];
                let letters = letters.replace("曜日", "").replace('曜', "");
                let (from, until) = letters.split_once(['-', '~', '〜', 'ー']).unwrap_or((&letters, ""));
                let mut places = Vec::new();
                for c in from.chars() {
                    places.push("月火水木金土日".chars().position(|day| day == c)?);
                }
                if let Some(end) = until.chars().next() {
                    let end = "月火水木金土日".chars().position(|day| day == end)?;
                    let (first, one) = (*places.first()?, places.len() == 1 && until.chars().count() == 1);
                    if !one {
                        return None;
                    }
                    places = (0..7).map(|on| (first + on) % 7).take((end + 7 - first) % 7 + 1).collect();
                }
                for place in places {
                    week[place] = true;
                }
                Self::These(week)
            }
        })
    }

    fn has(self, day: Date, holidays: &Holidays) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self {
            Self::All => true,
            Self::Working => !weekend && !holidays.is_holiday(day),
            Self::Off => weekend || holidays.is_holiday(day),
            Self::Holidays => holidays.is_holiday(day),
            Self::These(week) => week[day.weekday().to_monday_zero_offset() as usize],
        }
    }
}

/// Digits and signs typed with the input method on.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// `18:00-21:00`, `18時〜21時`, `18時以降`, `9時まで`.
fn times_of(text: &str) -> Option<(Time, Time)> {
    if let Some(from) = text.strip_suffix("以降").or_else(|| text.strip_suffix("から")) {
        return Some((time(from)?, Time::MAX));
    }
    if let Some(until) = text.strip_suffix("まで") {
        return match until.split_once("から") {
            Some((from, until)) => Some((time(from)?, time(until)?)),
            None => Some((Time::midnight(), time(until)?)),
        };
    }
    let (from, until) = text.split_once(['-', '~', '〜', 'ー', '−'])?;
    let (from, until) = (time(from)?, time(until)?);
    // Until midnight.
    Some((from, if until == Time::midnight() { Time::MAX } else { until }))
}

fn time(text: &str) -> Option<Time> {
    let text = text.replace("時半", ":30").replace('時', ":").replace('分', "");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, ""));
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let hour: i8 = hour.parse().ok()?;
    Time::new(if hour == 24 { 0 } else { hour }, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    fn asked(text: &str, day: i8, hour: i8, minute: i8) -> Reachable {
        // 2026-05-01 is a Friday; the 4th to the 6th are holidays.
        let at = date(2026, 5, day).at(hour, minute, 0, 0);
        Hours::reachable(text, at, &Holidays::by_law())
    }

    #[rstest]
    #[case("平日18時以降", 1, 18, 0, Reachable::Now)]
    #[case("平日18時以降", 1, 17, 59, Reachable::Later)]
    #[case("平日18時以降", 2, 20, 0, Reachable::Later)]
    #[case("平日18時以降", 4, 20, 0, Reachable::Later)]
    #[case("平日 18:00-21:00、土日", 2, 3, 0, Reachable::Now)]
    #[case("平日 18:00-21:00、土日", 1, 21, 0, Reachable::Later)]
    #[case("土日祝", 4, 3, 0, Reachable::Now)]
    #[case("２４時間", 4, 3, 0, Reachable::Now)]
    #[case("毎日24時間", 4, 3, 0, Reachable::Now)]
    #[case("夜勤 22:00-6:00", 2, 3, 0, Reachable::Unknown)]
    #[case("22:00-6:00", 2, 3, 0, Reachable::Now)]
    #[case("金 22:00-6:00", 2, 3, 0, Reachable::Now)]
    #[case("金 22:00-6:00", 1, 3, 0, Reachable::Later)]
    #[case("月〜金 9時〜17時半", 1, 17, 29, Reachable::Now)]
    #[case("月-金 9:00-17:30", 1, 17, 30, Reachable::Later)]
    #[case("月水金", 1, 0, 0, Reachable::Now)]
    #[case("火曜日", 1, 0, 0, Reachable::Later)]
    #[case("18:00-24:00", 1, 23, 59, Reachable::Now)]
    #[case("9時まで", 1, 8, 0, Reachable::Now)]
    #[case("9時から17時まで", 1, 8, 0, Reachable::Later)]
    #[case("", 1, 0, 0, Reachable::Unknown)]
    #[case("仕事が終わってから", 1, 0, 0, Reachable::Unknown)]
    #[case("平日18時以降、たまに土曜も", 2, 12, 0, Reachable::Unknown)]
    #[case("25:00-26:00", 1, 0, 0, Reachable::Unknown)]
    fn hours_are_read_as_people_write_them(
        #[case] text: &str,
        #[case] day: i8,
        #[case] hour: i8,
        #[case] minute: i8,
        #[case] wanted: Reachable,
    ) {
        assert_eq!(asked(text, day, hour, minute), wanted);
    }
}
