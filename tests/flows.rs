//! Whole ways through the program without a terminal: press keys; look at the state, the store, the clipboard and the screen.

mod desk;

use desk::Desk;
use renkei::domain::facility::{Ability, KindGroup};
use renkei::keymap::{Chord, Scope};
use renkei::message::{Effect, Msg, StoreReply};
use renkei::paint::Widths;
use renkei::port::{Put, Record, Saved, StoreError};

fn desk() -> Desk {
    Desk::demo(80, 24, Widths::Wide)
}

/// A facility that was added by hand, by its place in the list.
fn select_one_added_by_hand(desk: &mut Desk) {
    while desk.facility(desk.selected().expect("a list")).is_some_and(|f| !f.listings.is_empty()) {
        desk.press("down");
    }
}

#[test]
fn from_a_few_letters_to_a_phone_number_in_the_clipboard() {
    let mut desk = desk();
    desk.press("/");
    assert_eq!(desk.app.scope(), Scope::Search);
    desk.commit("さくら");
    assert!(desk.screen().contains("さくら"), "{}", desk.screen());
    desk.press("enter t");
    let selected = desk.facility(desk.selected().expect("selected")).expect("stored");
    let phone = selected.phones().first().map(|phone| phone.display().to_owned());
    assert_eq!(desk.clipboard.last(), phone.as_ref());
    assert!(desk.app.toast().is_some_and(|toast| toast.contains("写しました")));
    assert_eq!(desk.app.context().session.recent.first(), Some(&selected.id));
}

#[test]
fn the_copy_menu_copies_what_its_preview_shows() {
    let mut desk = desk();
    desk.press("f4");
    assert_eq!(desk.app.scope(), Scope::Menu);
    desk.press("1");
    assert_eq!(desk.clipboard.len(), 1);
    let digits = desk.clipboard[0].chars().filter(char::is_ascii_digit).count();
    assert!(digits >= 10, "{}", desk.clipboard[0]);
}

#[test]
fn ctrl_c_copies_and_does_not_quit() {
    let mut desk = desk();
    desk.press("ctrl-c");
    assert_eq!(desk.app.overlays().len(), 1);
    assert!(desk.asked.is_empty(), "{:?}", desk.asked);
}

#[test]
fn japanese_text_in_the_list_is_a_search_and_changes_nothing() {
    for text in ["さとう", "佐", "ｄｄ", "くわな"] {
        let mut desk = desk();
        let seq = desk.last_seq();
        desk.commit(text);
        assert_eq!(desk.app.scope(), Scope::Search, "{text}");
        assert!(desk.screen().starts_with(&format!(" 検索  {text}")), "{}", desk.screen());
        assert_eq!(desk.last_seq(), seq);
    }
}

#[test]
fn full_width_keys_move_and_never_change_data() {
    let mut desk = desk();
    let first = desk.selected();
    desk.commit("ｊ");
    assert_ne!(desk.selected(), first, "full-width j moves");
    assert!(desk.screen().lines().next().expect("title").contains('あ'), "{}", desk.screen());
    assert!(desk.app.toast().is_some_and(|toast| toast.contains("IME")));
    desk.commit("\u{3000}");
    assert_eq!(desk.app.pane().marks.len(), 1, "the ideographic space marks");

    select_one_added_by_hand(&mut desk);
    let seq = desk.last_seq();
    for key in ["ｕ", "ｏ", "ｑ"] {
        desk.commit(key);
        assert!(desk.app.overlays().is_empty(), "{key}");
        assert!(desk.app.toast().is_some_and(|toast| toast.contains("IME")), "{key}: {:?}", desk.app.toast());
    }
    assert_eq!(desk.last_seq(), seq);
    assert!(desk.asked.is_empty());
    for key in ["／", "・"] {
        desk.commit(key);
        assert_eq!(desk.app.scope(), Scope::Search, "{key}");
        desk.press("esc");
    }
}

