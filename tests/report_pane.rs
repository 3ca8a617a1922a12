//! Pane 9 by its keys: every figure leads back to its records, each record to where it lives, and files say what the command line says.

mod desk;

use desk::Desk;
use renkei::app::Shown;
use renkei::domain::figures::FiscalYear;
use renkei::domain::report::{Shape, Traced};
use renkei::exchange::demo;
use renkei::exchange::export::report as export;
use renkei::message::{Effect, FileFormat, Outlet};
use renkei::paint::Widths;
use renkei::pane::report::ReportPane;
use renkei::words::{Language, Words};

fn pane(desk: &Desk) -> &ReportPane {
    let Shown::Report(pane) = desk.app.shown() else { panic!("{}", desk.screen()) };
    pane
}

/// Goes to a figure.
fn to(desk: &mut Desk, code: &str) {
    desk.press("9 home");
    let at = pane(desk).codes().position(|other| other == code).unwrap_or_else(|| panic!("{code}"));
    for _ in 0..at {
        desk.press("down");
    }
    assert_eq!(pane(desk).selected(), Some(code), "{}", desk.screen());
}

#[test]
fn every_figure_is_traced_by_one_key_to_the_records_of_the_command_line() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let facilities = demo::city(desk::now().today()).facilities;
    let year = FiscalYear::of(desk::now().today());
    // As `renkei report --trace` counts: over the whole records of the register.
    let report = desk.app.context().casebook.report(year, &facilities);
    desk.press("9");
    let codes: Vec<String> = pane(&desk).codes().map(str::to_owned).collect();
    assert!(codes.len() >= 60, "{}", codes.len());
    for figure in report.shown().filter(|figure| !figure.code.starts_with("tag.") || figure.amount() > 0) {
        assert!(codes.contains(&figure.code), "{} cannot be selected", figure.code);
    }
    let mut traced = 0;
    for (at, code) in codes.iter().enumerate() {
        assert_eq!(pane(&desk).selected(), Some(code.as_str()), "{at}");
        let figure = report.traceable(code).unwrap_or_else(|| panic!("{code}"));
        desk.press("enter");
        let shown = pane(&desk).traced();
        assert_eq!(shown.len(), figure.records.len(), "{code}");
        assert_eq!(shown.iter().map(|(amount, _)| u64::from(*amount)).sum::<u64>(), figure.amount(), "{code}");
        assert_eq!(shown.iter().map(|(_, met)| u64::from(*met)).sum::<u64>(), figure.met(), "{code}");
        if shown.is_empty() {
            assert!(desk.screen().contains("元になる記録はありません"), "{code}: {}", desk.screen());
        } else {
            traced += 1;
            let screen = desk.screen();
            let value = export::value(&figure, Words::of(Language::Ja));
            assert!(screen.contains(&value) && screen.contains(&format!("元の記録 {}件", shown.len())), "{screen}");
            assert!(!screen.contains("消えた記録"), "{code}: {screen}");
            desk.press("esc");
        }
        desk.press("down");
    }
    assert!(traced >= 40, "{traced}");
}

#[test]
fn a_record_is_opened_where_it_lives() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let year = FiscalYear::of(desk::now().today());
    let facilities = demo::city(desk::now().today()).facilities;
    let report = desk.app.context().casebook.report(year, &facilities);
    let first = |code: &str| report.figure(code).expect("a figure").records[0].what;

    to(&mut desk, "meetings");
    desk.press("enter enter");
    let Traced::Meeting(meeting) = first("meetings") else { panic!("a meeting") };
    let Shown::Meetings(log) = desk.app.shown() else { panic!("{}", desk.screen()) };
    assert_eq!(log.selected(), Some(meeting));
    // Back on the report the records are still there.
    desk.press("9");
    assert!(!pane(&desk).traced().is_empty());
    desk.press("esc");

    to(&mut desk, "surveys");
    desk.press("enter enter");
    let Traced::Survey(survey) = first("surveys") else { panic!("a survey") };
    let Shown::Surveys(surveys) = desk.app.shown() else { panic!("{}", desk.screen()) };
    assert_eq!(surveys.selected(), Some(survey));
    desk.press("9 esc");

    to(&mut desk, "published");
    desk.press("enter enter");
    assert!(matches!(desk.app.shown(), Shown::Publications(_)), "{}", desk.screen());
    desk.press("9 esc");

    to(&mut desk, "registry.partner");
    desk.press("enter enter");
    let Traced::Facility(facility) = first("registry.partner") else { panic!("a facility") };
    assert!(matches!(desk.app.shown(), Shown::Facilities(_)), "{}", desk.screen());
    assert_eq!(desk.selected(), Some(facility));
    desk.press("9 esc");

    to(&mut desk, "stays.admissions");
    desk.press("enter enter");
    assert!(matches!(desk.app.shown(), Shown::Tasks(_)), "{}", desk.screen());
    desk.press("9 esc");

    to(&mut desk, "actions");
    desk.press("enter enter");
    assert!(matches!(desk.app.shown(), Shown::Meetings(_)), "{}", desk.screen());
    desk.press("9 esc");

    to(&mut desk, "cards");
    desk.press("enter");
    let looked = desk.asked.iter().filter(|asked| matches!(asked, Effect::Witness { action: "view", .. })).count();
    assert_eq!(looked, 2, "that persons and stays were looked through is written down");
    desk.press("enter");
    assert_eq!(desk.app.overlays().len(), 1, "the card, or the reason it asks for: {}", desk.screen());
    desk.press("esc");
    assert!(!pane(&desk).traced().is_empty(), "the report lies under it");
}

