//! Copying by the best way there is, and saying honestly what is known of it (systems.md 2.3).

mod sequence;
mod stay;
mod system;
mod tmux;

use std::io::Write;

use zeroize::{Zeroize, Zeroizing};

pub use sequence::{osc52, screen, tmux_passthrough};
pub use stay::Stay;
use system::System;

use super::environment::Environment;
use crate::port::clipboard::{CopyError, CopyText, Route};

/// Bytes that every terminal known to take OSC 52 takes: 99,992 in base64.
pub const LIMIT: usize = 74_994;

/// The `clipboard` setting.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, strum::EnumString, strum::Display, strum::EnumIter, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum ClipboardChoice {
    #[default]
    Auto,
    Osc52,
    Tmux,
    Screen,
    System,
    Off,
}

/// What the choice of a way depends on, handed in so that it can be tested.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ClipboardEnv {
    /// `TMUX` is set.
    pub tmux: bool,
    /// `STY` is set: GNU screen.
    pub screen: bool,
    /// `SSH_CONNECTION` or `SSH_TTY` is set.
    pub ssh: bool,
    /// `DISPLAY` or `WAYLAND_DISPLAY` is set, or this is macOS.
    pub desktop: bool,
}

impl ClipboardEnv {
    pub fn of(environment: &Environment) -> Self {
        Self {
            tmux: environment.has("TMUX"),
            screen: environment.has("STY"),
            ssh: environment.has("SSH_CONNECTION") || environment.has("SSH_TTY"),
            desktop: environment.has("DISPLAY") || environment.has("WAYLAND_DISPLAY") || cfg!(target_os = "macos"),
        }
    }

    /// The way to try first; `None` where copying is switched off. tmux comes before SSH because it drops raw OSC 52 as
    /// shipped; SSH comes before a display because a half-dead forwarded one hangs.
    pub fn first(self, choice: ClipboardChoice) -> Option<Route> {
        match choice {
            ClipboardChoice::Off => None,
            ClipboardChoice::Osc52 => Some(Route::Osc52),
            ClipboardChoice::Tmux => Some(Route::Tmux),
            ClipboardChoice::Screen => Some(Route::Screen),
            ClipboardChoice::System => Some(Route::System),
            ClipboardChoice::Auto if self.tmux => Some(Route::Tmux),
            ClipboardChoice::Auto if self.screen => Some(Route::Screen),
            ClipboardChoice::Auto if self.ssh => Some(Route::Osc52),
            ClipboardChoice::Auto if self.desktop => Some(Route::System),
            ClipboardChoice::Auto => Some(Route::Osc52),
        }
    }
}

/// What is left to do after [`Clipboard::attempt`].
#[derive(Debug)]
pub enum Step {
    /// It went this way, or it cannot go.
    Done(Result<Route, CopyError>),
    /// These bytes are for the terminal: the drawing thread writes them between two frames.
    Terminal { bytes: Zeroizing<Vec<u8>>, route: Route },
}

/// The ways out of the program.
#[derive(Debug)]
pub struct Clipboard {
    env: ClipboardEnv,
    choice: ClipboardChoice,
    system: System,
    tmux: tmux::Tmux,
}

impl Clipboard {
    pub fn new(env: ClipboardEnv, choice: ClipboardChoice) -> Self {
        Self { env, choice, system: System::default(), tmux: tmux::Tmux::default() }
    }

    /// As [`new`](Self::new), with another program in the place of `tmux`.
    pub fn with_tmux(mut self, program: impl Into<std::path::PathBuf>) -> Self {
        self.tmux = tmux::Tmux::new(program);
        self
    }

    /// Tries the ways that need no terminal, for seconds at most; wipes the text. Not for the drawing thread.
    pub fn attempt(&mut self, mut text: CopyText) -> Step {
        let step = self.step(&text.0);
        text.0.zeroize();
        step
    }

    /// Takes away what went that way, as far as that can be done; gives what the terminal has to be sent for it. Where nobody can know whether
    /// it is still there, a blank takes its place. An error: it is still there.
    pub fn clear(&mut self, route: Route) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
        match route {
            Route::Tmux => self.tmux.forget().map(|()| None),
            Route::System => self.system.set(" ").map(|()| None),
            Route::TmuxPassthrough => Ok(Some(tmux_passthrough(" "))),
            Route::Screen => Ok(Some(screen(" "))),
            Route::Osc52 => Ok(Some(osc52(" "))),
        }
    }

    fn step(&mut self, text: &str) -> Step {
        let Some(first) = self.env.first(self.choice) else {
            return Step::Done(Err(CopyError::Off));
        };
        if text.len() > LIMIT {
            return Step::Done(Err(CopyError::TooLarge { size: text.len(), limit: LIMIT }));
        }
        match first {
            Route::Tmux => match self.tmux.load_buffer(text) {
                Ok(()) => Step::Done(Ok(Route::Tmux)),
                Err(cause) => {
                    tracing::warn!(%cause, "tmux load-buffer failed; trying passthrough");
                    Step::Terminal { bytes: tmux_passthrough(text), route: Route::TmuxPassthrough }
                }
            },
            Route::System => match self.system.set(text) {
                Ok(()) => Step::Done(Ok(Route::System)),
                Err(cause) if self.choice == ClipboardChoice::System => Step::Done(Err(CopyError::Failed(cause))),
                Err(cause) => {
                    tracing::warn!(%cause, "the desktop's clipboard failed; trying OSC 52");
                    Step::Terminal { bytes: osc52(text), route: Route::Osc52 }
                }
            },
            Route::Screen => Step::Terminal { bytes: screen(text), route: Route::Screen },
            Route::TmuxPassthrough => Step::Terminal { bytes: tmux_passthrough(text), route: first },
            Route::Osc52 => Step::Terminal { bytes: osc52(text), route: Route::Osc52 },
        }
    }

    /// [`attempt`](Self::attempt), with the terminal's part written to `out` and flushed.
    pub fn copy(&mut self, text: CopyText, out: &mut dyn Write) -> Result<Route, CopyError> {
        match self.attempt(text) {
            Step::Done(outcome) => outcome,
            Step::Terminal { bytes, route } => {
                out.write_all(&bytes).and_then(|()| out.flush()).map_err(|e| CopyError::Failed(e.to_string()))?;
                Ok(route)
            }
        }
    }
}

#[cfg(test)]
mod tests;
