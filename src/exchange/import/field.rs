//! The fields that a column can be mapped to.

/// What a column of a source holds. The names (`snake_case`) are those of `--map FIELD=COLUMN`.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumString,
    strum::Display,
    strum::EnumIter,
    strum::EnumCount,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    /// The institution's number: 10 characters of rule R1, or 7 digits of a 医療機関番号.
    Number,
    /// 医療情報ネット ID.
    MedicalNetId,
    Name,
    Kana,
    ShortName,
    /// What kind of institution: a kind's code (`local:salon`) or its Japanese name (通いの場).
    Kind,
    /// Care service, or several, by label or by three-digit code.
    Service,
    /// JIS X 0402, 5 or 6 digits (3 beside a prefecture code).
    MunicipalityCode,
    PrefectureCode,
    Prefecture,
    City,
    PostalCode,
    Address,
    Building,
    Latitude,
    Longitude,
    Phone,
    Extension,
    Fax,
    Corporation,
    CorporationNumber,
    Capacity,
    Beds,
    Days,
    DaysNote,
    Hours,
    HoursFrom,
    HoursTo,
    Departments,
    Url,
    Note,
    /// 受理記号 of an accepted notification.
    Symbol,
}

/// The fields that a file has columns for: what it lacks changes nothing (rule R5).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FieldSet(u64);

impl FieldSet {
    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u64;
    }

    pub fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u64) != 0
    }
}
