//! Surveys: the percents of the seed's one, whom a survey is sent to, and the demo city's answers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use renkei::domain::survey::{Answer, GroupBy, Survey, shares, tally, tally_by};
use renkei::domain::{Facility, PlaceTable};
use renkei::exchange::demo;
use renkei::model::{Registry, surveys};
use renkei::port::store::Record;
use renkei::rulebook::builtin;
use serde_json::Value;

const TODAY: jiff::civil::Date = date(2026, 11, 22);

fn template() -> Survey {
    builtin().survey("continuity").expect("the template is built in").as_ref().clone()
}

fn city() -> Vec<Facility> {
    demo::city(TODAY).facilities
}

fn registry() -> Registry {
    Registry::build(city(), &[] as &[PlaceTable])
}

fn demo_survey() -> (Survey, Vec<Answer>) {
    let mut answers = Vec::new();
    let mut survey = None;
    for record in demo::surveys(TODAY, &builtin(), &city()) {
        match record {
            Record::Survey(one) => assert!(survey.replace(one).is_none(), "one survey"),
            Record::Answer(answer) => answers.push(answer),
            other => panic!("{}", other.kind()),
        }
    }
    (survey.expect("a survey"), answers)
}

fn counts(tally: &renkei::domain::survey::Tally, question: &str) -> BTreeMap<String, u32> {
    let rows = tally.rows.iter().filter(|row| row.question == question);
    rows.map(|row| (row.choice.clone(), row.count)).collect()
}

#[test]
fn the_seeds_percentages_come_from_the_inferred_counts() {
    let template = template();
    let tally = tally(&template, &[]);
    assert!(tally.inferred);
    assert_eq!((tally.asked, tally.answered, tally.rate.as_str()), (68, 62, "91.1"));
    let mut questions = 0;
    for question in template.questions.iter().filter(|question| !question.published.is_empty()) {
        questions += 1;
        let of = |counts: &BTreeMap<String, u32>| -> Vec<u32> {
            question.choices.iter().map(|choice| counts[&choice.code]).collect()
        };
        assert_eq!(shares(&of(&question.inferred_counts), template.rounding), of(&question.published));
        let rows: Vec<_> = tally.rows.iter().filter(|row| row.question == question.code).collect();
        assert_eq!(rows.iter().map(|row| row.count).sum::<u32>(), 62);
        let shown: Vec<u32> = rows.iter().filter_map(|row| row.share).collect();
        assert_eq!(shown, of(&question.published), "{}", question.code);
    }
    assert_eq!(questions, 2);
    assert_eq!(tally.rows.len(), 8, "of the eight services the source has no figures, so nothing stands there");
}

#[test]
fn the_template_asks_for_the_services_of_the_board() {
    let template = template();
    let asked: Vec<&str> = template.questions.iter().filter(|q| !q.group.is_empty()).map(|q| q.code.as_str()).collect();
    let known: Vec<&str> = renkei::domain::service::services().iter().map(|service| service.code).collect();
    assert_eq!(asked, known);
    let order: Vec<&str> = template.questions.iter().map(|question| question.code.as_str()).collect();
    assert_eq!((order[0], order[1], order[10], order.len()), ("request", "positive", "remark", 11));
    assert_eq!(template.feeds, surveys::CONTINUITY);
}

#[test]
fn a_survey_from_a_template_has_none_of_what_was_published() {
    let survey = Survey::from_template(&template());
    assert_ne!(survey.id, template().id);
    let tally = tally(&survey, &[]);
    assert!(!tally.inferred && tally.answered == 0 && tally.rows.iter().all(|row| row.count == 0));
    assert!(survey.questions.iter().all(|question| question.inferred_counts.is_empty()));
}