#[test]
fn a_pasted_number_finds_its_owner_and_runs_nothing() {
    let mut desk = desk();
    let owner = desk.selected().expect("a list");
    let phone = desk.facility(owner).expect("stored").phone().expect("a phone").value.display().to_owned();
    desk.press("down down");
    let wide: String = phone
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
        .collect();
    desk.send(renkei::message::Msg::Paste(wide));
    assert_eq!(desk.app.scope(), Scope::Search);
    desk.press("enter");
    assert_eq!(desk.selected(), Some(owner));
}

#[test]
fn a_paste_full_of_commands_is_only_text() {
    let mut desk = desk();
    let seq = desk.last_seq();
    desk.send(renkei::message::Msg::Paste("q\nq\nd\u{1b}[31m\n".into()));
    assert_eq!(desk.app.scope(), Scope::Search);
    assert!(desk.asked.is_empty());
    assert_eq!(desk.last_seq(), seq);
    assert!(!desk.screen().contains('\u{1b}'));
}

#[test]
fn esc_in_the_search_restores_the_place() {
    let mut desk = desk();
    desk.press("pagedown down");
    let (selected, before) = (desk.selected(), desk.screen());
    desk.press("/");
    desk.commit("病院");
    desk.press("down down esc");
    assert_eq!(desk.selected(), selected);
    assert_eq!(desk.screen(), before);
}

#[test]
fn a_filter_is_chosen_from_menus_shown_in_the_title_and_taken_off_by_esc() {
    let mut desk = desk();
    let all = desk.app.pane().list.len();
    desk.press("f6 1 1");
    let some = desk.app.pane().list.len();
    assert!(some > 0 && some < all, "{some} of {all}");
    let screen = desk.screen();
    assert!(screen.lines().next().is_some_and(|title| title.contains("絞込")), "{screen}");
    assert!(screen.contains(&format!("{some}/{all}件")), "{screen}");
    desk.press("esc");
    assert_eq!(desk.app.pane().list.len(), all);
}

#[test]
fn conditions_may_be_typed_as_well() {
    let desk = desk();
    let cx = desk.app.context();
    let today = desk.now.today();
    let free = cx.registry.find("種別:訪看 空き:有", 500, today);
    assert!(free.total > 0);
    for hit in &free.rows {
        let row = cx.registry.row(hit.id).expect("listed");
        assert!(row.kinds.iter().any(|kind| kind.short_ja == "訪看"));
    }
    let partners = cx.registry.find("連携:可", 1000, today);
    assert_eq!(partners.total, cx.registry.rows().filter(|row| row.partner).count());
}

#[test]
fn the_filter_knows_kinds_areas_and_capabilities() {
    let desk = desk();
    let cx = desk.app.context();
    let today = desk.now.today();
    let list = |filter: &str| cx.registry.list(&renkei::model::View { filter, ..Default::default() }, today);
    for id in list("kind:medical") {
        let row = cx.registry.row(id).expect("listed");
        assert!(row.kinds.iter().any(|kind| kind.group == KindGroup::Medical));
    }
    let (area, count) = cx.registry.counts(renkei::model::Facet::Area, "", today).into_iter().next().expect("areas");
    assert_eq!(list(&format!("地区:{area}")).len(), count);
    assert_eq!(list(&format!("-地区:{area}")).len(), cx.registry.len() - count);
    let stoma = list("医療:胃ろう");
    assert!(!stoma.is_empty());
    for id in stoma {
        let facility = desk.facility(id).expect("stored");
        let answer = facility.local.capabilities.facts.0.get("gastrostomy");
        assert!(matches!(answer, Some(Ability::Yes | Ability::Ask)));
    }
    assert!(list("種別:ない種別").is_empty());
}

