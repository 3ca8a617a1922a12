//! The number to call and nothing else.

use super::{Options, facts};
use crate::domain::{Facility, Phone};

/// Of one facility its number alone; of several one line each, with the name behind the number. Facilities without a number are left out.
pub fn write(facilities: &[&Facility], options: &Options) -> String {
    let number = |facility: &Facility| facility.phones().first().map(|p| facts::phone(p, options.words));
    if let [facility] = facilities {
        return number(facility).unwrap_or_default();
    }
    let lines = facilities.iter().filter_map(|f| number(f).map(|number| format!("{number}  {}", facts::name(f))));
    lines.collect::<Vec<_>>().join("\n")
}

/// `tel:0301234567` for a QR code or a link; `None` where the number is impossible: nobody shall dial a misprint.
pub fn dial_uri(phone: &Phone) -> Option<String> {
    phone.dialable().map(|digits| format!("tel:{digits}"))
}
