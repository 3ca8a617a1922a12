//! Each act of the pane of stays by its keys, over the demo city with its people: what the store holds after it, and what the screen says.

mod desk;

use desk::{Desk, now};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use renkei::app::Overlay;
use renkei::domain::checklist::{Duty, Phase};
use renkei::domain::disclosure::{Ground, Way};
use renkei::domain::episode::{EndReason, flow};
use renkei::domain::task::{Done, NotNeeded, TaskState};
use renkei::domain::{Disclosure, Episode, EpisodeId, Task, TaskId};
use renkei::keymap::Scope;
use renkei::model::casebook::{Line, Order, Sieve, Status};
use renkei::paint::Widths;
use renkei::pane::task::{Entry, Mode, Reach, TaskPane};
use renkei::port::{EntityKind, Put, Record};

/// The FAX number of the rehabilitation hospital in the demo city's register, and of the hospital by the shrine.
const FAX_OF_REHAB: &str = "03-0229-7426";
const FAX_OF_KANEMORI: &str = "03-0188-3429";

fn desk() -> Desk {
    Desk::demo_with_people(80, 24, Widths::Wide)
}

fn today() -> Date {
    now().today()
}

fn board(desk: &Desk) -> &TaskPane {
    desk.app.shown_tasks().expect("a pane of tasks is on the screen")
}

fn listed(desk: &Desk) -> Vec<TaskId> {
    let lines = board(desk).list.entries().iter().filter_map(|entry| match *entry {
        Entry::Line(task) => Some(task),
        _ => None,
    });
    lines.collect()
}

/// The last stay of somebody of the demo.
fn stay_of(desk: &Desk, name: &str) -> Episode {
    let book = desk.app.context().casebook;
    let person = book.persons().find(|person| person.name == name).unwrap_or_else(|| panic!("nobody is called {name}"));
    book.stays_of(person.id).max_by_key(|stay| stay.admitted_on).expect("was in a hospital").clone()
}

/// A task as the store has it.
fn task(desk: &Desk, stay: EpisodeId, code: &str) -> Task {
    let id = TaskId::of_item(stay, code);
    match desk.store.get(EntityKind::Task, id.to_bytes()).expect("readable") {
        Some(Record::Task(task)) => task,
        other => panic!("{code}: {other:?}"),
    }
}

fn line(desk: &Desk, task: TaskId) -> Line {
    desk.app.context().casebook.board().line(task).expect("has a line").clone()
}

/// Moves to a line of what is shown.
fn to_line(desk: &mut Desk, task: TaskId) {
    desk.press("home");
    for _ in 0..board(desk).list.lines() {
        if board(desk).list.selected() == Some(task) {
            return;
        }
        desk.press("down");
    }
    assert_eq!(board(desk).list.selected(), Some(task), "{}", desk.screen());
}

/// From wherever one is to the checklist of a stay: the board of everything, a line of it, Enter.
fn open_checklist(desk: &mut Desk, stay: EpisodeId) {
    desk.press("2 esc esc");
    let of_stay =
        listed(desk).into_iter().find(|task| line(desk, *task).stay == Some(stay)).expect("something is open");
    to_line(desk, of_stay);
    desk.press("enter");
    assert_eq!(board(desk).mode, Mode::Checklist(stay));
}

/// To the line of an item in the checklist of a stay.
fn to_item(desk: &mut Desk, stay: EpisodeId, code: &str) {
    open_checklist(desk, stay);
    to_line(desk, TaskId::of_item(stay, code));
}

fn fill(desk: &mut Desk, field: &str, text: &str) {
    desk.fill(field, text);
}

fn assert_says(desk: &Desk, text: &str) {
    // A line of the screen may be broken anywhere.
    let screen: String = desk.screen().chars().filter(|c| !c.is_whitespace()).collect();
    assert!(screen.contains(&text.replace(' ', "")), "{text:?} is not on the screen:\n{}", desk.screen());
}

fn disclosures(desk: &Desk, stay: EpisodeId) -> Vec<Disclosure> {
    desk.app.context().casebook.disclosures().filter(|sent| sent.episode == Some(stay)).cloned().collect()
}

/// Every line of the casebook, in the order of the tasks.
fn lines(desk: &Desk) -> Vec<Line> {
    let book = desk.app.context().casebook;
    let mut lines: Vec<Line> = book.tasks().filter_map(|task| book.board().line(task.id)).cloned().collect();
    lines.sort_by_key(|line| line.task);
    lines
}