#[test]
fn distance_is_measured_from_the_selected_facility() {
    let mut desk = Desk::demo(120, 40, Widths::Wide);
    desk.press("f7 2");
    assert!(desk.app.toast().is_some_and(|toast| toast.contains('@')), "{:?}", desk.app.toast());
    desk.press("esc");
    while desk.app.context().registry.row(desk.selected().expect("a list")).is_some_and(|row| row.coordinates.is_none())
    {
        desk.press("down");
    }
    let point = desk.selected();
    desk.press("@ f7 2");
    assert_eq!(desk.app.pane().list.ids().first().copied(), point, "nearest to itself");
    assert!(desk.screen().contains("0.0km"), "{}", desk.screen());
    let cx = desk.app.context();
    let from = cx.registry.row(point.expect("set")).and_then(|row| row.coordinates).expect("coordinates");
    let metres: Vec<Option<u32>> = desk
        .app
        .pane()
        .list
        .ids()
        .iter()
        .map(|id| cx.registry.row(*id).and_then(|row| row.metres_from(from)))
        .collect();
    let known: Vec<u32> = metres.iter().flatten().copied().collect();
    assert!(known.is_sorted());
    assert!(metres[known.len()..].iter().all(Option::is_none), "without coordinates last");
}

#[test]
fn pins_stand_first_and_are_remembered() {
    let mut desk = desk();
    desk.press("end p");
    let pinned = desk.app.context().session.pinned.clone();
    assert_eq!(pinned.len(), 1);
    assert_eq!(desk.app.pane().list.ids().first(), pinned.first());
    assert_eq!(desk.selected(), pinned.first().copied(), "the selection stays on it");
    assert_eq!(desk.sessions.last().map(|session| &session.pinned), Some(&pinned));
    desk.press("home /");
    assert_eq!(desk.app.context().selected.map(|f| f.id), pinned.first().copied(), "the empty search begins with it");
}

#[test]
fn marks_are_copied_together() {
    let mut desk = desk();
    desk.press("space space v down down v");
    assert_eq!(desk.app.pane().marks.len(), 5);
    assert!(desk.screen().lines().next().is_some_and(|title| title.contains("印5")), "{}", desk.screen());
    desk.press("f4 1");
    assert_eq!(desk.clipboard.len(), 1);
    assert!(desk.clipboard[0].lines().count() >= 5, "{}", desk.clipboard[0]);
    desk.press("ctrl-a");
    assert_eq!(desk.app.pane().marks.len(), desk.app.pane().list.len());
    desk.press("ctrl-a");
    assert!(desk.app.pane().marks.is_empty());
}

#[test]
fn confirming_facts_is_saved_undone_and_redone() {
    let mut desk = desk();
    let id = desk.selected().expect("a list");
    let before = desk.facility(id).expect("stored");
    assert!(before.confirmed_on().is_some_and(|day| day < desk.now.today()));
    desk.press("o");
    assert_eq!(desk.facility(id).expect("stored").confirmed_on(), Some(desk.now.today()));
    assert!(desk.screen().contains("確認 6/12"), "the screen follows the journal:\n{}", desk.screen());
    desk.press("u");
    assert_eq!(desk.facility(id).expect("stored").local, before.local);
    assert_eq!(desk.app.toast(), Some("「今日確認」を元に戻しました"));
    desk.press("ctrl-y");
    assert_eq!(desk.app.toast(), Some("「今日確認」をやり直しました"));
    assert_eq!(desk.facility(id).expect("stored").confirmed_on(), Some(desk.now.today()));
}

#[test]
fn a_listed_facility_cannot_be_removed_one_added_by_hand_can_and_comes_back() {
    let mut desk = desk();
    let listed = desk
        .app
        .pane()
        .list
        .ids()
        .iter()
        .copied()
        .find(|id| desk.facility(*id).is_some_and(|f| !f.listings.is_empty()));
    while desk.selected() != listed {
        desk.press("down");
    }
    desk.press("delete");
    assert!(desk.app.overlays().is_empty());
    desk.press("home");
    select_one_added_by_hand(&mut desk);
    let id = desk.selected().expect("one");
    desk.press("delete");
    assert!(desk.app.overlays().is_empty(), "no question: it comes back with one key");
    assert!(desk.facility(id).is_none(), "{}", desk.screen());
    assert_eq!(desk.app.toast(), Some("ごみ箱へ移しました  u 元に戻す"));
    assert!(!desk.app.pane().list.ids().contains(&id));
    desk.press("u");
    assert!(desk.facility(id).is_some());
    assert!(desk.app.pane().list.ids().contains(&id));
}

