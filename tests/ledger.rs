//! Publications and where to ask, on the screen: nothing goes out that may name somebody, and a worry leads to the desk that helps.

mod desk;

use desk::Desk;
use jiff::civil::{Date, date};
use renkei::app::{Overlay, Shown};
use renkei::domain::meeting::{Line, Mark, Meeting};
use renkei::domain::publication;
use renkei::domain::{Guide, MeetingId, Publication, Publicity};
use renkei::exchange::export::paste;
use renkei::message::Effect;
use renkei::paint::Widths;
use renkei::pane::publication::{Entry, PublicationPane};
use renkei::port::{EntityKind, Put, Record};
use renkei::words::{Language, Words};

const TODAY: Date = date(2026, 6, 12);

fn pane(desk: &Desk) -> &PublicationPane {
    let Shown::Publications(pane) = desk.app.shown() else { panic!("{}", desk.screen()) };
    pane
}

fn published(desk: &Desk) -> Vec<Publication> {
    let mut all = Vec::new();
    desk.store.scan(EntityKind::Publication, &mut |record| all.extend(record.into_publication())).expect("readable");
    all
}

fn guides(desk: &Desk) -> Vec<Guide> {
    let mut all = Vec::new();
    desk.store.scan(EntityKind::Guide, &mut |record| all.extend(record.into_guide())).expect("readable");
    all
}

fn of_id(desk: &Desk, one: &Publication) -> Publication {
    published(desk).into_iter().find(|other| other.id == one.id).expect("there")
}

/// Somebody whom the demo's centre knows.
fn somebody(desk: &Desk) -> String {
    let persons = desk.app.context().casebook.by_reading();
    persons.first().expect("the demo has people").name.clone()
}

fn desk() -> Desk {
    let mut desk = Desk::demo_with_people(80, 24, Widths::Wide);
    desk.press("6");
    desk
}

/// The form of a new question: no question of a meeting is taken up.
fn add_question(desk: &mut Desk, asked: &str, answer: &str) -> Publication {
    let before: Vec<_> = published(desk).iter().map(|one| one.id).collect();
    desk.press("a 1");
    if matches!(desk.app.overlays().last(), Some(Overlay::Choice(_))) {
        desk.press("1");
    }
    desk.fill("asked", asked);
    desk.fill("answer", answer);
    desk.fill("answered_by", "介護高齢課");
    desk.fill("publicity", "公開");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    let new = published(desk).into_iter().find(|one| !before.contains(&one.id)).expect("written");
    assert_eq!(pane(desk).selected(), Some(Entry::Publication(new.id)), "one goes on with what was added");
    new
}

#[test]
fn a_name_in_an_answer_holds_it_up_until_it_is_mended() {
    let mut desk = desk();
    let name = somebody(&desk);
    let new = add_question(&mut desk, "送迎は続けてよいか", &format!("{name}さんの例では続けました。"));
    assert_eq!(new.number, Some(1), "the first of its series");
    // The list says so, and the detail says which words.
    let screen = desk.screen();
    assert!(screen.contains("だれかが分かるおそれ") && screen.contains("氏名"), "{screen}");
    // Nothing is copied for any place.
    desk.press("c");
    for digit in ["1", "2", "3", "4", "5"] {
        desk.press(digit);
    }
    assert!(desk.clipboard.is_empty() && matches!(desk.app.overlays().last(), Some(Overlay::Paste(_))));
    assert!(desk.screen().contains("止めています"), "{}", desk.screen());
    assert!(!desk.app.log().iter().any(|said| said.contains(&name)), "no message names anybody");
    // Nor is it marked as posted.
    desk.press("esc space");
    desk.fill("post_place", "市ホームページ");
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    desk.press("esc");
    if matches!(desk.app.overlays().last(), Some(Overlay::Confirm(_))) {
        desk.press("right right enter");
    }
    while !desk.app.overlays().is_empty() {
        desk.press("esc");
    }
    assert!(of_id(&desk, &new).posts.is_empty());
    // Mended, it goes.
    desk.press("e");
    desk.fill("answer", "");
    for _ in 0..60 {
        desk.press("backspace");
    }
    desk.commit("かかりつけ医へ電話で相談し、続けます。");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    desk.press("c 1");
    let text = desk.clipboard.last().expect("copied").clone();
    assert!(text.contains("問1 送迎は続けてよいか") && !text.contains(&name), "{text}");
    desk.press("space");
    desk.fill("post_place", "市ホームページ");
    desk.fill("post_on", "6/10");
    desk.press("f2");
    let posted = of_id(&desk, &new);
    assert_eq!(posted.posts.len(), 1, "{}", desk.screen());
    assert_eq!((posted.posts[0].place.as_str(), posted.posts[0].on.day()), ("city_site", Some(date(2026, 6, 10))));
    assert!(desk.screen().contains("市ホームページ 6/10"), "{}", desk.screen());
    desk.press("u");
    assert!(of_id(&desk, &new).posts.is_empty(), "one undo takes the posting back");
}

