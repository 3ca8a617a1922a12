//! Rows with a header to listings: care services, 医療情報ネット, municipal data sets, tables of one's own.

use csv::StringRecord;
use jiff::civil::Date;

use super::columns::Columns;
use super::error::Reason;
use super::field::Field;
use super::fold::{fold_code, fold_header, fold_name};
use super::format::Format;
use super::kind_label::{Meaning, meaning};
use super::{address, number};
use crate::domain::facility::{Coordinates, SourceKey};
use crate::domain::municipality::prefecture_code;
use crate::domain::text::clean_line;
use crate::domain::{Kind, Listing, Municipality, Phone, Source};

/// What all rows of a file share.
pub struct RowReader<'a> {
    pub format: Format,
    pub source: Source,
    pub as_of: Date,
    pub columns: &'a Columns,
    /// The service code of the file name, for care services.
    pub file_kind: Option<Kind>,
    opening: Opening,
}

/// A row that cannot be taken, and the field at fault.
pub type Fault = (Option<Field>, Reason);

impl<'a> RowReader<'a> {
    pub fn new(format: Format, source: Source, as_of: Date, columns: &'a Columns, file_kind: Option<Kind>) -> Self {
        Self { format, source, as_of, columns, file_kind, opening: Opening::find(columns) }
    }

