//! `renkei publication hand ID COPIES`: how many of it were given away, to whom and when.

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::FacilityId;
use crate::domain::publication::{Handed, kind};
use crate::domain::text::clean_line;
use crate::port::Put;
use crate::port::store::EntityKind;

/// Only what is given away in copies: leaflets, manuals, kits.
pub(super) fn run(cx: &Context, args: &args::PublicationHand) -> Outcome {
    let usage = |key| Failure::new(Exit::Usage, cx.words.get(key));
    if args.copies == 0 {
        return Err(usage("publication.no_copies"));
    }
    let on = args.on.as_deref().map(|text| cx.day(text)).transpose()?.unwrap_or_else(|| cx.now.today());
    let to = args.to.as_deref().map(|source| cx.piped(source)).transpose()?.unwrap_or_default();
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let mut one = super::find(cx, &*store, &book, &args.id)?;
    if !kind(&one.kind).is_some_and(|kind| kind.distributed) {
        return Err(usage("publication.not_handed"));
    }
    let facility = args.facility.as_deref().map(|id| cx.record_id(&*store, EntityKind::Facility, id)).transpose()?;
    one.handed.push(Handed {
        on: on.into(),
        to: clean_line(&to),
        facility: facility.map(FacilityId::from_bytes),
        copies: args.copies,
    });
    let total: u64 = one.handed.iter().map(|one| u64::from(one.copies)).sum();
    cx.write(&*store, "edit", String::new(), vec![Put::Save(one.into())])?;
    cx.say(&cx.words.say("publication.handed", &[("n", &args.copies), ("total", &total)]));
    Ok(Exit::Ok)
}