#[test]
fn years_are_turned_with_the_arrows_and_never_beyond_the_next() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("9");
    assert!(desk.screen().contains("令和8年度 (2026)"), "{}", desk.screen());
    desk.press("left");
    assert!(desk.screen().contains("令和7年度 (2025)"), "{}", desk.screen());
    let before = pane(&desk).report().expect("counted").figure("meetings").expect("there").amount();
    desk.press("right right right right");
    assert!(desk.screen().contains("令和9年度 (2027)"), "{}", desk.screen());
    desk.press("left");
    let report = pane(&desk).report().expect("counted");
    let meetings = report.figure("meetings").expect("there");
    assert_eq!(report.before(meetings).expect("a year before").amount(), before);
}

#[test]
fn the_report_follows_what_others_write() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    to(&mut desk, "surveys.rate");
    let met = |desk: &Desk| pane(desk).report().expect("counted").figure("surveys.rate").expect("there").met();
    assert_eq!(met(&desk), 62);
    let log = desk.app.context().casebook.logbook();
    let survey = log.surveys().next().expect("one").clone();
    let open = survey.asked.iter().find(|id| log.answer(survey.id, **id).is_none()).copied().expect("six");
    let answer = renkei::domain::Answer::new(survey.id, open);
    desk.written_by("月丘", vec![renkei::port::Put::Save(answer.into())]);
    assert_eq!(met(&desk), 63);
    assert!(desk.screen().contains("92.6%") && pane(&desk).selected() == Some("surveys.rate"), "{}", desk.screen());
}

#[test]
fn files_say_what_the_command_line_says_and_name_nobody() {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let facilities = demo::city(desk::now().today()).facilities;
    let report = desk.app.context().casebook.report(FiscalYear::of(desk::now().today()), &facilities);
    let centre = demo::city(desk::now().today()).centre.name;
    let words = Words::of(Language::Ja);
    let wanted = [
        (FileFormat::Txt, export::text(&report, &centre, words)),
        (FileFormat::Html, export::html(&report, &centre, words)),
        (FileFormat::Md, export::markdown(&report, &centre, words)),
        (FileFormat::Csv, format!("\u{feff}{}", export::csv(&report, words))),
    ];
    let names: Vec<String> = desk.app.context().casebook.persons().map(|person| person.name.clone()).collect();
    for (n, (wanted, text)) in wanted.into_iter().enumerate() {
        desk.press(&format!("9 c {}", n + 1));
        let Some(Effect::WriteFile { format, text: written, .. }) = desk.asked.pop() else {
            panic!("{}", desk.screen())
        };
        assert_eq!((format, &written.0), (wanted, &text));
        assert!(names.iter().all(|name| !text.contains(name.as_str())));
    }
    to(&mut desk, "cards");
    desk.press("enter c 1");
    let Some(Effect::Release { outlet: Outlet::File { format, text }, records, note }) = desk.asked.pop() else {
        panic!("{}", desk.screen())
    };
    let cards = report.figure("cards").expect("there");
    assert_eq!((format, records.len() as u64, note.as_str()), (FileFormat::Csv, cards.amount(), "report csv"));
    assert_eq!(text.0.lines().count(), cards.records.len() + 1);
    assert!(cards.shape == Shape::Count && names.iter().all(|name| !text.0.contains(name.as_str())));
    // On the screen they are named, and covered by the key that covers.
    let screen = desk.screen();
    let named: Vec<&String> = names.iter().filter(|name| screen.contains(name.as_str())).collect();
    assert!(!named.is_empty(), "{screen}");
    desk.press("*");
    let covered = desk.screen();
    assert!(named.iter().all(|name| !covered.contains(name.as_str())), "{covered}");
}

#[test]
fn an_empty_store_says_how_to_begin() {
    let mut desk = Desk::with(80, 24, Widths::Wide, Vec::new(), Vec::new(), "架空");
    desk.press("9");
    assert!(desk.screen().contains("まだ数える記録がありません"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("元になる記録はありません"), "{}", desk.screen());
    for keys in ["c", "esc", "left", "tab", "backtab", "end", "pageup", "F", "esc", "a", "esc"] {
        desk.press(keys);
        desk.screen();
    }
}

#[test]
fn who_only_reads_reads_it() {
    let mut desk = Desk::for_role(renkei::domain::Role::Read, Vec::new());
    to(&mut desk, "registry.size");
    desk.press("enter");
    assert_eq!(pane(&desk).traced().len(), 650, "{}", desk.screen());
}

#[test]
fn every_size_and_both_languages() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20), (40, 10)] {
        for widths in [Widths::Narrow, Widths::Wide] {
            let mut desk = Desk::demo_with_people(columns, rows, widths);
            for keys in
                ["9", "end", "home", "tab", "tab", "pagedown", "enter", "end", "esc", "c", "esc", "left", "backtab"]
            {
                desk.press(keys);
                let screen = desk.screen();
                if widths == Widths::Wide {
                    assert!(!screen.contains(['─', '│', '…', '○', '●']), "{keys}\n{screen}");
                }
            }
        }
    }
    let mut desk = Desk::demo_in(Language::En);
    desk.press("9 tab");
    insta::assert_snapshot!("report_en_80x24", desk.screen_with_cursor());
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = Desk::demo_with_people(columns, rows, Widths::Wide);
        desk.press("9");
        insta::assert_snapshot!(format!("report_{columns}x{rows}"), desk.screen_with_cursor());
        to(&mut desk, "meetings");
        desk.press("enter");
        insta::assert_snapshot!(format!("report_trace_{columns}x{rows}"), desk.screen_with_cursor());
    }
}