#[test]
fn quitting_asks_once_and_remembers_the_session() {
    let mut desk = desk();
    desk.press("down q");
    assert!(desk.asked.is_empty(), "asks first");
    desk.press("esc");
    assert!(desk.asked.is_empty() && desk.app.overlays().is_empty());
    desk.press("q q");
    assert_eq!(desk.asked, [Effect::Quit]);
    assert_eq!(desk.sessions.last().and_then(|session| session.selected), desk.selected());
    let mut desk = self::desk();
    desk.press("ctrl-q");
    assert_eq!(desk.asked, [Effect::Quit]);
}

#[test]
fn a_window_that_is_too_small_takes_no_key_but_quit() {
    let mut desk = Desk::demo(39, 9, Widths::Wide);
    let selected = desk.selected();
    assert!(desk.screen().contains("窓を広げて"), "{}", desk.screen());
    desk.press("down space delete");
    desk.commit("さくら");
    assert_eq!((desk.selected(), desk.app.overlays().len()), (selected, 0));
    desk.press("q");
    assert_eq!(desk.asked, [Effect::Quit]);
}

#[test]
fn the_box_of_next_keys_comes_after_300_ms_and_delays_nothing() {
    let mut desk = desk();
    desk.press("end g");
    assert!(desk.app.which_key().is_none());
    let deadline = desk.app.deadline().expect("a deadline");
    assert!(deadline <= desk.now.mono + std::time::Duration::from_millis(300));
    desk.wait(300);
    assert!(desk.screen().contains("先頭"), "{}", desk.screen());
    desk.press("g");
    assert_eq!(desk.app.pane().list.cursor(), 0);
    assert!(desk.app.which_key().is_none());
}

#[test]
fn a_message_goes_after_eight_seconds_and_stays_in_the_log() {
    let mut desk = desk();
    desk.press("p");
    let said = desk.app.toast().expect("said").to_owned();
    desk.wait(7_900);
    assert!(desk.app.toast().is_some());
    desk.wait(200);
    assert!(desk.app.toast().is_none());
    assert_eq!(desk.app.log().last(), Some(&said));
}

#[test]
fn nothing_wakes_an_idle_screen_before_midnight() {
    let desk = desk();
    let wake = desk.app.deadline().expect("midnight").duration_since(desk.now.mono);
    assert_eq!(wake.as_secs(), (14 * 60 + 19) * 60);
}

#[test]
fn doubtful_pairs_are_counted_decided_and_taken_back() {
    let city = renkei::exchange::demo::city(desk::now().today());
    let (a, b) = (city.facilities[0].id, city.facilities[1].id);
    let doubt = renkei::domain::Doubt {
        id: renkei::domain::DoubtId::from_bytes([7; 16]),
        rev: 0,
        a: a.min(b),
        b: a.max(b),
        reason: renkei::domain::DoubtReason::PhoneAndLot,
        found_on: desk::now().today(),
        verdict: None,
    };
    let mut desk = Desk::with(80, 24, Widths::Wide, city.facilities, vec![doubt], "x");
    assert!(desk.screen().lines().next().is_some_and(|title| title.contains("要確認1組")), "{}", desk.screen());
    desk.press("r");
    assert_eq!(desk.app.overlays().len(), 1);
    desk.press("1");
    assert!(desk.facility(a.max(b)).is_none(), "{}", desk.screen());
    assert!(desk.facility(a.min(b)).is_some());
    desk.press("esc");
    assert!(!desk.screen().contains("要確認"), "{}", desk.screen());
    desk.press("u");
    assert!(desk.facility(a.max(b)).is_some());
    assert!(desk.screen().contains("要確認1組"), "{}", desk.screen());
}

#[test]
fn a_form_closes_only_when_its_save_succeeded() {
    let mut desk = desk();
    select_one_added_by_hand(&mut desk);
    desk.press("e");
    assert_eq!(desk.app.scope(), Scope::Form);
    let seq = desk.last_seq();
    desk.press("end");
    desk.commit("追記");
    desk.press("f2");
    assert!(desk.last_seq() > seq, "{}", desk.screen());
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    desk.press("u");
    assert!(desk.app.toast().is_some_and(|toast| toast.contains("元に戻しました")));
}

