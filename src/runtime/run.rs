//! The loop: a message, the queue drained, one draw; then sleep (architecture.md 3). No tick.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use std::time::Instant;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};
use zeroize::Zeroizing;

use super::backups::Care;
use super::clipboard::{Clipboard, ClipboardChoice, ClipboardEnv};
use super::copying::Cleared;
use super::effects::{Effects, Places, Screen};
use super::input::{self, Input};
use super::paths::Paths;
use super::signals::{self, suspend};
use super::storage::Storage;
use super::terminal::{self, Guard, Output};
use crate::app::App;
use crate::domain::Author;
use crate::domain::rulebook::Rulebook;
use crate::domain::text::clean_text;
use crate::message::{Copied, Effect, Msg};
use crate::paint::Widths;
use crate::port::archive::Seal;
use crate::port::clipboard::CopyText;
use crate::port::clock::Clock;
use crate::port::{Now, Store};
use crate::ui;
use crate::words::Words;

/// What the loop drives: the application, or a small one of a test.
pub trait Program {
    /// The one way state changes: no clock, no I/O, no terminal.
    fn update(&mut self, msg: Msg, now: &Now) -> Vec<Effect>;
    /// When the loop must wake though nobody types; `None` lets it sleep for ever.
    fn deadline(&self) -> Option<Instant>;
    /// Is there something new to draw? Asking makes it false.
    fn take_dirty(&mut self) -> bool;
    /// Reads and draws; changes nothing.
    fn draw(&self, frame: &mut Frame<'_>);
}

impl Program for App {
    fn update(&mut self, msg: Msg, now: &Now) -> Vec<Effect> {
        Self::update(self, msg, now)
    }

    fn deadline(&self) -> Option<Instant> {
        Self::deadline(self)
    }

    fn take_dirty(&mut self) -> bool {
        Self::take_dirty(self)
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        ui::draw(frame, self);
    }
}

/// Everything the loop needs of the world.
pub struct RunOptions {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub author: Author,
    /// How far back undo reaches; what is older is taken off the history once a day.
    pub undo_window: Duration,
    /// What the daily backups are sealed with.
    pub seal: Seal,
    pub paths: Paths,
    /// The rules of the trade in force.
    pub rulebook: Arc<Rulebook>,
    pub words: &'static Words,
    pub clipboard: ClipboardChoice,
    pub clipboard_env: ClipboardEnv,
    /// After which time something about persons is taken out of the clipboard; `None`: never.
    pub clipboard_clear_after: Option<Duration>,
    /// Are pins, order and place kept for the next start? Not on a throw-away store.
    pub remember: bool,
    /// Set by a person; `None` asks the terminal.
    pub ambiguous_width: Option<Widths>,
}

/// What comes to the drawing thread.
#[derive(Debug)]
pub enum Event {
    Msg(Msg),
    /// Bytes for the terminal, written between two frames, and what is then known.
    Sequence {
        bytes: Zeroizing<Vec<u8>>,
        msg: Msg,
    },
    /// The process goes on after a stop.
    Resumed,
    /// The program is about to be ended from outside. It is told when what can still be written is written.
    Ending(Sender<()>),
    /// The journal was trimmed, or reading everything failed: everything must be read again.
    Reload,
}

/// Runs a program on this terminal until it quits. Exit codes: 0, 1 where the terminal or a thread could not be had;
/// signals and hang-up end the process with 128 + n, a panic with 101.
pub fn run(program: impl Program, options: RunOptions) -> ExitCode {
    signals::catch_panics(options.words, Some(options.paths.log()));
    let words = options.words;
    match Loop::start(program, options).and_then(Loop::go) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            signals::end_if_hung_up();
            terminal::leave_for_good();
            tracing::error!(%error, "the terminal failed");
            eprintln!("{}", words.say("runtime.terminal", &[("cause", &error)]));
            ExitCode::FAILURE
        }
    }
}

struct Loop<P> {
    program: P,
    clock: Arc<dyn Clock>,
    words: &'static Words,
    ambiguous_width: Option<Widths>,
    inbox: Receiver<Event>,
    input: Input,
    effects: Effects,
    output: Output,
    terminal: Terminal<CrosstermBackend<Output>>,
    quit: bool,
    // Last, so that the terminal is left after everything else is gone.
    _guard: Guard,
}

impl<P: Program> Loop<P> {
    fn start(program: P, options: RunOptions) -> io::Result<Self> {
        let RunOptions {
            store,
            clock,
            author,
            paths,
            rulebook,
            words,
            clipboard,
            clipboard_env,
            clipboard_clear_after,
            remember,
            ambiguous_width,
            undo_window,
            seal,
        } = options;
        let (sender, inbox): (Sender<Event>, _) = channel();
        let session = remember.then(|| paths.session());
        let lock = remember.then(|| paths.state_dir.clone());
        let places = Places { session: session.clone(), lock, output: paths.output_dir };
        let care = Care { window: undo_window, seal };
        let storage = Storage::start(store, Arc::clone(&clock), author, care, rulebook, session, sender.clone())?;
        let clipboard = (Clipboard::new(clipboard_env, clipboard), clipboard_clear_after);
        let effects = Effects::start(storage, clipboard, places, Arc::clone(&clock), words, &sender)?;
        signals::watch(sender.clone())?;
        let guard = Guard::enter()?;
        let output = Output::new();
        let terminal = Terminal::new(CrosstermBackend::new(output.clone()))?;
        let measured = ambiguous_width.is_none().then(terminal::probe);
        let input = Input::start(sender)?;
        let mut this = Self {
            program,
            clock,
            words,
            ambiguous_width,
            inbox,
            input,
            effects,
            output,
            terminal,
            quit: false,
            _guard: guard,
        };
        this.clear()?;
        let (columns, rows) = terminal::size();
        this.feed(Msg::Resize { columns, rows })?;
        this.tell_width(measured)?;
        this.effects.reload();
        Ok(this)
    }

