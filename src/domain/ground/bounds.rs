//! A rectangle of ground.

use super::METRES_PER_DEGREE;
use crate::domain::facility::Coordinates;

/// From south to north and from west to east, in degrees; the edges belong to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    pub south: f64,
    pub north: f64,
    pub west: f64,
    pub east: f64,
}

impl Bounds {
    /// The smallest that holds all points; `None` where there is none.
    pub fn of(points: impl IntoIterator<Item = Coordinates>) -> Option<Self> {
        points.into_iter().map(Self::at).reduce(Self::with)
    }

    /// A single point.
    pub const fn at(point: Coordinates) -> Self {
        Self { south: point.latitude, north: point.latitude, west: point.longitude, east: point.longitude }
    }

    /// What holds everything within so many metres of a point, and a little more at the corners.
    pub fn around(point: Coordinates, metres: f64) -> Self {
        let up = metres / METRES_PER_DEGREE;
        let across = up / (point.latitude.abs() + up).min(89.0).to_radians().cos();
        Self {
            south: point.latitude - up,
            north: point.latitude + up,
            west: point.longitude - across,
            east: point.longitude + across,
        }
    }

    /// The smallest that holds both.
    pub const fn with(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west),
            east: self.east.max(other.east),
        }
    }

    pub fn holds(self, point: Coordinates) -> bool {
        (self.south..=self.north).contains(&point.latitude) && (self.west..=self.east).contains(&point.longitude)
    }

    /// What both hold; `None` where they do not touch.
    pub fn shared_with(self, other: Self) -> Option<Self> {
        let shared = Self {
            south: self.south.max(other.south),
            north: self.north.min(other.north),
            west: self.west.max(other.west),
            east: self.east.min(other.east),
        };
        (shared.south <= shared.north && shared.west <= shared.east).then_some(shared)
    }

    pub const fn middle(self) -> Coordinates {
        Coordinates { latitude: f64::midpoint(self.south, self.north), longitude: f64::midpoint(self.west, self.east) }
    }

    /// Metres from west to east along the middle.
    pub fn metres_across(self) -> f64 {
        (self.east - self.west) * METRES_PER_DEGREE * self.middle().latitude.to_radians().cos()
    }

    /// Metres from south to north.
    pub fn metres_up(self) -> f64 {
        (self.north - self.south) * METRES_PER_DEGREE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates { latitude, longitude }
    }

    #[test]
    fn the_smallest_rectangle_holds_every_point() {
        let points = [at(32.10, 143.20), at(32.05, 143.25), at(32.12, 143.18)];
        let bounds = Bounds::of(points).unwrap();
        assert_eq!(bounds, Bounds { south: 32.05, north: 32.12, west: 143.18, east: 143.25 });
        assert!(points.into_iter().all(|point| bounds.holds(point)));
        assert!(!bounds.holds(at(32.13, 143.20)));
        assert_eq!(Bounds::of([]), None);
    }

    #[test]
    fn around_a_point_everything_within_the_distance_is_held() {
        let point = at(35.0, 136.7);
        let bounds = Bounds::around(point, 10_000.0);
        for step in 0..360 {
            let angle = f64::from(step).to_radians();
            let up = 9_990.0 / METRES_PER_DEGREE;
            let near = at(
                point.latitude + up * angle.cos(),
                point.longitude + up * angle.sin() / point.latitude.to_radians().cos(),
            );
            assert!(bounds.holds(near), "{step}");
        }
        // One degree of latitude is 111.195 km on that sphere.
        assert!((bounds.metres_up() - 20_000.0).abs() < 0.01);
        assert!((bounds.metres_across() - 20_000.0).abs() < 30.0, "{}", bounds.metres_across());
    }

    #[test]
    fn two_that_do_not_touch_share_nothing() {
        let a = Bounds { south: 0.0, north: 2.0, west: 0.0, east: 2.0 };
        let b = Bounds { south: 1.0, north: 3.0, west: 1.0, east: 3.0 };
        assert_eq!(a.shared_with(b), Some(Bounds { south: 1.0, north: 2.0, west: 1.0, east: 2.0 }));
        assert_eq!(a.shared_with(Bounds { south: 2.5, ..b }), None);
    }
}
