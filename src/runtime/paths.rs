//! Where things lie: data, configuration, state.

use std::path::PathBuf;

use super::environment::Environment;

/// The shared place's configuration; it may name the `data_dir` of a whole centre.
pub const SYSTEM_CONFIG: &str = "/etc/renkei/config.toml";

/// The folders of one run. Nothing is made here; who writes makes them, 0700.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    pub data_dir: PathBuf,
    pub config_dir: PathBuf,
    pub state_dir: PathBuf,
    /// Where exports go when the person names no place.
    pub output_dir: PathBuf,
}

impl Paths {
    /// `--data-dir`, then `RENKEI_DATA_DIR`, then `/etc/renkei/config.toml`, then XDG.
    ///
    /// `None` where there is neither a home folder nor the variables that replace it.
    pub fn find(flag: Option<PathBuf>, environment: &Environment, system_data_dir: Option<PathBuf>) -> Option<Self> {
        let home = environment.path("HOME").filter(|p| p.is_absolute());
        let under = |variable: &str, fallback: &str| {
            let base = environment
                .path(variable)
                .filter(|p| p.is_absolute())
                .or_else(|| home.as_ref().map(|h| h.join(fallback)));
            base.map(|b| b.join("renkei"))
        };
        let config_dir = under("XDG_CONFIG_HOME", ".config");
        let state_dir = under("XDG_STATE_HOME", ".local/state");
        let data_dir = flag
            .or_else(|| environment.path("RENKEI_DATA_DIR"))
            .or(system_data_dir)
            .or_else(|| under("XDG_DATA_HOME", ".local/share"))?;
        Some(Self {
            config_dir: config_dir.unwrap_or_else(|| data_dir.join("config")),
            state_dir: state_dir.unwrap_or_else(|| data_dir.join("state")),
            output_dir: home.map_or_else(|| data_dir.join("out"), |h| h.join("renkei-out")),
            data_dir,
        })
    }

    pub fn user_config(&self) -> PathBuf {
        self.config_dir.join("config.toml")
    }

    pub fn user_keymap(&self) -> PathBuf {
        self.config_dir.join("keymap.toml")
    }

    /// The person's own rule files (checklists, fees, hours).
    pub fn user_rules(&self) -> PathBuf {
        self.config_dir.join("rules")
    }

    /// The person's own lines of the map.
    pub fn user_map(&self) -> PathBuf {
        self.config_dir.join(super::map_file::NAME)
    }

    pub fn session(&self) -> PathBuf {
        self.state_dir.join("session.json")
    }

    pub fn log(&self) -> PathBuf {
        self.state_dir.join("renkei.log")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_is_stronger_than_the_variable_and_that_than_the_system() {
        let environment = Environment::from([("HOME", "/home/a"), ("RENKEI_DATA_DIR", "/v")]);
        let dir = |flag: Option<&str>, env: &Environment, system: Option<&str>| {
            Paths::find(flag.map(Into::into), env, system.map(Into::into)).map(|p| p.data_dir)
        };
        assert_eq!(dir(Some("/f"), &environment, Some("/s")), Some("/f".into()));
        assert_eq!(dir(None, &environment, Some("/s")), Some("/v".into()));
        let home = Environment::from([("HOME", "/home/a")]);
        assert_eq!(dir(None, &home, Some("/s")), Some("/s".into()));
        assert_eq!(dir(None, &home, None), Some("/home/a/.local/share/renkei".into()));
        let xdg = Environment::from([("HOME", "/home/a"), ("XDG_DATA_HOME", "/x"), ("XDG_STATE_HOME", "relative")]);
        assert_eq!(dir(None, &xdg, None), Some("/x/renkei".into()));
        let paths = Paths::find(None, &xdg, None).map(|p| p.state_dir);
        assert_eq!(paths, Some("/home/a/.local/state/renkei".into()), "a relative XDG path is no path");
        assert_eq!(Paths::find(None, &Environment::default(), None), None);
    }
}
