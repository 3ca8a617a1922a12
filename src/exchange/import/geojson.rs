//! The lines of a map from GeoJSON (RFC 7946): lines and the edges of areas, everything else passed over.

use serde_json::Value;

use crate::domain::facility::Coordinates;
use crate::domain::ground::{LineKind, Outline, OutlineLine, line_kind, line_kinds};

/// Points of a whole file after thinning; a terminal shows a few thousand.
const MOST_POINTS: usize = 200_000;
/// Metres that nobody sees: the nearest view shows some 10 m in a dot.
const THIN: f64 = 10.0;
/// How deep collections may lie in one another.
const DEEPEST: usize = 4;

/// Why a file of lines was not taken, with the place; nothing of it is drawn then.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum GeoJsonFault {
    #[error("line {line}, column {column}: this is not JSON: {cause}")]
    Syntax { line: usize, column: usize, cause: String },
    #[error("this is not GeoJSON: there is no \"type\" that it knows (FeatureCollection, Feature, Polygon ...)")]
    NoType,
    #[error("feature {feature}: \"coordinates\" are not what {what} has")]
    Coordinates { feature: usize, what: &'static str },
    #[error("feature {feature}: {x}, {y} does not lie in Japan; GeoJSON has the longitude first, in degrees of WGS 84")]
    Elsewhere { feature: usize, x: f64, y: f64 },
    #[error("no line and no area in it")]
    Empty,
    #[error("{points} points are too many, at most {MOST_POINTS}; simplify the lines")]
    TooMany { points: usize },
}

/// Reads a whole file. The edges of areas are limits of a city, single lines rivers, unless the property `kind` says otherwise.
pub fn outline(bytes: &[u8]) -> Result<Outline, GeoJsonFault> {
    let file: Value = serde_json::from_slice(bytes).map_err(|error| GeoJsonFault::Syntax {
        line: error.line(),
        column: error.column(),
        cause: cause(&error),
    })?;
    let mut reading = Reading { outline: Outline::default(), feature: 0, known: false };
    reading.object(&file, None, 0)?;
    if !reading.known {
        return Err(GeoJsonFault::NoType);
    }
    if reading.outline.is_empty() {
        return Err(GeoJsonFault::Empty);
    }
    let outline = reading.outline.thinned(THIN);
    let points = outline.points();
    if points > MOST_POINTS { Err(GeoJsonFault::TooMany { points }) } else { Ok(outline) }
}

/// The cause without its place, which stands before it.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    crate::domain::text::clean_line(&text[..end])
}

struct Reading {
    outline: Outline,
    /// The number of the feature that is being read, from 1; 1 in a file that is a single geometry.
    feature: usize,
    /// A type was found that GeoJSON has.
    known: bool,
}

impl Reading {
    fn object(&mut self, value: &Value, kind: Option<&'static LineKind>, depth: usize) -> Result<(), GeoJsonFault> {
        let name = value.get("type").and_then(Value::as_str).unwrap_or_default();
        let each = |name: &str| value.get(name).and_then(Value::as_array).into_iter().flatten();
        self.known |= matches!(
            name,
            "FeatureCollection"
                | "Feature"
                | "GeometryCollection"
                | "LineString"
                | "MultiLineString"
                | "Polygon"
                | "MultiPolygon"
                | "Point"
                | "MultiPoint"
        );
        if depth > DEEPEST {
            return Ok(());
        }
        match name {
            "FeatureCollection" => {
                for feature in each("features") {
                    self.object(feature, None, depth + 1)?;
                }
            }
            "Feature" => {
                self.feature += 1;
                let named = value.get("properties").and_then(|all| all.get("kind")).and_then(Value::as_str);
                self.object(value.get("geometry").unwrap_or(&Value::Null), named.and_then(line_kind), depth + 1)?;
            }
            "GeometryCollection" => {
                for geometry in each("geometries") {
                    self.object(geometry, kind, depth + 1)?;
                }
            }
            "LineString" => self.line(coordinates(value), kind, &RIVER, "LineString")?,
            "MultiLineString" => self.lines(coordinates(value), kind, &RIVER, "MultiLineString")?,
            "Polygon" => self.lines(coordinates(value), kind, &BOUNDARY, "Polygon")?,
            "MultiPolygon" => {
                for area in self.list(coordinates(value), "MultiPolygon")? {
                    self.lines(area, kind, &BOUNDARY, "MultiPolygon")?;
                }
            }
            // Points are the register's.
            _ => {}
        }
        Ok(())
    }

    fn list<'v>(&self, value: &'v Value, what: &'static str) -> Result<&'v Vec<Value>, GeoJsonFault> {
        value.as_array().ok_or(GeoJsonFault::Coordinates { feature: self.feature.max(1), what })
    }

    fn lines(
        &mut self,
        value: &Value,
        kind: Option<&'static LineKind>,
        usual: &Usual,
        what: &'static str,
    ) -> Result<(), GeoJsonFault> {
        for line in self.list(value, what)? {
            self.line(line, kind, usual, what)?;
        }
        Ok(())
    }

