//! The people of the demo city: persons, stays, tasks and what belongs to them (`fixtures/demo/care.json`).

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::BROKEN;
use super::cards::CardsFile;
use super::course::{Course, Setting, Usual};
use super::days::{Days, id};
use crate::domain::checklist::Variant;
use crate::domain::episode::{End, EndReason, Episode, flow};
use crate::domain::person::{Consent, ConsentWay};
use crate::domain::rulebook::Rulebook;
use crate::domain::{CareLevel, Conference, Disclosure, EpisodeId, FacilityId, Person, PersonId, Sheet, Task};
use crate::port::store::Record;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CareFile {
    facilities: Map<String, Value>,
    usual: Usual,
    persons: Vec<Value>,
    stays: Vec<StayEntry>,
    tasks: Vec<Value>,
    disclosures: Vec<Value>,
    talks: Vec<Value>,
    sheets: Vec<Value>,
    former_persons: Vec<FormerPerson>,
    former_stays: Vec<FormerStay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StayEntry {
    stay: Value,
    #[serde(default)]
    course: Value,
}

/// Short id, name, kana, how old (as [`Days::day`] reads it), care level.
#[derive(Deserialize)]
struct FormerPerson(String, String, String, String, CareLevel);

/// A stay that is long over, in a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerStay {
    person: String,
    hospital: String,
    /// Days from the admission to today, and to the end.
    ago: i64,
    days: i64,
    #[serde(default)]
    variant: Variant,
    #[serde(default = "home")]
    end: EndReason,
    /// So many days before the end the hospital told of it.
    #[serde(default)]
    told: Option<i64>,
    /// So many days before the end it was decided.
    #[serde(default = "week")]
    decided: i64,
    #[serde(default)]
    gap: Option<String>,
    /// Items that were late, by days after the admission.
    #[serde(default)]
    late: HashMap<String, i64>,
}

const fn home() -> EndReason {
    EndReason::Home
}

const fn week() -> i64 {
    8
}

/// Everybody whom the demo's centre accompanies, as it is on `today` under these rules. Without a checklist nobody.
pub fn care(today: Date, rulebook: &Rulebook) -> Vec<Record> {
    let Some(template) = rulebook.default_template() else { return Vec::new() };
    let file: CareFile = serde_json::from_str(include_str!("../../../fixtures/demo/care.json")).expect(BROKEN);
    let reader = Reader { days: Days { today, holidays: &rulebook.holidays }, facilities: &file.facilities };
    let setting = Setting { rulebook, template, usual: &file.usual, today };

    let mut persons: HashMap<PersonId, Person> = HashMap::new();
    for value in file.persons {
        let mut person: Person = reader.read(value);
        person.fictional = true;
        persons.insert(person.id, person);
    }
    for former in file.former_persons {
        let person = reader.person(former);
        persons.insert(person.id, person);
    }

    let mut stays: Vec<Episode> = Vec::new();
    let mut tasks: Vec<Task> = Vec::new();
    for entry in file.stays {
        let mut value = entry.stay;
        value["template"] = Value::from(template.id.to_string());
        let stay: Episode = reader.read(value);
        let course: Course = if entry.course.is_null() { Course::default() } else { reader.read(entry.course) };
        let former = stay.after.and_then(|id| stays.iter().find(|former| former.id == id));
        let begun = former.map_or_else(
            || flow::admit(&stay, template),
            |former| {
                let of_former: Vec<&Task> = tasks.iter().filter(|task| task.episode == Some(former.id)).collect();
                flow::readmit(stay.id, former, &of_former, stay.admitted_on, template).1
            },
        );
        let (stay, run) = setting.run(&persons[&stay.person], stay, begun, &course);
        stays.push(stay);
        tasks.extend(run);
    }
    for (n, former) in file.former_stays.into_iter().enumerate() {
        let (stay, course) = reader.stay(n, former, template.id);
        let (stay, run) = setting.run(&persons[&stay.person], stay.clone(), flow::admit(&stay, template), &course);
        stays.push(stay);
        tasks.extend(run);
    }
    tasks.extend(file.tasks.into_iter().map(|value| reader.read::<Task>(value)));

    let mut records = vec![Record::Template((**template).clone())];
    let mut persons: Vec<Person> = persons.into_values().collect();
    persons.sort_by_key(|person| person.id);
    // After the stays: what was done in them follows from what was known then.
    let wishes = CardsFile::read().fill(reader.days, &file.facilities, &mut persons);
    records.extend(persons.into_iter().map(Record::Person));
    records.extend(stays.into_iter().map(Record::Episode));
    records.extend(tasks.into_iter().map(Record::Task));
    records.extend(file.disclosures.into_iter().map(|value| Record::Disclosure(reader.read::<Disclosure>(value))));
    records.extend(file.talks.into_iter().map(|value| Record::Conference(reader.read::<Conference>(value))));
    records.extend(file.sheets.into_iter().map(|value| Record::Sheet(reader.read::<Sheet>(value))));
    records.extend(wishes.into_iter().map(Record::AcpTalk));
    records
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    days: Days<'a>,
    facilities: &'a Map<String, Value>,
}

