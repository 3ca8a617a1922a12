//! Two people's versions of a record field by field, against the version that the form was opened on.

use super::{Described, Draft};
use crate::port::Record;

/// Who changed a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangedBy {
    Mine,
    Theirs,
    /// Both, to different values: a person decides.
    Both,
    /// Both, to the same value. Worth a look: "one place less" said twice is two places less.
    Alike,
}

/// A field that is not what it was when the form was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Divergence {
    pub field: Described,
    pub change: ChangedBy,
    pub before: String,
    pub mine: String,
    pub theirs: String,
}

impl Draft {
    /// What is different between what was typed, what is stored now, and what both began with; in the order of the form.
    ///
    /// A day of confirmation that only the other one set is no divergence: it follows from their other fields.
    pub fn divergences(&self, theirs: &Record) -> Vec<Divergence> {
        let record = theirs;
        let all = self.entries().iter().filter_map(|entry| {
            let theirs = self.subject().get(theirs, entry.name());
            let (before, mine) = (entry.initial().to_owned(), entry.text().to_owned());
            let change = match (mine != before, theirs != before) {
                (false, false) => return None,
                (true, false) if self.is_anothers(entry.name(), record) => ChangedBy::Both,
                (true, false) => ChangedBy::Mine,
                (false, true) => ChangedBy::Theirs,
                (true, true) if mine == theirs => ChangedBy::Alike,
                (true, true) => ChangedBy::Both,
            };
            let follows =
                self.subject().follows(entry.name()) && matches!(change, ChangedBy::Theirs | ChangedBy::Alike);
            (!follows).then(|| Divergence { field: entry.field.clone(), change, before, mine, theirs })
        });
        all.collect()
    }

    /// Does another stand in that place of a list now than when the form was opened? Then a number that was typed is for somebody else, and
    /// a person decides.
    fn is_anothers(&self, name: &str, theirs: &Record) -> bool {
        let Some(owner) = self.subject().owner(name) else { return false };
        let entry = self.entries().iter().find(|entry| entry.name() == owner);
        entry.is_some_and(|entry| self.subject().get(theirs, &owner) != entry.initial())
    }

    /// The form goes on from what is stored now: of the divergences, the fields named in `taken` as the other one has them, the others as
    /// they stand in this form. Everything else is what is stored.
    pub fn merge(&mut self, theirs: Record, taken: &[String]) {
        let divergences = self.divergences(&theirs);
        self.rebase(Some(theirs));
        for divergence in divergences {
            let text = if taken.contains(&divergence.field.name) { divergence.theirs } else { divergence.mine };
            self.set(&divergence.field.name, text);
        }
    }
}