/// A form with something typed in it that is not saved.
fn unsaved_form(desk: &mut Desk) {
    select_one_added_by_hand(desk);
    desk.press("e end");
    desk.commit("追記");
    assert_eq!(desk.app.scope(), Scope::Form);
}

#[test]
fn quitting_at_once_asks_first_where_something_typed_is_not_saved() {
    let mut desk = desk();
    unsaved_form(&mut desk);
    desk.press("ctrl-q");
    assert_eq!(desk.app.scope(), Scope::Menu, "{}", desk.screen());
    assert!(desk.screen().contains("保存せずに終了しますか"), "{}", desk.screen());
    // The key that asked answers nothing, and the harmless answer stands under the cursor.
    desk.press("ctrl-q enter");
    assert_eq!(desk.asked, Vec::new());
    assert_eq!(desk.app.scope(), Scope::Form);
    assert!(desk.screen().contains("追記"), "{}", desk.screen());
    desk.press("ctrl-q right enter");
    assert_eq!(desk.asked, vec![Effect::Quit]);
}

#[test]
fn a_form_under_the_help_is_not_dropped_either() {
    let mut desk = desk();
    unsaved_form(&mut desk);
    desk.press("f1 ctrl-q");
    assert_eq!(desk.asked, Vec::new());
    desk.press("esc esc");
    assert!(desk.screen().contains("追記"), "{}", desk.screen());
}

#[test]
fn quitting_waits_for_a_write_and_stays_where_it_failed() {
    for saved in [true, false] {
        let mut desk = desk();
        let key = |name: &str| Msg::Key(Chord::parse(name).expect("a key"));
        let effects = desk.app.update(key("o"), &desk.now);
        let [Effect::Save { ticket, .. }] = effects.as_slice() else { panic!("one write: {effects:?}") };
        let effects = desk.app.update(key("ctrl-q"), &desk.now);
        assert_eq!(effects, Vec::new(), "the write is under way");
        let reply = if saved {
            StoreReply::Saved(Saved { group: None, seq: 1, changes: 1 })
        } else {
            StoreReply::Failed(StoreError::DiskFull)
        };
        let effects = desk.app.update(Msg::Stored { ticket: *ticket, reply }, &desk.now);
        assert_eq!(effects.contains(&Effect::Quit), saved, "{effects:?}");
        assert_eq!(desk.app.toast().is_some_and(|toast| toast.contains("ディスク")), !saved);
    }
}

#[test]
fn a_saved_form_closes_under_the_help_that_was_opened_meanwhile() {
    let mut desk = desk();
    unsaved_form(&mut desk);
    let key = |name: &str| Msg::Key(Chord::parse(name).expect("a key"));
    let effects = desk.app.update(key("f2"), &desk.now);
    let [Effect::Save { ticket, .. }] = effects.as_slice() else { panic!("one write: {effects:?}") };
    desk.send(key("f1"));
    let reply = StoreReply::Saved(Saved { group: None, seq: 1, changes: 1 });
    desk.send(Msg::Stored { ticket: *ticket, reply });
    assert_eq!((desk.app.overlays().len(), desk.app.scope()), (1, Scope::Help));
}

#[test]
fn another_sessions_save_leaves_the_same_hit_under_the_cursor() {
    let mut desk = desk();
    desk.press("/");
    desk.commit("さくら");
    desk.press("down down");
    let looked_at = |desk: &Desk| desk.app.context().selected.map(|facility| facility.id);
    let before = looked_at(&desk);
    assert!(before.is_some_and(|id| Some(id) != desk.selected()));
    // Somebody else writes a note to a facility that is not looked at.
    let mut other = desk.facility(desk.selected().expect("a list")).expect("stored");
    other.local.note.facts = "電話は午後".to_owned();
    desk.written_elsewhere(vec![Put::Save(Record::Facility(other))]);
    assert_eq!(looked_at(&desk), before);
}

