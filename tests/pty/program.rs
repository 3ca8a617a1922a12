//! A small program for the loop to run, in a process of its own: this test binary with one ignored test.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::date;
use portable_pty::CommandBuilder;
use ratatui::Frame;
use renkei::domain::disclosure::{Disclosure, Ground, Way};
use renkei::domain::{DisclosureId, PersonId};
use renkei::keymap::Chord;
use renkei::message::{Effect, FileFormat, HandOver, Msg, Outlet};
use renkei::paint::{Canvas, Role, Theme, Widths};
use renkei::port::Now;
use renkei::port::clipboard::CopyText;
use renkei::runtime::clipboard::{ClipboardChoice, ClipboardEnv};
use renkei::runtime::clock::SystemClock;
use renkei::runtime::environment::Environment;
use renkei::runtime::paths::Paths;
use renkei::runtime::{Program, RunOptions, person, run};
use renkei::store::{Options, RedbStore};
use renkei::words::{Language, Words};

/// What the program copies and writes.
pub const CARD: &str = "みどり訪問看護 03-0123-4567";

/// What it copies about a person.
pub const PERSON: &str = "架空 花子 090-0000-0001";

/// The arguments that make this test binary run the program.
const ARGUMENTS: [&str; 5] = ["--ignored", "--exact", "--nocapture", "--test-threads=1", "program::on_a_terminal"];

pub fn program(home: &Path) -> CommandBuilder {
    let mut command = super::pty::command(&std::env::current_exe().unwrap(), home);
    command.args(ARGUMENTS);
    command
}

/// The same as a line for a shell.
pub fn shell_line() -> String {
    format!("{} {}", std::env::current_exe().unwrap().display(), ARGUMENTS.join(" "))
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    dirty: bool,
    loaded: bool,
    width: Option<u16>,
}

impl Page {
    fn say(&mut self, line: String) {
        self.lines.push(line);
        self.dirty = true;
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        let card = || CopyText(CARD.to_owned());
        match chord.plain_char() {
            Some('q') => return vec![Effect::Quit],
            Some('z') => return vec![Effect::Suspend],
            Some('c') => return vec![Effect::Copy { text: card(), items: 1 }],
            Some('h') => return vec![handed_over()],
            Some('w') => return vec![Effect::WriteFile { format: FileFormat::Txt, text: card(), items: 1 }],
            Some('m') => return vec![Effect::ManualPage(card())],
            Some('l') => return vec![Effect::Repaint],
            Some('p') => panic!("a secret that must not be shown"),
            _ => self.say(format!("key {chord}")),
        }
        Vec::new()
    }
}

/// Something about a person, into the clipboard.
fn handed_over() -> Effect {
    let disclosure = Disclosure {
        id: DisclosureId::new(),
        rev: 0,
        person: PersonId::from_bytes([1; 16]),
        episode: None,
        at: date(2026, 6, 12).at(9, 41, 0, 0),
        document: "emergency_card".to_owned(),
        sheet: None,
        contents: String::new(),
        to: None,
        to_name: "救急隊".to_owned(),
        to_address: String::new(),
        to_desk: String::new(),
        way: Way::Copied,
        number: None,
        read_back: false,
        place: String::new(),
        receipt: None,
        ground: Ground::Consent(date(2026, 5, 12)),
        by: "hana".to_owned(),
    };
    let outlet = Outlet::Copy { text: CopyText(PERSON.to_owned()), items: 1 };
    Effect::HandOver(Box::new(HandOver {
        disclosures: vec![disclosure],
        action: "copy",
        note: "phone ambulance".to_owned(),
        outlet,
    }))
}

impl Program for Page {
    fn update(&mut self, msg: Msg, _now: &Now) -> Vec<Effect> {
        match msg {
            Msg::Key(chord) => return self.key(chord),
            Msg::Typed(text) => self.say(format!("typed [{text}]")),
            Msg::Paste(text) => self.say(format!("pasted [{}]", text.replace('\n', "/"))),
            Msg::Resize { columns, rows } => self.say(format!("size {columns}x{rows}")),
            Msg::Loaded(_) => {
                self.loaded = true;
                self.say("ready".into());
            }
            Msg::Copied(copied) => self.say(format!("copied {:?}", copied.outcome)),
            Msg::FileWritten(path) => self.say(format!("file {path:?}")),
            Msg::AmbiguousWidth(cells) => {
                self.width = cells;
                self.say(format!("width {cells:?}"));
            }
            Msg::Resumed => self.say("resumed".into()),
            Msg::Wake | Msg::Facility { .. } | Msg::Stored { .. } | Msg::Journal(_) | Msg::Trouble(_) => {}
            Msg::Drafts(_)
            | Msg::DraftNotKept(_)
            | Msg::BackupFailed(_)
            | Msg::Others(_)
            | Msg::Ending
            | Msg::Caution(_) => {}
            Msg::Looked(_)
            | Msg::Accesses(_)
            | Msg::Unlocking(_)
            | Msg::HandedOver { .. }
            | Msg::Cleared(_)
            | Msg::NotCleared(_) => {}
        }
        Vec::new()
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let widths = if self.width == Some(2) { Widths::Wide } else { Widths::Narrow };
        let mut canvas = Canvas::new(frame.buffer_mut(), widths, Theme::Colour);
        let hidden = self.lines.len().saturating_sub(usize::from(area.height));
        for (y, line) in (0..area.height).zip(&self.lines[hidden..]) {
            canvas.put_row(0, y, line, area.width, Role::Text);
        }
        let end = u16::try_from(self.lines.len() - hidden).unwrap_or(0);
        canvas.set_cursor(0, end);
        if let Some(cursor) = canvas.cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

#[test]
#[ignore = "no test of its own: the tests of this folder run it on a terminal"]
fn on_a_terminal() {
    let environment = Environment::of_process();
    let options = RunOptions {
        store: Arc::new(RedbStore::in_memory(Options::default()).unwrap()),
        clock: Arc::new(SystemClock::default()),
        author: person::author(&renkei::runtime::environment::Environment::default()),
        undo_window: std::time::Duration::from_secs(400 * 24 * 60 * 60),
        seal: renkei::port::archive::Seal::None,
        paths: Paths::find(None, &environment, None).unwrap(),
        rulebook: std::sync::Arc::default(),
        words: Words::of(Language::En),
        clipboard: ClipboardChoice::Auto,
        clipboard_env: ClipboardEnv::of(&environment),
        clipboard_clear_after: Some(std::time::Duration::from_secs(600)),
        remember: true,
        ambiguous_width: None,
    };
    let code = run(Page::default(), options);
    assert_eq!(format!("{code:?}"), format!("{:?}", std::process::ExitCode::SUCCESS));
}
