//! 年次報告: each figure against a second count over the exported JSON, its way back to its records, its four faces; and the history.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::sync::Arc;

use jiff::civil::{Date, date};
use renkei::domain::figures::FiscalYear;
use renkei::domain::meeting::{Attendance, Mark};
use renkei::domain::report::{Traced, YearReport};
use renkei::domain::task::TaskState;
use renkei::domain::{Facility, Meeting, Vague};
use renkei::exchange::demo;
use renkei::exchange::export::report as export;
use renkei::model::casebook::Casebook;
use renkei::port::{EntityKind, Record};
use renkei::rulebook::builtin;
use renkei::words::{Language, Words};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

const TODAY: Date = date(2026, 11, 22);

fn id(n: u32) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

/// Meetings with actions, publications, a survey with answers and a closing, around the year that begins in April of `year`.
fn made(year: i64, facilities: &[String]) -> Vec<Value> {
    let record = |kind: &str, record: Value| json!({ "kind": kind, "record": record });
    let task = |n: u32, of: u32, due: &str, state: Value| {
        record(
            "task",
            json!({ "id": id(n), "origin": { "action": { "meeting": id(of), "text": "する", "due": due } }, "state": state }),
        )
    };
    let done = |on: String| json!({ "done": { "on": on, "by": "hana" } });
    let (may, june, march) = (format!("{year}-05-28"), format!("{year}-06-14"), format!("{}-03-10", year + 1));
    let action = |n: u32, of: Value| json!({ "mark": "action", "text": "する", "task": id(n), "of": of });
    vec![
        record(
            "meeting",
            json!({ "id": id(1), "kind": "providers", "title": "集い", "on": may, "way": "both",
            "scenes": ["emergency", "daily"], "projects": ["b", "d"],
            "attendance": [ { "profession": "doctor", "count": 3 }, { "profession": "nurse", "organisation": "架空", "count": 12 }, { "profession": "doctor" } ],
            "copies": [ { "what": "手引き", "copies": 40 } ],
            "lines": [
                { "mark": "issue", "text": "論1", "number": 1 }, action(11, json!(1)), action(12, json!(1)),
                { "mark": "issue", "text": "論2", "number": 2 }, { "mark": "question", "text": "問" },
                { "mark": "issue", "text": "論3" }, action(13, Value::Null) ] }),
        ),
        record(
            "meeting",
            json!({ "id": id(2), "kind": "night_cafe", "title": "夜カフェ", "on": format!("{}-03", year + 1), "way": "on_site",
            "scenes": ["daily"], "projects": ["d"], "attendance": [ { "count": 5 } ] }),
        ),
        record(
            "meeting",
            json!({ "id": id(3), "kind": "providers", "title": "前の年", "on": format!("FY{}", year - 1),
            "scenes": ["daily"], "projects": ["b"], "lines": [ action(14, Value::Null) ], "attendance": [ { "profession": "nurse", "count": 7 } ] }),
        ),
        record(
            "meeting",
            json!({ "id": id(4), "kind": "lecture", "title": "日の分からない会", "attendance": [ { "count": 99 } ] }),
        ),
        task(11, 1, &june, done(june.clone())),
        task(12, 1, &june, done(format!("{year}-06-15"))),
        task(13, 1, &march, json!({ "not_needed": { "on": june, "why": { "said": "不要" } } })),
        task(14, 3, &format!("{year}-04-02"), json!("open")),
        record(
            "publication",
            json!({ "id": id(21), "kind": "qa", "series": "Q", "number": 1, "title": "問", "on": may,
            "scenes": ["daily"], "projects": ["d"], "posts": [ { "place": "city_site", "on": june } ] }),
        ),
        record(
            "publication",
            json!({ "id": id(22), "kind": "leaflet", "title": "リーフ", "posts": [ { "place": "handed", "on": march } ],
            "handed": [ { "on": march, "to": "架空", "copies": 25 }, { "on": format!("{}-04-01", year + 1), "to": "架空", "copies": 1000 } ] }),
        ),
        record("publication", json!({ "id": id(23), "kind": "notice", "series": "N", "number": 1, "title": "いつか" })),
        record(
            "survey",
            json!({ "id": id(31), "name": "s", "title": "調査", "on": june, "scenes": ["emergency"], "projects": ["a"],
            "asked": &facilities[..3] }),
        ),
        record("answer", json!({ "id": id(41), "survey": id(31), "facility": facilities[0] })),
        record("answer", json!({ "id": id(42), "survey": id(31), "facility": facilities[2] })),
        record(
            "service_act",
            json!({ "id": id(51), "facility": facilities[0], "state": "closed", "from": june, "at": format!("{june}T09:00:00") }),
        ),
        record(
            "service_act",
            json!({ "id": id(52), "facility": facilities[0], "state": "open", "from": march, "at": format!("{march}T09:00:00") }),
        ),
    ]
}