#[test]
fn a_frame_smaller_than_the_last_known_window_is_drawn_without_harm() {
    let mut desk = Desk::demo(120, 40, Widths::Narrow);
    for keys in ["f6", "esc f4", "esc /", "esc e"] {
        desk.press(keys);
        for (columns, rows) in [(1, 1), (10, 5), (41, 11), (119, 39)] {
            desk.draw_at(columns, rows);
        }
    }
}

#[test]
fn a_pair_that_another_session_decided_is_not_asked_again() {
    let city = renkei::exchange::demo::city(desk::now().today());
    let doubt = |n: u8, a: usize, b: usize| renkei::domain::Doubt {
        id: renkei::domain::DoubtId::from_bytes([n; 16]),
        rev: 0,
        a: city.facilities[a].id.min(city.facilities[b].id),
        b: city.facilities[a].id.max(city.facilities[b].id),
        reason: renkei::domain::DoubtReason::PhoneAndLot,
        found_on: desk::now().today(),
        verdict: None,
    };
    let doubts = vec![doubt(7, 0, 1), doubt(8, 2, 3)];
    let mut desk = Desk::with(80, 24, Widths::Wide, city.facilities.clone(), doubts.clone(), "x");
    desk.press("r");
    assert!(desk.screen().contains("1 / 2"), "{}", desk.screen());
    let decided =
        renkei::domain::Doubt { rev: 1, verdict: Some(renkei::domain::Verdict::Different), ..doubts[0].clone() };
    desk.written_elsewhere(vec![Put::Save(Record::Doubt(decided))]);
    assert!(desk.screen().contains("1 / 1"), "{}", desk.screen());
    // The other pair can be decided: nothing stands in its way.
    desk.press("2");
    assert_eq!(desk.app.doubts_waiting(), 0, "{}", desk.screen());
}

#[test]
fn data_that_cannot_be_read_at_the_start_are_not_said_to_be_on_their_way() {
    let mut desk = desk();
    let settings = renkei::app::Settings::default();
    let words = renkei::words::Words::of(renkei::words::Language::Ja);
    desk.app = renkei::app::App::new(renkei::keymap::Keymap::default(), words, settings, desk.now.clone());
    desk.send(Msg::Trouble(StoreError::Damaged("x".to_owned())));
    desk.wait(60_000);
    assert!(desk.screen().contains("データが壊れています"), "{}", desk.screen());
}

