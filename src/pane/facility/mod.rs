//! The facility pane: list and detail side by side (ux.md 4.1, 4.2).

mod act;
mod geometry;
mod list;
mod marks;
mod services;
mod sheet;
mod table;
mod view;

use jiff::civil::Date;

pub use crate::model::Sort;
pub use geometry::Geometry;
pub use list::List;
pub use marks::Marks;
pub use sheet::{Entry, Sheet, SheetLine, status_word};
pub use view::draw_sheet;

use super::{Act, Context, Input};
use crate::domain::FacilityId;
use crate::keymap::Scope;
use crate::model::View;

/// Which part has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    #[default]
    List,
    Detail,
}

/// The list, the detail beside it, and who has the focus.
#[derive(Debug)]
pub struct FacilityPane {
    pub list: List,
    pub marks: Marks,
    pub focus: Focus,
    /// The focused part takes the whole width.
    pub zoomed: bool,
    /// First line of the detail that is shown.
    pub scroll: usize,
    pub geometry: Geometry,
    /// Local facts older than this are 古い.
    pub stale_after_days: i32,
    /// Who confirms facts here, where that is known.
    pub by: Option<String>,
    /// What was last searched for: the next and previous hit are looked for with it.
    pub last_query: String,
}

impl FacilityPane {
    pub fn new(stale_after_days: i32) -> Self {
        Self {
            list: List::default(),
            marks: Marks::default(),
            focus: Focus::List,
            zoomed: false,
            scroll: 0,
            geometry: Geometry::default(),
            stale_after_days,
            by: None,
            last_query: String::new(),
        }
    }

    pub fn scope(&self) -> Scope {
        match self.focus {
            Focus::List => Scope::List,
            Focus::Detail => Scope::Detail,
        }
    }

    pub fn selected(&self) -> Option<FacilityId> {
        self.list.selected()
    }

    /// Lists anew after the registry, the order, the filter or the pins changed; selection and place are kept by id.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let session = cx.session;
        let point = session.reference_point.and_then(|id| cx.registry.row(id)?.coordinates);
        let view = View {
            sort: sort_of(session.sort.as_deref()),
            filter: session.filter.as_deref().unwrap_or_default(),
            reference_point: point,
            pinned: &session.pinned,
            recent: &[],
        };
        self.list.replace(cx.registry.list(&view, cx.now.today()), self.geometry.list_rows());
        self.marks.keep(|id| cx.registry.row(id).is_some());
    }

    /// Selects a facility; where the filter hides it, nothing moves and `false` comes back.
    pub fn select(&mut self, id: FacilityId) -> bool {
        let found = self.list.select(id, self.geometry.list_rows());
        if found {
            self.scroll = 0;
        }
        found
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.list.show_selected(geometry.list_rows());
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: the app opens the search with it.
            Input::Text(text) => vec![Act::Open(super::Request::Search(text))],
        }
    }

    /// Is a fact confirmed on that day old by now?
    pub fn is_stale(&self, confirmed_on: Date, today: Date) -> bool {
        is_stale(confirmed_on, today, self.stale_after_days)
    }
}

/// Older than `days`?
pub fn is_stale(confirmed_on: Date, today: Date, days: i32) -> bool {
    (today - confirmed_on).get_days() > days
}

/// The order of a session's stable word; an unknown one is the default.
pub fn sort_of(word: Option<&str>) -> Sort {
    word.and_then(|word| word.parse().ok()).unwrap_or_default()
}
