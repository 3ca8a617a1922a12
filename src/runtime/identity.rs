//! Whom this run writes under: known at the start, or chosen by who shares the account.

use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::{Author, MemberId};

/// The one author of all threads of this run.
#[derive(Clone, Debug)]
pub(super) struct Identity(Arc<RwLock<Author>>);

impl Identity {
    pub(super) fn new(author: Author) -> Self {
        Self(Arc::new(RwLock::new(author)))
    }

    pub(super) fn get(&self) -> Author {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on it is this member.
    pub(super) fn work_as(&self, member: MemberId, name: String) {
        let mut author = self.0.write().unwrap_or_else(PoisonError::into_inner);
        author.member = Some(member);
        author.name = name;
    }
}