    /// The listings of one row: one, or one for each service that a cell names.
    pub fn read(&self, row: &StringRecord) -> Result<Vec<Listing>, Fault> {
        let width = self.columns.header.len();
        if row.len() != width && row.iter().skip(width).any(|cell| !cell.is_empty()) || row.len() + 1 < width.min(2) {
            return Err((None, Reason::CellCount { found: row.len(), expected: width }));
        }
        if row.len() < width {
            return Err((None, Reason::CellCount { found: row.len(), expected: width }));
        }
        let c = self.columns;
        let name = c.line(row, Field::Name).ok_or((Some(Field::Name), Reason::NoName))?;
        let kinds = self.kinds(row)?;
        let address = c.line(row, Field::Address);
        let municipality = municipality(c, row, address.as_deref());
        let key = self.key(row, &kinds[0], municipality, &name, address.as_deref())?;
        let municipality = municipality.or_else(|| match &key {
            // The number's first two digits are its prefecture: enough to tell 府中市 from 府中市.
            SourceKey::Number(number) => {
                let address = address.as_deref()?;
                Municipality::at_start(address, number.get(..2)).map(|(m, _)| m)
            }
            SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_) => None,
        });
        let mut listing = Listing::new(self.source, key, kinds[0].clone(), self.as_of, name);
        listing.municipality = municipality.map(|m| m.code.to_owned());
        listing.kana = c.line(row, Field::Kana);
        listing.short_name = c.line(row, Field::ShortName).filter(|short| *short != listing.name);
        listing.postal_code = c.line(row, Field::PostalCode).map(|p| postal_code(&p));
        // Many offices write the building into both cells.
        listing.building =
            c.line(row, Field::Building).filter(|b| address.as_ref().is_none_or(|a| !a.contains(b.as_str())));
        listing.address = address;
        listing.coordinates = coordinates(c.raw(row, Field::Latitude), c.raw(row, Field::Longitude));
        listing.phone = phone(c.raw(row, Field::Phone), c.raw(row, Field::Extension));
        listing.fax = Phone::parse(c.raw(row, Field::Fax));
        listing.corporation = c.line(row, Field::Corporation);
        listing.corporation_number = c.line(row, Field::CorporationNumber);
        listing.capacity = positive(c.raw(row, Field::Capacity));
        listing.beds = self.opening.beds(row).or_else(|| c.line(row, Field::Beds).map(|b| beds(&b)));
        listing.days = self.opening.days(row).or_else(|| c.line(row, Field::Days));
        listing.hours = self.hours(row);
        listing.departments = c.line(row, Field::Departments);
        listing.url = c.line(row, Field::Url);
        listing.note = match (c.text(row, Field::DaysNote), c.text(row, Field::Note)) {
            (Some(days), Some(note)) => Some(format!("{days}\n{note}")),
            (days, note) => days.or(note),
        };
        let rest: Vec<Listing> =
            kinds[1..].iter().map(|kind| Listing { kind: kind.clone(), ..listing.clone() }).collect();
        let mut listings = vec![listing];
        listings.extend(rest);
        Ok(listings)
    }

    /// The services or the kind of a row: at least one.
    fn kinds(&self, row: &StringRecord) -> Result<Vec<Kind>, Fault> {
        let label = |field| clean_line(self.columns.raw(row, field));
        match self.format {
            Format::Care => match &self.file_kind {
                Some(kind) => Ok(vec![kind.clone()]),
                None => service(&label(Field::Service)).map(|kind| vec![kind]),
            },
            Format::Hospital | Format::Clinic | Format::Dental | Format::Pharmacy => {
                let of_row = match fold_header(self.columns.raw(row, Field::Kind)).as_str() {
                    "1" => Some("medical:hospital"),
                    "2" => Some("medical:clinic"),
                    "3" => Some("medical:dental"),
                    "4" => Some("medical:midwife"),
                    "5" => Some("medical:pharmacy"),
                    _ => None,
                };
                Ok(of_row.map(Kind::new).or_else(|| self.format.kind()).into_iter().collect())
            }
            Format::MunicipalCare => {
                let cell = label(Field::Service);
                let labels =
                    if matches!(meaning(&cell), Meaning::Unknown) { split(&cell) } else { vec![cell.as_str()] };
                let mut kinds = Vec::new();
                for label in labels {
                    let kind = match meaning(label) {
                        Meaning::Kind(kind) => kind,
                        // Municipalities list services of their own, which no code knows.
                        Meaning::Ambiguous | Meaning::Unknown => Kind::care("other"),
                    };
                    if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                Ok(kinds)
            }
            Format::MunicipalMedical => {
                let cell = label(Field::Kind);
                Ok(vec![match meaning(&cell) {
                    Meaning::Kind(kind) if kind.is_medical() => kind,
                    Meaning::Kind(_) | Meaning::Ambiguous | Meaning::Unknown => Kind::new("medical:other"),
                }])
            }
            Format::Table => self.table_kinds(row),
            Format::Notification
            | Format::CodeList
            | Format::CodeListMedical
            | Format::CodeListDental
            | Format::CodeListPharmacy
            | Format::Postal
            | Format::Jsonl => Ok(vec![Kind::new("local:other")]),
        }
    }

    fn table_kinds(&self, row: &StringRecord) -> Result<Vec<Kind>, Fault> {
        let services = clean_line(self.columns.raw(row, Field::Service));
        if !services.is_empty() {
            return split(&services).into_iter().map(service).collect();
        }
        let cell = clean_line(self.columns.raw(row, Field::Kind));
        if cell.is_empty() {
            return Ok(vec![Kind::new("local:other")]);
        }
        match meaning(&cell) {
            Meaning::Kind(kind) => Ok(vec![kind]),
            Meaning::Ambiguous => Err((Some(Field::Kind), Reason::AmbiguousService(cell))),
            Meaning::Unknown => Err((Some(Field::Kind), Reason::UnknownKind(cell))),
        }
    }

    fn key(
        &self,
        row: &StringRecord,
        kind: &Kind,
        municipality: Option<&Municipality>,
        name: &str,
        address: Option<&str>,
    ) -> Result<SourceKey, Fault> {
        let c = self.columns;
        if self.source == Source::MedicalNet {
            let id = fold_code(c.raw(row, Field::MedicalNetId));
            if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
                return Err((Some(Field::MedicalNetId), Reason::BadNumber(clean_line(&id))));
            }
            return Ok(SourceKey::MedicalNet(id.trim_start_matches('0').to_owned()));
        }
        let named = || prefecture_code(c.raw(row, Field::Prefecture).trim());
        let prefecture = municipality.map(|m| &m.code[..2]).or_else(named);
        let cell = c.raw(row, Field::Number);
        let number = if kind.is_medical() {
            number::medical(cell, prefecture, number::kind_digit(kind))
        } else {
            number::care(cell, prefecture)
        };
        match number.map_err(|reason| (Some(Field::Number), reason))? {
            Some(number) => Ok(SourceKey::Number(number)),
            None if self.source == Source::CareService => Err((Some(Field::Number), Reason::BadNumber(String::new()))),
            None => Ok(SourceKey::Unnumbered(unnumbered(name, address, municipality))),
        }
    }

    fn hours(&self, row: &StringRecord) -> Option<String> {
        let c = self.columns;
        match (c.line(row, Field::HoursFrom), c.line(row, Field::HoursTo)) {
            (Some(from), Some(to)) => Some(format!("{from}-{to}")),
            (from, to) => c.line(row, Field::Hours).or(from).or(to),
        }
    }
}

