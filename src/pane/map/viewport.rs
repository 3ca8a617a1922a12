//! Which part of the ground the map shows, and where on the screen something of it lies.

use crate::domain::facility::Coordinates;
use crate::domain::ground::{Bounds, METRES_PER_DEGREE};

/// A window on the ground, north up. A cell is twice as high as it is wide, and so is the ground that it shows.
///
/// The ground is laid out flat around the middle: east is scaled by the cosine of the middle's latitude. Over a city nobody sees the difference.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Viewport {
    pub middle: Coordinates,
    /// Metres of ground that the width of a cell shows.
    pub metres: f64,
    pub columns: u16,
    pub rows: u16,
}

impl Viewport {
    /// The nearest view: a house is a cell.
    const FINEST: f64 = 5.0;
    /// The farthest: the whole country on a small screen.
    const COARSEST: f64 = 100_000.0;
    /// How much nearer one step is.
    const STEP: f64 = 1.6;
    /// How much of the window what is fitted into it takes, so that nothing lies at the edge.
    const FILLED: f64 = 0.92;

    /// All of a rectangle, however small it is.
    pub fn fitting(bounds: Bounds, columns: u16, rows: u16) -> Self {
        let across = bounds.metres_across() / (f64::from(columns.max(1)) * Self::FILLED);
        let down = bounds.metres_up() / (f64::from(rows.max(1)) * 2.0 * Self::FILLED);
        let metres = across.max(down).clamp(Self::FINEST, Self::COARSEST);
        Self { middle: bounds.middle(), metres, columns, rows }
    }

    /// The same ground in the middle on another part of the screen.
    pub const fn resized(self, columns: u16, rows: u16) -> Self {
        Self { columns, rows, ..self }
    }

    /// Nearer (`steps` > 0) or farther, with `about` at the same place of the screen.
    pub fn zoomed(self, steps: i32, about: Coordinates) -> Self {
        let metres = (self.metres / Self::STEP.powi(steps)).clamp(Self::FINEST, Self::COARSEST);
        let ratio = metres / self.metres;
        let middle = Coordinates {
            latitude: about.latitude + (self.middle.latitude - about.latitude) * ratio,
            longitude: about.longitude + (self.middle.longitude - about.longitude) * ratio,
        };
        Self { middle, metres, ..self }
    }

    pub fn is_finest(self) -> bool {
        self.metres <= Self::FINEST
    }

    pub fn is_coarsest(self) -> bool {
        self.metres >= Self::COARSEST
    }

    /// The window moved by parts of its width to the east and of its height to the north.
    pub fn moved(self, east: f64, north: f64) -> Self {
        let x = f64::from(self.columns) * (0.5 + east);
        let y = f64::from(self.rows) * (0.5 - north);
        Self { middle: self.ground(x, y), ..self }
    }

    /// The same with a point in the middle.
    pub const fn centred(self, middle: Coordinates) -> Self {
        Self { middle, ..self }
    }

    /// Cells from the left and from the top; may lie outside.
    pub fn position(self, point: Coordinates) -> (f64, f64) {
        let east = (point.longitude - self.middle.longitude) * METRES_PER_DEGREE * self.narrowing();
        let north = (point.latitude - self.middle.latitude) * METRES_PER_DEGREE;
        (f64::from(self.columns) / 2.0 + east / self.metres, f64::from(self.rows) / 2.0 - north / (2.0 * self.metres))
    }

    /// What lies at a position: the other way round.
    pub fn ground(self, x: f64, y: f64) -> Coordinates {
        let east = (x - f64::from(self.columns) / 2.0) * self.metres;
        let north = (f64::from(self.rows) / 2.0 - y) * 2.0 * self.metres;
        Coordinates {
            latitude: self.middle.latitude + north / METRES_PER_DEGREE,
            longitude: self.middle.longitude + east / (METRES_PER_DEGREE * self.narrowing()),
        }
    }

    /// What it shows.
    pub fn bounds(self) -> Bounds {
        let corner = |x: u16, y: u16| Bounds::at(self.ground(f64::from(x), f64::from(y)));
        corner(0, 0).with(corner(self.columns, self.rows))
    }

    /// Kilometres and metres from the left edge to the right one.
    pub fn width(self) -> f64 {
        self.metres * f64::from(self.columns)
    }

    fn narrowing(self) -> f64 {
        self.middle.latitude.to_radians().cos()
    }