/// The demo city with what is made above, as records.
fn records() -> Vec<Record> {
    let city = demo::city(TODAY);
    let ids: Vec<String> = city.facilities.iter().map(|one| one.id.to_string()).collect();
    let made = made(2026, &ids).into_iter().map(|value| serde_json::from_value(value).unwrap());
    city.facilities.into_iter().map(Record::Facility).chain(demo::care(TODAY, &builtin())).chain(made).collect()
}

fn counted(records: &[Record], year: i16) -> YearReport {
    let facilities: Vec<Facility> = records.iter().filter_map(Record::as_facility).cloned().collect();
    Casebook::build(Arc::new(builtin()), TODAY, records.to_vec()).report(FiscalYear(year), &facilities)
}

struct Home(tempfile::TempDir);

impl Home {
    /// What comes out; nothing found is no failure.
    fn run(&self, args: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_renkei"))
            .env_clear()
            .env("HOME", self.0.path())
            .env("RENKEI_DATA_DIR", self.0.path().join("data"))
            .env("LC_ALL", "ja_JP.UTF-8")
            .current_dir(self.0.path())
            .args(args)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// `2026-05-01` and `2026-05-31` of `2026-05`, of a year likewise; empty of nothing.
fn first_day(on: &Value) -> String {
    match on.as_str().unwrap_or_default() {
        text if text.starts_with("FY") => format!("{}-04-01", &text[2..]),
        text if text.len() == 7 => format!("{text}-01"),
        text => text.to_owned(),
    }
}

fn last_day(on: &Value) -> String {
    match on.as_str().unwrap_or_default() {
        text if text.starts_with("FY") => format!("{}-03-31", text[2..].parse::<i64>().unwrap() + 1),
        text if text.len() == 7 => format!("{text}-01").parse::<Date>().unwrap().last_of_month().to_string(),
        text => text.to_owned(),
    }
}

fn organisations(meeting: &Value) -> Vec<String> {
    let name = |one: &Value| match one["facility"].as_str() {
        Some(id) => id.to_owned(),
        None => one["organisation"].as_str().unwrap_or_default().replace([' ', '\u{3000}'], ""),
    };
    let all = meeting["attendance"].as_array().into_iter().flatten().map(name);
    all.filter(|name| !name.is_empty()).collect()
}

fn days(from: &str, to: &str) -> u64 {
    let (from, to): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
    u64::try_from(from.until(to).unwrap().get_days()).unwrap()
}

fn middle(mut all: Vec<u64>) -> Option<f64> {
    all.sort_unstable();
    let at = all.len() / 2;
    match all.len() {
        0 => None,
        n if n % 2 == 1 => Some(all[at] as f64),
        _ => Some((all[at - 1] + all[at]) as f64 / 2.0),
    }
}

/// A second count, over JSON alone: no type of the program takes part in it.
struct Second {
    all: BTreeMap<String, Vec<Value>>,
    year: i64,
    today: String,
}

impl Second {
    fn of(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.all.get(kind).into_iter().flatten()
    }

    fn holds(&self, text: &str) -> bool {
        if let Some(year) = text.strip_prefix("FY") {
            return year.parse::<i64>().unwrap() == self.year;
        }
        let month = |year: i64, month: i64| format!("{year}-{month:02}");
        let months: Vec<String> =
            (4..=12).map(|m| month(self.year, m)).chain((1..=3).map(|m| month(self.year + 1, m))).collect();
        text.len() >= 7 && months.contains(&text[..7].to_owned())
    }

    fn in_year(&self, value: &Value) -> bool {
        value.as_str().is_some_and(|text| self.holds(text))
    }

    fn meetings(&self) -> Vec<&Value> {
        self.of("meeting").filter(|one| self.in_year(&one["on"])).collect()
    }

    fn publications(&self) -> Vec<&Value> {
        let day = |one: &Value| {
            let on = one["on"].as_str().unwrap_or_default().to_owned();
            let posts = one["posts"].as_array().cloned().unwrap_or_default();
            let first = posts.iter().filter_map(|post| post["on"].as_str()).filter(|on| !on.is_empty()).min();
            if on.is_empty() { first.unwrap_or_default().to_owned() } else { on }
        };
        self.of("publication").filter(|one| self.holds(&day(one))).collect()
    }

    fn months_ago(&self, months: i64) -> String {
        let today: Date = self.today.parse().unwrap();
        today.saturating_sub(jiff::Span::new().months(months)).to_string()
    }

    /// Met (0 of a count) and of how many.
    fn sums(&self) -> BTreeMap<String, (u64, u64)> {
        let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut add = |code: String, met: u64, of: u64| {
            let sum = sums.entry(code).or_default();
            *sum = (sum.0 + met, sum.1 + of);
        };
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let surveys: Vec<&Value> = self.of("survey").filter(|one| self.in_year(&one["on"])).collect();
        for one in self.meetings().into_iter().chain(self.publications()).chain(surveys.iter().copied()) {
            for scene in list(&one["scenes"]) {
                for project in list(&one["projects"]) {
                    add(format!("tag.{}.{}", scene.as_str().unwrap(), project.as_str().unwrap()), 0, 1);
                }
            }
        }
        for one in self.meetings() {
            add("meetings".into(), 0, 1);
            add(format!("meetings.{}", one["kind"].as_str().unwrap()), 0, 1);
            add(format!("ways.{}", one["way"].as_str().unwrap_or("unstated")), 0, 1);
            for came in list(&one["attendance"]) {
                let profession = came["profession"].as_str().filter(|text| !text.is_empty()).unwrap_or("unsaid");
                match came["count"].as_u64() {
                    Some(n) => {
                        add(format!("attendance.{profession}"), 0, n);
                        add("attendance".into(), 0, n);
                    }
                    None => add("attendance.unstated".into(), 0, 1),
                }
            }
            for given in list(&one["copies"]) {
                add("copies".into(), 0, given["copies"].as_u64().unwrap());
                add("copies.at_meetings".into(), 0, given["copies"].as_u64().unwrap());
            }
            self.lines(one, &mut add);
        }
        for one in self.meetings() {
            let mut seen = BTreeSet::new();
            let first = first_day(&one["on"]);
            for name in organisations(one).into_iter().filter(|name| seen.insert(name.clone())) {
                let earlier = self.of("meeting").any(|other| {
                    let last = last_day(&other["on"]);
                    !last.is_empty() && last < first && organisations(other).contains(&name)
                });
                add("returning".into(), u64::from(earlier), 1);
            }
        }
        for one in self.of("task").filter(|one| one["origin"]["action"].is_object()) {
            let due = one["origin"]["action"]["due"].as_str().unwrap_or_default();
            if self.holds(due) {
                match one["state"]["done"]["on"].as_str() {
                    Some(on) => add("actions.on_time".into(), u64::from(on <= due), 1),
                    None if one["state"] == "open" && due < self.today.as_str() => add("actions.on_time".into(), 0, 1),
                    None => {}
                }
            }
        }
        for one in self.publications() {
            add("published".into(), 0, 1);
            add(format!("published.{}", one["kind"].as_str().unwrap()), 0, 1);
        }
        for one in self.of("publication") {
            for post in list(&one["posts"]).iter().filter(|post| self.in_year(&post["on"])) {
                add(format!("posts.{}", post["place"].as_str().unwrap()), 0, 1);
            }
            for handed in list(&one["handed"]).iter().filter(|handed| self.in_year(&handed["on"])) {
                let copies = handed["copies"].as_u64().unwrap();
                add("copies".into(), 0, copies);
                add(format!("copies.{}", one["kind"].as_str().unwrap()), 0, copies);
            }
        }
        for one in &surveys {
            let asked = list(&one["asked"]);
            let answers = self.of("answer").filter(|a| a["survey"] == one["id"] && asked.contains(&a["facility"]));
            add("surveys".into(), 0, 1);
            add("surveys.rate".into(), answers.count() as u64, asked.len() as u64);
        }
        self.register(&mut add);
        self.people(&mut add);
        sums
    }

    /// Days between meetings of a kind of which the later was in the year, and since open actions were agreed on.
    fn medians(&self) -> BTreeMap<&'static str, Option<f64>> {
        let exact = |one: &&Value| one["on"].as_str().is_some_and(|on| on.len() == 10);
        let mut between = Vec::new();
        for one in self.of("meeting").filter(exact).filter(|one| self.in_year(&one["on"])) {
            let key =
                |other: &Value| (other["on"].as_str().unwrap().to_owned(), other["id"].as_str().unwrap().to_owned());
            let same = self.of("meeting").filter(exact).filter(|other| other["kind"] == one["kind"]);
            if let Some(before) = same.map(key).filter(|other| *other < key(one)).max() {
                between.push(days(&before.0, one["on"].as_str().unwrap()));
            }
        }
        let mut ages = Vec::new();
        for one in self.of("meeting") {
            let on = last_day(&one["on"]);
            for line in one["lines"].as_array().into_iter().flatten().filter(|line| line["mark"] == "action") {
                let open = self.of("task").any(|task| task["id"] == line["task"] && task["state"] == "open");
                if open && !on.is_empty() && on <= self.today {
                    ages.push(days(&on, &self.today));
                }
            }
        }
        BTreeMap::from([("interval.median", middle(between)), ("actions.open_age", middle(ages))])
    }

    fn lines(&self, meeting: &Value, add: &mut impl FnMut(String, u64, u64)) {
        let lines = meeting["lines"].as_array().cloned().unwrap_or_default();
        for (at, line) in lines.iter().enumerate() {
            if line["mark"] == "issue" {
                let actions = lines.iter().enumerate().filter(|(_, other)| other["mark"] == "action");
                let next = lines.iter().skip(at + 1).position(|other| other["mark"] == "issue").map(|n| at + 1 + n);
                let answered = actions.into_iter().any(|(place, action)| {
                    if line["number"].is_null() {
                        action["of"].is_null() && at < place && next.is_none_or(|next| place < next)
                    } else {
                        action["of"] == line["number"]
                    }
                });
                add("issues".into(), 0, 1);
                add("issues.without_action".into(), u64::from(!answered), 1);
                let own: Vec<&Value> = lines
                    .iter()
                    .enumerate()
                    .filter(|(place, other)| {
                        other["mark"] == "action"
                            && if line["number"].is_null() {
                                other["of"].is_null() && at < *place && next.is_none_or(|next| *place < next)
                            } else {
                                other["of"] == line["number"]
                            }
                    })
                    .map(|(_, other)| &self.of("task").find(|task| task["id"] == other["task"]).unwrap()["state"])
                    .collect();
                let settled = !own.is_empty() && own.iter().all(|state| **state != "open");
                add("issues.done".into(), u64::from(settled), 1);
            } else if line["mark"] == "action" {
                let task = self.of("task").find(|task| task["id"] == line["task"]).unwrap();
                add("actions".into(), 0, 1);
                if task["state"]["not_needed"].is_null() {
                    add("actions.done".into(), u64::from(task["state"]["done"].is_object()), 1);
                }
            }
        }
    }

    fn register(&self, add: &mut impl FnMut(String, u64, u64)) {
        let fresh = self.months_ago(12);
        for one in self.of("facility") {
            add("registry.size".into(), 0, 1);
            if one["local"]["identity"]["facts"]["partner"] == true {
                add("registry.partner".into(), 0, 1);
            }
            let groups = one["local"].as_object().cloned().unwrap_or_default();
            let confirmed = groups.values().filter_map(|group| group["confirmed_on"].as_str()).max();
            add("registry.fresh".into(), u64::from(confirmed.is_some_and(|on| fresh.as_str() <= on)), 1);
            let local = one["local"]["identity"]["facts"]["kinds"].as_array().cloned().unwrap_or_default();
            let listed = one["listings"].as_array().into_iter().flatten().map(|listing| listing["kind"].clone());
            let kinds: BTreeSet<String> =
                local.into_iter().chain(listed).map(|kind| kind.as_str().unwrap().to_owned()).collect();
            for kind in kinds {
                add(format!("registry.kind.{kind}"), 0, 1);
            }
        }
        for act in self
            .of("service_act")
            .filter(|act| (act["state"] == "closed" || act["state"] == "partly") && self.in_year(&act["from"]))
        {
            assert!(act["facility"].is_string());
            add("closings".into(), 0, 1);
        }
    }

    fn people(&self, add: &mut impl FnMut(String, u64, u64)) {
        let fresh = self.months_ago(6);
        for person in self.of("person") {
            let card = &person["card"];
            if card.as_object().is_some_and(|card| !card.is_empty()) && card["passing"].is_null() {
                add("cards".into(), 0, 1);
                let reviewed = person["reviewed_on"].as_str().is_some_and(|on| fresh.as_str() < on);
                add("card.fresh".into(), u64::from(reviewed), 1);
            }
            for (code, day) in [
                ("kits.handed", &card["kit"]["handed_on"]),
                ("backup.registered", &card["backup_hospital"]["registered_on"]),
                ("backup.exchanged", &card["backup_hospital"]["exchanged_on"]),
            ] {
                add(code.into(), 0, u64::from(self.in_year(day)));
            }
            let talks =
                self.of("acp_talk").filter(|talk| talk["person"] == person["id"] && talk["withdrawn_on"].is_null());
            let last = talks.max_by_key(|talk| (talk["on"].to_string(), talk["id"].to_string()));
            let wanted = last.and_then(|talk| talk["last_place"].as_str()).filter(|place| *place != "undecided");
            let passing = &card["passing"];
            if let (true, Some(place), Some(wanted)) = (self.in_year(&passing["at"]), passing["place"].as_str(), wanted)
            {
                add("end.met".into(), u64::from(place == wanted), 1);
            }
        }
        for stay in self.of("episode").filter(|stay| stay["end"]["reason"] != "cancelled") {
            add("stays.admissions".into(), 0, u64::from(self.in_year(&stay["admitted_on"])));
            let code = match stay["end"]["reason"].as_str() {
                Some("home" | "institution") => "stays.discharges",
                Some("transfer") => "stays.transfers",
                Some("death") => "stays.deaths",
                _ => continue,
            };
            add(code.into(), 0, u64::from(self.in_year(&stay["end"]["on"])));
        }
    }
}

#[test]
fn report_equals_sums_over_exported_json() {
    let home = Home(tempfile::tempdir().unwrap());
    home.run(&["demo", "--load"]);
    let year =
        serde_json::from_str::<Value>(&home.run(&["report", "--format", "json"])).unwrap()["year"].as_i64().unwrap();
    let read = |text: &str| -> Vec<(String, Value)> {
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|value| (value["kind"].as_str().unwrap().to_owned(), value["record"].clone())).collect()
    };
    let before = read(&home.run(&["export", "all", "--format", "jsonl"]));
    let facilities: Vec<String> = before
        .iter()
        .filter(|(kind, _)| kind == "facility")
        .map(|(_, record)| record["id"].as_str().unwrap().to_owned())
        .collect();
    let lines: Vec<String> = made(year, &facilities).iter().map(Value::to_string).collect();
    std::fs::write(home.0.path().join("made.jsonl"), lines.join("\n") + "\n").unwrap();
    home.run(&["import", "made.jsonl", "--no-input"]);
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (kind, record) in read(&home.run(&["export", "all", "--format", "jsonl"])) {
        all.entry(kind).or_default().push(record);
    }
    let demo = before.iter().filter(|(kind, _)| kind == "meeting").count();
    assert_eq!(all["meeting"].len(), demo + 4, "what was made came in");
    for year in [year, year - 1] {
        let name = year.to_string();
        let report: Value = serde_json::from_str(&home.run(&["report", &name, "--format", "json"])).unwrap();
        let second = Second { all: all.clone(), year, today: report["on"].as_str().unwrap().to_owned() };
        let mut sums = second.sums();
        let figures: Value =
            serde_json::from_str(&home.run(&["episode", "figures", &name, "--format", "json"])).unwrap();
        for measure in figures["total"]["measures"].as_array().unwrap() {
            let number = |name: &str| measure[name].as_u64().unwrap();
            sums.insert(
                format!("care.{}", measure["code"].as_str().unwrap()),
                (number("numerator"), number("denominator")),
            );
        }
        assert_eq!(report["undated"], 2);
        let mut compared = 0;
        for figure in report["figures"].as_array().unwrap() {
            let code = figure["code"].as_str().unwrap();
            if let Some(median) = second.medians().get(code) {
                assert_eq!(figure["median"].as_f64(), *median, "{year} {code}");
                compared += u32::from(median.is_some());
                continue;
            }
            let (met, of) = sums.remove(code).unwrap_or_default();
            let found = figure["value"]
                .as_u64()
                .map_or_else(|| (figure["met"].as_u64().unwrap(), figure["of"].as_u64().unwrap()), |value| (0, value));
            assert_eq!(found, (met, of), "{year} {code}");
            compared += u32::from(of > 0);
        }
        sums.retain(|_, (_, of)| *of > 0);
        assert!(sums.is_empty(), "counted here and not in the report of {year}: {sums:?}");
        assert!(compared >= 60, "{year}: only {compared} figures that are not nothing");
    }
}

