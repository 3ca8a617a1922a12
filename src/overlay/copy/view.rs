//! Draws the copy menu with its preview, the file formats, and the QR code.

use ratatui::layout::Rect;

use super::{Choice, Code, Copy, FILES, Page, QrFault, QrUse};
use crate::command::Command;
use crate::exchange::export::CARD_CELLS;
use crate::overlay::legend;
use crate::paint::{Canvas, Role, Widths};
use crate::pane::Context;
use crate::pane::facility::Geometry;

/// From this width on the preview stands beside the menu.
const SIDE_BY_SIDE: u16 = 76;
/// The standard asks for four modules of light around a code.
const QUIET: usize = 4;

impl Copy {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 4 || area.width < 20 {
            return;
        }
        if self.page == Page::Qr {
            self.draw_qr(canvas, area, cx);
            return;
        }
        self.draw_head(canvas, area, cx);
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        let rows = self.rows(cx);
        let preview = if body.width >= SIDE_BY_SIDE {
            let left = body.width - CARD_CELLS as u16 - 2;
            canvas.divider(Rect { x: body.x + left, width: 1, ..body });
            let menu = Rect { width: left, ..body };
            self.draw_rows(canvas, menu, &rows);
            let below = rows.len() as u16 + 1;
            self.draw_options(canvas, menu, menu.y + below, 1, cx);
            if self.page == Page::Files && below + 3 < menu.height {
                canvas.put(menu.x + 1, menu.y + below + 3, cx.words.get("copy.file_hint"), left - 1, Role::Label);
            }
            Rect { x: body.x + left + 1, width: body.width - left - 1, ..body }
        } else {
            let menu = Rect { height: (rows.len() as u16).min(body.height.saturating_sub(4)), ..body };
            self.draw_rows(canvas, menu, &rows);
            self.draw_options(canvas, Rect { height: menu.height + 1, ..menu }, menu.bottom(), 2, cx);
            let used = menu.height + 1;
            Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }
        };
        self.draw_preview(canvas, preview, cx);
        let key = |command| legend::key(cx, self.scope(), command);
        let words = if self.page == Page::Files { "copy.file_keys" } else { "copy.keys" };
        let keys = cx.words.say(words, &[("open", &key(Command::Open)), ("back", &key(Command::Back))]);
        canvas.put(area.x + 1, area.bottom() - 1, &keys, area.width - 1, Role::Label);
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        let mut x = area.x + 1;
        x += canvas.put(x, area.y, cx.words.get("copy.title"), 12, Role::Bar) + 2;
        let what = match self.records.as_slice() {
            [Some(facility)] => facility.name().to_owned(),
            [None] => cx.words.get("copy.not_loaded").to_owned(),
            several => cx.words.say("copy.several", &[("count", &several.len())]),
        };
        canvas.put(x, area.y, &what, area.right().saturating_sub(x), Role::Bar);
    }

    /// Name and use of every row of the page.
    fn rows(&self, cx: &Context<'_>) -> Vec<(String, String)> {
        match self.page {
            Page::Files => FILES
                .iter()
                .map(|(file, _)| (file.to_string(), cx.words.get(&format!("copy.file.{file}")).to_owned()))
                .collect(),
            Page::Menu | Page::Qr => Choice::all()
                .iter()
                .map(|choice| {
                    let words = |part: &str| cx.words.get(&format!("copy.{part}.{}", choice.name())).to_owned();
                    (words("form"), words("use"))
                })
                .collect(),
        }
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, area: Rect, rows: &[(String, String)]) {
        let at = if self.page == Page::Files { self.file_at } else { self.at };
        for (index, (name, usage)) in rows.iter().enumerate().take(usize::from(area.height)) {
            let y = area.y + index as u16;
            let role = if index == at { Role::Selected } else { Role::Text };
            canvas.fill(Rect { y, height: 1, ..area }, role);
            let mark = if index == at { ">" } else { " " };
            canvas.put(area.x, y, &format!("{mark}{} {name}", index + 1), area.width, role);
            let at_use = 20;
            if area.width > at_use {
                canvas.put(area.x + at_use, y, usage, area.width - at_use, role);
            }
        }
    }

    /// The settings, in one or two columns.
    fn draw_options(&self, canvas: &mut Canvas<'_>, area: Rect, top: u16, columns: u16, cx: &Context<'_>) {
        let safe = if self.safe { "copy.safe_on" } else { "copy.safe_off" };
        let length = if self.folded { "copy.length_on" } else { "copy.length_off" };
        let options = [
            ("e", "copy.safe", cx.words.get(safe).to_owned()),
            ("l", "copy.length", cx.words.say(length, &[("cells", &CARD_CELLS)])),
        ];
        let width = area.width / columns;
        for (index, (key, label, value)) in (0..).zip(options) {
            let (x, y) = (area.x + index % columns * width, top + index / columns);
            if y < area.bottom() {
                let used = canvas.put(x, y, &format!(" {key} {} ", cx.words.get(label)), width, Role::Text);
                canvas.put(x + used, y, &format!("[{value}]"), width.saturating_sub(used), Role::Title);
            }
        }
    }

    fn draw_preview(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.rule(Rect { height: 1, ..area }, cx.words.get("copy.made"));
        if area.height < 3 {
            return;
        }
        // The replacements need a line of their own only where there are any to be listed.
        let listed = u16::from(self.safe && area.height > 3);
        let foot = area.bottom() - 1 - listed;
        let room = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 1, height: foot - area.y - 1 };
        let made = match &self.made {
            Ok(made) => made,
            Err(cause) => {
                let sentence = cx.words.say("copy.failed", &[("cause", cause)]);
                canvas.put(room.x, area.y + 1, &sentence, room.width, Role::Bad);
                return;
            }
        };
        if self.records.iter().any(Option::is_none) {
            canvas.put(room.x, area.y + 1, cx.words.get("copy.not_loaded"), room.width, Role::Warn);
            return;
        }
        if made.text.is_empty() {
            for (y, line) in (room.y..).zip(canvas.wrap(cx.words.get("copy.no_phone"), room.width)) {
                canvas.put(room.x, y, &line, room.width, Role::Warn);
            }
            return;
        }
        // The lines as they are: a preview that broke them would not show the exact text.
        for (line, y) in made.text.lines().zip(room.y..room.bottom()) {
            canvas.put(room.x, y, line, room.width, Role::Text);
        }
        let figures = [("lines", made.text.lines().count()), ("characters", made.text.chars().count())];
        let figures = cx.words.say("copy.figures", &[(figures[0].0, &figures[0].1), (figures[1].0, &figures[1].1)]);
        canvas.put(room.x, foot, &figures, room.width, Role::Label);
        if listed > 0 {
            canvas.put(room.x, foot + 1, &self.replacements(cx), room.width, Role::Label);
        }
    }

    /// `置きかえた文字: ゔ→ヴ`; the arrow is written `>`, which is one cell everywhere.
    fn replacements(&self, cx: &Context<'_>) -> String {
        let replaced = self.made.as_ref().map(|made| made.replaced.as_slice()).unwrap_or_default();
        if replaced.is_empty() {
            return cx.words.get("copy.nothing_replaced").to_owned();
        }
        let list: Vec<String> = replaced
            .iter()
            .map(|r| {
                if r.is_lost() {
                    cx.words.say("copy.lost", &[("from", &r.from)])
                } else {
                    format!("{}>{}", r.from, r.to)
                }
            })
            .collect();
        cx.words.say("copy.replaced", &[("list", &list.join(" "))])
    }

    fn draw_qr(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let code = match self.code() {
            Ok(code) => code,
            Err(fault) => {
                draw_sentence(canvas, area, &fault_sentence(&fault, cx), cx, self);
                return;
            }
        };
        let Some((cells, quiet)) = layout(&code, area, canvas.widths) else {
            let side = code.width() as u16 + 2;
            let sentence = cx.words.say("copy.qr_small", &[("rows", &side), ("columns", &(side * 2))]);
            draw_sentence(canvas, area, &sentence, cx, self);
            return;
        };
        let used = match cells {
            Cells::Two => (code.width() + 2 * quiet) as u16 * 2,
            Cells::Half => (code.width() + 2 * quiet) as u16,
        };
        draw_modules(canvas, area, &code, cells, quiet, self.inverted);
        let x = area.x + used + 2;
        if x + 8 > area.right() {
            return;
        }
        let name = self.records.first().and_then(Option::as_ref).map_or("", |facility| facility.name());
        let purpose = match self.qr_use {
            QrUse::Dial => "copy.qr_dial",
            QrUse::Store => "copy.qr_store",
        };
        let keys = cx.words.say("copy.qr_keys", &[("back", &legend::key(cx, self.scope(), Command::Back))]);
        let texts = [
            (name, Role::Title),
            (&code.number, Role::Text),
            (cx.words.get(purpose), Role::Text),
            (&keys, Role::Label),
        ];
        let width = area.right() - x;
        let mut y = area.y + 1;
        for (text, role) in texts {
            for line in canvas.wrap(text, width) {
                if y < area.bottom() {
                    canvas.put(x, y, &line, width, role);
                }
                y += 1;
            }
            y += 1;
        }
    }
}

