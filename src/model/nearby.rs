//! The facilities of a list by where they lie.

use crate::domain::facility::{Coordinates, KindInfo};
use crate::domain::ground::Bounds;
use crate::domain::{FacilityId, facility};

use super::Row;

/// Facilities that pass a filter, ordered from south to north, so that of half a million only those at a map's height are looked at.
#[derive(Debug, Default)]
pub struct Nearby {
    placed: Vec<Placed>,
    /// Those whose place nobody knows, in the order of their names.
    unplaced: Vec<FacilityId>,
    signs: Vec<Sign>,
}

/// The kinds behind one sign, and how many facilities are of each.
type Kinds = Vec<(&'static KindInfo, usize)>;

/// A facility on the ground.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placed {
    pub at: Coordinates,
    pub id: FacilityId,
    /// Its place in the order by name: decides between equal distances, as lists do.
    pub order: u32,
    /// Its sign's place in [`Nearby::signs`].
    pub sign: u16,
}

/// A kind's kanji, and the kind that it stands for most often, where one is known: 通 is day care and the salons of a quarter.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    pub mark: &'static str,
    pub kind: Option<&'static KindInfo>,
}

impl Nearby {
    /// From rows in the order by name.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut nearby = Self::default();
        let mut kinds: Vec<Kinds> = Vec::new();
        for (order, row) in rows.enumerate() {
            match row.coordinates {
                Some(at) => {
                    let sign = nearby.sign_of(row, &mut kinds);
                    nearby.placed.push(Placed { at, id: row.id, order: order as u32, sign });
                }
                None => nearby.unplaced.push(row.id),
            }
        }
        for (sign, kinds) in nearby.signs.iter_mut().zip(kinds) {
            sign.kind = kinds.into_iter().rev().max_by_key(|(_, count)| *count).map(|(kind, _)| kind);
        }
        nearby.placed.sort_by(|a, b| a.at.latitude.total_cmp(&b.at.latitude));
        nearby
    }

    fn sign_of(&mut self, row: &Row, kinds: &mut Vec<Kinds>) -> u16 {
        let known = self.signs.iter().position(|sign| sign.mark == row.mark);
        let at = known.unwrap_or_else(|| {
            self.signs.push(Sign { mark: row.mark, kind: None });
            kinds.push(Kinds::new());
            self.signs.len() - 1
        });
        if let Some(kind) = row.kinds.first().copied() {
            match kinds[at].iter_mut().find(|(known, _)| std::ptr::eq(*known, kind)) {
                Some((_, count)) => *count += 1,
                None => kinds[at].push((kind, 1)),
            }
        }
        at as u16
    }

    /// All of them, with and without a place.
    pub fn len(&self) -> usize {
        self.placed.len() + self.unplaced.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// From south to north.
    pub fn placed(&self) -> &[Placed] {
        &self.placed
    }

    pub fn unplaced(&self) -> &[FacilityId] {
        &self.unplaced
    }

    pub fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// Those in a rectangle, each with its place in [`Nearby::placed`].
    pub fn within(&self, bounds: Bounds) -> impl Iterator<Item = (u32, &Placed)> {
        let from = self.placed.partition_point(|placed| placed.at.latitude < bounds.south);
        let band =
            self.placed[from..].iter().enumerate().take_while(move |(_, placed)| placed.at.latitude <= bounds.north);
        band.filter(move |(_, placed)| (bounds.west..=bounds.east).contains(&placed.at.longitude))
            .map(move |(at, placed)| ((from + at) as u32, placed))
    }

    /// What holds all of them; `None` where none has a place.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.placed.iter().map(|placed| placed.at))
    }

    /// What holds nearly all: without the hundredth part at each side, since a geocoder's mistake lies far away from a city.
    pub fn usual_bounds(&self) -> Option<Bounds> {
        let all = self.bounds()?;
        let apart = self.placed.len() / 100;
        let mut longitudes: Vec<f64> = self.placed.iter().map(|placed| placed.at.longitude).collect();
        let last = longitudes.len() - 1 - apart;
        let (_, west, _) = longitudes.select_nth_unstable_by(apart, f64::total_cmp);
        let west = *west;
        let (_, east, _) = longitudes.select_nth_unstable_by(last, f64::total_cmp);
        let latitude = |at: usize| self.placed[at].at.latitude;
        Some(
            Bounds { south: latitude(apart), north: latitude(last), west, east: *east }.shared_with(all).unwrap_or(all),
        )
    }
}

