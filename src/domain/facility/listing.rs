//! One source's statement about one service of one institution.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, Source, SourceKey};
use crate::domain::Phone;

/// What one source says about one service of an institution. Every value of it has this source and this date.
///
/// An absent column is `None` or empty and changes nothing at a re-import (R5).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Listing {
    pub source: Source,
    pub key: SourceKey,
    /// The service this row is about.
    pub kind: Kind,
    /// The file's date (R6).
    pub as_of: Date,
    /// Set when a newer file of the same coverage lacked this row: the service is "maybe closed" since that file's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Date>,

    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// JIS X 0402 without the check digit: `24205`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fax: Option<Phone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporation_number: Option<String>,
    /// People it can take; never 0 (R5: 0 means "not given").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Beds by kind as the source spells it, for example `一般 655／精神 30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beds: Option<String>,
    /// Days of service as published, for example `平日,土曜日`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Accepted notifications that matter to coordinators, by capability code (支援診 ...), sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
}

impl Listing {
    /// A row that says no more than a name.
    pub fn new(source: Source, key: SourceKey, kind: Kind, as_of: Date, name: String) -> Self {
        Self {
            source,
            key,
            kind,
            as_of,
            gone: None,
            name,
            kana: None,
            short_name: None,
            municipality: None,
            postal_code: None,
            address: None,
            building: None,
            coordinates: None,
            phone: None,
            fax: None,
            corporation: None,
            corporation_number: None,
            capacity: None,
            beds: None,
            days: None,
            hours: None,
            departments: None,
            url: None,
            note: None,
            capabilities: Vec::new(),
        }
    }
}

/// Degrees, WGS 84. Only values inside Japan are ever stored.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
}

impl Coordinates {
    /// `None` for 0,0 and for anything outside Japan (a geocoder's default is not a place).
    pub fn in_japan(latitude: f64, longitude: f64) -> Option<Self> {
        ((20.0..46.0).contains(&latitude) && (122.0..154.1).contains(&longitude))
            .then_some(Self { latitude, longitude })
    }

    /// Equal within 1e-6 degrees (R5).
    pub fn same_as(self, other: Self) -> bool {
        (self.latitude - other.latitude).abs() <= 1e-6 && (self.longitude - other.longitude).abs() <= 1e-6
    }

    /// Great-circle distance in metres.
    pub fn distance_to(self, other: Self) -> f64 {
        const EARTH_RADIUS_METRES: f64 = 6_371_008.8;
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.longitude - self.longitude).to_radians() / 2.0;
        let a = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_METRES * a.sqrt().min(1.0).asin()
    }
}
