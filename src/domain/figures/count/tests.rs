use jiff::civil::date;

use super::*;
use crate::domain::disclosure::{Ground, Way};
use crate::domain::episode::End;
use crate::domain::task::{Done, NotNeeded};
use crate::domain::{ConferenceId, DisclosureId, TemplateId};

fn person(n: u8, level: CareLevel) -> Person {
    let mut person = Person::new(PersonId::from_bytes([n; 16]), format!("架空 {n}"));
    person.care_level = level;
    person
}

/// A stay of person `who`, from an admission to a discharge home.
fn stay(n: u8, who: u8, admitted: Date, discharged: Option<Date>) -> Episode {
    let id = EpisodeId::from_bytes([n; 16]);
    let mut episode = Episode::new(id, PersonId::from_bytes([who; 16]), admitted, TemplateId::of("test", "1"));
    episode.hospital_name = Some("架空病院".to_owned());
    episode.end = discharged.map(|on| End { on, reason: EndReason::Home });
    episode
}

fn done(episode: &Episode, code: &str, on: Date) -> Task {
    let mut task = Task::of_item(episode.id, episode.person, code);
    task.state = TaskState::Done(Done { on, at: None, by: "hana".to_owned(), evidence: String::new() });
    task
}

fn sheet(episode: &Episode, at: Date) -> Disclosure {
    Disclosure {
        id: DisclosureId::from_bytes(episode.id.to_bytes()),
        rev: 0,
        person: episode.person,
        episode: Some(episode.id),
        at: at.at(10, 0, 0, 0),
        document: SHEET_DOCUMENT.to_owned(),
        sheet: None,
        contents: String::new(),
        to: None,
        to_name: "架空病院".to_owned(),
        to_address: String::new(),
        to_desk: String::new(),
        way: Way::Handed,
        number: None,
        read_back: false,
        place: String::new(),
        receipt: None,
        ground: Ground::Consent(at),
        by: "hana".to_owned(),
    }
}

fn conference(episode: &Episode, on: Date) -> Conference {
    Conference {
        id: ConferenceId::from_bytes(episode.id.to_bytes()),
        rev: 0,
        episode: episode.id,
        person: episode.person,
        kind: TalkKind::Conference,
        on,
        from: None,
        until: None,
        by_video: false,
        place: String::new(),
        participants: Vec::new(),
        points: String::new(),
        document_copied: false,
        consented: false,
    }
}

#[derive(Default)]
struct Sample {
    episodes: Vec<Episode>,
    persons: Vec<Person>,
    tasks: Vec<Task>,
    disclosures: Vec<Disclosure>,
    conferences: Vec<Conference>,
}

impl Sample {
    fn count(&self, year: i16) -> Figures {
        let met = |episode: &Episode| {
            let given = self.tasks.iter().find(|t| t.episode == Some(episode.id) && t.code() == Some(SHEET))?;
            match days_between(episode.admitted_on, given.done()?.on) {
                ..=0 => Some(SheetMet::First),
                1..=2 => Some(SheetMet::Second),
                _ => Some(SheetMet::Late),
            }
        };
        let episodes: Vec<&Episode> = self.episodes.iter().collect();
        let persons: Vec<&Person> = self.persons.iter().collect();
        let tasks: Vec<&Task> = self.tasks.iter().collect();
        let disclosures: Vec<&Disclosure> = self.disclosures.iter().collect();
        let conferences: Vec<&Conference> = self.conferences.iter().collect();
        let records = Records {
            episodes: &episodes,
            persons: &persons,
            tasks: &tasks,
            disclosures: &disclosures,
            conferences: &conferences,
            hospital: &|_| Some("台帳病院".to_owned()),
            expects: &|_, _| true,
            contact_due: &|episode| Some(episode.admitted_on.saturating_add(1.days())),
            met: &met,
            rush_days: 3,
        };
        super::count(FiscalYear(year), &records)
    }
}

fn of(group: &Group, measure: Measure) -> (usize, usize) {
    let ratio = group.ratios[&measure];
    (ratio.numerator, ratio.denominator)
}

