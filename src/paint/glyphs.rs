//! The two glyph sets, chosen by the width probe (ux.md 3.4).

/// How many cells the terminal gives an ambiguous character.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Widths {
    /// One cell: `unicode-width`'s own reading.
    #[default]
    Narrow,
    /// Two cells: Tera Term as its Japanese installer sets it up.
    Wide,
}

/// The characters of the chrome. Data are never changed by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyphs {
    pub horizontal: &'static str,
    pub vertical: &'static str,
    /// Marks a cut: two cells in both sets.
    pub cut: &'static str,
}

impl Glyphs {
    pub const FINE: Self = Self { horizontal: "─", vertical: "│", cut: ".." };
    pub const SAFE: Self = Self { horizontal: "-", vertical: "|", cut: ".." };
}
