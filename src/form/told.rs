//! Everything that a record says, fact by fact, for the history: what its forms ask, and what stands in no form.

use super::parse::{code_text, date_text, line_text, phone_text, time_text, yes_no_text};
use super::{Described, Field, Names, answer, fact, sheet, shown, value};
use crate::domain::disclosure::Ground;
use crate::domain::facility::Listing;
use crate::domain::task::{NotNeeded, Origin, TaskState};
use crate::domain::{
    Answer, Disclosure, Episode, Facility, Phone, Publication, Sheet, SurveyId, Task, Verdict, publication,
};
use crate::port::Record;
use crate::words::{Language, Words};

/// A fact with what stands in it.
pub(super) struct Fact {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) reading: Reading,
}

/// How the text of a fact is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// As it stands.
    Plain,
    /// As the form shows it.
    Field(Box<Described>),
    /// A code with a word under this prefix.
    Word(&'static str),
    /// An institution of the register.
    Facility,
    /// A question of a survey.
    Question { survey: SurveyId, code: String },
    /// A field of a sheet's form, in this version.
    Sheet { form: String, version: String, name: String },
}

impl Reading {
    pub(super) fn shown(&self, text: &str, words: &Words, names: &dyn Names) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Field(field) => shown(field, text, words, names),
            Self::Word(prefix) => {
                let key = format!("{prefix}.{text}");
                let word = words.get(&key);
                if word == key { text.to_owned() } else { word.to_owned() }
            }
            Self::Facility => text.parse().ok().and_then(|id| names.facility(id)).unwrap_or_else(|| text.to_owned()),
            Self::Sheet { .. } | Self::Question { .. } => {
                self.of_file(names).map_or_else(|| text.to_owned(), |field| shown(&field, text, words, names))
            }
        }
    }

    /// How a data file calls the field, where one does.
    pub(super) fn label(&self, words: &Words, names: &dyn Names) -> Option<String> {
        self.of_file(names).map(|field| field.label.text(words))
    }

    fn of_file(&self, names: &dyn Names) -> Option<Described> {
        if let Self::Question { survey, code } = self {
            let survey = names.survey(*survey)?;
            return answer::fields(&survey).into_iter().find(|field| field.name == *code);
        }
        let Self::Sheet { form, version, name } = self else { return None };
        let form = names.catalogue()?.sheet(form, version)?;
        sheet::fields(form).into_iter().find(|field| field.name == *name)
    }
}

