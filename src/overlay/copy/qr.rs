//! A QR code that a phone can dial or store.

use qrcode::{Color, EcLevel, QrCode};

use crate::domain::Facility;
use crate::exchange::export;

/// What the phone shall do with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QrUse {
    Dial,
    Store,
}

impl QrUse {
    pub const fn other(self) -> Self {
        match self {
            Self::Dial => Self::Store,
            Self::Store => Self::Dial,
        }
    }
}

/// Why there is no code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QrFault {
    NotLoaded,
    OneOnly,
    NoPhone,
    /// The number as it is written.
    ImpossiblePhone(String),
    TooLong,
}

/// The modules of a code, row by row; `true` is dark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    width: usize,
    dark: Vec<bool>,
    /// The number that it dials, or the first it stores, as people read it.
    pub number: String,
}

impl Code {
    /// The code of a facility's first number that can be dialled.
    pub fn of(facility: &Facility, purpose: QrUse) -> Result<Self, QrFault> {
        let phones = facility.phones();
        let Some(first) = phones.first() else { return Err(QrFault::NoPhone) };
        let Some(phone) = phones.iter().find(|phone| phone.dialable().is_some()) else {
            return Err(QrFault::ImpossiblePhone(first.display().to_owned()));
        };
        let text = match purpose {
            QrUse::Dial => export::dial_uri(phone),
            QrUse::Store => export::mecard(facility),
        };
        Self::encode(&text.unwrap_or_default(), phone.display().to_owned())
    }

    /// The code of any text.
    pub fn of_text(text: &str) -> Result<Self, QrFault> {
        Self::encode(text, String::new())
    }

    /// The lowest level of correction gives the smallest code; a screen has no dirt on it.
    fn encode(text: &str, number: String) -> Result<Self, QrFault> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| QrFault::TooLong)?;
        let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Ok(Self { width: code.width(), dark, number })
    }

    /// Modules along a side.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Outside the code everything is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }
}
