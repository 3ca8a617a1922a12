//! The limits of the built-in rules, worked case by case: each names its rule (domain.md 2.2 and 2.3).

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, Time};
use proptest::prelude::*;
use renkei::domain::calendar::{Day, WorkingHours};
use renkei::domain::checklist::{Base, Overlay, Variant};
use renkei::domain::deadline::{
    DoneItem, EffectKind, Planned, Practice, Situation, State, effects, plan, suggests_rush,
};
use renkei::domain::episode::{End, EndReason, SupportFee, Ward};
use renkei::domain::{CareLevel, Rulebook};

/// A stay in a line: day and hour of the admission, then what is known.
#[derive(Debug, Clone)]
struct Given {
    situation: Situation<'static>,
    sent: Option<Date>,
    count_first: bool,
    hours_known: bool,
}

impl Given {
    fn parse(text: &str) -> Self {
        let mut words = text.split(' ');
        let mut situation = Situation::new(Variant::default(), words.next().unwrap().parse().unwrap());
        situation.care_level = CareLevel::Care3;
        let mut given = Self { situation, sent: None, count_first: true, hours_known: true };
        for word in words {
            let s = &mut given.situation;
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            let date = || value.parse::<Date>().unwrap();
            match key {
                "at" => s.admitted_at = Some(value.parse::<Time>().unwrap()),
                "care" => s.care_level = value.parse().unwrap(),
                "fee" => s.support_fee = value.parse::<SupportFee>().unwrap(),
                "ward" => s.ward = value.parse::<Ward>().unwrap(),
                "planned" => s.planned = Some(true),
                "applied" => s.applied_on = Some(date()),
                "nohours" => given.hours_known = false,
                "need" => s.need_on = Some(date()),
                "decided" => s.decided_on = Some(date()),
                "dc" => s.discharge_planned_on = Some(date()),
                "transfer" => s.transfer_on = Some(date()),
                "review" => s.reviewed_on = Some(date()),
                "claimed" => s.claimed_this_month = true,
                "sent" => given.sent = Some(date()),
                "count" => given.count_first = value == "1",
                "end" => {
                    let (reason, on) = value.split_once('@').unwrap();
                    s.end = Some(End { on: on.parse().unwrap(), reason: reason.parse::<EndReason>().unwrap() });
                }
                _ => match (key.parse::<Base>(), key.parse::<Overlay>()) {
                    (Ok(base), _) => s.variant.base = base,
                    (_, Ok(overlay)) => s.variant.set(overlay, true),
                    _ => panic!("{key}"),
                },
            }
        }
        given
    }

    fn with<T>(&self, rulebook: &Rulebook, use_rows: impl FnOnce(Vec<Planned<'_>>) -> T) -> T {
        let office = office();
        let done: Vec<DoneItem<'_>> = self.sent.map(|on| DoneItem { code: "A03", on }).into_iter().collect();
        let situation = Situation { done: &done, ..self.situation.clone() };
        let mut practice = Practice { office: &office, office_known: self.hours_known, ..Practice::of(rulebook) };
        practice.settings.count_admission_as_day1 = self.count_first;
        use_rows(plan(&rulebook.templates[0], &situation, &practice))
    }
}

fn rules() -> &'static Rulebook {
    static RULES: OnceLock<Rulebook> = OnceLock::new();
    RULES.get_or_init(renkei::rulebook::builtin)
}

/// 9 to 17, closed on Saturdays, Sundays and holidays and at the turn of the year.
fn office() -> WorkingHours {
    let day = Some(Day { opens: "09:00".parse().unwrap(), closes: "17:00".parse().unwrap() });
    WorkingHours {
        days: [day, day, day, day, day, None, None],
        closed: [false, false, false, false, false, true, true],
        holidays_followed: true,
        year_end_closure: Some(("12-29".parse().unwrap(), "01-03".parse().unwrap())),
    }
}

