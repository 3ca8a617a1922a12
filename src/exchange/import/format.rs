//! Formats, and how a file's content tells which one it is.

use std::sync::OnceLock;

use super::field::Field;
use super::fold::{fold_header, is_digits};
use super::grid::Grid;
use crate::domain::{Kind, Source};

/// A format by the name that `--format` takes.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    serde::Serialize,
    strum::EnumString,
    strum::Display,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// 介護サービス情報公表システム, 24 columns.
    Care,
    /// 医療情報ネット 病院.
    Hospital,
    /// 医療情報ネット 診療所.
    Clinic,
    /// 医療情報ネット 歯科診療所.
    Dental,
    /// 医療情報ネット 薬局.
    Pharmacy,
    /// 届出受理医療機関名簿.
    Notification,
    /// コード内容別医療機関一覧; its kind is found by the check digit (R2).
    CodeList,
    /// The same, said to be 医科.
    CodeListMedical,
    /// The same, said to be 歯科.
    CodeListDental,
    /// The same, said to be 薬局.
    CodeListPharmacy,
    /// 推奨データセット 介護サービス事業所一覧.
    MunicipalCare,
    /// 推奨データセット 医療機関一覧.
    MunicipalMedical,
    /// A header of one's own, mapped by `--map`.
    Table,
    /// KEN_ALL, the postal table.
    Postal,
    /// Whole records of every kind, as `export --format jsonl` writes them.
    Jsonl,
}

impl Format {
    /// The source that its rows count to; `None` for the postal table, which lists places and no institutions, and for
    /// whole records, which have theirs in them.
    pub const fn source(self) -> Option<Source> {
        match self {
            Self::Care => Some(Source::CareService),
            Self::Hospital | Self::Clinic | Self::Dental | Self::Pharmacy => Some(Source::MedicalNet),
            Self::Notification => Some(Source::Notification),
            Self::CodeList | Self::CodeListMedical | Self::CodeListDental | Self::CodeListPharmacy => {
                Some(Source::CodeList)
            }
            Self::MunicipalCare => Some(Source::MunicipalCare),
            Self::MunicipalMedical => Some(Source::MunicipalMedical),
            Self::Table => Some(Source::Table),
            Self::Postal | Self::Jsonl => None,
        }
    }

    /// Is the first row a header?
    pub const fn has_header(self) -> bool {
        match self {
            Self::CodeList
            | Self::CodeListMedical
            | Self::CodeListDental
            | Self::CodeListPharmacy
            | Self::Postal
            | Self::Jsonl => false,
            Self::Care
            | Self::Hospital
            | Self::Clinic
            | Self::Dental
            | Self::Pharmacy
            | Self::Notification
            | Self::MunicipalCare
            | Self::MunicipalMedical
            | Self::Table => true,
        }
    }

    /// The kind that every row has, where the format says it.
    pub fn kind(self) -> Option<Kind> {
        let code = match self {
            Self::Hospital => "medical:hospital",
            Self::Clinic => "medical:clinic",
            Self::Dental => "medical:dental",
            Self::Pharmacy => "medical:pharmacy",
            Self::Care
            | Self::Notification
            | Self::CodeList
            | Self::CodeListMedical
            | Self::CodeListDental
            | Self::CodeListPharmacy
            | Self::MunicipalCare
            | Self::MunicipalMedical
            | Self::Table
            | Self::Postal
            | Self::Jsonl => return None,
        };
        Some(Kind::new(code))
    }

    /// Its name in `column.tsv`.
    fn family(self) -> &'static str {
        match self {
            Self::Hospital | Self::Clinic | Self::Dental | Self::Pharmacy => "medical_net",
            Self::Care
            | Self::Notification
            | Self::CodeList
            | Self::CodeListMedical
            | Self::CodeListDental
            | Self::CodeListPharmacy
            | Self::MunicipalCare
            | Self::MunicipalMedical
            | Self::Table
            | Self::Postal
            | Self::Jsonl => self.into(),
        }
    }

    /// The header cells (folded) that tell the format.
    pub fn telling(self) -> Vec<&'static str> {
        let family = self.family();
        column_table().iter().filter(|c| c.format == family && c.telling).map(|c| c.header).collect()
    }

    /// The field of a folded header cell.
    pub fn field(self, header: &str) -> Option<Field> {
        let family = self.family();
        column_table().iter().find(|c| c.format == family && c.header == header).map(|c| c.field)
    }
}

