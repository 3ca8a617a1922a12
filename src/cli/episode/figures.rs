//! `renkei episode figures`: the year's figures. They name nobody, so they leave no line in the audit.

use std::collections::HashMap;

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::deliver;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::FacilityId;
use crate::domain::figures::{Figures, FiscalYear};
use crate::exchange::export::figures as export;
use crate::exchange::export::figures::Detail;
use crate::port::store::Store;

/// The years that a date can have with its March.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Counts and writes.
pub fn run(cx: &Context, args: &args::EpisodeFigures) -> Outcome {
    let usage = |key| Failure::new(Exit::Usage, cx.words.get(key));
    let encoding = deliver::encoding(cx, &args.encoding)?;
    let detail = if args.hospital { Detail::Hospitals } else { Detail::Total };
    let write: fn(&Figures, Detail, &crate::words::Words) -> String = match args.format.as_str() {
        "text" => export::text,
        "csv" => export::csv,
        "md" => export::markdown,
        "json" => |figures, detail, _| format!("{}\n", export::json(figures, detail)),
        _ => return Err(usage("cli.episode.figures.unknown_format")),
    };
    let year = args.year.map_or_else(|| FiscalYear::of(cx.now.today()), FiscalYear);
    if !YEARS.contains(&year.0) {
        return Err(usage("cli.episode.figures.bad_year"));
    }
    let figures = counted(cx, &*cx.look()?, year)?;
    deliver::text(cx, &write(&figures, detail, cx.words), encoding, args.output.as_deref())?;
    let total = &figures.total;
    let empty = total.admissions + total.discharges + total.transfers + total.deaths == 0;
    if empty {
        cx.say(&cx.words.say("cli.episode.figures.empty", &[("year", &year.0)]));
    }
    Ok(if empty { Exit::NotFound } else { Exit::Ok })
}

fn counted(cx: &Context, store: &dyn Store, year: FiscalYear) -> Result<Figures, Failure> {
    let book = cx.casebook(store)?;
    let facilities = cx.facilities(store)?;
    let names: HashMap<FacilityId, &str> = facilities.iter().map(|one| (one.id, one.name())).collect();
    Ok(book.figures(year, &|id| names.get(&id).map(|name| (*name).to_owned())))
}