fn shown(row: &Planned<'_>) -> String {
    let state = match row.state {
        State::Dated => row.due.unwrap().to_string(),
        State::Undated => "undated".into(),
        State::NotApplicable(_) => "n/a".into(),
        State::NotNeeded(_) => "not-needed".into(),
        State::Done(_) => row.met.map_or("done".into(), |met| format!("met-{}", <&'static str>::from(met))),
    };
    let remark = if row.remark.is_some() { "?" } else { "" };
    format!("{state}{remark}{}", if row.confirmed || row.label.is_none() { "" } else { "!" })
}

/// Rule, stay, limits. `!` is a labelled limit that is not confirmed, `?` a remark.
const CASES: &[(&str, &str, &str)] = &[
    // 入院時情報連携加算, from 2024-04-01
    (
        "weekday by day: (I) the same day, (II) the second after",
        "2026-06-01 at=10:00",
        "A03/I=2026-06-01 A03/II=2026-06-03",
    ),
    ("exactly at closing is not after hours", "2026-06-01 at=17:00", "A03/I=2026-06-01 A03/II=2026-06-03"),
    ("a minute after closing is", "2026-06-01 at=17:01", "A03/I=2026-06-02 A03/II=2026-06-03"),
    (
        "before opening is not after hours, by a reading: to be confirmed",
        "2026-06-01 at=05:30",
        "A03/I=2026-06-01! A03/II=2026-06-03",
    ),
    ("exactly at opening is within hours", "2026-06-01 at=09:00", "A03/I=2026-06-01 A03/II=2026-06-03"),
    ("before opening on a day off is a day off", "2026-06-06 at=05:30", "A03/I=2026-06-07 A03/II=2026-06-08"),
    (
        "the hours are only the usual ones: to be confirmed",
        "2026-06-01 nohours",
        "A03/I=2026-06-01! A03/II=2026-06-03!",
    ),
    ("midnight begins the day", "2026-06-01 at=00:00", "A03/I=2026-06-01!"),
    ("a minute before midnight is after hours", "2026-06-01 at=23:59", "A03/I=2026-06-02"),
    ("unknown time on an open day: the stricter limit", "2026-06-01", "A03/I=2026-06-01 A03/II=2026-06-03"),
    (
        "the issue's own: Friday 16:00 before the holidays of May",
        "2026-05-01 at=16:00",
        "A03/I=2026-05-01 A03/II=2026-05-03",
    ),
    ("the issue's own: 18:30, third-day rule", "2026-05-01 at=18:30", "A03/I=2026-05-02 A03/II=2026-05-04!"),
    (
        "Thursday evening: the second day is a Saturday, third-day rule",
        "2026-06-04 at=18:00",
        "A03/I=2026-06-05 A03/II=2026-06-07!",
    ),
    ("Thursday by day has no exception", "2026-06-04 at=12:00", "A03/I=2026-06-04 A03/II=2026-06-06"),
    ("Friday evening: the third day is Monday", "2026-06-05 at=18:00", "A03/I=2026-06-06 A03/II=2026-06-08!"),
    ("Friday, unknown time: no exception", "2026-06-05", "A03/I=2026-06-05 A03/II=2026-06-07"),
    (
        "Saturday is a day off: (I) the next day, by the calendar",
        "2026-06-06 at=10:00",
        "A03/I=2026-06-07 A03/II=2026-06-08",
    ),
    ("Saturday, unknown time: a day off all the same", "2026-06-06", "A03/I=2026-06-07 A03/II=2026-06-08"),
    ("Sunday night: a day off, not after hours", "2026-06-07 at=23:00", "A03/I=2026-06-08 A03/II=2026-06-09"),
    (
        "day off and the second day closed too: it stays, ask the insurer",
        "2026-05-02 at=10:00",
        "A03/I=2026-05-03 A03/II=2026-05-04?!",
    ),
    ("day off, evening: no third-day rule", "2026-05-02 at=20:00", "A03/I=2026-05-03 A03/II=2026-05-04?!"),
    ("a holiday on a Monday", "2026-07-20 at=10:00", "A03/I=2026-07-21 A03/II=2026-07-22"),
    (
        "before a long weekend: the third day is a holiday, no further",
        "2026-07-17 at=18:00",
        "A03/I=2026-07-18 A03/II=2026-07-20!",
    ),
    ("the last working day of the year, evening", "2026-12-28 at=18:00", "A03/I=2026-12-29 A03/II=2026-12-31!"),
    ("the last working day of the year, by day", "2026-12-28 at=10:00", "A03/I=2026-12-28 A03/II=2026-12-30"),
    ("closed at the turn of the year", "2026-12-29 at=10:00", "A03/I=2026-12-30 A03/II=2026-12-31?!"),
    ("the last day of that closure", "2027-01-03 at=10:00", "A03/I=2027-01-04 A03/II=2027-01-05"),
    ("the counting setting never moves it", "2026-06-01 at=10:00 count=0", "A03/I=2026-06-01 A03/II=2026-06-03"),
    (
        "要支援: 対象外",
        "2026-06-01 care=support1 dc=2026-06-30",
        "A03/I=n/a A03/II=n/a A04=n/a F02=n/a P05=undated A02=2026-06-02",
    ),
    ("事業対象者: 対象外", "2026-06-01 care=programme", "A03/I=n/a A04=n/a"),
    ("certification applied for: not left out", "2026-06-01 care=applying", "A03/I=2026-06-01"),
    (
        "no care manager: every limit says that it does not apply",
        "2026-06-01 NEW65 care=none",
        "A03/I=n/a A03/II=n/a A04=n/a P05=undated",
    ),
    (
        "未認定 with a care manager: A03 and A04 do not apply, F02 does",
        "2026-06-01 care=none dc=2026-06-30",
        "A03/I=n/a A03/II=n/a A04=n/a P05=undated F02=2026-07-07 A02=2026-06-02",
    ),
    ("unknown level: not left out", "2026-06-01 care=unknown", "A03/I=2026-06-01 A03/II=2026-06-03 A04=2026-06-01"),
    (
        "short: every limit of what it takes out says so",
        "2026-06-01 SHORT dc=2026-06-04",
        "A06=n/a A06/加算2=n/a W01=n/a W01/療養病棟=n/a B05=n/a B05/加算の限り(入院中)=n/a B06=n/a B06/訪問看護指示書=n/a B07=n/a B07/搬入=n/a",
    ),
    ("second stay in one month: 月1回", "2026-06-20 claimed", "A03/I=n/a A03/II=n/a A04=n/a P05=undated"),
    ("sent before the admission meets (I)", "2026-06-01 sent=2026-05-28", "A03/I=met-I A03/II=met-I"),
    ("sent the same day", "2026-06-01 at=10:00 sent=2026-06-01", "A03/I=met-I"),
    ("sent the next day after an evening", "2026-06-01 at=18:00 sent=2026-06-02", "A03/I=met-I"),
    ("sent the next day after a daytime", "2026-06-01 at=10:00 sent=2026-06-02", "A03/I=met-II"),
    ("sent on the second day", "2026-06-01 at=10:00 sent=2026-06-03", "A03/I=met-II"),
    ("sent too late", "2026-06-01 at=10:00 sent=2026-06-04", "A03/I=met-missed"),
    ("A04 and P05 borrow A03's (I) until it is done", "2026-06-01 at=18:00", "A04=2026-06-02 P05=2026-06-02"),
    (
        "A04 on the day of A03, P05 by the first sending",
        "2026-06-01 at=18:00 sent=2026-06-03",
        "A04=2026-06-03 P05=2026-06-03",
    ),
    // until 2024-03-31
    (
        "old rule: within 3 and 7 days, the first day counted",
        "2024-03-31 at=10:00",
        "A03/I=2024-04-02! A03/II=2024-04-06!",
    ),
    ("old rule, the first day not counted", "2024-03-31 at=10:00 count=0", "A03/I=2024-04-03! A03/II=2024-04-07!"),
    ("old rule: no after hours", "2024-03-29 at=22:00", "A03/I=2024-03-31! A03/II=2024-04-04!"),
    ("the first day of the new rule", "2024-04-01 at=10:00", "A03/I=2024-04-01 A03/II=2024-04-03"),
    ("the first day of the old rule", "2018-04-01", "A03/I=2018-04-03!"),
    ("no rule is kept for a day before", "2018-03-31", "A03/I=undated! A04=undated"),
    // A06
    ("A06 within 3 and 7 days; fee unknown: both", "2026-06-01", "A06=2026-06-03 A06/加算2=2026-06-07!"),
    ("A06, first day not counted", "2026-06-01 count=0", "A06=2026-06-04 A06/加算2=2026-06-08!"),
    ("A06 of 加算1 alone", "2026-06-01 fee=one", "A06=2026-06-03 A06/加算2=n/a!"),
    ("A06 of 加算2 alone", "2026-06-01 fee=two", "A06=n/a A06/加算2=2026-06-07!"),
    ("no fee notified: neither", "2026-06-01 fee=none", "A06=n/a A06/加算2=n/a!"),
    ("A06: Friday by day is a weekday", "2026-06-05 at=12:00", "A06=2026-06-07"),
    ("A06: Friday at the hospital's closing is still by day", "2026-06-05 at=17:15", "A06=2026-06-07"),
    ("A06: Friday night, the first weekday after", "2026-06-05 at=18:00", "A06=2026-06-08"),
    ("A06: Friday, unknown time: by day", "2026-06-05", "A06=2026-06-07"),
    ("A06: Saturday, Monday is among the days", "2026-06-06", "A06=2026-06-08"),
    ("A06: Saturday before a long weekend: Tuesday", "2026-07-18", "A06=2026-07-21"),
    ("A06: the days before the holidays of May, at night", "2026-05-01 at=18:00", "A06=2026-05-07"),
    (
        "A06: Friday night, first day not counted: Monday is among the days",
        "2026-06-05 at=18:00 count=0",
        "A06=2026-06-08",
    ),
    ("A06: May, first day not counted: still no weekday", "2026-05-01 at=18:00 count=0", "A06=2026-05-07"),
    ("A06: the turn of the year has no weekday", "2026-12-29", "A06=2027-01-04"),
    // W
    ("W01 and W02 within 7 days", "2026-06-01", "W01=2026-06-07 W01/療養病棟=n/a! W02=2026-06-07"),
    ("W01 on a ward for long stays", "2026-06-01 ward=long_term", "W01=n/a W01/療養病棟=2026-06-14! W02=2026-06-07"),
    ("W, first day not counted", "2026-06-01 count=0 ward=long_term", "W01/療養病棟=2026-06-15! W02=2026-06-08"),
    (
        "W and B are cut down to the discharge",
        "2026-06-01 dc=2026-06-04",
        "W01=2026-06-04 W02=2026-06-04 W03=2026-06-04 A07=2026-06-04",
    ),
    ("an extra limit is cut down too", "2026-06-01 ward=long_term dc=2026-06-10", "W01/療養病棟=2026-06-10!"),
    ("A is not cut down", "2026-06-01 NEW65 dc=2026-06-02", "A06=2026-06-03 A08=2026-06-08 W01=2026-06-02"),
    ("W04: NEED+3 before DC-30", "2026-06-01 need=2026-06-02 dc=2026-07-20", "W04=2026-06-05"),
    ("W04: DC-30 earlier, but not before NEED", "2026-06-01 need=2026-06-02 dc=2026-07-01", "W04=2026-06-02"),
    ("W04: DC-30 between NEED and NEED+3", "2026-06-01 need=2026-06-02 dc=2026-07-04", "W04=2026-06-04"),
    ("W04 without DC", "2026-06-01 need=2026-06-02", "W04=2026-06-05"),
    ("W04: the application fulfils it", "2026-06-01 need=2026-06-02 applied=2026-06-04 dc=2026-07-20", "W04=done"),
    (
        "W04: the application fulfils it after a death too",
        "2026-06-01 applied=2026-06-04 end=death@2026-06-10",
        "W04=done",
    ),
    ("W04: taken out by the variant all the same", "2026-06-01 SHORT applied=2026-06-04", "W04=n/a"),
    ("W04 without NEED", "2026-06-01 dc=2026-07-01", "W04=undated"),
    (
        "W04 in a rush: the decision's day, not before NEED",
        "2026-06-01 RUSH need=2026-06-05 decided=2026-06-03",
        "W04=2026-06-05",
    ),
    ("W05 for 40 to 64 years", "2026-06-01 NEW40 need=2026-06-02", "W05=2026-06-02"),
    ("W05 for others: not there", "2026-06-01 NEW65 need=2026-06-02", "W05=n/a"),
    ("W06: DC-14", "2026-06-01 NEW65 decided=2026-06-10 dc=2026-06-30", "W06=2026-06-16"),
    ("W06: not before DCDEC+2", "2026-06-01 NEW65 decided=2026-06-20 dc=2026-06-30", "W06=2026-06-22"),
    ("W06: the discharge is stronger than that", "2026-06-01 NEW65 decided=2026-06-29 dc=2026-06-30", "W06=2026-06-30"),
    ("W06 in a rush: DCDEC+1", "2026-06-01 NEW65 RUSH decided=2026-06-27 dc=2026-06-30", "W06=2026-06-28"),
    (
        "W07: by the decision; in a rush by the day before the discharge",
        "2026-06-01 RUSH decided=2026-06-28 dc=2026-06-30",
        "W07=2026-06-29",
    ),
    ("W08 without a transfer", "2026-06-01", "W08=n/a"),
    ("W08: the day before", "2026-06-01 transfer=2026-06-20", "W08=2026-06-19"),
    ("W08 in a rush: the day itself", "2026-06-01 RUSH transfer=2026-06-20", "W08=2026-06-20"),
    // B to F
    ("no date of discharge: grey", "2026-06-01", "B01=undated B10=undated F04=undated F06=undated"),
    (
        "DC dates everything",
        "2026-06-01 dc=2026-06-30",
        "B01=2026-06-23 B04=2026-06-26 B05=2026-06-27 B05/加算の限り(入院中)=2026-06-30 B06=2026-06-25 B06/訪問看護指示書=2026-06-29 B07=2026-06-28 B07/搬入=2026-06-29 B10=2026-06-29 D01=2026-06-30 F01=2026-07-03 F02=2026-07-07 F03=2026-07-14 F05=2026-07-30 F07=2026-07-30",
    ),
    (
        "rush: B replaced; B10 alone may lie after the discharge",
        "2026-06-01 RUSH decided=2026-06-28 dc=2026-06-30",
        "B01=2026-06-28 B02=2026-06-29 B04=2026-06-28 B05=2026-06-30 B07=2026-06-29 B09=2026-06-28 B10=2026-07-07 F01=2026-07-01",
    ),
    ("rush: replaced by a day that is not known", "2026-06-01 RUSH dc=2026-06-30", "B01=undated B04=undated"),
    ("rush min: the earlier, and the known one", "2026-06-01 RUSH", "A07=2026-06-04 W01=2026-06-07"),
    (
        "rush min: the decision is earlier",
        "2026-06-01 RUSH decided=2026-06-02",
        "A07=2026-06-02 W01=2026-06-03 W02=2026-06-03",
    ),
    ("rush min never makes later", "2026-06-01 RUSH decided=2026-06-20", "A07=2026-06-04 W01=2026-06-07"),
    (
        "a limit is not cut down by a rush that is far off",
        "2026-06-01 RUSH decided=2026-07-02 dc=2026-07-01",
        "B01=2026-07-01",
    ),
    ("one month from the discharge, its day included", "2026-03-01 dc=2026-04-10", "F04=2026-05-09"),
    ("the month after has no such day", "2026-01-01 dc=2026-01-31", "F04=2026-02-28"),
    ("the month after has its last day", "2026-01-01 dc=2026-01-28", "F04=2026-02-27"),
    ("leap year", "2028-01-01 dc=2028-01-29", "F04=2028-02-28"),
    ("leap year, no such day", "2028-01-01 dc=2028-01-30", "F04=2028-02-29"),
    ("the last day of the month of discharge", "2028-01-01 dc=2028-02-10", "F06=2028-02-29"),
    ("planned admissions only", "2026-06-01", "P04=n/a"),
    ("the day before a planned admission", "2026-06-01 planned", "P04=2026-05-31"),
    (
        "twelve months from the last review",
        "2026-06-01 review=2024-02-29",
        "P01=2025-02-28 P02=2025-02-28 P03=2024-08-29",
    ),
    ("six months to a shorter month", "2026-06-01 review=2025-08-31", "P03=2026-02-28"),
    (
        "rush takes out, short takes out",
        "2026-06-01 RUSH SHORT review=2026-01-01",
        "P01=n/a A06=n/a W01=n/a A05=2026-06-02",
    ),
    (
        "end of life: E01 to E03 appear",
        "2026-06-01 EOL decided=2026-06-10 dc=2026-06-20",
        "E01=2026-06-11 E02=2026-06-19 E03=2026-06-22",
    ),
    (
        "end of life in a rush",
        "2026-06-01 EOL RUSH decided=2026-06-19 dc=2026-06-20",
        "E01=2026-06-19 E02=2026-06-20 E03=2026-06-22",
    ),
    ("end of life, short", "2026-06-01 EOL SHORT decided=2026-06-10", "E01=n/a"),
    ("without it they are not there", "2026-06-01 RUSH decided=2026-06-10", "E01=n/a"),
    (
        "death: what is open is not needed",
        "2026-06-01 end=death@2026-06-10 dc=2026-06-20",
        "A05=not-needed F01=not-needed P04=n/a",
    ),
    (
        "transfer: what is done stays done",
        "2026-06-01 end=transfer@2026-06-10 sent=2026-06-01",
        "A03/I=met-I W08=not-needed",
    ),
    ("a care home, and a stay that did not take place", "2026-06-01 end=institution@2026-06-10", "F01=not-needed"),
    ("home: the real day is DC", "2026-06-01 end=home@2026-06-18 dc=2026-06-20", "F01=2026-06-21 F02=2026-06-25"),
];

#[test]
fn every_case_by_its_rule() {
    assert!(CASES.len() >= 60);
    let rulebook = rules();
    let mut wrong = Vec::new();
    for (rule, given, wanted) in CASES {
        let found: BTreeMap<String, String> = Given::parse(given).with(rulebook, |rows| {
            rows.iter()
                .map(|row| {
                    let label = row.label.map(|label| format!("/{label}")).unwrap_or_default();
                    (format!("{}{label}", row.item.code), shown(row))
                })
                .collect()
        });
        for one in wanted.split(' ') {
            let (key, value) = one.split_once('=').unwrap();
            let got = found.get(key).map_or("nothing", String::as_str);
            if got != value {
                wrong.push(format!("{rule}\n  {given}\n  {key} is {got}, not {value}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn windows_and_days_off_are_told() {
    let rulebook = rules();
    let day = |text: &str| text.parse::<Date>().ok();
    Given::parse("2026-06-01 dc=2026-06-30").with(rulebook, |rows| {
        let row = |code: &str| rows.iter().find(|row| row.item.code == code).cloned().unwrap();
        assert_eq!(row("B04").from, day("2026-06-23"));
        assert_eq!(row("B07").from, day("2026-06-20"));
        assert_eq!(row("B05").working_day_before, day("2026-06-26"), "2026-06-27 is a Saturday");
        assert_eq!(row("B04").working_day_before, None);
    });
    Given::parse("2026-06-06 at=10:00 dc=2026-06-30").with(rulebook, |rows| {
        let of = |code: &str| rows.iter().find(|row| row.item.code == code).cloned().unwrap();
        assert_eq!((of("A03").due, of("A03").working_day_before), (day("2026-06-07"), None), "a limit of the system");
        assert_eq!(
            (of("A02").due, of("A02").working_day_before),
            (day("2026-06-07"), None),
            "Friday is before the stay"
        );
    });
    Given::parse("2026-06-01 RUSH decided=2026-06-28 dc=2026-06-30").with(rulebook, |rows| {
        assert!(rows.iter().filter(|row| row.item.code.starts_with('B')).all(|row| row.from.is_none()));
    });
}

#[test]
fn a_moved_discharge_says_what_becomes_of_every_limit() {
    let rulebook = rules();
    let kinds = |from: &str, to: &str, today: &str| {
        Given::parse(from).with(rulebook, |before| {
            Given::parse(to).with(rulebook, |after| {
                let moved = effects(&before, &after, today.parse().ok());
                let of = |code: &str| moved.iter().find(|effect| effect.code == code).map(|effect| effect.kind);
                ["B01", "B12", "A01", "W03"].map(of)
            })
        })
    };
    let stay = "2026-06-01 dc=2026-07-10";
    use EffectKind::{Dated, Earlier, Later, Overdue, Undated};
    assert_eq!(kinds(stay, "2026-06-01 dc=2026-07-13", "2026-06-20"), [Some(Later), Some(Later), None, None]);
    assert_eq!(kinds(stay, "2026-06-01 dc=2026-07-05", "2026-06-20"), [Some(Earlier), Some(Earlier), None, None]);
    assert_eq!(kinds(stay, "2026-06-01 dc=2026-06-25", "2026-06-20"), [Some(Overdue), Some(Earlier), None, None]);
    assert_eq!(
        kinds(stay, "2026-06-01 dc=2026-06-12", "2026-06-01"),
        [Some(Earlier), Some(Earlier), None, Some(Earlier)]
    );
    assert_eq!(kinds(stay, "2026-06-01", "2026-06-20"), [Some(Undated), Some(Undated), None, None]);
    assert_eq!(kinds("2026-06-01", stay, "2026-06-20"), [Some(Dated), Some(Dated), None, None]);
}

#[test]
fn a_discharge_within_three_days_suggests_a_rush() {
    let settings = rules().settings;
    let suggests = |given: &str| suggests_rush(&Given::parse(given).situation, settings);
    assert!(suggests("2026-06-01 decided=2026-06-10 dc=2026-06-13"));
    assert!(suggests("2026-06-01 decided=2026-06-10 dc=2026-06-10"));
    assert!(!suggests("2026-06-01 decided=2026-06-10 dc=2026-06-14"));
    assert!(!suggests("2026-06-01 RUSH decided=2026-06-10 dc=2026-06-13"));
    assert!(!suggests("2026-06-01 dc=2026-06-13"));
}

fn any_date() -> impl Strategy<Value = Date> {
    prop_oneof![
        8 => (2015i16..2040, 1i8..=12, 1i8..=31).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d).ok()),
        1 => Just(Date::MAX),
        1 => Just(Date::MIN),
        1 => Just(Date::new(9999, 12, 1).unwrap()),
    ]
}

fn any_situation() -> impl Strategy<Value = Situation<'static>> {
    let date = || proptest::option::of(any_date());
    let variant = (0usize..3, any::<[bool; 3]>());
    let facts = (any::<bool>(), any::<bool>(), 0usize..4, 0usize..11, proptest::option::of(0i8..24), 0usize..6);
    (any_date(), variant, facts, [date(), date(), date(), date(), date(), date()]).prop_map(
        |(admitted, (base, [eol, rush, short]), (planned, claimed, fee, care, hour, end), days)| {
            use strum::IntoEnumIterator;
            let base = Base::iter().nth(base).unwrap();
            Situation {
                admitted_at: hour.map(|hour| Time::new(hour, 30, 0, 0).unwrap()),
                planned: Some(planned),
                support_fee: SupportFee::iter().nth(fee).unwrap(),
                care_level: CareLevel::iter().nth(care).unwrap(),
                need_on: days[0],
                decided_on: days[1],
                discharge_planned_on: days[2],
                transfer_on: days[3],
                reviewed_on: days[4],
                end: EndReason::iter().nth(end).zip(days[5]).map(|(reason, on)| End { on, reason }),
                claimed_this_month: claimed,
                ..Situation::new(Variant { base, eol, rush, short }, admitted)
            }
        },
    )
}

proptest! {
    #[test]
    fn moving_the_discharge_there_and_back_restores_every_date(situation in any_situation(), other in any_date()) {
        let rulebook = rules();
        let practice = Practice::of(rulebook);
        let template = &rulebook.templates[0];
        let before = plan(template, &situation, &practice);
        let moved = Situation { discharge_planned_on: Some(other), ..situation.clone() };
        let between = plan(template, &moved, &practice);
        let back = Situation { discharge_planned_on: situation.discharge_planned_on, ..moved.clone() };
        let after = plan(template, &back, &practice);
        prop_assert_eq!(&before, &after);
        prop_assert!(effects(&before, &after, None).is_empty());
        let there = effects(&before, &between, None);
        let home = effects(&between, &before, None);
        prop_assert_eq!(there.len(), home.len());
        for (a, b) in there.iter().zip(&home) {
            prop_assert_eq!((a.code, a.label, a.from, a.to), (b.code, b.label, b.to, b.from));
        }
    }

    #[test]
    fn no_item_is_lost_or_doubled_by_a_variant(situation in any_situation()) {
        let rulebook = rules();
        let template = &rulebook.templates[0];
        let rows = plan(template, &situation, &Practice::of(rulebook));
        let mut codes: Vec<&str> = rows.iter().map(|row| row.item.code.as_str()).collect();
        codes.dedup();
        let wanted: Vec<&str> = template.items.iter().map(|item| item.code.as_str()).collect();
        prop_assert_eq!(codes, wanted);
        for row in &rows {
            let same = rows.iter().filter(|other| (&other.item.code, other.label) == (&row.item.code, row.label));
            prop_assert_eq!(same.count(), 1);
            prop_assert_eq!(row.due.is_some(), matches!(row.state, State::Dated | State::Done(_)));
        }
    }

    #[test]
    fn a_rush_makes_no_limit_of_the_insurance_later(situation in any_situation()) {
        use renkei::domain::checklist::DateBasis;
        let rulebook = rules();
        let template = &rulebook.templates[0];
        let of = |rush| {
            let variant = Variant { rush, ..situation.variant };
            plan(template, &Situation { variant, ..situation.clone() }, &Practice::of(rulebook))
        };
        let (usual, rush) = (of(false), of(true));
        for row in rush.iter().filter(|row| row.basis == Some(DateBasis::System) && row.due.is_some()) {
            let other = usual.iter().find(|other| (&other.item.code, other.label) == (&row.item.code, row.label));
            if let Some(due) = other.and_then(|other| other.due) {
                prop_assert!(row.due <= Some(due), "{}", row.item.code);
            }
        }
    }
}
