//! The yearly figures as a table, for a spreadsheet, a report, a script or the terminal. They name nobody.

use serde_json::{Value, json};
use strum::IntoEnumIterator;

use super::csv;
use super::json::SCHEMA;
use super::markdown::escape;
use super::sanitise::sanitise;
use crate::domain::figures::{Basis, Figures, Group, Measure, Ratio, Spread};
use crate::domain::text::clean_line;
use crate::words::Words;

/// Whether each hospital stands beside the total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    Total,
    Hospitals,
}

/// One line of a table.
struct Row {
    /// A stable word for scripts.
    code: String,
    label: String,
    basis: Option<Basis>,
    cell: Cell,
}

/// What a figure is.
#[derive(Clone, Copy)]
enum Cell {
    Count(usize),
    Share(Ratio),
    /// Hundredths of a day, and of how many stays.
    Days(Option<i64>, usize),
}

impl Cell {
    /// Is it of too few to say much?
    const fn is_few(self) -> bool {
        match self {
            Self::Count(_) => false,
            Self::Share(Ratio { denominator: of, .. }) | Self::Days(_, of) => 0 < of && of < Ratio::SMALL,
        }
    }
}

/// One row a figure: the hospital, the figure and what it is of, RFC 4180.
pub fn csv(figures: &Figures, detail: Detail, words: &Words) -> String {
    const COLUMNS: [&str; 10] =
        ["year", "hospital", "code", "label", "basis", "value", "numerator", "denominator", "percent", "few"];
    let header: Vec<String> =
        COLUMNS.iter().map(|name| words.get(&format!("figures.column.{name}")).to_owned()).collect();
    let mut text = csv::record(&header);
    for (name, group) in groups(figures, detail, words) {
        for row in rows(group, words) {
            let none = String::new;
            let [value, numerator, denominator, percent] = match row.cell {
                Cell::Count(count) => [count.to_string(), none(), none(), none()],
                Cell::Share(ratio) => {
                    [none(), ratio.numerator.to_string(), ratio.denominator.to_string(), ratio.percent()]
                }
                Cell::Days(days, of) => [Spread::text(days), none(), of.to_string(), none()],
            };
            let few = if row.cell.is_few() { words.get("figures.few").to_owned() } else { String::new() };
            let basis = row.basis.map(|basis| basis_word(basis, words)).unwrap_or_default();
            let year = figures.year.0.to_string();
            text += &csv::record(&[
                year,
                name.clone(),
                row.code,
                row.label,
                basis,
                value,
                numerator,
                denominator,
                percent,
                few,
            ]);
        }
    }
    text
}

/// For a report.
pub fn markdown(figures: &Figures, detail: Detail, words: &Words) -> String {
    let mut text = format!("# {}\n", escape(&title(figures, words)));
    for (name, group) in groups(figures, detail, words) {
        text += &format!("\n## {}\n\n", escape(&name));
        let head =
            ["label", "value", "share", "basis"].map(|name| words.get(&format!("figures.column.{name}")).to_owned());
        text += &format!("| {} |\n|---|---:|---:|---|\n", head.join(" | "));
        for row in rows(group, words) {
            let basis = row.basis.map(|basis| basis_word(basis, words)).unwrap_or_default();
            let (value, share) = said(&row, words);
            text += &format!("| {} | {value} | {share} | {basis} |\n", escape(&row.label));
        }
    }
    text.push('\n');
    for note in notes(figures, detail, words) {
        text += &format!("- {}\n", escape(&note));
    }
    text
}

/// For the terminal.
pub fn text(figures: &Figures, detail: Detail, words: &Words) -> String {
    let mut text = format!("{}\n", title(figures, words));
    for (name, group) in groups(figures, detail, words) {
        text += &format!("\n[{name}]\n");
        for row in rows(group, words) {
            let (value, share) = said(&row, words);
            let of = [value, share].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
            text += &format!("  {}: {of}\n", row.label);
        }
    }
    text.push('\n');
    for note in notes(figures, detail, words) {
        text += &format!("* {note}\n");
    }
    text
}