#[test]
fn the_day_begins_with_what_is_due() {
    let desk = desk();
    assert_eq!(board(&desk).reach, Reach::Today);
    assert_eq!(desk.app.scope(), Scope::Board);
    let last = today() + 3.days();
    assert!(!listed(&desk).is_empty());
    for task in listed(&desk) {
        let due = line(&desk, task).due;
        assert!(due.is_some_and(|due| due <= last), "{due:?}");
    }
    let (first, second) = (desk.screen(), Desk::demo(80, 24, Widths::Wide).screen());
    assert!(first.contains("超過"), "{first}");
    assert!(!second.contains("超過"), "with nobody there one begins with the facilities:\n{second}");
}

#[test]
fn the_numbers_show_the_panes() {
    let mut desk = desk();
    desk.press("1");
    assert!(desk.app.shown_tasks().is_none());
    desk.press("2");
    assert_eq!(board(&desk).reach, Reach::All);
    desk.press("0");
    assert_eq!(board(&desk).reach, Reach::Today);
    desk.press("shift-f1");
    assert!(desk.app.shown_tasks().is_none());
}

#[test]
fn counts_in_the_title_are_those_of_the_lines() {
    let mut desk = desk();
    desk.press("2");
    let due: Vec<Option<Date>> = listed(&desk).into_iter().map(|task| line(&desk, task).due).collect();
    let count = |wanted: &dyn Fn(Date) -> bool| due.iter().flatten().filter(|day| wanted(**day)).count();
    let wanted = format!(
        "超過{}  今日{}  7日以内{}",
        count(&|day| day < today()),
        count(&|day| day == today()),
        count(&|day| day > today() && day <= today() + 7.days())
    );
    assert_says(&desk, &wanted);
    assert_says(&desk, "入院中14名");
}

#[test]
fn space_on_advice_is_done_at_once_and_u_opens_it_again() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A02");
    desk.press("space");
    let done = task(&desk, stay.id, "A02");
    let done = done.done().expect("done");
    assert_eq!((done.on, done.by.as_str()), (today(), "中村"));
    assert_says(&desk, "[レ]");
    desk.press("u");
    assert_eq!(desk.export(), before);
    assert!(task(&desk, stay.id, "A02").is_open());
}

#[test]
fn space_on_what_is_done_opens_it_again() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A02");
    desk.press("space space");
    assert!(task(&desk, stay.id, "A02").is_open());
    assert_eq!(desk.app.overlays().len(), 0);
}

#[test]
fn what_is_done_leaves_the_board_and_the_next_line_is_selected() {
    let mut desk = desk();
    desk.press("2");
    let first = listed(&desk);
    let advice = first.iter().position(|task| line(&desk, *task).duty == Duty::Guide).expect("advice");
    to_line(&mut desk, first[advice]);
    desk.press("space");
    assert_eq!(listed(&desk).len(), first.len() - 1);
    assert_eq!(board(&desk).list.selected(), first.get(advice + 1).copied());
}

#[test]
fn a_duty_asks_for_its_evidence_and_takes_none_but_words() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A03");
    desk.press("space");
    assert_eq!(desk.app.scope(), Scope::Form);
    desk.press("f2");
    assert_says(&desk, "ここは空にできません");
    assert_eq!(desk.app.overlays().len(), 1, "it stays open");
    assert!(task(&desk, stay.id, "A03").is_open());
    assert_eq!(desk.export(), before);
    desk.commit("連携室の雲居野さんへ手渡し");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0);
    let done = task(&desk, stay.id, "A03");
    let done = done.done().expect("done").clone();
    assert_eq!((done.on, done.by.as_str(), done.evidence.as_str()), (today(), "中村", "連携室の雲居野さんへ手渡し"));
    assert_says(&desk, "連携室の雲居野さんへ手渡し");
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn no_key_but_save_and_a_chosen_answer_ends_a_typed_evidence() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A03");
    desk.press("space");
    desk.commit("手渡し");
    for key in ["enter", "enter", "enter", "enter", "enter", "home", "up", "up", "up", "up", "end"] {
        desk.press(key);
        assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{key}: {}", desk.screen());
    }
    desk.press("space enter");
    assert_says(&desk, "手渡し");
    assert!(task(&desk, stay.id, "A03").is_open(), "Enter writes nothing");
    desk.press("esc");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Confirm(_))), "Esc asks");
    desk.press("enter");
    assert_says(&desk, "手渡し");
    desk.press("f2");
    assert_eq!(task(&desk, stay.id, "A03").done().map(|done| done.evidence.clone()).as_deref(), Some("手渡し"));
}