#[test]
fn admissions_count_in_the_year_of_the_admission() {
    let days = [date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)];
    let episodes: Vec<Episode> = (1u8..).zip(days).map(|(n, day)| stay(n, n, day, None)).collect();
    let tasks = episodes.iter().map(|episode| done(episode, CONTACT, episode.admitted_on)).collect();
    let sample = Sample { episodes, tasks, ..Sample::default() };
    let counted = [2025, 2026, 2027].map(|year| of(&sample.count(year).total, Measure::Contact));
    assert_eq!(counted, [(1, 1), (2, 2), (1, 1)]);
    assert_eq!(sample.count(2024).hospitals, []);
}

#[test]
fn contact_and_sheet_at_admission() {
    let on = date(2026, 5, 8);
    let episodes: Vec<Episode> = (1..=6).map(|n| stay(n, n, on, None)).collect();
    let tasks = vec![
        // In time, in time, late; 4: not needed; 5 and 6 were never told.
        done(&episodes[0], CONTACT, on),
        done(&episodes[1], CONTACT, date(2026, 5, 9)),
        done(&episodes[2], CONTACT, date(2026, 5, 10)),
        Task {
            state: TaskState::NotNeeded { on, why: NotNeeded::Said("架空".to_owned()) },
            ..Task::of_item(episodes[3].id, episodes[3].person, CONTACT)
        },
        // (I), (II), late; 4 has only the record of the sending; 5 and 6 nothing.
        done(&episodes[0], SHEET, on),
        done(&episodes[1], SHEET, date(2026, 5, 10)),
        done(&episodes[2], SHEET, date(2026, 5, 11)),
    ];
    let disclosures = vec![sheet(&episodes[3], on)];
    let total = Sample { episodes, tasks, disclosures, ..Sample::default() }.count(2026).total;
    assert_eq!((total.admissions, total.discharges), (6, 0));
    assert_eq!(of(&total, Measure::Contact), (3, 5));
    assert_eq!(of(&total, Measure::ContactInTime), (2, 5));
    let sheets =
        [Measure::SheetFirst, Measure::SheetSecond, Measure::SheetLate, Measure::SheetUnjudged, Measure::SheetNone];
    assert_eq!(sheets.map(|measure| of(&total, measure)), [(1, 6), (1, 6), (1, 6), (1, 6), (2, 6)]);
}

#[test]
fn discharges_that_the_hospital_told_of() {
    let levels = [CareLevel::Care1, CareLevel::Care5, CareLevel::Care2, CareLevel::Support1, CareLevel::Applying];
    let persons = (1..).zip(levels).map(|(n, level)| person(n, level)).collect();
    let out = date(2026, 6, 30);
    let mut episodes: Vec<Episode> = (1..=5).map(|n| stay(n, n, date(2026, 6, 1), Some(out))).collect();
    // 1: ten days before. 2: by the checklist, two days before, and later once more. 3: only afterwards. 4: on the day. 5: never.
    episodes[0].discharge_told_on = Some(date(2026, 6, 20));
    episodes[1].discharge_told_on = Some(date(2026, 6, 29));
    episodes[2].discharge_told_on = Some(date(2026, 7, 1));
    episodes[3].discharge_told_on = Some(out);
    let tasks = vec![done(&episodes[1], NOTICE, date(2026, 6, 28))];
    let total = Sample { episodes, persons, tasks, ..Sample::default() }.count(2026).total;
    let told = [Measure::Told, Measure::ToldCare, Measure::ToldSupport, Measure::ToldOther];
    assert_eq!(told.map(|measure| of(&total, measure)), [(3, 5), (2, 3), (1, 1), (0, 1)]);
    let untold = [Measure::Untold, Measure::UntoldCare, Measure::UntoldSupport, Measure::UntoldOther];
    assert_eq!(untold.map(|measure| of(&total, measure)), [(2, 5), (1, 3), (0, 1), (1, 1)]);
    // 10, 2 and 0 days.
    let days = &total.notice_days;
    assert_eq!(
        (days.count(), days.quartile(1), days.quartile(2), days.quartile(3)),
        (3, Some(100), Some(200), Some(600))
    );
}

