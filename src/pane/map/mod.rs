//! The map: where the facilities lie, and how far it is. Its list is that of the facilities, nearest first, and the same one is selected.

mod act;
mod division;
mod facts;
mod pins;
mod sight;
mod view;
mod viewport;

use std::sync::Arc;

use super::facility::{Geometry, List};
use super::{Act, Context, Input};
use crate::domain::FacilityId;
use crate::domain::facility::Coordinates;
use crate::domain::ground::{Bounds, METRES_PER_DEGREE, Outline};
use crate::keymap::Scope;
use crate::model::Nearby;
use crate::paint::{DotSet, Dots, Role};

use division::Division;
use pins::{First, Pin, PinSign};
use sight::{PlaceNo, Sight, cell_of};
use viewport::Viewport;

/// Rings of so many metres around the reference point.
const RINGS: [u32; 4] = [1_000, 3_000, 5_000, 10_000];
/// Corners of a ring as it is drawn.
const CORNERS: u16 = 96;

/// The map with its list.
#[derive(Debug, Default)]
pub struct MapPane {
    geometry: Geometry,
    /// What the map shows of the ground beside the facilities.
    outline: Arc<Outline>,
    dots: DotSet,
    /// Local facts older than this are 古い.
    stale_after_days: i32,
    /// What the filter leaves.
    nearby: Nearby,
    /// None before something with a place was listed.
    viewport: Option<Viewport>,
    /// Only what lies within this one of [`RINGS`].
    ring: Option<usize>,
    /// The map takes the whole width.
    alone: bool,
    /// What lies in sight, nearest first, then those without a place.
    list: List,
    sight: Sight,
    pins: Vec<Pin>,
    lines: Dots,
    /// Distances are measured from here.
    origin: Option<Coordinates>,
}

impl MapPane {
    pub fn new(outline: Arc<Outline>, dots: DotSet, stale_after_days: i32) -> Self {
        Self { outline, dots, stale_after_days, ..Self::default() }
    }

    pub const fn scope(&self) -> Scope {
        Scope::Map
    }

    pub fn selected(&self) -> Option<FacilityId> {
        self.list.selected()
    }

    /// How many lie in sight.
    pub const fn in_sight(&self) -> usize {
        self.sight.count
    }

    /// How many are listed: those in sight and those without a place.
    pub fn listed(&self) -> usize {
        self.list.len()
    }

    /// Is this part of the ground in sight?
    pub fn shows(&self, at: Coordinates) -> bool {
        self.viewport.is_some_and(|viewport| viewport.bounds().holds(at))
    }

    /// Lists anew after records, filter or day changed. The selected one is kept where it is still in sight; else it is the nearest.
    pub fn relist(&mut self, cx: &Context<'_>) {
        self.nearby = cx.registry.nearby(cx.session.filter.as_deref().unwrap_or_default(), cx.now.today());
        self.look(cx);
        if self.sight.count == 0 && !self.nearby.placed().is_empty() {
            // A filter left only what lies elsewhere.
            self.ring = None;
            self.viewport = self.usual();
            self.look(cx);
        }
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
    }

    /// Selects what is selected on the list of facilities, and brings it into sight.
    pub fn follow(&mut self, selected: Option<FacilityId>, cx: &Context<'_>) {
        let rows = usize::from(self.division().list_rows);
        let Some(id) = selected.filter(|id| self.selected() != Some(*id)) else { return };
        if !self.list.select(id, rows) {
            let at = cx.registry.row(id).and_then(|row| row.coordinates);
            self.ring = self.ring.filter(|ring| {
                let metres = at.zip(self.origin).map(|(at, origin)| at.distance_to(origin));
                metres.is_some_and(|metres| metres <= f64::from(RINGS[*ring]))
            });
            self.viewport = self.viewport.map(|viewport| at.map_or(viewport, |at| viewport.centred(at)));
            self.look(cx);
            // Where very many lie in sight, the list ends before the far ones.
            while !self.list.select(id, rows)
                && let (Some(at), Some(viewport)) = (at, self.viewport.filter(|viewport| !viewport.is_finest()))
            {
                self.viewport = Some(viewport.zoomed(1, at));
                self.look(cx);
            }
        }
        self.label(cx);
    }

    /// What a command or a text asks for; `None` where it is the list of facilities that answers, as the same one is selected there.
    pub fn update(&mut self, input: &Input, cx: &Context<'_>) -> Option<Vec<Act>> {
        let before = self.selected();
        let mut acts = match input {
            Input::Command(command) => act::run(self, *command, cx)?,
            Input::Text(_) => return None,
        };
        if let Some(id) = self.selected().filter(|id| before != Some(*id)) {
            self.label(cx);
            acts.push(Act::Select(id));
        }
        Some(acts)
    }