    /// The longest round length of a scale that takes at most `most` cells: its metres, and its cells.
    pub fn scale(self, most: u16) -> (f64, u16) {
        let room = self.metres * f64::from(most.max(1));
        let ten = 10_f64.powf(room.log10().floor());
        let round = [5.0, 2.0].into_iter().map(|times| ten * times).find(|metres| *metres <= room).unwrap_or(ten);
        (round, ((round / self.metres).round() as u16).max(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates { latitude, longitude }
    }

    fn window() -> Viewport {
        Viewport { middle: at(35.0, 136.7), metres: 100.0, columns: 46, rows: 19 }
    }

    /// Worked by hand: 0.01 degrees of latitude are 1,111.95 m; of longitude at 35 N 1,111.95 * cos 35 = 910.85 m.
    #[test]
    fn a_cell_shows_twice_as_much_ground_down_as_across() {
        assert_eq!(window().position(at(35.0, 136.7)), (23.0, 9.5));
        let (x, y) = window().position(at(35.01, 136.71));
        assert!((x - (23.0 + 9.1085)).abs() < 1e-3, "{x}");
        assert!((y - (9.5 - 5.5598)).abs() < 1e-3, "{y}");
    }

    #[test]
    fn distances_on_the_screen_are_those_on_the_ground() {
        for (to_lat, to_lon) in [(35.02, 136.7), (35.0, 136.73), (34.985, 136.68), (35.03, 136.66)] {
            let (from, to) = (at(35.0, 136.7), at(to_lat, to_lon));
            let ((x1, y1), (x2, y2)) = (window().position(from), window().position(to));
            let drawn = ((x2 - x1) * 100.0).hypot((y2 - y1) * 200.0);
            let metres = from.distance_to(to);
            assert!((drawn - metres).abs() < metres * 0.001, "{drawn} {metres}");
        }
    }

    #[test]
    fn a_rectangle_that_is_fitted_lies_inside() {
        let bounds = Bounds { south: 32.05, north: 32.15, west: 143.1, east: 143.3 };
        for (columns, rows) in [(46, 19), (78, 35), (40, 3), (200, 10)] {
            let window = Viewport::fitting(bounds, columns, rows);
            let shown = window.bounds();
            assert!(shown.south < bounds.south && shown.north > bounds.north, "{columns}x{rows}");
            assert!(shown.west < bounds.west && shown.east > bounds.east, "{columns}x{rows}");
            // And fills it one way.
            let (w, h) = (bounds.metres_across() / shown.metres_across(), bounds.metres_up() / shown.metres_up());
            assert!(w.max(h) > 0.9, "{w} {h}");
        }
        // One point is a rectangle too.
        let finest = Viewport::fitting(Bounds::at(at(32.0, 143.0)), 46, 19).metres;
        assert!((finest - Viewport::FINEST).abs() < f64::EPSILON, "{finest}");
    }

    #[test]
    fn what_one_zooms_about_stays_where_it_is() {
        let about = at(35.01, 136.72);
        let before = window().position(about);
        for steps in [1, 3, -1, -4] {
            let after = window().zoomed(steps, about).position(about);
            assert!((after.0 - before.0).abs() < 0.1 && (after.1 - before.1).abs() < 0.1, "{steps}: {after:?}");
        }
        assert!(window().zoomed(1, about).metres < 100.0);
        assert!(window().zoomed(100, about).is_finest() && window().zoomed(-100, about).is_coarsest());
    }

    #[test]
    fn half_a_window_to_the_east_brings_the_edge_to_the_middle() {
        let moved = window().moved(0.5, 0.0);
        let (x, y) = window().position(moved.middle);
        assert!((x - 46.0).abs() < 1e-6 && (y - 9.5).abs() < 1e-6);
        assert!(window().moved(0.0, 0.5).middle.latitude > 35.0, "north is up");
    }

    #[test]
    fn the_scale_is_a_round_length() {
        assert_eq!(window().scale(12), (1000.0, 10));
        assert_eq!(window().scale(9), (500.0, 5));
        assert_eq!(window().scale(4), (200.0, 2));
        let near = Viewport { metres: 7.3, ..window() };
        assert_eq!(near.scale(12), (50.0, 7));
    }

    proptest! {
        #[test]
        fn a_position_and_its_ground_belong_together(lat in 20.0..46.0_f64, lon in 122.0..154.0_f64, metres in 5.0..1e5_f64) {
            let window = Viewport { middle: at(lat, lon), metres, ..window() };
            let (x, y) = window.position(window.ground(3.25, 17.5));
            prop_assert!((x - 3.25).abs() < 1e-6 && (y - 17.5).abs() < 1e-6);
        }
    }
}