    fn line(
        &mut self,
        value: &Value,
        kind: Option<&'static LineKind>,
        usual: &Usual,
        what: &'static str,
    ) -> Result<(), GeoJsonFault> {
        let feature = self.feature.max(1);
        let mut points = Vec::new();
        for point in self.list(value, what)? {
            let [x, y, ..] = point.as_array().map_or(&[][..], Vec::as_slice) else {
                return Err(GeoJsonFault::Coordinates { feature, what });
            };
            let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else {
                return Err(GeoJsonFault::Coordinates { feature, what });
            };
            points.push(Coordinates::in_japan(y, x).ok_or(GeoJsonFault::Elsewhere { feature, x, y })?);
        }
        let kind = kind.or_else(|| line_kind(usual.0)).unwrap_or(&line_kinds()[0]);
        self.outline.lines.extend(OutlineLine::new(kind, points));
        Ok(())
    }
}

/// What lines are where nothing is said of it.
struct Usual(&'static str);
const RIVER: Usual = Usual("river");
const BOUNDARY: Usual = Usual("boundary");

fn coordinates(value: &Value) -> &Value {
    value.get("coordinates").unwrap_or(&Value::Null)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(text: &str) -> Result<Outline, GeoJsonFault> {
        outline(text.as_bytes())
    }

    fn kinds(text: &str) -> Vec<(&'static str, usize)> {
        read(text).expect("lines").lines.iter().map(|line| (line.kind.code, line.points.len())).collect()
    }

    #[test]
    fn areas_are_limits_and_lines_are_rivers_where_nothing_else_is_said() {
        let text = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": null, "geometry": {"type": "Polygon", "coordinates":
                [[[143.1, 32.1], [143.2, 32.1], [143.2, 32.2], [143.1, 32.1]], [[143.15, 32.15], [143.16, 32.15], [143.15, 32.15]]]}},
            {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[143.1, 32.1, 5.0], [143.2, 32.3]]}},
            {"type": "Feature", "properties": {"kind": "Rail"}, "geometry": {"type": "MultiLineString", "coordinates": [[[143.1, 32.1], [143.2, 32.3]]]}},
            {"type": "Feature", "properties": {"kind": "unheard of"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[143.1, 32.1], [143.2, 32.3]]]]}},
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [143.1, 32.1]}},
            {"type": "Feature", "properties": {}, "geometry": null}]}"#;
        assert_eq!(kinds(text), [("boundary", 4), ("boundary", 3), ("river", 2), ("railway", 2), ("boundary", 2)]);
    }

    #[test]
    fn a_single_geometry_and_a_collection_are_files_too() {
        assert_eq!(kinds(r#"{"type": "LineString", "coordinates": [[143.1, 32.1], [143.2, 32.3]]}"#), [("river", 2)]);
        let text = r#"{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[143.1, 32.1], [143.2, 32.3]]}]}"#;
        assert_eq!(kinds(text), [("river", 2)]);
    }

    #[rstest]
    #[case(
        r#"{"type": "LineString", "coordinates": [[32.1, 143.1], [32.3, 143.2]]}"#,
        "feature 1: 32.1, 143.1 does not lie in Japan; GeoJSON has the longitude first, in degrees of WGS 84"
    )]
    #[case(
        r#"{"type": "LineString", "coordinates": [[143.1], [143.2, 32.3]]}"#,
        "feature 1: \"coordinates\" are not what LineString has"
    )]
    #[case(
        r#"{"type": "Polygon", "coordinates": [[143.1, 32.1]]}"#,
        "feature 1: \"coordinates\" are not what Polygon has"
    )]
    #[case(r#"{"type": "Polygon"}"#, "feature 1: \"coordinates\" are not what Polygon has")]
    #[case(
        r#"{"type": "LineString", "coordinates": [["143.1", "32.1"]]}"#,
        "feature 1: \"coordinates\" are not what LineString has"
    )]
    #[case(
        r#"{"kind": "LineString"}"#,
        "this is not GeoJSON: there is no \"type\" that it knows (FeatureCollection, Feature, Polygon ...)"
    )]
    #[case(
        "[1, 2]",
        "this is not GeoJSON: there is no \"type\" that it knows (FeatureCollection, Feature, Polygon ...)"
    )]
    #[case(r#"{"type": "FeatureCollection", "features": []}"#, "no line and no area in it")]
    #[case("{\n  \"type\": ,\n}", "line 2, column 11: this is not JSON: expected value")]
    fn a_fault_is_a_sentence_with_its_place(#[case] text: &str, #[case] sentence: &str) {
        assert_eq!(read(text).map_err(|fault| fault.to_string()), Err(sentence.to_owned()));
    }

    #[test]
    fn what_no_terminal_shows_is_thinned_and_what_is_still_too_much_refused() {
        let text = |n: u32, step: f64| {
            let points: Vec<String> =
                (0..n).map(|n| format!("[143.0,{:.7}]", 32.0 + step * f64::from(n % 1000))).collect();
            format!(r#"{{"type": "LineString", "coordinates": [{}]}}"#, points.join(","))
        };
        // A centimetre from point to point.
        assert!(read(&text(10_000, 1e-7)).expect("thinned").points() < 50);
        let many = read(&text(250_000, 0.001)).map_err(|fault| fault.to_string());
        assert_eq!(many, Err("250000 points are too many, at most 200000; simplify the lines".to_owned()));
    }

    #[test]
    fn collections_within_collections_end() {
        let deep = format!("{}{}", r#"{"type":"GeometryCollection","geometries":["#.repeat(60), "]}".repeat(60));
        assert_eq!(read(&deep), Err(GeoJsonFault::Empty));
    }
}
