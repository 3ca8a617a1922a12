//! Meetings: what they agree on is one thing to do, wherever it is looked at.

mod desk;

use std::sync::Arc;

use desk::Desk;
use jiff::civil::{Date, date};
use renkei::app::Overlay;
use renkei::domain::meeting::Meeting;
use renkei::domain::task::{Done, Origin, TaskState};
use renkei::domain::{MeetingId, Task, TaskId};
use renkei::form;
use renkei::message::Effect;
use renkei::model::Casebook;
use renkei::model::casebook::{ActionRow, IssueState, Sieve};
use renkei::paint::Widths;
use renkei::port::{EntityKind, Put, Record};
use renkei::words::{Language, Words};

const TODAY: Date = date(2026, 6, 12);

fn words() -> &'static Words {
    Words::of(Language::Ja)
}

/// A meeting of providers with this text.
fn written(meeting: &Meeting, text: &str) -> Meeting {
    form::meeting_facts(meeting, &[("lines".to_owned(), text.to_owned())], TODAY).expect("a text")
}

fn meeting(n: u8, on: Date, text: &str) -> Meeting {
    let begun = Meeting {
        id: MeetingId::from_bytes([n; 16]),
        kind: "providers".to_owned(),
        title: "事業者の集い".to_owned(),
        on: on.into(),
        ..Meeting::default()
    };
    written(&begun, text)
}

/// A casebook to which changes are written as the store would.
struct Book(Casebook);

impl Book {
    fn new() -> Self {
        Self(Casebook::build(Arc::new(renkei::rulebook::builtin()), TODAY, Vec::new()))
    }

    /// Writes it with what follows from it; gives that back.
    fn write(&mut self, put: Put) -> Vec<Put> {
        let puts = self.0.complete(vec![put], words());
        let mut records: Vec<Record> = self.0.tasks().cloned().map(Record::Task).collect();
        records.extend(self.0.logbook().meetings().cloned().map(Record::Meeting));
        for put in &puts {
            let (kind, key) = put.target();
            records.retain(|record| (record.kind(), record.key()) != (kind, key));
            records.extend(put.saved().cloned().map(|mut record| {
                record.set_rev(record.rev() + 1);
                record
            }));
        }
        self.0 = Casebook::build(self.0.rulebook().clone(), TODAY, records);
        puts
    }

    fn save(&mut self, record: impl Into<Record>) -> Vec<Put> {
        self.write(Put::Save(record.into()))
    }

    fn meeting(&self) -> &Meeting {
        self.0.logbook().meetings_by_day()[0]
    }

    fn task(&self, text: &str) -> &Task {
        self.0.tasks().find(|task| self.0.text_of(task) == text).unwrap_or_else(|| panic!("{text}"))
    }
}

fn done(task: &Task) -> Task {
    let done = Done { on: TODAY, at: None, by: "中村".to_owned(), evidence: String::new() };
    Task { state: TaskState::Done(done), ..task.clone() }
}

fn kinds(puts: &[Put]) -> Vec<EntityKind> {
    puts.iter().map(|put| put.target().0).collect()
}

const TEXT: &str = "! 夜のたん吸引\n- 長男は日中のみ\n> 候補を家族へ説明 @中村 6/12\n> 診療情報を送る @病棟 あさって\n! 薬の管理\n= 退院は20日";

#[test]
fn an_action_is_one_task_on_the_board_and_in_the_log() {
    let mut book = Book::new();
    let puts = book.save(meeting(1, TODAY, TEXT));
    assert_eq!(kinds(&puts), [EntityKind::Meeting, EntityKind::Task, EntityKind::Task]);
    let sent = book.task("診療情報を送る").clone();
    assert_eq!(sent.assignee.as_deref(), Some("病棟"));
    let Origin::Action { due, meeting, .. } = &sent.origin else { panic!("an action") };
    assert_eq!((*due, *meeting), (Some(date(2026, 6, 14)), book.meeting().id));
    let board: Vec<TaskId> = book.0.board().list(&Sieve::default());
    assert_eq!(board, [book.task("候補を家族へ説明").id, sent.id]);
    let log: Vec<Option<TaskId>> = book.0.actions(book.meeting()).iter().map(|action| action.line.task).collect();
    assert_eq!(log, board.into_iter().map(Some).collect::<Vec<_>>());
}

