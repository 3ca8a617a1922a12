//! The table of the rooms: who may enter whom, and which names a room may not speak (ARCHITECTURE.md).

/// One room.
pub struct Room {
    pub name: &'static str,
    /// The rooms that it may import.
    pub may: &'static [&'static str],
    /// Crates and parts of std that it must not name.
    pub never: &'static [&'static str],
    /// Where given: the only crates it may name beside std.
    pub only: Option<&'static [&'static str]>,
}

const SCREEN: &[&str] = &["ratatui", "crossterm"];
const BELOW_PANES: &[&str] =
    &["domain", "port", "words", "search", "model", "exchange", "command", "keymap", "message", "form", "paint"];

/// From the ground up. A room that is missing here is a fault of its own.
pub const ROOMS: &[Room] = &[
    Room {
        name: "domain",
        may: &[],
        never: &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::io"],
        only: Some(&["serde", "jiff", "uuid", "thiserror", "strum"]),
    },
    Room {
        name: "port",
        may: &["domain"],
        never: &["redb", "ratatui", "crossterm", "arboard", "std::fs", "std::env", "std::net", "std::thread"],
        only: None,
    },
    Room {
        name: "words",
        may: &[],
        never: &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::io"],
        only: Some(&["toml", "strum"]),
    },
    // The text of the files is handed in.
    Room {
        name: "rulebook",
        may: &["domain", "words"],
        never: &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::io"],
        only: Some(&["jiff", "toml", "encoding_rs", "strum"]),
    },
    Room {
        name: "store",
        may: &["domain", "port"],
        never: &["ratatui", "crossterm", "arboard", "clap", "toml", "std::env", "std::net"],
        only: None,
    },
    Room {
        name: "search",
        may: &["domain"],
        never: &["redb", "ratatui", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net"],
        only: None,
    },
    Room {
        name: "model",
        may: &["domain", "port", "search", "words"],
        never: &["redb", "ratatui", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net"],
        only: None,
    },
    // It reads the files that it is given; what it writes goes through the caller.
    Room {
        name: "exchange",
        may: &["domain", "port", "words"],
        never: &["redb", "ratatui", "crossterm", "arboard", "clap", "std::env", "std::net"],
        only: None,
    },
    Room { name: "command", may: &[], never: &["std::fs", "std::env", "std::io"], only: Some(&["strum"]) },
    // A chord is crossterm's key; the words are for labels and for the sentences about faults.
    Room {
        name: "keymap",
        may: &["command", "words"],
        never: &["std::fs", "std::env", "std::io", "std::net"],
        only: Some(&["crossterm", "crokey", "toml", "strum", "thiserror"]),
    },
    // `Loaded` carries the read model, which is built off the drawing thread.
    Room {
        name: "message",
        may: &["domain", "port", "keymap", "command", "model", "words"],
        never: &["redb", "ratatui", "crossterm", "arboard", "clap", "std::fs", "std::env", "std::net"],
        only: None,
    },
    Room {
        name: "form",
        may: &["domain", "port", "command", "words"],
        never: &["redb", "ratatui", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net"],
        only: None,
    },
    Room {
        name: "paint",
        may: &["domain", "words"],
        never: &["redb", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net", "std::io"],
        only: None,
    },
    Room {
        name: "pane",
        may: BELOW_PANES,
        never: &["redb", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net", "std::io"],
        only: None,
    },
    Room {
        name: "overlay",
        may: &[
            "domain", "port", "words", "search", "model", "exchange", "command", "keymap", "message", "form", "paint",
            "pane",
        ],
        never: &["redb", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net", "std::io"],
        only: None,
    },
    Room {
        name: "app",
        may: &[
            "domain", "port", "words", "search", "model", "exchange", "command", "keymap", "message", "form", "paint",
            "pane", "overlay",
        ],
        never: &[
            "redb",
            "ratatui",
            "crossterm",
            "arboard",
            "clap",
            "toml",
            "std::fs",
            "std::env",
            "std::net",
            "std::io",
        ],
        only: None,
    },
    Room {
        name: "ui",
        may: &["domain", "words", "model", "command", "keymap", "message", "form", "paint", "pane", "overlay", "app"],
        never: &["redb", "crossterm", "arboard", "clap", "toml", "std::fs", "std::env", "std::net", "std::io"],
        only: None,
    },
    Room {
        name: "runtime",
        may: &[
            "domain", "port", "words", "rulebook", "store", "search", "model", "exchange", "command", "keymap",
            "message", "form", "paint", "pane", "overlay", "app", "ui",
        ],
        never: &["clap"],
        only: None,
    },
    Room {
        name: "cli",
        may: &[
            "domain", "port", "words", "rulebook", "store", "search", "model", "exchange", "command", "keymap",
            "message", "form", "runtime",
        ],
        never: SCREEN,
        only: None,
    },
];

/// Files of panes and overlays that draw though they are not named `view.rs`, with the reason.
pub const DRAWING: &[(&str, &str)] = &[
    ("src/pane/facility/table.rs", "the list half of the facility view, kept apart for its length"),
    ("src/pane/task/calendar.rs", "the month of the task view, kept apart for its length"),
    ("src/overlay/frame.rs", "the frame that every overlay's view draws in"),
];