#[test]
fn what_may_stand_goes_out_with_a_reason_and_another_text_is_looked_at_anew() {
    let mut desk = desk();
    let new = add_question(&mut desk, "架空田さんの例", "架空の例です。");
    desk.press("space");
    desk.fill("post_place", "FAX一斉");
    desk.fill("cleared_why", "架空の例と分かる");
    desk.press("f2");
    let posted = of_id(&desk, &new);
    let cleared = posted.cleared.clone().expect("somebody looked at it");
    assert_eq!((cleared.by.as_str(), cleared.why.as_str(), cleared.on), ("中村", "架空の例と分かる", TODAY));
    desk.press("e");
    desk.fill("source", "市");
    desk.press("f2");
    assert!(of_id(&desk, &new).cleared.is_some(), "the text is the same");
    desk.press("e");
    desk.fill("answer", "別の答え。");
    desk.press("f2");
    assert!(of_id(&desk, &new).cleared.is_none(), "{}", desk.screen());
}

#[test]
fn the_pasted_text_is_the_one_of_the_command_line_and_names_nobody() {
    let mut desk = Desk::demo_with_people(120, 40, Widths::Wide);
    desk.press("6");
    let words = Words::of(Language::Ja);
    let names: Vec<String> = desk.app.context().casebook.persons().map(|person| person.name.clone()).collect();
    let (mut copied, mut narrower) = (0, 0);
    for one in published(&desk) {
        while pane(&desk).selected() != Some(Entry::Publication(one.id)) {
            desk.press("down");
        }
        for (at, place) in publication::places().iter().enumerate() {
            let before = desk.clipboard.len();
            desk.press("c");
            desk.press(&(at + 1).to_string());
            if one.publicity > place.publicity {
                assert_eq!(desk.clipboard.len(), before, "{}", desk.screen());
                desk.press("esc");
                narrower += 1;
                continue;
            }
            let text = desk.clipboard.last().expect("copied");
            assert_eq!(
                (desk.clipboard.len(), text),
                (before + 1, &paste::publication(&one, place, desk.app.centre(), words))
            );
            assert!(names.iter().all(|name| !text.contains(name.as_str())), "{text}");
            copied += 1;
        }
        desk.press("home");
    }
    assert!(copied > 10 && narrower > 0, "{copied} {narrower}");
}

fn asking(n: u8, anonymous: bool, asked: &str) -> Meeting {
    let question =
        Line { mark: Mark::Question, text: asked.to_owned(), task: None, number: None, of: None, who: None, due: None };
    Meeting {
        id: MeetingId::from_bytes([n; 16]),
        kind: "providers".to_owned(),
        title: "事業者の集い".to_owned(),
        on: TODAY.into(),
        publicity: Publicity::Open,
        anonymous,
        lines: vec![question],
        ..Meeting::default()
    }
}

#[test]
fn a_question_of_a_meeting_is_offered_until_it_is_taken_up() {
    let mut desk = Desk::with_care(
        80,
        24,
        Widths::Wide,
        Vec::new(),
        Vec::new(),
        vec![asking(1, false, "送迎はどうするか").into()],
        "架空",
    );
    desk.press("6 a 1");
    assert!(desk.screen().contains("送迎はどうするか"), "{}", desk.screen());
    desk.press("2");
    desk.fill("answer", "個別に送迎します。");
    desk.press("f2");
    let [one] = &published(&desk)[..] else { panic!("{}", desk.screen()) };
    let question = one.question.as_ref().expect("a question");
    assert_eq!((question.asked.as_str(), question.answered_on), ("送迎はどうするか", Some(TODAY)));
    assert_eq!(
        (one.meeting, one.number, one.publicity),
        (Some(MeetingId::from_bytes([1; 16])), Some(1), Publicity::Open)
    );
    desk.press("a 1");
    assert!(
        matches!(desk.app.overlays().last(), Some(Overlay::Form(_))),
        "nothing is left to be offered: {}",
        desk.screen()
    );
}

