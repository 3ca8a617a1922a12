//! The lock: while it is there nothing else is drawn, nothing else has the keys, and nothing but the passphrase opens it.

mod desk;

use std::time::Duration;

use desk::Desk;
use renkei::message::{Effect, Msg, Unlocking};
use renkei::paint::Widths;
use rstest::rstest;

fn desk() -> Desk {
    Desk::demo_with_people(80, 24, Widths::Wide)
}

fn lock(desk: &mut Desk) {
    desk.press("f12");
    assert!(desk.asked.contains(&Effect::Lock), "{:?}", desk.asked);
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: true }));
    desk.asked.clear();
}

fn witnessed(desk: &Desk) -> Vec<&'static str> {
    let witness = |effect: &Effect| match effect {
        Effect::Witness { action, .. } => Some(*action),
        _ => None,
    };
    desk.asked.iter().filter_map(witness).collect()
}

/// Everything a locked screen may show: the clock and the sentences of the lock.
fn shows_nothing_else(desk: &Desk) {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert!(lines.len() <= 5, "{screen}");
    assert!(lines[0].starts_with("6月12日"), "{screen}");
    for word in ["様", "件", "ヘルプ", "連携", "F1", "検索", "03-"] {
        assert!(!screen.contains(word), "{word}: {screen}");
    }
}

#[rstest]
#[case("0")]
#[case("2 enter")]
#[case("1 f4")]
#[case("2 f5")]
#[case("2 /")]
#[case("f1")]
#[case("1 g")]
#[case("1 c")]
fn nothing_of_what_lay_open_is_on_the_screen(#[case] before: &str) {
    let mut desk = desk();
    desk.press(before);
    lock(&mut desk);
    shows_nothing_else(&desk);
    // What others do meanwhile is neither said nor shown.
    desk.send(Msg::Copied(renkei::message::Copied {
        outcome: Ok(renkei::port::clipboard::Route::Osc52),
        items: 1,
        characters: 3,
        cleared_after: None,
    }));
    shows_nothing_else(&desk);
}

#[test]
fn no_key_no_paste_and_no_size_opens_it() {
    let mut desk = desk();
    lock(&mut desk);
    let keys = "f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 esc enter tab ctrl-q ctrl-c ctrl-z ctrl-b ctrl-l ctrl-p q : ? ! * 0 1 2 3 up down \
                pageup home shift-f1 shift-f2 alt-x delete insert space u";
    for key in keys.split(' ') {
        desk.press(key);
        shows_nothing_else(&desk);
        desk.press("ctrl-u");
    }
    let opening =
        |effect: &Effect| matches!(effect, Effect::Quit | Effect::Suspend | Effect::Repaint | Effect::Copy { .. });
    assert!(!desk.asked.iter().any(opening), "{:?}", desk.asked);
    desk.asked.clear();
    desk.send(Msg::Paste("あいことば八文字\n".to_owned()));
    desk.press("enter");
    assert!(!desk.asked.iter().any(|effect| matches!(effect, Effect::Unlock(_))), "a paste is not typed");
    for (columns, rows) in [(40, 10), (30, 8), (120, 40), (80, 24)] {
        desk.send(Msg::Resize { columns, rows });
        let (buffer, _) = desk.draw_at(columns, rows);
        assert!(!renkei::paint::picture(&buffer).contains('様'));
    }
    shows_nothing_else(&desk);
    desk.send(Msg::Resumed);
    desk.wait(1_000_000);
    shows_nothing_else(&desk);
}

#[test]
fn the_passphrase_opens_it_and_everything_is_as_it_was() {
    let mut desk = desk();
    desk.press("2 f5");
    desk.fill("person.name", "試験 はな");
    let before = desk.screen();
    lock(&mut desk);
    assert_eq!(desk.drafts().len(), 1, "what is typed is kept at once");
    desk.commit("あいことば");
    desk.press("x y z");
    assert!(desk.screen().contains("********"), "{}", desk.screen());
    desk.press("enter");
    let Some(Effect::Unlock(secret)) = desk.asked.pop() else { panic!("{:?}", desk.asked) };
    assert_eq!(secret.reveal().as_str(), "あいことばxyz");
    desk.press("enter a b");
    assert!(desk.asked.is_empty(), "nothing is typed while it is looked at");
    desk.send(Msg::Unlocking(Unlocking::Opened));
    // What was said meanwhile (this desk tells of its drafts now) makes room for the hints again.
    desk.wait(8_000);
    assert_eq!(desk.screen(), before);
    assert!(desk.asked.contains(&Effect::Unlocked) && witnessed(&desk) == ["unlock"]);
}

#[test]
fn wrong_passphrases_are_slowed_and_told_to_the_audit() {
    let mut desk = desk();
    desk.press("f12");
    assert_eq!(witnessed(&desk), ["lock"]);
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: true }));
    desk.commit("ちがうことば");
    desk.press("enter");
    desk.asked.clear();
    desk.send(Msg::Unlocking(Unlocking::Wrong { tries: 3, wait: Duration::from_secs(4) }));
    assert_eq!(witnessed(&desk), ["unlock_failed"]);
    assert!(desk.screen().contains("4 秒"), "{}", desk.screen());
    desk.commit("またちがう");
    desk.press("enter");
    assert!(!desk.asked.iter().any(|effect| matches!(effect, Effect::Unlock(_))), "not before the wait is over");
    desk.wait(1_500);
    assert!(desk.screen().contains("3 秒"), "{}", desk.screen());
    desk.wait(2_500);
    desk.press("enter");
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::Unlock(_))), "what was typed is still there");
}

