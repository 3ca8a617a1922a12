//! Lines on a grid of cells: eight Braille dots a cell, or one plain dot where the terminal's font has no Braille.

use super::Role;

/// What a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, strum::Display, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum DotSet {
    /// 2 by 4 dots in a cell. Braille is one cell wide in every terminal (ux.md 3.4, 2).
    #[default]
    Braille,
    /// One `.` a cell: fonts without Braille.
    Plain,
}

impl DotSet {
    /// Dots across and down in one cell.
    const fn in_cell(self) -> (usize, usize) {
        match self {
            Self::Braille => (2, 4),
            Self::Plain => (1, 1),
        }
    }
}

/// A drawing of lines, to be put on the screen row by row. Positions are in cells from the upper left corner.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dots {
    set: DotSet,
    columns: usize,
    rows: usize,
    /// A bit for each dot of a cell, and what was drawn there last.
    cells: Vec<(u8, Option<Role>)>,
}

/// Cells side by side of one role: where they begin, and what stands in them, one character a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DotRun {
    pub column: u16,
    pub row: u16,
    pub text: String,
    pub role: Role,
}

impl Dots {
    pub fn new(set: DotSet, columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self { set, columns, rows, cells: vec![(0, None); columns * rows] }
    }

    /// A line through all points, of which every `every`th dot is drawn. What lies outside is cut off.
    pub fn line(&mut self, points: impl IntoIterator<Item = (f64, f64)>, every: usize, role: Role) {
        let (across, down) = self.set.in_cell();
        let scaled = |(x, y): (f64, f64)| (x * across as f64, y * down as f64);
        let size = ((self.columns * across) as f64, (self.rows * down) as f64);
        let mut points = points.into_iter().map(scaled);
        let Some(mut from) = points.next() else { return };
        let mut drawn = 0_usize;
        for to in points {
            if let Some((a, b)) = clipped(from, to, size) {
                let (dx, dy) = (b.0 - a.0, b.1 - a.1);
                // No longer than the drawing is wide and high together: it was cut before.
                let steps = dx.abs().max(dy.abs()).ceil().max(1.0);
                for step in 0..=steps as usize {
                    let along = step as f64 / steps;
                    let fresh =
                        self.dot((a.0 + dx * along) as usize, (a.1 + dy * along) as usize, drawn % every.max(1), role);
                    drawn += usize::from(fresh);
                }
            }
            from = to;
        }
    }

    /// Sets one dot, where the pattern has one here. Says whether it was not set yet, so that a pattern goes on along a line.
    fn dot(&mut self, x: usize, y: usize, phase: usize, role: Role) -> bool {
        let (across, down) = self.set.in_cell();
        let (column, row) = (x / across, y / down);
        if column >= self.columns || row >= self.rows {
            return false;
        }
        let cell = &mut self.cells[row * self.columns + column];
        let bit = BITS[y % down][x % across];
        if cell.0 & bit != 0 {
            cell.1 = Some(role);
            return false;
        }
        if phase == 0 {
            *cell = (cell.0 | bit, Some(role));
        }
        true
    }

    /// Everything that is to be put on the screen, row by row.
    pub fn runs(&self) -> Vec<DotRun> {
        let mut runs: Vec<DotRun> = Vec::new();
        for (at, (bits, role)) in self.cells.iter().enumerate() {
            let (Some(role), true) = (*role, *bits != 0) else { continue };
            let (row, column) = ((at / self.columns) as u16, at % self.columns);
            let sign = self.sign(*bits);
            match runs.last_mut() {
                Some(run)
                    if run.row == row
                        && run.role == role
                        && usize::from(run.column) + run.text.chars().count() == column =>
                {
                    run.text.push(sign);
                }
                _ => runs.push(DotRun { column: column as u16, row, text: sign.into(), role }),
            }
        }
        runs
    }

    fn sign(&self, bits: u8) -> char {
        match self.set {
            DotSet::Braille => char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' '),
            DotSet::Plain => '.',
        }
    }
}

