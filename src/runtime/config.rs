//! The settings file `config.toml`: the centre's in `/etc/renkei`, a person's own over it.
//!
//! ```toml
//! language = "ja"              # ja | en
//! keymap = "yasashii"          # yasashii | vim | emacs
//! clipboard = "auto"           # auto | osc52 | tmux | screen | system | off
//! color = "auto"               # auto | always | never
//! ambiguous_width = "auto"     # auto | 1 | 2
//! map_dots = "auto"            # auto | braille | plain: what the lines of the map are made of
//! time_zone = "Asia/Tokyo"     # an IANA name
//! centre = "..."               # the centre's name, for the title row
//! motto = "..."                # what the centre works for, under the title of the yearly report
//! undo_days = 400              # how long changes can be taken back, 30 at least
//! key_file = "/media/..."      # of an encrypted store
//! data_dir = "/srv/renkei"     # in /etc/renkei/config.toml only
//! backup_recipients = ["age1..."]  # public keys that backups are sealed for
//! fire_service_policy = "..."  # what stands beside a wish against resuscitation
//! lock_after_minutes = 10      # without a key; 0: never
//! clipboard_clear_seconds = 30 # what is about persons is taken out of the clipboard again, 5 to 600; 0: never
//! backup_after_erasure_days = 30   # how long automatic backups may hold somebody who was erased
//! erase_by_two_admins = false  # an erasure is asked for by one admin and approved by another
//!
//! [retention]                  # how long records are kept, see `domain::retention`
//! person_years = 5
//! person_from = "last_entry"   # last_entry | last_stay | death
//! episode_years = 5            # from the end of the stay
//! disclosure_years = 3         # 3 at least
//!
//! [places]                     # how the centre calls the places where it publishes, by their codes
//! network = "..."
//! ```

mod retention;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use toml::Value;

use super::clipboard::ClipboardChoice;
use super::clock::SystemClock;
use super::theme::ColourChoice;
use crate::domain::publication::{PlaceNames, place, places};
use crate::domain::retention::Terms;
use crate::domain::text::clean_line;
use crate::keymap::Preset;
use crate::paint::{DotSet, Widths};
use crate::words::{Language, nearest};

/// What is set; `None` where a person or centre has set nothing and the default holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    pub language: Option<Language>,
    pub keymap: Option<Preset>,
    pub clipboard: ClipboardChoice,
    pub color: ColourChoice,
    /// `None`: the terminal is asked.
    pub ambiguous_width: Option<Widths>,
    /// `None`: by the kind of terminal.
    pub map_dots: Option<DotSet>,
    /// A zone that is known; the default is [`super::clock::DEFAULT_TIME_ZONE`].
    pub time_zone: Option<String>,
    pub centre: Option<String>,
    /// 理念: stands under the title of the yearly report.
    pub motto: Option<String>,
    /// How long a change can be taken back; never less than 30 days.
    pub undo_days: Option<u32>,
    /// Opens an encrypted store.
    pub key_file: Option<PathBuf>,
    /// Only from the system's file.
    pub data_dir: Option<PathBuf>,
    /// What the local fire service has said about wishes; stands beside each wish against resuscitation.
    pub fire_service_policy: Option<String>,
    /// Minutes without a key after which the screen locks; 0: never.
    pub lock_after_minutes: Option<u32>,
    /// Seconds after which something about persons is taken out of the clipboard; 0: never.
    pub clipboard_clear_seconds: Option<u32>,
    /// How many days after an erasure automatic backups may still hold who was erased.
    pub backup_after_erasure_days: Option<u16>,
    /// One admin asks for an erasure, another approves it.
    pub erase_by_two_admins: bool,
    pub retention: Terms,
    /// How the centre calls the places where it publishes.
    pub places: PlaceNames,
    /// age public keys. Whether they are ones, the backup says.
    pub backup_recipients: Vec<String>,
}

