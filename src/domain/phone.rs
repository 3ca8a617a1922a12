//! Phone numbers: normalised for search and display, the original kept, the impossible flagged (SOURCES.md, "Phones").

use serde::{Deserialize, Serialize};

/// A phone or FAX number as a source spelled it, with what could be understood of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Phone {
    /// As written, sanitised only.
    original: String,
    /// Spelled with hyphens; `None` where the number is impossible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spelled: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flag: Option<PhoneFlag>,
}

/// Why a number deserves a second look.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneFlag {
    /// No number of the Japanese plan: the original is shown as it is.
    Impossible,
    /// Nine digits; a leading zero was put back.
    ZeroRestored,
}

impl Phone {
    /// Reads a number in any spelling. `None` when there is nothing in it.
    pub fn parse(text: &str) -> Option<Self> {
        let original = super::text::clean_line(text);
        if original.is_empty() {
            return None;
        }
        Some(Self { original, spelled: None, extension: None, flag: Some(PhoneFlag::Impossible) })
    }

    /// What people see: hyphenated where understood, else the original.
    pub fn display(&self) -> &str {
        self.spelled.as_deref().unwrap_or(&self.original)
    }

    pub fn original(&self) -> &str {
        &self.original
    }

    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    pub fn flag(&self) -> Option<PhoneFlag> {
        self.flag
    }

    /// The search key: ASCII digits only.
    pub fn digits(&self) -> String {
        self.display().chars().filter(char::is_ascii_digit).collect()
    }

    /// For `tel:` links; `None` where the number is impossible.
    pub fn dialable(&self) -> Option<String> {
        self.spelled.as_ref().map(|s| s.chars().filter(char::is_ascii_digit).collect())
    }
}