#[test]
fn a_day_to_come_is_no_evidence_and_a_day_before_is() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A03");
    desk.press("space");
    desk.commit("手渡し");
    fill(&mut desk, "done_on", "明日");
    desk.press("f2");
    assert_says(&desk, "今日より先の日にはできません");
    fill(&mut desk, "done_on", "昨日");
    desk.press("f2");
    assert_eq!(task(&desk, stay.id, "A03").done().map(|done| done.on), Some(today() - 1.day()));
}

#[test]
fn f8_sets_aside_with_the_name_of_who_said_it() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A05");
    desk.press("f8");
    match task(&desk, stay.id, "A05").state {
        TaskState::NotNeeded { on, why: NotNeeded::Said(why) } => {
            assert_eq!(on, today());
            assert!(why.contains("中村"), "{why}");
        }
        other => panic!("{other:?}"),
    }
    assert_says(&desk, "[- ]");
    desk.press("f8");
    assert_says(&desk, "Space で元に戻せます");
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn history_tells_who_did_what_to_the_line() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A02");
    desk.press("space H");
    assert_says(&desk, "履歴: 入院をケアマネへ連絡");
    assert_says(&desk, "中村");
    desk.press("esc");
    assert_eq!(board(&desk).mode, Mode::Checklist(stay.id));
}

#[test]
fn filter_and_order_change_nothing_behind_a_checklist() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    open_checklist(&mut desk, stay.id);
    let before = (board(&desk).order, board(&desk).sieve.clone());
    for key in ["f6", "f7"] {
        desk.press(key);
        assert_says(&desk, "Esc で一覧に戻ります");
    }
    assert_eq!((board(&desk).order, board(&desk).sieve.clone()), before);
}

#[test]
fn a_key_of_the_facilities_says_where_it_works() {
    let mut desk = desk();
    desk.press("2 ctrl-t");
    assert_says(&desk, "施設の一覧で使います");
    desk.press("?");
    assert_says(&desk, "担当、病院、時期");
}

#[test]
fn f4_copies_what_and_when_and_nobodys_name() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A02");
    desk.press("f4");
    let copied = desk.clipboard.last().expect("copied").clone();
    assert_eq!(copied, "入院した事をケアマネ(要支援は包括)へ連絡する 6/13頃");
    assert_says(&desk, "写しました");

    desk.press("m 7");
    fill(&mut desk, "text", "鐘撞さん(カネツキ)の長女へ電話");
    fill(&mut desk, "due", "6/15");
    desk.press("f2");
    let by_hand = listed(&desk).into_iter().find(|task| line(&desk, *task).phase.is_none()).expect("is listed");
    to_line(&mut desk, by_hand);
    desk.press("ctrl-c");
    assert_eq!(desk.clipboard.last().map(String::as_str), Some("手書きの用件 6/15頃"));
}

#[test]
fn filters_show_only_what_they_say() {
    let mut desk = desk();
    desk.press("2");
    let all = listed(&desk);
    let is_duty = |desk: &Desk, task: &TaskId| line(desk, *task).duty == Duty::Must;

    desk.press("f6 2 esc");
    let wanted: Vec<TaskId> = all.iter().filter(|task| is_duty(&desk, task)).copied().collect();
    assert!(!wanted.is_empty() && wanted.len() < all.len());
    assert_eq!(listed(&desk), wanted);
    assert_says(&desk, "必須のみ");
    desk.press("esc");
    assert_eq!(listed(&desk), all, "Esc takes the filter off");

    desk.press("f6 4 esc");
    let wanted: Vec<TaskId> =
        all.iter().filter(|task| line(&desk, **task).phase == Some(Phase::Admission)).copied().collect();
    assert!(!wanted.is_empty());
    assert_eq!(listed(&desk), wanted);
    desk.press("f6 2 esc");
    assert_eq!(listed(&desk), wanted.iter().filter(|task| is_duty(&desk, task)).copied().collect::<Vec<_>>());
    desk.press("esc");

    // The hospitals stand below the phases.
    desk.press("f6 end space esc");
    let key = board(&desk).sieve.hospital.clone().expect("a hospital");
    let book = desk.app.context().casebook;
    let of = |task: &TaskId| {
        line(&desk, *task).stay.and_then(|stay| book.stay(stay)).map(renkei::model::Casebook::hospital_key)
    };
    assert!(!listed(&desk).is_empty());
    assert_eq!(listed(&desk), all.iter().filter(|task| of(task) == Some(key.clone())).copied().collect::<Vec<_>>());
    desk.press("f6 delete esc");
    assert_eq!(listed(&desk), all);
}

