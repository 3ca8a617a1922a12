//! `renkei doctor`: what this terminal and these data are like, without personal data, so that it can be sent to somebody who helps.

use std::fs;
use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::Outcome;
use super::out;
use super::unlock;
use crate::domain::text::clean_line;
use crate::message::sentence;
use crate::port::caution::clock_behind;
use crate::port::store::EntityKind;
use crate::runtime::clipboard::ClipboardEnv;
use crate::runtime::{ColourChoice, choose_theme};
use crate::runtime::{group, map_file, person};
use crate::store::keys::KeyRing;
use crate::store::place::is_shared;
use crate::store::privilege::{self, raised};
use crate::store::{BALLAST_NAME, Options, RedbStore, free, newest_backup, unfinished};

/// One fact: its stable name and its value.
type Fact = (&'static str, Value);

/// Prints every fact.
pub fn run(cx: &Context, args: &args::Doctor) -> Outcome {
    let mut facts = program(cx);
    facts.extend(terminal(cx));
    let (places, healthy) = data(cx);
    facts.extend(places);
    if args.json {
        let items: Map<String, Value> = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": [items] }))?;
    } else {
        let mut text = String::new();
        for (name, value) in facts {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            text += &format!("{}\t{value}\n", cx.words.get(&format!("doctor.{name}")));
        }
        out::text(cx.words, &text)?;
    }
    Ok(if healthy { Exit::Ok } else { Exit::Failed })
}

fn program(cx: &Context) -> Vec<Fact> {
    vec![
        ("version", json!(env!("CARGO_PKG_VERSION"))),
        ("language", json!(cx.words.language().to_string())),
        ("keymap", json!(cx.keymap().map_or_else(|f| f.sentence, |keymap| keymap.base().to_string()))),
        ("time_zone", json!(cx.now.wall.time_zone().iana_name().unwrap_or("UTC"))),
    ]
}

fn terminal(cx: &Context) -> Vec<Fact> {
    let environment = &cx.environment;
    let text = |name: &str| json!(environment.text(name).unwrap_or_else(|| "-".to_owned()));
    let clipboard = ClipboardEnv::of(environment).first(cx.config.clipboard);
    let width = cx.config.ambiguous_width.map_or_else(|| "auto".to_owned(), |w| format!("{w:?}").to_lowercase());
    let theme = format!("{:?}", choose_theme(ColourChoice::Auto, cx.config.color, environment)).to_lowercase();
    vec![
        ("terminal", json!(std::io::stdin().is_terminal() && std::io::stdout().is_terminal())),
        ("term", text("TERM")),
        ("term_program", text("TERM_PROGRAM")),
        ("lang", text("LANG")),
        ("ssh", json!(environment.has("SSH_CONNECTION") || environment.has("SSH_TTY"))),
        ("tmux", json!(environment.has("TMUX"))),
        ("screen", json!(environment.has("STY"))),
        ("clipboard", json!(clipboard.map_or_else(|| "off".to_owned(), |route| route.to_string()))),
        ("ambiguous_width", json!(width)),
        // Who does not see it as dots sets `map_dots`.
        (
            "map_dots",
            json!(format!("{} \u{28C0}\u{2824}\u{2812}\u{2809}", map_file::dots(cx.config.map_dots, environment))),
        ),
        ("theme", json!(theme)),
    ]
}

/// The places and their modes, and the counts. Looks only: a place that does not exist is not made.
fn data(cx: &Context) -> (Vec<Fact>, bool) {
    let file = RedbStore::file_in(&cx.paths.data_dir);
    let mut facts = vec![
        ("data_dir", json!(place(&cx.paths.data_dir))),
        ("shared", json!(shared(cx))),
        ("setgid", json!(privilege::is_setgid())),
        (
            "free",
            json!(free(&cx.paths.data_dir).map_or_else(|| "-".to_owned(), |bytes| format!("{} MiB", bytes >> 20))),
        ),
        ("ballast", json!(raised(|| cx.paths.data_dir.join(BALLAST_NAME).exists()))),
        ("data_file", json!(raised(|| place(&file)))),
        ("config", json!(place(&cx.paths.user_config()))),
        ("keymap_file", json!(place(&cx.paths.user_keymap()))),
        ("map_file", json!(map_place(cx))),
        ("session", json!(place(&cx.paths.session()))),
        ("log", json!(place(&cx.paths.log()))),
    ];
    if !raised(|| file.is_file()) {
        return (facts, true);
    }
    facts.extend(encryption(cx));
    facts.push(("last_backup", json!(last_backup(cx))));
    // Only where there is one: the old file of a compaction that was broken off may hold what was erased.
    facts.extend(unfinished(&cx.paths.data_dir).map(|old| ("unfinished_compact", json!(old.display().to_string()))));
    let counted = cx.open().and_then(|store| {
        let count = |kind| store.count(kind).map_err(|error| cx.store_failure(&error));
        let last = store.history(1).map_err(|error| cx.store_failure(&error))?;
        let clock = clock_behind(&*store, cx.now.wall.timestamp()).map_err(|error| cx.store_failure(&error))?;
        let clock =
            clock.map_or_else(|| "ok".to_owned(), |caution| sentence::caution(cx.words, &caution, &cx.now.wall));
        Ok((count(EntityKind::Facility)?, count(EntityKind::Doubt)?, count(EntityKind::PlaceTable)?, last, clock))
    });
    facts.extend(lock(cx).map(|held| ("lock", json!(held))));
    match counted {
        Ok((facilities, doubts, places, last, clock)) => {
            facts.extend([
                ("facilities", json!(facilities)),
                ("doubts", json!(doubts)),
                ("place_tables", json!(places)),
                ("last_change", json!(last.first().map_or_else(|| "-".to_owned(), |entry| entry.at.to_string()))),
                ("clock", json!(clock)),
            ]);
            (facts, true)
        }
        Err(failure) => {
            facts.push(("trouble", json!(failure.sentence)));
            (facts, false)
        }
    }
}

/// The file whose lines the map draws: the person's, else the centre's; and why it is not in use, where it is not.
fn map_place(cx: &Context) -> String {
    let own = cx.paths.user_map();
    let path = if own.exists() { own } else { Path::new(map_file::SYSTEM_MAP).to_owned() };
    let fault = map_file::load(&cx.paths).1;
    let fault = fault.map(|(path, fault)| format!("  {}", map_file::said(cx.words, &path, &fault)));
    place(&path) + &fault.unwrap_or_default()
}

/// Encrypted or not, and how many keys: known without any of them.
fn encryption(cx: &Context) -> Vec<Fact> {
    if !RedbStore::is_encrypted(&cx.paths.data_dir) {
        return vec![("encrypted", json!(cx.words.get("doctor.no")))];
    }
    let slots = raised(|| KeyRing::read(&cx.paths.data_dir)).ok().flatten().map_or(0, |ring| ring.slots().len());
    vec![("encrypted", json!(cx.words.get("doctor.yes"))), ("key_slots", json!(slots))]
}

/// Whether somebody holds the writing just now. Unsaid where the file cannot be opened: that is said already.
fn lock(cx: &Context) -> Option<String> {
    let options = Options { key: Some(unlock::source(cx)), ..Options::default() };
    let held = RedbStore::open(&cx.paths.data_dir, options).and_then(|store| store.is_held()).ok()?;
    Some(cx.words.get(if held { "doctor.held" } else { "doctor.free_to_write" }).to_owned())
}

/// When the newest daily backup was made, and how long ago that is. One that failed is seen by its age.
fn last_backup(cx: &Context) -> String {
    let Some(at) = newest_backup(&cx.paths.data_dir) else { return "-".to_owned() };
    let hours = cx.now.wall.timestamp().duration_since(at).as_hours();
    let at = at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M");
    cx.words.say("doctor.backup_age", &[("at", &at), ("hours", &hours)])
}

/// Whose the folder is: one's own, or a group's.
fn shared(cx: &Context) -> String {
    match raised(|| fs::metadata(&cx.paths.data_dir)) {
        Ok(meta) if raised(|| is_shared(&cx.paths.data_dir)).unwrap_or_default() => {
            cx.words.say("doctor.of_group", &[("group", &group::name(meta.gid()))])
        }
        Ok(_) => cx.words.get("doctor.of_one").to_owned(),
        Err(_) => "-".to_owned(),
    }
}

/// `path  0700  owner:group`, or that there is none.
fn place(path: &Path) -> String {
    let shown = clean_line(&path.to_string_lossy());
    match fs::metadata(path) {
        Ok(meta) => {
            let (owner, group) =
                (person::account(meta.uid()).unwrap_or_else(|| meta.uid().to_string()), group::name(meta.gid()));
            format!("{shown}  {:04o}  {owner}:{group}", meta.mode() & 0o7777)
        }
        Err(_) => format!("{shown}  -"),
    }
}