/// Over the text of the fixture, not over the types.
#[test]
fn target_filter_is_the_brute_force_one() {
    let registry = registry();
    let lines: Vec<Value> = include_str!("../fixtures/demo/facilities.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("json"))
        .collect();
    let areas: BTreeSet<String> = registry.rows().map(|row| row.area.to_string()).collect();
    let mut sizes = Vec::new();
    for kinds in [vec![], vec!["care:150", "care:160", "care:780", "care:720"], vec!["medical:hospital"]] {
        for area in std::iter::once("").chain(areas.iter().map(String::as_str)) {
            for partner in [false, true] {
                let wanted: BTreeSet<String> = lines
                    .iter()
                    .filter(|line| {
                        let facts = &line["local"]["identity"]["facts"];
                        let empty = Vec::new();
                        let listings = line["listings"].as_array().unwrap_or(&empty);
                        let published = listings.iter().filter_map(|listing| listing["kind"].as_str());
                        let local = facts["kinds"].as_array().unwrap_or(&empty).iter().filter_map(Value::as_str);
                        let has = published.chain(local).any(|kind| kinds.contains(&kind));
                        let of_area = registry
                            .row(line["id"].as_str().expect("an id").parse().expect("an id"))
                            .is_some_and(|row| &*row.area == area);
                        (kinds.is_empty() || has)
                            && (area.is_empty() || of_area)
                            && (!partner || facts["partner"].as_bool() == Some(true))
                    })
                    .map(|line| line["id"].as_str().expect("an id").to_owned())
                    .collect();
                let target = renkei::domain::survey::Target {
                    kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
                    area: area.to_owned(),
                    partner,
                };
                let found = surveys::asked(&registry, &target, TODAY);
                let unique: BTreeSet<String> = found.iter().map(ToString::to_string).collect();
                assert_eq!((found.len(), &unique), (wanted.len(), &wanted), "{target:?}");
                sizes.push(wanted.len());
            }
        }
    }
    assert!(sizes.contains(&68), "those whom the template asks: {sizes:?}");
}

#[test]
fn the_demo_asks_68_and_62_answer_in_the_seeds_percents() {
    let (survey, answers) = demo_survey();
    let asked: BTreeSet<_> = survey.asked.iter().copied().collect();
    let target: BTreeSet<_> = surveys::asked(&registry(), &survey.target, TODAY).into_iter().collect();
    assert_eq!(asked, target);
    assert!(
        survey.fictional && answers.iter().all(|answer| answer.fictional && survey.flaws(&answer.values).is_empty())
    );
    let tally = tally(&survey, &answers);
    assert_eq!((tally.asked, tally.answered, tally.rate.as_str(), tally.inferred), (68, 62, "91.1", false));
    for question in template().questions.iter().filter(|question| !question.inferred_counts.is_empty()) {
        assert_eq!(counts(&tally, &question.code), question.inferred_counts);
        let shown: BTreeMap<String, u32> = tally
            .rows
            .iter()
            .filter(|row| row.question == question.code)
            .map(|row| (row.choice.clone(), row.share.expect("a share")))
            .collect();
        assert_eq!(shown, question.published);
    }
    let closed = city().into_iter().filter(|facility| facility.maybe_closed().is_some()).map(|facility| facility.id);
    let answered: BTreeSet<_> = answers.iter().map(|answer| answer.facility).collect();
    assert!(closed.into_iter().all(|id| !answered.contains(&id)), "who is gone answers nothing");
}

#[test]
fn groups_add_up_to_the_whole() {
    let (survey, answers) = demo_survey();
    let registry = registry();
    let whole = tally(&survey, &answers);
    for by in [GroupBy::Kind, GroupBy::Area] {
        let groups = tally_by(&survey, &answers, |id| surveys::group(&registry, &survey, by, id));
        assert!(groups.len() > 2, "{by}: {:?}", groups.keys());
        assert_eq!(groups.values().map(|tally| tally.asked).sum::<u32>(), whole.asked);
        assert_eq!(groups.values().map(|tally| tally.answered).sum::<u32>(), whole.answered);
        for (at, row) in whole.rows.iter().enumerate() {
            assert_eq!(groups.values().map(|tally| tally.rows[at].count).sum::<u32>(), row.count, "{by} {row:?}");
        }
    }
}