#[test]
fn conferences_rush_and_length() {
    let mut episodes = vec![
        stay(1, 1, date(2026, 6, 1), Some(date(2026, 6, 10))),
        stay(2, 2, date(2026, 6, 1), Some(date(2026, 6, 30))),
        stay(3, 3, date(2026, 6, 1), Some(date(2026, 6, 1))),
    ];
    episodes[0].discharge_decided_on = Some(date(2026, 6, 7));
    episodes[1].discharge_decided_on = Some(date(2026, 6, 26));
    // One within the stay, one after it.
    let conferences = vec![conference(&episodes[0], date(2026, 6, 10)), conference(&episodes[1], date(2026, 7, 1))];
    let total = Sample { episodes, conferences, ..Sample::default() }.count(2026).total;
    assert_eq!(of(&total, Measure::Conference), (1, 3));
    // 3 days are rush, 4 are not, and of the third nobody knows.
    assert_eq!(of(&total, Measure::Rush), (1, 2));
    // 10, 30 and 1 days.
    assert_eq!((total.stay_days.mean(), total.stay_days.quartile(2)), (Some(1367), Some(1000)));
}

#[test]
fn readmissions_within_thirty_days() {
    let out = date(2026, 6, 10);
    let mut cancelled = stay(8, 4, date(2026, 6, 20), Some(date(2026, 6, 20)));
    cancelled.end = Some(End { on: date(2026, 6, 20), reason: EndReason::Cancelled });
    let episodes = vec![
        // Back after 30 days, after 31, on the same day, and a planned one that did not take place.
        stay(1, 1, date(2026, 6, 1), Some(out)),
        stay(2, 1, date(2026, 7, 10), None),
        stay(3, 2, date(2026, 6, 1), Some(out)),
        stay(4, 2, date(2026, 7, 11), None),
        stay(5, 3, date(2026, 6, 1), Some(out)),
        stay(6, 3, out, None),
        stay(7, 4, date(2026, 6, 1), Some(out)),
        cancelled,
    ];
    let total = Sample { episodes, ..Sample::default() }.count(2026).total;
    assert_eq!(of(&total, Measure::Readmission), (2, 4));
    assert_eq!(total.admissions, 7, "the cancelled one is none");
}

#[test]
fn other_endings_are_no_discharges_and_gaps_are_counted() {
    let end = |n: u8, reason| {
        let mut episode = stay(n, n, date(2026, 3, 1), None);
        episode.end = Some(End { on: date(2026, 4, 2), reason });
        episode.gap = Some(" 連絡なし ".to_owned());
        episode
    };
    let mut open = stay(9, 9, date(2026, 4, 1), None);
    open.gap = Some("急な退院".to_owned());
    let episodes = vec![
        end(1, EndReason::Institution),
        end(2, EndReason::Transfer),
        end(3, EndReason::Death),
        end(4, EndReason::Cancelled),
        open,
    ];
    let total = Sample { episodes, ..Sample::default() }.count(2026).total;
    let counted = (total.admissions, total.discharges, total.transfers, total.deaths);
    assert_eq!(counted, (1, 1, 1, 1));
    assert_eq!(of(&total, Measure::Told), (0, 1));
    assert_eq!(total.gaps, [("連絡なし".to_owned(), 3), ("急な退院".to_owned(), 1)]);
}

#[test]
fn hospitals_are_told_apart_and_add_up() {
    let day = date(2026, 4, 1);
    let mut episodes: Vec<Episode> = (1..=4).map(|n| stay(n, n, day, Some(day))).collect();
    episodes[1].hospital = Some(FacilityId::from_bytes([1; 16]));
    episodes[2].hospital_name = Some("  ".to_owned());
    let figures = Sample { episodes, ..Sample::default() }.count(2026);
    let counted: Vec<(Option<&str>, usize)> =
        figures.hospitals.iter().map(|(name, group)| (name.as_deref(), group.discharges)).collect();
    assert_eq!(counted, [(Some("台帳病院"), 1), (Some("架空病院"), 2), (None, 1)]);
    assert_eq!(figures.total.discharges, 4);
}