struct Column {
    format: &'static str,
    field: Field,
    header: &'static str,
    telling: bool,
}

fn column_table() -> &'static [Column] {
    static TABLE: OnceLock<Vec<Column>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("column.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(Column {
                    format: cells.next()?,
                    field: cells.next()?.parse().ok()?,
                    header: cells.next()?,
                    telling: cells.next() == Some("!"),
                })
            })
            .collect()
    })
}

/// How far down a header may stand.
const HEADER_WITHIN: usize = 40;

/// Which format the content shows, and the index of the header row where it has one.
///
/// The four lists of 医療情報ネット share a header: the cell 機関区分, else the name of the file, tells them apart.
pub fn detect(grid: &Grid, file_name: &str) -> Option<(Format, Option<usize>)> {
    let formats = [Format::Care, Format::Notification, Format::MunicipalCare, Format::MunicipalMedical];
    for format in formats {
        if let Some(at) = header_row(grid, &format.telling()) {
            return Some((format, Some(at)));
        }
    }
    if let Some(at) = header_row(grid, &Format::Hospital.telling()) {
        return medical_net(grid, at, file_name).map(|format| (format, Some(at)));
    }
    if looks_postal(grid) {
        return Some((Format::Postal, None));
    }
    looks_code_list(grid).then_some((Format::CodeList, None))
}

/// The first row that holds every one of these folded cells.
pub fn header_row(grid: &Grid, wanted: &[&str]) -> Option<usize> {
    grid.rows.iter().take(HEADER_WITHIN).position(|row| {
        let cells: Vec<String> = row.cells.iter().map(fold_header).collect();
        wanted.iter().all(|w| cells.iter().any(|c| c == w))
    })
}

fn medical_net(grid: &Grid, header: usize, file_name: &str) -> Option<Format> {
    let cells: Vec<String> = grid.rows[header].cells.iter().map(fold_header).collect();
    let column = cells.iter().position(|c| c == "機関区分");
    let code = column.and_then(|c| grid.rows.get(header + 1)?.cells.get(c)).map(fold_header);
    match code.as_deref() {
        Some("1") => return Some(Format::Hospital),
        Some("2") => return Some(Format::Clinic),
        Some("3") => return Some(Format::Dental),
        Some("5") => return Some(Format::Pharmacy),
        Some(_) | None => {}
    }
    let name = file_name.to_ascii_lowercase();
    [Format::Hospital, Format::Clinic, Format::Dental, Format::Pharmacy]
        .into_iter()
        .find(|format| name.contains(&format.to_string()))
        // Only pharmacies say 名称 where the others say 正式名称.
        .or_else(|| {
            (cells.iter().any(|c| c == "名称") && cells.iter().any(|c| c == "フリガナ")).then_some(Format::Pharmacy)
        })
}

fn looks_code_list(grid: &Grid) -> bool {
    let rows = &grid.rows[..grid.rows.len().min(HEADER_WITHIN)];
    !rows.is_empty()
        && rows.iter().all(|row| {
            let cell = |n| row.cells.get(n).unwrap_or("").trim();
            (4..=6).contains(&row.cells.len())
                && is_digits(cell(0), 9)
                && is_digits(cell(1), 7)
                && cell(0).ends_with(cell(1))
        })
}

fn looks_postal(grid: &Grid) -> bool {
    let rows = &grid.rows[..grid.rows.len().min(HEADER_WITHIN)];
    !rows.is_empty()
        && rows.iter().all(|row| {
            let cell = |n| row.cells.get(n).unwrap_or("");
            row.cells.len() == 15 && is_digits(cell(0), 5) && is_digits(cell(2), 7)
        })
}
