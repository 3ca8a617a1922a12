//! Which labels stand on the map: one kanji for the nearest, and a digit for those that have no room beside it.

use super::sight::{Heap, PlaceNo};

/// Cells of a label: the kanji, and the digit behind it.
pub const LABEL: u16 = 3;

/// A label on the map. No two share a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pin {
    pub column: u16,
    pub row: u16,
    pub sign: PinSign,
    /// How many more lie here and have no label of their own.
    pub more: u32,
}

/// What a label stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinSign {
    /// A facility by its kind's kanji.
    Place(PlaceNo),
    /// The point that distances are measured from; it may be a facility that the filter hides.
    Reference,
}

/// A label that is set before all others, whatever lies around it, at this cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct First {
    pub column: u16,
    pub row: u16,
    pub sign: PinSign,
    /// Is it one of those that the heap of its cell counts?
    pub counted: bool,
}

/// Lays the labels: the given ones first, then the nearest heaps; who finds no room is counted at the label that takes it.
pub fn lay(mut heaps: Vec<Heap>, first: &[First], columns: u16, rows: u16) -> Vec<Pin> {
    let mut ground = Ground { columns, taken: vec![None; usize::from(columns) * usize::from(rows)], pins: Vec::new() };
    if columns < LABEL || rows == 0 {
        return Vec::new();
    }
    for label in first {
        ground.set(label.column, label.row, label.sign, u32::from(label.counted));
        if label.counted
            && let Some(heap) = heaps.iter_mut().find(|heap| (heap.column, heap.row) == (label.column, label.row))
        {
            heap.count -= 1;
        }
    }
    heaps.sort_unstable_by(|a, b| a.far.total_cmp(&b.far).then(a.nearest.cmp(&b.nearest)));
    for heap in heaps.iter().filter(|heap| heap.count > 0) {
        ground.set(heap.column, heap.row, PinSign::Place(heap.nearest), heap.count);
    }
    ground.pins
}

struct Ground {
    columns: u16,
    /// Which pin has a cell.
    taken: Vec<Option<usize>>,
    pins: Vec<Pin>,
}

impl Ground {
    /// Sets a label for `count` facilities that begins in the cell, or counts them at the one that stands there.
    fn set(&mut self, column: u16, row: u16, sign: PinSign, count: u32) {
        // At the right edge it begins earlier, where there is room.
        let left = column.min(self.columns - LABEL);
        let line = usize::from(row) * usize::from(self.columns);
        let cells = line + usize::from(left)..line + usize::from(left + LABEL);
        // The first that was set is the nearer one.
        if let Some(pin) = self.taken[cells.clone()].iter().flatten().min() {
            self.pins[*pin].more += count;
        } else {
            self.taken[cells].fill(Some(self.pins.len()));
            self.pins.push(Pin { column: left, row, sign, more: count.saturating_sub(1) });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heap(column: u16, row: u16, nearest: PlaceNo, far: f64, count: u32) -> Heap {
        Heap { column, row, nearest, far, count }
    }

    #[test]
    fn the_nearest_has_the_label_and_the_others_are_counted() {
        let heaps = vec![heap(11, 2, 1, 5.0, 1), heap(10, 2, 2, 1.0, 3), heap(30, 2, 3, 9.0, 1)];
        let pins = lay(heaps, &[], 46, 19);
        let pin = |column, place, more| Pin { column, row: 2, sign: PinSign::Place(place), more };
        assert_eq!(pins, [pin(10, 2, 3), pin(30, 3, 0)]);
    }

    #[test]
    fn the_selected_one_stands_whatever_is_nearer() {
        let heaps = vec![heap(10, 2, 1, 1.0, 4), heap(11, 2, 2, 2.0, 1)];
        let selected = First { column: 11, row: 2, sign: PinSign::Place(2), counted: true };
        let pins = lay(heaps, &[selected], 46, 19);
        assert_eq!(pins, [Pin { column: 11, row: 2, sign: PinSign::Place(2), more: 4 }]);
    }

    #[test]
    fn a_reference_that_the_filter_hides_counts_for_nobody() {
        let reference = First { column: 5, row: 0, sign: PinSign::Reference, counted: false };
        let alone = lay(Vec::new(), &[reference], 46, 19);
        assert_eq!(alone, [Pin { column: 5, row: 0, sign: PinSign::Reference, more: 0 }]);
        let pins = lay(vec![heap(5, 0, 1, 1.0, 2)], &[reference], 46, 19);
        assert_eq!(pins, [Pin { column: 5, row: 0, sign: PinSign::Reference, more: 2 }]);
    }

    #[test]
    fn at_the_right_edge_a_label_moves_in() {
        let pins = lay(vec![heap(45, 18, 1, 1.0, 1)], &[], 46, 19);
        assert_eq!((pins[0].column, pins[0].row), (43, 18));
        assert_eq!(lay(vec![heap(0, 0, 1, 1.0, 1)], &[], 2, 1), [], "no label fits two columns");
    }

    proptest! {
        #[test]
        fn labels_never_share_a_cell_lie_inside_and_count_everybody(
            cells in proptest::collection::btree_map((0..46_u16, 0..19_u16), (0.0..9.0_f64, 1..50_u32), 0..400),
            chosen in proptest::option::of(0..400_usize),
        ) {
            let heaps: Vec<Heap> =
                cells.iter().enumerate().map(|(n, ((x, y), (far, count)))| heap(*x, *y, n as u32, *far, *count)).collect();
            let all: u32 = heaps.iter().map(|heap| heap.count).sum();
            let first: Vec<First> = chosen.and_then(|at| heaps.get(at)).map(|heap| First {
                column: heap.column, row: heap.row, sign: PinSign::Place(heap.nearest), counted: true,
            }).into_iter().collect();
            let pins = lay(heaps, &first, 46, 19);
            let mut taken = std::collections::HashSet::new();
            for pin in &pins {
                prop_assert!(pin.column + LABEL <= 46 && pin.row < 19);
                for column in pin.column..pin.column + LABEL {
                    prop_assert!(taken.insert((column, pin.row)), "{pin:?}");
                }
            }
            prop_assert_eq!(pins.iter().map(|pin| pin.more + 1).sum::<u32>(), all);
            prop_assert!(first.iter().all(|label| pins[0].sign == label.sign));
        }
    }
}
