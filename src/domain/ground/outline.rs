//! The lines under the facilities: the limits of a city, its rivers and roads.

use super::{Bounds, LineKind};
use crate::domain::facility::Coordinates;

/// What a map draws under the facilities; may be empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outline {
    pub lines: Vec<OutlineLine>,
}

/// One line through two points at least. The edge of an area ends where it begins.
#[derive(Clone, PartialEq, Debug)]
pub struct OutlineLine {
    pub kind: &'static LineKind,
    pub points: Vec<Coordinates>,
    /// What holds all of it.
    pub bounds: Bounds,
}

impl OutlineLine {
    /// `None` with fewer than two points.
    pub fn new(kind: &'static LineKind, points: Vec<Coordinates>) -> Option<Self> {
        let bounds = Bounds::of(points.iter().copied())?;
        (points.len() >= 2).then_some(Self { kind, points, bounds })
    }

    /// Without the points that lie nearer than `metres` to the one kept before; both ends stay.
    ///
    /// In one pass, so that no file, however made, takes long.
    pub fn thinned(&self, metres: f64) -> Self {
        let last = self.points.len() - 1;
        let mut points = vec![self.points[0]];
        for (at, point) in self.points.iter().enumerate().skip(1) {
            let kept = points[points.len() - 1];
            if at == last || kept.distance_to(*point) >= metres {
                points.push(*point);
            }
        }
        Self { kind: self.kind, points, bounds: self.bounds }
    }
}

impl Outline {
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Points in all lines.
    pub fn points(&self) -> usize {
        self.lines.iter().map(|line| line.points.len()).sum()
    }

    /// Without what nobody can see on a terminal; see [`OutlineLine::thinned`].
    pub fn thinned(self, metres: f64) -> Self {
        Self { lines: self.lines.iter().map(|line| line.thinned(metres)).collect() }
    }

    /// What holds every line of a kind; `None` where it has none.
    pub fn bounds_of(&self, code: &str) -> Option<Bounds> {
        self.lines.iter().filter(|line| line.kind.code == code).map(|line| line.bounds).reduce(Bounds::with)
    }

    /// The kinds of its lines, in the order of the data file.
    pub fn kinds(&self) -> Vec<&'static LineKind> {
        let has = |kind: &&'static LineKind| self.lines.iter().any(|line| line.kind.code == kind.code);
        super::line_kinds().iter().filter(has).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::line_kind;
    use super::*;

    fn line(points: &[(f64, f64)]) -> OutlineLine {
        let points =
            points.iter().map(|(latitude, longitude)| Coordinates { latitude: *latitude, longitude: *longitude });
        OutlineLine::new(line_kind("river").unwrap(), points.collect()).unwrap()
    }

    #[test]
    fn points_that_lie_close_go_and_both_ends_stay() {
        // 0.0001 degrees of latitude are 11 m.
        let close = line(&[(32.0, 143.0), (32.000_05, 143.0), (32.000_1, 143.0), (32.01, 143.0), (32.010_01, 143.0)]);
        let latitudes = |metres| close.thinned(metres).points.iter().map(|point| point.latitude).collect::<Vec<_>>();
        assert_eq!(latitudes(10.0), [32.0, 32.000_1, 32.01, 32.010_01]);
        assert_eq!(latitudes(100.0), [32.0, 32.01, 32.010_01]);
        assert_eq!(latitudes(1e9), [32.0, 32.010_01]);
        assert_eq!(close.thinned(100.0).bounds, close.bounds);
    }

    #[test]
    fn the_edge_of_an_area_keeps_its_corners() {
        let area = line(&[(32.0, 143.0), (32.0, 143.1), (32.1, 143.1), (32.1, 143.0), (32.0, 143.0)]);
        assert_eq!(area.thinned(100.0), area);
    }

    #[test]
    fn one_point_is_no_line() {
        let kind = line_kind("river").unwrap();
        assert_eq!(OutlineLine::new(kind, vec![Coordinates { latitude: 32.0, longitude: 143.0 }]), None);
        assert_eq!(OutlineLine::new(kind, Vec::new()), None);
    }

    #[test]
    fn kinds_and_bounds_are_those_of_the_lines() {
        let outline =
            Outline { lines: vec![line(&[(32.0, 143.0), (32.1, 143.1)]), line(&[(32.2, 143.0), (32.3, 143.0)])] };
        assert_eq!(outline.kinds().iter().map(|kind| kind.code).collect::<Vec<_>>(), ["river"]);
        assert_eq!(outline.bounds_of("river"), Some(Bounds { south: 32.0, north: 32.3, west: 143.0, east: 143.1 }));
        assert_eq!(outline.bounds_of("boundary"), None);
        assert_eq!(outline.points(), 4);
    }
}
