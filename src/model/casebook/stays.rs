//! Looking things up in the casebook, and drawing its lines up.

use std::sync::Arc;

use rayon::prelude::*;

use super::Casebook;
use super::board::Drawn;
use super::situation::hand_line;
use crate::domain::checklist::{Item, Template};
use crate::domain::task::Origin;
use crate::domain::{
    AcpTalk, AcpTalkId, Conference, ConferenceId, Disclosure, DisclosureId, Episode, EpisodeId, Person, PersonId,
    Sheet, SheetId, Task, TaskId, TemplateId,
};

impl Casebook {
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id)
    }

    pub fn stay(&self, id: EpisodeId) -> Option<&Episode> {
        self.stays.get(&id)
    }

    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.get(&id)
    }

    pub fn disclosure(&self, id: DisclosureId) -> Option<&Disclosure> {
        self.disclosures.get(&id)
    }

    pub fn talk(&self, id: ConferenceId) -> Option<&Conference> {
        self.talks.get(&id)
    }

    pub fn sheet(&self, id: SheetId) -> Option<&Sheet> {
        self.sheets.get(&id)
    }

    /// A version of a checklist: as a stay keeps it, else as the rules have it now.
    pub fn template(&self, id: TemplateId) -> Option<&Template> {
        let kept = self.templates.get(&id).map(Arc::as_ref);
        kept.or_else(|| self.rulebook.templates.iter().map(Arc::as_ref).find(|template| template.id == id))
    }

    /// What a stay after this one runs under: the version of the same checklist that is in force now.
    pub fn template_after(&self, former: &Episode) -> Option<&Template> {
        let kept = self.template(former.template).and_then(|kept| self.rulebook.template(&kept.name));
        kept.or_else(|| self.rulebook.default_template()).map(Arc::as_ref)
    }

    /// Is this version of a checklist kept in the store?
    pub fn keeps_template(&self, id: TemplateId) -> bool {
        self.templates.contains_key(&id)
    }

    pub fn persons(&self) -> impl Iterator<Item = &Person> {
        self.persons.values()
    }

    pub fn stays(&self) -> impl Iterator<Item = &Episode> {
        self.stays.values()
    }

    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values()
    }

    pub fn talks(&self) -> impl Iterator<Item = &Conference> {
        self.talks.values()
    }

    pub fn disclosures(&self) -> impl Iterator<Item = &Disclosure> {
        self.disclosures.values()
    }

    /// A person's stays, oldest first.
    pub fn stays_of(&self, person: PersonId) -> impl Iterator<Item = &Episode> {
        let mut stays: Vec<&Episode> =
            self.links.stays.get(&person).into_iter().flatten().filter_map(|id| self.stays.get(id)).collect();
        stays.sort_by_key(|stay| (stay.admitted_on, stay.id));
        stays.into_iter()
    }

    /// The tasks of a stay in the order of its checklist, those written by hand behind.
    pub fn tasks_of(&self, stay: EpisodeId) -> Vec<&Task> {
        let mut tasks: Vec<&Task> =
            self.links.tasks.get(&stay).into_iter().flatten().filter_map(|id| self.tasks.get(id)).collect();
        let template = self.stays.get(&stay).and_then(|stay| self.template(stay.template));
        let place = |task: &Task| {
            let code = task.code()?;
            template?.items.iter().position(|item| item.code == code)
        };
        tasks.sort_by_cached_key(|task| (place(task).unwrap_or(usize::MAX), task.id));
        tasks
    }

    /// What was given away about a person, oldest first.
    pub fn disclosures_of(&self, person: PersonId) -> impl Iterator<Item = &Disclosure> {
        let mut all: Vec<&Disclosure> = self
            .links
            .disclosures
            .get(&person)
            .into_iter()
            .flatten()
            .filter_map(|id| self.disclosures.get(id))
            .collect();
        all.sort_by_key(|disclosure| (disclosure.at, disclosure.id));
        all.into_iter()
    }

    /// The talks about a stay, oldest first.
    pub fn talks_of(&self, stay: EpisodeId) -> impl Iterator<Item = &Conference> {
        let mut all: Vec<&Conference> =
            self.links.talks.get(&stay).into_iter().flatten().filter_map(|id| self.talks.get(id)).collect();
        all.sort_by_key(|talk| (talk.on, talk.from, talk.id));
        all.into_iter()
    }

    /// A person's sheets of a form, the newest last: those of a stay, or (`None`) the draft of calm times.
    pub fn sheets_of(&self, person: PersonId) -> impl Iterator<Item = &Sheet> {
        let ids = self.links.sheets.get(&person).into_iter().flatten();
        ids.filter_map(|id| self.sheets.get(id))
    }

    /// The talks about what a person wants, the newest last.
    pub fn acp_talks_of(&self, person: PersonId) -> Vec<&AcpTalk> {
        let ids = self.links.acp_talks.get(&person).into_iter().flatten();
        let mut talks: Vec<&AcpTalk> = ids.filter_map(|id| self.acp_talks.get(id)).collect();
        talks.sort_by_key(|talk| (talk.on, talk.id));
        talks
    }

    pub fn acp_talk(&self, id: AcpTalkId) -> Option<&AcpTalk> {
        self.acp_talks.get(&id)
    }

    /// What is to be done, in words.
    pub fn text_of<'a>(&'a self, task: &'a Task) -> &'a str {
        match &task.origin {
            Origin::Hand { text, .. } | Origin::Action { text, .. } => text,
            Origin::Item(code) => self.item_of(task).map_or(code, |item| &item.text),
        }
    }

    /// The same, as short as lists need it.
    pub fn short_text_of<'a>(&'a self, task: &'a Task) -> &'a str {
        self.item_of(task).map_or_else(|| self.text_of(task), Item::short_text)
    }

    /// The checklist's item of a task.
    pub fn item_of(&self, task: &Task) -> Option<&Item> {
        let stay = self.stays.get(&task.episode?)?;
        self.template(stay.template)?.item(task.code()?)
    }

    /// By what a hospital is told from another: its id in the register, else its name; empty where neither is known.
    pub fn hospital_key(stay: &Episode) -> String {
        let name = || stay.hospital_name.clone().unwrap_or_default();
        stay.hospital.map_or_else(name, |id| id.to_string())
    }

    /// Every line anew.
    pub(super) fn draw_up(&mut self) {
        let stays: Vec<&Episode> = self.stays.values().collect();
        let mut drawn: Vec<Drawn> = stays.par_iter().map(|stay| self.drawn(stay)).collect();
        let loose = self.tasks.values().filter(|task| task.episode.is_none());
        drawn.extend(loose.map(drawn_loose));
        self.board.fill(drawn);
    }

    /// The lines of all of a person's stays anew: one stay can change another's limits (once a month).
    pub(super) fn draw_up_person(&mut self, person: PersonId) {
        let stays: Vec<EpisodeId> = self.links.stays.get(&person).into_iter().flatten().copied().collect();
        for stay in stays {
            self.draw_up_stay(stay);
        }
    }

    pub(super) fn draw_up_stay(&mut self, stay: EpisodeId) {
        if let Some(stay) = self.stays.get(&stay) {
            let drawn = self.drawn(stay);
            self.board.put(drawn);
        }
    }

    /// A task of no stay, or that is gone.
    pub(super) fn draw_up_loose(&mut self, id: TaskId) {
        match self.tasks.get(&id).map(drawn_loose) {
            Some(drawn) => self.board.put(drawn),
            None => self.board.drop_task(id),
        }
    }

    fn drawn(&self, stay: &Episode) -> Drawn {
        let lines = self.lines_of(stay).into_iter().map(|line| {
            let assignee = self.tasks.get(&line.task).and_then(|task| task.assignee.clone()).unwrap_or_default();
            (line, assignee)
        });
        Drawn { hospital: Self::hospital_key(stay), lines: lines.collect() }
    }
}

fn drawn_loose(task: &Task) -> Drawn {
    let due = match &task.origin {
        Origin::Hand { due, .. } | Origin::Action { due, .. } => *due,
        Origin::Item(_) => None,
    };
    Drawn { hospital: String::new(), lines: vec![(hand_line(task, due), task.assignee.clone().unwrap_or_default())] }
}