/// One object on one line. Every key is always there; `percent` is `null` of nothing.
pub fn json(figures: &Figures, detail: Detail) -> Value {
    let hospitals: Vec<Value> = match detail {
        Detail::Total => Vec::new(),
        Detail::Hospitals => figures
            .hospitals
            .iter()
            .map(|(name, group)| {
                let mut value = group_json(group);
                value["name"] = json!(name.as_deref().map(sanitise));
                value
            })
            .collect(),
    };
    json!({
        "schema": SCHEMA,
        "year": figures.year.0,
        "from": figures.year.first().to_string(),
        "until": figures.year.last().to_string(),
        "total": group_json(&figures.total),
        "hospitals": hospitals,
    })
}

fn group_json(group: &Group) -> Value {
    let measures: Vec<Value> = group
        .ratios
        .iter()
        .map(|(measure, ratio)| {
            let (code, basis): (&str, &str) = (measure.into(), measure.basis().into());
            json!({
                "code": code,
                "basis": basis,
                "numerator": ratio.numerator,
                "denominator": ratio.denominator,
                "percent": ratio.percent().parse::<f64>().ok(),
                "few": ratio.is_small(),
            })
        })
        .collect();
    let gaps: Vec<Value> =
        group.gaps.iter().map(|(reason, count)| json!({ "reason": sanitise(reason), "count": count })).collect();
    json!({
        "admissions": group.admissions,
        "discharges": group.discharges,
        "transfers": group.transfers,
        "deaths": group.deaths,
        "measures": measures,
        "notice_days": spread_json(&group.notice_days),
        "stay_days": spread_json(&group.stay_days),
        "gaps": gaps,
    })
}

fn spread_json(spread: &Spread) -> Value {
    let days = |value| Spread::text(value).parse::<f64>().ok();
    json!({
        "count": spread.count(),
        "mean": days(spread.mean()),
        "q1": days(spread.quartile(1)),
        "median": days(spread.quartile(2)),
        "q3": days(spread.quartile(3)),
        "few": spread.is_small(),
    })
}

fn groups<'a>(figures: &'a Figures, detail: Detail, words: &Words) -> Vec<(String, &'a Group)> {
    let mut groups = vec![(words.get("figures.total").to_owned(), &figures.total)];
    if detail == Detail::Hospitals {
        groups.extend(figures.hospitals.iter().map(|(name, group)| {
            let name = name.as_deref().map(clean_line);
            (name.unwrap_or_else(|| words.get("figures.unknown_hospital").to_owned()), group)
        }));
    }
    groups
}

fn rows(group: &Group, words: &Words) -> Vec<Row> {
    let counts = [
        ("admissions", Basis::Admission, group.admissions),
        ("discharges", Basis::Discharge, group.discharges),
        ("transfers", Basis::Discharge, group.transfers),
        ("deaths", Basis::Discharge, group.deaths),
    ];
    let mut rows: Vec<Row> = counts
        .into_iter()
        .map(|(code, basis, count)| Row {
            code: code.to_owned(),
            label: words.get(&format!("figures.count.{code}")).to_owned(),
            basis: Some(basis),
            cell: Cell::Count(count),
        })
        .collect();
    rows.extend(Measure::iter().map(|measure| {
        let ratio = group.ratios.get(&measure).copied().unwrap_or_default();
        Row {
            code: measure.to_string(),
            label: words.get(&format!("figures.measure.{measure}")).to_owned(),
            basis: Some(measure.basis()),
            cell: Cell::Share(ratio),
        }
    }));
    for (code, spread) in [("notice_days", &group.notice_days), ("stay_days", &group.stay_days)] {
        rows.extend(spread_rows(code, spread, words));
    }
    rows.extend(group.gaps.iter().map(|(reason, count)| Row {
        code: "gap".to_owned(),
        label: words.say("figures.gap", &[("reason", &clean_line(reason))]),
        basis: None,
        cell: Cell::Count(*count),
    }));
    rows
}

fn spread_rows(code: &str, spread: &Spread, words: &Words) -> Vec<Row> {
    let name = words.get(&format!("figures.spread.{code}")).to_owned();
    let parts = [
        ("median", spread.quartile(2)),
        ("q1", spread.quartile(1)),
        ("q3", spread.quartile(3)),
        ("mean", spread.mean()),
    ];
    let row = |(part, value): (&str, Option<i64>)| Row {
        code: format!("{code}_{part}"),
        label: format!("{name} {}", words.get(&format!("figures.part.{part}"))),
        basis: Some(Basis::Discharge),
        cell: Cell::Days(value, spread.count()),
    };
    parts.into_iter().map(row).collect()
}

