//! Reading open data and turning it into one registry: files to [`SourceFile`]s, those and what is there to a plan.

pub mod address;
mod code_list;
mod columns;
mod csv_grid;
mod dated;
pub mod encoding;
pub mod error;
pub mod field;
mod fold;
pub mod format;
mod grid;
mod kind_label;
pub mod map;
mod notification;
pub mod number;
mod postal;
pub mod read;
mod rows;
pub mod source_file;
mod xlsx_grid;

pub use encoding::Encoding;
pub use error::{ReadCause, ReadError, Reason, Rejected};
pub use field::Field;
pub use format::Format;
pub use map::{ColumnMap, MapTo};
pub use read::{ReadOptions, read_file, read_files};
pub use source_file::{Row, SourceFile};