#[test]
fn ticked_on_the_board_it_is_ticked_in_the_log_and_writes_the_task_alone() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    let puts = book.save(done(book.task("診療情報を送る")));
    assert_eq!(kinds(&puts), [EntityKind::Task]);
    assert_eq!(book.0.meeting_count(book.meeting()).open, 1);
    let puts = book.save(Task { state: TaskState::Open, ..book.task("診療情報を送る").clone() });
    assert_eq!(kinds(&puts), [EntityKind::Task]);
    assert_eq!(book.0.meeting_count(book.meeting()).open, 2);
}

#[test]
fn a_day_moved_on_the_board_is_moved_in_the_text() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    let mut task = book.task("診療情報を送る").clone();
    let Origin::Action { due, .. } = &mut task.origin else { panic!("an action") };
    *due = Some(date(2026, 6, 30));
    task.assignee = Some("地域連携室".to_owned());
    let puts = book.save(task);
    assert_eq!(kinds(&puts), [EntityKind::Task, EntityKind::Meeting]);
    let text = form::value(&book.meeting().clone().into(), "lines").expect("a field");
    assert!(text.contains("> 診療情報を送る @地域連携室 2026-06-30\n"), "{text}");
}

#[test]
fn a_line_reworded_keeps_its_task_and_what_was_done() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    let before = book.task("診療情報を送る").id;
    book.save(done(book.task("診療情報を送る")));
    let again = TEXT.replace("> 診療情報を送る", "> 診療情報提供書を送る");
    let puts = book.save(written(book.meeting(), &again));
    assert_eq!(kinds(&puts), [EntityKind::Meeting, EntityKind::Task]);
    let task = book.task("診療情報提供書を送る");
    assert_eq!(task.id, before);
    assert!(task.done().is_some());
    assert_eq!(kinds(&book.save(book.meeting().clone())), [EntityKind::Meeting], "nothing follows from nothing");
}

#[test]
fn an_action_taken_out_goes_to_the_trash_and_what_was_done_stays() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    book.save(done(book.task("診療情報を送る")));
    let open = book.task("候補を家族へ説明").clone();
    let puts = book.save(written(book.meeting(), "! 夜のたん吸引"));
    let trashed = Put::Trash { kind: EntityKind::Task, key: open.id.to_bytes(), rev: open.rev };
    assert_eq!(puts[1..], [trashed]);
    assert!(book.task("診療情報を送る").done().is_some());
    assert!(book.0.board().line(open.id).is_none());
}

#[test]
fn a_meeting_in_the_trash_takes_its_open_actions_along() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    book.save(done(book.task("診療情報を送る")));
    let (key, rev) = (book.meeting().id.to_bytes(), book.meeting().rev);
    let puts = book.write(Put::Trash { kind: EntityKind::Meeting, key, rev });
    assert_eq!(kinds(&puts), [EntityKind::Meeting, EntityKind::Task]);
    assert!(book.task("診療情報を送る").done().is_some());
    assert_eq!(book.0.tasks().count(), 1);
}

#[test]
fn issues_without_an_action_are_counted() {
    let mut book = Book::new();
    book.save(meeting(1, TODAY, TEXT));
    let count = book.0.meeting_count(book.meeting());
    assert_eq!((count.issues, count.without_action, count.actions, count.open), (2, 1, 2, 2));
    let states: Vec<IssueState> = book.0.issues(book.meeting()).iter().map(|issue| issue.state).collect();
    assert_eq!(states, [IssueState::Open, IssueState::NoAction]);
    for text in ["診療情報を送る", "候補を家族へ説明"] {
        book.save(done(book.task(text)));
    }
    let open: Vec<u32> = book.0.open_issues(book.meeting()).iter().map(|issue| issue.number).collect();
    assert_eq!(open, [2]);
}

#[test]
fn the_next_meeting_of_the_kind_opens_with_what_is_open() {
    let mut book = Book::new();
    book.save(meeting(1, date(2026, 5, 28), "! 古い課題"));
    book.save(meeting(2, TODAY, TEXT));
    book.save(Meeting { kind: "night_cafe".to_owned(), ..meeting(3, TODAY.tomorrow().unwrap(), "! 別の会") });
    let carried = book.0.carried("providers", None);
    let texts: Vec<(&str, Vec<&str>)> = carried
        .iter()
        .map(|(_, issue, actions)| {
            (issue.line.text.as_str(), actions.iter().map(|action| action.line.text.as_str()).collect())
        })
        .collect();
    assert_eq!(texts, [("夜のたん吸引", vec!["候補を家族へ説明", "診療情報を送る"]), ("薬の管理", vec![])]);
    assert!(carried.iter().all(|(from, ..)| from.id == MeetingId::from_bytes([2; 16])));
}