    fn go(mut self) -> io::Result<()> {
        let result = self.turn().and_then(|()| self.clear_clipboard());
        terminal::leave_for_good();
        if result.is_err() {
            // The terminal failed: what is typed is kept, whatever comes of it.
            let _ = self.feed(Msg::Ending);
        }
        if self.effects.finish() {
            eprintln!("{}", self.words.get("runtime.clipboard_left"));
        }
        result
    }

    /// What is about persons does not outlive the program in a clipboard. The terminal's part of it is sent while the terminal is ours.
    fn clear_clipboard(&mut self) -> io::Result<()> {
        let cleared = self.effects.clear_clipboard();
        while let Ok(event) = self.inbox.try_recv() {
            // Copies that were under way: one about persons would be overwritten at once, so it is not sent at all.
            if let Event::Sequence { bytes, msg } = event
                && !matches!(msg, Msg::Copied(Copied { cleared_after: Some(_), .. }))
            {
                self.output.write_all(&bytes)?;
            }
        }
        if let Cleared::Send(bytes) = cleared {
            self.output.write_all(&bytes)?;
        }
        self.output.commit()
    }

    fn turn(&mut self) -> io::Result<()> {
        while !self.quit {
            if self.program.take_dirty() {
                self.draw()?;
            }
            let first = self.next();
            self.take(first)?;
            while let Ok(event) = self.inbox.try_recv() {
                if self.quit {
                    break;
                }
                self.take(event)?;
            }
        }
        Ok(())
    }

    fn next(&self) -> Event {
        let wake = Event::Msg(Msg::Wake);
        match self.program.deadline() {
            // We hold no sender, but the input thread does as long as the program lives.
            None => self.inbox.recv().unwrap_or(wake),
            Some(deadline) => {
                let patience = deadline.saturating_duration_since(self.clock.now().mono);
                match self.inbox.recv_timeout(patience) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => wake,
                }
            }
        }
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Msg(msg) => self.feed(msg),
            Event::Sequence { bytes, msg } => {
                self.output.write_all(&bytes)?;
                self.output.commit()?;
                self.feed(msg)
            }
            Event::Resumed => {
                self.clear()?;
                // A stopped program is not told of another size.
                let (columns, rows) = terminal::size();
                self.feed(Msg::Resize { columns, rows })?;
                self.feed(Msg::Resumed)
            }
            Event::Ending(told) => {
                let fed = self.feed(Msg::Ending);
                self.effects.when_written(told);
                fed
            }
            Event::Reload => {
                self.effects.reload();
                Ok(())
            }
        }
    }

    /// One message, and those that its effects answer at once.
    fn feed(&mut self, msg: Msg) -> io::Result<()> {
        let mut next = Some(msg);
        while let Some(msg) = next {
            for effect in self.program.update(msg, &self.clock.now()) {
                match self.effects.perform(effect) {
                    Some(Screen::Quit) => self.quit = true,
                    Some(Screen::Suspend) => suspend(),
                    Some(Screen::Repaint) => self.repaint()?,
                    Some(Screen::ManualPage(text)) => self.manual_page(text)?,
                    None => {}
                }
            }
            next = self.effects.replies.pop_front();
        }
        Ok(())
    }

    /// Makes the next frame a whole one. ratatui's own `clear` asks the terminal where its cursor is, which fails where the
    /// terminal does not answer and takes the answer from the input thread where it does.
    fn clear(&mut self) -> io::Result<()> {
        let (columns, rows) = terminal::size();
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    fn draw(&mut self) -> io::Result<()> {
        let (columns, rows) = terminal::size();
        if columns == 0 || rows == 0 {
            return Ok(());
        }
        queue!(self.output, BeginSynchronizedUpdate)?;
        let program = &self.program;
        self.terminal.draw(|frame| program.draw(frame))?;
        queue!(self.output, EndSynchronizedUpdate)?;
        self.output.commit()
    }

    /// Measures again and paints anew: the answer to a spoilt screen.
    fn repaint(&mut self) -> io::Result<()> {
        let measured = if self.ambiguous_width.is_none() { self.input.without(terminal::probe) } else { None };
        self.clear()?;
        self.tell_width(measured)
    }

    fn tell_width(&mut self, measured: Option<terminal::Probe>) -> io::Result<()> {
        let (cells, typed) = match (self.ambiguous_width, measured) {
            (Some(Widths::Narrow), _) => (Some(1), Vec::new()),
            (Some(Widths::Wide), _) => (Some(2), Vec::new()),
            (None, Some(probe)) => (probe.cells, probe.typed),
            (None, None) => (None, Vec::new()),
        };
        self.effects.replies.push_back(Msg::AmbiguousWidth(cells));
        self.effects.replies.extend(input::typed(&typed));
        if let Some(first) = self.effects.replies.pop_front() {
            self.feed(first)?;
        }
        Ok(())
    }

    fn manual_page(&mut self, text: CopyText) -> io::Result<()> {
        let body = Zeroizing::new(clean_text(&text.0));
        let page = Zeroizing::new(format!("{}\n\n{}\n", self.words.get("runtime.manual"), *body));
        let shown = self.input.without(|| terminal::off_the_alternate_screen(&page, input::wait_for_return));
        shown.unwrap_or(Ok(()))?;
        self.clear()?;
        self.effects.replies.push_back(Msg::Resumed);
        Ok(())
    }
}
