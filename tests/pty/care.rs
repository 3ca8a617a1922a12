//! The whole path of a stay by keys alone, in the real program under 80x24: docs/checklist.ja.md tells it to a newcomer.

use jiff::{ToSpan, Zoned};

use super::demo::{demo, selected};
use super::pty::{Emulator, Pty, Seen};

const F2: &str = "\x1bOQ";
const F5: &str = "\x1b[15~";
const DOWN: &str = "\x1b[B";
const LAST_FIELD: &str = "\x1b[1;5F"; // Ctrl-End
const CLEAR: &str = "\x05\x15"; // Ctrl-E Ctrl-U

/// Everything on the screen in one line, without the blanks: a text may be broken or cut anywhere but there.
fn shown(seen: &Seen) -> String {
    seen.parser.screen().contents().chars().filter(|c| !c.is_whitespace()).collect()
}

fn wait(pty: &Pty, text: &str) {
    let wanted = text.replace(' ', "");
    drop(pty.wait_until(text, |seen| seen.is_whole() && shown(seen).contains(&wanted)));
}

/// Saves the open form and waits until it is closed.
fn save(pty: &Pty) {
    pty.type_keys(F2);
    drop(pty.wait_until("the checklist again", |seen| {
        let screen = shown(seen);
        seen.is_whole() && screen.contains("試験はな様") && screen.contains("くわしく") && selected(seen).is_some()
    }));
}

/// Moves down the checklist to the line with this text.
fn to_line(pty: &Pty, text: &str) {
    let on = |wanted: &str| {
        let seen = pty.wait_until("a selected line", |seen| seen.is_whole() && selected(seen).is_some());
        selected(&seen).is_some_and(|row| row.contains(wanted))
    };
    if on(text) {
        return;
    }
    pty.type_keys("\x1b[H");
    drop(pty.wait_until("the first line", |seen| selected(seen).is_some_and(|row| row.contains("入院セット"))));
    for _ in 0..60 {
        let row = selected(&pty.wait_until("a selected line", |seen| seen.is_whole() && selected(seen).is_some()));
        if row.as_ref().is_some_and(|row| row.contains(text)) {
            return;
        }
        pty.type_keys(DOWN);
        drop(
            pty.wait_until("another line", |seen| seen.is_whole() && selected(seen).is_some() && selected(seen) != row),
        );
    }
    panic!("no line says {text}:\n{}", pty.screen());
}

/// Is the line with this text ticked?
fn wait_for_tick(pty: &Pty, text: &str) {
    let ticked = |seen: &Seen| {
        let screen = seen.parser.screen().contents();
        screen.lines().any(|line| line.contains("[レ]") && line.contains(text))
    };
    drop(pty.wait_until("a tick", ticked));
}

#[test]
fn from_the_admission_to_the_figures_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(demo(home.path()), Emulator::USUAL);
    wait(&pty, "超過");

    // Somebody is admitted; the hospital is found by its kana.
    pty.type_keys(F5);
    wait(&pty, "入院を登録");
    pty.type_keys("試験 はな\tシケン ハナ\tS15.3.1\t\t\t\t要介護2\t\t\t\t\t\t\t今日\t\tほかげ");
    wait(&pty, "ほかげ会汐凪リハビリテーション病院");
    pty.type_keys("\r");
    save(&pty);
    wait(&pty, "済0/");

    // The first items: consent is a duty and wants its proof, the call is advice and is done at once.
    to_line(&pty, "情報共有の同意");
    pty.type_keys(" ");
    wait(&pty, "した人");
    pty.type_keys(F2);
    wait(&pty, "ここは空にできません");
    pty.type_keys("本人と長男、口頭で");
    save(&pty);
    wait_for_tick(&pty, "情報共有の同意");
    to_line(&pty, "入院をケアマネへ連絡");
    pty.type_keys(" ");
    wait_for_tick(&pty, "入院をケアマネへ連絡");

    // The sheet is written, looked at, and sent.
    pty.type_keys("m");
    wait(&pty, "に行うこと");
    pty.type_keys("2");
    wait(&pty, "1/11 宛先・差出");
    save(&pty);
    pty.type_keys("m2");
    wait(&pty, "FAXでの見え方");
    pty.type_keys("8");
    wait(&pty, "FAX番号の読み返し");
    pty.type_keys(F2);
    wait(&pty, "台帳の番号と違います");
    pty.type_keys("03-0229-7427");
    pty.type_keys(F2);
    wait(&pty, "台帳の番号と違います");
    pty.type_keys(CLEAR);
    pty.type_keys("03-0229-7426");
    pty.type_keys(F2);
    wait(&pty, "同意のない理由を書いてください");
    pty.type_keys("\x1b[Z今日");
    save(&pty);
    wait_for_tick(&pty, "入院時情報提供書を送る");
    pty.type_keys("m4");
    wait(&pty, "受領の確認");
    pty.type_keys(LAST_FIELD);
    pty.type_keys("風待");
    save(&pty);
    wait_for_tick(&pty, "受領を確認し記録");

    // The day of the discharge: first heard, then moved.
    // The program's day is Tokyo's wherever the machine stands.
    let day = |days: i64| {
        let now = Zoned::now().in_tz("Asia/Tokyo").unwrap();
        now.date().saturating_add(days.days()).to_string()
    };
    pty.type_keys("t");
    wait(&pty, "退院日を動かす");
    pty.type_keys(&day(10));
    wait(&pty, "日付なし->");
    save(&pty);
    wait(&pty, "あと10日)");
    pty.type_keys("t");
    wait(&pty, "退院日を動かす");
    pty.type_keys(CLEAR);
    pty.type_keys(&day(12));
    wait(&pty, "遅くなる");
    save(&pty);
    wait(&pty, "あと12日)");

    // The conference, with who took part.
    pty.type_keys("m5");
    wait(&pty, "参加者");
    pty.type_keys("カンファレンス\t\t\t\t\t\t");
    pty.type_keys(
        "病院の看護師 リハ病院 風待\r在宅医 - 汐見\r訪問看護の看護師 - 潮\r薬局の薬剤師 - 凪\rケアマネ - 木霊",
    );
    save(&pty);
    to_line(&pty, "退院前カンファレンス");
    pty.type_keys(" ");
    wait(&pty, "した人");
    pty.type_keys("看護師ほか4職種、写しを本人へ");
    save(&pty);

    // Home again: what follows a discharge stays on the list.
    pty.type_keys("m0");
    wait(&pty, "終わり方");
    pty.type_keys("自宅");
    save(&pty);
    to_line(&pty, "退院後の様子を確認");
    wait(&pty, "あと3日");

    pty.type_keys("F");
    wait(&pty, "年度");
    wait(&pty, "退院");
    pty.type_keys("\x1b");
    drop(pty.wait_until("the checklist", |seen| selected(seen).is_some()));
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
    assert!(!home.path().join("data").exists(), "the demo leaves no data behind");
}