    fn division(&self) -> Division {
        Division::of(self.geometry, self.alone)
    }

    /// All that the filter leaves, but for single ones far away; with the limits of the city, where most of it lies within them.
    fn usual(&self) -> Option<Viewport> {
        let mut bounds = self.nearby.usual_bounds()?;
        if let Some(city) = self.outline.bounds_of("boundary")
            && self.nearby.within(city).count() * 2 >= self.nearby.placed().len()
        {
            bounds = bounds.with(city);
        }
        Some(self.fitted(bounds))
    }

    fn fitted(&self, bounds: Bounds) -> Viewport {
        let part = self.division();
        Viewport::fitting(bounds, part.map_columns, part.map_rows)
    }

    /// Looks at the ground anew: the list, the labels, the lines.
    pub fn look(&mut self, cx: &Context<'_>) {
        let part = self.division();
        self.viewport =
            self.viewport.map(|viewport| viewport.resized(part.map_columns, part.map_rows)).or_else(|| self.usual());
        let reference = cx.session.reference_point.and_then(|id| cx.registry.row(id)?.coordinates);
        self.origin = reference.or(self.viewport.map(|viewport| viewport.middle));
        let ring = self.ring.map(|at| f64::from(RINGS[at]));
        self.sight = match (self.viewport, self.origin) {
            (Some(viewport), Some(origin)) => Sight::of(&self.nearby, viewport, origin, ring),
            (_, _) => Sight::default(),
        };
        let placed = self.nearby.placed();
        let mut ids: Vec<FacilityId> = self.sight.listed.iter().map(|place| placed[*place as usize].id).collect();
        // How far they are nobody knows, so they lie within no ring.
        if ring.is_none() {
            ids.extend_from_slice(self.nearby.unplaced());
        }
        let before = self.selected();
        self.list.replace(ids, usize::from(part.list_rows));
        if self.selected() != before {
            self.list.rewind();
        }
        self.draw_lines();
        self.label(cx);
    }

    /// Lays the labels: the selected one and the reference point always have theirs.
    fn label(&mut self, cx: &Context<'_>) {
        let Some(viewport) = self.viewport else { return };
        let placed = |place: &PlaceNo| self.nearby.placed()[*place as usize];
        let mut first: Vec<First> = Vec::new();
        let reference = cx.session.reference_point;
        if let Some(place) = self.sight.listed.get(self.list.cursor()) {
            let (column, row) = cell_of(viewport, placed(place).at);
            let sign = if reference == self.selected() { PinSign::Reference } else { PinSign::Place(*place) };
            first.push(First { column, row, sign, counted: true });
        }
        let point = reference.filter(|id| self.selected() != Some(*id)).and_then(|id| cx.registry.row(id));
        if let Some((id, at)) = point.and_then(|row| Some((row.id, row.coordinates?)))
            && viewport.bounds().holds(at)
        {
            let (column, row) = cell_of(viewport, at);
            // The filter may hide it. Else it stands at the head of the list, with those in the same house.
            let here = self.sight.listed.iter().map(placed).take_while(|placed| placed.at.same_as(at));
            let counted = here.map(|placed| placed.id).any(|other| other == id);
            first.push(First { column, row, sign: PinSign::Reference, counted });
        }
        self.pins = pins::lay(self.sight.heaps.clone(), &first, viewport.columns, viewport.rows);
    }

    /// The limits of the city above its rivers, the ring above both.
    fn draw_lines(&mut self) {
        let Some(viewport) = self.viewport else { return };
        let mut lines = Dots::new(self.dots, viewport.columns, viewport.rows);
        let shown = viewport.bounds();
        let mut visible: Vec<_> =
            self.outline.lines.iter().filter(|line| line.bounds.shared_with(shown).is_some()).collect();
        visible.sort_by_key(|line| std::cmp::Reverse(line.kind.dots));
        for line in visible {
            let role = if line.kind.dots == 1 { Role::Rule } else { Role::Label };
            lines.line(line.points.iter().map(|point| viewport.position(*point)), line.kind.dots, role);
        }
        if let (Some(at), Some(origin)) = (self.ring, self.origin) {
            let corners = (0..=CORNERS).map(|n| corner(origin, f64::from(RINGS[at]), n));
            lines.line(corners.map(|point| viewport.position(point)), 1, Role::Warn);
        }
        self.lines = lines;
    }
}

/// One of the corners of a ring.
fn corner(middle: Coordinates, metres: f64, n: u16) -> Coordinates {
    let angle = f64::from(n) / f64::from(CORNERS) * std::f64::consts::TAU;
    let degrees = metres / METRES_PER_DEGREE;
    Coordinates {
        latitude: middle.latitude + degrees * angle.cos(),
        longitude: middle.longitude + degrees * angle.sin() / middle.latitude.to_radians().cos(),
    }
}
