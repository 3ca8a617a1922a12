//! `renkei audit`: who did what, and whether the chain of it is whole.

use jiff::civil::Date;
use serde_json::json;

use super::args::{self, AuditSub};
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::text::clean_line;
use crate::message::sentence;
use crate::port::audit::{AuditEntry, AuditFault, AuditQuery};
use crate::words::Words;

/// Lists lines, verifies the chain or says its head.
pub fn run(cx: &Context, args: &args::Audit) -> Outcome {
    match &args.sub {
        AuditSub::List(args) => list(cx, args),
        AuditSub::Verify => verify(cx),
        AuditSub::Head => head(cx),
    }
}

/// The newest first.
fn list(cx: &Context, args: &args::AuditList) -> Outcome {
    let since = args.since.as_deref().map(|text| midnight(cx, text)).transpose()?;
    let (action, limit) = (args.action.clone(), Some(args.limit));
    let query = AuditQuery { from: 0, since, action, limit, newest_first: true };
    let store = cx.look()?;
    let mut lines = Vec::new();
    store.audit(&query, &mut |line| lines.push(line)).map_err(|error| cx.store_failure(&error))?;
    if args.json {
        let items: Vec<_> = lines.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let text: String = lines.iter().map(|entry| line(cx, entry)).collect();
        out::text(cx.words, &text)?;
    }
    Ok(if lines.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn midnight(cx: &Context, text: &str) -> Result<jiff::Timestamp, Failure> {
    let bad = || Failure::new(Exit::Usage, cx.words.say("cli.audit.bad_date", &[("value", &clean_line(text))]));
    let day: Date = text.parse().map_err(|_| bad())?;
    day.to_zoned(cx.now.wall.time_zone().clone()).map(|start| start.timestamp()).map_err(|_| bad())
}

fn item(entry: &AuditEntry) -> serde_json::Value {
    json!({
        "seq": entry.seq,
        "at": entry.at.to_string(),
        "uid": entry.author.uid,
        "who": entry.author.name,
        "member": entry.author.member.map(|id| id.to_string()),
        "tty": entry.author.tty,
        "ssh": entry.author.ssh,
        "action": entry.action,
        "group": entry.group.map(|group| group.0),
        "of": entry.of.map(|group| group.0),
        "count": entry.count,
        "records": entry.records,
        "note": entry.note,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    })
}

fn line(cx: &Context, entry: &AuditEntry) -> String {
    let at = entry.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M:%S");
    let from = [entry.author.tty.as_deref(), entry.author.ssh.as_deref()].map(Option::unwrap_or_default).join(" ");
    let action = sentence::action(cx.words, &entry.action);
    let count = cx.words.say("cli.history.changes", &[("n", &entry.count)]);
    let text = format!(
        "{:>8}  {at}  {} (uid {})  {action}  {count}  {}  {}",
        entry.seq,
        entry.author.name,
        entry.author.uid,
        entry.note,
        from.trim()
    );
    text.trim_end().to_owned() + "\n"
}

fn verify(cx: &Context) -> Outcome {
    let store = cx.look()?;
    let report = store.verify_audit().map_err(|error| cx.store_failure(&error))?;
    let Some(fault) = report.broken else {
        let (seq, hash) = report.head.map(|head| (head.seq, head.hash.to_string())).unwrap_or_default();
        let said = [("n", &report.entries as &dyn std::fmt::Display), ("groups", &report.groups)];
        out::text(cx.words, &(cx.words.say("cli.audit.whole", &said) + "\n"))?;
        out::text(cx.words, &format!("{seq} {hash}\n"))?;
        return Ok(Exit::Ok);
    };
    Err(Failure::new(Exit::Damaged, self::fault(cx.words, fault)))
}

/// What is wrong with the chain, in a sentence.
pub(super) fn fault(words: &Words, fault: AuditFault) -> String {
    match fault {
        AuditFault::Missing(seq) => words.say("cli.audit.missing", &[("seq", &seq)]),
        AuditFault::Altered(seq) => words.say("cli.audit.altered", &[("seq", &seq)]),
        AuditFault::Unlinked(seq) => words.say("cli.audit.unlinked", &[("seq", &seq)]),
        AuditFault::GroupUnknown(group) => words.say("cli.audit.group_unknown", &[("group", &group.0)]),
        AuditFault::GroupDiffers { group, seq } => {
            words.say("cli.audit.group_differs", &[("group", &group.0), ("seq", &seq)])
        }
    }
}

/// `NUMBER HASH`, to be kept where nobody of the group can write: `renkei audit head | logger -t renkei`.
fn head(cx: &Context) -> Outcome {
    let store = cx.look()?;
    let Some(head) = store.audit_head().map_err(|error| cx.store_failure(&error))? else {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.audit.empty")));
    };
    out::text(cx.words, &format!("{} {}\n", head.seq, head.hash))?;
    Ok(Exit::Ok)
}
