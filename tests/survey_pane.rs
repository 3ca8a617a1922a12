//! Pane 7 by its keys: the published figures, answers typed off the fax, who may, what goes out.

mod desk;

use desk::Desk;
use jiff::civil::date;
use renkei::app::Shown;
use renkei::domain::survey::{Answer, Survey, tally};
use renkei::domain::{Facility, FacilityId};
use renkei::exchange::demo;
use renkei::message::Effect;
use renkei::paint::Widths;
use renkei::pane::survey::SurveyPane;
use renkei::port::{EntityKind, Put, Record};
use renkei::words::Language;

fn facility(n: u8, name: &str, kind: &str) -> Facility {
    use renkei::domain::facility::{Identity, Kind};
    let mut facility = Facility::new(FacilityId::from_bytes([n; 16]));
    facility.local.identity.facts =
        Identity { name: Some(name.to_owned()), kinds: vec![Kind::new(kind)], ..Identity::default() };
    facility
}

/// Three day-care institutions and a clinic.
fn register() -> Vec<Facility> {
    vec![
        facility(1, "架空あおば", "care:150"),
        facility(2, "架空さくら", "care:150"),
        facility(3, "架空つばさ", "care:780"),
        facility(4, "架空診療所", "medical:clinic"),
    ]
}

/// The template, sent to the first three.
fn sent() -> Survey {
    let template = renkei::rulebook::builtin().survey("continuity").expect("built in").as_ref().clone();
    Survey {
        id: renkei::domain::SurveyId::from_bytes([9; 16]),
        on: date(2026, 6, 1).into(),
        asked: (1..=3).map(|n| FacilityId::from_bytes([n; 16])).collect(),
        ..Survey::from_template(&template)
    }
}

fn desk_of(records: Vec<Record>) -> Desk {
    Desk::with_care(80, 24, Widths::Wide, register(), Vec::new(), records, "架空")
}

fn pane(desk: &Desk) -> &SurveyPane {
    let Shown::Surveys(pane) = desk.app.shown() else { panic!("{}", desk.screen()) };
    pane
}

fn answers(desk: &Desk) -> Vec<Answer> {
    let mut answers = Vec::new();
    desk.store.scan(EntityKind::Answer, &mut |record| answers.extend(record.into_answer())).expect("readable");
    answers
}

fn surveys(desk: &Desk) -> Vec<Survey> {
    let mut surveys = Vec::new();
    desk.store.scan(EntityKind::Survey, &mut |record| surveys.extend(record.into_survey())).expect("readable");
    surveys
}

/// The shares of bars, in the order of the screen, with their counts.
fn bars(screen: &str) -> Vec<(u32, u32)> {
    let bar = |line: &str| {
        let said = line.split_once(']')?.1.trim();
        let (share, rest) = said.split_once('%')?;
        Some((share.trim().parse().ok()?, rest.split_whitespace().next()?.parse().ok()?))
    };
    screen.lines().filter(|line| line.contains('#') || line.contains("---]")).filter_map(bar).collect()
}

#[test]
fn the_seeds_survey_shows_exactly_the_published_figures() {
    let records: Vec<Record> = demo::history();
    let facilities = records.iter().filter_map(Record::as_facility).cloned().collect();
    let others = records.into_iter().filter(|record| record.kind() != EntityKind::Facility).collect();
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = Desk::with_care(
            columns,
            rows,
            Widths::Wide,
            Vec::clone(&facilities),
            Vec::new(),
            Vec::clone(&others),
            "沿革",
        );
        desk.press("7 z");
        let screen = desk.screen();
        for shown in [
            "62/68",
            "91.1%",
            "2020/10",
            "推定",
            "公表 14%",
            "公表 52%",
            "公表 32%",
            "公表値の残り 2%",
            "公表 43%",
            "公表 53%",
        ] {
            assert!(screen.contains(shown), "{shown}\n{screen}");
        }
        assert_eq!(
            bars(&screen),
            [(14, 9), (52, 32), (32, 20), (2, 1), (43, 27), (53, 33), (2, 1), (2, 1)],
            "{screen}"
        );
        desk.press("z enter");
        assert!(desk.screen().contains("送った施設の名が記録にありません"), "{}", desk.screen());
    }
}