#[test]
fn what_comes_of_a_meeting_about_cases_shows_its_question_when_it_is_opened_and_nobody_passes_a_name_over() {
    let mut desk = Desk::with_care(
        80,
        24,
        Widths::Wide,
        Vec::new(),
        Vec::new(),
        vec![asking(1, true, "山田さんの例はどうするか").into()],
        "架空",
    );
    desk.press("6 a 1");
    assert!(!desk.screen().contains("山田"), "{}", desk.screen());
    desk.press("2");
    let seen = desk.asked.iter().filter(|effect| matches!(effect, Effect::Witness { action: "open", .. })).count();
    assert_eq!(seen, 1, "that it was looked at is written down");
    desk.fill("answer", "よく聞く。");
    desk.press("f2 space");
    let Some(Overlay::Form(form)) = desk.app.overlays().last() else { panic!("{}", desk.screen()) };
    assert!(form.draft().place("cleared_why").is_none(), "there is nothing to be said for it");
    desk.fill("post_place", "市ホームページ");
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    assert!(published(&desk)[0].posts.is_empty());
}

#[test]
fn from_a_worry_to_the_desk_that_helps() {
    let mut desk = desk();
    desk.commit("どこに相談したらいいか");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Ask(_))), "{}", desk.screen());
    let wanted = guides(&desk).into_iter().find(|guide| guide.worry.starts_with("どこに相談")).expect("in the demo");
    let facility = wanted.desks[0].facility.expect("in the register");
    let row = desk.app.context().registry.row(facility).expect("a row");
    let (name, phone) = (row.name.to_string(), row.phone.to_string());
    let phones: Vec<String> =
        desk.facility(facility).expect("there").phones().iter().map(|phone| phone.display().to_owned()).collect();
    let screen = desk.screen();
    assert!(screen.contains(&name) && screen.contains(&phone), "{screen}");
    // From the search itself the contact is copied.
    desk.press("f4 1");
    assert!(desk.clipboard.last().is_some_and(|copied| phones.contains(copied)), "{}", desk.screen());
    desk.press("enter");
    assert_eq!(pane(&desk).selected(), Some(Entry::Guide(wanted.id)), "{}", desk.screen());
    assert!(desk.screen().contains(&phone), "{}", desk.screen());
    desk.press("c 1");
    assert_eq!(desk.clipboard.len(), 2, "{}", desk.screen());
    desk.press("enter enter");
    assert!(matches!(desk.app.shown(), Shown::Facilities(_)), "{}", desk.screen());
    assert_eq!(desk.selected(), Some(facility));
}

#[test]
fn everything_that_was_ever_answered_or_asked_is_searched_at_once() {
    let mut desk = desk();
    desk.press("/");
    desk.commit("送迎");
    let screen = desk.screen();
    assert!(screen.contains("利用者が発熱した時") && screen.contains("個別に送迎します"), "{screen}");
    desk.press("ctrl-u");
    desk.commit("自動車の修理工場");
    assert!(desk.screen().contains("近いものがありません"), "{}", desk.screen());
    desk.press("enter f4 esc");
    assert!(desk.app.overlays().is_empty() && desk.clipboard.is_empty());
}