impl Reader<'_> {
    fn read<T: DeserializeOwned>(&self, mut value: Value) -> T {
        self.days.fill(&mut value, self.facilities);
        serde_json::from_value(value).expect(BROKEN)
    }

    fn person(&self, FormerPerson(short, name, kana, age, level): FormerPerson) -> Person {
        let mut person = Person::new(id(&short).parse::<PersonId>().expect(BROKEN), name);
        person.kana = Some(kana);
        person.birth_date = self.days.day(&age);
        person.care_level = level;
        person.consent = self.days.day("-720").map(|on| Consent {
            on,
            way: ConsentWay::Written,
            scope: String::new(),
            withdrawn_on: None,
        });
        person.fictional = true;
        person
    }

    /// The `n`th stay that is long over, with everything done but what it says.
    fn stay(&self, n: usize, former: FormerStay, template: crate::domain::TemplateId) -> (Episode, Course) {
        let person = id(&former.person).parse().expect(BROKEN);
        let episode: EpisodeId = id(&format!("92{n:02x}")).parse().expect(BROKEN);
        let before = |day: Date, days: i64| day.saturating_sub(Span::new().days(days));
        let admitted_on = before(self.days.today, former.ago);
        let after_admission = |days: i64| admitted_on.saturating_add(Span::new().days(days));
        let ended = after_admission(former.days);
        let in_stay = |day: Date| day.max(admitted_on);
        let mut stay = Episode::new(episode, person, admitted_on, template);
        let register = self.facilities.get(&former.hospital).and_then(Value::as_str);
        stay.hospital = register.map(|id| id.parse::<FacilityId>().expect(BROKEN));
        stay.hospital_name = register.is_none().then(|| former.hospital.clone());
        stay.variant = former.variant;
        if former.end.is_discharge() {
            let decided = in_stay(before(ended, former.decided));
            stay.discharge_decided_on = Some(decided);
            stay.discharge_planned_on = Some(ended);
            stay.discharge_told_on = former.told.map(|days| in_stay(before(ended, days)));
        }
        stay.need_on = (former.variant.base != crate::domain::checklist::Base::Cm).then_some(after_admission(0));
        stay.gap = former.gap;
        let mut course = Course {
            through: Some(self.days.today),
            end: Some(End { on: ended, reason: former.end }),
            closed: true,
            ..Course::default()
        };
        for (code, days) in former.late {
            let by = "ケアマネ".to_owned();
            course.done.push(super::course::DoneAt(code, after_admission(days), by, "遅れて実施".to_owned(), None));
        }
        if former.end.is_discharge() && former.told.is_none() {
            course.aside.push(("B01".to_owned(), ended, "病院からの連絡なし".to_owned()));
        }
        (stay, course)
    }
}