/// The value and the share of a row, in words.
fn said(row: &Row, words: &Words) -> (String, String) {
    let few = if row.cell.is_few() { format!(" {}", words.get("figures.few")) } else { String::new() };
    match row.cell {
        Cell::Count(count) => (count.to_string(), String::new()),
        Cell::Share(Ratio { denominator: 0, .. }) | Cell::Days(None, _) => (String::new(), "-".to_owned()),
        Cell::Share(ratio) => {
            (String::new(), format!("{}% ({}/{}){few}", ratio.percent(), ratio.numerator, ratio.denominator))
        }
        Cell::Days(days, of) => (Spread::text(days), words.say("figures.of", &[("n", &of)]) + &few),
    }
}

fn basis_word(basis: Basis, words: &Words) -> String {
    let basis: &str = basis.into();
    words.get(&format!("figures.basis.{basis}")).to_owned()
}

fn title(figures: &Figures, words: &Words) -> String {
    /// 令和元年 is 2019.
    const BEFORE_REIWA: i16 = 2018;
    let year = figures.year.0;
    if year <= BEFORE_REIWA {
        return words.say("figures.title_plain", &[("year", &year)]);
    }
    words.say("figures.title", &[("year", &year), ("era", &(year - BEFORE_REIWA))])
}

fn notes(figures: &Figures, detail: Detail, words: &Words) -> Vec<String> {
    let few = groups(figures, detail, words)
        .into_iter()
        .any(|(_, group)| rows(group, words).iter().any(|row| row.cell.is_few()));
    let mut notes: Vec<String> = Vec::new();
    if few {
        notes.push(words.say("figures.few_note", &[("n", &Ratio::SMALL)]));
    }
    let others = ["figures.basis_note", "figures.level_note", "figures.days_note"];
    notes.extend(others.map(|key| words.get(key).to_owned()));
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figures::FiscalYear;
    use crate::words::Language;

    fn sample() -> Figures {
        let mut ratios = std::collections::BTreeMap::new();
        ratios.insert(Measure::Told, Ratio { numerator: 9, denominator: 11 });
        ratios.insert(Measure::Rush, Ratio { numerator: 1, denominator: 3 });
        let group = Group {
            admissions: 12,
            discharges: 11,
            transfers: 0,
            deaths: 1,
            ratios,
            notice_days: Spread::of(vec![2, 7, 9, 12]),
            stay_days: Spread::default(),
            gaps: vec![("=急な|退院".to_owned(), 2)],
            counted: crate::domain::figures::CountedStays::default(),
        };
        Figures {
            year: FiscalYear(2026), total: group.clone(), hospitals: vec![(Some("+架空病院".to_owned()), group)]
        }
    }

    #[test]
    fn cells_of_a_spreadsheet_start_no_formula() {
        let text = csv(&sample(), Detail::Hospitals, Words::of(Language::Ja));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "年度,病院,符号,指標,数える日,値,分子,分母,率(%),注意");
        assert!(lines.contains(&"2026,全体,told,退院支援連絡実施率,退院日,,9,11,81.8,"), "{text}");
        assert!(lines.contains(&"2026,'+架空病院,rush,急な退院,退院日,,1,3,33.3,(少数)"), "{text}");
        assert!(
            lines.iter().any(|line| line.starts_with("2026,全体,notice_days_median,") && line.contains(",8,,4,,")),
            "{text}"
        );
    }

    #[test]
    fn small_numbers_are_warned_of() {
        for words in [Language::Ja, Language::En].map(Words::of) {
            let (text, report) = (text(&sample(), Detail::Total, words), markdown(&sample(), Detail::Total, words));
            let warning = words.say("figures.few_note", &[("n", &10)]);
            assert!(text.contains(&warning) && !text.contains("figures."), "{text}");
            assert!(report.contains("81.8% (9/11) |") && report.contains("急な\\|退院"), "{report}");
        }
        let value = json(&sample(), Detail::Hospitals);
        assert_eq!(value["hospitals"][0]["notice_days"]["median"], 8.0);
        assert_eq!(value["total"]["stay_days"]["median"], Value::Null);
        assert_eq!((&value["from"], &value["until"]), (&json!("2026-04-01"), &json!("2027-03-31")));
    }
}
