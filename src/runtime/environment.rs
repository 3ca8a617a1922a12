//! The environment, read once and sanitised at the door.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// A snapshot of the environment variables, so that everything that depends on them can be tested.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: HashMap<String, OsString>,
}

impl Environment {
    /// The process's own.
    pub fn of_process() -> Self {
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
        Self { variables }
    }

    /// Sets a variable of this snapshot, not of the process.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), OsString::from(value));
    }

    /// The text of a variable; empty ones and ones that are no UTF-8 count as not set.
    pub fn text(&self, name: &str) -> Option<String> {
        let value = self.variables.get(name)?.to_str()?;
        let clean = crate::domain::text::clean_line(value);
        (!clean.is_empty()).then_some(clean)
    }

    /// The path in a variable; empty counts as not set.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.variables.get(name).filter(|v| !v.is_empty()).map(PathBuf::from)
    }

    /// Is the variable set to anything?
    pub fn has(&self, name: &str) -> bool {
        self.variables.get(name).is_some_and(|v| !v.is_empty())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self { variables: pairs.into_iter().map(|(n, v)| (n.to_owned(), OsString::from(v))).collect() }
    }
}