#[test]
fn the_demo_shows_its_figures_by_kind_and_area_and_says_that_they_are_made_up() {
    let mut desk = Desk::demo_with_people(120, 40, Widths::Wide);
    desk.press("7");
    let screen = desk.screen();
    assert!(screen.contains("62/68") && screen.contains("見本") && screen.contains("関係者限り"), "{screen}");
    assert_eq!(&bars(&screen)[..4], [(14, 9), (52, 32), (32, 20), (2, 1)], "{screen}");
    assert!(screen.contains("【入浴】自宅") && !screen.contains("推定"), "{screen}");
    desk.press("f");
    let by_kind = desk.screen();
    assert!(by_kind.contains("種別ごと") && by_kind.contains("通所介護"), "{by_kind}");
    desk.press("f");
    assert!(desk.screen().contains("地区ごと"), "{}", desk.screen());
    desk.press("f");
    assert!(desk.screen().contains("全体"), "{}", desk.screen());
}

#[test]
fn a_fax_is_typed_with_a_digit_a_question_and_saved_with_one_key() {
    let mut desk = desk_of(vec![sent().into()]);
    desk.press("7 enter");
    let before = pane(&desk).institutions();
    assert_eq!(before.len(), 3);
    desk.press("enter");
    let screen = desk.screen();
    assert!(screen.contains("回答を入れる: 架空あおば"), "{screen}");
    // The question in full, and what the digits are.
    for shown in ["自事業所に陽性者", "1 平常通り営業  2 一部対応を検討", "4 未回答  0 無回答"]
    {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
    desk.press("1 2 1 3 1 3 1 3 1 0");
    assert!(desk.screen().contains("2 優先順位の高い方を対象にします"), "{}", desk.screen());
    desk.press("2 f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    let [answer] = &answers(&desk)[..] else { panic!("one answer") };
    let said = |code: &str| answer.said(code).join(" ");
    assert_eq!((said("request"), said("positive"), said("meal_here")), ("usual".into(), "partly".into(), "yes".into()));
    assert_eq!((said("meal_box"), said("phone")), ("ask".into(), String::new()), "0 is no answer");
    assert_eq!(said("remark"), "優先順位の高い方を対象にします");
    assert_eq!((answer.on, answer.way.as_str(), answer.by.as_str()), (Some(date(2026, 6, 12)), "fax", "中村"));
    assert_eq!(answer.facility, before[0]);
    // The same digits on the command line are the same answer.
    let typed = sent().typed("12131313102").expect("an answer");
    assert_eq!(answer.values, typed);
    // The next one that has not answered has the keys; the one that has goes behind.
    assert_eq!(pane(&desk).selected_institution(), Some(before[1]), "{}", desk.screen());
    assert_eq!(pane(&desk).institutions()[2], before[0]);
    assert!(desk.screen().contains("1/3 (33.3%)"), "{}", desk.screen());
    desk.press("u");
    assert!(answers(&desk).is_empty() && desk.screen().contains("0/3 (0.0%)"), "{}", desk.screen());
}

#[test]
fn going_back_and_mending_is_easy_and_full_width_digits_are_digits() {
    let mut desk = desk_of(vec![sent().into()]);
    desk.press("7 enter enter");
    desk.commit("１２");
    desk.press("up up 3");
    for c in ['3', '1', '1', '1', '1', '1', '1', '1', '1'] {
        desk.press(&c.to_string());
    }
    desk.commit("電話でお尋ねください 3時まで");
    desk.press("f2");
    let [answer] = &answers(&desk)[..] else { panic!("{}", desk.screen()) };
    assert_eq!((answer.said("request")[0].as_str(), answer.said("positive")[0].as_str()), ("closed", "usual"));
    assert_eq!(answer.said("remark"), ["電話でお尋ねください 3時まで"]);
    // Opened again it is mended, and stays one record.
    desk.press("end enter");
    assert!(desk.screen().contains("回答を直す: 架空あおば"), "{}", desk.screen());
    desk.press("2 f2");
    let [mended] = &answers(&desk)[..] else { panic!("one record") };
    assert_eq!((mended.said("request")[0].as_str(), mended.said("positive")[0].as_str()), ("partly", "usual"));
    desk.press("H");
    assert!(desk.screen().contains("全面休業 -> 一部対応を検討"), "{}", desk.screen());
}

#[test]
fn two_windows_type_at_once_and_the_rate_lives() {
    let mut desk = desk_of(vec![sent().into()]);
    desk.press("7 enter");
    let ids = pane(&desk).institutions();
    desk.press("enter 1");
    // Meanwhile another window saves two faxes, one of them of the institution that is being typed here.
    let other = |id: FacilityId| {
        let values = sent().typed("22000000000").expect("an answer");
        Put::Save(Record::Answer(Answer { values, by: "月丘".to_owned(), ..Answer::new(sent().id, id) }))
    };
    desk.written_by("月丘", vec![other(ids[1])]);
    desk.press("2 f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert!(desk.screen().contains("2/3 (66.6%)"), "{}", desk.screen());
    let selected = pane(&desk).selected_institution().expect("one");
    assert_eq!(selected, ids[2], "the only one that has not answered");
    desk.press("enter 3");
    desk.written_by("月丘", vec![other(ids[2])]);
    desk.press("f2");
    assert!(!desk.app.overlays().is_empty(), "both wrote the same answer: a person decides\n{}", desk.screen());
    let counted = tally(&sent(), &answers(&desk));
    assert_eq!((counted.answered, counted.rate.as_str()), (3, "100.0"));
}

#[test]
fn a_survey_is_sent_from_the_template_and_closed() {
    let mut desk = desk_of(Vec::new());
    desk.press("7");
    let screen = desk.screen();
    assert!(screen.contains("調査はまだありません") && screen.contains("renkei survey import"), "{screen}");
    desk.press("a");
    assert!(desk.screen().contains("通所介護事業所のサービス提供状況"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("ひな型の対象すべて  3施設"), "{}", desk.screen());
    desk.press("enter");
    let [survey] = &surveys(&desk)[..] else { panic!("{}", desk.screen()) };
    assert_eq!((survey.asked.len(), survey.on), (3, date(2026, 6, 12).into()));
    assert!(survey.published.is_none());
    assert_eq!(pane(&desk).selected(), Some(survey.id));
    desk.press("space");
    assert_eq!(surveys(&desk)[0].closed_on, Some(date(2026, 6, 12)));
    assert!(desk.screen().contains("締切"), "{}", desk.screen());
    desk.press("enter enter");
    assert!(desk.app.overlays().is_empty() && desk.screen().contains("締め切った調査です"), "{}", desk.screen());
    desk.press("space");
    assert!(surveys(&desk)[0].closed_on.is_some(), "not from the list of institutions");
    desk.press("esc space enter enter");
    assert!(surveys(&desk)[0].closed_on.is_none() && !desk.app.overlays().is_empty(), "{}", desk.screen());
    desk.press("1 f2 end delete");
    assert!(answers(&desk).is_empty(), "thrown away: {}", desk.screen());
    desk.press("u");
    assert_eq!(answers(&desk).len(), 1);
    desk.press("esc delete");
    assert!(!surveys(&desk).is_empty() && desk.screen().contains("回答のある調査は消せません"), "{}", desk.screen());
}

#[test]
fn one_that_was_asked_is_found_by_a_part_of_its_name() {
    let mut desk = desk_of(vec![sent().into()]);
    desk.press("7 /");
    desk.commit("つばさ");
    let screen = desk.screen();
    assert!(screen.contains("架空つばさ") && !screen.contains("架空あおば"), "{screen}");
    desk.press("enter");
    assert!(desk.screen().contains("回答を入れる: 架空つばさ"), "{}", desk.screen());
    desk.press("1 1 f2");
    assert_eq!(answers(&desk)[0].facility, FacilityId::from_bytes([3; 16]));
    // Kana that are typed on the pane look there too.
    desk.commit("診療所");
    assert!(desk.screen().contains("その名の施設は、この調査の対象にありません"), "{}", desk.screen());
}

#[test]
fn one_that_is_gone_from_the_register_still_counts() {
    let mut survey = sent();
    survey.asked.push(FacilityId::from_bytes([77; 16]));
    let values = survey.typed("22000000000").expect("an answer");
    let answer = Answer { values, ..Answer::new(survey.id, FacilityId::from_bytes([77; 16])) };
    let mut desk = desk_of(vec![survey.into(), answer.into()]);
    desk.press("7 f");
    assert!(desk.screen().contains("1/4 (25.0%)") || desk.screen().contains("1/4 25.0%"), "{}", desk.screen());
    desk.press("pagedown end enter end");
    let screen = desk.screen();
    assert!(screen.contains("台帳にない施設") && screen.contains("一部対応を検討"), "{screen}");
    desk.press("enter 1 f2");
    assert_eq!(answers(&desk)[0].said("request"), ["usual"]);
}

#[test]
fn text_goes_only_where_it_may_go() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("7 c");
    let screen = desk.screen();
    assert!(screen.contains("関係者限りの調査なので出せません"), "{screen}");
    desk.press("1");
    assert!(desk.clipboard.is_empty(), "nothing for the city's site: {}", desk.screen());
    let names: Vec<String> = {
        let registry = desk.app.context().registry;
        let ids = surveys(&desk)[0].asked.clone();
        ids.iter().filter_map(|id| registry.row(*id).map(|row| row.name.to_string())).collect()
    };
    let row = |desk: &Desk, wanted: &str| -> String {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains(wanted)).unwrap_or_else(|| panic!("{wanted}\n{screen}"));
        let at = line.find(wanted).expect("there");
        line[..at].chars().rfind(char::is_ascii_digit).expect("a digit").to_string()
    };
    desk.press("c");
    let key = row(&desk, "FAX一斉: 結果の文");
    desk.press(&key);
    let text = desk.clipboard.last().expect("copied").clone();
    assert!(text.contains("52%") && names.iter().all(|name| !text.contains(name.as_str())), "{text}");
    let witnessed = |desk: &Desk| desk.asked.iter().filter(|asked| matches!(asked, Effect::Witness { .. })).count();
    assert_eq!(witnessed(&desk), 0);
    desk.press("c");
    let key = row(&desk, "FAX一斉: 結果と、施設ごとの回答");
    desk.press(&key);
    let text = desk.clipboard.last().expect("copied").clone();
    assert!(names.iter().filter(|name| text.contains(name.as_str())).count() > 30, "{text}");
    assert_eq!(witnessed(&desk), 1, "a line of the audit says so");
}

#[test]
fn the_role_of_meetings_types_answers_and_who_only_reads_does_not() {
    let mut desk = Desk::for_role(renkei::domain::Role::Meetings, vec![sent().into()]);
    desk.press("7 enter enter");
    assert!(!desk.app.overlays().is_empty(), "{}", desk.screen());
    desk.press("esc esc");
    let mut desk = Desk::for_role(renkei::domain::Role::Read, vec![sent().into()]);
    desk.press("7 enter enter");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    desk.press("esc a");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    // Looking and copying need no leave.
    desk.press("c");
    assert!(!desk.app.overlays().is_empty(), "{}", desk.screen());
}

#[test]
fn every_size_and_both_languages() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        for widths in [Widths::Narrow, Widths::Wide] {
            let mut desk = Desk::demo_with_people(columns, rows, widths);
            for keys in ["7", "f", "z", "z", "enter", "down", "enter", "esc", "/", "esc", "c", "esc", "esc"] {
                desk.press(keys);
                let screen = desk.screen();
                if widths == Widths::Wide {
                    assert!(!screen.contains(['─', '│', '…', '○', '●']), "{keys}\n{screen}");
                }
            }
        }
    }
    let mut desk = Desk::demo_in(Language::En);
    desk.press("7");
    insta::assert_snapshot!("survey_en_80x24", desk.screen_with_cursor());
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = Desk::demo_with_people(columns, rows, Widths::Wide);
        desk.press("7");
        insta::assert_snapshot!(format!("survey_{columns}x{rows}"), desk.screen_with_cursor());
        desk.press("enter");
        insta::assert_snapshot!(format!("survey_asked_{columns}x{rows}"), desk.screen_with_cursor());
        desk.press("enter 2");
        insta::assert_snapshot!(format!("survey_answer_{columns}x{rows}"), desk.screen_with_cursor());
    }
}

#[test]
fn a_form_without_an_answer_is_no_answer() {
    let mut desk = desk_of(vec![sent().into()]);
    desk.press("7 enter enter f2");
    let screen = desk.screen();
    assert!(!desk.app.overlays().is_empty() && screen.contains("ここは空にできません"), "{screen}");
    assert!(desk.app.context().casebook.logbook().answers(sent().id).next().is_none(), "nothing is kept");
}
