//! The rules of the trade as data files: read, checked, and every fault of them told with its line and column.

pub mod talk;