/// Draws a code as large as the place lets it; `false` where it does not fit.
pub fn draw_code(canvas: &mut Canvas<'_>, area: Rect, code: &Code) -> bool {
    let Some((cells, quiet)) = layout(code, area, canvas.widths) else { return false };
    draw_modules(canvas, area, code, cells, quiet, false);
    true
}

/// Does a code fit above the line of keys on this terminal?
pub fn fits(code: &Code, geometry: Geometry) -> bool {
    let area = Rect::new(0, 0, geometry.columns, geometry.rows.saturating_sub(1));
    layout(code, area, geometry.widths).is_some()
}

/// How a module is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cells {
    /// Two blanks, normal or reversed: right on every terminal.
    Two,
    /// Two modules in one cell, with half blocks: only where these are one cell wide.
    Half,
}

/// The largest drawing that fits, and the light modules around it. A code without any light around is not read.
fn layout(code: &Code, area: Rect, widths: Widths) -> Option<(Cells, usize)> {
    let side = code.width();
    let quiet = |columns: usize, rows: usize| {
        let spare = columns.checked_sub(side)?.min(rows.checked_sub(side)?) / 2;
        (spare > 0).then_some(spare.min(QUIET))
    };
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let two = quiet(columns / 2, rows).map(|quiet| (Cells::Two, quiet));
    let half = match widths {
        Widths::Narrow => quiet(columns, rows * 2).map(|quiet| (Cells::Half, quiet)),
        Widths::Wide => None,
    };
    two.or(half)
}