/// The dots of a Braille cell by row and column (Unicode, block 2800).
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The part of a piece of line that lies in the drawing (Liang and Barsky, 1984); `None` where none does.
fn clipped(
    (x1, y1): (f64, f64),
    (x2, y2): (f64, f64),
    (width, height): (f64, f64),
) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (x2 - x1, y2 - y1);
    // A line from nowhere is none.
    if !(dx.is_finite() && dy.is_finite()) {
        return None;
    }
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (slope, room) in [(-dx, x1), (dx, width - x1), (-dy, y1), (dy, height - y1)] {
        if slope == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if slope < 0.0 {
            first = first.max(room / slope);
        } else {
            last = last.min(room / slope);
        }
    }
    (first <= last).then_some(((x1 + dx * first, y1 + dy * first), (x1 + dx * last, y1 + dy * last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(set: DotSet, columns: u16, rows: u16, points: &[(f64, f64)], every: usize) -> Vec<String> {
        let mut dots = Dots::new(set, columns, rows);
        dots.line(points.iter().copied(), every, Role::Rule);
        let mut lines = vec![vec![' '; usize::from(columns)]; usize::from(rows)];
        for run in dots.runs() {
            for (at, sign) in run.text.chars().enumerate() {
                lines[usize::from(run.row)][usize::from(run.column) + at] = sign;
            }
        }
        lines.into_iter().map(|line| line.into_iter().collect()).collect()
    }

    #[test]
    fn a_cell_has_eight_dots() {
        assert_eq!(drawn(DotSet::Braille, 3, 1, &[(0.0, 0.0), (3.0, 0.0)], 1), ["⠉⠉⠉"]);
        assert_eq!(drawn(DotSet::Braille, 1, 2, &[(0.6, 0.0), (0.6, 2.0)], 1), ["⢸", "⢸"]);
        assert_eq!(drawn(DotSet::Braille, 2, 1, &[(0.0, 0.0), (2.0, 1.0)], 1), ["⠑⢄"]);
    }

    #[test]
    fn without_braille_a_cell_has_one() {
        assert_eq!(drawn(DotSet::Plain, 4, 2, &[(0.0, 0.0), (4.0, 0.0)], 1), ["....", "    "]);
        assert_eq!(drawn(DotSet::Plain, 4, 1, &[(0.0, 0.0), (4.0, 0.0)], 2), [". . "]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let far = [(-1e9, 0.5), (1e9, 0.5)];
        assert_eq!(drawn(DotSet::Plain, 3, 1, &far, 1), ["..."]);
        assert_eq!(drawn(DotSet::Plain, 3, 1, &[(0.0, 5.0), (3.0, 5.0)], 1), ["   "]);
        assert_eq!(drawn(DotSet::Plain, 3, 1, &[(f64::NAN, 0.0), (3.0, 0.0)], 1), ["   "]);
        assert_eq!(drawn(DotSet::Plain, 3, 1, &[(1.0, 0.5)], 1), ["   "], "a point is no line");
        assert_eq!(Dots::new(DotSet::Braille, 0, 0).runs(), []);
    }

    #[test]
    fn a_pattern_goes_on_over_the_corners() {
        let corner = [(0.0, 0.0), (2.0, 0.0), (2.0, 0.0), (4.0, 0.0), (6.0, 0.0)];
        assert_eq!(drawn(DotSet::Plain, 6, 1, &corner, 2), [". . . "]);
    }

    #[test]
    fn what_is_drawn_later_lies_over_what_was_there() {
        let mut dots = Dots::new(DotSet::Plain, 3, 1);
        dots.line([(0.0, 0.0), (3.0, 0.0)], 1, Role::Rule);
        dots.line([(1.0, 0.0), (1.5, 0.0)], 1, Role::Warn);
        let roles: Vec<_> = dots.runs().into_iter().map(|run| (run.column, run.text, run.role)).collect();
        let run = |column, role| (column, ".".to_owned(), role);
        assert_eq!(roles, [run(0, Role::Rule), run(1, Role::Warn), run(2, Role::Rule)]);
    }
}
