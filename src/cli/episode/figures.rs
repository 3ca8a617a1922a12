//! `renkei episode figures`: the year's figures. They name nobody, so they leave no line in the audit.

use super::answers::Answers;
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::deliver;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::rules;
use crate::domain::figures::{Figures, FiscalYear, Records, count};
use crate::domain::{Conference, Disclosure, Episode, Facility, FacilityId, Person, Task, Template};
use crate::exchange::export::figures as export;
use crate::exchange::export::figures::Detail;
use crate::port::EntityKind;
use crate::port::store::{Record, Store};
use crate::runtime::rulebook::load;

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
    let episodes: Vec<Episode> = cx.records(store, EntityKind::Episode, Record::into_episode)?;
    let persons: Vec<Person> = cx.records(store, EntityKind::Person, Record::into_person)?;
    let tasks: Vec<Task> = cx.records(store, EntityKind::Task, Record::into_task)?;
    let disclosures: Vec<Disclosure> = cx.records(store, EntityKind::Disclosure, Record::into_disclosure)?;
    let conferences: Vec<Conference> = cx.records(store, EntityKind::Conference, Record::into_conference)?;
    let templates: Vec<Template> = cx.records(store, EntityKind::Template, Record::into_template)?;
    let facilities = cx.facilities(store)?;
    let loaded = load(&cx.paths);
    for fault in rules::faults(cx, &loaded) {
        cx.say(&format!("renkei: {fault}"));
    }
    let rulebook = loaded.reading.rulebook;
    let answers = Answers::of(&episodes, &persons, &tasks, &disclosures, &templates, &rulebook);
    let named = |id: FacilityId| facilities.iter().find(|one| one.id == id).map(Facility::name).map(str::to_owned);
    let records = Records {
        episodes: &episodes,
        persons: &persons,
        tasks: &tasks,
        disclosures: &disclosures,
        conferences: &conferences,
        hospital: &named,
        expects: &|episode, code| answers.expects(episode, code),
        contact_due: &|episode| answers.contact_due(episode),
        met: &|episode| answers.met(episode),
        rush_days: rulebook.settings.rush_days,
    };
    Ok(count(year, &records))
}
