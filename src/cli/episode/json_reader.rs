//! A JSON object that is read to its end: unknown keys and wrong values are told by their names, never by what stands in them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde_json::{Map, Value};

use crate::words::Words;

/// What is wrong with a description.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    Unknown {
        path: String,
    },
    Missing {
        path: String,
    },
    /// The words' key for what the value must be.
    Value {
        path: String,
        wanted: &'static str,
    },
}

impl Wrong {
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Unknown { path } => words.say("plan.wrong.unknown", &[("path", path)]),
            Self::Missing { path } => words.say("plan.wrong.missing", &[("path", path)]),
            Self::Value { path, wanted } => {
                let wanted = words.get(wanted).to_owned();
                words.say("plan.wrong.value", &[("path", path), ("wanted", &wanted)])
            }
        }
    }
}

/// An object and the way to it.
#[derive(Clone, Copy)]
pub struct Object<'j> {
    map: &'j Map<String, Value>,
    path: &'j str,
}

impl<'j> Object<'j> {
    pub const fn new(map: &'j Map<String, Value>, path: &'j str) -> Self {
        Self { map, path }
    }

    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub fn only(&self, known: &[&str], wrong: &mut Vec<Wrong>) {
        for key in self.map.keys().filter(|key| !known.contains(&key.as_str())) {
            wrong.push(Wrong::Unknown { path: self.path(key) });
        }
    }

    /// A value that is there and not null.
    pub fn get(&self, key: &str) -> Option<&'j Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    pub fn bad(&self, key: &str, wanted: &'static str, wrong: &mut Vec<Wrong>) {
        wrong.push(Wrong::Value { path: self.path(key), wanted });
    }

    /// The value as `read` makes it; where it makes nothing of it, that is noted.
    pub fn read<T>(
        &self,
        key: &str,
        wanted: &'static str,
        wrong: &mut Vec<Wrong>,
        read: impl FnOnce(&'j Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let read = read(value);
        if read.is_none() {
            self.bad(key, wanted, wrong);
        }
        read
    }

    pub fn date(&self, key: &str, wrong: &mut Vec<Wrong>) -> Option<Date> {
        self.read(key, "plan.wanted.date", wrong, date)
    }

    pub fn time(&self, key: &str, wrong: &mut Vec<Wrong>) -> Option<Time> {
        self.read(key, "plan.wanted.time", wrong, time)
    }

    pub fn yes_no(&self, key: &str, wrong: &mut Vec<Wrong>) -> Option<bool> {
        self.read(key, "plan.wanted.yes_no", wrong, Value::as_bool)
    }

    pub fn object(&self, key: &str, wrong: &mut Vec<Wrong>) -> Option<&'j Map<String, Value>> {
        self.read(key, "plan.wanted.object", wrong, Value::as_object)
    }

    pub fn list(&self, key: &str, wrong: &mut Vec<Wrong>) -> Option<&'j Vec<Value>> {
        self.read(key, "plan.wanted.list", wrong, Value::as_array)
    }
}

/// `2026-07-16`
pub fn date(value: &Value) -> Option<Date> {
    let text = value.as_str()?;
    // jiff would also take a date with a time behind it.
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// `19:10` or `19:10:30`; one digit will do for the hour.
pub fn time(value: &Value) -> Option<Time> {
    let mut parts = value.as_str()?.split(':');
    let mut part = || {
        let part = parts.next()?;
        let digits = !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i8>().ok()).flatten()
    };
    let (hour, minute) = (part()?, part()?);
    let second = part();
    if parts.next().is_some() { None } else { Time::new(hour, minute, second.unwrap_or(0), 0).ok() }
}

/// The hours of Japan before those of the world.
const JAPAN: Offset = jiff::tz::offset(9);

/// A day, or a day and an hour behind `T` or a blank; with an offset it is turned into Japan's time.
pub fn moment(value: &Value) -> Option<Date> {
    if let Some(day) = date(value) {
        return Some(day);
    }
    let text = value.as_str()?;
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(JAPAN.to_datetime(at).date());
    }
    let (day, hour) = text.split_once(['T', ' '])?;
    time(&Value::from(hour))?;
    date(&Value::from(day))
}
