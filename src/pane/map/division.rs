//! How the body is divided between the map, the list and the selected one (ux.md 4.11, 4.12).

use crate::pane::facility::Geometry;

/// Cells and lines of each part. Above all stands the head, under the map the line of the scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Division {
    /// The list stands beside the map; else the selected one alone stands under it.
    pub side_by_side: bool,
    pub map_columns: u16,
    pub map_rows: u16,
    /// Cells right of the divider; all of them where nothing stands beside the map.
    pub list_columns: u16,
    /// Lines of the list under its head.
    pub list_rows: u16,
    /// Lines of what is known of the selected one.
    pub detail_rows: u16,
    /// There is room for the kinds and the rings.
    pub tall: bool,
    /// Lines of what the signs and lines mean.
    pub note_rows: u16,
}

impl Division {
    /// Cells of the list beside the map: 33 of 80, 41 of 120.
    const LIST: (u16, u16) = (33, 41);
    /// Lines of the kinds with their rule, of the rings with theirs.
    pub const KINDS: u16 = 3;
    pub const RINGS: u16 = 2;

    pub fn of(geometry: Geometry, map_alone: bool) -> Self {
        // Head and scale.
        let rows = geometry.body_rows().saturating_sub(2);
        if map_alone || !geometry.side_by_side() {
            let detail_rows = if rows >= 12 { 3 } else { 1 };
            return Self {
                side_by_side: false,
                map_columns: geometry.columns,
                map_rows: rows.saturating_sub(detail_rows),
                list_columns: geometry.columns,
                list_rows: 1,
                detail_rows,
                tall: false,
                note_rows: 0,
            };
        }
        let list_columns = if geometry.wide() { Self::LIST.1 } else { Self::LIST.0 };
        let tall = rows >= 28;
        let note_rows = if rows >= 15 { 2 } else { 0 };
        let extra = note_rows + if tall { Self::KINDS + Self::RINGS } else { 0 };
        // The list's head and the detail's rule.
        let left = rows.saturating_sub(extra + 2);
        let detail_rows = (left * 2 / 5).max(3).min(left.saturating_sub(1));
        Self {
            side_by_side: true,
            map_columns: geometry.columns - list_columns - 1,
            map_rows: rows,
            list_columns,
            list_rows: left - detail_rows,
            detail_rows,
            tall,
            note_rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::Widths;

    #[test]
    fn every_size_is_filled_and_none_overfilled() {
        for columns in 40..140 {
            for rows in 10..60 {
                for alone in [false, true] {
                    let geometry = Geometry { columns, rows, widths: Widths::Narrow };
                    let part = Division::of(geometry, alone);
                    let body = geometry.body_rows();
                    assert!(part.map_rows >= 3 && part.map_columns >= 40, "{columns}x{rows}");
                    if part.side_by_side {
                        assert_eq!(part.map_columns + 1 + part.list_columns, columns);
                        let extra = if part.tall { Division::KINDS + Division::RINGS } else { 0 };
                        let right = 1 + part.list_rows + 1 + part.detail_rows + extra + part.note_rows;
                        assert_eq!((part.map_rows + 2, right + 2), (body, body), "{columns}x{rows}");
                        assert!(part.list_rows >= 1, "{columns}x{rows}");
                    } else {
                        assert_eq!(part.map_rows + part.detail_rows + 2, body, "{columns}x{rows}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_pictures_of_the_design() {
        let part = |columns, rows| Division::of(Geometry { columns, rows, widths: Widths::Narrow }, false);
        let small = part(80, 24);
        assert_eq!((small.map_columns, small.map_rows, small.list_rows, small.detail_rows), (46, 19, 9, 6));
        let large = part(120, 40);
        assert_eq!((large.map_columns, large.map_rows, large.list_columns), (78, 35, 41));
        assert!(large.tall && !small.tall);
    }
}
