//! Times of the day as people type them.

use jiff::civil::Time;

/// Reads `16:30`, `1630`, `930`, `16時30分`, `16時半`, `16時`, `午後4時半`, `pm 4:30`, in full or half width.
pub fn read(text: &str) -> Option<Time> {
    let folded = super::date::fold(text);
    let (afternoon, rest) = half(&folded);
    let (hour, minute) = if let Some((hour, rest)) = rest.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => number(rest.strip_suffix('分').unwrap_or(rest))?,
        };
        (number(hour)?, minute)
    } else if let Some((hour, minute)) = rest.split_once([':', '.']) {
        (number(hour)?, number(minute).filter(|_| minute.len() == 2)?)
    } else if matches!(rest.len(), 3 | 4) && rest.is_ascii() {
        let (hour, minute) = rest.split_at(rest.len() - 2);
        (number(hour)?, number(minute)?)
    } else {
        return None;
    };
    let hour = match afternoon {
        None => hour,
        Some(_) if hour > 12 => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// Is the half of the day said, and is it the afternoon?
fn half(text: &str) -> (Option<bool>, &str) {
    for (word, afternoon) in [("午前", false), ("午後", true), ("am", false), ("pm", true)] {
        if let Some(rest) = text.strip_prefix(word) {
            return (Some(afternoon), rest);
        }
    }
    (None, text)
}

fn number(text: &str) -> Option<i8> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("16:30", Some(time(16, 30, 0, 0)))]
    #[case("1630", Some(time(16, 30, 0, 0)))]
    #[case("930", Some(time(9, 30, 0, 0)))]
    #[case("１６：３０", Some(time(16, 30, 0, 0)))]
    #[case("16時半", Some(time(16, 30, 0, 0)))]
    #[case("16時", Some(time(16, 0, 0, 0)))]
    #[case("16時5分", Some(time(16, 5, 0, 0)))]
    #[case("午後4時半", Some(time(16, 30, 0, 0)))]
    #[case("午前12時", Some(time(0, 0, 0, 0)))]
    #[case("pm 4:05", Some(time(16, 5, 0, 0)))]
    #[case("0000", Some(time(0, 0, 0, 0)))]
    #[case("24:00", None)]
    #[case("16:60", None)]
    #[case("16:3", None)]
    #[case("午後16時", None)]
    #[case("16", None)]
    #[case("夕方", None)]
    #[case("夕方だ", None)]
    #[case("", None)]
    fn times_are_read(#[case] text: &str, #[case] expected: Option<Time>) {
        assert_eq!(read(text), expected);
    }
}
