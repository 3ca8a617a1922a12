//! The second round of the providers, written as it was held on 2021-05-25: in the real program under 80x24, by keys alone.

use super::demo::{demo, selected};
use super::pty::{Emulator, Pty, Seen};

const F2: &str = "\x1bOQ";
const F5: &str = "\x1b[15~";
const CLEAR: &str = "\x05\x15"; // Ctrl-E Ctrl-U
const CLEAR_LINE: &str = "\x05\x15\x7f"; // and the line itself

/// As it is typed with the input method on: the marks come full-width.
const MINUTES: &str = "！職員のワクチン接種を早くして欲しい\r\
    ＞介護高齢課から現状をワクチン会議で伝達 @介護高齢課 2021-06-30\r\
    ！陽性者へ訪問が必要になった時が心配\r\
    ＞訪問介護連絡協議会と合同研修 @センター 2021-07-31\r\
    ＞市と共催で個人防護具着脱練習 @センター 2021-11-30\r\
    ？陽性者の家を訪ねる時に着替える場所はどうするか";

/// Everything on the screen in one line, without the blanks: a text may be broken or cut anywhere but there.
fn shown(seen: &Seen) -> String {
    seen.parser.screen().contents().chars().filter(|c| !c.is_whitespace()).collect()
}

fn wait(pty: &Pty, text: &str) {
    let wanted = text.replace(' ', "");
    drop(pty.wait_until(text, |seen| seen.is_whole() && shown(seen).contains(&wanted)));
}

#[test]
fn the_second_round_of_providers_is_written_done_and_published_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(demo(home.path()), Emulator::USUAL);
    wait(&pty, "超過");
    pty.type_keys("4");
    wait(&pty, "会議録");
    pty.type_keys(F5);
    wait(&pty, "どの会議を加えますか");
    pty.type_keys("9");
    wait(&pty, "第何回");
    pty.type_keys(&format!("\t{CLEAR}2\tCOVID19サービス事業者の集い②\t\t{CLEAR}令和3年5月25日\t18:00\t19:00\t\t\t"));
    // What is open from the last round stands there already; in 2021 nobody knew of it.
    wait(&pty, "再開の見込み");
    pty.type_keys(&CLEAR_LINE.repeat(6));
    pty.type_keys(MINUTES);
    wait(&pty, "着替える場所はどうするか");
    pty.type_keys(F2);
    // One goes on with what one has written.
    wait(&pty, "日時2021/05/25(火)18:00-19:00");
    wait(&pty, "論1職員のワクチン接種を早くして欲しい");
    wait(&pty, "論2陽性者へ訪問が必要になった時が心配");

    // What was agreed on is on the board, and is ticked there.
    pty.type_keys("0");
    wait(&pty, "超過18");
    pty.type_keys("\x1b[H");
    wait(&pty, "会議の対応2021/5在宅サービス事業者の集い第2回");
    for action in ["介護高齢課から現状", "訪問介護連絡協議会"] {
        pty.type_keys("\x1b[H");
        drop(pty.wait_until(action, |seen| seen.is_whole() && selected(seen).is_some_and(|row| row.contains(action))));
        pty.type_keys(" ");
    }
    wait(&pty, "超過16");

    // The log shows it; what came of the last one is written there.
    pty.type_keys("4");
    wait(&pty, "[済]介護高齢課から現状");
    wait(&pty, "[済]訪問介護連絡協議会");
    wait(&pty, "[]市と共催で個人防護具着脱練習");
    pty.type_keys("\r");
    wait(&pty, ">対[]市と共催で個人防護具着脱練習");
    pty.type_keys("o");
    wait(&pty, "した人");
    pty.type_keys("11月に市と共催で行った\t2021-11-30");
    pty.type_keys(F2);
    wait(&pty, "[済]市と共催で個人防護具着脱練習");
    wait(&pty, "結果11月に市と共催で行った");

    // Its question is answered and published.
    pty.type_keys("6");
    wait(&pty, "6発行・窓口");
    pty.type_keys(F5);
    wait(&pty, "何を加えますか");
    pty.type_keys("1");
    wait(&pty, "会議で出た質問に答えますか");
    let screen = pty.screen();
    let row = screen.lines().find(|line| line.contains("陽性者の家を訪ねる")).expect("the question");
    let digit = row.chars().skip_while(|c| *c != '│').find(char::is_ascii_digit).expect("its digit");
    pty.type_keys(&digit.to_string());
    wait(&pty, "発行を加える");
    let to_answer = "\t".repeat(6);
    pty.type_keys(&format!("{to_answer}霞台 進 様の家では玄関の外で着替えます\t介護高齢課\t2021-05-28"));
    pty.type_keys(F2);
    // Somebody whom the centre knows is named: it leaves by no way.
    wait(&pty, "だれかが分かるおそれがあるので、止めています");
    pty.type_keys("c");
    wait(&pty, "貼り付ける文:場所を選ぶ");
    pty.type_keys("2");
    wait(&pty, "止めています");
    pty.type_keys("\x1b");
    wait(&pty, "6発行・窓口");
    pty.type_keys("e");
    wait(&pty, "回答者（役割）");
    pty.type_keys(&format!("{to_answer}{CLEAR}玄関の外で着替え、脱いだ物は袋に入れて持ち帰ります"));
    pty.type_keys(F2);
    wait(&pty, "まだどこにも載せていません");
    pty.type_keys(" ");
    wait(&pty, "載せた日");
    pty.type_keys("2\t2021-06-01");
    pty.type_keys(F2);
    wait(&pty, "済情報共有ネット2021/6");
    assert!(pty.copies().is_empty(), "nothing left while it named somebody");
    pty.type_keys("c");
    wait(&pty, "貼り付ける文:場所を選ぶ");
    pty.type_keys("2");
    drop(pty.wait_until("the terminal's clipboard", |seen| !seen.parser.callbacks().texts.is_empty()));
    let copies = pty.copies();
    let [text] = copies.as_slice() else { panic!("one text: {copies:?}") };
    assert!(text.contains("脱いだ物は袋に入れて") && text.contains("着替える場所はどうするか"), "{text}");
    assert!(!text.contains("霞台") && !text.contains("進 様"), "{text}");
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}
