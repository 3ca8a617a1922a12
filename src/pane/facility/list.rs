//! The list: what is listed, which row is selected, and from where it is shown.

use crate::domain::FacilityId;

/// Rows by id, with a cursor. It never draws or holds more than ids, so half a million rows cost nothing a key press.
#[derive(Debug, Default)]
pub struct List {
    ids: Vec<FacilityId>,
    cursor: usize,
    top: usize,
}

impl List {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn ids(&self) -> &[FacilityId] {
        &self.ids
    }

    /// The place of the selected row, from 0.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row shown.
    pub fn top(&self) -> usize {
        self.top
    }

    pub fn selected(&self) -> Option<FacilityId> {
        self.ids.get(self.cursor).copied()
    }

    /// The rows shown on `rows` lines, with their places.
    pub fn shown(&self, rows: usize) -> impl Iterator<Item = (usize, FacilityId)> {
        self.ids.iter().copied().enumerate().skip(self.top).take(rows)
    }

    /// Other rows under the same eyes: the selected id stays selected, on the same line of the screen where that is possible.
    pub fn replace(&mut self, ids: Vec<FacilityId>, rows: usize) {
        let line = self.cursor - self.top.min(self.cursor);
        let selected = self.selected();
        self.ids = ids;
        let found = selected.and_then(|id| self.ids.iter().position(|other| *other == id));
        self.cursor = found.unwrap_or(self.cursor).min(self.ids.len().saturating_sub(1));
        self.top = self.cursor.saturating_sub(line);
        self.show_selected(rows);
    }

    /// Back to the first row.
    pub fn rewind(&mut self) {
        self.cursor = 0;
        self.top = 0;
    }

    pub fn select(&mut self, id: FacilityId, rows: usize) -> bool {
        let found = self.ids.iter().position(|other| *other == id);
        if let Some(at) = found {
            self.go(at, rows);
        }
        found.is_some()
    }

    /// Selects a row by its place; beyond the end it is the last.
    pub fn go(&mut self, at: usize, rows: usize) {
        self.cursor = at.min(self.ids.len().saturating_sub(1));
        self.show_selected(rows);
    }

    pub fn step(&mut self, by: isize, rows: usize) {
        self.go(self.cursor.saturating_add_signed(by), rows);
    }

    /// Scrolls as little as is needed.
    pub fn show_selected(&mut self, rows: usize) {
        let rows = rows.max(1);
        let last_top = self.ids.len().saturating_sub(rows);
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows)).min(last_top);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(range: std::ops::Range<u8>) -> Vec<FacilityId> {
        range.map(|n| FacilityId::from_bytes([n; 16])).collect()
    }

    #[test]
    fn the_selected_row_stays_in_sight() {
        let mut list = List::default();
        list.replace(ids(0..50), 10);
        list.step(12, 10);
        assert_eq!((list.cursor(), list.top()), (12, 3));
        list.step(-5, 10);
        assert_eq!((list.cursor(), list.top()), (7, 3));
        list.go(usize::MAX, 10);
        assert_eq!((list.cursor(), list.top()), (49, 40));
        list.step(-100, 10);
        assert_eq!((list.cursor(), list.top()), (0, 0));
    }

    #[test]
    fn a_changed_list_keeps_selection_and_line() {
        let mut list = List::default();
        list.replace(ids(10..60), 10);
        list.go(20, 10);
        list.step(-4, 10);
        let (selected, line) = (list.selected(), list.cursor() - list.top());
        list.replace(ids(0..60), 10);
        assert_eq!(list.selected(), selected);
        assert_eq!(list.cursor() - list.top(), line);
        // The selected one vanished: the place is kept.
        let rest: Vec<_> = list.ids().iter().copied().filter(|id| Some(*id) != selected).collect();
        let place = list.cursor();
        list.replace(rest, 10);
        assert_eq!(list.cursor(), place);
        list.replace(Vec::new(), 10);
        assert_eq!((list.cursor(), list.top(), list.selected()), (0, 0, None));
    }
}