#[test]
fn every_figure_traces_to_its_records() {
    let records = records();
    let report = counted(&records, 2026);
    let known: BTreeSet<(EntityKind, [u8; 16])> = records.iter().map(|record| (record.kind(), record.key())).collect();
    let mut traced = 0;
    for figure in &report.figures {
        for one in &figure.records {
            let place = match one.what {
                Traced::Meeting(id) | Traced::Line(id, _) => (EntityKind::Meeting, id.to_bytes()),
                Traced::Task(id) => (EntityKind::Task, id.to_bytes()),
                Traced::Publication(id) => (EntityKind::Publication, id.to_bytes()),
                Traced::Survey(id) => (EntityKind::Survey, id.to_bytes()),
                Traced::Facility(id) => (EntityKind::Facility, id.to_bytes()),
                Traced::ServiceAct(id) => (EntityKind::ServiceAct, id.to_bytes()),
                Traced::Person(id) => (EntityKind::Person, id.to_bytes()),
                Traced::Episode(id) => (EntityKind::Episode, id.to_bytes()),
            };
            assert!(known.contains(&place), "{}: {:?} is no record", figure.code, one.what);
            traced += 1;
        }
        let sum: u64 = figure.records.iter().map(|one| u64::from(one.amount)).sum();
        assert_eq!(figure.amount(), sum, "{}", figure.code);
    }
    assert!(traced > 2000, "{traced}");
    let of = |code: &str| report.figure(code).unwrap().records.iter().map(|one| one.amount).collect::<Vec<_>>();
    assert_eq!((of("attendance.doctor"), of("copies.at_meetings")), (vec![3], vec![40]));
    // Whoever looks at persons leaves a line; their names do not come out.
    let home = Home(tempfile::tempdir().unwrap());
    home.run(&["demo", "--load"]);
    let names = home.run(&["person", "list"]);
    let before = home.run(&["audit", "list", "--action", "export"]).lines().count();
    let text = home.run(&["report", "--trace", "cards"]);
    assert!(text.lines().count() > 5, "{text}");
    assert!(!demo::care(TODAY, &builtin()).iter().filter_map(Record::as_person).any(|one| text.contains(&one.name)));
    assert!(!names.is_empty());
    assert_eq!(home.run(&["audit", "list", "--action", "export"]).lines().count(), before + 1);
}