fn service(label: &str) -> Result<Kind, Fault> {
    match meaning(label) {
        Meaning::Kind(kind) => Ok(kind),
        Meaning::Ambiguous => Err((Some(Field::Service), Reason::AmbiguousService(label.to_owned()))),
        Meaning::Unknown => Err((Some(Field::Service), Reason::UnknownService(label.to_owned()))),
    }
}

fn split(cell: &str) -> Vec<&str> {
    let parts: Vec<&str> =
        cell.split(['、', ',', '，', ';', '；', '/', '／', ' ', '　']).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() { vec![cell] } else { parts }
}

/// A row without a number is known by its folded name and place: the same row in a later file is the same listing.
pub fn unnumbered(name: &str, address: Option<&str>, municipality: Option<&Municipality>) -> String {
    let place = address.map(|a| address::Lot::of(a, municipality.map(|m| m.code)).key()).unwrap_or_default();
    format!("{}|{place}", fold_name(name))
}

/// The municipality of any row, whatever else is wrong with it.
pub fn municipality_of(c: &Columns, row: &StringRecord) -> Option<&'static Municipality> {
    municipality(c, row, c.line(row, Field::Address).as_deref())
}

/// From the code column, then the names of prefecture and city, then the address.
fn municipality(c: &Columns, row: &StringRecord, address: Option<&str>) -> Option<&'static Municipality> {
    let prefecture_cell = c.raw(row, Field::Prefecture).trim();
    let two = fold_code(c.raw(row, Field::PrefectureCode));
    let two = if two.is_empty() { String::new() } else { format!("{two:0>2}") };
    let prefecture = Some(prefecture_cell).filter(|p| !p.is_empty()).or(Some(two.as_str()).filter(|t| !t.is_empty()));
    let city = fold_header(c.raw(row, Field::City));
    let code = fold_code(c.raw(row, Field::MunicipalityCode));
    by_code(&code, &two, prefecture, &city)
        .or_else(|| {
            let bare = city.split_once('郡').map_or(city.as_str(), |(_, rest)| rest);
            let found = Municipality::named(&city, prefecture);
            let found = if found.is_empty() { Municipality::named(bare, prefecture) } else { found };
            <[_; 1]>::try_from(found).ok().map(|[one]| one)
        })
        .or_else(|| Municipality::at_start(address?, prefecture).map(|(m, _)| m))
}

