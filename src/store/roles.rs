//! Roles inside the write transaction: what another process has made of the list of members counts at once.

use super::fault::Result;
use super::write::Writer;
use crate::domain::permission::{Area, Denial, Permit, may_stand};
use crate::domain::{Author, Member};
use crate::port::{EntityKind, StoreError};

/// What the author of a write transaction may change.
pub(super) struct Gate {
    permit: Permit,
    /// The list as it was when the transaction began.
    members: Vec<Member>,
    /// The list was changed.
    touched: bool,
}

impl Gate {
    /// Refuses an author who may write nothing at all.
    pub(super) fn open(members: Vec<Member>, author: &Author) -> Result<Self> {
        let permit = Permit::of(&members, author).map_err(denied)?;
        Ok(Self { permit, members, touched: false })
    }

    /// May a record of this kind be changed? `of_meeting`: it is a task that a meeting agreed on, and about no person.
    pub(super) fn pass(&mut self, kind: EntityKind, of_meeting: bool) -> Result<()> {
        let area = kind.area(of_meeting);
        self.permit.allows(area).map_err(denied)?;
        self.touched |= area == Area::Members;
        Ok(())
    }

    /// May something be deleted for ever?
    pub(super) fn pass_for_ever(&self) -> Result<()> {
        self.permit.allows(Area::ForEver).map_err(denied)
    }

    /// Is what the transaction leaves behind a list that somebody can change?
    pub(super) fn close(&self, after: impl FnOnce() -> Result<Vec<Member>>) -> Result<()> {
        if self.touched { may_stand(&self.members, &after()?).map_err(denied) } else { Ok(()) }
    }
}

fn denied(denial: Denial) -> super::fault::Fault {
    StoreError::NotAllowed(denial).into()
}

/// The list of members as the transaction sees it.
pub(super) fn members(writer: &mut Writer<'_>) -> Result<Vec<Member>> {
    let mut members = Vec::new();
    writer.each(EntityKind::Member, &mut |record| members.extend(record.into_member()))?;
    Ok(members)
}
