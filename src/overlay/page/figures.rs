//! The figures of a year, with bars.

use strum::IntoEnumIterator;

use super::{About, Choice, Content, Deed, Line};
use crate::domain::figures::{Figures, FiscalYear, Group, Measure, Spread};
use crate::domain::text::clean_line;
use crate::exchange::export::figures as export;
use crate::exchange::export::figures::Detail;
use crate::message::{Effect, FileFormat};
use crate::paint::Role;
use crate::pane::{Act, Context};
use crate::port::clipboard::CopyText;

/// Cells of a whole bar.
const BAR: usize = 20;

fn counted(cx: &Context<'_>, year: FiscalYear) -> Figures {
    cx.casebook.figures(year, &|id| cx.registry.row(id).map(|row| row.name.to_string()))
}

/// The year as a table, every hospital with it.
pub(super) fn file(cx: &Context<'_>, year: FiscalYear, format: FileFormat) -> Vec<Act> {
    let figures = counted(cx, year);
    // Excel reads UTF-8 only behind its mark.
    let text = CopyText(format!("\u{feff}{}", export::csv(&figures, Detail::Hospitals, cx.words)));
    vec![Act::Do(Effect::WriteFile { format, text, items: figures.total.admissions })]
}

pub(super) fn content(cx: &Context<'_>, year: FiscalYear, hospital: Option<&str>) -> Content {
    let figures = counted(cx, year);
    let of = hospital.and_then(|wanted| {
        figures.hospitals.iter().find(|(name, _)| name.as_deref().unwrap_or_default() == wanted).map(|(_, group)| group)
    });
    let group = of.unwrap_or(&figures.total);
    let whose = match hospital {
        Some("") => cx.words.get("figures.unknown_hospital").to_owned(),
        Some(name) => clean_line(name),
        None => cx.words.get("figures.total").to_owned(),
    };
    let title = cx.words.say("figures.title_plain", &[("year", &year.0)]);
    let mut lines = vec![Line::fact(cx.words.get("figures.column.hospital"), whose, Role::Title)];
    lines.extend(counts(cx, group));
    lines.push(Line::heading(cx.words.get("figures.column.share")));
    lines.extend(Measure::iter().map(|measure| share(cx, group, measure)));
    lines.push(Line::heading(cx.words.get("figures.spread.notice_days")));
    lines.extend(spread(cx, &group.notice_days));
    lines.push(Line::heading(cx.words.get("figures.spread.stay_days")));
    lines.extend(spread(cx, &group.stay_days));
    if !group.gaps.is_empty() {
        lines.push(Line::heading(cx.words.get("page.gaps")));
    }
    lines
        .extend(group.gaps.iter().map(|(reason, count)| Line::fact(clean_line(reason), count.to_string(), Role::Text)));
    for note in ["figures.basis_note", "figures.level_note"] {
        lines.push(Line::fact("", cx.words.get(note), Role::Label));
    }
    let names: Vec<String> = figures.hospitals.iter().map(|(name, _)| name.clone().unwrap_or_default()).collect();
    let next = match hospital {
        None => names.first().cloned(),
        Some(now) => names.iter().skip_while(|name| *name != now).nth(1).cloned(),
    };
    let choices = vec![
        Choice { word: "page.year_before", deed: Deed::Show(About::Figures(FiscalYear(year.0 - 1), None)) },
        Choice { word: "page.year_after", deed: Deed::Show(About::Figures(FiscalYear(year.0 + 1), None)) },
        Choice { word: "page.next_hospital", deed: Deed::Show(About::Figures(year, next)) },
        Choice { word: "page.csv", deed: Deed::File(FileFormat::Csv) },
    ];
    Content { title, lines, choices, label: None }
}

fn counts(cx: &Context<'_>, group: &Group) -> Vec<Line> {
    let all = [
        ("admissions", group.admissions),
        ("discharges", group.discharges),
        ("transfers", group.transfers),
        ("deaths", group.deaths),
    ];
    let line = |(code, count): (&str, usize)| {
        Line::fact(cx.words.get(&format!("figures.count.{code}")), count.to_string(), Role::Text)
    };
    all.into_iter().map(line).collect()
}

/// `81.8%  45/55  [################----]`: what it is of stands beside it, and few is said to be few.
fn share(cx: &Context<'_>, group: &Group, measure: Measure) -> Line {
    let ratio = group.ratios.get(&measure).copied().unwrap_or_default();
    let label = cx.words.get(&format!("figures.measure.{measure}")).to_owned();
    let Some(per_mille) = ratio.per_mille() else { return Line::fact(label, "--", Role::Label) };
    let full = (per_mille * BAR + 500) / 1000;
    let bar = format!("[{}{}]", "#".repeat(full.min(BAR)), "-".repeat(BAR - full.min(BAR)));
    let few = if ratio.is_small() { cx.words.get("figures.few") } else { "" };
    let (percent, of) = (ratio.percent(), format!("{}/{}", ratio.numerator, ratio.denominator));
    Line::fact(label, format!("{percent:>5}% {of:>7} {bar} {few}"), Role::Text)
}

fn spread(cx: &Context<'_>, spread: &Spread) -> Vec<Line> {
    let parts = [
        ("median", spread.quartile(2)),
        ("q1", spread.quartile(1)),
        ("q3", spread.quartile(3)),
        ("mean", spread.mean()),
    ];
    let of = cx.words.say("figures.of", &[("n", &spread.count())]);
    let line = |(part, value): (&str, Option<i64>)| {
        let text = Spread::text(value);
        let text = if text.is_empty() { "--".to_owned() } else { format!("{text}  {of}") };
        Line::fact(cx.words.get(&format!("figures.part.{part}")), text, Role::Text)
    };
    parts.into_iter().map(line).collect()
}
