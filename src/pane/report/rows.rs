//! The report line by line, and what of it can be selected.

use super::trace::is_share;
use crate::domain::report::{Figure, Part, Shape, YearReport};
use crate::exchange::export::report::{grid, label, legend, sections, value};
use crate::pane::Context;

/// A line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Row {
    /// A part begins.
    Part(String),
    /// The signs of the projects over the columns.
    Signs(Vec<String>),
    /// A scene with how many records carry it and each project.
    Cells(String, Vec<u64>),
    Figure(Line),
    Note(String),
}

/// A figure in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub label: String,
    pub value: String,
    /// Of the year before; empty where there is none.
    pub before: String,
    pub change: String,
    /// Thousandths of a whole bar, this year's and last year's; `None` where a bar would say nothing.
    pub bar: Option<(u32, Option<u32>)>,
}

/// Something that can be selected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stop {
    pub code: String,
    /// Index of its row, and of a cell its column.
    pub row: usize,
    pub column: Option<usize>,
}

/// All lines, and the places of the figures.
pub(super) fn rows(report: &YearReport, cx: &Context<'_>) -> (Vec<Row>, Vec<Stop>) {
    let words = cx.words;
    let (mut rows, mut stops) = (Vec::new(), Vec::new());
    if report.figures.iter().all(|figure| figure.amount() == 0) && report.undated.is_empty() {
        rows.push(Row::Note(words.get("yearly.empty").to_owned()));
    }
    for section in sections(report, words) {
        rows.push(Row::Part(section.title));
        if section.part == Part::Tags {
            let grid = grid(report, words);
            rows.push(Row::Signs(grid.head));
            let mut tags = report.figures.iter().filter(|figure| figure.part == Part::Tags);
            for (name, cells) in grid.rows {
                for (column, figure) in tags.by_ref().take(cells.len()).enumerate() {
                    // What is nothing leads back to nothing.
                    if figure.amount() > 0 {
                        stops.push(Stop { code: figure.code.clone(), row: rows.len(), column: Some(column) });
                    }
                }
                rows.push(Row::Cells(name, cells));
            }
            rows.push(Row::Note(legend(words)));
            continue;
        }
        let most = most(report, section.part);
        for row in section.rows {
            let figure = report.figure(&row.code);
            let bar = figure.and_then(|figure| bar(report, figure, most));
            stops.push(Stop { code: row.code, row: rows.len(), column: None });
            let (label, value, before, change) = (row.label, row.value, row.before, row.change);
            rows.push(Row::Figure(Line { label, value, before, change, bar }));
        }
    }
    if let Some(undated) = report.traceable(UNDATED).filter(|undated| undated.amount() > 0) {
        rows.push(Row::Part(words.get("yearly.undated_part").to_owned()));
        stops.push(Stop { code: UNDATED.to_owned(), row: rows.len(), column: None });
        let line = Line {
            label: words.get("yearly.undated").to_owned(),
            value: value(&undated, words),
            before: String::new(),
            change: String::new(),
            bar: None,
        };
        rows.push(Row::Figure(line));
    }
    (rows, stops)
}

/// The code of what is counted in no year.
pub(super) const UNDATED: &str = "undated";

/// The largest count of a part, this year or the last.
fn most(report: &YearReport, part: Part) -> u64 {
    let counts = report.shown().filter(|figure| figure.part == part && figure.shape == Shape::Count);
    let largest = counts.map(|figure| figure.amount().max(report.before(figure).map_or(0, Figure::amount)));
    largest.max().unwrap_or(0)
}

fn bar(report: &YearReport, figure: &Figure, most: u64) -> Option<(u32, Option<u32>)> {
    let of = |figure: &Figure| {
        let (part, of) = if is_share(figure) { (figure.met(), figure.amount()) } else { (figure.amount(), most) };
        (part * 1000).checked_div(of).and_then(|share| u32::try_from(share).ok())
    };
    // A number that is neither a count nor a share has nothing to be drawn against.
    let is_drawn = is_share(figure) || figure.shape == Shape::Count;
    is_drawn.then(|| Some((of(figure)?, report.before(figure).and_then(of)))).flatten()
}

/// How a figure is called, also the one without a year.
pub(super) fn name(code: &str, cx: &Context<'_>) -> String {
    if code == UNDATED { cx.words.get("yearly.undated").to_owned() } else { label(code, cx.places, cx.words) }
}
