//! Facts of a card as scripts and lists say them, made what the form of the card takes.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::episode::description::care_level;
use crate::cli::episode::json_reader::Wrong;
use crate::cli::failure::Failure;
use crate::domain::card::Directory;
use crate::domain::{FacilityId, Person, Phone};
use crate::exchange::import::fold_name;
use crate::form::{self, CardField, Described, FieldKind};
use crate::model::Registry;
use crate::port::store::{Record, Store};

/// Sets facts by the rules of the form, with choices as people write them and institutions by their names.
pub(super) struct FactSetter<'a> {
    cx: &'a Context,
    registry: Registry,
    /// By folded name; `None` where two have it.
    institutions: HashMap<String, Option<FacilityId>>,
}

impl<'a> FactSetter<'a> {
    pub(super) fn new(cx: &'a Context, store: &dyn Store) -> Result<Self, Failure> {
        let registry = super::registry(cx, store)?;
        let mut institutions: HashMap<String, Option<FacilityId>> = HashMap::new();
        for facility in cx.facilities(store)? {
            let id = facility.id;
            institutions.entry(fold_name(facility.name())).and_modify(|one| *one = None).or_insert(Some(id));
        }
        Ok(Self { cx, registry, institutions })
    }

    /// The person with the facts; else what cannot stand, as the field and the key of its sentence.
    pub(super) fn set(&self, person: &Person, facts: &[(String, String)]) -> Result<Person, Vec<(String, String)>> {
        let record = Record::from(person.clone());
        let mut taken = Vec::new();
        for (name, text) in facts {
            let Some(field) = CardField::parse(name) else {
                // The form says so with the others.
                taken.push((name.clone(), text.clone()));
                continue;
            };
            let field = Described::from(field);
            let stored = form::value(&record, name).unwrap_or_default();
            let text = self.typed(&field, text);
            if text != stored && !self.is_same(&field, &text, &stored) {
                taken.push((name.clone(), text));
            }
        }
        let (today, by) = (self.cx.now.today(), self.cx.author());
        let named = |faults: form::Faults| faults.into_iter().map(|(field, error)| (field, error.key())).collect();
        form::card_facts(person, &taken, today, Some(&by.name)).map_err(named)
    }

    fn typed(&self, field: &Described, text: &str) -> String {
        if field.name == "care_level"
            && let Some(level) = care_level(text)
        {
            return level.to_string();
        }
        match &field.kind {
            FieldKind::Institution(_) => {
                let known = self.institutions.get(&fold_name(text)).copied().flatten();
                known.map_or_else(|| text.to_owned(), |id| id.to_string())
            }
            _ => form::spoken(field, text),
        }
    }

    /// Does it say what stands there, in another spelling?
    fn is_same(&self, field: &Described, text: &str, stored: &str) -> bool {
        match &field.kind {
            FieldKind::Phone => {
                let number =
                    |text: &str| Phone::parse(text).map(|phone| (phone.digits(), phone.extension().map(str::to_owned)));
                number(text).is_some_and(|typed| number(stored) == Some(typed))
            }
            FieldKind::Institution(_) => {
                let listed = stored.parse().ok().and_then(|id| self.registry.listed(id));
                listed.is_some_and(|listed| fold_name(&listed.name) == fold_name(text))
            }
            _ => false,
        }
    }
}

/// The fields of an object: a text, a number, yes or no, `null` for nothing, or a list of texts.
pub fn of_object(cx: &Context, given: Map<String, Value>) -> Result<Vec<(String, String)>, Failure> {
    let mut facts = Vec::new();
    let mut wrong = Vec::new();
    for (path, value) in given {
        let text = match value {
            Value::Null => Some(String::new()),
            Value::Bool(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(text),
            Value::Array(texts) => {
                let texts: Option<Vec<&str>> = texts.iter().map(Value::as_str).collect();
                texts.map(|texts| texts.join("\n"))
            }
            Value::Object(_) => None,
        };
        match text {
            Some(text) => facts.push((path, text)),
            None => wrong.push(Wrong::Value { path, wanted: "plan.wanted.text" }),
        }
    }
    if wrong.is_empty() { Ok(facts) } else { Err(cx.wrong(&wrong)) }
}

/// What cannot stand, field by field; never what was typed.
pub fn refused(cx: &Context, faults: &[(String, String)]) -> Failure {
    let line = |(field, key): &(String, String)| {
        let fault = cx.words.get(key).to_owned();
        let field = crate::domain::text::clean_line(field);
        cx.words.say("cli.card.fault", &[("field", &field), ("fault", &fault)])
    };
    let lines: Vec<String> = faults.iter().map(line).collect();
    Failure::new(crate::cli::exit::Exit::Usage, lines.join("\n"))
}