#[test]
fn a_worry_is_added_edited_and_confirmed() {
    let mut desk = desk();
    let before = guides(&desk).len();
    desk.press("a 2 f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "a worry needs its desk: {}", desk.screen());
    desk.fill("worry", "夜に眠れない");
    desk.fill("words", "不眠 夜間");
    desk.fill("desk1.facility", "薬局");
    desk.press("enter");
    desk.fill("desk1.why", "薬のことはまず薬局へ");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    let made = |desk: &Desk| guides(desk).into_iter().find(|guide| guide.worry.starts_with("夜に眠れない"));
    let new = made(&desk).expect("written");
    assert_eq!((guides(&desk).len(), new.words.len(), new.confirmed_on), (before + 1, 2, Some(TODAY)));
    assert!(new.desks[0].facility.is_some());
    assert_eq!(pane(&desk).selected(), Some(Entry::Guide(new.id)), "one goes on with what was added");
    desk.press("home");
    desk.commit("不眠");
    desk.press("enter e");
    desk.fill("confirmed_on", "6/1");
    desk.press("f2");
    assert_eq!(made(&desk).expect("there").confirmed_on, Some(date(2026, 6, 1)), "{}", desk.screen());
    desk.press("o");
    assert_eq!(made(&desk).expect("there").confirmed_on, Some(TODAY), "{}", desk.screen());
    desk.press("f8");
    assert_eq!(guides(&desk).len(), before);
    desk.press("u");
    assert_eq!(guides(&desk).len(), before + 1);
}

#[test]
fn notices_run_on_and_the_list_is_narrowed_by_kind() {
    let mut desk = desk();
    let all = pane(&desk).entries().len();
    desk.press("f");
    let rows = desk.screen();
    assert!(rows.contains("事務連絡  3件") && rows.contains("相談先 (窓口)  10件"), "{rows}");
    desk.press("2");
    assert!(pane(&desk).entries().iter().all(|entry| matches!(entry, Entry::Guide(_))));
    desk.press("esc");
    assert_eq!(pane(&desk).entries().len(), all);
    // The next of its series.
    desk.press("a 3");
    desk.fill("series", "感染症に関する汐凪市からの事務連絡");
    desk.fill("title", "次の知らせ");
    desk.press("f2");
    let new = published(&desk).into_iter().find(|one| one.title == "次の知らせ").expect("written");
    assert_eq!((new.kind.as_str(), new.number), ("notice", Some(4)));
    assert!(desk.screen().contains("下書き"), "{}", desk.screen());
}

#[test]
fn a_question_without_an_answer_is_published_nowhere() {
    let mut desk = desk();
    let new = add_question(&mut desk, "だれが答えるか", "");
    assert!(desk.screen().contains("未回答"), "{}", desk.screen());
    desk.press("space");
    desk.fill("post_place", "市ホームページ");
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    assert!(of_id(&desk, &new).posts.is_empty());
}

#[test]
fn an_empty_pane_says_how_it_begins() {
    let mut desk = Desk::with(80, 24, Widths::Wide, Vec::new(), Vec::new(), "架空");
    desk.press("6");
    let screen = desk.screen();
    assert!(screen.contains("発行の記録も相談先もまだありません") && screen.contains("で種類を選びます"), "{screen}");
    desk.press("down enter space e f8 c H o");
    assert!(matches!(desk.app.shown(), Shown::Publications(_)));
}

#[test]
fn whoever_may_only_read_asks_and_pastes_and_writes_nothing() {
    let mut desk = Desk::read_only();
    desk.press("6");
    let before = desk.last_seq();
    desk.commit("どこに相談したらいいか");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Ask(_))), "{}", desk.screen());
    desk.press("esc c 2");
    assert_eq!(desk.clipboard.len(), 1, "{}", desk.screen());
    for keys in ["a 1", "e", "space"] {
        desk.press(keys);
        assert!(!matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{keys}: {}", desk.screen());
        while !desk.app.overlays().is_empty() {
            desk.press("esc");
        }
    }
    assert_eq!(desk.last_seq(), before);
}

#[test]
fn whom_others_add_meanwhile_holds_a_text_up_too() {
    let mut desk = desk();
    let new = add_question(&mut desk, "どう支えるか", "架空塚 常世の家族と話しました。");
    let mut person =
        renkei::domain::Person::new(renkei::domain::PersonId::from_bytes([9; 16]), "架空塚 常世".to_owned());
    person.fictional = true;
    desk.written_elsewhere(vec![Put::Save(Record::Person(person))]);
    desk.press("c 1");
    assert!(desk.clipboard.is_empty(), "{:?}", desk.clipboard);
    desk.press("esc space");
    desk.fill("post_place", "市ホームページ");
    desk.press("f2");
    assert!(of_id(&desk, &new).posts.is_empty(), "{}", desk.screen());
}

#[test]
fn the_pane_looks_like_this() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
        for language in [Language::Ja, Language::En] {
            let mut desk = Desk::demo_on(language, columns, rows);
            desk.press("6");
            let name = |part: &str| format!("{part}_{columns}x{rows}_{language}");
            insta::assert_snapshot!(name("ledger"), desk.screen_with_cursor());
            desk.press("end enter");
            insta::assert_snapshot!(name("worry"), desk.screen_with_cursor());
            desk.press("esc /");
            insta::assert_snapshot!(name("ask"), desk.screen_with_cursor());
            desk.press("esc home c");
            insta::assert_snapshot!(name("paste"), desk.screen_with_cursor());
        }
    }
}

#[test]
fn a_shared_ending_is_no_likeness() {
    let mut desk = desk();
    let asked = |desk: &mut Desk, worry: &str| {
        desk.press("/");
        desk.commit(worry);
        let screen = desk.screen();
        desk.press("esc");
        screen
    };
    let sleepless = asked(&mut desk, "眠れない");
    assert!(!sleepless.contains("薬が飲みきれない"), "{sleepless}");
    let moneyless = asked(&mut desk, "お金がない");
    assert!(!moneyless.contains("介護の準備がない"), "{moneyless}");
}
