//! Deciding or moving the day of discharge: what follows from it is seen before anything is written, and it is one undo.

mod view;

use jiff::civil::Date;
use tui_input::InputRequest;

use crate::command::Command;
use crate::domain::deadline::EffectKind;
use crate::domain::text::clean_typed;
use crate::domain::{Episode, EpisodeId};
use crate::form::read_date;
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};
use crate::port::{Put, Record};

/// A line of the box that the cursor may stand on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    Date,
    /// The decision is of today, where no day of it is known.
    Decided,
    /// 急な退院
    Rush,
}

/// The overlay's state.
#[derive(Debug)]
pub struct Moving {
    stay: EpisodeId,
    input: tui_input::Input,
    /// Nothing was typed yet: the first character takes the place of the day that is known.
    fresh: bool,
    at: Line,
    decided_today: bool,
    /// What a person said of 急; `None`: as the days suggest.
    rush: Option<bool>,
    saving: bool,
    message: Option<String>,
}

/// What a typed day would do.
pub(crate) struct Outlook {
    pub(crate) changed: Episode,
    pub(crate) rows: Vec<Row>,
    pub(crate) offers_rush: bool,
}

/// One limit that moves.
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) label: Option<String>,
    pub(crate) text: String,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) kind: EffectKind,
}

impl Moving {
    pub fn new(stay: EpisodeId, cx: &Context<'_>) -> Self {
        let known = cx.casebook.stay(stay).and_then(|stay| stay.discharge_planned_on);
        let input = tui_input::Input::new(known.map(|day| day.to_string()).unwrap_or_default());
        let (at, decided_today, rush) = (Line::Date, true, None);
        Self { stay, input, fresh: true, at, decided_today, rush, saving: false, message: None }
    }

    pub fn scope(&self) -> Scope {
        Scope::Form
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// How the save went: it closes only when it succeeded.
    pub fn saved(&mut self, failed: Option<String>) -> Vec<Act> {
        self.saving = false;
        match failed {
            None => vec![Act::Close],
            Some(sentence) => {
                self.message = Some(sentence);
                Vec::new()
            }
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        if self.saving {
            return Vec::new();
        }
        match input {
            Input::Text(text) => self.typed(&text, cx),
            Input::Command(command) => return self.command(command, cx),
        }
        Vec::new()
    }

    fn typed(&mut self, text: &str, cx: &Context<'_>) {
        self.message = None;
        match self.at {
            Line::Date => {
                if std::mem::take(&mut self.fresh) {
                    self.input.reset();
                }
                for c in clean_typed(text).chars() {
                    self.input.handle(InputRequest::InsertChar(c));
                }
            }
            Line::Decided => self.decided_today = !self.decided_today,
            Line::Rush => {
                let on = self.outlook(cx).is_some_and(|outlook| outlook.changed.variant.rush);
                self.rush = Some(!on);
            }
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        let lines = self.lines(cx);
        let here = lines.iter().position(|line| *line == self.at).unwrap_or(0);
        match Step::of(command) {
            Step::Back => return vec![Act::Close],
            Step::Save => return self.save(cx),
            Step::Up => self.at = lines[here.saturating_sub(1)],
            Step::Down | Step::Open => self.at = lines[(here + 1).min(lines.len() - 1)],
            Step::Left | Step::Right | Step::Clear | Step::Other => self.edit(command),
            Step::PageUp | Step::PageDown | Step::Top | Step::Bottom => {}
            Step::Mark | Step::Quit | Step::CopyPhone | Step::Remove => {}
        }
        Vec::new()
    }

    fn edit(&mut self, command: Command) {
        self.message = None;
        if self.at == Line::Date
            && let Some(request) = crate::form::edit_request(command)
        {
            self.fresh = false;
            self.input.handle(request);
        }
    }

    /// The lines that there are: what is known already is not asked.
    fn lines(&self, cx: &Context<'_>) -> Vec<Line> {
        let mut lines = vec![Line::Date];
        if cx.casebook.stay(self.stay).is_some_and(|stay| stay.discharge_decided_on.is_none()) {
            lines.push(Line::Decided);
        }
        if self.outlook(cx).is_some_and(|outlook| outlook.offers_rush) {
            lines.push(Line::Rush);
        }
        lines
    }

    /// The day that is typed; `Ok(None)`: no day, the discharge is open again.
    fn day(&self, cx: &Context<'_>) -> Result<Option<Date>, ()> {
        let text = self.input.value().trim();
        if text.is_empty() { Ok(None) } else { read_date(text, cx.now.today()).map(Some).ok_or(()) }
    }

    /// What the typed day would do; `None` where it is no day.
    pub(crate) fn outlook(&self, cx: &Context<'_>) -> Option<Outlook> {
        let stay = cx.casebook.stay(self.stay)?;
        let day = self.day(cx).ok()?;
        let mut changed = Episode { discharge_planned_on: day, ..stay.clone() };
        if stay.discharge_decided_on.is_none() && self.decided_today && day.is_some() {
            changed.discharge_decided_on = Some(cx.now.today());
        }
        let offers_rush = cx.casebook.suggests_rush(&changed) || stay.variant.rush;
        if offers_rush {
            changed.variant.rush = self.rush.unwrap_or(true);
        }
        let template = cx.casebook.template(stay.template)?;
        let rows = cx.casebook.moves(stay, &changed).into_iter().map(|effect| Row {
            code: effect.code.to_owned(),
            label: effect.label.map(str::to_owned),
            text: template.item(effect.code).map(|item| item.short_text().to_owned()).unwrap_or_default(),
            from: effect.from,
            to: effect.to,
            kind: effect.kind,
        });
        Some(Outlook { rows: rows.collect(), offers_rush, changed })
    }

    fn save(&mut self, cx: &Context<'_>) -> Vec<Act> {
        let Some(outlook) = self.outlook(cx) else {
            self.message = Some(cx.words.get("form.error.not_a_date").to_owned());
            return Vec::new();
        };
        let day = outlook.changed.discharge_planned_on;
        if day.is_some_and(|day| day < outlook.changed.admitted_on) {
            self.message = Some(cx.words.get("moving.before_admission").to_owned());
            return Vec::new();
        }
        if cx.casebook.stay(self.stay) == Some(&outlook.changed) {
            return vec![Act::Close];
        }
        self.saving = true;
        vec![Act::Save { action: "move_discharge", puts: vec![Put::Save(Record::Episode(outlook.changed))] }]
    }
}