#[test]
fn the_first_lock_asks_for_a_passphrase_twice() {
    let mut desk = desk();
    desk.press("f12");
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: false }));
    desk.commit("みじかい");
    desk.press("enter");
    assert!(desk.screen().contains("短すぎます"), "{}", desk.screen());
    desk.commit("あいことば八文字");
    desk.press("enter");
    desk.commit("あいことば九文字");
    desk.press("enter");
    assert!(desk.screen().contains("二つが違います"), "{}", desk.screen());
    for _ in 0..2 {
        desk.commit("あいことば八文字");
        desk.press("enter");
    }
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::SetPassphrase(_))), "{:?}", desk.asked);
    desk.send(Msg::Unlocking(Unlocking::Set));
    assert!(!desk.screen().contains('様'), "it locks now: {}", desk.screen());

    let mut other = Desk::demo_with_people(80, 24, Widths::Wide);
    let before = other.screen();
    other.press("f12");
    other.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: false }));
    other.press("esc");
    assert!(other.screen().contains("まだありません"), "{}", other.screen());
    other.wait(10_000);
    assert_eq!(other.screen(), before, "who chooses none is not locked out");
}

#[test]
fn an_idle_screen_locks_and_any_key_puts_it_off() {
    let mut desk = Desk::plain();
    desk.wait(599_000);
    desk.press("down");
    desk.wait(599_000);
    assert!(!desk.asked.contains(&Effect::Lock));
    let deadline = desk.app.deadline().expect("the lock is waited for");
    assert_eq!(deadline.duration_since(desk.now.mono), Duration::from_secs(1));
    desk.wait(1_000);
    assert!(desk.asked.contains(&Effect::Lock), "{:?}", desk.asked);
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: false }));
    assert!(desk.screen().contains("Enter で戻ります"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.screen().contains("F12"), "it says how a passphrase is chosen: {}", desk.screen());
}

#[test]
fn a_small_window_locks_too() {
    let mut desk = desk();
    desk.send(Msg::Resize { columns: 39, rows: 9 });
    desk.press("f12");
    assert!(desk.asked.contains(&Effect::Lock), "{:?}", desk.asked);
    desk.send(Msg::Resize { columns: 80, rows: 24 });
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: true }));
    shows_nothing_else(&desk);
}

#[test]
fn no_size_is_too_small_for_the_lock() {
    let mut desk = desk();
    lock(&mut desk);
    desk.commit("あいことば");
    desk.press("enter");
    desk.send(Msg::Unlocking(Unlocking::Wrong { tries: 1, wait: Duration::from_secs(1) }));
    desk.commit("あいことば");
    for columns in 1..12 {
        for rows in 1..12 {
            desk.send(Msg::Resize { columns, rows });
            let (buffer, cursor) = desk.draw_at(columns, rows);
            assert!(cursor.is_none_or(|at| buffer.area.contains(at)), "{columns}x{rows}: {cursor:?}");
        }
    }
}

#[test]
fn what_failed_meanwhile_is_said_to_who_opens_it() {
    let mut desk = desk();
    lock(&mut desk);
    desk.send(Msg::BackupFailed(renkei::port::StoreError::Busy(Duration::from_secs(5))));
    desk.wait(600_000);
    shows_nothing_else(&desk);
    let deadline = desk.app.deadline().expect("the clock goes on");
    assert!(deadline > desk.now.mono, "what is said under the lock wakes nobody");
    desk.send(Msg::Unlocking(Unlocking::Opened));
    assert!(desk.screen().contains("バックアップ"), "{}", desk.screen());
}

#[test]
fn a_machine_that_has_slept_wakes_locked() {
    let mut desk = Desk::plain();
    // A machine asleep counts no time of its own: only the wall's has gone on.
    desk.now.wall = &desk.now.wall + jiff::SignedDuration::from_mins(9);
    desk.press("down");
    assert!(!desk.asked.contains(&Effect::Lock));
    desk.now.wall = &desk.now.wall + jiff::SignedDuration::from_mins(11);
    desk.press("f1");
    assert!(desk.asked.contains(&Effect::Lock), "{:?}", desk.asked);
    assert!(desk.app.overlays().is_empty(), "the key that woke it does nothing");
}

#[test]
fn a_passphrase_that_could_not_be_looked_for_is_looked_for_again() {
    let mut desk = desk();
    desk.press("f12");
    desk.send(Msg::Unlocking(Unlocking::Failed("架空の事情".to_owned())));
    assert!(desk.screen().contains("架空の事情"), "{}", desk.screen());
    desk.asked.clear();
    desk.press("enter");
    assert_eq!(desk.asked, [Effect::Lock]);
    desk.send(Msg::Unlocking(Unlocking::Locked { has_passphrase: true }));
    shows_nothing_else(&desk);
    assert!(!desk.screen().contains("架空の事情"), "{}", desk.screen());
}
