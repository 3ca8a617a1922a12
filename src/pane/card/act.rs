//! What the commands do on the list of cards.

use jiff::Span;
use strum::IntoEnumIterator;

use super::{CardOrder, CardPane, Round, State};
use crate::command::Command;
use crate::domain::card::review;
use crate::domain::{Person, PersonId};
use crate::message::{Effect, Look};
use crate::pane::{Act, CareRequest, Context, Request};
use crate::port::{EntityKind, Put, Record};

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut CardPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let page = pane.rows_of_list().saturating_sub(1).max(1) as isize;
    let care = |request| vec![Act::Open(Request::Care(request))];
    match command {
        Command::Up => pane.step(-1),
        Command::Down => pane.step(1),
        Command::PageUp | Command::DetailUp => pane.step(-page),
        Command::PageDown | Command::DetailDown => pane.step(page),
        Command::Top => pane.go(0),
        Command::Bottom => pane.go(usize::MAX),
        Command::Open | Command::Right => {
            return pane.selected().map(|id| vec![Act::Open(Request::Card(id))]).unwrap_or_default();
        }
        Command::Left | Command::Back => return back(pane, cx),
        Command::Zoom => {
            pane.zoomed = !pane.zoomed;
            pane.go(pane.cursor);
        }
        Command::Search => return care(CareRequest::FindCard(String::new())),
        Command::Filter => return vec![Act::Open(rounds(pane, cx))],
        Command::Sort => return vec![Act::Open(orders(pane, cx))],
        Command::Mark => {
            if let Some(id) = pane.selected()
                && !pane.marks.remove(&id)
            {
                pane.marks.insert(id);
            }
            pane.step(1);
        }
        Command::MarkAll => {
            let all = pane.persons().iter().all(|id| pane.marks.contains(id));
            pane.marks = if all { std::collections::BTreeSet::new() } else { pane.persons().iter().copied().collect() };
        }
        Command::Copy => {
            let chosen = pane.chosen();
            return if chosen.is_empty() {
                say(cx, "cards.none_selected")
            } else {
                vec![Act::Open(Request::HandOver(chosen))]
            };
        }
        Command::Add => return care(CareRequest::EditCard(None)),
        Command::Edit => return edit(pane, cx),
        Command::ConfirmFacts => return confirm(&chosen_to_confirm(pane), cx),
        // What a card said is asked for on the card, whose opening is written down.
        Command::History => return pane.selected().map(|id| vec![Act::Open(Request::Card(id))]).unwrap_or_default(),
        Command::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        Command::Review => return vec![Act::Open(Request::Accesses)],
        Command::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        Command::NextHit
        | Command::PreviousHit
        | Command::ReferencePoint
        | Command::Pin
        | Command::MarkRange
        | Command::CopyPhone
        | Command::Remove
        | Command::Check
        | Command::Acts
        | Command::MoveDate
        | Command::Calendar
        | Command::Figures => return say(cx, "cards.not_here"),
        Command::NextPane
        | Command::PreviousPane
        | Command::PaneToday
        | Command::PaneFacilities
        | Command::PaneTasks
        | Command::PaneCards
        | Command::PaneMeetings
        | Command::PaneMap
        | Command::PanePublications
        | Command::PaneSurveys
        | Command::PaneServices
        | Command::PaneReport
        | Command::ZoomIn
        | Command::ZoomOut
        | Command::FitMap
        | Command::Ring
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
    Vec::new()
}

/// The form shows all of a card: that it is opened is written down, and a restricted card is opened as such first.
fn edit(pane: &CardPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(person) = pane.selected().and_then(|id| cx.casebook.person(id)) else { return Vec::new() };
    if person.card.restricted {
        return vec![Act::Open(Request::Card(person.id))];
    }
    let records = vec![(EntityKind::Person, person.id.to_bytes())];
    let opened = Effect::Witness { action: "open", records, note: "screen form".to_owned() };
    vec![Act::Do(opened), Act::Open(Request::Care(CareRequest::EditCard(Some(person.id))))]
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

/// Esc: out of the zoom, the marks, the round.
fn back(pane: &mut CardPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.zoomed {
        pane.zoomed = false;
        pane.go(pane.cursor);
    } else if !pane.marks.is_empty() {
        pane.marks.clear();
    } else if pane.round != Round::All {
        pane.round = Round::All;
        pane.relist(cx);
        return say(cx, "list.filter-off");
    }
    Vec::new()
}

fn rounds(pane: &CardPane, cx: &Context<'_>) -> Request {
    let every = Round::every();
    let at = every.iter().position(|round| *round == pane.round).unwrap_or(0);
    let mut counts = vec![0; every.len()];
    for person in cx.casebook.persons() {
        let state = State::of(person, cx);
        for (count, _) in counts.iter_mut().zip(&every).filter(|(_, round)| round.takes(&state)) {
            *count += 1;
        }
    }
    let rows = every.into_iter().zip(counts).map(|(round, count)| {
        let text = cx.words.say("cards.round_row", &[("round", &round_word(round, cx)), ("n", &count)]);
        (text, Act::SetRound(round))
    });
    // What is looked over is no round, but it is done in rounds too, and here it is found without knowing its key.
    let key = crate::pane::key(cx, pane.scope(), Command::Review);
    let looked_over = (cx.words.say("access.row", &[("key", &key)]), Act::Open(Request::Accesses));
    let rows = rows.chain([looked_over]).collect();
    Request::Choose { title: cx.words.get("cards.rounds").to_owned(), rows, at }
}

/// What a round is called.
pub(super) fn round_word(round: Round, cx: &Context<'_>) -> String {
    cx.words.get(&format!("cards.round.{}", round.name())).to_owned()
}

fn orders(pane: &CardPane, cx: &Context<'_>) -> Request {
    let rows = CardOrder::iter().map(|order| {
        let text = cx.words.get(&format!("cards.order.{order}")).to_owned();
        (text, Act::SetCardOrder(order))
    });
    let at = CardOrder::iter().position(|order| order == pane.order).unwrap_or(0);
    Request::Choose { title: cx.words.get("cards.orders").to_owned(), rows: rows.collect(), at }
}

/// The marked ones, else the selected one: never a whole list by one key.
fn chosen_to_confirm(pane: &CardPane) -> Vec<PersonId> {
    if pane.marks.is_empty() { pane.selected().into_iter().collect() } else { pane.chosen() }
}

/// Today on the cards: what they say still holds. A day for the next look that is past moves on by years.
pub(crate) fn confirm(persons: &[PersonId], cx: &Context<'_>) -> Vec<Act> {
    let today = cx.now.today();
    let puts: Vec<Put> = persons
        .iter()
        .filter_map(|id| cx.casebook.person(*id))
        .filter(|person| person.reviewed_on != Some(today))
        .map(|person| Put::Save(Record::Person(confirmed_on(person, today))))
        .collect();
    if puts.is_empty() {
        return say(cx, "cards.confirmed_already");
    }
    vec![Act::Save { action: "confirm", puts }]
}

fn confirmed_on(person: &Person, today: jiff::civil::Date) -> Person {
    let mut person = person.clone();
    person.reviewed_on = Some(today);
    while let Some(next) = person.card.next_review_on.filter(|next| *next <= today) {
        let later = next.saturating_add(Span::new().years(1));
        person.card.next_review_on = Some(later).filter(|later| *later > next);
    }
    person
}

/// Is anything of the card due that a confirmation does not mend?
pub(super) fn is_due(person: &Person, cx: &Context<'_>) -> bool {
    !review::due(person, cx.now.today(), cx.registry).is_empty()
}