impl Sign {
    /// The kind that it stands for in a word, in both languages.
    pub fn names(self) -> (&'static str, &'static str) {
        self.kind.map_or((self.mark, self.mark), |kind: &facility::KindInfo| (kind.short_ja, kind.short_en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Facility;
    use crate::model::Towns;

    fn row(n: u8, at: Option<(f64, f64)>) -> Row {
        let mut row = Row::of(&Facility::new(FacilityId::from_bytes([n; 16])), &Towns::of(&[]));
        row.coordinates = at.map(|(latitude, longitude)| Coordinates { latitude, longitude });
        row
    }

    #[test]
    fn a_rectangle_holds_those_that_lie_in_it_and_no_other() {
        let rows: Vec<Row> = (0..=99)
            .map(|n| row(n, Some((32.0 + f64::from(n % 10) * 0.01, 143.0 + f64::from(n / 10) * 0.01))))
            .collect();
        let nearby = Nearby::of(rows.iter());
        for bounds in [
            Bounds { south: 32.02, north: 32.05, west: 143.03, east: 143.031 },
            Bounds { south: 31.0, north: 33.0, west: 142.0, east: 144.0 },
            Bounds { south: 32.011, north: 32.019, west: 142.0, east: 144.0 },
            Bounds { south: 40.0, north: 41.0, west: 142.0, east: 144.0 },
        ] {
            let mut found: Vec<_> = nearby
                .within(bounds)
                .map(|(at, placed)| {
                    assert_eq!(nearby.placed()[at as usize], *placed);
                    placed.id
                })
                .collect();
            let mut wanted: Vec<_> =
                rows.iter().filter(|row| bounds.holds(row.coordinates.unwrap())).map(|row| row.id).collect();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn those_without_a_place_are_kept_apart_in_their_order() {
        let rows = [row(3, None), row(1, Some((32.1, 143.1))), row(2, None)];
        let nearby = Nearby::of(rows.iter());
        assert_eq!((nearby.len(), nearby.placed().len()), (3, 1));
        assert_eq!(nearby.unplaced(), [rows[0].id, rows[2].id]);
        assert_eq!(nearby.signs().len(), 1, "the kind of both is not known");
    }

    #[test]
    fn a_sign_is_named_after_what_it_stands_for_most_often() {
        let kind = |code: &str| crate::domain::Kind::new(code).info();
        let mut rows: Vec<Row> = (0..5).map(|n| row(n, Some((32.1, 143.1)))).collect();
        for (row, code) in rows.iter_mut().zip(["care:150", "local:salon", "local:salon", "care:150", "local:salon"]) {
            (row.mark, row.kinds) = (kind(code).mark, vec![kind(code)].into());
        }
        let nearby = Nearby::of(rows.iter());
        assert_eq!(nearby.signs().len(), 1);
        assert_eq!(nearby.signs()[0].names().1, "Salon");
    }

    #[test]
    fn one_mistake_of_a_geocoder_does_not_widen_the_map() {
        let mut rows: Vec<Row> =
            (0..200).map(|n| row(n, Some((32.0 + f64::from(n) * 0.0001, 143.0 + f64::from(n) * 0.0001)))).collect();
        rows.push(row(250, Some((43.0, 150.0))));
        let nearby = Nearby::of(rows.iter());
        assert!(nearby.bounds().unwrap().north > 42.0);
        let usual = nearby.usual_bounds().unwrap();
        assert!(usual.north < 32.03 && usual.east < 143.03 && usual.south < 32.001, "{usual:?}");
        let one = Nearby::of([row(1, Some((32.0, 143.0)))].iter()).usual_bounds().unwrap();
        assert!((one.middle().latitude - 32.0).abs() < 1e-9, "{one:?}");
        assert_eq!(Nearby::default().usual_bounds(), None);
    }
}