/// What the record says, in the order of its form; what stands in no form after it.
pub(super) fn facts(words: &Words, record: &Record) -> Vec<Fact> {
    let fact = |field: &str, key: &str, text: String| Fact {
        field: field.to_owned(),
        label: words.get(key).to_owned(),
        text,
        reading: Reading::Plain,
    };
    match record {
        Record::Facility(facility) => of_facility(words, facility),
        Record::Doubt(doubt) => {
            let verdict = match doubt.verdict {
                None => "",
                Some(Verdict::Same) => words.get("deed.same"),
                Some(Verdict::Different) => words.get("deed.different"),
            };
            vec![fact("verdict", "deed.verdict", verdict.to_owned())]
        }
        Record::PlaceTable(places) => vec![
            fact("as_of", "deed.as_of", places.as_of.to_string()),
            fact("towns", "deed.towns", places.towns.len().to_string()),
        ],
        Record::Member(member) => {
            let role = fact("role", "deed.role", member.role.to_string());
            vec![
                fact("code", "deed.code", member.code.clone()),
                fact("name", "form.field.name", member.name.clone()),
                Fact { reading: Reading::Word("role"), ..role },
                fact("uids", "deed.uids", member.uids.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")),
                fact("left_on", "deed.left_on", date_text(member.left_on)),
            ]
        }
        Record::Template(template) => vec![
            fact("title", "deed.title", template.title.clone()),
            fact("version", "deed.version", template.version.clone()),
            fact("items", "deed.items", template.items.len().to_string()),
        ],
        Record::Person(_) | Record::Conference(_) => asked(words, record),
        Record::Episode(stay) => asked(words, record).into_iter().chain(of_end(words, stay)).collect(),
        Record::Task(task) => asked(words, record).into_iter().chain(of_state(words, task)).collect(),
        Record::Disclosure(disclosure) => of_disclosure(words, disclosure),
        Record::Sheet(sheet) => of_sheet(sheet),
        Record::AcpTalk(_) => asked(words, record),
        Record::Meeting(_) => asked(words, record),
        Record::Publication(one) => asked(words, record).into_iter().chain(of_posts(words, one)).collect(),
        Record::Guide(_) | Record::ServiceAct(_) => asked(words, record),
        Record::Survey(survey) => {
            let sent = [
                plain(words, "asked", survey.asked.len().to_string(), Reading::Plain),
                plain(words, "closed_on", date_text(survey.closed_on), Reading::Plain),
            ];
            asked(words, record).into_iter().chain(sent).collect()
        }
        Record::Answer(answer) => of_answer(words, answer),
    }
}

/// Where it was made public, and why what was found may stand.
fn of_posts(words: &Words, one: &Publication) -> Vec<Fact> {
    let plain = |field: &str, key: &str, text: String| Fact {
        field: field.to_owned(),
        label: words.get(key).to_owned(),
        text,
        reading: Reading::Plain,
    };
    let called = |code: &str| {
        publication::place(code).map_or_else(
            || code.to_owned(),
            |place| match words.language() {
                Language::Ja => place.ja.to_owned(),
                Language::En => place.en.to_owned(),
            },
        )
    };
    let posts =
        one.posts.iter().map(|post| format!("{} {} {}", called(&post.place), post.on, post.url).trim().to_owned());
    let cleared = one.cleared.as_ref().map(|cleared| format!("{} {} {}", cleared.on, cleared.by, cleared.why));
    vec![
        plain("posts", "deed.posts", posts.collect::<Vec<_>>().join("\n")),
        plain("cleared", "deed.cleared", cleared.unwrap_or_default()),
    ]
}

/// What the form of such a record asks.
fn asked(words: &Words, record: &Record) -> Vec<Fact> {
    let facts = value::described(record).into_iter().map(|field| Fact {
        field: field.name.clone(),
        label: field.label.text(words),
        text: value::value(record, &field.name).unwrap_or_default(),
        reading: Reading::Field(Box::new(field)),
    });
    facts.collect()
}

fn of_facility(words: &Words, facility: &Facility) -> Vec<Fact> {
    let local = Field::all().into_iter().map(|field| {
        let described = Described::from(field);
        let label = described.label.text(words);
        // A group's day of confirmation with the group, which has no heading here.
        let label = match field {
            Field::Confirmed(section) => format!("{} {label}", words.get(&format!("form.tab.{}", section.name()))),
            _ => label,
        };
        let text = fact::get(facility, field);
        Fact { field: field.name(), label, text, reading: Reading::Field(Box::new(described)) }
    });
    let many = facility.listings.len() > 1;
    local.chain(facility.listings.iter().flat_map(|listing| published(words, listing, many))).collect()
}

/// A fact that no form asks.
fn plain(words: &Words, name: &str, text: String, reading: Reading) -> Fact {
    Fact { field: name.to_owned(), label: words.get(&format!("form.told.{name}")).to_owned(), text, reading }
}

fn of_end(words: &Words, stay: &Episode) -> Vec<Fact> {
    let fact = |name: &str, text: String, reading| plain(words, name, text, reading);
    let end = stay.end.as_ref();
    vec![
        fact("end_reason", code_text(end.map(|end| end.reason)), Reading::Word("form.value.end_reason")),
        fact("end_on", date_text(end.map(|end| end.on)), Reading::Plain),
    ]
}

fn of_state(words: &Words, task: &Task) -> Vec<Fact> {
    let fact = |name: &str, text: String, reading| plain(words, name, text, reading);
    let code = match &task.origin {
        Origin::Item(code) => code.clone(),
        Origin::Hand { .. } | Origin::Action { .. } => String::new(),
    };
    let (state, on, at, by, evidence) = match &task.state {
        TaskState::Open => ("open", None, None, "", String::new()),
        TaskState::Done(done) => ("done", Some(done.on), done.at, done.by.as_str(), done.evidence.clone()),
        TaskState::NotNeeded { on, why } => {
            let why = match why {
                NotNeeded::Ended(reason) => words.get(&format!("form.value.end_reason.{reason}")).to_owned(),
                NotNeeded::Said(why) => why.clone(),
            };
            ("not_needed", Some(*on), None, "", why)
        }
    };
    vec![
        fact("item", code, Reading::Plain),
        fact("state", state.to_owned(), Reading::Word("form.value.task_state")),
        fact("state_on", date_text(on), Reading::Plain),
        fact("state_at", time_text(at), Reading::Plain),
        fact("state_by", by.to_owned(), Reading::Plain),
        fact("evidence", evidence, Reading::Plain),
    ]
}

/// By the codes of the questions; how they are put, the survey knows.
fn of_answer(words: &Words, answer: &Answer) -> Vec<Fact> {
    let said = answer.values.keys().map(|code| Fact {
        field: code.clone(),
        label: code.clone(),
        text: answer::get(answer, code),
        reading: Reading::Question { survey: answer.survey, code: code.clone() },
    });
    let came = [
        plain(words, "answer_on", date_text(answer.on), Reading::Plain),
        plain(words, "answer_way", answer.way.clone(), Reading::Word("form.value.survey_way")),
        plain(words, "state_by", answer.by.clone(), Reading::Plain),
    ];
    said.chain(came).collect()
}

fn of_disclosure(words: &Words, given: &Disclosure) -> Vec<Fact> {
    let fact = |name: &str, text: String, reading| Fact {
        field: name.to_owned(),
        label: words.get(&format!("form.disclosure.{name}")).to_owned(),
        text,
        reading,
    };
    let at = |at: jiff::civil::DateTime| at.strftime("%Y-%m-%d %H:%M").to_string();
    let (consent, reason) = match &given.ground {
        Ground::Consent(day) => (Some(*day), String::new()),
        Ground::Reason(reason) => (None, reason.clone()),
    };
    let receipt = given.receipt.as_ref();
    vec![
        fact("at", at(given.at), Reading::Plain),
        fact("document", given.document.clone(), Reading::Word("form.value.document")),
        fact("contents", given.contents.clone(), Reading::Plain),
        fact("to", given.to.map(|id| id.to_string()).unwrap_or_default(), Reading::Facility),
        fact("to_name", given.to_name.clone(), Reading::Plain),
        fact("to_address", given.to_address.clone(), Reading::Plain),
        fact("to_desk", given.to_desk.clone(), Reading::Plain),
        fact("way", code_text(Some(given.way)), Reading::Word("form.value.way")),
        fact("number", phone_text(&given.number), Reading::Plain),
        fact("read_back", yes_no_text(given.read_back), Reading::Word("form")),
        fact("place", given.place.clone(), Reading::Plain),
        fact("receipt_at", receipt.map(|receipt| at(receipt.at)).unwrap_or_default(), Reading::Plain),
        fact("receipt_by", receipt.map(|receipt| receipt.by.clone()).unwrap_or_default(), Reading::Plain),
        fact("consent_on", date_text(consent), Reading::Plain),
        fact("reason", reason, Reading::Plain),
        fact("by", given.by.clone(), Reading::Plain),
    ]
}

/// By the names of the fields; what they are called, the form's data file knows.
fn of_sheet(sheet: &Sheet) -> Vec<Fact> {
    let facts = sheet.values.iter().map(|(name, text)| Fact {
        field: name.clone(),
        label: name.clone(),
        text: text.clone(),
        reading: Reading::Sheet { form: sheet.form.clone(), version: sheet.form_version.clone(), name: name.clone() },
    });
    facts.collect()
}

/// What a source says about a service; the label names both, where there are several.
fn published(words: &Words, listing: &Listing, many: bool) -> Vec<Fact> {
    let text = line_text;
    let phone = |value: &Option<Phone>| value.as_ref().map(|phone| phone.display().to_owned()).unwrap_or_default();
    let coordinates = listing.coordinates.map(|c| format!("{}, {}", c.latitude, c.longitude)).unwrap_or_default();
    let info = listing.kind.info();
    let service = if words.language() == Language::Ja { info.short_ja } else { info.short_en };
    let facts = [
        ("name", "form.field.name", listing.name.clone()),
        ("kana", "form.field.kana", text(&listing.kana)),
        ("short_name", "export.short_name", text(&listing.short_name)),
        ("municipality", "export.municipality", text(&listing.municipality)),
        ("postal_code", "form.field.postal_code", text(&listing.postal_code)),
        ("address", "form.field.address", text(&listing.address)),
        ("building", "deed.building", text(&listing.building)),
        ("coordinates", "form.field.coordinates", coordinates),
        ("phone", "form.field.phone", phone(&listing.phone)),
        ("fax", "form.field.fax", phone(&listing.fax)),
        ("corporation", "deed.corporation", text(&listing.corporation)),
        ("corporation_number", "deed.corporation_number", text(&listing.corporation_number)),
        ("capacity", "deed.capacity", listing.capacity.map(|n| n.to_string()).unwrap_or_default()),
        ("beds", "detail.beds", text(&listing.beds)),
        ("days", "deed.days", text(&listing.days)),
        ("hours", "form.field.business_hours", text(&listing.hours)),
        ("departments", "detail.departments", text(&listing.departments)),
        ("url", "form.field.url", text(&listing.url)),
        ("note", "form.field.note", text(&listing.note)),
        ("capabilities", "detail.notified", listing.capabilities.join(", ")),
        ("as_of", "deed.as_of", listing.as_of.to_string()),
        ("gone", "deed.gone", date_text(listing.gone)),
    ];
    let source = words.get(&format!("export.source.{}", listing.source)).to_owned();
    let source = if many { format!(" ({source})") } else { String::new() };
    let place = format!("{}.{}.{}", listing.source, listing.kind.code(), listing.key.as_str());
    facts
        .into_iter()
        .map(|(field, key, text)| Fact {
            field: format!("published.{place}.{field}"),
            label: format!("{service} {}{source}", words.get(key)),
            text,
            reading: Reading::Plain,
        })
        .collect()
}
