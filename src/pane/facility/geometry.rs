//! How the screen is divided (ux.md 4.1, 4.2, 4.16).

use crate::paint::Widths;

/// The size of the terminal and what follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Geometry {
    pub columns: u16,
    pub rows: u16,
    pub widths: Widths,
}

impl Default for Geometry {
    fn default() -> Self {
        Self { columns: 80, rows: 24, widths: Widths::default() }
    }
}

impl Geometry {
    /// Below this nothing can be drawn, and keys would act blindly.
    pub const SMALLEST: (u16, u16) = (40, 10);
    /// From here list and detail stand side by side.
    const TWO_PANES: u16 = 76;
    /// From here the list has distance and date, and the detail wider labels.
    const WIDE: u16 = 110;

    pub const fn too_small(self) -> bool {
        self.columns < Self::SMALLEST.0 || self.rows < Self::SMALLEST.1
    }

    pub const fn side_by_side(self) -> bool {
        self.columns >= Self::TWO_PANES
    }

    pub const fn wide(self) -> bool {
        self.columns >= Self::WIDE
    }

    /// Cells of the list beside the detail: 30 of 80, 43 of 120.
    pub const fn list_columns(self) -> u16 {
        if self.wide() { 43 } else { 30 }
    }

    /// Lines between the title and the hint line.
    pub const fn body_rows(self) -> u16 {
        self.rows.saturating_sub(3)
    }

    /// Lines of the list under its head.
    pub const fn list_rows(self) -> usize {
        self.body_rows().saturating_sub(1) as usize
    }

    /// Cells of the detail's text.
    pub const fn detail_columns(self, zoomed: bool) -> u16 {
        if self.side_by_side() && !zoomed { self.columns - self.list_columns() - 1 } else { self.columns }
    }

    /// Lines of the detail's facts: under name, reading and rule, above the line of the place.
    pub const fn detail_rows(self) -> usize {
        self.body_rows().saturating_sub(4) as usize
    }
}