/// A line that was not taken; the program goes on without it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}: {fault}")]
pub struct ConfigWarning {
    pub file: String,
    pub fault: ConfigFault,
}

/// What is wrong in a settings file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConfigFault {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("this is not TOML: {0}")]
    Syntax(String),
    #[error("there is no setting `{name}`; did you mean `{nearest}`?")]
    Unknown { name: String, nearest: &'static str },
    #[error("`{name}` cannot be `{value}`; it is one of: {choices}")]
    Value { name: &'static str, value: String, choices: String },
    #[error("`data_dir` holds in /etc/renkei/config.toml only; use --data-dir or RENKEI_DATA_DIR")]
    DataDirNotHere,
}

const NAMES: [&str; 20] = [
    "language",
    "keymap",
    "clipboard",
    "color",
    "ambiguous_width",
    "map_dots",
    "time_zone",
    "centre",
    "motto",
    "undo_days",
    "key_file",
    "data_dir",
    "backup_recipients",
    "lock_after_minutes",
    "clipboard_clear_seconds",
    "fire_service_policy",
    "backup_after_erasure_days",
    "erase_by_two_admins",
    "retention",
    "places",
];

/// Two fiscal years' ends apart, and a month: the change of somebody who comes back after a year can still be taken back.
const UNDO_DAYS: u32 = 400;
const FEWEST_UNDO_DAYS: u32 = 30;
/// Long enough for a telephone call beside the screen, short enough for a corridor.
const LOCK_AFTER_MINUTES: u32 = 10;
/// Long enough to notice that the wrong one was erased in a way that only a backup mends.
const BACKUP_AFTER_ERASURE_DAYS: u16 = 30;
/// A longer time is none.
const MOST_LOCK_MINUTES: u32 = 24 * 60;
/// Long enough to go to another window and paste.
const CLIPBOARD_CLEAR_SECONDS: u32 = 30;
/// Less is over before anybody has pasted; more is as good as never, and whoever wants that says so with a 0.
const CLIPBOARD_CLEAR: std::ops::RangeInclusive<u32> = 5..=600;

impl Config {
    /// Reads the centre's file, then the person's over it. A missing file is no fault.
    pub fn read(system: &Path, user: &Path) -> (Self, Vec<ConfigWarning>) {
        let mut config = Self::default();
        let mut warnings = Vec::new();
        for (path, of_system) in [(system, true), (user, false)] {
            let mut warn = |fault| warnings.push(ConfigWarning { file: path.display().to_string(), fault });
            match std::fs::read_to_string(path) {
                Ok(text) => config.take(&text, of_system, &mut warn),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => warn(ConfigFault::Unreadable(error.to_string())),
            }
        }
        (config, warnings)
    }

    /// How long a change can be taken back.
    pub fn undo_window(&self) -> Duration {
        Duration::from_secs(u64::from(self.undo_days.unwrap_or(UNDO_DAYS)) * 24 * 60 * 60)
    }

    /// How long without a key until the screen locks; `None`: never.
    pub fn lock_after(&self) -> Option<Duration> {
        let minutes = self.lock_after_minutes.unwrap_or(LOCK_AFTER_MINUTES);
        (minutes > 0).then(|| Duration::from_secs(u64::from(minutes) * 60))
    }

    /// How long something about persons stays in the clipboard; `None`: until something else is copied, also after the program.
    pub fn clipboard_clear_after(&self) -> Option<Duration> {
        let seconds = self.clipboard_clear_seconds.unwrap_or(CLIPBOARD_CLEAR_SECONDS);
        (seconds > 0).then(|| Duration::from_secs(seconds.into()))
    }

    /// How long automatic backups may hold who was erased.
    pub fn backup_after_erasure(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.backup_after_erasure_days.unwrap_or(BACKUP_AFTER_ERASURE_DAYS)))
    }

    /// Lays one file's settings over these.
    fn take(&mut self, text: &str, of_system: bool, warn: &mut dyn FnMut(ConfigFault)) {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => return warn(ConfigFault::Syntax(clean_line(&error.to_string()))),
        };
        for (name, value) in &table {
            match name.as_str() {
                "language" => set(&mut self.language, "language", value, "ja, en", warn),
                "keymap" => set(&mut self.keymap, "keymap", value, "yasashii, vim, emacs", warn),
                "clipboard" => {
                    let mut choice = None;
                    set(&mut choice, "clipboard", value, "auto, osc52, tmux, screen, system, off", warn);
                    self.clipboard = choice.unwrap_or(self.clipboard);
                }
                "color" => {
                    let mut choice = None;
                    set(&mut choice, "color", value, "auto, always, never", warn);
                    self.color = choice.unwrap_or(self.color);
                }
                "ambiguous_width" => match plain(value).as_str() {
                    "auto" => self.ambiguous_width = None,
                    "1" => self.ambiguous_width = Some(Widths::Narrow),
                    "2" => self.ambiguous_width = Some(Widths::Wide),
                    _ => warn(wrong("ambiguous_width", value, "auto, 1, 2")),
                },
                "map_dots" if plain(value) == "auto" => self.map_dots = None,
                "map_dots" => set(&mut self.map_dots, "map_dots", value, "auto, braille, plain", warn),
                "time_zone" => {
                    let zone = plain(value);
                    if SystemClock::in_zone(&zone).is_some() {
                        self.time_zone = Some(zone);
                    } else {
                        warn(wrong("time_zone", value, "IANA names such as Asia/Tokyo"));
                    }
                }
                "centre" => self.centre = Some(plain(value)).filter(|name| !name.is_empty()),
                "motto" => self.motto = Some(plain(value)).filter(|motto| !motto.is_empty()),
                "undo_days" => match plain(value).parse() {
                    Ok(days) if days >= FEWEST_UNDO_DAYS => self.undo_days = Some(days),
                    Ok(_) | Err(_) => warn(wrong("undo_days", value, "numbers of days, 30 and more")),
                },
                "fire_service_policy" => self.fire_service_policy = Some(plain(value)).filter(|text| !text.is_empty()),
                "lock_after_minutes" => match plain(value).parse() {
                    Ok(minutes) if minutes <= MOST_LOCK_MINUTES => self.lock_after_minutes = Some(minutes),
                    Ok(_) | Err(_) => warn(wrong("lock_after_minutes", value, "numbers of minutes, 0 for never")),
                },
                "clipboard_clear_seconds" => match plain(value).parse() {
                    Ok(seconds) if seconds == 0 || CLIPBOARD_CLEAR.contains(&seconds) => {
                        self.clipboard_clear_seconds = Some(seconds);
                    }
                    Ok(_) | Err(_) => {
                        warn(wrong("clipboard_clear_seconds", value, "numbers of seconds from 5 to 600, 0 for never"));
                    }
                },
                "backup_after_erasure_days" => match plain(value).parse() {
                    Ok(days) => self.backup_after_erasure_days = Some(days),
                    Err(_) => warn(wrong("backup_after_erasure_days", value, "numbers of days, 0 and more")),
                },
                // What the centre asks for, nobody's own file takes back.
                "erase_by_two_admins" => match value {
                    Value::Boolean(by_two) => self.erase_by_two_admins |= by_two,
                    _ => warn(wrong("erase_by_two_admins", value, "true, false")),
                },
                "retention" => match value {
                    Value::Table(table) => retention::take(&mut self.retention, table, warn),
                    _ => warn(wrong("retention", value, "[retention] with lines below it")),
                },
                "places" => match value {
                    Value::Table(table) => self.take_places(table, warn),
                    _ => warn(wrong("places", value, "[places] with lines below it")),
                },
                "key_file" => {
                    let path = PathBuf::from(plain(value));
                    if path.is_absolute() {
                        self.key_file = Some(path);
                    } else {
                        warn(wrong("key_file", value, "absolute paths"));
                    }
                }
                "data_dir" if of_system => {
                    let path = PathBuf::from(plain(value));
                    if path.is_absolute() {
                        self.data_dir = Some(path);
                    } else {
                        warn(wrong("data_dir", value, "absolute paths"));
                    }
                }
                "data_dir" => warn(ConfigFault::DataDirNotHere),
                "backup_recipients" => match value {
                    Value::Array(keys) => self.backup_recipients = keys.iter().map(plain).collect(),
                    Value::String(key) => self.backup_recipients = vec![clean_line(key)],
                    _ => warn(wrong("backup_recipients", value, "[\"age1...\"]")),
                },
                other => warn(ConfigFault::Unknown { name: clean_line(other), nearest: nearest(other, NAMES) }),
            }
        }
    }
}