fn draw_modules(canvas: &mut Canvas<'_>, area: Rect, code: &Code, cells: Cells, quiet: usize, inverted: bool) {
    let side = code.width() + 2 * quiet;
    // Most terminals are dark: light modules are reversed blanks.
    let light = |x: usize, y: usize| {
        let dark = x >= quiet && y >= quiet && code.is_dark(x - quiet, y - quiet);
        dark == inverted
    };
    match cells {
        Cells::Two => {
            for y in 0..side {
                for x in 0..side {
                    let role = if light(x, y) { Role::Selected } else { Role::Text };
                    let cell = Rect { x: area.x + 2 * x as u16, y: area.y + y as u16, width: 2, height: 1 };
                    canvas.fill(cell, role);
                }
            }
        }
        Cells::Half => {
            for row in 0..side.div_ceil(2) {
                for x in 0..side {
                    let (upper, lower) = (light(x, 2 * row), 2 * row + 1 < side && light(x, 2 * row + 1));
                    let (text, role) = match (upper, lower) {
                        (true, true) => (" ", Role::Selected),
                        (true, false) => ("\u{2580}", Role::Text),
                        (false, true) => ("\u{2584}", Role::Text),
                        (false, false) => (" ", Role::Text),
                    };
                    let (x, y) = (area.x + x as u16, area.y + row as u16);
                    canvas.fill(Rect { x, y, width: 1, height: 1 }, role);
                    canvas.put(x, y, text, 1, role);
                }
            }
        }
    }
}

fn fault_sentence(fault: &QrFault, cx: &Context<'_>) -> String {
    match fault {
        QrFault::NotLoaded => cx.words.get("copy.not_loaded").to_owned(),
        QrFault::OneOnly => cx.words.get("copy.one_only").to_owned(),
        QrFault::NoPhone => cx.words.get("copy.no_phone").to_owned(),
        QrFault::ImpossiblePhone(number) => cx.words.say("copy.impossible_phone", &[("number", number)]),
        QrFault::TooLong => cx.words.get("copy.too_long_for_qr").to_owned(),
    }
}

fn draw_sentence(canvas: &mut Canvas<'_>, area: Rect, sentence: &str, cx: &Context<'_>, copy: &Copy) {
    let width = area.width.saturating_sub(2);
    for (line, y) in canvas.wrap(sentence, width).iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x + 1, y, line, width, Role::Warn);
    }
    let keys = cx.words.say("copy.qr_keys", &[("back", &legend::key(cx, copy.scope(), Command::Back))]);
    canvas.put(area.x + 1, area.bottom() - 1, &keys, width, Role::Label);
}