/// A code of 6, 5 or (beside a prefecture's two digits) 3 digits; Excel may have dropped its first zero. What the row says
/// of its prefecture and city decides between two readings, and against a code of the prefecture as a whole.
fn by_code(code: &str, two: &str, prefecture: Option<&str>, city: &str) -> Option<&'static Municipality> {
    let agrees = |m: &&'static Municipality| {
        prefecture.is_none_or(|p| m.is_in(p)) && (city.is_empty() || m.name == city || city.ends_with(m.name))
    };
    let near = |m: &&'static Municipality| prefecture.is_none_or(|p| m.is_in(p));
    let readings: Vec<&'static Municipality> = match code.len() {
        6 => Municipality::by_code(code).into_iter().collect(),
        5 => [Municipality::by_code(code), Municipality::by_code(&format!("0{code}"))].into_iter().flatten().collect(),
        1..=3 if !two.is_empty() => Municipality::by_code(&format!("{two}{code:0>3}")).into_iter().collect(),
        _ => Vec::new(),
    };
    readings.iter().copied().find(agrees).or_else(|| readings.iter().copied().find(near))
}

/// `511-0014` from any spelling of seven digits.
pub fn postal_code(text: &str) -> String {
    let digits: String = fold_code(text).chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 7 { format!("{}-{}", &digits[..3], &digits[3..]) } else { text.to_owned() }
}

/// `一般　　655／精神　　30` with one space where there were several.
pub fn beds(text: &str) -> String {
    text.split(['／', '/'])
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("／")
}

fn phone(cell: &str, extension: &str) -> Option<Phone> {
    let extension = clean_line(extension);
    if extension.is_empty() { Phone::parse(cell) } else { Phone::parse(&format!("{cell} 内線{extension}")) }
}

/// A count over zero; 0 and empty mean "not given" (R5).
fn positive(cell: &str) -> Option<u32> {
    let folded = fold_code(cell);
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|n| *n > 0)
}

fn coordinates(latitude: &str, longitude: &str) -> Option<Coordinates> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    Coordinates::in_japan(number(latitude)?, number(longitude)?)
}

/// The columns of 医療情報ネット that say when it is open and what beds it has.
struct Opening {
    /// The columns of 月 to 日 and of the holidays, where there are any. Called 休診, but 1 means open.
    days: Vec<(usize, &'static str)>,
    beds: Vec<(usize, &'static str)>,
}

const DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const BEDS: [(&str, &str); 6] = [
    ("一般病床", "一般"),
    ("療養病床", "療養"),
    ("精神病床", "精神"),
    ("結核病床", "結核"),
    ("感染症病床", "感染症"),
    ("合計病床数", "合計"),
];

impl Opening {
    fn find(columns: &Columns) -> Self {
        let header: Vec<String> = columns.header.iter().map(|h| fold_header(h)).collect();
        let at = |wanted: &str| header.iter().position(|h| h == wanted);
        let weekly = DAYS.iter().filter_map(|day| Some((at(&format!("毎週決まった曜日に休診({day})"))?, *day)));
        let days = weekly.chain(at("祝日に休診").map(|n| (n, "祝日"))).collect();
        let beds = BEDS.iter().filter_map(|(cell, short)| Some((at(cell)?, *short))).collect();
        Self { days, beds }
    }

    fn days(&self, row: &StringRecord) -> Option<String> {
        let open: Vec<&str> = self
            .days
            .iter()
            .filter(|(n, _)| row.get(*n).is_some_and(|c| c.trim() == "1"))
            .map(|(_, day)| *day)
            .collect();
        Some(open.join(",")).filter(|days| !days.is_empty())
    }

    fn beds(&self, row: &StringRecord) -> Option<String> {
        // The total says nothing new beside a single kind of bed.
        let counted: Vec<String> = self
            .beds
            .iter()
            .filter_map(|(n, short)| positive(row.get(*n)?).map(|count| format!("{short} {count}")))
            .collect();
        let kinds = counted.iter().filter(|c| !c.starts_with("合計")).count();
        let shown: Vec<String> = if kinds == 1 { counted[..1].to_vec() } else { counted };
        Some(shown.join("／")).filter(|beds| !beds.is_empty())
    }
}

/// A name with its folded form, for rows that are grouped by hand.
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || fold_name(a) == fold_name(b)
}
