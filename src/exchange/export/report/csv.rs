//! One row a figure, RFC 4180.

use super::rows::sections;
use crate::domain::report::{Shape, YearReport};
use crate::exchange::export::csv;
use crate::words::Words;

pub fn write(report: &YearReport, words: &Words) -> String {
    const COLUMNS: [&str; 9] = ["year", "part", "code", "label", "value", "met", "of", "before", "change"];
    let header = COLUMNS.map(|name| words.get(&format!("report.column.{name}")).to_owned());
    let mut text = csv::record(&header);
    for section in sections(report, words) {
        for row in section.rows {
            let figure = report.figure(&row.code);
            let share = figure.filter(|figure| matches!(figure.shape, Shape::Share | Shape::Rate(_)));
            let median = figure.filter(|figure| figure.shape == Shape::Median);
            let of = |number: fn(&crate::domain::report::Figure) -> u64| share.map(|one| number(one).to_string());
            let value = match (share, median) {
                (Some(share), _) => share.percent(),
                (None, Some(median)) => median.middle().unwrap_or_default(),
                (None, None) => row.value,
            };
            text += &csv::record(&[
                report.year.0.to_string(),
                section.title.clone(),
                row.code,
                row.label,
                value,
                of(crate::domain::report::Figure::met).unwrap_or_default(),
                of(crate::domain::report::Figure::amount).unwrap_or_default(),
                row.before,
                row.change,
            ]);
        }
    }
    text
}
