//! What the detail says of a facility, line by line; no drawing.

use jiff::civil::Date;

use super::services;
use crate::domain::Facility;
use crate::domain::facility::local::Group;
use crate::domain::facility::{Ability, capability};
use crate::model::Status;
use crate::paint::{Role, Widths, measure, wrap};
use crate::pane::Context;
use crate::pane::dates::{kilometres, long_date, short_date};
use crate::words::{Language, Words};

/// The detail of one facility: its head, and facts in the order in which they are asked for on the telephone.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: String,
    pub kana: String,
    pub corporation: String,
    /// `確認 6/10`, with 古い where it is old.
    pub confirmed: String,
    pub entries: Vec<Entry>,
}

/// One entry of the detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A label (empty: under the one above) and its text, which is wrapped.
    Fact {
        label: String,
        text: String,
        role: Role,
    },
    /// A text over the whole width, indented by so many cells.
    Text {
        text: String,
        role: Role,
        indent: u16,
    },
    /// A rule with a caption.
    Rule(String),
    Blank,
}

/// One line as it is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetLine {
    pub label: String,
    /// Cells before the text, counted from the first cell of the label.
    pub indent: u16,
    pub text: String,
    pub role: Role,
    /// A rule with this caption.
    pub rule: Option<String>,
}

impl Sheet {
    pub fn of(facility: &Facility, cx: &Context<'_>, stale_after_days: i32) -> Self {
        let mut writer = Writer { words: cx.words, today: cx.now.today(), stale_after_days, entries: Vec::new() };
        writer.closed(facility);
        writer.vacancy(facility);
        writer.contact(facility);
        writer.hours(facility);
        writer.place(facility, cx);
        writer.capabilities(facility);
        writer.note(facility);
        services::write(&mut writer, facility);
        services::write_sources(&mut writer, facility);
        let confirmed = match facility.confirmed_on() {
            Some(day) => format!("{} {}", cx.words.get("detail.confirmed"), writer.day(day)),
            None => cx.words.get("detail.unconfirmed").to_owned(),
        };
        let corporation = facility.listings_by_rank().into_iter().find_map(|l| l.corporation.clone());
        Self {
            name: facility.name().to_owned(),
            kana: facility.kana().map(|s| s.value.to_owned()).unwrap_or_default(),
            corporation: corporation.unwrap_or_default(),
            confirmed,
            entries: writer.entries,
        }
    }

    /// The lines at a width of `columns` cells, of which the first and the last stay blank.
    pub fn lines(&self, columns: u16, widths: Widths) -> Vec<SheetLine> {
        let label_cells = self.label_cells(columns, widths);
        let room = columns.saturating_sub(label_cells + 2).max(8);
        let mut lines = Vec::new();
        for entry in &self.entries {
            match entry {
                Entry::Blank => lines.push(SheetLine::blank()),
                Entry::Rule(caption) => lines.push(SheetLine { rule: Some(caption.clone()), ..SheetLine::blank() }),
                Entry::Fact { label, text, role } => {
                    for (at, text) in text.lines().flat_map(|line| wrap(line, room, widths)).enumerate() {
                        let label = if at == 0 { label.clone() } else { String::new() };
                        lines.push(SheetLine { label, indent: label_cells, text, role: *role, rule: None });
                    }
                }
                Entry::Text { text, role, indent } => {
                    let room = columns.saturating_sub(indent + 2).max(8);
                    let texts = text.lines().flat_map(|line| wrap(line, room, widths));
                    lines.extend(texts.map(|text| SheetLine {
                        indent: *indent,
                        text,
                        role: *role,
                        ..SheetLine::blank()
                    }));
                }
            }
        }
        lines
    }

    /// Cells of the label column at a width.
    fn label_cells(&self, columns: u16, widths: Widths) -> u16 {
        let labels = self.entries.iter().map(|entry| match entry {
            Entry::Fact { label, .. } => measure(label, widths),
            Entry::Text { .. } | Entry::Rule(_) | Entry::Blank => 0,
        });
        label_cells(columns, labels.max().unwrap_or(0))
    }
}

fn label_cells(columns: u16, longest: u16) -> u16 {
    let usual = if columns >= 70 { 9 } else { 7 };
    usual.max(longest + 1).min(columns / 3)
}

