//! The table `[retention]` of the settings.

use strum::VariantNames;

use super::{ConfigFault, plain, wrong};
use crate::domain::erasure::DISCLOSURE_YEARS;
use crate::domain::retention::{Start, Terms};
use crate::domain::text::clean_line;
use crate::words::nearest;

const NAMES: [&str; 5] = ["person_years", "person_from", "episode_years", "disclosure_years", "meeting_years"];
/// A longer time is a slip of the finger.
const MOST_YEARS: u16 = 100;

/// Lays the lines of one file over the terms.
pub(super) fn take(terms: &mut Terms, table: &toml::Table, warn: &mut dyn FnMut(ConfigFault)) {
    for (name, value) in table {
        let mut years = |slot: &mut u16, name: &'static str, least: u16| match plain(value).parse() {
            Ok(years) if (least..=MOST_YEARS).contains(&years) => *slot = years,
            Ok(_) | Err(_) => warn(wrong(name, value, &format!("numbers of years, {least} to {MOST_YEARS}"))),
        };
        match name.as_str() {
            "person_years" => years(&mut terms.person_years, "retention.person_years", 1),
            "episode_years" => years(&mut terms.episode_years, "retention.episode_years", 1),
            "disclosure_years" => years(&mut terms.disclosure_years, "retention.disclosure_years", DISCLOSURE_YEARS),
            "meeting_years" => years(&mut terms.meeting_years, "retention.meeting_years", 1),
            "person_from" => match plain(value).parse() {
                Ok(from) => terms.person_from = from,
                Err(_) => warn(wrong("retention.person_from", value, &Start::VARIANTS.join(", "))),
            },
            other => warn(ConfigFault::Unknown { name: clean_line(other), nearest: nearest(other, NAMES) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centre_s_terms_lie_over_the_defaults_and_the_law_s_years_stay() {
        let mut terms = Terms::default();
        let mut warned = Vec::new();
        let table = "person_years = 2\nperson_from = 'death'\ndisclosure_years = 2\nepisode_years = 10\nmeeting_years = 7\nperson_year = 1";
        take(&mut terms, &table.parse().unwrap(), &mut |fault| warned.push(fault.to_string()));
        let wanted = Terms {
            person_years: 2,
            person_from: Start::Death,
            episode_years: 10,
            disclosure_years: 3,
            meeting_years: 7,
        };
        assert_eq!(terms, wanted);
        assert_eq!(
            warned,
            [
                "`retention.disclosure_years` cannot be `2`; it is one of: numbers of years, 3 to 100",
                "there is no setting `person_year`; did you mean `person_years`?",
            ]
        );
    }
}
