//! `fixtures/search/golden.tsv` fixes what stands on top for some sixty queries on the demo city.

use std::fmt::Write as _;
use std::path::Path;

use renkei::domain::{Facility, PlaceTable};
use renkei::search::{Document, Index, Query, Readings};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_top_rows_are_the_golden_ones() {
    let places: Vec<PlaceTable> = serde_json::from_str(&fixture("demo/places.json")).expect("place tables");
    let readings = Readings::of(&places);
    let facilities: Vec<Facility> =
        fixture("demo/facilities.jsonl").lines().map(|line| serde_json::from_str(line).expect("a facility")).collect();
    let index = Index::build(facilities.iter().map(|facility| Document::of(facility, &readings)));
    let name = |id| facilities.iter().find(|facility| facility.id == id).map_or("", Facility::name);

    let golden = fixture("search/golden.tsv");
    let mut actual = String::new();
    let mut queries = 0;
    for line in golden.lines() {
        if line.starts_with('#') || line.is_empty() {
            writeln!(actual, "{line}").expect("a string");
            continue;
        }
        queries += 1;
        let text = line.split('\t').next().unwrap_or_default();
        let hits = index.search(&Query::parse(text), 3);
        let rows: Vec<String> = hits
            .rows
            .iter()
            .map(|hit| {
                let how: Vec<String> = hit.why.iter().map(|why| format!("{}/{}", why.field, why.how)).collect();
                format!("{} [{}]", name(hit.id), how.join(" "))
            })
            .collect();
        writeln!(actual, "{text}\t{}\t{}", hits.total, rows.join("\t")).expect("a string");
    }
    assert!(queries >= 60, "only {queries} queries");
    assert!(golden == actual, "the order changed; if this is better, put it into golden.tsv:\n{actual}");
}