#[test]
fn mine_is_what_is_assigned_to_me() {
    let mut desk = desk();
    desk.press("2 f6 1 esc");
    assert_says(&desk, "条件に合うものはありません");
    desk.press("esc");
    let stay = stay_of(&desk, "鐘撞 茂");
    let mine = Task { assignee: Some("中村".to_owned()), ..task(&desk, stay.id, "A05") };
    desk.written_elsewhere(vec![Put::Save(Record::Task(mine.clone()))]);
    desk.press("f6 1 esc");
    assert_eq!(listed(&desk), [mine.id]);
    assert_says(&desk, "自分のみ");
}

#[test]
fn orders_are_by_day_by_person_and_by_hospital() {
    let mut desk = desk();
    desk.press("2");
    let by_due = listed(&desk);
    let days: Vec<Option<Date>> = by_due.iter().map(|task| line(&desk, *task).due).collect();
    assert!(days.windows(2).all(|pair| match (pair[0], pair[1]) {
        (Some(a), Some(b)) => a <= b,
        (Some(_) | None, None) => true,
        (None, Some(_)) => false,
    }));
    for order in [Order::Person, Order::Hospital] {
        desk.press("f7");
        assert_eq!(board(&desk).order, order);
        let mut sorted = (listed(&desk), by_due.clone());
        sorted.0.sort();
        sorted.1.sort();
        assert_eq!(sorted.0, sorted.1, "nothing is lost or doubled by {order}");
        let heads = board(&desk).list.entries().iter().filter_map(|entry| match *entry {
            Entry::Person(person, _) => Some(person.to_string()),
            Entry::Hospital(stay, _) => {
                desk.app.context().casebook.stay(stay).map(renkei::model::Casebook::hospital_key)
            }
            _ => None,
        });
        let heads: Vec<String> = heads.collect();
        let distinct: std::collections::BTreeSet<&String> = heads.iter().collect();
        assert_eq!(distinct.len(), heads.len(), "each heading once");
        assert!(heads.len() > 3);
    }
    desk.press("f7");
    assert_eq!(listed(&desk), by_due);
}

#[test]
fn calendar_and_zoom_open_and_close() {
    let mut desk = desk();
    desk.press("2");
    let plain = desk.screen();
    desk.press("C");
    assert_says(&desk, "2026年6月");
    desk.press("right right left");
    assert_says(&desk, "2026年7月");
    desk.press("left left");
    assert_says(&desk, "2026年5月");
    desk.press("esc");
    assert_eq!(desk.screen(), plain);
    desk.press("z");
    assert_ne!(desk.screen(), plain);
    desk.press("z");
    assert_eq!(desk.screen(), plain);
}

#[test]
fn the_figures_are_a_page() {
    let mut desk = desk();
    let seq = desk.last_seq();
    desk.press("F");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Page(_))));
    assert_says(&desk, "2026年度");
    desk.press("esc");
    assert_eq!(desk.app.overlays().len(), 0);
    assert_eq!(desk.last_seq(), seq);
}

/// Admits somebody new to the rehabilitation hospital.
fn admit(desk: &mut Desk) -> EpisodeId {
    desk.press("f5");
    fill(desk, "person.name", "試験 はな");
    fill(desk, "person.kana", "シケン ハナ");
    fill(desk, "person.birth_date", "S15.3.1");
    fill(desk, "person.care_level", "要介護2");
    fill(desk, "admitted_on", "今日");
    fill(desk, "admitted_at", "9:00");
    fill(desk, "hospital", "ほかげ");
    desk.press("enter");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    stay_of(desk, "試験 はな").id
}

#[test]
fn an_admission_brings_its_tasks_and_one_undo_takes_everything_away() {
    let mut desk = desk();
    desk.press("2");
    let before = desk.export();
    let stay = admit(&mut desk);
    let book = desk.app.context().casebook;
    let record = book.stay(stay).expect("there").clone();
    assert_eq!(record.admitted_on, today());
    let name = record.hospital.and_then(|id| desk.facility(id)).map(|facility| facility.name().to_owned());
    assert!(name.is_some_and(|name| name.contains("リハビリテーション")));
    let tasks = book.tasks_of(stay).len();
    assert!((30..=45).contains(&tasks), "{tasks} tasks");
    assert_eq!(board(&desk).mode, Mode::Checklist(stay), "its checklist is open");
    assert_says(&desk, "試験 はな 様");
    let selected = board(&desk).list.selected().expect("a line");
    assert!(line(&desk, selected).due.is_some_and(|due| due <= today()), "on what is due first");
    desk.press("u");
    assert_eq!(desk.export(), before);
    assert_eq!(board(&desk).mode, Mode::Board);
}

