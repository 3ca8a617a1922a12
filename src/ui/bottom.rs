//! The hint line (or the message that stands there) and the F-key row, both from the live keymap.

use ratatui::layout::Rect;

use crate::app::App;
use crate::command::Command;
use crate::keymap::{Chord, Lookup, Scope};
use crate::paint::{Canvas, Role};

/// Cells of one box of the F-key row.
const BOX: u16 = 8;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, app: &App) {
    let hints = Rect { height: 1, ..area };
    if app.toast().is_none() {
        draw_hints(canvas, hints, app);
    }
    draw_function_keys(canvas, Rect { y: area.y + 1, height: 1, ..area }, app);
}

/// The message that stands on the hint line, over whatever is open.
pub(super) fn draw_toast(canvas: &mut Canvas<'_>, line: Rect, app: &App) {
    if let Some(text) = app.toast() {
        canvas.put_row(line.x, line.y, &format!(" {text}"), line.width, Role::Toast);
    }
}

/// What the scope's hint line offers, the most needed first; what does not fit is left out.
fn offered(scope: Scope) -> &'static [&'static [Command]] {
    use Command as C;
    match scope {
        Scope::List | Scope::Global => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Mark],
            &[C::Copy],
            &[C::Filter],
            &[C::Search],
            &[C::Help],
            &[C::Sort],
            &[C::Edit],
            &[C::Pin],
            &[C::Undo],
            &[C::Palette],
        ],
        Scope::Detail => &[
            &[C::Up, C::Down],
            &[C::Back],
            &[C::Copy],
            &[C::CopyPhone],
            &[C::Edit],
            &[C::Zoom],
            &[C::Search],
            &[C::Help],
            &[C::Undo],
        ],
        Scope::Board => &[
            &[C::Up, C::Down],
            &[C::Check],
            &[C::Open],
            &[C::Acts],
            &[C::MoveDate],
            &[C::Add],
            &[C::Filter],
            &[C::Help],
            &[C::Undo],
            &[C::Calendar],
            &[C::Search],
        ],
        Scope::Cards => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Copy],
            &[C::ConfirmFacts],
            &[C::Filter],
            &[C::Search],
            &[C::Help],
            &[C::Mark],
            &[C::Edit],
            &[C::Sort],
            &[C::Undo],
        ],
        Scope::Meetings => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Check],
            &[C::Edit],
            &[C::Add],
            &[C::ConfirmFacts],
            &[C::Filter],
            &[C::Search],
            &[C::Copy],
            &[C::Help],
            &[C::Undo],
        ],
        Scope::Map => &[
            &[C::Up, C::Down],
            &[C::ZoomIn, C::ZoomOut],
            &[C::Left, C::DetailDown, C::DetailUp, C::Right],
            &[C::Ring],
            &[C::ReferencePoint],
            &[C::Open],
            &[C::Help],
            &[C::Filter],
            &[C::FitMap],
            &[C::Copy],
            &[C::Search],
        ],
        Scope::Publications => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Search],
            &[C::Copy],
            &[C::Check],
            &[C::Add],
            &[C::Edit],
            &[C::Filter],
            &[C::Help],
            &[C::Undo],
        ],
        Scope::Services => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Filter],
            &[C::Copy],
            &[C::Add],
            &[C::Check],
            &[C::Edit],
            &[C::Help],
            &[C::Undo],
        ],
        Scope::Surveys => &[
            &[C::Up, C::Down],
            &[C::Open],
            &[C::Filter],
            &[C::Copy],
            &[C::Add],
            &[C::Check],
            &[C::Search],
            &[C::Help],
            &[C::Undo],
        ],
        Scope::Report => &[
            &[C::Up, C::Down],
            &[C::Left, C::Right],
            &[C::Open],
            &[C::Copy],
            &[C::NextPane],
            &[C::Figures],
            &[C::Help],
            &[C::Palette],
        ],
        Scope::Search => {
            &[&[C::Up, C::Down], &[C::Open], &[C::Mark], &[C::Copy], &[C::Filter], &[C::DeleteToStart], &[C::Back]]
        }
        Scope::Menu => &[&[C::Up, C::Down], &[C::Open], &[C::Back]],
        Scope::Form => &[&[C::NextField], &[C::Save], &[C::Back]],
        Scope::Help => &[&[C::Up, C::Down], &[C::Open], &[C::Back]],
        Scope::Text => &[&[C::Back]],
    }
}