impl SheetLine {
    fn blank() -> Self {
        Self { label: String::new(), indent: 0, text: String::new(), role: Role::Text, rule: None }
    }
}

/// Writes entries; empty facts leave no line.
pub(super) struct Writer {
    pub(super) words: &'static Words,
    pub(super) today: Date,
    stale_after_days: i32,
    pub(super) entries: Vec<Entry>,
}

impl Writer {
    /// A fact under a label by its key.
    pub(super) fn fact(&mut self, key: &str, text: impl Into<String>, role: Role) {
        let text = text.into();
        if !text.trim().is_empty() {
            let label = if key.is_empty() { String::new() } else { self.words.get(key).to_owned() };
            self.entries.push(Entry::Fact { label, text, role });
        }
    }

    /// A text over the whole width.
    pub(super) fn text(&mut self, text: impl Into<String>, role: Role, indent: u16) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.entries.push(Entry::Text { text, role, indent });
        }
    }

    pub(super) fn rule(&mut self, key: &str) {
        self.blank();
        self.entries.push(Entry::Rule(self.words.get(key).to_owned()));
    }

    fn blank(&mut self) {
        if !matches!(self.entries.last(), None | Some(Entry::Blank)) {
            self.entries.push(Entry::Blank);
        }
    }

    /// `6/10`, and whether it is old.
    pub(super) fn day(&self, day: Date) -> String {
        short_date(day, self.today) + &self.stale(day)
    }

    /// ` 古い`, or nothing.
    fn stale(&self, day: Date) -> String {
        let stale = super::is_stale(day, self.today, self.stale_after_days);
        if stale { format!(" {}", self.words.get("status.stale")) } else { String::new() }
    }

    /// `(6/10 確認 中村)` behind a group of facts.
    fn age<T>(&self, group: &Group<T>) -> String {
        let Some(day) = group.confirmed_on else { return String::new() };
        let who = group.confirmed_by.as_deref().map(|who| format!(" {who}")).unwrap_or_default();
        let date = short_date(day, self.today);
        format!("  ({date} {}{who}{})", self.words.get("detail.confirmed"), self.stale(day))
    }

    fn closed(&mut self, facility: &Facility) {
        if let Some(day) = facility.maybe_closed() {
            let text = self.words.say("detail.maybe-closed", &[("date", &long_date(day))]);
            self.fact("detail.notice", text, Role::Bad);
        }
    }

    fn vacancy(&mut self, facility: &Facility) {
        let group = &facility.local.vacancy;
        let facts = &group.facts;
        let mut parts: Vec<String> = Vec::new();
        let role = match facts.places {
            Some(0) => {
                parts.push(self.words.get("status.full").to_owned());
                Role::Warn
            }
            Some(places) => {
                parts.push(self.words.say("detail.places", &[("count", &places)]));
                Role::Good
            }
            None => Role::Text,
        };
        if let Some(remark) = &facts.remark {
            parts.push(remark.clone());
        }
        if let Some(waiting) = facts.waiting {
            parts.push(self.words.say("detail.waiting", &[("count", &waiting)]));
        }
        if !parts.is_empty() {
            let text = parts.join("  ") + &self.age(group);
            self.fact("detail.vacancy", text, role);
        }
    }

    fn contact(&mut self, facility: &Facility) {
        let group = &facility.local.desk;
        let desk = &group.facts;
        if let Some(phone) = facility.phone() {
            self.fact("detail.phone", phone.value.display(), Role::Title);
        }
        for (key, phone) in [("detail.direct", &desk.direct_phone), ("detail.night", &desk.night_phone)] {
            if let Some(phone) = phone {
                self.fact(key, phone.display(), Role::Title);
            }
        }
        if let Some(fax) = facility.fax() {
            self.fact("detail.fax", fax.value.display(), Role::Text);
        }
        let person = [&desk.department, &desk.person, &desk.profession].into_iter().flatten();
        let person: Vec<&str> = person.map(String::as_str).collect();
        if !person.is_empty() {
            self.fact("detail.desk", person.join("  ") + &self.age(group), Role::Text);
        }
        self.fact("detail.way", desk.preferred_way.clone().unwrap_or_default(), Role::Text);
    }

    fn hours(&mut self, facility: &Facility) {
        let group = &facility.local.hours;
        let facts = &group.facts;
        let age = self.age(group);
        let mut lines = Vec::new();
        for (key, text) in [
            ("detail.care-manager-time", &facts.care_manager),
            ("detail.business", &facts.business),
            ("detail.closed-days", &facts.closed),
        ] {
            if let Some(text) = text {
                lines.push((key, text.clone()));
            }
        }
        let last = lines.len();
        for (at, (key, text)) in lines.into_iter().enumerate() {
            self.fact(key, if at + 1 == last { text + &age } else { text }, Role::Text);
        }
    }

    fn place(&mut self, facility: &Facility, cx: &Context<'_>) {
        let mut address = facility.address().map(|s| s.value.to_owned()).unwrap_or_default();
        let point = cx.session.reference_point.and_then(|id| cx.registry.row(id));
        if let (Some(point), Some(own)) = (point, facility.coordinates())
            && let Some(from) = point.coordinates
            && point.id != facility.id
        {
            let metres = from.distance_to(own.value).round() as u32;
            let distance = kilometres(metres);
            let text = self.words.say("detail.distance", &[("name", &point.short), ("distance", &distance)]);
            address = format!("{address}  {text}");
        }
        self.fact("detail.address", address, Role::Text);
        self.fact("detail.area", facility.local.identity.facts.area.clone().unwrap_or_default(), Role::Text);
        self.fact("detail.url", facility.url().map(|s| s.value.to_owned()).unwrap_or_default(), Role::Text);
        self.fact("detail.email", facility.local.identity.facts.email.clone().unwrap_or_default(), Role::Text);
        if facility.local.identity.facts.partner {
            self.fact("detail.partner", self.words.get("detail.is-partner"), Role::Good);
        }
    }

    /// 医療対応: three lists under one heading, as on paper.
    fn capabilities(&mut self, facility: &Facility) {
        let group = &facility.local.capabilities;
        let name = |code: &str| {
            let info = capability::info(code);
            info.map_or(code.to_owned(), |info| in_language(self.words, info.ja, info.en).to_owned())
        };
        let list = |ability: Ability| {
            let codes = group.facts.0.iter().filter(|(_, answer)| **answer == ability);
            codes.map(|(code, _)| name(code)).collect::<Vec<_>>().join("  ")
        };
        let lists = [(Ability::Yes, Role::Good), (Ability::Ask, Role::Warn), (Ability::No, Role::Bad)]
            .map(|(ability, role)| (ability, list(ability), role));
        if lists.iter().any(|(_, text, _)| !text.is_empty()) {
            self.blank();
            let heading = self.words.get("detail.capabilities").to_owned();
            let age = self.age(group);
            self.entries.push(Entry::Fact { label: heading, text: format!(" {}", age.trim_start()), role: Role::Text });
            for (ability, text, role) in lists {
                if !text.is_empty() {
                    self.entries.push(Entry::Fact { label: format!("  {}", ability.mark()), text, role });
                }
            }
        }
        let notified: Vec<String> = facility.published_capabilities().into_iter().map(name).collect();
        self.fact("detail.notified", notified.join("\n"), Role::Text);
    }

    fn note(&mut self, facility: &Facility) {
        let group = &facility.local.note;
        if group.facts.trim().is_empty() {
            return;
        }
        self.rule("detail.note");
        let text = group.facts.clone() + &self.age(group);
        self.text(text, Role::Text, 0);
    }
}

/// One of two texts of a data table.
pub(super) fn in_language<'a>(words: &Words, ja: &'a str, en: &'a str) -> &'a str {
    match words.language() {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// The status column's word and how it is drawn.
pub fn status_word(status: Status, words: &Words) -> (String, Role) {
    match status {
        Status::MaybeClosed => (words.get("status.maybe-closed").to_owned(), Role::Bad),
        Status::Free(places) => (words.say("status.free", &[("count", &places)]), Role::Good),
        Status::Full => (words.get("status.full").to_owned(), Role::Warn),
        Status::Intake(Ability::Yes) => (words.get("status.accepts").to_owned(), Role::Good),
        Status::Intake(Ability::Ask) => (words.get("status.ask").to_owned(), Role::Warn),
        Status::Intake(Ability::No) => (words.get("status.refuses").to_owned(), Role::Bad),
        Status::Unknown => ("--".to_owned(), Role::Text),
    }
}
