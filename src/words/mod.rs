//! The words of the interface: one file per language, from the first screen on.
//!
//! Keys are dotted paths (`copy.title`); `{name}` in a text is filled by [`Words::say`]. The tests hold both files to the
//! same keys and the same placeholders, and every key that the source names to a line in the file.

mod nearest;

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

pub use nearest::nearest;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, strum::EnumString, strum::Display, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Language {
    #[default]
    Ja,
    En,
}

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    language: Language,
    table: HashMap<String, String>,
}

impl Words {
    /// The embedded words of a language.
    pub fn of(language: Language) -> &'static Self {
        static JA: OnceLock<Words> = OnceLock::new();
        static EN: OnceLock<Words> = OnceLock::new();
        match language {
            Language::Ja => JA.get_or_init(|| Self::parse(language, include_str!("ja.toml"))),
            Language::En => EN.get_or_init(|| Self::parse(language, include_str!("en.toml"))),
        }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key. A key without a line is shown as itself, so that a gap is seen and nothing breaks; tests find it first.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.table.get(key).map_or(key, String::as_str)
    }

    /// The text of a key that not every table has.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.table.get(key).map(String::as_str)
    }

    /// The text of a key with its placeholders filled.
    pub fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }

    /// Every key, for tests and for the documents.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.table.keys().map(String::as_str)
    }

    fn parse(language: Language, text: &str) -> Self {
        let mut table = HashMap::new();
        // The files are part of the program and a test parses both, so a fault here is a fault of the build.
        let root: toml::Table = toml::from_str(text).unwrap_or_default();
        flatten("", &root, &mut table);
        Self { language, table }
    }
}

fn flatten(prefix: &str, from: &toml::Table, into: &mut HashMap<String, String>) {
    for (name, value) in from {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(table) => flatten(&key, table, into),
            toml::Value::String(text) => {
                into.insert(key, text.clone());
            }
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => {}
        }
    }
}
