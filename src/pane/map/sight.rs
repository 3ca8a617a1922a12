//! What of the facilities lies in sight: the list of them, nearest first, and how many share a cell of the map.

use super::viewport::Viewport;
use crate::domain::facility::Coordinates;
use crate::domain::ground::Bounds;
use crate::model::{Nearby, Placed};

/// The list holds so many of the nearest. Who goes through them one by one narrows the map or the filter before.
pub const LISTED: usize = 10_000;

/// A facility's place in [`Nearby::placed`].
pub type PlaceNo = u32;

/// All facilities of one cell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Heap {
    pub column: u16,
    pub row: u16,
    /// The one that lies nearest to the origin; of two equally near the first by name.
    pub nearest: PlaceNo,
    /// How far that is from the origin, squared, as the map lays the ground out: orders heaps, nothing else.
    pub far: f64,
    pub count: u32,
}

/// What the map shows under a filter.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// At most [`LISTED`], nearest first.
    pub listed: Vec<PlaceNo>,
    /// How many lie in sight.
    pub count: usize,
    /// At most one for a cell, in no order.
    pub heaps: Vec<Heap>,
    /// How many of each sign lie in sight, by its place in [`Nearby::signs`].
    pub signs: Vec<usize>,
}

impl Sight {
    /// Looks at the ground. `ring`: only what lies within so many metres of the origin.
    pub fn of(nearby: &Nearby, viewport: Viewport, origin: Coordinates, ring: Option<f64>) -> Self {
        let mut sight = Self { signs: vec![0; nearby.signs().len()], ..Self::default() };
        let within = ring
            .map_or(Some(viewport.bounds()), |metres| viewport.bounds().shared_with(Bounds::around(origin, metres)));
        let (Some(within), true) = (within, viewport.columns > 0 && viewport.rows > 0) else { return sight };
        let mut found: Vec<(f64, u32, PlaceNo)> = Vec::new();
        let mut cells: Vec<Option<Heap>> = vec![None; usize::from(viewport.columns) * usize::from(viewport.rows)];
        let narrowing = origin.latitude.to_radians().cos();
        for (place, placed) in nearby.within(within) {
            if ring.is_some_and(|metres| placed.at.distance_to(origin) > metres) {
                continue;
            }
            let (up, across) =
                (placed.at.latitude - origin.latitude, (placed.at.longitude - origin.longitude) * narrowing);
            let far = up * up + across * across;
            found.push((far, placed.order, place));
            sight.signs[usize::from(placed.sign)] += 1;
            heap_up(&mut cells, viewport, placed, place, far, nearby);
        }
        sight.count = found.len();
        sight.heaps = cells.into_iter().flatten().collect();
        sight.listed = nearest_first(found, nearby, origin);
        sight
    }
}

/// By the metres that are shown, then by name, as the list of facilities orders them.
fn nearest_first(mut found: Vec<(f64, u32, PlaceNo)>, nearby: &Nearby, origin: Coordinates) -> Vec<PlaceNo> {
    if found.len() > LISTED {
        // Which are the nearest the flat ground tells well enough; only those are ordered.
        found.select_nth_unstable_by(LISTED, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.truncate(LISTED);
    }
    let metres = |place: PlaceNo| nearby.placed()[place as usize].at.distance_to(origin).round() as u32;
    let mut keyed: Vec<(u32, u32, PlaceNo)> =
        found.into_iter().map(|(_, order, place)| (metres(place), order, place)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., place)| place).collect()
}

fn heap_up(cells: &mut [Option<Heap>], viewport: Viewport, placed: &Placed, place: PlaceNo, far: f64, nearby: &Nearby) {
    let (column, row) = cell_of(viewport, placed.at);
    let cell = &mut cells[usize::from(row) * usize::from(viewport.columns) + usize::from(column)];
    match cell {
        Some(heap) => {
            heap.count += 1;
            let before = nearby.placed()[heap.nearest as usize].order;
            if far < heap.far || (far <= heap.far && placed.order < before) {
                (heap.nearest, heap.far) = (place, far);
            }
        }
        None => *cell = Some(Heap { column, row, nearest: place, far, count: 1 }),
    }
}

