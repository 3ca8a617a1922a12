//! The yearly figures of admissions and discharges (domain.md 6.2): counts, with what they were counted of always beside them.

mod count;
mod measure;
mod ratio;
mod spread;
mod year;

pub use count::{CONTACT, CountedStays, Figures, Group, Records, SHEET, SHEET_DOCUMENT, SheetMet, count};
pub use measure::{Basis, Measure};
pub use ratio::Ratio;
pub use spread::Spread;
pub use year::FiscalYear;
