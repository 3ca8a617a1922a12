//! What is left of the log points at nothing that was erased.

use std::collections::BTreeSet;

use crate::port::store::Key;
use crate::port::{EntityKind, Record};
use crate::store::fault::Result;
use crate::store::write::Writer;

/// Takes the links to these records out of meetings and publications that stay. Their texts are a person's to mend.
pub(super) fn untie(writer: &mut Writer<'_>, gone: &BTreeSet<(EntityKind, Key)>) -> Result<()> {
    let mut tied: Vec<Record> = Vec::new();
    if gone.iter().any(|(kind, _)| *kind == EntityKind::Task) {
        writer.each(EntityKind::Meeting, &mut |record| {
            let Record::Meeting(mut meeting) = record else { return };
            let of_gone = |id: &crate::domain::TaskId| gone.contains(&(EntityKind::Task, id.to_bytes()));
            let mut lines = meeting.lines.iter_mut().filter(|line| line.task.as_ref().is_some_and(of_gone)).peekable();
            if lines.peek().is_some() {
                lines.for_each(|line| line.task = None);
                tied.push(meeting.into());
            }
        })?;
    }
    if gone.iter().any(|(kind, _)| *kind == EntityKind::Meeting) {
        writer.each(EntityKind::Publication, &mut |record| {
            let Record::Publication(mut publication) = record else { return };
            let of_gone = |id: &crate::domain::MeetingId| gone.contains(&(EntityKind::Meeting, id.to_bytes()));
            if publication.meeting.take_if(|id| of_gone(id)).is_some() {
                tied.push(publication.into());
            }
        })?;
    }
    tied.into_iter().try_for_each(|record| writer.untie(record))
}
