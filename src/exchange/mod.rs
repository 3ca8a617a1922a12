//! Import (one file a source format) and export (one file a target format).

pub mod demo;
pub mod export;
pub mod import;