fn draw_hints(canvas: &mut Canvas<'_>, line: Rect, app: &App) {
    let words = app.words();
    let status = if app.is_saving() { words.get("toast.saving") } else { words.get("toast.kept") };
    let end = if app.is_loaded() {
        canvas.put_right(line.right(), line.y, status, line.width / 3, Role::Text)
    } else {
        line.right()
    };
    let scope = app.scope();
    let mut x = line.x + 1;
    for commands in offered(scope) {
        let keys: Vec<String> = commands.iter().filter_map(|command| key_for(app, scope, *command)).collect();
        if keys.len() < commands.len() {
            continue;
        }
        let hint = format!("{} {}", keys.concat(), words.get(&hint_key(scope, commands[0])));
        let cells = canvas.width(&hint);
        if x + cells + 1 < end {
            canvas.put(x, line.y, &hint, cells, Role::Text);
            x += cells + 2;
        }
    }
}

fn hint_key(scope: Scope, command: Command) -> String {
    match (scope, command) {
        // In the detail the arrows move the text, not a selection.
        (Scope::Detail, Command::Up) => "hint.scroll".to_owned(),
        // On the board it is an admission that is added.
        // On the map the arrows to the side move the ground.
        (Scope::Map, Command::Left) => "hint.pan".to_owned(),
        (Scope::Meetings, Command::ConfirmFacts) => "hint.result".to_owned(),
        (Scope::Report, Command::Left) => "hint.year".to_owned(),
        (Scope::Report, Command::NextPane) => "hint.part".to_owned(),
        (Scope::Report, Command::Copy) => "hint.file".to_owned(),
        (Scope::Surveys, Command::Filter) => "hint.turn-results".to_owned(),
        (Scope::Surveys, Command::Check) => "hint.close-survey".to_owned(),
        (Scope::Surveys, Command::Add) => "hint.add-survey".to_owned(),
        (Scope::Meetings | Scope::Publications | Scope::Services, Command::Add) => "hint.add-meeting".to_owned(),
        (Scope::Publications, Command::Check) => "hint.publish".to_owned(),
        (Scope::Services, Command::Check) => "hint.reopen".to_owned(),
        _ => format!("hint.{command}"),
    }
}

/// The key to show: a named key or letter rather than an F-key, which stands in the row below anyway.
fn key_for(app: &App, scope: Scope, command: Command) -> Option<String> {
    let cx = app.context();
    let keys = cx.keymap.keys_of(scope, command);
    let alone = |sequence: &&crate::keymap::Sequence| {
        let first = sequence.first();
        sequence.chords().len() == 1 && first.modifiers.is_empty() && !first.is_function()
    };
    // Arrows are on every keyboard; j and k stand on the help page.
    let arrow = |sequence: &&crate::keymap::Sequence| alone(sequence) && sequence.first().is_vertical_arrow();
    // `m` is shorter to read than `Insert`, and both work.
    let shortest = || keys.iter().filter(alone).min_by_key(|keys| keys.label(app.words()).len());
    let key = keys.iter().find(arrow).or_else(shortest).or_else(|| keys.first())?;
    Some(key.label(app.words()))
}

fn draw_function_keys(canvas: &mut Canvas<'_>, line: Rect, app: &App) {
    let words = app.words();
    let scope = app.scope();
    let keymap = app.context().keymap;
    canvas.fill(line, Role::Text);
    for n in 1..=10_u8 {
        let x = line.x + u16::from(n - 1) * BOX;
        if x + BOX > line.right() {
            break;
        }
        let label = match keymap.lookup(scope, &[Chord::function(n)], false) {
            // Bound everywhere, and copies only where there are places to choose from.
            Lookup::Run(Command::Copy) if matches!(scope, Scope::Menu | Scope::Form | Scope::Help) => String::new(),
            // The log has one order.
            Lookup::Run(Command::Sort) if scope == Scope::Meetings => String::new(),
            Lookup::Run(Command::Sort) if scope == Scope::Surveys => String::new(),
            Lookup::Run(Command::Edit | Command::Add | Command::Filter | Command::Sort | Command::Remove)
                if scope == Scope::Report =>
            {
                String::new()
            }
            Lookup::Run(Command::Filter) if scope == Scope::Surveys => words.get("hint.turn-results").to_owned(),
            Lookup::Run(Command::Add) if scope == Scope::Board => words.get("hint.add").to_owned(),
            Lookup::Run(Command::Remove) if scope == Scope::Board => words.get("hint.set-aside").to_owned(),
            Lookup::Run(Command::Sort) if matches!(scope, Scope::Publications | Scope::Services) => String::new(),
            // A card is not taken away by a key.
            Lookup::Run(Command::Remove) if scope == Scope::Cards => String::new(),
            Lookup::Run(command) => words.get(&format!("command.{command}.short")).to_owned(),
            Lookup::Pending(_) | Lookup::Refused(_) | Lookup::Unbound => String::new(),
        };
        let key = format!("F{n}");
        let room = BOX - key.len() as u16;
        let label = if canvas.width(&label) + 2 <= room { format!("{key} {label}") } else { format!("{key}{label}") };
        canvas.put_row(x, line.y, &label, BOX, Role::Bar);
    }
}