#[test]
fn an_admission_wants_a_name_and_a_day() {
    let mut desk = desk();
    let seq = desk.last_seq();
    desk.press("2 f5 f2");
    assert_says(&desk, "ここは空にできません");
    fill(&mut desk, "person.name", "試験 はな");
    desk.press("f2");
    assert_says(&desk, "ここは空にできません");
    assert_eq!(desk.last_seq(), seq);
    fill(&mut desk, "admitted_on", "ごみ");
    desk.press("f2");
    assert_says(&desk, "日付として読めません");
}

#[test]
fn a_readmission_takes_over_what_still_holds() {
    let mut desk = desk();
    let before = desk.export();
    let former = stay_of(&desk, "灯台 誠");
    assert_eq!(former.end.map(|end| end.reason), Some(EndReason::Home));
    open_checklist(&mut desk, former.id);
    desk.press("m 1");
    fill(&mut desk, "admitted_on", "今日");
    fill(&mut desk, "hospital", "ほかげ");
    desk.press("enter f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    let stay = stay_of(&desk, "灯台 誠");
    assert_eq!((stay.after, stay.person), (Some(former.id), former.person));
    assert_eq!(stay.community_contact, former.community_contact);
    assert_eq!(board(&desk).mode, Mode::Checklist(stay.id));
    let former_tasks = desk.app.context().casebook.tasks_of(former.id);
    let calm: Vec<&Task> =
        former_tasks.into_iter().filter(|task| matches!(task.code(), Some("P01" | "P02" | "P03" | "P05"))).collect();
    assert!(calm.iter().any(|task| task.done().is_some()));
    for before in calm {
        assert_eq!(task(&desk, stay.id, before.code().expect("an item")).state, before.state);
    }
    assert!(task(&desk, stay.id, "A03").is_open());
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn another_variant_brings_items_in_and_changed_back_nothing_is_lost_or_doubled() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "凪浜 静江");
    open_checklist(&mut desk, stay.id);
    let (plain, count) = (listed(&desk), |desk: &Desk| desk.app.context().casebook.tasks_of(stay.id).len());
    let tasks = count(&desk);
    desk.press("e");
    fill(&mut desk, "eol", "はい");
    desk.press("f2");
    assert!(listed(&desk).len() > plain.len(), "{}", desk.screen());
    assert!(task(&desk, stay.id, "E01").is_open());
    let more = count(&desk);
    assert!(more > tasks);
    desk.press("e");
    fill(&mut desk, "eol", "いいえ");
    desk.press("f2");
    assert_eq!(listed(&desk), plain);
    assert_eq!(count(&desk), more, "what came in is kept, and not shown");
    assert_eq!(line(&desk, TaskId::of_item(stay.id, "E01")).status, Status::NotApplicable);
    desk.press("e");
    fill(&mut desk, "eol", "はい");
    desk.press("f2");
    assert_eq!(count(&desk), more);
    desk.press("u u u");
    assert_eq!(desk.export(), before);
}

#[test]
fn a_day_of_discharge_is_typed_in_any_way_seen_before_it_is_decided_and_taken_back_by_one_undo() {
    for (typed, day, rush) in
        [("6/20", date(2026, 6, 20), false), ("R8.6.20", date(2026, 6, 20), false), ("明日", date(2026, 6, 13), true)]
    {
        let mut desk = desk();
        let before = desk.export();
        let stay = stay_of(&desk, "糸車 サチ");
        open_checklist(&mut desk, stay.id);
        desk.press("t");
        desk.commit(typed);
        assert_says(&desk, "動く期限");
        assert_says(&desk, &format!("{}/{:02}", day.month(), day.day()));
        assert_eq!(desk.screen().contains("急な退院として"), rush, "{}", desk.screen());
        assert_says(&desk, "日付なし ->");
        assert_eq!(desk.export(), before, "looking writes nothing");
        desk.press("f2");
        assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
        let moved = stay_of(&desk, "糸車 サチ");
        assert_eq!((moved.discharge_planned_on, moved.discharge_decided_on), (Some(day), Some(today())));
        assert_eq!(moved.variant.rush, rush);
        desk.press("u");
        assert_eq!(desk.export(), before);
    }
}