/// The cell that a point lies in; one at the edge, or outside by the breadth of a hair, lies in the nearest.
pub fn cell_of(viewport: Viewport, point: Coordinates) -> (u16, u16) {
    let (x, y) = viewport.position(point);
    (
        (x.max(0.0) as u16).min(viewport.columns.saturating_sub(1)),
        (y.max(0.0) as u16).min(viewport.rows.saturating_sub(1)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Facility, FacilityId};
    use crate::model::{Row, Towns};

    fn row(n: u16, latitude: f64, longitude: f64) -> Row {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&n.to_be_bytes());
        let mut row = Row::of(&Facility::new(FacilityId::from_bytes(id)), &Towns::of(&[]));
        row.coordinates = Some(Coordinates { latitude, longitude });
        row
    }

    /// A thousand, spread by a fixed rule over some 20 km.
    fn rows() -> Vec<Row> {
        let spread = |n: u32, by: u32| f64::from(n.wrapping_mul(by) % 1000) / 1000.0 * 0.2;
        (0..1000_u16).map(|n| row(n, 32.0 + spread(u32::from(n), 617), 143.0 + spread(u32::from(n), 389))).collect()
    }

    fn window() -> Viewport {
        let bounds = Bounds { south: 32.0, north: 32.2, west: 143.0, east: 143.2 };
        Viewport::fitting(bounds, 46, 19)
    }

    const ORIGIN: Coordinates = Coordinates { latitude: 32.07, longitude: 143.12 };

    #[test]
    fn the_list_is_what_a_sort_of_all_gives() {
        let rows = rows();
        let nearby = Nearby::of(rows.iter());
        for (viewport, ring) in [(window(), None), (window().zoomed(3, ORIGIN), None), (window(), Some(3000.0))] {
            let sight = Sight::of(&nearby, viewport, ORIGIN, ring);
            let listed: Vec<_> = sight.listed.iter().map(|place| nearby.placed()[*place as usize].id).collect();
            let far = |row: &&Row| row.coordinates.unwrap().distance_to(ORIGIN);
            let in_sight = |row: &&Row| {
                viewport.bounds().holds(row.coordinates.unwrap()) && ring.is_none_or(|metres| far(row) <= metres)
            };
            let mut wanted: Vec<&Row> = rows.iter().filter(in_sight).collect();
            wanted.sort_by_key(|row| far(row).round() as u32);
            assert_eq!(listed, wanted.iter().map(|row| row.id).collect::<Vec<_>>());
            assert_eq!(sight.count, wanted.len());
            assert!(!wanted.is_empty() && (ring.is_none() || wanted.len() < rows.len() / 2));
            assert_eq!(sight.signs.iter().sum::<usize>(), wanted.len());
        }
    }

    #[test]
    fn heaps_hold_everything_in_sight_once_and_their_nearest_is_the_nearest() {
        let rows = rows();
        let nearby = Nearby::of(rows.iter());
        let sight = Sight::of(&nearby, window(), ORIGIN, None);
        assert_eq!(sight.heaps.iter().map(|heap| heap.count as usize).sum::<usize>(), sight.count);
        for heap in &sight.heaps {
            let here = nearby.placed().iter().filter(|placed| cell_of(window(), placed.at) == (heap.column, heap.row));
            let nearest = here.min_by(|a, b| a.at.distance_to(ORIGIN).total_cmp(&b.at.distance_to(ORIGIN))).unwrap();
            assert_eq!(nearby.placed()[heap.nearest as usize].id, nearest.id);
        }
    }

    #[test]
    fn of_very_many_the_nearest_are_listed() {
        let rows: Vec<Row> = (0..12_000_u16).map(|n| row(n, 32.0 + f64::from(n) * 1e-5, 143.1)).collect();
        let nearby = Nearby::of(rows.iter());
        let from = Coordinates { latitude: 32.0, longitude: 143.1 };
        let sight = Sight::of(&nearby, window(), from, None);
        assert_eq!((sight.count, sight.listed.len()), (12_000, LISTED));
        assert_eq!(nearby.placed()[sight.listed[0] as usize].id, rows[0].id);
        assert_eq!(nearby.placed()[sight.listed[LISTED - 1] as usize].id, rows[LISTED - 1].id);
    }

    #[test]
    fn a_window_without_cells_shows_nothing() {
        let rows = rows();
        let sight = Sight::of(&Nearby::of(rows.iter()), window().resized(0, 0), ORIGIN, None);
        assert_eq!((sight.count, sight.heaps.len()), (0, 0));
    }
}
