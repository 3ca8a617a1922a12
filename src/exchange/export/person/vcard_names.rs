//! Properties of our own in a vCard, for what a telephone has no place for: other programs pass them by, `renkei card import` reads them.

/// The name alone: the shown one says whose daughter it is.
pub const NAME: &str = "X-RENKEI-NAME";
/// 続柄
pub const RELATION: &str = "X-RENKEI-RELATION";
/// つながる時間
pub const HOURS: &str = "X-RENKEI-HOURS";
