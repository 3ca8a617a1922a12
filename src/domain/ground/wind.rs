//! In which direction something lies.

use crate::domain::facility::Coordinates;

/// One of the sixteen directions, 十六方位, clockwise from north.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wind(u8);

/// The names from north on, in both languages; shown where a distance is told.
const NAMES: [(&str, &str); 16] = [
    ("北", "N"),
    ("北北東", "NNE"),
    ("北東", "NE"),
    ("東北東", "ENE"),
    ("東", "E"),
    ("東南東", "ESE"),
    ("南東", "SE"),
    ("南南東", "SSE"),
    ("南", "S"),
    ("南南西", "SSW"),
    ("南西", "SW"),
    ("西南西", "WSW"),
    ("西", "W"),
    ("西北西", "WNW"),
    ("北西", "NW"),
    ("北北西", "NNW"),
];

impl Wind {
    /// Where `to` lies as seen from `from`; `None` where both are one place.
    pub fn between(from: Coordinates, to: Coordinates) -> Option<Self> {
        if from.same_as(to) {
            return None;
        }
        let (lat1, lat2) = (from.latitude.to_radians(), to.latitude.to_radians());
        let across = (to.longitude - from.longitude).to_radians();
        // The first bearing of the great circle.
        let y = across.sin() * lat2.cos();
        let x = lat1.cos() * lat2.sin() - lat1.sin() * lat2.cos() * across.cos();
        let degrees = y.atan2(x).to_degrees().rem_euclid(360.0);
        Some(Self(((degrees / 22.5).round() as u8) % 16))
    }

    pub const fn ja(self) -> &'static str {
        NAMES[self.0 as usize].0
    }

    pub const fn en(self) -> &'static str {
        NAMES[self.0 as usize].1
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0.01, 0.0, "北")]
    #[case(0.0, 0.01, "東")]
    #[case(-0.01, 0.0, "南")]
    #[case(0.0, -0.01, "西")]
    #[case(0.01, -0.0001, "北")]
    // 0.01 degrees up are 1,112 m, 0.0118 degrees across at 32 N about as many.
    #[case(0.01, 0.0118, "北東")]
    #[case(0.01, -0.005, "北北西")]
    #[case(-0.001, 0.01, "東")]
    #[case(-0.004, 0.01, "東南東")]
    fn sixteen_directions(#[case] up: f64, #[case] across: f64, #[case] name: &str) {
        let from = Coordinates { latitude: 32.1, longitude: 143.2 };
        let to = Coordinates { latitude: 32.1 + up, longitude: 143.2 + across };
        assert_eq!(Wind::between(from, to).map(Wind::ja), Some(name));
    }

    #[test]
    fn one_place_lies_nowhere_from_itself() {
        let here = Coordinates { latitude: 32.1, longitude: 143.2 };
        assert_eq!(Wind::between(here, here), None);
    }
}
