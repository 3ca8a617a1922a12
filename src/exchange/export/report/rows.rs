//! A report's figures in words, part by part: what every format shows.

use strum::IntoEnumIterator;

use crate::domain::Kind;
use crate::domain::figures::Ratio;
use crate::domain::meeting::{self, projects, scenes};
use crate::domain::publication::{self, PlaceNames};
use crate::domain::report::{Figure, Part, Shape, YearReport};
use crate::domain::text::clean_line;
use crate::words::{Language, Words};

/// A part with its rows; those of the tags stand in a grid of their own.
#[derive(Debug)]
pub struct Section {
    pub part: Part,
    pub title: String,
    pub rows: Vec<Row>,
}

/// A figure as it is read.
#[derive(Debug)]
pub struct Row {
    pub code: String,
    pub label: String,
    pub value: String,
    /// Of the year before; empty where there is none.
    pub before: String,
    /// `+3`; empty of a share.
    pub change: String,
}

/// 場面 down, 事業 across.
#[derive(Debug)]
pub struct Grid {
    pub head: Vec<String>,
    pub rows: Vec<(String, Vec<u64>)>,
}

/// The parts that say something, in their order.
pub fn sections(report: &YearReport, words: &Words) -> Vec<Section> {
    Part::iter()
        .map(|part| Section {
            part,
            title: words.get(&format!("report.part.{part}")).to_owned(),
            rows: report
                .shown()
                .filter(|figure| figure.part == part)
                .map(|figure| row(report, figure, words))
                .collect(),
        })
        .filter(|section| !section.rows.is_empty() || section.part == Part::Tags)
        .collect()
}

/// How many records carry both tags.
pub fn grid(report: &YearReport, words: &Words) -> Grid {
    let head = projects().iter().map(|project| project.sign.to_owned()).collect();
    let rows = scenes().iter().map(|scene| {
        let cell = |project: &meeting::Project| {
            report.figure(&format!("tag.{}.{}", scene.code, project.code)).map_or(0, Figure::amount)
        };
        let name = format!("{} {}", scene.number, in_language(words, scene.short_ja, scene.en));
        (name, projects().iter().map(cell).collect())
    });
    Grid { head, rows: rows.collect() }
}

/// What the signs of the grid's head mean.
pub fn legend(words: &Words) -> String {
    let one =
        |project: &meeting::Project| format!("{} {}", project.sign, in_language(words, project.short_ja, project.en));
    projects().iter().map(one).collect::<Vec<_>>().join("  ")
}

fn row(report: &YearReport, figure: &Figure, words: &Words) -> Row {
    let before = report.before(figure);
    let change = match (figure.shape, before) {
        (Shape::Count, Some(before)) => {
            let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            format!("{:+}", signed(figure.amount()) - signed(before.amount()))
        }
        (Shape::Share | Shape::Rate(_) | Shape::Median, _) | (Shape::Count, None) => String::new(),
    };
    let mut label = label(&figure.code, &report.places, words);
    if figure.is_now {
        label = words.say("report.as_now", &[("label", &label)]);
    }
    Row {
        code: figure.code.clone(),
        label,
        value: value(figure, words),
        before: before.map(|before| value(before, words)).unwrap_or_default(),
        change,
    }
}

/// `12`, `81.8% (9/11)`, `-` of nothing.
pub fn value(figure: &Figure, words: &Words) -> String {
    match figure.shape {
        Shape::Count => figure.amount().to_string(),
        Shape::Median => {
            figure.middle().map_or_else(|| "-".to_owned(), |days| words.say("report.days", &[("n", &days)]))
        }
        Shape::Share | Shape::Rate(_) if figure.amount() == 0 => "-".to_owned(),
        Shape::Share | Shape::Rate(_) => {
            let is_few = figure.amount() < Ratio::SMALL as u64;
            let few = if is_few { format!(" {}", words.get("figures.few")) } else { String::new() };
            format!("{}% ({}/{}){few}", figure.percent(), figure.met(), figure.amount())
        }
    }
}

/// How a figure is called.
pub fn label(code: &str, places: &PlaceNames, words: &Words) -> String {
    if let Some(label) = words.find(&format!("report.figure.{code}")) {
        return label.to_owned();
    }
    let name = |ja: &'static str, en: &'static str| in_language(words, ja, en).to_owned();
    let family = ["tag", "ways", "meetings", "attendance", "published", "posts", "copies", "registry.kind", "care"];
    let found = family.iter().find_map(|family| Some((*family, code.strip_prefix(family)?.strip_prefix('.')?)));
    let known = found.and_then(|(family, key)| match family {
        "tag" => {
            let (scene, project) = key.split_once('.')?;
            let (scene, project) = (meeting::scene(scene)?, meeting::project(project)?);
            Some(format!(
                "{} / {} {}",
                name(scene.short_ja, scene.en),
                project.sign,
                name(project.short_ja, project.en)
            ))
        }
        "ways" => words.find(&format!("report.way.{key}")).map(str::to_owned),
        "meetings" => meeting::kind(key).map(|kind| name(kind.ja, kind.en)),
        "attendance" => meeting::profession(key).map(|one| name(one.ja, one.en)),
        "published" | "copies" => publication::kind(key).map(|kind| name(kind.ja, kind.en)),
        "posts" => {
            publication::place(key).map(|place| place.called(places, words.language() == Language::Ja).to_owned())
        }
        "registry.kind" => {
            let kind = Kind::new(key);
            let info = kind.info();
            Some(name(info.ja, info.en))
        }
        "care" => words.find(&format!("figures.measure.{key}")).map(str::to_owned),
        _ => None,
    });
    // A code of a newer program, or of somebody's own file, stands as it is.
    let key = || found.map_or(code, |(_, key)| key);
    let known = known.unwrap_or_else(|| clean_line(key()));
    match found {
        Some(("posts", _)) => words.say("report.posted", &[("place", &known)]),
        Some(("copies", _)) => words.say("report.copies", &[("kind", &known)]),
        Some(_) | None => known,
    }
}

fn in_language<'a>(words: &Words, ja: &'a str, en: &'a str) -> &'a str {
    match words.language() {
        Language::Ja => ja,
        Language::En => en,
    }
}