/// A desk with these meetings and what follows from them.
fn desk(meetings: &[Meeting]) -> Desk {
    desk_of(80, 24, meetings)
}

fn desk_of(columns: u16, rows: u16, meetings: &[Meeting]) -> Desk {
    let mut book = Book::new();
    for meeting in meetings {
        book.save(meeting.clone());
    }
    let meetings = book.0.logbook().meetings().cloned().map(Record::Meeting);
    let mut records: Vec<Record> = meetings.chain(book.0.tasks().cloned().map(Record::Task)).collect();
    for record in &mut records {
        record.set_rev(0);
    }
    Desk::with_care(columns, rows, Widths::Wide, Vec::new(), Vec::new(), records, "架空")
}

/// The tasks as they are stored.
fn tasks(desk: &Desk) -> Vec<Task> {
    let mut tasks = Vec::new();
    desk.store.scan(EntityKind::Task, &mut |record| tasks.extend(record.into_task())).expect("readable");
    tasks
}

fn stored(desk: &Desk) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    desk.store.scan(EntityKind::Meeting, &mut |record| meetings.extend(record.into_meeting())).expect("readable");
    meetings
}

#[test]
fn the_log_shows_what_is_open_and_a_space_ticks_it_on_the_board_too() {
    let mut desk = desk(&[meeting(1, TODAY, TEXT)]);
    desk.press("4");
    let screen = desk.screen();
    for shown in ["論1 未2", "論1", "論2", "対応なし", "[  ] 候補を家族へ説明  中村", "決", "退院は20日"]
    {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
    desk.press("right down space");
    let done: Vec<bool> = tasks(&desk).iter().map(|task| task.done().is_some()).collect();
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    assert!(desk.screen().contains("[済] 診療情報を送る"), "{}", desk.screen());
    desk.press("2");
    let board = desk.screen();
    assert!(board.contains("候補を家族へ説明") && !board.contains("診療情報を送る"), "{board}");
    desk.press("4 u");
    assert!(tasks(&desk).iter().all(Task::is_open), "{}", desk.screen());
}

#[test]
fn a_day_moved_on_the_task_is_moved_in_the_text_and_back_by_one_undo() {
    let mut desk = desk(&[meeting(1, TODAY, "> 診療情報を送る @病棟 あさって")]);
    let mut task = tasks(&desk).remove(0);
    let Origin::Action { due, .. } = &mut task.origin else { panic!("an action") };
    *due = Some(date(2026, 6, 30));
    let puts = desk.app.context().casebook.complete(vec![Put::Save(task.into())], words());
    desk.written_elsewhere(puts);
    desk.press("4");
    assert!(desk.screen().contains("6/30"), "{}", desk.screen());
    assert_eq!(stored(&desk)[0].lines[0].due, Some(date(2026, 6, 30)));
    let author = renkei::domain::Author::account(1000, "中村");
    let at = desk.now.wall.timestamp();
    desk.store.undo(&author, at, None).expect("undone");
    assert_eq!(stored(&desk)[0].lines[0].due, Some(date(2026, 6, 14)));
    let Origin::Action { due, .. } = &tasks(&desk)[0].origin else { panic!("an action") };
    assert_eq!(*due, Some(date(2026, 6, 14)));
}

#[test]
fn a_meeting_is_added_with_what_is_open_and_its_text_becomes_tasks() {
    let mut desk = desk(&[meeting(1, date(2026, 5, 28), TEXT)]);
    desk.press("4 a");
    assert!(desk.screen().contains("在宅サービス事業者の集い"), "{}", desk.screen());
    desk.press("esc e");
    desk.fill("title", "第2回の集い");
    desk.fill("lines", "");
    for _ in 0..TEXT.chars().count() * 2 {
        desk.press("backspace");
    }
    desk.commit("! 夜のたん吸引\n> 候補を家族へ説明 @中村 6/20");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    let meeting = stored(&desk).remove(0);
    assert_eq!((meeting.title.as_str(), meeting.lines.len()), ("第2回の集い", 2));
    let [task] = &tasks(&desk)[..] else { panic!("the other one lies in the trash") };
    assert_eq!(task.assignee.as_deref(), Some("中村"));
    desk.press("u");
    assert_eq!((tasks(&desk).len(), stored(&desk)[0].lines.len()), (2, 6), "one undo for all of it");
}

#[test]
fn a_new_meeting_of_the_kind_begins_with_the_open_issues() {
    let mut desk = desk(&[Meeting { number: Some(1), ..meeting(1, date(2026, 5, 28), TEXT) }]);
    desk.press("4 a");
    let at = renkei::domain::meeting::kinds().iter().position(|kind| kind.code == "providers").expect("a kind");
    for _ in 0..at {
        desk.press("down");
    }
    desk.press("enter");
    let Some(Overlay::Form(form)) = desk.app.overlays().last() else { panic!("{}", desk.screen()) };
    let text = |name: &str| {
        let entries = form.draft().entries();
        entries.iter().find(|entry| entry.name() == name).expect("a field").text().to_owned()
    };
    assert_eq!((text("kind"), text("number"), text("on")), ("providers".into(), "2".into(), "2026-06-12".into()));
    let lines = text("lines");
    assert_eq!(
        lines.lines().collect::<Vec<_>>(),
        ["! 夜のたん吸引", "- 5/28 から 候補を家族へ説明 診療情報を送る", "! 薬の管理", "- 5/28 から",]
    );
}

#[test]
fn what_speaks_of_cases_lies_open_only_after_it_was_opened_and_that_is_written_down() {
    let mut desk = desk(&[Meeting { anonymous: true, ..meeting(1, TODAY, TEXT) }]);
    desk.press("4");
    assert!(!desk.screen().contains("たん吸引"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("たん吸引"), "{}", desk.screen());
    let seen = desk.asked.iter().filter(|effect| {
        matches!(effect, Effect::Witness { action: "open", records, .. } if records[0].0 == EntityKind::Meeting)
    });
    assert_eq!(seen.count(), 1);
    desk.press("esc esc");
    assert!(!desk.screen().contains("たん吸引"), "{}", desk.screen());
    desk.asked.clear();
    desk.press("H");
    let told =
        |effect: &Effect| matches!(effect, Effect::Witness { action: "open", note, .. } if note == "screen history");
    assert!(desk.asked.iter().any(told), "its history tells as much as the meeting");
}

#[test]
fn meetings_are_narrowed_and_found_by_any_word() {
    let cafe =
        Meeting {
            kind: "night_cafe".to_owned(), title: "夜の集まり".to_owned(), ..meeting(2, TODAY, "= 済んだ")
        };
    let mut desk = desk(&[meeting(1, date(2026, 5, 28), TEXT), cafe]);
    desk.press("4 f down enter");
    let screen = desk.screen();
    assert!(screen.contains("未完だけ") && !screen.contains("夜の集まり"), "{screen}");
    desk.press("esc /");
    desk.commit("吸引");
    assert!(desk.screen().contains("1件"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.app.overlays().is_empty() && desk.screen().contains("たん吸引"), "{}", desk.screen());
}

#[test]
fn a_meeting_taken_away_is_undone_with_its_actions() {
    let mut desk = desk(&[meeting(1, TODAY, TEXT)]);
    desk.press("4 f8");
    assert!(stored(&desk).is_empty() && tasks(&desk).is_empty());
    desk.press("u");
    assert_eq!((stored(&desk).len(), tasks(&desk).len()), (1, 2));
}

#[test]
fn the_demo_has_a_log_whose_actions_are_on_the_board() {
    let desk = Desk::demo_with_people(80, 24, Widths::Wide);
    let book = desk.app.context().casebook;
    let log = book.logbook();
    assert!(log.meetings().count() >= 8);
    for meeting in log.meetings() {
        assert!(meeting.fictional, "{}", meeting.title);
        for row in book.actions(meeting) {
            let task = row.task.expect("its task");
            assert_eq!((book.text_of(task), &task.assignee), (row.line.text.as_str(), &row.line.who));
        }
    }
    let open = log.meetings().flat_map(|meeting| book.actions(meeting)).filter(ActionRow::is_open).count();
    assert!(open >= 5, "{open}");
}

#[test]
fn enter_on_an_action_of_the_board_opens_the_meeting_that_agreed_on_it() {
    let mut desk = desk(&[meeting(1, date(2026, 5, 28), TEXT), meeting(2, TODAY, "= 次は秋")]);
    desk.press("2");
    assert!(desk.screen().contains("会議の対応  5/28 在宅サービス事業者の集い"), "{}", desk.screen());
    desk.press("enter");
    let pane = desk.app.shown_meetings().expect("the log");
    assert_eq!(pane.selected(), Some(MeetingId::from_bytes([1; 16])));
}

/// The form of the newest meeting with the keys in its text, which is this.
fn writing(desk: &mut Desk, text: &str) {
    desk.press("4 e");
    desk.fill("lines", "");
    for _ in 0..TEXT.chars().count() * 2 {
        desk.press("backspace");
    }
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            desk.press("enter");
        }
        desk.commit(line);
    }
}

#[test]
fn what_a_line_means_stands_beside_it_while_it_is_typed() {
    let mut desk = desk(&[meeting(1, TODAY, TEXT)]);
    writing(&mut desk, "！夜のたん吸引\n＞送る @病棟 あさって");
    let screen = desk.screen();
    for shown in ["論1", "6/14(日) 病棟", "この行は 論1 への対応: 病棟 が、6/14(日) まで あと2日", "課題 1"]
    {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
    assert!(!screen.contains("対応のない課題"), "{screen}");
    // A day that is none, and an @ that names nobody.
    desk.press("enter");
    desk.commit("> 会う @中村 いつか");
    assert!(desk.screen().contains("「いつか」は日として読めません"), "{}", desk.screen());
    desk.press("enter");
    desk.commit("> 会う@中村");
    assert!(desk.screen().contains("@ が読めません"), "{}", desk.screen());
    desk.press("enter");
    desk.commit("! 食事");
    let screen = desk.screen();
    for shown in ["対応のない課題 1（論3）", "日が読めない", "@が読めない", "読めない所 2"] {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
}

#[test]
fn pasted_minutes_get_their_marks_and_are_saved_by_a_person_only() {
    let mut desk = desk(&[meeting(1, TODAY, TEXT)]);
    writing(&mut desk, "");
    desk.commit("■課題\n・夜の吸引\n■対応\n・送る（担当：病棟、6/14まで）\nQ1. 費用は\nA. 市が持つ\n【決定】20日");
    let Some(Overlay::Form(form)) = desk.app.overlays().last() else { panic!("{}", desk.screen()) };
    let lines = form.draft().entries().iter().find(|entry| entry.name() == "lines").expect("a field").text().to_owned();
    assert_eq!(lines.trim_end(), "! 夜の吸引\n> 送る @病棟 6/14\n? 費用は\n- A. 市が持つ\n= 20日");
    assert!(desk.screen().contains("5行を貼りました: 課題 1  対応 1  決定 1  質問 1"), "{}", desk.screen());
    assert_eq!(stored(&desk)[0].lines.len(), 6, "nothing is saved so far");
    desk.press("f2");
    let saved = stored(&desk).remove(0);
    assert_eq!((saved.lines.len(), saved.lines[1].due), (5, Some(date(2026, 6, 14))));
}

#[test]
fn issues_that_come_again_lead_to_their_meetings() {
    let cafe =
        |n, on| Meeting { kind: "night_cafe".to_owned(), ..meeting(n, on, "! 夜の たん吸引\n! 別のこと") };
    let case = Meeting { anonymous: true, ..meeting(3, date(2026, 6, 1), "! 事例だけの課題") };
    let other = Meeting { anonymous: true, ..meeting(4, date(2026, 6, 2), "! 事例だけの課題") };
    let all = [meeting(1, TODAY, TEXT), cafe(2, date(2026, 5, 1)), case, other];
    let mut desk = desk(&all);
    desk.press("4 F");
    let screen = desk.screen();
    assert!(screen.contains("夜のたん吸引  2回 (90日で 2回)") && screen.contains("事例だけの課題"), "{screen}");
    let seen = desk.asked.iter().find_map(|effect| match effect {
        Effect::Witness { note, records, .. } if note == "screen issues" => Some(records.len()),
        _ => None,
    });
    assert_eq!(seen, Some(2), "what only cases say was looked at");
    desk.press("1");
    let screen = desk.screen();
    assert!(screen.contains("2件") && screen.contains("条件: 夜のたん吸引"), "{screen}");
    desk.press("esc");
    assert!(desk.screen().contains("4件"), "{}", desk.screen());
    // On a high screen it stands under the list, without what speaks of cases.
    let mut desk = desk_of(120, 40, &all);
    desk.press("4");
    let screen = desk.screen();
    assert!(screen.contains("くりかえし出る課題") && screen.contains("2回"), "{screen}");
    assert!(!screen.contains("事例だけの課題"), "{screen}");
}

#[test]
fn minutes_actions_and_the_page_for_the_absent_are_copied() {
    let mut desk = desk(&[meeting(1, TODAY, TEXT)]);
    desk.press("4 right space f4 1");
    let minutes = desk.clipboard.pop().expect("copied");
    for said in [
        "在宅サービス事業者の集い",
        "論1 夜のたん吸引",
        "対応 候補を家族へ説明 (中村、2026-06-12 まで)  [済]",
        "決定 退院は20日",
    ] {
        assert!(minutes.contains(said), "{said}\n{minutes}");
    }
    desk.press("c 2");
    let table = desk.clipboard.pop().expect("copied");
    let row = "論1 夜のたん吸引\t診療情報を送る\t病棟\t2026-06-14\t未";
    assert!(table.starts_with("課題\t対応\t担当\t期限\t状態\n") && table.contains(row), "{table}");
    desk.press("c 3");
    let absent = desk.clipboard.pop().expect("copied");
    assert!(absent.contains("【決まったこと】\n・退院は20日") && absent.contains("・薬の管理"), "{absent}");
    assert!(!absent.contains("候補を家族へ説明"), "done already: {absent}");
}

#[test]
fn what_speaks_of_cases_leaves_with_a_line_in_the_audit_and_is_published_without_names() {
    use renkei::message::Outlet;
    let text = "! 山田さんの夜の吸引\n> 送る @病棟";
    let mut desk =
        desk(&[Meeting { anonymous: true, publicity: renkei::domain::Publicity::Open, ..meeting(1, TODAY, text) }]);
    desk.press("4 c 1");
    assert!(desk.clipboard.is_empty(), "not by the way of what anybody may read");
    let released = desk.asked.iter().find_map(|effect| match effect {
        Effect::Release { outlet: Outlet::Copy { text, .. }, records, note } => {
            Some((text.0.clone(), records.len(), note))
        }
        _ => None,
    });
    let (minutes, records, note) = released.expect("released");
    assert!(minutes.contains("山田さん") && records == 1 && note == "meeting minutes");
    desk.press("c 4");
    assert!(desk.clipboard.is_empty() && desk.screen().contains("出せません"), "{}", desk.screen());
    let mut open = self::desk(&[Meeting {
        publicity: renkei::domain::Publicity::Open,
        ..meeting(1, TODAY, "! 夜の吸引\n> 送る @病棟\n- 覚え\n= 手引きを配る")
    }]);
    open.press("4 c 4");
    let public = open.clipboard.pop().expect("copied");
    assert!(public.contains("・夜の吸引") && public.contains("・手引きを配る"), "{public}");
    assert!(!public.contains("病棟") && !public.contains("覚え"), "{public}");
    let mut partners = self::desk(&[meeting(1, TODAY, "! 夜の吸引")]);
    partners.press("4 c 4");
    assert!(partners.clipboard.is_empty() && partners.screen().contains("関係者限り"), "{}", partners.screen());
}

#[test]
fn the_role_for_meetings_writes_the_log_on_the_screen_and_nothing_else() {
    let mut desk = Desk::for_meetings();
    desk.press("4 a enter");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    desk.fill("title", "架空の会");
    desk.fill("lines", "! 課題\n> 送る @病棟 あさって");
    desk.press("f2");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert_eq!(
        (stored(&desk).len(), tasks(&desk).iter().filter(|task| matches!(task.origin, Origin::Action { .. })).count()),
        (1, 1)
    );
    desk.press("right space");
    assert!(desk.screen().contains("[済] 送る"), "{}", desk.screen());
    desk.press("esc e");
    assert!(matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    desk.press("esc 1 a");
    assert!(!matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
    desk.press("3 a");
    assert!(!matches!(desk.app.overlays().last(), Some(Overlay::Form(_))), "{}", desk.screen());
}

#[test]
fn a_meeting_of_an_older_program_is_read() {
    let old = serde_json::json!({ "kind": "meeting", "record": { "id": "00000000-0000-7000-8000-000000000001", "kind": "providers", "lines": [] } });
    let Ok(Record::Meeting(meeting)) = serde_json::from_value(old) else { panic!("a meeting") };
    assert_eq!((meeting.recording, meeting.recording_agreed, meeting.budget, meeting.fees), (None, false, None, None));
    let written = serde_json::to_value(Record::Meeting(meeting)).expect("JSON");
    let record = written["record"].as_object().expect("an object");
    assert!(!record.contains_key("recording") && !record.contains_key("budget"), "an older program reads it too");
}