#[test]
fn the_rush_that_is_offered_can_be_refused() {
    let mut desk = desk();
    let stay = stay_of(&desk, "糸車 サチ");
    open_checklist(&mut desk, stay.id);
    desk.press("t");
    desk.commit("明日");
    desk.press("down down space f2");
    let moved = stay_of(&desk, "糸車 サチ");
    assert_eq!((moved.discharge_planned_on, moved.variant.rush), (Some(date(2026, 6, 13)), false));
}

#[test]
fn a_day_that_cannot_be_is_refused_and_stays_typed() {
    let mut desk = desk();
    let seq = desk.last_seq();
    let stay = stay_of(&desk, "糸車 サチ");
    open_checklist(&mut desk, stay.id);
    desk.press("t");
    desk.commit("いつか");
    desk.press("f2");
    assert_says(&desk, "日付として読めません");
    desk.press("ctrl-u");
    desk.commit("2026-01-01");
    desk.press("f2");
    assert_says(&desk, "入院日より前です");
    desk.press("esc");
    assert_eq!((desk.app.overlays().len(), desk.last_seq()), (0, seq));
}

#[test]
fn what_another_session_wrote_meanwhile_is_not_overwritten() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    to_item(&mut desk, stay.id, "A03");
    desk.press("space");
    desk.commit("手渡し");
    let done = Done { on: today(), at: None, by: "月丘".to_owned(), evidence: "FAXした".to_owned() };
    desk.written_by("月丘", vec![Put::Save(Record::Task(flow::check(&task(&desk, stay.id, "A03"), done.clone())))]);
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Conflict(_))), "{}", desk.screen());
    assert_says(&desk, "FAXした");
    assert_eq!(task(&desk, stay.id, "A03").done(), Some(&done), "a stale save is a conflict, and overwrites nothing");

    // What is no part of the form is kept beside what is typed.
    let mut desk = self::desk();
    to_item(&mut desk, stay.id, "A03");
    desk.press("space");
    desk.commit("手渡し");
    let theirs = Task { note: "月丘が電話済み".to_owned(), ..task(&desk, stay.id, "A03") };
    desk.written_by("月丘", vec![Put::Save(Record::Task(theirs))]);
    desk.press("f2");
    let both = task(&desk, stay.id, "A03");
    assert_eq!(
        (both.note.as_str(), both.done().map(|done| done.evidence.as_str())),
        ("月丘が電話済み", Some("手渡し"))
    );

    // Of the box of the discharge: another session was quicker than the journal.
    let mut desk = self::desk();
    let stay = stay_of(&desk, "糸車 サチ");
    open_checklist(&mut desk, stay.id);
    desk.press("t");
    desk.commit("6/20");
    desk.written_before_the_journal_comes(vec![Put::Save(Record::Episode(Episode {
        note: "月丘".to_owned(),
        ..stay.clone()
    }))]);
    desk.press("f2");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Moving(_))), "it stays open: {}", desk.screen());
    assert_eq!(stay_of(&desk, "糸車 サチ").discharge_planned_on, None);
    assert_says(&desk, "ほかの人");
    desk.press("f2");
    let moved = stay_of(&desk, "糸車 サチ");
    assert_eq!((moved.discharge_planned_on, moved.note.as_str()), (Some(date(2026, 6, 20)), "月丘"));
}

#[test]
fn a_change_of_another_session_is_on_the_screen() {
    let mut desk = desk();
    desk.press("2");
    let stay = stay_of(&desk, "鐘撞 茂");
    let id = TaskId::of_item(stay.id, "A02");
    assert!(listed(&desk).contains(&id));
    let done = Done { on: today(), at: None, by: "月丘".to_owned(), evidence: "電話".to_owned() };
    let theirs = flow::check(&task(&desk, stay.id, "A02"), done);
    desk.written_by("月丘", vec![Put::Save(Record::Task(theirs))]);
    assert!(!listed(&desk).contains(&id));
    to_item(&mut desk, stay.id, "A02");
    assert_says(&desk, "月丘");
}

