//! What the centre publishes, where it was posted, and where one asks about what.

mod guide;
mod posting;
mod publication;

pub use guide::GuideField;
pub use posting::{PostingField, Scrutiny};
pub use publication::PublicationField;

pub(super) use guide::{faults as guide_faults, get as guide_get, set as guide_set};
pub(super) use posting::{get as posting_get, posted};
pub(super) use publication::{
    faults as publication_faults, get as publication_get, saved as publication_saved, set as publication_set,
};