#[test]
fn a_month_belongs_to_its_fiscal_year_and_unknown_to_none() {
    let on = |text: &str, n: u8| {
        let attendance = vec![Attendance { count: Some(1), ..Attendance::default() }];
        let id = renkei::domain::MeetingId::from_bytes([n; 16]);
        Record::Meeting(Meeting {
            id,
            kind: "other".into(),
            on: Vague::parse(text).unwrap(),
            attendance,
            ..Meeting::default()
        })
    };
    let records: Vec<Record> = ["2021-03", "2021-04", "FY2020", "", "2021-03-31", "2020-04-01"]
        .iter()
        .zip(1..)
        .map(|(text, n)| on(text, n))
        .collect();
    let meetings = |year: i16| counted(&records, year).figure("meetings.other").unwrap().amount();
    assert_eq!([2019, 2020, 2021, 2022].map(meetings), [0, 4, 1, 0]);
    let report = counted(&records, 2021);
    assert_eq!(report.undated.len(), 1);
    assert_eq!(report.before(report.figure("meetings.other").unwrap()).unwrap().amount(), 4);
}

#[test]
fn the_formats_say_the_same() {
    let report = counted(&records(), 2026);
    for words in [Language::Ja, Language::En].map(Words::of) {
        let centre = "汐凪市の<センター>";
        let (text, markdown) = (export::text(&report, centre, words), export::markdown(&report, centre, words));
        let (html, value) = (export::html(&report, centre, words), export::json(&report, words));
        let csv = export::csv(&report, words);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.len() > 60, "{}", rows.len());
        let squeezed: String = text.split_whitespace().collect();
        for row in &rows {
            let (code, label, number) = (&row[2], &row[3], &row[4]);
            let figure = value["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == *code).unwrap();
            let said = if let Some(count) = figure["value"].as_u64() {
                assert_eq!(count.to_string(), *number, "{code}");
                number.to_owned()
            } else if let Some(median) = figure.get("median") {
                assert_eq!(median.as_f64(), number.parse().ok(), "{code}");
                if number.is_empty() { "-".to_owned() } else { words.say("report.days", &[("n", &number)]) }
            } else {
                assert_eq!([figure["met"].to_string(), figure["of"].to_string()], [&row[5], &row[6]], "{code}");
                if number.is_empty() { "-".to_owned() } else { format!("{number}% ({}/{})", &row[5], &row[6]) }
            };
            if code.starts_with("tag.") {
                continue;
            }
            let first: String = label.split_whitespace().collect::<String>().chars().take(12).collect();
            assert!(squeezed.contains(&first), "{code}: {label} is not in the text");
            let marked = |line: &&str| line.starts_with('|') && line.contains(&format!("| {said}"));
            assert!(markdown.lines().any(|line| marked(&line)), "{code}: {said}");
            let printed = label.replace('&', "&amp;").replace('\'', "&#39;");
            assert!(html.contains(&format!("<th>{printed}</th><td>{said}")), "{code}: {printed} {said}");
        }
        for (grid, cell) in [("emergency", "b"), ("daily", "d")] {
            let n = report.figure(&format!("tag.{grid}.{cell}")).unwrap().amount();
            assert!(n > 0 && markdown.contains(&format!("| {n} |")));
        }
        assert!(text.lines().all(|line| line.width() <= 82), "a line is too wide for A4:\n{text}");
        assert!(html.contains("@page { size: A4;") && html.contains("&lt;センター&gt;") && !html.contains("<script"));
        assert!(
            markdown.lines().next().unwrap().contains("令和8年度")
                && markdown.lines().next().unwrap().contains("汐凪市の"),
            "{}",
            markdown.lines().next().unwrap()
        );
        for whole in [&text, &markdown, &html, &csv] {
            assert!(!whole.contains("report.") && !whole.contains("figures."), "a word is missing");
        }
    }
}