#[test]
fn a_fax_goes_only_to_the_number_of_the_register_that_was_read_back() {
    let mut desk = desk();
    let stay = admit(&mut desk);
    let before = desk.export();
    desk.press("m 3");
    fill(&mut desk, "contents", "基本情報、生活");
    fill(&mut desk, "consent_on", "今日");
    desk.press("f2");
    assert_says(&desk, "台帳の番号と違います");
    fill(&mut desk, "read_back", "03-0229-7427");
    desk.press("f2");
    assert_says(&desk, "台帳の番号と違います");
    assert_eq!(desk.export(), before);
    fill(&mut desk, "read_back", "０３－０２２９－７４２６");
    fill(&mut desk, "consent_on", "");
    desk.press("f2");
    assert_says(&desk, "同意のない理由を書いてください");
    fill(&mut desk, "consent_on", "今日");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    let sent = disclosures(&desk, stay);
    let [sent] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!((sent.way, sent.read_back, sent.by.as_str()), (Way::Fax, true, "中村"));
    assert_eq!(sent.number.as_ref().map(|number| number.display().to_owned()).as_deref(), Some(FAX_OF_REHAB));
    assert_eq!(sent.ground, Ground::Consent(today()));
    let done = task(&desk, stay, "A03");
    let done = done.done().expect("the sheet was sent");
    assert!(done.evidence.contains(FAX_OF_REHAB) && done.evidence.contains("リハビリテーション"), "{}", done.evidence);
    assert!(task(&desk, stay, "A04").is_open(), "a FAX wants its receipt");

    let sent_only = desk.export();
    desk.press("m 4");
    fill(&mut desk, "receipt_at", "16:30");
    desk.press("f2");
    assert_says(&desk, "ここは空にできません");
    fill(&mut desk, "receipt_by", "風待");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    let done = task(&desk, stay, "A04");
    let done = done.done().expect("received");
    assert_eq!((done.evidence.as_str(), done.at), ("風待", Some(jiff::civil::time(16, 30, 0, 0))));
    assert_eq!(disclosures(&desk, stay).len(), 1);
    desk.press("u");
    assert_eq!(desk.export(), sent_only);
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn a_day_without_a_reason_ends_nothing_and_says_so() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "星降 武");
    open_checklist(&mut desk, stay.id);
    desk.press("m 0");
    fill(&mut desk, "end_on", "今日");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 1, "{}", desk.screen());
    assert_says(&desk, "ここは空にできません");
    assert_eq!(desk.export(), before);
}

#[test]
fn a_receipt_in_the_same_act_proves_both() {
    let mut desk = desk();
    let stay = admit(&mut desk);
    desk.press("m 3");
    for (field, text) in
        [("contents", "基本情報"), ("read_back", FAX_OF_REHAB), ("consent_on", "今日"), ("receipt_by", "風待")]
    {
        fill(&mut desk, field, text);
    }
    desk.press("f2");
    assert!(task(&desk, stay, "A03").done().is_some() && task(&desk, stay, "A04").done().is_some());
}

#[test]
fn a_hospital_without_a_fax_number_gets_no_fax() {
    let mut desk = desk();
    let stay = stay_of(&desk, "鐘撞 茂");
    open_checklist(&mut desk, stay.id);
    desk.press("m 3");
    fill(&mut desk, "contents", "基本情報");
    fill(&mut desk, "read_back", FAX_OF_KANEMORI);
    desk.press("f2");
    assert_says(&desk, "台帳にFAX番号がありません");
    assert!(disclosures(&desk, stay.id).is_empty());
    fill(&mut desk, "way", "手渡し");
    fill(&mut desk, "reason", "急変、家族が口頭で了承");
    desk.press("f2");
    assert_eq!(disclosures(&desk, stay.id).len(), 1, "{}", desk.screen());
    assert!(task(&desk, stay.id, "A03").done().is_some());
    assert!(task(&desk, stay.id, "A04").done().is_some(), "what is handed over is received");
}

#[test]
fn a_death_makes_the_rest_not_needed_and_u_takes_it_back() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "星降 武");
    open_checklist(&mut desk, stay.id);
    desk.press("m 0");
    fill(&mut desk, "end_reason", "死亡");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    let book = desk.app.context().casebook;
    assert_eq!(book.stay(stay.id).and_then(|stay| stay.end).map(|end| end.reason), Some(EndReason::Death));
    assert!(book.tasks_of(stay.id).iter().all(|task| !task.is_open()));
    let tasks = book.tasks_of(stay.id);
    let by_end =
        |task: &&&Task| matches!(task.state, TaskState::NotNeeded { why: NotNeeded::Ended(EndReason::Death), .. });
    assert!(tasks.iter().filter(by_end).count() > 5);
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn a_discharge_home_keeps_what_follows_it() {
    let mut desk = desk();
    let before = desk.export();
    let stay = stay_of(&desk, "凪浜 静江");
    open_checklist(&mut desk, stay.id);
    desk.press("m 0");
    fill(&mut desk, "end_reason", "自宅");
    desk.press("f2");
    for code in ["F01", "F02", "F03", "F05", "F06"] {
        let id = TaskId::of_item(stay.id, code);
        assert!(task(&desk, stay.id, code).is_open(), "{code}");
        assert!(line(&desk, id).due.is_some_and(|due| due >= today()), "{code}");
    }
    desk.press("esc");
    let of_stay = Sieve { stay: Some(stay.id), ..Sieve::default() };
    assert!(!desk.app.context().casebook.board().list(&of_stay).is_empty(), "they stay on the board");
    desk.press("u");
    assert_eq!(desk.export(), before);
}