#[test]
fn a_change_of_many_records_is_taken_back_only_when_asked() {
    use renkei::message::{StoreReply, Ticket};
    use renkei::port::store::Label;
    use renkei::port::{Entry, GroupId};

    let mut desk = desk();
    let import = Entry {
        group: GroupId(1),
        author: renkei::domain::Author::account(1000, "中村"),
        at: desk.now.wall.timestamp(),
        label: Label { action: "import".into(), detail: String::new() },
        changes: 650,
        of: None,
        undone: false,
        erased: 0,
        kept: 0,
        skipped: 0,
    };
    let ask = || Msg::Stored { ticket: Ticket(77), reply: StoreReply::AskUndo(import.clone()) };
    desk.send(ask());
    assert!(desk.screen().contains("650 件"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.app.overlays().is_empty() && desk.app.pane().list.len() == 650, "the harmless answer is the first");
    desk.send(ask());
    desk.press("right enter");
    assert_eq!(desk.app.pane().list.len(), 0, "the change that was named is taken back");
}

#[test]
fn who_was_called_is_remembered_before_the_line_breaks_off() {
    let mut desk = desk();
    let called = desk.selected().expect("a list");
    desk.press("t");
    assert_eq!(desk.sessions.last().and_then(|session| session.recent.first().copied()), Some(called));
}

#[test]
fn menus_step_by_tab_too() {
    let mut desk = desk();
    for menu in ["f6", "f7"] {
        desk.press(menu);
        let first = desk.screen_with_cursor();
        desk.press("down");
        assert!(desk.screen_with_cursor() != first);
        let second = desk.screen_with_cursor();
        desk.press("up tab");
        assert_eq!(desk.screen_with_cursor(), second, "{menu}");
        desk.press("backtab down");
        assert_eq!(desk.screen_with_cursor(), second, "{menu}");
        desk.press("esc");
    }
}

/// An app at which a shared account is told apart, in place of the desk's own.
fn shared(desk: &mut Desk) -> Vec<renkei::domain::Member> {
    use renkei::domain::{Member, MemberId, Role};
    let member = |n: u8, code: &str, name: &str| Member {
        id: MemberId::from_bytes([n; 16]),
        rev: 1,
        code: code.to_owned(),
        name: name.to_owned(),
        uids: vec![1000],
        role: Role::Write,
        left_on: None,
    };
    let sharing = vec![member(1, "hana", "夢野 花"), member(2, "taro", "夢野 太郎"), member(3, "tomo", "遠野 友")];
    let settings = renkei::app::Settings { sharing: sharing.clone(), ..renkei::app::Settings::default() };
    let words = renkei::words::Words::of(renkei::words::Language::Ja);
    desk.app = renkei::app::App::new(renkei::keymap::Keymap::default(), words, settings, desk.now.clone());
    sharing
}

#[test]
fn a_shared_account_says_who_it_is_before_anything_else() {
    let mut desk = desk();
    let sharing = shared(&mut desk);
    assert_eq!(desk.app.scope(), Scope::Menu);
    let screen = desk.screen();
    for member in &sharing {
        assert!(screen.contains(&member.code) && screen.contains(&member.name), "{screen}");
    }
    desk.press("down enter");
    let chosen = Effect::WorkAs { member: sharing[1].id, name: sharing[1].name.clone() };
    assert!(desk.asked.contains(&chosen), "{:?}", desk.asked);
    assert!(desk.app.overlays().is_empty());
    assert_eq!(desk.app.member(), Some("夢野 太郎"));
    assert!(desk.screen().lines().next().is_some_and(|title| title.contains("夢野 太郎")), "{}", desk.screen());
}

#[test]
fn first_letters_leave_who_begins_like_that() {
    let mut desk = desk();
    let sharing = shared(&mut desk);
    desk.press("t o");
    assert!(!desk.screen().contains("taro") && desk.screen().contains("tomo"), "{}", desk.screen());
    desk.press("z enter");
    assert!(desk.asked.contains(&Effect::WorkAs { member: sharing[2].id, name: sharing[2].name.clone() }));
}

#[test]
fn escape_from_the_question_who_it_is_reads_only() {
    let mut desk = desk();
    shared(&mut desk);
    desk.press("esc");
    assert!(desk.app.overlays().is_empty());
    assert!(!desk.asked.iter().any(|effect| matches!(effect, Effect::WorkAs { .. })), "{:?}", desk.asked);
    assert_eq!(desk.app.member(), None);
    assert!(desk.app.toast().is_some_and(|toast| toast.contains("見ること")), "{:?}", desk.app.toast());
    // Before anything is typed into a form it is asked again.
    desk.press("f5");
    assert!(desk.screen().contains("夢野 太郎"), "{}", desk.screen());
    desk.press("enter f5");
    assert_eq!(desk.app.scope(), Scope::Form);
}

#[test]
fn who_may_only_look_is_told_before_a_form_opens() {
    use renkei::domain::Role;
    use renkei::domain::permission::Denial;

    let mut desk = desk();
    for denial in [Denial::NotListed, Denial::Left, Denial::Role(Role::Read)] {
        let settings = renkei::app::Settings { denied: Some(denial), ..renkei::app::Settings::default() };
        let words = renkei::words::Words::of(renkei::words::Language::Ja);
        desk.app = renkei::app::App::new(renkei::keymap::Keymap::default(), words, settings, desk.now.clone());
        desk.press("f5");
        assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
        assert!(desk.app.toast().is_some(), "{denial:?}");
    }
}

#[test]
fn what_was_removed_is_brought_back_or_deleted_for_ever_in_the_trash() {
    let mut desk = desk();
    select_one_added_by_hand(&mut desk);
    let id = desk.selected().expect("one");
    let name = desk.facility(id).expect("it").name().to_owned();
    desk.press("delete T");
    assert!(desk.screen().contains(&name), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.facility(id).is_some());
    assert_eq!(desk.app.toast(), Some("ごみ箱から戻しました"));
    assert!(desk.screen().contains("ごみ箱は空です"), "the list follows the store: {}", desk.screen());
    desk.press("esc");
    select_one_added_by_hand(&mut desk);
    let id = desk.selected().expect("one");
    desk.press("delete T");
    let seq = desk.last_seq();
    // The first answer is the harmless one, and half a word is none.
    desk.press("D enter");
    assert_eq!(desk.last_seq(), seq, "Enter alone deletes nothing");
    desk.press("D");
    desk.commit("削");
    desk.press("enter D esc");
    assert_eq!(desk.last_seq(), seq);
    desk.press("D");
    desk.commit("削除");
    desk.press("enter");
    assert_eq!(desk.app.toast(), Some("完全に削除しました"));
    assert!(desk.screen().contains("ごみ箱は空です"), "{}", desk.screen());
    desk.press("esc u");
    assert!(desk.facility(id).is_none(), "no undo brings it back");
}

#[test]
fn the_history_of_a_facility_shows_fields_old_and_new() {
    let mut desk = desk();
    desk.press("down");
    let id = desk.selected().expect("one");
    let mut facility = desk.facility(id).expect("it");
    facility.local.note.facts = "架空の新しいメモ".to_owned();
    desk.written_elsewhere(vec![Put::Save(Record::Facility(facility))]);
    desk.press("H");
    let screen = desk.screen();
    assert!(screen.contains("-> 架空の新しいメモ") && screen.contains("中村"), "{screen}");
    // Another's change meanwhile is there at once.
    let mut facility = desk.facility(id).expect("it");
    facility.local.note.facts = "もっと新しい".to_owned();
    desk.written_elsewhere(vec![Put::Save(Record::Facility(facility))]);
    let screen = desk.screen();
    assert!(screen.contains("架空の新しいメモ -> もっと新しい") && screen.contains("操作 652 を元に戻す"), "{screen}");
    // The change under the cursor is the one that is taken back: chosen, and named beside the key.
    desk.press("down down down");
    let screen = desk.screen();
    assert!(screen.contains("操作 651 を元に戻す") && screen.contains("\n>651 "), "{screen}");
}

#[test]
fn a_change_of_another_is_taken_back_from_the_log_after_a_question_that_names_them() {
    let mut desk = desk();
    let all = desk.app.pane().list.ids().len();
    desk.press("L");
    assert!(desk.screen().contains("import"), "{}", desk.screen());
    desk.press("u");
    assert!(desk.screen().contains("import") && desk.app.overlays().len() == 2, "{}", desk.screen());
    desk.press("enter");
    assert_eq!(desk.app.pane().list.ids().len(), all, "the harmless answer is the first");
    desk.press("u right enter");
    assert_eq!(desk.app.pane().list.ids().len(), 0, "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("操作"), "{}", desk.screen());
    desk.press("esc esc ctrl-y");
    assert_eq!(desk.app.pane().list.ids().len(), all);
}

#[test]
fn an_undo_over_a_later_change_offers_the_rest() {
    use renkei::message::{StoreReply, Ticket};
    use renkei::port::GroupId;

    let mut desk = desk();
    let before = desk.app.pane().list.ids().len();
    let id = desk.selected().expect("one");
    let mut facility = desk.facility(id).expect("it");
    facility.local.note.facts = "あとから".to_owned();
    desk.written_elsewhere(vec![Put::Save(Record::Facility(facility))]);
    let author = renkei::domain::Author::account(1000, "中村");
    let at = desk.now.wall.timestamp();
    let error = desk.store.undo(&author, at, Some(GroupId(1))).expect_err("changed since");
    let reply = StoreReply::AskKeep { group: GroupId(1), rest: before as u64 - 1, error };
    desk.send(Msg::Stored { ticket: Ticket(77), reply });
    let screen = desk.screen();
    assert!(screen.contains("中村") && screen.contains("残り"), "{screen}");
    desk.press("right enter");
    assert_eq!(desk.app.pane().list.ids(), [id], "{}", desk.screen());
    assert!(desk.app.toast().is_some_and(|toast| toast.contains("そのまま")), "{:?}", desk.app.toast());
}