#[test]
fn history_holds_each_dated_fact_and_invents_nobody() {
    let records = demo::history();
    let keys: BTreeSet<_> = records.iter().map(|record| (record.kind(), record.key())).collect();
    assert_eq!(keys.len(), records.len(), "no identity twice");
    let count = |kind| records.iter().filter(|record| record.kind() == kind).count();
    assert_eq!(count(EntityKind::Meeting), 26);
    assert_eq!(count(EntityKind::Facility), 16);
    assert_eq!((count(EntityKind::Survey), count(EntityKind::Answer)), (1, 0));
    for kind in [EntityKind::Person, EntityKind::Episode, EntityKind::Disclosure, EntityKind::Member, EntityKind::Sheet]
    {
        assert_eq!(count(kind), 0, "{kind}");
    }
    let meetings: Vec<&Meeting> = records.iter().filter_map(Record::as_meeting).collect();
    assert!(
        meetings.iter().all(|one| one.attendance.iter().all(|came| came.count.is_none()) && one.observers.is_none())
    );
    assert!(meetings.iter().all(|one| one.source.contains('S') && one.person.is_none() && one.speakers.is_empty()));
    let mut dated: Vec<String> = meetings.iter().map(|one| one.on.to_string()).filter(|on| !on.is_empty()).collect();
    dated.sort();
    assert_eq!(dated, ["2020-04-24", "2021-05-25", "2021-07", "2021-11", "FY2020"]);
    let hours: Vec<_> = meetings.iter().filter_map(|one| Some((one.from?.hour(), one.until?.hour()))).collect();
    assert_eq!(hours, [(18, 19), (18, 19)]);
    let published: Vec<_> = records.iter().filter_map(Record::as_publication).collect();
    let notices: BTreeSet<u32> =
        published.iter().filter(|one| one.kind == "notice").filter_map(|one| one.number).collect();
    assert_eq!(notices, (1..=13).collect());
    assert!(published.iter().all(|one| one.source.contains('S') && one.handed.is_empty()));
    let figures: Vec<&str> = published.iter().filter_map(|one| Some(one.figure.as_ref()?.value.as_str())).collect();
    assert_eq!(figures, ["2.6", "262", "652", "21", "96"]);
    for facility in records.iter().filter_map(Record::as_facility) {
        assert!(facility.phones().is_empty() && facility.address().is_none() && !facility.name().is_empty());
    }
    let survey = records.iter().find_map(Record::as_survey).unwrap();
    let stated = survey.published.as_ref().unwrap();
    assert_eq!((stated.asked, stated.answered, stated.rate.as_str(), stated.inferred), (68, 62, "91.1", true));
    let request = survey.questions.iter().find(|question| question.code == "request").unwrap();
    assert_eq!(request.inferred_counts.values().sum::<u32>(), 62);
    let tasks: Vec<_> = records.iter().filter_map(Record::as_task).collect();
    assert_eq!(
        tasks.len(),
        meetings.iter().flat_map(|one| &one.lines).filter(|line| line.mark == Mark::Action).count()
    );
    assert!(tasks.iter().all(|task| task.person.is_none() && !matches!(task.state, TaskState::NotNeeded { .. })));
    assert_eq!(tasks.iter().filter(|task| !task.is_open()).count(), 6);
    // The report of the years counts each once, and says how many it cannot place.
    let reports = [2019, 2020, 2021].map(|year| counted(&records, year));
    let meetings_of = reports.each_ref().map(|report| report.figure("meetings").unwrap().amount());
    assert_eq!(meetings_of, [0, 2, 3]);
    assert_eq!(reports[1].figure("surveys.rate").unwrap().percent(), "91.1");
    assert_eq!(reports[1].undated.len(), 21 + published.iter().filter(|one| one.on == Vague::Unknown).count());
}
