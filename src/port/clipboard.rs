//! Copying text out of the program, and what can honestly be said about it.

use std::fmt;

/// Text on its way to a clipboard. Its `Debug` shows no content.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyText(pub String);

impl fmt::Debug for CopyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CopyText({} bytes)", self.0.len())
    }
}

/// The way a text went.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Route {
    /// `tmux load-buffer -w`: known to be in tmux's buffer.
    Tmux,
    /// DCS-wrapped OSC 52 through tmux (passthrough): nobody can know.
    TmuxPassthrough,
    /// GNU screen, chunked DCS: nobody can know.
    Screen,
    /// OSC 52: nobody can know.
    Osc52,
    /// The desktop's clipboard: known to be there.
    System,
}

impl Route {
    /// Is it known that the text arrived, or was it only sent?
    pub const fn confirmed(self) -> bool {
        matches!(self, Self::Tmux | Self::System)
    }
}

/// Why a text could not go.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CopyError {
    /// Over the limit that terminals take (bytes).
    #[error("the text has {size} bytes, more than the {limit} that terminals take")]
    TooLarge { size: usize, limit: usize },
    #[error("copying is switched off in the settings")]
    Off,
    #[error("no way to a clipboard worked: {0}")]
    Failed(String),
}
