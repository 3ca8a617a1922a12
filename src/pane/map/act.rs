//! What the commands do on the map.

use super::{MapPane, RINGS};
use crate::command::Command;
use crate::domain::facility::Coordinates;
use crate::domain::ground::Bounds;
use crate::pane::{Act, Context};

/// How much of the map a step to the side moves.
const MOVE: f64 = 0.4;
/// So many steps over empty ground, until something is in sight again.
const MOST_STEPS: usize = 200;

/// Runs one command; `None` where it works on the selected facility, or on the list of all, as it does there.
pub(super) fn run(pane: &mut MapPane, command: Command, cx: &Context<'_>) -> Option<Vec<Act>> {
    let rows = usize::from(pane.division().list_rows);
    let page = rows.saturating_sub(1).max(1) as isize;
    match command {
        Command::Up => pane.list.step(-1, rows),
        Command::Down => pane.list.step(1, rows),
        Command::PageUp => pane.list.step(-page, rows),
        Command::PageDown => pane.list.step(page, rows),
        Command::Top => pane.list.step(isize::MIN + 1, rows),
        Command::Bottom => pane.list.step(isize::MAX, rows),
        Command::Left => return Some(travel(pane, -MOVE, 0.0, cx)),
        Command::Right => return Some(travel(pane, MOVE, 0.0, cx)),
        Command::DetailUp => return Some(travel(pane, 0.0, MOVE, cx)),
        Command::DetailDown => return Some(travel(pane, 0.0, -MOVE, cx)),
        Command::ZoomIn => return Some(zoom(pane, 1, cx)),
        Command::ZoomOut => return Some(zoom(pane, -1, cx)),
        Command::FitMap => fit(pane, cx),
        Command::Ring => return Some(ring(pane, cx)),
        Command::Zoom => {
            pane.alone = !pane.alone;
            pane.look(cx);
        }
        // The place where all of it stands.
        Command::Open => {
            let open = pane.selected().map(|_| vec![Act::Run(Command::PaneFacilities), Act::Run(Command::Open)]);
            return Some(open.unwrap_or_default());
        }
        Command::Back => return Some(back(pane, cx)),
        Command::Mark => {
            let marked = pane.selected().map(Act::Mark);
            pane.list.step(1, rows);
            return Some(marked.into_iter().collect());
        }
        Command::Sort => return Some(say(cx, "map.always-nearest")),
        Command::MarkRange | Command::MarkAll => return Some(say(cx, "map.not-here")),
        Command::NextPane | Command::PreviousPane => {}
        Command::Search
        | Command::NextHit
        | Command::PreviousHit
        | Command::Filter
        | Command::ReferencePoint
        | Command::Pin
        | Command::Copy
        | Command::CopyPhone
        | Command::Add
        | Command::Edit
        | Command::ConfirmFacts
        | Command::Remove
        | Command::Review
        | Command::History
        | Command::Log
        | Command::Trash => return None,
        Command::PaneToday
        | Command::PaneFacilities
        | Command::PaneTasks
        | Command::PaneCards
        | Command::PaneMeetings
        | Command::PaneMap
        | Command::PanePublications
        | Command::PaneSurveys
        | Command::PaneServices
        | Command::PaneReport
        | Command::Check
        | Command::Acts
        | Command::MoveDate
        | Command::Calendar
        | Command::Figures
        | Command::Undo
        | Command::Redo
        | Command::Drafts
        | Command::Palette
        | Command::Help
        | Command::Repaint
        | Command::CoverNames
        | Command::Lock
        | Command::Suspend
        | Command::Quit
        | Command::QuitNow
        | Command::NextField
        | Command::PreviousField
        | Command::Save
        | Command::CursorLeft
        | Command::CursorRight
        | Command::LineStart
        | Command::LineEnd
        | Command::DeleteBack
        | Command::DeleteForward
        | Command::DeleteWord
        | Command::DeleteToStart
        | Command::DeleteToEnd => {}
    }
    Some(Vec::new())
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

/// Where the selected one lies, where that is known.
fn selected_place(pane: &MapPane, cx: &Context<'_>) -> Option<Coordinates> {
    pane.selected().and_then(|id| cx.registry.row(id)?.coordinates)
}

/// Nearer or farther, about the selected one: it never leaves the sight.
fn zoom(pane: &mut MapPane, steps: i32, cx: &Context<'_>) -> Vec<Act> {
    let Some(viewport) = pane.viewport else { return Vec::new() };
    let at_end = if steps > 0 { viewport.is_finest() } else { viewport.is_coarsest() };
    if at_end {
        let key = if steps > 0 { "map.nearest-view" } else { "map.farthest-view" };
        return vec![Act::Say(cx.words.get(key).to_owned())];
    }
    let about = selected_place(pane, cx).unwrap_or(viewport.middle);
    pane.viewport = Some(viewport.zoomed(steps, about));
    pane.look(cx);
    Vec::new()
}

/// To the side, over empty ground to where something lies again, so that something is always in sight.
///
/// The selected one is the nearest of those in sight where the former has left it.
fn travel(pane: &mut MapPane, east: f64, north: f64, cx: &Context<'_>) -> Vec<Act> {
    let (Some(mut viewport), Some(all)) = (pane.viewport, pane.nearby.bounds()) else { return Vec::new() };
    for _ in 0..MOST_STEPS {
        viewport = viewport.moved(east, north);
        let shown = viewport.bounds();
        let beyond = (east > 0.0 && shown.west > all.east)
            || (east < 0.0 && shown.east < all.west)
            || (north > 0.0 && shown.south > all.north)
            || (north < 0.0 && shown.north < all.south);
        if beyond {
            break;
        }
        if holds_something(pane, shown) {
            pane.viewport = Some(viewport);
            pane.look(cx);
            return Vec::new();
        }
    }
    let side = cx.words.get(match (east > 0.0, east < 0.0, north > 0.0) {
        (true, _, _) => "map.east",
        (_, true, _) => "map.west",
        (_, _, true) => "map.north",
        (_, _, _) => "map.south",
    });
    vec![Act::Say(cx.words.say("map.nothing-beyond", &[("side", &side)]))]
}

/// Is there anything that the filter and the ring leave?
fn holds_something(pane: &MapPane, shown: Bounds) -> bool {
    let within = pane.ring.map(|at| f64::from(RINGS[at])).zip(pane.origin);
    pane.nearby
        .within(shown)
        .any(|(_, placed)| within.is_none_or(|(metres, origin)| placed.at.distance_to(origin) <= metres))
}

/// What is usual; once more, everything, also what lies far away.
fn fit(pane: &mut MapPane, cx: &Context<'_>) {
    let usual = pane.usual();
    let all = pane.nearby.bounds().map(|bounds| pane.fitted(bounds));
    let is_shown = pane.viewport == usual && pane.ring.is_none();
    pane.ring = None;
    pane.viewport = if is_shown { all } else { usual };
    pane.look(cx);
}

/// The next ring, and after the widest none. A ring is shown whole.
fn ring(pane: &mut MapPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(origin) = pane.origin else { return Vec::new() };
    pane.ring = pane.ring.map_or(Some(0), |at| Some(at + 1)).filter(|at| *at < RINGS.len());
    let Some(at) = pane.ring else {
        pane.look(cx);
        return vec![Act::Say(cx.words.get("map.ring-off").to_owned())];
    };
    pane.viewport = Some(pane.fitted(Bounds::around(origin, f64::from(RINGS[at]))));
    pane.look(cx);
    let km = RINGS[at] / 1000;
    vec![Act::Say(cx.words.say("map.ring-on", &[("km", &km), ("count", &pane.sight.count)]))]
}

/// Esc: the ring, the whole width; then the filter, as on the list.
fn back(pane: &mut MapPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.ring.take().is_some() {
        pane.look(cx);
        return say(cx, "map.ring-off");
    }
    if pane.alone {
        pane.alone = false;
        pane.look(cx);
        return Vec::new();
    }
    let filtered = cx.session.filter.as_deref().is_some_and(|filter| !filter.is_empty());
    if filtered { vec![Act::SetFilter(String::new())] } else { Vec::new() }
}
