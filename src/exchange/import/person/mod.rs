//! Persons and their emergency cards from lists (CSV) and address books (vCard): read, told who they are, planned.
//!
//! What a field may hold, and how people write it, is the business of the form of the card, which stands above this room: the plan is handed
//! the function that sets facts ([`SetFacts`]).

mod columns;
mod file;
mod known;
mod plan;
mod reason;
mod vcard;
mod vcard_person;

pub use columns::{CardColumns, card_fields};
pub use file::{CardFact, CardFile, CardRow, read_csv};
pub use plan::{CardLine, CardPlan, SetFacts};
pub use reason::{CardReason, RejectedRow, rejected_csv};
pub use vcard_person::{VcardUse, read_vcards};