#[test]
fn a_conference_is_written_down_with_who_took_part() {
    let mut desk = desk();
    let stay = stay_of(&desk, "凪浜 静江");
    open_checklist(&mut desk, stay.id);
    desk.press("m 5");
    fill(&mut desk, "kind", "カンファレンス");
    fill(&mut desk, "participants", "だれか 汐凪市民病院 山田");
    desk.press("f2");
    assert_says(&desk, "職種の一覧にない職種があります");
    fill(&mut desk, "participants", "");
    desk.press("backspace");
    desk.commit("病院の看護師 汐凪市民病院 山田 花");
    desk.press("enter");
    desk.commit("ケアマネ - 木霊");
    desk.press("f2");
    assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
    let book = desk.app.context().casebook;
    let talk = book.talks_of(stay.id).find(|talk| talk.on == today()).expect("noted");
    let who: Vec<(&str, &str)> =
        talk.participants.iter().map(|one| (one.profession.as_str(), one.name.as_str())).collect();
    assert_eq!(who, [("hospital_nurse", "山田 花"), ("care_manager", "木霊")]);
}

#[test]
fn nothing_of_the_pane_is_changed_by_looking() {
    let mut desk = desk();
    let seq = desk.last_seq();
    for keys in [
        "0 down enter esc",
        "2 pagedown enter down down esc",
        "m esc",
        "t esc",
        "e esc",
        "f5 esc",
        "C esc",
        "F esc",
        "H esc",
        "L esc",
    ] {
        desk.press(keys);
        assert_eq!(desk.app.overlays().len(), 0, "{keys}");
    }
    desk.press("space");
    assert!(desk.last_seq() == seq || desk.app.overlays().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn moving_a_discharge_there_and_back_restores_every_line(days in proptest::collection::vec(0_i32..60, 1..4)) {
        let mut desk = desk();
        let stay = stay_of(&desk, "凪浜 静江");
        let (before, known) = (lines(&desk), stay.discharge_planned_on.expect("known"));
        open_checklist(&mut desk, stay.id);
        for day in days.into_iter().map(|days| today() + days.days()).chain([known]) {
            desk.press("t ctrl-e ctrl-u");
            desk.commit(&day.to_string());
            desk.press("f2");
            prop_assert_eq!(desk.app.overlays().len(), 0, "{}", desk.screen());
        }
        prop_assert_eq!(lines(&desk), before);
    }

    #[test]
    fn as_many_undos_as_acts_restore_the_bytes(acts in proptest::collection::vec((0_u8..5, 0_usize..40, 0_i32..30), 1..8)) {
        let mut desk = desk();
        let before = desk.export();
        let groups = |desk: &Desk| desk.store.history(99).expect("readable").len();
        let first = groups(&desk);
        for (act, downs, days) in acts {
            desk.press("2 esc esc home");
            for _ in 0..downs {
                desk.press("down");
            }
            match act {
                0 => {
                    desk.press("space");
                    if desk.app.scope() == Scope::Form {
                        desk.commit("証拠");
                        desk.press("f2");
                    }
                }
                1 => desk.press("f8"),
                2 => {
                    desk.press("t ctrl-e ctrl-u");
                    desk.commit(&(today() + days.days()).to_string());
                    desk.press("f2");
                }
                3 => {
                    desk.press("m 7");
                    fill(&mut desk, "text", "電話する");
                    desk.press("f2");
                }
                _ => {
                    desk.press("e");
                    fill(&mut desk, "note", &format!("メモ{days}"));
                    desk.press("f2");
                }
            }
            while !desk.app.overlays().is_empty() {
                desk.press("esc");
                if matches!(desk.app.overlays().last(), Some(Overlay::Confirm(_))) {
                    desk.press("right right enter");
                }
            }
        }
        for _ in first..groups(&desk) {
            desk.press("u");
        }
        prop_assert_eq!(desk.export(), before);
    }
}
