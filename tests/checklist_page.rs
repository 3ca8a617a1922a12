//! The page for a newcomer shows the screens that the program draws. `RENKEI_BLESS=1 cargo test --test checklist_page` writes them anew.

mod desk;

use std::fs;
use std::path::Path;

use desk::Desk;
use renkei::domain::TaskId;
use renkei::words::Language;
use rstest::rstest;

/// The screens of the path from the admission to the figures, by the names that the page calls them.
fn screens(language: Language) -> Vec<(&'static str, String)> {
    let mut desk = Desk::demo_in(language);
    let mut screens = Vec::new();
    let mut keep = |name, desk: &Desk| {
        let lines: Vec<String> = desk.screen().lines().map(|line| line.trim_end().to_owned()).collect();
        screens.push((name, lines.join("\n")));
    };
    keep("today", &desk);

    desk.press("f5");
    desk.fill("person.name", "試験 はな");
    desk.fill("person.kana", "シケン ハナ");
    desk.fill("person.birth_date", "S15.3.1");
    desk.fill("person.care_level", "care2");
    desk.fill("admitted_on", "今日");
    desk.fill("admitted_at", "9:00");
    desk.fill("hospital", "ほかげ");
    keep("hospital", &desk);
    desk.press("enter f2");
    keep("checklist", &desk);

    let stay = {
        let book = desk.app.context().casebook;
        let person = book.persons().find(|person| person.name == "試験 はな").expect("was admitted");
        book.stays_of(person.id).next().expect("her stay").id
    };
    let to_item = |desk: &mut Desk, code: &str| {
        desk.press("home");
        let wanted = TaskId::of_item(stay, code);
        for _ in 0..60 {
            if desk.app.shown_tasks().and_then(|pane| pane.list.selected()) == Some(wanted) {
                return;
            }
            desk.press("down");
        }
        panic!("{code} is not in the checklist: {}", desk.screen());
    };
    to_item(&mut desk, "P05");
    desk.press("space");
    desk.commit("本人と長男、口頭で");
    keep("evidence", &desk);
    desk.press("f2");
    to_item(&mut desk, "A02");
    desk.press("space");

    desk.press("m");
    keep("acts", &desk);
    desk.press("2 f2 m 2");
    keep("sheet", &desk);
    desk.press("8");
    desk.fill("consent_on", "今日");
    desk.fill("read_back", "03-0229-7426");
    keep("sending", &desk);
    desk.press("f2 m 4");
    desk.fill("receipt_by", "風待");
    desk.press("f2 t");
    desk.commit("6/22");
    desk.press("f2 t ctrl-e ctrl-u");
    desk.commit("6/24");
    keep("moving", &desk);
    desk.press("f2 m 5");
    desk.fill("kind", "conference");
    let who: [&str; 5] = if language == Language::Ja {
        ["病院の看護師 リハ病院 風待", "在宅医 - 汐見", "訪問看護の看護師 - 潮", "薬局の薬剤師 - 凪", "ケアマネ - 木霊"]
    } else {
        [
            "Hospital nurse リハ病院 風待",
            "Home doctor - 汐見",
            "Visiting nurse - 潮",
            "Community pharmacist - 凪",
            "Care manager - 木霊",
        ]
    };
    desk.fill("participants", "");
    for (at, one) in who.into_iter().enumerate() {
        if at > 0 {
            desk.press("enter");
        }
        desk.commit(one);
    }
    keep("conference", &desk);
    desk.press("f2 m 0");
    desk.fill("end_reason", "home");
    desk.press("f2");
    to_item(&mut desk, "F01");
    keep("after", &desk);
    desk.press("F");
    keep("figures", &desk);
    screens
}

#[rstest]
#[case("checklist.ja.md", Language::Ja)]
#[case("checklist.md", Language::En)]
fn the_page_shows_the_screens_of_the_program(#[case] file: &str, #[case] language: Language) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/docs").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut made = text.clone();
    for (name, screen) in screens(language) {
        let begin = format!("<!-- screen: {name} -->\n```text\n");
        let Some((before, rest)) = made.split_once(&begin) else { continue };
        let (_, after) = rest.split_once("\n```\n").unwrap_or_else(|| panic!("{file}: {name} has no end"));
        made = format!("{before}{begin}{screen}\n```\n{after}");
    }
    assert!(made.matches("<!-- screen: ").count() >= 8, "{file} shows the path");
    #[expect(clippy::disallowed_methods, reason = "the way to rewrite the page; the program does not read it")]
    let bless = std::env::var_os("RENKEI_BLESS").is_some();
    if bless {
        fs::write(&path, made).expect("the page can be written");
        return;
    }
    assert!(text == made, "{file}: run RENKEI_BLESS=1 cargo test --test checklist_page");
}