impl Config {
    /// A name for a code of the table; one that nobody knows is said.
    fn take_places(&mut self, table: &toml::Table, warn: &mut dyn FnMut(ConfigFault)) {
        for (code, name) in table {
            let Some(place) = place(code) else {
                let codes: Vec<&str> = places().iter().map(|place| place.code).collect();
                warn(ConfigFault::Value { name: "places", value: clean_line(code), choices: codes.join(", ") });
                continue;
            };
            let name = plain(name);
            if !name.is_empty() {
                self.places.insert(place.code.to_owned(), name);
            }
        }
    }
}

fn set<T: FromStr>(
    slot: &mut Option<T>,
    name: &'static str,
    value: &Value,
    choices: &str,
    warn: &mut dyn FnMut(ConfigFault),
) {
    match plain(value).parse() {
        Ok(parsed) => *slot = Some(parsed),
        Err(_) => warn(wrong(name, value, choices)),
    }
}

fn wrong(name: &'static str, value: &Value, choices: &str) -> ConfigFault {
    ConfigFault::Value { name, value: plain(value), choices: choices.to_owned() }
}

/// The value as a word: `2` and `"2"` are the same.
fn plain(value: &Value) -> String {
    let shown: &dyn fmt::Display = match value {
        Value::String(text) => return clean_line(text),
        other => other,
    };
    clean_line(&shown.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(system: &str, user: &str) -> (Config, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&a, system).unwrap();
        std::fs::write(&b, user).unwrap();
        let (config, warnings) = Config::read(&a, &b);
        (config, warnings.into_iter().map(|w| w.fault.to_string()).collect())
    }

    #[test]
    fn a_person_s_own_settings_lie_over_the_centre_s() {
        let (config, warnings) = read(
            "language = 'en'\nerase_by_two_admins = true\ncentre = 'みどり市 連携室'\nmotto = '架空の理念'\ndata_dir = '/srv/renkei'\nclipboard = 'osc52'",
            "language = 'ja'\nkeymap = 'vim'\nmap_dots = 'plain'\nambiguous_width = 2\ncolor = 'never'\ntime_zone = 'Asia/Tokyo'\nundo_days = 90\nkey_file = '/media/key/renkei.key'\n\
             backup_recipients = ['age1one', 'age1two']\nbackup_after_erasure_days = 7\nerase_by_two_admins = false\nlock_after_minutes = 5\nclipboard_clear_seconds = 60\nfire_service_policy = '架空の方針'",
        );
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(
            config,
            Config {
                language: Some(Language::Ja),
                keymap: Some(Preset::Vim),
                clipboard: ClipboardChoice::Osc52,
                color: ColourChoice::Never,
                ambiguous_width: Some(Widths::Wide),
                map_dots: Some(DotSet::Plain),
                time_zone: Some("Asia/Tokyo".into()),
                centre: Some("みどり市 連携室".into()),
                motto: Some("架空の理念".into()),
                undo_days: Some(90),
                key_file: Some("/media/key/renkei.key".into()),
                data_dir: Some("/srv/renkei".into()),
                backup_recipients: vec!["age1one".into(), "age1two".into()],
                lock_after_minutes: Some(5),
                clipboard_clear_seconds: Some(60),
                fire_service_policy: Some("架空の方針".into()),
                backup_after_erasure_days: Some(7),
                erase_by_two_admins: true,
                retention: Terms::default(),
                places: PlaceNames::new(),
            }
        );
    }

    #[test]
    fn a_place_is_called_as_the_centre_says_and_an_unknown_one_is_said() {
        let (config, warnings) =
            read("[places]\nnetwork = 'みどりネット'\nfax = ''", "[places]\nnetwork = '架空ネット'\nradio = 'x'");
        assert_eq!(config.places, PlaceNames::from([("network".to_owned(), "架空ネット".to_owned())]));
        assert_eq!(warnings, ["`places` cannot be `radio`; it is one of: city_site, network, newsletter, fax, handed"]);
    }

    #[test]
    fn a_wrong_line_is_named_and_the_others_hold() {
        let (config, warnings) = read(
            "",
            "languag = 'ja'\nclipbord = 'off'\nclipboard = 'magic'\ndata_dir = '/x'\ntime_zone = 'Mars/Base'\ncolor = 'always'",
        );
        assert_eq!(config, Config { color: ColourChoice::Always, ..Config::default() });
        assert_eq!(
            warnings,
            [
                "there is no setting `languag`; did you mean `language`?",
                "there is no setting `clipbord`; did you mean `clipboard`?",
                "`clipboard` cannot be `magic`; it is one of: auto, osc52, tmux, screen, system, off",
                "`data_dir` holds in /etc/renkei/config.toml only; use --data-dir or RENKEI_DATA_DIR",
                "`time_zone` cannot be `Mars/Base`; it is one of: IANA names such as Asia/Tokyo",
            ]
        );
    }

    #[test]
    fn undo_reaches_thirty_days_at_least() {
        for (set, days, warned) in
            [("", 400, 0), ("undo_days = 30", 30, 0), ("undo_days = 29", 400, 1), ("undo_days = -1", 400, 1)]
        {
            let (config, warnings) = read("", set);
            assert_eq!((config.undo_window().as_secs(), warnings.len()), (days * 86_400, warned), "{set}");
        }
        let warning = "`undo_days` cannot be `7`; it is one of: numbers of days, 30 and more";
        assert_eq!(read("", "undo_days = 7").1, [warning]);
    }

    #[test]
    fn the_clipboard_is_cleared_after_seconds_within_bounds_or_never() {
        for (set, after, warned) in [
            ("", Some(30), 0),
            ("clipboard_clear_seconds = 5", Some(5), 0),
            ("clipboard_clear_seconds = '600'", Some(600), 0),
            ("clipboard_clear_seconds = 0", None, 0),
            ("clipboard_clear_seconds = 4", Some(30), 1),
            ("clipboard_clear_seconds = 601", Some(30), 1),
            ("clipboard_clear_seconds = -1", Some(30), 1),
        ] {
            let (config, warnings) = read("", set);
            assert_eq!(
                (config.clipboard_clear_after(), warnings.len()),
                (after.map(Duration::from_secs), warned),
                "{set}"
            );
        }
    }

    #[test]
    fn what_is_no_toml_and_what_is_not_there_stop_nothing() {
        let (config, warnings) = read("= broken", "language = 'en'");
        assert_eq!(config.language, Some(Language::En));
        assert!(warnings[0].starts_with("this is not TOML"), "{warnings:?}");
        let (config, warnings) = Config::read(Path::new("/nowhere/a"), Path::new("/nowhere/b"));
        assert_eq!((config, warnings), (Config::default(), Vec::new()));
    }

    #[test]
    fn the_choices_that_a_warning_names_are_all_there_are() {
        use strum::VariantNames;
        assert_eq!(ClipboardChoice::VARIANTS.join(", "), "auto, osc52, tmux, screen, system, off");
        assert_eq!(ColourChoice::VARIANTS.join(", "), "auto, always, never");
    }
}
